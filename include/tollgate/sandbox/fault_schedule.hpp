// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_FAULT_SCHEDULE_HPP
#define TOLLGATE_SANDBOX_FAULT_SCHEDULE_HPP

#include <tollgate/sandbox/faults.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// Something that went wrong on request.
struct injected_fault {
    std::uint64_t number = 0; ///< Which request, or which callback: counted from 1, each for itself.
    unsigned attempt = 0;     ///< Which attempt to deliver a callback; 0 for requests.
    fault_kind kind{};
    bool carried_out = true; ///< Whether the gateway did what the request asked for.

    bool operator==(injected_fault const &) const = default;
};

/**
 * \brief Chooses by seed what goes wrong, and keeps a list of it.
 * \details What happens to a request or an attempt depends on the seed and its number alone: not on the time, and not on what
 * happened to others.
 * \par Thread safety
 * All members may be called from several threads.
 */
class fault_schedule {
public:
    fault_schedule(std::uint64_t seed, faults chances) : seed_{seed}, chances_{chances} {}

    /// Other chances from now on. The seed and the numbers of requests and callbacks go on.
    TOLLGATE_DECL void change(faults chances);
    [[nodiscard]] TOLLGATE_DECL faults chances() const;
    /// What goes wrong with the next request that has no fault chosen yet, whatever the chances are.
    TOLLGATE_DECL void next_answer(fault_kind kind, bool carried_out);
    /// What goes wrong with the next attempt to deliver a callback that has no fault chosen yet.
    TOLLGATE_DECL void next_callback(fault_kind kind);

    /// For the next request.
    [[nodiscard]] TOLLGATE_DECL std::optional<injected_fault> for_request();
    /// For an attempt to deliver a callback.
    [[nodiscard]] TOLLGATE_DECL std::optional<fault_kind> for_callback(std::uint64_t number,
                                                                       unsigned attempt);
    [[nodiscard]] TOLLGATE_DECL std::vector<injected_fault> injected_faults() const;

private:
    [[nodiscard]] TOLLGATE_DECL static bool is_about_answers(fault_kind kind) noexcept;
    /// Whether the gateway does what was asked for: always where the answer comes, if late, never where it says that it does not.
    [[nodiscard]] TOLLGATE_DECL static bool is_carried_out(fault_kind kind, bool otherwise) noexcept;
    /// Whether the answer comes, if late.
    [[nodiscard]] TOLLGATE_DECL static bool arrives(fault_kind kind) noexcept;

    /// SplitMix64: the same numbers everywhere, which the standard's distributions are not.
    [[nodiscard]] TOLLGATE_DECL static std::uint64_t mixed(std::uint64_t x) noexcept;
    [[nodiscard]] TOLLGATE_DECL std::uint64_t draw(std::uint64_t group, std::uint64_t number,
                                                   unsigned attempt) const noexcept;
    [[nodiscard]] TOLLGATE_DECL std::optional<fault_kind> choose(bool about_answers,
                                                                 std::uint64_t drawn) const noexcept;

    std::uint64_t seed_;
    faults chances_;
    mutable std::mutex mutex_;
    std::uint64_t requests_ = 0;
    std::deque<injected_fault> next_answers_;
    std::deque<fault_kind> next_callbacks_;
    std::vector<injected_fault> injected_;
};

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/fault_schedule.ipp>
#endif

#endif

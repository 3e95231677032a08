// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_FAULT_DICE_HPP
#define TOLLGATE_SANDBOX_FAULT_DICE_HPP

#include <tollgate/sandbox/faults.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// Something that went wrong on request.
struct happening {
    std::uint64_t number = 0; ///< Which request, or which callback: counted from 1, each for itself.
    unsigned attempt = 0;     ///< Which attempt to deliver a callback; 0 for requests.
    fault_kind kind{};
    bool carried_out = true; ///< Whether the gateway did what the request asked for.

    bool operator==(happening const &) const = default;
};

/**
 * \brief Chooses by seed what goes wrong, and keeps a list of it.
 * \details What happens to a request or an attempt depends on the seed and its number alone: not on the time, and not on what
 * happened to others.
 * \par Thread safety
 * All members may be called from several threads.
 */
class fault_dice {
public:
    fault_dice(std::uint64_t seed, faults chances) : seed_{seed}, chances_{chances} {}

    /// Other chances from now on. The seed and the numbers of requests and callbacks go on.
    void change(faults chances)
    {
        std::scoped_lock lock{mutex_};
        chances_ = chances;
    }
    [[nodiscard]] faults chances() const
    {
        std::scoped_lock lock{mutex_};
        return chances_;
    }
    /// What goes wrong with the next request that nothing is aimed at yet, whatever the chances are.
    void aim_at_answer(fault_kind kind, bool carried_out)
    {
        if (!is_about_answers(kind)) throw std::invalid_argument{"sandbox: this fault is one of callbacks"};
        std::scoped_lock lock{mutex_};
        aimed_at_answers_.push_back({0, 0, kind, carried_out || arrives(kind)});
    }
    /// What goes wrong with the next attempt to deliver a callback that nothing is aimed at yet.
    void aim_at_callback(fault_kind kind)
    {
        if (is_about_answers(kind)) throw std::invalid_argument{"sandbox: this fault is one of answers"};
        std::scoped_lock lock{mutex_};
        aimed_at_callbacks_.push_back(kind);
    }

    /// For the next request.
    [[nodiscard]] std::optional<happening> for_request()
    {
        std::scoped_lock lock{mutex_};
        std::uint64_t const roll = draw(1, ++requests_, 0);
        if (!aimed_at_answers_.empty()) {
            happening aimed = aimed_at_answers_.front();
            aimed_at_answers_.pop_front();
            aimed.number = requests_;
            return happened_.emplace_back(aimed);
        }
        auto const kind =
            choose(std::array{std::pair{fault_kind::delay_answer, chances_.delay_answer},
                              std::pair{fault_kind::drop_answer, chances_.drop_answer},
                              std::pair{fault_kind::close_mid_answer, chances_.close_mid_answer},
                              std::pair{fault_kind::slow_answer, chances_.slow_answer},
                              std::pair{fault_kind::http_500, chances_.http_500},
                              std::pair{fault_kind::html_answer, chances_.html_answer}},
                   roll);
        if (!kind) return std::nullopt;
        return happened_.emplace_back(happening{requests_, 0, *kind, arrives(*kind) || (roll >> 63) != 0});
    }
    /// For an attempt to deliver a callback.
    [[nodiscard]] std::optional<fault_kind> for_callback(std::uint64_t number, unsigned attempt)
    {
        std::scoped_lock lock{mutex_};
        if (!aimed_at_callbacks_.empty()) {
            fault_kind const aimed = aimed_at_callbacks_.front();
            aimed_at_callbacks_.pop_front();
            happened_.push_back({number, attempt, aimed, true});
            return aimed;
        }
        auto const kind =
            choose(std::array{std::pair{fault_kind::delay_callback, chances_.delay_callback},
                              std::pair{fault_kind::drop_callback, chances_.drop_callback},
                              std::pair{fault_kind::duplicate_callback, chances_.duplicate_callback},
                              std::pair{fault_kind::reorder_callbacks, chances_.reorder_callbacks},
                              std::pair{fault_kind::corrupt_callback, chances_.corrupt_callback}},
                   draw(2, number, attempt));
        if (kind) happened_.push_back({number, attempt, *kind, true});
        return kind;
    }
    [[nodiscard]] std::vector<happening> what_happened() const
    {
        std::scoped_lock lock{mutex_};
        return happened_;
    }

private:
    [[nodiscard]] static constexpr bool is_about_answers(fault_kind kind) noexcept
    {
        return kind < fault_kind::delay_callback;
    }
    /// Whether the answer comes, if late.
    [[nodiscard]] static constexpr bool arrives(fault_kind kind) noexcept
    {
        return kind == fault_kind::delay_answer || kind == fault_kind::slow_answer;
    }

    /// SplitMix64: the same numbers everywhere, which the standard's distributions are not.
    [[nodiscard]] static constexpr std::uint64_t mixed(std::uint64_t x) noexcept
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
    [[nodiscard]] std::uint64_t draw(std::uint64_t group, std::uint64_t number,
                                     unsigned attempt) const noexcept
    {
        return mixed(mixed(mixed(mixed(seed_) + group) + number) + attempt);
    }
    [[nodiscard]] static std::optional<fault_kind>
    choose(std::span<std::pair<fault_kind, unsigned> const> chances, std::uint64_t roll) noexcept
    {
        std::uint64_t point = roll % 1000;
        for (auto const &[kind, chance] : chances) {
            if (point < chance) return kind;
            point -= chance;
        }
        return std::nullopt;
    }

    std::uint64_t seed_;
    faults chances_;
    mutable std::mutex mutex_;
    std::uint64_t requests_ = 0;
    std::deque<happening> aimed_at_answers_;
    std::deque<fault_kind> aimed_at_callbacks_;
    std::vector<happening> happened_;
};

} // namespace tollgate::inline v0::sandbox

#endif

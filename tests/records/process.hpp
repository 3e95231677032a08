// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_RECORDS_PROCESS_HPP
#define TOLLGATE_TESTS_RECORDS_PROCESS_HPP

#include <tollgate/records/soci_database.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

/// \file
/// What the tests of records at scale are made of: programs that are started and killed, and how a test says what it found.

namespace tollgate::at_scale {

/// `name=value`, each.
class arguments {
public:
    arguments() = default;
    /// \par Errors
    /// Throws `std::invalid_argument` for one without `=`.
    explicit arguments(std::vector<std::string_view> const &given);

    arguments &set(std::string const &name, std::string value);
    arguments &set(std::string const &name, std::uint64_t value);
    [[nodiscard]] bool has(std::string_view name) const { return all_.contains(name); }
    /// Throws `std::invalid_argument` where it is not there, or no number.
    [[nodiscard]] std::string const &text(std::string_view name) const;
    [[nodiscard]] std::uint64_t number(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> all() const;

private:
    std::map<std::string, std::string, std::less<>> all_;
};

/// This program once more, as another process. It is killed with this object, and with its parent's thread.
class process {
public:
    process(std::string const &role, arguments const &given);
    process(process &&other) noexcept;
    process &operator=(process &&other) noexcept;
    ~process() { kill(); }

    /// SIGKILL, and waits for it. Whether it was still there.
    bool kill();
    /// Whether it has ended by itself.
    /// \par Errors
    /// Throws `std::runtime_error` if it ended badly.
    [[nodiscard]] bool has_ended();
    /// Waits until it has ended, whether by a signal; true if not. Errors as above.
    bool wait();

private:
    bool judge(int status);

    pid_t id_ = 0;
};

/// What a process and its parent tell each other, in memory that outlives the process.
struct progress {
    std::atomic<std::uint64_t> is_ready; ///< It has come so far that to kill it is of interest.
    std::atomic<std::uint64_t> next;     ///< Of its work.
    std::atomic<std::uint64_t> released; ///< By its parent: work before this may be begun.
};

/// A \ref progress that processes share by a file.
class shared_progress {
public:
    explicit shared_progress(std::string const &file);
    shared_progress(shared_progress const &) = delete;
    shared_progress &operator=(shared_progress const &) = delete;
    ~shared_progress();

    [[nodiscard]] progress *operator->() const noexcept { return at_; }
    /// Waits for `is_ready`, a minute at most, or until the process has ended by itself.
    void await_readiness(process &of) const;

private:
    progress *at_ = nullptr;
};

/// `sqlite:FILE` or `postgresql:PARAMETERS`.
[[nodiscard]] soci_database database_at(std::string_view where);
[[nodiscard]] sql_rows query(soci_database const &database, std::string_view sql);

/// What a test finds, for people.
class findings {
public:
    explicit findings(std::string test) : test_{std::move(test)} {}

    void say(std::string_view what) const;
    /// Says it where it does not hold.
    void expect(bool holds, std::string_view what);
    /// Says how far a test is, every few seconds.
    void progressed(std::size_t done, std::size_t of, std::string_view what);
    [[nodiscard]] bool are_good() const noexcept { return failed_ == 0; }

private:
    std::string test_;
    std::size_t failed_ = 0;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point said_ = begun_;
};

using random_engine = std::mt19937_64;
/// From 0 to one less than this; the same everywhere.
[[nodiscard]] inline std::uint64_t random_below(random_engine &by, std::uint64_t below)
{
    return by() % below;
}
/// Waits so long at most.
void pause_up_to(random_engine &by, std::chrono::microseconds longest);

} // namespace tollgate::at_scale

#endif

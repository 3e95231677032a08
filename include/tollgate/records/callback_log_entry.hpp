// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_CALLBACK_LOG_ENTRY_HPP
#define TOLLGATE_RECORDS_CALLBACK_LOG_ENTRY_HPP

#include <tollgate/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tollgate::inline v0 {

/// A callback as it was received. See \ref callback_log.
struct callback_entry {
    using time_point = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

    std::int64_t id = 0; ///< The records' own number.
    time_point at{};     ///< When it was written down, by the database's clock.
    std::string gateway; ///< As its description calls it.
    std::optional<errc>
        why{}; ///< Why it was not handed over; errc::unsigned_callback: the gateway was to be asked.
    std::string sentence{};            ///< The error's.
    std::string headers{};             ///< As JSON; cut, `[cut]` is behind it.
    std::optional<std::string> body{}; ///< Nothing, where none can be kept; cut, `[cut]` is behind it.
    std::size_t size = 0;              ///< Of the body, in bytes.
};

} // namespace tollgate::inline v0

#endif

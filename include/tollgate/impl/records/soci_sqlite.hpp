// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_SOCI_SQLITE_HPP
#define TOLLGATE_IMPL_RECORDS_SOCI_SQLITE_HPP

#include <tollgate/detail/records/sql_pool.hpp>
#include <tollgate/records/sql.hpp>

#include <chrono>
#include <thread>

/// \file
/// What is SQLite's own.

namespace tollgate::inline v0::detail {

[[nodiscard]] inline sql_failure failure_of_sqlite(int result) noexcept
{
    if (is_short_of_means(result)) return sql_failure::busy;
    switch (result & 0xFF) {
    case 5:                                   // SQLITE_BUSY
    case 6: return sql_failure::busy;         // SQLITE_LOCKED
    case 8:                                   // SQLITE_READONLY
    case 13: return sql_failure::full;        // SQLITE_FULL
    case 10:                                  // SQLITE_IOERR
    case 14: return sql_failure::unavailable; // SQLITE_CANTOPEN
    case 19: return sql_failure::constraint;  // SQLITE_CONSTRAINT
    default: return sql_failure::other;
    }
}

/// Of two connections to a new file that switch at once, SQLite refuses one without waiting.
template <class Connection>
void write_ahead(Connection &to, std::chrono::milliseconds timeout)
{
    auto const until = std::chrono::steady_clock::now() + timeout;
    while (true) {
        try {
            static_cast<void>(to.execute("PRAGMA journal_mode = WAL", {}));
            return;
        } catch (sql_error const &why) {
            if (why.failure() != sql_failure::busy || std::chrono::steady_clock::now() >= until) throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
}

} // namespace tollgate::inline v0::detail

#endif

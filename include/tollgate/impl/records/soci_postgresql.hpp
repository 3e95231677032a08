// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_SOCI_POSTGRESQL_HPP
#define TOLLGATE_IMPL_RECORDS_SOCI_POSTGRESQL_HPP

#include <tollgate/detail/format/random_bytes.hpp>
#include <tollgate/detail/records/sql_pool.hpp>
#include <tollgate/records/sql.hpp>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

/// \file
/// What is PostgreSQL's own. Each function takes the session's or the statement's part of SOCI as a template's parameter, so that a version
/// of SOCI that hides a member there compiles, and has its own way.

namespace tollgate::inline v0::detail {

/// The classes of SQLSTATE codes (PostgreSQL, appendix A).
[[nodiscard]] inline sql_failure failure_of_sqlstate(std::string_view code) noexcept
{
    std::string_view const kind = code.substr(0, 2);
    if (kind == "23") return sql_failure::constraint;
    // serialization_failure, deadlock_detected, lock_not_available
    if (kind == "40" || code == "55P03") return sql_failure::busy;
    // The server between keeps no prepared statements: nothing was done, and the next is not prepared.
    if (is_not_prepared(code)) return sql_failure::busy;
    // disk_full, read_only_sql_transaction
    if (code == "53100" || code == "25006") return sql_failure::full;
    // connection exceptions, too many connections and their like, shutdown, errors of its machine
    bool const is_away = kind == "08" || kind == "53" || kind == "57" || kind == "58";
    return is_away ? sql_failure::unavailable : sql_failure::other;
}

/// SOCI calls the statements of each connection `st_1`, `st_2` and so on. A server between that gives one connection to several clients
/// would carry out another client's statement of that name, without an error. Numbers that begin anywhere are nobody else's.
template <class Session>
void number_statements_from(Session &session, std::int32_t first)
{
    if constexpr (requires { session.statementCount_ = first; }) session.statementCount_ = first;
}
/// 1 to 2^30, which leaves numbers enough for all statements of a connection.
[[nodiscard]] inline std::int32_t any_number()
{
    auto const bytes = random_bytes();
    std::uint32_t number = 0;
    for (std::size_t i = 0; i != sizeof number; ++i)
        number = number << 8U | bytes[i];
    return static_cast<std::int32_t>(number >> 2U) + 1;
}
/// Has the statement end without a word to the server, which forgets it with the connection. SOCI would ask the server, and one
/// that has vanished lets it wait.
template <class Statement>
void end_silently(Statement &statement)
{
    if constexpr (requires { statement.statementName_.clear(); }) statement.statementName_.clear();
}
/// Nothing of another database's, or of a session that the program closed. By its name: a library of SOCI's may keep from others what a
/// dynamic_cast takes.
[[nodiscard]] inline soci::postgresql_session_backend *postgresql_in(soci::session &session)
{
    soci::details::session_backend *const of = session.get_backend();
    bool const is_it = of != nullptr && of->get_backend_name() == "postgresql";
    return is_it ? static_cast<soci::postgresql_session_backend *>(of) : nullptr;
}

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_SOCI_DATABASE_IPP
#define TOLLGATE_IMPL_RECORDS_SOCI_DATABASE_IPP

#include <tollgate/records/soci_database.hpp>

#include <tollgate/impl/records/soci_postgresql.hpp>
#include <tollgate/impl/records/soci_sqlite.hpp>
#include <tollgate/impl/records/soci_statements.hpp>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

namespace tollgate::inline v0 {

namespace detail {

/// \param is_connected whether the connection still holds
[[nodiscard]] inline sql_error as_sql_error(soci::soci_error const &thrown, bool is_connected)
{
    if (auto const *lite = dynamic_cast<soci::sqlite3_soci_error const *>(&thrown))
        return {failure_of_sqlite(lite->result()), std::to_string(lite->result()), thrown.what()};
    if (!is_connected) return {sql_failure::unavailable, {}, thrown.what()};
    if (auto const *pg = dynamic_cast<soci::postgresql_soci_error const *>(&thrown))
        return {failure_of_sqlstate(pg->sqlstate()), pg->sqlstate(), thrown.what()};
    return {sql_failure::other, {}, thrown.what()};
}

} // namespace detail

soci_connection::soci_connection(std::unique_ptr<soci::session> session) noexcept
    : session_{std::move(session)}
{
}
soci_connection::~soci_connection()
{
    if (statements_) statements_->end_with_connection();
}

sql_rows soci_connection::execute(std::string_view sql, std::span<sql_value const> values)
{
    if (!statements_)
        statements_ = std::make_unique<detail::soci_statements>(detail::postgresql_in(*session_) != nullptr);
    try {
        sql_rows rows = statements_->in(*session_, sql, values.size()).execute(values);
        statements_->note_success();
        return rows;
    } catch (soci::soci_error const &thrown) {
        sql_error const why = detail::as_sql_error(thrown, session_->is_connected());
        statements_->forget(detail::is_not_prepared(why.code()));
        throw why;
    } catch (std::logic_error const &thrown) { // of SOCI's own, while it made a sentence about an error
        statements_->forget(false);
        throw sql_error{sql_failure::other, {}, thrown.what()};
    }
}

std::unique_ptr<soci_connection> soci_database::connect() const
{
    bool const is_sqlite = dialect_ == sql_dialect::sqlite;
    try {
        auto session =
            is_sqlite ? std::make_unique<soci::session>(*soci::factory_sqlite3(), "db=\"" + where_ + "\"")
                      : std::make_unique<soci::session>(*soci::factory_postgresql(), where_);
        if (auto *const pg = detail::postgresql_in(*session))
            detail::number_statements_from(*pg, detail::any_number());
        auto made = std::make_unique<connection>(std::move(session));
        // 0 waits for ever in PostgreSQL.
        auto const waits = std::clamp<std::int64_t>(lock_timeout_.count(), is_sqlite ? 0 : 1, 2'000'000'000);
        std::string const timeout = std::to_string(waits);
        if (is_sqlite) {
            static_cast<void>(made->execute("PRAGMA busy_timeout = " + timeout, {}));
            detail::write_ahead(*made, lock_timeout_);
            static_cast<void>(made->execute("PRAGMA synchronous = FULL", {}));
        } else { // its notices would go to the standard error stream
            static_cast<void>(made->execute("SET client_min_messages TO warning", {}));
            static_cast<void>(made->execute("SET lock_timeout TO " + timeout, {}));
        }
        return made;
    } catch (soci::soci_error const &thrown) {
        sql_error const why = detail::as_sql_error(thrown, false);
        throw sql_error{sql_failure::unavailable, why.code(), why.what()};
    }
}

} // namespace tollgate::inline v0

#endif

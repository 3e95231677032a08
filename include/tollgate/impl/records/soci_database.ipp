// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_SOCI_DATABASE_IPP
#define TOLLGATE_IMPL_RECORDS_SOCI_DATABASE_IPP

#include <tollgate/records/soci_database.hpp>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <vector>

namespace tollgate::inline v0 {

namespace detail {

/// The classes of SQLSTATE codes (PostgreSQL, appendix A).
[[nodiscard]] inline sql_failure failure_of_sqlstate(std::string_view code) noexcept
{
    std::string_view const kind = code.substr(0, 2);
    if (kind == "23") return sql_failure::constraint;
    // serialization_failure, deadlock_detected, lock_not_available
    if (kind == "40" || code == "55P03") return sql_failure::busy;
    // disk_full, read_only_sql_transaction
    if (code == "53100" || code == "25006") return sql_failure::full;
    // connection exceptions, too many connections and their like, shutdown
    bool const is_away = kind == "08" || kind == "53" || kind == "57";
    return is_away ? sql_failure::unavailable : sql_failure::other;
}

[[nodiscard]] inline sql_failure failure_of_sqlite(int result) noexcept
{
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

/// `:v1` for `$1`: SOCI finds no name in the latter, and when the database refuses a statement it wants to tell each value's.
[[nodiscard]] inline std::string with_names(std::string_view sql)
{
    std::string named;
    for (std::size_t i = 0; i != sql.size(); ++i) {
        bool const is_value = sql[i] == '$' && i + 1 != sql.size() && sql[i + 1] >= '1' && sql[i + 1] <= '9';
        if (is_value)
            named += ":v";
        else
            named += sql[i];
    }
    return named;
}

} // namespace detail

soci_connection::soci_connection(std::unique_ptr<soci::session> session) noexcept
    : session_{std::move(session)}
{
}
soci_connection::~soci_connection() = default;

sql_rows soci_connection::execute(std::string_view sql, std::span<sql_value const> values)
{
    // What is bound stays where it is until the statement has ended.
    std::vector<std::string> texts(values.size());
    std::vector<soci::indicator> are_there(values.size(), soci::i_null);
    try {
        soci::statement statement{*session_};
        for (std::size_t i = 0; i != values.size(); ++i) {
            if (values[i]) {
                texts[i] = *values[i];
                are_there[i] = soci::i_ok;
            }
            statement.exchange(soci::use(texts[i], are_there[i], "v" + std::to_string(i + 1)));
        }
        statement.alloc();
        statement.prepare(detail::with_names(sql), soci::details::st_one_time_query);
        statement.define_and_bind();
        soci::row row;
        statement.exchange_for_rowset(soci::into(row));
        sql_rows all;
        for (bool more = statement.execute(true); more && row.size() != 0; more = statement.fetch()) {
            sql_row &one = all.emplace_back();
            for (std::size_t i = 0; i != row.size(); ++i) {
                bool const is_null = row.get_indicator(i) == soci::i_null;
                one.push_back(is_null ? std::nullopt : std::optional{row.get<std::string>(i)});
            }
        }
        return all;
    } catch (soci::soci_error const &thrown) {
        throw detail::as_sql_error(thrown, session_->is_connected());
    } catch (std::logic_error const &thrown) { // of SOCI's own, while it made a sentence about an error
        throw sql_error{sql_failure::other, {}, thrown.what()};
    }
}

std::unique_ptr<soci_connection> soci_database::connect() const
{
    bool const is_sqlite = dialect_ == sql_dialect::sqlite;
    try {
        auto session = is_sqlite ? std::make_unique<soci::session>(*soci::factory_sqlite3(),
                                                                   "db=\"" + where_ + "\" timeout=10")
                                 : std::make_unique<soci::session>(*soci::factory_postgresql(), where_);
        auto made = std::make_unique<connection>(std::move(session));
        if (is_sqlite) {
            static_cast<void>(made->execute("PRAGMA journal_mode = WAL", {}));
            static_cast<void>(made->execute("PRAGMA synchronous = FULL", {}));
        } else { // its notices would go to the standard error stream
            static_cast<void>(made->execute("SET client_min_messages TO warning", {}));
        }
        return made;
    } catch (soci::soci_error const &thrown) {
        sql_error const why = detail::as_sql_error(thrown, false);
        throw sql_error{sql_failure::unavailable, why.code(), why.what()};
    }
}

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_SOCI_DATABASE_HPP
#define TOLLGATE_RECORDS_SOCI_DATABASE_HPP

#include <tollgate/config.hpp>

#include <tollgate/records/sql.hpp>

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace soci {
class session;
}

namespace tollgate::inline v0 {

namespace detail {

class soci_statements;

} // namespace detail

/// A connection through SOCI. Statements are prepared once for each connection.
class soci_connection {
public:
    TOLLGATE_DECL explicit soci_connection(std::unique_ptr<soci::session> session) noexcept;
    soci_connection(soci_connection const &) = delete;
    soci_connection &operator=(soci_connection const &) = delete;
    TOLLGATE_DECL ~soci_connection();

    [[nodiscard]] TOLLGATE_DECL sql_rows execute(std::string_view sql, std::span<sql_value const> values);
    [[nodiscard]] soci::session &native() noexcept { return *session_; }

private:
    std::unique_ptr<soci::session> session_;
    std::unique_ptr<detail::soci_statements> statements_; ///< Of the session: they end first.
};

/**
 * \brief SQLite or PostgreSQL, through SOCI 4.0.3 or newer.
 * \details SQLite's file is written ahead (WAL) and synchronised in full, so that what was committed survives a loss of power.
 *
 * No statement waits longer than `lock_timeout` for a lock that another connection holds, whatever the deadline of who sends an order: it
 * fails then, as sql_failure::busy. The same holds for what a handler of \ref exactly_once writes.
 */
class soci_database {
public:
    using connection = soci_connection;

    /// A file, made if it is not there. For one machine: SQLite's locks do not hold across a network.
    [[nodiscard]] static soci_database
    sqlite(std::string file, std::chrono::milliseconds lock_timeout = std::chrono::seconds{10})
    {
        return {sql_dialect::sqlite, std::move(file), lock_timeout};
    }
    /// \param parameters libpq's, such as `host=db.example dbname=shop user=shop sslmode=verify-full`; a password is better kept
    /// in libpq's own password file
    [[nodiscard]] static soci_database
    postgresql(std::string parameters, std::chrono::milliseconds lock_timeout = std::chrono::seconds{10})
    {
        return {sql_dialect::postgresql, std::move(parameters), lock_timeout};
    }

    /// \par Errors
    /// Throws \ref sql_error.
    [[nodiscard]] TOLLGATE_DECL std::unique_ptr<connection> connect() const;
    [[nodiscard]] sql_dialect dialect() const noexcept { return dialect_; }

private:
    soci_database(sql_dialect dialect, std::string where, std::chrono::milliseconds lock_timeout)
        : dialect_{dialect},
          where_{std::move(where)},
          lock_timeout_{lock_timeout}
    {
    }

    sql_dialect dialect_;
    std::string where_;
    std::chrono::milliseconds lock_timeout_;
};

static_assert(sql_database<soci_database>);

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/records/soci_database.ipp>
#endif

#endif

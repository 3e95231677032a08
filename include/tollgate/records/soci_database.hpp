// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_SOCI_DATABASE_HPP
#define TOLLGATE_RECORDS_SOCI_DATABASE_HPP

#include <tollgate/config.hpp>

#include <tollgate/records/sql.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace soci {
class session;
}

namespace tollgate::inline v0 {

/// A connection through SOCI.
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
};

/**
 * \brief SQLite or PostgreSQL, through SOCI 4.0.3 or newer.
 * \details SQLite's file is written ahead (WAL) and synchronised in full, so that what was committed survives a loss of power.
 */
class soci_database {
public:
    using connection = soci_connection;

    /// A file, made if it is not there. For one machine: SQLite's locks do not hold across a network.
    [[nodiscard]] static soci_database sqlite(std::string file)
    {
        return {sql_dialect::sqlite, std::move(file)};
    }
    /// \param parameters libpq's, such as `host=db.example dbname=shop user=shop sslmode=verify-full`; a password is better kept
    /// in libpq's own password file
    [[nodiscard]] static soci_database postgresql(std::string parameters)
    {
        return {sql_dialect::postgresql, std::move(parameters)};
    }

    /// \par Errors
    /// Throws \ref sql_error.
    [[nodiscard]] TOLLGATE_DECL std::unique_ptr<connection> connect() const;
    [[nodiscard]] sql_dialect dialect() const noexcept { return dialect_; }

private:
    soci_database(sql_dialect dialect, std::string where) : dialect_{dialect}, where_{std::move(where)} {}

    sql_dialect dialect_;
    std::string where_;
};

static_assert(sql_database<soci_database>);

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/records/soci_database.ipp>
#endif

#endif

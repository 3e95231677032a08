// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_SQL_HPP
#define TOLLGATE_RECORDS_SQL_HPP

#include <tollgate/version.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// \file
/// What the records need of a database. `soci_database` has it; a program with another library writes one class.

namespace tollgate::inline v0 {

/// Whose SQL is spoken.
enum class sql_dialect {
    sqlite,     ///< SQLite 3.35 or newer.
    postgresql, ///< PostgreSQL 13 or newer.
};

/// Why a database did not do what it was told.
enum class sql_failure {
    unavailable, ///< It cannot be reached, or the connection broke: whether the statement was carried out is not known.
    busy, ///< Others were in the way (a lock, a deadlock, a serialisation failure): the same may succeed next time.
    constraint, ///< A constraint forbids it.
    full,       ///< It has no room left, or may not write.
    other,      ///< Anything else, such as a table that is not there.
};

/**
 * \brief Thrown by a database.
 * \details `what()` is the database's own text. It can hold the contents of rows, so it is not for logs.
 */
class sql_error : public std::runtime_error {
public:
    /// \param code what the database calls it: an SQLSTATE, or the number of SQLite's result code
    sql_error(sql_failure why, std::string code, std::string const &text)
        : runtime_error{text},
          failure_{why},
          code_{std::move(code)}
    {
    }

    [[nodiscard]] sql_failure failure() const noexcept { return failure_; }
    [[nodiscard]] std::string const &code() const noexcept { return code_; }

private:
    sql_failure failure_;
    std::string code_;
};

/// What stands for a `$1`: a text, or nothing for NULL. A number is given as its digits.
using sql_value = std::optional<std::string_view>;
/// One row of an answer: each column as text, or nothing for NULL.
using sql_row = std::vector<std::optional<std::string>>;
using sql_rows = std::vector<sql_row>;

/**
 * \brief An open connection to a database, used by one thread at a time.
 *
 * | expression | type | meaning |
 * |---|---|---|
 * | `c.execute(sql, values)` | `sql_rows` | carries out one statement; empty where it gives no rows; throws `sql_error` |
 * | `c.native()` | a reference | what the program's own statements use, for `exactly_once` |
 *
 * Each value stands in a statement once, and they are numbered in their order, so that they may be bound by their places as well as by
 * their names. All columns that are asked for are texts.
 */
template <class C>
concept sql_connection = requires(C &c, std::string_view sql, std::span<sql_value const> values) {
    { c.execute(sql, values) } -> std::same_as<sql_rows>;
    c.native();
};

/**
 * \brief A database of which connections are made.
 *
 * | expression | type | meaning |
 * |---|---|---|
 * | `D::connection` | `sql_connection` | |
 * | `d.connect()` on a constant one | `std::unique_ptr<D::connection>` | a new connection; throws `sql_error` |
 * | `d.dialect()` on a constant one | `sql_dialect` | |
 *
 * Connections are kept and used again; one that failed as `unavailable` or `full` is not. What waits for a lock must end by itself, as
 * `busy`: nothing else ends it.
 * \par Thread safety
 * `connect` is called from several threads at once.
 */
template <class D>
concept sql_database = sql_connection<typename D::connection> && requires(D const &d) {
    { d.connect() } -> std::same_as<std::unique_ptr<typename D::connection>>;
    { d.dialect() } -> std::same_as<sql_dialect>;
};

} // namespace tollgate::inline v0

#endif

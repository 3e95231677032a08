// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_SQL_POOL_HPP
#define TOLLGATE_DETAIL_RECORDS_SQL_POOL_HPP

#include <tollgate/config.hpp>

#include <tollgate/error.hpp>
#include <tollgate/records/sql.hpp>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// A connection of any database.
class any_connection {
public:
    any_connection() = default;
    any_connection(any_connection const &) = delete;
    any_connection &operator=(any_connection const &) = delete;
    virtual ~any_connection() = default;

    [[nodiscard]] virtual sql_rows execute(std::string_view sql, std::span<sql_value const> values) = 0;
};

template <sql_connection Connection>
class connection_of final : public any_connection {
public:
    explicit connection_of(std::unique_ptr<Connection> connection) : connection_{std::move(connection)} {}

    [[nodiscard]] sql_rows execute(std::string_view sql, std::span<sql_value const> values) override
    {
        return connection_->execute(sql, values);
    }
    [[nodiscard]] Connection &get() noexcept { return *connection_; }

private:
    std::unique_ptr<Connection> connection_;
};

/**
 * \brief Connections to one database, so many at most; who wants one more waits.
 * \par Thread safety
 * All members may be called from several threads.
 */
class sql_pool {
public:
    /// A connection in use. It goes back by \ref give_back alone: one that failed is closed.
    class lease {
    public:
        lease(sql_pool &from, std::unique_ptr<any_connection> connection)
            : from_{&from},
              connection_{std::move(connection)}
        {
        }
        lease(lease &&other) noexcept
            : from_{std::exchange(other.from_, nullptr)},
              connection_{std::move(other.connection_)}
        {
        }
        lease &operator=(lease &&) = delete;
        ~lease()
        {
            connection_.reset();
            if (from_ != nullptr) from_->put_back(nullptr);
        }

        [[nodiscard]] any_connection &operator*() const noexcept { return *connection_; }
        [[nodiscard]] any_connection *operator->() const noexcept { return connection_.get(); }
        void give_back() { std::exchange(from_, nullptr)->put_back(std::move(connection_)); }

    private:
        sql_pool *from_;
        std::unique_ptr<any_connection> connection_;
    };

    sql_pool(sql_dialect dialect, std::size_t most) : dialect_{dialect}, most_{most} {}
    sql_pool(sql_pool const &) = delete;
    sql_pool &operator=(sql_pool const &) = delete;
    virtual ~sql_pool() = default;

    [[nodiscard]] sql_dialect dialect() const noexcept { return dialect_; }
    /// Throws \ref sql_error.
    [[nodiscard]] TOLLGATE_DECL lease take();
    /// Closes the connections that nobody uses: they broke when another one did.
    TOLLGATE_DECL void close_idle();
    /// In milliseconds since 1970, so long ago by this process's clock, and by that clock as it was when the pool was made and has gone on
    /// since: by the earlier of the two. What is deleted because it is old is old by this and by the database's own clock, as one that
    /// jumps ahead must delete nothing.
    [[nodiscard]] TOLLGATE_DECL std::int64_t time_before(std::chrono::milliseconds age) const;

    /**
     * \brief Carries out one statement, which is then a transaction of its own.
     * \details Again where \ref sql_attempts says so, so that it must be one that does nothing the second time. What differs between
     * dialects stands in it as `{now}` and the like; see \ref in_dialect. Throws \ref sql_error.
     */
    TOLLGATE_DECL sql_rows run(std::string_view sql, std::span<sql_value const> values);

private:
    [[nodiscard]] virtual std::unique_ptr<any_connection> connect() const = 0;
    TOLLGATE_DECL void put_back(std::unique_ptr<any_connection> connection);

    sql_dialect dialect_;
    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<any_connection>> idle_;
    std::size_t in_use_ = 0;
    std::chrono::system_clock::time_point made_at_ = std::chrono::system_clock::now();
    std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

/// How often something is tried that does nothing the second time.
class sql_attempts {
public:
    explicit sql_attempts(sql_pool &in) noexcept : in_{&in} {}

    /// Whether what failed may be tried once more: on a new connection once, after a deadlock a few times. Waits before it says so.
    [[nodiscard]] TOLLGATE_DECL bool may_try_again(sql_error const &why);

private:
    sql_pool *in_;
    std::chrono::steady_clock::time_point begun_at_ = std::chrono::steady_clock::now();
    int made_ = 0;
};

/// Whether the connection is used no more. One to a server that has become a replica may never write again.
[[nodiscard]] constexpr bool ends_connection(sql_failure why) noexcept
{
    return why == sql_failure::unavailable || why == sql_failure::full;
}

/// SQLITE_NOMEM, SQLITE_INTERRUPT and SQLITE_PROTOCOL, which is of a lock; whatever they say beyond their first byte.
[[nodiscard]] constexpr bool is_short_of_means(int sqlite_result) noexcept
{
    int const kind = sqlite_result & 0xFF;
    return kind == 7 || kind == 9 || kind == 15;
}

/// invalid_sql_statement_name, duplicate_prepared_statement: where several clients share a connection of the server's.
[[nodiscard]] constexpr bool is_not_prepared(std::string_view code) noexcept
{
    return code == "26000" || code == "42P05";
}

template <sql_database Database>
class pool_of final : public sql_pool {
public:
    pool_of(Database database, std::size_t most)
        : sql_pool{database.dialect(), most},
          database_{std::move(database)}
    {
    }

private:
    [[nodiscard]] std::unique_ptr<any_connection> connect() const override
    {
        return std::make_unique<connection_of<typename Database::connection>>(database_.connect());
    }

    Database database_;
};

/// The statement in a dialect's own words: `{now}` in milliseconds since 1970 by the database's clock, `{ahead}` a minute later: what
/// was written at a later time was written before the clock was put back; `{id}` for a column that numbers rows, `{skip_locked}` for rows
/// that another transaction is about to change, `{unless_known}` behind an insert: PostgreSQL says by a row whether it was made, SQLite fails.
[[nodiscard]] TOLLGATE_DECL std::string in_dialect(sql_dialect dialect, std::string_view sql);

/// Begins a transaction of the library's own. Each statement sees what others have committed before it, whatever the database's default is: in
/// one that reads a snapshot, who has waited for a lock sees the tables as they were before.
[[nodiscard]] constexpr std::string_view begin_transaction(sql_dialect dialect) noexcept
{
    return dialect == sql_dialect::sqlite ? "BEGIN IMMEDIATE" : "BEGIN ISOLATION LEVEL READ COMMITTED";
}

/// What a database's failure means to who wanted to send, or to look something up.
[[nodiscard]] TOLLGATE_DECL error as_error(sql_error const &why);

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/records/sql_pool.ipp>
#endif

#endif

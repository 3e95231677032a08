// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_SQL_POOL_IPP
#define TOLLGATE_IMPL_RECORDS_SQL_POOL_IPP

#include <tollgate/detail/records/sql_pool.hpp>

#include <chrono>
#include <thread>

namespace tollgate::inline v0::detail {

sql_pool::lease sql_pool::take()
{
    {
        std::unique_lock lock{mutex_};
        freed_.wait(lock, [this] { return in_use_ < most_; });
        ++in_use_;
        if (!idle_.empty()) {
            auto last = std::move(idle_.back());
            idle_.pop_back();
            return {*this, std::move(last)};
        }
    }
    try {
        return {*this, connect()};
    } catch (...) {
        put_back(nullptr);
        throw;
    }
}

void sql_pool::put_back(std::unique_ptr<any_connection> connection)
{
    std::scoped_lock lock{mutex_};
    --in_use_;
    if (connection) idle_.push_back(std::move(connection));
    freed_.notify_one();
}

void sql_pool::close_idle()
{
    std::vector<std::unique_ptr<any_connection>> closed; // outside of the lock
    std::scoped_lock lock{mutex_};
    closed.swap(idle_);
}

bool sql_pool::may_try_again(sql_error const &why, int attempt)
{
    constexpr int most_when_busy = 8;
    bool const is_broken = why.failure() == sql_failure::unavailable;
    bool const is_busy = why.failure() == sql_failure::busy;
    if (is_broken) close_idle();
    if (!(is_broken && attempt == 1) && !(is_busy && attempt != most_when_busy)) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{attempt * attempt});
    return true;
}

sql_rows sql_pool::run(std::string_view sql, std::span<sql_value const> values)
{
    std::string const statement = in_dialect(dialect_, sql);
    for (int attempt = 1;; ++attempt) {
        lease leased = take();
        try {
            sql_rows rows = leased->execute(statement, values);
            leased.give_back();
            return rows;
        } catch (sql_error const &why) {
            if (why.failure() != sql_failure::unavailable) leased.give_back();
            if (!may_try_again(why, attempt)) throw;
        }
    }
}

std::string in_dialect(sql_dialect dialect, std::string_view sql)
{
    bool const is_sqlite = dialect == sql_dialect::sqlite;
    struct word {
        std::string_view name, here;
    };
    word const words[] = {
        {"{now}", is_sqlite ? "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
                            : "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"},
        {"{id}", is_sqlite ? "INTEGER PRIMARY KEY" : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"},
        {"{skip_locked}", is_sqlite ? "" : "FOR UPDATE SKIP LOCKED"},
    };
    std::string text{sql};
    for (auto const &[name, here] : words)
        for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + here.size()))
            text.replace(at, name.size(), here);
    return text;
}

error as_error(sql_error const &why)
{
    std::string const code = why.code().empty() ? "" : " (its code: " + why.code() + ")";
    switch (why.failure()) {
    case sql_failure::unavailable:
        return {errc::records_unavailable, not_sent{},
                "The database that keeps the records cannot be reached" + code +
                    ", so nothing was sent: look whether it runs, and try again."};
    case sql_failure::busy:
        return {errc::records_unavailable, not_sent{},
                "The database that keeps the records was busy with others for too long" + code +
                    ", so nothing was sent: try again."};
    case sql_failure::full:
        return {errc::records_failed, not_sent{},
                "The database that keeps the records has no room left or may not be written to" + code +
                    ", so nothing was sent: make room, or look at its rights."};
    case sql_failure::constraint:
    case sql_failure::other: break;
    }
    return {errc::records_failed, not_sent{},
            "The database that keeps the records refused a statement" + code +
                ", so nothing was sent: look whether its tables are those of this version (`prepare`)."};
}

} // namespace tollgate::inline v0::detail

#endif

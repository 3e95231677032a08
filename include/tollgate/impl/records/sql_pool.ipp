// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_SQL_POOL_IPP
#define TOLLGATE_IMPL_RECORDS_SQL_POOL_IPP

#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/detail/records/sql_pool.hpp>

#include <algorithm>
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

std::int64_t sql_pool::time_before(std::chrono::milliseconds age) const
{
    using namespace std::chrono;
    auto const gone_on = made_at_ + duration_cast<system_clock::duration>(steady_clock::now() - since_);
    auto const now = duration_cast<milliseconds>(std::min(gone_on, system_clock::now()).time_since_epoch());
    return (now - age).count();
}

bool sql_attempts::may_try_again(sql_error const &why)
{
    constexpr int most_when_busy = 8;
    constexpr std::chrono::seconds longest_when_busy{5}; // a lock that lasted so long is waited for no more
    ++made_;
    bool const is_broken = ends_connection(why.failure());
    bool const is_busy = why.failure() == sql_failure::busy && made_ != most_when_busy &&
                         std::chrono::steady_clock::now() - begun_at_ < longest_when_busy;
    if (is_broken) in_->close_idle();
    if (!(is_broken && made_ == 1) && !is_busy) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{made_ * made_});
    return true;
}

sql_rows sql_pool::run(std::string_view sql, std::span<sql_value const> values)
{
    std::string const statement = in_dialect(dialect_, sql);
    sql_attempts attempts{*this};
    while (true) {
        lease leased = take();
        try {
            sql_rows rows = leased->execute(statement, values);
            leased.give_back();
            return rows;
        } catch (sql_error const &why) {
            if (!ends_connection(why.failure())) leased.give_back();
            if (!attempts.may_try_again(why)) throw;
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
        {"{ahead}", "({now} + 60000)"}, // before the word that stands in it
        {"{now}", is_sqlite ? "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
                            : "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"},
        {"{id}", is_sqlite ? "INTEGER PRIMARY KEY" : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"},
        {"{unless_known}", is_sqlite ? "" : "ON CONFLICT DO NOTHING RETURNING 'inserted'"},
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
    int result = 0; // of SQLite; an SQLSTATE has five letters
    bool const is_sqlite = why.code().size() < 5 && read_integer(why.code(), result);
    std::string const code = why.code().empty() ? "" : " (its code: " + why.code() + ")";
    switch (why.failure()) {
    case sql_failure::unavailable:
        return {errc::records_unavailable, not_sent{},
                "The database that keeps the records cannot be reached" + code +
                    ", so nothing was sent: look whether it runs, and try again."};
    case sql_failure::busy:
        if (is_not_prepared(why.code()))
            return {
                errc::records_unavailable, not_sent{},
                "The connection to the database that keeps the records is shared with other clients, and what was "
                "prepared on it is gone" +
                    code + ", so nothing was sent: use the session mode of what shares it, and try again."};
        if (is_sqlite && is_short_of_means(result))
            return {errc::records_unavailable, not_sent{},
                    "The database that keeps the records was interrupted, or short of memory or of locks" +
                        code + ", so nothing was sent: try again."};
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

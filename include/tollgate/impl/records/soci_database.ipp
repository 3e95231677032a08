// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_SOCI_DATABASE_IPP
#define TOLLGATE_IMPL_RECORDS_SOCI_DATABASE_IPP

#include <tollgate/records/soci_database.hpp>

#include <tollgate/detail/format/random_bytes.hpp>
#include <tollgate/detail/records/sql_pool.hpp>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <thread>
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
    // The server between keeps no prepared statements: nothing was done, and the next is not prepared.
    if (is_not_prepared(code)) return sql_failure::busy;
    // disk_full, read_only_sql_transaction
    if (code == "53100" || code == "25006") return sql_failure::full;
    // connection exceptions, too many connections and their like, shutdown, errors of its machine
    bool const is_away = kind == "08" || kind == "53" || kind == "57" || kind == "58";
    return is_away ? sql_failure::unavailable : sql_failure::other;
}

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

// What is PostgreSQL's own. Each takes the session's or the statement's part of SOCI as a template's parameter, so that a version of SOCI
// that hides a member there compiles, and has its own way.

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

/// A statement and what is bound to it, which stays where it is.
class soci_statement {
public:
    soci_statement(soci::session &in, std::string_view sql, std::size_t values, bool is_kept)
        : texts_(values),
          are_there_(values, soci::i_null),
          statement_{in}
    {
        for (std::size_t i = 0; i != values; ++i)
            statement_.exchange(soci::use(texts_[i], are_there_[i], "v" + std::to_string(i + 1)));
        statement_.alloc();
        using enum soci::details::statement_type;
        statement_.prepare(with_names(sql), is_kept ? st_repeatable_query : st_one_time_query);
        statement_.define_and_bind();
        statement_.exchange_for_rowset(soci::into(row_));
    }
    soci_statement(soci_statement const &) = delete;
    soci_statement &operator=(soci_statement const &) = delete;

    [[nodiscard]] std::size_t values() const noexcept { return texts_.size(); }
    /// PostgreSQL's, before its connection is closed.
    void end_with_connection()
    {
        end_silently(*static_cast<soci::postgresql_statement_backend *>(statement_.get_backend()));
    }

    [[nodiscard]] sql_rows execute(std::span<sql_value const> values)
    {
        for (std::size_t i = 0; i != values.size(); ++i) {
            texts_[i] = values[i].value_or("");
            are_there_[i] = values[i] ? soci::i_ok : soci::i_null;
        }
        sql_rows all;
        for (bool more = statement_.execute(true); more && row_.size() != 0; more = statement_.fetch()) {
            sql_row &one = all.emplace_back();
            for (std::size_t i = 0; i != row_.size(); ++i) {
                bool const is_null = row_.get_indicator(i) == soci::i_null;
                one.push_back(is_null ? std::nullopt : std::optional{row_.get<std::string>(i)});
            }
        }
        return all;
    }

private:
    std::vector<std::string> texts_;
    std::vector<soci::indicator> are_there_;
    soci::row row_;
    soci::statement statement_;
};

/// The statements of one connection. Those that read or write rows are prepared once, as they come again and again.
class soci_statements {
public:
    explicit soci_statements(bool are_in_postgresql) noexcept : are_in_postgresql_{are_in_postgresql} {}

    [[nodiscard]] soci_statement &in(soci::session &session, std::string_view sql, std::size_t values)
    {
        constexpr std::string_view kinds[] = {"SELECT", "INSERT", "UPDATE", "DELETE"};
        current_ = kept_.end();
        bool const is_kept = keeps_ && std::ranges::find(kinds, sql.substr(0, 6)) != std::end(kinds);
        if (!is_kept) {
            last_.emplace(session, sql, values, false);
            return *last_;
        }
        current_ = kept_.find(sql);
        if (current_ != kept_.end() && current_->second.values() == values) return current_->second;
        constexpr std::size_t most = 100;
        if (kept_.size() == most) end_all();
        if (current_ != kept_.end()) end(current_);
        current_ = kept_.end(); // until it is there
        current_ = kept_.try_emplace(std::string{sql}, session, sql, values, true).first;
        return current_->second;
    }
    /// After the statement was carried out: the server listens.
    void note_success() noexcept { ended_.clear(); }
    /// After a failure: what failed may be half done, and nothing of it may hold a lock.
    /// \param for_good where the database does not keep what is prepared
    void forget(bool for_good)
    {
        last_.reset();
        if (current_ != kept_.end()) end(current_);
        if (for_good) {
            end_all();
            keeps_ = false;
        }
        current_ = kept_.end();
    }
    /// Before the connection is closed.
    void end_with_connection()
    {
        if (!are_in_postgresql_) return;
        for (auto &one : kept_)
            one.second.end_with_connection();
        for (auto &one : ended_)
            one.mapped().end_with_connection();
    }

private:
    using by_text = std::map<std::string, soci_statement, std::less<>>;

    /// PostgreSQL's server is told so. In a transaction that failed it would not listen, and keep the statement: so it is told after the
    /// next one that it carries out.
    void end(by_text::iterator which)
    {
        by_text::node_type ended = kept_.extract(which);
        if (are_in_postgresql_) ended_.push_back(std::move(ended));
    }
    void end_all()
    {
        while (!kept_.empty())
            end(kept_.begin());
        current_ = kept_.end();
    }

    bool are_in_postgresql_;
    bool keeps_ = true;
    std::optional<soci_statement> last_;
    by_text kept_;
    by_text::iterator current_ = kept_.end();
    std::vector<by_text::node_type> ended_; ///< Of which the server is still to be told.
};

/// Of two connections to a new file that switch at once, SQLite refuses one without waiting.
inline void write_ahead(soci_connection &to, std::chrono::milliseconds patience)
{
    auto const until = std::chrono::steady_clock::now() + patience;
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
        std::string const patience = std::to_string(waits);
        if (is_sqlite) {
            static_cast<void>(made->execute("PRAGMA busy_timeout = " + patience, {}));
            detail::write_ahead(*made, lock_timeout_);
            static_cast<void>(made->execute("PRAGMA synchronous = FULL", {}));
        } else { // its notices would go to the standard error stream
            static_cast<void>(made->execute("SET client_min_messages TO warning", {}));
            static_cast<void>(made->execute("SET lock_timeout TO " + patience, {}));
        }
        return made;
    } catch (soci::soci_error const &thrown) {
        sql_error const why = detail::as_sql_error(thrown, false);
        throw sql_error{sql_failure::unavailable, why.code(), why.what()};
    }
}

} // namespace tollgate::inline v0

#endif

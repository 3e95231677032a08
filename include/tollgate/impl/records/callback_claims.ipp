// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_CALLBACK_CLAIMS_IPP
#define TOLLGATE_IMPL_RECORDS_CALLBACK_CLAIMS_IPP

#include <tollgate/detail/records/callback_claims.hpp>

#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/detail/records/journal.hpp>

#include <algorithm>

namespace tollgate::inline v0::detail {

// As in the journal, each statement does nothing the second time. A claim that was made before the clock was put back lapses at once, or
// it would silence its callback for as long as the clock was put back.

inline constexpr std::string_view claim_callback =
    "INSERT INTO tollgate_callback (digest, identity, state, holder, lease_until, first_at) "
    "VALUES ($1, $2, 'in_progress', $3, {now} + CAST($4 AS BIGINT), {now}) ON CONFLICT (digest) DO UPDATE "
    "SET holder = excluded.holder, lease_until = excluded.lease_until, first_at = {now} "
    "WHERE tollgate_callback.state = 'in_progress' AND (tollgate_callback.lease_until < {now} "
    "OR tollgate_callback.first_at > {ahead} OR tollgate_callback.lease_until > {ahead} + 86400000) "
    "RETURNING state";
inline constexpr std::string_view find_callback =
    "SELECT state, holder FROM tollgate_callback WHERE digest = $1";
/// Whoever holds it: it has been handled.
inline constexpr std::string_view commit_callback =
    "INSERT INTO tollgate_callback (digest, identity, state, holder, first_at, done_at) "
    "VALUES ($1, $2, 'done', '', {now}, {now}) ON CONFLICT (digest) DO UPDATE "
    "SET state = 'done', lease_until = NULL, done_at = {now} WHERE tollgate_callback.state <> 'done'";
inline constexpr std::string_view abort_callback =
    "DELETE FROM tollgate_callback WHERE digest = $1 AND holder = $2 AND state = 'in_progress'";
inline constexpr std::string_view forget_callbacks =
    "DELETE FROM tollgate_callback WHERE state = 'done' AND done_at < {now} - CAST($1 AS BIGINT) "
    "AND done_at < CAST($2 AS BIGINT)";
inline constexpr std::string_view handle_callback =
    "INSERT INTO tollgate_callback (digest, identity, state, holder, first_at, done_at) "
    "VALUES ($1, $2, 'done', '', {now}, {now}) ON CONFLICT (digest) DO UPDATE "
    "SET state = 'done', lease_until = NULL, first_at = {now}, done_at = {now} "
    "WHERE tollgate_callback.state = 'in_progress' AND (tollgate_callback.lease_until < {now} "
    "OR tollgate_callback.first_at > {ahead} OR tollgate_callback.lease_until > {ahead} + 86400000) "
    "RETURNING state";

/// An identity holds what a gateway sent. It is for people to read.
[[nodiscard]] inline std::string shown_identity(std::string_view identity)
{
    std::string shown = as_utf8(identity);
    std::ranges::replace_if(
        shown, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
    return shown;
}

tollgate::claim callback_claims::begin(callback_key const &key, std::chrono::milliseconds lease)
{
    std::string const token = new_token();
    std::string const shown = shown_identity(key.identity);
    constexpr std::chrono::milliseconds longest = std::chrono::hours{24};
    std::string const lasts = std::to_string(std::min(lease, longest).count());
    sql_value const inserted[] = {key.digest, shown, token, lasts};
    sql_value const which[] = {key.digest};
    while (true) {
        bool is_mine = !pool_->run(claim_callback, inserted).empty();
        if (!is_mine) {
            sql_rows const rows = pool_->run(find_callback, which);
            if (rows.empty()) continue; // given back in between
            if (rows[0][0] == "done") return tollgate::claim::done;
            // The connection broke after the statement had been carried out.
            is_mine = rows[0][1] == token;
        }
        if (!is_mine) return tollgate::claim::in_progress;
        std::scoped_lock lock{mutex_};
        tokens_.insert_or_assign(key.digest, token);
        return tollgate::claim::first;
    }
}

void callback_claims::commit(callback_key const &key)
{
    std::string const shown = shown_identity(key.identity);
    sql_value const values[] = {key.digest, shown};
    pool_->run(commit_callback, values);
    std::scoped_lock lock{mutex_};
    tokens_.erase(key.digest);
}

void callback_claims::abort(callback_key const &key)
{
    std::string token;
    {
        std::scoped_lock lock{mutex_};
        auto const held = tokens_.extract(key.digest);
        if (held) token = held.mapped();
    }
    sql_value const values[] = {key.digest, token};
    pool_->run(abort_callback, values);
}

void callback_claims::forget(std::chrono::milliseconds age)
{
    std::string const text = std::to_string(age.count());
    std::string const before = std::to_string(pool_->time_before(age));
    sql_value const values[] = {text, before};
    pool_->run(forget_callbacks, values);
}

sql_transaction::sql_transaction(sql_pool &pool) : pool_{&pool}
{
    // The handler's statements are the program's, so in PostgreSQL they see what the database's default says. One that reads a snapshot
    // ends the transaction where another has changed the rows meanwhile, and the callback comes again.
    std::string_view const begin =
        pool.dialect() == sql_dialect::sqlite ? begin_transaction(sql_dialect::sqlite) : "BEGIN";
    for (bool is_first = true;; is_first = false) {
        lease_.emplace(pool.take());
        try {
            static_cast<void>(connection().execute(begin, {}));
            return;
        } catch (sql_error const &why) {
            lease_.reset();
            if (!is_first || !ends_connection(why.failure())) throw;
            pool.close_idle(); // which may have broken long ago
        }
    }
}

sql_transaction::~sql_transaction()
{
    if (!lease_) return;
    try {
        static_cast<void>(connection().execute("ROLLBACK", {}));
        lease_->give_back();
    } catch (sql_error const &) { // the connection is closed, and its transaction with it
    }
}

sql_rows sql_transaction::run(std::string_view sql, std::span<sql_value const> values)
{
    try {
        return connection().execute(in_dialect(pool_->dialect(), sql), values);
    } catch (sql_error const &why) {
        if (ends_connection(why.failure())) {
            lease_.reset();
            pool_->close_idle();
        }
        throw;
    }
}

tollgate::claim sql_transaction::mark_handled(callback_key const &key)
{
    std::string const shown = shown_identity(key.identity);
    sql_value const values[] = {key.digest, shown};
    digest_ = key.digest;
    if (!run(handle_callback, values).empty()) return tollgate::claim::first;
    sql_value const which[] = {key.digest};
    sql_rows const rows = run(find_callback, which);
    return !rows.empty() && rows[0][0] == "done" ? tollgate::claim::done : tollgate::claim::in_progress;
}

void sql_transaction::commit()
{
    // A handler can hide an error that ended the transaction, and PostgreSQL calls its rollback then a success of COMMIT. In an ended
    // transaction this statement fails, or does not find the mark.
    sql_value const which[] = {digest_};
    sql_rows const rows = run(find_callback, which);
    if (rows.empty() || rows[0][0] != "done")
        throw sql_error{sql_failure::other, {}, "the handler ended the transaction in which it ran"};
    sql_pool::lease leased = *std::move(lease_);
    lease_.reset();
    static_cast<void>(leased->execute("COMMIT", {}));
    leased.give_back();
}

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_SCHEMA_IPP
#define TOLLGATE_IMPL_RECORDS_SCHEMA_IPP

#include <tollgate/records/schema.hpp>

#include <charconv>
#include <initializer_list>
#include <span>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

/// What makes version 1, but for the triggers. A version that was released never changes. A state is compared one by one: for a longer
/// list SQLite makes a table in memory at each statement, which costs as much as writing the row.
inline constexpr std::string_view tables_of_1[] = {
    "CREATE TABLE tollgate_payment ("
    "id {id}, "
    "gateway TEXT NOT NULL, account TEXT NOT NULL, operation TEXT NOT NULL, own_id TEXT NOT NULL, "
    "state TEXT NOT NULL CHECK (state = 'sending' OR state = 'accepted' OR state = 'refused' OR state = 'not_sent' "
    "OR state = 'unknown' OR state = 'closed_paid' OR state = 'closed_not_paid'), "
    "digest TEXT NOT NULL, repeat_key TEXT, attempt BIGINT NOT NULL, holder TEXT NOT NULL, lease_until "
    "BIGINT, "
    "begun_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, ask_at BIGINT, asked BIGINT NOT NULL DEFAULT 0, "
    "errc BIGINT, error TEXT, http_status BIGINT, gateway_code TEXT, answer TEXT, answer_of TEXT, reason "
    "TEXT, "
    "UNIQUE (gateway, account, operation, own_id))",
    "CREATE INDEX tollgate_payment_open ON tollgate_payment (holder) WHERE state IN ('sending', 'unknown')",
    "CREATE TABLE tollgate_payment_step ("
    "id {id}, payment BIGINT NOT NULL REFERENCES tollgate_payment (id), at BIGINT NOT NULL, "
    "attempt BIGINT NOT NULL, state TEXT NOT NULL, errc BIGINT, error TEXT, reason TEXT)",
    "CREATE INDEX tollgate_payment_step_of ON tollgate_payment_step (payment)",
    "CREATE TABLE tollgate_callback ("
    "digest TEXT PRIMARY KEY, identity TEXT NOT NULL, "
    "state TEXT NOT NULL CHECK (state IN ('in_progress', 'done')), "
    "holder TEXT NOT NULL, lease_until BIGINT, first_at BIGINT NOT NULL, done_at BIGINT)",
};
/// Each change of a payment's state leaves a step, also one that is made by hand.
inline constexpr std::string_view triggers_of_1_in_sqlite[] = {
    "CREATE TRIGGER tollgate_payment_begun AFTER INSERT ON tollgate_payment BEGIN "
    "INSERT INTO tollgate_payment_step (payment, at, attempt, state, errc, error, reason) "
    "VALUES (NEW.id, {now}, NEW.attempt, NEW.state, NEW.errc, NEW.error, NEW.reason); END",
    "CREATE TRIGGER tollgate_payment_changed AFTER UPDATE ON tollgate_payment "
    "WHEN NEW.state <> OLD.state OR NEW.attempt <> OLD.attempt BEGIN "
    "INSERT INTO tollgate_payment_step (payment, at, attempt, state, errc, error, reason) "
    "VALUES (NEW.id, {now}, NEW.attempt, NEW.state, NEW.errc, NEW.error, NEW.reason); END",
};
inline constexpr std::string_view triggers_of_1_in_postgresql[] = {
    "CREATE FUNCTION tollgate_payment_step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO tollgate_payment_step (payment, at, attempt, state, errc, error, reason) "
    "VALUES (NEW.id, {now}, NEW.attempt, NEW.state, NEW.errc, NEW.error, NEW.reason); RETURN NULL; END $$",
    "CREATE TRIGGER tollgate_payment_begun AFTER INSERT ON tollgate_payment "
    "FOR EACH ROW EXECUTE FUNCTION tollgate_payment_step()",
    "CREATE TRIGGER tollgate_payment_changed AFTER UPDATE ON tollgate_payment "
    "FOR EACH ROW WHEN (NEW.state <> OLD.state OR NEW.attempt <> OLD.attempt) "
    "EXECUTE FUNCTION tollgate_payment_step()",
};

/// What makes version 2 of version 1.
inline constexpr std::string_view changes_of_2[] = {
    "ALTER TABLE tollgate_payment ADD COLUMN mark TEXT",
    "ALTER TABLE tollgate_payment ADD COLUMN message TEXT",
    "CREATE TABLE tollgate_status ("
    "id {id}, gateway TEXT NOT NULL, account TEXT NOT NULL, payment TEXT NOT NULL, "
    "status BIGINT NOT NULL, told_by TEXT NOT NULL, first_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, "
    "UNIQUE (gateway, account, payment))",
    "CREATE TABLE tollgate_contradiction ("
    "id {id}, payment BIGINT NOT NULL REFERENCES tollgate_status (id), "
    "known BIGINT NOT NULL, known_by TEXT NOT NULL, told BIGINT NOT NULL, told_by TEXT NOT NULL, "
    "at BIGINT NOT NULL, closed_at BIGINT, reason TEXT, UNIQUE (payment, known, told))",
    "CREATE INDEX tollgate_contradiction_open ON tollgate_contradiction (at) WHERE closed_at IS NULL",
    "CREATE TABLE tollgate_callback_log ("
    "id {id}, token TEXT NOT NULL UNIQUE, at BIGINT NOT NULL, gateway TEXT NOT NULL, "
    "errc BIGINT, error TEXT, headers TEXT NOT NULL, body TEXT, size BIGINT NOT NULL)",
    "CREATE INDEX tollgate_callback_log_at ON tollgate_callback_log (at)",
};

/// 0 where there are no tables yet. Within a transaction that nobody else of this library's is in.
[[nodiscard]] inline std::int64_t version_of_tables(any_connection &by, sql_dialect dialect)
{
    std::string_view const is_there =
        dialect == sql_dialect::sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'tollgate_schema'"
            : "SELECT CAST(to_regclass('tollgate_schema') AS TEXT) WHERE to_regclass('tollgate_schema') IS "
              "NOT NULL";
    if (by.execute(is_there, {}).empty()) return 0;
    sql_rows const rows = by.execute("SELECT CAST(max(version) AS TEXT) FROM tollgate_schema", {});
    std::int64_t version = 0;
    if (!rows.empty() && rows[0][0])
        std::from_chars(rows[0][0]->data(), rows[0][0]->data() + rows[0][0]->size(), version);
    return version;
}

/// Any number that no other library of the program takes.
inline constexpr std::string_view lock_of_schema = "SELECT CAST(pg_advisory_xact_lock(8088117474) AS TEXT)";

[[nodiscard]] inline result<void> prepare_schema_by(any_connection &by, sql_dialect dialect, bool may_migrate)
{
    bool const is_sqlite = dialect == sql_dialect::sqlite;
    static_cast<void>(by.execute(begin_transaction(dialect), {}));
    if (!is_sqlite) static_cast<void>(by.execute(lock_of_schema, {}));
    std::int64_t const version = version_of_tables(by, dialect);
    bool const is_newer = version > schema_version;
    if (is_newer || (version < schema_version && !may_migrate)) {
        static_cast<void>(by.execute("ROLLBACK", {}));
        return error{errc::records_failed, not_sent{},
                     "The tables of the records are of version " + std::to_string(version) +
                         ", and this program works with version " + std::to_string(schema_version) +
                         (is_newer ? ": use a newer version of tollgate."
                                   : ": carry out the migration first (`migration_to`).")}
            .without_outcome();
    }
    for (std::int64_t next = version + 1; next <= schema_version; ++next) {
        for (std::string const &statement : migration_to(next, dialect))
            static_cast<void>(by.execute(statement, {}));
        std::string const number = std::to_string(next);
        sql_value const values[] = {number};
        static_cast<void>(by.execute(in_dialect(dialect, "INSERT INTO tollgate_schema (version, applied_at) "
                                                         "VALUES (CAST($1 AS BIGINT), {now})"),
                                     values));
    }
    static_cast<void>(by.execute("COMMIT", {}));
    return {};
}

result<void> prepare_schema(sql_pool &pool, bool may_migrate)
{
    try {
        auto leased = pool.take();
        auto done = prepare_schema_by(*leased, pool.dialect(), may_migrate);
        leased.give_back();
        return done;
    } catch (sql_error const &why) { // the connection is closed, and its transaction with it
        return as_error(why).without_outcome();
    }
}

} // namespace detail

std::vector<std::string> migration_to(std::int64_t version, sql_dialect dialect)
{
    std::vector<std::string> statements;
    auto const add = [&](std::span<std::string_view const> all) {
        for (std::string_view const one : all)
            statements.push_back(detail::in_dialect(dialect, one));
    };
    if (version == 2) add(detail::changes_of_2);
    if (version != 1) return statements;
    statements.emplace_back(
        "CREATE TABLE tollgate_schema (version BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)");
    add(detail::tables_of_1);
    if (dialect == sql_dialect::sqlite)
        add(detail::triggers_of_1_in_sqlite);
    else
        add(detail::triggers_of_1_in_postgresql);
    return statements;
}

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <by_hand.hpp>

namespace benchmarks {

void connect(soci::session &database, where const &at)
{
    if (!at.is_sqlite) return database.open(*soci::factory_postgresql(), at.parameters);
    database.open(*soci::factory_sqlite3(), "db=\"" + at.parameters + "\" timeout=10");
    database << "PRAGMA journal_mode = WAL";
    database << "PRAGMA synchronous = FULL";
}

void make_tables(soci::session &database)
{
    database
        << "CREATE TABLE own_payment (own_id TEXT PRIMARY KEY, amount TEXT NOT NULL, state TEXT NOT NULL, "
           "answer TEXT, begun_at TIMESTAMP NOT NULL, changed_at TIMESTAMP NOT NULL)";
    database << "CREATE TABLE own_callback (identity TEXT PRIMARY KEY, done_at TIMESTAMP NOT NULL)";
    database << "CREATE TABLE own_effect (own_id TEXT NOT NULL)";
}

void write_order(soci::session &database, std::string const &id, std::string const &amount)
{
    database << "INSERT INTO own_payment (own_id, amount, state, begun_at, changed_at) "
                "VALUES (:id, :amount, 'sending', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)",
        soci::use(id), soci::use(amount);
}

void write_answer(soci::session &database, std::string const &id, std::string const &answer)
{
    database << "UPDATE own_payment SET state = 'accepted', answer = :answer, changed_at = CURRENT_TIMESTAMP "
                "WHERE own_id = :id AND state = 'sending'",
        soci::use(answer), soci::use(id);
}

void write_effect(soci::session &database, std::string const &id)
{
    database << "INSERT INTO own_effect (own_id) VALUES (:id)", soci::use(id);
}

void handle_once(soci::session &database, std::string const &callback, std::string const &id)
{
    bool const is_sqlite = database.get_backend_name() == "sqlite3";
    database << (is_sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    soci::statement mark{database};
    mark.exchange(soci::use(callback));
    mark.alloc();
    mark.prepare("INSERT INTO own_callback (identity, done_at) VALUES (:identity, CURRENT_TIMESTAMP) "
                 "ON CONFLICT (identity) DO NOTHING",
                 soci::details::st_one_time_query);
    mark.define_and_bind();
    mark.execute(true);
    if (mark.get_affected_rows() == 1) write_effect(database, id);
    database << "COMMIT";
}

} // namespace benchmarks

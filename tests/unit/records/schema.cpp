// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/records/schema.hpp>

#include <support/records.hpp>

#include <tollgate/scripted_transport.hpp>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <signal.h>

using namespace sqlite_api; // into which SOCI's header puts SQLite's names

namespace {

using tollgate::errc;
using tollgate::soci_database;
using tollgate::sql_dialect;
using tollgate::test::folder;
using tollgate::test::postgresql;

template <class Test>
void with_each_empty_database(Test test)
{
    SUBCASE("SQLite")
    {
        folder const here;
        test(soci_database::sqlite(here.file("a 'name' with blanks.db")));
    }
    SUBCASE("PostgreSQL")
    {
        if (postgresql::get().is_there()) test(soci_database::postgresql(postgresql::get().new_schema()));
    }
}

void execute(soci_database const &database, std::string_view sql)
{
    static_cast<void>(database.connect()->execute(sql, {}));
}

void make_by_hand(soci_database const &database, std::int64_t version)
{
    for (std::string const &statement : tollgate::migration_to(version, database.dialect()))
        execute(database, statement);
    std::string const number = std::to_string(version);
    execute(database, "INSERT INTO tollgate_schema (version, applied_at) VALUES (" + number + ", 0)");
}

} // namespace

TEST_SUITE("tollgate.records.schema")
{
    TEST_CASE("prepare: several at once make the tables once")
    {
        with_each_empty_database([](soci_database const &database) {
            std::atomic<int> done = 0;
            std::vector<std::thread> all;
            for (int i = 0; i != 4; ++i)
                all.emplace_back([&] {
                    if (tollgate::records{database}.prepare().has_value()) ++done;
                });
            for (std::thread &one : all)
                one.join();
            CHECK(done == 4);
            auto const versions = database.connect()->execute(
                "SELECT CAST(version AS TEXT) FROM tollgate_schema ORDER BY version", {});
            REQUIRE(versions.size() == static_cast<std::size_t>(tollgate::schema_version));
            CHECK(versions.back()[0] == std::to_string(tollgate::schema_version));
        });
    }

    TEST_CASE(
        "prepare: one that waited for another sees what that made, whatever the database's isolation is")
    {
        if (!postgresql::get().is_there()) return;
        std::string by = postgresql::get().new_schema();
        by.replace(by.find("-c search_path"), 2, "-c default_transaction_isolation=serializable -c");
        soci_database const database = soci_database::postgresql(by);
        make_by_hand(database, 1);
        tollgate::test::watched_database const watched{database};
        std::atomic<int> done = -1;
        std::thread waiting;
        watched.by->before = [&](std::string_view sql) {
            if (sql != "COMMIT" || waiting.joinable()) return;
            waiting = std::thread{[&] { done = tollgate::records{database}.prepare().has_value() ? 1 : 0; }};
            auto const other = database.connect();
            std::string_view const waiting_ones =
                "SELECT CAST(count(*) AS TEXT) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
            while (done == -1 && other->execute(waiting_ones, {})[0][0] == "0")
                std::this_thread::yield();
        };
        CHECK(tollgate::records{watched}.prepare().has_value());
        REQUIRE(waiting.joinable());
        waiting.join();
        CHECK(done == 1);
    }

    TEST_CASE("prepare: tables of a newer version are left alone")
    {
        with_each_empty_database([](soci_database const &database) {
            REQUIRE(tollgate::records{database}.prepare().has_value());
            execute(database, "UPDATE tollgate_schema SET version = 99 WHERE version = 1");
            auto const done = tollgate::records{database}.prepare();
            REQUIRE(!done.has_value());
            CHECK(done.error().code() == errc::records_failed);
            CHECK(done.error().message().find("version 99") != std::string::npos);
            CHECK(!done.error().has_outcome());
        });
    }

    TEST_CASE("prepare: without leave to migrate it makes nothing, and takes tables made by hand")
    {
        with_each_empty_database([](soci_database const &database) {
            tollgate::records by_hand{database, {.migrate = false}};
            CHECK(by_hand.prepare().error().code() == errc::records_failed);
            for (std::int64_t version = 1; version <= tollgate::schema_version; ++version) {
                CHECK(by_hand.prepare().error().code() == errc::records_failed);
                make_by_hand(database, version);
            }
            CHECK(by_hand.prepare().has_value());
        });
    }

    TEST_CASE("prepare: tables of the first version are brought to this one, with what they hold")
    {
        with_each_empty_database([](soci_database const &database) {
            make_by_hand(database, 1);
            execute(database,
                    "INSERT INTO tollgate_payment (gateway, account, operation, own_id, state, digest, "
                    "attempt, holder, begun_at, changed_at, repeat_key) VALUES ('1Payment', '{}', "
                    "'init_payment', 'A-1', 'unknown', 'd', 1, 'h', 7, 7, 'k')");
            tollgate::records records{database};
            REQUIRE(records.prepare().has_value());
            auto const versions =
                database.connect()->execute("SELECT CAST(max(version) AS TEXT) FROM tollgate_schema", {});
            CHECK(versions[0][0] == std::to_string(tollgate::schema_version));
            tollgate::payments const by{
                tollgate::client{tollgate::test::shop(), tollgate::scripted_transport{{}}}, records};
            auto const open = by.unsettled();
            REQUIRE(open.has_value());
            REQUIRE(open->size() == 1);
            CHECK(open->front().repeat_key == "k");
            CHECK(open->front().mark.empty());
            CHECK(!open->front().message.has_value());
        });
    }

    TEST_CASE("prepare: a database that is not there is named, without its parameters")
    {
        for (auto const &nowhere : {soci_database::sqlite("/nowhere/at/all.db"),
                                    soci_database::postgresql("host=/nowhere user=ann password=hidden")}) {
            auto const done = tollgate::records{nowhere}.prepare();
            REQUIRE(!done.has_value());
            CHECK(done.error().code() == errc::records_unavailable);
            CHECK(done.error().may_pass());
            CHECK(done.error().message().find("hidden") == std::string::npos);
        }
    }

    TEST_CASE("soci_database: what the database refuses is told by its kind, with values and without")
    {
        with_each_empty_database([](soci_database const &database) {
            execute(database, "CREATE TABLE one (id BIGINT PRIMARY KEY, name TEXT NOT NULL)");
            tollgate::sql_value const values[] = {"1", "a:b $1 'c' \\"};
            auto const connection = database.connect();
            auto const failure = [&](std::string_view sql) {
                try {
                    static_cast<void>(connection->execute(sql, values));
                } catch (tollgate::sql_error const &why) {
                    CHECK(!why.code().empty());
                    return std::optional{why.failure()};
                }
                return std::optional<tollgate::sql_failure>{};
            };
            std::string_view const insert = "INSERT INTO one (id, name) VALUES (CAST($1 AS BIGINT), $2)";
            CHECK(!failure(insert));
            CHECK(failure(insert) == tollgate::sql_failure::constraint);
            CHECK(failure("INSERT INTO two (id, name) VALUES (CAST($1 AS BIGINT), $2)") ==
                  tollgate::sql_failure::other);
            auto const rows = connection->execute("SELECT name FROM one", {});
            REQUIRE(rows.size() == 1);
            CHECK(rows[0][0] == values[1]);
            tollgate::sql_value const not_utf8[] = {"2", "\xff"};
            if (database.dialect() == sql_dialect::postgresql)
                CHECK_THROWS_AS(static_cast<void>(connection->execute(insert, not_utf8)),
                                tollgate::sql_error);
        });
    }

    TEST_CASE("soci_database: a statement is prepared once, and gives what is there each time")
    {
        with_each_empty_database([](soci_database const &database) {
            execute(database, "CREATE TABLE one (id BIGINT PRIMARY KEY, name TEXT)");
            auto const connection = database.connect();
            std::string_view const insert =
                "INSERT INTO one (id, name) VALUES (CAST($1 AS BIGINT), $2) RETURNING name";
            std::string_view const select = "SELECT name FROM one WHERE id < CAST($1 AS BIGINT) ORDER BY id";
            auto const names_below = [&](std::string_view id) {
                tollgate::sql_value const values[] = {id};
                return connection->execute(select, values);
            };
            CHECK(names_below("9").empty());
            for (std::string_view const id : {"1", "2", "3"}) {
                bool const is_null = id == "2";
                std::string const name(id == "3" ? 100'000 : 1, 'x');
                tollgate::sql_value const values[] = {id, is_null ? tollgate::sql_value{}
                                                                  : tollgate::sql_value{name}};
                auto const rows = connection->execute(insert, values);
                REQUIRE(rows.size() == 1);
                CHECK(rows[0][0].has_value() == !is_null);
                CHECK_THROWS_AS(static_cast<void>(connection->execute(insert, values)), tollgate::sql_error);
            }
            CHECK(names_below("9").size() == 3);
            CHECK(names_below("2").size() == 1);
            CHECK(!names_below("3")[1][0].has_value());
            CHECK(names_below("9")[2][0]->size() == 100'000);
            execute(database, "ALTER TABLE one ADD COLUMN more TEXT"); // by another program
            CHECK(names_below("9").size() == 3);
            // Nothing of it holds a lock.
            execute(database, "DROP TABLE one");
            CHECK_THROWS_AS(static_cast<void>(names_below("9")), tollgate::sql_error);
            execute(database, "CREATE TABLE one (id BIGINT PRIMARY KEY, name TEXT)");
            CHECK(names_below("9").empty());
            if (database.dialect() == sql_dialect::sqlite) return;
            // Of a connection that another program was given in between, the same may be tried again at once.
            static_cast<void>(connection->execute("DEALLOCATE ALL", {}));
            try {
                static_cast<void>(names_below("9"));
                CHECK(false);
            } catch (tollgate::sql_error const &why) {
                CHECK(why.failure() == tollgate::sql_failure::busy);
            }
            for (int i = 0; i != 2; ++i) {
                CHECK(names_below("9").empty());
                static_cast<void>(connection->execute("DEALLOCATE ALL", {}));
            }
        });
    }

    TEST_CASE("soci_database: a statement of SQLite's that was interrupted may be tried again")
    {
        folder const here;
        auto const connection = soci_database::sqlite(here.file("records.db")).connect();
        static_cast<void>(connection->execute("CREATE TABLE one (id BIGINT PRIMARY KEY)", {}));
        auto *const of = static_cast<soci::sqlite3_session_backend *>(connection->native().get_backend());
        sqlite3_progress_handler(of->conn_, 1, [](void *) { return 1; }, nullptr);
        try {
            static_cast<void>(connection->execute("INSERT INTO one (id) VALUES (1)", {}));
            CHECK(false);
        } catch (tollgate::sql_error const &why) {
            CHECK(why.code() == "9");
            CHECK(why.failure() == tollgate::sql_failure::busy);
        }
        sqlite3_progress_handler(of->conn_, 0, nullptr, nullptr);
        static_cast<void>(connection->execute("INSERT INTO one (id) VALUES (1)", {}));
    }

    TEST_CASE(
        "soci_database: a statement that another client prepared on the server's connection is not carried out")
    {
        if (!postgresql::get().is_there()) return;
        auto const database = soci_database::postgresql(postgresql::get().new_schema());
        auto const connection = database.connect();
        tollgate::sql_value const values[] = {"own"};
        auto const select = [&] { return connection->execute("SELECT CAST($1 AS TEXT)", values); };
        CHECK(select()[0][0] == "own");
        // As it is behind a server between that gives the connection to one client after the other.
        static_cast<void>(connection->execute("DEALLOCATE ALL", {}));
        for (int i = 0; i != 10; ++i)
            static_cast<void>(connection->execute(
                "PREPARE st_" + std::to_string(i) + " (TEXT) AS SELECT 'of another one ' || $1", {}));
        try {
            static_cast<void>(select());
            CHECK(false);
        } catch (tollgate::sql_error const &why) {
            CHECK(why.code() == "26000");
            CHECK(why.failure() == tollgate::sql_failure::busy);
        }
        CHECK(select()[0][0] == "own");
    }

    TEST_CASE("soci_database: two connections give their statements different names")
    {
        if (!postgresql::get().is_there()) return;
        auto const database = soci_database::postgresql(postgresql::get().new_schema());
        auto const name_on = [&] {
            auto const connection = database.connect();
            return connection->execute("SELECT name FROM pg_prepared_statements", {});
        };
        auto const one = name_on();
        REQUIRE(one.size() == 1);
        CHECK(one != name_on());
    }

    TEST_CASE("soci_database: what failed in a transaction does not stay prepared in the server")
    {
        if (!postgresql::get().is_there()) return;
        auto const database = soci_database::postgresql(postgresql::get().new_schema());
        auto const connection = database.connect();
        static_cast<void>(connection->execute("CREATE TABLE one (id BIGINT PRIMARY KEY)", {}));
        static_cast<void>(connection->execute("INSERT INTO one (id) VALUES (1)", {}));
        for (int i = 0; i != 5; ++i) {
            static_cast<void>(connection->execute("BEGIN", {}));
            CHECK_THROWS_AS(static_cast<void>(connection->execute("INSERT INTO one (id) VALUES (1)", {})),
                            tollgate::sql_error);
            static_cast<void>(connection->execute("ROLLBACK", {}));
        }
        std::string_view const prepared =
            "SELECT name FROM pg_prepared_statements WHERE statement LIKE 'INSERT%'";
        CHECK(connection->execute(prepared, {}).empty());
        static_cast<void>(connection->execute("INSERT INTO one (id) VALUES (2)", {}));
        CHECK(connection->execute(prepared, {}).size() == 1);
    }

    TEST_CASE("soci_database: a connection is closed without asking a server that answers no more")
    {
        if (!postgresql::get().is_there()) return;
        auto const database = soci_database::postgresql(postgresql::get().new_schema());
        auto connection = database.connect();
        auto const rows = connection->execute("SELECT CAST(pg_backend_pid() AS TEXT)", {});
        auto const server = static_cast<pid_t>(std::stol(rows[0][0].value()));
        REQUIRE(kill(server, SIGSTOP) == 0);
        auto closed = std::async(std::launch::async, [&connection] { connection.reset(); });
        // One that asks waits until the server goes on.
        bool const is_closed = closed.wait_for(std::chrono::seconds{20}) == std::future_status::ready;
        REQUIRE(kill(server, SIGCONT) == 0);
        CHECK(is_closed);
    }

    TEST_CASE("migration_to: there is none to a version that does not exist")
    {
        CHECK(tollgate::migration_to(tollgate::schema_version + 1, sql_dialect::sqlite).empty());
        CHECK(!tollgate::migration_to(tollgate::schema_version, sql_dialect::postgresql).empty());
    }
}

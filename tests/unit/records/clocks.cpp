// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The clock of the database jumps, ahead and back: nothing is sent twice, and nothing is hidden for as long as it jumped.

#include <tollgate/records.hpp>

#include <support/records.hpp>

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/scripted_transport.hpp>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace sqlite_api; // into which SOCI's header puts SQLite's names

namespace {

namespace one_payment = tollgate::one_payment;
using namespace std::chrono_literals;
using tollgate::claim;
using tollgate::errc;
using tollgate::payment_state;
using tollgate::wire_response;
using tollgate::test::folder;
using tollgate::test::order;
using tollgate::test::postgresql;
using tollgate::test::query;
using tollgate::test::shop;
using tollgate::test::watched_database;

using init_payment = one_payment::init_payment;
using script = tollgate::scripted_transport;
using client = tollgate::client<one_payment::account, script>;
using payments = tollgate::payments<one_payment::account, script, tollgate::cryptopp_hash, watched_database>;

/// By how much SQLite's clock is off, in milliseconds.
std::atomic<std::int64_t> sqlite_offset = 0;
sqlite3_vfs *real_system = nullptr;

/// Has SQLite ask this test what time it is, in statements and in triggers.
void watch_sqlite_clock()
{
    static sqlite3_vfs watched;
    if (real_system != nullptr) return;
    real_system = sqlite3_vfs_find(nullptr);
    watched = *real_system;
    watched.zName = "tollgate-test-clock";
    watched.xCurrentTimeInt64 = [](sqlite3_vfs *, sqlite3_int64 *now) {
        int const done = real_system->xCurrentTimeInt64(real_system, now);
        *now += sqlite_offset;
        return done;
    };
    REQUIRE(sqlite3_vfs_register(&watched, 1) == SQLITE_OK);
}

class clock_of_database {
public:
    explicit clock_of_database(watched_database const &database) : database_{&database} { set(0ms); }

    /// \param offset from the right time
    void set(std::chrono::milliseconds offset)
    {
        sqlite_offset = offset.count();
        if (database_->dialect() != tollgate::sql_dialect::postgresql) return;
        // The schema comes before PostgreSQL's own, so that its function is called in place of that.
        static_cast<void>(query(
            *database_, "CREATE OR REPLACE FUNCTION clock_timestamp() RETURNS timestamptz LANGUAGE sql AS "
                        "$$ SELECT pg_catalog.clock_timestamp() + interval '" +
                            std::to_string(offset.count()) + " milliseconds' $$"));
    }

private:
    watched_database const *database_;
};

template <class Test>
void with_each_clock(Test test)
{
    auto const run = [&test](tollgate::soci_database database) {
        watched_database const watched{std::move(database)};
        clock_of_database clock{watched};
        REQUIRE(tollgate::records{watched}.prepare().has_value());
        test(watched, clock);
        clock.set(0ms);
    };
    SUBCASE("SQLite")
    {
        watch_sqlite_clock();
        folder const here;
        run(tollgate::soci_database::sqlite(here.file("records.db")));
    }
    SUBCASE("PostgreSQL")
    {
        if (!postgresql::get().is_there()) return;
        std::string const schema = postgresql::get().new_schema();
        run(tollgate::soci_database::postgresql(schema.substr(0, schema.rfind('\'')) + ",pg_catalog'"));
    }
}

struct paid_out {
    tollgate::required<"id", std::string> id;
};
struct pay_out {
    tollgate::required<"Idempotency-Key", tollgate::idempotency_key, tollgate::as_header> once;
    using account = one_payment::account;
    using endpoint = tollgate::post_json<"/payout/by_clock">;
    using response = paid_out;
    static constexpr auto key_lifetime = std::chrono::hours{24};
    static constexpr tollgate::refusal_rule refusal{.code = "code", .message = "text", .refused_at = {400}};
};
pay_out payout(std::string const &id)
{
    return {.once = tollgate::idempotency_key{id}};
}

payments paying(script const &network, watched_database const &database)
{
    return {client{shop(), network}, tollgate::records{database}};
}
tollgate::error no_answer()
{
    return {errc::deadline_exceeded, tollgate::unknown{}, "No answer came in time."};
}
wire_response told(std::string const &id)
{
    return {200, R"({"order_id":"g-1","user_data":")" + id + R"(","status":3})"};
}
constexpr auto year = 24h * 365;

/// As a process leaves an order that dies while it sends it.
void die_while_sending(watched_database const &database, std::string const &id)
{
    payments by = paying(script{{told(id)}}, database);
    database.by->before = [](std::string_view sql) {
        if (sql.starts_with("UPDATE tollgate_payment SET state = $1")) throw std::runtime_error{"dead"};
    };
    CHECK(by.send(order(id)).has_value());
    *database.by = {};
}

} // namespace

TEST_SUITE("tollgate.records.clocks")
{
    TEST_CASE("payments: what was being sent when the clock was put back is found at once")
    {
        with_each_clock([](watched_database const &database, clock_of_database &clock) {
            clock.set(year);
            die_while_sending(database, "A-1");
            clock.set(0ms);
            payments by = paying(script{{told("A-1")}}, database);
            auto const open = by.unsettled();
            REQUIRE(open->size() == 1);
            CHECK(!open->front().is_in_use);
            CHECK(open->front().age < 0ms);
            CHECK(by.settle<init_payment>(60s)->settled == 1);
            CHECK(by.unsettled()->empty());
        });
    }

    TEST_CASE("payments: what the gateway has accepted counts, though a person called it not paid meanwhile")
    {
        with_each_clock([](watched_database const &database, clock_of_database &clock) {
            script const network{{told("A-1")}};
            payments by = paying(network, database);
            payments other = paying(script{{}}, database);
            bool is_closed = false;
            database.by->before = [&](std::string_view sql) {
                if (is_closed || !sql.starts_with("UPDATE tollgate_payment SET state = $1")) return;
                is_closed = true;
                clock.set(-2h);
                auto const known = other.find<init_payment>("A-1");
                CHECK(other.close((*known)->id, tollgate::found::not_paid, "Back office, Ann").has_value());
            };
            CHECK(by.send(order("A-1")).has_value());
            CHECK(is_closed);
            auto const known = other.find<init_payment>("A-1");
            CHECK((*known)->state == payment_state::accepted);
            CHECK((*known)->reason == "Back office, Ann");
            CHECK(other.send(order("A-1")).has_value()); // which gives the answer
            CHECK(network.requests().size() == 1);
            CHECK(query(database, "SELECT state FROM tollgate_payment_step WHERE state = 'closed_not_paid' "
                                  "AND reason = 'Back office, Ann'")
                      .size() == 1);
        });
    }

    TEST_CASE("payments: a person closes what was being sent when the clock was put back")
    {
        with_each_clock([](watched_database const &database, clock_of_database &clock) {
            clock.set(year);
            die_while_sending(database, "A-1");
            clock.set(0ms);
            payments by = paying(script{{}}, database);
            auto const known = by.find<init_payment>("A-1");
            CHECK(by.close((*known)->id, tollgate::found::paid, "Back office, Ann").has_value());
        });
    }

    TEST_CASE("settle: a question that was put off when the clock was ahead is asked when it is put back")
    {
        with_each_clock([](watched_database const &database, clock_of_database &clock) {
            wire_response const not_found{200, R"({"error_code":10})"};
            script const network{{no_answer(), not_found, told("A-1")}};
            payments by = paying(network, database);
            clock.set(year);
            CHECK(by.send(order("A-1")).error().is_unknown());
            CHECK(by.settle<init_payment>(60s)->settled == 0); // the next question comes in some seconds
            CHECK(by.settle<init_payment>(60s)->asked == 0);
            clock.set(0ms);
            CHECK(by.settle<init_payment>(60s)->settled == 1);
        });
    }

    TEST_CASE("settle: a process that died asking when the clock was ahead hides nothing")
    {
        with_each_clock([](watched_database const &database, clock_of_database &clock) {
            payments by = paying(script{{no_answer(), no_answer(), told("A-1")}}, database);
            clock.set(year);
            CHECK(by.send(order("A-1")).error().is_unknown());
            database.by->before = [](std::string_view sql) {
                if (sql.starts_with("UPDATE tollgate_payment SET errc")) throw std::runtime_error{"dead"};
            };
            CHECK_THROWS_AS(static_cast<void>(by.settle<init_payment>(60s)), std::runtime_error);
            *database.by = {};
            clock.set(0ms);
            CHECK(by.settle<init_payment>(60s)->settled == 1);
        });
    }

    TEST_CASE(
        "payments: when the clock jumps ahead while an order is sent, its answer counts, and it is sent once")
    {
        with_each_clock([](watched_database const &database, clock_of_database &clock) {
            script const inside{{wire_response{200, R"({"error_code":10})"}}};
            script const network{{told("A-1")}};
            payments by = paying(network, database);
            bool has_jumped = false;
            database.by->after = [&](std::string_view sql) {
                if (has_jumped || !sql.starts_with("INSERT INTO tollgate_payment ")) return;
                has_jumped = true;
                clock.set(year);
                payments other = paying(inside, database);
                CHECK(other.send(order("A-1")).error().code() == errc::not_repeatable);
                CHECK(other.settle<init_payment>(60s)->settled == 0);
            };
            CHECK(by.send(order("A-1")).has_value());
            CHECK(has_jumped);
            CHECK(network.requests().size() == 1);
            CHECK((*by.find<init_payment>("A-1"))->state == payment_state::accepted);
        });
    }

    TEST_CASE("payments: how old a key is tells a clock that was never put back, or nobody")
    {
        with_each_clock([](watched_database const &database, clock_of_database &clock) {
            script const network{{no_answer(), wire_response{200, R"({"id":"g-1"})"}}};
            payments by = paying(network, database);
            auto const something_else_happens = [&](std::string const &id) {
                CHECK(paying(script{{told(id)}}, database).send(order(id)).has_value());
            };
            std::size_t sent = 1;
            SUBCASE("it was right all the time")
            {
                CHECK(by.send(payout("A-1")).error().is_unknown());
                clock.set(10h);
                something_else_happens("B-1");
                clock.set(20h);
                sent = 2;
            }
            SUBCASE("it was ahead, was put back, and has come to where it was")
            {
                clock.set(48h);
                CHECK(by.send(payout("A-1")).error().is_unknown());
                clock.set(30h);
                something_else_happens("B-1");
                clock.set(50h);
            }
            SUBCASE("it was ahead, and was put back a little")
            {
                clock.set(10h);
                CHECK(by.send(payout("A-1")).error().is_unknown());
                clock.set(9h + 30min);
            }
            SUBCASE("it was right, and was put back later")
            {
                CHECK(by.send(payout("A-1")).error().is_unknown());
                clock.set(30h);
                something_else_happens("B-1");
                clock.set(10h);
            }
            SUBCASE("it was put back twice")
            {
                CHECK(by.send(payout("A-1")).error().is_unknown());
                clock.set(20h);
                something_else_happens("B-1");
                clock.set(5h);
                something_else_happens("B-2");
                clock.set(21h);
            }
            auto const again = by.send(payout("A-1"));
            CHECK(network.requests().size() == sent);
            if (sent == 1) {
                CHECK(again.error().is_unknown());
                CHECK(by.settle<pay_out>(60s)->repeated == 0);
                CHECK(network.requests().size() == 1);
                CHECK(by.unsettled()->size() == 1);
            }
        });
    }

    TEST_CASE("inbox: a claim of a process that died when the clock was ahead lapses when it is put back")
    {
        with_each_clock([](watched_database const &database, clock_of_database &clock) {
            tollgate::inbox dead{tollgate::records{database}};
            tollgate::inbox by{tollgate::records{database}};
            CHECK(by.begin("b") == claim::first);
            by.abort("b");
            clock.set(0ms);
            CHECK(by.begin("b") == claim::first);
            clock.set(year);
            CHECK(dead.begin("a") == claim::first);
            CHECK(dead.begin("b") == claim::first); // its claim lapsed
            CHECK(by.begin("a") == claim::in_progress);
            clock.set(0ms);
            for (std::string_view const id : {"a", "b"}) {
                CAPTURE(id);
                CHECK(by.begin(id) == claim::first);
                CHECK(dead.begin(id) == claim::in_progress); // one has it
                by.commit(id);
                CHECK(dead.begin(id) == claim::done);
            }
        });
    }

    TEST_CASE("inbox: a claim that was taken over when the clock was ahead is free when it is put back")
    {
        with_each_clock([](watched_database const &database, clock_of_database &clock) {
            tollgate::records const kept{database};
            tollgate::inbox dead{kept};
            tollgate::inbox dead_too{kept};
            tollgate::inbox by{kept};
            CHECK(dead.begin("a") == claim::first);
            clock.set(2h);
            CHECK(dead_too.begin("a") == claim::first);
            CHECK(by.begin("a") == claim::in_progress);
            clock.set(0ms);
            CHECK(by.begin("a") == claim::first);
            CHECK(dead.begin("a") == claim::in_progress); // one has it
        });
    }

    TEST_CASE("forget: a clock that jumps ahead has nothing forgotten")
    {
        with_each_clock([](watched_database const &database, clock_of_database &clock) {
            tollgate::records kept{database};
            tollgate::inbox by{kept};
            CHECK(by.begin("a") == claim::first);
            by.commit("a");
            static_cast<void>(query(database,
                                    "INSERT INTO tollgate_callback_log (token, at, gateway, headers, size) "
                                    "SELECT digest, done_at, 'a gateway', '{}', 0 FROM tollgate_callback"));
            tollgate::callback_log log{kept};
            clock.set(2 * year);
            by.forget(48h);
            CHECK(log.forget(48h).has_value());
            CHECK(by.begin("a") == claim::done);
            CHECK(log.last()->size() == 1);
            clock.set(0ms);
            static_cast<void>(query(database, "UPDATE tollgate_callback SET done_at = done_at - 200000000"));
            static_cast<void>(query(database, "UPDATE tollgate_callback_log SET at = at - 200000000"));
            by.forget(48h);
            CHECK(log.forget(48h).has_value());
            CHECK(by.begin("a") == claim::first);
            CHECK(log.last()->empty());
        });
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/records/inbox.hpp>

#include <support/gateways.hpp>
#include <support/records.hpp>

#include <tollgate/callback/answer_callback.hpp>

#include <soci/soci.h>

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;
using tollgate::claim;
using tollgate::test::one_payment_side;
using tollgate::test::query;
using tollgate::test::watched_database;
using tollgate::test::with_each_database;

using inbox = tollgate::inbox<watched_database>;
using told = tollgate::verified<one_payment_side::reports>;

inbox inbox_in(watched_database const &database)
{
    return inbox{tollgate::records{database}};
}

void let_claims_lapse(watched_database const &database)
{
    static_cast<void>(query(database, "UPDATE tollgate_callback SET lease_until = 0"));
}

/// The program's own table: what it delivered.
void make_deliveries(watched_database const &database)
{
    static_cast<void>(query(database, "CREATE TABLE delivery (order_id TEXT NOT NULL)"));
}
std::size_t deliveries_in(watched_database const &database)
{
    return query(database, "SELECT order_id FROM delivery").size();
}
void deliver(told const &paid, soci::session &database)
{
    std::string const id = one_payment_side::order_id(*paid);
    database << "INSERT INTO delivery (order_id) VALUES (:id)", soci::use(id);
}

/// What the gateway tells of a payment, with an id of its own.
std::string body_about(std::string const &id)
{
    return tollgate::test::signed_by_one_payment(
        R"("payment_type":"sbp","order_id":"g-)" + id +
            R"(","project_id":5678,"status":3,"merchant_price":50,"currency":"RUB","user_data":")" + id +
            "\"",
        "currency=RUB&merchant_price=50&order_id=g-" + id +
            "&payment_type=sbp&project_id=5678&status=3&user_data=" + id);
}

/// The status of what the shop answers.
template <class Handler, class... Settings>
unsigned tell(Handler handler, std::string_view order_id, Settings const &...settings)
{
    return tollgate::answer_callback<one_payment_side::reports>(
               one_payment_side::account(), body_about(std::string{order_id}), {}, handler, settings...)
        .status;
}

} // namespace

TEST_SUITE("tollgate.records.inbox")
{
    static_assert(tollgate::callback_store<inbox>);

    TEST_CASE("inbox: the first is first, the others hear how it stands, whoever they are")
    {
        with_each_database([](watched_database const &database) {
            inbox one = inbox_in(database);
            inbox replica = inbox_in(database);
            CHECK(one.begin("a") == claim::first);
            CHECK(one.begin("a") == claim::in_progress);
            CHECK(replica.begin("a") == claim::in_progress);
            CHECK(replica.begin("b") == claim::first);
            one.commit("a");
            CHECK(replica.begin("a") == claim::done);
            replica.abort("b");
            CHECK(one.begin("b") == claim::first);
        });
    }

    TEST_CASE("inbox: a claim lapses, and what was handled stays so")
    {
        with_each_database([](watched_database const &database) {
            inbox one = inbox_in(database);
            inbox replica = inbox_in(database);
            CHECK(one.begin("a") == claim::first);
            let_claims_lapse(database);
            CHECK(replica.begin("a") == claim::first);
            one.abort("a"); // it is the other's now
            CHECK(one.begin("a") == claim::in_progress);
            one.commit("a"); // it was handled all the same
            CHECK(replica.begin("a") == claim::done);
            replica.abort("a");
            let_claims_lapse(database);
            CHECK(replica.begin("a") == claim::done);
        });
    }

    TEST_CASE("inbox: identities of any length and any bytes are told apart")
    {
        with_each_database([](watched_database const &database) {
            inbox by = inbox_in(database);
            using namespace std::string_view_literals;
            std::string const most(100'000, 'x');
            CHECK(by.begin(most) == claim::first);
            CHECK(by.begin(most + "y") == claim::first);
            CHECK(by.begin("a\0b"sv) == claim::first);
            CHECK(by.begin("a\0c"sv) == claim::first);
            CHECK(by.begin("\xff") == claim::first);
            CHECK(by.begin("a\0b"sv) == claim::in_progress);
            CHECK(by.begin(most) == claim::in_progress);
        });
    }

    TEST_CASE("inbox: what was handled long ago can be forgotten, what is being handled cannot")
    {
        with_each_database([](watched_database const &database) {
            inbox by = inbox_in(database);
            CHECK(by.begin("done") == claim::first);
            by.commit("done");
            CHECK(by.begin("in progress") == claim::first);
            by.forget(1h);
            CHECK(by.begin("done") == claim::done);
            static_cast<void>(
                query(database, "UPDATE tollgate_callback SET done_at = 0 WHERE state = 'done'"));
            by.forget(1h);
            CHECK(by.begin("done") == claim::first);
            CHECK(by.begin("in progress") == claim::in_progress);
        });
    }

    TEST_CASE("inbox: a connection that breaks once is not noticed")
    {
        with_each_database([](watched_database const &database) {
            inbox by = inbox_in(database);
            int left = 0;
            database.by->after = [&](std::string_view) {
                if (left-- == 0) throw tollgate::sql_error{tollgate::sql_failure::unavailable, {}, "gone"};
            };
            CHECK(by.begin("a") == claim::first);
            CHECK(left < 0);
            left = 0;
            by.commit("a");
            CHECK(left < 0);
            CHECK(by.begin("a") == claim::done);
        });
    }

    TEST_CASE("inbox: with answer_callback, each callback is handled once by all processes")
    {
        with_each_database([](watched_database const &database) {
            inbox one = inbox_in(database);
            inbox replica = inbox_in(database);
            int handled = 0;
            auto const handle = [&](told const &) { ++handled; };
            CHECK(tell(handle, "order-1", tollgate::once_by(one)) == 200);
            CHECK(tell(handle, "order-1", tollgate::once_by(replica)) == 200);
            CHECK(handled == 1);
            database.by->before = [](std::string_view) {
                throw tollgate::sql_error{tollgate::sql_failure::unavailable, {}, "gone"};
            };
            CHECK(tell(handle, "order-2", tollgate::once_by(one)) == 500);
            CHECK(handled == 1);
        });
    }

    TEST_CASE("exactly_once: the effect and the fact that it was handled are kept together")
    {
        with_each_database([](watched_database const &database) {
            make_deliveries(database);
            tollgate::records kept{database};
            auto const handler = tollgate::exactly_once(kept, deliver);
            std::vector<claim> repeated;
            tollgate::when_repeated const note{
                [&](tollgate::repeated_callback const &what) { repeated.push_back(what.known); }};
            CHECK(tell(handler, "order-1", note) == 200);
            CHECK(tell(handler, "order-1", note) == 200);
            CHECK(deliveries_in(database) == 1);
            CHECK(repeated == std::vector<claim>{claim::done});
            CHECK(tell(handler, "order-2", note) == 200);
            CHECK(deliveries_in(database) == 2);
        });
    }

    TEST_CASE("exactly_once: a handler that throws leaves nothing, and is called again")
    {
        with_each_database([](watched_database const &database) {
            make_deliveries(database);
            tollgate::records kept{database};
            auto const failing = tollgate::exactly_once(kept, [](told const &paid, soci::session &by) {
                deliver(paid, by);
                throw std::runtime_error{"no stock"};
            });
            std::string failure;
            tollgate::when_failed const note{
                [&](std::exception_ptr const &why) { failure = tollgate::text_of(why); }};
            CHECK(tell(failing, "order-1", note) == 500);
            CHECK(failure == "no stock");
            CHECK(deliveries_in(database) == 0);
            CHECK(tell(tollgate::exactly_once(kept, deliver), "order-1") == 200);
            CHECK(deliveries_in(database) == 1);
        });
    }

    TEST_CASE("exactly_once: what is acknowledged has its effect, whatever the handler hides")
    {
        with_each_database([](watched_database const &database) {
            make_deliveries(database);
            static_cast<void>(query(database, "CREATE UNIQUE INDEX one_delivery ON delivery (order_id)"));
            tollgate::records kept{database};
            bool is_ended = false;
            SUBCASE("an error of its last statement, which PostgreSQL ends the transaction for") {}
            SUBCASE("that it ended the transaction")
            {
                is_ended = true;
            }
            auto const hiding = tollgate::exactly_once(kept, [&](told const &paid, soci::session &by) {
                deliver(paid, by);
                if (is_ended) return static_cast<void>(by << "ROLLBACK");
                try {
                    deliver(paid, by);
                } catch (soci::soci_error const &) { // it was delivered before
                }
            });
            bool const is_acknowledged = tell(hiding, "order-1") == 200;
            CHECK(is_acknowledged == (deliveries_in(database) == 1));
            if (is_ended) CHECK(!is_acknowledged);
            CHECK(tell(tollgate::exactly_once(kept, deliver), "order-1") == 200);
            CHECK(deliveries_in(database) == 1);
        });
    }

    TEST_CASE("exactly_once: what is not verified reaches no handler")
    {
        with_each_database([](watched_database const &database) {
            make_deliveries(database);
            auto handler = tollgate::exactly_once(tollgate::records{database}, deliver);
            CHECK(tollgate::answer_callback<one_payment_side::reports>(one_payment_side::account(), "{}", {},
                                                                       handler)
                      .status == 400);
            CHECK(deliveries_in(database) == 0);
            CHECK(query(database, "SELECT state FROM tollgate_callback").empty());
        });
    }

    TEST_CASE("exactly_once: many at once, and the effect is there once")
    {
        with_each_database([](watched_database const &database) {
            make_deliveries(database);
            tollgate::records const kept{database};
            std::atomic<int> acknowledged = 0;
            std::vector<std::thread> all;
            for (int i = 0; i != 6; ++i)
                all.emplace_back([&] {
                    if (tell(tollgate::exactly_once(kept, deliver), "order-1") == 200) ++acknowledged;
                });
            for (std::thread &one : all)
                one.join();
            CHECK(acknowledged == 6);
            CHECK(deliveries_in(database) == 1);
        });
    }

    TEST_CASE("exactly_once: a process killed at any step, and the effect is there once")
    {
        with_each_database([](watched_database const &database) {
            make_deliveries(database);
            int steps = 0;
            for (bool is_over = false; !is_over; ++steps) {
                REQUIRE(steps < 100);
                std::string const id = "order-" + std::to_string(steps);
                // The gateway tells it until somebody acknowledges it: to a process that is killed, and to the next one.
                pid_t const child = fork();
                if (child == 0) {
                    int left = steps;
                    watched_database doomed{database.database};
                    doomed.by->before = [&](std::string_view) {
                        if (left-- == 0) std::raise(SIGKILL);
                    };
                    doomed.by->after = doomed.by->before;
                    _exit(tell(tollgate::exactly_once(tollgate::records{doomed}, deliver), id) == 200 ? 0
                                                                                                      : 1);
                }
                int status = 0;
                REQUIRE(waitpid(child, &status, 0) == child);
                is_over = WIFEXITED(status);
                if (is_over) CHECK(WEXITSTATUS(status) == 0);
                CHECK(tell(tollgate::exactly_once(tollgate::records{database}, deliver), id) == 200);
                CHECK(deliveries_in(database) == static_cast<std::size_t>(steps + 1));
            }
            CHECK(
                steps ==
                9); // before and after the beginning, the mark, the look at it and the end, and the run to the end
        });
    }
}

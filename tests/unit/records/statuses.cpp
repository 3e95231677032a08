// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// How payments stand, by what callbacks and answers tell, whatever the order in which they come.

#include <tollgate/records.hpp>

#include <support/records.hpp>

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/scripted_transport.hpp>
#include <tollgate/testing.hpp>

#include <soci/soci.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace one_payment = tollgate::one_payment;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::standing;
using tollgate::wire_response;
using tollgate::one_payment::status;
using tollgate::test::order;
using tollgate::test::query;
using tollgate::test::shop;
using tollgate::test::watched_database;
using tollgate::test::with_each_database;

using script = tollgate::scripted_transport;
using client = tollgate::client<one_payment::account, script>;
using payments = tollgate::payments<one_payment::account, script, tollgate::cryptopp_hash, watched_database>;

payments paying(watched_database const &database, script const &network = script{{}})
{
    return {client{shop(), network}, tollgate::records{database}};
}
one_payment::payment_status told(std::string id, status which)
{
    return {.order_id = "g-" + id, .status = which, .user_data = id};
}
status status_known(payments const &by, std::string_view id)
{
    auto const found = by.status_of(id);
    REQUIRE(found.has_value());
    REQUIRE(found->has_value());
    return static_cast<status>((*found)->status);
}

} // namespace

TEST_SUITE("tollgate.records.statuses")
{
    TEST_CASE("record_status: the last one by the gateway's order stays, whatever comes late")
    {
        with_each_database([](watched_database const &database) {
            payments by = paying(database);
            CHECK(!by.status_of("A-1")->has_value());
            CHECK(by.record_status(told("A-1", status::pending))->arrived == standing::newer);
            CHECK(by.record_status(told("A-1", status::success))->arrived == standing::newer);
            CHECK(by.record_status(told("A-1", status::success))->arrived == standing::repeated);
            auto const late = by.record_status(told("A-1", status::pending));
            REQUIRE(late.has_value());
            CHECK(late->arrived == standing::older);
            CHECK(late->status == static_cast<std::int64_t>(status::success));
            CHECK(status_known(by, "A-1") == status::success);
            CHECK(by.record_status(told("A-1", status::refund))->arrived == standing::newer);
            CHECK(status_known(by, "A-1") == status::refund);
            CHECK(by.contradictions()->empty());
            // Of another account, and of another payment.
            auto other_shop = shop();
            other_shop.project_id = 99;
            payments const other{client{other_shop, script{{}}}, tollgate::records{database}};
            CHECK(!other.status_of("A-1")->has_value());
            CHECK(!by.status_of("A-2")->has_value());
        });
    }

    TEST_CASE("record_status: a contradiction is kept once, listed, and closed with a reason")
    {
        with_each_database([](watched_database const &database) {
            payments by = paying(database);
            REQUIRE(by.record_status(told("A-1", status::failure)).has_value());
            for (int i = 0; i != 3; ++i)
                CHECK(by.record_status(told("A-1", status::success))->arrived == standing::contradicts);
            CHECK(status_known(by, "A-1") == status::failure);
            auto const open = by.contradictions();
            REQUIRE(open->size() == 1);
            CHECK(open->front().payment == "A-1");
            CHECK(open->front().known == static_cast<std::int64_t>(status::failure));
            CHECK(open->front().told == static_cast<std::int64_t>(status::success));
            CHECK(open->front().told_by == "answer");
            std::int64_t const id = open->front().id;
            CHECK(by.close_contradiction(id, status::success, "").error().code() == errc::empty_value);
            CHECK(by.close_contradiction(id + 1, status::success, "Ann").error().code() == errc::not_open);
            CHECK(status_known(by, "A-1") == status::failure);
            CHECK(by.close_contradiction(id, status::success, "Back office, Ann").has_value());
            CHECK(status_known(by, "A-1") == status::success);
            CHECK(by.contradictions()->empty());
            CHECK(by.close_contradiction(id, status::failure, "Bob").error().code() == errc::not_open);
            CHECK(status_known(by, "A-1") == status::success);
            // The same again is known to be closed; what contradicts otherwise is not.
            CHECK(by.record_status(told("A-1", status::failure))->arrived == standing::contradicts);
            CHECK(by.contradictions()->size() == 1);
        });
    }

    TEST_CASE("close_contradiction: a payment that has gone on since is not put back")
    {
        with_each_database([](watched_database const &database) {
            payments by = paying(database);
            REQUIRE(by.record_status(told("A-1", status::success)).has_value());
            CHECK(by.record_status(told("A-1", status::failure))->arrived == standing::contradicts);
            CHECK(by.record_status(told("A-1", status::refund))->arrived == standing::newer);
            auto const open = by.contradictions();
            REQUIRE(open->size() == 1);
            auto const closed = by.close_contradiction(open->front().id, status::success, "Ann");
            REQUIRE(closed.has_value());
            CHECK(status_known(by, "A-1") == status::refund);
            CHECK(closed->status == static_cast<std::int64_t>(status::refund));
            CHECK(closed->arrived == standing::older);
            CHECK(by.contradictions()->empty());
        });
    }

    TEST_CASE(
        "close_contradiction: of several who decide at once, one does, and a broken connection hides nothing")
    {
        with_each_database([](watched_database const &database) {
            payments by = paying(database);
            REQUIRE(by.record_status(told("A-1", status::failure)).has_value());
            REQUIRE(by.record_status(told("A-1", status::success)).has_value());
            std::int64_t const id = by.contradictions()->front().id;
            std::atomic<int> closed = 0;
            std::atomic<status> decided = status::failure;
            std::vector<std::thread> all;
            for (status const one : {status::success, status::refund, status::pending, status::init})
                all.emplace_back([&, one] {
                    auto const done = paying(database).close_contradiction(id, one, "Ann");
                    if (!done) {
                        CHECK(done.error().code() == errc::not_open);
                        return;
                    }
                    ++closed;
                    decided = one;
                });
            for (std::thread &one : all)
                one.join();
            CHECK(closed == 1);
            CHECK(status_known(by, "A-1") == decided);

            for (int steps = 0, is_over = 0; is_over == 0; ++steps) {
                REQUIRE(steps < 40);
                std::string const payment = "B-" + std::to_string(steps);
                REQUIRE(by.record_status(told(payment, status::failure)).has_value());
                REQUIRE(by.record_status(told(payment, status::success)).has_value());
                std::int64_t const which = by.contradictions()->back().id;
                int left = steps;
                auto const fail = [&left](std::string_view) {
                    if (left-- <= 0)
                        throw tollgate::sql_error{tollgate::sql_failure::unavailable, {}, "gone"};
                };
                *database.by = {fail, fail};
                is_over = by.close_contradiction(which, status::success, "Ann").has_value() ? 1 : 0;
                *database.by = {};
                auto const again = by.close_contradiction(which, status::success, "Ann");
                REQUIRE(again.has_value());
                CHECK(status_known(by, payment) == status::success);
                CHECK(by.contradictions()->empty());
            }
        });
    }

    TEST_CASE("record_status: many at once, in any order, leave the last one")
    {
        with_each_database([](watched_database const &database) {
            std::vector<std::thread> all;
            for (status const one : {status::refund, status::init, status::refund_pending, status::success,
                                     status::pending, status::success, status::init, status::refund})
                all.emplace_back([&database, one] {
                    CHECK(paying(database).record_status(told("A-1", one)).has_value());
                });
            for (std::thread &one : all)
                one.join();
            payments const by = paying(database);
            CHECK(status_known(by, "A-1") == status::refund);
            CHECK(by.contradictions()->empty());
        });
    }

    TEST_CASE("record_status: a connection that breaks at any step loses nothing that comes again")
    {
        with_each_database([](watched_database const &database) {
            payments by = paying(database);
            bool is_over = false;
            int steps = 0;
            for (; !is_over; ++steps) {
                REQUIRE(steps < 40);
                CAPTURE(steps);
                std::string const id = "A-" + std::to_string(steps);
                REQUIRE(by.record_status(told(id, status::pending)).has_value());
                int left = steps;
                auto const fail = [&left](std::string_view) {
                    if (left-- <= 0)
                        throw tollgate::sql_error{tollgate::sql_failure::unavailable, {}, "gone"};
                };
                *database.by = {fail, fail};
                bool const first = by.record_status(told(id, status::failure)).has_value();
                bool const second = first && by.record_status(told(id, status::success)).has_value();
                is_over = second;
                *database.by = {};
                CHECK(by.record_status(told(id, status::failure)).has_value());
                CHECK(by.record_status(told(id, status::success)).has_value());
                CHECK(status_known(by, id) == status::failure);
                auto const open = by.contradictions();
                CHECK(std::ranges::count(*open, id, &tollgate::status_contradiction::payment) == 1);
            }
            CHECK(steps > 5);
        });
    }

    TEST_CASE("record_status: what a callback tells, and what tells nothing")
    {
        with_each_database([](watched_database const &database) {
            payments by = paying(database);
            one_payment::payment_callback const paid{.payment_type = "sbp",
                                                     .order_id = "g-1",
                                                     .project_id = 5678,
                                                     .status = status::success,
                                                     .merchant_price = tollgate::decimal::parse("50").value(),
                                                     .currency = "RUB",
                                                     .user_data = "A-1"};
            auto const sent = tollgate::signed_callback(shop(), paid).value();
            auto const received =
                tollgate::receive<one_payment::payment_callback>(shop(), sent.body, sent.views());
            REQUIRE(received.has_value());
            CHECK(by.record_status(*received)->arrived == standing::newer);
            CHECK((*by.status_of("A-1"))->told_by == "callback");
            one_payment::payment_status nothing = told("A-1", status::failure);
            nothing.user_data = {};
            CHECK(by.record_status(nothing).error().code() == errc::missing_field);
            CHECK(status_known(by, "A-1") == status::success);
        });
    }

    TEST_CASE("exactly_once: the status, what the handler writes, and that it was handled, are one commit")
    {
        with_each_database([](watched_database const &database) {
            static_cast<void>(query(database, "CREATE TABLE delivery (order_id TEXT NOT NULL)"));
            payments by = paying(database);
            std::vector<standing> arrived;
            auto handler = tollgate::exactly_once(
                by, [&](tollgate::verified<one_payment::payment_callback> const &paid,
                        tollgate::result<tollgate::merged<std::int64_t>> const &now, soci::session &in) {
                    arrived.push_back(now->arrived);
                    if (now->arrived != standing::newer || now->status != 3) return;
                    in << "INSERT INTO delivery (order_id) VALUES (:id)", soci::use(*paid->user_data);
                });
            auto const tell = [&](status which, std::string const &id) {
                one_payment::payment_callback const paid{.payment_type = "sbp",
                                                         .order_id = "g-1",
                                                         .project_id = 5678,
                                                         .status = which,
                                                         .merchant_price =
                                                             tollgate::decimal::parse("50").value(),
                                                         .currency = "RUB",
                                                         .user_data = id};
                auto const sent = tollgate::signed_callback(shop(), paid).value();
                return tollgate::answer_callback<one_payment::payment_callback>(shop(), sent.body,
                                                                                sent.views(), handler)
                    .status;
            };
            // A failure at each statement leaves nothing.
            int steps = 0;
            for (bool is_over = false; !is_over; ++steps) {
                REQUIRE(steps < 20);
                int left = steps;
                database.by->before = [&](std::string_view) {
                    if (left-- == 0) throw tollgate::sql_error{tollgate::sql_failure::other, {}, "refused"};
                };
                is_over = tell(status::success, "A-1") == 200;
                database.by->before = [](std::string_view) {};
                CHECK(by.status_of("A-1")->has_value() == is_over);
                CHECK(query(database, "SELECT order_id FROM delivery").size() == (is_over ? 1 : 0));
                CHECK(query(database, "SELECT digest FROM tollgate_callback").size() == (is_over ? 1 : 0));
            }
            CHECK(steps > 4);
            CHECK(status_known(by, "A-1") == status::success);
            CHECK((*by.status_of("A-1"))->told_by == "callback");
            arrived.clear();
            CHECK(tell(status::success, "A-1") == 200); // handled before
            CHECK(arrived.empty());
            CHECK(tell(status::pending, "A-1") == 200); // comes late
            CHECK(arrived == std::vector{standing::older});
            CHECK(status_known(by, "A-1") == status::success);
            CHECK(tell(status::failure, "A-1") == 200);
            CHECK(arrived.back() == standing::contradicts);
            CHECK(by.contradictions()->size() == 1);
            CHECK(query(database, "SELECT order_id FROM delivery").size() == 1);
        });
    }

    TEST_CASE("exactly_once: callbacks of one payment at once, in any order, leave the last status")
    {
        with_each_database([](watched_database const &database) {
            std::vector<std::thread> all;
            for (status const one : {status::pending, status::success, status::refund, status::init})
                all.emplace_back([&database, one] {
                    auto handler = tollgate::exactly_once(paying(database),
                                                          [](auto const &, auto const &, soci::session &) {});
                    one_payment::payment_callback const paid{.payment_type = "sbp",
                                                             .order_id = "g-1",
                                                             .project_id = 5678,
                                                             .status = one,
                                                             .merchant_price =
                                                                 tollgate::decimal::parse("50").value(),
                                                             .currency = "RUB",
                                                             .user_data = "A-1"};
                    auto const sent = tollgate::signed_callback(shop(), paid).value();
                    while (tollgate::answer_callback<one_payment::payment_callback>(shop(), sent.body,
                                                                                    sent.views(), handler)
                               .status != 200)
                        std::this_thread::yield(); // the gateway sends it again
                });
            for (std::thread &one : all)
                one.join();
            CHECK(status_known(paying(database), "A-1") == status::refund);
            CHECK(query(database, "SELECT digest FROM tollgate_callback WHERE state = 'done'").size() == 4);
        });
    }

    TEST_CASE("settle: the status that the gateway's answer tells is written down with it")
    {
        with_each_database([](watched_database const &database) {
            wire_response const pending{200, R"({"order_id":"g-1","user_data":"A-1","status":2})"};
            script const network{
                {tollgate::error{errc::deadline_exceeded, tollgate::unknown{}, "late"}, pending, pending}};
            payments by = paying(database, network);
            CHECK(!by.send(order("A-1")));
            SUBCASE("at once")
            {
                CHECK(by.settle<one_payment::init_payment>(60s)->settled == 1);
            }
            SUBCASE("or the order is asked for again")
            {
                database.by->before = [](std::string_view sql) {
                    if (sql.starts_with("INSERT INTO tollgate_status"))
                        throw tollgate::sql_error{tollgate::sql_failure::full, {}, "full"};
                };
                CHECK(by.settle<one_payment::init_payment>(60s)->settled == 0);
                CHECK((*by.find<one_payment::init_payment>("A-1"))->state ==
                      tollgate::payment_state::unknown);
                *database.by = {};
                static_cast<void>(query(database, "UPDATE tollgate_payment SET ask_at = 0"));
                CHECK(by.settle<one_payment::init_payment>(60s)->settled == 1);
            }
            CHECK(status_known(by, "A-1") == status::pending);
            CHECK((*by.status_of("A-1"))->told_by == "answer");
        });
    }
}

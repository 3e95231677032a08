// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/records.hpp>

#include <support/records.hpp>

#include <tollgate/scripted_transport.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace one_payment = tollgate::one_payment;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::payment_state;
using tollgate::result;
using tollgate::wire_response;
using tollgate::test::order;
using tollgate::test::query;
using tollgate::test::shop;
using tollgate::test::watched_database;
using tollgate::test::with_each_database;

using init_payment = one_payment::init_payment;
using script = tollgate::scripted_transport;
using client = tollgate::client<one_payment::account, script>;

tollgate::error no_answer()
{
    return {errc::deadline_exceeded, tollgate::unknown{}, "No answer came in time."};
}
wire_response taken()
{
    return {200, R"({"order_id":"g-1","status":2})"};
}
wire_response found(std::string const &id)
{
    return {200, R"({"order_id":"g-1","user_data":")" + id + R"(","status":3})"};
}

} // namespace

TEST_SUITE("tollgate.records.async")
{
    TEST_CASE("async_send: an order is written down, sent once, and known again; several at once")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken()}};
            tollgate::payments by{client{shop(), network}, tollgate::records{database}};
            asio::io_context loop;
            std::vector<std::optional<result<one_payment::payment>>> answers(4);
            for (auto &answer : answers)
                by.async_send(loop.get_executor(), order("A-1"), 60s,
                              [&](result<one_payment::payment> got) { answer = std::move(got); });
            loop.run();
            for (auto const &answer : answers) {
                REQUIRE(answer.has_value());
                CHECK(answer->has_value());
            }
            CHECK(network.requests().size() == 1);
            CHECK((*by.find<init_payment>("A-1"))->state == payment_state::accepted);
        });
    }

    TEST_CASE("async_send: while the database is slow, the loop goes on; when it is away, nothing is sent")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken()}};
            std::promise<void> opened;
            std::atomic<bool> is_first = true;
            database.by->before = [&](std::string_view) {
                if (is_first.exchange(false)) opened.get_future().get();
            };
            tollgate::payments by{client{shop(), network}, tollgate::records{database}};
            asio::io_context loop;
            auto sent = by.async_send(loop.get_executor(), order("A-1"), 60s, asio::use_future);
            asio::post(loop, [&] { opened.set_value(); }); // nobody else opens it
            loop.run();
            CHECK(sent.get().has_value());
            database.by->before = [](std::string_view) {
                throw tollgate::sql_error{tollgate::sql_failure::unavailable, {}, "gone"};
            };
            loop.restart();
            auto away = by.async_send(loop.get_executor(), order("A-2"), 60s, asio::use_future);
            loop.run();
            CHECK(away.get().error().code() == errc::records_unavailable);
            CHECK(network.requests().size() == 1);
        });
    }

    TEST_CASE(
        "async_send: what a database of one's own throws comes out of the executor, as it does out of send")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken()}};
            database.by->before = [](std::string_view) { throw std::runtime_error{"a stranger's"}; };
            tollgate::payments by{client{shop(), network}, tollgate::records{database}};
            CHECK_THROWS_AS(static_cast<void>(by.send(order("A-1"))), std::runtime_error);
            asio::io_context loop;
            by.async_send(loop.get_executor(), order("A-1"), 60s, [](result<one_payment::payment>) {});
            CHECK_THROWS_AS(loop.run(), std::runtime_error);
            CHECK(network.requests().empty());
            *database.by = {};
            CHECK(by.send(order("A-1")).has_value());
        });
    }

    TEST_CASE("send, async_send: an answer is given, whatever the database throws when it is written down")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken(), taken(), found("A-1"), found("A-2")}};
            database.by->before = [](std::string_view sql) {
                if (sql.starts_with("UPDATE tollgate_payment SET state = $1"))
                    throw std::runtime_error{"a stranger's"};
            };
            tollgate::payments by{client{shop(), network}, tollgate::records{database}};
            CHECK(by.send(order("A-1")).has_value());
            asio::io_context loop;
            auto sent = by.async_send(loop.get_executor(), order("A-2"), 60s, asio::use_future);
            loop.run();
            CHECK(sent.get().has_value());
            *database.by = {};
            CHECK((*by.find<init_payment>("A-2"))->state == payment_state::sending);
            static_cast<void>(query(database, "UPDATE tollgate_payment SET lease_until = 0"));
            CHECK(by.settle<init_payment>(60s)->settled == 2);
        });
    }

    TEST_CASE("settle_every: a run that an exception ended is told, and the next one comes")
    {
        with_each_database([](watched_database const &database) {
            script const network{{}};
            std::atomic<bool> is_strange = true;
            database.by->before = [&](std::string_view) {
                if (is_strange.exchange(false)) throw std::runtime_error{"a stranger's"};
            };
            tollgate::payments by{client{shop(), network}, tollgate::records{database}};
            asio::io_context loop;
            std::vector<bool> went_well;
            std::optional<tollgate::settling> repeated;
            repeated.emplace(by.settle_every<init_payment>(
                1ms, loop.get_executor(), [&](result<tollgate::settlement> const &done) {
                    went_well.push_back(done.has_value());
                    if (!done) CHECK(done.error().code() == errc::records_failed);
                    if (went_well.size() == 2) repeated->stop();
                }));
            loop.run();
            CHECK(went_well == std::vector<bool>{false, true});
        });
    }

    TEST_CASE("async_settle, settle_every: what is unknown is asked for without a thread that waits")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), found("A-1"), no_answer(), found("A-2")}};
            tollgate::payments by{client{shop(), network}, tollgate::records{database}};
            CHECK(by.send(order("A-1")).error().is_unknown());
            asio::io_context loop;
            auto settled = by.async_settle<init_payment>(loop.get_executor(), 60s, asio::use_future);
            loop.run();
            CHECK(settled.get()->settled == 1);
            CHECK((*by.find<init_payment>("A-1"))->state == payment_state::accepted);

            CHECK(by.send(order("A-2")).error().is_unknown());
            loop.restart();
            std::size_t runs = 0;
            std::optional<tollgate::settling> repeated;
            repeated.emplace(by.settle_every<init_payment>(1ms, loop.get_executor(),
                                                           [&](result<tollgate::settlement> const &done) {
                                                               CHECK(done.has_value());
                                                               if (++runs == 3) repeated->stop();
                                                           }));
            loop.run(); // ends when it was stopped
            CHECK(runs == 3);
            CHECK((*by.find<init_payment>("A-2"))->state == payment_state::accepted);
        });
    }
}

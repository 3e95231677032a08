// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Callbacks that a listener has handled on threads of the records, while it answers others.

#include <tollgate/records/inbox.hpp>

#include <support/gateways.hpp>
#include <support/mailbox.hpp>
#include <support/raw_connection.hpp>
#include <support/records.hpp>

#include <tollgate/listener.hpp>

#include <soci/soci.h>

#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace test = tollgate::test;
using test::cactus_side;
using test::query;
using test::raw_connection;
using test::watched_database;
using test::with_each_database;
using told = tollgate::verified<cactus_side::reports>;

std::string request(std::string_view path, std::string_view order)
{
    return test::post(path, cactus_side::callback(order));
}

/// Where a thread waits until the test lets it go.
class gate {
public:
    void pass()
    {
        arrived_.set_value();
        opened_.get_future().get();
    }
    void await_arrival() { arrived_.get_future().get(); }
    void open() { opened_.set_value(); }

private:
    std::promise<void> arrived_;
    std::promise<void> opened_;
};

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
    std::string const id = cactus_side::order_id(*paid);
    database << "INSERT INTO delivery (order_id) VALUES (:id)", soci::use(id);
}

} // namespace

TEST_SUITE("tollgate.records.listener")
{
    TEST_CASE("exactly_once: while a handler waits for the database, a listener answers others")
    {
        with_each_database([](watched_database const &database) {
            make_deliveries(database);
            gate door;
            std::atomic<int> repeated = 0;
            tollgate::records const kept{database};
            tollgate::callback_log log{kept};
            tollgate::listener listener;
            listener
                .on<cactus_side::reports>("/slow", cactus_side::account(),
                                          tollgate::exactly_once(tollgate::records{database},
                                                                 [&](told const &paid, soci::session &by) {
                                                                     door.pass();
                                                                     deliver(paid, by);
                                                                 }),
                                          tollgate::when_repeated{[&](auto const &) { ++repeated; }})
                .on<cactus_side::reports>(
                    "/quick", cactus_side::account(), [](told const &) {}, tollgate::logged_in(log));
            listener.start().value();
            raw_connection slow{listener.port()};
            slow.say(request("/slow", "order-1"));
            door.await_arrival();
            raw_connection quick{listener.port()};
            CHECK(quick.say(request("/quick", "order-2")).answer().result_int() == 200);
            door.open();
            CHECK(slow.answer().body() == cactus_side::acknowledged);
            CHECK(slow.say(request("/slow", "order-1")).answer().body() == cactus_side::acknowledged);
            CHECK(deliveries_in(database) == 1);
            CHECK(repeated == 1);
            // Meanwhile a file was locked.
            CHECK(quick.say(request("/quick", "order-3")).answer().result_int() == 200);
            std::promise<void> logged; // by the one thread of the records, after what came before
            tollgate::inbox{kept}.run_blocking([&logged] { logged.set_value(); });
            logged.get_future().wait();
            REQUIRE(!log.last()->empty());
            CHECK(log.last()->front().body->find("order-3") != std::string::npos);
        });
    }

    TEST_CASE(
        "exactly_once: of a handler that throws on its thread, the listener is told, and it comes again")
    {
        with_each_database([](watched_database const &database) {
            make_deliveries(database);
            test::mailbox<std::string> failed;
            bool is_failing = true;
            tollgate::listener listener;
            listener
                .on<cactus_side::reports>("/paid", cactus_side::account(),
                                          tollgate::exactly_once(tollgate::records{database},
                                                                 [&](told const &paid, soci::session &by) {
                                                                     deliver(paid, by);
                                                                     if (std::exchange(is_failing, false))
                                                                         throw std::runtime_error{"no stock"};
                                                                 }))
                .on_failed([&](std::exception_ptr why) { failed.put(tollgate::text_of(why)); });
            listener.start().value();
            raw_connection peer{listener.port()};
            CHECK(peer.say(request("/paid", "order-1")).answer().result_int() == 500);
            REQUIRE(failed.all().size() == 1);
            CHECK(failed.all().front() == "no stock");
            CHECK(deliveries_in(database) == 0);
            CHECK(peer.say(request("/paid", "order-1")).answer().result_int() == 200);
            CHECK(deliveries_in(database) == 1);
        });
    }

    TEST_CASE("inbox: while the database is slow, a listener answers others")
    {
        with_each_database([](watched_database const &database) {
            gate door;
            std::atomic<bool> is_first = true;
            database.by->before = [&](std::string_view) {
                if (is_first.exchange(false)) door.pass();
            };
            test::mailbox<std::string> heard;
            tollgate::inbox inbox{tollgate::records{database}};
            tollgate::listener listener;
            listener
                .on<cactus_side::reports>(
                    "/slow", cactus_side::account(),
                    [&](told const &paid) { heard.put(cactus_side::order_id(*paid)); },
                    tollgate::once_by(inbox))
                .on<cactus_side::reports>(
                    "/waiting", cactus_side::account(),
                    [&](told const &paid) -> asio::awaitable<void> {
                        co_await asio::post(asio::use_awaitable);
                        heard.put(cactus_side::order_id(*paid));
                        if (heard.all().size() == 2) throw std::runtime_error{"once more"};
                    },
                    tollgate::once_by(inbox))
                .on<cactus_side::reports>("/quick", cactus_side::account(), [](told const &) {});
            listener.start().value();
            raw_connection slow{listener.port()};
            slow.say(request("/slow", "order-1"));
            door.await_arrival();
            raw_connection quick{listener.port()};
            CHECK(quick.say(request("/quick", "order-2")).answer().result_int() == 200);
            door.open();
            CHECK(slow.answer().body() == cactus_side::acknowledged);
            CHECK(slow.say(request("/waiting", "order-1")).answer().body() == cactus_side::acknowledged);
            static_cast<void>(query(database, "DELETE FROM tollgate_callback"));
            CHECK(slow.say(request("/waiting", "order-3")).answer().result_int() == 500);
            CHECK(slow.say(request("/waiting", "order-3")).answer().result_int() == 200);
            CHECK(heard.all() == std::vector<std::string>{"order-1", "order-3", "order-3"});
            database.by->before = [](std::string_view) {
                throw tollgate::sql_error{tollgate::sql_failure::unavailable, {}, "gone"};
            };
            CHECK(slow.say(request("/slow", "order-3")).answer().result_int() == 500);
        });
    }

    TEST_CASE("exactly_once: a listener and its loop may end while a handler runs, which comes to its end")
    {
        with_each_database([](watched_database const &database) {
            make_deliveries(database);
            gate door;
            std::optional<asio::io_context> loop{std::in_place};
            std::optional<tollgate::listener> listener{std::in_place, loop->get_executor()};
            listener->on<cactus_side::reports>(
                "/paid", cactus_side::account(),
                tollgate::exactly_once(tollgate::records{database}, [&](told const &paid, soci::session &by) {
                    door.pass();
                    deliver(paid, by);
                }));
            listener->start().value();
            std::thread runs{[&] { loop->run(); }};
            raw_connection peer{listener->port()};
            peer.say(request("/paid", "order-1"));
            door.await_arrival();
            loop->stop();
            runs.join();
            std::thread opens{[&] { door.open(); }};
            listener.reset();
            loop.reset();
            opens.join();
            CHECK(deliveries_in(database) == 1);
        });
    }
}

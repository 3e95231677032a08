// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/listener.hpp>

#include <tollgate/callback/store.hpp>
#include <tollgate/detail/net/server/blocking_work.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/sandbox/certificates.hpp>
#include <tollgate/sandbox/http_post.hpp>

#include <support/allocation_counter.hpp>
#include <support/gateways.hpp>
#include <support/mailbox.hpp>
#include <support/raw_connection.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <doctest/doctest.h>

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <future>
#include <memory>
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
using test::raw_connection;
using tollgate::errc;
using told = tollgate::verified<cactus_side::reports>;

constexpr std::string_view path = cactus_side::callback_path;

std::string request(std::string_view order = "order-1")
{
    return test::post(path, cactus_side::callback(order));
}

/// Where one handler waits until the test lets it go.
class gate {
public:
    asio::awaitable<void> pass()
    {
        // The timer stays the handler's: nothing of the loop may be in the test's hands when the loop ends.
        asio::steady_timer timer{co_await asio::this_coro::executor};
        auto const cancelled = co_await asio::this_coro::cancellation_state;
        arrived_.set_value();
        while (!open_ && cancelled.cancelled() == asio::cancellation_type::none) {
            timer.expires_after(std::chrono::milliseconds{1});
            boost::system::error_code ignored;
            co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        co_await asio::post(asio::use_awaitable); // throws if the handler was cancelled
    }
    void await_arrival() { arrived_.get_future().get(); }
    void open() { open_ = true; }

private:
    std::promise<void> arrived_;
    std::atomic<bool> open_ = false;
};

/// Handles what it is told; the first has to wait at a gate, and fails there if it is to.
struct gated_handler {
    gate &at;
    test::mailbox<std::string> &heard;
    bool fails = false;
    std::shared_ptr<int> calls = std::make_shared<int>(0);

    asio::awaitable<void> operator()(told const &callback) const
    {
        if (++*calls == 1) {
            co_await at.pass();
            if (fails) throw std::runtime_error{"the database is away"};
        }
        heard.put(cactus_side::order_id(*callback));
    }
};

std::string what_of(std::exception_ptr thrown)
{
    try {
        std::rethrow_exception(std::move(thrown));
    } catch (std::exception const &e) {
        return e.what();
    }
}

/// Works on a thread of its own.
class apart_store : public tollgate::memory_store {
public:
    void run_blocking(std::function<void()> work) { asio::post(pool_, std::move(work)); }
    void finish() { pool_.join(); }

private:
    asio::thread_pool pool_{1};
};

/// Counts how many handlers run at the same time.
struct crowd {
    std::atomic<int> now = 0;
    std::atomic<int> most = 0;

    void pass()
    {
        int const here = ++now;
        int seen = most;
        while (seen < here && !most.compare_exchange_weak(seen, here)) {
        }
        std::this_thread::yield();
        --now;
    }
};

/// Several clients at once, each with several callbacks.
void call_from_all_sides(std::uint16_t port)
{
    std::vector<std::thread> clients;
    for (int c = 0; c != 4; ++c)
        clients.emplace_back([port, c] {
            raw_connection peer{port};
            for (int i = 0; i != 25; ++i)
                static_cast<void>(
                    peer.say(request(std::to_string(c) + "-" + std::to_string(i))).answer().result_int());
        });
    for (std::thread &each : clients)
        each.join();
}

/// While it lives, the process opens nothing more.
class without_descriptors {
public:
    without_descriptors()
    {
        REQUIRE(getrlimit(RLIMIT_NOFILE, &usual_) == 0);
        rlimit none = usual_;
        none.rlim_cur = 0;
        REQUIRE(setrlimit(RLIMIT_NOFILE, &none) == 0);
    }
    without_descriptors(without_descriptors const &) = delete;
    without_descriptors &operator=(without_descriptors const &) = delete;
    ~without_descriptors() { setrlimit(RLIMIT_NOFILE, &usual_); }

private:
    rlimit usual_{};
};

/// Has something answered that came after everything else, so that the server has seen what came before.
void let_it_read(std::uint16_t port)
{
    raw_connection behind{port};
    CHECK(behind.say(test::post(path, "{}")).answer().result_int() == 400);
}

void wait_until_closed(std::uint16_t port)
{
    for (;;) {
        try {
            raw_connection const another{port};
        } catch (boost::system::system_error const &) {
            return;
        }
        std::this_thread::yield();
    }
}

} // namespace

TEST_SUITE("tollgate.listener.handling")
{
    TEST_CASE("listener: a handler that waits is finished before the callback is acknowledged")
    {
        test::mailbox<std::string> heard;
        tollgate::listener listener;
        listener.on<cactus_side::reports>(std::string{path}, cactus_side::account(),
                                          [&](told const &callback) -> asio::awaitable<void> {
                                              for (int i = 0; i != 10; ++i)
                                                  co_await asio::post(asio::use_awaitable);
                                              heard.put(cactus_side::order_id(*callback));
                                          });
        listener.start().value();
        raw_connection peer{listener.port()};
        CHECK(peer.say(request()).answer().body() == cactus_side::acknowledged);
        CHECK(heard.all() == std::vector<std::string>{"order-1"});
    }

    TEST_CASE(
        "listener: a handler that throws after waiting has the callback sent again, and its listener told")
    {
        test::mailbox<std::string> failed;
        tollgate::listener listener;
        listener
            .on<cactus_side::reports>(std::string{path}, cactus_side::account(),
                                      [](told const &) -> asio::awaitable<void> {
                                          co_await asio::post(asio::use_awaitable);
                                          throw std::runtime_error{"the database is away"};
                                      })
            .on_failed([&](std::exception_ptr why) { failed.put(what_of(std::move(why))); });
        listener.start().value();
        raw_connection peer{listener.port()};
        CHECK(peer.say(request()).answer().result_int() == 500);
        CHECK(failed.all() == std::vector<std::string>{"the database is away"});
    }

    TEST_CASE("listener: while one handler waits, another callback is handled")
    {
        gate door;
        test::mailbox<std::string> heard;
        tollgate::listener listener;
        listener.on<cactus_side::reports>(std::string{path}, cactus_side::account(),
                                          gated_handler{door, heard});
        listener.start().value();
        raw_connection slow{listener.port()};
        slow.say(request("slow"));
        door.await_arrival();
        raw_connection quick{listener.port()};
        CHECK(quick.say(request("quick")).answer().result_int() == 200);
        door.open();
        CHECK(slow.answer().result_int() == 200);
        CHECK(heard.all() == std::vector<std::string>{"quick", "slow"});
    }

    TEST_CASE("listener: a repetition of a callback that is being handled waits, and is not handled")
    {
        gate door;
        test::mailbox<std::string> heard;
        tollgate::memory_store store;
        tollgate::listener listener;
        gated_handler const handler{door, heard};
        listener.on<cactus_side::reports>(std::string{path}, cactus_side::account(), handler,
                                          tollgate::once_by(store));
        listener.start().value();
        raw_connection first{listener.port()};
        first.say(request());
        door.await_arrival();
        raw_connection again{listener.port()};
        again.say(request());
        let_it_read(listener.port());
        door.open();
        CHECK(first.answer().body() == cactus_side::acknowledged);
        CHECK(again.answer().body() == cactus_side::acknowledged);
        CHECK(*handler.calls == 1);
        CHECK(first.say(request()).answer().body() == cactus_side::acknowledged);
        CHECK(*handler.calls == 1);
    }

    TEST_CASE("listener: what is kept from a handler is told to the observer, of plain handlers and of "
              "waiting ones")
    {
        tollgate::memory_store store;
        test::mailbox<std::string> heard;
        test::mailbox<std::string> repeated;
        tollgate::when_repeated const note{[&](tollgate::repeated_callback const &what) {
            repeated.put((what.known == tollgate::claim::done ? "done " : "in_progress ") +
                         std::string{what.identity} + (what.received.empty() ? "" : " body"));
        }};
        tollgate::listener listener;
        listener
            .on<cactus_side::reports>(
                std::string{path}, cactus_side::account(),
                [&](told const &callback) { heard.put(cactus_side::order_id(*callback)); },
                tollgate::once_by(store), note)
            .on<cactus_side::reports>(
                "/waiting", cactus_side::account(),
                [&](told const &callback) -> asio::awaitable<void> {
                    heard.put(cactus_side::order_id(*callback));
                    co_return;
                },
                tollgate::once_by(store), note);
        listener.start().value();
        raw_connection peer{listener.port()};
        CHECK(peer.say(request()).answer().body() == cactus_side::acknowledged);
        CHECK(repeated.all().empty());
        CHECK(peer.say(request()).answer().body() == cactus_side::acknowledged);
        CHECK(peer.say(test::post("/waiting", cactus_side::callback("order-1"))).answer().body() ==
              cactus_side::acknowledged);
        std::string const expected =
            "done 6:Cactus16:invoice_callback1:28:merch_id1:14:inv11:36:9000003:KZT body";
        CHECK(repeated.all() == std::vector{expected, expected});
        CHECK(heard.all() == std::vector<std::string>{"order-1"});
    }

    TEST_CASE("listener: a path's own observers are told as the listener's are")
    {
        test::mailbox<std::string> here;
        test::mailbox<std::string> everywhere;
        tollgate::when_refused const refused{
            [&](tollgate::error const &why) { here.put(std::string{name_of(why.code())}); }};
        tollgate::when_failed const failed{
            [&](std::exception_ptr why) { here.put(what_of(std::move(why))); }};
        tollgate::listener listener;
        listener
            .on<cactus_side::reports>(
                std::string{path}, cactus_side::account(),
                [](told const &) { throw std::runtime_error{"no disk"}; }, refused, failed)
            .on<cactus_side::reports>(
                "/waiting", cactus_side::account(),
                [](told const &) -> asio::awaitable<void> {
                    co_await asio::post(asio::use_awaitable);
                    throw std::runtime_error{"the database is away"};
                },
                refused, failed)
            .on<cactus_side::reports>("/another", cactus_side::account(), [](told const &) {})
            .on_refused([&](tollgate::error const &why) { everywhere.put(std::string{name_of(why.code())}); })
            .on_failed([&](std::exception_ptr why) { everywhere.put(what_of(std::move(why))); });
        listener.start().value();
        raw_connection peer{listener.port()};
        CHECK(peer.say(test::post(path, "{}")).answer().result_int() == 400);
        CHECK(peer.say(request()).answer().result_int() == 500);
        CHECK(peer.say(test::post("/waiting", cactus_side::callback())).answer().result_int() == 500);
        CHECK(here.all() == std::vector<std::string>{"unsigned_callback", "no disk", "the database is away"});
        CHECK(peer.say(test::post("/another", "[]")).answer().result_int() == 400);
        CHECK(here.all().size() == 3);
        CHECK(everywhere.all().size() == 4);
    }

    TEST_CASE("listener: when the first fails, the repetition that waited is handled itself")
    {
        gate door;
        test::mailbox<std::string> heard;
        tollgate::memory_store store;
        tollgate::listener listener;
        gated_handler const handler{door, heard, true};
        listener.on<cactus_side::reports>(std::string{path}, cactus_side::account(), handler,
                                          tollgate::once_by(store));
        listener.start().value();
        raw_connection first{listener.port()};
        first.say(request());
        door.await_arrival();
        std::vector<std::unique_ptr<raw_connection>> repetitions;
        for (int i = 0; i != 3; ++i) {
            repetitions.push_back(std::make_unique<raw_connection>(listener.port()));
            repetitions.back()->say(request());
        }
        let_it_read(listener.port());
        door.open();
        CHECK(first.answer().result_int() == 500);
        for (auto const &each : repetitions)
            CHECK(each->answer().result_int() == 200);
        CHECK(*handler.calls == 2);
        CHECK(heard.all().size() == 1);
    }

    TEST_CASE("listener: an endpoint answers as it is told to; the others as their gateways ask")
    {
        constexpr auto do_nothing = [](auto const &) {};
        tollgate::listener listener;
        listener
            .on<cactus_side::reports>("/a", cactus_side::account(), do_nothing,
                                      tollgate::answering({.content_type = "text/plain", .body = "OK"}))
            .on<cactus_side::reports>("/b", cactus_side::account(), do_nothing)
            .on<test::one_payment_side::reports>("/c", test::one_payment_side::account(), do_nothing);
        listener.start().value();
        raw_connection peer{listener.port()};
        auto const a = peer.say(test::post("/a", cactus_side::callback())).answer();
        CHECK(a.body() == "OK");
        CHECK(a[boost::beast::http::field::content_type] == "text/plain");
        CHECK(peer.say(test::post("/b", cactus_side::callback())).answer().body() ==
              cactus_side::acknowledged);
        CHECK(peer.say(test::post("/c", test::one_payment_side::callback())).answer().body() ==
              test::one_payment_side::acknowledged);
        auto const refused = peer.say("GET /a HTTP/1.1\r\n\r\n").answer();
        CHECK(refused.result_int() == 405);
        CHECK(refused[boost::beast::http::field::allow] == "POST");
    }

    TEST_CASE("listener: handlers never run at the same time, not even on a pool of the program's")
    {
        crowd seen;
        asio::thread_pool pool{4};
        {
            tollgate::listener listener{pool.get_executor()};
            listener.on<cactus_side::reports>(std::string{path}, cactus_side::account(),
                                              [&](auto const &) { seen.pass(); });
            listener.start().value();
            call_from_all_sides(listener.port());
        }
        pool.join();
        CHECK(seen.most == 1);
    }

    TEST_CASE("listener: with two threads two handlers run at the same time")
    {
        std::barrier both{2};
        tollgate::listener listener{{.threads = 2}};
        listener.on<cactus_side::reports>(std::string{path}, cactus_side::account(),
                                          [&](auto const &) { both.arrive_and_wait(); });
        listener.start().value();
        raw_connection one{listener.port()};
        raw_connection two{listener.port()};
        one.say(request("one"));
        two.say(request("two"));
        CHECK(one.answer().result_int() == 200);
        CHECK(two.answer().result_int() == 200);
    }

    TEST_CASE("listener: with a certificate it speaks TLS, and nothing else")
    {
        tollgate::sandbox::authority const trusted;
        auto const proof = trusted.issue(std::vector<std::string>{"shop.example"});
        tollgate::listener listener{
            {.tls = tollgate::server_certificate{
                 proof.certificate_pem, tollgate::secret::from_text(proof.private_key_pem).value()}}};
        listener.on<cactus_side::reports>(std::string{path}, cactus_side::account(), [](auto const &) {});
        listener.start().value();
        CHECK(listener.url("/x") == "https://127.0.0.1:" + std::to_string(listener.port()) + "/x");

        asio::io_context io;
        asio::ssl::context tls{asio::ssl::context::tls_client};
        tls.add_certificate_authority(asio::buffer(trusted.certificate_pem()));
        tls.set_verify_mode(asio::ssl::verify_peer);
        asio::ssl::stream<asio::ip::tcp::socket> peer{io, tls};
        peer.next_layer().connect({asio::ip::address_v4::loopback(), listener.port()});
        peer.handshake(asio::ssl::stream_base::client);
        asio::write(peer, asio::buffer(request()));
        boost::beast::flat_buffer buffer;
        raw_connection::response answer;
        boost::beast::http::read(peer, buffer, answer);
        CHECK(answer.body() == cactus_side::acknowledged);

        raw_connection plain{listener.port()};
        CHECK(plain.say(request()).is_ended());
    }

    TEST_CASE("listener: a certificate or key that cannot be used is an error of its start")
    {
        tollgate::sandbox::authority const trusted;
        auto const proof = trusted.issue(std::vector<std::string>{"shop.example"});
        auto const other = trusted.issue(std::vector<std::string>{"shop.example"});
        auto const start = [](std::string chain, std::string const &key) {
            tollgate::listener listener{{.tls = tollgate::server_certificate{
                                             std::move(chain), tollgate::secret::from_text(key).value()}}};
            return listener.start();
        };
        for (auto const &started :
             {start("no certificate", proof.private_key_pem), start(proof.certificate_pem, "no key"),
              start(proof.certificate_pem, other.private_key_pem)}) {
            REQUIRE(started.has_error());
            CHECK(started.error().code() == errc::tls_setup_failed);
            CHECK(started.error().is_not_sent());
        }
    }

    TEST_CASE("listener: beyond its connections it accepts no more, until one ends")
    {
        test::mailbox<std::string> heard;
        tollgate::listener listener{{.connections = 1}};
        listener.on<cactus_side::reports>(
            std::string{path}, cactus_side::account(),
            [&](auto const &callback) { heard.put(cactus_side::order_id(*callback)); });
        listener.start().value();
        auto first = std::make_unique<raw_connection>(listener.port());
        CHECK(first->say(request("first")).answer().result_int() == 200);
        raw_connection second{listener.port()};
        second.say(request("second"));
        for (int i = 0; i != 10; ++i)
            CHECK(first->say(request("first")).answer().result_int() == 200);
        CHECK(std::ranges::count(heard.all(), "second") == 0);
        first.reset();
        CHECK(second.answer().result_int() == 200);
        CHECK(heard.all().back() == "second");
    }

    TEST_CASE("listener: a connection ends after its last request")
    {
        tollgate::listener listener{{.requests_per_connection = 2}};
        listener.on<cactus_side::reports>(std::string{path}, cactus_side::account(), [](auto const &) {});
        listener.start().value();
        raw_connection peer{listener.port()};
        CHECK(peer.say(request()).answer().keep_alive());
        CHECK_FALSE(peer.say(request()).answer().keep_alive());
        CHECK(peer.is_ended());
    }

    TEST_CASE("listener: a header is read up to the limit")
    {
        tollgate::listener listener{{.header_limit = 512}};
        listener.on<cactus_side::reports>("/", cactus_side::account(), [](auto const &) {});
        listener.start().value();
        auto const status_of = [&](std::size_t size) {
            raw_connection peer{listener.port()};
            return peer.say("POST / HTTP/1.1\r\nX: " + std::string(size, 'x') + "\r\n\r\n")
                .answer()
                .result_int();
        };
        CHECK(status_of(400) == 400);
        CHECK(status_of(600) == 431);
    }

    TEST_CASE("listener: a sender that asks first is told to send the body")
    {
        tollgate::listener listener;
        listener.on<cactus_side::reports>("/", cactus_side::account(), [](auto const &) {});
        listener.start().value();
        std::string const body = cactus_side::callback();
        raw_connection peer{listener.port()};
        peer.say("POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: " + std::to_string(body.size()) +
                 "\r\n\r\n");
        CHECK(peer.answer().result_int() == 100);
        CHECK(peer.say(body).answer().result_int() == 200);
    }

    TEST_CASE("listener: without a free file descriptor it waits instead of trying for ever, and then serves")
    {
        asio::io_context io;
        asio::io_context elsewhere;
        asio::ip::tcp::socket peer{elsewhere, asio::ip::tcp::v4()};
        tollgate::listener listener{io.get_executor()};
        listener.on<cactus_side::reports>("/", cactus_side::account(), [](auto const &) {});
        listener.start().value();
        io.poll();
        int tries = 0;
        {
            without_descriptors const none_left;
            peer.connect({asio::ip::address_v4::loopback(), listener.port()});
            io.run_one();
            while (tries != 1000 && io.poll_one() != 0)
                ++tries;
        }
        CHECK(tries < 10);
        std::jthread const serving{[&] { io.run(); }};
        asio::write(peer, asio::buffer(test::post("/", "{}")));
        boost::beast::flat_buffer buffer;
        raw_connection::response answer;
        boost::beast::http::read(peer, buffer, answer);
        CHECK(answer.result_int() == 400);
        listener.stop();
    }

    TEST_CASE("listener: without memory for a connection it goes on, and then serves")
    {
        // Each allocation of accepting fails once.
        for (std::size_t before = 0; before != 16; ++before) {
            CAPTURE(before);
            asio::io_context io;
            asio::io_context elsewhere;
            asio::ip::tcp::socket peer{elsewhere, asio::ip::tcp::v4()};
            // Where the connection itself finds no memory, it stays open until its timeout has passed twice.
            tollgate::listener listener{io.get_executor(), {.timeout = std::chrono::seconds{2}}};
            listener.on<cactus_side::reports>("/", cactus_side::account(), [](auto const &) {});
            listener.start().value();
            io.poll();
            peer.connect({asio::ip::address_v4::loopback(), listener.port()});
            {
                test::failing_allocation const fails{before};
                io.run_one();
            }
            std::jthread const serving{[&] { io.run(); }};
            // Whoever was being accepted may have been lost; the next one is served.
            raw_connection next{listener.port()};
            CHECK(next.say(test::post("/", "{}")).answer().result_int() == 400);
            listener.stop();
        }
    }

    TEST_CASE("listener: stopping accepts no more, and finishes the callback that is being handled")
    {
        gate door;
        test::mailbox<std::string> heard;
        tollgate::listener listener{{.grace = std::chrono::minutes{10}}};
        listener.on<cactus_side::reports>(std::string{path}, cactus_side::account(),
                                          gated_handler{door, heard});
        listener.start().value();
        raw_connection peer{listener.port()};
        peer.say(request());
        door.await_arrival();
        auto stopped = std::async(std::launch::async, [&] { listener.stop(); });
        wait_until_closed(listener.port());
        CHECK(heard.all().empty());
        door.open();
        auto const answer = peer.answer();
        CHECK(answer.body() == cactus_side::acknowledged);
        CHECK_FALSE(answer.keep_alive());
        CHECK(peer.is_ended());
        stopped.get();
        CHECK(heard.all().size() == 1);
    }

    TEST_CASE(
        "listener: a handler that still waits when the grace ends is cancelled, and its claim given back")
    {
        gate door;
        test::mailbox<std::string> heard;
        test::mailbox<std::string> failed;
        tollgate::memory_store store;
        tollgate::listener listener{{.grace = std::chrono::milliseconds{20}}};
        listener
            .on<cactus_side::reports>(std::string{path}, cactus_side::account(), gated_handler{door, heard},
                                      tollgate::once_by(store))
            .on_failed([&](std::exception_ptr why) { failed.put(what_of(std::move(why))); });
        listener.start().value();
        raw_connection peer{listener.port()};
        peer.say(request());
        door.await_arrival();
        raw_connection repetition{listener.port()};
        repetition.say(request());
        listener.stop();
        CHECK(peer.is_ended());
        CHECK(repetition.is_ended());
        CHECK(heard.all().empty());
        CHECK(failed.all().size() == 1);
        CHECK(store.size() == 0);
        listener.start().value();
        raw_connection afterwards{listener.port()};
        CHECK(afterwards.say(request()).answer().result_int() == 200);
    }

    TEST_CASE(
        "listener: what a handler did though the grace had ended is remembered by a store with threads of its own")
    {
        apart_store store;
        std::promise<void> arrived;
        test::mailbox<std::string> heard;
        {
            tollgate::listener listener{{.grace = std::chrono::milliseconds{20}}};
            listener.on<cactus_side::reports>(
                std::string{path}, cactus_side::account(),
                [&](told const &callback) -> asio::awaitable<void> {
                    asio::steady_timer timer{co_await asio::this_coro::executor,
                                             asio::steady_timer::time_point::max()};
                    arrived.set_value();
                    boost::system::error_code cancelled;
                    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
                    heard.put(cactus_side::order_id(*callback));
                },
                tollgate::once_by(store));
            listener.start().value();
            raw_connection peer{listener.port()};
            peer.say(request());
            arrived.get_future().get();
            listener.stop();
            CHECK(peer.is_ended());
        }
        store.finish();
        REQUIRE(heard.all().size() == 1);
        CHECK(store.size() == 1); // and is not handled again
    }

    TEST_CASE("running_blocking: it lets go what a function holds before it may end itself")
    {
        // Its end would let a server end, and with it the store that the last of a function's values still uses.
        auto apart = std::make_unique<tollgate::detail::running_blocking>();
        std::future<void> end;
        std::future_status meanwhile{};
        std::shared_ptr<void> held{nullptr, [&](void *) {
                                       end = std::async(std::launch::async, [&] { apart.reset(); });
                                       meanwhile = end.wait_for(std::chrono::milliseconds{100});
                                   }};
        std::function<void()> work = apart->count([held = std::move(held)] {});
        work = nullptr;
        CHECK(meanwhile == std::future_status::timeout);
        end.get();
    }

    TEST_CASE("post_callback: it does not wait for ever for a server that is silent")
    {
        asio::io_context io;
        asio::ip::tcp::acceptor const silent{io, {asio::ip::address_v4::loopback(), 0}};
        auto const url = "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port()) + "/";
        auto const answer = tollgate::sandbox::post_callback(url, "{}", std::chrono::milliseconds{20});
        REQUIRE(answer.has_error());
        CHECK(answer.error().code() == errc::connection_failed);
        CHECK(answer.error().is_unknown());
    }

    TEST_CASE("listener: on the program's executor it works on the program's thread, and stops without one")
    {
        asio::io_context io;
        tollgate::listener listener{io.get_executor()};
        std::vector<std::thread::id> threads;
        listener.on<cactus_side::reports>(std::string{path}, cactus_side::account(), [&](auto const &) {
            threads.push_back(std::this_thread::get_id());
        });
        for (int round = 0; round != 2; ++round) {
            listener.start().value();
            unsigned status = 0;
            std::thread client{[&, port = listener.port()] {
                raw_connection peer{port};
                status = peer.say(request()).answer().result_int();
                asio::co_spawn(io, listener.async_stop(), asio::detached);
                CHECK(peer.is_ended());
            }};
            io.restart();
            io.run(); // ends because nothing is left
            client.join();
            CHECK(status == 200);
        }
        CHECK(threads == std::vector(2, std::this_thread::get_id()));
    }

    TEST_CASE("listener: it can be waited for by a coroutine while its own threads stop")
    {
        tollgate::listener listener;
        listener.start().value();
        raw_connection idle{listener.port()};
        asio::io_context io;
        bool stopped = false;
        auto const stop = [&]() -> asio::awaitable<void> {
            co_await listener.async_stop();
            stopped = true;
        };
        asio::co_spawn(io, stop(), asio::detached);
        io.run();
        CHECK(stopped);
        CHECK(idle.is_ended());
        CHECK(listener.start().has_value());
    }

    TEST_CASE("listener: its end on the program's executor lets the executor run dry")
    {
        asio::io_context io;
        {
            tollgate::listener listener{io.get_executor()};
            listener.start().value();
            raw_connection const waiting{listener.port()};
            io.poll();
        }
        io.run();
        CHECK(io.stopped());
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/any_transport.hpp>

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/https_transport.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/scripted_transport.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <concepts>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;
using namespace std::chrono_literals;
using tollgate::any_transport;
using tollgate::errc;
using tollgate::https_transport;
using tollgate::scripted_transport;
using tollgate::wire_request;
using tollgate::wire_response;
using answer = tollgate::result<wire_response>;

wire_request question(std::string_view target = "/state")
{
    return {.method = "GET", .host = "shop.test", .target = target, .headers = {}, .body = {}};
}

/// A program's own: answers when its timer rings, which a cancellation makes it do at once. Knows no `check`.
class slow_transport {
public:
    explicit slow_transport(asio::io_context &loop) : timer_{std::make_shared<asio::steady_timer>(loop)} {}

    [[nodiscard]] answer send(wire_request const &, tollgate::deadline) { return wire_response{200, "slow"}; }

    template <class Token>
    auto async_send(wire_request const &, tollgate::deadline by, Token &&token)
    {
        auto implementation = [timer = timer_, by,
                               waited = false](auto &self, boost::system::error_code why = {}) mutable {
            if (std::exchange(waited, true)) {
                if (why)
                    return self.complete(
                        tollgate::error{errc::cancelled, tollgate::not_sent{}, "Cancelled."});
                return self.complete(wire_response{200, "slow"});
            }
            timer->expires_at(by.at());
            timer->async_wait(std::move(self));
        };
        return asio::async_compose<Token, void(answer)>(std::move(implementation), token, *timer_);
    }

    [[nodiscard]] asio::io_context::executor_type get_executor() const
    {
        return static_cast<asio::io_context &>(timer_->get_executor().context()).get_executor();
    }

private:
    std::shared_ptr<asio::steady_timer> timer_;
};

/// One that nobody else can share: its executor is no executor of Asio's.
struct no_executor : slow_transport {
    using slow_transport::slow_transport;
    [[nodiscard]] int get_executor() const { return 0; }
};

static_assert(tollgate::transport<any_transport>);
static_assert(std::convertible_to<scripted_transport, any_transport>);
static_assert(std::convertible_to<https_transport, any_transport>);
static_assert(std::convertible_to<slow_transport, any_transport>);
static_assert(tollgate::transport<no_executor> && !std::constructible_from<any_transport, no_executor>);
static_assert(!std::constructible_from<any_transport, int> && !std::default_initializable<any_transport>);
static_assert(std::is_nothrow_move_constructible_v<any_transport>);

// A request that is launched later is launched once.
using deferred_send = decltype(std::declval<any_transport &>().async_send(question(), 1s, asio::deferred));
static_assert(std::move_constructible<deferred_send> && !std::copy_constructible<deferred_send>);

/// What an interface may hold without the type of a transport, and over one transport two gateways.
struct shop {
    explicit shop(any_transport over)
        : cards{one_payment::account{.partner_id = 1, .project_id = 2, .api_key = tollgate::secret{"key"}},
                over},
          transfers{
              cactus::account{.merchant_id = "merch_id", .site_id = 1, .salt = tollgate::secret{"salt"}},
              std::move(over)}
    {
    }
    tollgate::client<one_payment::account, any_transport> cards;
    tollgate::client<cactus::account, any_transport> transfers;
};

} // namespace

TEST_SUITE("tollgate.any_transport")
{
    TEST_CASE("any_transport: copies share what was made one of")
    {
        scripted_transport script{{wire_response{200, "first"}, wire_response{200, "second"}}};
        any_transport transport = script;
        any_transport copy = transport;
        CHECK(transport.send(question("/1"), 1s).value().body == "first");
        CHECK(copy.send(question("/2"), 1s).value().body == "second");
        REQUIRE(script.requests().size() == 2);
        CHECK(script.requests()[1].target == "/2");

        scripted_transport with_headers{{wire_response{429, "{}", {{"Retry-After", "30"}}}}};
        auto const busy = any_transport{with_headers}.send(question(), 1s).value();
        REQUIRE(busy.headers.size() == 1);
        CHECK(busy.headers[0].value == "30");

        auto const error = copy.send(question(), 1s);
        REQUIRE(error.has_error());
        CHECK(error.error().code() == errc::connect_failed);
        CHECK(error.error().is_not_sent());
    }

    TEST_CASE("any_transport: one serves the clients of several gateways")
    {
        scripted_transport script{
            {wire_response{200, R"({"url":"https://pay.example/7"})"},
             tollgate::error{errc::deadline_exceeded, tollgate::unknown{}, "Too late."}}};
        shop till{script};
        one_payment::init_form const card{.amount = tollgate::decimal{"50.00"},
                                          .description = "tea",
                                          .success_url = "https://shop.example/a",
                                          .failure_url = "https://shop.example/b",
                                          .user_data = "order-1"};
        CHECK(*till.cards.send(card).value().url == "https://pay.example/7");

        cactus::obtain_token const transfer{.site_login = "buyer",
                                            .request_id = "order-2",
                                            .amount = tollgate::minor_units{900'000},
                                            .currency = "KZT",
                                            .method = cactus::cis_transfer{.bank_app = "tbank"}};
        auto const form = till.transfers.async_send(transfer, asio::use_future).get();
        REQUIRE(form.has_error());
        CHECK(form.error().is_unknown());
        REQUIRE(script.requests().size() == 2);
        CHECK(script.requests()[0].host != script.requests()[1].host);
    }

    TEST_CASE("any_transport: requests are handed on at once, in the order of the calls")
    {
        asio::io_context loop;
        scripted_transport script{{wire_response{200, "1"}, wire_response{200, "2"}}, loop.get_executor()};
        any_transport transport{script};
        std::vector<std::string> got;
        for (auto const target : {"/1", "/2"})
            transport.async_send(question(target), 1s,
                                 [&](answer const &each) { got.push_back(each.value().body); });
        REQUIRE(script.requests().size() == 2);
        CHECK(script.requests()[0].target == "/1");
        CHECK(got.empty()); // never from inside `async_send`
        loop.run();
        CHECK(got == std::vector<std::string>{"1", "2"});
    }

    TEST_CASE("any_transport: a handler is called on its executor, else on the transport's")
    {
        asio::io_context loop;
        asio::io_context home;
        scripted_transport script{{wire_response{200, ""}, wire_response{200, ""}}, loop.get_executor()};
        for (any_transport transport :
             {any_transport{script}, any_transport{https_transport{loop.get_executor()}}}) {
            loop.restart();
            home.restart();
            CHECK(transport.get_executor() == loop.get_executor());
            wire_request unsendable = question();
            unsendable.target =
                "/with a blank"; // which https_transport completes with an error, without a network
            bool on_loop = false, on_home = false;
            transport.async_send(unsendable, 1s, [&](answer const &) {
                on_loop = loop.get_executor().running_in_this_thread();
            });
            transport.async_send(unsendable, 1s, asio::bind_executor(home, [&](answer const &) {
                                     on_home = home.get_executor().running_in_this_thread();
                                 }));
            loop.run();
            CHECK(on_loop);
            CHECK_FALSE(on_home);
            home.run();
            CHECK(on_home);
        }
    }

    TEST_CASE("any_transport: a coroutine goes on where it runs, on the system's threads too")
    {
        scripted_transport script{{wire_response{200, "here"}, wire_response{200, "there"}}};
        any_transport transport{script};
        asio::thread_pool pool{1};
        auto const ask = [](any_transport over) -> asio::awaitable<bool> {
            auto const got = co_await over.async_send(question(), 1s, asio::use_awaitable);
            auto const executor = co_await asio::this_coro::executor;
            auto const *const of_pool = executor.target<asio::thread_pool::executor_type>();
            co_return got.has_value() && (of_pool == nullptr || of_pool->running_in_this_thread());
        };
        CHECK(asio::co_spawn(pool, ask(transport), asio::use_future).get());
        CHECK(asio::co_spawn(asio::system_executor{}, ask(transport), asio::use_future).get());
    }

    TEST_CASE("any_transport: a cancellation reaches the transport")
    {
        asio::io_context loop;
        any_transport transport{slow_transport{loop}};
        asio::cancellation_signal signal;
        std::optional<answer> got;
        transport.async_send(
            question(), std::chrono::hours{1},
            asio::bind_cancellation_slot(signal.slot(), [&](answer each) { got = std::move(each); }));
        loop.poll();
        CHECK_FALSE(got.has_value());
        signal.emit(asio::cancellation_type::terminal);
        loop.run();
        REQUIRE(got.has_value());
        CHECK(got->error().code() == errc::cancelled);
    }

    TEST_CASE("any_transport: check asks the transport, and one that cannot be asked is set up rightly")
    {
        CHECK(any_transport{scripted_transport{{}}}.check().has_value());
        asio::io_context loop;
        CHECK(any_transport{slow_transport{loop}}.check().has_value());

        https_transport const wrong{{.ca_pem = "no certificate"}};
        auto const why = any_transport{wrong}.check();
        REQUIRE(why.has_error());
        CHECK(why.error().code() == wrong.check().error().code());
        CHECK(why.error().message() == wrong.check().error().message());
    }

    TEST_CASE("any_transport: a handler that is given by name is copied, and one that can only move is moved")
    {
        asio::io_context loop;
        any_transport transport{
            scripted_transport{{wire_response{200, "a"}, wire_response{200, "b"}}, loop.get_executor()}};
        int calls = 0;
        auto const seven = std::make_shared<int>(7);
        auto const handler = [&calls, seven](answer const &) { calls += *seven; };
        auto named = handler;
        transport.async_send(question(), 1s, named);
        CHECK(seven.use_count() == 4); // the one that has the name has its own still
        transport.async_send(question(), 1s,
                             [&calls, only = std::make_unique<int>(1)](answer const &) { calls += *only; });
        loop.run();
        CHECK(calls == 8);
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/listener.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/sandbox/http_post.hpp>

#include <support/gateways.hpp>
#include <support/mailbox.hpp>
#include <support/raw_connection.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace test = tollgate::test;
using test::cactus_side;
using test::one_payment_side;
using test::raw_connection;
using tollgate::errc;

template <class Callback, class Account, class Handler>
concept can_be_told = requires(tollgate::listener &listener, Account account, Handler handler) {
    listener.on<Callback>("/", account, handler);
};

using verified_callback = tollgate::verified<cactus_side::reports>;
static_assert(
    can_be_told<cactus_side::reports, tollgate::cactus::account, void (*)(verified_callback const &)>);
static_assert(can_be_told<cactus_side::reports, tollgate::cactus::account, void (*)(verified_callback)>);
static_assert(!can_be_told<cactus_side::reports, tollgate::cactus::account, void (*)(verified_callback &)>);
static_assert(
    !can_be_told<cactus_side::reports, tollgate::cactus::account, void (*)(cactus_side::reports const &)>);
static_assert(!std::copyable<tollgate::listener> && !std::movable<tollgate::listener>);

/// A merchant's server for one gateway, and what it came to know.
template <class Side>
class merchant {
public:
    template <class... Schemes>
    explicit merchant(tollgate::listener_options options = {},
                      tollgate::also_accepted<Schemes...> besides = {})
        : listener_{options}
    {
        listener_
            .on<typename Side::reports>(
                std::string{Side::callback_path}, Side::account(),
                [this](auto const &callback) { heard_.put(Side::order_id(*callback)); }, besides)
            .on_refused([this](tollgate::error const &why) { refused_.put(why.code()); });
        listener_.start().value();
    }

    [[nodiscard]] tollgate::listener &listener() { return listener_; }
    [[nodiscard]] std::uint16_t port() const { return listener_.port(); }
    [[nodiscard]] std::vector<std::string> heard() const { return heard_.all(); }
    [[nodiscard]] std::vector<errc> refused() const { return refused_.all(); }

    [[nodiscard]] raw_connection::response told(std::string_view body,
                                                std::string_view content_type = "application/json") const
    {
        return raw_connection{port()}.say(test::post(Side::callback_path, body, content_type)).answer();
    }
    void check_still_serving() const
    {
        auto const answer = told(Side::callback("afterwards"));
        CHECK(answer.result_int() == 200);
        CHECK(answer.body() == Side::acknowledged);
    }

private:
    test::mailbox<std::string> heard_;
    test::mailbox<errc> refused_;
    tollgate::listener listener_;
};

/// Bytes that are not a request this server should read, and the status that they get.
struct bad_request {
    std::string_view what;
    std::string bytes;
    unsigned status;
};

std::vector<bad_request> bad_requests()
{
    std::string const path{cactus_side::callback_path};
    std::string const body = cactus_side::callback();
    std::string const post = "POST " + path + " HTTP/1.1\r\n";
    return {
        {"a TLS client", std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15}, 400},
        {"another protocol", "SSH-2.0-mistaken\r\n\r\n", 400},
        {"NULs", std::string(64, '\0') + "\r\n\r\n", 400},
        {"another version of HTTP", "POST " + path + " HTTP/3.7\r\n\r\n", 400},
        {"a header without a colon", post + "nonsense\r\n\r\n", 400},
        {"a length that is no number", post + "Content-Length: many\r\n\r\n", 400},
        {"a length below zero", post + "Content-Length: -1\r\n\r\n", 400},
        {"two lengths", post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400},
        {"a length and chunks", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"a chunk without a size", post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400},
        {"a header over the limit", post + "X-Long: " + std::string(17 * 1024, 'x') + "\r\n\r\n", 431},
        {"a body announced over the limit", post + "Content-Length: 1099511627776\r\n\r\n", 413},
        {"a chunk over the limit", post + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n", 413},
        {"another path", test::post("/callbacks/elsewhere", body), 404},
        {"the path with something behind it", test::post(path + "/more", body), 404},
        {"the path in capitals", test::post("/CALLBACKS/CACTUS", body), 404},
        {"GET", "GET " + path + " HTTP/1.1\r\n\r\n", 405},
        {"PUT", "PUT " + path + " HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", 405},
        {"an unsigned callback", test::post(path, R"({"status":3})"), 400},
    };
}

template <class Callback>
struct thrower {
    std::shared_ptr<int> calls = std::make_shared<int>(0);
    void operator()(tollgate::verified<Callback> const &) const
    {
        if (++*calls == 1) throw std::runtime_error{"the database is away"};
        if (*calls == 2) throw 7;
    }
};

} // namespace

TEST_SUITE("tollgate.listener")
{
    TEST_CASE_TEMPLATE("listener: a verified callback is handed over, then acknowledged as its gateway asks",
                       Side, cactus_side, one_payment_side)
    {
        merchant<Side> const shop;
        auto const answer = shop.told(Side::callback("order-1"));
        CHECK(answer.result_int() == 200);
        CHECK(answer[boost::beast::http::field::content_type] == "application/json");
        CHECK(answer.body() == Side::acknowledged);
        CHECK(shop.heard() == std::vector<std::string>{"order-1"});
        CHECK(shop.refused().empty());
    }

    TEST_CASE("listener: a query behind the path changes nothing")
    {
        merchant<cactus_side> const shop;
        auto const path = std::string{cactus_side::callback_path} + "?source=gateway";
        raw_connection peer{shop.port()};
        CHECK(peer.say(test::post(path, cactus_side::callback())).answer().result_int() == 200);
    }

    TEST_CASE("listener: a callback in chunks is read like another")
    {
        merchant<cactus_side> const shop;
        std::string const body = cactus_side::callback();
        char size[16];
        std::snprintf(size, sizeof size, "%zx", body.size());
        raw_connection peer{shop.port()};
        peer.say("POST " + std::string{cactus_side::callback_path} +
                 " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + size + "\r\n" + body +
                 "\r\n0\r\n\r\n");
        CHECK(peer.answer().result_int() == 200);
        CHECK(shop.heard().size() == 1);
    }

    TEST_CASE("listener: a line between two chunks that does not end is refused, and not kept")
    {
        merchant<cactus_side> const shop;
        raw_connection peer{shop.port()};
        peer.say("POST " + std::string{cactus_side::callback_path} +
                 " HTTP/1.1\r\nHost: merchant.example\r\nTransfer-Encoding: chunked\r\n\r\n1;");
        peer.say(std::string(200 * 1024, 'x'));
        CHECK(peer.answer().result_int() == 400);
    }

    TEST_CASE("listener: two callbacks come over one connection")
    {
        merchant<cactus_side> const shop;
        raw_connection peer{shop.port()};
        for (std::string const id : {"order-1", "order-2"}) {
            auto const answer =
                peer.say(test::post(cactus_side::callback_path, cactus_side::callback(id))).answer();
            CHECK(answer.result_int() == 200);
            CHECK(answer.keep_alive());
        }
        CHECK(shop.heard() == std::vector<std::string>{"order-1", "order-2"});
    }

    TEST_CASE("listener: two callbacks sent at once are answered in their order")
    {
        merchant<cactus_side> const shop;
        raw_connection peer{shop.port()};
        peer.say(test::post(cactus_side::callback_path, cactus_side::callback("order-1")) +
                 test::post(cactus_side::callback_path, "{}"));
        CHECK(peer.answer().result_int() == 200);
        CHECK(peer.answer().result_int() == 400);
    }

    TEST_CASE("listener: a gateway that asks for it has the connection closed after the answer")
    {
        merchant<cactus_side> const shop;
        std::string const body = cactus_side::callback();
        raw_connection peer{shop.port()};
        peer.say("POST " + std::string{cactus_side::callback_path} +
                 " HTTP/1.1\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
                 "\r\n\r\n" + body);
        auto const answer = peer.answer();
        CHECK(answer.result_int() == 200);
        CHECK_FALSE(answer.keep_alive());
        CHECK(peer.is_ended());
    }

    TEST_CASE("listener: what is no callback gets its status, reaches no handler, and harms nobody else")
    {
        merchant<cactus_side> const shop;
        for (bad_request const &bad : bad_requests()) {
            CAPTURE(bad.what);
            CHECK(raw_connection{shop.port()}.say(bad.bytes).answer().result_int() == bad.status);
        }
        CHECK(shop.heard().empty());
        shop.check_still_serving();
    }

    TEST_CASE("listener: after bytes that are not HTTP the connection is closed")
    {
        merchant<cactus_side> const shop;
        raw_connection peer{shop.port()};
        CHECK(peer.say("nonsense\r\n\r\n").answer().result_int() == 400);
        CHECK(peer.is_ended());
    }

    TEST_CASE(
        "listener: a body is read up to the limit and not beyond, and the sender of a longer one is told")
    {
        constexpr std::size_t limit = 300'000;
        merchant<cactus_side> const shop{{.body_limit = limit}};
        auto const status_of = [&](std::size_t size) {
            return shop.told(std::string(size, ' ')).result_int();
        };
        CHECK(status_of(limit) == 400);
        CHECK(shop.refused() == std::vector{errc::body_not_json});
        CHECK(status_of(limit + 1) == 413);
        CHECK(status_of(100 * limit) == 413);
        CHECK(shop.refused().size() == 1);
        shop.check_still_serving();
    }

    TEST_CASE("listener: bodies that nobody should read are refused by name, and the server keeps serving")
    {
        merchant<cactus_side> const shop;
        std::size_t refused = 0;
        for (test::bad_body const &bad : test::bad_bodies()) {
            CAPTURE(bad.what);
            bool const too_long = bad.code == errc::body_too_large;
            raw_connection peer{shop.port()};
            peer.say(test::post_head(cactus_side::callback_path, bad.body.size())).say(bad.body);
            auto const answer = peer.answer();
            CHECK(answer.result_int() == (too_long ? 413 : 400));
            if (too_long) continue;
            CHECK(answer.body() == name_of(bad.code));
            REQUIRE(shop.refused().size() == ++refused);
            CHECK(shop.refused().back() == bad.code);
        }
        CHECK(shop.heard().empty());
        shop.check_still_serving();
    }

    TEST_CASE_TEMPLATE("listener: a callback without a signature is refused as unsigned", Side, cactus_side,
                       one_payment_side)
    {
        merchant<Side> const shop;
        std::string body = Side::callback();
        std::size_t const last = body.rfind(",\"sign");
        body.replace(last, std::string::npos, "}");
        auto const answer = shop.told(body);
        CHECK(answer.result_int() == 400);
        CHECK(answer.body() == "unsigned_callback");
        CHECK(shop.refused() == std::vector{errc::unsigned_callback});
        CHECK(shop.heard().empty());
    }

    TEST_CASE("listener: without an observer a refusal is answered all the same")
    {
        tollgate::listener listener;
        listener.on<cactus_side::reports>("/", cactus_side::account(), [](auto const &) {});
        REQUIRE(listener.start().has_value());
        raw_connection peer{listener.port()};
        CHECK(peer.say(test::post("/", "{}")).answer().result_int() == 400);
    }

    TEST_CASE("listener: when the handler throws, the gateway is told to send the callback again")
    {
        thrower<cactus_side::reports> const handler;
        tollgate::listener listener;
        listener.on<cactus_side::reports>("/", cactus_side::account(), handler);
        REQUIRE(listener.start().has_value());
        raw_connection peer{listener.port()};
        for (unsigned const status : {500u, 500u, 200u}) {
            auto const answer = peer.say(test::post("/", cactus_side::callback())).answer();
            CHECK(answer.result_int() == status);
            CHECK((answer.body() == cactus_side::acknowledged) == (status == 200));
        }
    }

    TEST_CASE("listener: 1Payment's callback may come as a form")
    {
        merchant<one_payment_side> const shop;
        std::string const signed_text =
            "currency=RUB&merchant_price=50.00&order_id=8p3b&payment_type=sbp&"
            "project_id=5678&status=3&status_description=ALL WELL&user_data=a&b=c";
        std::string const form =
            "payment_type=sbp&order_id=8p3b&project_id=5678&status=3&"
            "status_description=ALL+WELL&merchant_price=50.00&currency=RUB&user_data=a%26b%3Dc&"
            "sign=" +
            test::md5_hex(signed_text + test::one_payment_key);
        for (std::string_view const type :
             {"application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
              "application/json"}) {
            auto const answer = shop.told(form, type);
            CAPTURE(answer.body());
            CHECK(answer.result_int() == 200);
        }
        CHECK(shop.heard() == std::vector<std::string>{"a&b=c", "a&b=c", "a&b=c"});
    }

    TEST_CASE("listener: Cactus's callback may not")
    {
        merchant<cactus_side> const shop;
        CHECK(shop.told("status=3&signature=00", "application/x-www-form-urlencoded").body() ==
              "body_not_json");
    }

    TEST_CASE("listener: PHP's rendering of numbers is accepted where the program says so, and only there")
    {
        std::string const body = test::signed_by_one_payment(
            R"("payment_type":"sbp","order_id":"8p3b","project_id":5678,"status":3,"merchant_price":50.00,)"
            R"("currency":"RUB","user_data":"order-1")",
            "currency=RUB&merchant_price=50&order_id=8p3b&payment_type=sbp&project_id=5678&status=3&"
            "user_data=order-1");
        merchant<one_payment_side> const strict;
        CHECK(strict.told(body).body() == "signature_mismatch");
        merchant<one_payment_side> const lenient{{},
                                                 tollgate::accepting(tollgate::one_payment::php_rendering)};
        CHECK(lenient.told(body).body() == one_payment_side::acknowledged);
        CHECK(lenient.told(one_payment_side::callback()).body() == one_payment_side::acknowledged);
    }

    TEST_CASE("listener: its addresses are ready to be told to a gateway")
    {
        tollgate::listener listener;
        REQUIRE(listener.start().has_value());
        CHECK(listener.port() != 0);
        CHECK(listener.url("/callbacks") ==
              "http://127.0.0.1:" + std::to_string(listener.port()) + "/callbacks");

        tollgate::listener const six{{.address = boost::asio::ip::address_v6::loopback()}};
        CHECK(six.url("/callbacks") == "http://[::1]:0/callbacks");
    }

    TEST_CASE("listener: a port that is taken is an error that names it")
    {
        tollgate::listener first;
        REQUIRE(first.start().has_value());
        tollgate::listener second{{.port = first.port()}};
        for (int attempt = 0; attempt != 2; ++attempt) {
            auto const started = second.start();
            REQUIRE(started.has_error());
            auto const error = started.error();
            CHECK(error.code() == errc::listen_failed);
            CHECK(error.is_not_sent());
            CHECK_FALSE(error.has_outcome());
            CHECK(error.message().find(std::to_string(first.port())) != std::string::npos);
            CHECK(error.cause() == boost::system::errc::address_in_use);
        }
        first.stop();
        CHECK(second.start().has_value());
    }

    TEST_CASE("listener: it is started once")
    {
        tollgate::listener listener;
        REQUIRE(listener.start().has_value());
        auto const port = listener.port();
        auto const again = listener.start();
        REQUIRE(again.has_error());
        CHECK(again.error().code() == errc::listen_failed);
        CHECK(listener.port() == port);
    }

    TEST_CASE("listener: stopping closes its port and every connection, and it can start again")
    {
        merchant<cactus_side> shop;
        raw_connection idle{shop.port()};
        raw_connection kept{shop.port()};
        CHECK(
            kept.say(test::post(cactus_side::callback_path, cactus_side::callback())).answer().result_int() ==
            200);
        raw_connection within_a_request{shop.port()};
        within_a_request.say(test::post_head(cactus_side::callback_path, 100)).say("{");

        shop.listener().stop();
        CHECK(idle.is_ended());
        CHECK(kept.is_ended());
        CHECK(within_a_request.is_ended());
        auto const late =
            tollgate::sandbox::post_callback(shop.listener().url(cactus_side::callback_path), "{}");
        REQUIRE(late.has_error());
        CHECK(late.error().code() == errc::connect_failed);
        CHECK(late.error().is_not_sent());

        shop.listener().stop();
        REQUIRE(shop.listener().start().has_value());
        shop.check_still_serving();
    }

    TEST_CASE("listener: a connection that stays silent is closed when its timeout ends")
    {
        merchant<cactus_side> const shop{{.timeout = std::chrono::milliseconds{50}}};
        raw_connection silent{shop.port()};
        CHECK(silent.is_ended());
        raw_connection slow{shop.port()};
        slow.say("POST / HTTP/1.1\r\n");
        CHECK(slow.is_ended());
    }

    TEST_CASE("listener: one that was never started has nothing to stop")
    {
        tollgate::listener listener;
        listener.stop();
        CHECK(listener.port() == 0);
    }
}

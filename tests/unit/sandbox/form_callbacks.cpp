// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A gateway whose callbacks are forms, played by the sandbox: what it posts is a form and says so.

#include <tollgate/sandbox.hpp>

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace wheatear {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

namespace schemes {

using namespace tollgate::signing::words;

inline constexpr auto pairs =
    in_field<"sign">(hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | by_name) + key)));

} // namespace schemes

} // namespace wheatear

template <>
struct tollgate::provider_traits<wheatear::account> {
    static constexpr std::string_view name = "Wheatear";
    static constexpr std::string_view host = "wheatear.test";
    static constexpr auto request_signature = wheatear::schemes::pairs;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = wheatear::schemes::pairs;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace wheatear {

struct receipt {
    tollgate::required<"id", std::string> id;
};

struct pay {
    tollgate::required<"order", std::string> order;

    using account = wheatear::account;
    using endpoint = tollgate::post_form<"/pay">;
    using response = receipt;
};

struct paid {
    tollgate::required<"id", std::string> id;
    tollgate::required<"state", std::string> state;
    tollgate::required<"a_sign", std::string> a_sign; ///< A name that ends as the signature's does.

    using account = wheatear::account;
    static constexpr bool only_as_form = true;
};

} // namespace wheatear

template <>
struct tollgate::sandbox::behaviour<wheatear::account> {
    using operations = operation_list<wheatear::pay>;
    using reports = wheatear::paid;
    static constexpr std::string_view page_host = "pay.wheatear.test";
    static constexpr bool refundable = false;
    static constexpr refusal bad_signature{.code = "signature"};
    static constexpr refusal bad_request{.code = "request"};

    [[nodiscard]] static refusal unknown_account(std::string_view) { return bad_request; }
    [[nodiscard]] static refusal bad_field(std::string_view) { return bad_request; }
    [[nodiscard]] static reply<wheatear::pay> answer(ledger &book, wheatear::account const &,
                                                     wheatear::pay const &order)
    {
        return wheatear::receipt{.id = book.open({.merchants_id = *order.order}).id};
    }
    [[nodiscard]] static std::optional<reports> report(wheatear::account const &, entry const &what)
    {
        return reports{.id = what.id, .state = "paid & done", .a_sign = "0"};
    }
    [[nodiscard]] static std::string shown_amount(entry const &) { return "1"; }
};

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace sandbox = tollgate::sandbox;
using request = http::request<http::string_body>;
using tollgate::errc;

wheatear::account merchant()
{
    return {.shop = "shop-1", .key = tollgate::secret{"key-1"}};
}

/// What the merchant's server sees of one callback.
request callback_of(sandbox::gateway<wheatear::account> &gateway)
{
    asio::io_context io;
    asio::ip::tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
    request seen;
    std::thread server{[&] {
        auto peer = acceptor.accept();
        boost::beast::flat_buffer buffer;
        http::read(peer, buffer, seen);
        asio::write(peer, asio::buffer(std::string{"HTTP/1.1 204 No Content\r\n\r\n"}));
    }};
    gateway.send_callbacks_to<wheatear::account>(
        "http://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()) + "/");
    tollgate::client<wheatear::account> client{merchant(), gateway.transport()};
    auto const opened = client.send(wheatear::pay{.order = "order-1"});
    CHECK(opened.has_value());
    CHECK(gateway.pay(gateway.entries<wheatear::account>().back().id).has_value());
    server.join();
    return seen;
}

} // namespace

TEST_SUITE("tollgate.sandbox.form_callbacks")
{
    TEST_CASE("sandbox: a callback that is a form says so in its Content-Type")
    {
        sandbox::gateway<wheatear::account> gateway{merchant()};
        request const seen = callback_of(gateway);
        CHECK(seen[http::field::content_type] == "application/x-www-form-urlencoded");
        auto const received = tollgate::receive<wheatear::paid>(merchant(), seen.body());
        REQUIRE(received.has_value());
        CHECK(*(*received)->state == "paid & done");
    }

    TEST_CASE("sandbox: a callback that is a form is corrupted on request, too")
    {
        sandbox::gateway<wheatear::account> gateway{merchant()};
        gateway.next_callback(sandbox::fault_kind::corrupt_callback);
        request const seen = callback_of(gateway);
        auto const received = tollgate::receive<wheatear::paid>(merchant(), seen.body());
        REQUIRE(received.has_error());
        CHECK(received.error().code() == errc::signature_mismatch);
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/scripted_transport.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <future>
#include <string>

namespace {

using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::scripted_transport;
using tollgate::wire_request;
using tollgate::wire_response;
using answer = tollgate::result<wire_response>;

static_assert(tollgate::transport<scripted_transport>);

wire_request question()
{
    return {.method = "GET", .host = "shop.test", .target = "/state", .headers = {}, .body = {}};
}

} // namespace

TEST_SUITE("tollgate.scripted_transport")
{
    TEST_CASE("scripted_transport: answers and errors come in their order")
    {
        scripted_transport transport{
            {wire_response{200, "first"},
             tollgate::error{errc::deadline_exceeded, tollgate::unknown{}, "Too late."},
             wire_response{404, "third"}}};
        CHECK(transport.send(question(), 1s).value().body == "first");
        auto const second = transport.send(question(), 1s);
        REQUIRE(second.has_error());
        CHECK(second.error().code() == errc::deadline_exceeded);
        CHECK(second.error().is_unknown());
        CHECK(transport.remaining() == 1);
        CHECK(transport.send(question(), 1s).value().status == 404);
    }

    TEST_CASE("scripted_transport: an answer has the headers that the script gives it")
    {
        scripted_transport transport{{wire_response{200, "bare"},
                                      wire_response{429, "{}", {{"Retry-After", "30"}}},
                                      wire_response{200, "{}", {{"A", "1"}, {"a", "2"}}}}};
        CHECK(transport.send(question(), 1s).value().headers.empty());
        auto const busy = transport.send(question(), 1s).value();
        REQUIRE(busy.headers.size() == 1);
        CHECK(busy.headers[0].name == "Retry-After");
        CHECK(busy.headers[0].value == "30");
        CHECK(transport.send(question(), 1s).value().headers.size() == 2);
    }

    TEST_CASE("scripted_transport: what was sent is kept after the caller's memory is gone")
    {
        scripted_transport transport{{wire_response{200, ""}}};
        {
            std::string body = "amount=1";
            std::string value = "abc";
            std::array const headers{tollgate::header{"X-Signature", value}};
            wire_request const request{
                .method = "POST", .host = "shop.test", .target = "/pay", .headers = headers, .body = body};
            CHECK(transport.send(request, 1s).has_value());
            body.assign(body.size(), '?');
            value.assign(value.size(), '?');
        }
        auto const sent = transport.requests();
        REQUIRE(sent.size() == 1);
        CHECK(sent[0].method == "POST");
        CHECK(sent[0].host == "shop.test");
        CHECK(sent[0].target == "/pay");
        CHECK(sent[0].body == "amount=1");
        REQUIRE(sent[0].headers.size() == 1);
        CHECK(sent[0].headers[0].first == "X-Signature");
        CHECK(sent[0].headers[0].second == "abc");
    }

    TEST_CASE("scripted_transport: the end of the script is an error that says so, and nothing was sent")
    {
        scripted_transport transport{{}};
        auto const got = transport.send(question(), 1s);
        REQUIRE(got.has_error());
        CHECK(got.error().code() == errc::connect_failed);
        CHECK(got.error().is_not_sent());
        CHECK(got.error().message().find("at its end") != std::string::npos);
        CHECK(transport.requests().size() == 1);
    }

    TEST_CASE("scripted_transport: copies share the script")
    {
        scripted_transport transport{{wire_response{200, "one"}, wire_response{200, "two"}}};
        scripted_transport copy = transport;
        CHECK(copy.send(question(), 1s).value().body == "one");
        CHECK(transport.send(question(), 1s).value().body == "two");
        CHECK(copy.requests().size() == 2);
    }

    TEST_CASE(
        "scripted_transport: an asynchronous answer comes through the executor, not from inside the call")
    {
        boost::asio::io_context context;
        scripted_transport transport{{wire_response{200, "later"}}, context.get_executor()};
        std::string body;
        transport.async_send(question(), 1s, [&](answer const &got) { body = got.value().body; });
        CHECK(body.empty());
        context.run();
        CHECK(body == "later");
    }

    TEST_CASE("scripted_transport: without an executor an asynchronous answer still comes")
    {
        scripted_transport transport{{wire_response{200, "later"}}};
        auto got = transport.async_send(question(), 1s, boost::asio::use_future);
        CHECK(got.get().value().body == "later");
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/listener.hpp>

#include <tollgate/callback/store.hpp>
#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/scripted_transport.hpp>

#include <support/gateways.hpp>
#include <support/mailbox.hpp>
#include <support/raw_connection.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace one_payment = tollgate::one_payment;
namespace test = tollgate::test;
using side = test::one_payment_side;
using test::raw_connection;
using tollgate::errc;
using tollgate::wire_response;
using status = tollgate::verified<one_payment::payment_status>;

constexpr std::string_view path = side::callback_path;
constexpr std::string_view unsigned_body =
    R"({"payment_type":"sbp","order_id":"8p3b","project_id":5678,"status":3,"merchant_price":50,)"
    R"("currency":"RUB","user_data":"order_777"})";
constexpr std::string_view paid = R"({"order_id":"8p3b","status":3,"user_data":"order_777"})";

using answers = std::vector<tollgate::result<wire_response>>;

/// A listener whose client is told these answers, and what reached the handlers.
struct shop {
    explicit shop(answers script) : gateway{std::move(script)} {}

    template <class... Options>
    void open(Options... options)
    {
        listen_with([this](status const &told) { heard.put(told->order_id.value()); }, std::move(options)...);
    }
    template <class Handler, class... Options>
    void listen_with(Handler handler, Options... options)
    {
        tollgate::client asked{side::account(), gateway};
        listener.on<side::reports>(
            std::string{path}, side::account(),
            [this](tollgate::verified<side::reports> const &) { heard.put("signed"); },
            tollgate::confirming_with(std::move(asked), std::move(handler)), std::move(options)...);
        listener.on_refused([this](tollgate::error const &why) { refused.put(why.code()); });
        listener.start().value();
    }
    [[nodiscard]] auto tell(std::string_view body)
    {
        raw_connection peer{listener.port()};
        return peer.say(test::post(path, std::string{body})).answer();
    }

    tollgate::scripted_transport gateway;
    test::mailbox<std::string> heard;
    test::mailbox<errc> refused;
    tollgate::listener listener;
};

} // namespace

TEST_SUITE("tollgate.listener.confirming")
{
    TEST_CASE("confirming: an unsigned callback is handled with the gateway's own answer, and acknowledged")
    {
        shop at{{wire_response{200, std::string{paid}}}};
        at.open();
        auto const answer = at.tell(unsigned_body);
        CHECK(answer.result_int() == 200);
        CHECK(answer.body() == side::acknowledged);
        CHECK(at.heard.all() == std::vector<std::string>{"8p3b"});
        REQUIRE(at.gateway.requests().size() == 1);
        CHECK(at.gateway.requests().front().target.starts_with("/status_payment?"));
        CHECK(at.refused.all().empty());
    }

    TEST_CASE("confirming: what the handler is told is known by confirmation")
    {
        test::mailbox<tollgate::verification> by;
        shop at{{wire_response{200, std::string{paid}}}};
        at.listen_with([&](status const &told) { by.put(told.by()); });
        CHECK(at.tell(unsigned_body).result_int() == 200);
        CHECK(by.all() == std::vector{tollgate::verification::confirmation});
    }

    TEST_CASE("confirming: a signed callback goes to its own handler, and nobody is asked")
    {
        shop at{{}};
        at.open();
        CHECK(at.tell(side::callback()).result_int() == 200);
        CHECK(at.heard.all() == std::vector<std::string>{"signed"});
        CHECK(at.gateway.requests().empty());
    }

    TEST_CASE("confirming: a forged signature is refused without asking")
    {
        shop at{{wire_response{200, std::string{paid}}}};
        at.open();
        std::string forged = side::callback();
        forged.replace(forged.find("order_777"), 9, "order_778");
        CHECK(at.tell(forged).result_int() == 400);
        CHECK(at.gateway.requests().empty());
        CHECK(at.refused.all() == std::vector{errc::signature_mismatch});
    }

    TEST_CASE("confirming: what the gateway does not know of is refused, and not handled")
    {
        struct disowned {
            std::string_view answer;
            errc why;
        };
        for (disowned const &c : {disowned{R"({"error_code":10})", errc::not_found_yet},
                                  disowned{R"({"error_code":4})", errc::refused_by_gateway},
                                  disowned{R"({"order_id":"another","status":3})", errc::another_id}}) {
            CAPTURE(c.answer);
            shop at{{wire_response{200, std::string{c.answer}}}};
            at.open();
            CHECK(at.tell(unsigned_body).result_int() == 400);
            CHECK(at.heard.all().empty());
            CHECK(at.refused.all() == std::vector{c.why});
        }
    }

    TEST_CASE("confirming: while the gateway cannot be asked, the callback is to come again")
    {
        shop at{{wire_response{502, "<html>"}}}; // the second one finds the script at its end
        at.open();
        CHECK(at.tell(unsigned_body).result_int() == 503);
        CHECK(at.tell(unsigned_body).result_int() == 503);
        CHECK(at.heard.all().empty());
        CHECK(at.refused.all() == std::vector{errc::http_status, errc::connect_failed});
    }

    TEST_CASE("confirming: after the gateway's general error the callback is to come again")
    {
        shop at{{wire_response{200, R"({"error_code":1})"}}};
        at.open();
        CHECK(at.tell(unsigned_body).result_int() == 503);
        CHECK(at.heard.all().empty());
        CHECK(at.refused.all() == std::vector{errc::undecided_by_gateway});
    }

    TEST_CASE("confirming: a handler that throws has the callback sent again, also after waiting")
    {
        shop at{{wire_response{200, std::string{paid}}}};
        at.listen_with([](status const &) -> asio::awaitable<void> {
            co_await asio::post(asio::use_awaitable);
            throw std::runtime_error{"the database is away"};
        });
        CHECK(at.tell(unsigned_body).result_int() == 500);
    }

    TEST_CASE("confirming: a repetition is handled once, by what the gateway answers")
    {
        tollgate::memory_store store{16};
        shop at{{wire_response{200, std::string{paid}}, wire_response{200, std::string{paid}},
                 wire_response{200, R"({"order_id":"8p3b","status":9})"}}};
        at.open(tollgate::once_by(store));
        for (int i = 0; i != 3; ++i)
            CHECK(at.tell(unsigned_body).result_int() == 200);
        CHECK(at.heard.all() == std::vector<std::string>{"8p3b", "8p3b"}); // paid, then its refund
    }

    TEST_CASE("confirming: one that calls itself a test is acknowledged, and handled only if tests are")
    {
        std::string const test_body =
            std::string{unsigned_body.substr(0, unsigned_body.size() - 1)} + R"(,"test":1})";
        shop strict{{wire_response{200, std::string{paid}}}};
        strict.open();
        CHECK(strict.tell(test_body).result_int() == 200);
        CHECK(strict.heard.all().empty());

        shop trying{{wire_response{200, std::string{paid}}}};
        trying.open(tollgate::with_tests);
        CHECK(trying.tell(test_body).result_int() == 200);
        CHECK(trying.heard.all() == std::vector<std::string>{"8p3b"});
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Callbacks that are only a reason to ask: nobody signs them, or their signature covers nothing.

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/callback/store.hpp>
#include <tollgate/client.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/scripted_transport.hpp>
#include <tollgate/testing.hpp>

#include <support/mailbox.hpp>
#include <support/raw_connection.hpp>
#include <support/unsigned_gateway.hpp>

#include <boost/asio/awaitable.hpp>

#include <doctest/doctest.h>

#include <concepts>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// A gateway that does not exist: its notifications name an object, and are never signed.
namespace gannet {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

} // namespace gannet

template <>
struct tollgate::provider_traits<gannet::account> : tollgate::test::unsigned_gateway {
    static constexpr auto callback_signature = signing::words::never_signed;
    static constexpr refusal_rule refusal{.code = "error", .not_found = "unknown"};
    static constexpr acknowledgement acknowledged{.body = "fine"};
};

namespace gannet {

struct payment {
    tollgate::required<"id", std::string> id;
    tollgate::required<"status", std::string> status;
    tollgate::optional<"test", bool> test{};

    using identity = tollgate::picks<"id", "status">;
    static constexpr tollgate::test_rule tests{.field = "test", .live = "false", .may_lack = true};
};
struct show_payment {
    tollgate::required<"id", std::string> id;

    using account = gannet::account;
    using endpoint = tollgate::get<"/payment", tollgate::effect::reads>;
    using response = payment;
};
struct named_object {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"status", std::string> status{};
};
struct notification {
    tollgate::required<"event", std::string> event;
    tollgate::required<"object", named_object> object;

    using account = gannet::account;
    using confirmed_by = tollgate::asks<show_payment, "id", "object.id">;
};
struct form_notification {
    tollgate::required<"payment", std::string> payment;

    using account = gannet::account;
    using confirmed_by = tollgate::asks<show_payment, "id", "payment">;
    static constexpr bool only_as_form = true;
};
struct refund {
    tollgate::required<"refund_id", std::string> id;
    tollgate::required<"sum", tollgate::minor_units> sum;

    using identity = tollgate::picks<"refund_id">;
};
struct show_refund {
    tollgate::required<"refund_id", std::string> id;

    using account = gannet::account;
    using endpoint = tollgate::get<"/refund", tollgate::effect::reads>;
    using response = refund;
};
/// About payments and refunds, each of which is asked about otherwise.
struct either_notification {
    tollgate::required<"event", std::string> event;
    tollgate::required<"object", named_object> object;

    using account = gannet::account;
    using confirmed_by = tollgate::asks_by_type<
        "event",
        tollgate::on<tollgate::asks<show_payment, "id", "object.id">, "payment.succeeded",
                     "payment.canceled">,
        tollgate::on<tollgate::asks<show_refund, "refund_id", "object.id">, "refund.succeeded">>;
};
/// Signed over a checksum of its body.
struct checksummed {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"sum", std::string> sum{};

    using account = gannet::account;
    using confirmed_by = tollgate::asks<show_payment, "id">;
    static constexpr auto callback_signature = [] {
        using namespace tollgate::signing::words;
        return in_header<"X-Sign">(hex(hmac_sha256(key, header<"X-Time"> + "|" + crc32(body))));
    }();
};

} // namespace gannet

namespace {

namespace asio = boost::asio;
namespace test = tollgate::test;
using tollgate::errc;
using tollgate::wire_response;
using client = tollgate::client<gannet::account, tollgate::scripted_transport>;
using told = tollgate::verified<gannet::payment>;
using answers = std::vector<tollgate::result<wire_response>>;

constexpr std::string_view paid = R"({"id":"p1","status":"succeeded"})";
constexpr std::string_view notice =
    R"({"event":"payment.succeeded","object":{"id":"p1","status":"succeeded","test":true}})";

gannet::account merchant()
{
    return {.shop = "s7", .key = tollgate::secret{"k"}};
}

struct shop {
    explicit shop(answers script) : gateway{std::move(script)} {}

    template <class Callback = gannet::notification, class... Options>
    void open(Options... options)
    {
        listener.on<Callback>(
            "/told", client{merchant(), gateway},
            [this](told const &what) {
                CHECK(what.by() == tollgate::verification::confirmation);
                heard.put(what->id.value() + " " + what->status.value() + (what.is_test() ? " test" : ""));
            },
            std::move(options)...);
        listener.on_refused([this](tollgate::error const &why) { refused.put(why.code()); });
        listener.start().value();
    }
    [[nodiscard]] auto tell(std::string_view body)
    {
        test::raw_connection peer{listener.port()};
        return peer.say(test::post("/told", std::string{body})).answer();
    }

    tollgate::scripted_transport gateway;
    test::mailbox<std::string> heard;
    test::mailbox<errc> refused;
    tollgate::listener listener;
};

// Two bodies with one CRC-32, which whoever has seen the first one finds by solving equations.
constexpr std::string_view genuine = R"({"id":"p1","sum":"AAAAAAAAAA"})";
constexpr std::string_view forged = R"({"id":"p2","sum":"AAEeOEOeAA"})";

} // namespace

TEST_SUITE("tollgate.listener.never_signed")
{
    TEST_CASE("never signed: the handler is told what the gateway answers, by the id inside the callback")
    {
        shop at{{wire_response{200, std::string{paid}}}};
        at.open();
        auto const answer = at.tell(R"({"event":"refund","object":{"id":"p1","status":"refunded"}})");
        CHECK(answer.result_int() == 200);
        CHECK(answer.body() == "fine");
        CHECK(at.heard.all() == std::vector<std::string>{"p1 succeeded"});
        REQUIRE(at.gateway.requests().size() == 1);
        CHECK(at.gateway.requests().front().target == "/payment?id=p1");
    }

    TEST_CASE("never signed: what the gateway does not stand by is refused, what it cannot say comes again")
    {
        struct answered {
            wire_response by;
            unsigned status;
            errc why;
        };
        for (answered const &c :
             {answered{{200, R"({"error":"unknown"})"}, 400, errc::not_found_yet},
              answered{{200, R"({"id":"p2","status":"succeeded"})"}, 400, errc::another_id},
              answered{{502, "<html>"}, 503, errc::http_status}}) {
            CAPTURE(c.by.body);
            shop at{{c.by}};
            at.open();
            CHECK(at.tell(notice).result_int() == c.status);
            CHECK(at.heard.all().empty());
            CHECK(at.refused.all() == std::vector{c.why});
        }
    }

    TEST_CASE("never signed: without the id nobody is asked")
    {
        for (std::string_view const body :
             {R"({"event":"x"})", R"({"object":{"id":null}})", R"({"object":{"id":["p1"]}})",
              R"({"object":"p1"})", R"({"object":{"id":"p1"},"object":{"id":"p2"}})", "", "[1]"}) {
            CAPTURE(body);
            shop at{{wire_response{200, std::string{paid}}}};
            at.open();
            CHECK(at.tell(body).result_int() == 400);
            CHECK(at.heard.all().empty());
            CHECK(at.gateway.requests().empty());
        }
    }

    TEST_CASE("never signed: a notification makes no test of a payment, the gateway's answer does")
    {
        tollgate::memory_store store{16};
        shop at{{wire_response{200, std::string{paid}}, wire_response{200, std::string{paid}},
                 wire_response{200, R"({"id":"p2","status":"succeeded","test":true})"}}};
        at.open(tollgate::once_by(store));
        CHECK(at.tell(notice).result_int() == 200); // it says `test`, as anyone could
        CHECK(at.tell(notice).result_int() == 200);
        CHECK(at.tell(R"({"event":"x","object":{"id":"p2"}})").result_int() == 200);
        CHECK(at.heard.all() == std::vector<std::string>{"p1 succeeded"});
        CHECK(at.refused.all() == std::vector{errc::test_message});
    }

    TEST_CASE("never signed: a repetition is handled once, by what the gateway answers")
    {
        tollgate::memory_store store{16};
        shop at{{wire_response{200, std::string{paid}}, wire_response{200, std::string{paid}},
                 wire_response{200, R"({"id":"p1","status":"refunded"})"}}};
        at.open(tollgate::once_by(store));
        for (int i = 0; i != 3; ++i)
            CHECK(at.tell(notice).result_int() == 200);
        CHECK(at.heard.all() == std::vector<std::string>{"p1 succeeded", "p1 refunded"});
        CHECK(store.begin(tollgate::identity_of(
                  merchant(), gannet::payment{.id = "p1", .status = "refunded"})) == tollgate::claim::done);
    }

    TEST_CASE("never signed: a handler that throws, or waits, has it come again, or wait")
    {
        shop at{{wire_response{200, std::string{paid}}, wire_response{200, std::string{paid}}}};
        bool throws = true;
        at.listener.on<gannet::notification>("/told", client{merchant(), at.gateway},
                                             [&](told const &) -> asio::awaitable<void> {
                                                 if (std::exchange(throws, false))
                                                     throw std::runtime_error{"the database is away"};
                                                 co_return;
                                             });
        at.listener.start().value();
        CHECK(at.tell(notice).result_int() == 500);
        CHECK(at.tell(notice).result_int() == 200);
    }

    TEST_CASE("never signed: a program without a listener has it answered the same way")
    {
        tollgate::scripted_transport gateway{answers{wire_response{200, std::string{paid}},
                                                     wire_response{500, ""},
                                                     wire_response{200, R"({"error":"unknown"})"}}};
        std::vector<std::string> heard;
        std::vector<errc> refused;
        auto const answer = [&](std::string_view body) {
            return tollgate::answer_callback<gannet::notification>(
                       client{merchant(), gateway}, body, {},
                       [&](told const &what) { heard.push_back(what->status); },
                       tollgate::when_refused{[&](auto const &why) { refused.push_back(why.code()); }})
                .status;
        };
        CHECK(answer(notice) == 200);
        CHECK(answer(notice) == 503);
        CHECK(answer(notice) == 400);
        CHECK(answer("{}") == 400);
        CHECK(heard == std::vector<std::string>{"succeeded"});
        CHECK(refused == std::vector{errc::http_status, errc::not_found_yet, errc::missing_field});
    }

    TEST_CASE("never signed: receiving gives what a client can have confirmed, a form too, and nothing else")
    {
        auto const closed =
            tollgate::receive<gannet::form_notification>(merchant(), "payment=p1&status=paid");
        REQUIRE(closed.has_error());
        CHECK(closed.error().code() == errc::unsigned_callback);
        CHECK_FALSE(closed.error().has_outcome());
        REQUIRE(closed.error().unsigned_callback() != nullptr);
        client asked{merchant(),
                     tollgate::scripted_transport{answers{wire_response{200, std::string{paid}}}}};
        auto const known = asked.confirm<gannet::form_notification>(*closed.error().unsigned_callback());
        CHECK(known.value()->status == "succeeded");
    }

    TEST_CASE("never signed: the type of event says which question is asked, and of other types none is")
    {
        using either = tollgate::verified<std::variant<gannet::payment, gannet::refund>>;
        static_assert(
            std::same_as<tollgate::detail::told_of<gannet::either_notification>, either::value_type>);
        tollgate::scripted_transport gateway{answers{wire_response{200, std::string{paid}},
                                                     wire_response{200, R"({"refund_id":"r1","sum":5})"},
                                                     wire_response{200, R"({"refund_id":"r1","sum":5})"},
                                                     wire_response{200, R"({"refund_id":"r3","sum":5})"}}};
        tollgate::memory_store store{16};
        std::vector<std::string> heard;
        std::vector<errc> refused;
        auto const note = [&heard](either const &what) {
            CHECK(what.by() == tollgate::verification::confirmation);
            if (auto const *const refund = std::get_if<gannet::refund>(&*what))
                heard.push_back("back: " + refund->id.value());
            else
                heard.push_back(std::get<gannet::payment>(*what).status);
        };
        auto const answer = [&](std::string_view body) {
            return tollgate::answer_callback<gannet::either_notification>(
                client{merchant(), gateway}, body, {}, note, tollgate::once_by(store),
                tollgate::when_refused{[&](auto const &why) { refused.push_back(why.code()); }});
        };
        constexpr std::string_view returned = R"({"event":"refund.succeeded","object":{"id":"r1"}})";
        CHECK(answer(notice).status == 200);
        CHECK(answer(returned).status == 200);
        CHECK(answer(returned).status == 200); // a repetition
        CHECK(answer(returned).status == 400); // the gateway answers about another one
        CHECK(heard == std::vector<std::string>{"succeeded", "back: r1"});
        REQUIRE(gateway.requests().size() == 4);
        CHECK(gateway.requests()[0].target == "/payment?id=p1");
        CHECK(gateway.requests()[1].target == "/refund?refund_id=r1");

        // The gateway would send it again and again.
        auto const other = answer(R"({"event":"deal.closed","object":{"id":"d1"}})");
        CHECK(other.status == 200);
        CHECK(other.body == "fine");
        CHECK(answer(R"({"event":{},"object":{"id":"p1"}})").status == 400);
        CHECK(answer(R"({"object":{"id":"p1"}})").status == 400);
        CHECK(answer(R"({"event":"deal.closed","event":"payment.succeeded","object":{"id":"p1"}})").status ==
              400);
        CHECK(answer(R"({"event":"refund.succeeded"})").status == 400);
        CHECK(gateway.requests().size() == 4);
        CHECK(heard.size() == 2);
        CHECK(refused == std::vector{errc::another_id, errc::undescribed_event, errc::field_not_convertible,
                                     errc::missing_field, errc::duplicate_field, errc::missing_field});

        // A listener's does not wait for the answer.
        shop at{{wire_response{200, R"({"refund_id":"r1","sum":5})"}}};
        at.listener.on<gannet::either_notification>("/told", client{merchant(), at.gateway}, note);
        at.listener.start().value();
        CHECK(at.tell(returned).result_int() == 200);
        CHECK(at.tell(R"({"event":"deal.closed","object":{"id":"d1"}})").result_int() == 200);
        CHECK(at.gateway.requests().size() == 1);
        CHECK(heard.back() == "back: r1");
    }

    TEST_CASE("never signed: its bytes can be made for a test, and explained")
    {
        auto const sent = tollgate::signed_callback(
            merchant(), gannet::notification{.event = "paid", .object = gannet::named_object{.id = "p1"}});
        REQUIRE(sent.has_value());
        CHECK(sent->body == R"({"event":"paid","object":{"id":"p1"}})");
        auto const said = tollgate::explain<gannet::notification>(merchant(), sent->body, sent->views());
        CHECK(said.error().code() == errc::unsigned_callback);
    }

    TEST_CASE("never signed: a checksum is no signature of what it is taken of")
    {
        shop at{{wire_response{200, std::string{paid}}, wire_response{200, R"({"error":"unknown"})"}}};
        at.open<gannet::checksummed>();
        auto const sent =
            tollgate::signed_body<gannet::checksummed>(merchant(), std::string{genuine}, {{"X-Time", "17"}})
                .value();
        auto const post = [&](std::string_view body, bool with_signature = true) {
            std::string head = test::post_head("/told", body.size());
            if (with_signature)
                for (auto const &[name, value] : sent.headers)
                    head.insert(head.find("\r\n\r\n"), "\r\n" + name + ": " + value);
            test::raw_connection peer{at.listener.port()};
            return peer.say(head.append(body)).answer().result_int();
        };
        // The signature keeps strangers from asking ...
        CHECK(post(genuine, false) == 400);
        CHECK(post(R"({"id":"p3","sum":"AAAAAAAAAA"})") == 400);
        CHECK(post(R"({"sum":"AAAAAAAAAA"})") == 400);
        CHECK(at.gateway.requests().empty());
        // ... and that is all.
        CHECK(post(genuine) == 200);
        CHECK(post(forged) == 400);
        CHECK(at.heard.all() == std::vector<std::string>{"p1 succeeded"});
        CHECK(at.refused.all() == std::vector{errc::signature_missing, errc::signature_mismatch,
                                              errc::signature_mismatch, errc::not_found_yet});
        auto const received = tollgate::receive<gannet::checksummed>(merchant(), sent.body, sent.views());
        CHECK(received.error().code() == errc::unsigned_callback);
        CHECK(received.error().message().find("covers none of its fields") != std::string::npos);
    }

    TEST_CASE("listener: a path may be used only from the addresses that are named")
    {
        using only = tollgate::only_from;
        auto const address = [](char const *text) { return asio::ip::make_address(text); };
        only const some{"185.71.76.0/27", "77.75.156.11", "2a02:5180::/32", "10.1.2.3/8"};
        for (char const *const in : {"185.71.76.0", "185.71.76.31", "77.75.156.11", "::ffff:77.75.156.11",
                                     "2a02:5180::1", "2a02:5180:ffff::", "10.255.0.1"})
            CHECK_MESSAGE(some.allows(address(in)), in);
        for (char const *const out : {"185.71.76.32", "185.71.75.255", "77.75.156.12",
                                      "2a02:5181::", "2a02:517f::", "11.0.0.0", "::a4b:9c0b", "127.0.0.1"})
            CHECK_MESSAGE(!some.allows(address(out)), out);
        CHECK(only{"0.0.0.0/0"}.allows(address("1.2.3.4")));
        CHECK_FALSE(only{"0.0.0.0/0"}.allows(address("::1")));
        CHECK(only{"::/0"}.allows(address("1.2.3.4")));
        CHECK_FALSE(only(std::vector<std::string>{}).allows(address("1.2.3.4")));
        for (char const *const wrong : {"", "10.0.0.0/33", "10.0.0/8", "::/129", "shop.example", "10.0.0.1/",
                                        "10.0.0.1/-1", "10.0.0.1/8/8", " 10.0.0.1"})
            CHECK_THROWS_AS(only{wrong}, std::invalid_argument);

        shop strangers{{wire_response{200, std::string{paid}}}};
        strangers.open(only{"185.71.76.0/27"});
        CHECK(strangers.tell(notice).result_int() == 403);
        CHECK(strangers.gateway.requests().empty());
        shop known{{wire_response{200, std::string{paid}}}};
        known.open(only{"185.71.76.0/27", "127.0.0.1"});
        CHECK(known.tell(notice).result_int() == 200);
    }
}

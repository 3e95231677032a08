// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What may be sent again because its idempotency key says that it is the same.

#include <tollgate/client.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/scripted_transport.hpp>

#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>
#include <support/unsigned_gateway.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace greenshank {

struct account {
    tollgate::required<"shop", std::string> shop;
};

} // namespace greenshank

template <>
struct tollgate::provider_traits<greenshank::account> : tollgate::test::unsigned_gateway {
    static constexpr refusal_rule refusal{
        .code = "code", .message = "text", .refused_at = {400, 401, 402, 403}, .again_at = {429}};
    static constexpr auto key_lifetime = std::chrono::hours{10};
};

namespace greenshank {

struct receipt {
    tollgate::required<"id", std::string> id;
};
struct numbered {
    tollgate::required<"number", std::string> number;
};
struct refund {
    tollgate::required<"once", tollgate::idempotency_key, tollgate::at_least<4>, tollgate::at_most<10>> once;
    tollgate::required<"amount", tollgate::minor_units> amount;

    using account = greenshank::account;
    using endpoint = tollgate::post_json<"/refund">;
    using response = receipt;
};
struct show {
    tollgate::required<"number", std::string> number;

    using account = greenshank::account;
    using endpoint = tollgate::get<"/show", tollgate::effect::reads>;
    using response = numbered;
};
/// Its number is a key for ever, and what the gateway can be asked by.
struct order {
    tollgate::required<"number", tollgate::idempotency_key> number;

    using account = greenshank::account;
    using endpoint = tollgate::post_json<"/order">;
    using response = receipt;
    using reconciled_by = tollgate::asks<show, "number">;
    static constexpr auto key_lifetime = tollgate::for_good;
};
/// Has it where most gateways take it.
struct pay {
    tollgate::required<"Idempotency-Key", tollgate::idempotency_key, tollgate::as_header> once;
    tollgate::required<"amount", tollgate::minor_units> amount;

    using account = greenshank::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
};
/// May do without.
struct capture {
    tollgate::optional<"once", tollgate::idempotency_key> once{};

    using account = greenshank::account;
    using endpoint = tollgate::post_json<"/capture">;
    using response = receipt;
};

} // namespace greenshank

/// Signs in a field, has a host for each environment, and a header that the message decides.
namespace sandgrouse {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"environment", tollgate::environment> at;
    tollgate::required<"key", tollgate::secret> key;
};
inline constexpr auto in_a_field = [] {
    using namespace tollgate::signing::words;
    return in_field<"sign">(hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | by_name) + key)));
}();

} // namespace sandgrouse

template <>
struct tollgate::provider_traits<sandgrouse::account> : tollgate::test::unsigned_gateway {
    static constexpr auto host = hosts<"test", "test.sandgrouse.example", "live", "sandgrouse.example">;
    static constexpr auto request_signature = sandgrouse::in_a_field;
    static constexpr refusal_rule refusal{.code = "code", .refused_at = {400}};
    static constexpr auto key_lifetime = std::chrono::hours{10};
    using from_account = picks<"shop">;
};

namespace sandgrouse {

struct receipt {
    tollgate::required<"id", std::string> id;
};
struct pay {
    tollgate::required<"once", tollgate::idempotency_key> once;
    tollgate::required<"amount", tollgate::minor_units> amount;
    tollgate::optional<"On-Behalf-Of", std::string, tollgate::as_header> merchant{};

    using account = sandgrouse::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
};
struct pay_by_form {
    tollgate::required<"once", tollgate::idempotency_key> once;
    tollgate::required<"amount", tollgate::minor_units> amount;

    using account = sandgrouse::account;
    using endpoint = tollgate::post_form<"/pay">;
    using response = receipt;
};

} // namespace sandgrouse

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using clock = std::chrono::system_clock;
using tollgate::errc;
using tollgate::error;
using tollgate::idempotency_key;
using tollgate::scripted_transport;
using tollgate::wire_response;
using answers = std::vector<tollgate::result<wire_response>>;
using client = tollgate::client<greenshank::account, scripted_transport>;

client client_of(scripted_transport const &transport)
{
    return client{greenshank::account{.shop = "s7"}, transport};
}
greenshank::refund refund(std::string_view key = "key-1")
{
    return {.once = idempotency_key{key}, .amount = 5};
}
error failure(tollgate::outcome meaning, errc code = errc::deadline_exceeded)
{
    return {code, meaning, "As the transport says."};
}
wire_response const done{200, R"({"id":"r1"})"};

struct blocking {
    template <class Message>
    static auto retry(client &of, Message const &m, error const &why)
    {
        return of.retry(m, why);
    }
};
struct asynchronous {
    template <class Message>
    static auto retry(client &of, Message const &m, error const &why)
    {
        return of.async_retry(m, why, asio::use_future).get();
    }
};

void check_error(auto const &got, errc code, std::string_view outcome)
{
    REQUIRE(got.has_error());
    CAPTURE(got.error());
    CHECK(got.error().code() == code);
    CHECK(name_of(got.error().outcome()) == outcome);
}

} // namespace

TEST_SUITE("tollgate.client.repetition_by_key")
{
    TEST_CASE_TEMPLATE("key: what has one is sent again after an unknown outcome, with the same key", Way,
                       blocking, asynchronous)
    {
        scripted_transport transport{
            answers{failure(tollgate::unknown{}), wire_response{502, "<html>"}, done}};
        auto of = client_of(transport);
        auto const before = clock::now();
        auto const first = of.send(refund());
        check_error(first, errc::deadline_exceeded, "unknown");
        REQUIRE(first.error().tried_at().has_value());
        CHECK(*first.error().tried_at() >= before);
        CHECK(*first.error().tried_at() <= clock::now());
        auto const second = Way::retry(of, refund(), first.error());
        check_error(second, errc::http_status, "unknown");
        CHECK(second.error().tried_at() == first.error().tried_at()); // of the first attempt
        CHECK(Way::retry(of, refund(), second.error()).value().id == "r1");
        auto const sent = transport.requests();
        REQUIRE(sent.size() == 3);
        for (auto const &each : sent)
            CHECK(each.body == R"({"once":"key-1","amount":5})");
    }

    TEST_CASE_TEMPLATE("key: once the gateway may have forgotten it, nothing is sent again", Way, blocking,
                       asynchronous)
    {
        scripted_transport transport{answers{done, done, done, failure(tollgate::unknown{})}};
        auto of = client_of(transport);
        auto const tried = [](clock::duration ago) {
            return failure(tollgate::unknown{}).with_tried_at(clock::now() - ago);
        };
        for (auto const ago : {0min, 8h + 59min, -59min})
            CHECK(Way::retry(of, refund(), tried(ago)).has_value());
        for (auto const ago : {9h + 1min, 10h + 0min, 48h + 0min, -61min}) {
            error const why = tried(ago);
            auto const lapsed = Way::retry(of, refund(), why);
            check_error(lapsed, errc::key_lapsed, "unknown");
            CHECK(lapsed.error().tried_at() == why.tried_at());
            // Its own error opens no way round.
            check_error(Way::retry(of, refund(), lapsed.error()), errc::key_lapsed, "unknown");
        }
        // Nobody knows when the first attempt was.
        auto const untimed = Way::retry(of, refund(), failure(tollgate::unknown{}));
        check_error(untimed, errc::key_lapsed, "unknown");
        CHECK(untimed.error().message().find("`with_tried_at`") != std::string::npos);
        CHECK(transport.remaining() == 1);
        // The time is that of the first of several.
        error const long_ago = tried(8h);
        auto const again = Way::retry(of, refund(), long_ago);
        check_error(again, errc::deadline_exceeded, "unknown");
        CHECK(again.error().tried_at() == long_ago.tried_at());
    }

    TEST_CASE_TEMPLATE("key: as a header it is the same in each attempt, too", Way, blocking, asynchronous)
    {
        scripted_transport transport{answers{failure(tollgate::unknown{}), done}};
        auto of = client_of(transport);
        greenshank::pay const pay{.once = idempotency_key{"order-17"}, .amount = 5};
        auto const first = of.send(pay);
        CHECK(Way::retry(of, pay, first.error()).has_value());
        auto const sent = transport.requests();
        REQUIRE(sent.size() == 2);
        CHECK(sent[0].headers == sent[1].headers);
        CHECK(sent[0].body == R"({"amount":5})");
        CHECK(std::ranges::count(sent[0].headers,
                                 std::pair<std::string, std::string>{"Idempotency-Key", "order-17"}) == 1);
    }

    TEST_CASE_TEMPLATE("key: another message, or another key, than that of the error is not sent", Way,
                       blocking, asynchronous)
    {
        scripted_transport transport{
            answers{failure(tollgate::unknown{}), done, failure(tollgate::unknown{}), done}};
        auto of = client_of(transport);
        auto const first = of.send(refund());
        auto const more = greenshank::refund{.once = idempotency_key{"key-1"}, .amount = 6};
        for (auto const &other : {refund("key-2"), more}) {
            auto const refused = Way::retry(of, other, first.error());
            check_error(refused, errc::not_repeatable, "unknown");
            CHECK(refused.error().message().find("the same key") != std::string::npos);
            CHECK(refused.error().tried_at() == first.error().tried_at());
            // Its own error opens no way round, and still knows which message it is about.
            check_error(Way::retry(of, other, refused.error()), errc::not_repeatable, "unknown");
        }
        CHECK(transport.requests().size() == 1);
        CHECK(Way::retry(of, refund(), first.error()).has_value());
        // The same of a request that is kept, and of a key in a header.
        auto kept = of.sign(more).value();
        check_error(of.retry(kept, first.error()), errc::not_repeatable, "unknown");
        auto const pay = [](char const *key) {
            return greenshank::pay{.once = idempotency_key{key}, .amount = 5};
        };
        auto const paid = of.send(pay("order-17"));
        check_error(Way::retry(of, pay("order-18"), paid.error()), errc::not_repeatable, "unknown");
        CHECK(Way::retry(of, pay("order-17"), paid.error()).has_value());
        CHECK(transport.requests().size() == 4);
    }

    TEST_CASE(
        "key: what is signed in a field, a message's headers and the host are a part of what is the same")
    {
        using at = tollgate::client<sandgrouse::account, scripted_transport>;
        auto const account = [](char const *environment, char const *key = "k-1") {
            return sandgrouse::account{.shop = "s7", .at = {environment}, .key = tollgate::secret{key}};
        };
        auto const pay = [](std::int64_t amount, char const *merchant) {
            return sandgrouse::pay{.once = idempotency_key{"o-1"}, .amount = amount, .merchant = merchant};
        };
        auto const form = [](std::int64_t amount) {
            return sandgrouse::pay_by_form{.once = idempotency_key{"o-1"}, .amount = amount};
        };
        scripted_transport transport{
            answers{failure(tollgate::unknown{}), done, failure(tollgate::unknown{}), done}};
        at test{account("test"), transport};
        at live{account("live"), transport};
        at renewed{account("test", "k-2"), transport};
        auto const first = test.send(pay(5, "m-1"));
        check_error(first, errc::deadline_exceeded, "unknown");
        check_error(test.retry(pay(6, "m-1"), first.error()), errc::not_repeatable, "unknown");
        check_error(test.retry(pay(5, "m-2"), first.error()), errc::not_repeatable, "unknown");
        check_error(live.retry(pay(5, "m-1"), first.error()), errc::not_repeatable, "unknown");
        CHECK(transport.requests().size() == 1);
        // Signed with another secret it is the same payment.
        CHECK(renewed.retry(pay(5, "m-1"), first.error()).has_value());
        auto const by_form = test.send(form(5));
        check_error(test.retry(form(6), by_form.error()), errc::not_repeatable, "unknown");
        CHECK(renewed.retry(form(5), by_form.error()).has_value());
        CHECK(transport.requests().size() == 4);
    }

    TEST_CASE("key: one that is kept for good needs no time")
    {
        scripted_transport transport{answers{done, done, wire_response{200, R"({"number":"order-17"})"}}};
        auto of = client_of(transport);
        greenshank::order const order{.number = idempotency_key{"order-17"}};
        CHECK(of.retry(order, failure(tollgate::unknown{})).has_value());
        CHECK(of.retry(order, failure(tollgate::unknown{}).with_tried_at(clock::time_point{})).has_value());
        CHECK(of.reconcile<greenshank::order>(*order.number).value().number == "order-17");
    }

    TEST_CASE_TEMPLATE("key: a message that leaves an optional one out is not sent again", Way, blocking,
                       asynchronous)
    {
        scripted_transport transport{
            answers{failure(tollgate::unknown{}), failure(tollgate::unknown{}), done}};
        auto of = client_of(transport);
        for (auto const &without : {greenshank::capture{}, greenshank::capture{.once = idempotency_key{}}}) {
            auto const first = of.send(without);
            check_error(first, errc::deadline_exceeded, "unknown");
            CHECK_FALSE(first.error().tried_at().has_value());
            check_error(Way::retry(of, without, first.error().with_tried_at(clock::now())),
                        errc::not_repeatable, "unknown");
        }
        greenshank::capture const with{.once = idempotency_key{"k"}};
        CHECK(Way::retry(of, with, failure(tollgate::unknown{}).with_tried_at(clock::now())).has_value());
    }

    TEST_CASE_TEMPLATE("key: after an unknown outcome, what is true of one attempt alone leaves it unknown",
                       Way, blocking, asynchronous)
    {
        struct row {
            tollgate::result<wire_response> answer;
            errc code;
        };
        row const rows[] = {
            {failure(tollgate::not_sent{}, errc::connect_failed), errc::connect_failed},
            {wire_response{429, R"({"code":"slow"})"}, errc::try_again_later},
            {wire_response{401, R"({"code":"key"})"}, errc::refused_by_gateway},
            {wire_response{403, ""}, errc::refused_by_gateway},
        };
        for (auto const &[answer, code] : rows) {
            scripted_transport transport{answers{answer, done}};
            auto of = client_of(transport);
            error const why = failure(tollgate::unknown{}).with_tried_at(clock::now() - 1h);
            auto const second = Way::retry(of, refund(), why);
            check_error(second, code, "unknown");
            CHECK(second.error().message().find("the one before") != std::string::npos);
            CHECK(second.error().tried_at() == why.tried_at());
            CHECK(Way::retry(of, refund(), second.error()).has_value());
            // Of the first attempt it is what it says.
            scripted_transport once{answers{answer}};
            CHECK_FALSE(client_of(once).send(refund()).error().is_unknown());
        }
        // A message that cannot be signed any more says nothing about the attempt before either.
        scripted_transport unused{{}};
        auto of = client_of(unused);
        check_error(Way::retry(of, refund("k"), failure(tollgate::unknown{}).with_tried_at(clock::now())),
                    errc::text_length, "unknown");
        CHECK(unused.requests().empty());
    }

    TEST_CASE_TEMPLATE("key: what the gateway refuses settles it, and wants another key", Way, blocking,
                       asynchronous)
    {
        scripted_transport transport{
            answers{failure(tollgate::unknown{}), wire_response{402, R"({"code":"card_declined"})"}}};
        auto of = client_of(transport);
        auto const first = of.send(refund());
        auto const declined = Way::retry(of, refund(), first.error());
        check_error(declined, errc::refused_by_gateway, "refused");
        CHECK(declined.error().message().find("take another key") != std::string::npos);
        auto const again = Way::retry(of, refund(), declined.error());
        check_error(again, errc::not_repeatable, "refused");
        CHECK(again.error().message().find("another key") != std::string::npos);
        CHECK(transport.requests().size() == 2);
    }

    TEST_CASE_TEMPLATE("key: a refusal of what may be another message leaves the first one's outcome unknown",
                       Way, blocking, asynchronous)
    {
        // A gateway refuses another message under the same key, and the error of a program that was started anew does not know
        // which message the first was.
        wire_response const refusal{400, R"({"code":"key_used_with_another_message"})"};
        scripted_transport transport{answers{refusal, refusal, done}};
        auto of = client_of(transport);
        error const why = failure(tollgate::unknown{}).with_tried_at(clock::now() - 1h);
        auto const refused = Way::retry(of, refund(), why);
        check_error(refused, errc::refused_by_gateway, "unknown");
        CHECK(refused.error().message().find("the one before") != std::string::npos);
        CHECK(refused.error().tried_at() == why.tried_at());
        // The message of the second attempt is known, that of the first one is not.
        auto const again = Way::retry(of, refund(), refused.error());
        check_error(again, errc::refused_by_gateway, "unknown");
        CHECK(again.error().tried_at() == why.tried_at());
        CHECK(Way::retry(of, refund(), again.error()).has_value());
    }

    TEST_CASE("key: a request that is kept is sent again byte for byte after an unknown outcome")
    {
        for (bool const waits : {true, false}) {
            scripted_transport transport{answers{failure(tollgate::unknown{}),
                                                 failure(tollgate::not_sent{}, errc::connect_failed), done}};
            auto of = client_of(transport);
            auto const retry = [&](auto &kept, error const &why) {
                return waits ? of.retry(kept, why) : of.async_retry(kept, why, 5s, asio::use_future).get();
            };
            auto kept = of.sign(refund()).value();
            REQUIRE(kept.made_at().has_value());
            auto const first =
                waits ? of.send_and_keep(kept) : of.async_send_and_keep(kept, 5s, asio::use_future).get();
            check_error(first, errc::deadline_exceeded, "unknown");
            CHECK(first.error().tried_at() == kept.made_at());
            auto const second = retry(kept, first.error());
            check_error(second, errc::connect_failed, "unknown");
            CHECK(retry(kept, second.error()).value().id == "r1");
            REQUIRE(transport.requests().size() == 3);
            CHECK(transport.requests()[0].body == transport.requests()[2].body);
            // It knows itself when it was made; an error may know of an earlier attempt.
            auto const ago = failure(tollgate::unknown{}).with_tried_at(clock::now() - 10h);
            check_error(retry(kept, ago), errc::key_lapsed, "unknown");
            auto const moved = std::move(kept);
            check_error(retry(kept, first.error()), errc::not_repeatable, "unknown");
        }
        auto const without = client_of(scripted_transport{{}}).sign(greenshank::capture{}).value();
        CHECK_FALSE(without.made_at().has_value());
    }

    TEST_CASE("key: a request that is kept knows by the client's clock when it was made")
    {
        clock::time_point now{std::chrono::seconds{1'700'000'000}};
        scripted_transport transport{
            answers{failure(tollgate::unknown{}), failure(tollgate::unknown{}), done}};
        auto of = client_of(transport).with(tollgate::signing_sources{.now = [&now] { return now; }});
        auto kept = of.sign(refund()).value();
        CHECK(kept.made_at() == now);
        now += 5h;
        auto const first = of.send_and_keep(kept);
        CHECK(first.error().tried_at() == kept.made_at());
        now += 4h;
        auto const second = of.retry(kept, first.error());
        check_error(second, errc::deadline_exceeded, "unknown");
        now += 1s;
        check_error(of.retry(kept, second.error()), errc::key_lapsed, "unknown");
        check_error(of.retry(refund(), second.error()), errc::key_lapsed, "unknown");
        // What was never sent is sent by any key.
        CHECK(of.retry(kept, failure(tollgate::not_sent{})).has_value());
    }

    TEST_CASE("key: its text is looked at as any other")
    {
        auto const account = greenshank::account{.shop = "s7"};
        CHECK(tollgate::make_request(account, refund("")).error().code() == errc::empty_value);
        CHECK(tollgate::make_request(account, refund("a\r\nb:c")).error().code() == errc::control_character);
        CHECK(tollgate::make_request(account, refund("12345678901")).error().code() == errc::text_length);
        auto const random = idempotency_key::random();
        greenshank::order const order{.number = random};
        CHECK(tollgate::make_request(account, order)->body().find(random.text()) != std::string_view::npos);
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/callback.hpp>
#include <tollgate/callback/identity.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/testing.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>

/// \file
/// Events by type: what a callback is about follows from its type, and a type that nobody described is no error.

namespace knotgrass {

using tollgate::on;
using tollgate::optional;
using tollgate::required;

struct account {
    required<"key", tollgate::secret> key;
};
struct payment {
    required<"id", std::string> id;
    required<"amount", tollgate::minor_units> amount;
    optional<"note", std::string> note{};
};
struct refund {
    required<"refund_id", std::string> id;
};

/// Its content stands in an object of an object.
struct event {
    required<"id", std::string> id;
    tollgate::events<"type", "data.object", on<payment, "payment.paid", "payment.failed">,
                     on<refund, "refund.done">>
        what;

    using account = knotgrass::account;
    using identity = tollgate::picks<"id", "type", "data.object.id">;
};
/// Its content says once more what it is.
struct typed_payment {
    tollgate::constant<"object", "payment"> object{};
    required<"id", std::string> id;
};
struct typed_event {
    tollgate::events<"type", "data", on<typed_payment, "paid">> what;

    using account = knotgrass::account;
};
/// Its content stands in one object, and nothing is declared beside it but what no event has in common.
struct flat_event {
    tollgate::events<"event", "payload", on<payment, "paid">> what;
    optional<"shop", std::string> shop{};
    tollgate::unlisted more{};

    using account = knotgrass::account;
};

} // namespace knotgrass

template <>
struct tollgate::provider_traits<knotgrass::account> {
    static constexpr std::string_view name = "Knotgrass";
    static constexpr std::string_view host = "api.knotgrass.example";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::in_header<"X-Signature">(
        signing::words::hex(signing::words::hmac_sha256(signing::words::key, signing::words::body)));
    static constexpr std::string_view key = "key";
    static constexpr refusal_rule refusal{.code = "code"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{10};
};

namespace events_test {
namespace {

using tollgate::errc;

knotgrass::account const merchant{.key = tollgate::secret::from_text("the-key-of-the-shop").value()};

template <class Event = knotgrass::event>
tollgate::result<tollgate::verified<Event>> receive(std::string body)
{
    auto const sent = tollgate::signed_body<Event>(merchant, std::move(body)).value();
    return tollgate::receive<Event>(merchant, sent.body, sent.views());
}

TEST_CASE("events: the type decides what is read")
{
    auto const paid = receive(
        R"({"id":"e1","type":"payment.failed","data":{"object":{"id":"p1","amount":500,"note":"late"},"old":1}})");
    REQUIRE(paid.has_value());
    CHECK((*paid)->what.type() == "payment.failed");
    auto const *const payment = (*paid)->what.get_if<knotgrass::payment>();
    REQUIRE(payment != nullptr);
    CHECK(payment->id == "p1");
    CHECK(payment->amount == tollgate::minor_units{500});
    CHECK(payment->note == "late");
    CHECK((*paid)->what.get_if<knotgrass::refund>() == nullptr);
    CHECK((*paid)->what.undescribed() == nullptr);

    // Each content has fields that another one could be read from, were the type not asked.
    auto const refunded = receive(
        R"({"id":"e2","type":"refund.done","data":{"object":{"id":"p1","amount":500,"refund_id":"r1"}}})");
    REQUIRE(refunded.has_value());
    CHECK((*refunded)->what.get_if<knotgrass::payment>() == nullptr);
    REQUIRE((*refunded)->what.get_if<knotgrass::refund>() != nullptr);
    CHECK((*refunded)->what.get_if<knotgrass::refund>()->id == "r1");
}

TEST_CASE("events: a type that is not described is kept with what it holds, and is no error")
{
    auto const other =
        receive(R"({"id":"e3","type":"payment.disputed","data":{"object":{"id":7,"list":[1,2]}},"x":"y"})");
    REQUIRE(other.has_value());
    CHECK((*other)->id == "e3");
    CHECK((*other)->what.type() == "payment.disputed");
    CHECK((*other)->what.get_if<knotgrass::payment>() == nullptr);
    auto const *const kept = (*other)->what.undescribed();
    REQUIRE(kept != nullptr);
    REQUIRE(kept->find("data") != nullptr);
    CHECK(kept->find("data")->kind == tollgate::value_kind::object);
    CHECK(kept->find("x")->text == "y");
    CHECK(kept->find("id") == nullptr); // it was read beside
    CHECK(kept->find("type") == nullptr);
    CHECK(kept->size() == 7);

    // Without any content, too; and a type that is a beginning of one that is described is another one.
    for (std::string_view const type : {"payment.pai", "payment.paid.", "", "PAYMENT.PAID"}) {
        CAPTURE(type);
        auto const bare = receive(R"({"id":"e4","type":")" + std::string{type} + R"("})");
        REQUIRE(bare.has_value());
        CHECK((*bare)->what.undescribed() != nullptr);
    }
}

TEST_CASE("events: what is described and does not read is an error, however the rest looks")
{
    auto const code = [](std::string body) { return receive(std::move(body)).error().code(); };
    CHECK(code(R"({"id":"e","type":"payment.paid"})") == errc::missing_field);
    CHECK(code(R"({"id":"e","type":"payment.paid","data":{}})") == errc::missing_field);
    CHECK(code(R"({"id":"e","type":"payment.paid","data":{"object":{"id":"p1"}}})") == errc::missing_field);
    CHECK(code(R"({"id":"e","type":"payment.paid","data":{"object":{"refund_id":"r1"}}})") ==
          errc::missing_field);
    CHECK(code(R"({"id":"e","type":"payment.paid","data":{"object":{"id":"p1","amount":"5.5"}}})") ==
          errc::field_not_convertible);
    CHECK(code(R"({"id":"e","type":"payment.paid","data":{"object":[]}})") == errc::field_not_convertible);
    // Nor is one without a type something that nobody described.
    CHECK(code(R"({"id":"e","data":{"object":{"id":"p1","amount":5}}})") == errc::missing_field);
    CHECK(code(R"({"id":"e","type":null,"data":{"object":{"id":"p1","amount":5}}})") == errc::missing_field);
    CHECK(code(R"({"id":"e","type":{},"data":{}})") == errc::field_not_convertible);
    // Of two types, nobody knows which counts.
    CHECK(code(R"({"id":"e","type":"payment.paid","type":"x","data":{"object":{"id":"p1","amount":5}}})") ==
          errc::duplicate_field);
    CHECK(code(R"({"id":"e","type":"x","type":"payment.paid","data":{"object":{"id":"p1","amount":5}}})") ==
          errc::duplicate_field);
}

TEST_CASE("events: only the type decides, and a constant in the content that differs is an error")
{
    auto const of = [](std::string_view object) {
        return receive<knotgrass::typed_event>(R"({"type":"paid","data":{"id":"p1",)" + std::string{object} +
                                               "}}");
    };
    REQUIRE(of(R"("object":"payment")").has_value());
    CHECK(of(R"("object":"payment")").value()->what.get_if<knotgrass::typed_payment>() != nullptr);
    for (std::string_view const object :
         {R"("object":"pay")", R"("x":1)", R"("object":"payment","object":"pay")"}) {
        CAPTURE(object);
        CHECK(of(object).has_error());
    }
    CHECK(receive<knotgrass::typed_event>(R"({"type":"other","data":{"object":"payment"}})")
              .value()
              ->what.undescribed() != nullptr);
}

TEST_CASE("events: what stands beside them is read whatever they are about")
{
    auto const known = receive<knotgrass::flat_event>(
        R"({"event":"paid","payload":{"id":"p1","amount":5},"shop":"s","new":1})");
    REQUIRE(known.has_value());
    CHECK((*known)->shop == "s");
    CHECK((*known)->more.find("new") != nullptr);
    CHECK((*known)->more.find("payload") == nullptr);

    auto const other =
        receive<knotgrass::flat_event>(R"({"event":"lost","payload":{"id":"p1"},"shop":"s","new":1})");
    REQUIRE(other.has_value());
    CHECK((*other)->shop == "s");
    CHECK((*other)->what.undescribed()->find("payload") != nullptr);
    CHECK((*other)->what.undescribed()->find("shop") == nullptr);
}

TEST_CASE("events: one that a program makes is read as what it was made of")
{
    knotgrass::event const made{
        .id = "e1",
        .what = {"payment.failed", knotgrass::payment{.id = "p1", .amount = tollgate::minor_units{500}}}};
    CHECK(made.what.type() == "payment.failed");
    auto const sent = tollgate::signed_callback(merchant, made).value();
    CHECK(sent.body == R"({"id":"e1","type":"payment.failed","data":{"object":{"id":"p1","amount":500}}})");
    auto const received = tollgate::receive<knotgrass::event>(merchant, sent.body, sent.views());
    REQUIRE(received.has_value());
    CHECK((*received)->what.get_if<knotgrass::payment>()->id == "p1");

    // What was received is written as it came, and known again by what it says.
    auto const identity = [](std::string body) {
        return tollgate::identity_of(merchant, **receive(std::move(body)));
    };
    CHECK(identity(sent.body) == tollgate::identity_of(merchant, made));
    CHECK(identity(R"({"id":"e1","type":"other","data":{"object":{"id":"p1"}}})") !=
          identity(R"({"id":"e1","type":"other","data":{"object":{"id":"p2"}}})"));
    CHECK(identity(R"({"id":"e1","type":"other","data":{"object":{"id":"p1"}}})") !=
          identity(R"({"id":"e1","type":"another","data":{"object":{"id":"p1"}}})"));
}

} // namespace
} // namespace events_test

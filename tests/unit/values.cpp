// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A gateway whose values are what gateways make of them.
namespace sanderling_bay {

struct account {
    tollgate::required<"shop", std::string> shop;
};

} // namespace sanderling_bay

template <>
struct tollgate::provider_traits<sanderling_bay::account> {
    static constexpr std::string_view name = "Sanderling Bay";
    static constexpr std::string_view host = "sanderling-bay.example";
    static constexpr auto request_signature = tollgate::signing::words::not_signed;
    static constexpr auto response_signature = tollgate::signing::words::not_signed;
    static constexpr auto callback_signature = tollgate::signing::words::not_signed;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

namespace sanderling_bay {

using status = tollgate::open_enum<"pending", "succeeded", "canceled">;
enum class vat { none = 1, full = 4 };

struct payment {
    tollgate::required<"status", sanderling_bay::status> status;
    tollgate::optional<"reason", tollgate::open_enum<"fraud", "expired">> reason{};
    tollgate::optional<"value", tollgate::decimal, tollgate::as_text> value{};
    tollgate::optional<"success", bool, tollgate::as_text> success{};
    tollgate::optional<"balance", tollgate::signed_minor_units> balance{};
    tollgate::unlisted more{};
};
struct charge {
    tollgate::required<"amount", tollgate::decimal> amount;
};
struct pay {
    tollgate::required<"value", tollgate::decimal, tollgate::as_text> value;
    tollgate::optional<"count", int, tollgate::as_text> count{};
    tollgate::optional<"capture", bool, tollgate::as_text> capture{};
    tollgate::optional<"vat", vat, tollgate::as_text> vat_code{};
    tollgate::optional<"quantities", std::vector<tollgate::decimal>, tollgate::as_text> quantities{};
    tollgate::optional<"plain", tollgate::decimal> plain{};
    tollgate::optional<"method", tollgate::open_enum<"card", "sbp">> method{};
    tollgate::optional<"fee", tollgate::signed_minor_units> fee{};
    tollgate::optional<"note", std::string, tollgate::sent_empty, tollgate::at_most<5>> note{};
    tollgate::optional<"other", std::string> other_note{};

    using account = sanderling_bay::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = payment;
};
struct ask {
    using account = sanderling_bay::account;
    using endpoint = tollgate::get<"/ask", tollgate::effect::reads>;
    using response = charge;
};

} // namespace sanderling_bay

namespace {

namespace bay = sanderling_bay;
using tollgate::decimal;
using tollgate::errc;

bay::account shop()
{
    return {.shop = "s"};
}
std::string body_of(bay::pay const &message)
{
    auto const made = tollgate::make_request(shop(), message);
    REQUIRE(made.has_value());
    return std::string{made->body()};
}
tollgate::result<bay::payment> answered(std::string_view body)
{
    return tollgate::read_response<bay::pay>(shop(), 200, body);
}

// A name that is none does not compile; neither does a text that is known only at run time.
template <class U>
concept comparable_with_status = requires(bay::payment const &p, U const &u) { p.status == u; };
static_assert(!comparable_with_status<std::string>);
static_assert(!std::is_constructible_v<tollgate::required<"status", bay::status>, std::string>);
static_assert(std::is_constructible_v<tollgate::required<"status", bay::status>, bay::status>);
static_assert(bay::status::index_of("succeeded") == 1);

/// As a program would.
std::string_view said_of(bay::status const &status)
{
    switch (status.index()) {
    case bay::status::index_of("pending"): return "wait";
    case bay::status::index_of("succeeded"): return "deliver";
    case bay::status::other: return "ask a person";
    default: return "nothing";
    }
}

} // namespace

TEST_SUITE("tollgate.values")
{
    TEST_CASE("as_text: numbers and truth values are sent as JSON texts")
    {
        CHECK(body_of({.value = decimal{"10.00"}}) == R"({"value":"10.00"})");
        CHECK(
            body_of({.value = decimal{"10.00"},
                     .count = 3,
                     .capture = false,
                     .vat_code = bay::vat::full,
                     .quantities = std::vector{decimal{"2.000"}, decimal{"1"}},
                     .plain = decimal{"1.5"}}) ==
            R"({"value":"10.00","count":"3","capture":"false","vat":"4","quantities":["2.000","1"],"plain":1.5})");
    }

    TEST_CASE("as_text: is received as a text or as it is")
    {
        auto const texts = answered(R"({"status":"succeeded","value":"10.00","success":"true"})");
        REQUIRE(texts.has_value());
        CHECK(texts->value == decimal{"10.00"});
        CHECK(texts->success == true);
        auto const plain = answered(R"({"status":"succeeded","value":10.00,"success":false})");
        REQUIRE(plain.has_value());
        CHECK(plain->value == decimal{"10.00"});
        CHECK(plain->success == false);
    }

    TEST_CASE("sent_empty: an empty text is sent, and one that is left out is not")
    {
        CHECK(body_of({.value = decimal{1}, .note = "", .other_note = ""}) == R"({"value":"1","note":""})");
        CHECK(body_of({.value = decimal{1}}) == R"({"value":"1"})");
    }

    TEST_CASE("decimal: one with an exponent is refused, and the field is named")
    {
        for (std::string_view const number : {"1e3", "1E3", "10e-1", "\"1e3\""}) {
            CAPTURE(number);
            auto const answer =
                tollgate::read_response<bay::ask>(shop(), 200, "{\"amount\":" + std::string{number} + "}");
            REQUIRE(answer.has_error());
            CHECK(answer.error().code() == errc::field_not_convertible);
            CHECK(answer.error().message().find("`amount`") != std::string::npos);
        }
    }

    TEST_CASE("open_enum: keeps a text that it does not name")
    {
        auto const known = answered(R"({"status":"succeeded","reason":"fraud"})");
        REQUIRE(known.has_value());
        CHECK((known->status == "succeeded"));
        CHECK((known->status != "canceled"));
        CHECK(known->status->is_known());
        CHECK(known->status->index() == 1);
        CHECK((known->reason == "fraud"));
        CHECK(said_of(known->status) == "deliver");
        auto const unknown = answered(R"({"status":"on_hold"})");
        REQUIRE(unknown.has_value());
        CHECK((unknown->status != "succeeded"));
        CHECK_FALSE(unknown->status->is_known());
        CHECK(unknown->status->text() == "on_hold");
        CHECK(said_of(unknown->status) == "ask a person");
        CHECK((unknown->reason != "fraud"));
        CHECK_FALSE(unknown->reason.has_value());
        CHECK(unknown->status == bay::status::of("on_hold"));
        CHECK(unknown->status != bay::status::of("elsewhere"));
        CHECK((bay::status::of("pending") == "pending"));
        CHECK(said_of("canceled") == "nothing");
    }

    TEST_CASE("open_enum: one that is no text is unreadable where it may be left out")
    {
        auto const answer = answered(R"({"status":"pending","reason":{"code":1}})");
        REQUIRE(answer.has_value());
        CHECK_FALSE(answer->reason.has_value());
        CHECK(answer->reason.unreadable());
        REQUIRE(answer->more.find("reason") != nullptr);
        CHECK(answered(R"({"status":[]})").has_error());
    }

    TEST_CASE("open_enum: is sent as its text, a name or another one")
    {
        CHECK(body_of({.value = decimal{1}, .method = "sbp"}) == R"({"value":"1","method":"sbp"})");
        CHECK(body_of({.value = decimal{1}, .method = tollgate::open_enum<"card", "sbp">::of("cash")}) ==
              R"({"value":"1","method":"cash"})");
    }

    TEST_CASE("signed_minor_units: what may be below zero")
    {
        auto const answer = answered(R"({"status":"pending","balance":-150})");
        REQUIRE(answer.has_value());
        CHECK(answer->balance == tollgate::signed_minor_units{-150});
        CHECK(answer->balance->count() == -150);
        CHECK(*answer->balance < tollgate::signed_minor_units{tollgate::minor_units{1}});
        CHECK(body_of({.value = decimal{1}, .fee = -3}) == R"({"value":"1","fee":-3})");
        CHECK(body_of({.value = decimal{1}, .fee = tollgate::minor_units{3}}) == R"({"value":"1","fee":3})");
        CHECK_THROWS_AS(tollgate::signed_minor_units{std::numeric_limits<std::uint64_t>::max()},
                        std::out_of_range);
        auto const fraction = answered(R"({"status":"pending","balance":1.5})");
        REQUIRE(fraction.has_value());
        CHECK(fraction->balance.unreadable());
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/paypal.hpp>

#include <tollgate/access_tokens.hpp>
#include <tollgate/callback.hpp>
#include <tollgate/callback/identity.hpp>
#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>
#include <support/sent_text.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace {

namespace paypal = tollgate::paypal;
using tollgate::errc;
using tollgate::idempotency_key;
using tollgate::money;
using tollgate::test::sent_text;

static_assert(tollgate::account<paypal::account>);
static_assert(tollgate::callback<paypal::event>);

constexpr tollgate::currency eur{"EUR"};
constexpr std::string_view certificate =
    "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77";

// The key that signed the delivery below; it is for tests alone.
constexpr std::string_view certificate_key =
    R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAv0UHG5mqQLLupw9ysWYn
7QpSXs6E5V4ujgBY653aT0Gu6JQH2WzIXTzv39R1zDxEhg0bq4N3dcrQkAh9lLWd
nMLqhQLlsWEkK6Qy+tRBTauTKNXyWwVHUuyyfggLAwyGxi2qYZKwxV9Fssi4DMMk
uT7RAhVLviYI9du04/9uJ3uwFXQcbbGZ1eciuuzoaNE7QynUdSh0rgnV+LJoh6lm
h+sW5rZEI9Vo0IiBv6douf/cn1px/SjlhhxOlt1POp46oce5qkW32rWJdtUJ8ptJ
YrW+vuBY9ZoX/znK26tNyRBCNnAsifo4/uB2u79/CeFCAxz8R9PWz3XvuhifYqAV
sQIDAQAB
-----END PUBLIC KEY-----
)";
constexpr std::string_view transmission = "69cd13f0-d67a-11e5-baa3-778b53f4ae55";
constexpr std::string_view told =
    R"({"id":"WH-2WR32451HC0233532-67976317FL4543714","create_time":"2026-01-10T12:00:00Z","resource_type":)"
    R"("capture","event_type":"PAYMENT.CAPTURE.COMPLETED","summary":"Payment completed for € 10.0 EUR",)"
    R"("resource":{"id":"3C679366HH908993F","status":"COMPLETED","amount":{"currency_code":"EUR",)"
    R"("value":"10.00"},"final_capture":true,"custom_id":"order-17"},"links":[],"event_version":"1.0",)"
    R"("resource_version":"2.0"})";
/// Another amount, and letters that give the body the CRC-32 of the other one.
constexpr std::string_view forged =
    R"({"id":"WH-2WR32451HC0233532-67976317FL4543714","create_time":"2026-01-10T12:00:00Z","resource_type":)"
    R"("capture","event_type":"PAYMENT.CAPTURE.COMPLETED","summary":"Payment completed for € 10.0 EUR",)"
    R"("resource":{"id":"3C679366HH908993F","status":"COMPLETED","amount":{"currency_code":"EUR",)"
    R"("value":"0.01"},"final_capture":true,"custom_id":"order-17"},"links":[],"event_version":"1.0",)"
    R"("resource_version":"2.0","filler":"cbbcbbccccccbcccccbcbbbbccbcbcbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"})";
constexpr std::string_view signature =
    "n24tYHsHhdlU5goXVlByc6AaH3XHQYDejDbG+flBJr5Yd3JO23iAkek7SehfbPQ6Uogj6LCtdK1rlyd6v1sU8Fe/ruqEmvuw5CGl1ihW"
    "9mbla5O69p3smXCaUq2/LsFt82v7ZP0h1LZ0tM9E6LZqToGM5sqKF/+egdFEL7M+eA+3kJ5hMMY/T/CX/MA4XewPKSdz/CT7JXEO3uYG"
    "86/b7YrGtLp10Yzdna9U90oBVG/cgFVgD+SQZBviKr2CUzWmP/KAgZw5xn11GrOGY3WdazMWjbCMJ/vAciB/+/I4R4ws9f1k32XCY6UK"
    "l9LBGF44KLkfe91fJU1Bnuud/mCJQA==";

paypal::account shop(std::string environment = "sandbox")
{
    return {.client_id = "judge-client",
            .client_secret = tollgate::secret{"judge-secret"},
            .environment = tollgate::environment{std::move(environment)},
            .webhook_id = "8PT597110X687430LKGECATA",
            .certificates =
                tollgate::keyring{{std::string{certificate}, tollgate::public_key{certificate_key}}}};
}

std::vector<tollgate::header> delivered_with(std::string_view sign, std::string_view by = certificate,
                                             std::string_view id = transmission)
{
    return {{"Paypal-Transmission-Id", id},
            {"Paypal-Transmission-Time", "2026-01-10T12:00:00Z"},
            {"Paypal-Auth-Algo", "SHA256withRSA"},
            {"Paypal-Cert-Url", by},
            {"Paypal-Transmission-Sig", sign}};
}

paypal::create_order ten_euros()
{
    return {.once = idempotency_key{"o-1"},
            .intent = "CAPTURE",
            .units = std::vector{
                paypal::purchase_unit{.amount = paypal::amount_with_breakdown{.value = money{10'00, eur}}}}};
}

constexpr std::string_view captured =
    R"({"id":"3C679366HH908993F","status":"COMPLETED","amount":{"currency_code":"EUR","value":"10.00"}})";

} // namespace

TEST_SUITE("tollgate.providers.paypal")
{
    // What `@paypal/paypal-server-sdk` 2.5.0 of npm sends of the same message; the token is added by the client.
    TEST_CASE("paypal: sends what PayPal's own library sends")
    {
        CHECK(sent_text(shop(), paypal::get_token{}) ==
              "POST api-m.sandbox.paypal.com/v1/oauth2/token\n"
              "Authorization: Basic anVkZ2UtY2xpZW50Omp1ZGdlLXNlY3JldA==\n"
              "Content-Type: application/x-www-form-urlencoded\ngrant_type=client_credentials");
        CHECK(
            sent_text(shop("live"), ten_euros()) ==
            "POST api-m.paypal.com/v2/checkout/orders\nContent-Type: application/json\nPayPal-Request-Id: o-1\n"
            R"({"intent":"CAPTURE","purchase_units":[{"amount":{"value":"10.00","currency_code":"EUR"}}]})");
        CHECK(
            sent_text(shop(),
                      paypal::patch_order{
                          .id = "5O19",
                          .changes = std::vector{paypal::patch{.op = "replace",
                                                               .path = "/purchase_units/0/amount",
                                                               .value =
                                                                   paypal::patched_amount{
                                                                       .value =
                                                                           paypal::amount_with_breakdown{
                                                                               .value = money{12'00, eur}}}},
                                                 paypal::patch{.op = "add",
                                                               .path = "/purchase_units/0/invoice_id",
                                                               .value = paypal::patched_text{.value = "I"}},
                                                 paypal::patch{.op = "remove", .path = "/x"}}}) ==
            "PATCH api-m.sandbox.paypal.com/v2/checkout/orders/5O19\nContent-Type: application/json\n"
            R"([{"op":"replace","path":"/purchase_units/0/amount","value":{"value":"12.00","currency_code":"EUR"}},)"
            R"({"op":"add","path":"/purchase_units/0/invoice_id","value":"I"},{"op":"remove","path":"/x"}])");
        CHECK(
            sent_text(shop(), paypal::capture_order{.id = "5O19",
                                                    .once = idempotency_key{"c-2"},
                                                    .prefer = "return=representation"}) ==
            "POST api-m.sandbox.paypal.com/v2/checkout/orders/5O19/capture\nContent-Type: application/json\n"
            "PayPal-Request-Id: c-2\nPrefer: return=representation\n{}");
        CHECK(sent_text(shop(), paypal::void_authorization{.authorization = "0VF5",
                                                           .once = idempotency_key{"v-1"}}) ==
              "POST api-m.sandbox.paypal.com/v2/payments/authorizations/0VF5/void\nPayPal-Request-Id: v-1\n");
        // Without decimals, and unlike ISO 4217 has it.
        CHECK(
            sent_text(shop(), paypal::refund_capture{.capture = "3C67",
                                                     .once = idempotency_key{"r-1"},
                                                     .amount = money{5000, tollgate::currency{"HUF", 0}}}) ==
            "POST api-m.sandbox.paypal.com/v2/payments/captures/3C67/refund\nContent-Type: application/json\n"
            R"(PayPal-Request-Id: r-1)"
            "\n"
            R"({"amount":{"value":"5000","currency_code":"HUF"}})");
        CHECK(tollgate::make_request(shop("test"), ten_euros()).error().code() == errc::unknown_environment);
    }

    TEST_CASE("paypal: a client asks for the token, and what it sends bears it")
    {
        tollgate::scripted_transport const wire{
            {tollgate::wire_response{
                 200, R"({"scope":"s","access_token":"A21AA","token_type":"Bearer","expires_in":31668})"},
             tollgate::wire_response{201, R"({"id":"5O19","status":"CREATED"})"},
             tollgate::wire_response{204, ""}}};
        tollgate::client gateway{shop(), wire};
        CHECK(gateway.send(ten_euros()).value().id == "5O19");
        CHECK(
            gateway.send(paypal::void_authorization{.authorization = "0VF5", .once = idempotency_key{"v-1"}})
                .has_value());
        auto const sent = wire.requests();
        REQUIRE(sent.size() == 3);
        CHECK(sent[0].target == "/v1/oauth2/token");
        for (std::size_t const bearing : {1U, 2U})
            CHECK(std::ranges::count(sent[bearing].headers, std::pair<std::string, std::string>{
                                                                "Authorization", "Bearer A21AA"}) == 1);
    }

    TEST_CASE("paypal: an answer is read, with the page where the payer goes")
    {
        auto const made = tollgate::read_response<paypal::create_order>(
            shop(), 201,
            R"({"id":"5O19","status":"PAYER_ACTION_REQUIRED","links":[)"
            R"({"href":"https://api-m.sandbox.paypal.com/v2/checkout/orders/5O19","rel":"self","method":"GET"},)"
            R"({"href":"https://www.sandbox.paypal.com/checkoutnow?token=5O19","rel":"payer-action"}]})");
        REQUIRE(made.has_value());
        CHECK(made->page() == "https://www.sandbox.paypal.com/checkoutnow?token=5O19");
        auto const done = tollgate::read_response<paypal::show_capture>(shop(), 200, captured);
        REQUIRE(done.has_value());
        CHECK(done->paid() == money{10'00, eur});
        auto const pending = tollgate::read_response<paypal::show_capture>(
            shop(), 200, R"({"id":"3C","status":"PENDING","amount":{"currency_code":"JPY","value":"100"}})");
        REQUIRE(pending.has_value());
        CHECK(pending->paid() == money{0, tollgate::currency{"JPY"}});
        auto const minimal = tollgate::read_response<paypal::capture_authorization>(
            shop(), 201, R"({"id":"3C","status":"COMPLETED","links":[]})");
        REQUIRE(minimal.has_value());
        CHECK(minimal->paid() == std::nullopt);
    }

    TEST_CASE("paypal: a capture that was refunded since is the same payment, one that was pending is not")
    {
        auto const identity = [](std::string_view id, std::string_view status) {
            auto const read = tollgate::read_response<paypal::show_capture>(
                shop(), 200,
                R"({"id":")" + std::string{id} + R"(","status":")" + std::string{status} +
                    R"(","amount":{"currency_code":"EUR","value":"10.00"}})");
            return tollgate::identity_of(shop(), read.value());
        };
        CHECK(identity("3C", "COMPLETED") == identity("3C", "PARTIALLY_REFUNDED"));
        CHECK(identity("3C", "COMPLETED") == identity("3C", "REFUNDED"));
        CHECK(identity("3C", "COMPLETED") != identity("3C", "PENDING"));
        CHECK(identity("3C", "DECLINED") != identity("3C", "PENDING"));
        CHECK(identity("3C", "COMPLETED") != identity("3D", "COMPLETED"));
    }

    TEST_CASE("paypal: an authorization that was captured since is the same one, one that was voided is not")
    {
        auto const identity = [](std::string_view status) {
            auto const read = tollgate::read_response<paypal::show_authorization>(
                shop(), 200, R"({"id":"0VF5","status":")" + std::string{status} + R"("})");
            return tollgate::identity_of(shop(), read.value());
        };
        CHECK(identity("CREATED") == identity("CAPTURED"));
        CHECK(identity("CREATED") == identity("PARTIALLY_CAPTURED"));
        CHECK(identity("CREATED") != identity("VOIDED"));
        CHECK(identity("CREATED") != identity("PENDING"));
    }

    TEST_CASE("paypal: refused where nothing was done, unknown where an earlier one may be worked on")
    {
        struct {
            unsigned status;
            std::string_view body;
            errc code;
            std::string_view outcome;
            std::string_view theirs;
        } const cases[] = {
            {401, R"({"error":"invalid_token","error_description":"?"})", errc::refused_by_gateway, "refused",
             "invalid_token"},
            {404, R"({"name":"RESOURCE_NOT_FOUND","details":[{"issue":"INVALID_RESOURCE_ID"}]})",
             errc::not_found_yet, "refused", "INVALID_RESOURCE_ID"},
            {409, R"({"name":"RESOURCE_CONFLICT","details":[{"issue":"PREVIOUS_REQUEST_IN_PROGRESS"}]})",
             errc::http_status, "unknown", "PREVIOUS_REQUEST_IN_PROGRESS"},
            {422, R"({"name":"UNPROCESSABLE_ENTITY","details":[{"issue":"INSTRUMENT_DECLINED"}]})",
             errc::refused_by_gateway, "refused", "INSTRUMENT_DECLINED"},
            {429, R"({"name":"RATE_LIMIT_REACHED","details":[]})", errc::try_again_later, "refused",
             "RATE_LIMIT_REACHED"},
            {500, R"({"name":"INTERNAL_SERVER_ERROR"})", errc::http_status, "unknown",
             "INTERNAL_SERVER_ERROR"}};
        for (auto const &c : cases) {
            CAPTURE(c.status);
            auto const read = tollgate::read_response<paypal::show_capture>(shop(), c.status, c.body);
            REQUIRE(read.has_error());
            CHECK(read.error().code() == c.code);
            CHECK(name_of(read.error().outcome()) == c.outcome);
            CHECK(read.error().gateway()->code == c.theirs);
        }
    }

    TEST_CASE("paypal: an event says only what to ask for, once its signature is right")
    {
        auto const code_of = [](std::string_view body, std::vector<tollgate::header> const &headers,
                                paypal::account const &of = shop()) {
            auto const received = tollgate::receive<paypal::event>(of, body, headers);
            REQUIRE(received.has_error());
            CHECK((received.error().unsigned_callback() != nullptr) ==
                  (received.error().code() == errc::unsigned_callback));
            return received.error().code();
        };
        CHECK(code_of(told, delivered_with(signature)) == errc::unsigned_callback);
        CHECK(code_of(forged, delivered_with(signature)) == errc::unsigned_callback);
        std::string changed{told};
        changed[changed.find("10.00")] = '9';
        CHECK(code_of(changed, delivered_with(signature)) == errc::signature_mismatch);
        CHECK(code_of(told, delivered_with(signature, certificate, "another")) == errc::signature_mismatch);
        CHECK(code_of(told, delivered_with(signature, "https://forger.example/CERT-1")) == errc::unknown_key);
        paypal::account other = shop();
        other.webhook_id = "1JE4291016473214C";
        CHECK(code_of(told, delivered_with(signature), other) == errc::signature_mismatch);
        CHECK(tollgate::receive<paypal::event>(shop(), told, std::vector<tollgate::header>{}).has_error());
        other.certificates = {};
        CHECK(tollgate::receive<paypal::event>(other, told, delivered_with(signature)).has_error());
        other = shop();
        other.webhook_id = {};
        CHECK(tollgate::receive<paypal::event>(other, told, delivered_with(signature)).has_error());
    }

    TEST_CASE("paypal: what counts of an event is what PayPal says when asked")
    {
        auto const closed =
            tollgate::receive<paypal::event>(shop(), forged, delivered_with(signature)).error();
        REQUIRE(closed.unsigned_callback() != nullptr);
        tollgate::scripted_transport const wire{{tollgate::wire_response{200, R"({"access_token":"A"})"},
                                                 tollgate::wire_response{200, std::string{captured}}}};
        tollgate::client gateway{shop(), wire};
        auto const confirmed = gateway.confirm<paypal::event>(*closed.unsigned_callback());
        REQUIRE(confirmed.has_value());
        auto const *const capture = std::get_if<paypal::capture>(&**confirmed);
        REQUIRE(capture != nullptr);
        CHECK(capture->paid() == money{10'00, eur});
        CHECK(wire.requests().back().target == "/v2/payments/captures/3C679366HH908993F");
    }
}

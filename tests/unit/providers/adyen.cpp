// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/adyen.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/sent_text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace adyen = tollgate::adyen;
using tollgate::errc;
using tollgate::idempotency_key;
using tollgate::money;
using tollgate::test::sent_text;

static_assert(tollgate::account<adyen::account>);

constexpr tollgate::currency eur{"EUR"};

adyen::account merchant(std::string environment = "test")
{
    return {.merchant_account = "ShopECOM",
            .api_key = tollgate::secret{"AQE-judge"},
            .hmac_key = tollgate::secret{"44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"},
            .environment = tollgate::environment{std::move(environment)}};
}

adyen::pay order()
{
    return {.once = idempotency_key{"p-2"},
            .amount = money{10'00, eur},
            .reference = "order-18",
            .method = adyen::payment_method{.type = "ideal", .details = {{.name = "issuer", .text = "1121"}}},
            .return_url = "https://shop.example/back"};
}

} // namespace

TEST_SUITE("tollgate.providers.adyen")
{
    TEST_CASE("adyen: sends what Adyen's own library sends")
    {
        CHECK(
            sent_text(merchant(), order()) ==
            "POST checkout-test.adyen.com/v72/payments\nContent-Type: application/json\nIdempotency-Key: p-2\n"
            "X-API-Key: AQE-judge\n"
            R"({"merchantAccount":"ShopECOM","amount":{"value":1000,"currency":"EUR"},"reference":"order-18",)"
            R"("paymentMethod":{"type":"ideal","issuer":"1121"},"returnUrl":"https://shop.example/back"})");
        CHECK(
            sent_text(merchant(), adyen::refund_payment{.payment = "993617895215577D",
                                                        .once = idempotency_key{"r-1"},
                                                        .amount = money{5'00, eur}}) ==
            "POST checkout-test.adyen.com/v72/payments/993617895215577D/refunds\nContent-Type: application/json\n"
            "Idempotency-Key: r-1\nX-API-Key: AQE-judge\n"
            R"({"merchantAccount":"ShopECOM","amount":{"value":500,"currency":"EUR"}})");
        CHECK(
            sent_text(merchant(),
                      adyen::show_session{.id = "CS451F2AB1ED897A94", .result = "X3XtfGC9!H4s+/="}) ==
            "GET checkout-test.adyen.com/v72/sessions/CS451F2AB1ED897A94?sessionResult=X3XtfGC9%21H4s%2B%2F%3D\n"
            "X-API-Key: AQE-judge\n");
    }

    TEST_CASE("adyen: live has a host of the company's and another path, and no default")
    {
        adyen::account live = merchant("live");
        CHECK(tollgate::make_request(live, order()).has_error());
        live.live_prefix = "1797a841fbb37ca7-AdyenDemo";
        auto const made = tollgate::make_request(live, order());
        REQUIRE(made.has_value());
        CHECK(made->host() == "1797a841fbb37ca7-AdyenDemo-checkout-live.adyenpayments.com");
        CHECK(made->target() == "/checkout/v72/payments");
        live.live_prefix = "evil.example/";
        CHECK(tollgate::make_request(live, order()).has_error());
        CHECK(tollgate::make_request(merchant("Live"), order()).has_error());
    }

    TEST_CASE("adyen: a payment that was refused by the bank is a value")
    {
        auto const read = tollgate::read_response<adyen::pay>(
            merchant(), 200,
            R"({"pspReference":"993617895215577D","resultCode":"Refused","refusalReason":"Not enough balance",)"
            R"("refusalReasonCode":"12","amount":{"currency":"EUR","value":1000},"merchantReference":"order-17"})");
        REQUIRE(read.has_value());
        CHECK(read->result_code == "Refused");
        CHECK(*read->amount == money{10'00, eur});
    }

    TEST_CASE("adyen: refused where the key's result is final, unknown where the first one may still run")
    {
        constexpr std::string_view invalid =
            R"({"status":422,"errorCode":"14_030","message":"Return URL is missing.","errorType":"validation"})";
        auto const read_with = [](unsigned status, std::string_view body,
                                  std::vector<tollgate::header> headers = {}) {
            return tollgate::read_response<adyen::pay>(merchant(), status, headers, body).error();
        };
        CHECK(read_with(422, invalid).is_refused());
        CHECK(read_with(422, invalid).gateway()->code == "14_030");
        CHECK(read_with(422, invalid, {{"Transient-Error", "true"}}).is_unknown());
        CHECK(read_with(422, invalid, {{"transient-error", "false"}}).is_refused());
        CHECK(read_with(422, R"({"errorCode":"704","message":"in progress"})").is_unknown());
        CHECK(read_with(409, R"({"errorCode":"1","message":"?"})").is_unknown());
        CHECK(read_with(500, invalid).is_unknown());
    }
}

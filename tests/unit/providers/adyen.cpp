// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/adyen.hpp>

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/callback/identity.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/testing.hpp>

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

/// Verify HMAC signatures (docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures): the example, of the
/// key that \ref merchant has.
constexpr std::string_view published =
    R"({"live":"false","notificationItems":[{"NotificationRequestItem":{"additionalData":{"hmacSignature":)"
    R"("coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0="},"amount":{"value":1130,"currency":"EUR"},)"
    R"("pspReference":"7914073381342284","eventCode":"AUTHORISATION","eventDate":)"
    R"("2019-05-06T17:15:34.121+02:00","merchantAccountCode":"TestMerchant","operations":["CANCEL","CAPTURE",)"
    R"("REFUND"],"merchantReference":"TestPayment-1407325143704","paymentMethod":"visa","success":"true"}}]})";

std::string changed(std::string_view text, std::string_view from, std::string_view to)
{
    std::string made{text};
    REQUIRE(made.find(from) != made.npos);
    return made.replace(made.find(from), from.size(), to);
}

using items = std::vector<tollgate::result<tollgate::verified<adyen::notification>>>;

items receive_each(std::string_view body, adyen::account const &of = merchant())
{
    return tollgate::receive_each<adyen::notification>(of, body, {}, tollgate::with_tests).value();
}
/// Whom the published notification is about.
adyen::account published_merchant()
{
    adyen::account made = merchant();
    made.merchant_account = "TestMerchant";
    return made;
}
/// Of a single item.
errc code_of(std::string_view body, adyen::account const &of = merchant())
{
    items const all = receive_each(body, of);
    REQUIRE(all.size() == 1);
    return all.front() ? errc{} : all.front().error().code();
}

adyen::notification captured(std::string psp_reference)
{
    return {.psp_reference = std::move(psp_reference),
            .original_reference = "993617895215577D",
            .merchant_account = "ShopECOM",
            .reference = "order-17",
            .amount = money{10'00, eur},
            .event = "CAPTURE",
            .success = true};
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

    TEST_CASE("adyen: the published notification is genuine, and what is signed of it cannot be changed")
    {
        CHECK(code_of(published) == errc::account_mismatch); // another merchant account, with the same key
        adyen::account const its = published_merchant();
        items const all = receive_each(published, its);
        REQUIRE(all.size() == 1);
        REQUIRE(all.front().has_value());
        auto const &told = *all.front();
        CHECK(told.is_test());
        CHECK(told->psp_reference == "7914073381342284");
        CHECK_FALSE(told->original_reference.has_value());
        CHECK(told->merchant_account == "TestMerchant");
        CHECK(told->reference == "TestPayment-1407325143704");
        CHECK(*told->amount == money{11'30, eur});
        CHECK(told->event->text() == "AUTHORISATION");
        CHECK(*told->success);
        CHECK(told->payment_method.unsigned_value() == "visa");

        for (auto const &[from, to] :
             {std::pair{"1130", "1131"}, std::pair{"\"EUR", "\"USD"},
              std::pair{"7914073381342284", "7914073381342285"}, std::pair{"TestMerchant", "TestMerchent"},
              std::pair{"TestPayment", "TestPaiment"}, std::pair{"\"AUTHORISATION", "\"CAPTURE"},
              std::pair{"\"success\":\"true", "\"success\":\"false"},
              std::pair{"\"eventCode", "\"originalReference\":\"1\",\"eventCode"}}) {
            CAPTURE(to);
            CHECK(code_of(changed(published, from, to), its) == errc::signature_mismatch);
        }
        CHECK(code_of(changed(published, "visa", "mc"), its) == errc{}); // nobody signs it
        CHECK(code_of(changed(published, "hmacSignature", "hmac"), its) == errc::unsigned_callback);
        CHECK(code_of(changed(published, "Wo0=", ""), its) == errc::signature_wrong_length);
        CHECK(code_of(changed(published, "coqC", "qoqC"), its) == errc::signature_mismatch);
    }

    TEST_CASE("adyen: what only tests is acknowledged, and not handled")
    {
        std::size_t handled = 0;
        auto const answer_to = [&handled](std::string_view body) {
            return tollgate::answer_callback<adyen::notification>(
                published_merchant(), body, {},
                [&handled](tollgate::verified<adyen::notification> const &) { ++handled; });
        };
        auto const answer = answer_to(published);
        CHECK(answer.status == 200);
        CHECK(answer.body == "[accepted]");
        CHECK(handled == 0);
        CHECK(answer_to(changed(published, R"("live":"false")", R"("live":"true")")).status == 200);
        CHECK(handled == 1);
        CHECK(answer_to(changed(published, R"("live":"false")", R"("live":"?")")).status == 400);
        CHECK(answer_to(changed(published, R"("live":"false",)", "")).status == 400);
        CHECK(handled == 1);
    }

    TEST_CASE("adyen: of several items each counts by itself, a key that was replaced still does")
    {
        std::string const body =
            tollgate::signed_items(merchant(), std::vector{captured("P1"), captured("P2"), captured("P3")})
                .value()
                .body;
        items const all = receive_each(changed(body, "\"P2\"", "\"Q2\""));
        REQUIRE(all.size() == 3);
        CHECK((*all[0])->psp_reference == "P1");
        CHECK((*all[0])->original_reference == "993617895215577D");
        CHECK(all[1].error().code() == errc::signature_mismatch);
        CHECK((*all[2])->psp_reference == "P3");
        CHECK(tollgate::identity_of(merchant(), **all[0]) != tollgate::identity_of(merchant(), **all[2]));

        adyen::account rolled = merchant();
        rolled.hmac_key = tollgate::secret{std::string(64, 'A')}.replacing(
            tollgate::secret{"44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"});
        CHECK(receive_each(body, rolled).front()->key_version() == 1);
    }

    TEST_CASE(
        "adyen: an event of another code is kept; what a colon moves into the account's name is another account")
    {
        adyen::notification other = captured("P1");
        other.event = adyen::event_code::of("REPORT_AVAILABLE");
        auto const sent = [](adyen::notification const &what) {
            return tollgate::signed_items(merchant(), std::vector{what}).value().body;
        };
        auto const told = receive_each(sent(other)).front();
        REQUIRE(told.has_value());
        CHECK_FALSE((*told)->event->is_known());
        CHECK((*told)->event->text() == "REPORT_AVAILABLE");

        // Adyen signs values with colons between them and does nothing about a colon in one: the account tells.
        other.reference = "order:17";
        CHECK(code_of(sent(other)) == errc{});
        auto const moved =
            receive_each(changed(changed(sent(other), "ShopECOM", "ShopECOM:order"), "order:17", "17"));
        REQUIRE(moved.front().has_error());
        CHECK(moved.front().error().code() == errc::account_mismatch);
    }
}

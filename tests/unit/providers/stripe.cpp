// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/stripe.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/next_page_text.hpp>
#include <support/sent_text.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace stripe = tollgate::stripe;
using tollgate::errc;
using tollgate::idempotency_key;
using tollgate::test::next_target;
using tollgate::test::sent_text;

static_assert(tollgate::account<stripe::account>);
static_assert(tollgate::callback<stripe::event>);

stripe::account merchant()
{
    return {.secret_key = tollgate::secret{"sk_test_judge"},
            .webhook_secret = tollgate::secret{"whsec_judge"}};
}

// What Stripe's own library, `stripe` 23.1.0 of npm, sends of the same message.
std::string posted(std::string_view target, std::string_view key, std::string_view body)
{
    return "POST api.stripe.com" + std::string{target} +
           "\nAuthorization: Bearer sk_test_judge\nContent-Type: application/x-www-form-urlencoded\n"
           "Idempotency-Key: " +
           std::string{key} + "\nStripe-Version: 2026-10-28.endive\n" + std::string{body};
}
std::string asked(std::string_view target)
{
    return "GET api.stripe.com" + std::string{target} +
           "\nAuthorization: Bearer sk_test_judge\nStripe-Version: 2026-10-28.endive\n";
}

// Deliveries that the same library made and accepts.
constexpr std::string_view succeeded = R"({
  "id": "evt_1",
  "object": "event",
  "api_version": "2025-01-01",
  "created": 1700000000,
  "livemode": false,
  "pending_webhooks": 1,
  "request": {
    "id": "req_1",
    "idempotency_key": "order-17"
  },
  "type": "payment_intent.succeeded",
  "data": {
    "object": {
      "id": "pi_1",
      "object": "payment_intent",
      "amount": 1099,
      "currency": "eur",
      "status": "succeeded",
      "client_secret": "pi_1_secret_2",
      "capture_method": "automatic",
      "created": 1700000000,
      "livemode": false,
      "metadata": {}
    }
  }
})";
constexpr std::string_view succeeded_signature =
    "t=1700000000,v1=9b9ec4b38a3cf9698138a973607e423975a501777289860fe8d13105a3e549b2";
constexpr std::string_view unheard_of = R"({
  "id": "evt_1",
  "object": "event",
  "api_version": "2025-01-01",
  "created": 1700000000,
  "livemode": false,
  "pending_webhooks": 1,
  "request": {
    "id": "req_1",
    "idempotency_key": "order-17"
  },
  "type": "never.heard.of",
  "data": {
    "object": {
      "id": "x"
    }
  }
})";
constexpr std::string_view unheard_of_signature =
    "t=1700000000,v1=a3810c73ba726dd0916d22f809d9281b2de057ee73eb92ab1d939bec32d46ffc";

tollgate::result<tollgate::verified<stripe::event>>
receive_event(std::string_view body, std::string_view signature, std::int64_t now = 1700000000)
{
    std::vector<tollgate::header> const headers{{"Stripe-Signature", signature}};
    return tollgate::receive<stripe::event>(
        merchant(), body, headers, tollgate::moment{std::chrono::sys_seconds{std::chrono::seconds{now}}},
        tollgate::with_tests);
}

std::string told_of(stripe::event const &event)
{
    if (auto const *const intent = event.what.get_if<stripe::payment_intent>())
        return *intent->id + ": " + std::string{intent->status->text()};
    if (auto const *const refund = event.what.get_if<stripe::refund>())
        return *refund->id + " was given back";
    return "nothing to do for " + std::string{event.what.type()};
}

} // namespace

TEST_SUITE("tollgate.providers.stripe")
{
    TEST_CASE("stripe: sends what Stripe's own library sends")
    {
        CHECK(sent_text(merchant(),
                        stripe::create_payment_intent{
                            .once = idempotency_key{"order-18"},
                            .amount = 500,
                            .currency = "usd",
                            .metadata = stripe::metadata{.pairs = {{.name = "order_id", .text = "6735"},
                                                                   {.name = "a b", .text = "c&d=e"}}}}) ==
              posted("/v1/payment_intents", "order-18",
                     "amount=500&currency=usd&metadata[order_id]=6735&metadata[a%20b]=c%26d%3De"));
        CHECK(sent_text(merchant(),
                        stripe::create_payment_intent{
                            .once = idempotency_key{"order-22"},
                            .amount = 1,
                            .currency = "eur",
                            .expand = std::vector<std::string>{"latest_charge", "customer"}}) ==
              posted("/v1/payment_intents", "order-22",
                     "amount=1&currency=eur&expand[0]=latest_charge&expand[1]=customer"));
        CHECK(sent_text(merchant(),
                        stripe::update_payment_intent{
                            .id = "pi_1",
                            .once = idempotency_key{"u-1"},
                            .amount = 12'00,
                            .metadata = stripe::metadata{.pairs = {{.name = "removed", .text = ""}}}}) ==
              posted("/v1/payment_intents/pi_1", "u-1", "amount=1200&metadata[removed]="));
        CHECK(sent_text(merchant(),
                        stripe::capture_payment_intent{.id = "pi_1", .once = idempotency_key{"k-1"}}) ==
              posted("/v1/payment_intents/pi_1/capture", "k-1", ""));
        CHECK(sent_text(merchant(),
                        stripe::list_payment_intents{
                            .created = stripe::created_between{.gte = 1700000000, .lt = 1800000000}}) ==
              asked("/v1/payment_intents?created[gte]=1700000000&created[lt]=1800000000"));
        CHECK(sent_text(merchant(),
                        stripe::create_checkout_session{
                            .once = idempotency_key{"s-1"},
                            .line_items = std::vector{stripe::line_item{
                                .price = stripe::by_price{.price = "price_1"}, .quantity = 2}},
                            .success_url = "https://shop.example/ok?session={CHECKOUT_SESSION_ID}"}) ==
              posted("/v1/checkout/sessions", "s-1",
                     "mode=payment&line_items[0][price]=price_1&line_items[0][quantity]=2&success_url="
                     "https%3A%2F%2Fshop.example%2Fok%3Fsession%3D%7BCHECKOUT_SESSION_ID%7D"));
        CHECK(sent_text(merchant(),
                        stripe::show_checkout_session{
                            .id = "cs_test_1",
                            .expand = std::vector<std::string>{"line_items", "payment_intent"}}) ==
              asked("/v1/checkout/sessions/cs_test_1?expand[0]=line_items&expand[1]=payment_intent"));
        CHECK(sent_text(merchant(), stripe::create_refund{.once = idempotency_key{"r-3"},
                                                          .of = stripe::of_charge{.charge = "ch_1"}}) ==
              posted("/v1/refunds", "r-3", "charge=ch_1"));
        CHECK(sent_text(merchant(), stripe::show_event{.id = "evt_1"}) == asked("/v1/events/evt_1"));
    }

    TEST_CASE("stripe: the next page of a list begins behind the last one of this page")
    {
        constexpr std::string_view intent =
            R"("amount":1,"currency":"eur","status":"succeeded","livemode":true,"created":1700000000})";
        std::string const two = R"({"object":"list","data":[{"id":"pi_1",)" + std::string{intent} +
                                R"(,{"id":"pi_2",)" + std::string{intent} + R"(],"has_more":)";
        CHECK(next_target(merchant(), stripe::list_payment_intents{.limit = 2}, two + "true}") ==
              "/v1/payment_intents?limit=2&starting_after=pi_2");
        CHECK(next_target(merchant(), stripe::list_payment_intents{.limit = 2}, two + "false}").empty());
        CHECK(next_target(merchant(), stripe::list_refunds{.payment_intent = "pi_1"},
                          R"({"data":[{"id":"re_9","amount":1,"currency":"eur","status":"succeeded",)"
                          R"("created":1}],"has_more":true})") ==
              "/v1/refunds?payment_intent=pi_1&starting_after=re_9");
        CHECK(next_target(
                  merchant(), stripe::list_checkout_sessions{},
                  R"({"data":[{"id":"cs_1","status":"open","payment_status":"unpaid","mode":"payment",)"
                  R"("livemode":true}],"has_more":true})") == "/v1/checkout/sessions?starting_after=cs_1");
    }

    TEST_CASE("stripe: a key is at most 255 characters long")
    {
        auto const keyed = [](std::size_t size) {
            return stripe::cancel_refund{.id = "re_1", .once = idempotency_key{std::string(size, 'k')}};
        };
        CHECK(tollgate::make_request(merchant(), keyed(255)).has_value());
        CHECK(tollgate::make_request(merchant(), keyed(256)).has_error());
    }

    TEST_CASE("stripe: an answer is read; what was expanded is left out")
    {
        auto const read = tollgate::read_response<stripe::create_payment_intent>(
            merchant(), 200,
            R"({"id":"pi_1","object":"payment_intent","amount":1099,"amount_received":1099,"currency":"eur",)"
            R"("status":"succeeded","client_secret":"s","created":1700000000,"livemode":false,"metadata":{},)"
            R"("latest_charge":{"id":"ch_1"},"next_action":null,"customer":null})");
        REQUIRE(read.has_value());
        CHECK(read->status->text() == "succeeded");
        CHECK(read->paid().value() == tollgate::money{10'99, tollgate::currency{"EUR"}});
        CHECK(read->latest_charge.unreadable());
    }

    TEST_CASE("stripe: refused where nothing was done, unknown where nobody knows")
    {
        struct {
            unsigned status;
            std::string_view body;
            errc code;
            std::string_view outcome;
        } const cases[] = {
            {400, R"({"error":{"type":"invalid_request_error","message":"?"}})", errc::refused_by_gateway,
             "refused"},
            {401, R"({"error":{"message":"Invalid API Key"}})", errc::refused_by_gateway, "refused"},
            {402, R"({"error":{"code":"card_declined","message":"?"}})", errc::refused_by_gateway, "refused"},
            {404, R"({"error":{"code":"resource_missing","message":"?"}})", errc::not_found_yet, "refused"},
            {409, R"({"error":{"code":"idempotency_key_in_use","message":"?"}})", errc::http_status,
             "unknown"},
            {424, R"({"error":{"message":"?"}})", errc::http_status, "unknown"},
            {429, R"({"error":{"code":"rate_limit","message":"?"}})", errc::try_again_later, "refused"},
            {400, R"({"error":{"type":"idempotency_error","message":"?"}})", errc::undecided_by_gateway,
             "unknown"},
            {500, R"({"error":{"type":"api_error","message":"?"}})", errc::http_status, "unknown"},
        };
        for (auto const &c : cases) {
            CAPTURE(c.status);
            auto const read =
                tollgate::read_response<stripe::show_payment_intent>(merchant(), c.status, c.body);
            REQUIRE(read.has_error());
            CHECK(read.error().code() == c.code);
            CHECK(name_of(read.error().outcome()) == c.outcome);
        }
        auto const declined = tollgate::read_response<stripe::confirm_payment_intent>(
            merchant(), 402, R"({"error":{"code":"card_declined","message":"Your card was declined."}})");
        CHECK(declined.error().gateway()->code == "card_declined");
        CHECK(declined.error().gateway()->message == "Your card was declined.");
    }

    TEST_CASE("stripe: an event that the gateway signed is received, each as its type says")
    {
        auto const told = receive_event(succeeded, succeeded_signature);
        REQUIRE(told.has_value());
        CHECK(told->is_test());
        CHECK((*told)->what.type() == "payment_intent.succeeded");
        auto const *const intent = (*told)->what.get_if<stripe::payment_intent>();
        REQUIRE(intent != nullptr);
        CHECK(intent->id == "pi_1");
        CHECK(intent->status->text() == "succeeded");
        CHECK(intent->amount == 10'99);

        auto const other = receive_event(unheard_of, unheard_of_signature);
        REQUIRE(other.has_value());
        CHECK((*other)->what.type() == "never.heard.of");
        CHECK((*other)->what.get_if<stripe::payment_intent>() == nullptr);
        REQUIRE((*other)->what.undescribed() != nullptr);
        CHECK((*other)->what.undescribed()->find("data") != nullptr);
        CHECK(told_of(**told) == "pi_1: succeeded");
        CHECK(told_of(**other) == "nothing to do for never.heard.of");

        CHECK(receive_event(succeeded, unheard_of_signature).error().code() == errc::signature_mismatch);
        CHECK(receive_event(succeeded, succeeded_signature, 1700000301).error().code() ==
              errc::timestamp_out_of_range);
        CHECK(receive_event(succeeded, "").error().code() == errc::unsigned_callback);
    }
}

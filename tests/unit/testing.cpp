// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What a gateway would send, for a program's own tests: it must be what the library itself takes for genuine.

#include <tollgate/testing.hpp>

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/providers/standard_webhooks.hpp>
#include <tollgate/providers/stripe_webhooks.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/accounts.hpp>
#include <support/gateway_bodies.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace {

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;
namespace stripe = tollgate::stripe_webhooks;
namespace webhooks = tollgate::standard_webhooks;
namespace test = tollgate::test;
using tollgate::errc;
using tollgate::signed_answer;
using tollgate::signed_body;
using tollgate::signed_callback;
using tollgate::signed_refusal;

one_payment::payment_callback payment()
{
    return {.payment_type = "sbp",
            .order_id = "8p3",
            .project_id = 5678,
            .status = one_payment::status::success,
            .merchant_price = tollgate::decimal{"50.00"},
            .currency = "RUB",
            .user_data = "order & 777"};
}

cactus::invoice_callback invoice()
{
    return {.site_id = 1,
            .site_login = "payer",
            .status = 3,
            .invoice_id = "905910",
            .amount = 8000,
            .received_amount = 8000,
            .currency = "USD",
            .received_currency = "USD",
            .method = "card"};
}

/// The same payment at a gateway that sends forms only.
struct form_payment {
    tollgate::required<"order_id", std::string> order;
    tollgate::optional<"note", std::string> note{};

    using account = one_payment::account;
    static constexpr bool only_as_form = true;
};

tollgate::moment at(std::int64_t seconds)
{
    return {std::chrono::sys_seconds{std::chrono::seconds{seconds}}};
}

} // namespace

TEST_SUITE("tollgate.testing")
{
    TEST_CASE_TEMPLATE("testing: a callback made from the typed message is genuine, and no other is", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        auto const project = test::one_payment_account();
        auto const sent = signed_callback<Hash>(project, payment()).value();
        auto const received =
            tollgate::receive<one_payment::payment_callback, Hash>(project, sent.body, sent.views());
        REQUIRE(received.has_value());
        CHECK((*received)->user_data == "order & 777");
        CHECK((*received)->merchant_price == tollgate::decimal{"50.00"});
        auto const stranger = test::one_payment_account(tollgate::secret{"another key"});
        CHECK(tollgate::receive<one_payment::payment_callback, Hash>(stranger, sent.body, sent.views())
                  .error()
                  .code() == errc::signature_mismatch);

        auto const told = signed_callback<Hash>(test::cactus_account(), invoice()).value();
        CHECK(
            tollgate::receive<cactus::invoice_callback, Hash>(test::cactus_account(), told.body, told.views())
                .has_value());

        form_payment const form{.order = "8p3", .note = "a b&c=d"};
        auto const as_form = signed_callback<Hash>(project, form).value();
        CHECK(as_form.body.find('{') == std::string::npos);
        auto const read = tollgate::receive<form_payment, Hash>(project, as_form.body, as_form.views());
        REQUIRE(read.has_value());
        CHECK((*read)->note == "a b&c=d");
    }

    TEST_CASE("testing: a callback drives a program's own handler")
    {
        auto const project = test::one_payment_account();
        auto const sent = signed_callback(project, payment()).value();
        std::string delivered;
        auto const answer = tollgate::answer_callback<one_payment::payment_callback>(
            project, sent.body, sent.views(),
            [&](tollgate::verified<one_payment::payment_callback> const &told) {
                delivered = *told->user_data;
            });
        CHECK(answer.status == 200);
        CHECK(delivered == "order & 777");
    }

    TEST_CASE("testing: a signature in a header, over the body, an id and a time")
    {
        webhooks::account const endpoint{.secret =
                                             tollgate::secret{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}};
        auto const sent = signed_body<webhooks::event>(endpoint, R"({"test": 2432232314})",
                                                       {{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
                                                        {"webhook-timestamp", "1614265330"}})
                              .value();
        // The specification's own example.
        CHECK(sent.headers.back() ==
              std::pair<std::string, std::string>{"webhook-signature",
                                                  "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="});
        CHECK(tollgate::receive<webhooks::event>(endpoint, sent.body, sent.views(), at(1614265330))
                  .has_value());
        auto const empty =
            signed_callback(endpoint, webhooks::event{.id = "msg_1", .timestamp = 1614265330}).value();
        auto const received =
            tollgate::receive<webhooks::event>(endpoint, empty.body, empty.views(), at(1614265330));
        REQUIRE(received.has_value());
        CHECK((*received)->id == "msg_1");

        stripe::account const hook{.signing_secret = tollgate::secret{"whsec_x"}};
        auto const event =
            signed_body<stripe::event>(
                hook, R"({"id":"evt_1","created":1700000000,"livemode":true,"type":"invoice.paid"})",
                {{"Stripe-Signature", "t=1700000000"}})
                .value();
        CHECK(event.headers.front().second.starts_with("t=1700000000,v1="));
        CHECK(tollgate::receive<stripe::event>(hook, event.body, event.views(), at(1700000000)).has_value());
    }

    TEST_CASE("testing: what cannot be signed says so")
    {
        auto nobody = payment();
        nobody.user_data = "";
        CHECK(signed_callback(test::one_payment_account(), nobody).error().code() == errc::empty_value);
        CHECK_FALSE(signed_callback(test::one_payment_account(), nobody).error().has_outcome());
    }

    TEST_CASE("testing: good answers and refusals are read as such")
    {
        auto const site = test::cactus_account();
        auto const form = tollgate::read_response<cactus::obtain_token>(
            site, 200, signed_answer<cactus::obtain_token>(site, cactus::payment_form{.key = "u48fb"}));
        REQUIRE(form.has_value());
        CHECK(form->key == "u48fb");
        auto const refused = tollgate::read_response<cactus::obtain_token>(
            site, 200, signed_refusal<cactus::obtain_token>(site, "", "no such method"));
        REQUIRE(refused.has_error());
        CHECK(refused.error().is_refused());
        CHECK(refused.error().gateway()->message == "no such method");

        auto const project = test::one_payment_account();
        auto const page = tollgate::read_response<one_payment::init_form>(
            project, 200,
            signed_answer<one_payment::init_form>(project, one_payment::form{.url = "https://x/1"}));
        REQUIRE(page.has_value());
        CHECK(page->page() == "https://x/1");
        auto const no = tollgate::read_response<one_payment::init_form>(
            project, 200, signed_refusal<one_payment::init_form>(project, "8"));
        REQUIRE(no.has_error());
        CHECK(tollgate::gateway_code<one_payment::error_code>(no.error()) ==
              one_payment::error_code::bad_user_data);
    }
}

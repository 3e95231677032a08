// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What clears up one order must not be taken for what became of another thing: of one that was there before, or of another operation.

#include <tollgate/records.hpp>

#include <support/records.hpp>

#include <tollgate/access_token.hpp>
#include <tollgate/providers/paypal.hpp>
#include <tollgate/providers/stripe.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>

#include <chrono>

namespace {

namespace paypal = tollgate::paypal;
namespace stripe = tollgate::stripe;
using namespace std::chrono_literals;
using tollgate::idempotency_key;
using tollgate::wire_response;
using tollgate::test::query;
using tollgate::test::watched_database;
using tollgate::test::with_each_database;

using script = tollgate::scripted_transport;
template <class Account>
using payments_of = tollgate::payments<Account, script, tollgate::cryptopp_hash, watched_database>;

template <class Account>
payments_of<Account> paying(Account const &account, script const &network, watched_database const &database)
{
    return {tollgate::client<Account, script>{account, network}, tollgate::records{database}};
}
tollgate::error no_answer()
{
    return {tollgate::errc::deadline_exceeded, tollgate::unknown{}, "No answer came in time."};
}
paypal::account paypal_shop()
{
    return {.client_id = "AaBb",
            .client_secret = tollgate::secret{"test_secret"},
            .environment = tollgate::environment{"sandbox"}};
}
stripe::account stripe_shop()
{
    return {.secret_key = tollgate::secret{"sk_test_key"}, .webhook_secret = tollgate::secret{"whsec_key"}};
}

} // namespace

TEST_SUITE("tollgate.records.settling")
{
    TEST_CASE("settle: an order that exists is not one that was captured: the capture is repeated by its key")
    {
        with_each_database([](watched_database const &database) {
            script const network{{wire_response{200, R"({"access_token":"A21AA","expires_in":31668})"},
                                  no_answer(), wire_response{201, R"({"id":"5O19","status":"COMPLETED"})"}}};
            auto by = paying(paypal_shop(), network, database);
            paypal::capture_order const capture{.id = "5O19", .once = idempotency_key{"take-17"}};
            CHECK(by.send(capture).error().is_unknown());
            auto const settled = by.settle<paypal::capture_order>(60s);
            REQUIRE(settled.has_value());
            CHECK(settled->asked == 0);
            CHECK(settled->repeated == 1);
            REQUIRE(network.requests().size() == 3);
            CHECK(network.requests()[2].method == network.requests()[1].method);
            CHECK(network.requests()[2].target == "/v2/checkout/orders/5O19/capture");
            auto const known = by.send(capture);
            REQUIRE(known.has_value());
            CHECK((known->status.value() == "COMPLETED"));
        });
    }

    TEST_CASE("settle: an order of another operation is left alone, also where its path ends alike")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), wire_response{200, "{}"}}};
            auto by = paying(stripe_shop(), network, database);
            stripe::cancel_payment_intent const cancel{.id = "pi_1", .once = idempotency_key{"k-1"}};
            CHECK(by.send(cancel).error().is_unknown());
            CHECK(by.settle<stripe::cancel_refund>(60s)->repeated == 0);
            CHECK(query(database, "SELECT own_id FROM tollgate_payment WHERE ask_at IS NULL").empty());
            CHECK(!by.find<stripe::cancel_refund>("k-1")->has_value());
            CHECK(by.unsettled()->front().operation == "POST /v1/payment_intents/{id}/cancel");
            CHECK(by.settle<stripe::cancel_payment_intent>(60s)->repeated == 1);
            CHECK(network.requests().size() == 2);
        });
    }
}

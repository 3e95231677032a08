// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What clears up one order must not be taken for what became of another thing: of one that was there before, or of another operation.

#include <tollgate/records.hpp>

#include <support/records.hpp>

#include <tollgate/access_tokens.hpp>
#include <tollgate/providers/paypal.hpp>
#include <tollgate/providers/stripe.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>

#include <soci/soci.h>

#include <chrono>
#include <cstddef>
#include <regex>
#include <set>
#include <string>
#include <string_view>

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
    TEST_CASE("settle, send: no statement goes through the orders that are closed")
    {
        tollgate::test::folder const here;
        watched_database const database{tollgate::soci_database::sqlite(here.file("records.db"))};
        REQUIRE(tollgate::records{database}.prepare().has_value());
        std::set<std::string> statements;
        database.by->before = [&statements](std::string_view sql) { statements.emplace(sql); };
        wire_response const paid{200, R"({"id":"re_1","amount":5,"currency":"eur","status":"succeeded"})"};
        script const network{{paid, no_answer(), no_answer(), wire_response{400, "{}"}}};
        auto by = paying(stripe_shop(), network, database);
        stripe::create_refund refund{.once = idempotency_key{"k-1"},
                                     .of = stripe::of_payment_intent{.payment_intent = "pi_1"}};
        CHECK(by.send(refund).has_value());
        refund.once = idempotency_key{"k-2"};
        CHECK(by.send(refund).error().is_unknown());
        CHECK(by.settle<stripe::create_refund>(0s).has_value());
        CHECK(by.settle<stripe::create_refund>(60s)->repeated == 1);
        CHECK(by.unsettled().has_value());
        refund.once = idempotency_key{"k-3"};
        CHECK(by.send(refund).has_error());

        static std::regex const value{R"(\$[0-9]+)"};
        auto const connection = database.database.connect();
        std::size_t looked_at = 0;
        for (std::string const &sql : statements) {
            CAPTURE(sql);
            if (!sql.starts_with("UPDATE") && !sql.starts_with("SELECT")) continue;
            soci::rowset<soci::row> const plan =
                connection->native().prepare << "EXPLAIN QUERY PLAN " + std::regex_replace(sql, value, "'1'");
            for (soci::row const &step : plan) {
                auto const detail = step.get<std::string>(3);
                CAPTURE(detail);
                bool const is_of_orders = detail.find("tollgate_payment") != detail.npos &&
                                          detail.find("tollgate_payment_step") == detail.npos;
                looked_at += is_of_orders ? 1U : 0U;
                bool const goes_through_all =
                    detail.starts_with("SCAN") && detail.find("_open") == detail.npos;
                // An index of the orders' names leads to one of them only with all its names.
                bool const goes_by_names =
                    detail.find("autoindex") != detail.npos && detail.find("own_id=") == detail.npos;
                CHECK_FALSE((is_of_orders && (goes_through_all || goes_by_names)));
            }
        }
        CHECK(looked_at >= 6);
    }
    TEST_CASE("send: SQLite makes no table in memory to write an order and its answer down")
    {
        tollgate::test::folder const here;
        watched_database const database{tollgate::soci_database::sqlite(here.file("records.db"))};
        REQUIRE(tollgate::records{database}.prepare().has_value());
        std::vector<std::string> statements;
        database.by->before = [&statements](std::string_view sql) { statements.emplace_back(sql); };
        wire_response const paid{200, R"({"id":"re_1","amount":5,"currency":"eur","status":"succeeded"})"};
        script const network{{paid}};
        auto by = paying(stripe_shop(), network, database);
        CHECK(by.send(stripe::create_refund{.once = idempotency_key{"k-1"},
                                            .of = stripe::of_payment_intent{.payment_intent = "pi_1"}})
                  .has_value());
        REQUIRE(statements.size() == 2);
        static std::regex const value{R"(\$[0-9]+)"};
        auto const connection = database.database.connect();
        for (std::string const &sql : statements) {
            CAPTURE(sql);
            soci::rowset<soci::row> const program = connection->native().prepare
                                                    << "EXPLAIN " + std::regex_replace(sql, value, "'1'");
            int steps = 0;
            for (soci::row const &step : program) {
                ++steps;
                CHECK(step.get<std::string>(1) != "OpenEphemeral");
            }
            CHECK(steps > 20);
        }
    }
}

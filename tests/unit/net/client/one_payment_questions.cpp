// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// 1Payment's status question, by which its payments are reconciled and its unsigned callbacks confirmed.

#include <tollgate/client.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>
#include <support/accounts.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace one_payment = tollgate::one_payment;
using tollgate::errc;
using tollgate::scripted_transport;
using tollgate::wire_response;
using answers = std::vector<tollgate::result<wire_response>>;

constexpr char status[] =
    R"({"payment_type":"sbp","project_id":5678,"order_id":"8p3brmb19gfg0sg8gcwhws8kgc748s87",)"
    R"("user_data":"order_777","status":3,"status_description":"SUCCESS"})";

auto client_of(scripted_transport const &transport)
{
    return tollgate::client{tollgate::test::one_payment_account(), transport};
}

} // namespace

TEST_SUITE("tollgate.client.one_payment")
{
    TEST_CASE("1Payment: a form and a payment are reconciled by user_data")
    {
        scripted_transport transport{answers{wire_response{200, status}, wire_response{200, status}}};
        auto gateway = client_of(transport);
        auto const form = gateway.reconcile<one_payment::init_form>("order_777");
        REQUIRE(form.has_value());
        CHECK(form->status == one_payment::status::success);
        auto const payment = gateway.reconcile<one_payment::init_payment>("order_777");
        REQUIRE(payment.has_value());
        CHECK(payment->order_id == "8p3brmb19gfg0sg8gcwhws8kgc748s87");
        for (auto const &sent : transport.requests())
            CHECK(sent.target.starts_with(
                "/status_payment?partner_id=1234&project_id=5678&user_data=order_777&sign="));
        CHECK(transport.requests().size() == 2);
    }

    TEST_CASE("1Payment: code 10 means not found yet, and nothing was learned")
    {
        scripted_transport transport{answers{wire_response{200, R"({"error_code":10})"}}};
        auto const form = client_of(transport).reconcile<one_payment::init_form>("order_777");
        REQUIRE(form.has_error());
        CHECK(form.error().code() == errc::not_found_yet);
        CHECK(form.error().is_unknown());
    }

    TEST_CASE("1Payment: an unsigned callback is confirmed by its order_id")
    {
        constexpr std::string_view body = R"({"order_id":"8p3brmb19gfg0sg8gcwhws8kgc748s87","status":3,)"
                                          R"("user_data":"another","merchant_price":1000000})";
        auto const received =
            tollgate::receive<one_payment::payment_callback>(tollgate::test::one_payment_account(), body);
        REQUIRE(received.has_error());
        REQUIRE(received.error().unsigned_callback() != nullptr);

        scripted_transport transport{answers{wire_response{200, status}}};
        auto const confirmed = client_of(transport).confirm<one_payment::payment_callback>(
            *received.error().unsigned_callback());
        REQUIRE(confirmed.has_value());
        CHECK(confirmed->by() == tollgate::verification::confirmation);
        CHECK((*confirmed)->user_data == "order_777");
        CHECK_FALSE((*confirmed)->merchant_price.has_value());
        REQUIRE(transport.requests().size() == 1);
        CHECK(transport.requests().front().target.starts_with(
            "/status_payment?partner_id=1234&project_id=5678&order_id=8p3brmb19gfg0sg8gcwhws8kgc748s87&"
            "sign="));
    }

    TEST_CASE("1Payment: an answer about another project confirms and reconciles nothing")
    {
        constexpr char another[] =
            R"({"project_id":9999,"order_id":"8p3b","user_data":"order_777","status":3})";
        auto const received = tollgate::receive<one_payment::payment_callback>(
            tollgate::test::one_payment_account(), R"({"order_id":"8p3b","project_id":5678,"status":3})");
        REQUIRE(received.error().unsigned_callback() != nullptr);
        scripted_transport transport{answers{wire_response{200, another}, wire_response{200, another}}};
        auto gateway = client_of(transport);
        auto const confirmed =
            gateway.confirm<one_payment::payment_callback>(*received.error().unsigned_callback());
        REQUIRE(confirmed.has_error());
        CHECK(confirmed.error().code() == errc::account_mismatch);
        CHECK(confirmed.error().is_unknown());
        auto const form = gateway.reconcile<one_payment::init_form>("order_777");
        REQUIRE(form.has_error());
        CHECK(form.error().code() == errc::account_mismatch);
    }

    TEST_CASE("1Payment: amounts fit the project's currency, where the account says it")
    {
        auto project = tollgate::test::one_payment_account();
        one_payment::init_form const order{.amount = tollgate::decimal{"50.001"}, .user_data = "order_777"};
        CHECK(tollgate::make_request(project, order).has_value());
        project.currency = "RUB";
        auto const refused = tollgate::make_request(project, order);
        REQUIRE(refused.has_error());
        CHECK(refused.error().code() == errc::excess_precision);
        one_payment::init_form const fits{.amount = tollgate::decimal{"50.01"}, .user_data = "order_777"};
        auto const made = tollgate::make_request(project, fits);
        REQUIRE(made.has_value());
        CHECK(made->target().find("currency") == std::string_view::npos);
    }
}

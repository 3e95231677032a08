// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/paystack.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/sent_text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace paystack = tollgate::paystack;
using tollgate::errc;
using tollgate::test::sent_text;

static_assert(tollgate::account<paystack::account>);

paystack::account merchant()
{
    return {.secret_key = tollgate::secret{"sk_test_judge"}};
}

/// What `paystack-sdk` 4.2.1 sends of the same message, with amounts as numbers.
constexpr std::string_view by_json = "Authorization: Bearer sk_test_judge\nContent-Type: application/json\n";
constexpr std::string_view without_body = "Authorization: Bearer sk_test_judge\n";

std::string posted(std::string_view target, std::string_view body)
{
    return "POST api.paystack.co" + std::string{target} + "\n" + std::string{by_json} + std::string{body};
}
std::string asked(std::string_view target)
{
    return "GET api.paystack.co" + std::string{target} + "\n" + std::string{without_body};
}

} // namespace

TEST_SUITE("tollgate.providers.paystack")
{
    TEST_CASE("paystack: sends what Paystack's own example programs send")
    {
        CHECK(sent_text(merchant(), paystack::initialize_transaction{.email = "customer@example.com",
                                                                     .amount = 403'33,
                                                                     .reference = "order-18"}) ==
              posted("/transaction/initialize",
                     R"({"email":"customer@example.com","amount":40333,"reference":"order-18"})"));
        CHECK(sent_text(merchant(), paystack::verify_transaction{.reference = "order-19.a=b"}) ==
              asked("/transaction/verify/order-19.a%3Db"));
        CHECK(sent_text(merchant(), paystack::show_transaction{.id = 4099260516}) ==
              asked("/transaction/4099260516"));
        CHECK(sent_text(merchant(), paystack::list_transactions{.per_page = 50,
                                                                .page = 2,
                                                                .status = "success",
                                                                .from = "2026-01-01T00:00:00.000Z"}) ==
              asked("/transaction?perPage=50&page=2&status=success&from=2026-01-01T00%3A00%3A00.000Z"));
        CHECK(sent_text(merchant(), paystack::charge_authorization{.email = "a@example.com",
                                                                   .amount = 403'33,
                                                                   .authorization_code = "AUTH_72btv547",
                                                                   .reference = "order-20"}) ==
              posted("/transaction/charge_authorization",
                     R"({"email":"a@example.com","amount":40333,"authorization_code":"AUTH_72btv547",)"
                     R"("reference":"order-20"})"));
        CHECK(sent_text(merchant(), paystack::create_refund{.transaction = "order-17"}) ==
              posted("/refund", R"({"transaction":"order-17"})"));
        CHECK(sent_text(merchant(), paystack::show_refund{.id = 1}) == asked("/refund/1"));
        CHECK(sent_text(merchant(), paystack::list_refunds{}) == asked("/refund"));
    }

    TEST_CASE("paystack: a reference that is no single piece of a path is not asked for")
    {
        for (std::string const reference : {"", ".", "..", "a/b", "a?b", "a#b", "a\r\nX: y"})
            CHECK(tollgate::make_request(merchant(), paystack::verify_transaction{.reference = reference})
                      .has_error());
    }

    TEST_CASE("paystack: an answer is read, a charge that failed is a value")
    {
        auto const form = tollgate::read_response<paystack::initialize_transaction>(
            merchant(), 200,
            R"({"status":true,"message":"Authorization URL created","data":{"authorization_url":)"
            R"("https://checkout.paystack.com/3ni8kdavz62431k","access_code":"3ni8kdavz62431k",)"
            R"("reference":"order-17"}})");
        REQUIRE(form.has_value());
        CHECK(form->data->page->text() == "https://checkout.paystack.com/3ni8kdavz62431k");

        // Verify Payments, docs.paystack.com, shortened
        auto const paid = tollgate::read_response<paystack::verify_transaction>(
            merchant(), 200,
            R"({"status":true,"message":"Verification successful","data":{"id":690075529,"domain":"test",)"
            R"("status":"success","reference":"nms6uvr1pl","amount":20000,"message":null,)"
            R"("gateway_response":"Successful","paid_at":"2020-05-19T12:30:56.000Z","channel":"card",)"
            R"("currency":"NGN","metadata":"","fees":300,"authorization":{"authorization_code":)"
            R"("AUTH_xxxxxxxxxx","reusable":true},"customer":{"id":24259516,"email":"customer@email.com"}}})");
        REQUIRE(paid.has_value());
        CHECK(paid->data->id == 690075529);
        CHECK(paid->data->paid().value() == tollgate::money{200'00, tollgate::currency{"NGN"}});
        CHECK(paid->data->authorization->reusable == true);

        auto const failed = tollgate::read_response<paystack::verify_transaction>(
            merchant(), 200,
            R"({"status":true,"message":"Verification successful","data":{"id":1,"status":"failed",)"
            R"("reference":"o","amount":20000,"currency":"NGN","fees":null,"authorization":{},"customer":null}})");
        REQUIRE(failed.has_value());
        CHECK(failed->data->paid().value() == tollgate::money{0, tollgate::currency{"NGN"}});
    }

    TEST_CASE("paystack: refused where nothing was done, unknown where nobody knows")
    {
        struct {
            unsigned status;
            std::string_view body;
            errc code;
            std::string_view outcome;
        } const cases[] = {
            {400,
             R"({"status":false,"message":"Duplicate Transaction Reference","code":"duplicate_reference"})",
             errc::refused_by_gateway, "refused"},
            {401, R"({"status":false,"message":"Invalid key"})", errc::refused_by_gateway, "refused"},
            {404, R"({"status":false,"message":"Entity not found"})", errc::not_found_yet, "refused"},
            {429, R"({"status":false,"message":"Too many requests"})", errc::again_later, "refused"},
            {200, R"({"status":false,"message":"No"})", errc::refused_by_gateway, "refused"},
            {409, "", errc::http_status, "unknown"},
            {500, R"({"status":false,"message":"An error occurred"})", errc::http_status, "unknown"},
            {502, "<html>", errc::http_status, "unknown"},
            {200, R"({"status":true,"message":"?"})", errc::missing_field, "unknown"},
        };
        for (auto const &c : cases) {
            CAPTURE(c.status);
            auto const read =
                tollgate::read_response<paystack::verify_transaction>(merchant(), c.status, c.body);
            REQUIRE(read.has_error());
            CHECK(read.error().code() == c.code);
            CHECK(name_of(read.error().outcome()) == c.outcome);
        }
        auto const twice =
            tollgate::read_response<paystack::initialize_transaction>(merchant(), 400, cases[0].body);
        CHECK(twice.error().gateway()->code == "duplicate_reference");
        CHECK(twice.error().gateway()->message == "Duplicate Transaction Reference");
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/paystack.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/callback/identity.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/testing.hpp>

#include <doctest/doctest.h>
#include <support/next_page_text.hpp>
#include <support/sent_text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace paystack = tollgate::paystack;
using tollgate::errc;
using tollgate::test::next_target;
using tollgate::test::sent_text;

static_assert(tollgate::account<paystack::account>);
static_assert(tollgate::callback<paystack::event>);

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

/// Signed by `@alexasomba/paystack-node` 1.1.6 with the key `sk_test_judge`.
constexpr std::string_view charged =
    R"({"event":"charge.success","data":{"id":4099260516,"domain":"test","status":"success","reference":"order-17",)"
    R"("amount":40333,"currency":"NGN","gateway_response":"Successful","channel":"card",)"
    R"("paid_at":"2026-01-10T15:00:00.000Z","created_at":"2026-01-10T14:59:00.000Z","fees":10283,"metadata":"",)"
    R"("customer":{"id":1,"email":"a@example.com","customer_code":"CUS_1"}}})";
constexpr std::string_view charged_signature =
    "12edf9c84d89b87a2147eb2107815187d27e9915747c59dcb439287e3ce06b30"
    "170c98014741c6cfc156a0c7083c9c953d949a05e4fca2420da5c99d941efd71";
constexpr std::string_view refunded =
    R"({"event":"refund.processed","data":{"status":"processed","transaction_reference":"order-17",)"
    R"("refund_reference":null,"amount":10000,"currency":"NGN"}})";
constexpr std::string_view refunded_signature =
    "99b01a7e81e3d6a6df2b1bd927a9a0479bbfc790c64baa8afd89d7c900713142"
    "e37245dfcbf54509e35e0ece31eb12058fbddeed02ff5dd664747a13f8c8c507";
constexpr std::string_view unheard_of = R"({"event":"never.heard.of","data":{}})";
constexpr std::string_view unheard_of_signature =
    "47ea5b814484d89c529f0def0cfabaeee589f118a3f3f72094bcefe7861045fb"
    "2a7041711d59cb836b62b720d1fe62788a633c6babd187bb90eebc7ebad7edde";

tollgate::result<tollgate::verified<paystack::event>>
receive_event(std::string_view body, std::string_view signature, auto... options)
{
    std::vector<tollgate::header> const headers{{"X-Paystack-Signature", signature}};
    return tollgate::receive<paystack::event>(merchant(), body, headers, options...);
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

    TEST_CASE("paystack: pages are numbered, and the answer says which is the last")
    {
        constexpr std::string_view second_of_three =
            R"({"status":true,"message":"m","data":[],"meta":{"total":9,"page":2,"pageCount":3}})";
        CHECK(next_target(merchant(), paystack::list_transactions{.per_page = 4, .page = 2},
                          second_of_three) == "/transaction?perPage=4&page=3");
        CHECK(next_target(merchant(), paystack::list_transactions{.page = 3}, second_of_three).empty());
        CHECK(next_target(merchant(), paystack::list_refunds{}, second_of_three) == "/refund?page=2");
        // A list that does not say how long it is does not seem to end.
        CHECK(next_target(merchant(), paystack::list_refunds{}, R"({"status":true,"data":[]})")
                  .find("meta.pageCount") != std::string::npos);
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
            {429, R"({"status":false,"message":"Too many requests"})", errc::try_again_later, "refused"},
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

    TEST_CASE("paystack: an event that the gateway signed is received, each as its type says")
    {
        auto const charge = receive_event(charged, charged_signature, tollgate::with_tests);
        REQUIRE(charge.has_value());
        CHECK(charge->is_test());
        CHECK((*charge)->what.type() == "charge.success");
        auto const *const transaction = (*charge)->what.get_if<paystack::transaction>();
        REQUIRE(transaction != nullptr);
        CHECK(transaction->id == 4099260516);
        CHECK(transaction->reference == "order-17");
        CHECK(transaction->status->text() == "success");
        CHECK(transaction->amount == 403'33);
        CHECK(transaction->currency == "NGN");

        auto const refund = receive_event(refunded, refunded_signature);
        REQUIRE(refund.has_value());
        auto const *const about = (*refund)->what.get_if<paystack::refund_event>();
        REQUIRE(about != nullptr);
        CHECK(about->status->text() == "processed");
        CHECK(about->transaction_reference == "order-17");

        auto const other = receive_event(unheard_of, unheard_of_signature);
        REQUIRE(other.has_value());
        CHECK((*other)->what.type() == "never.heard.of");
        CHECK((*other)->what.undescribed() != nullptr);
        CHECK(other->received() == unheard_of);

        CHECK(tollgate::identity_of(merchant(), **charge) != tollgate::identity_of(merchant(), **refund));
        CHECK(tollgate::identity_of(merchant(), **refund) != tollgate::identity_of(merchant(), **other));
    }

    TEST_CASE("paystack: an event whose identity cannot be read is refused, so that it looks like no other")
    {
        auto const receive_signed = [](std::string body) {
            auto const made = tollgate::signed_body<paystack::event>(merchant(), std::move(body)).value();
            std::vector<tollgate::header> const headers = made.views();
            return tollgate::receive<paystack::event>(merchant(), made.body, headers);
        };
        CHECK(
            receive_signed(R"({"event":"refund.failed","data":{"status":"failed","amount":1,"currency":[]}})")
                .has_value());
        for (std::string const body : {R"({"event":"refund.failed","data":{"status":"failed","amount":[]}})",
                                       R"({"event":"refund.failed","data":{"status":"failed","amount":-1}})"})
            CHECK(receive_signed(body).error().code() == errc::field_not_convertible);
    }

    TEST_CASE("paystack: an event that was changed, or that nobody signed, is refused")
    {
        std::string changed{charged};
        changed[changed.find("40333")] = '1';
        CHECK(receive_event(changed, charged_signature).error().code() == errc::signature_mismatch);
        CHECK(receive_event(charged, refunded_signature).error().code() == errc::signature_mismatch);
        CHECK(receive_event(charged, "").error().code() == errc::unsigned_callback);
        CHECK(receive_event(charged, charged_signature.substr(1)).error().code() ==
              errc::signature_wrong_length);
        CHECK(receive_event(charged, charged_signature).error().code() == errc::test_message);
        std::vector<tollgate::header> const none;
        CHECK(tollgate::receive<paystack::event>(merchant(), charged, none).error().code() ==
              errc::unsigned_callback);
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/razorpay.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/callback/identity.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/next_page_text.hpp>
#include <support/sent_text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace razorpay = tollgate::razorpay;
using tollgate::errc;
using tollgate::idempotency_key;
using tollgate::test::next_target;
using tollgate::test::sent_text;

static_assert(tollgate::account<razorpay::account>);
static_assert(tollgate::callback<razorpay::event>);

razorpay::account merchant()
{
    return {.key_id = "rzp_test_judge",
            .key_secret = tollgate::secret{"judge-secret"},
            .webhook_secret = tollgate::secret{"judge-webhook"}};
}

// What Razorpay's own library, `razorpay` 2.9.8 of npm, sends of the same message.
constexpr std::string_view by_basic = "Authorization: Basic cnpwX3Rlc3RfanVkZ2U6anVkZ2Utc2VjcmV0\n";
constexpr std::string_view by_json = "Content-Type: application/json\n";

std::string posted(std::string_view target, std::string_view body, std::string_view method = "POST")
{
    return std::string{method} + " api.razorpay.com" + std::string{target} + "\n" + std::string{by_basic} +
           std::string{by_json} + std::string{body};
}
std::string asked(std::string_view target, std::string_view method = "GET")
{
    return std::string{method} + " api.razorpay.com" + std::string{target} + "\n" + std::string{by_basic};
}

// Deliveries that the same library accepts.
constexpr std::string_view captured =
    R"({"entity":"event","account_id":"acc_BFQ7uQEaa7j2z7","event":"payment.captured","contains":["payment"],)"
    R"("payload":{"payment":{"entity":{"id":"pay_DG4ZdRK8ZnXC3k","entity":"payment","amount":50000,)"
    R"("currency":"INR","status":"captured","order_id":"order_DBJOWzybf0sJbb","method":"card","captured":true,)"
    R"("amount_refunded":0,"refund_status":null,"email":"a@example.com","contact":"+919000090000","notes":[],)"
    R"("error_code":null,"error_description":null,"created_at":1700000000}}},"created_at":1700000000})";
constexpr std::string_view captured_signature =
    "d4a700b080bd97ca8031af03f0386f7d1cb99b676f98011943fe4cafa7e1f57b";
constexpr std::string_view unheard_of =
    R"({"entity":"event","account_id":"acc_BFQ7uQEaa7j2z7","event":"never.heard.of","contains":[],"payload":{},)"
    R"("created_at":1700000000})";
constexpr std::string_view unheard_of_signature =
    "fad9e0efb4cc0a0cea08ff204d02803ecb4cbf16d47b1ff2edec4985efa27929";
constexpr std::string_view returned_order =
    "razorpay_payment_id=pay_DG4ZdRK8ZnXC3k&razorpay_order_id=order_DBJOWzybf0sJbb&razorpay_signature="
    "8e62260f630c44f4c8057cad76c64f6f7df51c506f00dde613faf35c92a925cc";
constexpr std::string_view returned_link =
    "razorpay_payment_id=pay_DG4ZdRK8ZnXC3k&razorpay_payment_link_id=plink_ExjpAUN3gVHrPJ&"
    "razorpay_payment_link_reference_id=order-17&razorpay_payment_link_status=paid&razorpay_signature="
    "89967fc3f76fb774f88af34c90f02579a0530b99ab1e9b050a69680d02f64d10";

tollgate::result<tollgate::verified<razorpay::event>> receive_event(std::string_view body,
                                                                    std::string_view signature)
{
    std::vector<tollgate::header> const headers{{"x-razorpay-signature", signature}};
    return tollgate::receive<razorpay::event>(merchant(), body, headers);
}

} // namespace

TEST_SUITE("tollgate.providers.razorpay")
{
    TEST_CASE("razorpay: sends what Razorpay's own library sends")
    {
        CHECK(sent_text(merchant(), razorpay::create_order{.amount = 500'00,
                                                           .currency = "INR",
                                                           .receipt = "order 17",
                                                           .partial_payment = false}) ==
              posted("/v1/orders",
                     R"({"amount":50000,"currency":"INR","receipt":"order 17","partial_payment":false})"));
        CHECK(sent_text(merchant(),
                        razorpay::create_order{
                            .amount = 100,
                            .currency = "INR",
                            .notes = razorpay::notes{.pairs = {{.name = "a.b", .text = "c\"d"}}}}) ==
              posted("/v1/orders", R"({"amount":100,"currency":"INR","notes":{"a.b":"c\"d"}})"));
        CHECK(sent_text(merchant(), razorpay::show_order{.id = "order_DBJOWzybf0sJbb"}) ==
              asked("/v1/orders/order_DBJOWzybf0sJbb"));
        CHECK(sent_text(
                  merchant(),
                  razorpay::update_order{.id = "order_DBJOWzybf0sJbb",
                                         .notes = razorpay::notes{.pairs = {{.name = "a", .text = "b"}}}}) ==
              posted("/v1/orders/order_DBJOWzybf0sJbb", R"({"notes":{"a":"b"}})", "PATCH"));
        CHECK(sent_text(merchant(), razorpay::list_orders{.receipt = "order 17", .count = 1}) ==
              asked("/v1/orders?receipt=order%2017&count=1"));
        CHECK(sent_text(merchant(), razorpay::list_payments_of_order{.id = "order_DBJOWzybf0sJbb"}) ==
              asked("/v1/orders/order_DBJOWzybf0sJbb/payments"));
        CHECK(sent_text(merchant(), razorpay::capture_payment{.id = "pay_DG4ZdRK8ZnXC3k",
                                                              .amount = 500'00,
                                                              .currency = "INR"}) ==
              posted("/v1/payments/pay_DG4ZdRK8ZnXC3k/capture", R"({"amount":50000,"currency":"INR"})"));
        CHECK(sent_text(merchant(), razorpay::cancel_payment_link{.id = "plink_ExjpAUN3gVHrPJ"}) ==
              asked("/v1/payment_links/plink_ExjpAUN3gVHrPJ/cancel", "POST"));
        CHECK(sent_text(merchant(), razorpay::list_payment_links{.reference = "order-17"}) ==
              asked("/v1/payment_links?reference_id=order-17"));
    }

    TEST_CASE("razorpay: a list goes on until a page is empty")
    {
        constexpr std::string_view one =
            R"({"entity":"collection","count":1,"items":[{"id":"order_1","amount":100,"amount_paid":0,)"
            R"("amount_due":100,"currency":"INR","status":"created","created_at":1700000000}]})";
        constexpr std::string_view none = R"({"entity":"collection","count":0,"items":[]})";
        CHECK(next_target(merchant(), razorpay::list_orders{.count = 10, .skip = 20}, one) ==
              "/v1/orders?count=10&skip=21");
        CHECK(next_target(merchant(), razorpay::list_orders{.count = 10, .skip = 21}, none).empty());
        CHECK(next_target(merchant(), razorpay::list_payments{}, none).empty());
        CHECK(next_target(merchant(), razorpay::list_refunds{}, none).empty());
        CHECK(next_target(merchant(), razorpay::list_refunds_of_payment{.payment = "pay_1"},
                          R"({"items":[{"id":"rfnd_1","amount":1,"currency":"INR","payment_id":"pay_1",)"
                          R"("status":"processed","created_at":1}]})") ==
              "/v1/payments/pay_1/refunds?skip=1");
    }

    TEST_CASE("razorpay: a refund carries its key, which is long enough and plain")
    {
        auto const refund_with = [](std::string key) {
            return razorpay::create_refund{.payment = "pay_29QQoUBi66xm2f",
                                           .once = idempotency_key{std::move(key)}};
        };
        CHECK(sent_text(merchant(), refund_with("550e8400-e29b-41d4-a716-446655440000")) ==
              "POST api.razorpay.com/v1/payments/pay_29QQoUBi66xm2f/refund\n" + std::string{by_basic} +
                  std::string{by_json} + "X-Refund-Idempotency: 550e8400-e29b-41d4-a716-446655440000\n{}");
        CHECK(tollgate::make_request(merchant(), refund_with("ten-chars-")).has_value());
        for (std::string const key : {"nine-char", "with a blank", "with.a.dot.", "ключ-ключ-ключ"})
            CHECK(tollgate::make_request(merchant(), refund_with(key)).has_error());
    }

    TEST_CASE("razorpay: answers are read, with `[]` where there are no notes")
    {
        auto const order = tollgate::read_response<razorpay::create_order>(
            merchant(), 200,
            R"({"id":"order_DBJOWzybf0sJbb","entity":"order","amount":50000,"amount_paid":0,"amount_due":50000,)"
            R"("currency":"INR","receipt":"r-17","offer_id":null,"status":"created","attempts":0,"notes":[],)"
            R"("created_at":1700000000})");
        REQUIRE(order.has_value());
        CHECK(order->id == "order_DBJOWzybf0sJbb");
        CHECK(order->amount == 500'00);
        CHECK_FALSE(order->notes.has_value());
        CHECK(order->notes.unreadable());
    }

    TEST_CASE("razorpay: refused where nothing was done, unknown where nobody knows")
    {
        constexpr std::string_view bad_request =
            R"({"error":{"code":"BAD_REQUEST_ERROR","description":"The id provided does not exist"}})";
        struct {
            unsigned status;
            std::string_view body;
            errc code;
            std::string_view outcome;
        } const cases[] = {
            {400, bad_request, errc::refused_by_gateway, "refused"},
            {401, bad_request, errc::refused_by_gateway, "refused"},
            {429, R"({"error":{"code":"BAD_REQUEST_ERROR","description":"Request failed"}})",
             errc::try_again_later, "refused"},
            {400, R"({"error":{"code":"GATEWAY_ERROR","description":"Payment processing failed"}})",
             errc::undecided_by_gateway, "unknown"},
            {409, bad_request, errc::http_status, "unknown"},
            {502, R"({"error":{"code":"GATEWAY_ERROR","description":"Gateway request timed out"}})",
             errc::http_status, "unknown"},
            {500, R"({"error":{"code":"SERVER_ERROR","description":"?"}})", errc::http_status, "unknown"},
        };
        for (auto const &c : cases) {
            CAPTURE(c.status);
            auto const read = tollgate::read_response<razorpay::create_refund>(merchant(), c.status, c.body);
            REQUIRE(read.has_error());
            CHECK(read.error().code() == c.code);
            CHECK(name_of(read.error().outcome()) == c.outcome);
            REQUIRE(read.error().gateway());
            CHECK(read.error().gateway()->code.ends_with("_ERROR"));
        }
    }

    TEST_CASE("razorpay: an event that the gateway signed is received, each as its type says")
    {
        auto const told = receive_event(captured, captured_signature);
        REQUIRE(told.has_value());
        CHECK((*told)->what.type() == "payment.captured");
        auto const *const about = (*told)->what.get_if<razorpay::payment_event>();
        REQUIRE(about != nullptr);
        razorpay::payment const &payment = *about->payment->entity;
        CHECK(payment.id == "pay_DG4ZdRK8ZnXC3k");
        CHECK(payment.paid().value() == tollgate::money{500'00, tollgate::currency{"INR"}});

        auto const other = receive_event(unheard_of, unheard_of_signature);
        REQUIRE(other.has_value());
        CHECK((*other)->what.type() == "never.heard.of");
        CHECK((*other)->what.undescribed() != nullptr);
        CHECK(tollgate::identity_of(merchant(), **told) != tollgate::identity_of(merchant(), **other));

        std::string changed{captured};
        changed[changed.find("50000")] = '1';
        CHECK(receive_event(changed, captured_signature).error().code() == errc::signature_mismatch);
        CHECK(receive_event(captured, "").error().code() == errc::unsigned_callback);
    }

    TEST_CASE("razorpay: what the payer's browser brings back is signed with the other secret")
    {
        std::vector<tollgate::header> const form{{"Content-Type", "application/x-www-form-urlencoded"}};
        auto const order = tollgate::receive<razorpay::order_return>(merchant(), returned_order, form);
        REQUIRE(order.has_value());
        CHECK((*order)->order == "order_DBJOWzybf0sJbb");
        auto const link = tollgate::receive<razorpay::link_return>(merchant(), returned_link, form);
        REQUIRE(link.has_value());
        CHECK((*link)->status->text() == "paid");

        razorpay::account other = merchant();
        other.key_secret = tollgate::secret{"key_secret"};
        CHECK(tollgate::receive<razorpay::order_return>(other, returned_order, form).error().code() ==
              errc::signature_mismatch);
        for (std::string_view const from : {"pay_DG4", "order_DBJ"}) {
            std::string changed{returned_order};
            changed[changed.find(from)] = 'x';
            CHECK(tollgate::receive<razorpay::order_return>(merchant(), changed, form).error().code() ==
                  errc::signature_mismatch);
        }
    }
}

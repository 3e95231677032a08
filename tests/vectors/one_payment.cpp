// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/one_payment.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/request.hpp>

#include <doctest/doctest.h>
#include <support/accounts.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace one_payment = tollgate::one_payment;
namespace signing = tollgate::signing;
namespace test = tollgate::test;

struct vector {
    std::string_view operation; ///< None for a callback.
    std::vector<tollgate::parameter> parameters;
    std::string signed_text; ///< Without the key.
    std::string_view md5;
};

// The signature printed on the gateway's pages is a placeholder. These were made with Python's hashlib by the rule of
// https://doc.1payment.com/create-form-sbp and the key `test_api_key`; the gateway has not confirmed them.
std::vector<vector> const &vectors()
{
    static std::vector<vector> const all{
        // https://doc.1payment.com/create-form-sbp, the page's own example
        {"init_form",
         {{"partner_id", "1234"}, {"project_id", "5678"}, {"amount", "50"}, {"description", "test_payment"}},
         "init_formamount=50&description=test_payment&partner_id=1234&project_id=5678",
         "3d76126bc0db24a58cc6c0755ea7020c"},
        // the same page; `shop_url` is known from https://docs.1payment.com/card-recurring-regular
        {"init_form",
         {{"partner_id", "1234"},
          {"project_id", "5678"},
          {"amount", "100.00"},
          {"description", "Платёж №1 (тест)"},
          {"shop_url", "https://shop.example/?a=1&b=2"},
          {"user_data", "order_777"}},
         "init_formamount=100.00&description=Платёж №1 (тест)&partner_id=1234&project_id=5678&"
         "shop_url=https://shop.example/?a=1&b=2&user_data=order_777",
         "946a6c7b0a5274a8caf8b948c737394f"},
        // https://docs.1payment.com/card-recurring-regular
        {"init_payment",
         {{"partner_id", "1234"},
          {"project_id", "5678"},
          {"payment_type", "card"},
          {"amount", "50"},
          {"description", "test_payment"},
          {"user_data", "u1"},
          {"token", "12345678"}},
         "init_paymentamount=50&description=test_payment&partner_id=1234&payment_type=card&project_id=5678&"
         "token=12345678&user_data=u1",
         "c2f8971bae471d4d88882255221cc71e"},
        // https://docs.1payment.com/p2p-payment-status
        {"status_payment",
         {{"partner_id", "1234"}, {"project_id", "5678"}, {"order_id", "8p3brmb19gfg0sg8gcwhws8kgc748s87"}},
         "status_paymentorder_id=8p3brmb19gfg0sg8gcwhws8kgc748s87&partner_id=1234&project_id=5678",
         "8aaef4109e81e7dabe826b47520b0cca"},
        // payouts and the balance: known from public integrations only
        {"init_payout",
         {{"partner_id", "1234"},
          {"project_id", "5678"},
          {"payout_type", "card"},
          {"destination", "4111111111111111"},
          {"amount", "50"},
          {"user_data", "p1"}},
         "init_payoutamount=50&destination=4111111111111111&partner_id=1234&payout_type=card&project_id=5678&"
         "user_data=p1",
         "ee8d4982797973802b8708772fe5c22c"},
        {"status_payout",
         {{"partner_id", "1234"}, {"order_id", "5678"}},
         "status_payoutorder_id=5678&partner_id=1234",
         "8891c1e837c32cff22e307cd1ee7e244"},
        {"get_balance",
         {{"partner_id", "1234"}},
         "get_balancepartner_id=1234",
         "2378fdd70d711b2c31dfbe9a31b98d27"},
        // https://docs.1payment.com/init-sberpay-payment; the next two: other ways to pay and to ask
        {"init_payment",
         {{"partner_id", "1234"},
          {"project_id", "5678"},
          {"amount", "50"},
          {"payment_type", "sberpay"},
          {"user_data", "u1"},
          {"sberpay_type", "app2app"},
          {"deep_link", "android-app://testbank/link"}},
         "init_paymentamount=50&deep_link=android-app://testbank/link&partner_id=1234&payment_type=sberpay&"
         "project_id=5678&sberpay_type=app2app&user_data=u1",
         "50b503be65480369be22ce23b10c4f30"},
        {"init_payment",
         {{"partner_id", "1234"},
          {"project_id", "5678"},
          {"amount", "50"},
          {"payment_type", "sbp"},
          {"user_data", "u1"},
          {"token", "t-1"}},
         "init_paymentamount=50&partner_id=1234&payment_type=sbp&project_id=5678&token=t-1&user_data=u1",
         "5ba6998da6c4fab1faf5d0a1ba88efcf"},
        {"status_payment",
         {{"partner_id", "1234"}, {"project_id", "5678"}, {"user_data", "u1"}},
         "status_paymentpartner_id=1234&project_id=5678&user_data=u1",
         "d40a5d0a9b7519d8b3222e7e0af6db06"},
        // the callback of https://doc.1payment.com/create-form-sbp, signed as public integrations check it
        {"",
         {{"payment_type", "sbp"},
          {"order_id", "8p3brmb19gfg0sg8gcwhws8kgc748s87"},
          {"project_id", "5678"},
          {"status", "3"},
          {"status_description", "SUCCESS"},
          {"merchant_price", "50"},
          {"user_price", "48.5"},
          {"currency", "RUB"},
          {"user_data", "order_777"}},
         "currency=RUB&merchant_price=50&order_id=8p3brmb19gfg0sg8gcwhws8kgc748s87&payment_type=sbp&"
         "project_id=5678&status=3&status_description=SUCCESS&user_data=order_777&user_price=48.5",
         "70d5da3c7b11804e65b2fa564881a0cb"}};
    return all;
}

template <class Hash, class Scheme>
void check_scheme(Scheme const &scheme, vector const &v)
{
    CAPTURE(v.signed_text);
    signing::context const over{v.parameters, v.operation, test::one_payment_key};
    tollgate::wiped_buffer text;
    REQUIRE_FALSE(signing::evaluate<Hash>(signing::signed_text(scheme), over, text));
    CHECK(text.view() == v.signed_text + test::one_payment_key);
    signing::signature signature;
    REQUIRE_FALSE(signing::sign<Hash>(scheme, over, signature));
    CHECK(signature.text() == v.md5);
    CHECK(signing::verify<Hash>(scheme, over, v.md5));
}

} // namespace

TEST_SUITE("vectors.one_payment")
{
    TEST_CASE_TEMPLATE("1Payment: the schemes give each vector's text and digest", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        for (vector const &v : vectors()) {
            if (v.operation.empty())
                check_scheme<Hash>(one_payment::schemes::callback.scheme, v);
            else
                check_scheme<Hash>(one_payment::schemes::request.scheme, v);
        }
    }

    // Neither init_form vector can go through the message: the first lacks `user_data`, which the message requires,
    // and the second has `shop_url`, which the document of init_form does not. So these two: the page's example with
    // `user_data`, and every parameter of the page. Digests and encoding by Python's hashlib and urllib.
    TEST_CASE_TEMPLATE("1Payment: init_form is signed raw and percent-encoded on the wire", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        auto const plain =
            tollgate::make_request<Hash>(test::one_payment_account(), test::one_payment_order());
        REQUIRE(plain.has_value());
        CHECK(plain->signature().text() == "c2e8d971cfb1cbe115e185c7ee890bca");
        CHECK(plain->target() ==
              "/init_form?partner_id=1234&project_id=5678&amount=50&description=test_payment&"
              "user_data=order_777&sign=c2e8d971cfb1cbe115e185c7ee890bca");
        CHECK(plain->canonical() ==
              "init_formamount=50&description=test_payment&partner_id=1234&project_id=5678&"
              "user_data=order_777[secret]");

        one_payment::init_form const order{.amount = tollgate::decimal{"100.00"},
                                           .description = "Платёж №1 (тест) 50% a+b~",
                                           .success_url = "https://shop.example/?a=1&b=2",
                                           .failure_url = "https://shop.example/no",
                                           .user_data = "order_777",
                                           .token = "tok 1"};
        auto const encoded = tollgate::make_request<Hash>(test::one_payment_account(), order);
        REQUIRE(encoded.has_value());
        CHECK(encoded->signature().text() == "b840cff19dbbbd0d475f184245bf717b");
        CHECK(encoded->target() ==
              "/init_form?partner_id=1234&project_id=5678&amount=100.00&description=%D0%9F%D0%BB%D0%B0%D1%82%"
              "D1%91"
              "%D0%B6%20%E2%84%961%20%28%D1%82%D0%B5%D1%81%D1%82%29%2050%25%20a%2Bb~&success_url=https%3A%2F%"
              "2Fshop."
              "example%2F%3Fa%3D1%26b%3D2&failure_url=https%3A%2F%2Fshop.example%2Fno&user_data=order_777&"
              "token=tok%201&sign=b840cff19dbbbd0d475f184245bf717b");
        CHECK(encoded->canonical() ==
              "init_formamount=100.00&description=Платёж №1 (тест) 50% "
              "a+b~&failure_url=https://shop.example/no&"
              "partner_id=1234&project_id=5678&success_url=https://shop.example/?a=1&b=2&token=[masked]&"
              "user_data=order_777[secret]");
    }

    TEST_CASE_TEMPLATE("1Payment: the operations give their vectors", Hash, tollgate::cryptopp_hash,
                       tollgate::openssl_hash)
    {
        auto const check = [](std::string_view md5, auto const &message) {
            CAPTURE(md5);
            auto const request = tollgate::make_request<Hash>(test::one_payment_account(), message);
            REQUIRE(request.has_value());
            CHECK(request->signature().text() == md5);
        };
        one_payment::init_payment payment{.amount = 50,
                                          .payment_type = one_payment::card_by_token{"12345678"},
                                          .user_data = "u1",
                                          .description = "test_payment"};
        check("c2f8971bae471d4d88882255221cc71e", payment);
        payment.description = {};
        payment.payment_type = one_payment::sberpay{.sberpay_type = one_payment::sberpay_type::app2app,
                                                    .deep_link = "android-app://testbank/link"};
        check("50b503be65480369be22ce23b10c4f30", payment);
        payment.payment_type = one_payment::sbp_by_token{"t-1"};
        check("5ba6998da6c4fab1faf5d0a1ba88efcf", payment);
        check("8aaef4109e81e7dabe826b47520b0cca",
              one_payment::status_payment{one_payment::by_order_id{"8p3brmb19gfg0sg8gcwhws8kgc748s87"}});
        check("d40a5d0a9b7519d8b3222e7e0af6db06",
              one_payment::status_payment{one_payment::by_user_data{"u1"}});
        check("ee8d4982797973802b8708772fe5c22c",
              one_payment::init_payout{.amount = 50,
                                       .to = one_payment::payout_to_card{.destination = "4111111111111111"},
                                       .user_data = "p1"});
        check("8891c1e837c32cff22e307cd1ee7e244", one_payment::status_payout{.order_id = "5678"});
        check("2378fdd70d711b2c31dfbe9a31b98d27", one_payment::get_balance{});
    }

    TEST_CASE_TEMPLATE("1Payment: payment_callback reads the callback's vector", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        constexpr std::string_view body =
            R"({"payment_type":"sbp","order_id":"8p3brmb19gfg0sg8gcwhws8kgc748s87","project_id":5678,"status":3,)"
            R"("status_description":"SUCCESS","merchant_price":50,"user_price":48.5,"currency":"RUB",)"
            R"("user_data":"order_777","sign":"70d5da3c7b11804e65b2fa564881a0cb"})";
        auto const callback =
            tollgate::receive<one_payment::payment_callback, Hash>(test::one_payment_account(), body);
        REQUIRE(callback.has_value());
        one_payment::payment_callback const &paid = **callback;
        CHECK(paid.payment_type == "sbp");
        CHECK(paid.order_id == "8p3brmb19gfg0sg8gcwhws8kgc748s87");
        CHECK(paid.project_id == 5678);
        CHECK(paid.status == one_payment::status::success);
        CHECK(paid.status_description == "SUCCESS");
        CHECK(paid.merchant_price == tollgate::decimal{"50"});
        CHECK(paid.user_price == tollgate::decimal{"48.5"});
        CHECK(paid.currency == "RUB");
        CHECK(paid.user_data == "order_777");
        CHECK_FALSE(paid.test.has_value());
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A callback is read only if the gateway signed it: there is no other way to its fields.

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <iostream>
#include <string_view>

namespace one_payment = tollgate::one_payment;

int main()
{
    one_payment::account const account{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};

    constexpr std::string_view paid =
        R"({"payment_type":"sbp","order_id":"8p3brmb19gfg0sg8gcwhws8kgc748s87","project_id":5678,)"
        R"("status":3,"status_description":"SUCCESS","merchant_price":50,"user_price":48.5,)"
        R"("currency":"RUB","user_data":"order_777","sign":"70d5da3c7b11804e65b2fa564881a0cb"})";

    auto const callback = tollgate::receive<one_payment::payment_callback>(account, paid);
    if (!callback) {
        std::cerr << callback.error() << '\n';
        return 1;
    }
    one_payment::payment_callback const &payment = **callback;
    std::cout << "verified     " << payment.user_data.value() << ": " << payment.merchant_price->text() << ' '
              << payment.currency.value()
              << (payment.status == one_payment::status::success ? ", paid\n" : ", not paid\n");

    constexpr std::string_view unsigned_body = R"({"status":3,"user_data":"order_777"})";
    auto const refused = tollgate::receive<one_payment::payment_callback>(account, unsigned_body);
    std::cout << "refused      " << refused.error() << '\n';
}

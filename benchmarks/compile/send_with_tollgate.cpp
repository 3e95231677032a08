// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A program that sends one payment. By hand: send_by_hand.cpp.

#include <tollgate/providers/one_payment.hpp>
#include <tollgate/tollgate.hpp>

#include <iostream>

int main()
{
    tollgate::client gateway{tollgate::one_payment::account{
        .partner_id = 1234,
        .project_id = 5678,
        .api_key = tollgate::secret::from_environment("ONE_PAYMENT_KEY").value()}};

    tollgate::one_payment::init_form const message{.amount = tollgate::decimal{"50.00"},
                                                   .description = "tea and biscuits",
                                                   .success_url = "https://shop.example/thanks/A-1002",
                                                   .failure_url = "https://shop.example/basket/A-1002",
                                                   .user_data = "order-A-1002"};
    auto const form = gateway.send(message);
    if (!form) {
        std::cerr << form.error() << '\n';
        return 1;
    }
    std::cout << *form->url << '\n';
}

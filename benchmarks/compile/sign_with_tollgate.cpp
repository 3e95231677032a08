// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A program that only signs. What it includes of others: sign_includes.cpp.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/request.hpp>

#include <iostream>

int main()
{
    tollgate::one_payment::account const project{
        .partner_id = 1234,
        .project_id = 5678,
        .api_key = tollgate::secret::from_environment("ONE_PAYMENT_KEY").value()};
    tollgate::one_payment::init_form const form{.amount = tollgate::decimal{"50.00"},
                                                .user_data = "order-A-1002"};
    auto const request = tollgate::make_request(project, form);
    std::cout << request.value().target() << '\n';
}

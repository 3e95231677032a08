// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A message becomes a signed request without any network: bytes out, nothing sent.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/request.hpp>

#include <iostream>

namespace one_payment = tollgate::one_payment;

int main()
{
    one_payment::account const account{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};

    one_payment::init_form const form{
        .amount = tollgate::decimal{"50.00"}, // a decimal keeps its scale: 50 and 50.00 sign differently
        .description = "tea & biscuits",
        .user_data = "order-777"};

    auto const request = tollgate::make_request(account, form);
    if (!request) {
        std::cerr << request.error() << '\n';
        return 1;
    }
    std::cout << "signed text  " << request->canonical() << '\n'
              << "signature    " << request->signature().text() << '\n'
              << "wire form    " << request->method() << " https://" << request->host() << request->target()
              << '\n';
}

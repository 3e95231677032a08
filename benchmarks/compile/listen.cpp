// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A program that receives one type of callback.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <iostream>

int main()
{
    namespace one_payment = tollgate::one_payment;
    tollgate::listener callbacks;
    callbacks.on<one_payment::payment_callback>(
        "/1payment",
        one_payment::account{.partner_id = 1234,
                             .project_id = 5678,
                             .api_key = tollgate::secret::from_environment("ONE_PAYMENT_KEY").value()},
        [](tollgate::verified<one_payment::payment_callback> const &told) {
            std::cout << *told->order_id << '\n';
        });
    callbacks.start().value();
    std::cin.get();
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A program that asks why a callback's signature does not match.

#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <iostream>
#include <iterator>
#include <string>

int main()
{
    namespace one_payment = tollgate::one_payment;
    std::string const body{std::istreambuf_iterator<char>{std::cin}, {}};
    one_payment::account const project{.partner_id = 1234,
                                       .project_id = 5678,
                                       .api_key =
                                           tollgate::secret::from_environment("ONE_PAYMENT_KEY").value()};
    std::cout << tollgate::explain<one_payment::payment_callback>(project, body) << '\n';
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A test that starts a simulated gateway.

#include <tollgate/providers/one_payment.hpp>
#include <tollgate/sandbox.hpp>

#include <iostream>

int main()
{
    namespace one_payment = tollgate::one_payment;
    tollgate::sandbox::gateway gateway{one_payment::account{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}}};
    std::cin.get();
}

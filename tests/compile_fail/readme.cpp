// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The program of README.md, and what the compiler says when a parameter is forgotten.

// first-error-line: here
// expect-error(gcc): use of deleted function .*fixed_string<11>{"request_id"}
// expect-error(clang): call to deleted constructor of 'required<"request_id"
// names-within-lines(gcc): 3 request_id
// names-within-lines(clang): 12 request_id

#include <tollgate/providers/cactus.hpp>
#include <tollgate/tollgate.hpp>

#include <iostream>

namespace cactus = tollgate::cactus;

int main()
{
    tollgate::client gateway{
        cactus::account{.merchant_id = "merch_id",
                        .site_id = 1,
                        .salt = tollgate::secret::from_environment("CACTUS_SALT").value()}};

    cactus::obtain_token order{.site_login = "551d0ad9072b30f3b71b989e",
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
                               .request_id = "jnvdjd094vnd",
#endif
                               .amount = 900'000, // minor units
                               .currency = "KZT",
                               .method = cactus::cis_transfer{.bank_app = "tbank"}}; // <- here

    auto form = gateway.send(order); // result<cactus::payment_form>

    if (form)
        std::cout << "send the payer to " << form->page() << '\n';
    else
        std::cout << form.error() << '\n'; // what happened, and whether money may have moved
}

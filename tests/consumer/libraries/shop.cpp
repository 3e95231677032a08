// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Signs here and in the shared library, and understands the library's errors.

#include "../programs/payment.hpp"
#include "till.hpp"

#include <tollgate/hash/cryptopp.hpp>

#include <iostream>

namespace {

int failures = 0;

void expect(bool holds, char const *what)
{
    if (holds) return;
    std::cerr << "not so: " << what << '\n';
    ++failures;
}

} // namespace

int main()
{
    auto const here = shop::signature<tollgate::cryptopp_hash>();
    auto const there = till::sign(shop::project(), shop::order());
    expect(here == shop::expected_signature, "the program signs");
    expect(there == here, "the library signs the same");

    auto const key = till::forgotten_key();
    expect(!key && key.error().code() == tollgate::errc::environment_not_set, "the library's error arrives");
    expect(!key && key.error().is_not_sent(), "… with its outcome");

    bool caught = false;
    try {
        till::insist_on_the_forgotten_key();
    } catch (tollgate::exception const &e) {
        caught = e.error().code() == tollgate::errc::environment_not_set;
    }
    expect(caught, "the library's exception is caught by its type");
    expect(till::a_mismatch() == make_error_code(tollgate::errc::signature_mismatch),
           "an error code of the library equals the program's");
    return failures;
}

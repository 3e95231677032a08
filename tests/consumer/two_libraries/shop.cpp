// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Each library signs as this program does, uses a transport that the other one made, and throws what this program catches.

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

void expect_paid(auto pay, auto answers)
{
    tollgate::any_transport over = answers();
    auto const form = pay(shop::project(), shop::order(), over);
    expect(form && *form == "https://pay.example/1", "a library sends over the other one's transport");
    auto const refused = pay(shop::project(), shop::order(), over);
    expect(!refused && refused.error().is_refused(), "… and is refused");
    auto const silent = pay(shop::project(), shop::order(), over);
    expect(!silent && silent.error().code() == tollgate::errc::connect_failed && silent.error().is_not_sent(),
           "… and is told the end of the script");
}

void expect_thrown(auto throw_one)
{
    try {
        throw_one();
        expect(false, "a library throws");
    } catch (tollgate::exception const &e) {
        expect(e.error().code() == make_error_code(tollgate::errc::refused_by_gateway) &&
                   e.error().is_refused(),
               "a library's exception is caught by its type, and its code is the program's");
    }
}

} // namespace

int main()
{
    expect(shop::signature<tollgate::cryptopp_hash>() == shop::expected_signature, "the program signs");
    expect(till_headers::sign(shop::project(), shop::order()) == shop::expected_signature,
           "so does one library");
    expect(till_compiled::sign(shop::project(), shop::order()) == shop::expected_signature,
           "so does the other");
    expect_paid(till_headers::pay, till_compiled::canned_answers);
    expect_paid(till_compiled::pay, till_headers::canned_answers);
    expect_thrown(till_headers::throw_a_refusal);
    expect_thrown(till_compiled::throw_a_refusal);
    return failures;
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Two source files that include every header make one program: nothing is defined twice.

#include "second.hpp"

#include "../programs/payment.hpp"

int main()
{
    bool const both = shop::signature<tollgate::cryptopp_hash>() == shop::expected_signature &&
                      shop::signed_with_openssl() == shop::expected_signature;
    return both ? 0 : 1;
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Signs with Crypto++.

#include "payment.hpp"

#include <tollgate/hash/cryptopp.hpp>

#include <iostream>

int main()
{
    auto const signature = shop::signature<tollgate::cryptopp_hash>();
    std::cout << "tollgate " TOLLGATE_VERSION_STRING ", Crypto++: " << signature << '\n';
    return signature == shop::expected_signature && shop::reads_the_answer<tollgate::cryptopp_hash>() ? 0 : 1;
}

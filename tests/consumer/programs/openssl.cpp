// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Signs with OpenSSL.

#include "payment.hpp"

#include <tollgate/hash/openssl.hpp>

#include <iostream>

int main()
{
    auto const signature = shop::signature<tollgate::openssl_hash>();
    std::cout << "tollgate " TOLLGATE_VERSION_STRING ", OpenSSL: " << signature << '\n';
    return signature == shop::expected_signature && shop::reads_the_answer<tollgate::openssl_hash>() ? 0 : 1;
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Signs with OpenSSL and sends through a transport of its own: no Crypto++, no Beast.

#include "own_transport.hpp"

#include <tollgate/hash/openssl.hpp>

int main()
{
    return shop::pays<tollgate::openssl_hash>() ? 0 : 1;
}

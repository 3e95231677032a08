// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Signs with Crypto++ and sends through a transport of its own: no OpenSSL, no Beast.

#include "own_transport.hpp"

#include <tollgate/hash/cryptopp.hpp>

int main()
{
    return shop::pays<tollgate::cryptopp_hash>() ? 0 : 1;
}

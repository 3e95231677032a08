// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Signs a text with the installed headers; the expected signature is RFC 2202's, 3.2.

#include <tollgate/hash/cryptopp.hpp>

#include <cstdio>
#include <string>

int main()
{
    tollgate::cryptopp_hash::hmac<tollgate::hash::sha1> const sign{"Jefe"};

    std::string signature;
    for (unsigned char const byte : sign("what do ya want for nothing?")) {
        char hex[3];
        std::snprintf(hex, sizeof hex, "%02x", unsigned{byte});
        signature += hex;
    }

    std::printf("tollgate %s: %s\n", TOLLGATE_VERSION_STRING, signature.c_str());
    return signature == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79" ? 0 : 1;
}

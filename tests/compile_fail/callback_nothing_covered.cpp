// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a callback of which the signature covers nothing.*\[tollgate\.callback\.nothing_covered\]

#include "support/asking.hpp"

struct told {
    acme::required<"id", std::string> id;

    using account = acme::account;
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    using confirmed_by = tollgate::asks<acme::status, "id">;
#endif
    static constexpr auto callback_signature = [] {
        using namespace tollgate::signing::words;
        return in_header<"X-Sign">(hex(hmac_sha256(key, header<"X-Time"> + "|" + crc32(body))));
    }();
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<told>(merchant, body);
}

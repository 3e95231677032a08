// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a callback's items must be a list in a JSON body.*\[tollgate\.callback\.items\]

#include "support/acme.hpp"

struct paid {
    acme::required<"id", std::string> id;

    using account = acme::account;
    using items = tollgate::each<"events">;
    static constexpr auto callback_signature = [] {
        using namespace tollgate::signing::words;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
        return in_header<"X-Sign">(hex(hmac_sha256(key, body)));
#else
        return in_field<"more.sign">(hex(hmac_sha256(key, field<"id">)));
#endif
    }();
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive_each<paid>(merchant, body);
}

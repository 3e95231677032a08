// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a callback with `items` or `confirmed_by` must be answered with a fixed text.*\[tollgate\.callback\.fixed_acknowledgement\]

#include "support/acme.hpp"

struct paid {
    acme::required<"id", std::string> id;

    using account = acme::account;
    using items = tollgate::each<"events">;
    static constexpr auto callback_signature = [] {
        using namespace tollgate::signing::words;
        return in_field<"sign">(hex(hmac_sha256(key, field<"id">)));
    }();
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr auto acknowledged =
        tollgate::acknowledgement{}.with("OK" + tollgate::signing::words::field<"id">);
#else
    static constexpr tollgate::acknowledgement acknowledged{.body = "OK"};
#endif
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive_each<paid>(merchant, body);
}

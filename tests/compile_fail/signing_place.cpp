// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a signature must stand in a field or a header.*\[tollgate\.signing\.place\]

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
    static constexpr auto request_signature = [] {
        using namespace tollgate::signing::words;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
        return in_field<"">(hex(sha256(field<"order_id"> + key)));
#else
        return in_field<"sign">(hex(sha256(field<"order_id"> + key)));
#endif
    }();
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

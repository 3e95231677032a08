// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `plus` adds what is not sent.*\[tollgate\.signing\.unsent_name\]
// expect-error: order_id

#include "support/acme.hpp"

namespace schemes {
using namespace tollgate::signing::words;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto rule =
    in_field<"sign">(hex(sha256(join("", value, fields | but<"sign"> | plus<"order_id">(key) | by_name))));
#else
inline constexpr auto rule =
    in_field<"sign">(hex(sha256(join("", value, fields | but<"sign"> | plus<"password">(key) | by_name))));
#endif
} // namespace schemes

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
    static constexpr auto request_signature = schemes::rule;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

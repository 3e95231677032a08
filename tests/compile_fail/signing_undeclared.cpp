// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a scheme must name what is declared.*\[tollgate\.signing\.undeclared\]
// expect-error: oder_id
// names-within-lines(gcc): 8 pay_order
// names-within-lines(clang): 14 pay_order

#include "support/acme.hpp"

namespace schemes {
using namespace tollgate::signing::words;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto rule = in_field<"sign">(hex(sha256(field<"oder_id"> + ":" + key)));
#else
inline constexpr auto rule = in_field<"sign">(hex(sha256(field<"order_id"> + ":" + key)));
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

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a header beside a body.*\[tollgate\.signing\.glued_header\]

#include "support/acme.hpp"

namespace schemes {
using namespace tollgate::signing::words;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto rule = in_header<"X-Sign">(hex(hmac_sha256(key, header<"X-Id"> + body)));
#else
inline constexpr auto rule = in_header<"X-Sign">(hex(hmac_sha256(key, header<"X-Id"> + "." + body)));
#endif
} // namespace schemes

struct paid {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    static constexpr auto callback_signature = schemes::rule;
    static constexpr bool also_as_form = true;
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `operation`, `method`, `path`, `target` and `query` are words of a request.*\[tollgate\.signing\.of_request\]
// expect-error: target

#include "support/acme.hpp"

namespace schemes {
using namespace tollgate::signing::words;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto rule = in_header<"X-Sign">(hex(sha256(target + "\n" + body + key)));
#else
inline constexpr auto rule = in_header<"X-Sign">(hex(sha256(account_field<"shop"> + "\n" + body + key)));
#endif
} // namespace schemes

struct paid {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    static constexpr auto callback_signature = schemes::rule;
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}

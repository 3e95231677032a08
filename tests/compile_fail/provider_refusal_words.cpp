// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: in a refusal_rule `not_found`, `success_codes`, `open_codes` and `again_codes` need `code`.*\[tollgate\.provider\.refusal_words\]

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr tollgate::refusal_rule refusal{.flag = "ok", .not_found = "10"};
#else
    static constexpr tollgate::refusal_rule refusal{.flag = "ok", .code = "error", .not_found = "10"};
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a refusal_rule's `refused_at`, `again_at` and `not_found_at` must hold HTTP statuses.*\[tollgate\.provider\.refusal_status\]

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr tollgate::refusal_rule refusal{.code = "error", .refused_at = {200, 404}};
#else
    static constexpr tollgate::refusal_rule refusal{.code = "error", .refused_at = {400, 404}};
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

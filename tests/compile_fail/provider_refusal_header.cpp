// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a refusal_rule's `open_header` must be a header's name and its value.*\[tollgate\.provider\.refusal_header\]

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr tollgate::refusal_rule refusal{.code = "error",
                                                    .open_header = {"transient-error: true", ""}};
#else
    static constexpr tollgate::refusal_rule refusal{.code = "error",
                                                    .open_header = {"transient-error", "true"}};
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

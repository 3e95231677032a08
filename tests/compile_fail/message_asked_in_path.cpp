// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a message may not be `reconciled_by` a field that is `in_path`.*\[tollgate\.message\.asked_in_path\]

#include "support/acme.hpp"

struct order_status {
    acme::required<"order", std::string> order;
};
struct show_order {
    acme::required<"order", std::string, tollgate::in_path> order;

    using account = acme::account;
    using endpoint = acme::get<"/orders/{order}", tollgate::effect::reads>;
    using response = order_status;
};

struct capture_order {
    acme::required<"order", std::string, tollgate::in_path> order;

    using account = acme::account;
    using endpoint = acme::post_json<"/orders/{order}/capture">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using reconciled_by = tollgate::asks<show_order, "order">;
#endif
};

auto capture(acme::account const &merchant, capture_order const &order)
{
    return tollgate::make_request(merchant, order);
}

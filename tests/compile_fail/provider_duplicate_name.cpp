// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a message must have each name once.*\[tollgate\.provider\.duplicate_name\]
// names-within-lines(gcc): 8 pay_order
// names-within-lines(clang): 14 pay_order
// expect-error: declared_as<.*"order_id"

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::optional<"order_id", std::string> order{};
#else
    acme::optional<"order", std::string> order{};
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

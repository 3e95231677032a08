// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: an answer, an object or an alternative.*\[tollgate\.field\.twice\]
// names-within-lines(gcc): 8 "id"
// names-within-lines(clang): 14 "id"

#include "support/acme.hpp"

struct accepted {
    acme::required<"id", std::string> id;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::optional<"id", std::string> number{};
#else
    acme::optional<"number", std::string> number{};
#endif
};

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = accepted;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

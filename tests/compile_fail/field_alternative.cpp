// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a choice's alternatives must be.*\[tollgate\.field\.alternative\]
// names-within-lines(gcc): 8 "method"
// names-within-lines(clang): 14 "method"

#include "support/acme.hpp"

struct cash {
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr std::string_view chosen_as = "cash";
#endif
    acme::required<"address", std::string> address;
};

struct pay_order {
    tollgate::choice<"method", "details", cash> method;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `brackets` must be a truth value.*\[tollgate\.message\.brackets\]
// names-within-lines(gcc): 8 "brackets"
// names-within-lines(clang): 14 "brackets"

#include "support/acme.hpp"

struct pay_order {
    tollgate::required<"order", std::string> order;

    using account = acme::account;
    using endpoint = acme::post_form<"/pay">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr std::string_view brackets = "yes";
#else
    static constexpr bool brackets = true;
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a query or form must be flat.*\[tollgate\.message\.nested\]
// names-within-lines(gcc): 8 pay_order
// names-within-lines(clang): 14 pay_order

#include "support/acme.hpp"

struct cash {
    static constexpr std::string_view chosen_as = "cash";
    acme::required<"address", std::string> address;
};

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    tollgate::choice<"method", "details", cash> method;
#else
    tollgate::choice<"method", tollgate::beside, cash> method;
#endif

    using account = acme::account;
    using endpoint = acme::get<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: what the payer's browser sends, or a script is handed, has no headers.*\[tollgate\.message\.browser\]

#include "support/acme.hpp"

struct checkout {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    tollgate::required<"X-Order", std::string, tollgate::as_header> order;
#else
    tollgate::required<"order", std::string> order;
#endif

    using account = acme::account;
    using endpoint = tollgate::browser_form<"/checkout">;
    using response = tollgate::nothing;
};

auto make(acme::account const &merchant, checkout const &order)
{
    return tollgate::make_request(merchant, order);
}

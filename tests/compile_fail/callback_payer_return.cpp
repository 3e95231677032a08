// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: what a payer's browser brings back.*\[tollgate\.callback\.payer_return\]

#include "support/acme.hpp"

#include <tollgate/listener.hpp>

struct came_back {
    tollgate::required<"order", std::string> order;

    using account = acme::account;
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr bool also_as_form = true;
#endif
};

tollgate::browser_answer shown(tollgate::verified<came_back> const &);
tollgate::browser_answer otherwise(tollgate::error const &);

void listen(tollgate::listener &shop, acme::account const &merchant)
{
    shop.on_return<came_back>("/back", merchant, shown, otherwise);
}

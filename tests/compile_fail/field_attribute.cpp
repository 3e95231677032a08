// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a field's attribute must be.*\[tollgate\.field\.attribute\]
// names-within-lines(gcc): 8 kept_secret
// names-within-lines(clang): 14 kept_secret

#include "support/acme.hpp"

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    struct kept_secret;
    acme::required<"card", std::string, kept_secret> card;
#else
    acme::required<"card", std::string, tollgate::card_data> card;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a message holds no `secret`.*\[tollgate\.field\.key\]
// names-within-lines(gcc): 8 "pin"
// names-within-lines(clang): 14 "pin"

#include "support/acme.hpp"

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::required<"pin", acme::secret> pin;
#else
    acme::required<"pin", std::string, tollgate::card_data> pin;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

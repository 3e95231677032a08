// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a header that is sent takes one text.*\[tollgate\.provider\.sends\]

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr auto sent_headers = tollgate::headers_of(tollgate::sends<"X-Version">(2));
#else
    static constexpr auto sent_headers = tollgate::headers_of(tollgate::sends<"X-Version">("2"));
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `sent_headers` must be a list of headers.*\[tollgate\.provider\.sent_headers\]
// names-within-lines(gcc): 8 sent_headers
// names-within-lines(clang): 14 sent_headers

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr auto sent_headers = tollgate::bearer<"key">;
#else
    static constexpr auto sent_headers = tollgate::headers_of(tollgate::bearer<"key">);
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

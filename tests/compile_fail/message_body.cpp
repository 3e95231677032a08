// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `post_empty` sends no body.*\[tollgate\.message\.body\]
// names-within-lines(gcc): 8 pay_order
// names-within-lines(clang): 14 pay_order

#include "support/acme.hpp"

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::required<"id", std::string, tollgate::in_path> id;
    acme::required<"note", std::string> note;
#else
    acme::required<"id", std::string, tollgate::in_path> id;
    acme::required<"note", std::string, tollgate::in_query> note;
#endif

    using account = acme::account;
    using endpoint = tollgate::post_empty<"/orders/{id}">;
    using response = acme::receipt;
    using from_account = tollgate::picks<>;
    static constexpr auto request_signature = tollgate::signing::words::not_signed;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

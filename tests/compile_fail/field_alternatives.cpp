// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a choice_of's alternatives must be.*\[tollgate\.field\.alternatives\]
// names-within-lines(gcc): 8 by_phone
// names-within-lines(clang): 14 by_phone

#include "support/acme.hpp"

struct by_email {
    acme::required<"email", std::string> email;
};
struct by_phone {
    acme::required<"phone", std::string> phone;
};

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    tollgate::choice_of<std::string, by_phone> payer;
#else
    tollgate::choice_of<by_email, by_phone> payer;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: an `unsigned_field` must be.*\[tollgate\.message\.unsigned_field\]
// names-within-lines(gcc): 8 "note"
// names-within-lines(clang): 14 "note"

#include "support/acme.hpp"

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::required<"note", std::string, tollgate::unsigned_field> note;
#else
    acme::required<"note", std::string> note;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

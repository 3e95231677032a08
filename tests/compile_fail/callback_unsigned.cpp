// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a callback must be signed.*\[tollgate\.callback\.unsigned\]
// names-within-lines(gcc): 8 paid
// names-within-lines(clang): 14 paid

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr auto callback_signature = tollgate::signing::words::not_signed;
#else
    static constexpr auto callback_signature = acme::schemes::pairs;
#endif
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a callback that is never signed must be confirmed.*\[tollgate\.callback\.never_signed\]

#include "support/asking.hpp"

struct told {
    acme::required<"id", std::string> id;

    using account = acme::account;
    static constexpr auto callback_signature = tollgate::signing::words::never_signed;
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    using confirmed_by = tollgate::asks<acme::status, "id">;
#endif
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<told>(merchant, body);
}

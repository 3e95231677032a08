// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a callback that nobody signs is received with a client.*\[tollgate\.callback\.asking_client\]

#include "support/asking.hpp"

#include <tollgate/callback/answer_callback.hpp>

struct told {
    acme::required<"id", std::string> id;

    using account = acme::account;
    static constexpr auto callback_signature = tollgate::signing::words::never_signed;
    using confirmed_by = tollgate::asks<acme::status, "id">;
};

auto take(acme::client const &shop, std::string_view body)
{
    auto const handle = [](tollgate::verified<acme::state> const &) {};
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return tollgate::answer_callback<told>(shop.account(), body, {}, handle);
#else
    return tollgate::answer_callback<told>(shop, body, {}, handle);
#endif
}

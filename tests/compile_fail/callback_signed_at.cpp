// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `signed_at` must say how far.*\[tollgate\.callback\.signed_at\]
// names-within-lines(gcc): 8 "signed_at"
// names-within-lines(clang): 14 "signed_at"

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;
    acme::required<"status", int> status;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr std::chrono::seconds signed_at{300};
#else
    static constexpr auto signed_at = tollgate::signing::words::signed_within(
        std::chrono::minutes{5}, tollgate::signing::words::field<"status">);
#endif
};

auto read(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}

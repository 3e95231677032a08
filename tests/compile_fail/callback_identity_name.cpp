// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `identity` must name fields.*\[tollgate\.callback\.identity_name\]
// names-within-lines(gcc): 8 "oder_id"
// names-within-lines(clang): 14 "oder_id"

// unsaid: callback\.identity\]

#include "support/acme.hpp"

#include <tollgate/callback/answer_callback.hpp>

struct paid {
    acme::required<"order_id", std::string> order_id;
    acme::required<"status", int> status;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using identity = tollgate::picks<"oder_id", "status">;
#else
    using identity = tollgate::picks<"order_id", "status">;
#endif
};

auto answer(acme::account const &merchant, std::string_view body, tollgate::memory_store &store)
{
    return tollgate::answer_callback<paid>(merchant, body, {}, [](auto const &) {}, tollgate::once_by(store));
}

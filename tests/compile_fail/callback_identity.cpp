// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a callback must declare `using identity = .*\[tollgate\.callback\.identity\]

#include "support/acme.hpp"

#include <tollgate/callback/answer_callback.hpp>

struct paid {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using identity = tollgate::picks<>;
#else
    using identity = tollgate::picks<"order_id">;
#endif
};

auto answer(acme::account const &shop, std::string_view body, tollgate::memory_store &store)
{
    return tollgate::answer_callback<paid>(shop, body, {}, [](auto const &) {}, tollgate::once_by(store));
}

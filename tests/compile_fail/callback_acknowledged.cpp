// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: an acknowledgement must name fields that the callback declares.*\[tollgate\.callback\.acknowledged\]

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr auto acknowledged =
        tollgate::acknowledgement{}.with("OK" + tollgate::signing::words::field<"invoice_id">);
#else
    static constexpr auto acknowledged =
        tollgate::acknowledgement{}.with("OK" + tollgate::signing::words::field<"order_id">);
#endif
};

auto answer(tollgate::verified<paid> const &received)
{
    return tollgate::acknowledgement_for(received);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: this_is_none_of_the_names_of_this_open_enum
// first-error: (this_is_none_of_the_names|call to consteval function)
// first-error-line(clang): here

#include "support/acme.hpp"

using payment_status = tollgate::open_enum<"paid", "pending">;

struct payment {
    tollgate::required<"status", payment_status> status;
};

bool is_paid(payment const &told)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return told.status == "payed"; // <- here
#else
    return told.status == "paid";
#endif
}

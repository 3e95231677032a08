// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: a_key_belongs_to_an_order_so_write_idempotency_key_and_the_text_that_was_written_down
// first-error: deleted function
// first-error-line: here

#include <tollgate/field.hpp>
#include <tollgate/idempotency_key.hpp>

#include <string>

struct refund {
    tollgate::required<"Idempotency-Key", tollgate::idempotency_key> once;
};

refund refund_of([[maybe_unused]] std::string const &order)
{
    return {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
        .once = order, // <- here
#else
        .once = tollgate::idempotency_key{order},
#endif
    };
}

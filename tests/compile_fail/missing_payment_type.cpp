// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*basic_choice.*"payment_type"
// first-error(clang): call to deleted constructor of 'choice<"payment_type"
// first-error-line: here

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

one_payment::init_payment const message{
    .amount = 150,
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .payment_type = one_payment::card_by_token{"12345678"},
#endif
    .user_data = "order-1042",
}; // <- here

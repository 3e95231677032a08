// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*basic_choice_of
// first-error(clang): call to deleted constructor of 'choice_of<
// first-error-line: here

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

one_payment::status_payment const message{
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .payment = one_payment::by_user_data{"order-1042"},
#endif
}; // <- here

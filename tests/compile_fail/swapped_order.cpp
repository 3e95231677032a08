// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// g++ first reports each required field after the swapped ones as missing; what is wrong comes last.
// first-error(gcc): use of deleted function .*required\(\) .*"amount"
// expect-error(gcc): designator order for field '.*::amount' does not match declaration order
// first-error(clang): field designators .* in declaration order; field 'user_data' .* after field 'amount'
// flags(clang): -Werror=reorder-init-list
// first-error-line: here

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
one_payment::init_form const order{.user_data = "1042", .amount = tollgate::decimal{"50"}}; // <- here
#else
one_payment::init_form const order{.amount = tollgate::decimal{"50"}, .user_data = "1042"};
#endif

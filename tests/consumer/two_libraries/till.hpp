// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_TILL_HPP
#define SHOP_TILL_HPP

#include <tollgate/any_transport.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <string>

/// What each library has, in a namespace of its own.
#define SHOP_DECLARE_TILL(name)                                                                              \
    namespace name {                                                                                         \
    std::string sign(tollgate::one_payment::account const &account,                                          \
                     tollgate::one_payment::init_form const &order);                                         \
    tollgate::result<std::string> pay(tollgate::one_payment::account const &account,                         \
                                      tollgate::one_payment::init_form const &order,                         \
                                      tollgate::any_transport over);                                         \
    tollgate::any_transport canned_answers();                                                                \
    void throw_a_refusal();                                                                                  \
    }

SHOP_DECLARE_TILL(till_headers)
SHOP_DECLARE_TILL(till_compiled)

#endif

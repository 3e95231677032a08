// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_TILL_HPP
#define SHOP_TILL_HPP

#include <tollgate/providers/one_payment.hpp>

#include <boost/system/error_code.hpp>

#include <string>

#define TILL_EXPORT __attribute__((visibility("default")))

namespace till {

TILL_EXPORT std::string sign(tollgate::one_payment::account const &account,
                             tollgate::one_payment::init_form const &order);

/// Fails: there is no such variable.
TILL_EXPORT tollgate::result<tollgate::secret> forgotten_key();

/// Throws for the same reason.
TILL_EXPORT void insist_on_the_forgotten_key();

TILL_EXPORT boost::system::error_code a_mismatch();

} // namespace till

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SRC_SANDBOX_GATEWAYS_HPP
#define TOLLGATE_SRC_SANDBOX_GATEWAYS_HPP

/// \file
/// The sandbox's gateways that are tables alone, compiled once where `TOLLGATE_SEPARATE_COMPILATION` is defined. They take as long as the
/// rest of the sandbox, so a build with several jobs compiles both at once.

#include <tollgate/src/macro.hpp>

#include <tollgate/impl/sandbox/adyen.ipp>
#include <tollgate/impl/sandbox/paypal.ipp>
#include <tollgate/impl/sandbox/paystack.ipp>
#include <tollgate/impl/sandbox/razorpay.ipp>
#include <tollgate/impl/sandbox/redsys.ipp>
#include <tollgate/impl/sandbox/stripe.ipp>
#include <tollgate/impl/sandbox/wechat_pay.ipp>
#include <tollgate/impl/sandbox/yookassa.ipp>

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TESTS_DESCRIPTIONS_GATEWAYS_HPP
#define TESTS_DESCRIPTIONS_GATEWAYS_HPP

#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/providers/standard_webhooks.hpp>
#include <tollgate/providers/stripe_webhooks.hpp>

#include <2_providers/liqpay.hpp>
#include <2_providers/payfast.hpp>
#include <2_providers/razorpay.hpp>
#include <2_providers/robokassa.hpp>
#include <2_providers/t_bank.hpp>
#include <2_providers/wechat_pay_v2.hpp>

/// \file
/// All gateways that are described, and their messages: one line for each. docs/gateways.md is made of this list, and every required
/// parameter of what stands here is left out once by a test. A message that is missing here fails `descriptions.complete`.
///
/// Accounts, answers and the alternatives of choices follow from the messages.

namespace descriptions {

template <class... T>
struct list {};

/// A gateway, by its header, its account, and its messages and callbacks.
template <tollgate::fixed_string Header, class Account, class... Messages>
struct gateway {};

/// A message whose type is written otherwise than the compiler names it.
template <tollgate::fixed_string Written, class Message>
struct written {};

// clang-format off
using all_gateways = list<
    gateway<"include/tollgate/providers/cactus.hpp", tollgate::cactus::account,
        tollgate::cactus::obtain_token,
        tollgate::cactus::create_invoice,
        tollgate::cactus::payout,
        tollgate::cactus::close_invoice,
        tollgate::cactus::cancel_cash_invoice,
        tollgate::cactus::edit_cash_invoice,
        tollgate::cactus::book_amount,
        tollgate::cactus::failed_invoices,
        tollgate::cactus::balance,
        tollgate::cactus::project_balance,
        tollgate::cactus::invoice_callback>,
    gateway<"include/tollgate/providers/one_payment.hpp", tollgate::one_payment::account,
        tollgate::one_payment::init_form,
        tollgate::one_payment::init_payment,
        tollgate::one_payment::status_payment,
        tollgate::one_payment::init_payout,
        tollgate::one_payment::status_payout,
        tollgate::one_payment::get_balance,
        tollgate::one_payment::payment_callback>,
    gateway<"include/tollgate/providers/standard_webhooks.hpp", tollgate::standard_webhooks::account,
        tollgate::standard_webhooks::event>,
    gateway<"include/tollgate/providers/stripe_webhooks.hpp", tollgate::stripe_webhooks::account,
        tollgate::stripe_webhooks::event>,
    gateway<"examples/2_providers/liqpay.hpp", liqpay::account,
        liqpay::checkout,
        liqpay::payment_callback>,
    gateway<"examples/2_providers/payfast.hpp", payfast::account,
        payfast::subscription>,
    gateway<"examples/2_providers/razorpay.hpp", razorpay::account,
        razorpay::payment_made>,
    gateway<"examples/2_providers/robokassa.hpp", robokassa::account,
        robokassa::payment_link,
        robokassa::result>,
    gateway<"examples/2_providers/t_bank.hpp", t_bank::account,
        t_bank::init,
        t_bank::notification>,
    gateway<"examples/2_providers/wechat_pay_v2.hpp", wechat_pay_v2::account,
        written<"wechat_pay_v2::order", wechat_pay_v2::order>,
        written<"wechat_pay_v2::order_by_hmac", wechat_pay_v2::order_by_hmac>,
        wechat_pay_v2::notice>>;
// clang-format on

} // namespace descriptions

#endif

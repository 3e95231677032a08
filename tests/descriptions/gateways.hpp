// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TESTS_DESCRIPTIONS_GATEWAYS_HPP
#define TESTS_DESCRIPTIONS_GATEWAYS_HPP

#include <tollgate/providers/adyen.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/providers/paypal.hpp>
#include <tollgate/providers/paystack.hpp>
#include <tollgate/providers/razorpay.hpp>
#include <tollgate/providers/redsys.hpp>
#include <tollgate/providers/standard_webhooks.hpp>
#include <tollgate/providers/stripe.hpp>
#include <tollgate/providers/stripe_webhooks.hpp>
#include <tollgate/providers/wechat_pay.hpp>
#include <tollgate/providers/yookassa.hpp>

#include <2_providers/liqpay.hpp>
#include <2_providers/mollie.hpp>
#include <2_providers/payfast.hpp>
#include <2_providers/razorpay.hpp>
#include <2_providers/robokassa.hpp>
#include <2_providers/square.hpp>
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
    gateway<"include/tollgate/providers/adyen.hpp", tollgate::adyen::account,
        tollgate::adyen::pay,
        tollgate::adyen::submit_details,
        tollgate::adyen::list_payment_methods,
        tollgate::adyen::create_session,
        tollgate::adyen::show_session,
        tollgate::adyen::capture_payment,
        tollgate::adyen::refund_payment,
        tollgate::adyen::cancel_payment,
        tollgate::adyen::reverse_payment,
        tollgate::adyen::update_amount,
        tollgate::adyen::cancel_by_reference,
        tollgate::adyen::notification>,
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
    gateway<"include/tollgate/providers/paypal.hpp", tollgate::paypal::account,
        tollgate::paypal::get_token,
        tollgate::paypal::create_order,
        tollgate::paypal::show_order,
        tollgate::paypal::patch_order,
        tollgate::paypal::confirm_order,
        tollgate::paypal::capture_order,
        tollgate::paypal::authorize_order,
        tollgate::paypal::show_authorization,
        tollgate::paypal::capture_authorization,
        tollgate::paypal::void_authorization,
        tollgate::paypal::show_capture,
        tollgate::paypal::refund_capture,
        tollgate::paypal::show_refund,
        tollgate::paypal::event>,
    gateway<"include/tollgate/providers/paystack.hpp", tollgate::paystack::account,
        tollgate::paystack::initialize_transaction,
        tollgate::paystack::verify_transaction,
        tollgate::paystack::show_transaction,
        tollgate::paystack::list_transactions,
        tollgate::paystack::charge_authorization,
        tollgate::paystack::create_refund,
        tollgate::paystack::show_refund,
        tollgate::paystack::list_refunds,
        tollgate::paystack::event>,
    gateway<"include/tollgate/providers/razorpay.hpp", tollgate::razorpay::account,
        tollgate::razorpay::create_order,
        tollgate::razorpay::show_order,
        tollgate::razorpay::update_order,
        tollgate::razorpay::list_payments_of_order,
        tollgate::razorpay::list_orders,
        tollgate::razorpay::show_payment,
        tollgate::razorpay::capture_payment,
        tollgate::razorpay::list_payments,
        tollgate::razorpay::create_refund,
        tollgate::razorpay::show_refund,
        tollgate::razorpay::list_refunds_of_payment,
        tollgate::razorpay::list_refunds,
        tollgate::razorpay::create_payment_link,
        tollgate::razorpay::show_payment_link,
        tollgate::razorpay::cancel_payment_link,
        tollgate::razorpay::list_payment_links,
        tollgate::razorpay::event,
        tollgate::razorpay::order_return,
        tollgate::razorpay::link_return>,
    gateway<"include/tollgate/providers/redsys.hpp", tollgate::redsys::account,
        written<"tollgate::redsys::payment_form", tollgate::redsys::payment_form>,
        written<"tollgate::redsys::preauthorization_form", tollgate::redsys::preauthorization_form>,
        tollgate::redsys::pay,
        written<"tollgate::redsys::capture", tollgate::redsys::capture>,
        written<"tollgate::redsys::refund", tollgate::redsys::refund>,
        written<"tollgate::redsys::cancel", tollgate::redsys::cancel>,
        tollgate::redsys::begin,
        tollgate::redsys::notification>,
    gateway<"include/tollgate/providers/standard_webhooks.hpp", tollgate::standard_webhooks::account,
        tollgate::standard_webhooks::event>,
    gateway<"include/tollgate/providers/stripe.hpp", tollgate::stripe::account,
        tollgate::stripe::create_payment_intent,
        tollgate::stripe::show_payment_intent,
        tollgate::stripe::update_payment_intent,
        tollgate::stripe::confirm_payment_intent,
        tollgate::stripe::capture_payment_intent,
        tollgate::stripe::cancel_payment_intent,
        tollgate::stripe::list_payment_intents,
        tollgate::stripe::create_checkout_session,
        tollgate::stripe::show_checkout_session,
        tollgate::stripe::expire_checkout_session,
        tollgate::stripe::list_checkout_sessions,
        tollgate::stripe::create_refund,
        tollgate::stripe::show_refund,
        tollgate::stripe::cancel_refund,
        tollgate::stripe::list_refunds,
        tollgate::stripe::show_event,
        tollgate::stripe::event>,
    gateway<"include/tollgate/providers/stripe_webhooks.hpp", tollgate::stripe_webhooks::account,
        tollgate::stripe_webhooks::event>,
    gateway<"include/tollgate/providers/wechat_pay.hpp", tollgate::wechat_pay::account,
        tollgate::wechat_pay::create_native_order,
        tollgate::wechat_pay::create_jsapi_order,
        tollgate::wechat_pay::invocation,
        tollgate::wechat_pay::show_order,
        tollgate::wechat_pay::show_transaction,
        tollgate::wechat_pay::close_order,
        tollgate::wechat_pay::create_refund,
        tollgate::wechat_pay::show_refund,
        tollgate::wechat_pay::notification>,
    gateway<"include/tollgate/providers/yookassa.hpp", tollgate::yookassa::account,
        tollgate::yookassa::create_payment,
        tollgate::yookassa::show_payment,
        tollgate::yookassa::capture_payment,
        tollgate::yookassa::cancel_payment,
        tollgate::yookassa::list_payments,
        tollgate::yookassa::create_refund,
        tollgate::yookassa::show_refund,
        tollgate::yookassa::list_refunds,
        tollgate::yookassa::notification>,
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
        wechat_pay_v2::notice>,
    gateway<"examples/2_providers/mollie.hpp", mollie::account,
        mollie::create_payment,
        mollie::get_payment,
        mollie::cancel_payment,
        mollie::list_payments,
        mollie::create_refund,
        mollie::get_refund,
        mollie::list_refunds,
        mollie::cancel_refund,
        mollie::notification>,
    gateway<"examples/2_providers/square.hpp", square::account,
        square::create_payment,
        square::get_payment,
        square::complete_payment,
        square::cancel_payment,
        square::cancel_lost_payment,
        square::list_payments,
        square::refund_payment,
        square::get_refund,
        square::event>>;
// clang-format on

} // namespace descriptions

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_WECHAT_PAY_HPP
#define TOLLGATE_PROVIDERS_WECHAT_PAY_HPP

#include <tollgate/providers/wechat_pay/account.hpp>
#include <tollgate/providers/wechat_pay/notification.hpp>
#include <tollgate/providers/wechat_pay/order.hpp>
#include <tollgate/providers/wechat_pay/refund.hpp>

/// \file
/// WeChat Pay, API v3, for direct merchants in mainland China: native and JSAPI orders, their status, refunds, notifications.
///
/// Documents cited: pay.weixin.qq.com/doc/v3, by the title of a page; the models of the gateway's own library,
/// github.com/wechatpay-apiv3/wechatpay-go 0.2.21. What they do not say is marked `inferred`.
///
/// Amounts are in fen. What settles an unknown outcome is the shop's own number: the same order with the same number again gives the same
/// order, and the same refund number one refund; both can be asked for.
///
/// A program includes `<tollgate/hash/cryptopp_public_key.hpp>` and `<tollgate/hash/cryptopp_private_key.hpp>` as well.

#endif

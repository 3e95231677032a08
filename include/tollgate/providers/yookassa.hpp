// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_YOOKASSA_HPP
#define TOLLGATE_PROVIDERS_YOOKASSA_HPP

#include <tollgate/providers/yookassa/account.hpp>
#include <tollgate/providers/yookassa/notification.hpp>
#include <tollgate/providers/yookassa/payment.hpp>
#include <tollgate/providers/yookassa/receipt.hpp>
#include <tollgate/providers/yookassa/refund.hpp>

/// \file
/// YooKassa, API v3: payments, refunds, receipts within them, and notifications, which nobody signs.
///
/// Documents cited: yookassa.ru/developers, "Формат взаимодействия", "Коды ответа HTTP", "Входящие уведомления", "Основы"; the
/// enumerations of the gateway's own libraries, github.com/yoomoney/yookassa-sdk-php. What they do not say is marked `inferred`.
///
/// **There is no question by the shop's own id.** After HTTP status 500 "the result is unknown", says the document: send the same message
/// with the same key until another status comes, within 24 hours.

#endif

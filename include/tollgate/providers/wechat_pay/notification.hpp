// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_WECHAT_PAY_NOTIFICATION_HPP
#define TOLLGATE_PROVIDERS_WECHAT_PAY_NOTIFICATION_HPP

#include <tollgate/providers/wechat_pay/order.hpp>
#include <tollgate/providers/wechat_pay/refund.hpp>
#include <tollgate/sealed.hpp>

#include <string>

namespace tollgate::inline v0::wechat_pay {

/// What a notification about a refund holds.
struct refund_told {
    required<"out_refund_no", std::string> number;
    required<"refund_status", open_enum<"SUCCESS", "CLOSED", "ABNORMAL">> status;
    required<"refund_id", std::string> id;
    required<"out_trade_no", std::string> order;
    required<"amount", refunded_amount> amount;
    optional<"transaction_id", std::string> transaction{};
    optional<"success_time", std::string> refunded_at{};
    unlisted more{};
};

/**
 * \brief Says that an order was paid, `what.get_if<transaction>()`, or what became of a refund, `what.get_if<refund_told>()`; comes to
 * the `notify_url` of the order or refund.
 * \details What it says is sealed with the account's `api_v3_key`. Of `SUCCESS`, `CLOSED` and `ABNORMAL`, the last is a refund that a
 * person must settle. WeChat sends some notifications with a wrong signature on purpose, to see whether signatures are checked: they
 * are refused like any other, as errc::signature_probe.
 * \par Specification
 * 支付成功回调通知, 退款结果回调通知
 */
struct notification {
    required<"id", std::string> id;
    events<"event_type", "resource", on<transaction, "TRANSACTION.SUCCESS">,
           on<refund_told, "REFUND.SUCCESS", "REFUND.ABNORMAL", "REFUND.CLOSED">>
        what;
    optional<"create_time", std::string> created_at{};

    using account = wechat_pay::account;
    using identity = picks<"id">;
    static constexpr auto sealed = aes_256_gcm<"resource", "api_v3_key">;
};

} // namespace tollgate::inline v0::wechat_pay

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_WECHAT_PAY_REFUND_HPP
#define TOLLGATE_PROVIDERS_WECHAT_PAY_REFUND_HPP

#include <tollgate/providers/wechat_pay/account.hpp>

#include <string>

namespace tollgate::inline v0::wechat_pay {

struct refunded_amount {
    required<"refund", minor_units> refund;
    required<"total", minor_units> total; ///< Of the order.
    optional<"currency", std::string> currency{};
    optional<"payer_refund", minor_units> payer_refund{};
    unlisted more{};
};

/// \par Specification
/// 申请退款, 查询单笔退款
struct refund {
    required<"refund_id", std::string> id;
    required<"out_refund_no", std::string> number;
    required<"status", open_enum<"SUCCESS", "CLOSED", "PROCESSING", "ABNORMAL">> status;
    required<"amount", refunded_amount> amount;
    optional<"transaction_id", std::string> transaction{};
    optional<"out_trade_no", std::string> order{};
    optional<"channel", std::string> channel{}; ///< `ORIGINAL`, `BALANCE`, `OTHER_BALANCE`, `OTHER_BANKCARD`.
    optional<"user_received_account", std::string, personal> received_account{};
    optional<"create_time", std::string> created_at{};
    optional<"success_time", std::string> refunded_at{};
    unlisted more{};
};

struct of_transaction {
    required<"transaction_id", std::string> id;
};
struct of_order {
    required<"out_trade_no", std::string> order;
};
struct refund_amount {
    required<"refund", minor_units> refund;
    required<"total", minor_units> total; ///< Of the order.
    required<"currency", std::string> currency;
};

struct show_refund;

/**
 * \brief Gives money back.
 * \details The same number again is the same refund; one that failed is sent again under the same number.
 * \par Specification
 * 申请退款
 */
struct create_refund {
    choice_of<of_transaction, of_order> of;
    required<"out_refund_no", idempotency_key, at_most<64>, made_of<"0-9A-Za-z_|*@-">> number;
    required<"amount", refund_amount> amount;
    optional<"reason", std::string, at_most<80>> reason{};
    optional<"notify_url", std::string> notify_url{};
    optional<"funds_account", std::string> funds_account{};

    using account = wechat_pay::account;
    using endpoint = post_json<"/v3/refund/domestic/refunds">;
    using response = refund;
    using reconciled_by = asks<show_refund, "out_refund_no">;
};

/// \par Specification
/// 查询单笔退款
struct show_refund {
    required<"out_refund_no", std::string, in_path> number;

    using account = wechat_pay::account;
    using endpoint = get<"/v3/refund/domestic/refunds/{out_refund_no}", effect::reads>;
    using response = refund;
};

} // namespace tollgate::inline v0::wechat_pay

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_WECHAT_PAY_ORDER_HPP
#define TOLLGATE_PROVIDERS_WECHAT_PAY_ORDER_HPP

#include <tollgate/currency.hpp>
#include <tollgate/providers/wechat_pay/account.hpp>
#include <tollgate/signing_sources.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0::wechat_pay {

/// The shop's own number of an order. The same order under the same number again is the same order.
using order_number =
    required<"out_trade_no", idempotency_key, at_least<6>, at_most<32>, made_of<"0-9A-Za-z_|*-">>;

struct goods_item {
    required<"merchant_goods_id", std::string> id;
    required<"quantity", std::int64_t> quantity;
    required<"unit_price", minor_units> unit_price;
    optional<"wechatpay_goods_id", std::string> wechatpay_id{};
    optional<"goods_name", std::string> name{};
};
struct order_detail {
    optional<"cost_price", minor_units> cost_price{};
    optional<"invoice_id", std::string> invoice_id{};
    optional<"goods_detail", std::vector<goods_item>> goods{};
};
struct store {
    required<"id", std::string> id;
    optional<"name", std::string> name{};
    optional<"area_code", std::string> area_code{};
    optional<"address", std::string> address{};
};
struct scene {
    required<"payer_client_ip", std::string, personal> payer_ip;
    optional<"device_id", std::string> device_id{};
    optional<"store_info", wechat_pay::store> store{};
};
struct settlement {
    optional<"profit_sharing", bool> profit_sharing{};
};

struct show_order;

/// What a code for the payer to scan holds. No `http` address: `weixin://`.
struct code {
    required<"code_url", std::string> code_url;
};

/**
 * \brief Makes an order that the payer pays by scanning a code.
 * \par Specification
 * Native下单
 */
struct create_native_order {
    required<"description", std::string, at_most<127>> description;
    wechat_pay::order_number order;
    required<"notify_url", std::string> notify_url; ///< Without a query.
    required<"amount", money> amount;               ///< In `CNY`.
    optional<"time_expire", std::string> expires{}; ///< RFC 3339, with `+08:00`.
    optional<"attach", std::string, at_most<128>> attach{};
    optional<"goods_tag", std::string> goods_tag{};
    optional<"support_fapiao", bool> support_fapiao{};
    optional<"detail", order_detail> detail{};
    optional<"scene_info", wechat_pay::scene> scene{};
    optional<"settle_info", wechat_pay::settlement> settlement{};

    using account = wechat_pay::account;
    using from_account = picks<"appid", "mchid">;
    using endpoint = post_json<"/v3/pay/transactions/native">;
    using response = code;
    using reconciled_by = asks<show_order, "out_trade_no">;
};

struct payer {
    required<"openid", std::string, personal> openid;
};
struct prepaid {
    required<"prepay_id", std::string> prepay_id;
};

/**
 * \brief Makes an order that the payer pays on a page inside WeChat.
 * \par Specification
 * JSAPI下单
 */
struct create_jsapi_order {
    required<"description", std::string, at_most<127>> description;
    wechat_pay::order_number order;
    required<"notify_url", std::string> notify_url; ///< Without a query.
    required<"amount", money> amount;               ///< In `CNY`.
    required<"payer", wechat_pay::payer> payer;
    optional<"time_expire", std::string> expires{}; ///< RFC 3339, with `+08:00`.
    optional<"attach", std::string, at_most<128>> attach{};
    optional<"goods_tag", std::string> goods_tag{};
    optional<"support_fapiao", bool> support_fapiao{};
    optional<"detail", order_detail> detail{};
    optional<"scene_info", wechat_pay::scene> scene{};
    optional<"settle_info", wechat_pay::settlement> settlement{};

    using account = wechat_pay::account;
    using from_account = picks<"appid", "mchid">;
    using endpoint = post_json<"/v3/pay/transactions/jsapi">;
    using response = prepaid;
    using reconciled_by = asks<show_order, "out_trade_no">;
};

/**
 * \brief What WeChat's script is handed in the payer's page, so that the payer pays an order of \ref create_jsapi_order there.
 * \details `client.hand_over(invocation_for(account, prepaid))` gives the JSON for `WeixinJSBridge.invoke("getBrandWCPayRequest", …)`. What
 * the script then says in the page is no proof of a payment.
 * \par Specification
 * JSAPI调起支付
 */
struct invocation {
    required<"appId", std::string> app;
    required<"timeStamp", std::string> time; ///< Unix seconds.
    required<"nonceStr", std::string, at_most<32>> nonce;
    required<"package", std::string, at_most<128>> package; ///< `prepay_id=…`
    constant<"signType", "RSA"> type{};

    using account = wechat_pay::account;
    using from_account = picks<>;
    using endpoint = handed_over;
    using response = nothing;
    static constexpr auto request_signature = schemes::invocation;
};

/// One for this moment, with a nonce of its own.
[[nodiscard]] inline invocation invocation_for(account const &merchant, prepaid const &order,
                                               signing_sources const &sources = {})
{
    auto const moment = detail::texts_of_moment(&sources);
    return {.app = *merchant.appid,
            .time = moment.now,
            .nonce = moment.nonce,
            .package = "prepay_id=" + *order.prepay_id};
}

struct transaction_amount {
    optional<"total", minor_units> total{};
    optional<"payer_total", minor_units> payer_total{};
    optional<"currency", std::string> currency{};
    optional<"payer_currency", std::string> payer_currency{};
};

using trade_state = open_enum<"SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR">;

/// What became of an order.
/// \par Specification
/// 查询订单, 支付成功回调通知
struct transaction {
    required<"out_trade_no", std::string> order;
    required<"trade_state", trade_state> state;
    optional<"appid", std::string> appid{};
    optional<"mchid", std::string> mchid{};
    optional<"transaction_id", std::string> id{}; ///< WeChat's own.
    optional<"trade_type", std::string> type{};
    optional<"trade_state_desc", std::string> state_description{};
    optional<"bank_type", std::string> bank{};
    optional<"attach", std::string> attach{};
    optional<"success_time", std::string> paid_at{}; ///< RFC 3339.
    optional<"payer", wechat_pay::payer> payer{};
    optional<"amount", transaction_amount> amount{};
    unlisted more{};

    /// What the order was paid with; 0 unless it was.
    /// \par Errors
    /// Those of \ref money_of.
    [[nodiscard]] result<tollgate::money> paid() const
    {
        bool const is_paid = *state == "SUCCESS" || *state == "REFUND";
        bool const is_told = is_paid && amount && amount->total;
        return money_of(is_told ? *amount->total : minor_units{0},
                        amount && amount->currency ? *amount->currency : std::string{"CNY"});
    }
};

/// \par Specification
/// 商户订单号查询订单
struct show_order {
    required<"out_trade_no", std::string, in_path> order;

    using account = wechat_pay::account;
    using from_account = picks<"mchid">;
    using endpoint = get<"/v3/pay/transactions/out-trade-no/{out_trade_no}", effect::reads>;
    using response = transaction;
};

/// \par Specification
/// 微信支付订单号查询订单
struct show_transaction {
    required<"transaction_id", std::string, in_path> id;

    using account = wechat_pay::account;
    using from_account = picks<"mchid">;
    using endpoint = get<"/v3/pay/transactions/id/{transaction_id}", effect::reads>;
    using response = transaction;
};

/// Closes an order: nobody can pay it any more.
/// \par Specification
/// 关闭订单
struct close_order {
    required<"out_trade_no", std::string, in_path> order;

    using account = wechat_pay::account;
    using from_account = picks<"mchid">;
    using endpoint = post_json<"/v3/pay/transactions/out-trade-no/{out_trade_no}/close">;
    using response = nothing;
    using identity = picks<"out_trade_no">;
};

} // namespace tollgate::inline v0::wechat_pay

#endif

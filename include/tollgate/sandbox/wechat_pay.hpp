// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_WECHAT_PAY_HPP
#define TOLLGATE_SANDBOX_WECHAT_PAY_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/hash/cryptopp_private_key.hpp>
#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/keyring.hpp>
#include <tollgate/private_key.hpp>
#include <tollgate/providers/wechat_pay.hpp>
#include <tollgate/sandbox/described_behaviour.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace tollgate::inline v0::sandbox {

/// The key by which the sandbox signs as WeChat Pay does: one for each process, made when it is first asked for.
/// \par Thread safety
/// May be called from several threads.
[[nodiscard]] TOLLGATE_DECL private_key const &wechat_pay_platform_key();

/// What an account holds as its `platform_keys`, to verify what the sandbox signs.
/// \param serial the name of the key
[[nodiscard]] inline keyring wechat_pay_platform_keys(std::string serial = "PUB_KEY_ID_SANDBOX")
{
    return keyring{{std::move(serial), wechat_pay_platform_key().public_half()}};
}

namespace wechat_pay_parts {

using enum entry_state;

inline constexpr states with_refunds{partly_refunded, refunded};
inline constexpr states once_paid{paid, partly_refunded, refunded};

inline constexpr refusal bad_parameter{"PARAM_ERROR", "参数错误", 400};
inline constexpr refusal bad_request{"INVALID_REQUEST", "HTTP请求不符合微信支付APIv3接口规则", 400};
inline constexpr refusal no_order{"ORDER_NOT_EXIST", "订单不存在", 404};
inline constexpr refusal no_order_to_refund{"RESOURCE_NOT_EXISTS", "订单号不存在，或订单未支付", 404};
inline constexpr refusal no_refund{"RESOURCE_NOT_EXISTS", "退款单不存在", 404};
inline constexpr refusal is_paid{"ORDERPAID", "订单已支付", 400};
inline constexpr refusal is_closed{"ORDER_CLOSED", "订单已关闭", 400};
inline constexpr refusal is_used{"OUT_TRADE_NO_USED", "商户订单号重复", 403};

inline constexpr refused_row refused_orders[] = {{once_paid, is_paid}, {canceled, is_closed}};

inline constexpr member_row transaction_members[] = {
    {"trade_state", "NOTPAY"},
    {"trade_state", "SUCCESS", value_kind::text, paid},
    {"trade_state", "REFUND", value_kind::text, with_refunds},
    {"trade_state", "CLOSED", value_kind::text, canceled},
    {"trade_state_desc", "订单未支付"},
    {"trade_state_desc", "支付成功", value_kind::text, paid},
    {"trade_state_desc", "订单发生过退款，退款详情请查询退款单", value_kind::text, with_refunds},
    {"trade_state_desc", "订单已关闭", value_kind::text, canceled},
    {"transaction_id", "{id}", value_kind::text, once_paid},
    {"bank_type", "OTHERS", value_kind::text, once_paid},
    {"success_time", "{time}+00:00", value_kind::text, paid},
    {"payer.openid", "{payer}", value_kind::text, once_paid},
    {"amount.payer_total", "{received}", value_kind::number, once_paid},
    {"amount.payer_currency", "{currency}", value_kind::text, once_paid},
};
inline constexpr event_row transaction_events[] = {{paid, "TRANSACTION.SUCCESS", "支付成功"}};

inline constexpr member_row refund_members[] = {
    {"refund_id", "{id}"},
    {"transaction_id", "{of}"},
    {"out_trade_no", "{of.out_trade_no}"},
    {"channel", "ORIGINAL"},
    {"user_received_account", "支付用户零钱"},
    {"status", "PROCESSING"},
    {"status", "SUCCESS", value_kind::text, paid},
    {"create_time", "{time_created}+00:00"},
    {"success_time", "{time}+00:00", value_kind::text, paid},
    {"amount.payer_total", "{of.amount.payer_total}", value_kind::number},
    {"amount.payer_refund", "{amount}", value_kind::number},
    {"amount.settlement_total", "{of.amount.payer_total}", value_kind::number},
    {"amount.settlement_refund", "{amount}", value_kind::number},
    {"amount.discount_refund", "0", value_kind::number},
};
inline constexpr event_row refund_events[] = {{paid, "REFUND.SUCCESS", "退款成功"}};
inline constexpr member_row refund_told[] = {
    {"mchid", "{of.mchid}"},
    {"refund_status", "SUCCESS"},
    {.path = "status", .text = {}, .removed = true},
    {.path = "channel", .text = {}, .removed = true},
    {.path = "create_time", .text = {}, .removed = true},
    {.path = "amount.currency", .text = {}, .removed = true},
    {.path = "amount.settlement_total", .text = {}, .removed = true},
    {.path = "amount.settlement_refund", .text = {}, .removed = true},
    {.path = "amount.discount_refund", .text = {}, .removed = true},
};

inline constexpr member_row event_members[] = {
    {"id", "{event_id}"},      {"create_time", "{time}+00:00"}, {"resource_type", "encrypt-resource"},
    {"event_type", "{event}"}, {"summary", "{summary}"},
};
inline constexpr text_at beside_sealed[] = {{"original_type", "{resource}"}};

inline constexpr text_at usual[] = {{"amount.currency", "CNY"}};
inline constexpr member_row native_order[] = {{"trade_type", "NATIVE"}};
inline constexpr member_row jsapi_order[] = {{"trade_type", "JSAPI"}};
inline constexpr member_row code[] = {{"code_url", "{page}"}};
inline constexpr member_row prepaid[] = {{"prepay_id", "wx{id}"}};

} // namespace wechat_pay_parts

/**
 * \brief WeChat Pay v3 as documented; ids, some sentences of refusals, and that a refund is under way until its number is answered, are
 * made up.
 * \details Who scans a `code_url` pays on the sandbox's page, which stands at the same address; that of an order of JSAPI is
 * `weixin://wxpay/bizpayurl?pr=` and its `prepay_id`. The sandbox signs with \ref wechat_pay_platform_key.
 */
struct wechat_pay_tables {
    using account = wechat_pay::account;
    using reports = wechat_pay::notification;
    using enum entry_state;

    static constexpr std::string_view page_host = "wxpay";
    static constexpr bool are_minor = true;
    /// The same number is repeated once a refund that was refused can be made.
    static constexpr bool keeps_refusals = false;
    static constexpr std::chrono::minutes taken_within{5};

    static constexpr resource resources[] = {
        {.name = "transaction",
         .id_prefix = "42000020262026112800",
         .kind = entry_kind::form,
         .amount = "amount.total",
         .currency = "amount.currency",
         .least = 1,
         .merchants_id = "out_trade_no",
         .own_id = "transaction_id",
         .payer = "payer.openid",
         .payer_unless = "oSandboxPayerOfNativeOrders0",
         .members = wechat_pay_parts::transaction_members,
         .events = wechat_pay_parts::transaction_events,
         .page = "weixin://wxpay/bizpayurl?pr=wx{id}",
         .tries_again = true,
         .ends_refunded = true,
         .parts_show = true,
         .missing = wechat_pay_parts::no_order},
        {.name = "refund",
         .id_prefix = "50300020262026112800",
         .amount = "amount.refund",
         .currency = "amount.currency",
         .merchants_id = "out_refund_no",
         .members = wechat_pay_parts::refund_members,
         .events = wechat_pay_parts::refund_events,
         .told = wechat_pay_parts::refund_told,
         .missing = wechat_pay_parts::no_refund},
    };
    static constexpr event_rule events{.id_prefix = "EV-",
                                       .inside = "resource",
                                       .members = wechat_pay_parts::event_members,
                                       .beside_sealed = wechat_pay_parts::beside_sealed};

    static constexpr std::tuple messages{
        row_for<wechat_pay::create_native_order>({.does = act::opens,
                                                  .of = "transaction",
                                                  .usual = wechat_pay_parts::usual,
                                                  .members = wechat_pay_parts::native_order,
                                                  .refused = wechat_pay_parts::refused_orders,
                                                  .too_much = wechat_pay_parts::bad_parameter,
                                                  .beside = wechat_pay_parts::code,
                                                  .beside_alone = true}),
        row_for<wechat_pay::create_jsapi_order>({.does = act::opens,
                                                 .of = "transaction",
                                                 .usual = wechat_pay_parts::usual,
                                                 .members = wechat_pay_parts::jsapi_order,
                                                 .refused = wechat_pay_parts::refused_orders,
                                                 .too_much = wechat_pay_parts::bad_parameter,
                                                 .beside = wechat_pay_parts::prepaid,
                                                 .beside_alone = true}),
        row_for<wechat_pay::show_order>({.does = act::shows, .of = "transaction", .by = "out_trade_no"}),
        row_for<wechat_pay::show_transaction>(
            {.does = act::shows, .of = "transaction", .by = "transaction_id"}),
        row_for<wechat_pay::close_order>({.does = act::ends,
                                          .of = "transaction",
                                          .by = "out_trade_no",
                                          .refused = wechat_pay_parts::refused_orders,
                                          .status = 204}),
        row_for<wechat_pay::create_refund>(
            {.does = act::refunds,
             .of = "refund",
             .by = {"transaction_id", "out_trade_no"},
             .amount = "amount.refund",
             .whole_amount = "amount.total",
             .refunded = "transaction",
             .from = wechat_pay_parts::once_paid,
             .then = paid,
             .otherwise = wechat_pay_parts::no_order_to_refund,
             .missing = wechat_pay_parts::no_order_to_refund,
             .too_much = {"INVALID_REQUEST", "退款金额或订单金额不正确", 400},
             .balance_too_low = {"NOT_ENOUGH", "余额不足", 403},
             .key_reused = {"INVALID_REQUEST", "请求参数与该退款单号首次请求时不一致", 400}}),
        row_for<wechat_pay::show_refund>({.does = act::shows, .of = "refund", .by = "out_refund_no"}),
    };

    static constexpr refusal bad_signature{"SIGN_ERROR", "签名错误，请检查后再试", 401};
    static constexpr refusal bad_credentials{"PARAM_ERROR", "Http头缺少Accept或User-Agent", 400};
    static constexpr refusal bad_request = wechat_pay_parts::bad_request;
    static constexpr refusal key_reused = wechat_pay_parts::is_used;
    static constexpr refusal too_many{"FREQUENCY_LIMITED", "频率超限", 429};

    [[nodiscard]] static refusal unknown_account(std::string_view name)
    {
        if (name == "appid") return {"APPID_MCHID_NOT_MATCH", "AppID和mch_id不匹配", 400};
        return {"MCH_NOT_EXISTS", "商户号不存在", 400};
    }
    [[nodiscard]] static refusal bad_field(std::string_view) { return wechat_pay_parts::bad_parameter; }
    [[nodiscard]] static private_key const &signing_key(account const &) { return wechat_pay_platform_key(); }
};

template <>
struct behaviour<wechat_pay::account> : described_behaviour<wechat_pay_tables> {};

#ifndef TOLLGATE_HEADER_ONLY
extern template class simulated_account_of<wechat_pay::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/wechat_pay.ipp>
#endif

#endif

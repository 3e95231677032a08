// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_WECHAT_PAY_ACCOUNT_HPP
#define TOLLGATE_PROVIDERS_WECHAT_PAY_ACCOUNT_HPP

#include <tollgate/keyring.hpp>
#include <tollgate/money_shape.hpp>
#include <tollgate/private_key.hpp>
#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace tollgate::inline v0::wechat_pay {

/// As the gateway writes an amount.
using money = shaped_money<"total", "currency", unit::minor>;

/// A direct merchant. There is no host for tests.
struct account {
    required<"appid", std::string> appid;
    required<"mchid", std::string> mchid;
    required<"serial_no", std::string> serial_no;               ///< Of the merchant's certificate.
    required<"private_key", tollgate::private_key> private_key; ///< Of that certificate.
    required<"api_v3_key", secret> api_v3_key;                  ///< 32 bytes; opens notifications.
    /// Those of the platform that may sign, by the serial number of a certificate or by `PUB_KEY_ID_…`.
    required<"platform_keys", keyring> platform_keys;
};

namespace schemes {

using namespace signing::words;
using signing::words::field; // and not the library's concept and type of these names
using signing::words::header;

/// \par Specification
/// 签名生成: method, target with its query, time, nonce and body, each with a line feed behind it; SHA256-RSA2048.
inline constexpr auto request = in_header<"Authorization">(
    "WECHATPAY2-SHA256-RSA2048 mchid=\"" + account_field<"mchid"> + "\",nonce_str=\"" + nonce +
    "\",timestamp=\"" + now + "\",serial_no=\"" + account_field<"serial_no"> + "\",signature=\"" +
    base64(rsa_pkcs1<sha256>(signed_by<"private_key">,
                             method + "\n" + target + "\n" + now + "\n" + nonce + "\n" + body + "\n")) +
    "\"");

/// \par Specification
/// JSAPI调起支付签名: appid, time, nonce and package of what the payer's page is handed, each with a line feed behind it.
inline constexpr auto invocation = in_field<"paySign">(base64(
    rsa_pkcs1<sha256>(signed_by<"private_key">, field<"appId"> + "\n" + field<"timeStamp"> + "\n" +
                                                    field<"nonceStr"> + "\n" + field<"package"> + "\n")));

/// \par Specification
/// 签名验证: time, nonce and body of an answer or a notification, each with a line feed behind it; an empty body has its own, too.
inline constexpr auto answer = in_header<"Wechatpay-Signature">(base64(rsa_pkcs1<sha256>(
    keyed_by<"platform_keys">(header<"Wechatpay-Serial">),
    header<"Wechatpay-Timestamp"> + "\n" + header<"Wechatpay-Nonce"> + "\n" + body + "\n")));

/// \par Specification
/// 签名验证: a notification or an answer that is older than five minutes is refused.
inline constexpr auto recent = signed_within(std::chrono::minutes{5}, header<"Wechatpay-Timestamp">);

} // namespace schemes

} // namespace tollgate::inline v0::wechat_pay

template <>
struct tollgate::provider_traits<tollgate::wechat_pay::account> {
    static constexpr std::string_view name = "WeChat Pay";
    static constexpr std::string_view host = "api.mch.weixin.qq.com";
    /// 接口规则: required.
    static constexpr auto sent_headers = headers_of(sends<"Accept">("application/json"));
    static constexpr auto request_signature = wechat_pay::schemes::request;
    static constexpr auto response_signature = wechat_pay::schemes::answer;
    static constexpr auto callback_signature = wechat_pay::schemes::answer;
    static constexpr auto signed_at = wechat_pay::schemes::recent;
    /// 公共错误码: errors are not signed as a rule. With 500, 501 and 503 the same is to be sent again, with the same number.
    /// 签名探测流量: an answer or a notification whose signature begins so is wrong on purpose.
    static constexpr std::string_view probes = "WECHATPAY/SIGNTEST/";
    static constexpr refusal_rule refusal{.code = "code",
                                          .message = "message",
                                          .refused_at = {400, 401, 403, 404},
                                          .again_at = {429},
                                          .not_found_at = {404},
                                          .unsigned_too = true};
    /// A number of the shop's names one order, or one refund, as long as they live.
    static constexpr auto key_lifetime = for_good;
    /// 支付成功回调通知: 200 or 204, within 5 seconds.
    static constexpr acknowledgement acknowledged{.status = 204, .content_type = ""};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

#endif

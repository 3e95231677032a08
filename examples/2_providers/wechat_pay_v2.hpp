// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef EXAMPLES_PROVIDERS_WECHAT_PAY_V2_HPP
#define EXAMPLES_PROVIDERS_WECHAT_PAY_V2_HPP

#include <tollgate/parsing.hpp>
#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

/// \file
/// WeChat Pay v2: what its messages sign. An example of a wire form that the library lacks, not a maintained provider.
///
/// Document: https://pay.weixin.qq.com/wiki/doc/api/H5.php?chapter=4_3, which also holds the published examples.
///
/// **The wire form is XML, which the library neither writes nor reads.** The fields and their signature are described
/// here; a program posts `as_xml` itself, and gives what its own XML reader found to `receive`, as a form. It cannot
/// `send`.

namespace wechat_pay_v2 {

/// A merchant.
struct account {
    tollgate::required<"appid", std::string> app;
    tollgate::required<"mch_id", std::string> merchant;
    tollgate::required<"key", tollgate::secret> key;
};

namespace schemes {

using namespace tollgate::signing::words;

inline constexpr auto text =
    join("&", name + "=" + value, fields | but<"sign"> | nonempty | by_name) + "&key=" + key;
inline constexpr auto by_md5 = in_field<"sign">(upper_hex(md5(text)));
inline constexpr auto by_hmac = in_field<"sign">(upper_hex(hmac_sha256(key, text)));

} // namespace schemes
} // namespace wechat_pay_v2

template <>
struct tollgate::provider_traits<wechat_pay_v2::account> {
    static constexpr std::string_view name = "WeChat Pay v2";
    static constexpr std::string_view host = "api.mch.weixin.qq.com";
    static constexpr auto request_signature = wechat_pay_v2::schemes::by_md5;
    static constexpr auto response_signature = wechat_pay_v2::schemes::by_md5;
    static constexpr auto callback_signature = wechat_pay_v2::schemes::by_md5;
    static constexpr refusal_rule refusal{};
    static constexpr acknowledgement acknowledged{}; ///< XML too, and so the program's.
    static constexpr std::chrono::seconds timeout{30};
};

namespace wechat_pay_v2 {

/// Answers are XML: nothing that `read_response` could read.
struct no_answer {};

/// The fields of the document's example.
/// \tparam Signature which of the two schemes the merchant uses; a message's own goes before the traits'
template <auto Signature>
struct order_signed {
    tollgate::optional<"device_info", std::string> device{};
    tollgate::required<"body", std::string> description; ///< What is sold.
    tollgate::required<"nonce_str", std::string> nonce;

    using account = wechat_pay_v2::account;
    using endpoint = tollgate::post_form<"/pay/unifiedorder">;
    using response = no_answer;
    static constexpr auto request_signature = Signature;
};
using order = order_signed<schemes::by_md5>;
using order_by_hmac = order_signed<schemes::by_hmac>;

/// What the gateway signs likewise. Fields that are not declared are signed all the same.
struct notice {
    tollgate::required<"appid", std::string> app;
    tollgate::required<"mch_id", std::string> merchant;
    tollgate::optional<"device_info", std::string> device{};
    tollgate::required<"nonce_str", std::string> nonce;

    using account = wechat_pay_v2::account;
    static constexpr bool also_as_form = true;
};

/// A request's fields, the signature among them, as the XML that is posted.
template <class Request>
[[nodiscard]] std::string as_xml(Request const &request)
{
    tollgate::parameter_list fields;
    if (tollgate::parse_query(request.body(), fields)) return {};
    std::string xml = "<xml>";
    for (tollgate::parameter const &f : std::as_const(fields).items()) {
        xml.append("<").append(f.name).append(">");
        for (char const c : f.text)
            xml += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
        xml.append("</").append(f.name).append(">");
    }
    return xml + "</xml>";
}

} // namespace wechat_pay_v2

#endif

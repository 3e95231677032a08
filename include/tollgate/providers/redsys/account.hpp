// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_REDSYS_ACCOUNT_HPP
#define TOLLGATE_PROVIDERS_REDSYS_ACCOUNT_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace tollgate::inline v0::redsys {

/// How a terminal's messages are signed: with the key of an order by AES and SHA-512, which Redsys documents now, or by 3DES and SHA-256, as
/// before.
using signature_version = open_enum<"HMAC_SHA256_V1", "HMAC_SHA512_V2">;

/// A merchant's terminal.
struct account {
    required<"DS_MERCHANT_MERCHANTCODE", std::string> merchant;
    required<"DS_MERCHANT_TERMINAL", std::string> terminal; ///< `1`, say.
    required<"environment", tollgate::environment> at;      ///< `test` or `live`; each has a key of its own.
    /// As it is shown in the back office: base64 of 24 bytes. HMAC_SHA512_V2 takes its first 16 characters, as they are.
    required<"key", secret> key;
    required<"signature_version", redsys::signature_version>
        version; ///< Messages that name another are refused.
};

namespace schemes {

using namespace signing::words;
using signing::words::field; // and not the library's concept of that name

/// \par Specification
/// Guía de migración a HMAC SHA256, 3: the order's key is the merchant's, applied by 3DES in CBC mode to the order's number.
inline constexpr auto request_v1 = base64(hmac_sha256(
    des3_cbc<zero_bytes>(unbase64(key), field<"DS_MERCHANT_ORDER">), field<"Ds_MerchantParameters">));
/// \par Specification
/// Guía de migración a HMAC SHA256, 4: the same, in base64url, of what comes back.
inline constexpr auto received_v1 = base64url(
    hmac_sha256(des3_cbc<zero_bytes>(unbase64(key), field<"Ds_Order">), field<"Ds_MerchantParameters">));
/// \par Specification
/// Firmar una operación: the order's number by AES in CBC mode with the first 16 characters of the key as it is shown, in base64; all in
/// base64url without padding. Of what comes back the same.
template <fixed_string Order>
inline constexpr auto v2 = strip<"=">(base64url(
    hmac_sha512(base64(aes_128_cbc<pkcs7>(first<16>(key), field<Order>)), field<"Ds_MerchantParameters">)));

inline constexpr auto request = in_field<"Ds_Signature">(
    by_account<"signature_version", "HMAC_SHA256_V1", "HMAC_SHA512_V2">(request_v1, v2<"DS_MERCHANT_ORDER">));
inline constexpr auto received = in_field<"Ds_Signature">(
    by_account<"signature_version", "HMAC_SHA256_V1", "HMAC_SHA512_V2">(received_v1, v2<"Ds_Order">));

} // namespace schemes

} // namespace tollgate::inline v0::redsys

template <>
struct tollgate::provider_traits<tollgate::redsys::account> {
    static constexpr std::string_view name = "Redsys";
    static constexpr auto host = hosts<"test", "sis-t.redsys.es:25443", "live", "sis.redsys.es">;
    static constexpr auto enclosed = enclosed_by_account<"signature_version">(
        base64_json<"Ds_MerchantParameters", "Ds_SignatureVersion", "HMAC_SHA256_V1">,
        base64url_json<"Ds_MerchantParameters", "Ds_SignatureVersion", "HMAC_SHA512_V2">);
    static constexpr auto request_signature = redsys::schemes::request;
    static constexpr auto response_signature = redsys::schemes::received;
    static constexpr auto callback_signature = redsys::schemes::received;
    /// Conexión REST: an error has no signature, and comes with 200. Of the codes that say "generic error" nobody knows what was done:
    /// inferred.
    static constexpr refusal_rule refusal{
        .code = "errorCode",
        .open_codes = {"SIS0001", "SIS0002", "SIS0003", "SIS0004", "SIS0005", "SIS0006", "SIS0012", "SIS0013",
                       "SIS0029", "SIS0034", "SIS0035", "SIS0038", "SIS0039"},
        .unsigned_too = true};
    /// Conexión por redirección: 200, whatever the body.
    static constexpr acknowledgement acknowledged{.content_type = "text/plain"};
    static constexpr std::chrono::seconds timeout{60};
    using from_account = picks<"DS_MERCHANT_MERCHANTCODE", "DS_MERCHANT_TERMINAL">;
};

#endif

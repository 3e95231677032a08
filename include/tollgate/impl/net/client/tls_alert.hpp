// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_TLS_ALERT_HPP
#define TOLLGATE_IMPL_NET_CLIENT_TLS_ALERT_HPP

#include <tollgate/impl/net/client/tls_session_cache.hpp>

#include <boost/asio/ssl/error.hpp>
#include <boost/system/error_code.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::detail {

/// The alert by which the server ended a connection, if that is what an error of OpenSSL's says.
[[nodiscard, gnu::cold]] inline std::optional<int> alert_in(boost::system::error_code cause)
{
    auto const code = static_cast<unsigned long>(static_cast<unsigned>(cause.value()));
    if (cause.category() != boost::asio::error::get_ssl_category() || ERR_GET_LIB(code) != ERR_LIB_SSL)
        return std::nullopt;
    int const alert = ERR_GET_REASON(code) - SSL_AD_REASON_OFFSET;
    return alert >= 0 && alert <= 255 ? std::optional{alert} : std::nullopt;
}

/// An alert's name in RFC 8446, section 6, or RFC 5246, section 7.2.
[[nodiscard, gnu::cold]] inline std::string name_of_alert(int alert)
{
    switch (alert) {
    case 10: return "unexpected_message";
    case 20: return "bad_record_mac";
    case 22: return "record_overflow";
    case 40: return "handshake_failure";
    case 42: return "bad_certificate";
    case 43: return "unsupported_certificate";
    case 44: return "certificate_revoked";
    case 45: return "certificate_expired";
    case 46: return "certificate_unknown";
    case 47: return "illegal_parameter";
    case 48: return "unknown_ca";
    case 49: return "access_denied";
    case 50: return "decode_error";
    case 51: return "decrypt_error";
    case 70: return "protocol_version";
    case 71: return "insufficient_security";
    case 80: return "internal_error";
    case 86: return "inappropriate_fallback";
    case 90: return "user_canceled";
    case 100: return "no_renegotiation";
    case 109: return "missing_extension";
    case 110: return "unsupported_extension";
    case 112: return "unrecognized_name";
    case 113: return "bad_certificate_status_response";
    case 115: return "unknown_psk_identity";
    case 116: return "certificate_required";
    case 120: return "no_application_protocol";
    default: return std::to_string(alert);
    }
}

/// Whether a server says by this alert that it does not take the client's certificate, or wants one.
[[nodiscard]] constexpr bool is_about_certificate(int alert) noexcept
{
    return (alert >= 42 && alert <= 46) || alert == 48 || alert == 49 || alert == 116;
}

/// Whether the server ended a connection because of the client's certificate. A server of TLS 1.2 that is given none may
/// say no more than that the handshake has failed.
[[nodiscard, gnu::cold]] inline bool refuses_client(SSL const *tls, int alert)
{
    auto const *const notices = notices_of(tls);
    if (notices == nullptr || !notices->asked_for_certificate) return false;
    return is_about_certificate(alert) || (alert == 40 && SSL_get_certificate(tls) == nullptr);
}

/// What is known of a client certificate that the server does not take, and what to do.
[[nodiscard, gnu::cold]] inline std::string client_certificate_sentence(SSL const *tls,
                                                                        std::string const &host, int alert)
{
    std::string made = host + " asked for a client certificate and ended the TLS handshake with the alert `" +
                       name_of_alert(alert) + "`; ";
    X509 const *const own = SSL_get_certificate(tls);
    if (own == nullptr)
        return made + "none is set: name the one that the gateway knows, and its key, in `https_options`.";
    made += "it does not take the one in `https_options`";
    if (X509_cmp_current_time(X509_get0_notAfter(own)) < 0)
        return made + ", which has expired by this machine's clock: set the new one.";
    return made + ": look whether it is the one that the gateway knows, with its issuers' behind it.";
}

} // namespace tollgate::inline v0::detail

#endif

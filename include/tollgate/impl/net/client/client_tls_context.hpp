// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_CLIENT_TLS_CONTEXT_HPP
#define TOLLGATE_IMPL_NET_CLIENT_CLIENT_TLS_CONTEXT_HPP

#include <tollgate/error.hpp>
#include <tollgate/https_options.hpp>
#include <tollgate/impl/net/client/certificate_verdict.hpp>
#include <tollgate/impl/net/client/public_key_pins.hpp>
#include <tollgate/impl/net/client/tls_alert.hpp>
#include <tollgate/impl/net/client/tls_session_cache.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/// The settings that all connections of one transport share. They do not change after they are made.
using tls_context = std::shared_ptr<boost::asio::ssl::context>;

[[nodiscard, gnu::cold]] inline error tls_setup_error(std::string sentence, boost::system::error_code cause)
{
    return error{errc::tls_setup_failed, not_sent{}, std::move(sentence)}.with(cause);
}

/// Trusts the system's CAs, and those that the options name.
[[nodiscard, gnu::cold]] inline std::optional<error> trust(boost::asio::ssl::context &context,
                                                           https_options const &options)
{
    boost::system::error_code ec;
    context.set_default_verify_paths(ec);
    if (ec) return tls_setup_error("The system's CA certificates cannot be set up.", ec);
    if (!options.ca_file.empty()) context.load_verify_file(options.ca_file, ec);
    if (ec)
        return tls_setup_error("The CA file " + options.ca_file +
                                   " cannot be read; give a readable file of PEM certificates.",
                               ec);
    if (!options.ca_pem.empty()) context.add_certificate_authority(boost::asio::buffer(options.ca_pem), ec);
    if (ec) return tls_setup_error("The text in `ca_pem` is not a PEM certificate.", ec);
    return std::nullopt;
}

/// The client's own certificate and key, where the options name them.
[[nodiscard, gnu::cold]] inline std::optional<error> introduce(boost::asio::ssl::context &context,
                                                               https_options const &options)
{
    constexpr auto pem = boost::asio::ssl::context::pem;
    bool const has_certificate =
        !options.client_certificate_file.empty() || !options.client_certificate_pem.empty();
    bool const has_key = !options.client_key_file.empty() || options.client_key_pem.has_value();
    if (!has_certificate && !has_key) return std::nullopt;

    boost::system::error_code ec;
    if (!options.client_certificate_file.empty())
        context.use_certificate_chain_file(options.client_certificate_file, ec);
    if (!ec && !options.client_certificate_pem.empty())
        context.use_certificate_chain(boost::asio::buffer(options.client_certificate_pem), ec);
    if (ec) return tls_setup_error("The client certificate cannot be read; give a PEM chain.", ec);
    if (!options.client_key_file.empty()) context.use_private_key_file(options.client_key_file, pem, ec);
    if (!ec && options.client_key_pem) {
        auto const text = secret_access::text(*options.client_key_pem);
        context.use_private_key(boost::asio::buffer(text.data(), text.size()), pem, ec);
    }
    if (ec || SSL_CTX_check_private_key(context.native_handle()) != 1)
        return tls_setup_error("The client key cannot be read, or is not the key of the client certificate.",
                               ec);
    return std::nullopt;
}

[[nodiscard, gnu::cold]] inline result<tls_context> make_tls_context(https_options const &options)
{
    namespace ssl = boost::asio::ssl;
    try {
        auto context = std::make_shared<ssl::context>(ssl::context::tls_client);
        context->set_options(ssl::context::default_workarounds | ssl::context::no_compression);
        context->set_verify_mode(ssl::verify_peer);
        if (SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION) != 1)
            return tls_setup_error("OpenSSL cannot be limited to TLS 1.2 and newer.", {});
        if (auto problem = trust(*context, options)) return *std::move(problem);
        if (auto problem = introduce(*context, options)) return *std::move(problem);
        if (!std::ranges::all_of(options.pins, is_pin))
            return tls_setup_error("A pin is not the SHA-256 of a public key in base64 (44 characters).", {});
        listen_in_tls(context->native_handle());
        return context;
    } catch (boost::system::system_error const &e) {
        return tls_setup_error("OpenSSL cannot make a TLS context.", e.code());
    }
}

/// Makes the handshake ask for this host, and accept a certificate for this host only.
[[nodiscard]] inline bool expect_host(SSL *tls, std::string const &host)
{
    X509_VERIFY_PARAM *checks = SSL_get0_param(tls);
    boost::system::error_code not_an_address;
    boost::asio::ip::make_address(host, not_an_address);
    if (!not_an_address) return X509_VERIFY_PARAM_set1_ip_asc(checks, host.c_str()) == 1;

    X509_VERIFY_PARAM_set_hostflags(checks, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    // An empty name would switch the check off.
    return !host.empty() && X509_VERIFY_PARAM_set1_host(checks, host.data(), host.size()) == 1 &&
           SSL_set_tlsext_host_name(tls, host.c_str()) == 1;
}

/// Why the handshake failed: a verdict on the certificate, an alert of the server, or something else.
[[nodiscard, gnu::cold]] inline error handshake_error(SSL *tls, std::string const &host,
                                                      boost::system::error_code cause)
{
    auto failed = [&](errc code, std::string sentence) {
        return error{code, not_sent{}, std::move(sentence) + " Nothing was sent."}.with(cause);
    };
    if (long const verdict = SSL_get_verify_result(tls); verdict != X509_V_OK) {
        auto [code, sentence] = explain_verdict(tls, host, verdict);
        return failed(code, std::move(sentence));
    }
    auto const alert = alert_in(cause);
    if (alert && refuses_client(tls, *alert))
        return failed(errc::client_certificate_refused, client_certificate_sentence(tls, host, *alert));
    if (alert)
        return failed(errc::handshake_failed, host + " ended the TLS handshake with the alert `" +
                                                  name_of_alert(*alert) +
                                                  "`; check that this is the gateway's HTTPS host.");
    return failed(errc::handshake_failed,
                  "The TLS handshake with " + host + " failed; check that this is the gateway's HTTPS host.");
}

} // namespace tollgate::inline v0::detail

#endif

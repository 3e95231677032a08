// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_PUBLIC_KEY_PINS_HPP
#define TOLLGATE_IMPL_NET_CLIENT_PUBLIC_KEY_PINS_HPP

#include <tollgate/version.hpp>

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace tollgate::inline v0::detail {

/// The SHA-256 of a certificate's public key, in base64; empty if OpenSSL cannot tell.
[[nodiscard]] inline std::string pin_of(X509 *certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    unsigned char *encoded = nullptr;
    int const length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &encoded);
    bool const hashed = length > 0 && EVP_Digest(encoded, static_cast<std::size_t>(length), digest.data(),
                                                 &size, EVP_sha256(), nullptr) == 1;
    OPENSSL_free(encoded);
    if (!hashed) return {};
    std::array<unsigned char, 64> text{};
    int const written = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
    return {text.begin(), text.begin() + written};
}

[[nodiscard]] inline bool is_pin(std::string const &text)
{
    std::array<unsigned char, 33> digest{};
    return text.size() == 44 && text[43] == '=' && text[42] != '=' &&
           EVP_DecodeBlock(digest.data(), reinterpret_cast<unsigned char const *>(text.data()), 44) == 33;
}

/// Whether a pinned key occurs in the chain that the handshake has verified.
[[nodiscard]] inline bool holds_pin(SSL *tls, std::vector<std::string> const &pins)
{
    if (pins.empty()) return true;
    // A resumed session was pinned when it began.
    if (SSL_session_reused(tls) == 1) return true;
    STACK_OF(X509) *const chain = SSL_get0_verified_chain(tls);
    int const count = chain == nullptr ? 0 : sk_X509_num(chain);
    for (int i = 0; i < count; ++i)
        if (std::ranges::find(pins, pin_of(sk_X509_value(chain, i))) != pins.end()) return true;
    return false;
}

} // namespace tollgate::inline v0::detail

#endif

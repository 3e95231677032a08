// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_OPENSSL_PRIVATE_KEY_HPP
#define TOLLGATE_HASH_OPENSSL_PRIVATE_KEY_HPP

#include <tollgate/hash/openssl.hpp>
#include <tollgate/hash/openssl_public_key.hpp>
#include <tollgate/hash/private_key_policy.hpp>

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

/**
 * \brief The merchant's private key in OpenSSL; \ref private_key_policy says what it does.
 * \details Copies share one key, which nobody changes; OpenSSL overwrites it when the last of them goes.
 */
template <hash::signature_scheme Scheme>
class openssl_private_key {
public:
    [[nodiscard]] static std::optional<openssl_private_key> from_der(std::string_view der)
    {
        openssl_error_mark const mark;
        unsigned char const *bytes = openssl_bytes(der);
        shared_key key{d2i_PrivateKey(EVP_PKEY_RSA, nullptr, &bytes, static_cast<long>(der.size())),
                       &EVP_PKEY_free};
        if (key == nullptr) return std::nullopt;
        openssl_private_key made{std::move(key)};
        // Of a key whose halves do not belong together OpenSSL makes signatures that nothing verifies.
        std::string const signature = made.sign({});
        if (signature.empty() || !made.verify({}, signature)) return std::nullopt;
        return made;
    }

    [[nodiscard]] std::string sign(std::string_view text) const
    {
        openssl_error_mark const mark;
        openssl_owned<EVP_MD_CTX> const context{EVP_MD_CTX_new()};
        EVP_PKEY_CTX *owned_by_context = nullptr;
        std::string made(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
        std::size_t size = made.size();
        bool const is_made =
            context != nullptr &&
            EVP_DigestSignInit_ex(context.get(), &owned_by_context, openssl_digest_name<Scheme>, nullptr,
                                  nullptr, key_.get(), nullptr) == 1 &&
            choose_padding(owned_by_context, Scheme{}) &&
            EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(made.data()), &size,
                           openssl_bytes(text), text.size()) == 1;
        made.resize(is_made ? size : 0);
        return made;
    }

private:
    using shared_key = std::shared_ptr<EVP_PKEY>;

    explicit openssl_private_key(shared_key key) noexcept : key_{std::move(key)} {}

    [[nodiscard]] bool verify(std::string_view text, std::string_view signature) const
    {
        openssl_owned<EVP_MD_CTX> const context{EVP_MD_CTX_new()};
        EVP_PKEY_CTX *owned_by_context = nullptr;
        return context != nullptr &&
               EVP_DigestVerifyInit_ex(context.get(), &owned_by_context, openssl_digest_name<Scheme>, nullptr,
                                       nullptr, key_.get(), nullptr) == 1 &&
               choose_padding(owned_by_context, Scheme{}) &&
               EVP_DigestVerify(context.get(), openssl_bytes(signature), signature.size(),
                                openssl_bytes(text), text.size()) == 1;
    }

    shared_key key_;
};

} // namespace detail

static_assert(private_key_policy<openssl_hash>);

} // namespace tollgate::inline v0

#endif

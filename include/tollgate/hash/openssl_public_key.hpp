// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_OPENSSL_PUBLIC_KEY_HPP
#define TOLLGATE_HASH_OPENSSL_PUBLIC_KEY_HPP

#include <tollgate/hash/openssl.hpp>
#include <tollgate/hash/public_key_pem.hpp>
#include <tollgate/hash/public_key_policy.hpp>

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

[[nodiscard]] inline unsigned char const *openssl_bytes(std::string_view text) noexcept
{
    return reinterpret_cast<unsigned char const *>(text.data());
}

/// OpenSSL's name of the digest; Ed25519 brings its own.
template <hash::signature_scheme Scheme>
inline constexpr char const *openssl_digest_name = Scheme::algorithm::name.data();
template <>
inline constexpr char const *openssl_digest_name<hash::ed25519> = nullptr;

template <class Scheme>
[[nodiscard]] bool choose_padding(EVP_PKEY_CTX *, Scheme) noexcept
{
    return true;
}
template <class Algorithm>
[[nodiscard]] bool choose_padding(EVP_PKEY_CTX *context, hash::rsa_pkcs1<Algorithm>) noexcept
{
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
}
template <class Algorithm>
[[nodiscard]] bool choose_padding(EVP_PKEY_CTX *context, hash::rsa_pss<Algorithm>) noexcept
{
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

/**
 * \brief A gateway's public key in OpenSSL; \ref public_key_policy says what it does.
 * \details Copies share one key, which nobody changes.
 */
template <hash::signature_scheme Scheme>
class openssl_public_key {
public:
    /// \par Errors
    /// \li errc::invalid_public_key if the text is no key for the scheme, or OpenSSL's configuration forbids it
    [[nodiscard]] static result<openssl_public_key> from_pem(std::string_view pem)
    {
        result<std::string> const info = public_key_in(pem, Scheme::key);
        if (!info) return info.error();
        openssl_error_mark const mark;
        shared_key key = read(*info);
        if (!key || !start(new_context().get(), key.get()))
            return invalid_public_key(
                "OpenSSL refuses the public key: it is not a point of its curve, or OpenSSL's "
                "configuration leaves the scheme out; copy the key again, enable the scheme, "
                "or use tollgate::cryptopp_hash.");
        return openssl_public_key{std::move(key)};
    }

    /// Whether `signature` signs the bytes of `text`.
    [[nodiscard]] bool verify(std::string_view text, std::string_view signature) const noexcept
    {
        openssl_error_mark const mark;
        openssl_owned<EVP_MD_CTX> const context = new_context();
        return has_right_size(signature) && start(context.get(), key_.get()) &&
               EVP_DigestVerify(context.get(), openssl_bytes(signature), signature.size(),
                                openssl_bytes(text), text.size()) == 1;
    }

private:
    using shared_key = std::shared_ptr<EVP_PKEY>;

    explicit openssl_public_key(shared_key key) noexcept : key_{std::move(key)} {}

    static shared_key read(std::string_view info)
    {
        unsigned char const *bytes = openssl_bytes(info);
        return shared_key{d2i_PUBKEY(nullptr, &bytes, static_cast<long>(info.size())), &EVP_PKEY_free};
    }

    static openssl_owned<EVP_MD_CTX> new_context() noexcept
    {
        return openssl_owned<EVP_MD_CTX>{EVP_MD_CTX_new()};
    }

    static bool start(EVP_MD_CTX *context, EVP_PKEY *key) noexcept
    {
        EVP_PKEY_CTX *owned_by_context = nullptr;
        return context != nullptr &&
               EVP_DigestVerifyInit_ex(context, &owned_by_context, openssl_digest_name<Scheme>, nullptr,
                                       nullptr, key, nullptr) == 1 &&
               choose_padding(owned_by_context, Scheme{});
    }

    /// OpenSSL takes a PSS signature without its leading zeros too, which RFC 8017, section 8.1.2, refuses.
    bool has_right_size(std::string_view signature) const noexcept
    {
        return Scheme::key != hash::key_kind::rsa ||
               signature.size() == static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
    }

    shared_key key_;
};

} // namespace detail

static_assert(public_key_policy<openssl_hash>);

} // namespace tollgate::inline v0

#endif

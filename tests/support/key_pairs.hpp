// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_KEY_PAIRS_HPP
#define TOLLGATE_TESTS_SUPPORT_KEY_PAIRS_HPP

#include <tollgate/hash/public_key_policy.hpp>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

/// What only a gateway has: pairs of keys that OpenSSL made for this run, and signatures by them.
namespace tollgate::test {

struct openssl_free {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(BIGNUM *number) const { BN_free(number); }
    void operator()(ECDSA_SIG *signature) const { ECDSA_SIG_free(signature); }
};
template <class T>
using owned = std::unique_ptr<T, openssl_free>;

inline void require(bool succeeded)
{
    if (!succeeded) throw std::runtime_error{"the test's own use of OpenSSL failed"};
}

inline unsigned char const *bytes_of(std::string_view text)
{
    return reinterpret_cast<unsigned char const *>(text.data());
}

inline std::string pem_of(std::string_view der, std::string const &label = "PUBLIC KEY")
{
    std::string base64(der.size() / 3 * 4 + 5, '\0');
    int const size = EVP_EncodeBlock(reinterpret_cast<unsigned char *>(base64.data()), bytes_of(der),
                                     static_cast<int>(der.size()));
    base64.resize(static_cast<std::size_t>(size));
    for (std::size_t i = 64; i < base64.size(); i += 65)
        base64.insert(i, "\n");
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
}

/// What one of OpenSSL's i2d functions writes.
template <class Write, class T>
std::string der_by(Write write, T *what)
{
    unsigned char *bytes = nullptr;
    int const size = write(what, &bytes);
    require(size > 0);
    std::string der(reinterpret_cast<char const *>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return der;
}

/// A pair of keys that OpenSSL made for this run.
struct key_pair {
    explicit key_pair(EVP_PKEY *made) : key{made}
    {
        require(made != nullptr);
        der = der_by(i2d_PUBKEY, made);
        pem = pem_of(der);
    }

    owned<EVP_PKEY> key;
    std::string der; // of the public half
    std::string pem;
};

struct key_pairs {
    key_pair rsa{EVP_RSA_gen(2048)};
    key_pair p256{EVP_EC_gen("P-256")};
    key_pair p384{EVP_EC_gen("P-384")};
    key_pair p521{EVP_EC_gen("P-521")};
    key_pair ed25519{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
};

inline key_pairs const &keys()
{
    static key_pairs const made;
    return made;
}

template <class Scheme>
inline constexpr char const *digest_name = Scheme::algorithm::name.data();
template <>
inline constexpr char const *digest_name<hash::ed25519> = nullptr;

template <class Scheme>
inline constexpr bool is_pss = false;
template <class Algorithm>
inline constexpr bool is_pss<hash::rsa_pss<Algorithm>> = true;

/// A signature by OpenSSL.
template <class Scheme>
std::string sign(key_pair const &pair, std::string_view text, int salt_size = RSA_PSS_SALTLEN_DIGEST)
{
    owned<EVP_MD_CTX> const context{EVP_MD_CTX_new()};
    EVP_PKEY_CTX *padding = nullptr;
    require(EVP_DigestSignInit_ex(context.get(), &padding, digest_name<Scheme>, nullptr, nullptr,
                                  pair.key.get(), nullptr) == 1);
    if (is_pss<Scheme>)
        require(EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, salt_size) == 1);
    std::string signature(1024, '\0');
    std::size_t size = signature.size();
    require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                           bytes_of(text), text.size()) == 1);
    signature.resize(size);
    return signature;
}

} // namespace tollgate::test

#endif

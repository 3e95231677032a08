// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_X509_HPP
#define TOLLGATE_IMPL_SANDBOX_X509_HPP

#include <tollgate/sandbox/validity.hpp>

#include <boost/asio/ip/address.hpp>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

// The steps in which a certificate is made.
namespace tollgate::inline v0::sandbox::detail {

template <auto Free>
struct freed_by {
    template <class T>
    void operator()(T *object) const noexcept
    {
        Free(object);
    }
};
using key_pointer = std::unique_ptr<EVP_PKEY, freed_by<&EVP_PKEY_free>>;
using certificate_pointer = std::unique_ptr<X509, freed_by<&X509_free>>;
using bio_pointer = std::unique_ptr<BIO, freed_by<&BIO_free_all>>;
using extension_pointer = std::unique_ptr<X509_EXTENSION, freed_by<&X509_EXTENSION_free>>;

inline void require(bool succeeded, char const *step)
{
    if (!succeeded) throw std::runtime_error{std::string{"tollgate: OpenSSL could not "} + step};
}

[[nodiscard]] inline key_pointer make_key()
{
    key_pointer key{EVP_EC_gen("P-256")};
    require(key != nullptr, "make a key");
    return key;
}

[[nodiscard]] inline key_pointer make_rsa_key()
{
    key_pointer key{EVP_RSA_gen(2048)};
    require(key != nullptr, "make a key");
    return key;
}

[[nodiscard]] inline std::string text_in(BIO *memory)
{
    char *data = nullptr;
    long const size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

[[nodiscard]] inline std::string to_pem(X509 *certificate)
{
    bio_pointer memory{BIO_new(BIO_s_mem())};
    require(memory && PEM_write_bio_X509(memory.get(), certificate) == 1, "write a certificate");
    return text_in(memory.get());
}

[[nodiscard]] inline std::string to_pem(EVP_PKEY *key)
{
    bio_pointer memory{BIO_new(BIO_s_mem())};
    require(memory && PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
            "write a key");
    return text_in(memory.get());
}

inline void set_serial(X509 *certificate)
{
    std::uint64_t serial = 0;
    require(RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) == 1 &&
                ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1,
            "number a certificate");
}

inline void set_name(X509_NAME *name, std::string const &text)
{
    require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                       reinterpret_cast<unsigned char const *>(text.data()),
                                       static_cast<int>(text.size()), -1, 0) == 1,
            "name a certificate");
}

inline void set_validity(X509 *certificate, validity when)
{
    std::time_t now = std::time(nullptr);
    require(X509_time_adj_ex(X509_getm_notBefore(certificate), 0, when.from.count(), &now) != nullptr &&
                X509_time_adj_ex(X509_getm_notAfter(certificate), 0, when.until.count(), &now) != nullptr,
            "date a certificate");
}

inline void add_extension(X509 *certificate, X509 *issuer, int which, std::string const &value)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    extension_pointer extension{X509V3_EXT_conf_nid(nullptr, &context, which, value.c_str())};
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "extend a certificate");
}

/// `DNS:shop.example,IP:127.0.0.1`
[[nodiscard]] inline std::string alternative_names(std::span<std::string const> hosts)
{
    std::string names;
    for (auto const &host : hosts) {
        boost::system::error_code not_an_address;
        boost::asio::ip::make_address(host, not_an_address);
        names += (names.empty() ? "" : ",") + std::string{not_an_address ? "DNS:" : "IP:"} + host;
    }
    return names;
}

/// A certificate with everything but its extensions and its signature.
[[nodiscard]] inline certificate_pointer make_certificate(std::string const &name, EVP_PKEY *key,
                                                          validity when)
{
    certificate_pointer made{X509_new()};
    require(made && X509_set_version(made.get(), X509_VERSION_3) == 1, "make a certificate");
    set_serial(made.get());
    set_name(X509_get_subject_name(made.get()), name);
    set_validity(made.get(), when);
    require(X509_set_pubkey(made.get(), key) == 1, "put a key into a certificate");
    return made;
}

inline void sign(X509 *certificate, X509 *issuer, EVP_PKEY *key)
{
    require(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
                X509_sign(certificate, key, EVP_sha256()) > 0,
            "sign a certificate");
}

inline void extend_for_server(X509 *certificate, X509 *issuer, std::span<std::string const> hosts)
{
    add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature");
    add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth");
    if (!hosts.empty()) add_extension(certificate, issuer, NID_subject_alt_name, alternative_names(hosts));
}

} // namespace tollgate::inline v0::sandbox::detail

#endif

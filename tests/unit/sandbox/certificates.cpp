// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/sandbox/certificates.hpp>

#include <doctest/doctest.h>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

namespace sandbox = tollgate::sandbox;

template <auto Free>
struct freed_by {
    void operator()(auto *object) const noexcept { Free(object); }
};
using certificate_pointer = std::unique_ptr<X509, freed_by<&X509_free>>;
using key_pointer = std::unique_ptr<EVP_PKEY, freed_by<&EVP_PKEY_free>>;
using bio_pointer = std::unique_ptr<BIO, freed_by<&BIO_free_all>>;

certificate_pointer parsed(std::string const &pem)
{
    bio_pointer const memory{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    certificate_pointer certificate{PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)};
    REQUIRE(certificate != nullptr);
    return certificate;
}

/// What OpenSSL says of the certificate to one who trusts only this authority: X509_V_OK, or why not.
int verdict(std::string const &trusted_pem, std::string const &certificate_pem)
{
    auto const trusted = parsed(trusted_pem);
    auto const certificate = parsed(certificate_pem);
    std::unique_ptr<X509_STORE, freed_by<&X509_STORE_free>> const store{X509_STORE_new()};
    REQUIRE(X509_STORE_add_cert(store.get(), trusted.get()) == 1);
    std::unique_ptr<X509_STORE_CTX, freed_by<&X509_STORE_CTX_free>> const context{X509_STORE_CTX_new()};
    REQUIRE(X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), nullptr) == 1);
    REQUIRE(X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER) == 1);
    X509_verify_cert(context.get());
    return X509_STORE_CTX_get_error(context.get());
}

bool is_for(std::string const &certificate_pem, std::string const &host)
{
    return X509_check_host(parsed(certificate_pem).get(), host.data(), host.size(), 0, nullptr) == 1;
}

} // namespace

TEST_SUITE("tollgate.sandbox.certificates")
{
    TEST_CASE("certificates: who trusts the authority trusts what it issued, within its time")
    {
        sandbox::authority const authority;
        sandbox::authority const another;
        std::string const host = "shop.test";
        auto const trusted = authority.certificate_pem();
        auto const issued = authority.issue(host).certificate_pem;
        CHECK(verdict(trusted, issued) == X509_V_OK);
        CHECK(verdict(another.certificate_pem(), issued) != X509_V_OK);
        CHECK(verdict(trusted, authority.issue(host, sandbox::validity::expired()).certificate_pem) ==
              X509_V_ERR_CERT_HAS_EXPIRED);
        CHECK(verdict(trusted, authority.issue(host, sandbox::validity::not_yet()).certificate_pem) ==
              X509_V_ERR_CERT_NOT_YET_VALID);
        CHECK(verdict(trusted, sandbox::self_signed(host).certificate_pem) ==
              X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT);
    }

    TEST_CASE("certificates: one is for the hosts that it names, and for no other")
    {
        sandbox::authority const authority;
        std::array<std::string, 3> const hosts{"shop.test", "pay.shop.test", "127.0.0.1"};
        auto const issued = authority.issue(hosts).certificate_pem;
        CHECK(is_for(issued, "shop.test"));
        CHECK(is_for(issued, "pay.shop.test"));
        CHECK_FALSE(is_for(issued, "www.shop.test"));
        CHECK_FALSE(is_for(issued, "tollgate sandbox server"));
        auto const certificate = parsed(issued);
        CHECK(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0) == 1);
        CHECK(X509_check_ip_asc(certificate.get(), "127.0.0.2", 0) == 0);
    }

    TEST_CASE("certificates: a key is its certificate's, and no two are alike")
    {
        sandbox::authority const authority;
        auto const first = authority.issue("shop.test");
        auto const second = authority.issue("shop.test");
        CHECK(first.private_key_pem != second.private_key_pem);
        bio_pointer const memory{
            BIO_new_mem_buf(first.private_key_pem.data(), static_cast<int>(first.private_key_pem.size()))};
        key_pointer const key{PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr)};
        CHECK(X509_check_private_key(parsed(first.certificate_pem).get(), key.get()) == 1);
        CHECK(X509_check_private_key(parsed(second.certificate_pem).get(), key.get()) == 0);
    }

    TEST_CASE("certificates: a host that is no name is refused")
    {
        CHECK_THROWS_AS(static_cast<void>(sandbox::authority{}.issue("")), std::runtime_error);
    }
}

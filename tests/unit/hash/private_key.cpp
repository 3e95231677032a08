// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/private_key.hpp>

#include <tollgate/hash/cryptopp_private_key.hpp>
#include <tollgate/hash/openssl_private_key.hpp>

#include <doctest/doctest.h>
#include <support/key_pairs.hpp>

#include <openssl/pem.h>

#include <concepts>
#include <cstddef>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace {

namespace hash = tollgate::hash;
namespace test = tollgate::test;
using tollgate::cryptopp_hash, tollgate::openssl_hash;
using tollgate::errc, tollgate::private_key;

template <class K>
concept printable = requires(std::ostream &out, K const &key) { out << key; };
static_assert(!printable<private_key> && !std::equality_comparable<private_key>);
static_assert(!std::constructible_from<private_key, std::nullptr_t>);
static_assert(!std::convertible_to<std::string, private_key>);

std::string pkcs8_of(EVP_PKEY *key)
{
    PKCS8_PRIV_KEY_INFO *const info = EVP_PKEY2PKCS8(key);
    std::string const der = test::der_by(i2d_PKCS8_PRIV_KEY_INFO, info);
    PKCS8_PRIV_KEY_INFO_free(info);
    return test::pem_of(der, "PRIVATE KEY");
}
std::string pkcs1_der_of(EVP_PKEY *key)
{
    return test::der_by(i2d_PrivateKey, key);
}
std::string pkcs1_of(EVP_PKEY *key)
{
    return test::pem_of(pkcs1_der_of(key), "RSA PRIVATE KEY");
}

std::string complaint_about(std::string_view pem)
{
    auto const made = private_key::from_text(pem);
    REQUIRE(made.has_error());
    CHECK(made.error().code() == errc::invalid_private_key);
    CHECK_FALSE(made.error().has_outcome());
    CHECK_THROWS_AS(private_key{pem}, std::invalid_argument);
    return made.error().message();
}
bool says(std::string_view pem, std::string_view words)
{
    return complaint_about(pem).find(words) != std::string::npos;
}

template <class Hash, class Scheme>
std::string signed_by(private_key const &key, std::string_view text)
{
    auto const made =
        Hash::template private_key<Scheme>::from_der(tollgate::detail::private_key_access::der(key));
    REQUIRE(made.has_value());
    return made->sign(text);
}

} // namespace

TEST_SUITE("private keys")
{
    TEST_CASE("PKCS#8 and PKCS#1 are the same key, and its public half is the one that OpenSSL writes")
    {
        EVP_PKEY *const key = test::keys().rsa.key.get();
        private_key const by_8{pkcs8_of(key)};
        private_key const by_1{pkcs1_of(key)};
        CHECK(by_8.bits() == 2048);
        CHECK(by_8.public_half() == by_1.public_half());
        CHECK(by_8.public_half().text() == test::keys().rsa.pem);
        private_key const copy = by_8;
        CHECK(copy.public_half() == by_8.public_half());
    }

    TEST_CASE_TEMPLATE("each digest signs as OpenSSL does, by both policies", Algorithm, hash::sha1,
                       hash::sha256, hash::sha384, hash::sha512)
    {
        using scheme = hash::rsa_pkcs1<Algorithm>;
        private_key const key{pkcs8_of(test::keys().rsa.key.get())};
        for (std::string const text : {"", "POST\n/v3/pay\n1\nn\n{}\n"}) {
            std::string const expected = test::sign<scheme>(test::keys().rsa, text);
            CHECK(signed_by<cryptopp_hash, scheme>(key, text) == expected);
            CHECK(signed_by<openssl_hash, scheme>(key, text) == expected);
        }
    }

    TEST_CASE("a long key signs with as many bytes as it has")
    {
        test::key_pair const pair{EVP_RSA_gen(4096)};
        private_key const key{pkcs8_of(pair.key.get())};
        CHECK(key.bits() == 4096);
        CHECK(signed_by<cryptopp_hash, hash::rsa_pkcs1<hash::sha256>>(key, "text").size() == 512);
    }

    TEST_CASE("what is no such key is named, and nothing of it is shown")
    {
        std::string const good = pkcs8_of(test::keys().rsa.key.get());
        CHECK(says("", "empty"));
        CHECK(says("MIIEvQIBADANBgkqhkiG9w0B", "no line -----BEGIN PRIVATE KEY-----"));
        CHECK(says(good.substr(0, good.size() - 30), "no END line"));
        CHECK(says(good + good, "several"));
        CHECK(says(test::keys().rsa.pem, "public key or a certificate"));
        CHECK(says(test::pem_of("x", "CERTIFICATE"), "public key or a certificate"));
        CHECK(says(test::pem_of("x", "ENCRYPTED PRIVATE KEY"), "encrypted"));
        CHECK(says(
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nAAAA\n-----END RSA PRIVATE "
            "KEY-----\n",
            "encrypted"));
        CHECK(says(test::pem_of("x", "EC PRIVATE KEY"), "no RSA key"));
        CHECK(says(pkcs8_of(test::keys().p256.key.get()), "no RSA key"));
        CHECK(says(pkcs8_of(test::keys().ed25519.key.get()), "no RSA key"));
        CHECK(says(test::pem_of("x", "DH PARAMETERS"), "holds no PRIVATE KEY"));
        CHECK(says(test::pem_of("x", "PRIVATE KEY"), "cannot be read"));
        std::string cut = pkcs1_der_of(test::keys().rsa.key.get());
        CHECK(says(test::pem_of(cut.substr(0, cut.size() - 1), "RSA PRIVATE KEY"), "cannot be read"));
        CHECK(says(test::pem_of(cut + '\0', "RSA PRIVATE KEY"), "cannot be read"));
        CHECK(complaint_about(test::pem_of(cut + '\0', "RSA PRIVATE KEY")).find("MII") == std::string::npos);
        test::key_pair const small{EVP_RSA_gen(1024)};
        CHECK(says(pkcs8_of(small.key.get()), "fewer than 2048 bits"));
    }

    TEST_CASE("a key whose halves do not belong together signs nothing")
    {
        std::string der = pkcs1_der_of(test::keys().rsa.key.get());
        der[20] = static_cast<char>(der[20] ^ 0x10); // a digit of the modulus
        private_key const odd{test::pem_of(der, "RSA PRIVATE KEY")};
        using scheme = hash::rsa_pkcs1<hash::sha256>;
        std::string_view const kept = tollgate::detail::private_key_access::der(odd);
        CHECK_FALSE(cryptopp_hash::private_key<scheme>::from_der(kept).has_value());
        CHECK_FALSE(openssl_hash::private_key<scheme>::from_der(kept).has_value());
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/hash/openssl_public_key.hpp>
#include <tollgate/hash/public_key_policy.hpp>

#include <doctest/doctest.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <support/key_pairs.hpp>

#include <algorithm>
#include <cstddef>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace hash = tollgate::hash;
using tollgate::cryptopp_hash;
using tollgate::errc;
using tollgate::openssl_hash;
using namespace tollgate::test;

std::string unhex(std::string_view digits)
{
    constexpr std::string_view values = "0123456789abcdef";
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes += static_cast<char>(values.find(digits[i]) * 16 + values.find(digits[i + 1]));
    return bytes;
}

/// Signs texts, each another one, until a signature is as the test needs it.
template <class Scheme, class Predicate>
std::pair<std::string, std::string> sign_until(key_pair const &pair, Predicate wanted)
{
    for (int i = 0; i != 20'000; ++i) {
        std::string text = "text " + std::to_string(i);
        std::string signature = sign<Scheme>(pair, text);
        if (wanted(signature)) return {std::move(text), std::move(signature)};
    }
    throw std::runtime_error{"no signature is as the test needs it"};
}

/// Calls `check` with each scheme over that algorithm, and a key for it.
template <class Algorithm, class Check>
void for_each_scheme_over(Check check, key_pair const &curve)
{
    check(hash::rsa_pkcs1<Algorithm>{}, keys().rsa);
    check(hash::rsa_pss<Algorithm>{}, keys().rsa);
    check(hash::ecdsa<Algorithm>{}, curve);
}

/// Calls `check` with each scheme, and a key for it.
template <class Check>
void for_each_scheme(Check check)
{
    for_each_scheme_over<hash::sha1>(check, keys().p256);
    for_each_scheme_over<hash::sha256>(check, keys().p256);
    for_each_scheme_over<hash::sha384>(check, keys().p384);
    for_each_scheme_over<hash::sha512>(check, keys().p521);
    check(hash::ed25519{}, keys().ed25519);
}

/// Calls `check` with one scheme of each kind, for tests that take long.
template <class Check>
void for_one_scheme_of_each_kind(Check check)
{
    for_each_scheme_over<hash::sha256>(check, keys().p256);
    check(hash::ed25519{}, keys().ed25519);
}

template <class Policy, class Scheme>
bool verified(std::string_view pem, std::string_view text, std::string_view signature)
{
    auto const key = Policy::template public_key<Scheme>::from_pem(pem);
    if (!key) CHECK(key.error().code() == errc::invalid_public_key);
    return key && key->verify(text, signature);
}

/// How many of the texts that differ from `original` in one bit `accepts` takes.
template <class Accepts>
std::size_t accepted_with_a_bit_flipped(std::string const &original, Accepts accepts)
{
    std::size_t accepted = 0;
    for (std::size_t i = 0; i != original.size() * 8; ++i) {
        std::string flipped = original;
        flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ 1 << i % 8);
        if (accepts(flipped)) ++accepted;
    }
    return accepted;
}

owned<BIGNUM> number_in(std::string_view bytes)
{
    return owned<BIGNUM>{BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr)};
}

/// The number in as many bytes, or nothing if it needs more.
std::string bytes_in(BIGNUM const *number, std::size_t size)
{
    std::string bytes(size, '\0');
    if (BN_bn2binpad(number, reinterpret_cast<unsigned char *>(bytes.data()), static_cast<int>(size)) < 0)
        return {};
    return bytes;
}

std::string plus_modulus(std::string_view signature, key_pair const &pair)
{
    BIGNUM *modulus = nullptr;
    require(EVP_PKEY_get_bn_param(pair.key.get(), "n", &modulus) == 1);
    owned<BIGNUM> const owner{modulus};
    owned<BIGNUM> const sum = number_in(signature);
    require(BN_add(sum.get(), sum.get(), modulus) == 1);
    return bytes_in(sum.get(), signature.size());
}

std::string ecdsa_der(owned<BIGNUM> r, owned<BIGNUM> s)
{
    owned<ECDSA_SIG> const signature{ECDSA_SIG_new()};
    require(ECDSA_SIG_set0(signature.get(), r.release(), s.release()) == 1);
    return der_by(i2d_ECDSA_SIG, signature.get());
}

owned<ECDSA_SIG> ecdsa_numbers(std::string_view der)
{
    unsigned char const *bytes = bytes_of(der);
    return owned<ECDSA_SIG>{d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size()))};
}

/// The signature (r, n - s) for a signature (r, s) on P-256.
std::string with_other_s(std::string_view der)
{
    owned<BIGNUM> const order =
        number_in(unhex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"));
    owned<ECDSA_SIG> const numbers = ecdsa_numbers(der);
    owned<BIGNUM> r{BN_dup(ECDSA_SIG_get0_r(numbers.get()))};
    owned<BIGNUM> s{BN_dup(ECDSA_SIG_get0_s(numbers.get()))};
    require(BN_sub(s.get(), order.get(), s.get()) == 1);
    return ecdsa_der(std::move(r), std::move(s));
}

/// An Ed25519 signature with the group's order added to its second half.
std::string plus_order(std::string signature)
{
    std::string const order = unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    unsigned carry = 0;
    for (std::size_t i = 0; i != order.size(); ++i) {
        carry += static_cast<unsigned char>(signature[32 + i]);
        carry += static_cast<unsigned char>(order[i]);
        signature[32 + i] = static_cast<char>(carry & 0xff);
        carry >>= 8;
    }
    return signature;
}

/// A certificate that the key's owner issued to himself.
std::string certificate_of(key_pair const &pair, long version)
{
    owned<X509> const certificate{X509_new()};
    X509 *const c = certificate.get();
    X509_NAME *const name = X509_get_subject_name(c);
    bool const is_ed25519 = EVP_PKEY_is_a(pair.key.get(), "ED25519") == 1;
    require(X509_set_version(c, version) == 1 && ASN1_INTEGER_set(X509_get_serialNumber(c), 1) == 1 &&
            X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, bytes_of("gateway"), -1, -1, 0) == 1 &&
            X509_set_issuer_name(c, name) == 1 && X509_gmtime_adj(X509_getm_notBefore(c), 0) != nullptr &&
            X509_gmtime_adj(X509_getm_notAfter(c), 3600) != nullptr &&
            X509_set_pubkey(c, pair.key.get()) == 1 &&
            X509_sign(c, pair.key.get(), is_ed25519 ? nullptr : EVP_sha256()) > 0);
    return der_by(i2d_X509, c);
}

/// The sentence that refuses the key; empty if it is accepted.
template <class Policy, class Scheme>
std::string refusal(std::string_view pem)
{
    auto const key = Policy::template public_key<Scheme>::from_pem(pem);
    if (key) return {};
    CHECK(key.error().code() == errc::invalid_public_key);
    CHECK(key.error().is_not_sent());
    CHECK_FALSE(key.error().has_outcome());
    return key.error().message();
}

/// Public RSA numbers in DER, which say nothing of a private half.
std::string rsa_key(std::string_view modulus, std::string_view exponent)
{
    auto const element = [](char tag, std::string contents) {
        std::size_t const size = contents.size();
        std::string length{static_cast<char>(size)};
        if (size >= 0x80) length = {'\x82', static_cast<char>(size >> 8), static_cast<char>(size & 0xff)};
        if (size >= 0x80 && size < 0x100) length = {'\x81', static_cast<char>(size)};
        return tag + length + contents;
    };
    std::string const numbers =
        element('\x30', element('\x02', std::string{modulus}) + element('\x02', std::string{exponent}));
    return pem_of(element('\x30', unhex("300d06092a864886f70d0101010500") +
                                      element('\x03', std::string(1, '\0') + numbers)));
}

/// RFC 8032, section 7.1, TEST 1 to 3.
struct ed25519_vector {
    std::string_view key;
    std::string_view text;
    std::string_view signature;
};
constexpr ed25519_vector rfc8032[] = {
    {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f"
     "0595"
     "bbe24655141438e7a100b"},
    {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2ea"
     "eb43"
     "02aeeb00d291612bb0c00"},
    {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e"
     "9716"
     "ed28dc027beceea1ec40a"},
};

std::string ed25519_pem(ed25519_vector const &vector)
{
    return pem_of(unhex("302a300506032b6570032100") + unhex(vector.key));
}

/// RFC 6979, appendix A.2.5: the key, and its signatures over "sample" and "test" with SHA-256.
std::string rfc6979_pem()
{
    return pem_of(unhex("3059301306072a8648ce3d020106082a8648ce3d030107034200"
                        "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                        "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));
}
std::string rfc6979_signature(std::string_view text)
{
    bool const sample = text == "sample";
    return ecdsa_der(
        number_in(unhex(sample ? "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                               : "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367")),
        number_in(unhex(sample ? "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
                               : "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083")));
}

// Project Wycheproof, testvectors_v1 at commit 061657f12eed26eeab9b6548ce03f45219d0e7fe
// (https://github.com/C2SP/wycheproof): rsa_signature_2048_sha256_test.json, tcId 3 and 8, and
// rsa_pss_2048_sha256_mgf1_32_test.json, tcId 3, which have one key.
constexpr std::string_view wycheproof_pem = R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAorRRoH0KpfluRVZxUTVQ
UUqKW0YuvvcXCU+h/ugiJOY3+XRtP3yv0xh42AMltu9aFwD2WQO0aUKeidbqyIRQ
l7WrOTGJ25JRLtincRoSU/rNIPecFegkfz0+QuRuSMmOJUov6XZTE6A+/48X4aAp
OXofomqNzib0kO2BKZYV2YFMItphBCjgnH2WWFlCZvXAIdD87KCNlFoSvoLeTR7O
a0wDFFtdNJXU7VQR64eNrwX9evw+Ca2g8RJkIvWQl1oZaYFvSGmLy7obTZyuedRg
2Pn4Xnl1AF2bwixOWsD3waRdElaaYoB9O5oC5aUw53MGb0U9H1tMLpz3ggKD90K5
1QIDAQAB
-----END PUBLIC KEY-----
)";
constexpr std::string_view wycheproof_pkcs1 =
    "264491e844c119f14e425c03282139a558dcdaeb82a4628173cd407fd319f9076eaebc0dd87a1c22e4d17839096886d5"
    "8a9d5b7f7aeb63efec56c45ac7bead4203b6886e1faa90e028ec0ae094d46bf3f97efdd19045cfbc25a1abda2432639f"
    "9876405c0d68f8edbf047c12a454f7681d5d5a2b54bd3723d193dbad4338baad753264006e2d08931c4b8bb79aa1c9ca"
    "d10eb6605f87c5831f6e2b08e002f9c6f21141f5841d92727dd3e1d99c36bc560da3c9067df99fcaf818941f72588be3"
    "3032bad22caf6704223bb114d575b6d02d9d222b580005d930e8f40cce9f672eebb634a20177d84351627964b83f2053"
    "d736a84ab1a005f63bd5ba943de6205c";
constexpr std::string_view wycheproof_pkcs1_without_null =
    "095dad1fd82bcd36652a381b7f4dd656bd89b40aa58b56da4f6aa8247874b935e65d2b86752d537df7103884d39dd9ad"
    "3d65f87404526b09094c5615c6249979b0dc58d2199ae8696a5b76b4bb03eaf08c2ab6aec686c6b1b289c9b44f648bd3"
    "0cb1ac6a64a73d68e59cd05e7aa1b780f4bfd7b83dfe3b884ec11821a93dc5bbb47a00eea4557b6b96b5656276001f1f"
    "295ddbbbc511a99b9a665b9c2674c8af0d812286d0be3ce74817ba2cad283757de35dfb149f2835f60cb03ff155524a5"
    "7f78b148feceb84cd20b0ae22e3e48f433fbd9bfd60be8afec93165ee0310be961d3695f309d031320c830aa6ba08b5a"
    "51d943797097c57630be391bd23736cc";
constexpr std::string_view wycheproof_pss =
    "401eb03cdb47ca88033e3030f6bdecbac8f5c8fc1dd6a13d23d379ed9a2b309891d13d74fea9d21d159b9e6d8f37efa2"
    "489962e24555f56dd434ff1d31ce4f9f5abd3f22cbea8b691d6a11e44efb83e2bca155e6a164325e0fde2a8865afd5c9"
    "f51161a9d615f62af7ec2e31b3e5ab649c164490d31d88cfae35b84aea7925690f929a144b6d2f48e8fb894a52deecd1"
    "b9a6496990c4ecf1588699a42cacd10c53af350514e4291ea9a058e77f101e32c1c0cefa61d945f7bc931f8bd19e7ba3"
    "169358a60e5a8b0123bc3199b9fdcafe8e519c41ba675491a27b85e44ef2d77277c10fe107293c8290186913bc9a99b6"
    "40d8da041b64f31eab1d35920985f4a5";

/// Confines OpenSSL to FIPS algorithms, of which a program without a FIPS provider has none.
struct fips_only {
    fips_only() { EVP_default_properties_enable_fips(nullptr, 1); }
    fips_only(fips_only const &) = delete;
    fips_only &operator=(fips_only const &) = delete;
    ~fips_only() { EVP_default_properties_enable_fips(nullptr, 0); }
};

struct without_keys {};
struct with_throwing_keys {
    template <class Scheme>
    struct public_key {
        static tollgate::result<public_key> from_pem(std::string_view pem);
        bool verify(std::string_view text, std::string_view signature) const;
    };
};

static_assert(tollgate::public_key_policy<cryptopp_hash>);
static_assert(tollgate::public_key_policy<openssl_hash>);
static_assert(!tollgate::public_key_policy<without_keys>);
static_assert(!tollgate::public_key_policy<with_throwing_keys>);

static_assert(hash::signature_scheme<hash::rsa_pkcs1<hash::sha256>>);
static_assert(hash::signature_scheme<hash::ed25519>);
static_assert(!hash::signature_scheme<hash::sha256>);
static_assert(!hash::signed_algorithm<hash::md5>);

} // namespace

TEST_SUITE("tollgate.hash.public_key")
{
    TEST_CASE_TEMPLATE("public_key: Ed25519 verifies the signatures of RFC 8032", Policy, cryptopp_hash,
                       openssl_hash)
    {
        for (ed25519_vector const &vector : rfc8032) {
            std::string const text = unhex(vector.text);
            std::string const signature = unhex(vector.signature);
            CHECK(verified<Policy, hash::ed25519>(ed25519_pem(vector), text, signature));
            CHECK_FALSE(verified<Policy, hash::ed25519>(ed25519_pem(vector), text + ' ', signature));
        }
    }

    TEST_CASE_TEMPLATE("public_key: ECDSA verifies the signatures of RFC 6979", Policy, cryptopp_hash,
                       openssl_hash)
    {
        using scheme = hash::ecdsa<hash::sha256>;
        std::string const sample = rfc6979_signature("sample");
        CHECK(verified<Policy, scheme>(rfc6979_pem(), "sample", sample));
        CHECK(verified<Policy, scheme>(rfc6979_pem(), "test", rfc6979_signature("test")));
        CHECK_FALSE(verified<Policy, scheme>(rfc6979_pem(), "test", sample));
        CHECK_FALSE(verified<Policy, hash::ecdsa<hash::sha384>>(rfc6979_pem(), "sample", sample));
    }

    TEST_CASE_TEMPLATE("public_key: RSA verifies the signatures of Project Wycheproof", Policy, cryptopp_hash,
                       openssl_hash)
    {
        using pkcs1 = hash::rsa_pkcs1<hash::sha256>;
        using pss = hash::rsa_pss<hash::sha256>;
        CHECK(verified<Policy, pkcs1>(wycheproof_pem, "Test", unhex(wycheproof_pkcs1)));
        CHECK(verified<Policy, pss>(wycheproof_pem, "Test", unhex(wycheproof_pss)));
        CHECK_FALSE(verified<Policy, pkcs1>(wycheproof_pem, "Test", unhex(wycheproof_pss)));
        CHECK_FALSE(verified<Policy, pss>(wycheproof_pem, "Test", unhex(wycheproof_pkcs1)));
        // Its digest's name is written without the NULL that belongs there.
        CHECK_FALSE(verified<Policy, pkcs1>(wycheproof_pem, "123400", unhex(wycheproof_pkcs1_without_null)));
    }

    TEST_CASE_TEMPLATE("public_key: what OpenSSL signs is verified, and no other text", Policy, cryptopp_hash,
                       openssl_hash)
    {
        for_each_scheme([]<class Scheme>(Scheme, key_pair const &pair) {
            CAPTURE(pair.pem);
            auto const key = Policy::template public_key<Scheme>::from_pem(pair.pem).value();
            for (std::string const &text : {std::string{}, std::string{"amount=100"}, std::string(3, '\0'),
                                            std::string(100'000, 'a')}) {
                std::string const signature = sign<Scheme>(pair, text);
                CHECK(key.verify(text, signature));
                CHECK_FALSE(key.verify(text + '\0', signature));
            }
        });
    }

    TEST_CASE_TEMPLATE("public_key: every curve verifies every digest", Policy, cryptopp_hash, openssl_hash)
    {
        for (key_pair const *pair : {&keys().p256, &keys().p384, &keys().p521}) {
            auto const check = [&]<class Algorithm>(Algorithm) {
                using scheme = hash::ecdsa<Algorithm>;
                CHECK(verified<Policy, scheme>(pair->pem, "text", sign<scheme>(*pair, "text")));
            };
            check(hash::sha1{});
            check(hash::sha256{});
            check(hash::sha384{});
            check(hash::sha512{});
        }
    }

    TEST_CASE_TEMPLATE("public_key: a flipped bit in text, signature or key is refused", Policy,
                       cryptopp_hash, openssl_hash)
    {
        for_one_scheme_of_each_kind([]<class Scheme>(Scheme, key_pair const &pair) {
            CAPTURE(pair.pem);
            std::string const text = "amount=100";
            std::string const signature = sign<Scheme>(pair, text);
            auto const key = Policy::template public_key<Scheme>::from_pem(pair.pem).value();
            REQUIRE(key.verify(text, signature));
            CHECK(accepted_with_a_bit_flipped(
                      text, [&](std::string const &flipped) { return key.verify(flipped, signature); }) == 0);
            CHECK(accepted_with_a_bit_flipped(
                      signature, [&](std::string const &flipped) { return key.verify(text, flipped); }) == 0);
            CHECK(accepted_with_a_bit_flipped(pair.der, [&](std::string const &flipped) {
                      return verified<Policy, Scheme>(pem_of(flipped), text, signature);
                  }) == 0);
        });
    }

    TEST_CASE_TEMPLATE("public_key: the signature of another key, digest or padding is refused", Policy,
                       cryptopp_hash, openssl_hash)
    {
        using hash::sha256, hash::sha512;
        std::string const &rsa = keys().rsa.pem;
        std::string const pkcs1 = sign<hash::rsa_pkcs1<sha256>>(keys().rsa, "text");
        std::string const pss = sign<hash::rsa_pss<sha256>>(keys().rsa, "text");
        std::string const ecdsa = sign<hash::ecdsa<sha256>>(keys().p256, "text");
        CHECK_FALSE(verified<Policy, hash::rsa_pkcs1<sha512>>(rsa, "text", pkcs1));
        CHECK_FALSE(verified<Policy, hash::rsa_pss<sha512>>(rsa, "text", pss));
        CHECK_FALSE(verified<Policy, hash::ecdsa<sha512>>(keys().p256.pem, "text", ecdsa));
        CHECK_FALSE(verified<Policy, hash::rsa_pss<sha256>>(rsa, "text", pkcs1));
        CHECK_FALSE(verified<Policy, hash::rsa_pkcs1<sha256>>(rsa, "text", pss));
        CHECK_FALSE(verified<Policy, hash::rsa_pkcs1<sha256>>(wycheproof_pem, "text", pkcs1));
        CHECK_FALSE(verified<Policy, hash::ecdsa<sha256>>(rfc6979_pem(), "text", ecdsa));
        CHECK_FALSE(verified<Policy, hash::ed25519>(ed25519_pem(rfc8032[0]), "text",
                                                    sign<hash::ed25519>(keys().ed25519, "text")));
    }

    TEST_CASE_TEMPLATE("public_key: a PSS salt of another length than the digest's is refused", Policy,
                       cryptopp_hash, openssl_hash)
    {
        using pss = hash::rsa_pss<hash::sha256>;
        CHECK(verified<Policy, pss>(keys().rsa.pem, "text", sign<pss>(keys().rsa, "text", 32)));
        for (int const size : {0, 20, 31, 33, 222})
            CHECK_FALSE(verified<Policy, pss>(keys().rsa.pem, "text", sign<pss>(keys().rsa, "text", size)));
    }

    TEST_CASE_TEMPLATE("public_key: a signature of any other length is false", Policy, cryptopp_hash,
                       openssl_hash)
    {
        for_each_scheme([]<class Scheme>(Scheme, key_pair const &pair) {
            CAPTURE(pair.pem);
            auto const key = Policy::template public_key<Scheme>::from_pem(pair.pem).value();
            std::string const signature = sign<Scheme>(pair, "text");
            for (std::size_t size = 0; size != signature.size(); ++size)
                CHECK_FALSE(key.verify("text", signature.substr(0, size)));
            CHECK_FALSE(key.verify("text", signature + '\0'));
            CHECK_FALSE(key.verify("text", '\0' + signature));
            CHECK_FALSE(key.verify("text", std::string(10'000, '\x30')));
        });
    }

    TEST_CASE_TEMPLATE("public_key: a view of nothing is an empty text and a wrong signature", Policy,
                       cryptopp_hash, openssl_hash)
    {
        for_each_scheme([]<class Scheme>(Scheme, key_pair const &pair) {
            std::string_view const nothing;
            auto const key = Policy::template public_key<Scheme>::from_pem(pair.pem).value();
            CHECK(key.verify(nothing, sign<Scheme>(pair, "")));
            CHECK_FALSE(key.verify("text", nothing));
            CHECK_FALSE(key.verify(nothing, nothing));
            CHECK(refusal<Policy, Scheme>(nothing) ==
                  "The public key is empty; give the one that the gateway publishes.");
        });
    }

    TEST_CASE_TEMPLATE("public_key: an RSA signature without its leading zero is refused", Policy,
                       cryptopp_hash, openssl_hash)
    {
        auto const check = []<class Scheme>(Scheme) {
            auto const [text, signature] = sign_until<Scheme>(
                keys().rsa, [](std::string const &made) { return made.starts_with('\0'); });
            CHECK(verified<Policy, Scheme>(keys().rsa.pem, text, signature));
            CHECK_FALSE(verified<Policy, Scheme>(keys().rsa.pem, text, signature.substr(1)));
        };
        check(hash::rsa_pkcs1<hash::sha256>{});
        check(hash::rsa_pss<hash::sha256>{});
    }

    TEST_CASE_TEMPLATE("public_key: an RSA signature with the modulus added is refused", Policy,
                       cryptopp_hash, openssl_hash)
    {
        auto const check = []<class Scheme>(Scheme) {
            auto const [text, signature] = sign_until<Scheme>(
                keys().rsa, [](std::string const &made) { return !plus_modulus(made, keys().rsa).empty(); });
            CHECK(verified<Policy, Scheme>(keys().rsa.pem, text, signature));
            CHECK_FALSE(verified<Policy, Scheme>(keys().rsa.pem, text, plus_modulus(signature, keys().rsa)));
        };
        check(hash::rsa_pkcs1<hash::sha256>{});
        check(hash::rsa_pss<hash::sha256>{});
    }

    TEST_CASE_TEMPLATE("public_key: an ECDSA signature with the other s is accepted too", Policy,
                       cryptopp_hash, openssl_hash)
    {
        std::string const high = rfc6979_signature("sample");
        std::string const low = with_other_s(high);
        CHECK(low != high);
        CHECK(verified<Policy, hash::ecdsa<hash::sha256>>(rfc6979_pem(), "sample", low));
        CHECK(with_other_s(low) == high);
    }

    TEST_CASE_TEMPLATE("public_key: an ECDSA signature has one DER text, and no other form is accepted",
                       Policy, cryptopp_hash, openssl_hash)
    {
        auto const key =
            Policy::template public_key<hash::ecdsa<hash::sha256>>::from_pem(rfc6979_pem()).value();
        std::string const r = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
        std::string const s = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
        auto const accepts = [&](std::string const &digits) { return key.verify("sample", unhex(digits)); };
        CHECK(accepts("3046022100" + r + "022100" + s));
        CHECK_FALSE(accepts(r + s));                                    // of JSON Web Signatures
        CHECK_FALSE(accepts("308146022100" + r + "022100" + s));        // a longer form of the length
        CHECK_FALSE(accepts("304702220000" + r + "022100" + s));        // a zero too many
        CHECK_FALSE(accepts("30820046022100" + r + "022100" + s));      // and a longer one
        CHECK_FALSE(accepts("30440220" + r + "0220" + s));              // negative numbers
        CHECK_FALSE(accepts("3080022100" + r + "022100" + s + "0000")); // a length left open
        CHECK_FALSE(accepts("3046022100" + r + "022100" + s + "00"));   // bytes after the end
        CHECK_FALSE(accepts("3048022100" + r + "022100" + s + "0500")); // and before it
        CHECK_FALSE(accepts("3026020100022100" + s));                   // zeros
        CHECK_FALSE(accepts("3026022100" + r + "020100"));
        CHECK_FALSE(accepts("3006020100020100"));
        CHECK_FALSE(accepts("304a022500" + r + "00000000022100" + s)); // more bytes than the curve has

        std::string const test = rfc6979_signature("test"); // its s begins with 01, so needs no zero
        std::string padded = test;
        padded.insert(padded.size() - 32, 1, '\0');
        ++padded[1];
        ++padded[padded.size() - 34];
        CHECK(key.verify("test", test));
        CHECK_FALSE(key.verify("test", padded));
    }

    TEST_CASE_TEMPLATE("public_key: an Ed25519 signature with the order added is refused", Policy,
                       cryptopp_hash, openssl_hash)
    {
        for (ed25519_vector const &vector : rfc8032)
            CHECK_FALSE(verified<Policy, hash::ed25519>(ed25519_pem(vector), unhex(vector.text),
                                                        plus_order(unhex(vector.signature))));
    }

    TEST_CASE_TEMPLATE("public_key: one key answers several threads", Policy, cryptopp_hash, openssl_hash)
    {
        for_one_scheme_of_each_kind([]<class Scheme>(Scheme, key_pair const &pair) {
            auto const key = Policy::template public_key<Scheme>::from_pem(pair.pem).value();
            std::string const signature = sign<Scheme>(pair, "text");
            std::vector<std::future<int>> threads;
            for (int i = 0; i != 4; ++i)
                threads.push_back(std::async(std::launch::async, [&] {
                    int wrong = 0;
                    for (int j = 0; j != 50; ++j)
                        wrong += int{!key.verify("text", signature)} + int{key.verify("test", signature)};
                    return wrong;
                }));
            for (auto &thread : threads)
                CHECK(thread.get() == 0);
        });
    }

    TEST_CASE_TEMPLATE("public_key: a copy answers alike, also when the original has gone", Policy,
                       cryptopp_hash, openssl_hash)
    {
        for_each_scheme([]<class Scheme>(Scheme, key_pair const &pair) {
            using key = typename Policy::template public_key<Scheme>;
            auto original = std::make_unique<key>(key::from_pem(pair.pem).value());
            key const copied = *original;
            original.reset();
            CHECK(copied.verify("text", sign<Scheme>(pair, "text")));
            CHECK_FALSE(copied.verify("test", sign<Scheme>(pair, "text")));
        });
    }

    TEST_CASE_TEMPLATE("public_key: a certificate gives its key", Policy, cryptopp_hash, openssl_hash)
    {
        for_one_scheme_of_each_kind([]<class Scheme>(Scheme, key_pair const &pair) {
            std::string const signature = sign<Scheme>(pair, "text");
            for (long const version : {X509_VERSION_1, X509_VERSION_3}) {
                std::string const der = certificate_of(pair, version);
                CHECK(verified<Policy, Scheme>(pem_of(der, "CERTIFICATE"), "text", signature));
                CHECK_FALSE(verified<Policy, Scheme>(pem_of(der), "text", signature));
                for (std::size_t size = 0; size != der.size(); ++size)
                    CHECK(!refusal<Policy, Scheme>(pem_of(der.substr(0, size), "CERTIFICATE")).empty());
            }
            CHECK_FALSE(verified<Policy, Scheme>(pem_of(pair.der, "CERTIFICATE"), "text", signature));
        });
    }

    TEST_CASE_TEMPLATE("public_key: text around the PEM and other line ends do not matter", Policy,
                       cryptopp_hash, openssl_hash)
    {
        std::string pem = keys().ed25519.pem;
        CHECK(refusal<Policy, hash::ed25519>("the gateway's key:\n" + pem + "that was it") == "");
        for (std::size_t i = 0; (i = pem.find('\n', i)) != pem.npos; i += 2)
            pem.replace(i, 1, "\r\n");
        CHECK(refusal<Policy, hash::ed25519>(pem) == "");
        std::erase_if(pem, [](char c) { return c == '\r' || c == '\n'; });
        CHECK(refusal<Policy, hash::ed25519>(pem) == "");
    }

    TEST_CASE_TEMPLATE("public_key: a text that is not one PEM key is refused with what to do", Policy,
                       cryptopp_hash, openssl_hash)
    {
        auto const refused = [](std::string_view pem) { return refusal<Policy, hash::ed25519>(pem); };
        std::string const &pem = keys().ed25519.pem;
        std::string const &der = keys().ed25519.der;
        CHECK(refused("MCowBQYDK2VwAyEA") == "The public key has no line -----BEGIN PUBLIC KEY-----; give it "
                                             "in PEM, from that line to its END "
                                             "line.");
        CHECK(refused(pem.substr(0, pem.size() - 10)) ==
              "The public key has no END line like its BEGIN line; copy it again, whole.");
        CHECK(refused(pem + pem) ==
              "The text holds several keys or certificates; give only that of the gateway.");
        CHECK(
            refused(pem_of(der, "PRIVATE KEY")) ==
            "This is a private key, which nobody but its owner should have; give the gateway's public key.");
        CHECK(refused(pem_of(der, "EC PRIVATE KEY")) == refused(pem_of(der, "PRIVATE KEY")));
        CHECK(refused(pem_of(der, "RSA PUBLIC KEY")) == "The public key is in the form of PKCS#1; convert it "
                                                        "with `openssl rsa -RSAPublicKey_in -pubout`.");
        CHECK(refused(pem_of(der, "DH PARAMETERS")) == "The text is PEM, but holds neither a PUBLIC KEY nor "
                                                       "a CERTIFICATE; give the gateway's public key.");
        CHECK(refused("-----BEGIN ") ==
              "The public key has no END line like its BEGIN line; copy it again, whole.");
    }

    TEST_CASE_TEMPLATE("public_key: a key that cannot be read is refused", Policy, cryptopp_hash,
                       openssl_hash)
    {
        std::string const unreadable = "The public key cannot be read; copy it again, whole and unchanged, "
                                       "from where the gateway publishes it.";
        for_one_scheme_of_each_kind([&]<class Scheme>(Scheme, key_pair const &pair) {
            auto const refused = [](std::string_view der) { return refusal<Policy, Scheme>(pem_of(der)); };
            for (std::size_t size = 0; size != pair.der.size(); ++size)
                CHECK(refused(pair.der.substr(0, size)) == unreadable);
            CHECK(refused(pair.der + '\0') == unreadable);
            CHECK(refused("garbage") == unreadable);

            std::string base64 = pair.pem;
            for (char const c : {'*', '-', '=', '\0', '\v'}) {
                base64[40] = c;
                CHECK(refusal<Policy, Scheme>(base64) == unreadable);
            }
            base64.erase(40, 1);
            CHECK(refusal<Policy, Scheme>(base64) == unreadable);
        });
        // The length of the whole with a zero before it.
        CHECK(refusal<Policy, hash::rsa_pkcs1<hash::sha256>>(
                  pem_of(unhex("3083000122") + keys().rsa.der.substr(4))) == unreadable);
        // The last letter's lower bits, which no byte takes, are zero in one text and not in the other.
        std::string const begin =
            "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHUR";
        std::string const end = "=\n-----END PUBLIC KEY-----\n";
        CHECK(refusal<Policy, hash::ed25519>(begin + "o" + end) == "");
        CHECK(refusal<Policy, hash::ed25519>(begin + "p" + end) == unreadable);
        CHECK(refusal<Policy, hash::ed25519>(begin + "o" + end.substr(1)) == unreadable); // without its =
    }

    TEST_CASE_TEMPLATE("public_key: a key of another kind is refused", Policy, cryptopp_hash, openssl_hash)
    {
        std::string const rsa =
            "The scheme needs an RSA key (rsaEncryption), and this is another; give the key "
            "that belongs to the scheme.";
        std::string const curve =
            "The scheme needs an elliptic-curve key (ecPublicKey), and this is another; "
            "give the key that belongs to the scheme.";
        std::string const ed25519 = "The scheme needs an Ed25519 key, and this is another; give the key that "
                                    "belongs to the scheme.";
        CHECK(refusal<Policy, hash::rsa_pkcs1<hash::sha256>>(keys().p256.pem) == rsa);
        CHECK(refusal<Policy, hash::rsa_pss<hash::sha256>>(keys().ed25519.pem) == rsa);
        CHECK(refusal<Policy, hash::ecdsa<hash::sha256>>(keys().rsa.pem) == curve);
        CHECK(refusal<Policy, hash::ecdsa<hash::sha256>>(keys().ed25519.pem) == curve);
        CHECK(refusal<Policy, hash::ed25519>(keys().rsa.pem) == ed25519);
        std::string pss_only = keys().rsa.der; // id-RSASSA-PSS instead of rsaEncryption
        pss_only.replace(pss_only.find(unhex("010101")), 3, unhex("01010a"));
        CHECK(refusal<Policy, hash::rsa_pss<hash::sha256>>(pem_of(pss_only)) == rsa);
        key_pair const x25519{EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519")};
        CHECK(refusal<Policy, hash::ed25519>(x25519.pem) == ed25519);
        key_pair const ed448{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448")};
        CHECK(refusal<Policy, hash::ed25519>(ed448.pem) == ed25519);
    }

    TEST_CASE_TEMPLATE("public_key: an RSA key too short, too long or with a bad exponent is refused", Policy,
                       cryptopp_hash, openssl_hash)
    {
        using scheme = hash::rsa_pkcs1<hash::sha256>;
        auto const modulus = [](std::size_t bytes) { return '\0' + std::string(bytes, '\xff'); };
        auto const refused = [](std::string const &pem) { return refusal<Policy, scheme>(pem); };
        std::string const usual{"\x01\x00\x01", 3};
        std::string const too_short = "The RSA key has fewer than 2048 bits, so that its signatures can be "
                                      "forged; ask the gateway for a longer key.";
        CHECK(refused(key_pair{EVP_RSA_gen(1024)}.pem) == too_short);
        CHECK(refused(rsa_key('\x7f' + std::string(255, '\xff'), usual)) == too_short); // 2047 bits
        CHECK(refused(rsa_key(modulus(256), usual)) == "");
        CHECK(refused(rsa_key(modulus(2048), usual)) == "");
        CHECK(refused(rsa_key('\x01' + std::string(2048, '\xff'), usual)) ==
              "The RSA key has more than 16384 bits; ask the gateway for a shorter key.");

        std::string const bad_exponent =
            "The RSA key's exponent is not an odd number from 3 to 64 bits; ask the "
            "gateway for another key.";
        CHECK(refused(rsa_key(modulus(256), "\x03")) == "");
        for (std::string const &exponent : {std::string(1, '\0'), std::string{"\x01"}, std::string{"\x02"},
                                            '\x01' + std::string(8, '\xff')})
            CHECK(refused(rsa_key(modulus(256), exponent)) == bad_exponent);

        std::string even = modulus(256);
        even.back() = '\xfe';
        CHECK(refused(rsa_key(even, usual)).starts_with("The public key cannot be read"));
        CHECK(refused(rsa_key(std::string(256, '\xff'), usual)).starts_with("The public key cannot be read"));
    }

    TEST_CASE_TEMPLATE("public_key: a curve other than P-256, P-384 and P-521 is refused", Policy,
                       cryptopp_hash, openssl_hash)
    {
        using scheme = hash::ecdsa<hash::sha256>;
        std::string const sentence =
            "The key's curve is not named P-256, P-384 or P-521; ask the gateway for a "
            "key on one of these.";
        for (char const *const curve : {"secp224r1", "secp256k1", "brainpoolP256r1"})
            CHECK(refusal<Policy, scheme>(key_pair{EVP_EC_gen(curve)}.pem) == sentence);

        key_pair const explicit_p256{EVP_EC_gen("P-256")};
        require(EVP_PKEY_set_utf8_string_param(explicit_p256.key.get(), "encoding", "explicit") == 1);
        CHECK(refusal<Policy, scheme>(pem_of(der_by(i2d_PUBKEY, explicit_p256.key.get()))) == sentence);
    }

    TEST_CASE_TEMPLATE("public_key: a point may be compressed, and must be on its curve", Policy,
                       cryptopp_hash, openssl_hash)
    {
        using scheme = hash::ecdsa<hash::sha256>;
        key_pair const compressed{EVP_EC_gen("P-256")};
        require(EVP_PKEY_set_utf8_string_param(compressed.key.get(), "point-format", "compressed") == 1);
        std::string const der = der_by(i2d_PUBKEY, compressed.key.get());
        CHECK(der.size() == compressed.der.size() - 32);
        CHECK(verified<Policy, scheme>(pem_of(der), "text", sign<scheme>(compressed, "text")));

        std::string const prefix = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
        std::string const point = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                                  "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
        auto const refused = [&](std::string const &digits) {
            return refusal<Policy, scheme>(pem_of(unhex(prefix + digits)));
        };
        CHECK(refused("04" + point) == "");
        CHECK(refused("04" + point.substr(0, 126) + "9a") != ""); // beside the curve
        CHECK(refused("07" + point) != "");                       // the form with a sign too
        CHECK(refused("04" + std::string(128, '0')) != "");
        CHECK(refusal<Policy, scheme>(pem_of(unhex("3019301306072a8648ce3d020106082a8648ce3d0301070302"
                                                   "0000"))) != ""); // infinity
    }

    TEST_CASE("openssl: its error queue stays as it was")
    {
        using key = openssl_hash::public_key<hash::rsa_pss<hash::sha256>>;
        auto const made = key::from_pem(keys().rsa.pem).value();
        ERR_clear_error();
        ERR_raise(ERR_LIB_USER, 1);
        unsigned long const earlier = ERR_peek_error();
        CHECK_FALSE(made.verify("text", std::string(256, '\1')));
        CHECK(ERR_peek_last_error() == earlier);
        CHECK(!refusal<openssl_hash, hash::ecdsa<hash::sha256>>(
                   pem_of(unhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004") +
                          std::string(64, '\1')))
                   .empty());
        CHECK(ERR_peek_last_error() == earlier);
        CHECK(ERR_get_error() == earlier);
        CHECK(ERR_peek_error() == 0);
    }

    TEST_CASE("openssl: a scheme that its configuration leaves out is refused with the key")
    {
        std::string const pem = keys().rsa.pem;
        fips_only const confined;
        CHECK(refusal<openssl_hash, hash::rsa_pkcs1<hash::sha256>>(pem) ==
              "OpenSSL refuses the public key: it is not a point of its curve, or OpenSSL's configuration "
              "leaves "
              "the scheme out; copy the key again, enable the scheme, or use tollgate::cryptopp_hash.");
        CHECK(ERR_peek_error() == 0);
    }
}

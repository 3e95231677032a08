// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/hash/policy.hpp>

#include <doctest/doctest.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <support/allocation_counter.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <future>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace hash = tollgate::hash;
using tollgate::cryptopp_hash;
using tollgate::openssl_hash;

std::string hex(std::span<unsigned char const> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned char const byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

/// Calls `check` with each algorithm.
template <class Check>
void for_each_algorithm(Check check)
{
    check(hash::md5{});
    check(hash::sha1{});
    check(hash::sha256{});
    check(hash::sha384{});
    check(hash::sha512{});
}

/// A text of that length, without a period that divides a block.
std::string text_of(std::size_t length)
{
    std::string text(length, '\0');
    for (std::size_t i = 0; i != length; ++i)
        text[i] = static_cast<char>(i * 7 % 251);
    return text;
}

/// The published digests of "", "abc" and a million times "a": RFC 1321, appendix A.5; FIPS 180 examples.
using known_digests = std::array<std::string_view, 3>;

constexpr known_digests digests_of(hash::md5)
{
    return {"d41d8cd98f00b204e9800998ecf8427e", "900150983cd24fb0d6963f7d28e17f72",
            "7707d6ae4e027c70eea2a935c2296f21"};
}
constexpr known_digests digests_of(hash::sha1)
{
    return {"da39a3ee5e6b4b0d3255bfef95601890afd80709", "a9993e364706816aba3e25717850c26c9cd0d89d",
            "34aa973cd4c4daa4f61eeb2bdbad27316534016f"};
}
constexpr known_digests digests_of(hash::sha256)
{
    return {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"};
}
constexpr known_digests digests_of(hash::sha384)
{
    return {
        "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b07b8b3dc38ecc4ebae97ddd87f3d8985"};
}
constexpr known_digests digests_of(hash::sha512)
{
    return {"cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
            "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
            "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"};
}

struct keyed_text {
    std::string key;
    std::string text;
};

/// The seven test cases of RFC 2202, whose answers for MD5 and SHA-1 have keys of another size.
std::array<keyed_text, 7> rfc2202(std::size_t key_size)
{
    return {{{std::string(key_size, '\x0b'), "Hi There"},
             {"Jefe", "what do ya want for nothing?"},
             {std::string(key_size, '\xaa'), std::string(50, '\xdd')},
             {"\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17"
              "\x18\x19",
              std::string(50, '\xcd')},
             {std::string(key_size, '\x0c'), "Test With Truncation"},
             {std::string(80, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"},
             {std::string(80, '\xaa'),
              "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"}}};
}

/// The seven test cases of RFC 4231: those of RFC 2202, but for longer keys and a longer text at the end.
std::array<keyed_text, 7> rfc4231()
{
    std::array<keyed_text, 7> cases = rfc2202(20);
    cases[5].key = std::string(131, '\xaa');
    cases[6] = {
        std::string(131, '\xaa'),
        "This is a test using a larger than block-size key and a larger than block-size data. The key "
        "needs to be hashed before being used by the HMAC algorithm."};
    return cases;
}

std::array<keyed_text, 7> cases_for(hash::md5)
{
    return rfc2202(16);
}
std::array<keyed_text, 7> cases_for(hash::sha1)
{
    return rfc2202(20);
}
template <hash::algorithm Algorithm>
std::array<keyed_text, 7> cases_for(Algorithm)
{
    return rfc4231();
}

/// The answers to the seven cases; RFC 4231 gives only 128 bits of the fifth.
using known_hmacs = std::array<std::string_view, 7>;

constexpr known_hmacs hmacs_of(hash::md5)
{
    return {"9294727a3638bb1c13f48ef8158bfc9d", "750c783e6ab0b503eaa86e310a5db738",
            "56be34521d144c88dbb8c733f0e8b3f6", "697eaf0aca3a3aea3a75164746ffaa79",
            "56461ef2342edc00f9bab995690efd4c", "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd",
            "6f630fad67cda0ee1fb1f562db3aa53e"};
}
constexpr known_hmacs hmacs_of(hash::sha1)
{
    return {"b617318655057264e28bc0b6fb378c8ef146be00", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
            "125d7342b9ac11cd91a39af48aa17b4f63f175d3", "4c9007f4026250c6bc8414f9bf50c86c2d7235da",
            "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04", "aa4ae5e15272d00e95705637ce8a3b55ed402112",
            "e8e99d0f45237d786d6bbaa7965c7808bbff1a91"};
}
constexpr known_hmacs hmacs_of(hash::sha256)
{
    return {"b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            "a3b6167473100ee06e0c796c2955552b",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"};
}
constexpr known_hmacs hmacs_of(hash::sha384)
{
    return {
        "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6",
        "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
        "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b2a5ab39dc13814b94e3ab6e101a34f27",
        "3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e6801dd23c4a7d679ccf8a386c674cffb",
        "3abf34c3503b2a23a46efc619baef897",
        "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952",
        "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d3860e6110c46523e"};
}
constexpr known_hmacs hmacs_of(hash::sha512)
{
    return {"87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
            "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
            "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
            "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
            "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb",
            "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db"
            "a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd",
            "415fad6271580a531d4179bc891d87a6",
            "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
            "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
            "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944"
            "b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58"};
}

/// OpenSSL's own HMAC, which shares no code with ours.
template <hash::algorithm Algorithm>
hash::digest<Algorithm> hmac_by_openssl(std::string_view key, std::string_view text)
{
    hash::digest<Algorithm> answer{};
    std::size_t size = 0;
    auto const *bytes = reinterpret_cast<unsigned char const *>(text.data());
    EVP_Q_mac(nullptr, "HMAC", nullptr, Algorithm::name.data(), nullptr, key.data(), key.size(), bytes,
              text.size(), answer.data(), answer.size(), &size);
    CHECK(size == answer.size());
    return answer;
}

/// The bytes of a `T` made from a secret: while it lives, and once it has gone.
struct remains {
    std::vector<unsigned char> alive;
    std::vector<unsigned char> gone;
};

template <class T>
remains remains_of(std::string_view secret)
{
    alignas(T) static unsigned char memory[sizeof(T)];
    // Volatile, as the compiler may take the bytes of an object that has gone for arbitrary ones.
    std::span<unsigned char volatile const> const bytes{memory};
    remains seen;
    T *object = ::new (memory) T(secret);
    seen.alive.assign(bytes.begin(), bytes.end());
    std::destroy_at(object);
    seen.gone.assign(bytes.begin(), bytes.end());
    return seen;
}

struct traces {
    std::size_t kept = 0;
    std::size_t left = 0;
};

/// How many bytes of a `T` depend on its secret, and how many of those are not zero once it has gone.
template <class T>
traces traces_of_secret()
{
    remains const one = remains_of<T>(std::string(20, 'k'));
    remains const other = remains_of<T>(std::string(20, 'K'));
    traces found;
    for (std::size_t i = 0; i != sizeof(T); ++i) {
        if (one.alive[i] == other.alive[i]) continue;
        ++found.kept;
        if (one.gone[i] != 0 || other.gone[i] != 0) ++found.left;
    }
    return found;
}

/// Confines OpenSSL to FIPS algorithms, of which a program without a FIPS provider has none.
struct fips_only {
    fips_only() { EVP_default_properties_enable_fips(nullptr, 1); }
    fips_only(fips_only const &) = delete;
    fips_only &operator=(fips_only const &) = delete;
    ~fips_only() { EVP_default_properties_enable_fips(nullptr, 0); }
};

struct without_digest {
    template <hash::algorithm Algorithm>
    using hmac = cryptopp_hash::hmac<Algorithm>;
};
struct without_hmac {
    template <hash::algorithm Algorithm>
    static hash::digest<Algorithm> digest(std::string_view text);
};
struct with_short_digest : cryptopp_hash {
    template <hash::algorithm Algorithm>
    static hash::digest<hash::md5> digest(std::string_view text);
};
struct with_changing_hmac : cryptopp_hash {
    template <hash::algorithm Algorithm>
    struct hmac {
        explicit hmac(std::string_view key);
        hash::digest<Algorithm> operator()(std::string_view text);
    };
};

static_assert(tollgate::hash_policy<cryptopp_hash>);
static_assert(tollgate::hash_policy<openssl_hash>);
static_assert(!tollgate::hash_policy<without_digest>);
static_assert(!tollgate::hash_policy<without_hmac>);
static_assert(!tollgate::hash_policy<with_short_digest>);
static_assert(!tollgate::hash_policy<with_changing_hmac>);

} // namespace

TEST_SUITE("tollgate.hash")
{
    TEST_CASE_TEMPLATE("digest: every algorithm gives its published digests", Policy, cryptopp_hash,
                       openssl_hash)
    {
        std::array<std::string, 3> const texts{"", "abc", std::string(1'000'000, 'a')};
        for_each_algorithm([&]<class Algorithm>(Algorithm algorithm) {
            CAPTURE(Algorithm::name);
            for (std::size_t i = 0; i != texts.size(); ++i)
                CHECK(hex(Policy::template digest<Algorithm>(texts[i])) == digests_of(algorithm)[i]);
        });
    }

    TEST_CASE("digest: both policies agree on every length up to 300")
    {
        for_each_algorithm([]<class Algorithm>(Algorithm) {
            CAPTURE(Algorithm::name);
            for (std::size_t length = 0; length <= 300; ++length) {
                CAPTURE(length);
                std::string const text = text_of(length);
                CHECK(cryptopp_hash::digest<Algorithm>(text) == openssl_hash::digest<Algorithm>(text));
            }
        });
    }

    TEST_CASE_TEMPLATE("hmac: every algorithm gives its published HMACs", Policy, cryptopp_hash, openssl_hash)
    {
        for_each_algorithm([]<class Algorithm>(Algorithm algorithm) {
            CAPTURE(Algorithm::name);
            auto const cases = cases_for(algorithm);
            for (std::size_t i = 0; i != cases.size(); ++i) {
                CAPTURE(i);
                typename Policy::template hmac<Algorithm> const keyed{cases[i].key};
                std::string_view const known = hmacs_of(algorithm)[i];
                CHECK(hex(keyed(cases[i].text)).substr(0, known.size()) == known);
            }
        });
    }

    TEST_CASE_TEMPLATE("hmac: keys and texts of every length up to 300 give what OpenSSL's own HMAC gives",
                       Policy, cryptopp_hash, openssl_hash)
    {
        for_each_algorithm([]<class Algorithm>(Algorithm) {
            CAPTURE(Algorithm::name);
            for (std::size_t length = 0; length <= 300; ++length) {
                CAPTURE(length);
                std::string const key = text_of(length);
                std::string const text = text_of(300 - length);
                typename Policy::template hmac<Algorithm> const keyed{key};
                CHECK(keyed(text) == hmac_by_openssl<Algorithm>(key, text));
            }
        });
    }

    TEST_CASE_TEMPLATE("hmac: one object answers for several texts", Policy, cryptopp_hash, openssl_hash)
    {
        for_each_algorithm([]<class Algorithm>(Algorithm) {
            CAPTURE(Algorithm::name);
            using hmac = typename Policy::template hmac<Algorithm>;
            hmac const keyed{"key"};
            for (std::string_view const text : {"first", "", "second", "first"})
                CHECK(keyed(text) == hmac{"key"}(text));
        });
    }

    TEST_CASE_TEMPLATE("hmac: one object answers several threads", Policy, cryptopp_hash, openssl_hash)
    {
        for_each_algorithm([]<class Algorithm>(Algorithm) {
            CAPTURE(Algorithm::name);
            typename Policy::template hmac<Algorithm> const keyed{"key"};
            std::vector<hash::digest<Algorithm>> expected;
            for (std::size_t length = 0; length != 300; ++length)
                expected.push_back(keyed(text_of(length)));

            std::vector<std::future<std::size_t>> threads;
            for (int i = 0; i != 4; ++i)
                threads.push_back(std::async(std::launch::async, [&] {
                    std::size_t wrong = 0;
                    for (std::size_t length = 0; length != expected.size(); ++length)
                        if (keyed(text_of(length)) != expected[length]) ++wrong;
                    return wrong;
                }));
            for (auto &thread : threads)
                CHECK(thread.get() == 0);
        });
    }

    TEST_CASE_TEMPLATE("hmac: a copy answers alike, also when the original has gone", Policy, cryptopp_hash,
                       openssl_hash)
    {
        for_each_algorithm([]<class Algorithm>(Algorithm) {
            CAPTURE(Algorithm::name);
            using hmac = typename Policy::template hmac<Algorithm>;
            auto original = std::make_unique<hmac>("key");
            auto const expected = (*original)("text");
            hmac const copied = *original;
            hmac assigned{"another key"};
            assigned = *original;
            original.reset();
            CHECK(copied("text") == expected);
            CHECK(assigned("text") == expected);
        });
    }

    TEST_CASE_TEMPLATE("hmac: a view of nothing is an empty text and an empty key", Policy, cryptopp_hash,
                       openssl_hash)
    {
        for_each_algorithm([]<class Algorithm>(Algorithm) {
            CAPTURE(Algorithm::name);
            using hmac = typename Policy::template hmac<Algorithm>;
            std::string_view const nothing;
            CHECK(Policy::template digest<Algorithm>(nothing) == Policy::template digest<Algorithm>(""));
            CHECK(hmac{nothing}(nothing) == hmac{""}(""));
        });
    }

    TEST_CASE("cryptopp: an hmac and the block it starts from overwrite what they keep of the key")
    {
        for_each_algorithm([]<class Algorithm>(Algorithm) {
            CAPTURE(Algorithm::name);
            traces const block =
                traces_of_secret<tollgate::detail::hmac_block<tollgate::detail::cryptopp_state<Algorithm>>>();
            CHECK(block.kept == 20);
            CHECK(block.left == 0);
            traces const hmac = traces_of_secret<cryptopp_hash::hmac<Algorithm>>();
            CHECK(hmac.kept > Algorithm::size);
            CHECK(hmac.left == 0);
        });
    }

    TEST_CASE("cryptopp: neither a digest nor an hmac allocates memory")
    {
        using tollgate::test::count_allocations;
        CHECK(count_allocations([] { ::operator delete(::operator new(1)); }) == 1);

        std::string const text = text_of(300);
        for_each_algorithm([&]<class Algorithm>(Algorithm) {
            CAPTURE(Algorithm::name);
            CHECK(count_allocations([&] { (void)cryptopp_hash::digest<Algorithm>(text); }) == 0);
            CHECK(count_allocations([&] { (void)cryptopp_hash::hmac<Algorithm>{text}(text); }) == 0);
        });
    }

    TEST_CASE("cryptopp: a digest does not throw")
    {
        CHECK(noexcept(cryptopp_hash::digest<hash::sha256>("")));
    }

    TEST_CASE(
        "openssl: an algorithm that its configuration leaves out is named, and its error queue stays empty")
    {
        fips_only const confined;
        CHECK_THROWS_WITH_AS(
            (void)tollgate::detail::fetch_openssl("MD5"),
            "tollgate: OpenSSL refuses to compute MD5; enable it in OpenSSL's configuration (a FIPS "
            "provider may leave it out), or use tollgate::cryptopp_hash",
            std::runtime_error);
        CHECK(ERR_peek_error() == 0);
    }
}

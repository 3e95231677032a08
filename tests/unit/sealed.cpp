// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/sealed.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/check_account.hpp>
#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/hash/openssl_ciphers.hpp>
#include <tollgate/read_as.hpp>

#include <doctest/doctest.h>
#include <support/hmac.hpp>

#include <openssl/evp.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A gateway that does not exist: its callbacks are signed in a header, and what they tell of is sealed.
namespace goldcrest {

using namespace tollgate::signing::words;
using tollgate::required, tollgate::optional, tollgate::secret, tollgate::unlisted;
using tollgate::signing::words::header;

struct account {
    required<"shop", std::string> shop;
    required<"key", secret> key;
    optional<"vault_key", secret> vault{};
};

} // namespace goldcrest

template <>
struct tollgate::provider_traits<goldcrest::account> {
    static constexpr std::string_view name = "Goldcrest";
    static constexpr std::string_view host = "goldcrest.example";
    static constexpr std::string_view key = "key";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::in_header<"Pay-Signature">(
        goldcrest::hex(goldcrest::hmac_sha256(goldcrest::key, goldcrest::body)));
    static constexpr refusal_rule refusal{.code = "code"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace goldcrest {

struct amount {
    required<"total", std::int64_t> total;
};
struct transaction {
    required<"order", std::string> order;
    required<"amount", goldcrest::amount> amount;
    optional<"shop", std::string> shop{};
};
struct notification {
    required<"id", std::string> id;
    required<"resource", transaction> what;
    required<"kind", std::string> kind;
    unlisted more{};
    using account = goldcrest::account;
    using identity = tollgate::picks<"id">;
    static constexpr auto sealed = tollgate::aes_256_gcm<"resource", "vault_key">;
};

} // namespace goldcrest

namespace {

namespace test = tollgate::test;
using tollgate::cryptopp_hash, tollgate::openssl_hash;
using tollgate::errc, tollgate::secret;

constexpr std::string_view vault_key = "0123456789abcdef0123456789ABCDEF";

/// The text and its tag, sealed by OpenSSL.
std::string seal(std::string_view text, std::string_view nonce, std::string_view associated,
                 std::string_view key = vault_key)
{
    std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX *)> const context{EVP_CIPHER_CTX_new(),
                                                                              EVP_CIPHER_CTX_free};
    auto const bytes = [](std::string_view of) { return reinterpret_cast<unsigned char const *>(of.data()); };
    std::string sealed(text.size() + 16, '\0');
    auto *const to = reinterpret_cast<unsigned char *>(sealed.data());
    int size = 0;
    REQUIRE(EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), bytes(key), bytes(nonce), nullptr) == 1);
    REQUIRE(EVP_EncryptUpdate(context.get(), nullptr, &size, bytes(associated),
                              static_cast<int>(associated.size())) == 1);
    REQUIRE(EVP_EncryptUpdate(context.get(), to, &size, bytes(text), static_cast<int>(text.size())) == 1);
    REQUIRE(EVP_EncryptFinal_ex(context.get(), to + size, &size) == 1);
    REQUIRE(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, 16, to + text.size()) == 1);
    return sealed;
}

struct parts {
    std::string text = R"({"order":"17","amount":{"total":100},"extra":[1,{"a":"b"}]})";
    std::string nonce = "abcdefghijkl";
    std::string associated = "transaction";
    std::string key{vault_key};
    std::string algorithm = "AEAD_AES_256_GCM";

    [[nodiscard]] std::string body() const
    {
        return body_with(test::to_base64(seal(text, nonce, associated, key)));
    }
    [[nodiscard]] std::string body_with(std::string const &ciphertext) const
    {
        return R"({"id":"e1","resource":{"algorithm":")" + algorithm + R"(","ciphertext":")" + ciphertext +
               R"(","associated_data":")" + associated + R"(","nonce":")" + nonce +
               R"("},"kind":"paid","x":"y"})";
    }
};

goldcrest::account merchant()
{
    return {.shop = "1", .key = secret{"k"}, .vault = secret{vault_key}};
}

template <class Hash = cryptopp_hash>
auto receive(std::string const &body, goldcrest::account const &who = merchant())
{
    std::string const signature = test::to_hex(test::hmac_sha256("k", body));
    std::vector<tollgate::header> const headers{{"Pay-Signature", signature}};
    return tollgate::receive<goldcrest::notification, Hash>(who, body, headers);
}
errc refusal_of(std::string const &body, goldcrest::account const &who = merchant())
{
    errc const by_one = receive<cryptopp_hash>(body, who).error().code();
    CHECK(receive<openssl_hash>(body, who).error().code() == by_one);
    return by_one;
}

} // namespace

TEST_SUITE("sealed contents")
{
    TEST_CASE_TEMPLATE("what was sealed stands in its object's place, and the rest where it stood", Hash,
                       cryptopp_hash, openssl_hash)
    {
        auto const got = receive<Hash>(parts{}.body());
        REQUIRE(got.has_value());
        goldcrest::notification const &told = **got;
        CHECK(told.what.value().order == "17");
        CHECK(told.what.value().amount.value().total == 100);
        CHECK(told.kind == "paid");
        CHECK(told.id == "e1");
        REQUIRE(told.more.find("x") != nullptr);
        CHECK(told.more.find("x")->text == "y");

        parts without;
        without.associated.clear();
        std::string none = without.body();
        std::string const member = R"("associated_data":"",)";
        CHECK(receive<Hash>(none).has_value());
        none.erase(none.find(member), member.size());
        CHECK(receive<Hash>(none).has_value());
    }

    TEST_CASE("whatever was changed under a right signature does not open, and is not called forged")
    {
        parts const one;
        std::string const sealed = seal(one.text, one.nonce, one.associated);
        for (std::size_t i = 0; i < sealed.size(); i += 3) { // text and tag
            std::string changed = sealed;
            changed[i] = static_cast<char>(changed[i] ^ 1);
            CHECK(refusal_of(one.body_with(test::to_base64(changed))) == errc::decryption_failed);
        }
        CHECK(refusal_of(one.body_with(test::to_base64(sealed.substr(0, sealed.size() - 1)))) ==
              errc::decryption_failed);
        CHECK(refusal_of(one.body_with(test::to_base64(sealed.substr(0, 15)))) == errc::decryption_failed);
        parts other = one;
        other.nonce = "abcdefghijkm";
        CHECK(refusal_of(other.body_with(test::to_base64(sealed))) == errc::decryption_failed);
        other = one;
        other.associated = "Transaction";
        CHECK(refusal_of(other.body_with(test::to_base64(sealed))) == errc::decryption_failed);
        other.nonce = "abc";
        CHECK(refusal_of(other.body_with(test::to_base64(sealed))) == errc::decryption_failed);

        auto const why = receive(one.body_with(test::to_base64(std::string(40, 'x')))).error();
        CHECK(why.message().find("signature is right") != std::string::npos);
        CHECK(why.message().find("`resource`") != std::string::npos);
    }

    TEST_CASE("the key is the account's, of 32 bytes, or one that it replaced")
    {
        std::string const body = parts{}.body();
        auto who = merchant();
        who.vault = secret{std::string(32, 'z')};
        CHECK(refusal_of(body, who) == errc::decryption_failed);
        who.vault = secret{std::string(32, 'z')}.replacing(secret{vault_key});
        CHECK(receive(body, who).has_value());
        for (std::size_t const size : {16U, 31U, 33U}) {
            who.vault = secret{std::string(size, 'z')};
            CHECK(refusal_of(body, who) == errc::invalid_secret);
        }
        auto const checked = tollgate::check<cryptopp_hash, goldcrest::notification>(who);
        REQUIRE(checked.has_error());
        CHECK(checked.error().message().find("`vault_key`") != std::string::npos);
        CHECK(tollgate::check<cryptopp_hash, goldcrest::notification>(merchant()).has_value());
        who.vault = {};
        CHECK(refusal_of(body, who) == errc::invalid_secret);
        CHECK(receive(body, who).error().message().find("`vault_key`") != std::string::npos);
    }

    TEST_CASE("an object that is none such, or whose algorithm is another, is not opened")
    {
        parts other;
        other.algorithm = "AEAD_AES_128_GCM";
        CHECK(refusal_of(other.body()) == errc::field_not_convertible);
        CHECK(refusal_of(parts{}.body_with("***")) == errc::field_not_convertible);
        CHECK(refusal_of(R"({"id":"1","kind":"paid","resource":"x"})") == errc::field_not_convertible);
        CHECK(refusal_of(R"({"id":"1","kind":"paid","resource":{}})") == errc::field_not_convertible);
        CHECK(refusal_of(R"({"id":"1","kind":"paid"})") == errc::missing_field);
        // One that stands there unsealed is nobody's.
        CHECK(refusal_of(R"({"id":"1","kind":"paid","resource":{"order":"1","amount":{"total":1}}})") ==
              errc::field_not_convertible);
    }

    TEST_CASE("what was sealed is read as strictly as a body")
    {
        parts odd;
        odd.text = "no JSON";
        auto const why = receive(odd.body()).error();
        CHECK(why.code() == errc::body_not_json);
        CHECK(why.message().find("sealed in its `resource`") != std::string::npos);
        odd.text = R"({"order":"17"})";
        CHECK(refusal_of(odd.body()) == errc::missing_field);
        odd.text = R"({"order":"17","order":"18","amount":{"total":1}})";
        CHECK(receive(odd.body()).has_error());
        odd.text = R"({"order":"17","amount":{"total":"x"}})";
        CHECK(refusal_of(odd.body()) == errc::field_not_convertible);
    }

    TEST_CASE("without a right signature nothing is opened")
    {
        std::string const body = parts{}.body();
        std::vector<tollgate::header> const headers{{"Pay-Signature", std::string_view{"00"}}};
        CHECK(tollgate::receive<goldcrest::notification>(merchant(), body, headers).has_error());
        CHECK(tollgate::receive<goldcrest::notification>(merchant(), body).error().code() ==
              errc::unsigned_callback);
    }

    TEST_CASE("CBC from an initial vector of zeros, by both policies alike; other lengths are refused")
    {
        // FIPS 197, appendix B: one block, so that CBC from zeros is the block cipher itself.
        std::string const key{"\x2b\x7e\x15\x16\x28\xae\xd2\xa6\xab\xf7\x15\x88\x09\xcf\x4f\x3c", 16};
        std::string const block{"\x32\x43\xf6\xa8\x88\x5a\x30\x8d\x31\x31\x98\xa2\xe0\x37\x07\x34", 16};
        tollgate::wiped_buffer made, other, three, other_three;
        REQUIRE(cryptopp_hash::ciphers::aes_128_cbc(key, block, made));
        REQUIRE(openssl_hash::ciphers::aes_128_cbc(key, block, other));
        CHECK(test::to_hex(made.view()) == "3925841d02dc09fbdc118597196a0b32");
        CHECK(made.view() == other.view());
        std::string const long_key = "0123456789abcdefABCDEFGH";
        REQUIRE(cryptopp_hash::ciphers::des_ede3_cbc(long_key, block, three));
        REQUIRE(openssl_hash::ciphers::des_ede3_cbc(long_key, block, other_three));
        CHECK(three.view() == other_three.view());
        CHECK(three.size() == 16);
        for (std::string_view const odd : {"", "1234567"}) {
            CHECK_FALSE(cryptopp_hash::ciphers::des_ede3_cbc(long_key, odd, three));
            CHECK_FALSE(openssl_hash::ciphers::des_ede3_cbc(long_key, odd, three));
        }
        CHECK_FALSE(cryptopp_hash::ciphers::aes_128_cbc("short", block, made));
        CHECK_FALSE(openssl_hash::ciphers::aes_128_cbc("short", block, made));
    }

    TEST_CASE("read_as reads an object that a program keeps")
    {
        auto const got =
            tollgate::read_as<goldcrest::transaction>(R"({"order":"17","amount":{"total":100}})");
        REQUIRE(got.has_value());
        CHECK(got->order == "17");
        CHECK(tollgate::read_as<goldcrest::transaction>("{}").error().code() == errc::missing_field);
        CHECK(tollgate::read_as<goldcrest::transaction>("[]").error().code() == errc::body_not_object);
        CHECK(tollgate::read_as<goldcrest::transaction>(R"({"order":"1","order":"2"})").error().code() ==
              errc::duplicate_field);
        CHECK_FALSE(tollgate::read_as<goldcrest::transaction>("{}").error().has_outcome());
    }
}

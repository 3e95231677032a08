// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/signing/words.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/hash/openssl_ciphers.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/request.hpp>
#include <tollgate/signing/example.hpp>
#include <tollgate/testing.hpp>

#include <doctest/doctest.h>
#include <support/hmac.hpp>

#include <openssl/evp.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

// A gateway that does not exist, whose keys are derived for each order.
namespace crossbill {

using namespace tollgate::signing::words;
using tollgate::required, tollgate::secret;

inline constexpr auto order_key = des3_cbc<zero_bytes>(unbase64(key), field<"order">);
inline constexpr auto by_order =
    in_field<"sign">(base64(hmac_sha256(order_key, field<"order"> + ":" + field<"amount">)));

struct account {
    required<"shop", std::string> shop;
    required<"key", secret> key;
};

} // namespace crossbill

template <>
struct tollgate::provider_traits<crossbill::account> {
    static constexpr std::string_view name = "Crossbill";
    static constexpr std::string_view host = "crossbill.example";
    static constexpr auto request_signature = crossbill::by_order;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = crossbill::by_order;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

namespace crossbill {

struct receipt {
    required<"id", std::string> id;
};
struct pay {
    required<"order", std::string> order;
    required<"amount", std::int64_t> amount;
    using account = crossbill::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
};
struct paid {
    required<"order", std::string> order;
    required<"amount", std::int64_t> amount;
    using account = crossbill::account;
};

} // namespace crossbill

namespace {

namespace test = tollgate::test;
using tollgate::cryptopp_hash, tollgate::openssl_hash;
using tollgate::errc, tollgate::secret;

constexpr std::string_view published_key =
    "sq7HjrUOBfKmC576ILgskD5srU870gJ7"; // of a gateway's public test terminals

crossbill::account merchant(std::string_view key = published_key)
{
    return {.shop = "1", .key = secret{key}};
}

/// The same by OpenSSL alone.
std::string expected(std::string order, std::string_view amount)
{
    std::string const text = order + ":" + std::string{amount};
    order.resize((order.size() + 7) / 8 * 8, '\0');
    std::string key(24, '\0');
    REQUIRE(EVP_DecodeBlock(reinterpret_cast<unsigned char *>(key.data()),
                            reinterpret_cast<unsigned char const *>(published_key.data()), 32) == 24);
    std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX *)> const context{EVP_CIPHER_CTX_new(),
                                                                              EVP_CIPHER_CTX_free};
    unsigned char const zeros[8]{};
    std::string made(order.size() + 8, '\0');
    int size = 0;
    REQUIRE(EVP_EncryptInit_ex2(context.get(), EVP_des_ede3_cbc(),
                                reinterpret_cast<unsigned char const *>(key.data()), zeros, nullptr) == 1);
    REQUIRE(EVP_EncryptUpdate(context.get(), reinterpret_cast<unsigned char *>(made.data()), &size,
                              reinterpret_cast<unsigned char const *>(order.data()),
                              static_cast<int>(order.size())) == 1);
    made.resize(order.size());
    return test::to_base64(test::hmac_sha256(made, text));
}

} // namespace

TEST_SUITE("keys that a cipher derives")
{
    TEST_CASE_TEMPLATE("AES-128 of a published example: the order's key", Hash, cryptopp_hash, openssl_hash)
    {
        using namespace tollgate::signing::words;
        tollgate::parameter const fields[] = {{"order", "1234567890"}};
        tollgate::signing::context const example{.fields = fields, .key = published_key};
        constexpr auto derived = base64(aes_128_cbc<pkcs7>(first<16>(key), field<"order">));
        CHECK(signed_text_of<Hash>(derived, example).value() == "RWt3/IPTzYRMXsQtkiGRKg==");
    }

    TEST_CASE_TEMPLATE("requests and callbacks are signed by the order's own key", Hash, cryptopp_hash,
                       openssl_hash)
    {
        for (std::string const order : {"1446068581", "12345678", "1", "0017ABCdefgh"}) {
            auto const made =
                tollgate::make_request<Hash>(merchant(), crossbill::pay{.order = order, .amount = 4999});
            REQUIRE(made.has_value());
            CHECK(made->signature().text() == expected(order, "4999"));
            std::string const body =
                R"({"order":")" + order + R"(","amount":4999,"sign":")" + expected(order, "4999") + R"("})";
            CHECK(tollgate::receive<crossbill::paid, Hash>(merchant(), body).has_value());
            std::string other = body;
            other.replace(other.find("4999"), 4, "4998");
            CHECK(tollgate::receive<crossbill::paid, Hash>(merchant(), other).error().code() ==
                  errc::signature_mismatch);
        }
    }

    TEST_CASE("a key of another length signs and verifies nothing")
    {
        for (std::string_view const key : {"c2hvcnQ=", "c3E3SGpyVU9CZkttQzU3NklMZ3NrRDVzclU4NzBnSjc="}) {
            auto const made =
                tollgate::make_request(merchant(key), crossbill::pay{.order = "1", .amount = 1});
            REQUIRE(made.has_error());
            CHECK(made.error().code() == errc::invalid_secret);
            CHECK(made.error().is_not_sent());
            CHECK(
                tollgate::receive<crossbill::paid>(merchant(key), R"({"order":"1","amount":1,"sign":"AAAA"})")
                    .has_error());
        }
    }

    TEST_CASE("explain tells what was signed instead, and a test makes what the gateway sends")
    {
        auto const theirs = expected("1446068581", "49.99");
        auto const why = tollgate::explain(merchant(), crossbill::pay{.order = "1446068581", .amount = 4999},
                                           std::string_view{theirs});
        REQUIRE(why.has_value());
        CHECK_FALSE(why->matches);
        REQUIRE_FALSE(why->findings.empty());
        CHECK(why->findings.front().mistakes.front().id == tollgate::mistake::amount_in_major_units);

        auto const sent = tollgate::signed_callback(merchant(), crossbill::paid{.order = "7", .amount = 2});
        REQUIRE(sent.has_value());
        CHECK(tollgate::receive<crossbill::paid>(merchant(), sent->body).has_value());
    }
}

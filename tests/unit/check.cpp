// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What a program finds at its start, and not at the first payer.

#include <tollgate/check_account.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/hash/openssl_public_key.hpp>
#include <tollgate/providers/standard_webhooks.hpp>

#include <doctest/doctest.h>
#include <support/accounts.hpp>
#include <support/unsigned_gateway.hpp>

#include <cstdint>
#include <string>
#include <string_view>

/// A gateway that does not exist, with two secrets and a public key.
namespace whimbrel {

using tollgate::optional;
using tollgate::required;

struct account {
    required<"shop", std::string> shop;
    required<"signing_key", tollgate::secret> signing_key; ///< Hexadecimal digits.
    optional<"payout_key", tollgate::secret> payout_key{}; ///< Base64.
    optional<"gateway_key", tollgate::public_key> gateway_key{};
};

inline constexpr auto by_digits = [] {
    using namespace tollgate::signing::words;
    return in_field<"sign">(hex(hmac_sha256(unhex(key), body)));
}();
inline constexpr auto by_base64 = [] {
    using namespace tollgate::signing::words;
    return in_header<"Sign">(hex(hmac_sha256(unbase64(key), body)));
}();
inline constexpr auto by_gateway = [] {
    using namespace tollgate::signing::words;
    return in_header<"Sign">(base64(ed25519(body)));
}();

} // namespace whimbrel

template <>
struct tollgate::provider_traits<whimbrel::account> : tollgate::test::unsigned_gateway {
    static constexpr auto request_signature = whimbrel::by_digits;
    static constexpr auto callback_signature = whimbrel::by_gateway;
    static constexpr std::string_view key = "signing_key";
};

namespace whimbrel {

struct paid_out {
    required<"id", std::string> id;
};
struct pay_out {
    required<"amount", std::string> amount;

    using account = whimbrel::account;
    using endpoint = tollgate::post_json<"/payout">;
    using response = paid_out;
    static constexpr std::string_view key = "payout_key";
    static constexpr std::string_view key_fallback = "signing_key";
    static constexpr auto request_signature = by_base64;
};

} // namespace whimbrel

namespace {

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;
namespace webhooks = tollgate::standard_webhooks;
namespace test = tollgate::test;
using tollgate::check;
using tollgate::errc;
using tollgate::secret;
using namespace std::string_literals;

void check_refused(tollgate::result<void> const &got, errc code, std::string_view name)
{
    REQUIRE(got.has_error());
    auto const error = got.error();
    CHECK(error.code() == code);
    CHECK(error.message().find("`" + std::string{name} + "`") != std::string::npos);
    CHECK_FALSE(error.has_outcome());
    CHECK_FALSE(error.may_pass());
}

whimbrel::account shop(char const *signing_key = "00ff")
{
    return {.shop = "s7", .signing_key = secret{signing_key}};
}

} // namespace

TEST_SUITE("tollgate.check")
{
    TEST_CASE("check: an account that can be used")
    {
        CHECK(check(test::cactus_account()).has_value());
        CHECK(check(test::one_payment_account()).has_value());
        CHECK(check<tollgate::openssl_hash, cactus::obtain_token, cactus::invoice_callback>(
                  test::cactus_account())
                  .has_value());
        CHECK(check<tollgate::cryptopp_hash, one_payment::init_payout>(test::one_payment_account())
                  .has_value());
        CHECK(
            check(webhooks::account{.secret = secret{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}}).has_value());
        CHECK(check(shop()).has_value());
    }

    TEST_CASE("check: a text that could not be sent is named")
    {
        auto const with_id = [](std::string id) {
            return cactus::account{.merchant_id = std::move(id), .site_id = 1, .salt = secret{"k"}};
        };
        check_refused(check(with_id("")), errc::empty_value, "merchant_id");
        check_refused(check(with_id("merch\nid")), errc::control_character, "merchant_id");
        check_refused(check(with_id("merch_id\r")), errc::control_character, "merchant_id");
        check_refused(check(with_id("merch\0id"s)), errc::control_character, "merchant_id");
        check_refused(check(with_id("merch\xff")), errc::value_not_utf8, "merchant_id");
    }

    TEST_CASE("check: a currency that is none is named, one that is left out is not asked for")
    {
        auto project = test::one_payment_account();
        project.currency = "RUB";
        CHECK(check(project).has_value());
        project.currency = ""; // left out, as everywhere
        CHECK(check(project).has_value());
        project.currency = "rub";
        check_refused(check(project), errc::unknown_currency, "currency");
    }

    TEST_CASE("check: a secret that does not decode as the scheme says is named, a replaced one too")
    {
        check_refused(check(webhooks::account{.secret = secret{"whsec_not base64"}}), errc::invalid_secret,
                      "secret");
        check_refused(check<tollgate::openssl_hash>(shop("not digits")), errc::invalid_secret, "signing_key");
        auto rotated = shop();
        rotated.signing_key = secret{"00ff"}.replacing(secret{"zz"});
        check_refused(check(rotated), errc::invalid_secret, "signing_key");
    }

    TEST_CASE("check: a secret that was copied with what stood around it is named")
    {
        for (std::string const copied : {"key\n", " key", "key\r\n", "\xef\xbb\xbfkey", "key\xc2\xa0"}) {
            auto const got = check(test::cactus_account(secret{copied}));
            check_refused(got, errc::invalid_secret, "salt");
            CHECK(got.error().message().find("blank, a line break or an invisible character") !=
                  std::string::npos);
            CHECK(got.error().message().find("key\n") == std::string::npos);
        }
        check_refused(check(test::cactus_account(secret{"new"}.replacing(secret{"old\n"}))),
                      errc::invalid_secret, "salt");
        auto project = test::one_payment_account();
        project.payout_key = secret{"key\n"}; // which only some messages use
        check_refused(check(project), errc::invalid_secret, "payout_key");
        check_refused(check<tollgate::openssl_hash>(shop("00ff\n")), errc::invalid_secret, "signing_key");
    }

    TEST_CASE(
        "check: a PEM text may end in a line break, bytes that are no text in any byte, a key hold blanks")
    {
        for (std::string const &right : {"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"s,
                                         "\x80\xfe\n"s, "\x01\x02 "s, "\nab\0cd"s, "two words"s})
            CHECK(check(test::cactus_account(secret{right})).has_value());
    }

    TEST_CASE("check: a message's own key is looked at where the message is named")
    {
        auto account = shop();
        account.payout_key = secret{"?"};
        CHECK(check(account).has_value());
        check_refused(check<tollgate::cryptopp_hash, whimbrel::pay_out>(account), errc::invalid_secret,
                      "payout_key");
        account.payout_key = secret{"AAAA"};
        CHECK(check<tollgate::cryptopp_hash, whimbrel::pay_out>(account).has_value());
    }

    TEST_CASE_TEMPLATE("check: a public key that cannot be used is named", Hash, tollgate::cryptopp_hash,
                       tollgate::openssl_hash)
    {
        auto account = shop();
        account.gateway_key = tollgate::public_key{"no key"};
        check_refused(check<Hash>(account), errc::invalid_public_key, "gateway_key");
        account.gateway_key =
            tollgate::public_key{"-----BEGIN PUBLIC KEY-----\n"
                                 "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
                                 "-----END PUBLIC KEY-----\n"};
        CHECK(check<Hash>(account).has_value());
    }
}

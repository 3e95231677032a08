// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/private_key.hpp>

#include <tollgate/check_account.hpp>
#include <tollgate/client.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp_private_key.hpp>
#include <tollgate/hash/openssl_private_key.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>
#include <support/hmac.hpp>
#include <support/key_pairs.hpp>

#include <openssl/x509.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

// A gateway that does not exist. Its requests are signed with the merchant's private key, in a header that shows when.
namespace sealed_pay {

using namespace tollgate::signing::words;
using tollgate::required, tollgate::optional, tollgate::private_key;

struct account {
    required<"shop", std::string> shop;
    required<"serial", std::string> serial;
    required<"private_key", private_key> key;
    optional<"other_key", private_key> other{};
};

inline constexpr auto sent_text =
    method + "\n" + target + "\n" + now + "\n" + nonce + "\n" + body + "\n" + text<"end">;

inline constexpr auto authorization = in_header<"Authorization">(
    "PAY-RSA shop=\"" + account_field<"shop"> + "\",nonce=\"" + nonce + "\",time=\"" + now + "\",serial=\"" +
    account_field<"serial"> + "\",signature=\"" +
    base64(rsa_pkcs1<sha256>(signed_by<"private_key">, sent_text)) + "\"");

} // namespace sealed_pay

template <>
struct tollgate::provider_traits<sealed_pay::account> {
    static constexpr std::string_view name = "Sealed Pay";
    static constexpr std::string_view host = "pay.example";
    static constexpr auto request_signature = sealed_pay::authorization;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::not_signed;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

namespace sealed_pay {

struct receipt {
    required<"id", std::string> id;
};
struct order {
    required<"amount", std::int64_t> amount;
    optional<"note", std::string> note{};
    using account = sealed_pay::account;
    using endpoint = tollgate::post_json<"/v3/order">;
    using response = receipt;
};
struct question {
    required<"id", std::string> id;
    using account = sealed_pay::account;
    using endpoint = tollgate::get<"/v3/order", tollgate::effect::reads>;
    using response = receipt;
};
/// Signed in a field, with a key that the account may leave out.
struct listed_order {
    required<"amount", std::int64_t> amount;
    using account = sealed_pay::account;
    using endpoint = tollgate::post_form<"/gateway.do">;
    using response = receipt;
    static constexpr auto request_signature = in_field<"sign">(base64(rsa_pkcs1<sha1>(
        signed_by<"other_key">, join("&", name + "=" + value, fields | but<"sign"> | by_name))));
};

} // namespace sealed_pay

namespace {

namespace hash = tollgate::hash;
namespace test = tollgate::test;
using tollgate::cryptopp_hash, tollgate::openssl_hash;
using tollgate::errc, tollgate::private_key, tollgate::signing_sources;
using namespace std::chrono_literals;

std::string pem_of(test::key_pair const &pair)
{
    return test::pem_of(test::der_by(i2d_PrivateKey, pair.key.get()), "RSA PRIVATE KEY");
}
sealed_pay::account merchant()
{
    return {.shop = "1900", .serial = "5157", .key = private_key{pem_of(test::keys().rsa)}};
}

/// The 1st of January 2026, and a nonce that is counted.
signing_sources sources(std::chrono::seconds later = 0s)
{
    return {.now = [later] { return std::chrono::system_clock::time_point{1'767'225'600s + later}; },
            .nonce = [count = 0]() mutable { return "nonce-" + std::to_string(++count); }};
}

std::string value_of(tollgate::header_list const &headers, std::string_view name)
{
    for (auto const &h : headers)
        if (h.name == name) return std::string{h.value};
    return {};
}

/// What the header must be, signed by OpenSSL.
std::string expected(std::string_view method, std::string_view target, std::string_view now,
                     std::string_view nonce, std::string_view body)
{
    std::string text;
    for (std::string_view const part : {method, target, now, nonce, body})
        text.append(part).append("\n");
    text += "end";
    return "PAY-RSA shop=\"1900\",nonce=\"" + std::string{nonce} + "\",time=\"" + std::string{now} +
           "\",serial=\"5157\",signature=\"" +
           test::to_base64(test::sign<hash::rsa_pkcs1<hash::sha256>>(test::keys().rsa, text)) + "\"";
}

} // namespace

TEST_SUITE("requests signed with a private key")
{
    TEST_CASE_TEMPLATE("the header shows time and nonce, and its signature covers target and body", Hash,
                       cryptopp_hash, openssl_hash)
    {
        auto const order =
            tollgate::make_request<Hash>(merchant(), sealed_pay::order{.amount = 100}, sources());
        REQUIRE(order.has_value());
        CHECK(order->body() == R"({"amount":100})");
        CHECK(value_of(order->headers(), "Authorization") ==
              expected("POST", "/v3/order", "1767225600", "nonce-1", R"({"amount":100})"));

        auto const question =
            tollgate::make_request<Hash>(merchant(), sealed_pay::question{.id = "a b"}, sources());
        REQUIRE(question.has_value());
        CHECK(question->target() == "/v3/order?id=a%20b");
        CHECK(value_of(question->headers(), "Authorization") ==
              expected("GET", "/v3/order?id=a%20b", "1767225600", "nonce-1", ""));
    }

    TEST_CASE("without other sources the time is now's, and no two requests have one nonce")
    {
        std::set<std::string> seen;
        auto const before = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        for (int i = 0; i != 3; ++i) {
            auto const made = tollgate::make_request(merchant(), sealed_pay::question{.id = "1"});
            REQUIRE(made.has_value());
            std::string const canonical = made->canonical(); // method, target, time, nonce
            std::size_t const time = canonical.find('\n', canonical.find('\n') + 1) + 1;
            std::size_t const nonce = canonical.find('\n', time) + 1;
            std::string const own = canonical.substr(nonce, canonical.find('\n', nonce) - nonce);
            CHECK(own.size() == 32);
            CHECK(seen.insert(own).second);
            auto const at = std::chrono::seconds{std::stoll(canonical.substr(time, nonce - time - 1))};
            CHECK(std::chrono::sys_seconds{at} >= before);
            CHECK(std::chrono::sys_seconds{at} <= std::chrono::system_clock::now());
        }
    }

    TEST_CASE("what is shown of the signed text is what was signed")
    {
        auto const made = tollgate::make_request(merchant(), sealed_pay::order{.amount = 7}, sources(5s));
        REQUIRE(made.has_value());
        CHECK(made->canonical() == "POST\n/v3/order\n1767225605\nnonce-1\n{\"amount\":7}\nend");
    }

    TEST_CASE("a nonce that the header could not show is refused")
    {
        for (std::string const nonce : {"", "a\"b", "a\r\nb", "a b"}) {
            signing_sources const odd{.nonce = [nonce] { return nonce; }};
            auto const made = tollgate::make_request(merchant(), sealed_pay::order{.amount = 1}, odd);
            REQUIRE(made.has_error());
            CHECK(made.error().code() == errc::unsignable_value);
            CHECK(made.error().is_not_sent());
        }
    }

    TEST_CASE("signed in a field, by another key and digest")
    {
        auto who = merchant();
        auto const without = tollgate::make_request(who, sealed_pay::listed_order{.amount = 5});
        REQUIRE(without.has_error());
        CHECK(without.error().code() == errc::invalid_private_key);
        CHECK(without.error().message().find("`other_key`") != std::string::npos);

        test::key_pair const other{EVP_RSA_gen(2048)};
        who.other = private_key{pem_of(other)};
        auto const made = tollgate::make_request(who, sealed_pay::listed_order{.amount = 5});
        REQUIRE(made.has_value());
        CHECK(made->signature().text() ==
              test::to_base64(test::sign<hash::rsa_pkcs1<hash::sha1>>(other, "amount=5")));
    }

    TEST_CASE("a key whose halves do not belong together sends nothing, and `check` says so before")
    {
        std::string der = test::der_by(i2d_PrivateKey, test::keys().rsa.key.get());
        der[20] = static_cast<char>(der[20] ^ 0x10);
        auto who = merchant();
        CHECK(tollgate::check(who).has_value());
        who.key = private_key{test::pem_of(der, "RSA PRIVATE KEY")};
        auto const made = tollgate::make_request(who, sealed_pay::order{.amount = 5});
        REQUIRE(made.has_error());
        CHECK(made.error().code() == errc::invalid_private_key);
        auto const checked = tollgate::check(who);
        REQUIRE(checked.has_error());
        CHECK(checked.error().code() == errc::invalid_private_key);
        CHECK(checked.error().message().find("`private_key`") != std::string::npos);
    }

    TEST_CASE("a kept request is signed again when it is sent again, with all else as it was")
    {
        auto const lost = tollgate::error{errc::connect_failed, tollgate::not_sent{}, "no connection"};
        tollgate::scripted_transport const gateway{{lost, tollgate::wire_response{200, R"({"id":"1"})"}}};
        auto clock = std::make_shared<std::chrono::seconds>(0s);
        auto const client = tollgate::client{merchant(), gateway}.with(
            {.now = [clock] { return std::chrono::system_clock::time_point{1'767'225'600s + *clock}; },
             .nonce = sources().nonce});
        auto sender = client;
        auto kept = sender.sign(sealed_pay::order{.amount = 100, .note = "x"});
        REQUIRE(kept.has_value());
        auto const first = sender.send_and_keep(*kept);
        REQUIRE(first.has_error());
        *clock = 600s;
        auto const second = sender.retry(*kept, first.error());
        REQUIRE(second.has_value());
        auto const sent = gateway.requests();
        REQUIRE(sent.size() == 2);
        CHECK(sent[0].body == sent[1].body);
        CHECK(sent[0].target == sent[1].target);
        CHECK(kept->canonical().find("1767226200\nnonce-2\n") != std::string::npos);
    }

    TEST_CASE("explain tells what the other side signed instead")
    {
        auto const theirs = expected("POST", "/v3/order", "1767225999", "abc", R"({"amount": 100})");
        auto const why =
            tollgate::explain(merchant(), sealed_pay::order{.amount = 100}, std::string_view{theirs});
        REQUIRE(why.has_value());
        CHECK_FALSE(why->matches);
        REQUIRE_FALSE(why->findings.empty());
        CHECK(why->findings.front().mistakes.front().id == tollgate::mistake::json_spaced);

        auto const right = expected("POST", "/v3/order", "1767225999", "abc", R"({"amount":100})");
        auto const same =
            tollgate::explain(merchant(), sealed_pay::order{.amount = 100}, std::string_view{right});
        REQUIRE(same.has_value());
        CHECK(same->matches);
    }
}

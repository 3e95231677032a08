// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A gateway, played by the sandbox, that takes requests signed with a private key and signs its answers in a header.

#include <tollgate/sandbox.hpp>

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_private_key.hpp>
#include <tollgate/listener.hpp>

#include <doctest/doctest.h>
#include <support/key_pairs.hpp>
#include <support/mailbox.hpp>

#include <openssl/x509.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace grosbeak {

using namespace tollgate::signing::words;
using tollgate::required;
using tollgate::signing::words::header;

struct account {
    required<"shop", std::string> shop;
    required<"key", tollgate::secret> password;
    required<"private_key", tollgate::private_key> own;
    required<"platform_keys", tollgate::keyring> platform_keys;
};

inline constexpr auto request = in_header<"Authorization">(
    "shop=" + account_field<"shop"> + ",n=" + nonce + ",t=" + now + ",s=" +
    base64(rsa_pkcs1<sha256>(signed_by<"private_key">,
                             method + "\n" + target + "\n" + now + "\n" + nonce + "\n" + body)));
inline constexpr auto answer = in_header<"Pay-Signature">(
    base64(rsa_pkcs1<sha256>(keyed_by<"platform_keys">(header<"Pay-Serial">),
                             header<"Pay-Time"> + "\n" + header<"Pay-Nonce"> + "\n" + body)));
inline constexpr auto by_secret =
    in_header<"Pay-Signature">(hex(hmac_sha256(key, header<"Pay-Time"> + "\n" + body)));
inline constexpr auto told_at = part<"t">(header<"Pay-Signature">);
inline constexpr auto callback = in_header_list<"Pay-Signature", ",", "v1=">(
    hex(hmac_sha256(key, header<"Pay-Id"> + "|" + told_at + "." + body)));

} // namespace grosbeak

template <>
struct tollgate::provider_traits<grosbeak::account> {
    static constexpr std::string_view name = "Grosbeak";
    static constexpr std::string_view host = "grosbeak.test";
    static constexpr auto request_signature = grosbeak::request;
    static constexpr auto response_signature = grosbeak::answer;
    static constexpr auto callback_signature = grosbeak::callback;
    static constexpr refusal_rule refusal{.code = "error", .refused_at = {400}};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

namespace grosbeak {

struct told {
    required<"said", std::string> said;
};
struct ask {
    required<"id", std::string, tollgate::in_path> id;
    using account = grosbeak::account;
    using endpoint = tollgate::get<"/orders/{id}", tollgate::effect::reads>;
    using response = told;
    static constexpr auto signed_at = signed_within(std::chrono::minutes{5}, header<"Pay-Time">);
};
struct pay {
    required<"amount", std::int64_t> amount;
    using account = grosbeak::account;
    using endpoint = tollgate::post_json<"/orders">;
    using response = told;
    static constexpr auto response_signature = by_secret;
};
struct paid {
    required<"id", std::string> id;
    using account = grosbeak::account;
    static constexpr auto signed_at = signed_within(std::chrono::minutes{5}, told_at);
};

inline std::string pem_of(tollgate::test::key_pair const &pair)
{
    return tollgate::test::pem_of(tollgate::test::der_by(i2d_PrivateKey, pair.key.get()), "RSA PRIVATE KEY");
}
/// The gateway's own key.
inline tollgate::private_key const &platform_key()
{
    static tollgate::private_key const made{pem_of(tollgate::test::key_pair{EVP_RSA_gen(2048)})};
    return made;
}

} // namespace grosbeak

template <>
struct tollgate::sandbox::behaviour<grosbeak::account> {
    using operations = operation_list<grosbeak::ask, grosbeak::pay>;
    using reports = grosbeak::paid;
    static constexpr std::string_view page_host = "pay.grosbeak.test";
    static constexpr bool refundable = false;
    static constexpr refusal bad_signature{.code = "signature", .status = 400};
    static constexpr refusal bad_request{.code = "request", .status = 400};

    [[nodiscard]] static refusal unknown_account(std::string_view) { return bad_request; }
    [[nodiscard]] static refusal bad_field(std::string_view) { return bad_request; }
    [[nodiscard]] static private_key const &signing_key(grosbeak::account const &)
    {
        return grosbeak::platform_key();
    }
    [[nodiscard]] static reply<grosbeak::ask> answer(ledger &, grosbeak::account const &,
                                                     grosbeak::ask const &of)
    {
        return grosbeak::told{.said = "asked " + *of.id};
    }
    [[nodiscard]] static reply<grosbeak::pay> answer(ledger &book, grosbeak::account const &,
                                                     grosbeak::pay const &of)
    {
        book.open({.merchants_id = "order-1"});
        return grosbeak::told{.said = "paid " + std::to_string(*of.amount)};
    }
    [[nodiscard]] static std::optional<grosbeak::paid> report(grosbeak::account const &, entry const &what)
    {
        return grosbeak::paid{.id = what.id};
    }
    [[nodiscard]] static std::string shown_amount(entry const &) { return {}; }
};

namespace {

using tollgate::errc, tollgate::keyring, tollgate::private_key, tollgate::secret;
namespace sandbox = tollgate::sandbox;

grosbeak::account merchant()
{
    static std::string const own = grosbeak::pem_of(tollgate::test::keys().rsa);
    return {.shop = "1",
            .password = secret{"k"},
            .own = private_key{own},
            .platform_keys = keyring{{"S1", grosbeak::platform_key().public_half()}}};
}

} // namespace

TEST_SUITE("the sandbox and signatures in headers")
{
    TEST_CASE(
        "requests by a private key are verified, and answers are signed with the gateway's key or the secret")
    {
        sandbox::gateway<grosbeak::account> gateway{merchant()};
        tollgate::client client{merchant(), gateway.transport()};
        auto const asked = client.send(grosbeak::ask{.id = "17"});
        REQUIRE(asked.has_value());
        CHECK(asked->said == "asked 17");
        auto const paid = client.send(grosbeak::pay{.amount = 5});
        REQUIRE(paid.has_value());
        CHECK(paid->said == "paid 5");

        // Each is read by its own clock.
        auto late =
            client.with({.now = [] { return std::chrono::system_clock::now() + std::chrono::hours{1}; }});
        CHECK(late.send(grosbeak::ask{.id = "17"}).error().code() == errc::timestamp_out_of_range);
    }

    TEST_CASE(
        "another merchant's private key is refused, with a signed answer; another key of the gateway's is unknown")
    {
        sandbox::gateway<grosbeak::account> gateway{merchant()};
        auto stranger = merchant();
        stranger.own = private_key{grosbeak::pem_of(tollgate::test::key_pair{EVP_RSA_gen(2048)})};
        tollgate::client client{stranger, gateway.transport()};
        auto const refused = client.send(grosbeak::pay{.amount = 5});
        REQUIRE(refused.has_error());
        CHECK(refused.error().is_refused());
        CHECK(refused.error().gateway()->code == "signature");
        CHECK(refused.error().gateway()->verified);

        auto old = merchant();
        old.platform_keys = keyring{{"S0", grosbeak::platform_key().public_half()}};
        tollgate::client behind{old, gateway.transport()};
        CHECK(behind.send(grosbeak::ask{.id = "17"}).error().code() == errc::unknown_key);
    }

    TEST_CASE(
        "callbacks are signed in a header that also holds the time, anew for each attempt, with the same id")
    {
        sandbox::gateway<grosbeak::account> gateway{
            sandbox::options{.callback_schedule = {std::chrono::milliseconds{1}}}, merchant()};
        tollgate::client client{merchant(), gateway.transport()};
        CHECK(client.send(grosbeak::pay{.amount = 5}).has_value());
        tollgate::test::mailbox<std::string> heard;
        tollgate::listener listener;
        listener.on<grosbeak::paid>("/", merchant(),
                                    [&heard](auto const &callback) { heard.put(*callback->id); });
        listener.start().value();
        gateway.send_callbacks_to<grosbeak::account>(listener.url("/"));
        gateway.next_callback(sandbox::fault_kind::corrupt_callback);
        std::string const id = gateway.entries<grosbeak::account>().back().id;
        auto const forged = gateway.pay(id);
        REQUIRE(forged.has_value());
        CHECK(forged->status == 400);
        CHECK(gateway.wait_for_callbacks(std::chrono::seconds{30}));
        CHECK(heard.all() == std::vector{id});
        auto const sent = gateway.deliveries();
        REQUIRE(sent.size() == 2);
        REQUIRE(sent[1].headers.size() == 2);
        CHECK(sent[1].status == 200);
        CHECK(sent[1].headers[0].name == "Pay-Id");
        CHECK(sent[1].headers[0].value == sent[0].headers[0].value);
        CHECK(sent[1].headers[1].value.starts_with("t="));
        CHECK(sent[1].body == sent[0].body);
        CHECK(tollgate::receive<grosbeak::paid>(merchant(), sent[1].body,
                                                tollgate::header_views(sent[1].headers))
                  .has_value());
    }
}

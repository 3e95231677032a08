// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Gateways, played by the sandbox, that take access tokens, and that send several items or sealed contents.

#include <tollgate/sandbox/gateway.hpp>

#include <tollgate/access_tokens.hpp>
#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/sealed.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

namespace pratincole {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
    tollgate::required<"vault_key", tollgate::secret> vault_key;
};
struct get_token;

inline constexpr auto item = [] {
    using namespace tollgate::signing::words;
    return in_field<"extra.sign">(hex(hmac_sha256(key, field<"id"> + ":" + field<"state">)));
}();
inline constexpr auto whole = [] {
    using namespace tollgate::signing::words;
    return in_header<"Sign">(hex(hmac_sha256(key, body)));
}();

} // namespace pratincole

template <>
struct tollgate::provider_traits<pratincole::account> {
    static constexpr std::string_view name = "Pratincole";
    static constexpr std::string_view host = "pratincole.test";
    using token = pratincole::get_token;
    static constexpr auto sent_headers = headers_of(bearer_token);
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = pratincole::item;
    static constexpr std::string_view key = "key";
    static constexpr refusal_rule refusal{.code = "error", .refused_at = {400, 401}};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

namespace pratincole {

struct given_token {
    tollgate::required<"access_token", std::string> text;
    tollgate::required<"expires_in", std::int64_t> lives;
};
struct get_token {
    using account = pratincole::account;
    using endpoint = tollgate::post_form<"/token", tollgate::effect::reads>;
    using response = given_token;
    using gives = tollgate::access_token<"access_token", "expires_in">;
    static constexpr auto sent_headers = tollgate::headers_of(tollgate::basic<"shop", "key">);
};
struct payment {
    tollgate::required<"id", std::string> id;
    tollgate::required<"state", std::string> state;
};
struct pay {
    tollgate::required<"amount", tollgate::minor_units> amount;
    using account = pratincole::account;
    using endpoint = tollgate::post_json<"/payments">;
    using response = payment;
};
/// One of several.
struct told {
    tollgate::required<"id", std::string> id;
    tollgate::required<"state", std::string> state;
    using account = pratincole::account;
    using items = tollgate::each<"items", "Item">;
};
/// Its contents are sealed.
struct sealed_one {
    tollgate::required<"type", std::string> type;
    tollgate::required<"resource", payment> resource;
    using account = pratincole::account;
    static constexpr auto callback_signature = pratincole::whole;
    static constexpr auto sealed = tollgate::aes_256_gcm<"resource", "vault_key">;
};

inline constexpr tollgate::sandbox::member_row members[] = {
    {"id", "{id}"},
    {"state", "new"},
    {"state", "paid", tollgate::value_kind::text, tollgate::sandbox::entry_state::paid},
};
inline constexpr tollgate::sandbox::event_row events[] = {{tollgate::sandbox::entry_state::paid, "paid"}};
inline constexpr tollgate::sandbox::member_row event_members[] = {{"type", "{event}"}};

struct tables {
    using account = pratincole::account;
    using reports = told;

    static constexpr std::string_view page_host = "pay.pratincole.test";
    static constexpr bool are_minor = true;
    static constexpr tollgate::sandbox::resource resources[] = {{.name = "payment",
                                                                 .id_prefix = "d",
                                                                 .currency = "",
                                                                 .members = members,
                                                                 .events = pratincole::events}};
    static constexpr tollgate::sandbox::event_rule events{};
    static constexpr std::tuple messages{
        tollgate::sandbox::row_for<get_token>({}),
        tollgate::sandbox::row_for<pay>({.does = tollgate::sandbox::act::opens, .of = "payment"})};
    static constexpr std::chrono::seconds token_lives{1000};
    static constexpr tollgate::sandbox::refusal bad_signature{.code = "credentials", .status = 401};
    static constexpr tollgate::sandbox::refusal bad_request{.code = "request", .status = 400};

    [[nodiscard]] static tollgate::sandbox::refusal unknown_account(std::string_view) { return bad_request; }
    [[nodiscard]] static tollgate::sandbox::refusal bad_field(std::string_view) { return bad_request; }
};
} // namespace pratincole

template <>
struct tollgate::sandbox::behaviour<pratincole::account> : described_behaviour<pratincole::tables> {};

namespace {

namespace sandbox = tollgate::sandbox;
using tollgate::cryptopp_hash, tollgate::secret;

pratincole::account shop_at_pratincole(std::string_view key = "k1")
{
    return {.shop = "s1", .key = secret{key}, .vault_key = secret{"0123456789abcdef0123456789ABCDEF"}};
}

} // namespace

TEST_SUITE("the sandbox: tokens, items and sealed contents")
{
    TEST_CASE("an access token is given for the right credentials, and taken as long as it lives")
    {
        sandbox::gateway<pratincole::account> gateway{shop_at_pratincole()};
        tollgate::client client{shop_at_pratincole(), gateway.transport()};
        CHECK(client.send(pratincole::pay{.amount = 5}).has_value());
        CHECK(gateway.entries<pratincole::account>().size() == 1);

        sandbox::message_report const paid = gateway.history().requests.back().message;
        REQUIRE(paid.credentials.size() == 1);
        CHECK(paid.credentials.front().is_right);
        CHECK(paid.credentials.front().carried == "Bearer [masked]");
        for (tollgate::owned_header const &h : paid.headers)
            if (h.name == "Authorization") CHECK(h.value == "[secret]");

        tollgate::client stranger{shop_at_pratincole("k2"), gateway.transport()};
        CHECK(stranger.send(pratincole::pay{.amount = 5}).has_error());
        CHECK(gateway.entries<pratincole::account>().size() == 1);

        sandbox::simulated_account_of<pratincole::account, cryptopp_hash> at{shop_at_pratincole()};
        tollgate::header const guessed{"Authorization", "Bearer guessed"};
        for (auto const headers :
             {std::span<tollgate::header const>{}, std::span<tollgate::header const>{&guessed, 1}}) {
            auto const refused =
                at.answer("POST", "pratincole.test",
                          {.target = "/payments", .body = R"({"amount":5})", .headers = headers});
            REQUIRE(refused.has_value());
            CHECK(refused->status == 401);
            CHECK(refused->body == R"({"error":"credentials"})");
            CHECK(refused->finding.verdict == sandbox::request_verdict::access_token);
        }
        CHECK(at.entries().empty());

        sandbox::issued_tokens tokens;
        sandbox::issued_tokens::clock::time_point const now{std::chrono::hours{1}};
        std::string const shown = "Bearer " + tokens.give(now + std::chrono::seconds{1}, now);
        tollgate::header const header{"authorization", shown};
        CHECK(tokens.are_shown_by({&header, 1}, now));
        CHECK(!tokens.are_shown_by({&header, 1}, now + std::chrono::seconds{1}));
        tollgate::header const cut{"authorization", std::string_view{shown}.substr(0, 20)};
        CHECK(!tokens.are_shown_by({&cut, 1}, now));
        tollgate::header const twice[] = {header, header};
        CHECK(!tokens.are_shown_by(twice, now));
    }

    TEST_CASE("what is told as items has each of them signed")
    {
        sandbox::gateway<pratincole::account> gateway{shop_at_pratincole()};
        tollgate::client client{shop_at_pratincole(), gateway.transport()};
        std::string const id = *client.send(pratincole::pay{.amount = 5})->id;
        gateway.send_callbacks_to<pratincole::account>("http://127.0.0.1:1/");
        CHECK(gateway.pay(id).error().code() == tollgate::errc::connect_failed); // it is kept all the same
        auto const told =
            tollgate::receive_each<pratincole::told>(shop_at_pratincole(), gateway.deliveries().back().body);
        REQUIRE(told.has_value());
        REQUIRE(told->size() == 1);
        REQUIRE(told->front().has_value());
        CHECK(*(*told->front())->id == id);
        CHECK(*(*told->front())->state == "paid");
    }

    TEST_CASE("contents are sealed with the account's key")
    {
        sandbox::document sealed;
        sealed.set("type", "paid");
        sealed.set("resource.id", "d1");
        sealed.set("resource.state", "paid");
        CHECK(!sandbox::seal_object(pratincole::sealed_one::sealed, secret{"short"}, sealed));
        REQUIRE(sandbox::seal_object(pratincole::sealed_one::sealed,
                                     secret{"0123456789abcdef0123456789ABCDEF"}, sealed));
        std::string const body = sandbox::write_signed_fields<cryptopp_hash, pratincole::sealed_one>(
            shop_at_pratincole(), sealed.parameters());
        CHECK(body.find("d1") == std::string::npos);
        auto const headers =
            sandbox::sign_callback<cryptopp_hash, pratincole::sealed_one>(shop_at_pratincole(), body, "1");
        auto const told = tollgate::receive<pratincole::sealed_one>(shop_at_pratincole(), body,
                                                                    tollgate::header_views(headers));
        REQUIRE(told.has_value());
        CHECK((*told)->resource->id == "d1");
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A REST gateway, played by the sandbox: values in paths, other methods than GET and POST, credentials in headers.

#include <tollgate/sandbox.hpp>

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gadwall {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

namespace schemes {

using namespace tollgate::signing::words;

inline constexpr auto callback = in_field<"sign">(
    hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | by_name) + secret<"key">)));
inline constexpr auto request = in_header<"Sign">(
    hex(hmac_sha256(secret<"key">, method + path + "|" + field<"id"> + "|" + header<"Once"> + "|" +
                                       header<"Authorization"> + body)));

} // namespace schemes

} // namespace gadwall

template <>
struct tollgate::provider_traits<gadwall::account> {
    static constexpr std::string_view name = "Gadwall";
    static constexpr std::string_view host = "gadwall.test/api/v2";
    static constexpr auto sent_headers = headers_of(basic<"shop", "key">);
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = gadwall::schemes::callback;
    static constexpr refusal_rule refusal{.code = "error", .refused_at = {400, 401}};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

namespace gadwall {

struct told {
    tollgate::required<"said", std::string> said;
};

struct show {
    tollgate::required<"id", std::string, tollgate::in_path> id;
    tollgate::optional<"q", std::string> q{};
    using account = gadwall::account;
    using endpoint = tollgate::get<"/payments/{id}", tollgate::effect::reads>;
    using response = told;
};
struct capture {
    tollgate::required<"id", std::string, tollgate::in_path> id;
    tollgate::required<"Once", std::string, tollgate::as_header> once;
    tollgate::optional<"expand", bool, tollgate::in_query> expand{};
    tollgate::optional<"amount", std::int64_t> amount{};
    tollgate::constant<"Prefer", "minimal", tollgate::as_header> prefer{};
    using account = gadwall::account;
    using endpoint = tollgate::post_json<"/payments/{id}/capture">;
    using response = told;
    static constexpr std::string_view key = "key";
    static constexpr auto request_signature = schemes::request;
};
struct change {
    tollgate::required<"id", std::string, tollgate::in_path> id;
    tollgate::required<"name", std::string> name;
    using account = gadwall::account;
    using endpoint = tollgate::patch_json<"/payments/{id}">;
    using response = told;
};
struct replace {
    tollgate::required<"id", std::int64_t, tollgate::in_path> id;
    tollgate::required<"name", std::string> name;
    using account = gadwall::account;
    using endpoint = tollgate::put_json<"/payments/{id}">;
    using response = told;
};
struct cancel {
    tollgate::required<"id", std::string, tollgate::in_path> id;
    using account = gadwall::account;
    using endpoint = tollgate::post_empty<"/payments/{id}/cancel">;
    using response = told;
};
struct drop {
    tollgate::required<"id", std::string, tollgate::in_path> id;
    using account = gadwall::account;
    using endpoint = tollgate::delete_<"/payments/{id}">;
    using response = told;
};

struct step {
    tollgate::required<"path", std::string> path;
};
struct reorder {
    tollgate::required<"id", std::string, tollgate::in_path> id;
    tollgate::array_body<"steps", step> steps;
    using account = gadwall::account;
    using endpoint = tollgate::put_json<"/payments/{id}/steps">;
    using response = tollgate::list_of<told>;
};

struct paid {
    tollgate::required<"id", std::string> id;
    using account = gadwall::account;
    static constexpr std::string_view key = "key";
};

} // namespace gadwall

template <>
struct tollgate::sandbox::behaviour<gadwall::account> {
    using operations = operation_list<gadwall::show, gadwall::capture, gadwall::change, gadwall::replace,
                                      gadwall::cancel, gadwall::drop, gadwall::reorder>;
    using reports = gadwall::paid;
    static constexpr std::string_view page_host = "pay.gadwall.test";
    static constexpr bool refundable = false;
    static constexpr refusal bad_signature{.code = "signature", .status = 400};
    static constexpr refusal bad_request{.code = "request", .status = 400};
    static constexpr refusal bad_credentials{.code = "credentials", .status = 401};

    [[nodiscard]] static refusal unknown_account(std::string_view) { return bad_request; }
    [[nodiscard]] static refusal bad_field(std::string_view) { return bad_request; }

    [[nodiscard]] static reply<gadwall::show> answer(ledger &, gadwall::account const &,
                                                     gadwall::show const &of)
    {
        return gadwall::told{.said = "show " + *of.id + "," + of.q.value_or("")};
    }
    [[nodiscard]] static reply<gadwall::capture> answer(ledger &, gadwall::account const &,
                                                        gadwall::capture const &of)
    {
        return gadwall::told{.said = "capture " + *of.id + "," + *of.once + "," +
                                     (of.expand.value_or(false) ? "expand," : ",") +
                                     std::to_string(of.amount.value_or(0))};
    }
    [[nodiscard]] static reply<gadwall::change> answer(ledger &, gadwall::account const &,
                                                       gadwall::change const &of)
    {
        return gadwall::told{.said = "change " + *of.id + "," + *of.name};
    }
    [[nodiscard]] static reply<gadwall::replace> answer(ledger &, gadwall::account const &,
                                                        gadwall::replace const &of)
    {
        return gadwall::told{.said = "replace " + std::to_string(*of.id) + "," + *of.name};
    }
    [[nodiscard]] static reply<gadwall::cancel> answer(ledger &, gadwall::account const &,
                                                       gadwall::cancel const &of)
    {
        return gadwall::told{.said = "cancel " + *of.id};
    }
    [[nodiscard]] static reply<gadwall::drop> answer(ledger &, gadwall::account const &,
                                                     gadwall::drop const &of)
    {
        return gadwall::told{.said = "drop " + *of.id};
    }
    [[nodiscard]] static reply<gadwall::reorder> answer(ledger &, gadwall::account const &,
                                                        gadwall::reorder const &of)
    {
        std::vector<gadwall::told> said;
        for (gadwall::step const &one : *of.steps)
            said.push_back({.said = *of.id + ": " + *one.path});
        return tollgate::list_of<gadwall::told>{.items = std::move(said)};
    }
    [[nodiscard]] static std::optional<reports> report(gadwall::account const &, entry const &what)
    {
        return reports{.id = what.id};
    }
    [[nodiscard]] static std::string shown_amount(entry const &) { return "1"; }
};

namespace {

namespace sandbox = tollgate::sandbox;
using namespace std::chrono_literals;
using tollgate::errc;

gadwall::account merchant(std::string_view key = "key-1")
{
    return {.shop = "shop-1", .key = tollgate::secret{key}};
}

struct gateway_and_client {
    sandbox::gateway<gadwall::account> gateway{merchant()};

    [[nodiscard]] auto client(gadwall::account who = merchant())
    {
        return tollgate::client{std::move(who), gateway.transport()};
    }
};

TEST_SUITE("tollgate.sandbox")
{
    TEST_CASE("a REST gateway: values are read from the path, from the query and from headers")
    {
        gateway_and_client at;
        auto client = at.client();
        CHECK(client.send(gadwall::show{.id = "a b*c|%2F", .q = "x"}).value().said == "show a b*c|%2F,x");
        CHECK(client.send(gadwall::capture{.id = "p+1", .once = "k1", .expand = true, .amount = 5})
                  .value()
                  .said == "capture p+1,k1,expand,5");
        CHECK(client.send(gadwall::capture{.id = "p", .once = "k1"}).value().said == "capture p,k1,,0");
    }

    TEST_CASE("a REST gateway: messages at one path are told apart by their method")
    {
        gateway_and_client at;
        auto client = at.client();
        CHECK(client.send(gadwall::change{.id = "7", .name = "x"}).value().said == "change 7,x");
        CHECK(client.send(gadwall::replace{.id = 7, .name = "x"}).value().said == "replace 7,x");
        CHECK(client.send(gadwall::cancel{.id = "7"}).value().said == "cancel 7");
        CHECK(client.send(gadwall::drop{.id = "7"}).value().said == "drop 7");
    }

    TEST_CASE("a REST gateway: bodies and answers that are lists")
    {
        gateway_and_client at;
        auto client = at.client();
        auto const said = client.send(
            gadwall::reorder{.id = "7", .steps = std::vector<gadwall::step>{{.path = "a"}, {.path = "b"}}});
        REQUIRE(said.has_value());
        REQUIRE(said->items->size() == 2);
        CHECK((*said->items)[1].said == "7: b");
        CHECK(
            client.send(gadwall::reorder{.id = "7", .steps = std::vector<gadwall::step>{}})->items->empty());
    }

    TEST_CASE("a REST gateway: it answers at its own address, too, where it is the only one")
    {
        gateway_and_client at;
        std::string const port = std::to_string(at.gateway.options().connect_to->port());
        tollgate::https_transport http{{.ca_pem = at.gateway.options().ca_pem}};
        std::vector<tollgate::header> const headers{{"Authorization", "Basic c2hvcC0xOmtleS0x"}};
        auto const ask = [&](std::string const &host) {
            return http.send({.method = "GET",
                              .host = host,
                              .target = "/api/v2/payments/7?q=x",
                              .headers = headers,
                              .body = {}},
                             30s);
        };
        for (std::string const host : {"localhost:", "127.0.0.1:"}) {
            auto const said = ask(host + port);
            REQUIRE(said.has_value());
            CHECK(said->body == R"({"said":"show 7,x"})");
        }
        sandbox::gateway two{
            merchant(),
            tollgate::cactus::account{.merchant_id = "m", .site_id = 1, .salt = tollgate::secret{"s"}}};
        tollgate::https_transport other{two.options()};
        CHECK(other
                  .send({.method = "GET",
                         .host = "localhost",
                         .target = "/api/v2/payments/7",
                         .headers = headers,
                         .body = {}},
                        30s)
                  ->status == 404);
    }

    TEST_CASE("a REST gateway: a request without the account's credentials is refused, a signed one too")
    {
        gateway_and_client at;
        auto stranger = at.client(merchant("another"));
        for (auto const &refused : {stranger.send(gadwall::cancel{.id = "7"}),
                                    stranger.send(gadwall::capture{.id = "p", .once = "k"})}) {
            REQUIRE(refused.has_error());
            CHECK(refused.error().code() == errc::refused_by_gateway);
            CHECK(refused.error().gateway()->code == "credentials");
        }
    }
}

} // namespace

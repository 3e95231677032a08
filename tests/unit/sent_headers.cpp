// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Headers that a gateway wants with every request: credentials, a version.

#include <tollgate/check_account.hpp>
#include <tollgate/client.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/request.hpp>
#include <tollgate/scripted_transport.hpp>

#include <support/allocation_counter.hpp>
#include <support/hmac.hpp>
#include <support/unsigned_gateway.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wigeon {

struct account {
    tollgate::required<"shop_id", std::string> shop;
    tollgate::required<"secret_key", tollgate::secret> secret_key;
    tollgate::optional<"partner_key", tollgate::secret> partner_key{};
    tollgate::optional<"partner", std::string> partner{};
};

} // namespace wigeon

template <>
struct tollgate::provider_traits<wigeon::account> : tollgate::test::unsigned_gateway {
    static constexpr auto sent_headers =
        headers_of(bearer<"secret_key">, sends<"X-Version">("2024-06-20"),
                   sends<"X-Shop">("shop " + signing::words::account_field<"shop_id">));
};

namespace wigeon {

struct done {};

struct ask {
    using account = wigeon::account;
    using endpoint = tollgate::get<"/ask", tollgate::effect::reads>;
    using response = done;
};
struct pay {
    tollgate::required<"Once", std::string, tollgate::as_header> once;
    tollgate::required<"amount", std::int64_t> amount;
    using account = wigeon::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = done;
};
/// Its own take the place of all.
struct get_token {
    using account = wigeon::account;
    using endpoint = tollgate::post_empty<"/token">;
    using response = done;
    static constexpr auto sent_headers = tollgate::headers_of(tollgate::basic<"shop_id", "secret_key">);
};
struct plain {
    using account = wigeon::account;
    using endpoint = tollgate::get<"/plain">;
    using response = done;
    static constexpr auto sent_headers = tollgate::headers_of();
};
struct of_partner {
    using account = wigeon::account;
    using endpoint = tollgate::get<"/partner">;
    using response = done;
    static constexpr auto sent_headers = tollgate::headers_of(tollgate::api_key<"X-API-Key", "partner_key">);
};
struct by_partner {
    using account = wigeon::account;
    using endpoint = tollgate::get<"/partner">;
    using response = done;
    static constexpr auto sent_headers = tollgate::headers_of(tollgate::basic<"partner", "secret_key">);
};
namespace schemes {
using namespace tollgate::signing::words;
inline constexpr auto over_headers = in_header<"Sign">(
    hex(hmac_sha256(key, header<"Authorization"> + "|" + header<"X-Version"> + "|" + body)));
} // namespace schemes

/// Signs what it sends.
struct signs {
    tollgate::required<"a", std::string> a;
    using account = wigeon::account;
    using endpoint = tollgate::post_form<"/signs">;
    using response = done;
    static constexpr std::string_view key = "secret_key";
    static constexpr auto request_signature = schemes::over_headers;
};

} // namespace wigeon

namespace {

using tollgate::errc;
using pairs = std::vector<std::pair<std::string, std::string>>;

pairs headers_of(auto const &request)
{
    pairs all;
    for (tollgate::header const &h : request.headers())
        all.emplace_back(h.name, h.value);
    return all;
}

std::string in_base64(std::string_view text)
{
    return tollgate::test::to_base64(text);
}

TEST_SUITE("tollgate.sent_headers")
{
    wigeon::account const shop{.shop = "s7", .secret_key = tollgate::secret{"sk_1"}};

    TEST_CASE("stand with every request, behind the content type and before the message's own")
    {
        CHECK(headers_of(tollgate::make_request(shop, wigeon::ask{}).value()) ==
              pairs{{"Authorization", "Bearer sk_1"}, {"X-Version", "2024-06-20"}, {"X-Shop", "shop s7"}});
        CHECK(headers_of(tollgate::make_request(shop, wigeon::pay{.once = "k", .amount = 1}).value()) ==
              pairs{{"Content-Type", "application/json"},
                    {"Authorization", "Bearer sk_1"},
                    {"X-Version", "2024-06-20"},
                    {"X-Shop", "shop s7"},
                    {"Once", "k"}});
    }

    TEST_CASE("a message's own take the place of all of them")
    {
        CHECK(headers_of(tollgate::make_request(shop, wigeon::get_token{}).value()) ==
              pairs{{"Authorization", "Basic " + in_base64("s7:sk_1")}});
        CHECK(headers_of(tollgate::make_request(shop, wigeon::plain{}).value()).empty());
    }

    TEST_CASE("a credential of any length is whole, and stays so where the request is moved or kept")
    {
        std::string const key(9000, 'k');
        wigeon::account const long_key{.shop = "s7", .secret_key = tollgate::secret{key}};
        auto made = tollgate::make_request(long_key, wigeon::get_token{}).value();
        auto const moved = std::move(made);
        CHECK(headers_of(moved) == pairs{{"Authorization", "Basic " + in_base64("s7:" + key)}});
        tollgate::scripted_transport transport{
            {tollgate::error{errc::connect_failed, tollgate::not_sent{}, "no"},
             tollgate::wire_response{200, "{}"}}};
        tollgate::client client{long_key, transport};
        auto kept = client.sign(wigeon::ask{}).value();
        auto const failed = client.send_and_keep(kept);
        REQUIRE(failed.has_error());
        CHECK(client.retry(kept, failed.error()).has_value());
        REQUIRE(transport.requests().size() == 2);
        for (auto const &sent : transport.requests())
            CHECK(sent.headers.front() ==
                  std::pair<std::string, std::string>{"Authorization", "Bearer " + key});
    }

    TEST_CASE("their bytes are overwritten when the request goes, is moved or kept")
    {
        for (std::size_t const size : {40U, 3000U, 9000U}) {
            std::string const key(size, 'k');
            std::string const in_header = "Bearer " + key;
            wigeon::account const who{.shop = "s7", .secret_key = tollgate::secret{key}};
            CHECK(tollgate::test::count_freed_with(in_header, [&] {
                      auto made = tollgate::make_request(who, wigeon::pay{.once = "k", .amount = 1}).value();
                      auto moved = std::move(made);
                      made = tollgate::make_request(who, wigeon::pay{.once = "k", .amount = 1}).value();
                      CHECK(moved.headers().size() == 5);
                      CHECK(tollgate::check(who).has_value());
                  }) == 0);
        }
    }

    TEST_CASE("of several versions of a secret, as in a rotation, the newest is sent")
    {
        wigeon::account const rotated{
            .shop = "s7", .secret_key = tollgate::secret{"new"}.replacing(tollgate::secret{"old"})};
        CHECK(headers_of(tollgate::make_request(rotated, wigeon::ask{}).value()).front().second ==
              "Bearer new");
    }

    TEST_CASE("what an account leaves out is said by name, and nothing is sent")
    {
        auto const without = tollgate::make_request(shop, wigeon::of_partner{});
        REQUIRE(without.has_error());
        CHECK(without.error().code() == errc::invalid_secret);
        CHECK(without.error().is_not_sent());
        CHECK(without.error().message().find("`partner_key`") != std::string::npos);
        auto const nobody = tollgate::make_request(shop, wigeon::by_partner{});
        REQUIRE(nobody.has_error());
        CHECK(nobody.error().code() == errc::missing_account_field);
        CHECK(nobody.error().message().find("`partner`") != std::string::npos);
        CHECK(tollgate::check(shop).has_value());
        CHECK(tollgate::check<tollgate::cryptopp_hash, wigeon::of_partner>(shop).error().code() ==
              errc::invalid_secret);
    }

    TEST_CASE("a user with a colon is refused: the rest would be taken for the password")
    {
        wigeon::account const odd{.shop = "s7:x", .secret_key = tollgate::secret{"sk_1"}};
        auto const made = tollgate::make_request(odd, wigeon::get_token{});
        REQUIRE(made.has_error());
        CHECK(made.error().code() == errc::invalid_account_field);
        CHECK(made.error().message().find("`shop_id`") != std::string::npos);
        CHECK(made.error().message().find("s7:x") == std::string::npos);
        CHECK(tollgate::make_request(odd, wigeon::ask{}).has_value());
        wigeon::account const colon_in_key{.shop = "s7", .secret_key = tollgate::secret{"a:b"}};
        CHECK(tollgate::make_request(colon_in_key, wigeon::get_token{}).has_value());
    }

    TEST_CASE("a secret that would end its header is refused, and not shown")
    {
        using namespace std::string_literals;
        for (std::string const &key : {"sk\r\nX: y"s, "sk\n"s, "s\0k"s, "sk "s, "sk\x7f"s}) {
            CAPTURE(key);
            wigeon::account const odd{.shop = "s7", .secret_key = tollgate::secret{key}};
            auto const made = tollgate::make_request(odd, wigeon::ask{});
            REQUIRE(made.has_error());
            CHECK(made.error().code() == errc::invalid_header_value);
            CHECK(made.error().is_not_sent());
            CHECK(made.error().message().find("`Authorization`") != std::string::npos);
            CHECK(made.error().message().find("sk") == std::string::npos);
            CHECK(tollgate::check(odd).has_error());
        }
    }

    TEST_CASE("a scheme can sign them; for printing, only fixed texts are shown")
    {
        auto const made = tollgate::make_request(shop, wigeon::signs{.a = "1"}).value();
        CHECK(made.signature().text() ==
              tollgate::test::to_hex(tollgate::test::hmac_sha256("sk_1", "Bearer sk_1|2024-06-20|a=1")));
        CHECK(made.canonical() == "[secret]|2024-06-20|a=1");
        CHECK(headers_of(made).back().first == "Sign");
        CHECK(tollgate::explain<wigeon::signs>(shop, wigeon::signs{.a = "1"}, made.signature().text())
                  .value()
                  .matches);
        auto const all = made.headers();
        std::vector<tollgate::header> const sent{all.begin(), all.end()};
        CHECK(tollgate::explain_sent<wigeon::signs>(shop, made.body(), sent).value().matches);
    }
}

} // namespace

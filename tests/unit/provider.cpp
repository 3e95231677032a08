// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A made-up gateway, written as docs/write-a-provider.md says; a real one is in examples/2_providers.

#include <tollgate/provider.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>

namespace tern {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"password", tollgate::secret> password;
};

namespace schemes {
using namespace tollgate::signing::words;
inline constexpr auto piped =
    in_field<"sign">(hex(sha256(join("|", name + "=" + value, fields | but<"sign"> | by_name) + key)));
} // namespace schemes
} // namespace tern

template <>
struct tollgate::provider_traits<tern::account> {
    static constexpr std::string_view name = "Tern";
    static constexpr std::string_view host = "api.tern.example";
    static constexpr auto request_signature = tern::schemes::piped;
    static constexpr auto response_signature = tollgate::signing::words::not_signed;
    static constexpr auto callback_signature = tern::schemes::piped;
    static constexpr refusal_rule refusal{.code = "error", .message = "text"};
    static constexpr acknowledgement acknowledged{.body = "OK"};
    static constexpr std::chrono::seconds timeout{30};
};

namespace tern {

struct link {
    tollgate::required<"link", std::string> link;
};

struct pay {
    tollgate::required<"order", std::string> order;
    tollgate::required<"sum", tollgate::minor_units> sum;
    tollgate::optional<"note", std::string> note{};

    using account = tern::account;
    using endpoint = tollgate::get<"/pay">;
    using response = tern::link;
};

struct paid {
    tollgate::required<"order", std::string> order;
    tollgate::required<"sum", tollgate::minor_units> sum;

    using account = tern::account;
};

/// A callback that says itself which of its fields are signed.
struct listed {
    tollgate::required<"order", std::string> order;
    tollgate::required<"sum", tollgate::minor_units> sum;

    using account = tern::account;
    static constexpr auto callback_signature = [] {
        using namespace tollgate::signing::words;
        return in_field<"sign">(base64(hmac_sha256(key, join(",", name + "=" + value, named_in<"signed">))));
    }();
};

} // namespace tern

TEST_SUITE("tollgate.provider")
{
    tern::account const account{.shop = "s7", .password = tollgate::secret{"pw"}};

    TEST_CASE("a provider of one's own: signs as its sentence says")
    {
        tern::pay const message{.order = "A-1", .sum = 1250, .note = "tea"};
        auto const request = tollgate::make_request(account, message).value();
        CHECK(request.canonical() == "note=tea|order=A-1|shop=s7|sum=1250[secret]");
        CHECK(request.target() == "/pay?shop=s7&order=A-1&sum=1250&note=tea&sign="
                                  "5366e9882d51ae0dd75cb5eaab647147597379757eaa5a6459f6bfe492d36793");
    }

    TEST_CASE("a provider of one's own: reads answers, refusals and callbacks")
    {
        using tollgate::errc;
        CHECK(tollgate::read_response<tern::pay>(account, 200, R"({"link":"https://x"})")->link ==
              "https://x");
        auto const refused =
            tollgate::read_response<tern::pay>(account, 200, R"({"error":7,"text":"closed"})");
        REQUIRE(refused.has_error());
        CHECK(refused.error().code() == errc::refused_by_gateway);
        CHECK(refused.error().gateway()->code == "7");
        CHECK(refused.error().gateway()->message == "closed");

        auto const received = tollgate::receive<tern::paid>(
            account,
            R"({"order":"A-1","sum":1250,"sign":"c86c81a57fe25ef2545a46816a20d01b9e4c5510797a90945963eac8ede2d6a2"})");
        REQUIRE(received.has_value());
        CHECK((*received)->sum->count() == 1250);
    }

    TEST_CASE("a list of signed fields from the message: must hold every required field")
    {
        tern::account const listing{.shop = "s7", .password = tollgate::secret{"k"}};
        constexpr auto whole =
            R"({"order":"A","sum":5,"signed":"sum,order","sign":"KpyUwJ8kungBvoQQXCVlllTtQe2gipQrXiHMfFIPnCk="})";
        CHECK(tollgate::receive<tern::listed>(listing, whole).has_value());
        constexpr auto without_sum =
            R"({"order":"A","sum":5,"signed":"order","sign":"SJH/p2Xl13U/O3blm73hxkp8C7l8cYNpMFWtrjRmJD4="})";
        auto const refused = tollgate::receive<tern::listed>(listing, without_sum);
        REQUIRE(refused.has_error());
        CHECK(refused.error().code() == tollgate::errc::field_not_signed);
        CHECK(refused.error().message().find("`sum`") != std::string::npos);
    }

    TEST_CASE("an endpoint: its operation is the last segment of its path")
    {
        CHECK(tollgate::get<"/init_form">::operation == "init_form");
        CHECK(tollgate::post_json<"/api/jsapi/obtain_token/">::operation == "obtain_token");
        CHECK(tollgate::get<"/">::operation.empty());
        CHECK(tollgate::get<"/status", tollgate::effect::reads>::effect == tollgate::effect::reads);
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What the sandbox shows of a callback whose account chooses how it is enclosed.

#include <tollgate/sandbox/message_report.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/testing.hpp>

#include <doctest/doctest.h>
#include <support/hmac.hpp>

#include <chrono>
#include <string>
#include <string_view>

// A gateway that does not exist.
namespace jaeger {

using namespace tollgate::signing::words;
using tollgate::required, tollgate::secret;

struct account {
    required<"version", tollgate::open_enum<"V1", "V2">> signed_by;
    required<"key", secret> key;
};

inline constexpr auto chosen = in_field<"Sign">(by_account<"version", "V1", "V2">(
    base64(hmac_sha256(key, field<"Params">)), base64(hmac_sha512(key, field<"Params">))));

} // namespace jaeger

template <>
struct tollgate::provider_traits<jaeger::account> {
    static constexpr std::string_view name = "Jaeger";
    static constexpr std::string_view host = "jaeger.example";
    static constexpr auto enclosed = enclosed_by_account<"version">(
        base64_json<"Params", "Version", "V1">, base64url_json<"Params", "Version", "V2">);
    static constexpr auto request_signature = jaeger::chosen;
    static constexpr auto response_signature = jaeger::chosen;
    static constexpr auto callback_signature = jaeger::chosen;
    static constexpr refusal_rule refusal{.code = "error", .unsigned_too = true};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

namespace jaeger {

struct paid {
    required<"order", std::string> order;
    required<"card", std::string, tollgate::card_data> card;

    using account = jaeger::account;
    using identity = tollgate::picks<"order">;
};

} // namespace jaeger

TEST_SUITE("the sandbox: reports of callbacks")
{
    TEST_CASE("what is shown of a callback is masked, and enclosed as the account says")
    {
        namespace test = tollgate::test;
        std::string const masked = test::to_base64(R"({"order":"1","card":"[masked]"})");
        REQUIRE(masked.ends_with("="));
        for (char const *const name : {"V1", "V2"}) {
            CAPTURE(name);
            jaeger::account const by{.signed_by = decltype(jaeger::account::signed_by)::value_type::of(name),
                                     .key = tollgate::secret{"k"}};
            auto const sent = tollgate::signed_callback(by, jaeger::paid{.order = "1", .card = "4111"});
            REQUIRE(sent.has_value());
            auto const shown = tollgate::sandbox::report_callback<jaeger::paid, tollgate::cryptopp_hash>(
                by, sent->body, sent->views());
            CHECK(shown.enclosed == R"({"order":"1","card":"[masked]"})");
            std::string const inside =
                name == std::string_view{"V1"} ? masked : masked.substr(0, masked.find('='));
            CHECK(shown.body.find("\"Params\":\"" + inside + "\"") != std::string::npos);
            CHECK(shown.signature.is_right);
        }
    }
}

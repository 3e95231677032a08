// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/signing/account_choice.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/check_account.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/signing/example.hpp>
#include <tollgate/testing.hpp>

#include <doctest/doctest.h>
#include <support/hmac.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

// A gateway that does not exist: an account's signatures have one of two versions, which its messages name.
namespace skua {

using namespace tollgate::signing::words;
using tollgate::required, tollgate::secret;

using version = tollgate::open_enum<"V1", "V2">;
struct account {
    required<"merchant", std::string> merchant;
    required<"version", version> signed_by;
    required<"key", secret> key;
};

inline constexpr auto v1 = base64(hmac_sha256(key + field<"order">, field<"Params">));
inline constexpr auto v2 = strip<"=">(base64url(hmac_sha512(unhex(key), field<"Params">)));
inline constexpr auto chosen = in_field<"Sign">(by_account<"version", "V1", "V2">(v1, v2));

} // namespace skua

template <>
struct tollgate::provider_traits<skua::account> {
    static constexpr std::string_view name = "Skua";
    static constexpr std::string_view host = "skua.example";
    static constexpr auto enclosed = enclosed_by_account<"version">(
        base64_json<"Params", "Version", "V1">, base64url_json<"Params", "Version", "V2">);
    static constexpr auto request_signature = skua::chosen;
    static constexpr auto response_signature = skua::chosen;
    static constexpr auto callback_signature = skua::chosen;
    static constexpr refusal_rule refusal{.code = "error", .unsigned_too = true};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<"merchant">;
};

namespace skua {

struct paid {
    required<"order", std::string> order;
    required<"amount", std::string> amount;

    using account = skua::account;
    using identity = tollgate::picks<"order">;
};
struct done {
    required<"order", std::string> order;
};
struct pay {
    required<"order", std::string> order;
    required<"card", std::string, tollgate::card_data> card;

    using account = skua::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = done;
};

} // namespace skua

// Another one, which signs all that a message says, or a part of it, and in a header.
namespace ouzel {

using namespace tollgate::signing::words;
using tollgate::required, tollgate::optional, tollgate::secret;

struct account {
    required<"digest", tollgate::open_enum<"md5", "sha256">> digest;
    required<"key", secret> key;
};
inline constexpr auto in_pieces = in_header<"X-Sign">(
    hex(by_account<"digest", "md5", "sha256">(hmac_md5(key, body), hmac_sha256(key, body))));
inline constexpr auto by_fields =
    in_field<"sign">(hex(hmac_sha256(key, by_account<"digest", "md5", "sha256">(
                                              "1" + field<"a"> + "&", "2" + field<"b"> + "&" + field<"a">))));

} // namespace ouzel

template <>
struct tollgate::provider_traits<ouzel::account> {
    static constexpr std::string_view name = "Ouzel";
    static constexpr std::string_view host = "ouzel.example";
    static constexpr auto request_signature = ouzel::in_pieces;
    static constexpr auto response_signature = ouzel::in_pieces;
    static constexpr auto callback_signature = ouzel::by_fields;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

namespace ouzel {

struct told {
    required<"a", std::string> a;
    optional<"b", std::string, tollgate::unsigned_field> b{};

    using account = ouzel::account;
    using identity = tollgate::picks<"a">;
};
/// `b` is covered by one of the pieces alone.
struct told_all {
    required<"a", std::string> a;
    optional<"b", std::string> b{};

    using account = ouzel::account;
    using identity = tollgate::picks<"a">;
};
struct receipt {};
struct pay {
    required<"order", std::string> order;

    using account = ouzel::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
};

} // namespace ouzel

static_assert(tollgate::detail::receivable<ouzel::told, tollgate::cryptopp_hash>);
static_assert(!tollgate::detail::receivable<ouzel::told_all, tollgate::cryptopp_hash>,
              "what one piece leaves out is not covered");

namespace {

namespace test = tollgate::test;
using tollgate::errc, tollgate::secret;

constexpr std::string_view key = "6b65795f6f665f676f64";
skua::account merchant(skua::version by)
{
    return {.merchant = "m", .signed_by = std::move(by), .key = secret{key}};
}
std::string body_of(std::string_view version, std::string_view parameters, std::string_view sign)
{
    return R"({"Version":")" + std::string{version} + R"(","Params":")" + std::string{parameters} +
           R"(","Sign":")" + std::string{sign} + "\"}";
}
std::string sign_v1(std::string_view order, std::string_view parameters)
{
    return test::to_base64(test::hmac_sha256(std::string{key} + std::string{order}, parameters));
}
errc refusal_of(skua::account const &by, std::string const &body)
{
    auto const told = tollgate::receive<skua::paid>(by, body);
    return told ? errc{} : told.error().code();
}

} // namespace

TEST_SUITE("by_account")
{
    TEST_CASE("a request is signed as the account says, and says so")
    {
        skua::pay const order{.order = "17", .card = "4111~?>"};
        std::string const inside = R"({"merchant":"m","order":"17","card":"4111~?>"})";
        auto const first = tollgate::make_request(merchant("V1"), order);
        REQUIRE(first.has_value());
        std::string const parameters = test::to_base64(inside);
        REQUIRE(parameters.find_first_of("+/=") != parameters.npos);
        CHECK(first->body() == body_of("V1", parameters, sign_v1("17", parameters)));
        CHECK(first->canonical() == test::to_base64(R"({"merchant":"m","order":"17","card":"[masked]"})"));

        auto const second = tollgate::make_request(merchant("V2"), order);
        REQUIRE(second.has_value());
        CHECK(second->body().starts_with(R"({"Version":"V2","Params":")"));
        CHECK(second->body().find_first_of("+/=") == std::string::npos);
        CHECK(second->signature().text().size() == 86);
        CHECK(second->canonical().find_first_of("+/=") == std::string::npos);
    }

    TEST_CASE("callbacks and answers are verified as the account says")
    {
        for (char const *const name : {"V1", "V2"}) {
            CAPTURE(name);
            auto const by = merchant(skua::version::of(name));
            auto const sent = tollgate::signed_callback(by, skua::paid{.order = "17", .amount = "5"});
            REQUIRE(sent.has_value());
            auto const told = tollgate::receive<skua::paid>(by, sent->body, sent->views());
            REQUIRE(told.has_value());
            CHECK((*told)->amount == "5");
            std::string const answer = tollgate::signed_answer<skua::pay>(by, {.order = "17"});
            CHECK(tollgate::read_response<skua::pay>(by, 200, answer).has_value());
            CHECK(tollgate::explain<skua::paid>(by, sent->body)->matches);
            CHECK(tollgate::check(by).has_value());
        }
    }

    TEST_CASE("a message that names another version is refused, however it is signed")
    {
        std::string const parameters = test::to_base64(R"({"order":"17","amount":"5"})");
        std::string const right = body_of("V1", parameters, sign_v1("17", parameters));
        CHECK(refusal_of(merchant("V1"), right) == errc{});
        CHECK(refusal_of(merchant("V2"), right) == errc::another_signature_version);
        // Nor is one that only calls itself as the account does.
        CHECK(refusal_of(merchant("V2"), body_of("V2", parameters, sign_v1("17", parameters))) ==
              errc::signature_mismatch);
        CHECK(refusal_of(merchant("V1"), body_of("V2", parameters, sign_v1("17", parameters))) ==
              errc::another_signature_version);
        CHECK(refusal_of(merchant("V1"), body_of("V3", parameters, sign_v1("17", parameters))) ==
              errc::another_signature_version);
        CHECK(refusal_of(merchant("V1"), body_of("", parameters, sign_v1("17", parameters))) ==
              errc::another_signature_version);
        CHECK(refusal_of(merchant("V1"), R"({"Params":")" + parameters + R"(","Sign":")" +
                                             sign_v1("17", parameters) + "\"}") == errc::signature_malformed);
        auto const answer = tollgate::read_response<skua::pay>(merchant("V2"), 200, right);
        REQUIRE(answer.has_error());
        CHECK(answer.error().code() == errc::another_signature_version);
        CHECK(answer.error().is_unknown());
        CHECK(answer.error().message().find("`Version`") != std::string::npos);
        auto const why = tollgate::explain<skua::paid>(merchant("V2"), right);
        REQUIRE(why.has_error());
        CHECK(why.error().code() == errc::another_signature_version);
    }

    TEST_CASE("what the account says and no piece is for is refused: nothing is sent, nothing is believed")
    {
        auto const by = merchant(skua::version::of("V0"));
        auto const sent = tollgate::make_request(by, skua::pay{.order = "17", .card = "1"});
        REQUIRE(sent.has_error());
        CHECK(sent.error().code() == errc::invalid_account_field);
        CHECK(sent.error().is_not_sent());
        auto const checked = tollgate::check(by);
        REQUIRE(checked.has_error());
        CHECK(checked.error().code() == errc::invalid_account_field);
        CHECK(checked.error().message().find("`version`") != std::string::npos);
        std::string const parameters = test::to_base64(R"({"order":"17","amount":"5"})");
        CHECK(refusal_of(by, body_of("V1", parameters, sign_v1("17", parameters))) ==
              errc::another_signature_version);
        ouzel::account const other{.digest = tollgate::open_enum<"md5", "sha256">::of("sha1"),
                                   .key = secret{"k"}};
        CHECK(tollgate::receive<ouzel::told>(other, R"({"a":"1","sign":"00"})").error().code() ==
              errc::invalid_account_field);
        auto const unsent = tollgate::make_request(other, ouzel::pay{.order = "1"});
        CHECK(unsent.error().code() == errc::invalid_account_field);
    }

    TEST_CASE("a key is looked at for the chosen piece alone")
    {
        auto by = merchant("V1");
        by.key = secret{"no digits"};
        CHECK(tollgate::check(by).has_value());
        by.signed_by = "V2";
        CHECK(tollgate::check(by).error().code() == errc::invalid_secret);
    }

    TEST_CASE("a piece may stand anywhere in a scheme")
    {
        auto const signature = [](char const *digest) {
            ouzel::account const by{.digest = tollgate::open_enum<"md5", "sha256">::of(digest),
                                    .key = secret{"k"}};
            auto const made = tollgate::make_request(by, ouzel::pay{.order = "1"});
            REQUIRE(made.has_value());
            CHECK(made->canonical() == made->body());
            return std::string{made->signature().text()};
        };
        CHECK(signature("md5").size() == 32);
        CHECK(signature("sha256") == test::to_hex(test::hmac_sha256("k", R"({"order":"1"})")));
        using namespace tollgate::signing;
        std::vector<tollgate::parameter> const account{{.name = "digest", .text = "sha256"}};
        context const over{.key = "k", .account = account, .body = "text"};
        CHECK(signed_text_of(ouzel::in_pieces, over).value() == "text");
        CHECK(signature_of(ouzel::in_pieces, over).value() == test::to_hex(test::hmac_sha256("k", "text")));
        CHECK(signature_of(ouzel::in_pieces, {.key = "k", .body = "text"}).error().code() ==
              errc::invalid_account_field);
    }

    TEST_CASE("explain finds the piece that signs, though the account chooses another")
    {
        ouzel::account const by{.digest = "sha256", .key = secret{"k"}};
        std::string const sign = test::to_hex(test::hmac_sha256("k", "1x&"));
        auto const why = tollgate::explain<ouzel::told>(by, R"({"a":"x","b":"y","sign":")" + sign + "\"}");
        REQUIRE(why.has_value());
        CHECK_FALSE(why->matches);
        REQUIRE_FALSE(why->findings.empty());
        CHECK(why->findings.front().mistakes.front().id == tollgate::mistake::account_says_otherwise);
        CHECK(why->findings.front().text() == "the account's `digest` says something else: `md5`");
    }

    TEST_CASE("what the chosen piece does not cover is not read")
    {
        ouzel::account by{.digest = "md5", .key = secret{"k"}};
        std::string const sign = test::to_hex(test::hmac_sha256("k", "1x&"));
        auto const told = tollgate::receive<ouzel::told>(by, R"({"a":"x","b":"y","sign":")" + sign + "\"}");
        REQUIRE(told.has_value());
        CHECK((*told)->a == "x");
        by.digest = "sha256";
        CHECK(tollgate::receive<ouzel::told>(by, R"({"a":"x","b":"y","sign":")" + sign + "\"}")
                  .error()
                  .code() == errc::signature_mismatch);
        std::string const of_both = test::to_hex(test::hmac_sha256("k", "2y&x"));
        CHECK(
            tollgate::receive<ouzel::told>(by, R"({"a":"x","b":"y","sign":")" + of_both + "\"}").has_value());
    }
}

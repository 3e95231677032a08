// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A text is declared, and a number or a truth value arrives: no success is lost for its kind.

#include <tollgate/callback.hpp>
#include <tollgate/response.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/hmac.hpp>
#include <support/unsigned_gateway.hpp>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sanderling {

struct account {
    tollgate::required<"key", tollgate::secret> key;
};

namespace schemes {

using namespace tollgate::signing::words;

inline constexpr auto by_body = in_header<"X-Sign">(hex(hmac_sha256(key, body)));
template <class Map>
inline constexpr auto written_by = in_field<"sign">(
    hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"sign"> | as(Map{}) | by_name))));
inline constexpr auto as_they_stand =
    in_field<"sign">(hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"sign"> | by_name))));

} // namespace schemes

} // namespace sanderling

template <>
struct tollgate::provider_traits<sanderling::account> : tollgate::test::unsigned_gateway {
    static constexpr auto callback_signature = sanderling::schemes::by_body;
    static constexpr refusal_rule refusal{.code = "code", .message = "why"};
};

namespace sanderling {

struct inner {
    tollgate::required<"name", std::string> name;
};
struct transfer {
    static constexpr std::string_view chosen_as = "true";
    tollgate::optional<"bank", std::string> bank{};
};
struct payment {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"note", std::string> note{};
    tollgate::optional<"inner", sanderling::inner> inner{};
    tollgate::optional<"list", std::vector<std::string>> list{};
    tollgate::optional_choice<"method", "details", transfer> method{};
    tollgate::optional_choice_of<sanderling::inner> other{};
};
struct noted {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"note", std::string> note{};
};
struct pay {
    tollgate::required<"id", std::string> id;
    using account = sanderling::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = payment;
};
struct signed_pay {
    using account = sanderling::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = noted;
    static constexpr auto response_signature = schemes::written_by<tollgate::signing::python_text_map>;
};
struct notice {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"list", std::vector<std::string>> list{};
    using account = sanderling::account;
};
template <auto const &Rule>
struct field_notice {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"note", std::string> note{};
    tollgate::optional<"paid", bool> paid{};
    using account = sanderling::account;
    static constexpr auto callback_signature = Rule;
};
template <auto const &Rule>
struct list_notice {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"list", std::vector<std::string>> list{};
    using account = sanderling::account;
    static constexpr auto callback_signature = Rule;
};

} // namespace sanderling

namespace {

namespace test = tollgate::test;
namespace schemes = sanderling::schemes;
using tollgate::errc;
using tollgate::header;

sanderling::account merchant()
{
    return {.key = tollgate::secret{"sanderling_key"}};
}
std::string signature_of(std::string_view text)
{
    return test::to_hex(test::hmac_sha256("sanderling_key", text));
}
auto answered(std::string const &body)
{
    return tollgate::read_response<sanderling::pay>(merchant(), 200, body);
}
template <auto const &Rule, template <auto const &> class Notice = sanderling::field_notice>
auto received(std::string body, std::string_view text)
{
    body.pop_back();
    return tollgate::receive<Notice<Rule>>(merchant(), body + ",\"sign\":\"" + signature_of(text) + "\"}");
}

constexpr char const *scalars[] = {"true", "false", "7", "-7", "1.50", "1e3", "0"};

} // namespace

TEST_SUITE("tollgate.text_of_scalars")
{
    TEST_CASE("answer: a text that arrives as a number or a truth value is read as it stands")
    {
        for (std::string const each : scalars) {
            CAPTURE(each);
            auto const got = answered(R"({"id":)" + each + R"(,"note":)" + each + R"(,"inner":{"name":)" +
                                      each + R"(},"list":[)" + each + R"(,"x"],"method":)" + each +
                                      R"(,"details":{"bank":)" + each + R"(},"name":)" + each + "}");
            REQUIRE(got.has_value());
            CHECK(got->id == each);
            CHECK(got->note == each);
            REQUIRE(got->inner.has_value());
            CHECK(got->inner->name == each);
            REQUIRE(got->list.has_value());
            CHECK(got->list->front() == each);
            CHECK(got->method.text() == each);
            REQUIRE(got->other.has_value());
            CHECK(std::get<sanderling::inner>(got->other.value()).name == each);
        }
    }

    TEST_CASE("answer: null is no text, and neither is an object or a list")
    {
        CHECK(answered(R"({"id":null})").error().code() == errc::missing_field);
        for (std::string const each : {"{}", "[]", R"({"a":true})", "[true]"}) {
            CHECK(answered(R"({"id":)" + each + "}").error().code() == errc::field_not_convertible);
            auto const noted = answered(R"({"id":"7","note":)" + each + "}");
            REQUIRE(noted.has_value());
            CHECK(noted->note.unreadable());
        }
        auto const noted = answered(R"({"id":"7","note":null})");
        REQUIRE(noted.has_value());
        CHECK_FALSE(noted->note.has_value());
        CHECK_FALSE(noted->note.unreadable());
    }

    TEST_CASE("callback: a text that arrives as a number or a truth value is read as it stands")
    {
        for (std::string const each : scalars) {
            CAPTURE(each);
            std::string const body = R"({"id":)" + each + R"(,"list":[)" + each + "]}";
            std::string const signature = signature_of(body);
            header const headers[] = {{"X-Sign", signature}};
            auto const got = tollgate::receive<sanderling::notice>(merchant(), body, headers);
            REQUIRE(got.has_value());
            CHECK((*got)->id == each);
            CHECK((*got)->list->front() == each);
            auto const by_field = received<schemes::as_they_stand>(R"({"id":)" + each + "}", "id=" + each);
            REQUIRE(by_field.has_value());
            CHECK((*by_field)->id == each);
            auto const as_json = received<schemes::written_by<tollgate::signing::json_value_map<true>>,
                                          sanderling::list_notice>(
                R"({"id":)" + each + R"(,"list":[)" + each + "]}", "id=" + each + "&list=[" + each + "]");
            REQUIRE(as_json.has_value());
            CHECK((*as_json)->id == each);
            CHECK((*as_json)->list->front() == each);
        }
    }

    TEST_CASE("answer: a truth value is no text where its scheme writes it as another")
    {
        auto const of = [](std::string body, std::string_view text) {
            body.pop_back();
            return tollgate::read_response<sanderling::signed_pay>(
                merchant(), 200, body + ",\"sign\":\"" + signature_of(text) + "\"}");
        };
        CHECK(of(R"({"id":true})", "id=True").error().code() == errc::field_not_convertible);
        CHECK(of(R"({"id":"True"})", "id=True").value().id == "True");
        CHECK(of(R"({"id":7,"note":true})", "id=7&note=True").error().code() == errc::field_not_convertible);
    }

    // The two messages have one signature; without the secret, one can be made of the other.
    TEST_CASE("callback: a truth value is no text where its scheme writes it as another")
    {
        auto const check = [] < auto const & Rule > (std::string_view truth, std::string const &text) {
            CAPTURE(truth);
            auto const as_text = received<Rule>(R"({"id":")" + text + "\"}", "id=" + text);
            REQUIRE(as_text.has_value());
            CHECK((*as_text)->id == text);
            auto const as_truth = received<Rule>(R"({"id":)" + std::string{truth} + "}", "id=" + text);
            REQUIRE(as_truth.has_error());
            CHECK(as_truth.error().code() == errc::field_not_convertible);
            auto const noted =
                received<Rule>(R"({"id":"7","note":)" + std::string{truth} + "}", "id=7&note=" + text);
            REQUIRE(noted.has_error()); // left out, the text would be taken away
            CHECK(noted.error().code() == errc::field_not_convertible);
            auto const paid =
                received<Rule>(R"({"id":"7","paid":)" + std::string{truth} + "}", "id=7&paid=" + text);
            REQUIRE(paid.has_value());
            CHECK((*paid)->paid == (truth == "true"));
        };
        using tollgate::signing::numeric_truth_map;
        using tollgate::signing::php_text_map;
        using tollgate::signing::python_text_map;
        check.operator()<schemes::written_by<python_text_map>>("true", "True");
        check.operator()<schemes::written_by<python_text_map>>("false", "False");
        check.operator()<schemes::written_by<php_text_map>>("true", "1");
        check.operator()<schemes::written_by<numeric_truth_map>>("true", "1");
        check.operator()<schemes::written_by<numeric_truth_map>>("false", "0");
    }
}

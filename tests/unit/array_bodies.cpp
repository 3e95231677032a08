// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Bodies and answers that are lists.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <support/hmac.hpp>
#include <support/unsigned_gateway.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace shoveler {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

} // namespace shoveler

template <>
struct tollgate::provider_traits<shoveler::account> : tollgate::test::unsigned_gateway {
    static constexpr refusal_rule refusal{.code = "error", .message = "text", .refused_at = {404}};
};

namespace shoveler {

namespace schemes {
using namespace tollgate::signing::words;
inline constexpr auto body_and_first =
    in_header<"Sign">(hex(hmac_sha256(key, body + "|" + field<"ops.0.path"> + "|" + field<"id">)));
} // namespace schemes

struct done {};
/// The message of docs/write-a-provider.md.
struct patch {
    tollgate::required<"op", std::string> op;
    tollgate::required<"path", std::string> path;
    tollgate::optional<"value", std::string> value{};
};
struct patch_order {
    tollgate::required<"id", std::string, tollgate::in_path> id;
    tollgate::array_body<"ops", patch> changes;
    using account = shoveler::account;
    using endpoint = tollgate::patch_json<"/v2/checkout/orders/{id}">;
    using response = done;
};
struct put_numbers {
    tollgate::array_body<"numbers", std::int64_t> numbers;
    using account = shoveler::account;
    using endpoint = tollgate::put_json<"/numbers">;
    using response = tollgate::list_of<std::int64_t>;
};
struct signs {
    tollgate::required<"id", std::string, tollgate::in_path> id;
    tollgate::array_body<"ops", patch> changes;
    using account = shoveler::account;
    using endpoint = tollgate::post_json<"/signed/{id}">;
    using response = done;
    static constexpr auto request_signature = schemes::body_and_first;
};
struct item {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"tags", std::vector<std::string>> tags{};
};
struct list_items {
    using account = shoveler::account;
    using endpoint = tollgate::get<"/items", tollgate::effect::reads>;
    using response = tollgate::list_of<item>;
};

} // namespace shoveler

namespace {

using tollgate::errc;

TEST_SUITE("tollgate.array_bodies")
{
    shoveler::account const shop{.shop = "s7", .key = tollgate::secret{"pw"}};

    TEST_CASE("a body that is a list holds its elements, and nothing else")
    {
        auto const made =
            tollgate::make_request(
                shop, shoveler::patch_order{.id = "5O1",
                                            .changes =
                                                std::vector<shoveler::patch>{
                                                    {.op = "replace", .path = "/intent", .value = "a\"b"},
                                                    {.op = "remove", .path = "/x"}}})
                .value();
        CHECK(made.method() == "PATCH");
        CHECK(made.target() == "/v2/checkout/orders/5O1");
        CHECK(made.body() ==
              R"([{"op":"replace","path":"/intent","value":"a\"b"},{"op":"remove","path":"/x"}])");
        CHECK(made.headers().front().value == "application/json");
        CHECK(tollgate::make_request(shop, shoveler::put_numbers{.numbers = std::vector<std::int64_t>{1, -2}})
                  .value()
                  .body() == "[1,-2]");
        CHECK(tollgate::make_request(shop, shoveler::put_numbers{.numbers = std::vector<std::int64_t>{}})
                  .value()
                  .body() == "[]");
    }

    TEST_CASE("what is wrong inside is found there")
    {
        auto const made = tollgate::make_request(
            shop, shoveler::patch_order{.id = "5O1",
                                        .changes = std::vector<shoveler::patch>{{.op = "", .path = "/x"}}});
        REQUIRE(made.has_error());
        CHECK(made.error().code() == errc::empty_value);
    }

    TEST_CASE("a scheme signs the body, and elements by the list's name")
    {
        auto const made =
            tollgate::make_request(
                shop, shoveler::signs{.id = "7",
                                      .changes = std::vector<shoveler::patch>{{.op = "add", .path = "/p"}}})
                .value();
        std::string const text = R"([{"op":"add","path":"/p"}]|/p|7)";
        CHECK(made.signature().text() == tollgate::test::to_hex(tollgate::test::hmac_sha256("pw", text)));
        CHECK(made.canonical() == text);
    }

    TEST_CASE("an answer that is a list is read, and one that is none is refused")
    {
        using ask = shoveler::list_items;
        auto const read =
            tollgate::read_response<ask>(shop, 200, R"([{"id":"a","tags":["x","y"]},{"id":"b"}])");
        REQUIRE(read.has_value());
        REQUIRE(read->items->size() == 2);
        CHECK((*read->items)[0].id == "a");
        CHECK((*read->items)[0].tags->size() == 2);
        CHECK((*read->items)[1].id == "b");
        CHECK(tollgate::read_response<ask>(shop, 200, "[]")->items->empty());
        CHECK(tollgate::read_response<ask>(shop, 200, "[{\"id\":\"a\",\"id\":\"b\"}]").has_error());
        CHECK(tollgate::read_response<ask>(shop, 200, "[{\"id\":\"a\"}").error().code() ==
              errc::body_truncated);
        CHECK(tollgate::read_response<ask>(shop, 200, "[] []").error().code() == errc::text_after_body);
        CHECK(tollgate::read_response<ask>(shop, 200, "7").error().code() == errc::body_not_object);
        CHECK(tollgate::read_response<ask>(shop, 200, "{}").error().code() == errc::missing_field);
        CHECK(tollgate::read_response<ask>(shop, 200, "[{}]").error().code() == errc::missing_field);
        CHECK(tollgate::read_response<ask>(shop, 200, "").has_error());
        CHECK(tollgate::read_response<ask>(shop, 200, R"([1])").error().code() ==
              errc::field_not_convertible);
        for (auto const &wrong :
             {tollgate::read_response<ask>(shop, 200, "[{}]"), tollgate::read_response<ask>(shop, 500, "[]")})
            CHECK(wrong.error().is_unknown());
    }

    TEST_CASE("a refusal is an object, beside answers that are lists")
    {
        auto const refused =
            tollgate::read_response<shoveler::list_items>(shop, 404, R"({"error":"gone","text":"no"})");
        REQUIRE(refused.has_error());
        CHECK(refused.error().code() == errc::refused_by_gateway);
        CHECK(refused.error().gateway()->code == "gone");
    }

    TEST_CASE("an answer that is described as an object is no list")
    {
        auto const wrong = tollgate::read_response<shoveler::patch_order>(shop, 200, "[]");
        REQUIRE(wrong.has_error());
        CHECK(wrong.error().code() == errc::body_not_object);
    }
}

} // namespace

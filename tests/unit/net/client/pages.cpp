// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A gateway with lists of every kind.
namespace sora {

struct account {
    tollgate::required<"shop", std::string> shop;
};

} // namespace sora

template <>
struct tollgate::provider_traits<sora::account> {
    static constexpr std::string_view name = "Sora";
    static constexpr std::string_view host = "sora.example/v1";
    static constexpr auto request_signature = tollgate::signing::words::not_signed;
    static constexpr auto response_signature = tollgate::signing::words::not_signed;
    static constexpr auto callback_signature = tollgate::signing::words::not_signed;
    static constexpr refusal_rule refusal{.code = "error", .refused_at = {400}};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

namespace sora {

using tollgate::effect;
using tollgate::optional;
using tollgate::required;

struct item {
    required<"id", std::string> id;
};
struct link {
    required<"rel", std::string> rel;
    required<"href", std::string> href;
};
struct meta {
    optional<"pageCount", int> count{};
};
struct list {
    optional<"items", std::vector<item>> items{};
    optional<"next_cursor", std::string> next{};
    optional<"has_more", bool> more{};
    optional<"meta", sora::meta> meta{};
    optional<"links", std::vector<link>> links{};
};

struct by_cursor {
    optional<"limit", int> limit{};
    optional<"cursor", std::string> cursor{};
    using pages = tollgate::by_cursor<"next_cursor", "cursor">;
    using account = sora::account;
    using endpoint = tollgate::get<"/list", effect::reads>;
    using response = list;
};
struct by_last {
    optional<"starting_after", std::string> after{};
    using pages = tollgate::by_last<"items", "id", "starting_after", "has_more">;
    using account = sora::account;
    using endpoint = tollgate::get<"/list", effect::reads>;
    using response = list;
};
struct by_offset {
    optional<"count", int> count{};
    optional<"skip", int> skip{};
    using pages = tollgate::by_offset<"skip", "items", "count">;
    using account = sora::account;
    using endpoint = tollgate::get<"/list", effect::reads>;
    using response = list;
};
struct by_number {
    optional<"page", int> page{};
    using pages = tollgate::by_number<"page", "meta.pageCount">;
    using account = sora::account;
    using endpoint = tollgate::get<"/list", effect::reads>;
    using response = list;
};
struct by_link {
    required<"shop", std::string, tollgate::in_path> shop;
    optional<"page", int> page{};
    optional<"size", int> size{};
    using pages = tollgate::by_link<"links", "next">;
    using account = sora::account;
    using endpoint = tollgate::get<"/shops/{shop}/list", effect::reads>;
    using response = list;
};

} // namespace sora

namespace {

using tollgate::errc;

/// What was asked for, page by page, and what was found; an error's name is the last.
struct walk {
    std::vector<std::string> targets;
    std::vector<std::string> found;
};

template <class Message>
walk walked(Message first, std::vector<std::string> const &answers, tollgate::page_options options = {})
{
    std::vector<tollgate::result<tollgate::wire_response>> given;
    for (std::string const &answer : answers)
        given.push_back(tollgate::wire_response{200, answer});
    tollgate::scripted_transport const transport{std::move(given)};
    tollgate::client gateway{sora::account{.shop = "s"}, transport};
    walk made;
    for (auto const &page : gateway.pages(std::move(first), options)) {
        if (!page) {
            made.found.emplace_back(name_of(page.error().code()));
            CHECK_FALSE(page.error().message().empty());
            continue;
        }
        if (page->items.has_value())
            for (sora::item const &each : *page->items)
                made.found.push_back(each.id);
    }
    for (auto const &sent : transport.requests())
        made.targets.push_back(sent.target);
    return made;
}

using texts = std::vector<std::string>;

} // namespace

TEST_SUITE("tollgate.pages")
{
    TEST_CASE("pages: by the cursor that an answer names")
    {
        walk const all =
            walked(sora::by_cursor{.limit = 2},
                   {R"({"items":[{"id":"a"},{"id":"b"}],"next_cursor":"x y"})",
                    R"({"items":[{"id":"c"}],"next_cursor":"z"})", R"({"items":[],"next_cursor":null})"});
        CHECK(all.found == texts{"a", "b", "c"});
        CHECK(all.targets ==
              texts{"/v1/list?limit=2", "/v1/list?limit=2&cursor=x%20y", "/v1/list?limit=2&cursor=z"});
        CHECK(walked(sora::by_cursor{}, {R"({"next_cursor":""})"}).targets.size() == 1);
        CHECK(walked(sora::by_cursor{}, {R"({})"}).targets.size() == 1);
        CHECK(walked(sora::by_cursor{}, {R"({"next_cursor":false})"}).targets.size() == 1);
    }

    TEST_CASE("pages: behind the last element, as long as the answer says that there is more")
    {
        walk const all = walked(sora::by_last{}, {R"({"items":[{"id":"a"},{"id":"b"}],"has_more":true})",
                                                  R"({"items":[{"id":"c"}],"has_more":false})"});
        CHECK(all.found == texts{"a", "b", "c"});
        CHECK(all.targets == texts{"/v1/list", "/v1/list?starting_after=b"});
        CHECK(walked(sora::by_last{}, {R"({"has_more":true})"}).found == texts{"missing_field"});
    }

    TEST_CASE("pages: by counting, until a page is shorter than it was asked for")
    {
        walk const all = walked(sora::by_offset{.count = 2},
                                {R"({"items":[{"id":"a"},{"id":"b"}]})", R"({"items":[{"id":"c"}]})"});
        CHECK(all.found == texts{"a", "b", "c"});
        CHECK(all.targets == texts{"/v1/list?count=2", "/v1/list?count=2&skip=2"});
        walk const unsized =
            walked(sora::by_offset{.skip = 5}, {R"({"items":[{"id":"a"}]})", R"({"items":[]})"});
        CHECK(unsized.targets == texts{"/v1/list?skip=5", "/v1/list?skip=6"});
    }

    TEST_CASE("pages: by their numbers")
    {
        walk const all = walked(sora::by_number{}, {R"({"items":[{"id":"a"}],"meta":{"pageCount":2}})",
                                                    R"({"items":[{"id":"b"}],"meta":{"pageCount":2}})"});
        CHECK(all.found == texts{"a", "b"});
        CHECK(all.targets == texts{"/v1/list", "/v1/list?page=2"});
        CHECK(walked(sora::by_number{}, {R"({"items":[{"id":"a"}]})"}).found == texts{"a", "missing_field"});
    }

    TEST_CASE("pages: by a link to the gateway's own host and the message's own path")
    {
        auto const page_with = [](std::string_view link) {
            return R"({"items":[{"id":"a"}],"links":[{"rel":"self","href":"x"},{"rel":"next","href":")" +
                   std::string{link} + R"("}]})";
        };
        for (std::string_view const link :
             {"https://sora.example/v1/shops/7/list?page=2&size=3",
              "https://SORA.example/v1/shops/7/list?page=2&size=3#x", "/v1/shops/7/list?page=2&size=3"}) {
            CAPTURE(link);
            walk const all =
                walked(sora::by_link{.shop = "7", .size = 1}, {page_with(link), R"({"items":[{"id":"b"}]})"});
            CHECK(all.found == texts{"a", "b"});
            CHECK(all.targets == texts{"/v1/shops/7/list?size=1", "/v1/shops/7/list?page=2&size=3"});
        }
        for (std::string_view const link :
             {"https://evil.example/v1/shops/7/list?page=2", "http://sora.example/v1/shops/7/list?page=2",
              "https://sora.example@evil.example/v1/shops/7/list",
              "https://sora.example:8443/v1/shops/7/list?page=2",
              "https://sora.example.evil.example/v1/shops/7/list", "//evil.example/v1/shops/7/list?page=2",
              "https://sora.example/v1/shops/7/refunds?page=2", "https://sora.example/shops/7/list?page=2",
              "https://sora.example/v1/shops/7/list?page=2&token=x",
              "https://sora.example/v1/shops/8/list?page=2", "https://sora.example/v1/shops/7/list?page=two",
              "https://sora.example\\\\evil.example/v1/shops/7/list", ""}) {
            CAPTURE(link);
            walk const all = walked(sora::by_link{.shop = "7"}, {page_with(link)});
            CHECK(all.targets.size() == 1);
            CHECK(all.found.back() == (link.empty() ? "missing_field" : "invalid_address"));
        }
    }

    TEST_CASE("pages: what cannot be read ends no list silently")
    {
        CHECK(walked(sora::by_cursor{}, {R"({"items":[{"id":"a"}],"next_cursor":{"after":"x"}})"}).found ==
              texts{"a", "field_not_convertible"});
        CHECK(walked(sora::by_last{}, {R"({"items":[{"id":"a"}],"has_more":"perhaps"})"}).found ==
              texts{"a", "field_not_convertible"});
        CHECK(walked(sora::by_number{}, {R"({"meta":{"pageCount":"many"}})"}).found ==
              texts{"field_not_convertible"});
        CHECK(walked(sora::by_offset{}, {R"({"items":{"id":"a"}})"}).found == texts{"field_not_convertible"});
        // Where nothing is said of more, an empty page is the last.
        CHECK(walked(sora::by_last{}, {R"({"items":[{"id":"a"}]})", R"({"items":[]})"}).targets ==
              texts{"/v1/list", "/v1/list?starting_after=a"});
    }

    TEST_CASE("pages: a list that never ends is an error")
    {
        std::string const same = R"({"items":[{"id":"a"}],"next_cursor":"x"})";
        std::string const other = R"({"items":[{"id":"b"}],"next_cursor":"y"})";
        CHECK(walked(sora::by_cursor{}, {same, same, same}).found == texts{"a", "a", "endless_list"});
        CHECK(walked(sora::by_cursor{}, {same, other, same, other}).found ==
              texts{"a", "b", "a", "endless_list"});
        std::string const first = R"({"items":[{"id":"a"}],"has_more":true})";
        CHECK(walked(sora::by_last{}, {first, first, first}).found == texts{"a", "a", "endless_list"});
        CHECK(walked(sora::by_offset{}, {first, first, first}).found == texts{"a", "a", "endless_list"});
    }

    TEST_CASE("pages: no more are asked for than the limit, nor than the loop looks at")
    {
        std::vector<std::string> answers;
        for (char id = 'a'; id != 'f'; ++id)
            answers.push_back(R"({"items":[{"id":")" + std::string{id} + R"("}],"next_cursor":")" +
                              std::string{id} + R"("})");
        walk const limited = walked(sora::by_cursor{}, answers, {.most = 2});
        CHECK(limited.targets.size() == 2);
        CHECK(limited.found == texts{"a", "b", "too_many_pages"});
        CHECK(walked(sora::by_cursor{}, {R"({})"}, {.most = 1}).found.empty());

        tollgate::scripted_transport const transport{{tollgate::wire_response{200, answers[0]}}};
        tollgate::client gateway{sora::account{.shop = "s"}, transport};
        for (auto const &page : gateway.pages(sora::by_cursor{})) {
            CHECK(page.has_value());
            break;
        }
        CHECK(transport.requests().size() == 1);
    }

    TEST_CASE("pages: an error is the last page")
    {
        tollgate::scripted_transport const transport{
            {tollgate::wire_response{200, R"({"items":[{"id":"a"}],"next_cursor":"x"})"},
             tollgate::wire_response{400, R"({"error":"bad"})"}}};
        tollgate::client gateway{sora::account{.shop = "s"}, transport};
        std::size_t pages = 0;
        for (auto const &page : gateway.pages(sora::by_cursor{})) {
            ++pages;
            CHECK(page.has_value() == (pages == 1));
            if (!page) CHECK(page.error().is_refused());
        }
        CHECK(pages == 2);
    }

    TEST_CASE("next_page: for programs that send by themselves")
    {
        sora::account const shop{.shop = "s"};
        sora::by_cursor const first{.limit = 2};
        auto const next = tollgate::next_page(shop, first, sora::list{.next = "x"});
        REQUIRE(next.has_value());
        REQUIRE(next->has_value());
        CHECK((*next)->cursor == "x");
        CHECK((*next)->limit == 2);
        auto const none = tollgate::next_page(shop, first, sora::list{});
        REQUIRE(none.has_value());
        CHECK_FALSE(none->has_value());
    }
}

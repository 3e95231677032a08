// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/format/query.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using tollgate::errc;
using tollgate::parameter;
using pairs = std::vector<std::pair<std::string, std::string>>;

std::string written(std::vector<parameter> const &items)
{
    return tollgate::detail::query_of(items);
}

/// What was read, or why nothing was.
struct reading {
    std::optional<errc> why;
    pairs found{};
};
reading read(std::string_view text, tollgate::body_limits limits = {})
{
    tollgate::parameter_list list;
    if (auto const why = tollgate::parse_query(text, list, limits)) return {why};
    reading all;
    for (parameter const &p : std::as_const(list).items())
        all.found.emplace_back(p.name, p.text);
    return all;
}

} // namespace

TEST_SUITE("tollgate.format.query")
{
    TEST_CASE("write_query: encodes all but RFC 3986's unreserved characters")
    {
        CHECK(written({}) == "");
        CHECK(written({{"a", "1"}, {"b", ""}}) == "a=1&b=");
        CHECK(written({{"AZaz09", "-._~"}}) == "AZaz09=-._~");
        CHECK(written({{"a b", "&=+%/?#;:@!$'()*,[]\""}}) ==
              "a%20b=%26%3D%2B%25%2F%3F%23%3B%3A%40%21%24%27%28%29%2A%2C%5B%5D%22");
        CHECK(written({{"x", std::string_view{"\0\n\x7F", 3}}}) == "x=%00%0A%7F");
        CHECK(written({{"x", "№"}}) == "x=%E2%84%96");
    }

    TEST_CASE("parse_query: decodes percent signs and the plus")
    {
        CHECK(read("").found == pairs{});
        CHECK(read("a=1&b=&c=2&").found == pairs{{"a", "1"}, {"b", ""}, {"c", "2"}});
        CHECK(read("a=x+y%2Bz%20%e2%84%96").found == pairs{{"a", "x y+z №"}});
        CHECK(read("a+b%3D=1=2").found == pairs{{"a b=", "1=2"}});
    }

    TEST_CASE("parse_query: what is no form is refused by name")
    {
        struct {
            std::string text;
            errc why;
        } const table[] = {{"a", errc::body_not_form},
                           {"=1", errc::body_not_form},
                           {"a=1&&b=2", errc::body_not_form},
                           {"&a=1", errc::body_not_form},
                           {"a=1&b", errc::body_not_form},
                           {"a=%", errc::body_not_form},
                           {"a=%2", errc::body_not_form},
                           {"a=%2g", errc::body_not_form},
                           {"a=%g2", errc::body_not_form},
                           {"%=1", errc::body_not_form},
                           {"a=%+1", errc::body_not_form},
                           {"a=%FF", errc::body_not_utf8},
                           {"%C0%AF=1", errc::body_not_utf8},
                           {"a=\xFF", errc::body_not_utf8},
                           {"a=1&b=2&a=1", errc::duplicate_field},
                           {"a=1&%61=2", errc::duplicate_field},
                           {std::string(1 << 20, 'a') + "=1", errc::body_too_large}};
        for (auto const &row : table) {
            CAPTURE(row.text.substr(0, 40));
            CHECK(read(row.text).why == row.why);
        }
    }

    TEST_CASE("parse_query: the limits are met exactly")
    {
        CHECK_FALSE(read("a=1&b=2", {.size = 7, .fields = 2}).why.has_value());
        CHECK(read("a=1&b=2", {.size = 6}).why == errc::body_too_large);
        CHECK(read("a=1&b=2", {.fields = 1}).why == errc::too_many_fields);
        std::string many;
        for (int i = 0; i != 10'000; ++i)
            many += (i == 0 ? "n" : "&n") + std::to_string(i) + "=1";
        CHECK(read(many, {.fields = 9'999}).why == errc::too_many_fields);
        CHECK(read(many).found.size() == 10'000);
    }

    TEST_CASE("query: what is written is read back")
    {
        std::mt19937 random{1};
        for (int round = 0; round != 300; ++round) {
            pairs expected;
            for (std::mt19937::result_type i = 0, count = random() % 20; i != count; ++i) {
                std::string value;
                for (auto c = random() % 30; c != 0; --c)
                    value += static_cast<char>(random() % 128);
                expected.emplace_back("n" + std::to_string(i), value + (i % 2 == 0 ? "é" : ""));
            }
            std::vector<parameter> items;
            for (auto const &[name, value] : expected)
                items.push_back({name, value});
            CHECK(read(written(items)).found == expected);
        }
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/format/eight_bytes.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/detail/format/value_text.hpp>

#include <doctest/doctest.h>
#include <support/each_text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace eight_bytes = tollgate::detail::eight_bytes;

using tollgate::test::each_text;

bool is_escaped_in_json(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

} // namespace

TEST_SUITE("tollgate.format.eight_bytes")
{
    TEST_CASE("difference: none between equal texts, some wherever two differ, each changed first")
    {
        auto const as_it_is = [](std::uint64_t eight) { return eight; };
        each_text([&](std::string const &text) {
            std::string const plain(text.size(), 'x');
            std::string const capitals(text.size(), 'X');
            CHECK((eight_bytes::difference(text, plain, as_it_is) == 0) == (text == plain));
            CHECK((eight_bytes::difference(text, capitals, eight_bytes::in_lower_case) == 0) ==
                  (text == plain || text.find('X') != text.npos));
        });
        CHECK(eight_bytes::difference("", "", as_it_is) == 0);
    }

    TEST_CASE("order_of: texts are ordered as these numbers are, where they differ")
    {
        using namespace std::string_literals;
        std::string const texts[] = {"",         "\0"s,         "\0\0"s,     "a",         "a\0"s,
                                     "ab",       "abcdefg",     "abcdefgh",  "abcdefghi", "abcdefgh\0"s,
                                     "abcdefgi", "bbcdefg",     "\x7F",      "\x80",      "\xFF",
                                     "abcd\xFF", "abcd\x7Fxyz", "abcdefg\0"s};
        for (std::string const &a : texts)
            for (std::string const &b : texts) {
                std::uint64_t const of_a = eight_bytes::order_of(a);
                std::uint64_t const of_b = eight_bytes::order_of(b);
                if (of_a != of_b) CHECK((of_a < of_b) == (a < b));
                if (of_a == of_b)
                    CHECK((a == b || a.ends_with('\0') || b.ends_with('\0') || a.size() > 8 || b.size() > 8));
            }
        CHECK(eight_bytes::order_of("abcdefgh") == 0x6162636465666768);
        CHECK(eight_bytes::order_of("a") == 0x6100000000000000);
    }

    TEST_CASE("before_first, none: find what a look at each character finds")
    {
        auto const agree = [](std::string const &text, auto marks_in, auto is_marked) {
            auto const found = std::ranges::find_if(text, is_marked);
            CHECK(eight_bytes::before_first(text, marks_in) ==
                  static_cast<std::size_t>(found - text.begin()));
            CHECK(eight_bytes::none(text, marks_in) == (found == text.end()));
        };
        each_text([&](std::string const &text) {
            agree(text, tollgate::detail::marks_escaped, is_escaped_in_json);
            agree(text, eight_bytes::above_ascii,
                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        });
        CHECK(eight_bytes::before_first("", eight_bytes::above_ascii) == 0);
        CHECK(eight_bytes::none("", eight_bytes::above_ascii));
    }
}

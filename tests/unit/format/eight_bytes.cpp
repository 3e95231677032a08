// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/format/eight_bytes.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/detail/format/text.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace eight_bytes = tollgate::detail::eight_bytes;

/// Calls back with texts of every length up to 17, plain but for one byte: each byte, at each place.
void each_text(auto see)
{
    for (std::size_t size = 1; size != 18; ++size)
        for (std::size_t at = 0; at != size; ++at)
            for (int byte = 0; byte != 256; ++byte) {
                std::string text(size, 'x');
                text[at] = static_cast<char>(byte);
                see(text);
            }
}

bool is_unreserved(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

bool is_escaped_in_json(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

/// What a copy leaves behind its end, beyond what it may overwrite.
std::string copied(std::size_t room, auto copy)
{
    std::string to(room + 8, '#');
    std::size_t const size = static_cast<std::size_t>(copy(to.data()) - to.data());
    CHECK(size + eight_bytes::overrun <= room);
    CHECK(std::string_view{to}.substr(room) == "########");
    return to.substr(0, size);
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

    TEST_CASE("hexadecimal_of: both digits of each byte, in either case")
    {
        auto const digits = [](std::uint64_t eight) {
            std::string text(8, ' ');
            eight_bytes::put(eight, text.data());
            return text;
        };
        for (unsigned byte = 0; byte != 256; ++byte) {
            char two[3];
            std::snprintf(two, sizeof two, "%02x", byte);
            CHECK(digits(eight_bytes::hexadecimal_of<false>(byte << 8)) == "00" + std::string{two} + "0000");
            std::snprintf(two, sizeof two, "%02X", byte);
            CHECK(digits(eight_bytes::hexadecimal_of<true>(byte << 24 | 0xAB)) ==
                  "AB0000" + std::string{two});
        }
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
            agree(text, tollgate::detail::marks_reserved, [](char c) { return !is_unreserved(c); });
            agree(text, tollgate::detail::marks_escaped, is_escaped_in_json);
            agree(text, eight_bytes::above_ascii,
                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        });
        CHECK(eight_bytes::before_first("", eight_bytes::above_ascii) == 0);
        CHECK(eight_bytes::none("", eight_bytes::above_ascii));
    }

    TEST_CASE("copies: are what one character after the other gives, and end where they may")
    {
        each_text([](std::string const &text) {
            std::string lower = text, percent, json = "\"";
            std::ranges::transform(lower, lower.begin(), tollgate::to_lower);
            for (char const c : text) {
                constexpr char digits[] = "0123456789ABCDEF0123456789abcdef";
                auto const byte = static_cast<unsigned char>(c);
                std::string const in_hex{digits[byte >> 4], digits[byte & 0xF]};
                percent += is_unreserved(c) ? std::string{c} : "%" + in_hex;
                if (byte < 0x20)
                    json += std::string{"\\u00"} + digits[16 + (byte >> 4)] + digits[16 + (byte & 0xF)];
                else
                    json += is_escaped_in_json(c) ? std::string{'\\', c} : std::string{c};
            }
            json += '"';
            CHECK(copied(text.size() + eight_bytes::overrun,
                         [&](char *to) { return eight_bytes::copy_in_lower_case(text, to); }) == lower);
            CHECK(copied(tollgate::detail::most_percent_encoded(text),
                         [&](char *to) { return tollgate::detail::percent_encode(text, to); }) == percent);
            CHECK(copied(tollgate::detail::most_in_json(text),
                         [&](char *to) { return tollgate::detail::write_json_string(text, to); }) == json);
        });
    }

    TEST_CASE("copies: a text of nothing but characters that grow has room")
    {
        std::string const text(100, '\x01');
        CHECK(copied(tollgate::detail::most_percent_encoded(text), [&](char *to) {
                  return tollgate::detail::percent_encode(text, to);
              }).size() == 300);
        CHECK(copied(tollgate::detail::most_in_json(text), [&](char *to) {
                  return tollgate::detail::write_json_string(text, to);
              }).size() == 602);
    }
}

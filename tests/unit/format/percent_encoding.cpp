// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/format/hex.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/list_parts.hpp>
#include <tollgate/detail/format/percent_encoding.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <doctest/doctest.h>
#include <support/each_text.hpp>

#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using tollgate::wiped_buffer;

std::string written(auto write)
{
    wiped_buffer out;
    write(out);
    return std::string{out.view()};
}
std::string percent_encoded(std::string_view text)
{
    return written([text](wiped_buffer &out) { tollgate::detail::uri_encoding::append(text, out); });
}
std::string json_string(std::string_view text)
{
    return written([text](wiped_buffer &out) {
        tollgate::detail::append_json_string(text, out, tollgate::detail::append_escaped);
    });
}
template <bool Upper>
std::string hex_of(std::string_view bytes)
{
    return written([bytes](wiped_buffer &out) { tollgate::detail::append_hex<Upper>(bytes, out); });
}

bool is_unreserved(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

std::string formatted(char const *format, char c)
{
    char text[8] = {};
    std::snprintf(text, sizeof text, format, static_cast<unsigned>(static_cast<unsigned char>(c)));
    return text;
}

std::optional<std::string> decoded(std::string_view text)
{
    std::string out;
    if (!tollgate::detail::percent_decode(text, out)) return std::nullopt;
    return out;
}

std::vector<std::string> parts_of(std::string_view list, std::string_view separator)
{
    std::vector<std::string> parts;
    while (!list.empty())
        parts.emplace_back(tollgate::detail::take_part(list, separator));
    return parts;
}

} // namespace

TEST_SUITE("tollgate.format.escape")
{
    TEST_CASE("hex: both digits of each byte, in either case, and back")
    {
        for (int byte = 0; byte != 256; ++byte) {
            char const c = static_cast<char>(byte);
            std::string const lower = formatted("%02x", c);
            std::string const upper = formatted("%02X", c);
            CHECK(hex_of<false>({&c, 1}) == lower);
            CHECK(hex_of<true>(std::string{'\xAB', c}) == "AB" + upper);
            CHECK(tollgate::detail::hex_byte(lower) == c);
            CHECK(tollgate::detail::hex_byte('x' + upper, 1) == c);
        }
        CHECK(hex_of<false>("") == "");
        for (std::string_view const bad : {"", "1", "g0", "0g", " 1", "+1", "0x", "\xC3\xA9"})
            CHECK(!tollgate::detail::hex_byte(bad));
        CHECK(!tollgate::detail::hex_byte("ab", 1));
        CHECK(!tollgate::detail::hex_byte("ab", std::string_view::npos));
    }

    TEST_CASE("escapes: are what one character after the other gives")
    {
        tollgate::test::each_text([](std::string const &text) {
            std::string percent, json = "\"";
            for (char const c : text) {
                percent += is_unreserved(c) ? std::string{c} : formatted("%%%02X", c);
                if (static_cast<unsigned char>(c) < 0x20)
                    json += formatted("\\u%04x", c);
                else
                    json += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
            }
            CHECK(percent_encoded(text) == percent);
            CHECK(json_string(text) == json + '"');
            CHECK(decoded(percent) == text);
        });
    }

    TEST_CASE("escapes: a text of nothing but characters that grow has room, however long it is")
    {
        for (std::size_t const size : {0U, 1U, 683U, 1365U, 1366U, 100'000U}) {
            std::string const text(size, '\x01');
            CHECK(percent_encoded(text).size() == 3 * size);
            CHECK(json_string(text).size() == 6 * size + 2);
            CHECK(hex_of<true>(text).size() == 2 * size);
        }
    }

    TEST_CASE("percent_decode: a plus is a blank, and a percent sign has two digits behind it")
    {
        CHECK(decoded("") == "");
        CHECK(decoded("a+b%2Bc%2bd++") == "a b+c+d  ");
        CHECK(decoded("%41%42") == "AB");
        CHECK(decoded("%00") == std::string(1, '\0'));
        for (std::string_view const bad : {"%", "%4", "a%", "a%4", "%4g", "%g4", "%%41", "% 41", "%+1"})
            CHECK(!decoded(bad));
    }

    TEST_CASE("take_part: the parts of a list in their order, an empty list having none")
    {
        using parts = std::vector<std::string>;
        CHECK(parts_of("", ",") == parts{});
        CHECK(parts_of("a", ",") == parts{"a"});
        CHECK(parts_of("a,b,,c", ",") == parts{"a", "b", "", "c"});
        CHECK(parts_of(",a", ",") == parts{"", "a"});
        CHECK(parts_of("a,", ",") == parts{"a"});
        CHECK(parts_of("a, b, ", ", ") == parts{"a", "b"});
    }
}

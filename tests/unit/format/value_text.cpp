// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/format/value_text.hpp>

#include <tollgate/detail/format/lowering.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace {

using tollgate::errc;

using namespace std::string_view_literals;
using tollgate::decimal;
using tollgate::errc;
using tollgate::minor_units;
using tollgate::parameter;
using tollgate::value_kind;
using tollgate::value_text;

enum class small_status : std::uint8_t { paid = 3 };

template <class T>
std::string written(T value)
{
    char buffer[value_text<T>::max_text];
    return {buffer, value_text<T>::write(value, buffer)};
}

template <class T>
std::optional<T> read(parameter const &from)
{
    T value{};
    if (!value_text<T>::read(from, value)) return std::nullopt;
    return value;
}
template <class T>
std::optional<T> read_number(std::string_view source)
{
    return read<T>({"n", source, value_kind::number});
}

constexpr std::optional<std::int64_t> no_integer;

} // namespace

TEST_SUITE("tollgate.format.text")
{
    // RFC 3629, section 4; the table of Unicode's section 3.9, "Well-Formed UTF-8 Byte Sequences"
    TEST_CASE("is_utf8: takes the shortest forms up to U+10FFFF without surrogates, and nothing else")
    {
        for (std::string_view const good :
             {""sv, "a\0\x7F"sv, "\xC2\x80"sv, "\xDF\xBF"sv, "\xE0\xA0\x80"sv, "\xED\x9F\xBF"sv,
              "\xEE\x80\x80"sv, "\xEF\xBF\xBF"sv, "\xF0\x90\x80\x80"sv, "\xF4\x8F\xBF\xBF"sv,
              "Привет, 世界 🌍"sv}) {
            CAPTURE(good);
            CHECK(tollgate::is_utf8(good));
        }
        struct {
            std::string_view what;
            std::string_view bytes;
        } const bad[] = {{"a continuation alone", "\x80"},
                         {"0xFF", "a\xFF"},
                         {"0xFE", "\xFE"},
                         {"overlong / in two", "\xC0\xAF"},
                         {"overlong in two", "\xC1\xBF"},
                         {"overlong / in three", "\xE0\x80\xAF"},
                         {"overlong in three", "\xE0\x9F\xBF"},
                         {"overlong in four", "\xF0\x8F\xBF\xBF"},
                         {"the first surrogate", "\xED\xA0\x80"},
                         {"the last surrogate", "\xED\xBF\xBF"},
                         {"U+110000", "\xF4\x90\x80\x80"},
                         {"a lead above", "\xF5\x80\x80\x80"},
                         {"five bytes", "\xF8\x88\x80\x80\x80"},
                         {"two bytes cut", "a\xD0"},
                         {"three bytes cut", "\xE2\x82"},
                         {"four bytes cut", "\xF0\x9F\x8C"},
                         {"two bytes cut by ASCII", "\xD0"
                                                    "a"},
                         {"three bytes cut by ASCII", "\xE2\x82"
                                                      "a"},
                         {"three bytes cut by a lead", "\xE2\xD0\x90"},
                         {"four bytes cut by ASCII", "\xF0\x9F\x8C"
                                                     "a"}};
        for (auto const &row : bad) {
            CAPTURE(row.what);
            CHECK_FALSE(tollgate::is_utf8(row.bytes));
            CHECK_FALSE(tollgate::is_utf8("text before " + std::string{row.bytes}));
        }
    }

    TEST_CASE("value_text: numbers are written in plain digits")
    {
        CHECK(written<std::int64_t>(0) == "0");
        CHECK(written(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
        CHECK(written(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
        CHECK(written(minor_units{900'000}) == "900000");
        CHECK(written(decimal{"-0.50"}) == "-0.50");
        CHECK(written(small_status::paid) == "3");
        CHECK(written(small_status{17}) == "17");
        CHECK(value_text<bool>::view(true) == "true");
        CHECK(value_text<bool>::view(false) == "false");
    }

    TEST_CASE("value_text: an integer is read exactly, from a number or its text")
    {
        struct {
            std::string_view source;
            std::optional<std::int64_t> value;
        } const table[] = {{"0", 0},
                           {"-7", -7},
                           {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
                           {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
                           {"9223372036854775808", no_integer},
                           {"", no_integer},
                           {"-", no_integer},
                           {"+1", no_integer},
                           {"01", no_integer},
                           {"-01", no_integer},
                           {"00", no_integer},
                           {" 1", no_integer},
                           {"1 ", no_integer},
                           {"1.0", no_integer},
                           {"1e3", no_integer},
                           {"0x1", no_integer},
                           {"1,000", no_integer},
                           {"one", no_integer},
                           {"1\0"sv, no_integer}};
        for (auto const &row : table) {
            CAPTURE(row.source);
            CHECK(read<std::int64_t>({"n", row.source}) == row.value);
            CHECK(read_number<std::int64_t>(row.source) == row.value);
        }
        CHECK(read_number<std::uint8_t>("255") == std::uint8_t{255});
        CHECK_FALSE(read_number<std::uint8_t>("256").has_value());
        CHECK_FALSE(read_number<std::uint8_t>("-1").has_value());
        CHECK(read_number<small_status>("3") == small_status::paid);
        CHECK(read_number<small_status>("200") == small_status{200});
        CHECK_FALSE(read_number<small_status>("256").has_value());
    }

    TEST_CASE("value_text: an amount is read exactly")
    {
        CHECK(read_number<minor_units>("8000") == minor_units{8000});
        CHECK_FALSE(read_number<minor_units>("-1").has_value());
        CHECK_FALSE(read_number<minor_units>("80.00").has_value());
        CHECK_FALSE(read_number<minor_units>("9223372036854775808").has_value());
        CHECK(read_number<decimal>("48.50") == decimal{"48.50"});
        CHECK(read<decimal>({"n", "48.50"}) == decimal{"48.50"});
        CHECK_FALSE(read_number<decimal>("4.85e1").has_value());
        CHECK_FALSE(read_number<decimal>("1234567890123456789").has_value());
    }

    TEST_CASE("value_text: a kind that does not convert is refused, whatever its text")
    {
        for (value_kind const kind :
             {value_kind::object, value_kind::array, value_kind::boolean, value_kind::null}) {
            parameter const p{"n", "1", kind};
            CHECK(read<std::string>(p).has_value() == (kind == value_kind::boolean));
            CHECK_FALSE(read<std::int64_t>(p).has_value());
            CHECK_FALSE(read<small_status>(p).has_value());
            CHECK_FALSE(read<minor_units>(p).has_value());
            CHECK_FALSE(read<decimal>(p).has_value());
            CHECK(read<bool>(p).has_value() == (kind == value_kind::boolean));
        }
        // Schemes sign texts, not kinds: what is signed alike is read alike.
        for (std::string_view const text : {"true", "True", "1"}) {
            CHECK(read<bool>({"n", text}) == true);
            CHECK(read_number<bool>(text) == true);
        }
        for (std::string_view const text : {"false", "False", "0"}) {
            CHECK(read<bool>({"n", text}) == false);
            CHECK(read_number<bool>(text) == false);
        }
        for (std::string_view const text : {"", "TRUE", "yes", "2", " true"})
            CHECK_FALSE(read<bool>({"n", text}).has_value());
        CHECK(read<bool>({"n", "true", value_kind::boolean}) == true);
        CHECK(read<bool>({"n", "false", value_kind::boolean}) == false);
        CHECK(read_number<std::string>("1.50") == "1.50");
    }

    TEST_CASE("equal_ignoring_case: knows ASCII only")
    {
        CHECK(tollgate::equal_ignoring_case("Content-Type", "cONTENT-tYPE"));
        CHECK_FALSE(tollgate::equal_ignoring_case("Content-Type", "Content-Typ"));
        CHECK_FALSE(tollgate::equal_ignoring_case("Ä", "ä"));
        CHECK_FALSE(tollgate::equal_ignoring_case("@[", "`{"));
    }

    TEST_CASE("is_utf8, refuse_text: a byte that is refused is found wherever it stands among plain ones")
    {
        for (std::size_t size = 1; size != 35; ++size) {
            std::string const plain(size, 'p');
            CHECK(tollgate::is_utf8(plain));
            CHECK_FALSE(tollgate::detail::refuse_text(plain).has_value());
            for (std::size_t at = 0; at != size; ++at) {
                std::string text = plain;
                text[at] = '\n';
                CHECK(tollgate::detail::refuse_text(text) == errc::control_character);
                text[at] = '\t';
                CHECK_FALSE(tollgate::detail::refuse_text(text).has_value());
                text[at] = '\x80';
                CHECK_FALSE(tollgate::is_utf8(text));
                CHECK(tollgate::detail::refuse_text(text) == errc::value_not_utf8);
            }
        }
    }
}

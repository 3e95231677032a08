// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/format/base64.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

template <bool Url = false>
std::string encoded(std::string_view bytes)
{
    std::string text;
    tollgate::detail::base64_encode<Url>(bytes, text);
    return text;
}
template <bool Url = false>
std::optional<std::string> decoded(std::string_view text)
{
    std::string bytes;
    if (!tollgate::detail::base64_decode<Url>(text, bytes)) return std::nullopt;
    return bytes;
}

} // namespace

TEST_SUITE("tollgate.format.base64")
{
    TEST_CASE("base64: RFC 4648, section 10, there and back")
    {
        for (auto const &[bytes, text] : {std::pair{"", ""}, std::pair{"f", "Zg=="}, std::pair{"fo", "Zm8="},
                                          std::pair{"foo", "Zm9v"}, std::pair{"foob", "Zm9vYg=="},
                                          std::pair{"fooba", "Zm9vYmE="}, std::pair{"foobar", "Zm9vYmFy"}}) {
            CHECK(encoded(bytes) == text);
            CHECK(decoded(text) == bytes);
            CHECK(encoded<true>(bytes) == text);
            CHECK(decoded<true>(text) == bytes);
        }
    }

    TEST_CASE("base64: every byte, at each place of its group")
    {
        for (int byte = 0; byte != 256; ++byte)
            for (std::string const before : {"", "x", "xy"}) {
                std::string const bytes = before + static_cast<char>(byte);
                CHECK(decoded(encoded(bytes)) == bytes);
                CHECK(decoded<true>(encoded<true>(bytes)) == bytes);
            }
        CHECK(encoded("\xFB\xFF") == "+/8=");
        CHECK(encoded<true>("\xFB\xFF") == "-_8=");
    }

    TEST_CASE("base64: one text for each row of bytes, and no other")
    {
        for (std::string_view const bad : {"Z", "Zg", "Zg=", "Zg===", "====", "Z===", "=",
                                           "=Zg=", "Zg==Zg==", "Zh==", "Zm9=", "Zg =", "Zm9v\n", " Zm9v",
                                           "Zm9v ", "Zm-v", "Zm_v", "Zm9\xE9"})
            CHECK(!decoded(bad));
        CHECK(!decoded<true>("+/8="));
        CHECK(!decoded<true>("-_9="));
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/signing/text_maps.hpp>

#include <tollgate/signing/words.hpp>

#include <doctest/doctest.h>
#include <support/signing.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace {

namespace signing = tollgate::signing;
namespace maps = tollgate::signing::maps;

static_assert(signing::text_map<maps::lower> && signing::text_map<maps::base64<true>>);
static_assert(!signing::text_map<std::string_view>);
static_assert(maps::hexadecimal<false>::result == signing::gives::text);
static_assert(maps::unhex::result == signing::gives::bytes &&
              maps::unbase64<true>::result == signing::gives::bytes);

/// What a map makes of a text, appended to what is there already; nothing where it refuses.
template <class Map>
std::optional<std::string> mapped(std::string_view text)
{
    tollgate::wiped_buffer out;
    out.append("<");
    if (!Map::write(text, out)) return std::nullopt;
    REQUIRE(out.view().front() == '<');
    return std::string{out.view().substr(1)};
}

struct row {
    std::string_view text;
    std::optional<std::string_view> result; ///< Nothing where the text is refused.
};

template <class Map>
void check(std::initializer_list<row> table)
{
    for (row const &r : table) {
        CAPTURE(Map::called);
        CAPTURE(r.text);
        CHECK(mapped<Map>(r.text) == r.result);
    }
}

std::string every_byte()
{
    std::string all;
    for (int i = 0; i != 256; ++i)
        all += static_cast<char>(i);
    return all;
}

// Of the bytes 0 to 255, by Python's urllib.parse.quote and quote_plus.
constexpr std::string_view rfc_3986 =
    "%00%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F"
    "%20%21%22%23%24%25%26%27%28%29%2A%2B%2C-"
    ".%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D%5E_%60abcdefghijklmnopqrs"
    "tuvwxyz%7B%7C%7D~%7F%80%81%82%83%84%85%86%87%88%89%8A%8B%8C%8D%8E%8F%90%91%92%93%94%95%96%97%98%"
    "99%9A%9B%9C%9D%9E%9F%A0%A1%A2%A3%A4%A5%A6%A7%A8%A9%AA%AB%AC%AD%AE%AF%B0%B1%B2%B3%B4%B5%B6%B7%B8%"
    "B9%BA%BB%BC%BD%BE%BF%C0%C1%C2%C3%C4%C5%C6%C7%C8%C9%CA%CB%CC%CD%CE%CF%D0%D1%D2%D3%D4%D5%D6%D7%D8%"
    "D9%DA%DB%DC%DD%DE%DF%E0%E1%E2%E3%E4%E5%E6%E7%E8%E9%EA%EB%EC%ED%EE%EF%F0%F1%F2%F3%F4%F5%F6%F7%F8%"
    "F9%FA%FB%FC%FD%FE%FF";
// As PHP writes forms: the tilde is encoded as well.
constexpr std::string_view as_form =
    "%00%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F"
    "+%21%22%23%24%25%26%27%28%29%2A%2B%2C-"
    ".%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D%5E_%60abcdefghijklmnopqrs"
    "tuvwxyz%7B%7C%7D%7E%7F%80%81%82%83%84%85%86%87%88%89%8A%8B%8C%8D%8E%8F%90%91%92%93%94%95%96%97%9"
    "8%99%9A%9B%9C%9D%9E%9F%A0%A1%A2%A3%A4%A5%A6%A7%A8%A9%AA%AB%AC%AD%AE%AF%B0%B1%B2%B3%B4%B5%B6%B7%B"
    "8%B9%BA%BB%BC%BD%BE%BF%C0%C1%C2%C3%C4%C5%C6%C7%C8%C9%CA%CB%CC%CD%CE%CF%D0%D1%D2%D3%D4%D5%D6%D7%D"
    "8%D9%DA%DB%DC%DD%DE%DF%E0%E1%E2%E3%E4%E5%E6%E7%E8%E9%EA%EB%EC%ED%EE%EF%F0%F1%F2%F3%F4%F5%F6%F7%F"
    "8%F9%FA%FB%FC%FD%FE%FF";
// As .NET writes them: `!*()` stay, and digits are in lower case.
constexpr std::string_view as_dotnet =
    "%00%01%02%03%04%05%06%07%08%09%0a%0b%0c%0d%0e%0f%10%11%12%13%14%15%16%17%18%19%1a%1b%1c%1d%1e%1f"
    "+!%22%23%24%25%26%27()*%2b%2c-"
    ".%2f0123456789%3a%3b%3c%3d%3e%3f%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5b%5c%5d%5e_%60abcdefghijklmnopqrs"
    "tuvwxyz%7b%7c%7d%7e%7f%80%81%82%83%84%85%86%87%88%89%8a%8b%8c%8d%8e%8f%90%91%92%93%94%95%96%97%9"
    "8%99%9a%9b%9c%9d%9e%9f%a0%a1%a2%a3%a4%a5%a6%a7%a8%a9%aa%ab%ac%ad%ae%af%b0%b1%b2%b3%b4%b5%b6%b7%b"
    "8%b9%ba%bb%bc%bd%be%bf%c0%c1%c2%c3%c4%c5%c6%c7%c8%c9%ca%cb%cc%cd%ce%cf%d0%d1%d2%d3%d4%d5%d6%d7%d"
    "8%d9%da%db%dc%dd%de%df%e0%e1%e2%e3%e4%e5%e6%e7%e8%e9%ea%eb%ec%ed%ee%ef%f0%f1%f2%f3%f4%f5%f6%f7%f"
    "8%f9%fa%fb%fc%fd%fe%ff";

} // namespace

TEST_SUITE("tollgate.signing.text_maps")
{
    TEST_CASE("case: ASCII letters change, nothing else does")
    {
        check<maps::lower>({{"", ""}, {"@AZ[`az{", "@az[`az{"}, {"ÄÖ", "ÄÖ"}});
        check<maps::upper>({{"", ""}, {"@AZ[`az{", "@AZ[`AZ{"}, {"äö", "äö"}});
        // In place, where it stands alone in a scheme, and behind other text.
        using namespace tollgate::signing::words;
        CHECK(tollgate::test::text_of("A" + lower("B" + key) + "C", {{}, {}, "Key"}) == "AbkeyC");
        CHECK(tollgate::test::text_of("a" + upper("b" + key) + "c", {{}, {}, "Key"}) == "aBKEYc");
    }

    TEST_CASE("reverse: byte by byte")
    {
        check<maps::reverse>({{"", ""}, {"a", "a"}, {"abc", "cba"}, {"ab", "ba"}});
    }

    TEST_CASE("trim and collapse: blanks at the ends, and runs of blanks")
    {
        check<maps::trim>(
            {{"", ""}, {" ", ""}, {" \t\r\n\v\f", ""}, {" a  b ", "a  b"}, {"a", "a"}, {"\na", "a"}});
        check<maps::collapse>(
            {{"", ""}, {"  ", " "}, {" a \t b ", " a b "}, {"ab", "ab"}, {"a\r\nb", "a b"}, {"a b", "a b"}});
    }

    TEST_CASE("strip, escape, replace: single characters, and whole texts")
    {
        check<maps::strip<".,">>({{"", ""}, {"1,000.50", "100050"}, {".,.", ""}, {"abc", "abc"}});
        check<maps::escape<"\\:">>(
            {{"", ""}, {"a:b", "a\\:b"}, {"\\", "\\\\"}, {"\\:", "\\\\\\:"}, {"ab", "ab"}});
        check<maps::replace<".", ",">>({{"", ""}, {"1.5", "1,5"}, {"..", ",,"}, {"1", "1"}});
        check<maps::replace<"aa", "a">>({{"aaa", "aa"}, {"aaaa", "aa"}, {"a", "a"}, {"baab", "bab"}});
        check<maps::replace<"][", ".">>({{"a[b][c]", "a[b.c]"}, {"][", "."}});
        check<maps::replace<"a", "">>({{"banana", "bnn"}});
        check<maps::replace<"a", "aa">>({{"aba", "aabaa"}});
    }

    TEST_CASE("without_prefix: only at the beginning, only once, only if it is there")
    {
        check<maps::without_prefix<"whsec_">>({{"whsec_a", "a"},
                                               {"a", "a"},
                                               {"whsec_", ""},
                                               {"whsec_whsec_", "whsec_"},
                                               {"awhsec_", "awhsec_"},
                                               {"", ""}});
    }

    TEST_CASE("given: an empty text is refused")
    {
        check<maps::given>({{"a", "a"}, {" ", " "}, {"", {}}});
    }

    TEST_CASE("first: so many bytes, or all there are")
    {
        check<maps::first<3>>({{"", ""}, {"ab", "ab"}, {"abc", "abc"}, {"abcd", "abc"}});
        check<maps::first<0>>({{"ab", ""}});
    }

    TEST_CASE("byte_length: bytes, not letters")
    {
        check<maps::byte_length>(
            {{"", "0"}, {"a", "1"}, {"ä", "2"}, {"€", "3"}, {"😀", "4"}, {"0123456789", "10"}});
        CHECK(mapped<maps::byte_length>(std::string(5000, 'x')) == "5000");
    }

    TEST_CASE("crc32: decimal digits, of bytes, as published")
    {
        check<maps::crc32>({{"", "0"},
                            {"123456789", "3421780262"}, // the check value of ISO 3309's polynomial
                            {"a", "3904355907"},
                            {"\x80\xFF", "1465410873"}});
    }

    TEST_CASE("decimals: exactly so many, and no number is guessed")
    {
        check<maps::decimals<2>>({{"1", "1.00"}, {"1.5", "1.50"},     {"1.55", "1.55"}, {"-1.5", "-1.50"},
                                  {"0", "0.00"}, {"007.1", "007.10"}, {"1.555", {}},    {"1.500", {}},
                                  {"", {}},      {"-", {}},           {".", {}},        {".5", {}},
                                  {"5.", {}},    {"1,5", {}},         {"1e1", {}},      {"+1", {}},
                                  {" 1", {}},    {"1-2", {}},         {"--1", {}},      {"1.-5", {}}});
        check<maps::decimals<3>>({{"1.5", "1.500"}, {"1.2.3", {}}, {"1..5", {}}});
        check<maps::decimals<0>>({{"1", "1"}, {"-1", "-1"}, {"1.", {}}, {"1.0", {}}});
    }

    TEST_CASE("least_decimals: zeros at the end go, down to so many decimals")
    {
        check<maps::least_decimals<0>>({{"1.50", "1.5"},
                                        {"100.00", "100"},
                                        {"100", "100"},
                                        {"0.0", "0"},
                                        {"-0.10", "-0.1"},
                                        {"", {}},
                                        {"1e2", {}}});
        check<maps::least_decimals<1>>({{"150.00", "150.0"},
                                        {"150.20", "150.2"},
                                        {"150.26", "150.26"},
                                        {"150", "150.0"},
                                        {"1.050", "1.05"},
                                        {"a", {}}});
    }

    TEST_CASE("zero_padded: digits, so many in all")
    {
        check<maps::zero_padded<12>>({{"1000", "000000001000"},
                                      {"0", "000000000000"},
                                      {"123456789012", "123456789012"},
                                      {"1234567890123", {}},
                                      {"10.00", {}},
                                      {"-1", {}},
                                      {"", {}}});
    }

    TEST_CASE("part: one part of a structured header, by its whole name")
    {
        check<maps::part<"t">>({{"t=17,v1=5257", "17"},
                                {"v1=5257,t=17", "17"},
                                {"t=1,t=2", {}},
                                {"t=1,v1=2,t=1", {}},
                                {"t=", ""},
                                {"t=a=b", "a=b"},
                                {"tt=1", {}},
                                {"T=1", {}},
                                {"t", {}},
                                {"v1=1", {}},
                                {"", {}},
                                {",,t=3", "3"},
                                {"v1=5257, t=17", "17"},
                                {"t=17 ,\tv1=5257", "17"},
                                {" t=1 7 ", "1 7"},
                                {"t= 17", " 17"},
                                {"v1=5257, t =17", {}},
                                {"t=1, t=2", {}}});
        check<maps::part<" t">>({{"v1=5257, t=17", "17"}, {"v1=5257,t=17", {}}}); // as one may be described
    }

    TEST_CASE("json_text: quoted, with the short escapes")
    {
        check<maps::json_text>({{"", R"("")"},
                                {"a", R"("a")"},
                                {R"(a"b\c/d)", R"("a\"b\\c/d")"},
                                {"\b\f\n\r\t", R"("\b\f\n\r\t")"},
                                {"\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\""},
                                {"ä€", "\"ä€\""}});
        CHECK(mapped<maps::json_text>(std::string_view{"\0", 1}) == R"("\u0000")");
    }

    TEST_CASE("json_member: of an object, as text")
    {
        check<maps::json_member<"a">>({{R"({"a":"x"})", "x"},
                                       {R"({"b":{"a":1},"a":1.50})", "1.50"},
                                       {R"({"a":"\u00e4"})", "ä"},
                                       {R"({"a":true})", "true"},
                                       {R"({"a":null})", ""},
                                       {R"({"b":1})", {}},
                                       {R"({"b":{"a":1}})", {}},
                                       {R"({"a":1,"a":2})", {}},
                                       {R"([1])", {}},
                                       {"a", {}},
                                       {"", {}}});
    }

    TEST_CASE("json_member: an object or array has no text")
    {
        check<maps::json_member<"a">>({{R"({"a":{}})", {}}, {R"({"a":{"b":1}})", {}}, {R"({"a":[1]})", {}}});
    }

    TEST_CASE("percent-encodings: of every byte")
    {
        CHECK(mapped<maps::percent_encode>(every_byte()) == rfc_3986);
        CHECK(mapped<maps::form_encode>(every_byte()) == as_form);
        CHECK(mapped<maps::dotnet_encode>(every_byte()) == as_dotnet);
        check<maps::dotnet_encode>({{"%AB", "%25AB"}, {"Ä", "%c3%84"}, {"", ""}});
        check<maps::percent_encode>({{"a b+c", "a%20b%2Bc"}, {"", ""}});
        check<maps::form_encode>({{"a b+c", "a+b%2Bc"}, {"", ""}});
    }

    TEST_CASE("hexadecimal digits: there and back")
    {
        check<maps::hexadecimal<false>>({{"\x01\x23\x45\x67\x89\xab\xcd\xef", "0123456789abcdef"}});
        check<maps::hexadecimal<true>>({{"\x01\x23\x45\x67\x89\xab\xcd\xef", "0123456789ABCDEF"}});
        check<maps::hexadecimal<false>>({{"", ""}, {std::string_view{"\0\x7f\x80\xff", 4}, "007f80ff"}});
        check<maps::hexadecimal<true>>({{"", ""}, {std::string_view{"\0\x7f\xab\xff", 4}, "007FABFF"}});
        check<maps::unhex>({{"", ""},
                            {"61aFFA", "a\xaf\xfa"},
                            {"6", {}},
                            {"6g", {}},
                            {"g6", {}},
                            {" 61", {}},
                            {"0x61", {}}});
        CHECK(mapped<maps::unhex>(*mapped<maps::hexadecimal<true>>(every_byte())) == every_byte());
    }

    TEST_CASE("raw: the bytes as they are")
    {
        CHECK(mapped<maps::raw>(every_byte()) == every_byte());
    }

    TEST_CASE_TEMPLATE("base64: the vectors of RFC 4648, section 10", Url, std::false_type, std::true_type)
    {
        constexpr row table[] = {{"", ""},
                                 {"f", "Zg=="},
                                 {"fo", "Zm8="},
                                 {"foo", "Zm9v"},
                                 {"foob", "Zm9vYg=="},
                                 {"fooba", "Zm9vYmE="},
                                 {"foobar", "Zm9vYmFy"}};
        for (row const &r : table) {
            CAPTURE(r.text);
            CHECK(mapped<maps::base64<Url::value>>(r.text) == r.result);
            CHECK(mapped<maps::unbase64<Url::value>>(*r.result) == r.text);
        }
        CHECK(mapped<maps::unbase64<Url::value>>(*mapped<maps::base64<Url::value>>(every_byte())) ==
              every_byte());
    }

    TEST_CASE("base64: the two alphabets differ in two letters, and do not read each other")
    {
        check<maps::base64<false>>({{"\xfb\xff\xbf", "+/+/"}});
        check<maps::base64<true>>({{"\xfb\xff\xbf", "-_-_"}});
        check<maps::unbase64<false>>({{"+/+/", "\xfb\xff\xbf"}, {"-_-_", {}}});
        check<maps::unbase64<true>>({{"-_-_", "\xfb\xff\xbf"}, {"+/+/", {}}});
    }

    TEST_CASE("base64: what is not exactly so written is refused")
    {
        check<maps::unbase64<false>>({{"Zg", {}},       // no padding
                                      {"Zg=", {}},      // too little
                                      {"Zg===", {}},    // too much
                                      {"Zg==Zg==", {}}, // padding inside
                                      {"=Zg=", {}},
                                      {"Z=g=", {}},
                                      {"Z===", {}},
                                      {"====", {}},
                                      {"==", {}},
                                      {"Zh==", {}}, // stray bits
                                      {"Zm9=", {}},
                                      {"Zm9v\n", {}},
                                      {" Zm9v", {}},
                                      {"Zm 9", {}},
                                      {"Zm9\xc3", {}}});
        CHECK_FALSE(mapped<maps::unbase64<false>>(std::string_view{"Zm9\0", 4}));
    }

    TEST_CASE("maps: what a map refuses, a scheme refuses, by the map's name; of a secret it is the secret "
              "that is told")
    {
        using namespace tollgate::signing::words;
        tollgate::wiped_buffer text;
        signing::context const over{.key = "xyz", .body = "xyz"};
        auto const secret =
            signing::evaluate<tollgate::cryptopp_hash>(hex(hmac_sha256(unhex(key), body)), over, text);
        REQUIRE(secret);
        CHECK(secret->code == tollgate::errc::invalid_secret);
        auto const value =
            signing::evaluate<tollgate::cryptopp_hash>(hex(sha256(base64(unhex(body)) + key)), over, text);
        REQUIRE(value);
        CHECK(value->code == tollgate::errc::unsignable_value);
        CHECK(value->name == "unhex");
    }
}

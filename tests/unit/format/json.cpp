// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/format/json.hpp>

#include <doctest/doctest.h>
#include <support/gateway_bodies.hpp>

#include <boost/json/parse.hpp>
#include <boost/system/error_code.hpp>

#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using tollgate::errc;
using tollgate::parameter;
using tollgate::value_kind;
using namespace std::string_literals;
using namespace std::string_view_literals;

struct owned {
    std::string name;
    std::string text;
    value_kind kind = value_kind::text;
    unsigned short depth = 0;

    bool operator==(owned const &) const = default;
};

std::vector<owned> read(std::string_view body)
{
    tollgate::parameter_list list;
    REQUIRE_FALSE(tollgate::parse_json(body, list).has_value());
    std::vector<owned> all;
    for (parameter const &p : std::as_const(list).items())
        all.push_back({std::string{p.name}, std::string{p.text}, p.kind, p.depth});
    return all;
}

std::optional<errc> refusal(std::string_view body, tollgate::body_limits limits = {})
{
    tollgate::parameter_list list;
    return tollgate::parse_json(body, list, limits);
}

std::string written(std::vector<parameter> const &items)
{
    return tollgate::detail::json_of(items);
}

/// Makes messages of any shape.
class generator {
public:
    std::vector<owned> message()
    {
        all_.clear();
        fill(0, true);
        return all_;
    }

private:
    void fill(unsigned short depth, bool named)
    {
        for (std::mt19937::result_type i = 0, count = random_() % 5; i != count; ++i) {
            owned item{named ? "n" + std::to_string(i) + text() : "", "", value_kind{}, depth};
            switch (random_() % (depth < 4 ? 6 : 4)) {
            case 0: item.text = text(); break;
            case 1:
                item.kind = value_kind::number;
                item.text = std::to_string(static_cast<int>(random_())) + (random_() % 2 == 0 ? ".50" : "");
                break;
            case 2:
                item.kind = value_kind::boolean;
                item.text = random_() % 2 == 0 ? "true" : "false";
                break;
            case 3: item.kind = value_kind::null; break;
            case 4: item.kind = value_kind::object; break;
            default: item.kind = value_kind::array;
            }
            all_.push_back(item);
            if (item.kind == value_kind::object || item.kind == value_kind::array)
                fill(static_cast<unsigned short>(depth + 1), item.kind == value_kind::object);
        }
    }
    std::string text()
    {
        constexpr std::string_view parts[] = {"a",        " ", "\"", "\\", "/",     "\b\f\n\r\t",
                                              "\0\x1F"sv, "é", "№",  "🌍", "{}[],:"};
        std::string some;
        for (auto i = random_() % 6; i != 0; --i)
            some += parts[random_() % std::size(parts)];
        return some;
    }

    std::mt19937 random_{2};
    std::vector<owned> all_;
};

} // namespace

TEST_SUITE("tollgate.format.json")
{
    TEST_CASE("write_json: escapes what JSON must, and nothing else")
    {
        CHECK(written({}) == "{}");
        CHECK(written({{"a", "\"\\/\x7Fé🌍"}}) == R"({"a":"\"\\/)"
                                                  "\x7F"
                                                  R"(é🌍"})");
        CHECK(written({{"n\n\"", "\b\f\n\r\t\x01\x1F\0"sv}}) ==
              R"({"n\u000a\"":"\u0008\u000c\u000a\u000d\u0009\u0001\u001f\u0000"})");
    }

    TEST_CASE("write_json: every kind of value, at every depth")
    {
        CHECK(written({{"a", "1"},
                       {"b", "1.50", value_kind::number},
                       {"c", "true", value_kind::boolean},
                       {"d", "", value_kind::null},
                       {"e", "", value_kind::object},
                       {"f", "", value_kind::array, {}, 1},
                       {"", "x", value_kind::text, {}, 2},
                       {"", "", value_kind::array, {}, 2},
                       {"g", "2", value_kind::number, {}, 1},
                       {"h", "", value_kind::object},
                       {"i", "3"}}) ==
              R"({"a":"1","b":1.50,"c":true,"d":null,"e":{"f":["x",[]],"g":2},"h":{},"i":"3"})");
    }

    TEST_CASE("parse_json: numbers keep their source text")
    {
        for (std::string const number :
             {"0", "-0", "8000", "10000.0", "1.50", "-0.10", "1E2", "1.5e+10", "1e-7", "18446744073709551616",
              "123456789012345678901234567890.123456789"}) {
            CAPTURE(number);
            CHECK(read(R"({"n":)" + number + "}") == std::vector<owned>{{"n", number, value_kind::number}});
            CHECK(read(R"({"n": )" + number + " }") == std::vector<owned>{{"n", number, value_kind::number}});
        }
    }

    TEST_CASE("parse_json: texts and names are decoded")
    {
        CHECK(read(R"({"\u006eame":"\u041f\"\\\/\b\f\n\r\t\ud83c\udf0d\u0000"})") ==
              std::vector<owned>{{"name", "П\"\\/\b\f\n\r\t🌍\0"s}});
        CHECK(read("\r\n\t {\"\" : \"\"}\n") == std::vector<owned>{{"", ""}});
    }

    TEST_CASE("parse_json: objects and arrays are flattened in order")
    {
        CHECK(read(R"({"a":{"b":[1,{"c":null},[]],"d":true},"e":{},"f":false})") ==
              std::vector<owned>{{"a", "", value_kind::object, 0},
                                 {"b", "", value_kind::array, 1},
                                 {"", "1", value_kind::number, 2},
                                 {"", "", value_kind::object, 2},
                                 {"c", "", value_kind::null, 3},
                                 {"", "", value_kind::array, 2},
                                 {"d", "true", value_kind::boolean, 1},
                                 {"e", "", value_kind::object, 0},
                                 {"f", "false", value_kind::boolean, 0}});
        // One name in several objects is no duplicate.
        CHECK(read(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]})").size() == 8);
        CHECK(read("{}").empty());
    }

    TEST_CASE("parse_json: a body that nobody should read is refused by name")
    {
        for (tollgate::test::bad_body const &bad : tollgate::test::bad_bodies()) {
            CAPTURE(bad.what);
            CHECK(refusal(bad.body) == bad.code);
        }
    }

    TEST_CASE("parse_json: a body that is cut anywhere is truncated")
    {
        constexpr std::string_view sample =
            R"({"success":true,"a":[-1.50e+7,null,{"b":"\u0041\"\\"}],"c":{"d":false},"e":{},"key":"u48fb"})";
        REQUIRE_FALSE(refusal(sample).has_value());
        for (std::size_t length = 1; length != sample.size(); ++length) {
            CAPTURE(sample.substr(0, length));
            CHECK(refusal(sample.substr(0, length)) == errc::body_truncated);
        }
        CHECK(refusal("{\"a\":\"\xD0") == errc::body_not_utf8); // cut within a character
    }

    TEST_CASE("parse_json: a text is taken if and only if it is UTF-8, in values and in names")
    {
        std::string_view const near_the_edges = "a\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0\xff";
        auto const agree = [](std::string const &text) {
            bool const is_one = tollgate::is_utf8(text);
            for (std::string const before : {"", "fifteen letters"})
                for (std::string const &body :
                     {R"({"a":")" + before + text + R"("})", R"({")" + before + text + R"(":1})"})
                    CHECK(refusal(body) == (is_one ? std::nullopt : std::optional{errc::body_not_utf8}));
        };
        for (unsigned lead = 0x80; lead != 0x100; ++lead)
            for (char const second : near_the_edges) {
                agree({static_cast<char>(lead)});
                agree({static_cast<char>(lead), second});
                for (char const third : near_the_edges) {
                    agree({static_cast<char>(lead), second, third});
                    agree({static_cast<char>(lead), second, third, '\x80'});
                    agree({static_cast<char>(lead), second, third, 'b'});
                }
            }
        CHECK(refusal("{}\xFF") == errc::body_not_utf8);
        CHECK(refusal("{\"a\":1,\"a\":\xFF}") == errc::body_not_utf8);
    }

    TEST_CASE("parse_json: what is not UTF-8 keeps its bytes and is marked, if told so")
    {
        std::string const body =
            "{\"a\":\"x\xCF\",\"\xCF\":1,\"b\":[\"\\u0041\xD0\",\"\xD0\x98\\n\"],\"c\":\"\\ud83d\"}";
        tollgate::parameter_list list;
        REQUIRE_FALSE(tollgate::parse_json(body, list, {}, tollgate::malformed_texts::marked).has_value());
        struct {
            std::string_view name, text;
            bool malformed;
        } const expected[] = {{"a", "x\xCF", true}, {"\xCF", "1", true},       {"b", "", false},
                              {"", "A\xD0", true},  {"", "\xD0\x98\n", false}, {"c", "\uFFFD", false}};
        auto const items = std::as_const(list).items();
        REQUIRE(items.size() == std::size(expected));
        for (std::size_t i = 0; i != items.size(); ++i) {
            CHECK(items[i].name == expected[i].name);
            CHECK(items[i].text == expected[i].text);
            CHECK(items[i].malformed == expected[i].malformed);
        }
        auto const refused = [](std::string_view text) {
            tollgate::parameter_list read;
            return tollgate::parse_json(text, read, {.fields = 3}, tollgate::malformed_texts::marked);
        };
        CHECK(refused("{\"a\":\"\xCF\",\"a\":1}") == errc::duplicate_field);
        CHECK(refused("{\"\xCF\":1,\"\xCF\":1}") == errc::duplicate_field);
        CHECK(refused("{\"a\":\"\xCF\",\"b\":[1,2]}") == errc::too_many_fields);
        CHECK(refused("{\"a\":\"\xCF\"} x") == errc::text_after_body);
        CHECK(refused("{\"a\":\"\xCF") == errc::body_not_utf8);
        CHECK(refused("{\"a\":\"\xCF\\\"\"}") == errc::body_not_utf8);
    }

    TEST_CASE("parse_json: a name twice in an object is found, whatever the others are")
    {
        std::mt19937 random{7};
        for (std::size_t round = 0; round != 3000; ++round) {
            std::string body = "{";
            std::set<std::string> names;
            std::size_t const count = 1 + random() % (round % 50 == 0 ? 200 : 12);
            for (std::size_t i = 0; i != count; ++i) {
                std::string name(random() % 4, ' ');
                for (char &c : name)
                    c = "abAB"[random() % 4];
                if (count > 12) name += std::to_string(random() % 20000);
                names.insert(name);
                body += (i == 0 ? "\"" : ",\"") + name + (i % 3 == 0 ? R"(":{"a":1,"b":[2,3]})" : R"(":4)");
            }
            bool const twice = names.size() != count;
            CHECK(refusal(body + "}") == (twice ? std::optional{errc::duplicate_field} : std::nullopt));
        }
    }

    TEST_CASE("parse_json: the limits are met exactly")
    {
        CHECK_FALSE(refusal(R"({"a":[1]})", {.size = 9, .fields = 2, .depth = 2}).has_value());
        CHECK(refusal(R"({"a":[1]})", {.size = 8}) == errc::body_too_large);
        CHECK(refusal(R"({"a":[1]})", {.fields = 1}) == errc::too_many_fields);
        CHECK(refusal(R"({"a":[1]})", {.depth = 1}) == errc::body_too_deep);
        using tollgate::test::repeated;
        CHECK_FALSE(refusal(repeated(R"({"a":)", 63) + "{}" + repeated("}", 63)).has_value());
        CHECK(refusal(repeated(R"({"a":)", 64) + "{}" + repeated("}", 64)) == errc::body_too_deep);
        CHECK_FALSE(
            refusal(repeated(R"({"a":)", 999) + "{}" + repeated("}", 999), {.depth = 1000}).has_value());
        CHECK_FALSE(refusal(tollgate::test::many_fields(1000), {.fields = 1000}).has_value());
        CHECK(refusal(tollgate::test::many_fields(1001), {.fields = 1000}) == errc::too_many_fields);
        CHECK(refusal(R"({"a":[)" + repeated("1,", 9'999) + "1]}", {.fields = 10'000}) ==
              errc::too_many_fields);
        // Unless told otherwise, as many as the size allows.
        CHECK_FALSE(refusal(R"({"a":[)" + repeated("1,", 500'000) + "1]}").has_value());
        // However deep a program wants to read, a stranger cannot use up the stack.
        auto const nested = [](int levels) {
            return refusal(repeated(R"({"a":)", levels - 1) + "{}" + repeated("}", levels - 1),
                           {.depth = static_cast<std::size_t>(-1)});
        };
        CHECK_FALSE(nested(1024).has_value());
        CHECK(nested(1025) == errc::body_too_deep);
        CHECK(nested(150'000) == errc::body_too_deep);
    }

    TEST_CASE("json: what is written is read back, and is JSON to Boost.JSON too")
    {
        generator make;
        for (int round = 0; round != 500; ++round) {
            std::vector<owned> const expected = make.message();
            std::vector<parameter> items;
            for (owned const &o : expected)
                items.push_back({o.name, o.text, o.kind, {}, o.depth});
            std::string const text = written(items);
            CAPTURE(text);
            CHECK(read(text) == expected);
            boost::system::error_code not_json;
            CHECK(boost::json::parse(text, not_json).is_object());
        }
    }

    TEST_CASE("parse_json: shows a text where it stands in the body, unless it must be put together")
    {
        std::string const body = R"({"plain":"text","number":-1.50,"esc\u0061ped":"a\nb"})";
        tollgate::parameter_list list;
        REQUIRE_FALSE(tollgate::parse_json(body, list));
        auto const items = std::as_const(list).items();
        auto const is_view = [&body](std::string_view text) {
            return text.data() >= body.data() && text.data() < body.data() + body.size();
        };
        REQUIRE(items.size() == 3);
        CHECK(is_view(items[0].name));
        CHECK(is_view(items[0].text));
        CHECK(is_view(items[1].text));
        CHECK(items[1].text == "-1.50");
        CHECK(items[2].name == "escaped");
        CHECK(items[2].text == "a\nb");
        CHECK_FALSE(is_view(items[2].name));
        CHECK_FALSE(is_view(items[2].text));
    }
}

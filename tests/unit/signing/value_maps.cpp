// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/signing/value_maps.hpp>

#include <tollgate/signing/words.hpp>

#include <tollgate/detail/format/json.hpp>

#include <doctest/doctest.h>
#include <support/signing.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace signing = tollgate::signing;

static_assert(signing::value_map<signing::python_text_map> && signing::value_map<signing::php_text_map>);
static_assert(!signing::value_map<signing::item>);

struct rendering {
    std::string_view json;
    std::optional<std::string> text; ///< Nothing where the gateway documents no text.
};

template <class Map>
std::optional<std::string> render(Map map, std::string_view json)
{
    using namespace tollgate::signing::words;
    tollgate::parameter_list parameters;
    std::string const body = R"({"v":)" + std::string{json} + "}";
    REQUIRE_FALSE(tollgate::parse_json(body, parameters));
    return tollgate::test::text_of(signing::join_node{tollgate::fixed_string{""}, value,
                                                      signing::staged{fields, signing::as_stage<Map>{map}}},
                                   {std::as_const(parameters).items(), {}, {}});
}

} // namespace

TEST_SUITE("tollgate.signing.value_maps")
{
    // https://docs.cactusgino.com/signature: what the page's Python routine makes of each value
    TEST_CASE("python_text: a value is written as Python's str() does")
    {
        rendering const table[] = {{R"("text")", "text"},
                                   {R"("")", ""},
                                   {R"(" x ")", " x "},
                                   {"12", "12"},
                                   {"10000.0", "10000.0"},
                                   {"1.50", "1.50"},
                                   {"true", "True"},
                                   {"false", "False"},
                                   {"null", "None"},
                                   {"{}", ""},
                                   {"[]", ""},
                                   {R"({"z":"","b":1,"a":null,"Y":true})", "Y:True;a:None;b:1;z:"},
                                   {"[3,10,2]", "10;2;3"},
                                   {R"(["b","a",true,null,"M"])", "M;None;True;a;b"},
                                   {R"({"a":{}})", std::nullopt},
                                   {R"({"a":[1]})", std::nullopt},
                                   {R"([{"b":1}])", std::nullopt},
                                   {"[[]]", std::nullopt}};
        for (rendering const &row : table) {
            CAPTURE(row.json);
            CHECK(render(signing::python_text, row.json) == row.text);
        }
    }

    // What PHP's "$key=$value" makes of a value after json_decode, as public integrations of 1Payment do.
    TEST_CASE("php_text: a value is written as PHP does")
    {
        rendering const table[] = {{R"("100.50")", "100.50"},
                                   {R"("")", ""},
                                   {"100.50", "100.5"},
                                   {"100.0", "100"},
                                   {"100.00", "100"},
                                   {"0.0", "0"},
                                   {"-0.10", "-0.1"},
                                   {"100", "100"},
                                   {"5000", "5000"},
                                   {"48.5", "48.5"},
                                   {"true", "1"},
                                   {"false", ""},
                                   {"null", ""},
                                   {"1e2", std::nullopt},
                                   {"1.5E2", std::nullopt},
                                   {"{}", std::nullopt},
                                   {R"({"a":1})", std::nullopt},
                                   {"[1]", std::nullopt}};
        for (rendering const &row : table) {
            CAPTURE(row.json);
            CHECK(render(signing::php_text, row.json) == row.text);
        }
    }

    TEST_CASE("maps: a text that is not documented is blamed on its field")
    {
        using namespace tollgate::signing::words;
        constexpr tollgate::parameter nested[] = {{"fine", "1"},
                                                  {"deep", "", tollgate::value_kind::array},
                                                  {"", "", tollgate::value_kind::array, {}, 1}};
        tollgate::wiped_buffer text;
        auto const problem = signing::evaluate<tollgate::cryptopp_hash>(
            join("", value, fields | as(python_text)), signing::context{nested, {}, {}}, text);
        REQUIRE(problem.has_value());
        CHECK(problem->code == tollgate::errc::unsignable_value);
        CHECK(problem->name == "deep");
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/signing/selection.hpp>

#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/words.hpp>

#include <tollgate/detail/format/json.hpp>
#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>
#include <support/signing.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <new>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace signing = tollgate::signing;
using namespace tollgate::signing::words;
using tollgate::errc;
using tollgate::parameter;
using tollgate::value_kind;

struct outcome {
    std::string text;
    std::optional<tollgate::problem_with> problem;
};

outcome evaluated(auto const &expression, signing::context const &over)
{
    tollgate::wiped_buffer text;
    auto const problem = signing::evaluate<tollgate::cryptopp_hash>(expression, over, text);
    return {std::string{text.view()}, problem};
}

/// As `join("|", name + "=" + value, set)`, which must be a constant, says it.
template <class Set>
auto joined(Set set)
{
    constexpr auto pair = name + "=" + value;
    return signing::join_node{tollgate::fixed_string{"|"}, pair, set};
}

/// A set as `name=value` pairs.
std::string pairs(auto set, signing::context const &over)
{
    outcome const found = evaluated(joined(set), over);
    REQUIRE_FALSE(found.problem);
    return found.text;
}

/// A problem that outlives the message in which it was found.
struct kept_problem {
    errc code;
    std::string name;
};

std::optional<kept_problem> problem(auto set, signing::context const &over)
{
    auto const found = evaluated(joined(set), over).problem;
    if (!found) return std::nullopt;
    return kept_problem{found->code, std::string{found->name}};
}

/// A JSON body, and what it holds.
struct json_body {
    tollgate::parameter_list list;
    std::string text;

    explicit json_body(std::string_view json) : text{json}
    {
        REQUIRE_FALSE(tollgate::parse_json(text, list));
    }
    [[nodiscard]] signing::context over() const { return {.fields = list.items(), .key = "k"}; }
};

std::string pairs(auto set, std::string_view json)
{
    return pairs(set, json_body{json}.over());
}

constexpr tollgate::header received_headers[] = {{"Checkout-B", "2"}, {"checkout-a", "1"}, {"Other", "3"}};

} // namespace

TEST_SUITE("tollgate.signing.selection")
{
    TEST_CASE("fields: the top level, in the order received")
    {
        CHECK(pairs(fields, R"({})") == "");
        CHECK(pairs(fields, R"({"b":1,"a":"x","n":null,"t":true})") == "b=1|a=x|n=|t=true");
        CHECK(pairs(fields | scalars, R"({"b":{"c":1},"a":[2],"d":3})") == "d=3");
    }

    TEST_CASE("fields: an object or array without a map is refused, by its name")
    {
        json_body const body{R"({"a":1,"b":{"c":1},"d":2})"};
        auto const why = problem(fields, body.over());
        REQUIRE(why);
        CHECK(why->code == errc::unsignable_value);
        CHECK(why->name == "b");
    }

    TEST_CASE("field: by name or path; an absent one is empty, an object or array is refused")
    {
        json_body const body{R"({"a":{"b":{"c":1},"l":[7,8]},"n":null,"x.y":"dotted","e":""})"};
        auto const text = [&](auto expression) { return evaluated(expression, body.over()).text; };
        CHECK(text(field<"a.b.c">) == "1");
        CHECK(text(field<"x.y">) == "dotted");
        CHECK(text("<" + field<"n"> + field<"e"> + field<"absent"> + field<"a.absent"> + field<"a.b.c.d"> +
                   ">") == "<>");
        CHECK(text("<" + field<"c"> + field<"b"> + ">") == "<>"); // not at the top level
        CHECK(evaluated(field<"a">, body.over()).problem);
        CHECK(evaluated(field<"a.b">, body.over()).problem);
        CHECK(evaluated(field<"a.l">, body.over()).problem->name == "l");
        CHECK_FALSE(evaluated(field<"absent">, body.over()).problem);
        CHECK_FALSE(evaluated(field<"a">, signing::context{{}}).problem);
    }

    TEST_CASE("listed: in this order, under its path; an absent one is an empty slot")
    {
        CHECK(pairs(listed<"b", "a", "o.c", "none">, R"({"a":1,"b":2,"o":{"c":3}})") ==
              "b=2|a=1|o.c=3|none=");
        CHECK(pairs(listed<"b", "none"> | nonempty, R"({"b":2})") == "b=2");
        CHECK(pairs(listed<"a", "a">, R"({"a":1})") == "a=1|a=1");
        CHECK(pairs(listed<"a">, signing::context{{}}) == "a=");
        CHECK(problem(listed<"o">, json_body{R"({"o":{}})"}.over()));
    }

    TEST_CASE("listed: of an object or array under a path, a map and a filter see what it holds")
    {
        constexpr std::string_view json = R"({"z":1,"o":{"c":{"b":2,"a":1},"l":["y","x"],"e":{}}})";
        CHECK(pairs(listed<"o.c", "o.l"> | as(python_text), json) == "o.c=a:1;b:2|o.l=x;y");
        CHECK(pairs(listed<"o.c", "o.e", "z"> | nonempty | as(json_value), json) ==
              R"(o.c={"b":2,"a":1}|z=1)");
        CHECK(pairs(listed<"o.c", "o.l"> | scalars, json) == "");
        CHECK(pairs(listed<"o.c", "z"> | flattened<"/">, json) == "o.c/b=2|o.c/a=1|z=1");
        CHECK(pairs(listed<"o.l", "o.c"> | by_name | as(json_value), json) ==
              R"(o.c={"b":2,"a":1}|o.l=["y","x"])");
    }

    TEST_CASE("within: an object's members under their own names, an array's elements without")
    {
        CHECK(pairs(within<"d">, R"({"a":1,"d":{"c":3,"b":2},"e":4})") == "c=3|b=2");
        CHECK(pairs(within<"d"> | by_name, R"({"d":{"c":3,"b":2}})") == "b=2|c=3");
        CHECK(pairs(within<"d.e">, R"({"d":{"e":{"f":1}}})") == "f=1");
        CHECK(pairs(within<"d">, R"({"d":["x","y"]})") == "=x|=y");
        CHECK(pairs(within<"d">, R"({"d":{}})") == "");
        CHECK(pairs(within<"d">, R"({"d":1,"c":2})") == "");
        CHECK(pairs(within<"absent">, R"({"d":1})") == "");
    }

    TEST_CASE("named_in: what a field names, in its order")
    {
        CHECK(pairs(named_in<"list">, R"({"a":1,"b":2,"c":3,"list":"c,a"})") == "c=3|a=1");
        CHECK(pairs(named_in<"list">, R"({"a":1,"list":"a,list"})") == "a=1|list=a,list");
    }

    TEST_CASE("named_in: a missing, empty or wrong list is refused, by the list's name")
    {
        for (std::string_view const json :
             {R"({"a":1})", R"({"a":1,"list":""})", R"({"a":1,"list":"a,b"})", R"({"a":1,"list":"b,a"})",
              R"({"a":1,"list":","})", R"({"a":1,"list":"a,"})", R"({"a":1,"list":",a"})",
              R"({"a":1,"list":"a,,a"})", R"({"a":1,"list":"a, a"})", R"({"a":1,"list":["a"]})",
              R"({"a":1,"o":{"b":2},"list":"b"})"}) {
            CAPTURE(json);
            auto const why = problem(named_in<"list">, json_body{json}.over());
            REQUIRE(why);
            CHECK(why->code == errc::missing_field);
            CHECK(why->name == "list");
        }
    }

    TEST_CASE("chosen_by: the set's fields, added ones too, in the order that a field names")
    {
        constexpr auto chosen = fields | plus<"secret">(key) | chosen_by<"order">;
        CHECK(pairs(chosen, R"({"a":1,"order":"a,secret,order"})") == "a=1|secret=k|order=a,secret,order");
        CHECK(pairs(fields | chosen_by<"order", ":">, R"({"a":1,"b":2,"order":"b:a"})") == "b=2|a=1");
        CHECK(pairs(fields | chosen_by<"order", "; ">, R"({"a":1,"b":2,"order":"b; a"})") == "b=2|a=1");
        for (std::string_view const json :
             {R"({"a":1})", R"({"a":1,"order":""})", R"({"a":1,"order":"a,b"})", R"({"a":1,"order":"a,"})"}) {
            CAPTURE(json);
            auto const why = problem(chosen, json_body{json}.over());
            REQUIRE(why);
            CHECK(why->code == errc::missing_field);
            CHECK(why->name == "order");
        }
        CHECK(problem(fields | but<"a"> | chosen_by<"order">, json_body{R"({"a":1,"order":"a"})"}.over()));
    }

    TEST_CASE("headers: as they came; names compare without case where one is asked for")
    {
        signing::context const over{.fields = {}, .headers = received_headers};
        CHECK(pairs(headers, over) == "Checkout-B=2|checkout-a=1|Other=3");
        CHECK(pairs(headers | starting<"checkout-">, over) == "Checkout-B=2|checkout-a=1");
        CHECK(evaluated(header<"CHECKOUT-b"> + header<"none">, over).text == "2");
    }

    TEST_CASE("query: the target's pairs, decoded; path: the rest of it")
    {
        signing::context const over{.fields = {}, .target = "/a/b?z=%C3%A4+1&y=a%26b&x="};
        CHECK(pairs(query, over) == "z=ä 1|y=a&b|x=");
        CHECK(evaluated(path, over).text == "/a/b");
        CHECK(pairs(query, {.fields = {}, .target = "/a"}) == "");
        CHECK(pairs(query, {.fields = {}, .target = "/a?"}) == "");
        CHECK(evaluated(path, {.fields = {}, .target = "/a"}).text == "/a");
    }

    TEST_CASE("query: the elements of a list share their name, and stand as received")
    {
        CHECK(pairs(query, {.fields = {}, .target = "/a?l[]=2&x=1&l%5B%5D=1&l=3"}) == "l[]=2|x=1|l[]=1|l=3");
        CHECK(problem(query, {.fields = {}, .target = "/a?l[]=2&x=1&l[]=1&x=2"})->code ==
              errc::duplicate_field);
    }

    TEST_CASE("named_in, chosen_by: a list names a field once, however many fields there are")
    {
        std::string json = "{", order, expected;
        for (int i = 0; i != 300; ++i) {
            std::string const name = "n" + std::to_string(i * 7 % 300);
            json += "\"" + name + "\":" + std::to_string(i) + ",";
            order = name + (order.empty() ? "" : "," + order);
            expected = name + "=" + std::to_string(i) + (expected.empty() ? "" : "|" + expected);
        }
        auto const with = [&json](std::string const &names) {
            return json_body{json + R"("order":")" + names + "\"}"};
        };
        CHECK(pairs(named_in<"order">, with(order).over()) == expected);
        CHECK(pairs(fields | chosen_by<"order">, with(order).over()) == expected);
        for (std::string const &twice : {order + ",n5", "n5," + order}) {
            CHECK(problem(named_in<"order">, with(twice).over()));
            CHECK(problem(fields | chosen_by<"order">, with(twice).over()));
        }
        for (std::string_view const few : {R"({"a":1,"order":"a,a"})", R"({"a":1,"b":2,"order":"a,b,a"})"}) {
            CHECK(problem(named_in<"order">, json_body{few}.over()));
            CHECK(problem(fields | chosen_by<"order">, json_body{few}.over()));
        }
    }

    TEST_CASE("query: what cannot be read, or holds a name twice, is refused")
    {
        for (std::string_view const target : {"/?a=%4", "/?a", "/?a=1&a=2", "/?=1", "/?a=%ff"}) {
            CAPTURE(target);
            auto const why = problem(query, {.fields = {}, .target = target});
            REQUIRE(why);
            CHECK(why->name == "query");
        }
    }

    TEST_CASE("but and starting: by the whole name, by its beginning, case included")
    {
        constexpr std::string_view json = R"({"x_a":1,"x_b":2,"X_c":3,"y":4})";
        CHECK(pairs(fields | but<"y", "x_a">, json) == "x_b=2|X_c=3");
        CHECK(pairs(fields | but<"x">, json) == "x_a=1|x_b=2|X_c=3|y=4");
        CHECK(pairs(fields | starting<"x_">, json) == "x_a=1|x_b=2");
        CHECK(pairs(fields | starting<"x_"> | but<"x_a">, json) == "x_b=2");
    }

    TEST_CASE("nonempty, nonblank, nonnull, scalars: each leaves out its own")
    {
        constexpr std::string_view json =
            R"({"zero":0,"text":"0","blank":" \t","none":"","null":null,"no":false})";
        CHECK(pairs(fields | nonempty, json) == "zero=0|text=0|blank= \t|no=false");
        CHECK(pairs(fields | nonblank, json) == "zero=0|text=0|no=false");
        CHECK(pairs(fields | nonnull, json) == "zero=0|text=0|blank= \t|none=|no=false");
        CHECK(pairs(fields | scalars, json) == "zero=0|text=0|blank= \t|none=|null=|no=false");
        // An object that holds something is not empty; one that holds nothing is.
        CHECK(problem(fields | nonempty, json_body{R"({"o":{"a":""}})"}.over()));
        CHECK(pairs(fields | nonempty, R"({"o":{},"l":[]})") == "");
    }

    TEST_CASE("as: a map goes before a filter, and a filter before a map")
    {
        constexpr std::string_view json = R"({"a":null,"b":false,"c":"","d":1.50})";
        CHECK(pairs(fields | as(php_text) | nonempty, json) == "d=1.5");
        CHECK(pairs(fields | nonempty | as(php_text), json) == "b=|d=1.5");
        CHECK(pairs(fields | as(numeric_truth), json) == "a=|b=0|c=|d=1.50");
        CHECK(pairs(fields | as(numeric_truth), R"({"a":true,"b":"true"})") == "a=1|b=true");
    }

    TEST_CASE("as: a map that refuses is blamed on the field")
    {
        auto const why = problem(fields | as(php_text), json_body{R"({"a":1,"b":1e5})"}.over());
        REQUIRE(why);
        CHECK(why->code == errc::unsignable_value);
        CHECK(why->name == "b");
    }

    TEST_CASE("json_value and sorted_json: any value as JSON, numbers as they came")
    {
        constexpr std::string_view json =
            R"({"n":1.50,"t":"a\"\n\/ä","y":true,"z":null,"o":{"b":[1,{"d":{},"c":[]}],"a":"x"}})";
        CHECK(pairs(fields | as(json_value), json) ==
              R"(n=1.50|t="a\"\n/ä"|y=true|z=null|o={"b":[1,{"d":{},"c":[]}],"a":"x"})");
        CHECK(pairs(listed<"o"> | as(sorted_json), json) == R"(o={"a":"x","b":[1,{"c":[],"d":{}}]})");
        CHECK(pairs(within<"o"> | as(sorted_json) | by_name, json) == R"(a="x"|b=[1,{"c":[],"d":{}}])");
    }

    TEST_CASE("flattened: objects and arrays become their members, under the path")
    {
        constexpr std::string_view json = R"({"a":{"b":{"c":1},"d":[2,{"e":3}]},"f":4,"g":{},"h":[]})";
        CHECK(pairs(fields | flattened<":">, json) == "a:b:c=1|a:d:0=2|a:d:1:e=3|f=4");
        CHECK(pairs(fields | flattened<".">, json) == "a.b.c=1|a.d.0=2|a.d.1.e=3|f=4");
        CHECK(pairs(fields | flattened<"[", "]">, json) == "a[b][c]=1|a[d][0]=2|a[d][1][e]=3|f=4");
        CHECK(pairs(fields | flattened<"">, json) == "abc=1|ad0=2|ad1e=3|f=4");
        CHECK(pairs(within<"a"> | flattened<":"> | by_name, json) == "b:c=1|d:0=2|d:1:e=3");
        CHECK(pairs(fields | flattened<":"> | as(numeric_truth), R"({"a":[true,null]})") == "a:0=1|a:1=");
    }

    TEST_CASE("flattened: a long name before many members is refused before it takes much memory")
    {
        std::string json = R"({"one":{"x":1},")" + std::string(200'000, 'n') + R"(":{)";
        for (int i = 0; i != 900; ++i)
            json += (i == 0 ? R"("a)" : R"(,"a)") + std::to_string(i) + R"(":1)";
        auto const why = problem(fields | flattened<".">, json_body{json + "}}"}.over());
        REQUIRE(why);
        CHECK(why->code == errc::unsignable_value);
        CHECK(why->name == std::string(200'000, 'n'));
    }

    TEST_CASE("selection: what it made is overwritten, as it may hold a key")
    {
        std::string const secret = "TOPSECRETKEY";
        alignas(signing::selection) std::byte memory[sizeof(signing::selection)];
        auto const holds_it = [&] {
            return std::string_view{reinterpret_cast<char const *>(memory), sizeof memory}.find(secret) !=
                   std::string_view::npos;
        };
        auto *const chosen = new (memory) signing::selection;
        chosen->add("first", chosen->keep("x"));
        chosen->add("Password", chosen->keep(secret));
        chosen->add("large", chosen->keep(std::string(5000, 'x')));
        CHECK(holds_it());
        std::destroy_at(chosen);
        CHECK_FALSE(holds_it());
    }

    TEST_CASE("by: any text of name and value; equal ranks keep their order")
    {
        constexpr std::string_view json = R"({"b":"1","B":"2","a":"3","A":"1"})";
        CHECK(pairs(fields | by_name, json) == "A=1|B=2|a=3|b=1");
        CHECK(pairs(fields | by_name_ignoring_case, json) == "a=3|A=1|b=1|B=2");
        CHECK(pairs(fields | by(upper(name)), json) == "a=3|A=1|b=1|B=2");
        CHECK(pairs(fields | by(value), json) == "b=1|A=1|B=2|a=3");
        CHECK(pairs(fields | by(value + name), json) == "A=1|b=1|B=2|a=3");
        CHECK(pairs(fields | by(value) | by(lower(name)), json) == "A=1|a=3|b=1|B=2");
        CHECK(pairs(fields | by(name + "=" + value), R"({"a=b":"","a":"1"})") == "a=1|a=b=");
    }

    TEST_CASE("by: as bytes, beyond ASCII too")
    {
        CHECK(pairs(fields | by_name, R"({"ä":1,"z":2,"aa":3,"a":4,"a-":5})") == "a=4|a-=5|aa=3|z=2|ä=1");
    }

    TEST_CASE("by: few and many names, alike in their beginnings, are ordered as texts are")
    {
        std::mt19937 random{3};
        for (std::size_t round = 0; round != 300; ++round) {
            std::vector<std::string> names(random() % (round % 10 == 0 ? 100 : 33));
            std::vector<tollgate::header> all;
            for (std::string &name : names) {
                name = std::string{"abcdefghij"}.substr(0, random() % 11);
                for (std::size_t more = random() % 3; more != 0; --more)
                    name += "ab\xFF\x01"[random() % 4];
                all.push_back({name, "v"});
            }
            std::string expected;
            std::vector<std::string> sorted = names;
            std::ranges::sort(sorted);
            for (std::string const &name : sorted)
                expected += name + "|";
            CHECK(evaluated(join("", name + "|", headers | by_name), {.fields = {}, .headers = all}).text ==
                  expected);
        }
    }

    TEST_CASE("by: few and many equal names keep their order too")
    {
        for (int const count : {10, 100}) {
            std::deque<std::string> texts;
            std::vector<tollgate::header> many;
            std::string expected;
            for (int i = 0; i != count; ++i) {
                texts.push_back(std::to_string(i));
                many.push_back({i % 2 == 0 ? "b" : "a", texts.back()});
            }
            for (int first : {1, 0})
                for (int i = first; i < count; i += 2)
                    expected += (expected.empty() ? "" : ",") + std::to_string(i);
            signing::context const over{.fields = {}, .headers = many};
            CHECK(evaluated(join(",", value, headers | by_name), over).text == expected);
            CHECK(evaluated(join(",", value, headers | by(lower(name))), over).text == expected);
        }
    }

    TEST_CASE("reversed: the other way round")
    {
        CHECK(pairs(fields | by_name | reversed, R"({"b":1,"c":2,"a":3})") == "c=2|b=1|a=3");
        CHECK(pairs(listed<"a", "b", "c"> | reversed, R"({"a":1,"c":3})") == "c=3|b=|a=1");
        CHECK(pairs(fields | reversed, R"({})") == "");
    }

    TEST_CASE("plus: a field that is signed but not sent, where the stages after it find it")
    {
        constexpr std::string_view json = R"({"z":1,"a":2})";
        CHECK(pairs(fields | plus<"p">(key), json) == "z=1|a=2|p=k");
        CHECK(pairs(fields | plus<"p">(key) | by_name, json) == "a=2|p=k|z=1");
        CHECK(pairs(fields | plus<"p">(field<"a"> + "-" + key) | but<"a">, json) == "z=1|p=2-k");
        CHECK(pairs(fields | plus<"p">(text<"">) | nonempty, json) == "z=1|a=2");
    }

    TEST_CASE("join: of nothing it is empty; texts outlive the stages that made them")
    {
        CHECK(evaluated("[" + join("&", value, fields) + "]", signing::context{{}}).text == "[]");
        json_body const body{R"({"b":false,"a":{"x":true}})"};
        CHECK(evaluated(join("&", name + "=" + value,
                             fields | flattened<"/"> | as(numeric_truth) | plus<"c">(hex(md5(key))) |
                                 by_name | reversed),
                        body.over())
                  .text == "c=8ce4b16b22b58894aa86c421e8759df3&b=0&a/x=1");
    }
}

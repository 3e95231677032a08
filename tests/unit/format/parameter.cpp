// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/money.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using tollgate::parameter;
using tollgate::parameter_list;

static_assert(!std::is_copy_constructible_v<parameter_list> && !std::is_move_assignable_v<parameter_list>);
static_assert(std::is_nothrow_move_constructible_v<parameter_list>);

std::string texts_in(parameter_list const &list)
{
    std::string all;
    for (parameter const &p : list.items())
        all += std::string{p.name} + '=' + std::string{p.text} + ' ';
    return all;
}

struct row {
    tollgate::required<"count", std::int64_t> count;
    tollgate::required<"price", tollgate::decimal> price;
};
struct table {
    tollgate::required<"name", std::string> name;
    tollgate::required<"rows", std::vector<row>> rows;
    tollgate::optional<"total", tollgate::minor_units> total{};
};

} // namespace

TEST_SUITE("tollgate.format.parameter")
{
    TEST_CASE("parameter_list: a list that moved shows the same texts, its own ones too")
    {
        std::string const outside = "a text of the message";
        for (std::size_t const count : {2U, 30U, 300U}) { // own texts inline and on the heap; items, too
            auto first = std::make_unique<parameter_list>();
            std::string expected;
            for (std::size_t i = 0; i != count; ++i) {
                std::string const own = "own " + std::to_string(i);
                first->add({.name = first->texts().keep(own), .text = outside});
                first->add({.name = outside, .text = first->texts().keep(own)});
                expected += own + '=' + outside + ' ' + outside + '=' + own + ' ';
            }
            parameter_list const second{std::move(*first)};
            CHECK(first->size() == 0);
            first->add({.name = first->texts().keep("again"), .text = {}});
            CHECK(texts_in(*first) == "again= ");
            first.reset();
            CHECK(texts_in(second) == expected);
            CHECK(second.items()[0].text.data() == outside.data());
        }
    }

    TEST_CASE("lower: however many texts a message needs, none of them moves")
    {
        table const large{
            .name = "t",
            .rows = std::vector<row>(200, {.count = 1'234'567, .price = tollgate::decimal{"12.50"}}),
            .total = 5};
        auto made = std::make_unique<tollgate::detail::lowered>(tollgate::detail::lower(large));
        tollgate::detail::lowered const moved{std::move(*made)};
        made.reset();
        CHECK(!moved.problem);
        CHECK(moved.items().size() == 3 + 200 * 3);
        CHECK(std::ranges::count(moved.items(), std::string_view{"1234567"}, &parameter::text) == 200);
        CHECK(std::ranges::count(moved.items(), std::string_view{"12.50"}, &parameter::text) == 200);
        CHECK(moved.items().back().text == "5");
    }

    TEST_CASE("parse_json: texts that are put together stay where they are, and move with their list")
    {
        std::string body = "{";
        std::string expected;
        for (int i = 0; i != 200; ++i) {
            body += (i == 0 ? R"("\u0061)" : R"(,"\u0061)") + std::to_string(i) +
                    R"(":"tea \"and\" biscuits)" + std::string(static_cast<std::size_t>(i) * 7, '!') + "\"";
            expected += 'a' + std::to_string(i) + "=tea \"and\" biscuits" +
                        std::string(static_cast<std::size_t>(i) * 7, '!') + ' ';
        }
        auto first = std::make_unique<parameter_list>();
        CHECK(!tollgate::parse_json(body + "}", *first));
        parameter_list const second{std::move(*first)};
        first.reset();
        CHECK(texts_in(second) == expected);
    }

    TEST_CASE(
        "parse_json: a body that is mended is kept beside the part of a text that its first reading left")
    {
        parameter_list list;
        CHECK(!tollgate::parse_json(R"({"a":"one \n two \ud800 three \t four"})", list));
        CHECK(texts_in(list) == "a=one \n two \xEF\xBF\xBD three \t four ");
    }
}

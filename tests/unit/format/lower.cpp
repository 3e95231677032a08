// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/format/lowering.hpp>

#include <tollgate/detail/format/json.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace {

using tollgate::errc;
using tollgate::other;
using tollgate::value_kind;

struct transfer {
    static constexpr std::string_view chosen_as = "transfer";
    tollgate::required<"bank", std::string> bank;
    tollgate::optional<"branch", std::int64_t> branch{};
};
struct cash {
    static constexpr std::string_view chosen_as = "cash";
    tollgate::optional<"address", std::string> address{};
};
enum class level : std::int64_t { high = 2 };

struct payment {
    tollgate::required<"zone", std::string> zone;
    tollgate::required<"amount", tollgate::minor_units> amount;
    tollgate::optional_choice<"method", "more", transfer, cash> method{};
    tollgate::optional<"price", tollgate::decimal> price{};
    tollgate::optional<"fast", bool> fast{};
    tollgate::optional<"level", level> rank{};
    tollgate::optional<"note", std::string, tollgate::personal> note{};
};
struct chosen {
    tollgate::choice<"method", "more", transfer, cash> method;
};
struct keyed {
    tollgate::required<"id", std::int64_t> id;
    tollgate::required<"key", tollgate::secret> key;
};

/// What was lowered, as JSON, or the problem and the name to blame.
struct lowered {
    std::string json;
    std::optional<errc> why{};
    std::string blamed{};
};

template <class M>
lowered lower(M const &message)
{
    tollgate::parameter_list list;
    tollgate::detail::lowering into{list};
    into.message(message);
    if (auto const &problem = into.problem()) return {{}, problem->code, std::string{problem->name}};
    return {.json = tollgate::detail::json_of(std::as_const(list).items())};
}

payment plain()
{
    return {.zone = "z", .amount = 5};
}
payment by(decltype(payment::method) method)
{
    payment some = plain();
    some.method = std::move(method);
    return some;
}

} // namespace

TEST_SUITE("tollgate.format.lower")
{
    TEST_CASE("lower: fields come in the order of their declaration, and what was left out is not there")
    {
        CHECK(lower(plain()).json == R"({"zone":"z","amount":5})");
        CHECK(lower(payment{.zone = "z",
                            .amount = 5,
                            .method = transfer{.bank = "b", .branch = 7},
                            .price = tollgate::decimal{"1.50"},
                            .fast = false,
                            .rank = level::high,
                            .note = "n"})
                  .json == R"({"zone":"z","amount":5,"method":"transfer","more":{"bank":"b","branch":7},)"
                           R"("price":1.50,"fast":false,"level":2,"note":"n"})");
    }

    TEST_CASE("lower: an optional text that is empty counts as left out, a required one is refused")
    {
        payment some = plain();
        some.note = "";
        CHECK(lower(some).json == lower(plain()).json);
        some.zone = "";
        CHECK(lower(some).why == errc::empty_value);
        CHECK(lower(some).blamed == "zone");
    }

    TEST_CASE("lower: a secret is never lowered")
    {
        CHECK(lower(keyed{.id = 1, .key = tollgate::secret{"k"}}).json == R"({"id":1})");
    }

    TEST_CASE("lower: a choice brings its own parameters in an object, and no empty object")
    {
        CHECK(lower(chosen{.method = "cash"}).json == R"({"method":"cash"})");
        CHECK(lower(chosen{.method = cash{}}).json == R"({"method":"cash"})");
        CHECK(lower(chosen{.method = cash{.address = "a"}}).json ==
              R"({"method":"cash","more":{"address":"a"}})");
        CHECK(lower(chosen{.method = "something else"}).json == R"({"method":"something else"})");
        CHECK(lower(by(transfer{.bank = ""})).why == errc::empty_value);
        CHECK(lower(by(transfer{.bank = ""})).blamed == "bank");
    }

    TEST_CASE("lower: a choice made at run time is checked as the compiler checks a literal")
    {
        struct {
            other method;
            lowered expected;
        } const table[] = {
            {{.text = "cash"}, {R"({"method":"cash"})"}},
            {{.text = "unheard-of"}, {R"({"method":"unheard-of"})"}},
            {{.text = "unheard-of", .fields = {{"x", "1"}, {"y", ""}}},
             {R"({"method":"unheard-of","more":{"x":"1"}})"}},
            {{.text = "transfer", .fields = {{"bank", "b"}}},
             {R"({"method":"transfer","more":{"bank":"b"}})"}},
            {{.text = "transfer"}, {{}, errc::missing_field, "bank"}},
            {{.text = "transfer", .fields = {{"bank", ""}}}, {{}, errc::missing_field, "bank"}},
            {{.text = "transfer", .fields = {{"branch", "1"}}}, {{}, errc::missing_field, "bank"}},
            {{.text = ""}, {{}, errc::empty_value, "method"}},
            {{.text = "x", .fields = {{"a", "1"}, {"b", "2"}, {"a", "3"}}},
             {{}, errc::duplicate_field, "more"}},
            {{.text = "x", .fields = {{"a\n", "1"}}}, {{}, errc::control_character, "more"}},
            {{.text = "x", .fields = {{"a", "1\r"}}}, {{}, errc::control_character, "a"}},
            {{.text = "x", .fields = {{"a", "\xFF"}}}, {{}, errc::value_not_utf8, "a"}},
            {{.text = "x\xFF"}, {{}, errc::value_not_utf8, "method"}},
            // Values have kinds, and may hold others.
            {{.text = "x",
              .fields = {{"n", "-1.50e3", value_kind::number},
                         {"b", "true", value_kind::boolean},
                         {"z", "", value_kind::null},
                         {"o", "", value_kind::object},
                         {"l", "", value_kind::array, 1},
                         {"", "", value_kind::text, 2},
                         {"", "1", value_kind::text, 2},
                         {"p", "q"}}},
             {R"({"method":"x","more":{"n":-1.50e3,"b":true,"z":null,"o":{"l":["","1"]},"p":"q"}})"}},
            {{.text = "x",
              .fields = {{"o", "", value_kind::object}, {"a", "1", value_kind::text, 1}, {"a", "2"}}},
             {R"({"method":"x","more":{"o":{"a":"1"},"a":"2"}})"}},
            // None of them can break out of its place.
            {{.text = "x", .fields = {{"n", "1,\"m\":2", value_kind::number}}},
             {{}, errc::unsignable_value, "more"}},
            {{.text = "x", .fields = {{"n", "", value_kind::number}}}, {{}, errc::unsignable_value, "more"}},
            {{.text = "x", .fields = {{"n", "01", value_kind::number}}},
             {{}, errc::unsignable_value, "more"}},
            {{.text = "x", .fields = {{"b", "yes", value_kind::boolean}}},
             {{}, errc::unsignable_value, "more"}},
            {{.text = "x", .fields = {{"z", "0", value_kind::null}}}, {{}, errc::unsignable_value, "more"}},
            {{.text = "x", .fields = {{"o", "t", value_kind::object}}}, {{}, errc::unsignable_value, "more"}},
            {{.text = "x", .fields = {{"a", "1", value_kind::text, 1}}},
             {{}, errc::unsignable_value, "more"}},
            {{.text = "x", .fields = {{"a", "1"}, {"b", "1", value_kind::text, 1}}},
             {{}, errc::unsignable_value, "more"}}};
        for (auto const &row : table) {
            CAPTURE(row.method.text);
            lowered const result = lower(chosen{.method = row.method});
            CHECK(result.json == row.expected.json);
            CHECK(result.why == row.expected.why);
            CHECK(result.blamed == row.expected.blamed);
        }
        CHECK(lower(by(other{.text = ""})).json == lower(plain()).json); // optional: left out
    }

    TEST_CASE("lower: personal fields are marked as such")
    {
        tollgate::parameter_list list;
        payment some = plain();
        some.note = "n";
        tollgate::detail::lowering{list}.message(some);
        CHECK(tollgate::find(std::as_const(list).items(), "note")->shown == tollgate::visibility::masked);
        CHECK(tollgate::find(std::as_const(list).items(), "zone")->shown == tollgate::visibility::open);
    }
}

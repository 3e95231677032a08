// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/format/reading.hpp>

#include <tollgate/detail/format/json.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

using tollgate::errc;

enum class status : std::int64_t { paid = 3 };
struct transfer {
    static constexpr std::string_view chosen_as = "transfer";
    tollgate::required<"bank", std::string> bank;
};

struct answer {
    tollgate::required<"text", std::string> text;
    tollgate::required<"number", std::int64_t> number;
    tollgate::optional<"note", std::string> note{};
    tollgate::optional<"count", std::int64_t> count{};
    tollgate::optional<"price", tollgate::decimal> price{};
    tollgate::optional<"paid", bool> paid{};
    tollgate::optional<"status", status> state{};
};
struct chosen {
    tollgate::choice<"method", "more", transfer> method;
};

/// The aggregate that was read, or what was wrong.
template <class T>
struct outcome {
    std::optional<T> value{};
    std::optional<errc> why{};
    std::string blamed{};
};

template <class T = answer>
outcome<T> read(std::string_view body)
{
    tollgate::parameter_list list;
    REQUIRE_FALSE(tollgate::parse_json(body, list).has_value());
    tollgate::detail::reading reader{std::as_const(list).items()};
    T value = reader.template aggregate<T>();
    if (auto const &problem = reader.problem()) return {{}, problem->code, std::string{problem->name}};
    return {std::move(value)};
}

/// With the two required fields, and one more member.
outcome<answer> read_with(std::string_view member)
{
    return read(R"({"text":"t","number":1,)" + std::string{member} + "}");
}

} // namespace

TEST_SUITE("tollgate.format.read")
{
    TEST_CASE("read: values of the documented types, in any order, among names that are not known")
    {
        auto const all =
            read(R"({"status":3,"new":{"text":"no"},"paid":false,"price":1.50,"count":"7","note":"n",)"
                 R"("number":"-1","text":17})")
                .value;
        REQUIRE(all.has_value());
        CHECK(all->text == "17");
        CHECK(all->number == -1);
        CHECK(all->note == "n");
        CHECK(all->count == 7);
        CHECK(all->price == tollgate::decimal{"1.50"});
        CHECK(all->paid == false);
        CHECK(all->state == status::paid);
    }

    TEST_CASE("read: absent, null, and empty where it is no text, leave an optional field open")
    {
        auto const least =
            read(R"({"text":"","number":1,"note":null,"count":"","price":"","paid":"","status":null})");
        REQUIRE(least.value.has_value());
        CHECK(least.value->text == "");
        CHECK_FALSE(least.value->note.has_value());
        CHECK_FALSE(least.value->count.has_value());
        CHECK_FALSE(least.value->price.has_value());
        CHECK_FALSE(least.value->paid.has_value());
        CHECK_FALSE(least.value->state.has_value());
        auto const empty = read_with(R"("note":"")").value;
        REQUIRE(empty.has_value());
        CHECK(empty->note.has_value());
    }

    TEST_CASE("read: the first field that is missing or does not convert is named")
    {
        struct {
            std::string_view body;
            errc why;
            std::string_view blamed;
        } const table[] = {{"{}", errc::missing_field, "text"},
                           {R"({"number":1})", errc::missing_field, "text"},
                           {R"({"text":null,"number":1})", errc::missing_field, "text"},
                           {R"({"text":"t"})", errc::missing_field, "number"},
                           {R"({"text":"t","x":{"number":1}})", errc::missing_field, "number"},
                           {R"({"text":"t","Number":1})", errc::missing_field, "number"},
                           {R"({"text":{},"number":[]})", errc::field_not_convertible, "text"},
                           {R"({"text":[true],"number":1})", errc::field_not_convertible, "text"},
                           {R"({"text":["t"],"number":1})", errc::field_not_convertible, "text"},
                           {R"({"text":"t","number":""})", errc::field_not_convertible, "number"},
                           {R"({"text":"t","number":true})", errc::field_not_convertible, "number"},
                           {R"({"text":"t","number":{"a":1}})", errc::field_not_convertible, "number"},
                           {R"({"text":"t","number":"one"})", errc::field_not_convertible, "number"},
                           {R"({"text":"t","number":1.0})", errc::field_not_convertible, "number"}};
        for (auto const &row : table) {
            CAPTURE(row.body);
            auto const result = read(row.body);
            CHECK(result.why == row.why);
            CHECK(result.blamed == row.blamed);
        }
        CHECK(static_cast<int>(read_with(R"("status":99)").value.value().state.value()) == 99);
    }

    TEST_CASE("read: an optional field that does not convert is left out, and says so")
    {
        for (std::string_view const member :
             {R"("note":[false])", R"("note":{})", R"("note":["n"])", R"("count":[])", R"("count":"x")",
              R"("count":1.5)", R"("count":-9223372036854775809)", R"("price":"1,50")", R"("price":1e2)",
              R"("price":{"value":"1.50"})", R"("paid":2)", R"("paid":"yes")", R"("status":"SUCCESS")",
              R"("status":{})"}) {
            CAPTURE(member);
            auto const all = read_with(member).value;
            REQUIRE(all.has_value());
            CHECK(all->text == "t");
            auto const unreadable = {all->note.unreadable(), all->count.unreadable(), all->price.unreadable(),
                                     all->paid.unreadable(), all->state.unreadable()};
            CHECK(std::ranges::count(unreadable, true) == 1);
            CHECK_FALSE(all->note.has_value());
            CHECK_FALSE(all->count.has_value());
            CHECK_FALSE(all->price.has_value());
            CHECK_FALSE(all->paid.has_value());
            CHECK_FALSE(all->state.has_value());
        }
        for (std::string_view const member :
             {R"("note":null)", R"("note":"")", R"("count":"")", R"("count":null)", R"("new":1)"}) {
            auto const all = read_with(member).value;
            REQUIRE(all.has_value());
            CHECK_FALSE(all->note.unreadable());
            CHECK_FALSE(all->count.unreadable());
        }
    }

    TEST_CASE("read: a choice keeps its text and parameters as received")
    {
        auto const known = read<chosen>(R"({"more":{"bank":"b","new":1},"method":"transfer"})").value;
        REQUIRE(known.has_value());
        CHECK(known->method.text() == "transfer");
        auto const &received = std::get<tollgate::other>(known->method.value());
        CHECK(received.fields == std::vector<tollgate::unlisted_field>{
                                     {"bank", "b"}, {"new", "1", tollgate::value_kind::number}});
        CHECK(read<chosen>(R"({"method":"never heard of"})").value.value().method.text() == "never heard of");
        CHECK(read<chosen>("{}").why == errc::missing_field);
        CHECK(read<chosen>(R"({"method":{}})").why == errc::field_not_convertible);
    }
}

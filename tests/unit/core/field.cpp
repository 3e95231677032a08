// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/field.hpp>

#include <tollgate/secret.hpp>

#include <doctest/doctest.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using tollgate::decimal;
using tollgate::minor_units;

using text = tollgate::required<"text", std::string>;
using small_number = tollgate::required<"number", std::int8_t>;
using big_number = tollgate::required<"number", std::uint64_t>;
using amount = tollgate::required<"amount", minor_units>;
using price = tollgate::required<"price", decimal>;
using flag = tollgate::required<"flag", bool>;
using maybe_text = tollgate::optional<"text", std::string>;
using maybe_number = tollgate::optional<"number", std::int64_t>;
using maybe_flag = tollgate::optional<"flag", bool>;

// A required field cannot be left out, an optional one can.
static_assert(!std::default_initializable<text> && std::default_initializable<maybe_text>);
static_assert(std::convertible_to<std::nullopt_t, maybe_text> && !std::convertible_to<std::nullopt_t, text>);

// Text from anything viewable as text, and from nothing else.
static_assert(std::convertible_to<char const *, text> && std::convertible_to<std::string, text>);
static_assert(std::convertible_to<std::string_view, text> && std::convertible_to<char const (&)[3], text>);
static_assert(!std::convertible_to<std::nullptr_t, text> && !std::constructible_from<text, std::nullptr_t>);
static_assert(!std::convertible_to<int, text> && !std::convertible_to<char, text> &&
              !std::convertible_to<bool, text>);
static_assert(!std::convertible_to<std::nullptr_t, maybe_text> && !std::convertible_to<int, maybe_text>);

// A text beside a field that holds none for certain, or a personal one, is not put together: a number would move its beginning.
template <class Field>
constexpr bool stands_beside_text = requires(Field const &field) { "order " + field; } ||
                                    requires(Field const &field) { field + std::string{}; };
static_assert(stands_beside_text<text>);
static_assert(!stands_beside_text<maybe_text> && !stands_beside_text<small_number> &&
              !stands_beside_text<amount>);
static_assert(!stands_beside_text<price> && !stands_beside_text<flag> && !stands_beside_text<maybe_number>);
static_assert(!stands_beside_text<tollgate::required<"email", std::string, tollgate::personal>>);
static_assert(!stands_beside_text<tollgate::required<"note", std::string, tollgate::unsigned_field>>);
static_assert(requires(big_number const &number) { number + 1; });

// Numbers only from integers.
template <class Field>
constexpr bool takes_integers_only =
    std::convertible_to<int, Field> && std::convertible_to<std::uint64_t, Field> &&
    !std::convertible_to<double, Field> && !std::convertible_to<float, Field> &&
    !std::convertible_to<bool, Field> && !std::convertible_to<char, Field> &&
    !std::convertible_to<char const *, Field> && !std::convertible_to<std::nullptr_t, Field>;
static_assert(takes_integers_only<small_number> && takes_integers_only<big_number> &&
              takes_integers_only<amount>);
static_assert(takes_integers_only<price> && takes_integers_only<maybe_number>);
static_assert(takes_integers_only<tollgate::optional<"amount", minor_units>>);
static_assert(std::convertible_to<decimal, price> && !std::convertible_to<decimal, amount>);

// A decimal amount has a unit: a number from the source, or what says that it is a decimal. A variable may count cents.
using maybe_price = tollgate::optional<"price", decimal>;
template <class Field, class... Numbers>
constexpr bool takes_no_variable =
    ((!std::convertible_to<Numbers &, Field> && !std::assignable_from<Field &, Numbers &> &&
      !std::constructible_from<Field, Numbers &>) &&
     ...);
static_assert(takes_no_variable<price, int, unsigned, short, long, long long, std::uint64_t, std::int8_t>);
static_assert(
    takes_no_variable<maybe_price, int, unsigned, short, long, long long, std::uint64_t, std::int8_t>);
static_assert(takes_no_variable<price, minor_units, amount, big_number, bool, char, double>);
static_assert(takes_no_variable<maybe_price, minor_units, amount, maybe_number, bool, char, double>);
static_assert(takes_no_variable<maybe_price, std::optional<int>, std::optional<minor_units>>);
static_assert(!std::convertible_to<minor_units, price> &&
              !std::convertible_to<minor_units const &, maybe_price>);
static_assert(!std::convertible_to<std::optional<int>, maybe_price> &&
              std::convertible_to<std::optional<decimal>, maybe_price>);
enum plain_enumeration { one_of_them };
static_assert(!std::convertible_to<plain_enumeration, price> &&
              !std::convertible_to<plain_enumeration, amount>);
static_assert(!tollgate::detail::comparable<price, int> && !tollgate::detail::comparable<price, minor_units>);

// Truth values only from truth values; and none that could be taken for whether it was given.
static_assert(std::convertible_to<bool, flag> && !std::convertible_to<int, flag> &&
              !std::convertible_to<void *, flag>);
static_assert(std::convertible_to<bool, maybe_flag> && !std::convertible_to<char const *, maybe_flag>);
static_assert(std::constructible_from<bool, maybe_text> && !std::constructible_from<bool, maybe_flag>);
static_assert(!std::convertible_to<maybe_text, bool>);

// An optional field from a std::optional of what it takes.
static_assert(std::convertible_to<std::optional<int>, maybe_number>);
static_assert(std::convertible_to<std::optional<char const *>, maybe_text>);
static_assert(!std::convertible_to<std::optional<double>, maybe_number>);
static_assert(!std::convertible_to<std::optional<int>, small_number>);

// Comparisons with what a value compares with; a secret with nothing.
static_assert(std::equality_comparable<text> && tollgate::detail::comparable<text, char const *>);
static_assert(!std::equality_comparable<tollgate::required<"key", tollgate::secret>>);

static_assert(tollgate::field<text> && tollgate::field<maybe_flag>);
static_assert(!tollgate::field<std::string> && !tollgate::field<std::optional<int>>);
static_assert(text::name == "text" && text::is_required && !maybe_text::is_required);

// Who may see the value.
static_assert(text::shown == tollgate::visibility::open);
static_assert(tollgate::required<"n", std::string, tollgate::inferred>::shown == tollgate::visibility::open);
static_assert(tollgate::required<"n", std::string, tollgate::inferred, tollgate::personal>::shown ==
              tollgate::visibility::masked);
static_assert(
    tollgate::optional<"n", std::string, tollgate::card_data, tollgate::documented<"page">>::shown ==
    tollgate::visibility::masked);

// What is masked cannot be written to a stream; the open number shows that it otherwise could.
template <class T>
concept streamable = requires(std::ostream &out, T const &value) { out << value; };
static_assert(streamable<small_number>);
static_assert(!streamable<tollgate::required<"n", std::int64_t, tollgate::card_data>>);
static_assert(!streamable<tollgate::required<"n", std::string, tollgate::personal>>);
static_assert(!streamable<tollgate::required<"n", minor_units, tollgate::personal>>);
static_assert(!streamable<tollgate::optional<"n", std::string, tollgate::inferred, tollgate::card_data>>);

} // namespace

TEST_SUITE("tollgate.core.field")
{
    TEST_CASE("required: gives its value back")
    {
        text const field = "abc";
        CHECK(field.value() == "abc");
        CHECK(*field == "abc");
        CHECK(field->size() == 3);
        std::string const &as_value = field;
        CHECK(&as_value == &field.value());
        CHECK(amount{900'000}.value() == minor_units{900'000});
        CHECK(price{50} -> text() == "50");
        CHECK(price { decimal{"50.00"} } -> text() == "50.00");
    }

    TEST_CASE(
        "decimal field: takes a whole number that stands in the source, and from a variable only a decimal")
    {
        constexpr int five = 5;
        price field = five;
        CHECK(field->text() == "5");
        field = 7LL;
        CHECK(field->text() == "7");
        std::int64_t const known_later = std::string_view{"a shop"}.size();
        field = decimal{known_later};
        CHECK(field->text() == "6");
        maybe_price perhaps = 8U;
        CHECK(perhaps == decimal{8});
        perhaps = std::optional{decimal{"0.50"}};
        CHECK(perhaps->text() == "0.50");
    }

    TEST_CASE("required: can be given another value")
    {
        text field = "abc";
        field = std::string{"xyz"};
        CHECK(field == "xyz");
        std::string kept = "kept";
        field = kept;
        CHECK(kept == "kept");
    }

    TEST_CASE("text: a null pointer throws and is named")
    {
        char const *null = nullptr;
        CHECK_THROWS_WITH_AS(text{null}, "tollgate: `text` was given a null pointer", std::invalid_argument);
        CHECK_THROWS_AS(maybe_text{null}, std::invalid_argument);
        CHECK_THROWS_AS(maybe_text{std::optional{null}}, std::invalid_argument);
        CHECK(text{std::string_view{}} == "");
    }

    TEST_CASE("number: one that does not fit throws and is named")
    {
        CHECK(small_number{-128} == -128);
        CHECK(small_number{127U} == 127);
        CHECK_THROWS_WITH_AS(small_number{128}, "tollgate: `number` was given a number that does not fit",
                             std::out_of_range);
        CHECK_THROWS_AS(small_number{-129L}, std::out_of_range);
        CHECK_THROWS_AS(big_number{-1}, std::out_of_range);
        CHECK_THROWS_AS(maybe_number{std::numeric_limits<std::uint64_t>::max()}, std::out_of_range);
        CHECK_THROWS_AS(amount{-1}, std::out_of_range);
    }

    TEST_CASE("optional: is absent until given")
    {
        maybe_text field;
        CHECK_FALSE(field.has_value());
        CHECK_FALSE(static_cast<bool>(field));
        CHECK(field.value_or("otherwise") == "otherwise");
        CHECK_THROWS_AS(static_cast<void>(field.value()), std::bad_optional_access);
        field = "given";
        CHECK(static_cast<bool>(field));
        CHECK(*field == "given");
        CHECK(field->size() == 5);
        CHECK(field.value_or("otherwise") == "given");
        field = std::nullopt;
        CHECK_FALSE(field.has_value());
        CHECK(maybe_flag{false}.has_value());
    }

    TEST_CASE("optional: takes what a std::optional holds, or nothing")
    {
        CHECK(maybe_number{std::optional{7}} == 7);
        CHECK_FALSE(maybe_number{std::optional<int>{}}.has_value());
        CHECK(maybe_text{std::optional<std::string_view>{"x"}} == "x");
    }

    TEST_CASE("field: compares as its value does")
    {
        CHECK(text{"a"} == "a");
        CHECK("a" == text{"a"});
        CHECK(text{"a"} != std::string{"b"});
        CHECK(text{"a"} == text{"a"});
        CHECK(text{"a"} == tollgate::required<"another", std::string>{"a"});
        CHECK(text{"a"} == maybe_text{"a"});
        CHECK(maybe_number{3} == 3);
        CHECK(maybe_number{3} != 4);
        CHECK(maybe_number{} != 0);
        CHECK(maybe_number{} == maybe_number{});
        CHECK(maybe_number{} != maybe_number{0});
        CHECK(maybe_number{1} == maybe_number{1});
    }

    TEST_CASE("field: a text and a field's text are put together")
    {
        tollgate::required<"user_data", std::string> const order{"1042"};
        CHECK("order " + order == "order 1042");
        CHECK(order + " is paid" == "1042 is paid");
        CHECK(std::string_view{"order "} + order + "!" == "order 1042!");
        CHECK(order + order == "10421042");
    }
}

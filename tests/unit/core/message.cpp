// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/message.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace {

template <tollgate::fixed_string Name>
using opt = tollgate::optional<Name, std::int64_t>;

struct alternative {
    static constexpr std::string_view chosen_as = "a";
    tollgate::required<"inner", std::string> inner;
};

struct none {
    using account = int;
};
struct one {
    tollgate::required<"a", std::string> a;
};
struct twelve {
    opt<"a1"> a1{};
    tollgate::required<"a2", std::string> a2;
    opt<"a3"> a3{}, a4{}, a5{};
    tollgate::choice<"a6", "more", alternative> a6;
    tollgate::optional_choice<"a7", "more", alternative> a7{};
    tollgate::required<"a8", bool> a8;
    opt<"a9"> a9{}, a10{};
    tollgate::required<"a11", std::int64_t> a11;
    opt<"a12"> a12{};
};
struct forty {
    opt<"a"> a0{}, a1{}, a2{}, a3{}, a4{}, a5{}, a6{}, a7{}, a8{}, a9{};
    opt<"b"> b0{}, b1{}, b2{}, b3{}, b4{}, b5{}, b6{}, b7{}, b8{}, b9{};
    opt<"c"> c0{}, c1{}, c2{}, c3{}, c4{}, c5{}, c6{}, c7{}, c8{}, c9{};
    opt<"d"> d0{}, d1{}, d2{}, d3{}, d4{}, d5{}, d6{}, d7{}, d8{};
    tollgate::required<"last", std::string> last;
};
struct sixty_four {
    opt<"a"> a0{}, a1{}, a2{}, a3{}, a4{}, a5{}, a6{}, a7{}, a8{}, a9{}, aa{}, ab{}, ac{}, ad{}, ae{}, af{};
    opt<"b"> b0{}, b1{}, b2{}, b3{}, b4{}, b5{}, b6{}, b7{}, b8{}, b9{}, ba{}, bb{}, bc{}, bd{}, be{}, bf{};
    opt<"c"> c0{}, c1{}, c2{}, c3{}, c4{}, c5{}, c6{}, c7{}, c8{}, c9{}, ca{}, cb{}, cc{}, cd{}, ce{}, cf{};
    opt<"d"> d0{}, d1{}, d2{}, d3{}, d4{}, d5{}, d6{}, d7{}, d8{}, d9{}, da{}, db{}, dc{}, dd{}, de{}, df{};
};

static_assert(tollgate::field_count<none> == 0);
static_assert(tollgate::field_count<one> == 1);
static_assert(tollgate::field_count<one const> == 1);
static_assert(tollgate::field_count<twelve> == 12);
static_assert(tollgate::field_count<forty> == 40);
static_assert(tollgate::field_count<sixty_four> == 64);

// Members that are no fields.
struct with_number {
    tollgate::required<"a", std::string> a;
    int number;
};
struct with_text_first {
    std::string text;
    tollgate::required<"a", std::string> a;
};
struct with_text_between {
    opt<"a"> a{};
    std::string text{};
    opt<"b"> b{};
};
struct with_constructor {
    with_constructor(int) {}
};
static_assert(tollgate::aggregate_of_fields<one> && tollgate::aggregate_of_fields<twelve const>);
static_assert(!tollgate::aggregate_of_fields<with_number> && !tollgate::aggregate_of_fields<with_text_first>);
static_assert(!tollgate::aggregate_of_fields<with_text_between> &&
              !tollgate::aggregate_of_fields<with_constructor>);
static_assert(!tollgate::aggregate_of_fields<int> && !tollgate::aggregate_of_fields<std::string>);

template <class... F>
constexpr std::size_t required_among(tollgate::detail::field_list<F...>)
{
    return (std::size_t{0} + ... + (F::is_required ? 1 : 0));
}
static_assert(tollgate::detail::fields_of<twelve>::size == 12);
static_assert(required_among(tollgate::detail::fields_of<twelve>{}) == 4);

template <class M>
std::string names(M const &message)
{
    return tollgate::unpack(message, [](auto const &...fields) {
        std::string all;
        ((all += std::string{fields.name} + " "), ...);
        return all;
    });
}

} // namespace

TEST_SUITE("tollgate.core.message")
{
    TEST_CASE("unpack: hands over all fields at once, in the order of their declaration")
    {
        CHECK(names(none{}) == "");
        CHECK(names(one{.a = "x"}) == "a ");
        CHECK(names(twelve{.a2 = "x", .a6 = "y", .a8 = true, .a11 = 1}) ==
              "a1 a2 a3 a3 a3 a6 a7 a8 a9 a9 a11 a12 ");
        CHECK(names(forty{.last = "x"}).ends_with("d d last "));
        CHECK(names(sixty_four{}).size() == 2 * 64);
    }

    TEST_CASE("unpack: hands over the fields themselves")
    {
        one message{.a = "before"};
        tollgate::unpack(message, [](auto &field) { field = "after"; });
        CHECK(message.a == "after");
    }
}

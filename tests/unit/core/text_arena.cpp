// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/text_arena.hpp>

#include <doctest/doctest.h>
#include <support/allocation_counter.hpp>
#include <support/count_text.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using tollgate::detail::text_arena;

static_assert(!std::is_copy_constructible_v<text_arena> && std::is_nothrow_move_constructible_v<text_arena>);
static_assert(!std::is_move_assignable_v<text_arena>);

/// Texts of all sizes, with what each of them was.
struct kept_texts {
    std::vector<std::string> expected;
    std::vector<std::string_view> kept;

    void add(std::string text, std::string_view where)
    {
        expected.push_back(std::move(text));
        kept.push_back(where);
    }
    [[nodiscard]] bool are_as_kept() const { return std::ranges::equal(expected, kept); }
};

} // namespace

TEST_SUITE("tollgate.core.text_arena")
{
    TEST_CASE("text_arena: texts stay where they are, however many follow")
    {
        text_arena arena;
        kept_texts texts;
        for (std::size_t i = 0; i != 400; ++i) {
            std::string const text(i % 60 == 59 ? 3'000 : i % 17, static_cast<char>('a' + i % 26));
            texts.add(text, arena.keep(text));
            CHECK(!arena.is_open());
        }
        CHECK(texts.are_as_kept());
    }

    TEST_CASE("text_arena: a text of many parts is one text, wherever the parts had room")
    {
        text_arena arena;
        kept_texts texts;
        for (std::size_t parts = 0; parts != 90; ++parts) {
            std::string text;
            for (std::size_t part = 0; part != parts; ++part) {
                arena.append("part");
                arena.append("");
                text += "part";
            }
            CHECK(arena.is_open() == (parts != 0));
            texts.add(text, arena.finish());
        }
        CHECK(texts.are_as_kept());
    }

    TEST_CASE("text_arena: what is not written of the room for a text is used for the next one")
    {
        text_arena arena;
        std::size_t const allocated = tollgate::test::count_allocations([&arena] {
            for (int i = 0; i != 100; ++i)
                CHECK(arena.keep_written(200, [](char *to) { return *to = 'x', to + 1; }) == "x");
        });
        CHECK(allocated == 0);
    }

    TEST_CASE("text_arena: does not allocate up to 512 bytes")
    {
        text_arena arena;
        std::string const half(256, 'x');
        CHECK(tollgate::test::count_allocations([&] { static_cast<void>(arena.keep(half)); }) == 0);
        CHECK(tollgate::test::count_allocations([&] { static_cast<void>(arena.keep(half)); }) == 0);
        CHECK(tollgate::test::count_allocations([&] { static_cast<void>(arena.keep("x")); }) > 0);
    }

    TEST_CASE("text_arena: when it moves, its texts are found again, and an unfinished one goes on")
    {
        for (std::size_t const size : {3U, 600U}) {
            auto first = std::make_unique<text_arena>();
            std::string const text(size, 'k');
            std::string_view const kept = first->keep(text);
            first->append("begun");
            text_arena second{std::move(*first)};
            std::string_view const moved = second.moved_from(*first, kept);
            CHECK(second.moved_from(*first, text).data() == text.data());
            CHECK(first->keep("again") == "again"); // what was moved from is empty, and can be used
            first.reset();
            CHECK(moved == text);
            second.append(" and ended");
            CHECK(second.finish() == "begun and ended");
        }
    }

    TEST_CASE("text_arena: what it held is overwritten, in its own bytes and on the heap")
    {
        constexpr std::string_view secret = "a secret that is longer than any small text";
        alignas(text_arena) static std::array<std::byte, sizeof(text_arena)> memory;
        auto const holds_secret = [secret] { return tollgate::test::count_text(memory, secret) != 0; };
        memory.fill(std::byte{0xAA});
        auto *arena = ::new (memory.data()) text_arena;
        static_cast<void>(arena->keep(secret));
        CHECK(holds_secret());
        SUBCASE("when it goes")
        {
            std::destroy_at(arena);
        }
        SUBCASE("when it goes after it had used the heap")
        {
            static_cast<void>(arena->keep(std::string(5'000, 'x')));
            std::destroy_at(arena);
        }
        SUBCASE("when it moves")
        {
            text_arena const moved{std::move(*arena)};
            CHECK(!holds_secret());
            std::destroy_at(arena);
        }
        CHECK(!holds_secret());
        CHECK(tollgate::test::count_freed_with(secret, [secret] {
                  text_arena own;
                  for (int i = 0; i != 10; ++i) {
                      own.append(std::string(600, 'x'));
                      own.append(secret);
                      static_cast<void>(own.finish());
                  }
              }) == 0);
    }
}

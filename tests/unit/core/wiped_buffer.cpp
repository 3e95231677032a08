// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/wiped_buffer.hpp>

#include <doctest/doctest.h>
#include <support/allocation_counter.hpp>
#include <support/count_text.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

namespace {

using tollgate::wiped_buffer;

static_assert(!std::is_copy_constructible_v<wiped_buffer> && !std::is_move_constructible_v<wiped_buffer>);

constexpr std::string_view text = "a secret that is longer than any small text";

struct traces {
    std::size_t while_alive = 0;
    std::size_t afterwards = 0;
};

/// How often the secret stands in the memory of a buffer that `fill` was called with, before and after it went.
template <class Fill>
traces traces_in_buffer(Fill fill)
{
    alignas(wiped_buffer) static std::array<std::byte, sizeof(wiped_buffer)> memory;
    memory.fill(std::byte{0xAA});
    auto *const buffer = ::new (memory.data()) wiped_buffer;
    fill(*buffer);
    traces seen;
    seen.while_alive = tollgate::test::count_text(memory, text);
    std::destroy_at(buffer);
    seen.afterwards = tollgate::test::count_text(memory, text);
    return seen;
}

} // namespace

TEST_SUITE("tollgate.core.wiped_buffer")
{
    TEST_CASE("wiped_buffer: holds what was appended, on the heap or not")
    {
        wiped_buffer buffer;
        CHECK(buffer.view().empty());
        std::string expected;
        for (int i = 0; i != 3'000; ++i) {
            buffer.append(std::to_string(i));
            buffer.append("");
            expected += std::to_string(i);
        }
        CHECK(buffer.view() == expected);
        CHECK(buffer.size() == expected.size());
        std::string_view{"xyz"}.copy(buffer.extend(3), 3);
        buffer.from(expected.size()).front() = 'X';
        CHECK(buffer.view() == expected + "Xyz");
        wiped_buffer large;
        large.append(std::string(100'000, 'x'));
        CHECK(large.view() == std::string(100'000, 'x'));
    }

    TEST_CASE("wiped_buffer: does not allocate up to 4 KiB")
    {
        wiped_buffer buffer;
        std::string const most(4096, 'x');
        CHECK(tollgate::test::count_allocations([&] { buffer.append(most); }) == 0);
        CHECK(tollgate::test::count_allocations([&] { buffer.append("x"); }) == 1);
    }

    TEST_CASE("wiped_buffer: its own bytes are overwritten when it goes")
    {
        traces const seen = traces_in_buffer([](wiped_buffer &buffer) { buffer.append(text); });
        CHECK(seen.while_alive == 1);
        CHECK(seen.afterwards == 0);
    }

    TEST_CASE("wiped_buffer: its own bytes are overwritten when it grows")
    {
        traces const seen = traces_in_buffer([](wiped_buffer &buffer) {
            buffer.append(text);
            buffer.append(std::string(5'000, 'x'));
        });
        CHECK(seen.while_alive == 0);
        CHECK(seen.afterwards == 0);
    }

    TEST_CASE("wiped_buffer: what it had on the heap is overwritten, each time it grows and when it goes")
    {
        std::string const filling(5'000, 'x');
        CHECK(tollgate::test::count_freed_with(text, [&filling] {
                  wiped_buffer buffer;
                  for (int i = 0; i != 10; ++i) {
                      buffer.append(filling);
                      buffer.append(text);
                  }
              }) == 0);
    }
}

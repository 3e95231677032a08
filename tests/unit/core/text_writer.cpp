// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/text_writer.hpp>

#include <doctest/doctest.h>
#include <support/allocation_counter.hpp>

#include <cstddef>
#include <string>
#include <utility>

using tollgate::detail::string_writer;

TEST_SUITE("tollgate.core.text_writer")
{
    TEST_CASE("string_writer: holds what was appended, whatever size was likely")
    {
        for (std::size_t const likely : {0U, 1U, 100U, 100'000U}) {
            string_writer writer{likely, "what stood there before"};
            CHECK(writer.view().empty());
            std::string expected;
            for (int i = 0; i != 2'000; ++i) {
                writer.append(std::to_string(i));
                writer.append("");
                writer.append(',');
                expected += std::to_string(i) + ',';
            }
            std::string{"xyz"}.copy(writer.extend(3), 3);
            expected += "xyz";
            CHECK(writer.view() == expected);
            CHECK(writer.size() == expected.size());
            CHECK(writer.take() == expected);
        }
        CHECK(string_writer{5, "before"}.take().empty());
    }

    TEST_CASE("string_writer: allocates once up to the likely size, and not at all where there is room")
    {
        std::string const text(300, 'x');
        std::string made;
        CHECK(tollgate::test::count_allocations([&] {
                  string_writer writer{301};
                  writer.append(text);
                  writer.append('y');
                  made = writer.take();
              }) == 1);
        CHECK(tollgate::test::count_allocations([&] {
                  string_writer writer{1'000'000, std::move(made)};
                  writer.append('z');
                  writer.append(text);
                  made = writer.take();
              }) == 0);
        CHECK(made == 'z' + text);
    }
}

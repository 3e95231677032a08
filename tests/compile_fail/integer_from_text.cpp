// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: text_is_not_read_by_itself_so_give_a_number
// first-error: deleted function
// first-error-line: here

#include <tollgate/field.hpp>

#include <cstdint>
#include <string>

struct page {
    tollgate::required<"number", std::int64_t> number;
};

page page_called([[maybe_unused]] std::string const &text)
{
    return {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
        .number = text, // <- here
#else
        .number = std::stoll(text),
#endif
    };
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: this_field_holds_no_text_for_certain_or_a_personal_one_so_write_its_value_as_text
// first-error(gcc): use of deleted function
// first-error(clang): deleted operator
// first-error-line: here

#include <tollgate/field.hpp>

#include <cstdint>
#include <string>

struct paid {
    tollgate::required<"id", std::int64_t> id;
};

std::string line_for(paid const &told)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return "payment " + told.id; // <- here
#else
    return "payment " + std::to_string(*told.id);
#endif
}

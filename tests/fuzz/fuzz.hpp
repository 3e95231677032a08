// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_FUZZ_FUZZ_HPP
#define TOLLGATE_TESTS_FUZZ_FUZZ_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// Each target is one function over the bytes; libFuzzer brings the rest.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size);

namespace tollgate::fuzz {

inline std::string_view text_of(std::uint8_t const *data, std::size_t size)
{
    return {reinterpret_cast<char const *>(data), size};
}

/// What must hold for all input, in every build.
inline void must(bool holds, char const *what)
{
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

} // namespace tollgate::fuzz

#endif

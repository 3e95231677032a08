// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_EACH_TEXT_HPP
#define TOLLGATE_TESTS_SUPPORT_EACH_TEXT_HPP

#include <cstddef>
#include <string>

namespace tollgate::test {

/// Calls back with texts of every length up to 17, plain but for one byte: each byte, at each place.
void each_text(auto see)
{
    for (std::size_t size = 1; size != 18; ++size)
        for (std::size_t at = 0; at != size; ++at)
            for (int byte = 0; byte != 256; ++byte) {
                std::string text(size, 'x');
                text[at] = static_cast<char>(byte);
                see(text);
            }
}

} // namespace tollgate::test

#endif

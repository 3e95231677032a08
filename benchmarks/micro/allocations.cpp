// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// How often everything in cases.hpp calls `operator new` or `malloc`, once it is warm.

#include <cases.hpp>
#include <cstddef>
#include <cstdio>

extern "C" void *__libc_malloc(std::size_t);

namespace {
std::size_t count = 0;
}

extern "C" void *malloc(std::size_t size) // `operator new` comes here, too, and OpenSSL
{
    ++count;
    return __libc_malloc(size);
}

int main()
{
    for (auto const &each : benchmarks::all_works()) {
        each.once();
        std::size_t const before = count;
        each.once();
        std::printf("%s\t%zu\n", each.name.c_str(), count - before);
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_ALLOCATION_COUNTER_HPP
#define TOLLGATE_TESTS_SUPPORT_ALLOCATION_COUNTER_HPP

#include <cstddef>

namespace tollgate::test {

/// How often this thread has called `operator new`, but for over-aligned types.
[[nodiscard]] std::size_t allocations_so_far() noexcept;

/// How often `work` calls `operator new` in this thread, but for over-aligned types. It does not see
/// `malloc`.
template <class Work>
[[nodiscard]] std::size_t count_allocations(Work &&work)
{
    std::size_t const before = allocations_so_far();
    work();
    return allocations_so_far() - before;
}

} // namespace tollgate::test

#endif

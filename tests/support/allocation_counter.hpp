// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_ALLOCATION_COUNTER_HPP
#define TOLLGATE_TESTS_SUPPORT_ALLOCATION_COUNTER_HPP

#include <cstddef>
#include <string_view>

namespace tollgate::test {

/// How often this thread has called `operator new`, but for over-aligned types with `std::nothrow`.
[[nodiscard]] std::size_t allocations_so_far() noexcept;

/// How often `work` calls `operator new` in this thread. It does not see `malloc`.
template <class Work>
[[nodiscard]] std::size_t count_allocations(Work &&work)
{
    std::size_t const before = allocations_so_far();
    work();
    return allocations_so_far() - before;
}

/// While it lives, one call of `operator new` in this thread fails, after so many others. With sanitizers none does.
class failing_allocation {
public:
    explicit failing_allocation(std::size_t calls_before) noexcept;
    failing_allocation(failing_allocation const &) = delete;
    failing_allocation &operator=(failing_allocation const &) = delete;
    ~failing_allocation();
};

/// From now on this thread looks for the text in all memory that it frees with `operator delete`; an empty text
/// ends it.
void watch_freed(std::string_view text) noexcept;
/// In how many freed blocks it was found.
[[nodiscard]] std::size_t freed_with_watched_text() noexcept;

/// In how many of the blocks that `work` frees with `operator delete` the text still stands.
template <class Work>
[[nodiscard]] std::size_t count_freed_with(std::string_view text, Work &&work)
{
    watch_freed(text);
    work();
    std::size_t const found = freed_with_watched_text();
    watch_freed({});
    return found;
}

} // namespace tollgate::test

#endif

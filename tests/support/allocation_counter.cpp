// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <support/allocation_counter.hpp>

#include <malloc.h>

#include <cstdlib>
#include <new>

// ThreadSanitizer's runtime defines the same functions for good: there, nothing is counted and nothing is watched.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define TOLLGATE_TESTS_COUNT_NOTHING
#endif
#endif

namespace {

thread_local constinit std::size_t allocations = 0;
thread_local constinit std::string_view watched{};
thread_local constinit std::size_t freed_with_watched = 0;
constexpr std::size_t unlimited = static_cast<std::size_t>(-1);
thread_local constinit std::size_t calls_left = unlimited;

#ifndef TOLLGATE_TESTS_COUNT_NOTHING
void *counted(std::size_t size) noexcept
{
    ++allocations;
    if (calls_left != unlimited && calls_left-- == 0) return nullptr; // and is unlimited then
    return std::malloc(size == 0 ? 1 : size);
}

void *counted_or_throw(std::size_t size)
{
    if (void *memory = counted(size)) return memory;
    throw std::bad_alloc{};
}

void *aligned_or_throw(std::size_t size, std::align_val_t alignment)
{
    ++allocations;
    auto const boundary = static_cast<std::size_t>(alignment);
    if (void *memory = std::aligned_alloc(boundary, (size / boundary + 1) * boundary)) return memory;
    throw std::bad_alloc{};
}

void release(void *memory) noexcept
{
    if (memory != nullptr && !watched.empty()) {
        std::string_view const block{static_cast<char const *>(memory), malloc_usable_size(memory)};
        if (block.find(watched) != block.npos) ++freed_with_watched;
    }
    std::free(memory);
}
#endif

} // namespace

void tollgate::test::watch_freed(std::string_view text) noexcept
{
    watched = text;
    freed_with_watched = 0;
}
std::size_t tollgate::test::freed_with_watched_text() noexcept
{
    return freed_with_watched;
}
tollgate::test::failing_allocation::failing_allocation(std::size_t calls_before) noexcept
{
    calls_left = calls_before;
}
tollgate::test::failing_allocation::~failing_allocation()
{
    calls_left = unlimited;
}
std::size_t tollgate::test::allocations_so_far() noexcept
{
    return allocations;
}

#ifndef TOLLGATE_TESTS_COUNT_NOTHING
// All of them are replaced, as sanitizers pair each form of `new` with its own `delete`.
void *operator new(std::size_t size)
{
    return counted_or_throw(size);
}
void *operator new[](std::size_t size)
{
    return counted_or_throw(size);
}
void *operator new(std::size_t size, std::align_val_t alignment)
{
    return aligned_or_throw(size, alignment);
}
void *operator new[](std::size_t size, std::align_val_t alignment)
{
    return aligned_or_throw(size, alignment);
}
void *operator new(std::size_t size, std::nothrow_t const &) noexcept
{
    return counted(size);
}
void *operator new[](std::size_t size, std::nothrow_t const &) noexcept
{
    return counted(size);
}

void operator delete(void *memory) noexcept
{
    release(memory);
}
void operator delete[](void *memory) noexcept
{
    release(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    release(memory);
}
void operator delete[](void *memory, std::size_t) noexcept
{
    release(memory);
}
void operator delete(void *memory, std::align_val_t) noexcept
{
    release(memory);
}
void operator delete[](void *memory, std::align_val_t) noexcept
{
    release(memory);
}
void operator delete(void *memory, std::size_t, std::align_val_t) noexcept
{
    release(memory);
}
void operator delete[](void *memory, std::size_t, std::align_val_t) noexcept
{
    release(memory);
}
void operator delete(void *memory, std::nothrow_t const &) noexcept
{
    release(memory);
}
void operator delete[](void *memory, std::nothrow_t const &) noexcept
{
    release(memory);
}
#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <support/allocation_counter.hpp>

#include <cstdlib>
#include <new>

namespace {

thread_local constinit std::size_t allocations = 0;

void *counted(std::size_t size) noexcept
{
    ++allocations;
    return std::malloc(size == 0 ? 1 : size);
}

void *counted_or_throw(std::size_t size)
{
    if (void *memory = counted(size)) return memory;
    throw std::bad_alloc{};
}

} // namespace

std::size_t tollgate::test::allocations_so_far() noexcept
{
    return allocations;
}

// All of them are replaced, as sanitizers pair each form of `new` with its own `delete`.
void *operator new(std::size_t size)
{
    return counted_or_throw(size);
}
void *operator new[](std::size_t size)
{
    return counted_or_throw(size);
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
    std::free(memory);
}
void operator delete[](void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void *memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::nothrow_t const &) noexcept
{
    std::free(memory);
}
void operator delete[](void *memory, std::nothrow_t const &) noexcept
{
    std::free(memory);
}

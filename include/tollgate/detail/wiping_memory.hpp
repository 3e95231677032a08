// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_WIPING_MEMORY_HPP
#define TOLLGATE_DETAIL_WIPING_MEMORY_HPP

#include <tollgate/wipe.hpp>

#include <cstddef>
#include <memory_resource>

namespace tollgate::inline v0::detail {

/// The heap, overwritten as it is given back: for texts that may hold a secret.
class wiping_memory final : public std::pmr::memory_resource {
public:
    [[nodiscard]] static std::pmr::memory_resource *get() noexcept
    {
        static wiping_memory only;
        return &only;
    }

private:
    void *do_allocate(std::size_t size, std::size_t alignment) override
    {
        return std::pmr::new_delete_resource()->allocate(size, alignment);
    }
    void do_deallocate(void *memory, std::size_t size, std::size_t alignment) override
    {
        wipe(memory, size);
        std::pmr::new_delete_resource()->deallocate(memory, size, alignment);
    }
    bool do_is_equal(std::pmr::memory_resource const &other) const noexcept override
    {
        return this == &other;
    }
};

} // namespace tollgate::inline v0::detail

#endif

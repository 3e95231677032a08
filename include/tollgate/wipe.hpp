// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_WIPE_HPP
#define TOLLGATE_WIPE_HPP

#include <tollgate/version.hpp>

#include <atomic>
#include <cstddef>
#include <cstring>

namespace tollgate::inline v0 {

/// \brief Overwrites memory that held a secret, in a way that the optimiser may not drop.
/// \details For a program's own hash policy, and whatever else of it holds a key.
inline void wipe(void *memory, std::size_t size) noexcept
{
    if (size == 0) return;
    std::memset(memory, 0, size);
    // The compiler must assume that this reads the zeros, so it cannot call them a dead store.
#if defined(__GNUC__)
    __asm__ __volatile__("" : : "r"(memory) : "memory");
#else
    auto *bytes = static_cast<unsigned char volatile *>(memory);
    for (std::size_t i = 0; i != size; ++i)
        bytes[i] = 0;
    std::atomic_signal_fence(std::memory_order_seq_cst);
#endif
}

} // namespace tollgate::inline v0

#endif

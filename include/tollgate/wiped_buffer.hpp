// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_WIPED_BUFFER_HPP
#define TOLLGATE_WIPED_BUFFER_HPP

#include <tollgate/detail/text_writer.hpp>
#include <tollgate/wipe.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>

namespace tollgate::inline v0 {

/**
 * \brief Text under construction that may hold a secret: 4 KiB without the heap, overwritten when it goes or moves on.
 * \details What a program's own functions in a scheme write to. `append(text)` adds a text or a character; `extend(count)` adds so many
 * characters and returns where they start, all of which the caller then writes; `view()` is what is there, until more is added.
 * \par Thread safety
 * For one thread at a time.
 */
class wiped_buffer final : public detail::text_writer {
public:
    /// Leaves the inline bytes unset: clearing 4 KiB would cost more than a digest.
    wiped_buffer() noexcept : text_writer{nullptr, inline_size} { data_ = inline_; }
    [[gnu::noinline]] ~wiped_buffer() { wipe(data_, size_); }

    /// The text from a position on, to be changed in place.
    [[nodiscard]] std::span<char> from(std::size_t start) noexcept { return {data_ + start, size_ - start}; }

private:
    static constexpr std::size_t inline_size = 4096;

    [[gnu::noinline]] void grow(std::size_t wanted) override
    {
        std::size_t const capacity = std::max(wanted, capacity_ * 2);
        std::unique_ptr<char[]> larger{new char[capacity]};
        std::memcpy(larger.get(), data_, size_);
        wipe(data_, size_);
        heap_ = std::move(larger);
        data_ = heap_.get();
        capacity_ = capacity;
    }

    char inline_[inline_size];
    std::unique_ptr<char[]> heap_;
};

} // namespace tollgate::inline v0

#endif

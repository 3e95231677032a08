// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_WIPED_BUFFER_HPP
#define TOLLGATE_DETAIL_WIPED_BUFFER_HPP

#include <tollgate/detail/text_writer.hpp>
#include <tollgate/detail/wipe.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>

namespace tollgate::inline v0::detail {

/// Text under construction that may hold a secret: 4 KiB without the heap, overwritten when it goes or moves
/// on.
class wiped_buffer final : public text_writer {
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

} // namespace tollgate::inline v0::detail

#endif

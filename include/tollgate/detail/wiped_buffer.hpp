// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_WIPED_BUFFER_HPP
#define TOLLGATE_DETAIL_WIPED_BUFFER_HPP

#include <tollgate/detail/wipe.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace tollgate::inline v0::detail {

/// Text under construction that may hold a secret: 4 KiB without the heap, overwritten when it goes or moves
/// on.
class wiped_buffer {
public:
    wiped_buffer() noexcept {} // leaves the inline bytes unset: clearing 4 KiB would cost more than a digest
    wiped_buffer(wiped_buffer const &) = delete;
    wiped_buffer &operator=(wiped_buffer const &) = delete;
    [[gnu::noinline]] ~wiped_buffer() { wipe(data_, size_); }

    void append(std::string_view part)
    {
        if (part.empty()) return;
        std::memcpy(extend(part.size()), part.data(), part.size());
    }

    /// Adds so many characters and returns where they start; the caller writes them.
    [[nodiscard]] char *extend(std::size_t count)
    {
        if (count > capacity_ - size_) grow(size_ + count);
        char *const start = data_ + size_;
        size_ += count;
        return start;
    }

    /// Gives back what was added but not written.
    void end_at(char const *end) noexcept { size_ = static_cast<std::size_t>(end - data_); }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::string_view view() const noexcept { return {data_, size_}; }
    /// The text from a position on, to be changed in place.
    [[nodiscard]] std::span<char> from(std::size_t start) noexcept { return {data_ + start, size_ - start}; }

private:
    static constexpr std::size_t inline_size = 4096;

    [[gnu::noinline]] void grow(std::size_t wanted)
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
    char *data_ = inline_;
    std::size_t size_ = 0;
    std::size_t capacity_ = inline_size;
};

} // namespace tollgate::inline v0::detail

#endif

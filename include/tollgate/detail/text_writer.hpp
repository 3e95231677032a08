// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_TEXT_WRITER_HPP
#define TOLLGATE_DETAIL_TEXT_WRITER_HPP

#include <tollgate/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/// Text under construction, which grows by what is appended: nobody who writes looks after its end.
class text_writer {
public:
    text_writer(text_writer const &) = delete;
    text_writer &operator=(text_writer const &) = delete;

    void append(std::string_view part)
    {
        if (part.empty()) return;
        std::memcpy(extend(part.size()), part.data(), part.size());
    }
    void append(char c) { *extend(1) = c; }

    /// Adds so many characters and returns where they start; the caller writes them, all and no more.
    [[nodiscard]] char *extend(std::size_t count)
    {
        if (count > capacity_ - size_) grow(size_ + count);
        char *const start = data_ + size_;
        size_ += count;
        return start;
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::string_view view() const noexcept { return {data_, size_}; }

protected:
    text_writer(char *data, std::size_t capacity) noexcept : data_{data}, capacity_{capacity} {}
    ~text_writer() = default;

    /// Moves the text to where there is room for so many characters at least.
    virtual void grow(std::size_t wanted) = 0;

    char *data_;
    std::size_t size_ = 0;
    std::size_t capacity_;
};

/// Writes a string: in the memory that it has, or else in one piece of the likely size.
class string_writer final : public text_writer {
public:
    explicit string_writer(std::size_t likely_size, std::string room = {})
        : text_writer{nullptr, 0},
          likely_size_{likely_size},
          text_{std::move(room)}
    {
        use(text_.capacity());
    }

    [[nodiscard]] std::string take()
    {
        text_.resize(size_);
        return std::move(text_);
    }

private:
    void grow(std::size_t wanted) override { use(std::max({wanted, likely_size_, 2 * capacity_})); }
    void use(std::size_t size)
    {
        text_.resize(size);
        data_ = text_.data();
        capacity_ = size;
    }

    std::size_t likely_size_;
    std::string text_;
};

} // namespace tollgate::inline v0::detail

#endif

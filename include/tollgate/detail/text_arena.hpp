// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_TEXT_ARENA_HPP
#define TOLLGATE_DETAIL_TEXT_ARENA_HPP

#include <tollgate/detail/wiping_memory.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief Keeps texts that stay where they are until it goes, and overwrites them then: they may hold a secret.
 * \details A text may be made of several parts, one text at a time: \ref append them, then \ref finish. Only a text that is not
 * finished may move. 512 bytes need no heap.
 */
class text_arena {
public:
    text_arena() noexcept {} // leaves the inline bytes unset
    /// Texts in the inline bytes move with them: \ref moved_from tells where to.
    text_arena(text_arena &&other) noexcept : heap_{std::move(other.heap_)}
    {
        // Once the heap is used, how many of the inline bytes are set is not known.
        std::size_t const used = heap_ ? inline_size : static_cast<std::size_t>(other.next_ - other.inline_);
        std::memcpy(inline_, other.inline_, used);
        started_ = heap_ ? other.started_ : inline_ + (other.started_ - other.inline_);
        next_ = heap_ ? other.next_ : inline_ + used;
        end_ = heap_ ? other.end_ : inline_ + inline_size;
        wipe(other.inline_, used);
        other.started_ = other.next_ = other.inline_;
        other.end_ = other.inline_ + inline_size;
    }
    text_arena &operator=(text_arena &&) = delete;
    ~text_arena() { wipe(inline_, inline_used()); }

    void append(std::string_view part)
    {
        if (part.empty()) return;
        make_room(part.size());
        std::memcpy(next_, part.data(), part.size());
        next_ += part.size();
    }
    /// Whether a text has parts and is not finished.
    [[nodiscard]] bool is_open() const noexcept { return next_ != started_; }
    /// The text that the parts made.
    [[nodiscard]] std::string_view finish() noexcept
    {
        char const *const start = std::exchange(started_, next_);
        return {start, static_cast<std::size_t>(next_ - start)};
    }

    /// A text of one part.
    [[nodiscard]] std::string_view keep(std::string_view text)
    {
        append(text);
        return finish();
    }
    /// What `write(to)` writes, at most so many characters; it returns their end.
    template <class Write>
    [[nodiscard]] std::string_view keep_written(std::size_t most, Write write)
    {
        make_room(most);
        next_ = write(next_);
        return finish();
    }

    /// Where something stands that stood in another arena, out of which this one was made.
    [[nodiscard]] std::string_view moved_from(text_arena const &other, std::string_view text) const noexcept
    {
        bool const was_inline = std::less_equal<>{}(&other.inline_[0], text.data()) &&
                                std::less<>{}(text.data(), &other.inline_[0] + inline_size);
        return was_inline ? std::string_view{inline_ + (text.data() - other.inline_), text.size()} : text;
    }

private:
    static constexpr std::size_t inline_size = 512;

    [[nodiscard]] std::size_t inline_used() const noexcept
    {
        return heap_ ? inline_size : static_cast<std::size_t>(next_ - inline_);
    }
    void make_room(std::size_t count)
    {
        if (count > static_cast<std::size_t>(end_ - next_)) grow(count);
    }
    /// Goes on in a block of its own, and takes along the text that is not finished.
    [[gnu::noinline]] void grow(std::size_t count)
    {
        auto const open = static_cast<std::size_t>(next_ - started_);
        std::size_t const size = std::max(2 * (open + count), 2 * inline_size);
        if (!heap_) heap_ = std::make_unique<std::pmr::monotonic_buffer_resource>(size, wiping_memory::get());
        auto *const block = static_cast<char *>(heap_->allocate(size, 1));
        std::memcpy(block, started_, open);
        started_ = block;
        next_ = block + open;
        end_ = block + size;
    }

    char inline_[inline_size];
    std::unique_ptr<std::pmr::monotonic_buffer_resource> heap_;
    char *started_ = inline_;
    char *next_ = inline_;
    char *end_ = inline_ + inline_size;
};

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_SELECTION_IPP
#define TOLLGATE_IMPL_SIGNING_SELECTION_IPP

#include <tollgate/detail/format/eight_bytes.hpp>
#include <tollgate/signing/selection.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <new>
#include <span>
#include <string>
#include <string_view>

namespace tollgate::inline v0::signing {

std::span<parameter const> selection::inside(parameter const &p) const noexcept
{
    if (!detail::is_container(p.kind)) return {};
    parameter const *const at = stands_in_message(p) ? &p : original_of_made(p);
    return nested(message, static_cast<std::size_t>(at - message.data()));
}

void selection::order_by_name()
{
    if (ignores_case) return order_ignoring_case();
    boost::container::small_vector<std::string_view, 32> names;
    for (parameter const *const p : chosen_)
        names.push_back(p->name);
    order_by(names);
}

std::string_view selection::keep(std::string_view text)
{
    if (text.empty()) return {};
    kept_ += text.size();
    char *const copy = static_cast<char *>(allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
}

void selection::order_ignoring_case()
{
    boost::container::small_vector<std::string_view, 64> names;
    std::string name;
    for (parameter const *const p : chosen_) {
        name = p->name;
        std::ranges::transform(name, name.begin(), to_lower);
        names.push_back(keep(name));
    }
    order_by(names);
}

void *selection::allocate(std::size_t size, std::size_t alignment)
{
    if (!arena_) arena_.emplace(inline_, sizeof inline_, detail::wiping_memory::get());
    auto *const start = static_cast<std::byte *>(arena_->allocate(size, alignment));
    bool const is_inline =
        std::ranges::less_equal{}(inline_, start) && std::ranges::less{}(start, inline_ + sizeof inline_);
    if (is_inline) inline_used_ = static_cast<std::size_t>(start - inline_) + size;
    return start;
}

parameter const *selection::made(std::string_view name, parameter like, parameter const *original)
{
    like.name = name;
    return ::new (allocate(sizeof(made_parameter), alignof(made_parameter))) made_parameter{like, original};
}

void selection::order_by(std::span<std::string_view const> ranks)
{
    struct entry {
        std::uint64_t start; ///< Of the rank: nearly all differ there.
        std::string_view rank;
        std::size_t place;
        parameter const *field;

        bool operator<(entry const &other) const noexcept
        {
            if (start != other.start) return start < other.start;
            int const order = rank.compare(other.rank);
            return order != 0 ? order < 0 : place < other.place;
        }
    };
    boost::container::small_vector<entry, 32> all;
    for (std::size_t i = 0; i != ranks.size(); ++i)
        all.push_back({detail::eight_bytes::order_of(ranks[i]), ranks[i], i, chosen_[i]});
    std::sort(all.begin(), all.end());
    std::ranges::transform(all, chosen_.begin(), &entry::field);
}

} // namespace tollgate::inline v0::signing

#endif

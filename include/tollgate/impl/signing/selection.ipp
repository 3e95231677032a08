// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_SELECTION_IPP
#define TOLLGATE_IMPL_SIGNING_SELECTION_IPP

#include <tollgate/signing/selection.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
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
        std::string_view rank;
        parameter const *field;
        std::size_t place;
    };
    boost::container::small_vector<entry, 32> all;
    for (std::size_t i = 0; i != ranks.size(); ++i)
        all.push_back({ranks[i], chosen_[i], i});
    std::ranges::sort(all, [](entry const &a, entry const &b) {
        int const order = a.rank.compare(b.rank);
        return order != 0 ? order < 0 : a.place < b.place;
    });
    std::ranges::transform(all, chosen_.begin(), &entry::field);
}

} // namespace tollgate::inline v0::signing

#endif

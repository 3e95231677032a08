// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_FORMAT_PARAMETER_LIST_IPP
#define TOLLGATE_IMPL_FORMAT_PARAMETER_LIST_IPP

#include <tollgate/detail/format/parameter_list.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::detail {

bool has_duplicates(std::span<std::string_view> names)
{
    if (names.size() <= 32) { // comparing each with each pays for few
        for (auto name = names.begin(); name != names.end(); ++name)
            if (std::find(names.begin(), name, *name) != name) return true;
        return false;
    }
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) != names.end();
}

bool has_duplicates(std::span<parameter const> items)
{
    boost::container::small_vector<std::string_view, 32> names;
    for (parameter const &p : items)
        if (p.depth == items.front().depth) names.push_back(p.name);
    return has_duplicates(std::span<std::string_view>{names.data(), names.size()});
}

void mark_repeated(std::span<parameter> all, std::span<std::size_t> members)
{
    auto const name_at = [all](std::size_t place) { return all[place].name; };
    std::ranges::sort(members, {}, name_at);
    for (std::size_t i = 0; i != members.size(); ++i)
        all[members[i]].repeated =
            (i != 0 && name_at(members[i - 1]) == name_at(members[i])) ||
            (i + 1 != members.size() && name_at(members[i + 1]) == name_at(members[i]));
}

void mark_nested_in_repeated(std::span<parameter> all) noexcept
{
    for (std::size_t i = 0; i < all.size();) {
        parameter const &at = all[i++];
        while (at.repeated && i != all.size() && all[i].depth > at.depth)
            all[i++].repeated = true;
    }
}

void mark_repeated(std::span<parameter> members)
{
    if (!has_duplicates(members)) return;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i != members.size(); i += nested(members, i).size() + 1)
        places.push_back(i);
    mark_repeated(members, places);
    mark_nested_in_repeated(members);
}

} // namespace tollgate::inline v0::detail

#endif

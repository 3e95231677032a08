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

void mark_repeated(std::span<parameter> members)
{
    if (!has_duplicates(members)) return;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i != members.size(); i += nested(members, i).size() + 1)
        places.push_back(i);
    auto const name_at = [members](std::size_t place) { return members[place].name; };
    std::ranges::sort(places, {}, name_at);
    for (std::size_t i = 0; i != places.size(); ++i) {
        bool const is_repeated = (i != 0 && name_at(places[i - 1]) == name_at(places[i])) ||
                                 (i + 1 != places.size() && name_at(places[i + 1]) == name_at(places[i]));
        if (is_repeated)
            for (parameter &p : members.subspan(places[i], nested(members, places[i]).size() + 1))
                p.repeated = true;
    }
}

} // namespace tollgate::inline v0::detail

#endif

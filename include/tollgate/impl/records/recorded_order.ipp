// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_RECORDED_ORDER_IPP
#define TOLLGATE_IMPL_RECORDS_RECORDED_ORDER_IPP

#include <tollgate/detail/records/recorded_order.hpp>

namespace tollgate::inline v0::detail {

std::string own_id_in(std::span<parameter const> items, std::span<std::string_view const> names)
{
    std::vector<parameter> found;
    for (std::string_view const name : names) {
        parameter const *const one = find(items, name);
        if (one == nullptr || is_container(one->kind) || one->text.empty()) return {};
        found.push_back(*one);
        found.back().shown = visibility::open;
    }
    return found.size() == 1 ? std::string{found.front().text} : open_json(found);
}

bool are_open(std::span<parameter const> items, std::span<std::string_view const> names)
{
    return std::ranges::all_of(items, [names](parameter const &p) {
        bool const is_named = p.name.empty() || std::ranges::find(names, p.name) != names.end();
        return is_named && p.shown == visibility::open;
    });
}

} // namespace tollgate::inline v0::detail

#endif

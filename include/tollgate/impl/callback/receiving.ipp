// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_CALLBACK_RECEIVING_IPP
#define TOLLGATE_IMPL_CALLBACK_RECEIVING_IPP

#include <tollgate/detail/callback/receiving.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::detail {

/// What a value of the documented kind holds, or what is wrong with it.
[[nodiscard]] inline std::optional<problem_with> look_into(std::span<parameter const> in, parameter const *at,
                                                           std::string_view name, value_kind documented,
                                                           std::span<parameter const> &inside)
{
    if (at == nullptr) return problem_with{errc::missing_field, name};
    if (at->repeated) return problem_with{errc::duplicate_field, name};
    if (at->kind != documented) return problem_with{errc::field_not_convertible, name};
    inside = nested(in, static_cast<std::size_t>(at - in.data()));
    return std::nullopt;
}

result<std::string_view> find_claimed(std::span<parameter const> received, std::string_view path)
{
    parameter const *const found = signing::find_path(received, path);
    bool const is_given = found != nullptr && found->kind != value_kind::null;
    bool const is_repeated = found != nullptr && found->repeated;
    if (is_given && !is_repeated && !found->malformed && !is_container(found->kind)) return found->text;
    errc const why = is_repeated ? errc::duplicate_field
                     : is_given  ? errc::field_not_convertible
                                 : errc::missing_field;
    return callback_error(why, sentence_for_field({why, path}, "callback"));
}

std::optional<problem_with> find_items(std::span<parameter const> received, std::string_view list,
                                       std::string_view item, std::vector<std::span<parameter const>> &to)
{
    std::span<parameter const> all;
    if (auto const problem = look_into(received, find(received, list), list, value_kind::array, all))
        return problem;
    for (std::size_t i = 0; i != all.size(); i += nested(all, i).size() + 1) {
        std::span<parameter const> inside;
        if (auto const problem = look_into(all, &all[i], list, value_kind::object, inside)) return problem;
        if (!item.empty())
            if (auto const problem = look_into(inside, find(inside, item), item, value_kind::object, inside))
                return problem;
        to.push_back(inside);
    }
    if (to.empty()) return problem_with{errc::missing_field, list}; // nothing that anyone signed
    return std::nullopt;
}

void copy_item(std::span<parameter const> item, std::vector<parameter> &to)
{
    to.assign(item.begin(), item.end());
    for (parameter &each : to)
        each.depth = static_cast<unsigned short>(each.depth - item.front().depth);
}

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_OPERATION_IPP
#define TOLLGATE_IMPL_SANDBOX_OPERATION_IPP

#include <tollgate/detail/format/list_parts.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/private_key.hpp>
#include <tollgate/sandbox/operation.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox::detail {

/// Adds those that begin with the same name as one object or list.
/// \param in_list whether that name counts the elements
inline void add_level(parameter_list &to, std::span<text_at const> all, unsigned short depth, bool in_list)
{
    std::vector<bool> is_added(all.size());
    for (std::size_t i = 0; i != all.size(); ++i) {
        if (is_added[i]) continue;
        std::string_view const first = all[i].path.substr(0, all[i].path.find('.'));
        std::string_view const name = in_list ? std::string_view{} : first;
        if (first.size() == all[i].path.size()) {
            to.add({.name = name, .text = all[i].text, .kind = all[i].kind, .depth = depth});
            continue;
        }
        std::vector<text_at> inside;
        for (std::size_t j = i; j != all.size(); ++j)
            if (all[j].path.starts_with(first) && all[j].path.substr(first.size()).starts_with('.')) {
                inside.push_back({all[j].path.substr(first.size() + 1), all[j].text, all[j].kind});
                is_added[j] = true;
            }
        std::string_view const next = inside.front().path.substr(0, inside.front().path.find('.'));
        std::size_t index = 0;
        bool const is_list = tollgate::detail::read_integer(next, index);
        to.add({.name = name,
                .text = {},
                .kind = is_list ? value_kind::array : value_kind::object,
                .depth = depth});
        add_level(to, inside, static_cast<unsigned short>(depth + 1), is_list);
    }
}

void add_at(parameter_list &to, std::span<text_at const> all)
{
    add_level(to, all, 0, false);
}

void add_refusal(refusal_rule const &rule, refusal const &why, parameter_list &to)
{
    bool const is_number =
        !why.code.empty() && why.code.find_first_not_of("0123456789") == std::string_view::npos;
    std::vector<text_at> all;
    if (!rule.flag.empty()) all.push_back({rule.flag, "false", value_kind::boolean});
    if (!rule.code.empty() && (!why.code.empty() || why.beside.empty()))
        all.push_back({*rule.code.begin(), why.code, is_number ? value_kind::number : value_kind::text});
    if (!rule.message.empty() && (!why.message.empty() || why.beside.empty()))
        all.push_back({*rule.message.begin(), why.message, value_kind::text});
    all.insert(all.end(), why.beside.begin(), why.beside.end());
    add_at(to, all);
}

bool is_as_wanted(header const &wanted, std::string_view given)
{
    if (!equal_ignoring_case(wanted.name, "Accept")) return given == wanted.value;
    std::string const all_of_it = std::string{wanted.value.substr(0, wanted.value.find('/') + 1)} + '*';
    while (!given.empty()) {
        std::string_view const one = tollgate::detail::take_part(given, ",");
        std::string_view const type = tollgate::detail::without_outer_blanks(one.substr(0, one.find(';')));
        if (type == "*/*" || equal_ignoring_case(type, wanted.value) || equal_ignoring_case(type, all_of_it))
            return true;
    }
    return false;
}

/// The names in front of `="` in the scheme's own texts.
[[nodiscard]] inline std::vector<std::string_view> names_of_parameters(signing::scheme_view scheme)
{
    std::vector<std::string_view> names;
    for (signing::row const &r : scheme) {
        if (r.what != signing::op::literal || !r.text.ends_with("=\"")) continue;
        std::string_view const before = r.text.substr(0, r.text.size() - 2);
        names.push_back(before.substr(before.find_last_of(" ,") + 1)); // 0 where there is none
    }
    return names;
}

std::string in_order_of(signing::scheme_view scheme, std::string_view given)
{
    std::vector<std::string_view> const names = names_of_parameters(scheme);
    std::vector<std::pair<std::string_view, std::string_view>> found;
    std::string const as_it_is{given};
    std::size_t const blank = std::min(given.find(' '), given.size());
    std::string made{given.substr(0, blank)};
    given.remove_prefix(blank);
    while (!given.empty()) {
        std::size_t const equals = given.find("=\"");
        if (equals == given.npos) return as_it_is;
        std::size_t const end = given.find('"', equals + 2);
        if (end == given.npos) return as_it_is;
        found.emplace_back(tollgate::detail::without_outer_blanks(given.substr(0, equals)),
                           given.substr(equals + 2, end - equals - 2));
        given = tollgate::detail::without_outer_blanks(given.substr(end + 1));
        if (given.starts_with(','))
            given.remove_prefix(1);
        else if (!given.empty())
            return as_it_is;
    }
    if (found.size() != names.size()) return as_it_is;
    for (std::string_view const name : names) {
        auto const own = std::ranges::find(found, name, [](auto const &each) { return each.first; });
        if (own == found.end()) return as_it_is;
        made.append(name == names.front() ? " " : ",").append(name).append("=\"").append(own->second);
        made += '"';
    }
    return made;
}

bool is_near(std::string_view seconds, std::chrono::seconds within)
{
    std::int64_t at = 0;
    if (!tollgate::detail::read_integer(seconds, at)) return false;
    std::int64_t const now =
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()).time_since_epoch().count();
    return at >= now - within.count() && at <= now + within.count();
}

} // namespace tollgate::inline v0::sandbox::detail

#endif

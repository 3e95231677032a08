// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_PAGINATION_CHECKS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_PAGINATION_CHECKS_HPP

#include <tollgate/detail/compile_errors.hpp>
#include <tollgate/detail/description/declared_paths.hpp>
#include <tollgate/pagination.hpp>
#include <tollgate/provider.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace tollgate::inline v0::detail {

/// Whether a message has a field of this name that a text can fill.
[[nodiscard]] constexpr bool has_scalar_field(field_table const &of, std::string_view name)
{
    return std::any_of(of.begin(), of.end(), [name](field_row const &row) {
        return row.kind == field_kind::value && row.name == name && row.value->text != nullptr;
    });
}

/// `data.0.id`
template <class Pages>
inline constexpr auto path_of_element_id = [] {
    constexpr std::string_view list = Pages::table.told;
    constexpr std::string_view id = Pages::table.id;
    std::array<char, list.size() + 3 + id.size()> text{};
    auto const behind =
        std::ranges::copy(std::string_view{".0."}, std::ranges::copy(list, text.begin()).out).out;
    std::ranges::copy(id, behind);
    return text;
}();

/// What is wrong with what a message says of the pages of its answer.
template <class M>
consteval fault find_pages_fault()
{
    if constexpr (has_pages<M>) {
        constexpr pages_table const &pages = M::pages::table;
        constexpr fault_id wrong = fault_id::message_pages;
        auto const tells = [](std::string_view path, path_kind as) {
            path_kind const found = kind_at(field_table_of<typename M::response>, path);
            return found == as || found == path_kind::open;
        };
        bool const is_one_link = pages.kind == page_kind::link && pages.relation.empty();
        bool const tells_value =
            pages.kind == page_kind::cursor || pages.kind == page_kind::number || is_one_link;
        auto const has_field = [](std::string_view name) {
            return has_scalar_field(field_table_of<M>, name);
        };
        if (M::endpoint::effect != effect::reads) return {wrong, "pages"};
        if (pages.kind == page_kind::link && M::endpoint::form != wire_form::query) return {wrong, "pages"};
        if (pages.kind != page_kind::link && !has_field(pages.field)) return {wrong, pages.field};
        if (!pages.size.empty() && !has_field(pages.size)) return {wrong, pages.size};
        if (!tells(pages.told, tells_value ? path_kind::value : path_kind::nested))
            return {wrong, pages.told};
        if (!pages.more.empty() && !tells(pages.more, path_kind::value)) return {wrong, pages.more};
        if constexpr (pages.kind == page_kind::last) {
            constexpr auto const &path = path_of_element_id<typename M::pages>;
            if (!tells({path.data(), path.size()}, path_kind::value)) return {wrong, pages.id};
        }
    }
    return {};
}

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_PLACE_CHECKS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_PLACE_CHECKS_HPP

#include <tollgate/detail/compile_errors.hpp>
#include <tollgate/detail/description/header_table.hpp>
#include <tollgate/detail/field_table.hpp>
#include <tollgate/detail/format/http_text.hpp>
#include <tollgate/detail/format/path_template.hpp>
#include <tollgate/endpoint.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

/// \file
/// Whether a message's fields can travel where they say, worked out while compiling.

namespace tollgate::inline v0::detail {

/// The first field of an aggregate that names a place; empty if there is none.
[[nodiscard]] constexpr std::string_view first_placed(field_table const &of) noexcept
{
    for (field_row const &row : of)
        if (row.travels != place::usual) return row.name;
    return {};
}

/// Whether a field's text can stand alone: that of no object, list or key.
[[nodiscard]] constexpr bool has_one_text(field_row const &row) noexcept
{
    return row.kind == field_kind::constant ||
           (row.kind == field_kind::value && !is_container(row.value->sent_as) && !row.value->is_unsent);
}

/// The name of the list that is an aggregate's whole body; empty if it is an object.
[[nodiscard]] constexpr std::string_view list_name_in(field_table const &of) noexcept
{
    for (field_row const &row : of)
        if (row.travels == place::whole_body) return row.name;
    return {};
}
/// Whether that is a list, and nothing else of the aggregate stands in the body.
[[nodiscard]] constexpr bool is_list_alone(field_table const &of) noexcept
{
    std::size_t in_body = 0;
    bool is_list = false;
    for (field_row const &row : of) {
        in_body += row.travels == place::usual || row.travels == place::whole_body ? 1 : 0;
        is_list = is_list || (row.travels == place::whole_body && row.kind == field_kind::value &&
                              row.value->sent_as == value_kind::array);
    }
    return is_list && in_body == 1;
}

/// Whether a field can fill a part of a path: it is always there, and no amount or truth value.
[[nodiscard]] constexpr bool can_fill_path(field_row const &row) noexcept
{
    return row.kind == field_kind::value && row.is_required && !row.value->is_decimal &&
           (row.value->sent_as == value_kind::text || row.value->sent_as == value_kind::number);
}

/// Whether the library writes a request's header of this name, and nobody else.
[[nodiscard]] constexpr bool is_written_by_library(std::string_view name) noexcept
{
    return is_decided(name) || is_same_header(name, "Content-Type");
}

/// Whether a request has a header of this name, of the gateway's or of the message's own.
[[nodiscard]] constexpr bool is_sent_as_header(std::span<header_row const> sent, field_table const &own,
                                               std::string_view name) noexcept
{
    return std::ranges::any_of(sent, [name](header_row const &h) { return is_same_header(h.name, name); }) ||
           std::any_of(own.begin(), own.end(), [name](field_row const &row) {
               return row.travels == place::header && is_same_header(row.name, name);
           });
}

/// What is wrong with the names of a request's headers.
[[nodiscard]] constexpr fault find_header_fault(std::span<header_row const> sent, field_table const &own)
{
    auto const is_unfit = [](std::string_view name) {
        return !is_token(name) || is_written_by_library(name);
    };
    for (std::size_t i = 0; i != sent.size(); ++i)
        if (is_unfit(sent[i].name) || is_sent_as_header(sent.subspan(i + 1), own, sent[i].name))
            return {fault_id::message_header, sent[i].name};
    for (std::size_t i = 0; i != own.size; ++i) {
        if (own.first[i].travels != place::header) continue;
        std::string_view const name = own.first[i].name;
        field_table const behind{.first = own.first + i + 1, .size = own.size - i - 1, .chosen_as = {}};
        if (is_unfit(name) || is_sent_as_header({}, behind, name)) return {fault_id::message_header, name};
    }
    return {};
}

/// The first `{name}` of a path that no field fills.
[[nodiscard]] constexpr std::string_view first_unfilled(std::string_view path, field_table const &by) noexcept
{
    while (!path.empty()) {
        std::string_view const name = take_piece(path).name;
        if (!name.empty() && std::none_of(by.begin(), by.end(), [name](field_row const &row) {
                return row.travels == place::path && row.name == name;
            }))
            return name;
    }
    return {};
}

/// What is wrong with where a message's own fields travel.
[[nodiscard]] constexpr fault find_place_fault(field_table const &of, std::string_view path)
{
    for (field_row const *row = of.begin(); row != of.end(); ++row) {
        if (row->travels == place::usual) continue;
        if (row->travels == place::whole_body) continue; // what stands beside it is looked at elsewhere
        if (!has_one_text(*row)) return {fault_id::message_place, row->name};
        if (row->travels == place::path && (!can_fill_path(*row) || !names_value(path, row->name)))
            return {fault_id::message_path, row->name};
    }
    if (std::string_view const name = first_unfilled(path, of); !name.empty())
        return {fault_id::message_path, name};
    return {};
}

} // namespace tollgate::inline v0::detail

#endif

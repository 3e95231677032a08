// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_FORMAT_REQUIRED_FIELDS_IPP
#define TOLLGATE_IMPL_FORMAT_REQUIRED_FIELDS_IPP

#include <tollgate/detail/format/required_fields.hpp>

#include <algorithm>
#include <cstddef>

namespace tollgate::inline v0::detail {

parameter const *find_present(std::span<parameter const> in, std::string_view name)
{
    parameter const *const found = find(in, name);
    return found != nullptr && found->kind != value_kind::null ? found : nullptr;
}

bool says_any_of(std::span<parameter const> given, field_table const &of)
{
    return std::ranges::any_of(of, [given](field_row const &row) {
        if (std::ranges::any_of(row.alternatives,
                                [given](field_table const *one) { return says_any_of(given, *one); }))
            return true;
        auto const is_there = [given](std::string_view name) {
            return !name.empty() && find(given, name) != nullptr;
        };
        return is_there(row.name) || is_there(row.object) || std::ranges::any_of(row.aliases, is_there);
    });
}

bool decides(field_row const &row, std::string_view text)
{
    return std::ranges::find(row.decided_by, text) != row.decided_by.end();
}

std::optional<std::string_view> missing_from(std::span<parameter const> given, field_row const &of)
{
    if (!of.is_required) return std::nullopt;
    if (of.kind == field_kind::alternatives) {
        std::optional<std::string_view> missing;
        for (field_table const *one : of.alternatives) {
            auto const lack = missing_from(given, *one);
            if (!lack) return std::nullopt;
            if (!missing) missing = lack;
        }
        return missing;
    }
    bool is_there = false;
    each_own_name(of, [&](std::string_view name) {
        parameter const *const found = find_present(given, name);
        is_there = is_there || (found != nullptr && (of.decided_by.empty() || decides(of, found->text)));
    });
    return is_there ? std::nullopt : std::optional{of.name};
}

std::optional<std::string_view> missing_from(std::span<parameter const> given, field_table const &of)
{
    for (field_row const &row : of)
        if (auto const missing = missing_from(given, row)) return missing;
    return std::nullopt;
}

declared_texts declared_texts_in(std::span<parameter const> given, field_table const &of)
{
    auto const said_of = [given](field_row const &row) {
        parameter const *const found = find(given, row.name);
        return found != nullptr && found->repeated ? declared_texts::twice
               : missing_from(given, row)          ? declared_texts::other
                                                   : declared_texts::there;
    };
    // An event's type decides by itself: content that is not as described is an error, and no event of another type.
    for (field_row const &row : of)
        if (row.kind == field_kind::value && !row.decided_by.empty()) return said_of(row);
    declared_texts all = declared_texts::none;
    for (field_row const &row : of) {
        declared_texts one = declared_texts::none;
        if (!row.decided_by.empty()) {
            one = said_of(row);
        } else if (row.value != nullptr && row.value->inside != nullptr) {
            parameter const *const object = find_present(given, row.name);
            if (object != nullptr && object->kind == value_kind::object)
                one = declared_texts_in(nested(given, static_cast<std::size_t>(object - given.data())),
                                        *row.value->inside);
        }
        all = std::max(all, one);
    }
    return all;
}

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CONSTANT_HPP
#define TOLLGATE_CONSTANT_HPP

#include <tollgate/field.hpp>

#include <string>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

/// Says what is wrong with a constant where it is declared.
template <fixed_string Name, fixed_string Text>
consteval bool check_constant()
{
    if constexpr (Text.view().empty()) report<declared_as<Name>, fault_id::field_constant>();
    return check_field<Name, std::string>();
}

} // namespace detail

/// A parameter that has the same text in every message of its type: `constant<"update_type", "delete"> update_type{};`
template <fixed_string Name, fixed_string Text>
class constant : public detail::field_tag {
    static_assert(detail::check_constant<Name, Text>());

public:
    static constexpr std::string_view name = Name.view();
    static constexpr std::string_view text = Text.view();
    static constexpr bool is_required = true;

    constexpr constant() = default;
    constexpr explicit constant(detail::blank) {}
};

} // namespace tollgate::inline v0

#endif

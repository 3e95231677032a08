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
template <fixed_string Name, fixed_string Text, class... Attributes>
consteval bool check_constant()
{
    // What could be said of a value alone would be passed over.
    constexpr bool is_of_value = has_attribute<personal, Attributes...> ||
                                 has_attribute<card_data, Attributes...> || is_unsigned<Attributes...> ||
                                 (false || ... || !alias_in<Attributes>.empty());
    if constexpr (is_of_value) report<declared_as<Name>, fault_id::field_attribute>();
    if constexpr (Text.view().empty()) report<declared_as<Name>, fault_id::field_constant>();
    return check_field<Name, std::string, Attributes...>();
}

} // namespace detail

/// A parameter that has the same text in every message of its type: `constant<"update_type", "delete"> update_type{};`, or
/// `constant<"Prefer", "return=representation", as_header> prefer{};`
/// \tparam Attributes `inferred`, `documented<…>`, and where it travels: `in_query`, `as_header`
template <fixed_string Name, fixed_string Text, class... Attributes>
class constant : public detail::field_tag {
    static_assert(detail::check_constant<Name, Text, Attributes...>());

public:
    static constexpr std::string_view name = Name.view();
    static constexpr std::string_view text = Text.view();
    static constexpr bool is_required = true;

    constexpr constant() = default;
    constexpr explicit constant(detail::blank) {}
};

} // namespace tollgate::inline v0

#endif

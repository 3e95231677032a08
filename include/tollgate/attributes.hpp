// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ATTRIBUTES_HPP
#define TOLLGATE_ATTRIBUTES_HPP

#include <tollgate/detail/fixed_string.hpp>

#include <array>
#include <concepts>
#include <string_view>

namespace tollgate::inline v0 {

/// Not documented by the gateway: read off its examples or public integrations. It may be wrong.
struct inferred {};
/// Identifies a person: masked in everything that is printed.
struct personal {};
/// Card data: masked in everything that is printed.
struct card_data {};
/// Of a callback: not covered by its signature, so that anyone could have set it. It is read by `unsigned_value()` alone. A
/// member that is not covered and does not say so does not compile.
struct unsigned_field {};
/// Where the gateway documents the field: title of the page and section.
template <fixed_string Where>
struct documented {};

/// A second name under which the gateway may send the field, where its pages disagree. Both at once are refused.
template <fixed_string Name>
struct also_named {};

/// Who may see a value in a log.
enum class visibility : unsigned char { open, masked };

namespace detail {

template <class Wanted, class... Attributes>
inline constexpr bool has_attribute = (std::same_as<Wanted, Attributes> || ...);

template <class... Attributes>
inline constexpr visibility visibility_of =
    has_attribute<personal, Attributes...> || has_attribute<card_data, Attributes...> ? visibility::masked
                                                                                      : visibility::open;

template <class Attribute>
inline constexpr std::string_view alias_in{};
template <fixed_string Name>
inline constexpr std::string_view alias_in<also_named<Name>> = Name.view();

/// Whether the library knows an attribute. What it does not know it would pass over.
template <class Attribute>
inline constexpr bool is_attribute = has_attribute<Attribute, inferred, personal, card_data, unsigned_field>;
template <fixed_string Where>
inline constexpr bool is_attribute<documented<Where>> = true;
template <fixed_string Name>
inline constexpr bool is_attribute<also_named<Name>> = true;

template <class... Attributes>
inline constexpr bool is_unsigned = has_attribute<unsigned_field, Attributes...>;

/// The other names among the attributes; empty for each attribute that is none.
template <class... Attributes>
inline constexpr std::array<std::string_view, sizeof...(Attributes)> aliases_in{alias_in<Attributes>...};

} // namespace detail

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CORE_ATTRIBUTES_HPP
#define TOLLGATE_CORE_ATTRIBUTES_HPP

#include <tollgate/core/fixed_string.hpp>

#include <concepts>

namespace tollgate::inline v0 {

/// Not documented by the gateway: read off its examples or public integrations. It may be wrong.
struct inferred {};
/// Identifies a person: masked in everything that is printed.
struct personal {};
/// Card data: masked in everything that is printed.
struct card_data {};
/// Where the gateway documents the field: title of the page and section.
template <fixed_string Where>
struct documented {};

/// Who may see a value in a log.
enum class visibility : unsigned char { open, masked };

namespace detail {

template <class Wanted, class... Attributes>
inline constexpr bool has_attribute = (std::same_as<Wanted, Attributes> || ...);

template <class... Attributes>
inline constexpr visibility visibility_of =
    has_attribute<personal, Attributes...> || has_attribute<card_data, Attributes...> ? visibility::masked
                                                                                      : visibility::open;

} // namespace detail

} // namespace tollgate::inline v0

#endif

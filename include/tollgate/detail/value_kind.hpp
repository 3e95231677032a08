// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_VALUE_KIND_HPP
#define TOLLGATE_DETAIL_VALUE_KIND_HPP

#include <tollgate/version.hpp>

namespace tollgate::inline v0 {

/// What a value is on the wire. Form fields are all `text`.
enum class value_kind : unsigned char { text, number, boolean, null, object, array };

namespace detail {

/// Whether values of this kind hold others.
[[nodiscard]] constexpr bool is_container(value_kind kind) noexcept
{
    return kind == value_kind::object || kind == value_kind::array;
}

} // namespace detail

} // namespace tollgate::inline v0

#endif

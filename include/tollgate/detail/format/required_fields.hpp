// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_REQUIRED_FIELDS_HPP
#define TOLLGATE_DETAIL_FORMAT_REQUIRED_FIELDS_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/field_names.hpp>
#include <tollgate/detail/format/parameter_list.hpp>

#include <optional>
#include <span>
#include <string_view>

/// \file
/// Which of an aggregate's required fields are there, before any is read.

namespace tollgate::inline v0::detail {

/// The parameter of this name, unless it is `null`.
[[nodiscard]] TOLLGATE_DECL parameter const *find_present(std::span<parameter const> in,
                                                          std::string_view name);

/// Whether one of an aggregate's own fields, however it may be written, is among these.
[[nodiscard]] TOLLGATE_DECL bool says_any_of(std::span<parameter const> given, field_table const &of);

/// Whether this text, where the field stands, says that the field's alternative is meant.
[[nodiscard]] TOLLGATE_DECL bool decides(field_row const &row, std::string_view text);

/// The required field that is not among these, if one is missing: one of its names is told.
[[nodiscard]] TOLLGATE_DECL std::optional<std::string_view> missing_from(std::span<parameter const> given,
                                                                         field_row const &of);
[[nodiscard]] TOLLGATE_DECL std::optional<std::string_view> missing_from(std::span<parameter const> given,
                                                                         field_table const &of);

/// What the constants in an aggregate, those inside its objects too, say of what arrived; where an event's type decides, that alone.
enum class declared_texts {
    none,  ///< It has none.
    there, ///< All are there: it is this aggregate that arrived.
    other, ///< One is absent or has another text: it is not.
    twice, ///< The name of one stands twice, so nobody can say which aggregate it is.
};

[[nodiscard]] TOLLGATE_DECL declared_texts declared_texts_in(std::span<parameter const> given,
                                                             field_table const &of);

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/format/required_fields.ipp>
#endif

#endif

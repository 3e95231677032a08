// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_BRACKETS_HPP
#define TOLLGATE_DETAIL_FORMAT_BRACKETS_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/field_table.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/text_writer.hpp>
#include <tollgate/limits.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

/// \file
/// Forms and queries whose names say what nests: `a[b][0][c]=value`.

namespace tollgate::inline v0::detail {

/**
 * \brief Makes of lowered parameters what can be written with brackets, or gives what is wrong.
 * \details An object or list in which nothing stands has no pair: it is left out, as it would be read back. An element of a list
 * cannot be left out, for those behind it would move. Whoever reads such a form may decode before he looks for brackets, so no name that
 * is given at run time holds one, escaped or not.
 */
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with> fit_into_brackets(parameter_list &all);

/// Writes pairs as \ref write_query does, with the brackets as they are, and with the indices of elements.
TOLLGATE_DECL void write_brackets(std::span<parameter const> items, text_writer &out);

/// How long that is if each character is encoded.
[[nodiscard]] TOLLGATE_DECL std::size_t most_in_brackets(std::span<parameter const> items) noexcept;

/**
 * \brief Reads what \ref write_brackets writes, and other such forms, as far as they say the same to everyone.
 * \details A name with brackets that do not match is a name as it is. `a[]` is one more element of a list.
 * \param declared whose fields these are: a value is a list if it is declared as one, or, where nothing is declared, if all its names
 * are indices in their order
 */
[[nodiscard]] TOLLGATE_DECL std::optional<errc> parse_brackets(std::string_view text, parameter_list &to,
                                                               std::span<field_table const *const> declared,
                                                               body_limits limits = {});

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/format/brackets.ipp>
#endif

#endif

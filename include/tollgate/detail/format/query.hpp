// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_QUERY_HPP
#define TOLLGATE_DETAIL_FORMAT_QUERY_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/text_writer.hpp>
#include <tollgate/limits.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tollgate::inline v0 {

/// Writes `name=value` pairs joined by `&`, percent-encoded (RFC 3986), the blank as `%20`.
TOLLGATE_DECL void write_query(std::span<parameter const> items, detail::text_writer &out);

namespace detail {

/// How long a query of these is if each character is encoded.
[[nodiscard]] TOLLGATE_DECL std::size_t most_in_query(std::span<parameter const> items) noexcept;

/// What \ref write_query writes.
[[nodiscard]] TOLLGATE_DECL std::string query_of(std::span<parameter const> items);

/// Whether several pairs of this name, in a form, are the elements of a list.
[[nodiscard]] inline bool names_element(std::string_view name) noexcept
{
    return name.size() > 2 && name.ends_with("[]");
}

/// The pairs as they stand, whatever their names are.
[[nodiscard]] TOLLGATE_DECL std::optional<errc>
read_pairs(std::string_view text, parameter_list &to, body_limits limits = {},
           malformed_texts malformed = malformed_texts::refused);

} // namespace detail

/// Reads what \ref write_query writes, and other queries, where `+` is a blank.
/// Texts without either are shown where they stand in `text`: it must outlive the list's use.
[[nodiscard]] TOLLGATE_DECL std::optional<errc> parse_query(std::string_view text, parameter_list &to,
                                                            body_limits limits = {});

/**
 * \brief Reads a form (`application/x-www-form-urlencoded`), as \ref parse_query.
 * \details Pairs whose name ends in `[]` are the elements of a list, which has the name without the brackets. A byte order
 * mark before it is passed over.
 */
[[nodiscard]] TOLLGATE_DECL std::optional<errc>
parse_form(std::string_view text, parameter_list &to, body_limits limits = {},
           malformed_texts malformed = malformed_texts::refused,
           repeated_names repeated = repeated_names::refused);

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/format/query.ipp>
#endif

#endif

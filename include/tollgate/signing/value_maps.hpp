// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_VALUE_MAPS_HPP
#define TOLLGATE_SIGNING_VALUE_MAPS_HPP

#include <tollgate/signing/selection.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <string_view>

namespace tollgate::inline v0::detail {

/// JSON without blanks: numbers as their source text.
/// \param sorted whether the members of objects stand in the order of their names, at every level
TOLLGATE_DECL void write_json_value(signing::item const &value, bool sorted, wiped_buffer &out);

} // namespace tollgate::inline v0::detail

namespace tollgate::inline v0::signing {

/**
 * \brief Values as Python's `str()` writes them; an object as its sorted `name:value`, an array as its sorted
 * elements, both joined by `;`.
 * \details Numbers keep their source text. A container inside a container has no documented text.
 * \par Specification
 * As a gateway's published sample in Python does (`sign_params`); see the provider that uses it.
 */
struct python_text_map {
    static constexpr fixed_string between_names{":"};
    static constexpr fixed_string between_items{";"};
    /// How `null` is written: a text that reads so is signed alike.
    static constexpr std::string_view null_text = "None";

    static constexpr bool leaves(item const &i) noexcept
    {
        return i.kind == value_kind::text || i.kind == value_kind::number;
    }

    TOLLGATE_DECL static bool write(item const &i, wiped_buffer &out);
};

/**
 * \brief Values as PHP writes them into a string after `json_decode`: `100.50` as `100.5`, `100.0` as `100`,
 * `true` as `1`, `false` and `null` as nothing. \details Works on the digits received; a number with an
 * exponent has no documented text.
 */
struct php_text_map {
    static constexpr bool leaves(item const &i) noexcept
    {
        return i.kind == value_kind::text ||
               (i.kind == value_kind::number && i.text.find_first_of(".eE") == i.text.npos);
    }

    TOLLGATE_DECL static bool write(item const &i, wiped_buffer &out);
};

/// Values as they stand, but truth values as `1` and `0`.
struct numeric_truth_map {
    static constexpr bool leaves(item const &i) noexcept { return i.kind != value_kind::boolean; }
    TOLLGATE_DECL static bool write(item const &i, wiped_buffer &out);
};

/**
 * \brief Values as JSON without blanks: numbers and truth values bare, numbers as their source text, text quoted, `null` for
 * nothing.
 * \tparam Sorted whether the members of objects stand in the order of their names, at every level
 */
template <bool Sorted>
struct json_value_map {
    static constexpr bool leaves(item const &i) noexcept
    {
        return i.kind == value_kind::number || i.kind == value_kind::boolean;
    }
    static bool write(item const &i, wiped_buffer &out)
    {
        detail::write_json_value(i, Sorted, out);
        return true;
    }
};

inline constexpr json_value_map<false> json_value{};
inline constexpr json_value_map<true> sorted_json{};
inline constexpr numeric_truth_map numeric_truth{};
inline constexpr python_text_map python_text{};
inline constexpr php_text_map php_text{};

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/value_maps.ipp>
#endif

#endif

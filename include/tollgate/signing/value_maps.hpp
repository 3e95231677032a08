// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_VALUE_MAPS_HPP
#define TOLLGATE_SIGNING_VALUE_MAPS_HPP

#include <tollgate/signing/choosing.hpp>
#include <tollgate/signing/selection.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

constexpr std::string_view python_scalar(parameter const &p) noexcept
{
    if (p.kind == value_kind::null) return "None";
    if (p.kind == value_kind::boolean) return p.text == "true" ? "True" : "False";
    return p.text;
}

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

    static bool write(item const &i, detail::wiped_buffer &out)
    {
        if (!detail::is_container(i.kind)) {
            out.append(detail::python_scalar({.name = {}, .text = i.text, .kind = i.kind}));
            return true;
        }
        boost::container::small_vector<parameter, 16> inner(i.nested.begin(), i.nested.end());
        if (std::ranges::any_of(inner, [](parameter const &p) { return detail::is_container(p.kind); }))
            return false;
        bool const by_name = i.kind == value_kind::object;
        std::sort(inner.begin(), inner.end(), [by_name](parameter const &a, parameter const &b) {
            return by_name ? a.name < b.name : detail::python_scalar(a) < detail::python_scalar(b);
        });
        for (parameter const &p : inner) {
            if (&p != &inner.front()) out.append(between_items.view());
            if (i.kind == value_kind::object) {
                out.append(p.name);
                out.append(between_names.view());
            }
            out.append(detail::python_scalar(p));
        }
        return true;
    }
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

    static bool write(item const &i, detail::wiped_buffer &out)
    {
        if (detail::is_container(i.kind)) return false;
        if (i.kind == value_kind::boolean) out.append(i.text == "true" ? "1" : "");
        if (i.kind != value_kind::number) return true;
        if (i.text.find_first_of("eE") != i.text.npos) return false;
        std::string_view const digits = i.text.substr(0, i.text.find_last_not_of('0') + 1);
        out.append(digits.ends_with('.') ? digits.substr(0, digits.size() - 1) : digits);
        return true;
    }
};

/// Values as they stand, but truth values as `1` and `0`.
struct numeric_truth_map {
    static constexpr bool leaves(item const &i) noexcept { return i.kind != value_kind::boolean; }
    static bool write(item const &i, detail::wiped_buffer &out)
    {
        out.append(i.text == "true" ? "1" : "0");
        return true;
    }
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
    static bool write(item const &i, detail::wiped_buffer &out)
    {
        switch (i.kind) {
        case value_kind::text: maps::json_text::write(i.text, out); break;
        case value_kind::number:
        case value_kind::boolean: out.append(i.text); break;
        case value_kind::null: out.append("null"); break;
        case value_kind::object: write_members(i, '{', '}', out); break;
        case value_kind::array: write_members(i, '[', ']', out); break;
        }
        return true;
    }

private:
    static void write_members(item const &whole, char opening, char closing, detail::wiped_buffer &out)
    {
        // Not a selection, which takes more of the stack than there may be for each level.
        boost::container::small_vector<std::size_t, 16> places;
        for (std::size_t i = 0; i != whole.nested.size(); i += nested(whole.nested, i).size() + 1)
            places.push_back(i);
        if (Sorted && whole.kind == value_kind::object)
            std::ranges::sort(places, {},
                              [&whole](std::size_t at) { return std::pair{whole.nested[at].name, at}; });
        *out.extend(1) = opening;
        bool follows = false;
        for (std::size_t const at : places) {
            parameter const &p = whole.nested[at];
            if (std::exchange(follows, true)) out.append(",");
            if (whole.kind == value_kind::object) {
                maps::json_text::write(p.name, out);
                out.append(":");
            }
            write({p.name, p.text, nested(whole.nested, at), p.kind}, out);
        }
        *out.extend(1) = closing;
    }
};

inline constexpr json_value_map<false> json_value{};
inline constexpr json_value_map<true> sorted_json{};
inline constexpr numeric_truth_map numeric_truth{};
inline constexpr python_text_map python_text{};
inline constexpr php_text_map php_text{};

} // namespace tollgate::inline v0::signing

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_VALUE_MAPS_IPP
#define TOLLGATE_IMPL_SIGNING_VALUE_MAPS_IPP

#include <tollgate/signing/text_maps.hpp>
#include <tollgate/signing/value_maps.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

[[nodiscard]] constexpr std::string_view python_scalar(parameter const &p) noexcept
{
    if (p.kind == value_kind::null) return "None";
    if (p.kind == value_kind::boolean) return p.text == "true" ? "True" : "False";
    return p.text;
}

/// Members of an object, or elements of an array.
inline void write_json_members(signing::item const &whole, bool sorted, char opening, char closing,
                               wiped_buffer &out)
{
    // Not a selection, which takes more of the stack than there may be for each level.
    boost::container::small_vector<std::size_t, 16> places;
    for (std::size_t i = 0; i != whole.nested.size(); i += nested(whole.nested, i).size() + 1)
        places.push_back(i);
    if (sorted && whole.kind == value_kind::object)
        std::ranges::sort(places, {},
                          [&whole](std::size_t at) { return std::pair{whole.nested[at].name, at}; });
    *out.extend(1) = opening;
    bool follows = false;
    for (std::size_t const at : places) {
        parameter const &p = whole.nested[at];
        if (std::exchange(follows, true)) out.append(",");
        if (whole.kind == value_kind::object) {
            signing::maps::json_text::write(p.name, out);
            out.append(":");
        }
        write_json_value({p.name, p.text, nested(whole.nested, at), p.kind}, sorted, out);
    }
    *out.extend(1) = closing;
}

void write_json_value(signing::item const &value, bool sorted, wiped_buffer &out)
{
    switch (value.kind) {
    case value_kind::text: signing::maps::json_text::write(value.text, out); break;
    case value_kind::number:
    case value_kind::boolean: out.append(value.text); break;
    case value_kind::null: out.append("null"); break;
    case value_kind::object: write_json_members(value, sorted, '{', '}', out); break;
    case value_kind::array: write_json_members(value, sorted, '[', ']', out); break;
    }
}

} // namespace tollgate::inline v0::detail

namespace tollgate::inline v0::signing {

bool python_text_map::write(item const &i, wiped_buffer &out)
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

bool php_text_map::write(item const &i, wiped_buffer &out)
{
    if (detail::is_container(i.kind)) return false;
    if (i.kind == value_kind::boolean) out.append(i.text == "true" ? "1" : "");
    if (i.kind != value_kind::number) return true;
    if (i.text.find_first_of("eE") != i.text.npos) return false;
    std::string_view const digits = i.text.substr(0, i.text.find_last_not_of('0') + 1);
    out.append(digits.ends_with('.') ? digits.substr(0, digits.size() - 1) : digits);
    return true;
}

bool numeric_truth_map::write(item const &i, wiped_buffer &out)
{
    out.append(i.text == "true" ? "1" : "0");
    return true;
}

} // namespace tollgate::inline v0::signing

#endif

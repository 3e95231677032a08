// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_SIGNATURE_LOCATION_IPP
#define TOLLGATE_IMPL_SIGNING_SIGNATURE_LOCATION_IPP

#include <tollgate/detail/format/list_parts.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/signing/signature_location.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::signing {

/// The one header of this name, or why it cannot carry signatures.
[[nodiscard]] inline std::optional<errc> read_text_of_header(context const &from, std::string_view name,
                                                             std::string_view &to)
{
    bool found = false;
    for (tollgate::header const &h : from.headers) {
        if (!equal_ignoring_case(h.name, name)) continue;
        if (std::exchange(found, true)) return errc::duplicate_field;
        to = h.value;
    }
    return to.empty() ? std::optional{errc::signature_missing} : std::nullopt;
}

std::optional<errc> read_field(context const &from, std::string_view name, candidates &to)
{
    parameter const *const given = find_path(from.fields, name);
    if (given == nullptr) return errc::signature_missing;
    if (given->repeated) return errc::duplicate_field;
    if (given->kind == value_kind::null) return errc::signature_missing;
    if (given->kind != value_kind::text) return errc::signature_malformed;
    if (given->text.empty()) return errc::signature_missing;
    to.push_back(given->text);
    return std::nullopt;
}

std::optional<errc> read_header(context const &from, std::string_view name, candidates &to)
{
    std::string_view given;
    if (auto const why = read_text_of_header(from, name, given)) return why;
    to.push_back(given);
    return std::nullopt;
}

std::optional<errc> read_header_list(context const &from, std::string_view name, std::string_view separator,
                                     std::string_view start, candidates &to)
{
    std::string_view rest;
    if (auto const why = read_text_of_header(from, name, rest)) return why;
    while (!rest.empty()) {
        auto const given = detail::text_behind(start, detail::take_part(rest, separator));
        if (!given) continue;
        if (given->find(',') != given->npos || to.size() >= from.most_signatures)
            return errc::signature_malformed;
        to.push_back(*given);
    }
    return to.empty() ? std::optional{errc::signature_missing} : std::nullopt;
}

std::optional<header_part> find_lacking_part(scheme_view scheme, context const &over)
{
    row const &r = scheme.front();
    if (r.what == op::by_account) return std::nullopt; // which of its pieces signs is not known here
    if (r.what == op::when_empty) return find_lacking_part(part_of(scheme, 0), over); // that is always read
    if (r.map_is == map_kind::part && scheme[1].what == op::header) {
        wiped_buffer text;
        bool const is_there = r.map(over.find_header(scheme[1].text).value, text);
        return is_there ? std::nullopt : std::optional{header_part{r.after, scheme[1].text}};
    }
    std::optional<header_part> found;
    auto const lacks = [&](scheme_view part) {
        found = find_lacking_part(part, over);
        return found.has_value();
    };
    return any_part(scheme, lacks) ? found : std::nullopt;
}

std::string_view find_lacking_start(context const &over, std::string_view name,
                                    std::string_view start) noexcept
{
    return over.find_header(name).value.empty() ? std::string_view{} : start;
}

} // namespace tollgate::inline v0::signing

#endif

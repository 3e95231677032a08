// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_MESSAGE_LISTED_FIELDS_HPP
#define TOLLGATE_SIGNING_MESSAGE_LISTED_FIELDS_HPP

#include <tollgate/detail/format/list_parts.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/signing/scheme_table.hpp>

#include <cstddef>
#include <span>
#include <string_view>

/// \file
/// Schemes in which the message itself says which of its fields are signed.

namespace tollgate::inline v0::signing {

/// Whether a row takes the fields that the message lists.
[[nodiscard]] constexpr bool is_list(row const &r) noexcept
{
    return r.what == op::named_in || r.what == op::chosen;
}

/// Whether the message says which of its fields a scheme signs.
[[nodiscard]] constexpr bool has_list(scheme_view scheme) noexcept
{
    return any_row(scheme, is_list);
}

/// Whether a list of names holds this one.
[[nodiscard]] constexpr bool lists(std::string_view names, std::string_view name,
                                   std::string_view separator = ",") noexcept
{
    while (!names.empty())
        if (detail::take_part(names, separator) == name) return true;
    return false;
}

/// Whether the lists of one of a scheme's joins hold a name, and the join shows the values of what they name.
[[nodiscard]] TOLLGATE_DECL bool is_listed(scheme_view scheme, std::span<parameter const> fields,
                                           std::string_view name);

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/message_listed_fields.ipp>
#endif

#endif

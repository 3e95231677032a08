// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_MESSAGE_LISTED_FIELDS_IPP
#define TOLLGATE_IMPL_SIGNING_MESSAGE_LISTED_FIELDS_IPP

#include <tollgate/signing/message_listed_fields.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace tollgate::inline v0::signing {

bool is_listed(scheme_view scheme, std::span<parameter const> fields, std::string_view name)
{
    auto const leaves_out = [&](row const &r) {
        if (!is_list(r)) return false;
        parameter const *const list = find(fields, r.text);
        return list == nullptr || !lists(list->text, name, r.after);
    };
    return any_row(scheme, [&](row const &r) {
        if (r.what != op::join) return false;
        scheme_view const join = scheme.subspan(static_cast<std::size_t>(&r - scheme.data()), r.size);
        return holds_value(part_of(join, 0)) && has_list(part_of(join, 1)) &&
               !any_row(part_of(join, 1), leaves_out);
    });
}

} // namespace tollgate::inline v0::signing

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_MESSAGE_HEADER_VALUES_IPP
#define TOLLGATE_IMPL_MESSAGE_HEADER_VALUES_IPP

#include <tollgate/detail/format/http_text.hpp>
#include <tollgate/detail/message/header_values.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/wiped_buffer.hpp>

namespace tollgate::inline v0::detail {

std::optional<problem_with> add_sent_headers(std::span<header_row const> rows, account_table const &known,
                                             void const *account, digest_table const &digests,
                                             header_values &to)
{
    if (rows.empty()) return std::nullopt;
    account_texts const texts{known, account};
    signing::context over{};
    texts.show_in(over);
    for (header_row const &row : rows) {
        if (row.is_token) continue; // the client adds it
        wiped_buffer value;
        if (auto const problem = signing::evaluate(row.value, over, digests, value)) return problem;
        parameter const *const user = row.user.empty() ? nullptr : find(over.account, row.user);
        if (user != nullptr && user->text.find(':') != user->text.npos)
            return problem_with{errc::invalid_account_field, row.user};
        if (!fits_in_header(value.view())) return problem_with{errc::invalid_header_value, row.name};
        to.add(row.name, value.view());
    }
    return std::nullopt;
}

} // namespace tollgate::inline v0::detail

#endif

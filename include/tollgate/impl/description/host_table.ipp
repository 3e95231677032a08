// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_DESCRIPTION_HOST_TABLE_IPP
#define TOLLGATE_IMPL_DESCRIPTION_HOST_TABLE_IPP

#include <tollgate/detail/description/host_table.hpp>

#include <algorithm>
#include <cstddef>

namespace tollgate::inline v0::detail {

/// Whether each label of a host's name is one (RFC 1123, section 2.1).
[[nodiscard]] inline bool has_sound_labels(std::string_view host) noexcept
{
    std::string_view rest = host.substr(0, host.find(':'));
    if (rest.size() > 253) return false;
    while (true) {
        std::string_view const label = rest.substr(0, rest.find('.'));
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
        if (label.size() == rest.size()) return true;
        rest.remove_prefix(label.size() + 1);
    }
}

/// Whether a text can be a part of a label. A dot or a slash would lead elsewhere.
[[nodiscard]] inline bool is_part_of_label(std::string_view text) noexcept
{
    return std::ranges::all_of(text, [](char c) {
        return authority_parts::is_letter(c) || authority_parts::is_digit(c) || c == '-';
    });
}

std::optional<problem_with> write_host(host_table const &known, void const *account, std::string &to)
{
    void const *given[most_members];
    known.account->show(account, given);
    host_row const *row = known.rows.data();
    if (known.chosen_by != host_table::none) {
        std::string_view const name = static_cast<environment const *>(given[known.chosen_by])->name();
        auto const found = std::ranges::find(known.rows, name, &host_row::environment);
        if (found == known.rows.end()) return problem_with{errc::unknown_environment, known.environments};
        row = &*found;
    }
    std::size_t const start = to.size();
    std::string_view last;
    for (signing::row const &r : row->text) {
        if (r.what == signing::op::literal) to += r.text;
        if (r.what != signing::op::account_field) continue;
        last = r.text;
        field_row const &field = *find_host_field(*known.account, r.text);
        void const *const value = given[&field - known.account->first];
        text_arena room;
        std::string_view const text = value == nullptr ? "" : field.value->text(value, room);
        if (text.empty()) return problem_with{errc::missing_account_field, last};
        if (!is_part_of_label(text)) return problem_with{errc::invalid_address, last};
        to += text;
    }
    if (!last.empty() && !has_sound_labels(host_in(std::string_view{to}.substr(start))))
        return problem_with{errc::invalid_address, last};
    return std::nullopt;
}

} // namespace tollgate::inline v0::detail

#endif

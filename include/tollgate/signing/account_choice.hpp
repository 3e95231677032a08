// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_ACCOUNT_CHOICE_HPP
#define TOLLGATE_SIGNING_ACCOUNT_CHOICE_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/signing/scheme_table.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

/// \file
/// Pieces of a scheme among which a field of the account chooses, never the message.

namespace tollgate::inline v0::signing {

[[nodiscard]] constexpr bool is_choice(row const &r) noexcept
{
    return r.what == op::by_account;
}
/// The account's field that chooses in a scheme; empty if none does. There is one at most, as descriptions are checked.
[[nodiscard]] constexpr std::string_view field_that_chooses(scheme_view scheme) noexcept
{
    auto const found = std::ranges::find_if(scheme, is_choice);
    return found == scheme.end() ? std::string_view{} : found->text;
}

/// The piece for what the account's field says; empty if there is none.
[[nodiscard]] constexpr scheme_view piece_for(scheme_view choice, std::string_view said) noexcept
{
    std::span<std::string_view const> const names = choice.front().names;
    for (std::size_t i = 0; i != names.size(); ++i)
        if (names[i] == said) return part_of(choice, i);
    return {};
}
[[nodiscard]] inline scheme_view piece_for(scheme_view choice, std::span<parameter const> account) noexcept
{
    parameter const *const found = find(account, choice.front().text);
    return found == nullptr ? scheme_view{} : piece_for(choice, found->text);
}

/// A scheme in which the pieces that an account chooses stand in their places, so that whoever walks through it meets them alone. Where
/// no piece is for what the account says, the scheme as it is, which the evaluator refuses.
class chosen_scheme {
public:
    TOLLGATE_DECL chosen_scheme(scheme_view whole, std::string_view said);

    [[nodiscard]] operator scheme_view() const noexcept { return rows_; }

private:
    TOLLGATE_DECL void add(scheme_view of, std::string_view said);

    std::vector<row> rows_;
};

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/account_choice.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_ACCOUNT_CHOICE_IPP
#define TOLLGATE_IMPL_SIGNING_ACCOUNT_CHOICE_IPP

#include <tollgate/signing/account_choice.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tollgate::inline v0::signing {

chosen_scheme::chosen_scheme(scheme_view whole, std::string_view said)
{
    rows_.reserve(whole.size());
    add(whole, said);
}

void chosen_scheme::add(scheme_view of, std::string_view said)
{
    if (is_choice(of.front()))
        if (scheme_view const piece = piece_for(of, said); !piece.empty()) return add(piece, said);
    std::size_t const place = rows_.size();
    rows_.push_back(of.front());
    for (std::size_t i = 0; i != of.front().part_count; ++i)
        add(part_of(of, i), said);
    rows_[place].place = static_cast<std::uint16_t>(place);
    rows_[place].size = static_cast<std::uint16_t>(rows_.size() - place);
}

} // namespace tollgate::inline v0::signing

#endif

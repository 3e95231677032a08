// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_MONEY_TABLE_IPP
#define TOLLGATE_IMPL_MONEY_TABLE_IPP

#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/detail/money_table.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>

namespace tollgate::inline v0::detail {

std::string_view amount_text(money const &of, unit as, text_arena &to)
{
    // As many digits as a decimal of the same number has, which may be more than a `decimal` takes.
    char digits[20];
    std::string_view const count{
        digits, static_cast<std::size_t>(
                    std::to_chars(digits, digits + sizeof digits, of.amount.count()).ptr - digits)};
    std::size_t const places = is_major(as) ? of.in.places() : 0;
    if (places == 0) return to.keep(count);
    std::string const padded =
        std::string(places + 1 - std::min(places + 1, count.size()), '0').append(count);
    std::size_t const whole = padded.size() - places;
    to.append(std::string_view{padded}.substr(0, whole));
    to.append(".");
    to.append(std::string_view{padded}.substr(whole));
    return to.finish();
}

std::string_view code_text(money const &of, letters as, text_arena &to)
{
    std::string_view const code = of.in.code();
    if (as == letters::capital) return code;
    return to.keep_written(code.size(),
                           [code](char *at) { return std::ranges::transform(code, at, to_lower).out; });
}

} // namespace tollgate::inline v0::detail

#endif

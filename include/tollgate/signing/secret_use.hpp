// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SECRET_USE_HPP
#define TOLLGATE_SIGNING_SECRET_USE_HPP

#include <tollgate/signing/scheme_table.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

/// \file
/// Whether one of the account's secrets takes part in what a scheme signs, whatever the message says.

namespace tollgate::inline v0::signing {

/// Maps that say of a text no more than how long it is, or nothing, or so little that whoever sees it can guess the rest.
[[nodiscard]] constexpr bool forgets_text(map_kind map) noexcept
{
    return map == map_kind::byte_length || map == map_kind::first_none || map == map_kind::crc32;
}

/// Maps that keep a piece of a text, which another part of the text can choose, or push out.
[[nodiscard]] constexpr bool keeps_piece(map_kind map) noexcept
{
    return map == map_kind::first || map == map_kind::first_none || map == map_kind::part ||
           map == map_kind::json_member;
}

/// Whether an expression shows what a message says as it is, and not by a digest.
[[nodiscard]] constexpr bool shows_message(scheme_view of) noexcept
{
    switch (of.front().what) {
    case op::method:
    case op::path:
    case op::target:
    case op::body:
    case op::name:
    case op::value:
    case op::field:
    case op::header:
    case op::join: return true;
    case op::digest:
    case op::hmac:
    case op::public_key:
    case op::private_key: return false;
    case op::call: return of.front().result == gives::text && any_part(of, shows_message);
    default: return any_part(of, shows_message);
    }
}

[[nodiscard]] constexpr bool has_secret_place(scheme_view set);

/// Whether every text of an expression of parts holds what `part_does` looks for. A message must not decide it.
[[nodiscard]] constexpr bool every_text_holds(scheme_view of, bool (*part_does)(scheme_view))
{
    row const &r = of.front();
    switch (r.what) {
    case op::map:
        return !forgets_text(r.map_is) && !(keeps_piece(r.map_is) && shows_message(part_of(of, 0))) &&
               part_does(part_of(of, 0));
    case op::when_empty: return part_does(part_of(of, 1)) && part_does(part_of(of, 2));
    case op::by_account: return !any_part(of, [part_does](scheme_view piece) { return !part_does(piece); });
    // The key mostly stands last.
    case op::concat: return part_does(part_of(of, 1)) || part_does(part_of(of, 0));
    default: return !is_stage(r.what) && any_part(of, part_does);
    }
}

/// Whether the value of the field at hand takes part in every text that a join's item can give: that field may hold the secret.
[[nodiscard]] constexpr bool always_holds_value(scheme_view of)
{
    switch (of.front().what) {
    case op::value: return true;
    case op::join: return false; // it has fields of its own
    case op::when_empty:
        if (part_of(of, 0).front().what == op::value) // a secret is never empty
            return always_holds_value(part_of(of, 2));
        return every_text_holds(of, always_holds_value);
    default: return every_text_holds(of, always_holds_value);
    }
}

/**
 * \brief Whether a secret takes part in every text that an expression can give.
 * \details A message must not decide it. So the tested text of `when_empty` does not count, and both of the others must hold a secret;
 * a text of which a message chooses the piece that is kept does not count, nor does an order by a secret, nor a field that `plus` adds
 * and a filter leaves out again. What only a message at hand shows, that its own list leaves the secret's place out, or that there is
 * no field beside which the secret stands, the evaluator refuses.
 */
[[nodiscard]] constexpr bool always_holds_secret(scheme_view of)
{
    switch (of.front().what) {
    case op::key:
    case op::secret:
    case op::private_key: return true;
    case op::join:
        return always_holds_secret(part_of(of, 0)) ||
               (always_holds_value(part_of(of, 0)) && has_secret_place(part_of(of, 1)));
    default: return every_text_holds(of, always_holds_secret);
    }
}

/// Whether the values of a set hold a secret in every message: in a field that `plus` adds and no later stage leaves out.
[[nodiscard]] constexpr bool has_secret_place(scheme_view set)
{
    auto const is_dropped_by = [](row const &later, std::string_view name) {
        return (later.what == op::but && std::ranges::find(later.names, name) != later.names.end()) ||
               (later.what == op::starting && !name.starts_with(later.text));
    };
    for (std::size_t at = 0; is_stage(set[at].what); ++at) {
        scheme_view const stage = set.subspan(at, set[at].size);
        if (stage.front().what != op::plus || !always_holds_secret(part_of(stage, 1))) continue;
        if (std::ranges::none_of(set.first(at),
                                 [&](row const &later) { return is_dropped_by(later, stage.front().text); }))
            return true;
    }
    return false;
}

} // namespace tollgate::inline v0::signing

#endif

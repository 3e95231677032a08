// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_KEY_CHECK_HPP
#define TOLLGATE_SIGNING_KEY_CHECK_HPP

#include <tollgate/signing/account_choice.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/scheme_table.hpp>

#include <cstddef>
#include <optional>

namespace tollgate::inline v0::signing {

/// Whether an expression is made of the account's secrets, and of fixed text beside them, alone.
[[nodiscard]] constexpr bool is_of_secrets(scheme_view of) noexcept
{
    auto const is_of_message =
        [](row const &r) { // another message, or another account, can have it otherwise
            bool const is_leaf = r.what < op::concat;
            return r.what == op::join || (is_leaf && r.what != op::literal && !is_secret(r));
        };
    return holds_secret(of) && !any_row(of, is_of_message);
}

/// Maps that make no text empty, and refuse none.
[[nodiscard]] constexpr bool always_gives_text(map_kind map) noexcept
{
    switch (map) {
    case map_kind::lower:
    case map_kind::upper:
    case map_kind::reverse:
    case map_kind::collapse:
    case map_kind::escape:
    case map_kind::hex:
    case map_kind::upper_hex:
    case map_kind::json_text:
    case map_kind::percent_encode:
    case map_kind::form_encode:
    case map_kind::dotnet_encode:
    case map_kind::raw:
    case map_kind::base64:
    case map_kind::base64url: return true;
    default: return false;
    }
}

/// Whether a part of a scheme makes of secrets alone what might be nothing.
[[nodiscard]] constexpr bool may_lose_secret(scheme_view of) noexcept
{
    switch (of.front().what) {
    case op::map: return !always_gives_text(of.front().map_is) && is_of_secrets(of);
    case op::call: return is_of_secrets(of);
    case op::secret: return true; // an optional one
    default: return false;
    }
}

/// Whether a scheme makes of the account's secrets what some of them do not give, so that \ref find_unusable_secret must look.
[[nodiscard]] constexpr bool may_lack_secret(scheme_view scheme) noexcept
{
    for (std::size_t at = 0; at != scheme.size(); ++at)
        if (is_choice(scheme[at]) || may_lose_secret(scheme.subspan(at, scheme[at].size))) return true;
    return false;
}

/**
 * \brief Finds what the account's secrets do not give: a secret that was left out, hexadecimal digits or base64 that do not decode, or a
 * map that leaves nothing of a secret.
 * \details Whoever signs with an empty secret needs none, so this comes before any signature is made or compared.
 */
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
find_unusable_secret(scheme_view scheme, context const &over, detail::digest_table const &digests);
template <hash_policy Hash, expression X>
[[nodiscard]] std::optional<problem_with> find_unusable_secret(X const &scheme, context const &over)
{
    return find_unusable_secret(table_of(scheme), over, detail::digests_of<Hash>);
}

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/key_check.ipp>
#endif

#endif

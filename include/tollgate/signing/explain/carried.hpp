// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_EXPLAIN_CARRIED_HPP
#define TOLLGATE_SIGNING_EXPLAIN_CARRIED_HPP

#include <tollgate/signing/explain/scheme_mistakes.hpp>
#include <tollgate/signing/inverse.hpp>

namespace tollgate::inline v0::signing::explaining {

inline constexpr auto read_base64_without_padding = edits::then<maps::pad, maps::unbase64<false>::write>;
inline constexpr auto read_base64url_without_padding = edits::then<maps::pad, maps::unbase64<true>::write>;

/// As \ref inverse_of, and for the encodings that mistakes bring.
[[nodiscard]] inline text_edit undoing(row const &encoding)
{
    if (encoding.map == base64_without_padding) return read_base64_without_padding;
    if (encoding.map == base64url_without_padding) return read_base64url_without_padding;
    return inverse_of(encoding.map_is);
}

} // namespace tollgate::inline v0::signing::explaining

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SPLIT_HEADER_HPP
#define TOLLGATE_SIGNING_SPLIT_HEADER_HPP

#include <tollgate/signing/context.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/scheme_table.hpp>
#include <tollgate/signing/secret_use.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// \file
/// Where a header ends and the body begins in a signed text, `header<"id"> + "." + body`, say. A body that may begin with
/// anything does not say so, and whoever sends the message chooses both.

namespace tollgate::inline v0::signing {

/// What a body may be. The first character of JSON tells where it begins, and its last one where it ends.
enum class body_kind {
    json,   ///< JSON alone.
    form,   ///< A form, or JSON.
    opaque, ///< Anything: it is not looked into, and the headers are fields.
};

[[nodiscard]] constexpr bool is_header(row const &r, body_kind kind) noexcept
{
    return r.what == op::headers || r.what == op::header ||
           (r.what == op::field && kind == body_kind::opaque && r.text != "body");
}
[[nodiscard]] constexpr bool is_any_body(row const &r, body_kind kind) noexcept
{
    return (r.what == op::body && kind != body_kind::json) ||
           (r.what == op::field && kind == body_kind::opaque && r.text == "body");
}

/// Whether a text shows what one of its rows gives: a digest does not, and its length is fixed.
[[nodiscard]] constexpr bool shows(scheme_view of, body_kind kind, bool (*is_meant)(row const &, body_kind))
{
    if (is_digest(of.front())) return false;
    return is_meant(of.front(), kind) ||
           any_part(of, [&](scheme_view part) { return shows(part, kind, is_meant); });
}

/// One of the texts that are joined by `+`.
struct text_piece {
    scheme_view of;
    bool shows_header;
    bool shows_any_body;

    /// Whether a header stands there, and no body with it.
    [[nodiscard]] constexpr bool is_header_alone() const noexcept { return shows_header && !shows_any_body; }
    /// Whether it is some fixed text.
    [[nodiscard]] constexpr bool is_fixed() const noexcept
    {
        return of.front().what == op::literal && !of.front().text.empty();
    }
    /// Whether it keeps what stands at both sides apart: nobody who has not got the secret can write it.
    [[nodiscard]] constexpr bool separates() const
    {
        return is_fixed() || (always_holds_secret(of) && !shows_header);
    }
};

/// What is joined by `+`, from left to right.
[[nodiscard]] constexpr std::vector<text_piece> pieces_of(scheme_view text, body_kind kind)
{
    std::vector<text_piece> all;
    all.reserve(text.size());
    each_joined(text, [&](scheme_view piece) {
        all.push_back({piece, shows(piece, kind, is_header), shows(piece, kind, is_any_body)});
    });
    return all;
}

/// Whether a body that may be anything stands behind this piece; before it.
[[nodiscard]] constexpr bool is_followed(std::vector<text_piece> const &pieces, std::size_t at)
{
    for (std::size_t i = at + 1; i < pieces.size(); ++i)
        if (pieces[i].shows_any_body) return true;
    return false;
}
[[nodiscard]] constexpr bool is_preceded(std::vector<text_piece> const &pieces, std::size_t at)
{
    for (std::size_t i = 0; i != at; ++i)
        if (pieces[i].shows_any_body) return true;
    return false;
}

/// Whether a header and a body that may be anything stand side by side somewhere in a scheme, with nothing between them: a
/// character that goes from one to the other leaves the signature as it is.
[[nodiscard]] constexpr bool glues_header(scheme_view scheme, body_kind kind)
{
    if (kind == body_kind::json) return false;
    std::vector<text_piece> const pieces = pieces_of(scheme, kind);
    for (std::size_t i = 0; i != pieces.size(); ++i) {
        text_piece const &piece = pieces[i];
        if (piece.is_header_alone()) {
            if (is_followed(pieces, i) && !pieces[i + 1].separates()) return true;
            if (is_preceded(pieces, i) && !pieces[i - 1].separates()) return true;
        } else if (piece.of.front().what == op::when_empty && piece.shows_header && piece.shows_any_body) {
            return true; // a choice between a text with the header and one without is not told from the text
        }
    }
    return any_part(scheme, [kind](scheme_view part) { return glues_header(part, kind); });
}

/**
 * \brief Whether a header holds the separator between it and a body that may be anything, `.` in `header<"id"> + "." + body`.
 * \details Ended there, the same text would be another message's. Free for schemes that name no header.
 */
[[nodiscard]] TOLLGATE_DECL bool splits_header(scheme_view scheme, context const &over,
                                               detail::digest_table const &digests, body_kind kind);

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/split_header.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_SPLIT_HEADER_IPP
#define TOLLGATE_IMPL_SIGNING_SPLIT_HEADER_IPP

#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/split_header.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::signing {

bool splits_header(scheme_view scheme, context const &over, detail::digest_table const &digests,
                   body_kind kind)
{
    if (kind == body_kind::json || !any_row(scheme, [kind](row const &r) { return is_header(r, kind); }))
        return false;
    std::vector<text_piece> const pieces = pieces_of(scheme, kind);
    for (std::size_t i = 0; i != pieces.size(); ++i) {
        if (!pieces[i].is_header_alone()) continue;
        bool const ends = is_followed(pieces, i) && pieces[i + 1].is_fixed();
        bool const begins = is_preceded(pieces, i) && pieces[i - 1].is_fixed();
        if (!ends && !begins) continue;
        wiped_buffer made;
        if (evaluate(pieces[i].of, over, digests, made)) return true; // nobody can say that it is whole
        std::size_t const size = made.size();
        if (ends) {
            std::string_view const behind = pieces[i + 1].of.front().text;
            made.append(behind);
            if (made.view().find(behind) != size) return true;
        }
        if (begins) {
            std::string_view const before = pieces[i - 1].of.front().text;
            wiped_buffer from_before;
            from_before.append(before);
            from_before.append(made.view().substr(0, size));
            if (from_before.view().rfind(before) != 0) return true;
        }
    }
    return std::ranges::any_of(pieces, [&](text_piece const &piece) {
        return any_part(piece.of, [&](scheme_view part) { return splits_header(part, over, digests, kind); });
    });
}

} // namespace tollgate::inline v0::signing

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_EXPLAIN_CARRIED_HPP
#define TOLLGATE_SIGNING_EXPLAIN_CARRIED_HPP

#include <tollgate/signing/explain/scheme_mistakes.hpp>
#include <tollgate/signing/interpret.hpp>
#include <tollgate/signing/inverse.hpp>

#include <algorithm>
#include <string_view>

namespace tollgate::inline v0::signing::explaining {

inline constexpr auto read_base64_without_padding = edits::then<maps::pad, maps::unbase64<false>::write>;
inline constexpr auto read_base64url_without_padding = edits::then<maps::pad, maps::unbase64<true>::write>;

/// As \ref inverse_of, and for the encodings that mistakes bring.
[[nodiscard]] inline text_edit undoing(text_edit map)
{
    if (map == base64_without_padding) return read_base64_without_padding;
    if (map == base64url_without_padding) return read_base64url_without_padding;
    return inverse_of(map);
}

/// What \ref carried_bytes does by type, here node by node.
template <class Hash>
[[nodiscard]] bool read_carried(trial const &t, std::size_t at, context const &over, std::string_view carried,
                                detail::wiped_buffer &out)
{
    node const &n = t.at(at);
    if (n.what == op::public_key) return out.append(carried), !carried.empty();
    if (n.what == op::map) {
        text_edit const undo = undoing(n.map);
        detail::wiped_buffer decoded;
        return undo != nullptr && undo(carried, decoded) &&
               read_carried<Hash>(t, n.parts[0], over, decoded.view(), out);
    }
    if (n.what != op::concat) return false;
    auto const holds_key = [&t](std::size_t part) {
        auto const below = t.places_under(part);
        return std::ranges::any_of(below, [&t](place const &p) { return t.at(p.at).what == op::public_key; });
    };
    bool const first = holds_key(n.parts[0]);
    detail::wiped_buffer around;
    interpreter<Hash> reader{t.scheme, over};
    reader.write(t.at(n.parts[first ? 1 : 0]), around);
    bool const fits = first ? carried.ends_with(around.view()) : carried.starts_with(around.view());
    if (reader.problem() || !fits) return false;
    carried.remove_prefix(first ? 0 : around.size());
    carried.remove_suffix(first ? around.size() : 0);
    return read_carried<Hash>(t, n.parts[first ? 0 : 1], over, carried, out);
}

} // namespace tollgate::inline v0::signing::explaining

#endif

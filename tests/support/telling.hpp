// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_TELLING_HPP
#define TOLLGATE_TESTS_SUPPORT_TELLING_HPP

#include <tollgate/impl/signing/delimiters.hpp>
#include <tollgate/signing/ambiguity.hpp>
#include <tollgate/signing/scheme_table.hpp>

namespace tollgate::test {

/// Maps that give every text another text.
[[nodiscard]] constexpr bool keeps_apart(signing::map_kind map) noexcept
{
    using signing::map_kind;
    switch (map) {
    case map_kind::percent_encode:
    case map_kind::form_encode:
    case map_kind::dotnet_encode:
    case map_kind::json_text:
    case map_kind::reverse:
    case map_kind::raw:
    case map_kind::escape:
    case map_kind::hex:
    case map_kind::upper_hex:
    case map_kind::base64:
    case map_kind::base64url: return true;
    default: return false;
    }
}

/// Reads off a scheme how many of its parts change from message to message, and whether each can be read back.
class apartness {
public:
    [[nodiscard]] bool holds() const noexcept { return parts_ <= 1 && clear_; }

    void look(signing::scheme_view of)
    {
        using signing::op;
        signing::row const &r = of.front();
        switch (r.what) {
        case op::method:
        case op::path:
        case op::body:
        case op::name:
        case op::value:
        case op::field:
        case op::header: ++parts_; return;
        case op::when_empty: clear_ = false; return;
        case op::join:
            ++parts_;
            clear_ = clear_ && tells(of);
            return;
        default: break;
        }
        for (std::size_t i = 0; i != r.part_count; ++i)
            look(part_of(of, i));
        bool const is_own = r.what == op::call; // who knows what it does
        if (parts_ != 0 && (is_own || (r.what == op::map && !keeps_apart(r.map_is)))) clear_ = false;
    }

private:
    /// Whether a part of an item shows the value once, so that it can be read back.
    [[nodiscard]] static bool shows_value(signing::scheme_view item)
    {
        using signing::op;
        if (!holds_value(item) || item.front().what == op::value) return true;
        if (item.front().what == op::map)
            return keeps_apart(item.front().map_is) && shows_value(part_of(item, 0));
        return item.front().what == op::concat && shows_value(part_of(item, 0)) &&
               shows_value(part_of(item, 1)) &&
               !(holds_value(part_of(item, 0)) && holds_value(part_of(item, 1)));
    }
    [[nodiscard]] static bool tells(signing::scheme_view join)
    {
        signing::delimiters const between{join};
        signing::scheme_view const set = part_of(join, 1);
        bool const has_plain_names =
            source_of(set).what != signing::op::headers && flattening_of(set) == nullptr;
        return between.tells_names() && between.ends_names() && shows_value(part_of(join, 0)) &&
               has_plain_names;
    }

    unsigned parts_ = 0;
    bool clear_ = true;
};

/**
 * \brief Whether two different messages of one type never share a text under this scheme's digest, as long as values that
 * \ref signing::ambiguity_search finds are refused.
 * \details True where one part of the text changes from message to message, and names and separators, the same maps
 * read backwards, or the lack of any neighbour tell where each value ends. Messages differ when a field that is signed
 * does: one that the scheme leaves out, because it is empty, say, makes no difference. False where values are glued or
 * change places with their neighbours; which does not make the scheme useless, but tells whoever verifies to read nothing
 * but what he can hold against his own records.
 */
template <signing::text_expression Scheme>
[[nodiscard]] bool is_always_telling(Scheme const &scheme)
{
    auto const text = signing::signed_text(scheme);
    apartness parts;
    parts.look(text);
    return parts.holds();
}

} // namespace tollgate::test

#endif

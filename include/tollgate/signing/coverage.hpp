// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_COVERAGE_HPP
#define TOLLGATE_SIGNING_COVERAGE_HPP

#include <tollgate/signing/scheme_table.hpp>
#include <tollgate/signing/secret_use.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

/// \file
/// What of a message a scheme's signature covers, read off the scheme's table: what nobody can change without the secret.

namespace tollgate::inline v0::signing {

/// What a message holds, and whether a scheme covers it is asked.
struct covered_item {
    std::string_view path{};    ///< `amount`, `bill.amount.value`; a header; empty for a value at hand.
    bool is_container = false;  ///< Whether it is an object or a list.
    bool is_list = false;       ///< Whether it is a list.
    bool is_header = false;     ///< Whether it is a header, or `body`, where the body is not looked into.
    bool is_value = false;      ///< Whether it is the value of the field at hand.
    std::size_t first_name = 0; ///< How long the path's first name is, if it may hold dots; 0: not told.
};

/// Maps that give texts of different meaning one text, so that what they take is not told by what they give: without its
/// full stop, `10.00` is `1000`.
[[nodiscard]] constexpr bool loses_meaning(map_kind map) noexcept
{
    switch (map) {
    case map_kind::strip:
    case map_kind::strip_padding:
    case map_kind::remove:
    case map_kind::first:
    case map_kind::first_none:
    case map_kind::byte_length:
    case map_kind::crc32: // linear: another text with the same one is found by solving 32 equations
    case map_kind::part:
    case map_kind::json_member: return true;
    default: return false;
    }
}

/// Maps that make other spellings of a text equal. For a value that is another way to write it; a body, whose fields have
/// names, would say something else.
[[nodiscard]] constexpr bool loses_spelling(map_kind map) noexcept
{
    switch (map) {
    case map_kind::lower:
    case map_kind::upper:
    case map_kind::trim:
    case map_kind::collapse:
    case map_kind::replace:
    case map_kind::without_prefix: return true;
    default: return false;
    }
}

/// What is left of a text where a scheme looks at it.
enum class left_of_text { everything, meaning, nothing };

[[nodiscard]] constexpr left_of_text left_by(map_kind map, left_of_text before) noexcept
{
    if (before == left_of_text::nothing || loses_meaning(map)) return left_of_text::nothing;
    return loses_spelling(map) ? left_of_text::meaning : before;
}

/// The last stage of a set that names its fields by the paths that lead to them; null if none does.
[[nodiscard]] constexpr row const *flattening_of(scheme_view set)
{
    return last_stage(set, [](row const &r) { return r.what == op::flattened; });
}

/// The paths by which the scheme itself names a set's fields; none where the message's names count.
[[nodiscard]] constexpr std::span<std::string_view const> paths_of(scheme_view set) noexcept
{
    row const &source = source_of(set);
    return source.what == op::listed ? source.names : std::span<std::string_view const>{};
}

/// Where an item stands in a set: under which name, and whether it is the whole object whose members the set holds.
struct place_in_set {
    bool is_there = false;
    std::string_view name{};
    bool is_whole = false;
    bool is_nested = false; ///< Whether the item, or that in which it is nested, is an object or a list.
};

namespace covering {

[[nodiscard]] constexpr bool is_inside(std::string_view path, std::string_view object) noexcept
{
    return path.size() > object.size() && path.starts_with(object) && path[object.size()] == '.';
}

/// Where an item stands in a set of what one object holds, by its path there.
[[nodiscard]] constexpr place_in_set under_its_first_name(covered_item const &item, std::string_view path,
                                                          std::size_t first_name = 0) noexcept
{
    std::string_view const first = path.substr(0, first_name != 0 ? first_name : path.find('.'));
    return {.is_there = true, .name = first, .is_nested = item.is_container || first.size() != path.size()};
}

[[nodiscard]] constexpr bool same_name(std::string_view a, std::string_view b, bool ignoring_case) noexcept
{
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i != a.size(); ++i)
        if (a[i] != b[i] && !(ignoring_case && to_lower(a[i]) == to_lower(b[i]))) return false;
    return true;
}

} // namespace covering

/// Where an item stands among the fields of a set's source.
[[nodiscard]] constexpr place_in_set place_in_source(row const &source, covered_item const &item) noexcept
{
    if (source.what == op::headers)
        return {.is_there = item.is_header && item.path != "body", .name = item.path};
    if (item.is_header || item.is_value) return {};
    switch (source.what) {
    case op::fields:
    case op::named_in: return covering::under_its_first_name(item, item.path, item.first_name);
    case op::listed: {
        place_in_set place;
        for (std::string_view const path : source.names) {
            bool const is_it = path == item.path;
            if (is_it || covering::is_inside(item.path, path))
                place = {.is_there = true, .name = path, .is_nested = !is_it || item.is_container};
        }
        return place;
    }
    case op::within:
        if (item.path == source.text) return {.is_there = true, .is_whole = true};
        if (!covering::is_inside(item.path, source.text)) return {};
        return covering::under_its_first_name(item, item.path.substr(source.text.size() + 1));
    default: return {};
    }
}

/// Whether a stage leaves an item in.
[[nodiscard]] constexpr bool lets_pass(row const &stage, place_in_set const &place, covered_item const &item)
{
    switch (stage.what) {
    case op::but: {
        // A flattened member's name starts with that of what holds it.
        auto const spares = [&](std::string_view name) {
            return !covering::same_name(name, place.name, item.is_header) &&
                   !(place.is_nested && name.starts_with(place.name));
        };
        return !place.is_whole && std::ranges::all_of(stage.names, spares);
    }
    case op::starting:
        return !place.is_whole && place.name.size() >= stage.text.size() &&
               covering::same_name(place.name.substr(0, stage.text.size()), stage.text, item.is_header);
    case op::drop: return stage.dropped != lacking::scalar || (!place.is_whole && !place.is_nested);
    // A map that joins a list's elements, and orders them, tells neither where one ends nor which came first.
    case op::as: return !(stage.values->joins_items && item.is_list);
    default: return true;
    }
}

/// Whether an item stands among the fields of a set. What stages leave out by its value, or a list in the message, shows
/// only when a message comes.
[[nodiscard]] constexpr bool is_in_set(scheme_view set, covered_item const &item)
{
    place_in_set const place = place_in_source(source_of(set), item);
    return place.is_there &&
           !any_stage(set, [&](row const &stage) { return !lets_pass(stage, place, item); });
}

/// The text of a program's own function that its result covers: of one field it is taken for another way to write it. What one makes of
/// a body, or of several texts, nobody knows, unless it gives bytes: those are a digest of its last text. Empty if there is none.
[[nodiscard]] constexpr scheme_view covered_by_call(scheme_view call) noexcept
{
    row const &r = call.front();
    if (r.result == gives::bytes) return part_of(call, r.part_count - std::size_t{1});
    return r.part_count == 1 && call[1].what != op::body ? part_of(call, 0) : scheme_view{};
}

/// Whether one of a row's parts always holds a secret, so that nobody can change the others without it.
[[nodiscard]] constexpr bool is_keyed_by_a_part(scheme_view of)
{
    return any_part(of, always_holds_secret);
}

/**
 * \brief Whether a part of a scheme covers an item.
 * \param is_keyed whether it stands under a digest into which a secret goes
 * \param left what is left of the text before that digest
 */
[[nodiscard]] constexpr bool is_covered_by(scheme_view part, covered_item const &item, bool is_keyed,
                                           left_of_text left)
{
    row const &r = part.front();
    bool const is_told = is_keyed && left != left_of_text::nothing;
    bool const is_field = !item.is_header && !item.is_value;
    auto const covers_in = [&](std::size_t which, bool keyed, left_of_text what) {
        return is_covered_by(part_of(part, which), item, keyed, what);
    };
    switch (r.what) {
    case op::value: return is_told && item.is_value;
    case op::body:
        return is_keyed && left == left_of_text::everything && !item.is_value &&
               (!item.is_header || item.path == "body");
    case op::field:
        return is_told && is_field && (item.path == r.text || covering::is_inside(item.path, r.text));
    case op::header: return is_told && item.is_header && covering::same_name(item.path, r.text, true);
    case op::concat: return covers_in(1, is_keyed, left) || covers_in(0, is_keyed, left); // left ones nest
    case op::map: return covers_in(0, is_keyed, left_by(r.map_is, left));
    case op::call: {
        scheme_view const of = covered_by_call(part);
        if (of.empty()) return false;
        return r.result == gives::bytes
                   ? is_covered_by(of, item, is_keyed || is_keyed_by_a_part(part), left_of_text::everything)
                   : is_covered_by(of, item, is_keyed, left);
    }
    case op::when_empty: // what is shown only where another text is not empty is covered only with that text
        return covers_in(2, is_keyed, left) &&
               (covers_in(0, is_keyed, left_of_text::everything) || covers_in(1, is_keyed, left));
    case op::by_account: // whichever the account chooses
        return !any_part(part,
                         [&](scheme_view piece) { return !is_covered_by(piece, item, is_keyed, left); });
    case op::join:
        return is_in_set(part_of(part, 1), item) &&
               is_covered_by(part_of(part, 0), {.path = {}, .is_value = true}, is_keyed, left);
    case op::digest:
    case op::hmac: {
        bool const with_secret = is_keyed || is_keyed_by_a_part(part);
        return covers_in(0, with_secret, left_of_text::everything) ||
               (r.what == op::hmac && covers_in(1, with_secret, left_of_text::everything));
    }
    case op::public_key: return covers_in(0, true, left_of_text::everything);
    default: return false;
    }
}

/**
 * \brief Whether a scheme's signature covers an item, as far as the scheme alone tells.
 * \details A value that a stage leaves out, because it is empty, say, or that the message's own list of signed fields does not
 * name, is another question: what is received is looked at for it.
 */
[[nodiscard]] constexpr bool covers(scheme_view scheme, covered_item const &item)
{
    return is_covered_by(scheme, item, false, left_of_text::everything);
}
template <class Scheme>
[[nodiscard]] constexpr bool covers(covered_item const &item)
{
    return covers(shape_of<Scheme>, item);
}

/// Whether a scheme covers the body as it came, and so every field of it, whatever it says.
template <class Scheme>
inline constexpr bool covers_body = covers(shape_of<Scheme>, {.path = "body", .is_header = true});

} // namespace tollgate::inline v0::signing

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_COVERAGE_HPP
#define TOLLGATE_SIGNING_COVERAGE_HPP

#include <tollgate/signing/nodes.hpp>
#include <tollgate/signing/secret_use.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

/// \file
/// What of a message a scheme's signature covers, read off the scheme's type: what nobody can change without the secret.

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
template <class Map>
inline constexpr bool loses_meaning = false;
template <fixed_string Characters>
inline constexpr bool loses_meaning<maps::strip<Characters>> = true;
template <fixed_string From, fixed_string To>
inline constexpr bool loses_meaning<maps::replace<From, To>> = To.view().empty();
template <std::size_t Count>
inline constexpr bool loses_meaning<maps::first<Count>> = true;
template <>
inline constexpr bool loses_meaning<maps::byte_length> = true;
template <fixed_string Name>
inline constexpr bool loses_meaning<maps::part<Name>> = true;
template <fixed_string Name>
inline constexpr bool loses_meaning<maps::json_member<Name>> = true;

/// Maps that make other spellings of a text equal. For a value that is another way to write it; a body, whose fields have
/// names, would say something else.
template <class Map>
inline constexpr bool loses_spelling = std::is_same_v<Map, maps::lower> || std::is_same_v<Map, maps::upper> ||
                                       std::is_same_v<Map, maps::trim> || std::is_same_v<Map, maps::collapse>;
template <fixed_string From, fixed_string To>
inline constexpr bool loses_spelling<maps::replace<From, To>> = true;
template <fixed_string Prefix>
inline constexpr bool loses_spelling<maps::without_prefix<Prefix>> = true;

/// What is left of a text where a scheme looks at it.
enum class left_of_text { everything, meaning, nothing };

template <class Map>
[[nodiscard]] constexpr left_of_text left_by(left_of_text before) noexcept
{
    if (before == left_of_text::nothing || loses_meaning<Map>) return left_of_text::nothing;
    return loses_spelling<Map> ? left_of_text::meaning : before;
}

/// Whether a set's fields are named by the paths that lead to them, and what stands between the names of a path.
template <class Set>
struct flattening {
    static constexpr bool is_done = false;
    static constexpr std::string_view before{}, after{};
};
template <class From, class Stage>
struct flattening<staged<From, Stage>> : flattening<From> {};
template <class From, fixed_string Before, fixed_string After>
struct flattening<staged<From, flattened_stage<Before, After>>> {
    static constexpr bool is_done = true;
    static constexpr std::string_view before = Before.view(), after = After.view();
};

/// The paths by which the scheme itself names a set's fields; none where the message's names count.
template <class Set>
inline constexpr std::array<std::string_view, 0> paths_of{};
template <fixed_string... Paths>
inline constexpr std::array<std::string_view, sizeof...(Paths)> paths_of<listed_fields<Paths...>>{
    Paths.view()...};
template <class From, class Stage>
inline constexpr auto paths_of<staged<From, Stage>> = paths_of<From>;

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

/// Where an item stands among the fields of a set. What stages leave out by its value, or a list in the message, shows
/// only when a message comes.
template <class Set>
struct set_coverage {
    static constexpr place_in_set place_of(covered_item const &) { return {}; }
};
template <>
struct set_coverage<all_fields> {
    static constexpr place_in_set place_of(covered_item const &item)
    {
        if (item.is_header || item.is_value) return {};
        return covering::under_its_first_name(item, item.path, item.first_name);
    }
};
template <fixed_string List>
struct set_coverage<fields_named_in<List>> : set_coverage<all_fields> {};
template <fixed_string... Paths>
struct set_coverage<listed_fields<Paths...>> {
    static constexpr place_in_set place_of(covered_item const &item)
    {
        place_in_set place;
        auto const look = [&](std::string_view path) {
            if (path == item.path)
                place = {.is_there = true, .name = path, .is_nested = item.is_container};
            else if (covering::is_inside(item.path, path))
                place = {.is_there = true, .name = path, .is_nested = true};
        };
        if (!item.is_header && !item.is_value) (look(Paths.view()), ...);
        return place;
    }
};
template <fixed_string Object>
struct set_coverage<fields_within<Object>> {
    static constexpr place_in_set place_of(covered_item const &item)
    {
        if (item.is_header || item.is_value) return {};
        if (item.path == Object.view()) return {.is_there = true, .is_whole = true};
        if (!covering::is_inside(item.path, Object.view())) return {};
        return covering::under_its_first_name(item, item.path.substr(Object.view().size() + 1));
    }
};
template <>
struct set_coverage<all_headers> {
    static constexpr place_in_set place_of(covered_item const &item)
    {
        return {.is_there = item.is_header && item.path != "body", .name = item.path};
    }
};
template <class From, class Stage>
struct set_coverage<staged<From, Stage>> {
    static constexpr place_in_set place_of(covered_item const &item)
    {
        place_in_set place = set_coverage<From>::place_of(item);
        if (place.is_there && !passes(static_cast<Stage const *>(nullptr), place, item))
            place.is_there = false;
        return place;
    }

private:
    static constexpr bool passes(void const *, place_in_set const &, covered_item const &) { return true; }
    template <fixed_string... Names>
    static constexpr bool passes(but_stage<Names...> const *, place_in_set const &place,
                                 covered_item const &item)
    {
        // A flattened member's name starts with that of what holds it.
        auto const spares = [&](std::string_view name) {
            return !covering::same_name(name, place.name, item.is_header) &&
                   !(place.is_nested && name.starts_with(place.name));
        };
        return !place.is_whole && (spares(Names.view()) && ...);
    }
    template <fixed_string Start>
    static constexpr bool passes(starting_stage<Start> const *, place_in_set const &place,
                                 covered_item const &item)
    {
        std::string_view const start = Start.view();
        return !place.is_whole && place.name.size() >= start.size() &&
               covering::same_name(place.name.substr(0, start.size()), start, item.is_header);
    }
    static constexpr bool passes(drop_stage<lacking::scalar> const *, place_in_set const &place,
                                 covered_item const &)
    {
        return !place.is_whole && !place.is_nested;
    }
    /// A map that joins a list's elements, and orders them, tells neither where one ends nor which came first.
    template <class Map>
        requires requires { Map::between_items; }
    static constexpr bool passes(as_stage<Map> const *, place_in_set const &, covered_item const &item)
    {
        return !item.is_list;
    }
};

/**
 * \brief Whether a part of a scheme covers an item.
 * \details `holds(item, is_keyed, left)`: under a digest into which a secret goes, and with what is left of the text
 * before that digest.
 */
template <class X>
struct part_coverage {
    static constexpr bool holds(covered_item const &, bool, left_of_text) { return false; }
};
template <>
struct part_coverage<value_node> {
    static constexpr bool holds(covered_item const &item, bool is_keyed, left_of_text left)
    {
        return item.is_value && is_keyed && left != left_of_text::nothing;
    }
};
template <>
struct part_coverage<source_node<source::body>> {
    static constexpr bool holds(covered_item const &item, bool is_keyed, left_of_text left)
    {
        return is_keyed && left == left_of_text::everything && !item.is_value &&
               (!item.is_header || item.path == "body");
    }
};
template <fixed_string Path>
struct part_coverage<named_node<named::field, Path>> {
    static constexpr bool holds(covered_item const &item, bool is_keyed, left_of_text left)
    {
        return is_keyed && left != left_of_text::nothing && !item.is_header && !item.is_value &&
               (item.path == Path.view() || covering::is_inside(item.path, Path.view()));
    }
};
template <fixed_string Name>
struct part_coverage<named_node<named::header, Name>> {
    static constexpr bool holds(covered_item const &item, bool is_keyed, left_of_text left)
    {
        return is_keyed && left != left_of_text::nothing && item.is_header &&
               covering::same_name(item.path, Name.view(), true);
    }
};
template <class L, class R>
struct part_coverage<concat_node<L, R>> {
    static constexpr bool holds(covered_item const &item, bool is_keyed, left_of_text left)
    {
        return part_coverage<L>::holds(item, is_keyed, left) || part_coverage<R>::holds(item, is_keyed, left);
    }
};
template <class Map, class X>
struct part_coverage<mapped_node<Map, X>> {
    static constexpr bool holds(covered_item const &item, bool is_keyed, left_of_text left)
    {
        return part_coverage<X>::holds(item, is_keyed, left_by<Map>(left));
    }
};
/// A program's own function of one field is taken for another way to write it. What one makes of a body, or of several
/// texts, nobody knows, unless it gives bytes: those are a digest of its last text.
template <auto F, class... X>
struct part_coverage<call_node<F, gives::text, X...>> {
    static constexpr bool holds(covered_item const &, bool, left_of_text) { return false; }
};
template <auto F, class X>
struct part_coverage<call_node<F, gives::text, X>> : part_coverage<X> {};
template <auto F>
struct part_coverage<call_node<F, gives::text, source_node<source::body>>> {
    static constexpr bool holds(covered_item const &, bool, left_of_text) { return false; }
};
template <auto F, class... X>
struct part_coverage<call_node<F, gives::bytes, X...>> {
    static constexpr bool holds(covered_item const &item, bool is_keyed, left_of_text)
    {
        using signs = std::tuple_element_t<sizeof...(X) - 1, std::tuple<X...>>;
        return part_coverage<signs>::holds(item, is_keyed || (always_holds_secret<X> || ...),
                                           left_of_text::everything);
    }
};
/// What is shown only where another text is not empty is covered only with that text.
template <class Test, class Then, class Else>
struct part_coverage<when_empty_node<Test, Then, Else>> {
    static constexpr bool holds(covered_item const &item, bool is_keyed, left_of_text left)
    {
        return part_coverage<Else>::holds(item, is_keyed, left) &&
               (part_coverage<Test>::holds(item, is_keyed, left_of_text::everything) ||
                part_coverage<Then>::holds(item, is_keyed, left));
    }
};
template <std::size_t N, class Item, class Set>
struct part_coverage<join_node<N, Item, Set>> {
    static constexpr bool holds(covered_item const &item, bool is_keyed, left_of_text left)
    {
        return set_coverage<Set>::place_of(item).is_there &&
               part_coverage<Item>::holds({.path = {}, .is_value = true}, is_keyed, left);
    }
};
template <class A, class X>
struct part_coverage<digest_node<A, X>> {
    static constexpr bool holds(covered_item const &item, bool is_keyed, left_of_text)
    {
        return part_coverage<X>::holds(item, is_keyed || always_holds_secret<X>, left_of_text::everything);
    }
};
template <class A, class K, class X>
struct part_coverage<hmac_node<A, K, X>> {
    static constexpr bool holds(covered_item const &item, bool is_keyed, left_of_text)
    {
        bool const with_secret = is_keyed || always_holds_secret<K> || always_holds_secret<X>;
        return part_coverage<K>::holds(item, with_secret, left_of_text::everything) ||
               part_coverage<X>::holds(item, with_secret, left_of_text::everything);
    }
};
template <class S, class X>
struct part_coverage<public_key_node<S, X>> {
    static constexpr bool holds(covered_item const &item, bool, left_of_text)
    {
        return part_coverage<X>::holds(item, true, left_of_text::everything);
    }
};

/**
 * \brief Whether a scheme's signature covers an item, as far as the scheme alone tells.
 * \details A value that a stage leaves out, because it is empty, say, or that the message's own list of signed fields does not
 * name, is another question: what is received is looked at for it.
 */
template <class Scheme>
[[nodiscard]] constexpr bool covers(covered_item const &item)
{
    return part_coverage<Scheme>::holds(item, false, left_of_text::everything);
}

/// Whether a scheme covers the body as it came, and so every field of it, whatever it says.
template <class Scheme>
inline constexpr bool covers_body = covers<Scheme>({.path = "body", .is_header = true});

} // namespace tollgate::inline v0::signing

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ATTRIBUTES_HPP
#define TOLLGATE_ATTRIBUTES_HPP

#include <tollgate/detail/fixed_string.hpp>
#include <tollgate/detail/text_limits.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>

namespace tollgate::inline v0 {

/// Not documented by the gateway: read off its examples or public integrations. It may be wrong.
struct inferred {};
/// Identifies a person: masked in everything that is printed.
struct personal {};
/// Card data: masked in everything that is printed.
struct card_data {};
/// Of a callback: not covered by its signature, so that anyone could have set it. It is read by `unsigned_value()` alone. A
/// member that is not covered and does not say so does not compile.
struct unsigned_field {};
/// Where the gateway documents the field: title of the page and section.
template <fixed_string Where>
struct documented {};

/// A second name under which the gateway may send the field, where its pages disagree. Both at once are refused.
template <fixed_string Name>
struct also_named {};

/// Of a text that may be left out: an empty one is sent, where the gateway removes a value by it. `description=`.
struct sent_empty {};
/// A number or truth value that stands in JSON as a text: `"10.00"`, `"true"`. It is received as either.
struct as_text {};

// What a gateway takes as a text: looked at in each text that is sent, and in an account by \ref check, its secrets too. What is
// received may have any length. Characters are Unicode code points. An empty text is never sent but under `sent_empty`, so that
// one character at least needs no word.

/// So many characters or more: `at_least<6>`, and with an upper limit `at_least<6>, at_most<32>`.
template <std::size_t Count>
struct at_least {};
/// So many characters or fewer.
template <std::size_t Count>
struct at_most {};
/// So many characters, no more and no less.
template <std::size_t Count>
struct exactly {};
/// These ASCII characters alone: `made_of<"A-Za-z0-9_-">`. A hyphen between two is a range, at the end it is itself.
template <fixed_string Characters>
struct made_of {};

// Where a field of a message that is sent travels. Without one of these: in the body, or in the query of a GET or DELETE.

/// Fills `{name}` in the path of the message's endpoint, percent-encoded. What is empty, `.` or `..`, or holds one of `/?#\`, is
/// refused: it would name another resource.
struct in_path {};
/// Stands in the query, beside a body too.
struct in_query {};
/// Is an HTTP header of the field's name.
struct as_header {};
/// Is the whole body, a list; see \ref array_body.
struct whole_body {};

/// Who may see a value in a log.
enum class visibility : unsigned char { open, masked };

namespace detail {

template <class Wanted, class... Attributes>
inline constexpr bool has_attribute = (std::same_as<Wanted, Attributes> || ...);

template <class... Attributes>
inline constexpr visibility visibility_of =
    has_attribute<personal, Attributes...> || has_attribute<card_data, Attributes...> ? visibility::masked
                                                                                      : visibility::open;

/// Of a text among several, in an alternative: this is read as the alternative if one of them stands there.
struct decides_alternative {};

/// Where a field travels.
enum class place : unsigned char { usual, path, query, header, whole_body };
template <class... Attributes>
inline constexpr place place_of = has_attribute<in_path, Attributes...>      ? place::path
                                  : has_attribute<in_query, Attributes...>   ? place::query
                                  : has_attribute<as_header, Attributes...>  ? place::header
                                  : has_attribute<whole_body, Attributes...> ? place::whole_body
                                                                             : place::usual;
template <class Attribute>
inline constexpr bool is_place = has_attribute<Attribute, in_path, in_query, as_header, whole_body>;
template <class... Attributes>
inline constexpr bool has_one_place = (0 + ... + (is_place<Attributes> ? 1 : 0)) <= 1;

template <class Attribute>
inline constexpr std::string_view alias_in{};
template <fixed_string Name>
inline constexpr std::string_view alias_in<also_named<Name>> = Name.view();

/// Whether the library knows an attribute. What it does not know it would pass over.
template <class Attribute>
inline constexpr bool is_attribute =
    is_place<Attribute> || has_attribute<Attribute, inferred, personal, card_data, unsigned_field, as_text,
                                         sent_empty, decides_alternative>;
template <fixed_string Where>
inline constexpr bool is_attribute<documented<Where>> = true;
template <std::size_t Count>
inline constexpr bool is_attribute<at_least<Count>> = true;
template <std::size_t Count>
inline constexpr bool is_attribute<at_most<Count>> = true;
template <std::size_t Count>
inline constexpr bool is_attribute<exactly<Count>> = true;
template <fixed_string Characters>
inline constexpr bool is_attribute<made_of<Characters>> = true;
template <fixed_string Name>
inline constexpr bool is_attribute<also_named<Name>> = true;

/// What one attribute says of a text.
template <class Attribute>
struct text_attribute {
    static constexpr bool is_least = false;
    static constexpr bool is_most = false;
    static constexpr bool is_set = false;
    static constexpr void add_to(text_limits &) {}
};
template <std::size_t Count>
struct text_attribute<at_least<Count>> : text_attribute<void> {
    static constexpr bool is_least = true;
    static constexpr void add_to(text_limits &to) { to.least = Count; }
};
template <std::size_t Count>
struct text_attribute<at_most<Count>> : text_attribute<void> {
    static constexpr bool is_most = true;
    static constexpr void add_to(text_limits &to) { to.most = Count; }
};
template <std::size_t Count>
struct text_attribute<exactly<Count>> : text_attribute<void> {
    static constexpr bool is_least = true;
    static constexpr bool is_most = true;
    static constexpr void add_to(text_limits &to) { to.least = to.most = Count; }
};
template <fixed_string Characters>
struct text_attribute<made_of<Characters>> : text_attribute<void> {
    static constexpr bool is_set = true;
    static constexpr void add_to(text_limits &to) { to.of = character_set{Characters.view()}; }
};

/// How often the least length is said, how often the greatest.
template <class... Attributes>
inline constexpr std::size_t least_lengths_in = (std::size_t{0} + ... + text_attribute<Attributes>::is_least);
template <class... Attributes>
inline constexpr std::size_t most_lengths_in = (std::size_t{0} + ... + text_attribute<Attributes>::is_most);
template <class... Attributes>
inline constexpr std::size_t sets_in = (std::size_t{0} + ... + text_attribute<Attributes>::is_set);

/// What all attributes together say of a text.
template <class... Attributes>
inline constexpr text_limits text_limits_of = [] {
    text_limits limits;
    (text_attribute<Attributes>::add_to(limits), ...);
    return limits;
}();
/// Null if they say nothing.
template <class... Attributes>
inline constexpr text_limits const *text_limits_in = [] {
    if constexpr (least_lengths_in<Attributes...> + most_lengths_in<Attributes...> + sets_in<Attributes...> ==
                  0)
        return static_cast<text_limits const *>(nullptr);
    else
        return &text_limits_of<Attributes...>;
}();

template <class... Attributes>
inline constexpr bool is_unsigned = has_attribute<unsigned_field, Attributes...>;

/// The other names among the attributes; empty for each attribute that is none.
template <class... Attributes>
inline constexpr std::array<std::string_view, sizeof...(Attributes)> aliases_in{alias_in<Attributes>...};

} // namespace detail

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_TABLE_HPP
#define TOLLGATE_SIGNING_TABLE_HPP

#include <tollgate/signing/nodes.hpp>
#include <tollgate/signing/selection.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

/// \file
/// A scheme as a table, which the compiler makes of the expression. Whoever signs, verifies, prints or asks a question
/// goes through its rows.

namespace tollgate::inline v0::signing {

/// What a row of a scheme's table does.
enum class op : unsigned char {
    // leaves
    literal,
    operation,
    key,
    method,
    path,
    body,
    name,
    value,
    secret,
    account_field,
    field,
    header,
    // texts
    concat,
    map,
    call,
    when_empty,
    join,
    digest,
    hmac,
    public_key,
    // sets
    fields,
    listed,
    named_in,
    within,
    headers,
    query,
    but,
    starting,
    drop,
    by,
    plus,
    as,
    flattened,
    reversed,
    chosen,
};

/// Whether a row is done to a set, its first part, rather than being a text or a source of fields.
[[nodiscard]] constexpr bool is_stage(op what) noexcept
{
    return what >= op::but;
}

enum class algorithm : unsigned char { md5, sha1, sha256, sha384, sha512 };

/// A program's own function without its type.
using erased_call = bool (*)(std::span<std::string_view const>, detail::wiped_buffer &);

/**
 * \brief One row of a scheme's table.
 * \details The parts of a row stand behind it, each as long as its `size`: a concatenation's two sides; the operand of a map, a digest
 * or a public-key signature; an HMAC's key and text; a join's item and set; a stage's set and, where it has one, its expression. So a
 * part of a scheme is a piece of its table, and the stages of a set stand before its source, the last one first.
 */
struct row {
    op what{};
    std::uint16_t size = 1; ///< How many rows it takes with all its parts.
    std::uint16_t part_count = 0;
    std::uint16_t place = 0; ///< In the whole table.
    signing::algorithm digest{};
    lacking dropped{};
    map_kind map_is{};
    gives result = gives::text;
    /// Of `plus`: a message that has a field of this name is refused. A mistake of `explain` may add one that is no such.
    bool is_unsent = false;
    std::string_view text{};  ///< A literal or separator; a word; the name of a leaf, a list or a stage.
    std::string_view after{}; ///< What separates a list's names; what stands behind a flattened name.
    std::span<std::string_view const> names{}; ///< Of `listed` and `but`.
    erased_text_map map = nullptr;
    erased_call call = nullptr;
    erased_value_map const *values = nullptr;
};

/// A scheme, or a part of one. Never empty, but where something is told not to be there.
using scheme_view = std::span<row const>;

/// One of the parts of a scheme's first row.
[[nodiscard]] constexpr scheme_view part_of(scheme_view scheme, std::size_t which) noexcept
{
    std::size_t at = 1;
    for (; which != 0; --which)
        at += scheme[at].size;
    return scheme.subspan(at, scheme[at].size);
}

/// Whether a row, or one in its parts, is so.
[[nodiscard]] constexpr bool any_row(scheme_view scheme, auto is_so)
{
    return std::ranges::any_of(scheme, is_so);
}
/// Whether one of a row's parts, as a whole, is so.
[[nodiscard]] constexpr bool any_part(scheme_view scheme, auto is_so)
{
    for (std::size_t at = 1; at != scheme.size(); at += scheme[at].size)
        if (is_so(scheme.subspan(at, scheme[at].size))) return true;
    return false;
}

namespace tables {

template <class A>
inline constexpr algorithm algorithm_of = algorithm::md5;
template <>
inline constexpr algorithm algorithm_of<hash::sha1> = algorithm::sha1;
template <>
inline constexpr algorithm algorithm_of<hash::sha256> = algorithm::sha256;
template <>
inline constexpr algorithm algorithm_of<hash::sha384> = algorithm::sha384;
template <>
inline constexpr algorithm algorithm_of<hash::sha512> = algorithm::sha512;

/// A public-key scheme's word, and its digest; Ed25519 has one of its own.
template <class S>
struct public_key_words {
    static constexpr std::string_view word = "ed25519";
    static constexpr algorithm digest = algorithm::sha512;
};
template <class A>
struct public_key_words<hash::rsa_pkcs1<A>> {
    static constexpr std::string_view word = "rsa_pkcs1";
    static constexpr algorithm digest = algorithm_of<A>;
};
template <class A>
struct public_key_words<hash::rsa_pss<A>> {
    static constexpr std::string_view word = "rsa_pss";
    static constexpr algorithm digest = algorithm_of<A>;
};
template <class A>
struct public_key_words<hash::ecdsa<A>> {
    static constexpr std::string_view word = "ecdsa";
    static constexpr algorithm digest = algorithm_of<A>;
};

/// A text that is as long as a literal, where only the scheme's type is known.
template <std::size_t Size>
inline constexpr char blank[Size + 1]{};

/// The names of a row, for as long as the program runs.
template <fixed_string... Names>
inline constexpr std::array<std::string_view, sizeof...(Names)> names_in{Names.view()...};

/// Writes a scheme's rows, from its nodes or from their types alone: then the nodes are null. (That is told apart by a flag, for
/// g++ 12 with sanitizers holds no comparison with null for a constant.)
class writer {
public:
    constexpr writer(row *to, bool is_blank) noexcept : to_{to}, is_blank_{is_blank} {}

    template <std::size_t N>
    constexpr void add(literal_node<N> const *n)
    {
        put({.what = op::literal, .text = text_in(in(n, &literal_node<N>::text))});
    }
    template <source From>
    constexpr void add(source_node<From> const *)
    {
        constexpr op ops[] = {op::operation, op::key, op::method, op::path, op::body, op::name, op::value};
        put({.what = ops[static_cast<std::size_t>(From)]});
    }
    template <named What, fixed_string Name>
    constexpr void add(named_node<What, Name> const *)
    {
        constexpr op ops[] = {op::secret, op::account_field, op::field, op::header};
        put({.what = ops[static_cast<std::size_t>(What)], .text = Name.view()});
    }
    template <class L, class R>
    constexpr void add(concat_node<L, R> const *n)
    {
        using node = concat_node<L, R>;
        put({.what = op::concat}, in(n, &node::left), in(n, &node::right));
    }
    template <class Map, class X>
    constexpr void add(mapped_node<Map, X> const *n)
    {
        put({.what = op::map,
             .map_is = Map::kind,
             .result = Map::result,
             .text = Map::called,
             .after = argument_of<Map>(),
             .map = Map::write},
            in(n, &mapped_node<Map, X>::of));
    }
    template <auto Function, gives Result, class... X>
    constexpr void add(call_node<Function, Result, X...> const *n)
    {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            erased_call const call = [](std::span<std::string_view const> texts, detail::wiped_buffer &out) {
                return static_cast<bool>(Function(texts[I]..., out));
            };
            put({.what = op::call, .result = Result, .call = call},
                (is_blank_ ? static_cast<X const *>(nullptr) : &std::get<I>(n->of))...);
        }(std::index_sequence_for<X...>{});
    }
    template <class Test, class Then, class Else>
    constexpr void add(when_empty_node<Test, Then, Else> const *n)
    {
        using node = when_empty_node<Test, Then, Else>;
        put({.what = op::when_empty}, in(n, &node::test), in(n, &node::then), in(n, &node::otherwise));
    }
    template <std::size_t N, class Item, class Set>
    constexpr void add(join_node<N, Item, Set> const *n)
    {
        using node = join_node<N, Item, Set>;
        put({.what = op::join, .text = text_in(in(n, &node::separator))}, in(n, &node::item),
            in(n, &node::set));
    }
    template <class A, class X>
    constexpr void add(digest_node<A, X> const *n)
    {
        put({.what = op::digest, .digest = algorithm_of<A>, .result = gives::bytes},
            in(n, &digest_node<A, X>::of));
    }
    template <class A, class Key, class X>
    constexpr void add(hmac_node<A, Key, X> const *n)
    {
        using node = hmac_node<A, Key, X>;
        put({.what = op::hmac, .digest = algorithm_of<A>, .result = gives::bytes}, in(n, &node::key),
            in(n, &node::of));
    }
    template <class S, class X>
    constexpr void add(public_key_node<S, X> const *n)
    {
        using as = public_key_words<S>;
        put({.what = op::public_key, .digest = as::digest, .result = gives::bytes, .text = as::word},
            in(n, &public_key_node<S, X>::of));
    }

    constexpr void add(all_fields const *) { put({.what = op::fields}); }
    template <fixed_string... Paths>
    constexpr void add(listed_fields<Paths...> const *)
    {
        put({.what = op::listed, .names = names_in<Paths...>});
    }
    template <fixed_string List>
    constexpr void add(fields_named_in<List> const *)
    {
        put({.what = op::named_in, .text = List.view(), .after = ","});
    }
    template <fixed_string Object>
    constexpr void add(fields_within<Object> const *)
    {
        put({.what = op::within, .text = Object.view()});
    }
    constexpr void add(all_headers const *) { put({.what = op::headers}); }
    constexpr void add(query_fields const *) { put({.what = op::query}); }
    template <class From, class Stage>
    constexpr void add(staged<From, Stage> const *n)
    {
        using node = staged<From, Stage>;
        add_stage(in(n, &node::from), in(n, &node::stage));
    }

private:
    /// What questions must know of what a map is made with.
    template <class Map>
    [[nodiscard]] static constexpr std::string_view argument_of() noexcept
    {
        if constexpr (requires { Map::argument; })
            return Map::argument;
        else
            return {};
    }
    template <class Node, class Member>
    [[nodiscard]] constexpr Member const *in(Node const *n, Member Node::*member) const noexcept
    {
        return is_blank_ ? nullptr : &(n->*member);
    }
    template <std::size_t N>
    [[nodiscard]] constexpr std::string_view text_in(fixed_string<N> const *text) const noexcept
    {
        return is_blank_ ? std::string_view{blank<N - 1>, N - 1} : text->view();
    }

    template <class From, fixed_string... Names>
    constexpr void add_stage(From const *from, but_stage<Names...> const *)
    {
        put({.what = op::but, .names = names_in<Names...>}, from);
    }
    template <class From, fixed_string Start>
    constexpr void add_stage(From const *from, starting_stage<Start> const *)
    {
        put({.what = op::starting, .text = Start.view()}, from);
    }
    template <class From, lacking What>
    constexpr void add_stage(From const *from, drop_stage<What> const *)
    {
        put({.what = op::drop, .dropped = What}, from);
    }
    template <class From, class By>
    constexpr void add_stage(From const *from, by_stage<By> const *stage)
    {
        put({.what = op::by}, from, in(stage, &by_stage<By>::by));
    }
    template <class From, fixed_string Name, class X>
    constexpr void add_stage(From const *from, plus_stage<Name, X> const *stage)
    {
        put({.what = op::plus, .is_unsent = true, .text = Name.view()}, from,
            in(stage, &plus_stage<Name, X>::value));
    }
    template <class From, fixed_string Before, fixed_string After>
    constexpr void add_stage(From const *from, flattened_stage<Before, After> const *)
    {
        put({.what = op::flattened, .text = Before.view(), .after = After.view()}, from);
    }
    template <class From>
    constexpr void add_stage(From const *from, reversed_stage const *)
    {
        put({.what = op::reversed}, from);
    }
    template <class From, fixed_string List, fixed_string Separator>
    constexpr void add_stage(From const *from, chosen_stage<List, Separator> const *)
    {
        put({.what = op::chosen, .text = List.view(), .after = Separator.view()}, from);
    }
    template <class From, class Map>
    constexpr void add_stage(From const *from, as_stage<Map> const *)
    {
        put({.what = op::as, .values = &erased<Map>}, from);
    }

    template <class... Parts>
    constexpr void put(row const &what, Parts const *...parts)
    {
        std::size_t const place = size_++;
        (add(parts), ...);
        row &to = to_[place];
        to = what;
        to.place = static_cast<std::uint16_t>(place);
        to.size = static_cast<std::uint16_t>(size_ - place);
        to.part_count = sizeof...(Parts);
    }

    row *to_;
    bool is_blank_;
    std::size_t size_ = 0;
};

} // namespace tables

/// A scheme's table. Its literals are those of the expression, which must outlive it.
template <class X>
struct scheme_table {
    std::array<row, X::rows> rows;

    /// With blanks for the literals.
    constexpr scheme_table() { tables::writer{rows.data(), true}.add(static_cast<X const *>(nullptr)); }
    constexpr explicit scheme_table(X const &of) { tables::writer{rows.data(), false}.add(&of); }
    [[nodiscard]] constexpr operator scheme_view() const noexcept { return rows; }
};

/// The table of an expression or a set.
template <class X>
[[nodiscard]] constexpr scheme_table<X> table_of(X const &node)
{
    return scheme_table<X>{node};
}

/// The table that all expressions of a type have, with blanks for their literals.
template <class X>
inline constexpr scheme_table<X> shape_of{};

/// A part of a scheme, by its place in the scheme's table.
template <class X>
struct scheme_part {
    scheme_table<X> whole;
    std::size_t place;

    [[nodiscard]] constexpr operator scheme_view() const noexcept
    {
        return scheme_view{whole.rows}.subspan(place, whole.rows[place].size);
    }
};

/**
 * \brief The text under a scheme's outermost digest: what is signed. Empty if there is no digest.
 * \details Also under an encoding, a prefix and a suffix. A program's own function that makes bytes of text is a digest, too; what it
 * signs is its last operand.
 */
[[nodiscard]] constexpr scheme_view text_under_digest(scheme_view scheme) noexcept
{
    row const &first = scheme.front();
    switch (first.what) {
    case op::digest:
    case op::public_key: return part_of(scheme, 0);
    case op::hmac: return part_of(scheme, 1);
    case op::map: return text_under_digest(part_of(scheme, 0));
    case op::concat: {
        scheme_view const left = text_under_digest(part_of(scheme, 0));
        return left.empty() ? text_under_digest(part_of(scheme, 1)) : left;
    }
    case op::call: {
        scheme_view const last = part_of(scheme, first.part_count - std::size_t{1});
        scheme_view const under = text_under_digest(last);
        if (!under.empty()) return under;
        return first.result == gives::bytes && last.front().result == gives::text ? last : under;
    }
    default: return {};
    }
}

template <class X>
inline constexpr bool has_digest = false;
template <expression X>
inline constexpr bool has_digest<X> = !text_under_digest(shape_of<X>).empty();

/// The text under a scheme's outermost digest, of a scheme that stays where it is.
template <text_expression Scheme>
    requires has_digest<Scheme>
[[nodiscard]] constexpr scheme_part<Scheme> signed_text(Scheme const &scheme) noexcept
{
    return {table_of(scheme), text_under_digest(shape_of<Scheme>).front().place};
}

// What many questions about a scheme need

[[nodiscard]] constexpr bool is_secret(row const &r) noexcept
{
    return r.what == op::key || r.what == op::secret;
}
/// Whether a secret stands anywhere in an expression, set or stage.
[[nodiscard]] constexpr bool holds_secret(scheme_view scheme) noexcept
{
    return any_row(scheme, is_secret);
}
/// Whether a field of the account that is no secret stands in it.
[[nodiscard]] constexpr bool needs_account(scheme_view scheme) noexcept
{
    return any_row(scheme, [](row const &r) { return r.what == op::account_field; });
}
/// Whether an expression shows the value of the field at hand; a join has fields of its own.
[[nodiscard]] constexpr bool holds_value(scheme_view scheme) noexcept
{
    if (scheme.front().what == op::value) return true;
    return scheme.front().what != op::join && any_part(scheme, holds_value);
}
/// Whether a row computes a digest of its parts.
[[nodiscard]] constexpr bool is_digest(row const &r) noexcept
{
    return r.what == op::digest || r.what == op::hmac;
}

/// Where a set's fields come from: behind all that is done to them.
[[nodiscard]] constexpr row const &source_of(scheme_view set) noexcept
{
    std::size_t at = 0;
    while (is_stage(set[at].what))
        ++at;
    return set[at];
}
/// Whether one of a set's stages is so.
[[nodiscard]] constexpr bool any_stage(scheme_view set, auto is_so)
{
    for (row const &r : set) {
        if (!is_stage(r.what)) break;
        if (is_so(r)) return true;
    }
    return false;
}
/// The first stage from the end that is one of these; null if none is.
[[nodiscard]] constexpr row const *last_stage(scheme_view set, auto is_meant)
{
    for (row const &r : set) {
        if (!is_stage(r.what)) break;
        if (is_meant(r)) return &r;
    }
    return nullptr;
}

} // namespace tollgate::inline v0::signing

#endif

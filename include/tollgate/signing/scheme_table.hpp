// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SCHEME_TABLE_HPP
#define TOLLGATE_SIGNING_SCHEME_TABLE_HPP

#include <tollgate/signing/nodes.hpp>
#include <tollgate/signing/selection.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
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
    target,
    body,
    now,
    nonce,
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
    by_account,
    join,
    digest,
    hmac,
    cipher,
    public_key,
    private_key,
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
using erased_call = bool (*)(std::span<std::string_view const>, wiped_buffer &);

/**
 * \brief One row of a scheme's table.
 * \details The parts of a row stand behind it, each as long as its `size`: a concatenation's two sides; the operand of a map, a digest
 * or a public-key signature; an HMAC's key and text; a join's item and set; a stage's set and, where it has one, its expression. So a
 * part of a scheme is a piece of its table; the pieces of a choice of the account's stand in the order of its names; and the stages of a set stand before its source, the last one first.
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
    std::string_view text{}; ///< A literal or separator; a word; the name of a leaf, a list or a stage.
    std::string_view
        after{}; ///< What separates a list's names; what stands behind a flattened name; a public key's keyring;
    /// a cipher's padding.
    std::span<std::string_view const>
        names{}; ///< Of `listed` and `but`; what the field of a `by_account` may say.
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

/// Whether a row, or one in its parts, is so. A loop, and not an algorithm: it is compiled for each question.
[[nodiscard]] constexpr bool any_row(scheme_view scheme, auto is_so)
{
    for (row const &r : scheme)
        if (is_so(r)) return true;
    return false;
}
/// Whether a word stands anywhere in a scheme.
[[nodiscard]] constexpr bool uses(scheme_view scheme, op word) noexcept
{
    for (row const &r : scheme)
        if (r.what == word) return true;
    return false;
}
/// Whether one of a row's parts, as a whole, is so.
[[nodiscard]] constexpr bool any_part(scheme_view scheme, auto is_so)
{
    for (std::size_t at = 1; at != scheme.size(); at += scheme[at].size)
        if (is_so(scheme.subspan(at, scheme[at].size))) return true;
    return false;
}

/// Each of the texts that `+` joins, from left to right; a text that is not joined is one.
constexpr void each_joined(scheme_view texts, auto do_with)
{
    for (std::size_t at = 0; at != texts.size();) {
        bool const joins = texts[at].what == op::concat;
        std::size_t const size = texts[at].size;
        if (!joins) do_with(texts.subspan(at, size));
        at += joins ? 1 : size;
    }
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

template <class X>
using of_type = std::type_identity<X>;

/// Writes the rows of a scheme's type, with blanks for its literals.
class writer {
public:
    constexpr explicit writer(row *to) noexcept : to_{to} {}

    template <std::size_t N>
    constexpr void add(of_type<literal_node<N>>)
    {
        put({.what = op::literal, .text = {blank<N - 1>, N - 1}});
    }
    template <source From>
    constexpr void add(of_type<source_node<From>>)
    {
        constexpr op ops[] = {op::operation, op::key, op::method, op::path, op::target,
                              op::body,      op::now, op::nonce,  op::name, op::value};
        put({.what = ops[static_cast<std::size_t>(From)]});
    }
    template <named What, fixed_string Name>
    constexpr void add(of_type<named_node<What, Name>>)
    {
        constexpr op ops[] = {op::secret, op::account_field, op::field, op::header};
        put({.what = ops[static_cast<std::size_t>(What)], .text = Name.view()});
    }
    template <class L, class R>
    constexpr void add(of_type<concat_node<L, R>>)
    {
        put({.what = op::concat}, of_type<L>{}, of_type<R>{});
    }
    template <class Map, class X>
    constexpr void add(of_type<mapped_node<Map, X>>)
    {
        put({.what = op::map,
             .map_is = Map::kind,
             .result = Map::result,
             .text = Map::called,
             .after = argument_of<Map>(),
             .map = Map::write},
            of_type<X>{});
    }
    template <auto Function, gives Result, class... X>
    constexpr void add(of_type<call_node<Function, Result, X...>>)
    {
        put({.what = op::call, .result = Result, .call = spread<Function>(std::index_sequence_for<X...>{})},
            of_type<X>{}...);
    }
    template <class Test, class Then, class Else>
    constexpr void add(of_type<when_empty_node<Test, Then, Else>>)
    {
        put({.what = op::when_empty}, of_type<Test>{}, of_type<Then>{}, of_type<Else>{});
    }
    template <fixed_string Field, fixed_string... Said, class... X>
    constexpr void add(of_type<account_choice_node<said_by_account<Field, Said...>, X...>>)
    {
        put({.what = op::by_account,
             .result = account_choice_node<said_by_account<Field, Said...>, X...>::result,
             .text = Field.view(),
             .names = names_in<Said...>},
            of_type<X>{}...);
    }
    template <std::size_t N, class Item, class Set>
    constexpr void add(of_type<join_node<N, Item, Set>>)
    {
        put({.what = op::join, .text = {blank<N - 1>, N - 1}}, of_type<Item>{}, of_type<Set>{});
    }
    template <class A, class X>
    constexpr void add(of_type<digest_node<A, X>>)
    {
        put({.what = op::digest, .digest = algorithm_of<A>, .result = gives::bytes}, of_type<X>{});
    }
    template <class A, class Key, class X>
    constexpr void add(of_type<hmac_node<A, Key, X>>)
    {
        put({.what = op::hmac, .digest = algorithm_of<A>, .result = gives::bytes}, of_type<Key>{},
            of_type<X>{});
    }
    template <class S, class X>
    constexpr void add(of_type<public_key_node<S, X>>)
    {
        using as = public_key_words<S>;
        put({.what = op::public_key, .digest = as::digest, .result = gives::bytes, .text = as::word},
            of_type<X>{});
    }

    template <cipher By, padding Padding, class Key, class X>
    constexpr void add(of_type<cipher_node<By, Padding, Key, X>>)
    {
        put({.what = op::cipher,
             .result = gives::bytes,
             .text = By == cipher::des3_cbc ? "des3_cbc" : "aes_128_cbc",
             .after = Padding == padding::pkcs7 ? "pkcs7" : "zero_bytes"},
            of_type<Key>{}, of_type<X>{});
    }
    template <class S, fixed_string Keys, class X, class Choice>
    constexpr void add(of_type<keyring_node<S, Keys, X, Choice>>)
    {
        using as = public_key_words<S>;
        put({.what = op::public_key,
             .digest = as::digest,
             .result = gives::bytes,
             .text = as::word,
             .after = Keys.view()},
            of_type<X>{}, of_type<Choice>{});
    }
    template <class S, fixed_string Key, class X>
    constexpr void add(of_type<private_key_node<S, Key, X>>)
    {
        put({.what = op::private_key,
             .digest = public_key_words<S>::digest,
             .result = gives::bytes,
             .text = Key.view()},
            of_type<X>{});
    }

    constexpr void add(of_type<all_fields>) { put({.what = op::fields}); }
    template <fixed_string... Paths>
    constexpr void add(of_type<listed_fields<Paths...>>)
    {
        put({.what = op::listed, .names = names_in<Paths...>});
    }
    template <fixed_string List>
    constexpr void add(of_type<fields_named_in<List>>)
    {
        put({.what = op::named_in, .text = List.view(), .after = ","});
    }
    template <fixed_string Object>
    constexpr void add(of_type<fields_within<Object>>)
    {
        put({.what = op::within, .text = Object.view()});
    }
    constexpr void add(of_type<all_headers>) { put({.what = op::headers}); }
    constexpr void add(of_type<query_fields>) { put({.what = op::query}); }
    template <class From, fixed_string... Names>
    constexpr void add(of_type<staged<From, but_stage<Names...>>>)
    {
        put({.what = op::but, .names = names_in<Names...>}, of_type<From>{});
    }
    template <class From, fixed_string Start>
    constexpr void add(of_type<staged<From, starting_stage<Start>>>)
    {
        put({.what = op::starting, .text = Start.view()}, of_type<From>{});
    }
    template <class From, lacking What>
    constexpr void add(of_type<staged<From, drop_stage<What>>>)
    {
        put({.what = op::drop, .dropped = What}, of_type<From>{});
    }
    template <class From, class By>
    constexpr void add(of_type<staged<From, by_stage<By>>>)
    {
        put({.what = op::by}, of_type<From>{}, of_type<By>{});
    }
    template <class From, fixed_string Name, class X>
    constexpr void add(of_type<staged<From, plus_stage<Name, X>>>)
    {
        put({.what = op::plus, .is_unsent = true, .text = Name.view()}, of_type<From>{}, of_type<X>{});
    }
    template <class From, fixed_string Before, fixed_string After>
    constexpr void add(of_type<staged<From, flattened_stage<Before, After>>>)
    {
        put({.what = op::flattened, .text = Before.view(), .after = After.view()}, of_type<From>{});
    }
    template <class From>
    constexpr void add(of_type<staged<From, reversed_stage>>)
    {
        put({.what = op::reversed}, of_type<From>{});
    }
    template <class From, fixed_string List, fixed_string Separator>
    constexpr void add(of_type<staged<From, chosen_stage<List, Separator>>>)
    {
        put({.what = op::chosen, .text = List.view(), .after = Separator.view()}, of_type<From>{});
    }
    template <class From, class Map>
    constexpr void add(of_type<staged<From, as_stage<Map>>>)
    {
        put({.what = op::as, .values = &erased<Map>}, of_type<From>{});
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
    template <auto Function, std::size_t... I>
    [[nodiscard]] static constexpr erased_call spread(std::index_sequence<I...>) noexcept
    {
        return [](std::span<std::string_view const> texts, wiped_buffer &out) {
            return static_cast<bool>(Function(texts[I]..., out));
        };
    }

    template <class... Parts>
    constexpr void put(row const &what, Parts... parts)
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
    std::size_t size_ = 0;
};

// Puts a scheme's literals into its rows, which are there already. The parts of a node stand behind its own row.

template <class X>
constexpr void fill(row *, X const &)
{
}
template <class... Parts>
constexpr void fill_parts(row *at, Parts const &...parts);
template <std::size_t N>
constexpr void fill(row *at, literal_node<N> const &n)
{
    at->text = n.text.view();
}
template <class L, class R>
constexpr void fill(row *at, concat_node<L, R> const &n)
{
    fill_parts(at, n.left, n.right);
}
template <class Map, class X>
constexpr void fill(row *at, mapped_node<Map, X> const &n)
{
    fill_parts(at, n.of);
}
template <auto Function, gives Result, class... X>
constexpr void fill(row *at, call_node<Function, Result, X...> const &n)
{
    std::apply([at](X const &...of) { fill_parts(at, of...); }, n.of);
}
template <class Test, class Then, class Else>
constexpr void fill(row *at, when_empty_node<Test, Then, Else> const &n)
{
    fill_parts(at, n.test, n.then, n.otherwise);
}
template <class Choice, class... X>
constexpr void fill(row *at, account_choice_node<Choice, X...> const &n)
{
    std::apply([at](X const &...of) { fill_parts(at, of...); }, n.of);
}
template <std::size_t N, class Item, class Set>
constexpr void fill(row *at, join_node<N, Item, Set> const &n)
{
    at->text = n.separator.view();
    fill_parts(at, n.item, n.set);
}
template <class A, class X>
constexpr void fill(row *at, digest_node<A, X> const &n)
{
    fill_parts(at, n.of);
}
template <class A, class Key, class X>
constexpr void fill(row *at, hmac_node<A, Key, X> const &n)
{
    fill_parts(at, n.key, n.of);
}
template <class S, class X>
constexpr void fill(row *at, public_key_node<S, X> const &n)
{
    fill_parts(at, n.of);
}
template <cipher By, padding Padding, class Key, class X>
constexpr void fill(row *at, cipher_node<By, Padding, Key, X> const &n)
{
    fill_parts(at, n.key, n.of);
}
template <class S, fixed_string Keys, class X, class Choice>
constexpr void fill(row *at, keyring_node<S, Keys, X, Choice> const &n)
{
    fill_parts(at, n.of, n.choice);
}
template <class S, fixed_string Key, class X>
constexpr void fill(row *at, private_key_node<S, Key, X> const &n)
{
    fill_parts(at, n.of);
}
template <class From, class Stage>
constexpr void fill(row *at, staged<From, Stage> const &n)
{
    fill_parts(at, n.from);
}
template <class From, class By>
constexpr void fill(row *at, staged<From, by_stage<By>> const &n)
{
    fill_parts(at, n.from, n.stage.by);
}
template <class From, fixed_string Name, class X>
constexpr void fill(row *at, staged<From, plus_stage<Name, X>> const &n)
{
    fill_parts(at, n.from, n.stage.value);
}
template <class... Parts>
constexpr void fill_parts(row *at, Parts const &...parts)
{
    ++at;
    ((fill(at, parts), at += Parts::rows), ...);
}

} // namespace tables

/// The table that all expressions of a type have, with blanks for their literals.
template <class X>
inline constexpr std::array<row, X::rows> rows_of = [] {
    static_assert(X::rows <= std::numeric_limits<decltype(row::size)>::max());
    std::array<row, X::rows> rows;
    tables::writer{rows.data()}.add(std::type_identity<X>{});
    return rows;
}();
template <class X>
inline constexpr scheme_view shape_of{rows_of<std::remove_const_t<X>>};

/// A scheme's table. Its literals are those of the expression, which must outlive it.
template <class X>
struct scheme_table {
    std::array<row, X::rows> rows = rows_of<X>;

    constexpr explicit scheme_table(X const &of) { tables::fill(rows.data(), of); }
    [[nodiscard]] constexpr operator scheme_view() const noexcept { return rows; }
};

/// The table of an expression or a set.
template <class X>
[[nodiscard]] constexpr scheme_table<X> table_of(X const &node)
{
    return scheme_table<X>{node};
}

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

/// Whether one half of a key pair signs or verifies there.
[[nodiscard]] constexpr bool is_by_key(row const &r) noexcept
{
    return r.what == op::public_key || r.what == op::private_key;
}

/**
 * \brief The text under a scheme's outermost digest: what is signed. Empty if there is no digest.
 * \details Also under an encoding, a prefix and a suffix; of an account's choice under the first piece, if all have a digest. A program's own
 * function that makes bytes of text is a digest, too; what it signs is its last operand.
 */
[[nodiscard]] constexpr scheme_view text_under_digest(scheme_view scheme) noexcept
{
    row const &first = scheme.front();
    switch (first.what) {
    case op::digest:
    case op::public_key:
    case op::private_key: return part_of(scheme, 0);
    case op::hmac: return part_of(scheme, 1);
    case op::map: return text_under_digest(part_of(scheme, 0));
    case op::concat: {
        scheme_view const left = part_of(scheme, 0);
        scheme_view const right = part_of(scheme, 1);
        // What a key verifies is the signed text, whatever else is shown beside its signature.
        if (any_row(right, is_by_key) && !any_row(left, is_by_key)) return text_under_digest(right);
        scheme_view const under = text_under_digest(left);
        return under.empty() ? text_under_digest(right) : under;
    }
    case op::call: {
        scheme_view const last = part_of(scheme, first.part_count - std::size_t{1});
        scheme_view const under = text_under_digest(last);
        if (!under.empty()) return under;
        return first.result == gives::bytes && last.front().result == gives::text ? last : under;
    }
    case op::by_account: {
        bool const lacks_one =
            any_part(scheme, [](scheme_view piece) { return text_under_digest(piece).empty(); });
        return lacks_one ? scheme_view{} : text_under_digest(part_of(scheme, 0));
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
    return uses(scheme, op::account_field) || uses(scheme, op::by_account);
}
/// The row of the public key that a keyring holds, with its parts; empty if a scheme has none.
[[nodiscard]] constexpr scheme_view find_keyring(scheme_view scheme) noexcept
{
    for (std::size_t at = 0; at != scheme.size(); ++at)
        if (scheme[at].what == op::public_key && !scheme[at].after.empty())
            return scheme.subspan(at, scheme[at].size);
    return {};
}
/// Whether one of the account's private keys signs.
[[nodiscard]] constexpr bool holds_private_key(scheme_view scheme) noexcept
{
    return uses(scheme, op::private_key);
}
/// Whether a row shows what each request has of its own.
[[nodiscard]] constexpr bool is_of_moment(row const &r) noexcept
{
    return r.what == op::now || r.what == op::nonce;
}
/// Whether an expression shows a leaf as it is, outside of any digest.
[[nodiscard]] constexpr bool shows_plainly(scheme_view of, op leaf) noexcept
{
    if (of.front().what != op::concat) return of.front().what == leaf;
    return shows_plainly(part_of(of, 0), leaf) || shows_plainly(part_of(of, 1), leaf);
}
/// Whether an expression shows the value of the field at hand. A join has fields of its own, and what `when_empty` tests is not shown.
[[nodiscard]] constexpr bool holds_value(scheme_view scheme) noexcept
{
    switch (scheme.front().what) {
    case op::value: return true;
    case op::join:
    case op::public_key: return false;
    case op::when_empty: return holds_value(part_of(scheme, 1)) || holds_value(part_of(scheme, 2));
    default: return any_part(scheme, holds_value);
    }
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

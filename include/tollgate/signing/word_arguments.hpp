// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_WORD_ARGUMENTS_HPP
#define TOLLGATE_SIGNING_WORD_ARGUMENTS_HPP

#include <tollgate/signing/nodes.hpp>
#include <tollgate/signing/selection.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>

/// \file
/// What a word of a scheme is called with, and what the compiler says where that is something else.

namespace tollgate::inline v0::signing {

/// In place of an expression that a sentence was said about. It is taken everywhere, so that nothing else is said.
struct refused_node {
    using is_refused = void;
};

/// What stands where a word takes an argument.
enum class argument {
    literal, ///< `"&"`, or `text<"&">`
    text,
    bytes, ///< A digest that is not encoded.
    set,
    stage,
    word,      ///< A word without its argument.
    value_map, ///< What `as` takes.
    named_key, ///< What says which key signs or verifies.
    refused,
    other,
};

template <class X>
inline constexpr bool is_literal = false;
template <std::size_t N>
inline constexpr bool is_literal<char[N]> = true;
template <std::size_t N>
inline constexpr bool is_literal<literal_node<N>> = true;

template <class X>
consteval argument argument_kind()
{
    if constexpr (is_literal<X>)
        return argument::literal;
    else if constexpr (requires { typename X::is_refused; })
        return argument::refused;
    else if constexpr (requires { typename X::is_word; })
        return argument::word;
    else if constexpr (expression<X>)
        return X::result == gives::text ? argument::text : argument::bytes;
    else if constexpr (set<X>)
        return argument::set;
    else if constexpr (stage<X>)
        return argument::stage;
    else if constexpr (value_map<X>)
        return argument::value_map;
    else if constexpr (requires { typename X::is_named_key; })
        return argument::named_key;
    else
        return argument::other;
}

/// What an operator of schemes is for: not two numbers of a program's own, nor two literals.
template <class X>
concept part_of_scheme = !std::is_array_v<X> && argument_kind<X>() != argument::other;

/// A literal as a node; a node as it is.
template <std::size_t N>
consteval literal_node<N> as_node(char const (&literal)[N])
{
    return {literal};
}
template <class X>
consteval X as_node(X const &node)
{
    return node;
}

/// What a word wants in one place.
enum class wanted { fixed_text, text, bytes, expression, set, value_map, named_key };

/// What is wrong with the arguments of a word. Where only that word's own sentence helps, its name.
enum class word_fault {
    none,
    refused,
    raw_argument,
    set_as_text,
    stage_as_text,
    word_not_called,
    not_a_literal,
    text_map,
    encoding,
    digest,
    hmac,
    public_key,
    public_key_digest,
    keyed_by,
    cipher,
    plus,
    rank,
    join,
    item,
    when_empty,
    as,
    by_account,
    function,
};

constexpr bool is_met(wanted what, argument by) noexcept
{
    bool const is_text = by == argument::literal || by == argument::text;
    switch (what) {
    case wanted::fixed_text: return by == argument::literal;
    case wanted::text: return is_text;
    case wanted::bytes: return by == argument::bytes;
    case wanted::expression: return is_text || by == argument::bytes;
    case wanted::set: return by == argument::set;
    case wanted::value_map: return by == argument::value_map;
    case wanted::named_key: return by == argument::named_key;
    }
    return false;
}

/// What is said where a text is wanted, or bytes, and something else stands; `own` where only the word itself can tell.
constexpr word_fault fault_of(wanted what, argument by, word_fault own) noexcept
{
    bool const wants_value = what == wanted::text || what == wanted::bytes || what == wanted::expression;
    if (!wants_value) return own;
    switch (by) {
    case argument::bytes: return word_fault::raw_argument;
    case argument::set: return word_fault::set_as_text;
    case argument::stage: return word_fault::stage_as_text;
    case argument::word: return word_fault::word_not_called;
    case argument::other: return word_fault::not_a_literal;
    default: return own;
    }
}

/// The first thing that is wrong, by kinds alone.
template <std::size_t Wanted, std::size_t Given>
constexpr word_fault fault_in(std::array<wanted, Wanted> const &what,
                              std::array<argument, Given> const &given, word_fault own) noexcept
{
    if (std::ranges::find(given, argument::refused) != given.end()) return word_fault::refused;
    if (Wanted != Given) return own;
    for (std::size_t i = 0; i != std::min(Wanted, Given); ++i)
        if (!is_met(what[i], given[i])) return fault_of(what[i], given[i], own);
    return word_fault::none;
}

/**
 * \brief A word that is called with arguments.
 * \details `Form` says what it wants (`takes`, an array of \ref wanted), what is said where only its own sentence helps
 * (`own`), what else can be wrong (`check<X...>()`, optional), and makes the node. All sentences stand in the one operator
 * that a program calls, so that compilers name the program's line first.
 */
template <class Form>
struct word : Form {
    using is_word = void;

    template <class... X>
    [[nodiscard]] consteval auto operator()(X const &...of) const
    {
        constexpr word_fault found = first_fault<X...>();
        constexpr bool encodes = found != word_fault::raw_argument;
        constexpr bool joins = found != word_fault::set_as_text;
        constexpr bool has_set = found != word_fault::stage_as_text;
        constexpr bool calls = found != word_fault::word_not_called;
        constexpr bool is_fixed = found != word_fault::not_a_literal;
        constexpr bool maps_one = found != word_fault::text_map;
        constexpr bool encodes_digest = found != word_fault::encoding;
        constexpr bool digests_one = found != word_fault::digest;
        constexpr bool is_keyed = found != word_fault::hmac;
        constexpr bool signs_one = found != word_fault::public_key;
        constexpr bool names_digest = found != word_fault::public_key_digest;
        constexpr bool chooses_key = found != word_fault::keyed_by;
        constexpr bool is_cipher = found != word_fault::cipher;
        constexpr bool adds_text = found != word_fault::plus;
        constexpr bool ranks = found != word_fault::rank;
        constexpr bool is_join = found != word_fault::join;
        constexpr bool has_item = found != word_fault::item;
        constexpr bool has_both = found != word_fault::when_empty;
        constexpr bool has_map = found != word_fault::as;
        constexpr bool has_pieces = found != word_fault::by_account;
        constexpr bool is_function = found != word_fault::function;
        static_assert(encodes,
                      "tollgate: a digest must be encoded before it is a text: write `hex(md5(...))`, or "
                      "`raw(md5(...))` for its bytes [tollgate.signing.raw_argument]");
        static_assert(joins, "tollgate: a set of fields must be joined to be a text: write "
                             "`join(\"&\", name + \"=\" + value, fields)` [tollgate.signing.set_as_text]");
        static_assert(has_set, "tollgate: a stage changes a set of fields and is no text: write "
                               "`join(\"&\", value, fields | by_name)` [tollgate.signing.stage_as_text]");
        static_assert(calls, "tollgate: a word needs its text: write `lower(value)` and not `lower` "
                             "[tollgate.signing.word_not_called]");
        static_assert(is_fixed,
                      "tollgate: a fixed text must be a literal, and a number stands in quotes: write "
                      "`\"...\"` or `text<\"...\">` [tollgate.signing.not_a_literal]");
        static_assert(maps_one,
                      "tollgate: a map takes one text: write `lower(value)`; put texts together with "
                      "`+` [tollgate.signing.text_map]");
        static_assert(encodes_digest,
                      "tollgate: `hex`, `upper_hex` and `raw` take one digest: write "
                      "`hex(sha256(text))`; `base64` takes a text too [tollgate.signing.encoding]");
        static_assert(digests_one,
                      "tollgate: a digest takes one text: write `md5(body + key)`, or with a key "
                      "`hmac_md5(key, body)` [tollgate.signing.digest]");
        static_assert(is_keyed, "tollgate: an HMAC takes its key and one text, in this order: write "
                                "`hmac_sha256(key, body)` [tollgate.signing.hmac]");
        static_assert(signs_one,
                      "tollgate: a public-key signature takes one text, and its key is the account's "
                      "`public_key`: write `rsa_pkcs1<sha256>(body)`; of a request, that is RSA alone, "
                      "`rsa_pkcs1<sha256>(signed_by<\"private_key\">, body)` [tollgate.signing.public_key]");
        static_assert(names_digest, "tollgate: a public-key signature names its digest by a word: write "
                                    "`rsa_pkcs1<sha256>(body)`, with sha1, sha256, sha384 or sha512 "
                                    "[tollgate.signing.public_key_digest]");
        static_assert(
            chooses_key,
            "tollgate: what chooses among the keys of a keyring is a header alone, which names one: "
            "write `keyed_by<\"platform_keys\">(header<\"Serial\">)` [tollgate.signing.keyed_by]");
        static_assert(is_cipher, "tollgate: a cipher takes its key and one text, in this order: write "
                                 "`des3_cbc<zero_bytes>(unbase64(key), field<\"order\">)` "
                                 "[tollgate.signing.cipher]");
        static_assert(adds_text,
                      "tollgate: `plus` takes the text of the field that it adds, the same for all fields: "
                      "write `fields | plus<\"password\">(key)` [tollgate.signing.plus]");
        static_assert(ranks, "tollgate: `by` takes one text made of `name` or `value`: write "
                             "`fields | by(name + \"=\" + value)` [tollgate.signing.rank]");
        static_assert(is_join,
                      "tollgate: a join takes a fixed separator, an item and a set, in this order: write "
                      "`join(\"&\", name + \"=\" + value, fields)` [tollgate.signing.join]");
        static_assert(has_item, "tollgate: the item of a join must hold `name` or `value`: write "
                                "`join(separator, name + \"=\" + value, fields)` [tollgate.signing.item]");
        static_assert(has_both,
                      "tollgate: `when_empty` takes the tested text, a fixed text and another text, in this "
                      "order: write `when_empty(value, \"-\", value)` [tollgate.signing.when_empty]");
        static_assert(has_map,
                      "tollgate: `as` takes one value map: write `fields | as(json_value)`; a text is mapped "
                      "in the item, `join(\"\", lower(value), fields)` [tollgate.signing.as]");
        static_assert(
            has_pieces,
            "tollgate: `by_account` takes a piece for each value that it names, two or more, all of "
            "them texts or all of them digests, none by a key pair: write "
            "`by_account<\"version\", \"V1\", \"V2\">(hex(md5(text)), hex(sha256(text)))` "
            "[tollgate.signing.by_account]");
        static_assert(is_function, "tollgate: `text_by` and `bytes_by` need a function of as many texts as "
                                   "follow and a buffer: write "
                                   "`bool map(std::string_view text, tollgate::wiped_buffer &out)` "
                                   "[tollgate.signing.function]");
        if constexpr (found == word_fault::none)
            return Form::make(as_node(of)...);
        else
            return refused_node{};
    }

private:
    template <class... X>
    static consteval word_fault first_fault()
    {
        constexpr word_fault found =
            fault_in(Form::template takes<sizeof...(X)>,
                     std::array<argument, sizeof...(X)>{argument_kind<X>()...}, Form::own);
        if constexpr (found == word_fault::none && requires { Form::template check<X...>(); })
            return Form::template check<X...>();
        else
            return found;
    }
};

} // namespace tollgate::inline v0::signing

#endif

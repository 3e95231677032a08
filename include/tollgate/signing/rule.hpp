// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_RULE_HPP
#define TOLLGATE_SIGNING_RULE_HPP

#include <tollgate/signing/evaluate.hpp>

#include <string_view>

namespace tollgate::inline v0::signing {

/// A scheme and the field of the message that carries its signature.
template <fixed_string Field, text_expression Scheme>
struct field_signature {
    static constexpr bool is_signed = true;
    static constexpr std::string_view field = Field.view();
    Scheme scheme;

    /// Another scheme in the same field.
    template <text_expression Other>
    [[nodiscard]] constexpr field_signature<Field, Other> with(Other other) const
    {
        return {other};
    }
};

/// Says that the gateway does not sign such messages.
struct no_signature {
    static constexpr bool is_signed = false;
};

template <class R>
concept signature_rule = requires
{
    {
        R::is_signed
        } -> std::convertible_to<bool>;
};

namespace rule_checks {

/// Whether a set cannot hold the field of this name.
template <class Set, fixed_string Field>
inline constexpr bool leaves_out = true;
template <fixed_string Field>
inline constexpr bool leaves_out<all_fields, Field> = false;
template <fixed_string Field>
inline constexpr bool leaves_out<query_fields, Field> = false;
template <fixed_string... Paths, fixed_string Field>
inline constexpr bool leaves_out<listed_fields<Paths...>, Field> = ((Paths.view() != Field.view()) && ...);
template <class From, class Stage, fixed_string Field>
inline constexpr bool leaves_out<staged<From, Stage>, Field> = leaves_out<From, Field>;
template <class From, fixed_string... Names, fixed_string Field>
inline constexpr bool leaves_out<staged<From, but_stage<Names...>>, Field> =
    ((Names.view() == Field.view()) || ...) || leaves_out<From, Field>;
template <class From, fixed_string Start, fixed_string Field>
inline constexpr bool leaves_out<staged<From, starting_stage<Start>>, Field> =
    !Field.view().starts_with(Start.view()) || leaves_out<From, Field>;

/// Whether every join of the expression leaves the signature's own field out.
template <class X, fixed_string Field>
inline constexpr bool spares = true;
template <class L, class R, fixed_string Field>
inline constexpr bool spares<concat_node<L, R>, Field> = spares<L, Field> &&spares<R, Field>;
template <class M, class X, fixed_string Field>
inline constexpr bool spares<mapped_node<M, X>, Field> = spares<X, Field>;
template <auto F, gives G, class... X, fixed_string Field>
inline constexpr bool spares<call_node<F, G, X...>, Field> = (spares<X, Field> && ...);
template <class A, class X, fixed_string Field>
inline constexpr bool spares<digest_node<A, X>, Field> = spares<X, Field>;
template <class A, class K, class X, fixed_string Field>
inline constexpr bool spares<hmac_node<A, K, X>, Field> = spares<X, Field>;
template <std::size_t N, class Item, class Set, fixed_string Field>
inline constexpr bool spares<join_node<N, Item, Set>, Field> = leaves_out<Set, Field>;

} // namespace rule_checks

namespace words {

/**
 * \brief A message signed by this scheme carries the signature in a field of this name.
 * \tparam Field the field's name; the scheme must leave it out with `but<Field>`
 */
template <fixed_string Field, expression Scheme>
[[nodiscard]] consteval auto in_field(Scheme scheme)
{
    // Named, because a compiler that prints the condition would print the whole scheme's type before the sentence.
    constexpr bool is_text = Scheme::result == gives::text;
    constexpr bool is_whole = !Scheme::needs_item;
    static_assert(is_text, "tollgate: a signature must be text: encode the digest, write "
                           "`hex(md5(...))` [tollgate.signing.raw_signature]");
    static_assert(is_whole, "tollgate: `name` and `value` must stand inside `join(separator, item, fields)` "
                            "[tollgate.signing.word_outside_join]");
    if constexpr (is_text) {
        constexpr bool is_digest = has_digest<Scheme>;
        constexpr bool spares_itself = rule_checks::spares<Scheme, Field>;
        static_assert(is_digest,
                      "tollgate: a scheme must be a digest: write `hex(sha256(...))` around the text "
                      "[tollgate.signing.no_digest]");
        static_assert(spares_itself,
                      "tollgate: a signature must not sign itself: write `fields | but<\"...\">` with the "
                      "signature's own field [tollgate.signing.signs_itself]");
        return field_signature<Field, Scheme>{scheme};
    } else {
        return no_signature{};
    }
}

/// The gateway does not sign such messages.
inline constexpr no_signature not_signed{};

} // namespace words

} // namespace tollgate::inline v0::signing

#endif

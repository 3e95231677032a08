// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_RULE_HPP
#define TOLLGATE_SIGNING_RULE_HPP

#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/public_key.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::signing {

/// Signatures that a message carries: usually one, in some headers several.
using candidates = boost::container::small_vector<std::string_view, 4>;

/// The one header of this name, or why it cannot carry signatures. Of two, nobody can say which one counts.
[[nodiscard]] inline std::optional<errc> read_header(context const &from, std::string_view name,
                                                     std::string_view &to)
{
    bool found = false;
    for (tollgate::header const &h : from.headers) {
        if (!equal_ignoring_case(h.name, name)) continue;
        if (std::exchange(found, true)) return errc::duplicate_field;
        to = h.value;
    }
    return to.empty() ? std::optional{errc::signature_missing} : std::nullopt;
}

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

    /// What is carried, or why it cannot be a signature.
    [[nodiscard]] static std::optional<errc> read(context const &from, candidates &to)
    {
        parameter const *const given = find(from.fields, field);
        if (given == nullptr || given->kind == value_kind::null) return errc::signature_missing;
        if (given->kind != value_kind::text) return errc::signature_malformed;
        if (given->text.empty()) return errc::signature_missing;
        to.push_back(given->text);
        return std::nullopt;
    }
};

/// A scheme and the header that carries its signature.
template <fixed_string Header, text_expression Scheme>
struct header_signature {
    static constexpr bool is_signed = true;
    static constexpr std::string_view header = Header.view();
    Scheme scheme;

    template <text_expression Other>
    [[nodiscard]] constexpr header_signature<Header, Other> with(Other other) const
    {
        return {other};
    }

    [[nodiscard]] static std::optional<errc> read(context const &from, candidates &to)
    {
        std::string_view given;
        if (auto const why = read_header(from, header, given)) return why;
        to.push_back(given);
        return std::nullopt;
    }
};

/**
 * \brief A scheme and the structured header that carries one or more of its signatures.
 * \details The header is a list of tokens; those that begin with `Start` are signatures of this scheme, others are passed
 * over. A signature that holds a comma, and more than 16 of them, are refused.
 */
template <fixed_string Header, fixed_string Separator, fixed_string Start, text_expression Scheme>
struct header_list_signature {
    static constexpr bool is_signed = true;
    static constexpr std::string_view header = Header.view();
    Scheme scheme;

    template <text_expression Other>
    [[nodiscard]] constexpr header_list_signature<Header, Separator, Start, Other> with(Other other) const
    {
        return {other};
    }

    [[nodiscard]] static std::optional<errc> read(context const &from, candidates &to)
    {
        std::string_view rest;
        if (auto const why = read_header(from, header, rest)) return why;
        while (!rest.empty()) {
            std::string_view const token = rest.substr(0, rest.find(Separator.view()));
            rest.remove_prefix(std::min(rest.size(), token.size() + Separator.view().size()));
            if (!token.starts_with(Start.view())) continue;
            std::string_view const given = token.substr(Start.view().size());
            if (given.find(',') != given.npos || to.size() == 16) return errc::signature_malformed;
            to.push_back(given);
        }
        return to.empty() ? std::optional{errc::signature_missing} : std::nullopt;
    }
};

/// When a message was signed, as text of an expression in Unix seconds, and how far from now that may be.
template <text_expression X>
struct timestamp_rule {
    X at;
    std::chrono::seconds tolerance;

    consteval timestamp_rule(X signed_time, std::chrono::seconds apart) : at{signed_time}, tolerance{apart}
    {
        if (tolerance <= std::chrono::seconds{0}) throw "a tolerance must be more than nothing";
    }
};

/// Says that the gateway does not sign such messages.
struct no_signature {
    static constexpr bool is_signed = false;
};

template <class R>
concept signature_rule = requires {
    { R::is_signed } -> std::convertible_to<bool>;
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
inline constexpr bool spares<concat_node<L, R>, Field> = spares<L, Field> && spares<R, Field>;
template <class M, class X, fixed_string Field>
inline constexpr bool spares<mapped_node<M, X>, Field> = spares<X, Field>;
template <auto F, gives G, class... X, fixed_string Field>
inline constexpr bool spares<call_node<F, G, X...>, Field> = (spares<X, Field> && ...);
template <class A, class X, fixed_string Field>
inline constexpr bool spares<digest_node<A, X>, Field> = spares<X, Field>;
template <class A, class K, class X, fixed_string Field>
inline constexpr bool spares<hmac_node<A, K, X>, Field> = spares<X, Field>;
template <class S, class X, fixed_string Field>
inline constexpr bool spares<public_key_node<S, X>, Field> = spares<X, Field>;
template <std::size_t N, class Item, class Set, fixed_string Field>
inline constexpr bool spares<join_node<N, Item, Set>, Field> = leaves_out<Set, Field>;

/// What is carried must be read back before a public key verifies it.
template <class Scheme>
consteval void check_reads_back()
{
    constexpr bool fine = !is_verify_only<Scheme> || reads_back<Scheme>;
    static_assert(fine,
                  "tollgate: a public-key signature must stand alone in `hex`, `base64`, `base64url` or "
                  "`raw`, and fixed texts: write `base64(rsa_pkcs1<sha256>(...))` "
                  "[tollgate.signing.reads_back]");
}

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
        rule_checks::check_reads_back<Scheme>();
        return field_signature<Field, Scheme>{scheme};
    } else {
        return no_signature{};
    }
}

/// A message signed by this scheme carries the signature in this header.
template <fixed_string Header, text_expression Scheme>
    requires has_digest<Scheme>
[[nodiscard]] consteval header_signature<Header, Scheme> in_header(Scheme scheme)
{
    rule_checks::check_reads_back<Scheme>();
    return {scheme};
}
/// A message signed by this scheme carries signatures among the tokens of this header:
/// `in_header_list<"X-Signature", ",", "v1=">(scheme)` for `t=17,v1=5257,v0=6ffb`.
template <fixed_string Header, fixed_string Separator, fixed_string Start, text_expression Scheme>
    requires has_digest<Scheme>
[[nodiscard]] consteval header_list_signature<Header, Separator, Start, Scheme> in_header_list(Scheme scheme)
{
    rule_checks::check_reads_back<Scheme>();
    return {scheme};
}

/// A callback's `static constexpr auto signed_at = signed_within(5min, header<"timestamp">)`: digits only, Unix seconds, and not
/// further from now than this, before or after.
template <text_expression X>
[[nodiscard]] consteval timestamp_rule<X> signed_within(std::chrono::seconds tolerance, X at)
{
    return {at, tolerance};
}

/// The gateway does not sign such messages.
inline constexpr no_signature not_signed{};

} // namespace words

} // namespace tollgate::inline v0::signing

#endif

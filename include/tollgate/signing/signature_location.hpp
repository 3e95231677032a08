// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SIGNATURE_LOCATION_HPP
#define TOLLGATE_SIGNING_SIGNATURE_LOCATION_HPP

#include <tollgate/detail/compile_errors.hpp>
#include <tollgate/detail/format/http_text.hpp>
#include <tollgate/detail/format/list_parts.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/signing/context.hpp>
#include <tollgate/signing/public_key_signature.hpp>
#include <tollgate/signing/scheme_table.hpp>
#include <tollgate/signing/word_arguments.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <optional>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::signing {

/// Signatures that a message carries: usually one, in some headers several.
using candidates = boost::container::small_vector<std::string_view, 4>;

// What a message carries, or why it cannot be a signature.

[[nodiscard]] TOLLGATE_DECL std::optional<errc> read_field(context const &from, std::string_view name,
                                                           candidates &to);
/// Of two headers of the name, nobody can say which one counts.
[[nodiscard]] TOLLGATE_DECL std::optional<errc> read_header(context const &from, std::string_view name,
                                                            candidates &to);
[[nodiscard]] TOLLGATE_DECL std::optional<errc> read_header_list(context const &from, std::string_view name,
                                                                 std::string_view separator,
                                                                 std::string_view start, candidates &to);

/// A part of a header that is signed: `t` of `Signature` in `part<"t">(header<"Signature">)`.
struct header_part {
    std::string_view name;
    std::string_view header;
};
/// The first such part that is missing or stands there twice, so that there is nothing to sign; nothing where all are there.
[[nodiscard]] TOLLGATE_DECL std::optional<header_part> find_lacking_part(scheme_view scheme,
                                                                         context const &over);
/// What a signature in a list begins with, where the header is there and holds none; empty where the header itself is missing or empty.
[[nodiscard]] TOLLGATE_DECL std::string_view find_lacking_start(context const &over, std::string_view name,
                                                                std::string_view start) noexcept;

namespace rule_checks {

template <class Scheme>
inline constexpr bool is_whole_scheme = false;
template <text_expression Scheme>
inline constexpr bool is_whole_scheme<Scheme> = !Scheme::needs_item && has_digest<Scheme>;

template <class Scheme>
constexpr void check_other_scheme()
{
    constexpr bool is_scheme = is_whole_scheme<Scheme>;
    static_assert(is_scheme, "tollgate: a rule takes another scheme that gives a text: write "
                             "`rule.with(hex(sha256(text)))` [tollgate.signing.other_scheme]");
}

} // namespace rule_checks

/// Where a signature stands: what has no name nothing carries.
template <fixed_string Name>
struct carried_in {
    static constexpr bool is_told = true; // so that it is said once
    static_assert(!Name.view().empty(),
                  "tollgate: a signature must stand in a field or a header that has a name: write "
                  "`in_field<\"sign\">(scheme)` [tollgate.signing.place]");
};

/// A scheme and the field of the message that carries its signature.
template <fixed_string Field, text_expression Scheme>
struct field_signature {
    static constexpr bool is_signed = true;
    static_assert(carried_in<Field>::is_told);
    static constexpr std::string_view field = Field.view();
    Scheme scheme;

    /// Another scheme in the same field.
    template <class Other>
    [[nodiscard]] constexpr auto with(Other other) const
    {
        rule_checks::check_other_scheme<Other>();
        if constexpr (rule_checks::is_whole_scheme<Other>)
            return field_signature<Field, Other>{other};
        else
            return *this;
    }

    [[nodiscard]] static std::optional<errc> read(context const &from, candidates &to)
    {
        return read_field(from, field, to);
    }
};

/// A scheme and the header that carries its signature.
template <fixed_string Header, text_expression Scheme>
struct header_signature {
    static constexpr bool is_signed = true;
    static_assert(carried_in<Header>::is_told);
    static constexpr std::string_view header = Header.view();
    Scheme scheme;

    template <class Other>
    [[nodiscard]] constexpr auto with(Other other) const
    {
        rule_checks::check_other_scheme<Other>();
        if constexpr (rule_checks::is_whole_scheme<Other>)
            return header_signature<Header, Other>{other};
        else
            return *this;
    }

    [[nodiscard]] static std::optional<errc> read(context const &from, candidates &to)
    {
        return read_header(from, header, to);
    }
};

/**
 * \brief A scheme and the structured header that carries one or more of its signatures.
 * \details The header is a list of tokens; those that begin with `Start` are signatures of this scheme, others are passed
 * over. Blanks around a token are none of it. A signature that holds a comma, and more of them than the limit, are refused.
 */
template <fixed_string Header, fixed_string Separator, fixed_string Start, text_expression Scheme>
struct header_list_signature {
    static constexpr bool is_signed = true;
    static_assert(separated_by<Separator>::is_told);
    static_assert(carried_in<Header>::is_told);
    static constexpr std::string_view header = Header.view();
    static constexpr std::string_view start = Start.view();
    Scheme scheme;

    template <class Other>
    [[nodiscard]] constexpr auto with(Other other) const
    {
        rule_checks::check_other_scheme<Other>();
        if constexpr (rule_checks::is_whole_scheme<Other>)
            return header_list_signature<Header, Separator, Start, Other>{other};
        else
            return *this;
    }

    [[nodiscard]] static std::optional<errc> read(context const &from, candidates &to)
    {
        return read_header_list(from, header, Separator.view(), Start.view(), to);
    }
};

namespace problem {

/// Named by the compiler where a tolerance is none.
inline void a_tolerance_must_be_more_than_nothing() {}

} // namespace problem

/// When a message was signed, as text of an expression in Unix seconds, and how far from now that may be.
template <text_expression X>
struct timestamp_rule {
    X at;
    std::chrono::seconds tolerance;

    consteval timestamp_rule(X signed_time, std::chrono::seconds apart) : at{signed_time}, tolerance{apart}
    {
        if (tolerance <= std::chrono::seconds{0}) problem::a_tolerance_must_be_more_than_nothing();
    }
};

/// Says that the gateway does not sign such messages.
struct no_signature {
    static constexpr bool is_signed = false;
};
/// Says that the gateway signs none of its callbacks, on purpose: who is told one asks the gateway what happened.
struct no_signature_ever {
    static constexpr bool is_signed = false;
};

template <class R>
concept signature_rule = requires {
    { R::is_signed } -> std::convertible_to<bool>;
};

namespace rule_checks {

using tollgate::detail::is_same_header;

/// Whether a path leads to a field, or to an object that holds it.
[[nodiscard]] constexpr bool leads_to(std::string_view path, std::string_view field) noexcept
{
    return field.starts_with(path) && (field.size() == path.size() || field[path.size()] == '.');
}

/// Whether a set cannot hold the field of this name, or the header where it holds headers.
[[nodiscard]] constexpr bool leaves_out(scheme_view set, std::string_view name, bool is_header) noexcept
{
    auto const is_it = [&](std::string_view other) {
        return is_header ? is_same_header(other, name) : leads_to(other, name);
    };
    for (row const &r : set) {
        switch (r.what) {
        case op::but:
            if (std::ranges::any_of(r.names, is_it)) return true;
            break;
        case op::starting:
            if (!(is_header ? is_same_header(name.substr(0, r.text.size()), r.text)
                            : name.starts_with(r.text)))
                return true;
            break;
        case op::fields:
        case op::query: return is_header;
        case op::headers: return !is_header;
        case op::within: {
            if (is_header || name.size() <= r.text.size() || !leads_to(r.text, name)) return true;
            std::string_view const inside = name.substr(r.text.size() + 1);
            return any_stage(set, [inside](row const &stage) {
                return stage.what == op::but && std::ranges::any_of(stage.names, [inside](auto other) {
                           return leads_to(other, inside);
                       });
            });
        }
        case op::listed: return is_header || std::ranges::none_of(r.names, is_it);
        default:
            if (!is_stage(r.what)) return true;
        }
    }
    return true;
}

/// Whether an expression leaves the signature's own field out, wherever it might stand.
[[nodiscard]] constexpr bool spares_field(scheme_view scheme, std::string_view field) noexcept
{
    row const &r = scheme.front();
    if (r.what == op::field && leads_to(r.text, field)) return false;
    if (r.what == op::join && !leaves_out(part_of(scheme, 1), field, false)) return false;
    return !any_part(scheme, [field](scheme_view part) { return !spares_field(part, field); });
}

/**
 * \brief Whether an expression shows the whole header of this name, or the part of it that begins with `start`: the signature.
 * \details Another part, the first characters, and what a program's own function takes of it, a time say, may be signed.
 */
[[nodiscard]] constexpr bool shows_signature_in(scheme_view scheme, std::string_view header,
                                                std::string_view start) noexcept
{
    row const &r = scheme.front();
    if (r.what == op::header) return is_same_header(r.text, header);
    if (r.what == op::call || r.map_is == map_kind::first || r.map_is == map_kind::first_none) return false;
    if (r.map_is == map_kind::part) {
        using tollgate::detail::without_outer_blanks;
        std::string_view const name = without_outer_blanks(r.after);
        std::string_view const begins = without_outer_blanks(start);
        if (!begins.starts_with(name) || begins.substr(name.size()) != "=") return false;
    }
    if (r.what == op::join && !leaves_out(part_of(scheme, 1), header, true)) return true;
    return any_part(scheme, [&](scheme_view part) { return shows_signature_in(part, header, start); });
}

template <class... X>
inline constexpr bool are_tolerance_and_time = false;
template <std::convertible_to<std::chrono::seconds> Tolerance, text_expression X>
inline constexpr bool are_tolerance_and_time<Tolerance, X> = !X::needs_item;

/// What is wrong with what a rule is given.
enum class rule_fault {
    none,
    refused,
    scheme,
    raw_signature,
    word_outside_join,
    no_digest,
    signs_itself,
    reads_back,
};

/// What holds for every carrier.
template <class Carrier, class Scheme>
consteval rule_fault fault_in_scheme()
{
    if constexpr (Scheme::result != gives::text)
        return rule_fault::raw_signature;
    else if constexpr (Scheme::needs_item)
        return rule_fault::word_outside_join;
    else if constexpr (!has_digest<Scheme>)
        return rule_fault::no_digest;
    else if constexpr (!Carrier::template spares_itself<Scheme>)
        return rule_fault::signs_itself;
    else if constexpr (is_verify_only<Scheme> && !reads_back<Scheme>)
        return rule_fault::reads_back;
    else
        return rule_fault::none;
}

template <class Carrier, class... X>
consteval rule_fault first_fault()
{
    constexpr bool is_said = ((argument_kind<X>() == argument::refused) || ...);
    if constexpr (is_said)
        return rule_fault::refused;
    else if constexpr (sizeof...(X) == 1 && (expression<X> && ...))
        return fault_in_scheme<Carrier, X...>();
    else
        return rule_fault::scheme;
}

} // namespace rule_checks

/// A word that says what carries a scheme's signature. All sentences stand here, for the reason given at \ref word.
template <class Carrier>
struct carrier_word {
    using is_word = void;

    template <class... X>
    [[nodiscard]] consteval auto operator()(X const &...scheme) const
    {
        using rule_checks::rule_fault;
        constexpr rule_fault found = rule_checks::first_fault<Carrier, X...>();
        constexpr bool is_scheme = found != rule_fault::scheme;
        constexpr bool is_text = found != rule_fault::raw_signature;
        constexpr bool is_whole = found != rule_fault::word_outside_join;
        constexpr bool is_digest = found != rule_fault::no_digest;
        constexpr bool reads_back = found != rule_fault::reads_back;
        static_assert(is_scheme, "tollgate: a signature's carrier takes one scheme: write "
                                 "`in_field<\"sign\">(hex(sha256(text)))` [tollgate.signing.scheme]");
        static_assert(is_text, "tollgate: a signature must be text: encode the digest, write "
                               "`hex(md5(...))` [tollgate.signing.raw_signature]");
        static_assert(is_whole,
                      "tollgate: `name` and `value` must stand inside `join(separator, item, fields)` "
                      "[tollgate.signing.word_outside_join]");
        static_assert(is_digest,
                      "tollgate: a scheme must be a digest: write `hex(sha256(...))` around the text "
                      "[tollgate.signing.no_digest]");
        if constexpr (found == rule_fault::signs_itself)
            tollgate::detail::report<Carrier, tollgate::detail::fault_id::signing_signs_itself>();
        static_assert(reads_back,
                      "tollgate: a public-key signature must stand alone in `hex`, `base64`, `base64url` or "
                      "`raw`, and fixed texts: write `base64(rsa_pkcs1<sha256>(...))` "
                      "[tollgate.signing.reads_back]");
        if constexpr (found == rule_fault::none)
            return typename Carrier::template rule<X...>{scheme...};
        else
            return no_signature{};
    }
};

template <fixed_string Field>
struct field_carrier {
    template <class Scheme>
    using rule = field_signature<Field, Scheme>;
    template <class Scheme>
    static constexpr bool spares_itself = rule_checks::spares_field(shape_of<Scheme>, Field.view());
};
template <fixed_string Header>
struct header_carrier {
    template <class Scheme>
    using rule = header_signature<Header, Scheme>;
    template <class Scheme>
    static constexpr bool spares_itself =
        !rule_checks::shows_signature_in(shape_of<Scheme>, Header.view(), "");
};
template <fixed_string Header, fixed_string Separator, fixed_string Start>
struct header_list_carrier {
    template <class Scheme>
    using rule = header_list_signature<Header, Separator, Start, Scheme>;
    template <class Scheme>
    static constexpr bool spares_itself =
        !rule_checks::shows_signature_in(shape_of<Scheme>, Header.view(), Start.view());
};

/// Whether the scheme of a rule leaves the signature itself out, wherever the scheme was given.
template <class Rule>
inline constexpr bool spares_itself = true;
template <fixed_string Field, class Scheme>
inline constexpr bool spares_itself<field_signature<Field, Scheme>> =
    field_carrier<Field>::template spares_itself<Scheme>;
template <fixed_string Header, class Scheme>
inline constexpr bool spares_itself<header_signature<Header, Scheme>> =
    header_carrier<Header>::template spares_itself<Scheme>;
template <fixed_string Header, fixed_string Separator, fixed_string Start, class Scheme>
inline constexpr bool spares_itself<header_list_signature<Header, Separator, Start, Scheme>> =
    header_list_carrier<Header, Separator, Start>::template spares_itself<Scheme>;

/// The word for \ref timestamp_rule.
struct signed_within_word {
    using is_word = void;

    template <class... X>
    [[nodiscard]] consteval auto operator()(X const &...arguments) const
    {
        constexpr bool is_said = ((argument_kind<X>() == argument::refused) || ...);
        constexpr bool fits = is_said || rule_checks::are_tolerance_and_time<X...>;
        static_assert(
            fits, "tollgate: a time is checked by a tolerance and the text of the time, in this order: write "
                  "`signed_within(std::chrono::minutes{5}, header<\"timestamp\">)` "
                  "[tollgate.signing.signed_within]");
        if constexpr (fits && !is_said)
            return make(arguments...);
        else
            return no_time{};
    }

private:
    /// Stands where a time was refused.
    struct no_time {
        literal_node<2> at{"0"};
        std::chrono::seconds tolerance{1};
    };

    template <text_expression X>
    static consteval timestamp_rule<X> make(std::chrono::seconds tolerance, X at)
    {
        return {at, tolerance};
    }
};

namespace words {

/**
 * \brief A message signed by this scheme carries the signature in a field of this name.
 * \tparam Field the field's name; the scheme must leave it out with `but<Field>`
 */
template <fixed_string Field>
inline constexpr carrier_word<field_carrier<Field>> in_field{};
/// A message signed by this scheme carries the signature in this header.
template <fixed_string Header>
inline constexpr carrier_word<header_carrier<Header>> in_header{};
/// A message signed by this scheme carries signatures among the tokens of this header:
/// `in_header_list<"X-Signature", ",", "v1=">(scheme)` for `t=17,v1=5257,v0=6ffb`.
template <fixed_string Header, fixed_string Separator, fixed_string Start>
inline constexpr carrier_word<header_list_carrier<Header, Separator, Start>> in_header_list{};

/// A callback's, a message's (of its answer) or a gateway's `static constexpr auto signed_at = signed_within(5min, header<"timestamp">)`: digits only, Unix seconds, and not
/// further from now than this, before or after.
inline constexpr signed_within_word signed_within{};

/// The gateway does not sign such messages.
inline constexpr no_signature not_signed{};
/// Of callbacks that are never signed: none is read, each is only a reason to ask the gateway, as the callback's `confirmed_by` says.
inline constexpr no_signature_ever never_signed{};

} // namespace words

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/signature_location.ipp>
#endif

#endif

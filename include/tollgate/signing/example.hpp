// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_EXAMPLE_HPP
#define TOLLGATE_SIGNING_EXAMPLE_HPP

#include <tollgate/error.hpp>
#include <tollgate/signing/key_check.hpp>
#include <tollgate/signing/signature_location.hpp>

#include <optional>
#include <string>
#include <type_traits>

/// \file
/// What a scheme gives for a gateway's published example: names and values, without an account or a message.

namespace tollgate::inline v0::signing {

namespace examples {

/// The scheme of a rule such as `in_field<"sign">(scheme)`, or an expression itself.
template <class X>
[[nodiscard]] constexpr auto const &scheme_in(X const &of) noexcept
{
    if constexpr (signature_rule<X>)
        return of.scheme;
    else
        return of;
}
template <class X>
using scheme_of = std::remove_cvref_t<decltype(scheme_in(std::declval<X const &>()))>;

template <class X>
concept whole = expression<X> && !X::needs_item;

[[nodiscard]] inline error refusal_of(problem_with const &problem)
{
    std::string sentence = "The scheme gives no text for `" + std::string{problem.name} +
                           "`; give the example another value, or the scheme a word that maps it.";
    return error{problem.code, not_sent{}, std::move(sentence)}.without_outcome();
}

/// Whether a scheme has a cipher, and the hash policy's are included.
template <class Hash, class X>
inline constexpr bool has_its_ciphers =
    uses(shape_of<X>, op::cipher) && requires { sizeof(typename Hash::ciphers); };

template <class Hash, class X>
[[nodiscard]] result<std::string> text_over(scheme_view part, context over)
{
    outside_values outside = over.outside != nullptr ? *over.outside : outside_values{};
    if constexpr (has_its_ciphers<Hash, X>)
        if (outside.ciphers == nullptr) outside.ciphers = &detail::ciphers_of<Hash>;
    over.outside = &outside;
    wiped_buffer text;
    if (auto const problem = evaluate<Hash>(part, over, text)) return refusal_of(*problem);
    return std::string{text.view()};
}

} // namespace examples

/**
 * \brief The text that a scheme signs in an example: what stands under its outermost digest. A part of a scheme without a digest
 * gives its own text.
 * \param of   an expression of scheme words, or what carries one, such as `in_field<"sign">(scheme)`
 * \param over the example's names and values: \ref context
 * \par Errors
 * Without an outcome: errc::unsignable_value, errc::missing_field and the like, and which field or word it is about.
 * \par Security
 * The text holds the example's key as it is. For tests, not for logs: those show \ref request "request::canonical".
 */
template <class Hash = cryptopp_hash, class X>
[[nodiscard]] result<std::string> signed_text_of(X const &of, context const &over)
{
    constexpr bool is_whole = examples::whole<examples::scheme_of<X>>;
    static_assert(
        is_whole,
        "tollgate: an example needs a whole scheme: write `signed_text_of(in_field<\"sign\">(scheme), "
        "{.fields = pairs, .key = \"...\"})`, with `name` and `value` inside a `join` "
        "[tollgate.signing.example_text]");
    if constexpr (!is_whole)
        return std::string{};
    else if constexpr (constexpr std::string_view by = field_that_chooses(shape_of<examples::scheme_of<X>>);
                       !by.empty()) {
        parameter const *const said = find(over.account, by);
        chosen_scheme const chosen{table_of(examples::scheme_in(of)),
                                   said == nullptr ? std::string_view{} : said->text};
        scheme_view const under = text_under_digest(chosen);
        return examples::text_over<Hash, examples::scheme_of<X>>(under.empty() ? scheme_view{chosen} : under,
                                                                 over);
    } else if constexpr (has_digest<examples::scheme_of<X>>)
        return examples::text_over<Hash, examples::scheme_of<X>>(signed_text(examples::scheme_in(of)), over);
    else
        return examples::text_over<Hash, examples::scheme_of<X>>(table_of(examples::scheme_in(of)), over);
}

/**
 * \brief The signature that a scheme gives in an example, as it is sent.
 * \copydetails signed_text_of
 * \li errc::invalid_secret if the key does not decode as the scheme says, or decodes to nothing
 * \li errc::invalid_account_field if the account does not say which of the scheme's pieces signs
 */
template <class Hash = cryptopp_hash, class X>
[[nodiscard]] result<std::string> signature_of(X const &of, context const &over)
{
    using scheme = examples::scheme_of<X>;
    constexpr bool signs = examples::whole<scheme> && text_expression<scheme> && !is_verify_only<scheme>;
    static_assert(
        signs,
        "tollgate: an example is signed by a whole scheme that gives a text and is no public-key signature: "
        "write `signature_of(hex(md5(text)), {.fields = pairs, .key = \"...\"})` "
        "[tollgate.signing.example_signature]");
    if constexpr (signs) {
        if (auto const found = find_unusable_secret<Hash>(examples::scheme_in(of), over)) {
            bool const is_choice = found->code == errc::invalid_account_field;
            return error{
                found->code, not_sent{},
                is_choice ? "The example's account does not say which of the scheme's pieces signs; give it "
                            "as `.account`."
                          : "The example's key does not decode as the scheme says; give it as it was "
                            "issued."}
                .without_outcome();
        }
        return examples::text_over<Hash, scheme>(table_of(examples::scheme_in(of)), over);
    } else {
        return std::string{};
    }
}

} // namespace tollgate::inline v0::signing

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_EXPLANATION_HPP
#define TOLLGATE_EXPLANATION_HPP

#include <tollgate/errc.hpp>

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0 {

namespace signing {

/// Whether a public-key signature, as bytes, signs a text: by the account's own keys or, if its text is given, by another.
using public_key_verifier =
    std::function<bool(std::string_view other_key, std::string_view text, std::string_view signature)>;

} // namespace signing

/// The mistakes that \ref explain knows: how the other side may have signed instead.
enum class mistake {
    // the signature's own form
    signature_in_other_letters,  ///< The same digest in upper instead of lower case, or the other way.
    signature_in_other_encoding, ///< The same digest as base64 instead of hexadecimal digits, or the like.
    signature_without_prefix,    ///< The fixed text before or after the digest is left out.
    // texts
    percent_encoded,
    percent_decoded,
    plus_for_blank,
    percent_20_for_plus,
    html_escaped,
    html_unescaped,
    slashes_escaped,
    slashes_unescaped,
    unicode_escaped,
    unicode_unescaped,
    json_compact,
    json_spaced,
    json_sorted,
    newline_added,
    newline_removed,
    crlf_for_lf,
    lf_for_crlf,
    byte_order_mark_added,
    byte_order_mark_removed,
    latin1_for_utf8,
    utf8_encoded_twice,
    // amounts and truth values
    amount_without_trailing_zeros,
    amount_with_decimals,
    amount_in_minor_units,
    amount_in_major_units,
    amount_in_scientific_form,
    boolean_as_word,
    boolean_capitalised,
    boolean_as_digit,
    // fields
    empty_kept,
    empty_dropped,
    null_kept,
    null_dropped,
    field_missing,
    field_extra,
    signature_signed,
    name_in_lower_case,
    name_in_upper_case,
    name_as_it_is,
    // order
    order_as_sent,
    order_by_name,
    order_by_name_ignoring_case,
    order_reversed,
    // the scheme's fixed parts
    separator_missing,
    separator_at_end,
    separator_at_end_missing,
    operation_missing,
    operation_added,
    // the secret
    another_key,
    secrets_swapped,
    secret_with_blanks,
    secret_without_blanks,
    secret_quoted,
    secret_unquoted,
    secret_with_prefix,
    secret_without_prefix,
    secret_as_text,
    secret_from_hex,
    secret_from_base64,
    secret_to_hex,
    secret_to_base64,
    secret_in_lower_case,
    secret_in_upper_case,
    secret_at_other_end,
    secret_twice,
    secret_left_out,
    // digests
    key_and_text_swapped,
    digest_for_hmac,
    hmac_for_digest,
    other_algorithm,
    inner_digest_in_other_letters,
    // headers, the account's fields, the time
    text_trimmed,
    text_in_lower_case,
    text_in_upper_case,
    time_in_milliseconds,
    time_in_seconds,
    time_shifted,
    // more of the signature's own form
    signature_cut,             ///< Only its beginning is there, as where a column or a field is too short.
    signature_without_zeros,   ///< Its digits lack zeros, as where bytes are printed as numbers.
    signature_with_blanks,     ///< Blanks or line breaks stand around it.
    signature_quoted,          ///< It stands in quotes.
    signature_with_prefix,     ///< Something stands before it that the scheme does not have, as `sha256=`.
    signature_percent_encoded, ///< It is percent-encoded, as in a form.
    signature_plus_as_blank,   ///< A `+` in it became a blank, as where a form was not encoded.
    // URLs that are signed: the target, an account's field, a header, a value, the scheme's own text
    url_with_other_scheme,
    url_with_slash,
    url_without_slash,
    url_with_query,
    url_without_query,
    url_without_host,
    url_with_other_host,
    url_with_other_port,
    // characters that do not show, or that look like others
    text_without_invisible,
    secret_with_invisible,
    secret_without_invisible,
    secret_in_ascii,
    secret_escaped,
    secret_unescaped,
    name_capitalised, ///< As in `X-Pay-Id`.
    // what the account chooses
    account_says_otherwise, ///< Another piece of the scheme signs than the account's field chooses.
};

/// One mistake that was assumed.
struct assumption {
    mistake id;
    /// The names of the parameters, keys or algorithms that it is about; may be empty.
    std::string parameter;
    /// `empty parameters are kept: `success_url``
    std::string sentence;
};

/// Mistakes that together give the received signature.
struct finding {
    std::vector<assumption> mistakes;
    std::size_t signature = 0; ///< Of several in one header, which it is about, counted from 1; 0 of one.

    [[nodiscard]] TOLLGATE_DECL std::string text() const;
};

/**
 * \brief Why two signatures differ, as far as known mistakes explain it.
 * \par Security
 * Holds names of parameters and of keys, and the library's own sentences: no value, no secret, no digest.
 */
struct explanation {
    bool matches = false;          ///< Whether the received signature is the right one.
    std::vector<finding> findings; ///< What would explain it, fewest mistakes first.
    std::optional<errc> problem;   ///< Why the right signature cannot be computed.
    std::string problem_with;      ///< The field, or the word of the scheme, that has no text; may be empty.
    std::size_t tried = 0;         ///< How many signatures were computed or verified.
    std::string untimely;          ///< Why the time of signing would not be accepted; empty if it would.
    /// What else is known to go wrong with such a message, or with such a secret.
    std::vector<std::string> remarks;

    /// All of it, a sentence on each line.
    [[nodiscard]] TOLLGATE_DECL std::string text() const;
    TOLLGATE_DECL friend std::ostream &operator<<(std::ostream &out, explanation const &e);
};

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/explanation.ipp>
#endif

#endif

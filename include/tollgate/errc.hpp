// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ERRC_HPP
#define TOLLGATE_ERRC_HPP

#include <tollgate/version.hpp>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

#include <ostream>
#include <string_view>
#include <type_traits>

namespace tollgate::inline v0 {

/// What went wrong. Values are never renumbered; zero is not an error and has no enumerator.
enum class errc {
    // What the program gave.
    invalid_secret = 1,    ///< A secret that is needed is empty, left out, or does not decode.
    environment_not_set,   ///< The environment variable that should hold a secret is not set or empty.
    invalid_decimal,       ///< A text is not a plain decimal number of at most 18 digits.
    empty_value,           ///< A required text is empty.
    control_character,     ///< A value holds CR, LF or NUL.
    value_not_utf8,        ///< A value is not UTF-8.
    ambiguous_value,       ///< A value would make the signed text equal to another message's.
    unsignable_value,      ///< The gateway documents no signed text for a value of this shape.
    invalid_public_key,    ///< A text is not a public key that the scheme can use.
    unknown_currency,      ///< A text is no active ISO 4217 code, and its decimal places were not given.
    negative_amount,       ///< An amount is less than 0.
    excess_precision,      ///< An amount has more decimal places than its currency.
    amount_too_large,      ///< An amount does not fit the type that it is converted to.
    not_repeatable,        ///< A request that failed so must not be sent again.
    invalid_address = 40,  ///< A text is not the host, or the address, that is wanted.
    missing_account_field, ///< The account leaves out a field that a request or its host is made of.
    unsendable_name,       ///< A name given at run time is empty, or holds a bracket in a form with brackets.
    text_length,           ///< A text has fewer or more characters than the gateway takes.
    text_character,        ///< A text holds a character that the gateway does not take.
    unknown_environment,   ///< The account names an environment that its gateway does not have.
    invalid_private_key, ///< A text is not a private key that can sign, or its halves do not belong together.
    /// A value would name another resource in the path in which it stands: it is `.` or `..`, or holds one of `/?#\`.
    invalid_path_value,
    invalid_header_value, ///< A value cannot stand in a header: it holds a control character, or blanks around it.
    invalid_account_field, ///< A field of the account holds what it cannot hold where it is used.
    /// A request is not sent again, because the gateway may have forgotten its idempotency key, so that it would do its work twice.
    key_lapsed,
    // What arrived: its form.
    body_too_large = 100, ///< The body is longer than the limit.
    body_not_utf8,        ///< The body, or the text of a required field in it, is not UTF-8.
    body_not_json,        ///< The body is not JSON.
    body_not_object,      ///< The body is JSON, but not an object.
    body_truncated,       ///< The body ends in the middle of a JSON value.
    body_too_deep,        ///< The body nests deeper than the limit.
    text_after_body,      ///< Text follows the JSON value.
    too_many_fields,      ///< The body holds more fields than the limit.
    duplicate_field,      ///< A name occurs twice in one object.
    body_not_form,        ///< The body is not `name=value` pairs joined by `&`, percent-encoded.
    body_encoded,         ///< A callback's body is compressed.
    // What arrived: its content.
    missing_field = 200,    ///< A required field did not arrive.
    field_not_convertible,  ///< A field arrived with a type that does not convert exactly.
    signature_mismatch,     ///< The signature is well formed, and not the one that the key gives.
    signature_missing,      ///< An answer that should be signed is not.
    signature_wrong_length, ///< The signature has another length than the scheme gives.
    signature_malformed,    ///< It holds what its encoding lacks, or a signed part of a header is missing.
    unsigned_callback,      ///< A callback without a signature; confirm it with the gateway.
    unknown_account,        ///< No account is known for this callback.
    refused_by_gateway,     ///< The gateway answered with its documented refusal.
    http_status,            ///< An HTTP error without a documented refusal, or a status from 500 on.
    timestamp_malformed,    ///< The time of signing is not plain digits.
    timestamp_out_of_range, ///< The message was signed too long ago, or too far in the future.
    /// The signature does not cover a required field, or what says that a message is a test or a refusal; or the message's own list
    /// of signed fields leaves out the secret's place.
    field_not_signed,
    not_found_yet,      ///< The gateway does not know what was asked for; that does not mean never sent.
    conflicting_fields, ///< Two fields arrived that exclude each other.
    another_id,         ///< The gateway answered about another id than it was asked for.
    test_message,       ///< A genuine message by which the gateway only tests: no money moved.
    account_mismatch,   ///< A signed message is about another account than the one whose key signed it.
    /// The gateway answered with a code after which nobody knows whether anything was done.
    undecided_by_gateway,
    try_again_later,   ///< The gateway did nothing of this attempt, and takes the same request later.
    unknown_key,       ///< A message names a key of the gateway that the account does not have.
    decryption_failed, ///< A genuine message's sealed content does not open with the account's key.
    endless_list,      ///< A list leads to a page that was asked for before.
    too_many_pages,    ///< A list has more pages than the limit.
    /// The signature is wrong, and begins as those do that the gateway makes wrong on purpose, to see whether they are refused.
    signature_probe,
    /// What arrived names another version of its signature than the account, which alone decides by which one it is verified.
    another_signature_version,
    // The way there and back.
    resolve_failed = 300,         ///< The host name could not be resolved.
    connect_failed,               ///< No connection could be made.
    certificate_expired,          ///< The server's certificate has expired.
    certificate_not_yet_valid,    ///< The server's certificate is not valid yet.
    certificate_untrusted,        ///< The certificate's issuer is not trusted, or it is self-signed.
    certificate_wrong_host,       ///< The certificate was issued for another host.
    handshake_failed,             ///< The TLS handshake failed for another reason.
    connection_closed,            ///< The connection was closed before the answer was complete.
    connection_failed,            ///< The connection broke while request or answer was under way.
    answer_malformed,             ///< What came back is not HTTP.
    answer_too_large,             ///< The answer is longer than the limit.
    deadline_exceeded,            ///< The deadline passed.
    cancelled,                    ///< The operation was cancelled.
    tls_setup_failed,             ///< TLS could not be set up, e.g. the CA file cannot be read.
    listen_failed,                ///< The listener could not open its port.
    certificate_not_pinned = 340, ///< The server's certificate is none of those that the program pinned.
    proxy_refused,                ///< The proxy did not open a way to the host.
    too_many_waiting,             ///< More operations wait for a connection than the limit allows.
    answer_encoded,               ///< The answer's body is compressed, which was not asked for.
    /// The server refused the program's TLS certificate, or asked for one that was not given.
    client_certificate_refused = 360,
    // The records of the program.
    records_unavailable = 400, ///< The database that keeps the records cannot be reached, or is busy.
    records_failed, ///< The database that keeps the records refuses, is full, or has tables of another version.
    another_order,     ///< Another order was written down under this id.
    order_in_progress, ///< The same order is being sent at this moment.
    answer_not_kept,   ///< The order was accepted before, and its answer cannot be given again.
    not_open,          ///< Only what is open can be closed by hand.
    undescribed_event, ///< Nobody signs the callback, and no question is described for its type of event.
};

/// The enumerator's own name, as it stands in the source.
[[nodiscard]] constexpr std::string_view name_of(errc code) noexcept
{
    switch (code) {
    case errc::invalid_secret: return "invalid_secret";
    case errc::environment_not_set: return "environment_not_set";
    case errc::invalid_decimal: return "invalid_decimal";
    case errc::empty_value: return "empty_value";
    case errc::control_character: return "control_character";
    case errc::value_not_utf8: return "value_not_utf8";
    case errc::ambiguous_value: return "ambiguous_value";
    case errc::unsignable_value: return "unsignable_value";
    case errc::invalid_public_key: return "invalid_public_key";
    case errc::unknown_currency: return "unknown_currency";
    case errc::negative_amount: return "negative_amount";
    case errc::excess_precision: return "excess_precision";
    case errc::amount_too_large: return "amount_too_large";
    case errc::not_repeatable: return "not_repeatable";
    case errc::invalid_address: return "invalid_address";
    case errc::missing_account_field: return "missing_account_field";
    case errc::unsendable_name: return "unsendable_name";
    case errc::text_length: return "text_length";
    case errc::text_character: return "text_character";
    case errc::unknown_environment: return "unknown_environment";
    case errc::invalid_private_key: return "invalid_private_key";
    case errc::invalid_path_value: return "invalid_path_value";
    case errc::invalid_header_value: return "invalid_header_value";
    case errc::invalid_account_field: return "invalid_account_field";
    case errc::key_lapsed: return "key_lapsed";
    case errc::body_too_large: return "body_too_large";
    case errc::body_not_utf8: return "body_not_utf8";
    case errc::body_not_json: return "body_not_json";
    case errc::body_not_object: return "body_not_object";
    case errc::body_truncated: return "body_truncated";
    case errc::body_too_deep: return "body_too_deep";
    case errc::text_after_body: return "text_after_body";
    case errc::too_many_fields: return "too_many_fields";
    case errc::duplicate_field: return "duplicate_field";
    case errc::body_not_form: return "body_not_form";
    case errc::body_encoded: return "body_encoded";
    case errc::missing_field: return "missing_field";
    case errc::field_not_convertible: return "field_not_convertible";
    case errc::signature_mismatch: return "signature_mismatch";
    case errc::signature_missing: return "signature_missing";
    case errc::signature_wrong_length: return "signature_wrong_length";
    case errc::signature_malformed: return "signature_malformed";
    case errc::unsigned_callback: return "unsigned_callback";
    case errc::unknown_account: return "unknown_account";
    case errc::refused_by_gateway: return "refused_by_gateway";
    case errc::http_status: return "http_status";
    case errc::timestamp_malformed: return "timestamp_malformed";
    case errc::timestamp_out_of_range: return "timestamp_out_of_range";
    case errc::field_not_signed: return "field_not_signed";
    case errc::not_found_yet: return "not_found_yet";
    case errc::conflicting_fields: return "conflicting_fields";
    case errc::another_id: return "another_id";
    case errc::test_message: return "test_message";
    case errc::account_mismatch: return "account_mismatch";
    case errc::undecided_by_gateway: return "undecided_by_gateway";
    case errc::try_again_later: return "try_again_later";
    case errc::unknown_key: return "unknown_key";
    case errc::decryption_failed: return "decryption_failed";
    case errc::endless_list: return "endless_list";
    case errc::too_many_pages: return "too_many_pages";
    case errc::signature_probe: return "signature_probe";
    case errc::another_signature_version: return "another_signature_version";
    case errc::resolve_failed: return "resolve_failed";
    case errc::connect_failed: return "connect_failed";
    case errc::certificate_expired: return "certificate_expired";
    case errc::certificate_not_yet_valid: return "certificate_not_yet_valid";
    case errc::certificate_untrusted: return "certificate_untrusted";
    case errc::certificate_wrong_host: return "certificate_wrong_host";
    case errc::handshake_failed: return "handshake_failed";
    case errc::connection_closed: return "connection_closed";
    case errc::connection_failed: return "connection_failed";
    case errc::answer_malformed: return "answer_malformed";
    case errc::answer_too_large: return "answer_too_large";
    case errc::deadline_exceeded: return "deadline_exceeded";
    case errc::cancelled: return "cancelled";
    case errc::tls_setup_failed: return "tls_setup_failed";
    case errc::listen_failed: return "listen_failed";
    case errc::certificate_not_pinned: return "certificate_not_pinned";
    case errc::proxy_refused: return "proxy_refused";
    case errc::too_many_waiting: return "too_many_waiting";
    case errc::answer_encoded: return "answer_encoded";
    case errc::client_certificate_refused: return "client_certificate_refused";
    case errc::records_unavailable: return "records_unavailable";
    case errc::records_failed: return "records_failed";
    case errc::another_order: return "another_order";
    case errc::order_in_progress: return "order_in_progress";
    case errc::answer_not_kept: return "answer_not_kept";
    case errc::not_open: return "not_open";
    case errc::undescribed_event: return "undescribed_event";
    }
    return "unknown_errc";
}

/// Writes the enumerator's own name.
TOLLGATE_DECL std::ostream &operator<<(std::ostream &out, errc code);

/// The category of \ref errc, for code that speaks `boost::system::error_code`.
[[nodiscard]] TOLLGATE_DECL boost::system::error_category const &error_category() noexcept;

[[nodiscard]] inline boost::system::error_code make_error_code(errc code) noexcept
{
    return {static_cast<int>(code), error_category()};
}

} // namespace tollgate::inline v0

template <>
struct boost::system::is_error_code_enum<tollgate::errc> : std::true_type {};

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/errc.ipp>
#endif

#endif

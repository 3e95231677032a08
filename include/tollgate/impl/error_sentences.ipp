// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_ERROR_SENTENCES_IPP
#define TOLLGATE_IMPL_ERROR_SENTENCES_IPP

#include <tollgate/detail/error_sentences.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::inline v0::detail {

std::string quoted(std::string_view name)
{
    return "`" + std::string{name} + "`";
}

std::string length_text(problem_with const &of)
{
    auto const [least, most, set] = *of.limits;
    auto const number = [](std::size_t n) { return std::to_string(n); };
    return number(of.found) + (of.found == 1 ? " character" : " characters") + ", and this gateway takes " +
           (least == most        ? "exactly " + number(most)
            : most == any_length ? number(least) + " at least"
            : least == 0         ? number(most) + " at most"
                                 : number(least) + " to " + number(most));
}

std::string sentence_for(problem_with const &problem)
{
    std::string const name = quoted(problem.name);
    switch (problem.code) {
    case errc::empty_value: return "The required parameter " + name + " is empty; give it a value.";
    case errc::control_character:
        return "The parameter " + name + " holds a line break or NUL; remove it before sending.";
    case errc::value_not_utf8: return "The parameter " + name + " is not UTF-8; convert it before sending.";
    case errc::ambiguous_value:
        return "The parameter " + name +
               " holds the gateway's separator in its name, or in its value followed by another parameter's name, "
               "so another message would have the same signature; change the text.";
    case errc::unsignable_value:
        return "The gateway documents no signed text for a value like that of " + name +
               "; send a text or a number.";
    case errc::unsendable_name:
        return "A name given in " + name +
               " is empty or holds `[` or `]`, which would make another parameter of it; give it another name.";
    case errc::text_length: return "The parameter " + name + " has " + length_text(problem) + ".";
    case errc::text_character:
        return "Character " + std::to_string(problem.found) + " of the parameter " + name +
               " is none that this gateway takes there, " + quoted(problem.limits->of.named()) +
               "; take it out, or replace it.";
    case errc::excess_precision:
        return "The amount " + name +
               " has more decimal places than the account's currency; round it yourself, as your bookkeeping "
               "does.";
    case errc::unknown_currency:
        return "The account's " + name +
               " is no active ISO 4217 code in capitals; correct it, or leave it out, and amounts are not "
               "checked.";
    case errc::missing_field: return "The choice made at run time needs the parameter " + name + "; add it.";
    case errc::duplicate_field: return "A name stands twice in " + name + "; give each parameter once.";
    case errc::invalid_secret:
        if (problem.name.empty())
            return "The account's secret is not in the form that this gateway gives out; copy it again, "
                   "whole and without blanks.";
        return "The account leaves out the secret " + name + ", which this request needs; give it.";
    case errc::missing_account_field:
        return "The account leaves out " + name + ", which this request needs; give it.";
    case errc::unknown_environment:
        return "The account names an environment that this gateway does not have; give one of these: " +
               std::string{problem.name} + ".";
    case errc::invalid_address:
        return "The account's " + name +
               " cannot be a part of the host's name; give it alone, in letters, digits and `-`.";
    case errc::invalid_private_key:
        return "The account leaves out the private key " + name +
               ", or its halves do not belong together; give the one whose public half the gateway has.";
    case errc::invalid_path_value:
        return "The parameter " + name +
               " stands in the request's path and is `.` or `..`, or holds one of `/?#\\`, so that the request would be "
               "about something else; give the id as the gateway gave it.";
    case errc::invalid_header_value:
        return "The header " + name +
               " would hold a control character, or begin or end with a blank, which is no part of a header; "
               "change the text that it is made of.";
    case errc::invalid_account_field:
        return "The account's " + name +
               " holds what it cannot hold where this request has it, such as a colon in a user's name, or a version that "
               "the description does not know; "
               "copy it again.";
    case errc::field_not_signed:
        if (problem.name.empty())
            return "None of the fields is there beside which the secret is signed; give at least one.";
        return "The message's list of signed fields leaves out " + name + "; add it to the list.";
    default: return "The parameter " + name + " cannot be sent.";
    }
}

std::string sentence_for_body(errc code, std::string_view what)
{
    return "The " + std::string{what} + " " + std::string{why_unreadable(code)} + ".";
}

std::string sentence_for_field(problem_with const &problem, std::string_view what)
{
    std::string const the = "The " + std::string{what};
    if (problem.code == errc::missing_field)
        return the + " lacks the required field " + quoted(problem.name) + ".";
    if (problem.code == errc::ambiguous_value) // the name may be a stranger's
        return the +
               " holds a separator followed by a field's name inside a value, a separator inside a "
               "field's name, a second spelling of a field's name, or inside a header the separator that "
               "ends it, so its signature does not say which fields were signed.";
    if (problem.code == errc::field_not_signed)
        return the + "'s signature does not cover " + quoted(problem.name) +
               ", so anyone could have set it; do not act on it.";
    if (problem.code == errc::account_mismatch)
        return the + " has another " + quoted(problem.name) +
               " than the account: it is about another account, whose key is the same; do not act on it.";
    if (problem.code == errc::duplicate_field)
        return the + " holds " + quoted(problem.name) + " twice, so nobody can say which value counts.";
    if (problem.code == errc::conflicting_fields)
        return the + " holds " + quoted(problem.name) +
               " beside another field that excludes it, so nobody can say which counts.";
    if (problem.code == errc::decryption_failed)
        return the + "'s signature is right, but its " + quoted(problem.name) +
               " does not open: the account's key for it is another one than the gateway's; give the present "
               "one.";
    if (problem.code == errc::invalid_secret)
        return the + " cannot be opened: the account leaves out the secret " + quoted(problem.name) +
               ", or it has not 32 bytes; copy it again, whole and without blanks.";
    if (problem.code == errc::body_not_utf8)
        return the + " holds " + quoted(problem.name) + " with a text that is not UTF-8.";
    return the + " holds " + quoted(problem.name) + " with a type or value that does not convert exactly.";
}

std::string sentence_for_enclosed(problem_with const &problem, std::string_view what)
{
    std::string const the = "The " + std::string{what};
    if (problem.code == errc::signature_malformed)
        return the + "'s " + quoted(problem.name) +
               ", which names the version of its signature, is missing or no text; do not act on it.";
    if (problem.code == errc::another_signature_version)
        return the + "'s " + quoted(problem.name) +
               " names another version of its signature than the account has, which alone decides; do not act on "
               "it, and if the gateway's setting was changed, change the account's.";
    if (problem.code == errc::duplicate_field)
        return the + " holds a name twice that " + quoted(problem.name) +
               " is about, so nobody can say which counts.";
    return the + "'s " + quoted(problem.name) + " is not the base64 of a JSON object.";
}

std::string duration_text(std::chrono::seconds of)
{
    std::int64_t const seconds = of.count();
    std::string text = std::to_string(seconds % 60) + " s";
    if (seconds >= 60) text = std::to_string(seconds / 60 % 60) + " min " + text;
    if (seconds >= 3600) text = std::to_string(seconds / 3600) + " h " + text;
    return text;
}

std::string why_untimely(time_problem const &problem)
{
    if (problem.code == errc::timestamp_malformed)
        return "does not say once, in plain digits, when it was signed";
    if (problem.is_in_milliseconds)
        return "says in milliseconds when it was signed, and that is read as seconds; declare "
               "`first<10>(...)` of it";
    bool const is_before = problem.apart.count() < 0;
    return "was signed " + duration_text(is_before ? -problem.apart : problem.apart) +
           (is_before ? " before" : " after") + " this machine's clock, and " +
           duration_text(problem.tolerance) + " are allowed";
}

std::string sentence_for_time(time_problem const &problem, std::string_view what)
{
    bool const is_clock_in_doubt = problem.code != errc::timestamp_malformed && !problem.is_in_milliseconds;
    return "The " + std::string{what} + ' ' + why_untimely(problem) +
           (is_clock_in_doubt ? "; check this machine's clock, then do not act on it."
                              : "; do not act on it.");
}

std::string sentence_for_never_signed()
{
    return "The callback is of a kind that this gateway never signs, so anyone could have sent it: have the "
           "gateway confirm it (`client::confirm`), and act on its answer alone.";
}

std::string sentence_for_undescribed_event()
{
    return "The callback is about a type of event that its description asks nothing about, and nobody signed "
           "it: acknowledge it, and do not act on it.";
}

std::string sentence_for_nothing_covered()
{
    return "The callback's signature is right, but covers none of its fields, so anyone who has seen one "
           "could have changed them: have the gateway confirm it (`client::confirm`), and act on its answer "
           "alone.";
}

std::string what_carrier_lacks(std::string_view start)
{
    return start.empty() ? "is missing or empty" : "has no " + quoted(start);
}

std::string sentence_for_lacking_part(std::string_view what, std::string_view part, std::string_view header)
{
    return "The " + std::string{what} + " is signed over the part " + quoted(part) + " of its header " +
           quoted(header) + ", which is missing or stands there twice; do not act on it.";
}

std::string sentence_for_signature(errc code, std::string_view what, std::string const &carrier,
                                   std::string_view start)
{
    std::string const the = "The " + std::string{what};
    switch (code) {
    case errc::signature_missing:
        return the + " is not signed, though this gateway signs: its " + carrier + " " +
               what_carrier_lacks(start) + "; do not act on it.";
    case errc::unsigned_callback:
        return the + " is not signed: its " + carrier + " " + what_carrier_lacks(start) +
               "; have the gateway confirm it (`client::confirm`), or ask for the payment's status.";
    case errc::duplicate_field:
        return the + " holds twice what it may hold once, its " + carrier +
               " or another name that is signed, so nobody can say which counts; do not act on it.";
    case errc::field_not_signed:
        return the +
               " is signed without the account's secret: its list of signed fields leaves the secret's place "
               "out, or it has no field beside which the secret stands. Anyone can sign so; do not act on "
               "it.";
    case errc::missing_account_field:
        return the +
               " cannot be verified: the account leaves out a field over which this gateway signs; give it.";
    case errc::invalid_account_field:
        return the +
               " cannot be verified: the account says of its signatures what this gateway's description does not "
               "know; correct it.";
    case errc::unknown_key:
        return the +
               " names a key that the account does not have; fetch the gateway's new one and add it to the "
               "account's keyring, and do not act on it before.";
    case errc::invalid_public_key:
        return the +
               " cannot be verified: the account's public key cannot be used; copy it again, whole, from "
               "where the gateway publishes it.";
    case errc::invalid_secret:
        return the +
               " cannot be verified: the account lacks a secret that this gateway signs with, or has it in "
               "another form than the gateway gives out; copy the secret again, whole and without blanks.";
    case errc::signature_wrong_length:
        return the + "'s signature (" + carrier +
               ") has another length than this gateway's scheme gives; do not act on it.";
    case errc::signature_probe:
        return the + "'s signature (" + carrier +
               ") is wrong, and begins as those do by which the gateway tests whether wrong ones are refused: this one "
               "is, and nothing is to be done.";
    case errc::signature_malformed:
        return the + "'s signature (" + carrier +
               ") is no text, or holds characters that no such signature has; do not act on it.";
    default:
        return the + "'s signature (" + carrier +
               ") does not match: it was made with another key than the account's, over another text, or by "
               "another scheme; do not act on it. `explain` tries which.";
    }
}

// About an answer that says nothing of success

std::string sentence_for_status(unsigned status, std::string_view addition)
{
    std::string_view const doubt =
        status >= 500 ? ", after which nobody knows whether anything was done" : "";
    return "The gateway answered with HTTP status " + std::to_string(status) + std::string{addition} +
           std::string{doubt} + "; ask for the payment's status before trying again.";
}

std::string sentence_for_empty_answer(std::string_view name)
{
    return "The answer's body was empty, though it must hold " + quoted(name) +
           "; ask for the payment's status before trying again.";
}

std::string sentence_for_another_id(std::string_view field)
{
    return "The gateway's answer is not about the id in " + quoted(field) +
           " that it was asked for; do not act on it.";
}

std::string sentence_for_test_answer(std::string_view field)
{
    return "The answer's " + quoted(field) +
           " does not say that it is live, so the gateway only tests: deliver nothing for it. Check that the "
           "account is the live one; where tests are expected, send by `client.with(with_tests)`.";
}

std::string sentence_for_unclear_mark(std::string_view what, std::string_view field)
{
    return "The " + std::string{what} + "'s " + quoted(field) +
           " says neither that it is live nor that it is a test; do not act on it, and complete its "
           "description.";
}

} // namespace tollgate::inline v0::detail

#endif

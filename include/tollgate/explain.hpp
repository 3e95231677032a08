// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_EXPLAIN_HPP
#define TOLLGATE_EXPLAIN_HPP

#include <tollgate/callback.hpp>
#include <tollgate/detail/saturating_time.hpp>
#include <tollgate/request.hpp>
#include <tollgate/signing/explain.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

namespace detail {

/// Keys that may have been used instead: those given, and those that the account's key has replaced.
template <class Message>
[[nodiscard]] std::vector<signing::named_text> keys_besides(typename Message::account const &account,
                                                            std::span<signing::named_text const> given)
{
    std::vector<signing::named_text> keys{given.begin(), given.end()};
    if constexpr (has_key<Message>) {
        secret const &key = key_for<Message>(account);
        for (std::size_t version = 1; version < key.versions(); ++version)
            keys.push_back({"a replaced key", secret_access::text(key, version)});
    }
    return keys;
}

/// Verifies by all of the account's keys, which are read once, or by another.
template <class Hash, class Message, class Rule>
[[nodiscard]] signing::explaining::public_key_verifier verifier_for(typename Message::account const &account)
{
    return [keys = read_gateway_keys<Hash, Message, Rule>(account)](
               std::string_view other, std::string_view text, std::string_view signature) {
        using key_type = typename std::decay_t<decltype(keys)>::value_type::value_type;
        auto const verifies = [&](result<key_type> const &key) {
            return key && key->verify(text, signature);
        };
        return other.empty() ? std::ranges::any_of(keys, verifies) : verifies(key_type::from_pem(other));
    };
}

template <class Hash, class Message>
[[nodiscard]] explanation explain_rule(auto const &rule, typename Message::account const &account,
                                       signing::context over, std::string_view theirs,
                                       std::span<signing::named_text const> other_keys)
{
    using rule_type = std::remove_cvref_t<decltype(rule)>;
    account_texts<Message> const texts{account};
    texts.show_in(over);
    signing::explaining::public_key_verifier verify;
    if constexpr (by_public_key<rule_type>) verify = verifier_for<Hash, Message, rule_type>(account);
    return explain<Hash>(signing::describe(rule.scheme), over, theirs,
                         keys_besides<Message>(account, other_keys), std::move(verify));
}

/// All of several signatures in one header: the one that is right or, without it, what explains each.
template <class Hash, class Message>
[[nodiscard]] explanation explain_each(auto const &rule, typename Message::account const &account,
                                       signing::context const &over, signing::candidates const &carried,
                                       std::span<signing::named_text const> other_keys)
{
    explanation all;
    for (std::size_t i = 0; i != carried.size(); ++i) {
        explanation one = explain_rule<Hash, Message>(rule, account, over, carried[i], other_keys);
        all.tried += one.tried;
        if (one.matches || carried.size() == 1) return one;
        if (one.problem) {
            all.problem = one.problem;
            all.problem_with = one.problem_with;
        }
        all.remarks = one.remarks;
        for (finding &found : one.findings) {
            found.signature = i + 1;
            all.findings.push_back(std::move(found));
        }
    }
    return all;
}

/// What is noticed about a callback besides its signature, and may be why that does not match.
[[nodiscard]] inline std::vector<std::string>
remarks_on(std::string_view body, std::span<header const> headers, std::optional<errc> unreadable)
{
    std::vector<std::string> remarks;
    if (is_compressed(body, headers)) unreadable = errc::body_encoded;
    if (unreadable) remarks.push_back("the body " + std::string{why_unreadable(*unreadable)});
    std::string_view const text = without_byte_order_mark(body);
    if (text.size() != body.size()) remarks.emplace_back("a byte order mark stands before the body");
    bool const is_json = text.find_first_of("{[") == text.find_first_not_of(" \t\r\n");
    if (is_json && !text.empty() && has_content_type(headers, form_type))
        remarks.emplace_back("the Content-Type says a form, and the body is JSON");
    if (!is_json && is_form(body, headers) && has_content_type(headers, json_type))
        remarks.emplace_back("the Content-Type says JSON, and the body looks like a form");
    return remarks;
}

/// A target, without the scheme and the host that a URL has before it.
[[nodiscard]] inline std::string_view target_of(std::string_view url)
{
    std::size_t const mark = url.find("://");
    if (url.starts_with('/') || mark == url.npos) return url;
    return url.substr(std::min(url.size(), url.find_first_of("/?", mark + 3)));
}

} // namespace detail

/**
 * \brief Says why a gateway, or another program, signs this message otherwise than the library.
 * \param theirs the other side's signature, as its log or its support gives it
 * \par Errors
 * As \ref make_request, without an outcome: what keeps the message from being written.
 * \par Security
 * The explanation holds no value, no secret and no digest.
 */
template <class Message, class Hash = cryptopp_hash>
    requires detail::sendable<Message, Hash> && detail::signs<detail::request_rule_t<Message>>
[[nodiscard]] result<explanation> explain(typename Message::account const &account, Message const &message,
                                          std::string_view theirs,
                                          std::span<signing::named_text const> other_keys = {})
{
    using endpoint = typename Message::endpoint;
    parameter_list parameters;
    if (auto const problem = detail::lower_request(account, message, parameters))
        return error{problem->code, not_sent{}, detail::sentence_for(*problem)}.without_outcome();
    std::span<parameter const> const fields = std::as_const(parameters).items();
    std::string const wire = detail::write_wire<endpoint>(fields);
    signing::context over{.fields = fields,
                          .operation = endpoint::operation,
                          .method = endpoint::method,
                          .target = endpoint::path,
                          .headers = detail::headers_sent<Message>,
                          .body = wire};
    if constexpr (endpoint::form == detail::wire_form::query) {
        over.target = wire;
        over.body = {};
    }
    return detail::explain_rule<Hash, Message>(detail::request_rule<Message>, account, over, theirs,
                                               other_keys);
}

/**
 * \brief Says why the signature of a request is wrong that someone else wrote.
 * \param wire    as it was sent: the body or, where the parameters are in its query, the target or the whole URL
 * \param headers as they were sent, where one of them carries the signature or takes part in it
 * \par Errors
 * Without an outcome: what keeps the text or its signature from being read.
 * \par Security
 * The explanation holds no value, no secret and no digest.
 */
template <class Message, class Hash = cryptopp_hash>
    requires detail::sendable<Message, Hash> && detail::signs<detail::request_rule_t<Message>>
[[nodiscard]] result<explanation> explain_sent(typename Message::account const &account,
                                               std::string_view wire, std::span<header const> headers = {},
                                               std::span<signing::named_text const> other_keys = {})
{
    using endpoint = typename Message::endpoint;
    constexpr auto const &rule = detail::request_rule<Message>;
    constexpr bool in_target = endpoint::form == detail::wire_form::query;
    if constexpr (in_target) wire = detail::target_of(wire);
    parameter_list parameters;
    if (auto const why = detail::read_wire<endpoint>(wire, parameters))
        return error{*why, unknown{}, detail::sentence_for_body(*why, "request")}.without_outcome();
    signing::context const over{
        .fields = std::as_const(parameters).items(),
        .operation = endpoint::operation,
        .method = endpoint::method,
        .target = in_target ? wire : endpoint::path,
        .headers = headers.empty() ? std::span<header const>{detail::headers_sent<Message>} : headers,
        .body = in_target ? std::string_view{} : wire};
    signing::candidates carried;
    std::string const carrier = detail::carrier_of_signature<detail::request_rule_t<Message>>();
    if (auto const why = rule.read(over, carried))
        return error{
            *why, unknown{},
            *why == errc::signature_missing
                ? "The request's " + carrier +
                      ", which is to carry its signature, is missing or empty; give all that was sent, "
                      "the headers too."
                : detail::sentence_for_signature(*why, "request", carrier)}
            .without_outcome();
    return detail::explain_each<Hash, Message>(rule, account, over, carried, other_keys);
}

/**
 * \brief Says why a callback's signature is refused.
 * \details Of several signatures in one header, each is explained. A public-key signature cannot be computed again: what
 * can be tried are other texts, other encodings and other keys.
 * \param body    the bytes as received
 * \param headers as received
 * \param now     for tests: the time by which a signed timestamp is judged
 * \par Errors
 * As \ref receive, without an outcome: what keeps the body or its signature from being read.
 * \par Security
 * The explanation holds no value, no secret and no digest.
 */
template <class Callback, class Hash = cryptopp_hash>
    requires detail::receivable<Callback, Hash>
[[nodiscard]] result<explanation> explain(typename Callback::account const &account, std::string_view body,
                                          std::span<header const> headers = {},
                                          std::span<signing::named_text const> other_keys = {},
                                          moment now = {})
{
    constexpr auto const &rule = detail::callback_rule<Callback>;
    parameter_list parameters;
    auto const unreadable =
        detail::parse_callback<Callback>(body, headers, parameters, {.size = body.size()});
    // A signature that a header carries is over the body's bytes, whatever these are.
    constexpr bool in_header = requires { detail::callback_rule_t<Callback>::header; };
    if (unreadable && !in_header) return detail::body_error<Callback>(*unreadable, body, headers);
    signing::context const over{
        .fields = std::as_const(parameters).items(), .headers = headers, .body = body};
    signing::candidates carried;
    auto why = rule.read(over, carried);
    if (signing::signs_repeated(detail::callback_table<Callback>, over, detail::digests_of<Hash>))
        why = errc::duplicate_field;
    if (why)
        return detail::callback_error(
            *why, detail::sentence_for_signature(
                      *why, "callback", detail::carrier_of_signature<detail::callback_rule_t<Callback>>()));
    explanation said = detail::explain_each<Hash, Callback>(rule, account, over, carried, other_keys);
    if (!said.matches || unreadable)
        std::ranges::move(detail::remarks_on(body, headers, unreadable), std::back_inserter(said.remarks));
    if (auto const problem = detail::check_time<Hash, Callback>(over, now))
        said.untimely = "it " + detail::why_untimely(*problem);
    return said;
}

} // namespace tollgate::inline v0

#endif

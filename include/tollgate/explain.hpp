// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_EXPLAIN_HPP
#define TOLLGATE_EXPLAIN_HPP

#include <tollgate/callback.hpp>
#include <tollgate/request.hpp>
#include <tollgate/signing/explain.hpp>

#include <span>
#include <string>
#include <string_view>
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
    secret const &key = key_for<Message>(account);
    for (std::size_t version = 1; version < key.versions(); ++version)
        keys.push_back({"a replaced key", secret_access::text(key, version)});
    return keys;
}

template <class Hash, class Message>
[[nodiscard]] explanation explain_rule(auto const &rule, typename Message::account const &account,
                                       signing::context over, std::string_view theirs,
                                       std::span<signing::named_text const> other_keys)
{
    account_texts<Message> const texts{account};
    texts.show_in(over);
    return explain<Hash>(signing::describe(rule.scheme), over, theirs,
                         keys_besides<Message>(account, other_keys));
}

} // namespace detail

/**
 * \brief Says why a gateway, or another program, signs this message otherwise than the library.
 * \param theirs the other side's signature, as its log or its support gives it
 * \par Errors
 * With the outcome `not_sent`, as \ref make_request, what keeps the message from being written.
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
        return error{problem->code, not_sent{}, detail::sentence_for(*problem)};
    std::span<parameter const> const fields = std::as_const(parameters).items();
    std::string const wire = detail::write_wire<endpoint>(fields);
    signing::context over{.fields = fields,
                          .operation = endpoint::operation,
                          .method = endpoint::method,
                          .target = endpoint::path,
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
 * \param wire as it was sent: the body or, where they are in its query, the target
 * \par Errors
 * With the outcome `unknown`: what keeps the text or its signature from being read.
 * \par Security
 * The explanation holds no value, no secret and no digest.
 */
template <class Message, class Hash = cryptopp_hash>
    requires detail::sendable<Message, Hash> && detail::signs<detail::request_rule_t<Message>>
[[nodiscard]] result<explanation> explain_sent(typename Message::account const &account,
                                               std::string_view wire,
                                               std::span<signing::named_text const> other_keys = {})
{
    using endpoint = typename Message::endpoint;
    constexpr auto const &rule = detail::request_rule<Message>;
    parameter_list parameters;
    if (auto const why = detail::read_wire<endpoint>(wire, parameters))
        return error{*why, unknown{}, detail::sentence_for_body(*why, "request")};
    signing::context const over{.fields = std::as_const(parameters).items(),
                                .operation = endpoint::operation,
                                .method = endpoint::method,
                                .target = endpoint::path,
                                .body = wire};
    signing::candidates carried;
    if (auto const why = rule.read(over, carried))
        return error{*why, unknown{}, detail::sentence_for_signature(*why, "request")};
    return detail::explain_rule<Hash, Message>(rule, account, over, carried.front(), other_keys);
}

/**
 * \brief Says why a callback's signature is refused.
 * \details Of several signatures in one header, the first is explained.
 * \param body    the bytes as received
 * \param headers as received
 * \par Errors
 * With the outcome `unknown`, as \ref receive, what keeps the body or its signature from being read.
 * \par Security
 * The explanation holds no value, no secret and no digest.
 */
template <class Callback, class Hash = cryptopp_hash>
    requires detail::receivable<Callback, Hash>
[[nodiscard]] result<explanation> explain(typename Callback::account const &account, std::string_view body,
                                          std::span<header const> headers = {},
                                          std::span<signing::named_text const> other_keys = {})
{
    constexpr auto const &rule = detail::callback_rule<Callback>;
    parameter_list parameters;
    if (auto const why = detail::parse_callback<Callback>(body, headers, parameters))
        return detail::callback_error(*why, detail::sentence_for_body(*why, "callback"));
    signing::context const over{
        .fields = std::as_const(parameters).items(), .headers = headers, .body = body};
    signing::candidates carried;
    if (auto const why = rule.read(over, carried))
        return detail::callback_error(*why, detail::sentence_for_signature(*why, "callback"));
    return detail::explain_rule<Hash, Callback>(rule, account, over, carried.front(), other_keys);
}

} // namespace tollgate::inline v0

#endif

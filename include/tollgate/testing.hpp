// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTING_HPP
#define TOLLGATE_TESTING_HPP

#include <tollgate/callback.hpp>
#include <tollgate/sandbox/operation.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// \file
/// What a gateway would send, made from typed messages: for a program's own unit tests, without a network. Needs no Asio.

namespace tollgate::inline v0 {

/// A callback as it arrives at a web server.
struct signed_message {
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;

    /// For \ref receive and \ref answer_callback. Views into this message.
    [[nodiscard]] std::vector<header> views() const & { return header_views(headers); }
    std::vector<header> views() const && = delete;
};

namespace detail {

template <class C>
concept signed_in_field = requires { callback_rule_t<C>::field; };
template <class C>
concept signed_in_header = requires { callback_rule_t<C>::header; };

/// A callback whose gateway signs with a secret that the account holds, or does not sign; nobody but the gateway has a private key.
template <class C, class Hash>
concept signable_callback =
    receivable<C, Hash> && (is_never_signed<C> || signs_with_secret<callback_rule_t<C>>);

[[nodiscard]] inline error not_signable(std::optional<signing::header_part> const &lacking = {})
{
    std::string sentence =
        "The scheme gives no signature for this message; check that it has every field and header that the "
        "scheme names.";
    if (lacking)
        sentence = "The scheme signs the part " + quoted(lacking->name) + " of the header " +
                   quoted(lacking->header) +
                   ", which is missing or stands there twice; give it once, in the headers that "
                   "`signed_callback` and `signed_body` take: `{{\"" +
                   std::string{lacking->header} + "\", \"" + std::string{lacking->name} + "=...\"}}`.";
    return error{errc::unsignable_value, not_sent{}, std::move(sentence)}.without_outcome();
}

} // namespace detail

/**
 * \brief Bytes as the gateway would sign them, in a header.
 * \details For callbacks whose signature is over the body as it is, or over headers.
 * \param headers those that the scheme names, such as the time and the id; what the signature's own header holds already stays before
 * it: `{{"Stripe-Signature", "t=1700000000"}}`
 * \par Errors
 * \li errc::unsignable_value if the scheme gives no signature, for instance because a header is missing
 */
template <class Callback, class Hash = cryptopp_hash>
    requires detail::signable_callback<Callback, Hash> && detail::signed_in_header<Callback>
[[nodiscard]] result<signed_message>
signed_body(typename Callback::account const &account, std::string body,
            std::vector<std::pair<std::string, std::string>> headers = {})
{
    using rule = detail::callback_rule_t<Callback>;
    signed_message made{std::move(body), std::move(headers)};
    std::vector<header> const views = made.views();
    parameter_list fields;
    if (detail::parse_callback<Callback>(made.body, views, fields)) return detail::not_signable();
    detail::account_texts const texts = detail::texts_of<Callback>(account);
    signing::context over{.fields = std::as_const(fields).items(),
                          .headers = views,
                          .body = made.body,
                          .outside = detail::ciphers_for<Hash, rule>};
    texts.show_in(over);
    signing::signature signature;
    constexpr signing::scheme_view scheme{detail::callback_table<Callback>};
    detail::digest_table const &digests = detail::digests_of<Hash>;
    if (signing::signs_repeated(scheme, over, digests) || signing::sign(scheme, over, digests, signature))
        return detail::not_signable(signing::find_lacking_part(scheme, over));
    auto const own = std::ranges::find_if(
        made.headers, [](auto const &each) { return equal_ignoring_case(each.first, rule::header); });
    std::string &value =
        own != made.headers.end() ? own->second : made.headers.emplace_back(rule::header, "").second;
    value = sandbox::detail::with_signature<rule>(value, signature.text());
    return made;
}

/**
 * \brief A callback as the gateway would send it, from the typed message.
 * \details `receive` takes it: `auto const sent = signed_callback(account, paid).value(); receive<…>(account, sent.body,
 * sent.views())`. Signed with the account's newest key, unless it is `never_signed`. Fields that are left out are not sent.
 * \param headers further ones that the scheme names; see \ref signed_body
 * \par Errors
 * \li errc::empty_value, errc::control_character, errc::value_not_utf8 for a field that cannot be sent
 * \li errc::unsignable_value if the scheme gives no signature
 */
template <class Hash = cryptopp_hash, class Callback>
    requires detail::signable_callback<Callback, Hash>
[[nodiscard]] result<signed_message>
signed_callback(typename Callback::account const &account, Callback const &what,
                std::vector<std::pair<std::string, std::string>> headers = {})
{
    detail::lowered const fields = detail::lower(what);
    if (auto const &problem = fields.problem)
        return error{problem->code, not_sent{}, detail::sentence_for(*problem)}.without_outcome();
    std::span<parameter const> const all = fields.items();
    if constexpr (detail::signed_in_header<Callback>) {
        if constexpr (detail::is_opaque<Callback>) { // its fields are headers
            for (parameter const &each : all)
                headers.emplace_back(each.name, each.text);
            return signed_body<Callback, Hash>(account, {}, std::move(headers));
        } else {
            headers.emplace_back("Content-Type", "application/json");
            return signed_body<Callback, Hash>(account, detail::json_of(all), std::move(headers));
        }
    } else {
        std::string body = sandbox::write_signed<Hash>(account, what);
        if (body.empty()) return detail::not_signable();
        headers.emplace_back("Content-Type", detail::written_type<Callback>);
        return signed_message{std::move(body), std::move(headers)};
    }
}

/**
 * \brief A callback with several items as the gateway would send it, each of them signed.
 * \details \ref receive_each takes it. A mark of tests that stands beside the items says that they are live.
 * \par Errors
 * Those of \ref signed_callback.
 */
template <class Hash = cryptopp_hash, class Callback>
    requires detail::signable_callback<Callback, Hash> && detail::has_items<Callback>
[[nodiscard]] result<signed_message> signed_items(typename Callback::account const &account,
                                                  std::vector<Callback> const &items)
{
    for (Callback const &each : items)
        if (auto const problem = detail::lower(each).problem)
            return error{problem->code, not_sent{}, detail::sentence_for(*problem)}.without_outcome();
    std::string body = sandbox::write_signed_items<Hash, Callback>(account, items);
    if (body.empty()) return detail::not_signable();
    return signed_message{std::move(body), {{"Content-Type", std::string{detail::json_type}}}};
}

/**
 * \brief The body of the gateway's good answer to a message, from the typed answer: for a scripted transport.
 * \details `wire_response{200, signed_answer<cactus::obtain_token>(account, form)}`. Signed where the gateway signs.
 */
template <class Message, class Hash = cryptopp_hash>
    requires detail::sendable<Message, Hash> && (!detail::by_public_key<detail::response_rule_t<Message>>)
[[nodiscard]] std::string
    signed_answer(typename Message::account const &account, typename Message::response const &with)
{
    return sandbox::operation<Message, Hash>::answer(account, with).body;
}

/**
 * \brief The body of the gateway's refusal of a message, in the fields that its description names.
 * \param code    the gateway's own; not every gateway has one
 * \param message the gateway's own sentence; likewise
 */
template <class Message, class Hash = cryptopp_hash>
    requires detail::sendable<Message, Hash> && (!detail::by_public_key<detail::response_rule_t<Message>>)
[[nodiscard]] std::string signed_refusal(typename Message::account const &account, std::string_view code,
                                         std::string_view message = {})
{
    return sandbox::operation<Message, Hash>::refuse(account, {.code = code, .message = message}).body;
}

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_EXPLAIN_HPP
#define TOLLGATE_EXPLAIN_HPP

#include <tollgate/callback.hpp>
#include <tollgate/detail/saturating_time.hpp>
#include <tollgate/explanation.hpp>
#include <tollgate/hash/digest_functions.hpp>
#include <tollgate/request.hpp>
#include <tollgate/signing/context.hpp>
#include <tollgate/signing/scheme_table.hpp>
#include <tollgate/signing/time_and_nonce.hpp>

#include <algorithm>
#include <cstddef>
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

[[nodiscard]] TOLLGATE_DECL explanation explain_signature(signing::scheme_view scheme,
                                                          signing::context const &over,
                                                          std::string_view received,
                                                          std::span<signing::named_text const> other_keys,
                                                          signing::public_key_verifier const &verify,
                                                          digest_table const &digests);
/// All of several signatures in one header: the one that is right or, without it, what explains each.
[[nodiscard]] TOLLGATE_DECL explanation explain_each(signing::scheme_view scheme,
                                                     signing::context const &over,
                                                     signing::candidates const &carried,
                                                     std::span<signing::named_text const> other_keys,
                                                     signing::public_key_verifier const &verify,
                                                     digest_table const &digests);

/// What the account's field would have to say for one of the signatures to be right; nothing if no piece of the scheme gives it.
/// \param whole the scheme, before a choice
[[nodiscard]] TOLLGATE_DECL std::optional<finding> find_other_choice(signing::scheme_view whole,
                                                                     signing::context const &over,
                                                                     signing::candidates const &carried,
                                                                     digest_table const &digests);

/// What is noticed about a callback besides its signature, and may be why that does not match.
[[nodiscard]] TOLLGATE_DECL std::vector<std::string>
remarks_on(std::string_view body, std::span<header const> headers, std::optional<errc> unreadable);

/// A target, without the scheme and the host that a URL has before it.
[[nodiscard]] TOLLGATE_DECL std::string_view target_of(std::string_view url) noexcept;

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

/// A scheme's rows, in which what a private key signs is verified by its public half: that takes a thirtieth of the time.
[[nodiscard]] inline std::vector<signing::row> verifying_rows(signing::scheme_view scheme)
{
    std::vector<signing::row> rows{scheme.begin(), scheme.end()};
    for (signing::row &r : rows)
        if (r.what == signing::op::private_key) r.what = signing::op::public_key;
    return rows;
}

/// The private key by which a scheme signs; null where the account leaves it out.
template <class Message, class Rule>
[[nodiscard]] private_key const *private_key_of_scheme(typename Message::account const &account)
{
    for (signing::row const &r : signing::shape_of<decltype(Rule::scheme)>)
        if (r.what == signing::op::private_key)
            return private_key_named<typename Message::account>(&account, r.text);
    return nullptr;
}
[[nodiscard]] inline std::string public_half_of(private_key const *key)
{
    return key == nullptr ? std::string{} : std::string{key->public_half().text()};
}

/// Verifies by all of the account's keys, which are read once, or by another; nothing if the scheme has no public key.
template <class Hash, class Message, class Rule>
[[nodiscard]] signing::public_key_verifier verifier_for(typename Message::account const &account,
                                                        std::optional<std::string> const &chosen)
{
    if constexpr (by_public_key<Rule>)
        return [keys = read_gateway_keys<Hash, Message, Rule>(account, chosen)](
                   std::string_view other, std::string_view text, std::string_view signature) {
            using key_type = typename std::decay_t<decltype(keys)>::value_type::value_type;
            auto const verifies = [&](result<key_type> const &key) {
                return key && key->verify(text, signature);
            };
            return other.empty() ? std::ranges::any_of(keys, verifies) : verifies(key_type::from_pem(other));
        };
    else if constexpr (by_private_key<Rule>)
        return [own = public_half_of(private_key_of_scheme<Message, Rule>(account))](
                   std::string_view other, std::string_view text, std::string_view signature) {
            using key_type =
                typename Hash::template public_key<signing::public_key_scheme<decltype(Rule::scheme)>>;
            result<key_type> const key = key_type::from_pem(other.empty() ? std::string_view{own} : other);
            return key && key->verify(text, signature);
        };
    else
        return {};
}

template <class Hash, class Message, class Rule>
[[nodiscard]] explanation
explain_carried(signing::scheme_view whole, typename Message::account const &account, signing::context over,
                signing::candidates const &carried, std::span<signing::named_text const> other_keys)
{
    auto const scheme = scheme_for<Message, Rule>(account, whole);
    account_texts const texts = texts_of<Message>(account);
    texts.show_in(over);
    [[maybe_unused]] signing::outside_values outside;
    if constexpr (is_of_moment<Rule>) { // the other side's own
        outside = signing::read_moment(scheme, over, digests_of<Hash>, carried.front());
        over.outside = &outside;
    }
    if constexpr (uses_cipher<Rule>) {
        outside.ciphers = &ciphers_of<Hash>;
        over.outside = &outside;
    }
    std::vector<signing::row> const rows = verifying_rows(scheme);
    explanation said = explain_each(
        rows, over, carried, keys_besides<Message>(account, other_keys),
        verifier_for<Hash, Message, Rule>(account, name_of_chosen_key(scheme, over, digests_of<Hash>)),
        digests_of<Hash>);
    if (said.problem)
        if (auto const part = signing::find_lacking_part(scheme, over))
            said.remarks.push_back("the part " + quoted(part->name) + " of its header " +
                                   quoted(part->header) +
                                   ", which is signed, is missing or stands there twice");
    if constexpr (is_by_account<Rule>)
        if (!said.matches)
            if (auto found = find_other_choice(whole, over, carried, digests_of<Hash>))
                said.findings.insert(said.findings.begin(), *std::move(found));
    return said;
}

/// Where a request goes, or what is wrong with the account.
template <class Message>
[[nodiscard]] std::optional<error> explained_address(typename Message::account const &account,
                                                     std::string &written)
{
    if constexpr (!has_fixed_host<typename Message::account>)
        if (auto const problem = write_address(message_table_of<Message>, &account, written))
            return error{problem->code, not_sent{}, sentence_for(*problem)}.without_outcome();
    return std::nullopt;
}

} // namespace detail

/**
 * \brief Says why a signature that was received is not the one that this scheme gives.
 * \details Signs again under each known mistake and, if none of them gives the received signature, under each pair of
 * those that change anything at all. Some 5,000 signatures at most, mostly a few hundred: for the developer's bench and the
 * support's desk, not for where payments go through.
 * \param scheme     `signing::table_of(expression)`
 * \param over       the message as it was received or sent, and the account's texts
 * \param received   the other side's signature, as text
 * \param other_keys keys that may have been used instead, by a name that may be printed: an older one, the test system's;
 *                   public ones where those verify
 * \param verify     verifies a public-key signature, of which only mistakes in the text and in the encoding can be tried
 * \par Security
 * What is returned names parameters and keys. It holds no value, no secret and no digest, the right signature included.
 */
template <hash_policy Hash = cryptopp_hash>
[[nodiscard]] explanation
explain(signing::scheme_view scheme, signing::context const &over, std::string_view received,
        std::span<signing::named_text const> other_keys = {}, signing::public_key_verifier const &verify = {})
{
    return detail::explain_signature(scheme, over, received, other_keys, verify, detail::digests_of<Hash>);
}

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
    constexpr auto const &known = detail::message_table_of<Message>;
    parameter_list enclosing;
    if (known.enclosed.is_there()) {
        enclosed_message const *const how = detail::enclosed_for<Message>(account);
        problem_with const unknown_form{errc::invalid_account_field, known.enclosed_as->by};
        if (how == nullptr)
            return error{unknown_form.code, not_sent{}, detail::sentence_for(unknown_form)}.without_outcome();
        detail::enclose(*how, std::as_const(parameters).items(), enclosing);
    }
    std::span<parameter const> const inside = std::as_const(parameters).items();
    std::span<parameter const> const fields =
        known.enclosed.is_there() ? std::as_const(enclosing).items() : inside;
    std::string written;
    if (auto why = detail::explained_address<Message>(account, written)) return *std::move(why);
    constexpr bool in_target = endpoint::form == detail::wire_form::query;
    detail::request_address const to = detail::address_in(known, written);
    detail::placed_fields placed;
    if (auto const problem =
            detail::write_placed(known, to.path, &message, detail::amounts_rule_of(account), placed))
        return error{problem->code, not_sent{}, detail::sentence_for(*problem)}.without_outcome();
    detail::header_values own;
    if (auto const problem = detail::add_sent_headers(known.sent_headers, known.account, &account,
                                                      detail::digests_of<Hash>, own))
        return error{problem->code, not_sent{}, detail::sentence_for(*problem)}.without_outcome();
    own.add(placed.in_headers());
    detail::named_headers const headers{known, to, own.all()};
    std::string const wire =
        detail::write_wire(known, in_target ? placed.target.view() : std::string_view{}, fields);
    signing::context const over{.fields = fields,
                                .operation = detail::operation_of(known, placed.target.view()),
                                .method = endpoint::method,
                                .target = in_target ? wire : placed.target.view(),
                                .headers = headers.all(),
                                .body = in_target ? std::string_view{} : wire,
                                .placed = known.enclosed.is_there() ? inside : placed.all()};
    return detail::explain_carried<Hash, Message, detail::request_rule_t<Message>>(
        detail::request_table<Message>, account, over, signing::candidates{theirs}, other_keys);
}

/**
 * \brief Says why the signature of a request is wrong that someone else wrote.
 * \param sent all of it that there is; what carries the signature, or takes part in it, at least
 * \par Errors
 * Without an outcome: what keeps the text or its signature from being read; errc::invalid_address if the target is not that of this
 * message.
 * \par Security
 * The explanation holds no value, no secret and no digest.
 */
template <class Message, class Hash = cryptopp_hash>
    requires detail::sendable<Message, Hash> && detail::signs<detail::request_rule_t<Message>>
[[nodiscard]] result<explanation> explain_sent(typename Message::account const &account, sent_parts sent,
                                               std::span<signing::named_text const> other_keys = {})
{
    constexpr auto const &rule = detail::request_rule<Message>;
    constexpr auto const &known = detail::message_table_of<Message>;
    std::string written;
    if (auto why = detail::explained_address<Message>(account, written)) return *std::move(why);
    detail::request_address const to = detail::address_in(known, written);
    detail::named_headers const own_headers{known, to};
    sent.target = detail::target_of(sent.target);
    parameter_list parameters;
    parameter_list placed;
    if (auto const why = detail::read_wire(known, to.path, sent, parameters, placed))
        return error{
            *why, unknown{},
            *why == errc::invalid_address
                ? "The request's target is not that of this message: fields of it stand there, so give it "
                  "beside the body, as `sent_parts`."
                : detail::sentence_for_body(*why, "request")}
            .without_outcome();
    signing::context const over{.fields = std::as_const(parameters).items(),
                                .operation = detail::operation_of(known, sent.target),
                                .method = known.method,
                                .target = sent.target.empty() ? to.path : sent.target,
                                .headers = sent.headers.empty() ? own_headers.all() : sent.headers,
                                .body = sent.body,
                                .placed = std::as_const(placed).items()};
    signing::candidates carried;
    std::string const carrier = detail::carrier_of_signature<detail::request_rule_t<Message>>();
    if (auto const why = rule.read(over, carried))
        return error{*why, unknown{},
                     *why == errc::signature_missing
                         ? "The request's " + carrier + ", which is to carry its signature, " +
                               detail::what_carrier_lacks(
                                   detail::lacking_start_of<detail::request_rule_t<Message>>(over.headers)) +
                               "; give all that was sent, the headers too."
                         : detail::sentence_for_signature(*why, "request", carrier)}
            .without_outcome();
    return detail::explain_carried<Hash, Message, detail::request_rule_t<Message>>(
        detail::request_table<Message>, account, over, carried, other_keys);
}

/**
 * \brief The same, where all parameters stand in the body, or all in the target.
 * \param wire    as it was sent: the body or, where the parameters are in its query, the target or the whole URL
 * \param headers as they were sent, where one of them carries the signature or takes part in it
 */
template <class Message, class Hash = cryptopp_hash>
    requires detail::sendable<Message, Hash> && detail::signs<detail::request_rule_t<Message>>
[[nodiscard]] result<explanation> explain_sent(typename Message::account const &account,
                                               std::string_view wire, std::span<header const> headers = {},
                                               std::span<signing::named_text const> other_keys = {})
{
    constexpr bool in_target = Message::endpoint::form == detail::wire_form::query;
    return explain_sent<Message, Hash>(account,
                                       in_target ? sent_parts{.target = wire, .headers = headers}
                                                 : sent_parts{.body = wire, .headers = headers},
                                       other_keys);
}

namespace detail {

template <class Callback, class Hash>
[[nodiscard]] result<explanation>
explain_parsed_callback(typename Callback::account const &account, received_callback const &received,
                        std::span<signing::named_text const> other_keys, moment now)
{
    constexpr auto const &rule = callback_rule<Callback>;
    signing::context const over{.fields = received.signed_fields,
                                .headers = received.headers,
                                .body = received.body,
                                .placed = received.inside};
    signing::candidates carried;
    auto why = rule.read(over, carried);
    if (signing::signs_repeated(
            scheme_for<Callback, callback_rule_t<Callback>>(account, callback_table<Callback>), over,
            digests_of<Hash>))
        why = errc::duplicate_field;
    if (why)
        return callback_error(
            *why, sentence_for_signature(*why, "callback", carrier_of_signature<callback_rule_t<Callback>>(),
                                         lacking_start_of<callback_rule_t<Callback>>(received.headers)));
    explanation said = explain_carried<Hash, Callback, callback_rule_t<Callback>>(
        callback_table<Callback>, account, over, carried, other_keys);
    if (!said.matches || received.unreadable)
        std::ranges::move(remarks_on(received.body, received.headers, received.unreadable),
                          std::back_inserter(said.remarks));
    if (auto const problem = check_time<Hash, Callback>(over, now.at))
        said.untimely = "it " + why_untimely(*problem);
    return said;
}

template <class Callback, class Hash>
[[nodiscard]] result<explanation>
explain_signed_callback(typename Callback::account const &account, std::string_view body,
                        std::span<header const> headers, std::span<signing::named_text const> other_keys,
                        moment now)
{
    parameter_list parameters;
    auto const unreadable = parse_callback<Callback>(body, headers, parameters, {.size = body.size()});
    // A signature that a header carries is over the body's bytes, whatever these are.
    constexpr bool in_header = requires { callback_rule_t<Callback>::header; };
    if (unreadable && !in_header) return body_error<Callback>(*unreadable, body, headers);
    std::span<parameter const> const all = std::as_const(parameters).items();
    received_callback received{
        .body = body, .headers = headers, .fields = all, .signed_fields = all, .unreadable = unreadable};
    [[maybe_unused]] std::conditional_t<is_enclosed<Callback>, opened_enclosure, no_enclosure> enclosure;
    if constexpr (is_enclosed<Callback>) {
        if (auto const problem = open_enclosed(enclosed_forms_of<Callback>, callback_rule_t<Callback>::field,
                                               all, {.size = body.size()}, enclosure))
            return callback_error(problem->code, sentence_for_enclosed(*problem, "callback"));
        if (enclosure.is_there) received.signed_fields = enclosure.outside;
        received.inside = std::as_const(enclosure.inside).items();
        if (auto const problem = find_other_version_of<Callback>(account, received))
            return callback_error(problem->code, sentence_for_enclosed(*problem, "callback"));
    }
    if constexpr (has_items<Callback>) {
        std::vector<std::span<parameter const>> items;
        if (auto const problem =
                find_items(received.fields, Callback::items::list, Callback::items::item, items))
            return callback_error(problem->code, sentence_for_field(*problem, "callback"));
        std::vector<parameter> fields;
        for (std::size_t i = 0;; ++i) { // the first that is not right, else the last
            copy_item(items[i], fields);
            std::string const text = json_of(fields);
            auto said = explain_parsed_callback<Callback, Hash>(
                account,
                received_callback{
                    .body = text, .headers = headers, .fields = fields, .signed_fields = fields},
                other_keys, now);
            if (!said || !said->matches || i + 1 == items.size()) return said;
        }
    } else {
        return explain_parsed_callback<Callback, Hash>(account, received, other_keys, now);
    }
}

} // namespace detail

/**
 * \brief Says why a callback's signature is refused.
 * \details Of several signatures in one header, each is explained; of several items, the first that is not signed rightly. A public-key signature cannot be computed again: what
 * can be tried are other texts, other encodings and other keys.
 * \param body    the bytes as received
 * \param headers as received
 * \param now     for tests: the time by which a signed timestamp is judged
 * \par Errors
 * As \ref receive, without an outcome: what keeps the body or its signature from being read; errc::unsigned_callback for a kind of
 * callback that is never signed.
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
    if constexpr (detail::is_never_signed<Callback>)
        return detail::callback_error(errc::unsigned_callback, detail::sentence_for_never_signed());
    else
        return detail::explain_signed_callback<Callback, Hash>(account, body, headers, other_keys, now);
}

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/explain.ipp>
#endif

#endif

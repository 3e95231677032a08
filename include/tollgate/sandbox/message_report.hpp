// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_MESSAGE_REPORT_HPP
#define TOLLGATE_SANDBOX_MESSAGE_REPORT_HPP

#include <tollgate/detail/message/masking.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/header.hpp>
#include <tollgate/sandbox/operation.hpp>
#include <tollgate/signing/scheme_text.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// What was signed of a message, and whether it verified.
struct signature_report {
    std::string scheme{};  ///< As its description writes it; empty: such a message is not signed.
    std::string carrier{}; ///< "header `X-Signature`"
    std::string carried{}; ///< What stands there; of several signatures in one header, all of them.
    std::string signed_text{};
    bool is_right = false;
    std::string why{}; ///< Of one that is wrong, what explains it: sentences.
};

/// A header that an account sends with every request.
struct credential_report {
    std::string header{};
    std::string wanted{};  ///< As its description writes it.
    std::string carried{}; ///< What arrived: the authentication scheme, if it says one, and `[masked]`.
    bool is_right = false;
};

/**
 * \brief A request or a callback, and what was signed of it.
 * \par Security
 * Secrets are `[secret]`, and what is personal or card data is `[masked]`, as in \ref request "request::canonical". What cannot be read is
 * not shown, since nobody can say what of it must not be seen.
 */
struct message_report {
    std::string target{};
    std::vector<owned_header> headers{}; ///< Those that the description names.
    std::string body{};
    std::string enclosed{}; ///< What one of its fields holds, as JSON; see \ref enclosed_message.
    std::vector<credential_report> credentials{};
    signature_report signature{};
};

namespace detail {

/// What a report needs of a callback's description.
struct described_callback {
    tollgate::detail::top_fields const &known;
    tollgate::detail::account_table account;
    signing::scheme_view scheme; ///< Empty: it is not signed.
    enclosed_message enclosed;
    std::string_view signature_field; ///< Empty: the signature is no field.
    bool is_form;
};

/// Shows what of a request must not be masked.
TOLLGATE_DECL void report_request(tollgate::detail::message_table const &known,
                                  tollgate::detail::masked_request const &masked, message_report &to);
/// Compares the headers that an account sends with every request.
/// \param is_token_right of an access token, which the account does not show
TOLLGATE_DECL void report_credentials(tollgate::detail::message_table const &known, void const *account,
                                      tollgate::detail::digest_table const &digests,
                                      std::span<header const> received, bool is_token_right,
                                      message_report &to);
/// Signatures, one on each line.
[[nodiscard]] TOLLGATE_DECL std::string joined(signing::candidates const &carried);
/// Masks a callback, and writes it and its signed text.
/// \param parsed  its fields
/// \param over    what its signature is over: of one of several items, the item
TOLLGATE_DECL void report_callback(described_callback const &known, std::span<parameter const> parsed,
                                   signing::context over, tollgate::detail::digest_table const &digests,
                                   std::string_view body, message_report &to);

} // namespace detail

/// What a request held. It was read; its access token, if it has to carry one, was taken or not.
template <message M, hash_policy Hash>
[[nodiscard]] message_report report_request(typename M::account const &who, operation<M, Hash> at,
                                            received_request const &received, std::string_view path,
                                            bool is_token_right)
{
    namespace in = tollgate::detail;
    message_report made;
    in::masked_request const masked{at.known, path, received.sent};
    detail::report_request(at.known, masked, made);
    detail::report_credentials(at.known, &who, in::digests_of<Hash>, received.sent.headers, is_token_right,
                               made);
    using rule = in::request_rule_t<M>;
    if constexpr (rule::is_signed) {
        arrived_signature<M, Hash> const arrived{who, received};
        signature_report &signature = made.signature;
        auto const scheme = in::scheme_for<M, rule>(who, in::request_table<M>);
        signature.scheme = signing::scheme_text(scheme);
        signature.carrier = in::carrier_of_signature<rule>();
        signature.is_right = arrived.is_right(who);
        signature.signed_text = in::signed_text_of(
            at.known, masked, arrived.over().headers, arrived.over().outside,
            in::text_said(at.known.account.fields, &who, at.known.chosen_by), in::digests_of<Hash>);
        signing::candidates carried;
        if (auto const missing = rule::read(arrived.over(), carried))
            signature.why = in::sentence_for_signature(*missing, "request", signature.carrier,
                                                       in::lacking_start_of<rule>(arrived.over().headers));
        else if (!signature.is_right)
            signature.why =
                in::explain_carried<Hash, M, rule>(in::request_table<M>, who, arrived.over(), carried, {})
                    .text();
        signature.carried = detail::joined(carried);
    }
    return made;
}

/// What a callback holds that the gateway sent.
template <callback Callback, hash_policy Hash>
[[nodiscard]] message_report report_callback(typename Callback::account const &who, std::string_view body,
                                             std::span<header const> headers)
{
    namespace in = tollgate::detail;
    using rule = in::callback_rule_t<Callback>;
    message_report made;
    for (header const &h : headers)
        made.headers.push_back({std::string{h.name}, std::string{h.value}});
    parameter_list parsed;
    if (in::parse_callback<Callback>(body, headers, parsed, {.size = body.size()})) return made;
    std::span<parameter const> const all = std::as_const(parsed).items();
    detail::described_callback known{
        in::top_fields_of<Callback>,     in::account_table_of<Callback>, {}, {}, {},
        in::comes_only_as_form<Callback>};
    if (enclosed_message const *const how = in::enclosed_for<Callback>(who)) known.enclosed = *how;
    signing::context over{.fields = all, .headers = headers, .body = body};
    auto const scheme = [&] {
        if constexpr (rule::is_signed)
            return in::scheme_for<Callback, rule>(who, in::callback_table<Callback>);
        else
            return signing::scheme_view{};
    }();
    if constexpr (rule::is_signed) {
        known.scheme = scheme;
        if constexpr (requires { rule::field; }) known.signature_field = rule::field;
        over.outside = in::ciphers_for<Hash, rule>;
    }
    in::opened_enclosure opened;
    if (known.enclosed.is_there() &&
        !in::open_enclosed(in::enclosed_forms_of<Callback>, known.signature_field, all, {.size = body.size()},
                           opened) &&
        opened.is_there) {
        over.fields = opened.outside;
        over.placed = std::as_const(opened.inside).items();
    }
    std::vector<parameter> item;
    std::string item_text;
    if constexpr (in::has_items<Callback>) {
        std::vector<std::span<parameter const>> items;
        if (!in::find_items(all, Callback::items::list, Callback::items::item, items) && !items.empty()) {
            in::copy_item(items.front(), item);
            item_text = in::json_of(item);
            over.fields = item;
            over.body = item_text;
        }
    }
    detail::report_callback(known, all, over, in::digests_of<Hash>, body, made);
    if constexpr (rule::is_signed) {
        made.signature.carrier = in::carrier_of_signature<rule>();
        signing::candidates carried;
        static_cast<void>(rule::read(over, carried));
        made.signature.carried = detail::joined(carried);
        made.signature.is_right = std::holds_alternative<std::size_t>(
            in::check_signature<Hash, Callback, rule>(in::callback_table<Callback>, over, who));
    }
    return made;
}

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/message_report.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDER_HPP
#define TOLLGATE_PROVIDER_HPP

#include <tollgate/message.hpp> // first: g++ prints by how many files it came, before the user's own line

#include <tollgate/detail/compile_errors.hpp>
#include <tollgate/detail/description/host_table.hpp>
#include <tollgate/detail/format/reading.hpp>
#include <tollgate/enclosed.hpp>
#include <tollgate/endpoint.hpp>
#include <tollgate/error.hpp>
#include <tollgate/header.hpp>
#include <tollgate/hosts.hpp>
#include <tollgate/limits.hpp>
#include <tollgate/pagination.hpp>
#include <tollgate/public_key.hpp>
#include <tollgate/refusal_rule.hpp>
#include <tollgate/sealed.hpp>
#include <tollgate/secret.hpp>
#include <tollgate/sent_headers.hpp>
#include <tollgate/signing/signature_location.hpp>
#include <tollgate/signing/words.hpp>
#include <tollgate/status_order.hpp>
#include <tollgate/test_rule.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

/// \file
/// What a gateway's description is made of. See docs/write-a-provider.md for a worked one.

namespace tollgate::inline v0 {

/**
 * \brief The question by which a message whose outcome is unknown, or which is not signed, can be settled.
 * \details `using reconciled_by = asks<status_payment, "user_data">;` in a message, `confirmed_by` in a callback. In a message it is asked by
 * what the message itself makes known to the gateway, such as the shop's own id, never by what was there before, whose id is `in_path`: an
 * answer about that does not say that this message was carried out.
 * \tparam Question a message that reads
 * \tparam Field    the question's only required field
 * \tparam From     the field of the message or callback that holds the text, if it has another name there; of a callback, inside
 * objects by dots: `object.id`
 * \tparam Told     where the answer says what it is about, if elsewhere than at its top level under the question's name: `data.reference`;
 * of a list that the answer holds, the first element's: `items.0.receipt`. With an empty list, nothing was found
 */
template <class Question, fixed_string Field, fixed_string From = Field, fixed_string Told = Field>
struct asks {
    using question = Question;
    static constexpr std::string_view field = Field.view();
    static constexpr std::string_view from = From.view();
    static constexpr std::string_view told = Told.view();

    /// The question about this text.
    /// \par Errors
    /// \li errc::field_not_convertible if the question's field is a number and the text is none
    [[nodiscard]] static result<Question> about(std::string_view text)
    {
        parameter const only{.name = Field.view(), .text = text};
        detail::reading read{{&only, 1}};
        auto made = read.template aggregate<Question>();
        if (auto const &problem = read.problem())
            return error{problem->code, not_sent{},
                         "The text is no `" + std::string{problem->name} + "`; check which id this is."}
                .without_outcome();
        return made;
    }
};

/**
 * \brief By which of its fields a callback or an answer tells how a payment stands, for the records:
 * `using tells = status_of<"user_data", "status">;` beside a `status_order`.
 * \tparam Payment what says of which payment, the same in all that tells the statuses of a gateway's payments: best the merchant's own id
 * \tparam Status  a whole number, or an enumeration of them
 */
template <fixed_string Payment, fixed_string Status>
struct status_of {
    static constexpr std::string_view payment = Payment.view();
    static constexpr std::string_view status = Status.view();
};

/**
 * \brief The questions about callbacks that are not signed, where their type of event says which one is asked.
 * \details `using confirmed_by = asks_by_type<"event", on<asks<show_payment, "id", "object.id">, "payment.succeeded", "payment.canceled">,
 * on<asks<show_refund, "id", "object.id">, "refund.succeeded">>;` in a callback. What the program is told is one of the answers,
 * `std::variant<payment, refund>`. About an event of another type nobody is asked: it is acknowledged (errc::undescribed_event).
 * \tparam Type the field that names the type of event; inside objects by dots
 * \tparam On   the questions, each \ref on its types; each with an answer of its own type
 */
template <fixed_string Type, class... On>
struct asks_by_type {};

/**
 * \brief Where the items of a callback stand that reports on several events at once, each signed by itself:
 * `using items = each<"notificationItems", "NotificationRequestItem">;` in the callback, which describes one item.
 * \tparam List the list of them, at the body's top level
 * \tparam Item the member of each element that holds the item; empty: the element is the item
 */
template <fixed_string List, fixed_string Item = "">
struct each {
    static constexpr std::string_view list = List.view();
    static constexpr std::string_view item = Item.view();
};

namespace detail {

/// A callback that describes one of several items.
template <class C>
concept has_items = requires { typename C::items; };

} // namespace detail

/// The account's fields that a message sends: `using from_account = picks<"partner_id">;`; none: `picks<>`.
template <fixed_string... Names>
struct picks {
    static constexpr std::array<std::string_view, sizeof...(Names)> names{Names.view()...};
    static constexpr bool has([[maybe_unused]] std::string_view name) noexcept
    {
        return ((name == Names.view()) || ...);
    }
};
/// A field of a callback or an answer, and the field of the account that it repeats under another name.
template <fixed_string Theirs, fixed_string Mine>
struct echo {};

/**
 * \brief The fields of a callback or an answer that must agree with the account's, where their names differ:
 * `using echoes_account = echoes<echo<"merchantAccountCode", "merchantAccount">>;`. No others are compared; with names alone, \ref picks.
 */
template <class... Echoes>
struct echoes;
template <fixed_string... Theirs, fixed_string... Mine>
struct echoes<echo<Theirs, Mine>...> {
    static constexpr std::array<std::string_view, sizeof...(Theirs)> names{Theirs.view()...};
    using of_account = picks<Mine...>;
    /// Whether the one field repeats the other.
    static constexpr bool joins([[maybe_unused]] std::string_view theirs,
                                [[maybe_unused]] std::string_view mine) noexcept
    {
        return ((theirs == Theirs.view() && mine == Mine.view()) || ...);
    }
};

/**
 * \brief Texts of one field of an `identity` that count as one: what was handled with the first is not handled again with another.
 * \details `using same_identity = alike<"status", "COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED">;` beside
 * `using identity = picks<"id", "status">;`: a later refund changes the status of the payment, and makes no second payment of it. Two
 * texts at least, each once; where the field is an `open_enum` or a `constant`, they are among its texts.
 */
template <fixed_string Name, fixed_string... Texts>
struct alike {
    static constexpr std::string_view name = Name.view();
    static constexpr std::array<std::string_view, sizeof...(Texts)> texts{Texts.view()...};
    /// The text that stands for this one.
    static constexpr std::string_view meant_by(std::string_view text) noexcept
    {
        return ((text == Texts.view()) || ...) ? texts.front() : text;
    }
};
/// What a message sends that does not say otherwise.
struct all_but_secrets {
    static constexpr bool has(std::string_view) noexcept { return true; }
};

namespace detail {

[[nodiscard]] constexpr bool is_beside_fields(signing::row const &r) noexcept
{
    using signing::op;
    return r.what != op::literal && r.what != op::field && r.what != op::concat && r.what != op::map &&
           r.what != op::when_empty;
}
/// A text that is made of a callback's fields and fixed texts alone: what may be told to whoever sent it.
template <class X>
inline constexpr bool is_text_of_fields = false;
template <signing::expression X>
inline constexpr bool is_text_of_fields<X> = !signing::any_row(signing::shape_of<X>, is_beside_fields);

template <class X>
concept text_of_fields = signing::text_expression<X> && is_text_of_fields<X>;

} // namespace detail

/// An \ref acknowledgement that holds fields of the callback.
template <detail::text_of_fields X>
struct acknowledgement_with {
    unsigned status;
    std::string_view content_type;
    X body;
};
template <class X>
acknowledgement_with(unsigned, std::string_view, X) -> acknowledgement_with<X>;

/// What the gateway must get back, or it sends the callback again.
struct acknowledgement {
    unsigned status = 200;
    std::string_view content_type = "application/json";
    std::string_view body{};

    /// With a body made of the callback's fields: `.with("OK" + field<"InvId">)`, or in JSON
    /// `.with("{\"id\":" + json_text(field<"id">) + "}")`.
    template <class X>
    [[nodiscard]] consteval auto with(X const &made_of_fields) const
    {
        constexpr bool is_said = signing::argument_kind<X>() == signing::argument::refused;
        constexpr bool is_of_fields = is_said || signing::is_literal<X> || detail::is_text_of_fields<X>;
        static_assert(
            is_of_fields,
            "tollgate: an acknowledgement holds fields of the callback and fixed texts alone, no key and no "
            "digest: write `.with(\"OK\" + field<\"id\">)` [tollgate.provider.acknowledged_with]");
        if constexpr (is_of_fields && !is_said)
            return acknowledgement_with{status, content_type, signing::as_node(made_of_fields)};
        else
            return acknowledgement_with{status, content_type, signing::literal_node<1>{{""}}};
    }
};

/**
 * \brief A gateway's description, specialised for its account type.
 *
 * | member | meaning |
 * |---|---|
 * | `std::string_view name` | how people call it |
 * | `std::string_view host` | where requests go, with port and base path if there are: `gw.example:8443/v2`; always HTTPS |
 * | `auto host` | where the account decides: \ref hosts, or fixed texts and its fields: `account_field<"shop"> + ".gw.example"` |
 * | `request_signature`, `response_signature`, `callback_signature` | `in_field<"sign">(scheme)` or `not_signed`; of callbacks also `never_signed` |
 * | `refusal_rule refusal` | how a refusal looks |
 * | `test_rule tests` | optional: how callbacks are marked by which the gateway only tests; all must declare its field |
 * | `acknowledgement acknowledged` | what callbacks are answered with; with fields of theirs: `acknowledgement{…}.with(text)` |
 * | `std::chrono::seconds timeout` | the default deadline of a request |
 * | `std::chrono::seconds key_lifetime` | optional: for how long the gateway keeps an \ref idempotency_key; `for_good` for ever |
 * | `using from_account` | optional: the account's fields that messages send; all but secrets unless given |
 * | `enclosed_message enclosed` | optional: all fields travel inside one, `base64_json<"…">`, \ref enclosed_by_account; a message and a callback may have their own |
 * | `signed_at` | optional: `signed_within(…)`, when callbacks and answers were signed; a message and a callback may have their own |
 * | `std::string_view key` | optional: the secret that signs, where the account has several |
 * | `std::string_view gateway_key` | optional: the public key that verifies, where the account has several |
 * | `std::string_view amounts_in` | optional: the account's field that may say which currency all `decimal` fields are in |
 * | `std::string_view probes` | optional: how signatures begin that the gateway makes wrong on purpose, to see whether they are refused |
 * | `using token` | optional: the message that asks for the access token of \ref bearer_token |
 * | `auto sent_headers` | optional: headers of every request, such as credentials: `headers_of(bearer<"secret_key">)` |
 * | `bool brackets` | optional: queries and forms write what nests as `a[b][0]` |
 * | `std::string_view key_fallback` | with an optional `key`: the one to use where the account leaves that out |
 *
 * A message may declare a `request_signature`, `response_signature`, `refusal`, `from_account`, `timeout`, `key_lifetime`, `gateway_key`,
 * `brackets`, `sent_headers`, and `key`
 * with its `key_fallback` of its own; a callback a `callback_signature`, a `key`, `gateway_key`, `acknowledged` and `tests`; a callback
 * or an answer `using echoes_account = picks<…>` or \ref echoes, which of its fields must agree with the account's (unless given, all of the same
 * name). What else a message or callback may declare has no counterpart here: `reconciled_by`; `identity`, `same_identity`,
 * `confirmed_by`, `status_order`, `sealed`, `also_as_form`, `only_as_form`, `body_is_opaque`.
 */
template <class Account>
struct provider_traits;

/// The gateway's own code as its enumeration, if an error has one; a number without an enumerator is kept as it is.
template <class Code>
    requires std::is_enum_v<Code>
[[nodiscard]] std::optional<Code> gateway_code(error const &of)
{
    Code code{};
    bool const has_code =
        of.gateway() && value_text<Code>::read(parameter{.name = {}, .text = of.gateway()->code}, code);
    return has_code ? std::optional{code} : std::nullopt;
}

namespace detail {

/// What keeps a type from being an aggregate of fields; `otherwise` where it is none at all.
template <class T>
consteval fault find_shape_fault(fault_id otherwise)
{
    switch (shape_of<T>) {
    case shape::fields: return {};
    case shape::carried: return {fault_id::message_carried};
    case shape::base: return {fault_id::message_base};
    case shape::count: return {fault_id::message_count};
    default: return {otherwise};
    }
}

template <signing::signature_rule Rule>
constexpr bool is_callback_rule(Rule)
{
    return true;
}
template <signing::signature_rule Rule>
    requires(!std::same_as<Rule, signing::no_signature_ever>)
constexpr bool is_rule(Rule)
{
    return true;
}
constexpr bool is_acknowledgement(acknowledgement)
{
    return true;
}
template <class X>
constexpr bool is_acknowledgement(acknowledgement_with<X>)
{
    return true;
}
/// What keeps a type from being an account: provider_traits lack something, or it is no aggregate of fields.
template <class A>
consteval fault find_account_fault()
{
    using id = fault_id;
    using traits = provider_traits<A>;
    if constexpr (!requires { sizeof(traits); })
        return {id::provider_traits};
    else if constexpr (constexpr fault of_shape = find_shape_fault<A>(id::provider_account);
                       of_shape.is_there())
        return of_shape;
    else if constexpr (!requires {
                           typename std::bool_constant<is_taken_as<std::string_view>(traits::name)>;
                           requires(!std::string_view{traits::name}.empty());
                       })
        return {id::provider_name};
    else if constexpr (!requires { typename std::bool_constant<is_host(traits::host)>; })
        return {id::provider_host};
    else if constexpr (constexpr fault of_host = find_host_fault<A>(); of_host.is_there())
        return of_host;
    else if constexpr (!requires {
                           typename std::bool_constant<is_rule(traits::request_signature)>;
                           typename std::bool_constant<is_rule(traits::response_signature)>;
                           typename std::bool_constant<is_callback_rule(traits::callback_signature)>;
                       })
        return {id::provider_signatures};
    else if constexpr (!requires { typename std::bool_constant<is_taken_as<refusal_rule>(traits::refusal)>; })
        return {id::provider_refusal};
    else if constexpr (!requires { typename std::bool_constant<is_acknowledgement(traits::acknowledged)>; })
        return {id::provider_acknowledged};
    else if constexpr (!requires {
                           typename std::bool_constant<is_taken_as<std::chrono::seconds>(traits::timeout)>;
                       })
        return {id::provider_timeout};
    else
        return {};
}
template <class A>
inline constexpr fault account_fault = find_account_fault<A>();

template <class M>
concept has_account = requires { typename M::account; };
template <class M>
concept has_endpoint = requires { requires is_endpoint<typename M::endpoint>; };
template <class M>
concept has_response = requires { requires aggregate_of_fields<typename M::response>; };

/// What keeps a type from being a message: it does not say whose it is, how it travels or what comes back, or has members that are
/// no fields.
template <class M>
consteval fault find_message_type_fault()
{
    using id = fault_id;
    if constexpr (!has_account<M>)
        return {id::message_account};
    else if constexpr (constexpr fault of_shape = find_shape_fault<M>(id::message_fields);
                       of_shape.is_there())
        return of_shape;
    else if constexpr (!has_endpoint<M>)
        return {id::message_endpoint};
    else if constexpr (!requires { typename M::response; })
        return {id::message_response};
    else if constexpr (constexpr fault of_response =
                           find_shape_fault<typename M::response>(id::message_response);
                       of_response.is_there())
        return of_response;
    else
        return account_fault<typename M::account>;
}
template <class M>
inline constexpr fault message_type_fault = find_message_type_fault<M>();

/// The same of a callback.
template <class C>
consteval fault find_callback_type_fault()
{
    using id = fault_id;
    if constexpr (!has_account<C>)
        return {id::callback_account};
    else if constexpr (constexpr fault of_shape = find_shape_fault<C>(id::callback_fields);
                       of_shape.is_there())
        return of_shape;
    else
        return account_fault<typename C::account>;
}
template <class C>
inline constexpr fault callback_type_fault = find_callback_type_fault<C>();

/// Says what an account lacks.
template <class A>
consteval bool check_account()
{
    if constexpr (account_fault<A>.is_there()) report<blamed<account_fault<A>, A>, account_fault<A>.id>();
    return true;
}

} // namespace detail

/// The account of a described gateway.
template <class A>
concept account = (!detail::account_fault<A>.is_there());

/// A message that can be sent: an aggregate of fields that says whose it is, how it travels and what comes back.
template <class M>
concept message = (!detail::message_type_fault<M>.is_there());

/// A message that the gateway sends to the merchant.
template <class C>
concept callback = (!detail::callback_type_fault<C>.is_there());

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDER_HPP
#define TOLLGATE_PROVIDER_HPP

#include <tollgate/detail/format/authority.hpp>
#include <tollgate/detail/format/reading.hpp>
#include <tollgate/error.hpp>
#include <tollgate/header.hpp>
#include <tollgate/limits.hpp>
#include <tollgate/message.hpp>
#include <tollgate/public_key.hpp>
#include <tollgate/refusal_rule.hpp>
#include <tollgate/secret.hpp>
#include <tollgate/signing/rule.hpp>
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

/// What a request does at the gateway, which decides whether it may be repeated when its outcome is unknown.
enum class effect { reads, creates };

namespace detail {

/// `init_form` for `/init_form` and for `/v1/init_form/`.
[[nodiscard]] constexpr std::string_view last_segment(std::string_view path) noexcept
{
    while (path.ends_with('/'))
        path.remove_suffix(1);
    return path.substr(path.rfind('/') + 1);
}

/// Whether a path with a query of its own stands in an HTTP request line as it is (RFC 3986, 3.3 and 3.4). Braces are
/// told apart.
[[nodiscard]] constexpr bool is_sendable_path(std::string_view path) noexcept
{
    return path.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  "-._~!$&'()*+,;=:@/?%{}[]") == path.npos;
}

enum class wire_form { query, json, form };

template <fixed_string Path, effect Effect, wire_form Form>
struct endpoint {
    static constexpr std::string_view path = Path.view();
    static constexpr std::string_view operation = last_segment(path);
    static constexpr std::string_view method = Form == wire_form::query ? "GET" : "POST";
    static constexpr tollgate::effect effect = Effect;
    static constexpr wire_form form = Form;
    static_assert(path.starts_with('/'),
                  "tollgate: an endpoint must start with a slash: write `get<\"/path\">` "
                  "[tollgate.provider.path]");
    static_assert(
        path.find_first_of("{}") == path.npos,
        "tollgate: an endpoint's path must be the one that is sent: nothing fills `{...}`, so write a "
        "path without it, or send the value as a parameter [tollgate.provider.path_parameter]");
    static_assert(is_sendable_path(path),
                  "tollgate: an endpoint's path must be percent-encoded: write `%20` for a blank, and no `#` "
                  "[tollgate.provider.path_character]");
};

} // namespace detail

/// Sent as a GET with a percent-encoded query.
template <fixed_string Path, effect Effect = effect::creates>
using get = detail::endpoint<Path, Effect, detail::wire_form::query>;
/// Sent as a POST with a JSON object.
template <fixed_string Path, effect Effect = effect::creates>
using post_json = detail::endpoint<Path, Effect, detail::wire_form::json>;
/// Sent as a POST with a form (`application/x-www-form-urlencoded`).
template <fixed_string Path, effect Effect = effect::creates>
using post_form = detail::endpoint<Path, Effect, detail::wire_form::form>;

namespace detail {

template <class Endpoint>
inline constexpr bool is_endpoint = false;
template <fixed_string Path, effect Effect, wire_form Form>
inline constexpr bool is_endpoint<endpoint<Path, Effect, Form>> = true;

template <class Endpoint, wire_form Form>
struct endpoint_as;
template <fixed_string Path, effect Effect, wire_form Was, wire_form Form>
struct endpoint_as<endpoint<Path, Effect, Was>, Form> {
    using type = endpoint<Path, Effect, Form>;
};

} // namespace detail

/// \brief A message that travels as a POST with a form instead of as its gateway's description says.
/// \details For gateways whose documents and integrations disagree: `client.send(as_post_form{order})`.
template <class Message>
struct as_post_form : Message {
    using carried = Message;
    using endpoint = typename detail::endpoint_as<typename Message::endpoint, detail::wire_form::form>::type;
};
template <class Message>
as_post_form(Message) -> as_post_form<Message>;

/// As \ref as_post_form, with a JSON object.
template <class Message>
struct as_post_json : Message {
    using carried = Message;
    using endpoint = typename detail::endpoint_as<typename Message::endpoint, detail::wire_form::json>::type;
};
template <class Message>
as_post_json(Message) -> as_post_json<Message>;

/**
 * \brief The question by which a message whose outcome is unknown, or which is not signed, can be settled.
 * \details `using reconciled_by = asks<status_payment, "user_data">;` in a message, `confirmed_by` in a callback.
 * \tparam Question a message that reads
 * \tparam Field    the question's only required field
 * \tparam From     the field of the message or callback that holds the text, if it has another name there
 */
template <class Question, fixed_string Field, fixed_string From = Field>
struct asks {
    using question = Question;
    static constexpr std::string_view field = Field.view();
    static constexpr std::string_view from = From.view();

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

/// The account's fields that a message sends: `using from_account = picks<"partner_id">;`; none: `picks<>`.
template <fixed_string... Names>
struct picks {
    static constexpr std::array<std::string_view, sizeof...(Names)> names{Names.view()...};
    static constexpr bool has([[maybe_unused]] std::string_view name) noexcept
    {
        return ((name == Names.view()) || ...);
    }
};
/// What a message sends that does not say otherwise.
struct all_but_secrets {
    static constexpr bool has(std::string_view) noexcept { return true; }
};

namespace detail {

/// A text that is made of a callback's fields and fixed texts alone: what may be told to whoever sent it.
template <class X>
inline constexpr bool is_text_of_fields = false;
template <signing::expression X>
inline constexpr bool is_text_of_fields<X> =
    !signing::any_row(signing::shape_of<X>, [](signing::row const &r) {
        using signing::op;
        return r.what != op::literal && r.what != op::field && r.what != op::concat && r.what != op::map &&
               r.what != op::when_empty;
    });

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
 * | `std::string_view host` | where requests go, e.g. `gw.example`, `gw.example:8443`; always HTTPS |
 * | `request_signature`, `response_signature`, `callback_signature` | `in_field<"sign">(scheme)` or `not_signed` |
 * | `refusal_rule refusal` | how a refusal looks |
 * | `test_rule tests` | optional: how callbacks are marked by which the gateway only tests; all must declare its field |
 * | `acknowledgement acknowledged` | what callbacks are answered with; with fields of theirs: `acknowledgement{…}.with(text)` |
 * | `std::chrono::seconds patience` | the default deadline of a request |
 * | `using from_account` | optional: the account's fields that messages send; all but secrets unless given |
 * | `std::string_view key` | optional: the secret that signs, where the account has several |
 * | `std::string_view gateway_key` | optional: the public key that verifies, where the account has several |
 * | `std::string_view amounts_in` | optional: the account's field that may say which currency all `decimal` fields are in |
 * | `std::string_view key_fallback` | with an optional `key`: the one to use where the account leaves that out |
 *
 * A message may declare a `request_signature`, `response_signature`, `refusal`, `from_account`, `patience`, `gateway_key`, and `key`
 * with its `key_fallback` of its own; a callback a `callback_signature`, a `key`, `gateway_key`, `acknowledged` and `tests`; a callback
 * or an answer `using echoes_account = picks<…>`, which of its fields must agree with the account's (unless given, all of the same
 * name). What else a message or callback may declare has no counterpart here: `reconciled_by`; `identity`, `confirmed_by`,
 * `status_order`, `signed_at`, `also_as_form`, `only_as_form`, `body_is_opaque`.
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

template <class A>
concept has_traits = requires { sizeof(provider_traits<A>); };
template <class A>
concept has_name = requires {
    typename std::bool_constant<is_taken_as<std::string_view>(provider_traits<A>::name)>;
    requires(!std::string_view{provider_traits<A>::name}.empty());
};
template <class A>
concept has_host =
    requires { typename std::bool_constant<is_taken_as<std::string_view>(provider_traits<A>::host)>; };
/// Whether requests can go to the host; an empty one is of a gateway that is never asked anything.
template <class A>
[[nodiscard]] consteval bool is_host_usable()
{
    constexpr std::string_view host{provider_traits<A>::host};
    return host.empty() || find_authority(host, 443).has_value();
}
template <class A>
concept has_usable_host = is_host_usable<A>();
template <signing::signature_rule Rule>
constexpr bool is_rule(Rule)
{
    return true;
}
template <class A>
concept has_signatures = requires {
    typename std::bool_constant<is_rule(provider_traits<A>::request_signature)>;
    typename std::bool_constant<is_rule(provider_traits<A>::response_signature)>;
    typename std::bool_constant<is_rule(provider_traits<A>::callback_signature)>;
};
template <class A>
concept has_refusal =
    requires { typename std::bool_constant<is_taken_as<refusal_rule>(provider_traits<A>::refusal)>; };
constexpr bool is_acknowledgement(acknowledgement)
{
    return true;
}
template <class X>
constexpr bool is_acknowledgement(acknowledgement_with<X>)
{
    return true;
}
template <class A>
concept has_acknowledgement =
    requires { typename std::bool_constant<is_acknowledgement(provider_traits<A>::acknowledged)>; };
template <class A>
concept has_patience = requires {
    typename std::bool_constant<is_taken_as<std::chrono::seconds>(provider_traits<A>::patience)>;
};

} // namespace detail

/// The account of a described gateway.
template <class A>
concept account = aggregate_of_fields<A> && detail::has_name<A> && detail::has_host<A> &&
                  detail::has_usable_host<A> && detail::has_signatures<A> && detail::has_refusal<A> &&
                  detail::has_acknowledgement<A> && detail::has_patience<A>;

namespace detail {

/// Says what a description lacks, one thing at a time; true, so that nothing is said twice.
template <class A>
consteval bool check_account()
{
    if constexpr (!has_traits<A>)
        static_assert(has_traits<A>, "tollgate: an account must be described: specialise "
                                     "`tollgate::provider_traits` for it [tollgate.provider.traits]");
    else if constexpr (!aggregate_of_fields<A>)
        static_assert(aggregate_of_fields<A>,
                      "tollgate: an account must be an aggregate of `required<...>` and "
                      "`optional<...>` members: no other member, no constructor, nothing private "
                      "[tollgate.provider.account]");
    else if constexpr (!has_name<A>)
        static_assert(has_name<A>,
                      "tollgate: provider_traits must declare `static constexpr std::string_view "
                      "name` [tollgate.provider.name]");
    else if constexpr (!has_host<A>)
        static_assert(has_host<A>,
                      "tollgate: provider_traits must declare `static constexpr std::string_view "
                      "host` [tollgate.provider.host]");
    else if constexpr (!has_usable_host<A>)
        static_assert(has_usable_host<A>,
                      "tollgate: provider_traits::host must be a host's name or address alone, with its port "
                      "if it has one: no scheme, no path; the path stands in the endpoint "
                      "[tollgate.provider.host_name]");
    else if constexpr (!has_signatures<A>)
        static_assert(
            has_signatures<A>,
            "tollgate: provider_traits must declare `static constexpr auto request_signature = "
            "in_field<\"...\">(scheme)`, and response_signature, callback_signature; or `not_signed` "
            "[tollgate.provider.signatures]");
    else if constexpr (!has_refusal<A>)
        static_assert(has_refusal<A>, "tollgate: provider_traits must declare `static constexpr refusal_rule "
                                      "refusal{...}` [tollgate.provider.refusal]");
    else if constexpr (!has_acknowledgement<A>)
        static_assert(has_acknowledgement<A>,
                      "tollgate: provider_traits must declare `static constexpr "
                      "acknowledgement acknowledged{...}` [tollgate.provider.acknowledged]");
    else if constexpr (!has_patience<A>)
        static_assert(has_patience<A>, "tollgate: provider_traits must declare `static constexpr "
                                       "std::chrono::seconds patience{...}` [tollgate.provider.patience]");
    return true;
}

template <class M>
concept has_account = requires { typename M::account; };
template <class M>
concept has_endpoint = requires { requires is_endpoint<typename M::endpoint>; };
template <class M>
concept has_response = requires {
    typename M::response;
    requires aggregate_of_fields<typename M::response>;
};

} // namespace detail

/// A message that can be sent: an aggregate of fields that says whose it is, how it travels and what comes back.
template <class M>
concept message = aggregate_of_fields<M> && detail::has_account<M> && detail::has_endpoint<M> &&
                  detail::has_response<M> && account<typename M::account>;

/// A message that the gateway sends to the merchant.
template <class C>
concept callback = aggregate_of_fields<C> && detail::has_account<C> && account<typename C::account>;

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ENDPOINT_HPP
#define TOLLGATE_ENDPOINT_HPP

#include <tollgate/detail/compile_errors.hpp>
#include <tollgate/detail/fixed_string.hpp>
#include <tollgate/detail/format/path_template.hpp>

#include <string_view>

/// \file
/// How a message travels: method, path, and the form of what it says.

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

/// Who sends a message to the gateway.
enum class sender : unsigned char {
    program, ///< Through a transport.
    browser, ///< The payer's: the program gives it a page.
    script,  ///< One in the payer's page, to which the program hands it.
};

/// What fields become that name no place of their own.
enum class wire_form {
    query,
    json,
    form,
    none, ///< There are none.
};

enum class http_method { get, post, put, patch, delete_ };

[[nodiscard]] constexpr std::string_view name_of(http_method method) noexcept
{
    constexpr std::string_view names[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    return names[static_cast<std::size_t>(method)];
}

/// Says what is wrong with an endpoint's path.
template <fixed_string Path>
consteval bool check_path()
{
    constexpr std::string_view path = Path.view();
    if constexpr (!path.starts_with('/'))
        report<declared_as<Path>, fault_id::provider_path>();
    else if constexpr (!has_sound_braces(path))
        report<declared_as<Path>, fault_id::provider_path_parameter>();
    else if constexpr (!is_sendable_path(path))
        report<declared_as<Path>, fault_id::provider_path_character>();
    return true;
}

template <fixed_string Path, effect Effect, wire_form Form, http_method Method, sender By = sender::program>
struct endpoint {
    static constexpr std::string_view path = Path.view();
    static constexpr std::string_view operation = last_segment(path);
    static constexpr std::string_view method = name_of(Method);
    static constexpr tollgate::effect effect = Effect;
    static constexpr wire_form form = Form;
    static constexpr sender sent_by = By;
    static_assert(check_path<Path>());
};

} // namespace detail

/// Sent as a GET with a percent-encoded query.
template <fixed_string Path, effect Effect = effect::creates>
using get = detail::endpoint<Path, Effect, detail::wire_form::query, detail::http_method::get>;
/// Sent as a POST with a JSON object.
template <fixed_string Path, effect Effect = effect::creates>
using post_json = detail::endpoint<Path, Effect, detail::wire_form::json, detail::http_method::post>;
/// Sent as a POST with a form (`application/x-www-form-urlencoded`).
template <fixed_string Path, effect Effect = effect::creates>
using post_form = detail::endpoint<Path, Effect, detail::wire_form::form, detail::http_method::post>;
/// Sent as a POST without a body: each field is in the path, in the query or a header.
template <fixed_string Path, effect Effect = effect::creates>
using post_empty = detail::endpoint<Path, Effect, detail::wire_form::none, detail::http_method::post>;
/// Sent as a PUT with a JSON object.
template <fixed_string Path, effect Effect = effect::creates>
using put_json = detail::endpoint<Path, Effect, detail::wire_form::json, detail::http_method::put>;
/// Sent as a PATCH with a JSON object.
template <fixed_string Path, effect Effect = effect::creates>
using patch_json = detail::endpoint<Path, Effect, detail::wire_form::json, detail::http_method::patch>;
/// Sent as a DELETE with a percent-encoded query, and no body.
template <fixed_string Path, effect Effect = effect::creates>
using delete_ = detail::endpoint<Path, Effect, detail::wire_form::query, detail::http_method::delete_>;
/// \brief Sent as a POST with a form by the payer's browser: `client.page(message)` gives the page that sends it.
/// \details The program itself never sends it, and sees no answer: `using response = nothing;`.
template <fixed_string Path>
using browser_form = detail::endpoint<Path, effect::creates, detail::wire_form::form,
                                      detail::http_method::post, detail::sender::browser>;
/// As \ref browser_form, as a GET with a percent-encoded query: an address that the payer is sent to.
template <fixed_string Path>
using browser_link = detail::endpoint<Path, effect::creates, detail::wire_form::query,
                                      detail::http_method::get, detail::sender::browser>;

/// \brief Not sent at all, but handed to a script of the gateway's in the payer's page, as JSON: `client.hand_over(message)`.
/// \details `using response = nothing;`.
using handed_over = detail::endpoint<"/", effect::creates, detail::wire_form::json, detail::http_method::post,
                                     detail::sender::script>;

/// What comes back to the program where nothing does: the answer to what the payer's browser sends, or one without a body.
struct nothing {};

namespace detail {

template <class Endpoint>
inline constexpr bool is_endpoint = false;
template <fixed_string Path, effect Effect, wire_form Form, http_method Method, sender By>
inline constexpr bool is_endpoint<endpoint<Path, Effect, Form, Method, By>> = true;

/// Who sends a message.
template <class M>
inline constexpr sender sender_of = sender::program;
template <class M>
    requires requires { M::endpoint::sent_by; }
inline constexpr sender sender_of<M> = M::endpoint::sent_by;
template <class M>
inline constexpr bool is_sent_by_program = sender_of<M> == sender::program;

template <class Endpoint, wire_form Form>
struct endpoint_as;
template <fixed_string Path, effect Effect, wire_form Was, http_method Method, sender By, wire_form Form>
struct endpoint_as<endpoint<Path, Effect, Was, Method, By>, Form> {
    using type = endpoint<Path, Effect, Form, http_method::post, By>;
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

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SENT_HEADERS_HPP
#define TOLLGATE_SENT_HEADERS_HPP

#include <tollgate/signing/words.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>

/// \file
/// Headers that a gateway wants with every request, and that are no signature: credentials, a version.

namespace tollgate::inline v0 {

namespace detail {

/// One header.
/// \tparam User the account's field that must hold no colon, which would end it; empty if there is none
template <fixed_string Name, signing::text_expression X, fixed_string User = "">
struct sent_header {
    static constexpr std::string_view name = Name.view();
    static constexpr std::string_view user = User.view();
    X value;
};
/// The header that holds an access token, which is known only when a request is sent.
struct token_header {
    static constexpr std::string_view name = "Authorization";
    static constexpr std::string_view user{};
    signing::literal_node<1> value{{""}};
};
/// Stands where a header was refused.
struct refused_header {};

template <class Header>
inline constexpr bool is_sent_header = false;
template <fixed_string Name, class X, fixed_string User>
inline constexpr bool is_sent_header<sent_header<Name, X, User>> = true;

template <>
inline constexpr bool is_sent_header<token_header> = true;

template <class... Headers>
struct sent_header_list {
    static constexpr std::size_t size = sizeof...(Headers);
    static constexpr bool is_sound = (true && ... && is_sent_header<Headers>);
    std::tuple<Headers...> all;
};

template <fixed_string Name>
struct sends_word {
    using is_word = void;

    template <class... X>
    [[nodiscard]] consteval auto operator()(X const &...text) const
    {
        constexpr bool is_said = ((signing::argument_kind<X>() == signing::argument::refused) || ...);
        constexpr bool is_text =
            sizeof...(X) == 1 && ((signing::argument_kind<X>() == signing::argument::literal ||
                                   signing::argument_kind<X>() == signing::argument::text) &&
                                  ...);
        static_assert(is_said || is_text, "tollgate: a header that is sent takes one text: write "
                                          "`sends<\"X-Version\">(\"2024-06-20\")` [tollgate.provider.sends]");
        if constexpr (is_text && !is_said)
            return make(signing::as_node(text)...);
        else
            return refused_header{};
    }

private:
    template <signing::text_expression X>
    static consteval sent_header<Name, X> make(X text)
    {
        return {text};
    }
};

} // namespace detail

/// \brief A header with the same text in every request, or one made of the account's secrets and other fields:
/// `sends<"X-Version">("2024-06-20")`, `sends<"Authorization">("Key " + secret<"key">)`.
/// \details Of no field of a message, and of no digest: that is a signature. Unless it is of fixed texts alone, it is shown as
/// `[secret]`, and overwritten when its request goes.
template <fixed_string Name>
inline constexpr detail::sends_word<Name> sends{};

/// `Authorization: Bearer …`, with a secret of the account, by its field's name.
template <fixed_string Secret>
inline constexpr auto bearer = sends<"Authorization">("Bearer " + signing::words::secret<Secret>);

/// \brief `Authorization: Basic …` (RFC 7617), with a field of the account and a secret of it, by their fields' names.
/// \details A user with a colon is refused, errc::invalid_account_field: the rest would be taken for the password.
template <fixed_string User, fixed_string Secret>
inline constexpr detail::sent_header<"Authorization",
                                     decltype("Basic " +
                                              signing::words::base64(signing::words::account_field<User> +
                                                                     ":" + signing::words::secret<Secret>)),
                                     User>
    basic{"Basic " +
          signing::words::base64(signing::words::account_field<User> + ":" + signing::words::secret<Secret>)};

/// \brief `Authorization: Bearer …`, with the access token that the account's client asks for, by the message that provider_traits name
/// as `token`.
/// \details A program that sends includes <tollgate/access_tokens.hpp>. The client adds it when it sends: \ref request "request::headers"
/// does not show it.
inline constexpr detail::token_header bearer_token{};

/**
 * \brief What the answer to a message gives: the token that the account's other messages carry.
 * \details `using gives = access_token<"access_token", "expires_in">;` in the message that asks for it, and in provider_traits
 * `using token = get_token;` and `sent_headers = headers_of(bearer_token)`.
 * \tparam Token    the answer's field that holds it, a required text
 * \tparam Lifetime the answer's field that says for how many seconds it is taken, an integer; none where the gateway does not say
 */
template <fixed_string Token, fixed_string Lifetime = "">
struct access_token {};

/// A header that holds a secret of the account alone: `api_key<"X-API-Key", "api_key">`.
template <fixed_string Name, fixed_string Secret>
inline constexpr auto api_key = sends<Name>(signing::words::secret<Secret>);

/// \brief The headers of all of a gateway's requests: `static constexpr auto sent_headers = headers_of(bearer<"secret_key">);` in
/// provider_traits.
/// \details A message's own take the place of all of them.
template <class... Headers>
[[nodiscard]] consteval detail::sent_header_list<Headers...> headers_of(Headers const &...all)
{
    return {{all...}};
}

} // namespace tollgate::inline v0

#endif

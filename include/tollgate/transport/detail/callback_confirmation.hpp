// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_CALLBACK_CONFIRMATION_HPP
#define TOLLGATE_TRANSPORT_DETAIL_CALLBACK_CONFIRMATION_HPP

#include <tollgate/core/error.hpp>

#include <type_traits>
#include <utility>

namespace tollgate::inline v0::detail {

/// Has the gateway confirm callbacks that are not signed, and hands its answer to a handler of its own.
template <class Client, class Handler>
struct callback_confirmation {
    Client client;
    Handler handler;
};

template <class T>
inline constexpr bool is_confirmation = false;
template <class Client, class Handler>
inline constexpr bool is_confirmation<callback_confirmation<Client, Handler>> = true;

template <class T>
concept confirmation_setting = is_confirmation<T>;

/// Whether the gateway was reached and does not stand by what the callback claims.
[[nodiscard]] constexpr bool is_disowned(errc why) noexcept
{
    return why == errc::not_found_yet || why == errc::another_id || why == errc::refused_by_gateway;
}

} // namespace tollgate::inline v0::detail

#endif

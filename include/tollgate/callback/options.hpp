// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_OPTIONS_HPP
#define TOLLGATE_CALLBACK_OPTIONS_HPP

#include <tollgate/callback.hpp>
#include <tollgate/callback/receive_options.hpp>
#include <tollgate/callback/store.hpp>
#include <tollgate/detail/callback/arrival.hpp>
#include <tollgate/detail/callback/store_ref.hpp>

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// \file
/// What a program may tell `answer_callback` and a listener's `on` besides what it tells `receive`.

namespace tollgate::inline v0 {

/// Acknowledges otherwise than the gateway's description says, for what a gateway leaves undocumented:
/// `answering({.body = "OK"})`.
struct answering {
    explicit answering(acknowledgement const &what)
        : answer{what.status, std::string{what.content_type}, std::string{what.body}}
    {
    }
    callback_answer answer;
};

/// Handles each callback once, as far as the store remembers. Made by \ref once_by.
template <callback_store Store>
struct handled_once {
    Store *store;
};

/// Handles each callback once. The store must live as long as callbacks are answered.
template <callback_store Store>
[[nodiscard]] handled_once<Store> once_by(Store &store) noexcept
{
    return {&store};
}
template <callback_store Store>
void once_by(Store const &&store) = delete;

/// Sees why a callback is refused. A listener's `on_refused` sees those of all its paths.
struct when_refused {
    explicit when_refused(std::function<void(error const &)> how) : observer{std::move(how)} {}
    std::function<void(error const &)> observer;
};

/// Sees what a handler or a store threw. A listener's `on_failed` sees it of all its paths.
struct when_failed {
    explicit when_failed(std::function<void(std::exception_ptr)> how) : observer{std::move(how)} {}
    std::function<void(std::exception_ptr)> observer;
};

/// A verified callback for which the handler is not called: the store knows its identity.
struct repeated_callback {
    claim known = claim::done;   ///< `done`, or `in_progress`: it is answered with 503, and comes again.
    std::string_view identity{}; ///< The text that \ref identity_of makes.
    /// The body, as received and verified; it may hold personal data. What is no part of the identity can differ.
    std::string_view received{};
};

/**
 * \brief Sees what \ref once_by keeps from the handler. For \ref answer_callback and for a listener's `on`.
 * \details Mostly the gateway has sent a callback again. Two events of which the identity is the same, such as two refunds of the
 * same amount, look alike: a program that can tell them apart, by a field that only this gateway has, finds the second here.
 * The views are valid during the call.
 */
struct when_repeated {
    explicit when_repeated(std::function<void(repeated_callback const &)> how) : observer{std::move(how)} {}
    std::function<void(repeated_callback const &)> observer;
};

/// Has callbacks logged as they were received. Made by `logged_in`, of the records.
struct callbacks_logged {
    std::function<void(detail::callback_arrival const &)> observer;
};

namespace detail {

template <>
inline constexpr auto kind_of_option<answering> = option_kind::acknowledgement;
template <class Store>
inline constexpr auto kind_of_option<handled_once<Store>> = option_kind::store;
template <>
inline constexpr auto kind_of_option<when_refused> = option_kind::refused;
template <>
inline constexpr auto kind_of_option<when_failed> = option_kind::failed;
template <>
inline constexpr auto kind_of_option<when_repeated> = option_kind::repeated;

template <>
inline constexpr auto kind_of_option<callbacks_logged> = option_kind::log;

/// What the options of \ref answer_callback and of a listener's `on` say, but for schemes and confirmations, which are types.
struct callback_options {
    receive_options receiving{};
    callback_store_ref store{};
    std::optional<callback_answer> acknowledgement{}; ///< In place of the description's.
    std::function<void(error const &)> refused{};
    std::function<void(std::exception_ptr)> failed{};
    std::function<void(repeated_callback const &)> repeated{};
    std::function<void(callback_arrival const &)> arrived{}; ///< Throws nothing.

    // What is told to whom, if somebody is to be told.

    /// \param find_refusal gives why it is not handed over, if it is not
    template <class Callback>
    void tell_arrived(std::string_view body, std::span<header const> headers, auto const &find_refusal) const
    {
        if (!arrived) return;
        std::optional<error> const why = find_refusal();
        arrived(arrival_of<Callback>(body, headers, why));
    }

    void tell_refused(error const &why) const
    {
        if (refused) refused(why);
    }
    void tell_failed(std::exception_ptr const &why) const
    {
        if (failed) failed(why);
    }
    void tell_repeated(std::optional<repeated_callback> const &what) const
    {
        if (what && repeated) repeated(*what);
    }
};

inline void set_option(callback_options &to, answering const &instead)
{
    to.acknowledgement = instead.answer;
}
template <class Store>
void set_option(callback_options &to, handled_once<Store> once)
{
    to.store = callback_store_ref{*once.store};
}
inline void set_option(callback_options &to, when_refused const &option)
{
    to.refused = option.observer;
}
inline void set_option(callback_options &to, when_failed const &option)
{
    to.failed = option.observer;
}
inline void set_option(callback_options &to, when_repeated const &option)
{
    to.repeated = option.observer;
}
inline void set_option(callback_options &to, callbacks_logged const &option)
{
    to.arrived = option.observer;
}
template <class OfReceive>
    requires are_options<option_kind::schemes, OfReceive>
void set_option(callback_options &to, OfReceive const &option)
{
    set_option(to.receiving, option);
}

} // namespace detail

} // namespace tollgate::inline v0

#endif

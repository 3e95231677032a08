// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_OPTIONS_HPP
#define TOLLGATE_CALLBACK_OPTIONS_HPP

#include <tollgate/callback.hpp>
#include <tollgate/callback/store.hpp>

#include <concepts>
#include <exception>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

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
template <std::invocable<error const &> Observer>
struct when_refused {
    explicit when_refused(Observer how) : observer{std::move(how)} {}
    Observer observer;
};

/// Sees what a handler or a store threw. A listener's `on_failed` sees it of all its paths.
template <std::invocable<std::exception_ptr> Observer>
struct when_failed {
    explicit when_failed(Observer how) : observer{std::move(how)} {}
    Observer observer;
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
template <std::invocable<repeated_callback const &> Observer>
struct when_repeated {
    explicit when_repeated(Observer how) : observer{std::move(how)} {}
    Observer observer;
};

namespace detail {

/// Where each callback is handled as often as it arrives.
struct no_store {};

// What each kind of setting adds; the others add nothing.

template <class Store>
Store *store_of(handled_once<Store> const &once, no_store *)
{
    return once.store;
}
auto store_of(auto const &, auto *so_far)
{
    return so_far;
}

inline void acknowledge_as(answering const &instead, callback_answer &answer)
{
    answer = instead.answer;
}
void acknowledge_as(auto const &, callback_answer &) {}

template <class Observer>
void tell_refused(when_refused<Observer> const &setting, error const &why)
{
    setting.observer(why);
}
void tell_refused(auto const &, error const &) {}

template <class Observer>
void tell_failed(when_failed<Observer> const &setting, std::exception_ptr why)
{
    setting.observer(std::move(why));
}
void tell_failed(auto const &, std::exception_ptr const &) {}

template <class Observer>
void tell_repeated(when_repeated<Observer> const &setting, repeated_callback const &what)
{
    setting.observer(what);
}
void tell_repeated(auto const &, repeated_callback const &) {}

template <class T>
inline constexpr bool is_callback_setting = receive_option<T>;
template <>
inline constexpr bool is_callback_setting<answering> = true;
template <class Store>
inline constexpr bool is_callback_setting<handled_once<Store>> = true;
template <class Observer>
inline constexpr bool is_callback_setting<when_refused<Observer>> = true;
template <class Observer>
inline constexpr bool is_callback_setting<when_failed<Observer>> = true;
template <class Observer>
inline constexpr bool is_callback_setting<when_repeated<Observer>> = true;

template <class T>
concept callback_setting = is_callback_setting<T>;

/// The settings that are for \ref receive.
template <class Setting>
[[nodiscard]] constexpr auto receive_options_of(Setting const &setting)
{
    if constexpr (receive_option<Setting>)
        return std::tuple<Setting>{setting};
    else
        return std::tuple<>{};
}

/// The only store, or a pointer to \ref no_store.
[[nodiscard]] inline no_store *chosen_store()
{
    return nullptr;
}
[[nodiscard]] auto chosen_store(auto const &first, auto const &...more)
{
    return store_of(first, chosen_store(more...));
}

/// What this callback is acknowledged with.
template <class Callback, class Hash>
[[nodiscard]] callback_answer chosen_acknowledgement(result<verified<Callback>> const &received,
                                                     auto const &...settings)
{
    callback_answer answer = received ? acknowledgement_for<Callback, Hash>(*received)
                                      : acknowledgement_without_fields<Callback>();
    (acknowledge_as(settings, answer), ...);
    return answer;
}

} // namespace detail

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_ANSWER_HPP
#define TOLLGATE_CALLBACK_ANSWER_HPP

#include <tollgate/callback.hpp>
#include <tollgate/callback/options.hpp>
#include <tollgate/detail/callback_delivery.hpp>

#include <concepts>
#include <exception>
#include <span>
#include <string_view>
#include <type_traits>

namespace tollgate::inline v0 {

namespace detail {

template <class Handler, class Callback>
inline constexpr bool handles_at_once = false;
template <class Handler, class Callback>
    requires std::invocable<Handler &, verified<Callback> const &>
inline constexpr bool handles_at_once<Handler, Callback> =
    std::is_void_v<std::invoke_result_t<Handler &, verified<Callback> const &>>;

template <class... Options>
inline constexpr bool are_answer_options = are_options<option_kind::repeated, Options...>;

} // namespace detail

namespace problem {

// Named by the compiler where a callback cannot be answered as it stands in the program.

/// What is not verified must not be acted on, and a result would be looked at by nobody.
struct a_handler_takes_the_verified_callback_and_returns_nothing;
/// A bare function could be for a refusal or for an exception; of two stores, one would be asked.
struct give_each_option_by_its_name_and_once_when_refused_when_failed_once_by_answering_accepting;

} // namespace problem

/**
 * \brief Takes a callback's bytes, has the program handle it, and gives the bytes to answer with.
 * \details For programs with a web server of their own; \ref listener answers with the same code. The answers:
 *
 * | what arrives | what is answered |
 * |---|---|
 * | a verified callback, and the handler returns | the gateway's acknowledgement |
 * | a verified callback, and the handler throws | 500, so that the gateway sends it again |
 * | anything, and the lookup of \ref find_by throws | 500, so that the gateway sends it again |
 * | a repetition of one that was handled, with \ref once_by | the acknowledgement; the handler is not called |
 * | a repetition of one that is being handled, with \ref once_by | 503, so that the gateway sends it again |
 * | a genuine test message, without \ref with_tests | the acknowledgement; the handler is not called |
 * | anything that is not verified | 400 and the error's name; the handler is not called |
 *
 * \param source   the account, or \ref find_by
 * \param handler  called with `verified<Callback> const &`; returns nothing
 * \param given    options in any order, each at most once: \ref accepting, \ref with_tests, \ref body_limits, \ref moment,
 *                 \ref answering, \ref once_by, \ref when_refused, \ref when_failed, \ref when_repeated
 * \par Exception safety
 * Throws only what an observer throws.
 * \par Thread safety
 * May be called from several threads, if the handler and the store may.
 */
template <class Callback, class Hash = cryptopp_hash, class Source, class Handler, class... Options>
    requires(detail::handles_at_once<Handler, Callback> && detail::are_answer_options<Options...>)
[[nodiscard]] callback_answer answer_callback(Source const &source, std::string_view body,
                                              std::span<header const> headers, Handler &&handler,
                                              Options const &...given)
{
    if constexpr (detail::has_option<detail::option_kind::store, Options...>)
        detail::check_identity<Callback>();
    auto const options = detail::options_from<detail::callback_options>(given...);
    auto const failed = [&options](std::exception_ptr const &why) { options.tell_failed(why); };
    auto delivery = detail::receive_delivery<Callback, Hash>(source, body, headers, options,
                                                             detail::schemes_in(given...), failed);
    if (!delivery) return detail::repeat_answer(500);
    if (auto const &why = delivery->refusal()) options.tell_refused(*why);
    delivery->run(handler, failed);
    options.tell_repeated(delivery->repetition());
    return delivery->answer();
}
/// \cond
template <class Callback, class Hash = cryptopp_hash, class Handler, class... Options,
          class Reason = problem::a_handler_takes_the_verified_callback_and_returns_nothing>
    requires(!detail::handles_at_once<Handler, Callback>)
callback_answer answer_callback(auto const &source, std::string_view body, std::span<header const> headers,
                                Handler &&handler, Options const &...given) = delete;
template <
    class Callback, class Hash = cryptopp_hash, class Handler, class... Options,
    class Reason =
        problem::give_each_option_by_its_name_and_once_when_refused_when_failed_once_by_answering_accepting>
    requires(detail::handles_at_once<Handler, Callback> && !detail::are_answer_options<Options...>)
callback_answer answer_callback(auto const &source, std::string_view body, std::span<header const> headers,
                                Handler &&handler, Options const &...given) = delete;
/// \endcond

} // namespace tollgate::inline v0

#endif

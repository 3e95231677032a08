// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_ANSWER_HPP
#define TOLLGATE_CALLBACK_ANSWER_HPP

#include <tollgate/callback.hpp>
#include <tollgate/callback/options.hpp>
#include <tollgate/detail/callback_turn.hpp>

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

} // namespace detail

namespace problem {

// Named by the compiler where a callback cannot be answered as it stands in the program.

/// What is not verified must not be acted on, and a result would be looked at by nobody.
struct a_handler_takes_the_verified_callback_and_returns_nothing;
/// A bare function could be for a refusal or for an exception.
struct give_each_setting_by_its_name_when_refused_when_failed_once_by_answering_accepting;

} // namespace problem

/**
 * \brief Takes a callback's bytes, has the program handle it, and gives the bytes to answer with.
 * \details For programs with a web server of their own; \ref listener answers with the same code. The answers:
 *
 * | what arrives | what is answered |
 * |---|---|
 * | a verified callback, and the handler returns | the gateway's acknowledgement |
 * | a verified callback, and the handler throws | 500, so that the gateway sends it again |
 * | a repetition of one that was handled, with \ref once_by | the acknowledgement; the handler is not called |
 * | a repetition of one that is being handled, with \ref once_by | 503, so that the gateway sends it again |
 * | a genuine test message, without \ref with_tests | the acknowledgement; the handler is not called |
 * | anything that is not verified | 400 and the error's name; the handler is not called |
 *
 * \param source   the account, or \ref find_by
 * \param handler  called with `verified<Callback> const &`; returns nothing
 * \param settings any of \ref accepting, \ref with_tests, \ref body_limits, \ref answering, \ref once_by, \ref when_refused,
 *                 \ref when_failed, \ref when_repeated
 * \par Exception safety
 * Throws only what an observer throws.
 * \par Thread safety
 * May be called from several threads, if the handler and the store may.
 */
template <class Callback, class Hash = cryptopp_hash, class Source, class Handler,
          detail::callback_setting... Settings>
    requires detail::handles_at_once<Handler, Callback>
[[nodiscard]] callback_answer answer_callback(Source const &source, std::string_view body,
                                              std::span<header const> headers, Handler &&handler,
                                              Settings const &...settings)
{
    auto turn = detail::open_turn<Callback, Hash>(source, body, headers, settings...);
    if (auto const &refusal = turn.refusal()) (detail::tell_refused(settings, *refusal), ...);
    turn.run(handler, [&](std::exception_ptr const &why) { (detail::tell_failed(settings, why), ...); });
    if (auto const known = turn.repetition()) (detail::tell_repeated(settings, *known), ...);
    return turn.answer();
}
/// \cond
template <class Callback, class Hash = cryptopp_hash, class Handler, class... Settings,
          class Reason = problem::a_handler_takes_the_verified_callback_and_returns_nothing>
    requires(!detail::handles_at_once<Handler, Callback>)
callback_answer answer_callback(auto const &source, std::string_view body, std::span<header const> headers,
                                Handler &&handler, Settings const &...settings) = delete;
template <class Callback, class Hash = cryptopp_hash, class Handler, class... Settings,
          class Reason =
              problem::give_each_setting_by_its_name_when_refused_when_failed_once_by_answering_accepting>
    requires(detail::handles_at_once<Handler, Callback> && !(detail::callback_setting<Settings> && ...))
callback_answer answer_callback(auto const &source, std::string_view body, std::span<header const> headers,
                                Handler &&handler, Settings const &...settings) = delete;
/// \endcond

} // namespace tollgate::inline v0

#endif

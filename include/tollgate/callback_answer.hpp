// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_ANSWER_HPP
#define TOLLGATE_CALLBACK_ANSWER_HPP

#include <tollgate/callback.hpp>
#include <tollgate/callbacks/settings.hpp>
#include <tollgate/callbacks/turn.hpp>

#include <concepts>
#include <exception>
#include <span>
#include <string_view>
#include <type_traits>

namespace tollgate::inline v0 {

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
 *                 \ref when_failed
 * \par Exception safety
 * Throws only what an observer throws.
 * \par Thread safety
 * May be called from several threads, if the handler and the store may.
 */
template <class Callback, class Hash = cryptopp_hash, class Source, class Handler,
          detail::callback_setting... Settings>
    requires std::invocable<Handler &, verified<Callback> const &> &&
             std::is_void_v<std::invoke_result_t<Handler &, verified<Callback> const &>>
[[nodiscard]] callback_answer answer_callback(Source const &source, std::string_view body,
                                              std::span<header const> headers, Handler &&handler,
                                              Settings const &...settings)
{
    auto turn = detail::open_turn<Callback, Hash>(source, body, headers, settings...);
    if (auto const &refusal = turn.refusal()) (detail::tell_refused(settings, *refusal), ...);
    turn.run(handler, [&](std::exception_ptr const &why) { (detail::tell_failed(settings, why), ...); });
    return turn.answer();
}

} // namespace tollgate::inline v0

#endif

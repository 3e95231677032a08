// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_ANSWER_CALLBACK_HPP
#define TOLLGATE_CALLBACK_ANSWER_CALLBACK_HPP

#include <tollgate/callback.hpp>
#include <tollgate/callback/options.hpp>
#include <tollgate/detail/callback/delivery.hpp>

#include <concepts>
#include <exception>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

template <class Handler, class Callback>
inline constexpr bool handles_at_once = false;
template <class Handler, class Callback>
    requires std::invocable<Handler &, verified<Callback> const &>
inline constexpr bool handles_at_once<Handler, Callback> =
    std::is_void_v<std::invoke_result_t<Handler &, verified<Callback> const &>>;
template <class Handler, class Callback>
    requires remembering_handler<Handler, Callback>
inline constexpr bool handles_at_once<Handler, Callback> = true;

/// Of a callback that the gateway is asked about, no scheme is accepted besides.
template <class Callback, class... Options>
inline constexpr bool are_answer_options =
    are_options<option_kind::log, Options...> &&
    !(asked_about<Callback> && has_option<option_kind::schemes, Options...>);

/// A client of a callback's account, as far as it is looked at.
template <class Source, class Callback>
concept asks_gateway = requires(Source const &source) {
    { source.account() } -> std::same_as<typename Callback::account const &>;
};
template <class Callback, class Source>
consteval void check_asking_source()
{
    constexpr bool is_client = asks_gateway<Source, Callback>;
    static_assert(
        is_client,
        "tollgate: a callback that nobody signs is received with a client of its account, which asks "
        "the gateway about it: write `listener.on<notification>(path, client, handler)` "
        "[tollgate.callback.asking_client]");
}

/// \param failed told of what a handler or the store throws
template <class Callback, class Hash>
[[nodiscard]] callback_answer answer_by_asking(auto asked, std::string_view body,
                                               std::span<header const> headers, auto &handler,
                                               callback_options const &options, auto const &failed)
{
    using told = told_of<Callback>;
    typename Callback::account const *account = nullptr;
    auto const closed = receive_with<Callback, Hash>(asked.account(), body, headers, options.receiving,
                                                     std::tuple<>{}, account);
    error const why_closed = closed.error(); // a copy, which what it holds must not outlive
    options.template tell_arrived<Callback>(body, headers, [&] { return why_closed; });
    result<verified<told>> known = why_closed;
    if (auto const *const claim = why_closed.unsigned_callback()) {
        known = asked.template confirm<Callback>(*claim, timeout_of_confirmation<Callback>,
                                                 tests_allowed{options.receiving.with_tests});
        if (known.has_error() && is_undecided(known.error())) {
            options.tell_refused(known.error());
            return repeat_answer(503);
        }
    }
    callback_delivery<told, typename Callback::account> delivery{
        std::move(known), &asked.account(), options.store, acknowledgement_by<Callback>(options)};
    if constexpr (remembering_handler<std::remove_cvref_t<decltype(handler)>, told>)
        delivery.identify(&asked.account());
    if (auto const &why = delivery.refusal()) options.tell_refused(*why);
    delivery.run(handler, failed);
    options.tell_repeated(delivery.repetition());
    return delivery.answer();
}

} // namespace detail

namespace problem {

// Named by the compiler where a callback cannot be answered as it stands in the program.

/// What is not verified must not be acted on, and a result would be looked at by nobody.
struct
    a_handler_takes_the_verified_callback_and_returns_nothing_and_takes_an_answer_only_of_a_callback_that_nobody_signs;
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
 * | a callback that the gateway is asked about, since nobody signs it | as for a verified one; 400 if the gateway does not know of it, 503 if it cannot be asked |
 * | several items ([each](\ref each)), all of them verified and handled, now or before | the acknowledgement |
 * | several items, one of which is not | what it alone would be answered with; the others are handled |
 * | anything that is not verified | 400 and the error's name; the handler is not called |
 *
 * \param source   the account, or \ref find_by; for a callback that is `never_signed`, or of which the signature covers nothing, a
 *                 client of the account, which asks the gateway and waits for its answer
 * \param handler  called with `verified<Callback> const &`, or with the gateway's answer, `verified<answer> const &`; returns nothing
 * \param given    options in any order, each at most once: \ref accepting, \ref with_tests, \ref body_limits, \ref moment,
 *                 \ref answering, \ref once_by, \ref when_refused, \ref when_failed, \ref when_repeated, `logged_in`
 * \par Exception safety
 * Throws only what an observer throws.
 * \par Thread safety
 * May be called from several threads, if the handler and the store may.
 */
template <class Callback, class Hash = cryptopp_hash, class Source, class Handler, class... Options>
    requires(detail::handles_at_once<Handler, detail::told_of<Callback>> &&
             detail::are_answer_options<Callback, Options...>)
[[nodiscard]] callback_answer answer_callback(Source const &source, std::string_view body,
                                              std::span<header const> headers, Handler &&handler,
                                              Options const &...given)
{
    if constexpr (detail::has_option<detail::option_kind::store, Options...>)
        detail::check_identity<detail::told_of<Callback>>();
    auto const options = detail::options_from<detail::callback_options>(given...);
    auto const failed = [&options](std::exception_ptr const &why) { options.tell_failed(why); };
    if constexpr (!detail::receivable<Callback, Hash>) {
        detail::check_callback<Callback, Hash>();
        return {};
    } else if constexpr (detail::asked_about<Callback>) {
        detail::check_asking_source<Callback, Source>();
        if constexpr (detail::asks_gateway<Source, Callback>)
            return detail::answer_by_asking<Callback, Hash>(source, body, headers, handler, options, failed);
        else
            return {};
    } else if constexpr (detail::has_items<Callback>) {
        auto deliveries = detail::receive_deliveries<Callback, Hash, std::remove_cvref_t<Handler>>(
            source, body, headers, options, detail::schemes_in(given...), failed);
        if (!deliveries) return detail::repeat_answer(500);
        if (auto const &why = deliveries->refusal) options.tell_refused(*why);
        for (auto const &each : deliveries->items) {
            if (auto const &why = each->refusal()) options.tell_refused(*why);
            each->run(handler, failed);
            options.tell_repeated(each->repetition());
        }
        return deliveries->answer();
    } else {
        auto delivery = detail::receive_delivery<Callback, Hash, std::remove_cvref_t<Handler>>(
            source, body, headers, options, detail::schemes_in(given...), failed);
        if (!delivery) return detail::repeat_answer(500);
        if (auto const &why = delivery->refusal()) options.tell_refused(*why);
        delivery->run(handler, failed);
        options.tell_repeated(delivery->repetition());
        return delivery->answer();
    }
}
/// \cond
template <
    class Callback, class Hash = cryptopp_hash, class Handler, class... Options,
    class Reason = problem::
        a_handler_takes_the_verified_callback_and_returns_nothing_and_takes_an_answer_only_of_a_callback_that_nobody_signs>
    requires(!detail::handles_at_once<Handler, detail::told_of<Callback>>)
callback_answer answer_callback(auto const &source, std::string_view body, std::span<header const> headers,
                                Handler &&handler, Options const &...given) = delete;
template <
    class Callback, class Hash = cryptopp_hash, class Handler, class... Options,
    class Reason =
        problem::give_each_option_by_its_name_and_once_when_refused_when_failed_once_by_answering_accepting>
    requires(detail::handles_at_once<Handler, detail::told_of<Callback>> &&
             !detail::are_answer_options<Callback, Options...>)
callback_answer answer_callback(auto const &source, std::string_view body, std::span<header const> headers,
                                Handler &&handler, Options const &...given) = delete;
/// \endcond

} // namespace tollgate::inline v0

#endif

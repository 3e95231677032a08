// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_SERVER_CALLBACK_ENDPOINT_HPP
#define TOLLGATE_DETAIL_NET_SERVER_CALLBACK_ENDPOINT_HPP

#include <tollgate/callback/answer.hpp>
#include <tollgate/detail/net/server/callback_server.hpp>
#include <tollgate/detail/question.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <concepts>
#include <cstddef>
#include <exception>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace tollgate::inline v0::detail {

template <class Handler, class Callback>
using handler_result = std::invoke_result_t<Handler &, verified<Callback> const &>;

template <class Handler, class Callback>
concept waiting_handler = std::same_as<handler_result<Handler, Callback>, boost::asio::awaitable<void>>;

/// Takes a verified callback, and returns nothing or `boost::asio::awaitable<void>`.
template <class Handler, class Callback>
concept callback_handler =
    std::invocable<Handler &, verified<Callback> const &> &&
    (std::is_void_v<handler_result<Handler, Callback>> || waiting_handler<Handler, Callback>);

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

template <class Callback, class Hash, class Source, class Handler, class... Settings>
class callback_endpoint_for final : public callback_endpoint {
public:
    callback_endpoint_for(Source source, Handler handler, Settings... settings)
        : source_{std::move(source)},
          handler_{std::move(handler)},
          settings_{std::move(settings)...}
    {
    }

    [[nodiscard]] callback_reply answer(http_request_view const &request, [[maybe_unused]] body_limits limits,
                                        single_flight &others, callback_observers const &observers) override
    {
        auto turn = std::apply(
            [&](auto const &...settings) {
                if constexpr ((std::same_as<Settings, body_limits> || ...))
                    return open_turn<Callback, Hash>(source_, request.body, request.headers, settings...);
                else
                    return open_turn<Callback, Hash>(source_, request.body, request.headers, limits,
                                                     settings...);
            },
            settings_);
        if constexpr ((confirmation_setting<Settings> || ...))
            if (turn.refusal() && turn.refusal()->unsigned_callback() != nullptr)
                return confirm(request, *turn.refusal(), others, observers);
        if (auto const &why = turn.refusal()) tell_refusal(request, *why, turn.answer().status, observers);
        if constexpr (!waiting_handler<Handler, Callback>)
            if (auto const mine = others.enter_at_once(turn.identity())) {
                run(turn, handler_, observers);
                tell_repetition(turn);
                return turn.answer();
            }
        return finish(std::move(turn), handler_, others, observers);
    }

private:
    template <class Told, class Store, class By>
    [[nodiscard]] boost::asio::awaitable<callback_answer> finish(callback_turn<Told, Store> turn, By &handler,
                                                                 single_flight &others,
                                                                 callback_observers const &observers)
    {
        auto const mine = co_await others.enter(turn.identity());
        if constexpr (waiting_handler<By, Told>)
            co_await run_waiting(turn, handler, observers);
        else
            run(turn, handler, observers);
        tell_repetition(turn);
        co_return turn.answer();
    }

    /// Asks the gateway about a callback that is not signed. While it cannot say, the callback is to come again.
    /// The request stays where it is until it is answered.
    [[nodiscard]] boost::asio::awaitable<callback_answer> confirm(http_request_view const &request, error why,
                                                                  single_flight &others,
                                                                  callback_observers const &observers)
    {
        auto &asked = the_confirmation();
        auto known = co_await asked.client.template async_confirm<Callback>(
            *why.unsigned_callback(), patience_of_question<typename Callback::confirmed_by>, tests(),
            boost::asio::use_awaitable);
        bool const is_open =
            known.has_error() && !is_disowned(known.error().code()) && !is_to_acknowledge(known.error());
        if (is_open) {
            tell_refusal(request, known.error(), 503, observers);
            co_return repeat_answer(503);
        }
        auto turn = std::apply(
            [&](auto const &...settings) {
                using store = std::remove_pointer_t<decltype(chosen_store(settings...))>;
                using told = std::remove_cvref_t<decltype(*known)>;
                return callback_turn<typename told::value_type, store>{
                    std::move(known), &asked.client.account(), chosen_store(settings...),
                    chosen_acknowledgement<Callback, Hash>(why, settings...)};
            },
            settings_);
        if (auto const &refusal = turn.refusal())
            tell_refusal(request, *refusal, turn.answer().status, observers);
        co_return co_await finish(std::move(turn), asked.handler, others, observers);
    }

    [[nodiscard]] auto &the_confirmation()
    {
        constexpr std::size_t at = [] {
            std::size_t index = 0;
            static_cast<void>(((confirmation_setting<Settings> || (++index, false)) || ...));
            return index;
        }();
        return std::get<at>(settings_);
    }
    [[nodiscard]] tests_allowed tests() const
    {
        return std::apply([](auto const &...settings) { return option_of<tests_allowed>(settings...); },
                          settings_);
    }

    // The listener's observers, and this path's own.

    /// \param status what is answered
    void tell_refusal(http_request_view const &request, error const &why, unsigned status,
                      callback_observers const &observers) const
    {
        observers.tell_refused(request, why, status);
        std::apply([&why](auto const &...settings) { (tell_refused(settings, why), ...); }, settings_);
    }
    void tell_failure(std::exception_ptr const &why, callback_observers const &observers) const
    {
        if (observers.failed) observers.failed(why);
        std::apply([&why](auto const &...settings) { (tell_failed(settings, why), ...); }, settings_);
    }
    template <class Turn>
    void tell_repetition(Turn const &turn) const
    {
        if (auto const known = turn.repetition())
            std::apply([&known](auto const &...settings) { (tell_repeated(settings, *known), ...); },
                       settings_);
    }

    template <class Turn, class By>
    void run(Turn &turn, By &handler, callback_observers const &observers) const
    {
        turn.run(handler, [&](std::exception_ptr const &why) { tell_failure(why, observers); });
    }
    /// The same for a handler that waits.
    template <class Turn, class By>
    [[nodiscard]] boost::asio::awaitable<void> run_waiting(Turn &turn, By &handler,
                                                           callback_observers const &observers) const
    {
        try {
            if (!turn.claim()) co_return;
            co_await handler(turn.message());
            turn.commit();
        } catch (...) {
            turn.abort();
            tell_failure(std::current_exception(), observers);
        }
    }

    Source source_;
    Handler handler_;
    std::tuple<Settings...> settings_;
};

} // namespace tollgate::inline v0::detail

#endif

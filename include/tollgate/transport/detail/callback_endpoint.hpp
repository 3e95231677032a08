// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_CALLBACK_ENDPOINT_HPP
#define TOLLGATE_TRANSPORT_DETAIL_CALLBACK_ENDPOINT_HPP

#include <tollgate/callback_answer.hpp>
#include <tollgate/transport/detail/http_message.hpp>
#include <tollgate/transport/detail/in_flight.hpp>

#include <boost/asio/awaitable.hpp>

#include <concepts>
#include <exception>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>

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

/// Whom a listener tells what went wrong.
struct callback_observers {
    std::function<void(error const &)> refused;
    std::function<void(std::exception_ptr)> failed;
};

/// One path of a listener.
class callback_endpoint {
public:
    callback_endpoint() = default;
    callback_endpoint(callback_endpoint const &) = delete;
    callback_endpoint &operator=(callback_endpoint const &) = delete;
    virtual ~callback_endpoint() = default;

    [[nodiscard]] virtual boost::asio::awaitable<callback_answer>
    answer(http_request_view const &request, in_flight &others, callback_observers const &observers) = 0;
};

template <class Callback, class Hash, class Source, class Handler, class... Settings>
class callback_endpoint_for final : public callback_endpoint {
public:
    callback_endpoint_for(Source source, Handler handler, Settings... settings)
        : source_{std::move(source)},
          handler_{std::move(handler)},
          settings_{std::move(settings)...}
    {
    }

    [[nodiscard]] boost::asio::awaitable<callback_answer>
    answer(http_request_view const &request, in_flight &others, callback_observers const &observers) override
    {
        auto turn = std::apply(
            [&](auto const &...settings) {
                return open_turn<Callback, Hash>(source_, request.body, request.headers, settings...);
            },
            settings_);
        if (auto const &why = turn.refusal(); why && observers.refused) observers.refused(*why);
        auto const mine = co_await others.enter(turn.identity());
        if constexpr (waiting_handler<Handler, Callback>)
            co_await run(turn, observers);
        else
            turn.run(handler_, [&](std::exception_ptr why) { tell(observers, std::move(why)); });
        co_return turn.answer();
    }

private:
    /// As the turn's own `run`, for a handler that waits.
    template <class Turn>
    [[nodiscard]] boost::asio::awaitable<void> run(Turn &turn, callback_observers const &observers)
    {
        try {
            if (!turn.claim()) co_return;
            co_await handler_(turn.message());
            turn.commit();
        } catch (...) {
            turn.abort();
            tell(observers, std::current_exception());
        }
    }

    static void tell(callback_observers const &observers, std::exception_ptr why)
    {
        if (observers.failed) observers.failed(std::move(why));
    }

    Source source_;
    Handler handler_;
    std::tuple<Settings...> settings_;
};

} // namespace tollgate::inline v0::detail

#endif

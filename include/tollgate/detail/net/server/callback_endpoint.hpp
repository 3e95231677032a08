// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_SERVER_CALLBACK_ENDPOINT_HPP
#define TOLLGATE_DETAIL_NET_SERVER_CALLBACK_ENDPOINT_HPP

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/callback/only_from.hpp>
#include <tollgate/detail/message/status_query.hpp>
#include <tollgate/detail/net/server/blocking_work.hpp>
#include <tollgate/detail/net/server/callback_server.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
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
    remembering_handler<Handler, Callback> ||
    (std::invocable<Handler &, verified<Callback> const &> &&
     (std::is_void_v<handler_result<Handler, Callback>> || waiting_handler<Handler, Callback>));

/// Has the gateway confirm callbacks that are not signed, and hands its answer to a handler of its own.
template <class Client, class Handler>
struct callback_confirmation {
    Client client;
    Handler handler;
};
struct no_confirmation {};

template <class Client, class Handler>
inline constexpr auto kind_of_option<callback_confirmation<Client, Handler>> = option_kind::confirmation;
template <class Client, class Handler>
void set_option(callback_options &, callback_confirmation<Client, Handler> const &)
{
}

/// The confirmation among the options of `on`.
[[nodiscard]] inline no_confirmation confirmation_in()
{
    return {};
}
template <class First, class... More>
[[nodiscard]] auto confirmation_in(First &first, More &...more)
{
    if constexpr (has_option<option_kind::confirmation, First>)
        return std::move(first);
    else
        return confirmation_in(more...);
}

/// Who may use a path, where the options of `on` say it.
inline void note_addresses(std::optional<only_from> &, auto const &) {}
inline void note_addresses(std::optional<only_from> &to, only_from const &option)
{
    to = option;
}
template <class... Options>
[[nodiscard]] std::optional<only_from> addresses_in(Options const &...options)
{
    std::optional<only_from> allowed;
    (note_addresses(allowed, options), ...);
    return allowed;
}
inline void set_option(callback_options &, only_from const &) {}

/// Stands where no callback itself is ever handled.
struct never_called {
    void operator()(auto const &) const noexcept {}
};

/// \tparam Schemes      a tuple of those that are tried too
/// \tparam Confirmation `callback_confirmation<…>` or \ref no_confirmation
template <class Callback, class Hash, class Source, class Handler, class Schemes, class Confirmation>
class callback_endpoint_for final : public callback_endpoint {
    static constexpr bool is_confirmed = !std::same_as<Confirmation, no_confirmation>;

public:
    callback_endpoint_for(Source source, Handler handler, callback_options options, Schemes besides,
                          Confirmation confirmation)
        : source_{std::move(source)},
          handler_{std::move(handler)},
          options_{std::move(options)},
          besides_{std::move(besides)},
          confirmation_{std::move(confirmation)}
    {
    }

    void limit_bodies(body_limits limits) override
    {
        if (!options_.receiving.limits) options_.receiving.limits = limits;
    }

    [[nodiscard]] callback_reply answer(http_request_view const &request, single_flight &others,
                                        callback_observers const &observers) override
    {
        if constexpr (has_items<Callback>) return answer_items(request, others, observers);
        auto received = receive_delivery<Callback, Hash, Handler>(
            source_, request.body, request.headers, options_, besides_,
            [&](std::exception_ptr const &why) { tell_failure(why, observers); });
        if (!received) return repeat_answer(500);
        callback_delivery<Callback, typename Callback::account> &delivery = *received;
        if constexpr (is_confirmed)
            if (delivery.refusal() && delivery.refusal()->unsigned_callback() != nullptr)
                return confirm(request, *delivery.refusal(), others, observers);
        if (auto const &why = delivery.refusal())
            tell_refusal(request, *why, delivery.answer().status, observers);
        if constexpr (!waiting_handler<Handler, Callback> && !runs_blocking_work<Handler>)
            if (!options_.store.runs_blocking())
                if (auto const mine = others.enter_at_once(delivery.identity())) {
                    run<Callback>(delivery, handler_, observers);
                    options_.tell_repeated(delivery.repetition());
                    return delivery.answer();
                }
        return finish<Callback>(std::move(delivery), handler_, others, observers);
    }

private:
    template <class Told>
    using delivery_of = callback_delivery<Told, typename Callback::account>;

    template <class Told, class By>
    [[nodiscard]] boost::asio::awaitable<callback_answer> finish(delivery_of<Told> delivery, By &handler,
                                                                 single_flight &others,
                                                                 callback_observers const &observers)
    {
        auto const mine = co_await others.enter(delivery.identity());
        if (runs_blocking_work<By> || (options_.store.runs_blocking() && !delivery.refusal()))
            co_return co_await finish_blocking<Told>(std::make_shared<delivery_of<Told>>(std::move(delivery)),
                                                     handler, observers);
        if constexpr (waiting_handler<By, Told>)
            co_await run_waiting<Told>(delivery, handler, observers);
        else
            run<Told>(delivery, handler, observers);
        options_.tell_repeated(delivery.repetition());
        co_return delivery.answer();
    }

    /// What another thread did with a delivery, which is there until the thread has ended with it.
    template <class Told>
    struct blocking_delivery {
        std::shared_ptr<delivery_of<Told>> delivery;
        bool is_to_be_handled = false;
        std::exception_ptr failure{};
    };

    /// The same where the handler, or the store, works on threads of its own.
    template <class Told, class By>
    [[nodiscard]] boost::asio::awaitable<callback_answer>
    finish_blocking(std::shared_ptr<delivery_of<Told>> delivery, By &handler,
                    callback_observers const &observers)
    {
        // Each function has a name: g++ 12 destroys temporaries inside of a `co_await` twice.
        auto const done = std::make_shared<blocking_delivery<Told>>();
        done->delivery = delivery;
        if constexpr (runs_blocking_work<By>) {
            blocking_runner const runner = runner_of(handler);
            std::function<void()> work = blocking_.count([done, &handler] {
                done->delivery->run(handler, [&](std::exception_ptr const &why) { done->failure = why; });
            });
            co_await run_blocking(runner, std::move(work));
        } else {
            blocking_runner const runner = runner_of(options_.store);
            std::function<void()> begin = blocking_.count([done] { begin_blocking<Told>(*done); });
            co_await run_blocking(runner, std::move(begin));
            if (done->is_to_be_handled) {
                try {
                    if constexpr (waiting_handler<By, Told>)
                        co_await handler(delivery->message());
                    else if constexpr (!remembering_handler<By, Told>)
                        handler(delivery->message());
                } catch (...) {
                    done->failure = std::current_exception();
                }
                // What the handler did is remembered, though it may have been cancelled while it did it.
                bool const throws = co_await boost::asio::this_coro::throw_if_cancelled();
                co_await boost::asio::this_coro::throw_if_cancelled(false);
                std::function<void()> end = blocking_.count([done] { end_blocking<Told>(*done); });
                co_await run_blocking(runner, std::move(end));
                co_await boost::asio::this_coro::throw_if_cancelled(throws);
            }
        }
        if (done->failure) tell_failure(done->failure, observers);
        options_.tell_repeated(delivery->repetition());
        co_return delivery->answer();
    }
    template <class Told>
    static void begin_blocking(blocking_delivery<Told> &done)
    {
        try {
            done.is_to_be_handled = done.delivery->begin();
        } catch (...) {
            done.delivery->abort();
            done.failure = std::current_exception();
        }
    }
    template <class Told>
    static void end_blocking(blocking_delivery<Told> &done)
    {
        if (done.failure) return done.delivery->abort();
        try {
            done.delivery->commit();
        } catch (...) {
            done.delivery->abort();
            done.failure = std::current_exception();
        }
    }
    template <class Worker>
    [[nodiscard]] static blocking_runner runner_of(Worker &worker)
    {
        return [&worker](std::function<void()> work) { worker.run_blocking(std::move(work)); };
    }

    /// One item after the other. The request stays where it is until it is answered.
    [[nodiscard]] boost::asio::awaitable<callback_answer>
    answer_items(http_request_view const &request, single_flight &others, callback_observers const &observers)
    {
        auto deliveries = receive_deliveries<Callback, Hash, Handler>(
            source_, request.body, request.headers, options_, besides_,
            [&](std::exception_ptr const &why) { tell_failure(why, observers); });
        if (!deliveries) co_return repeat_answer(500);
        if (auto const &why = deliveries->refusal)
            tell_refusal(request, *why, deliveries->answer().status, observers);
        for (auto const &each : deliveries->items) {
            if (auto const &why = each->refusal())
                tell_refusal(request, *why, each->answer().status, observers);
            auto const mine = co_await others.enter(each->identity());
            if (runs_blocking_work<Handler> || (options_.store.runs_blocking() && !each->refusal())) {
                static_cast<void>(co_await finish_blocking<Callback>(each, handler_, observers));
                continue;
            }
            if constexpr (waiting_handler<Handler, Callback>)
                co_await run_waiting<Callback>(*each, handler_, observers);
            else
                run<Callback>(*each, handler_, observers);
            options_.tell_repeated(each->repetition());
        }
        co_return deliveries->answer();
    }

    /// Asks the gateway about a callback that is not signed. While it cannot say, the callback is to come again.
    /// The request stays where it is until it is answered.
    [[nodiscard]] boost::asio::awaitable<callback_answer> confirm(http_request_view const &request, error why,
                                                                  single_flight &others,
                                                                  callback_observers const &observers)
    {
        auto known = co_await confirmation_.client.template async_confirm<Callback>(
            *why.unsigned_callback(), timeout_of_confirmation<Callback>,
            tests_allowed{options_.receiving.with_tests}, boost::asio::use_awaitable);
        if (known.has_error() && is_undecided(known.error())) {
            tell_refusal(request, known.error(), 503, observers);
            co_return repeat_answer(503);
        }
        using told = typename std::remove_cvref_t<decltype(*known)>::value_type;
        delivery_of<told> delivery{std::move(known), &confirmation_.client.account(), options_.store,
                                   acknowledgement_by<Callback>(options_)};
        if constexpr (remembering_handler<std::remove_cvref_t<decltype(confirmation_.handler)>, told>)
            delivery.identify(&confirmation_.client.account());
        if (auto const &refusal = delivery.refusal())
            tell_refusal(request, *refusal, delivery.answer().status, observers);
        co_return co_await finish<told>(std::move(delivery), confirmation_.handler, others, observers);
    }

    // The listener's observers, and this path's own.

    /// \param status what is answered
    void tell_refusal(http_request_view const &request, error const &why, unsigned status,
                      callback_observers const &observers) const
    {
        observers.tell_refused(request, why, status);
        options_.tell_refused(why);
    }
    void tell_failure(std::exception_ptr const &why, callback_observers const &observers) const
    {
        if (observers.failed) observers.failed(why);
        options_.tell_failed(why);
    }

    template <class Told, class By>
    void run(callback_delivery<Told, typename Callback::account> &delivery, By &handler,
             callback_observers const &observers) const
    {
        delivery.run(handler, [&](std::exception_ptr const &why) { tell_failure(why, observers); });
    }
    /// The same for a handler that waits.
    template <class Told, class By>
    [[nodiscard]] boost::asio::awaitable<void> run_waiting(delivery_of<Told> &delivery, By &handler,
                                                           callback_observers const &observers) const
    {
        try {
            if (!delivery.begin()) co_return;
            co_await handler(delivery.message());
            delivery.commit();
        } catch (...) {
            delivery.abort();
            tell_failure(std::current_exception(), observers);
        }
    }

    Source source_;
    Handler handler_;
    callback_options options_;
    Schemes besides_;
    Confirmation confirmation_;
    running_blocking blocking_; ///< The last, so that the handler is there until nobody runs it.
};

template <class Callback, class Hash, class Source, class Handler, class... Options>
[[nodiscard]] std::unique_ptr<callback_endpoint> make_signed_endpoint(Source source, Handler handler,
                                                                      Options... options)
{
    constexpr bool is_once = has_option<option_kind::store, Options...>;
    if constexpr (is_once && !is_only_confirmed<Callback>) check_identity<Callback>();
    if constexpr (is_once && has_option<option_kind::confirmation, Options...>)
        check_identity<typename questions_of<Callback>::told>();
    auto values = options_from<callback_options>(options...);
    auto besides = schemes_in(options...);
    auto confirmation = confirmation_in(options...);
    using endpoint =
        callback_endpoint_for<Callback, Hash, Source, Handler, decltype(besides), decltype(confirmation)>;
    return std::make_unique<endpoint>(std::move(source), std::move(handler), std::move(values),
                                      std::move(besides), std::move(confirmation));
}

template <class Callback, class Hash, class Source, class Handler, class... Options>
[[nodiscard]] std::unique_ptr<callback_endpoint> make_endpoint(Source source, Handler handler,
                                                               Options... options)
{
    if constexpr (!receivable<Callback, Hash>) {
        check_callback<Callback, Hash>();
        return nullptr;
    } else if constexpr (asked_about<Callback>) {
        check_asking_source<Callback, Source>();
        if constexpr (asks_gateway<Source, Callback>)
            return make_signed_endpoint<Callback, Hash>(
                typename Callback::account{source.account()}, never_called{}, std::move(options)...,
                callback_confirmation<Source, Handler>{source, std::move(handler)});
        else
            return nullptr;
    } else {
        return make_signed_endpoint<Callback, Hash>(std::move(source), std::move(handler),
                                                    std::move(options)...);
    }
}

} // namespace tollgate::inline v0::detail

#endif

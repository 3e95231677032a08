// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_ASYNC_WORK_HPP
#define TOLLGATE_DETAIL_RECORDS_ASYNC_WORK_HPP

#include <tollgate/detail/records/work_threads.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0::detail {

/// What a thread of the records does for a coroutine, and whom it tells.
template <class Work, class Handler>
struct awaited_work {
    using executor = boost::asio::associated_executor_t<Handler>;

    std::optional<Work> work;
    Handler handler;
    std::optional<boost::asio::executor_work_guard<executor>> guard;
    std::mutex mutex{};
};

/// Has a function run on a thread of the records, and waits for what it gives, or throws, without one.
template <class Work>
[[nodiscard]] boost::asio::awaitable<std::invoke_result_t<Work &>>
on_threads(std::shared_ptr<work_threads> threads, Work work)
{
    using value = std::invoke_result_t<Work &>;
    auto start = [threads, work = std::move(work)](auto handler) mutable {
        using awaited = awaited_work<Work, decltype(handler)>;
        auto guard = boost::asio::make_work_guard(boost::asio::get_associated_executor(handler));
        std::shared_ptr<awaited> const shared{
            new awaited{std::move(work), std::move(handler), std::move(guard)}};
        threads->run([shared] {
            std::exception_ptr why;
            std::optional<value> given;
            try {
                given.emplace((*shared->work)());
            } catch (...) {
                why = std::current_exception();
            }
            // The coroutine goes on when the thread has let go of its executor, which may end with the coroutine.
            std::scoped_lock lock{shared->mutex};
            boost::asio::post(shared->guard->get_executor(),
                              [one = shared, why = std::move(why), given = std::move(given)]() mutable {
                                  {
                                      std::scoped_lock until_let_go{one->mutex};
                                  }
                                  one->work.reset();
                                  auto waiting = std::move(one->handler);
                                  one.reset();
                                  std::move(waiting)(std::move(why), std::move(given));
                              });
            shared->guard.reset();
        });
    };
    std::optional<value> given =
        co_await boost::asio::async_initiate<boost::asio::use_awaitable_t<> const,
                                             void(std::exception_ptr, std::optional<value>)>(
            std::move(start), boost::asio::use_awaitable);
    co_return *std::move(given);
}

/// Runs a coroutine of an optional value here and now, one that waits for nothing by itself.
template <class Value>
[[nodiscard]] Value run_here(boost::asio::awaitable<std::optional<Value>> work)
{
    boost::asio::io_context loop{1};
    std::exception_ptr why;
    std::optional<Value> value;
    boost::asio::co_spawn(loop, std::move(work),
                          [&why, &value](std::exception_ptr thrown, std::optional<Value> given) {
                              why = std::move(thrown);
                              value = std::move(given);
                          });
    loop.run();
    if (why) std::rethrow_exception(why);
    return *std::move(value);
}

/// Runs what `make` makes, a coroutine of an optional value, as an operation of a completion token. What the coroutine
/// throws comes out of the executor, as what the handler throws does.
template <class Value, class Make, class Token>
auto as_operation(boost::asio::any_io_executor executor, Make make, Token &&token)
{
    return boost::asio::async_initiate<Token, void(Value)>(
        [](auto handler, boost::asio::any_io_executor on, Make making) {
            auto const at = boost::asio::get_associated_executor(handler, on);
            auto const slot = boost::asio::get_associated_cancellation_slot(handler);
            auto complete = [handler = std::move(handler)](std::exception_ptr why,
                                                           std::optional<Value> value) mutable {
                if (why) std::rethrow_exception(why);
                std::move(handler)(*std::move(value));
            };
            boost::asio::co_spawn(on, making(),
                                  boost::asio::bind_cancellation_slot(
                                      slot, boost::asio::bind_executor(at, std::move(complete))));
        },
        token, std::move(executor), std::move(make));
}

} // namespace tollgate::inline v0::detail

#endif

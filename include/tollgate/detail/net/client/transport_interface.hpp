// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_CLIENT_TRANSPORT_INTERFACE_HPP
#define TOLLGATE_DETAIL_NET_CLIENT_TRANSPORT_INTERFACE_HPP

#include <tollgate/transport.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/system_executor.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0::detail {

/// A function that is called at most once and need not be copyable, as completion handlers are.
template <class... Arguments>
class unique_callback {
public:
    unique_callback() = default;
    template <class Function>
        requires(!std::is_same_v<std::decay_t<Function>, unique_callback>)
    unique_callback(Function &&function)
        : target_{std::make_unique<target_of<std::decay_t<Function>>>(std::forward<Function>(function))}
    {
    }

    /// Whether it is still to be called.
    [[nodiscard]] bool is_pending() const noexcept { return target_ != nullptr; }

    void operator()(Arguments... arguments)
    {
        auto const once = std::move(target_);
        once->call(std::move(arguments)...);
    }

private:
    struct target {
        virtual ~target() = default;
        virtual void call(Arguments... arguments) = 0;
    };
    template <class Function>
    struct target_of final : target {
        explicit target_of(Function from) : function{std::move(from)} {}
        void call(Arguments... arguments) override { function(std::move(arguments)...); }
        Function function;
    };

    std::unique_ptr<target> target_;
};

/// The completion handler of an asynchronous exchange without its type. It has the cancellation slot of the one that it was made
/// of.
class exchange_handler {
public:
    using cancellation_slot_type = boost::asio::cancellation_slot;

    template <class Handler>
        requires(!std::same_as<Handler, exchange_handler>)
    explicit exchange_handler(Handler handler)
        : executor_{executor_of(handler)},
          slot_{boost::asio::get_associated_cancellation_slot(handler)},
          function_{std::move(handler)}
    {
    }

    /// The one that the handler is bound to. One without is called on the transport's, but must not keep its loop at work as an
    /// executor that is bound does: a handler that lets go of the last transport would destroy the loop under itself.
    [[nodiscard]] std::optional<boost::asio::any_io_executor> const &executor() const noexcept
    {
        return executor_;
    }
    [[nodiscard]] cancellation_slot_type get_cancellation_slot() const noexcept { return slot_; }

    void operator()(result<wire_response> answer) { function_(std::move(answer)); }

private:
    template <class Handler>
    [[nodiscard]] static std::optional<boost::asio::any_io_executor> executor_of(Handler const &handler)
    {
        // Asio's way to say that there is none.
        if constexpr (std::same_as<boost::asio::associated_executor_t<Handler>, boost::asio::system_executor>)
            return std::nullopt;
        else
            return boost::asio::get_associated_executor(handler);
    }

    std::optional<boost::asio::any_io_executor> executor_;
    cancellation_slot_type slot_;
    unique_callback<result<wire_response>> function_;
};

/// What the copies of one transport share, without its type: a program that sends does not have to look at Beast and OpenSSL.
class transport_interface {
public:
    transport_interface() = default;
    transport_interface(transport_interface const &) = delete;
    transport_interface &operator=(transport_interface const &) = delete;
    virtual ~transport_interface() = default;

    [[nodiscard]] virtual result<void> check() const = 0;
    [[nodiscard]] virtual result<wire_response> send(wire_request const &request, deadline by) = 0;
    /// \param done called once, never from inside this function, on its executor or else on the transport's
    virtual void start(wire_request const &request, deadline by, exchange_handler done) = 0;
    [[nodiscard]] virtual boost::asio::any_io_executor get_executor() = 0;
};

/// Gives \ref any_transport what the copies of a transport share already.
struct transport_access;

/// An exchange that starts when its handler is there. Not copyable: nothing can launch the same request twice.
struct exchange_launch {
    exchange_launch(std::shared_ptr<transport_interface> over, wire_request const &what, deadline until)
        : transport{std::move(over)},
          request{what},
          by{until}
    {
    }
    exchange_launch(exchange_launch &&) = default;
    exchange_launch &operator=(exchange_launch &&) = default;

    std::shared_ptr<transport_interface> transport;
    wire_request request;
    deadline by;
};

/// An asynchronous exchange, started as the token says.
template <class Token>
auto async_start(exchange_launch launch, std::remove_reference_t<Token> &token)
{
    // What is launched is an argument, not a part of the function: of Asio's deferred operations all functions can be copied.
    auto start = []<class Handler>(Handler &&handler, exchange_launch now) {
        now.transport->start(now.request, now.by,
                             exchange_handler{std::decay_t<Handler>{std::forward<Handler>(handler)}});
    };
    return boost::asio::async_initiate<Token, void(result<wire_response>)>(start, token, std::move(launch));
}

} // namespace tollgate::inline v0::detail

#endif

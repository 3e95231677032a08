// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_ASYNC_EXCHANGE_HPP
#define TOLLGATE_IMPL_NET_CLIENT_ASYNC_EXCHANGE_HPP

#include <tollgate/detail/net/client/transport_interface.hpp>
#include <tollgate/detail/net/lazy_timer.hpp>
#include <tollgate/impl/net/client/context_lifetime.hpp>
#include <tollgate/impl/net/client/exchange_operation.hpp>
#include <tollgate/impl/net/client/resolve_operation.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief Runs an exchange on an event loop, which may have several threads.
 * \details Handlers enter one at a time, under a mutex: seldom does one meet another, and none waits inside. What comes from
 * elsewhere (a cancellation, a connection of the pool's, a program's resolver) is posted to the loop first. Only handlers
 * keep the object alive: if its loop ends early and drops them, everything goes. A cancellation and a program's resolver may come
 * at that moment or later; the pool's connections do not, for the loop outlives the transport.
 */
class async_exchange final : public exchange_operation::waiter,
                             public std::enable_shared_from_this<async_exchange> {
    using error_code = boost::system::error_code;

public:
    using completion = unique_callback<result<wire_response>>;

    async_exchange(std::shared_ptr<transport_state> shared, boost::asio::any_io_executor loop,
                   wire_request const &request, authority to, deadline by, exchange_tracer tracer)
        : waiter{io_mode::asynchronous},
          loop_{std::move(loop)},
          loop_lifetime_{loop_},
          program_resolver_{shared->resolver},
          operation_{std::move(shared), {loop_}, request, std::move(to), by, tracer}
    {
    }

    /// \param done called once, on the loop, never from inside this function
    void start(completion done)
    {
        done_ = std::move(done);
        timer_.emplace(loop_, serializer{this}, weak_from_this(), [this] { operation_.time_has_passed(); });
        // Not on the spot: whatever is thrown from here on, nothing was sent.
        post([this] { operation_.start(shared_from_this()); });
    }

    /// What cancels it: may be called from any thread and at any time, also when the exchange or its loop is gone.
    [[nodiscard]] auto make_canceller()
    {
        return [loop = loop_lifetime_, exchange = weak_from_this()] {
            loop.while_there([&] {
                if (auto const still = exchange.lock())
                    still->post([&at = still->operation_] { at.stop(errc::cancelled); });
            });
        };
    }

    void granted(std::shared_ptr<waiter> self, exchange_operation::lease given) override
    {
        boost::asio::post(loop_, [this, self = std::move(self), given = std::move(given)]() mutable {
            enter([&] { operation_.lease_given(std::move(given)); });
        });
    }

private:
    /// What the timer goes through.
    struct serializer {
        template <class Function>
        void execute(Function function) const
        {
            exchange->enter(function);
        }
        async_exchange *exchange;
    };

    template <class Event>
    void post(Event event)
    {
        boost::asio::post(loop_, [this, self = shared_from_this(), event] { enter(event); });
    }

    /// What the program's resolver is to be asked.
    struct resolver_question {
        std::string host;
        resolved answer;
    };

    /// Has something happen, and then waits for what is needed, or completes.
    template <class Event>
    void enter(Event &&event)
    {
        std::unique_lock lock{mutex_};
        std::optional<resolver_question> question;
        try {
            event();
            if (!operation_.is_finished()) question = wait();
        } catch (std::exception const &) { // no memory: the outcome is that of this moment
            operation_.stop(errc::connection_failed);
        }
        if (!operation_.is_finished()) {
            lock.unlock();
            // What the program does then may take long, or lead back here.
            if (question) ask_program(*program_resolver_, question->host, question->answer);
            return;
        }
        if (!done_.is_pending()) return;
        timer_->stop();
        if (resolver_) resolver_->stop();
        auto answer = operation_.take_result();
        auto done = std::move(done_);
        lock.unlock();
        // Once the handler has been called, the transport and its loop may be gone.
        done(std::move(answer));
    }

    [[nodiscard]] std::optional<resolver_question> wait()
    {
        timer_->set(operation_.due());
        switch (operation_.waits_for()) {
        case exchange_operation::waiting::addresses: return resolve();
        case exchange_operation::waiting::attempts: wait_for_attempts(); break;
        case exchange_operation::waiting::readiness: wait_for_connection(); break;
        case exchange_operation::waiting::connection:
        case exchange_operation::waiting::nothing: break;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<resolver_question> resolve()
    {
        if (resolver_) return std::nullopt;
        resolver_.emplace(loop_);
        std::string host = operation_.host_to_resolve();
        if (!*program_resolver_) {
            resolver_->ask_system(host, shared_from_this(),
                                  [this](error_code ec, host_addresses const &found) {
                                      enter([&] { operation_.resolved(ec, found); });
                                  });
            return std::nullopt;
        }
        auto take = [this](error_code ec, host_addresses found) {
            post([this, ec, found = std::move(found)] { operation_.resolved(ec, found); });
        };
        return resolver_question{std::move(host),
                                 make_end_for_program(loop_lifetime_, weak_from_this(), std::move(take))};
    }

    void wait_for_attempts()
    {
        for (auto &each : operation_.attempts()) {
            if (!each.is_running() || std::exchange(each.is_awaited, true)) continue;
            each.socket.async_wait(boost::asio::socket_base::wait_write,
                                   [this, self = shared_from_this(), &each](error_code ec) {
                                       enter([&] { operation_.attempt_is_ready(each, ec); });
                                   });
        }
    }

    void wait_for_connection()
    {
        if (std::exchange(is_awaited_, true)) return;
        operation_.socket().async_wait(operation_.readiness(),
                                       [this, self = shared_from_this()](error_code ec) {
                                           enter([&] {
                                               is_awaited_ = false;
                                               operation_.socket_is_ready(ec);
                                           });
                                       });
    }

    boost::asio::any_io_executor loop_;
    context_lifetime const loop_lifetime_;
    std::shared_ptr<name_resolver const> const
        program_resolver_; ///< It is called while the exchange may end.
    std::mutex mutex_;
    exchange_operation operation_;
    std::optional<lazy_timer<serializer>> timer_;
    std::optional<resolve_operation> resolver_;
    bool is_awaited_ = false; ///< The connection's socket.
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_HTTPS_TRANSPORT_IPP
#define TOLLGATE_IMPL_NET_CLIENT_HTTPS_TRANSPORT_IPP

#include <tollgate/detail/format/authority.hpp>
#include <tollgate/detail/net/client/http_request.hpp>
#include <tollgate/detail/net/client/transport_interface.hpp>
#include <tollgate/https_transport.hpp>
#include <tollgate/impl/net/client/async_exchange.hpp>
#include <tollgate/impl/net/client/blocking_exchange.hpp>
#include <tollgate/impl/net/client/io_thread.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

class pooling_https_transport final : public transport_interface {
public:
    pooling_https_transport(https_options &&options, std::optional<boost::asio::any_io_executor> executor)
        : executor_{std::move(executor)},
          state_{std::make_shared<transport_state>(std::move(options), steady_now)}
    {
    }

    [[nodiscard]] result<void> check() const override
    {
        if (auto obstacle = find_obstacle()) return (*std::move(obstacle)).without_outcome();
        return {};
    }

    [[nodiscard]] result<wire_response> send(wire_request const &request, deadline by) override
    {
        auto const operation = prepare(request, [&](authority to, exchange_tracer tracer) {
            socket_context context{not_run_->get_executor(), not_run_};
            return std::make_unique<exchange_operation>(state_, std::move(context), request, std::move(to),
                                                        by, tracer);
        });
        if (!operation) return operation.error();
        return blocking_exchange{**operation, *state_->resolver, lookups_}.run();
    }

    /// The exchange runs on the transport's executor; the handler and its cancellation slot belong to the handler's. The two meet
    /// only through `post`, so neither side can race or block the other.
    void start(wire_request const &request, deadline by, exchange_handler done) override
    {
        auto const loop = get_executor();
        auto const completes_on = done.executor().value_or(loop);
        auto const running = prepare(request, [&](authority to, exchange_tracer tracer) {
            return std::make_shared<async_exchange>(state_, loop, request, std::move(to), by, tracer);
        });
        if (!running) return complete_on(completes_on, std::move(done), running.error());

        if (auto slot = done.get_cancellation_slot(); slot.is_connected())
            slot.assign(
                [cancel = (*running)->make_canceller()](boost::asio::cancellation_type) { cancel(); });
        // Nothing of the exchange runs on the handler's executor, so its loop is told that something is still to come.
        (*running)->start([expecting = boost::asio::make_work_guard(completes_on),
                           done = std::move(done)](result<wire_response> answer) mutable {
            auto const where = expecting.get_executor();
            complete_on(where, std::move(done), std::move(answer));
        });
    }

    [[nodiscard]] boost::asio::any_io_executor get_executor() override
    {
        return executor_ ? *executor_ : own_thread_.get_executor();
    }

private:
    static void complete_on(boost::asio::any_io_executor const &executor, exchange_handler &&done,
                            result<wire_response> answer)
    {
        boost::asio::post(executor, [done = std::move(done), answer = std::move(answer)]() mutable {
            done(std::move(answer));
        });
    }

    /// What stands against every request, if anything does.
    [[nodiscard]] std::optional<error> find_obstacle() const
    {
        if (!state_->tls) return state_->tls.error();
        return find_fault(state_->options.proxy);
    }

    /// Makes an exchange of a request, if it can be sent at all.
    template <class Make, class Exchange = std::invoke_result_t<Make, authority, exchange_tracer>>
    [[nodiscard]] result<Exchange> prepare(wire_request const &request, Make make) const
    {
        exchange_tracer tracer{state_->options.observer, request, state_->now};
        auto to = destination_of(request);
        if (!to) return tracer.fail(to.error());
        try {
            return make(*std::move(to), tracer);
        } catch (std::exception const &) { // no memory, which passes
            return tracer.fail(exchange_error(errc::connect_failed, not_sent{},
                                              sentence_for(errc::connect_failed, std::string{request.host})));
        }
    }

    /// Whom a request is for, if it can be sent at all.
    [[nodiscard]] result<authority> destination_of(wire_request const &request) const
    {
        if (auto found = find_obstacle()) return *std::move(found);
        if (auto fault = find_fault(request)) return *std::move(fault);
        auto to = read_authority(request.host, state_->options.port);
        if (!to)
            return error{
                errc::invalid_address, not_sent{},
                "The host of a request must be a name or an address, with a port or without, and nothing "
                "else: no scheme, no path."};
        return *std::move(to);
    }

    // Connections live on the thread's loop: they must go first.
    io_thread own_thread_;
    std::optional<boost::asio::any_io_executor> executor_;
    /// Asio's sockets need a context, also those of blocking exchanges, which wait with `poll`.
    std::shared_ptr<boost::asio::io_context> not_run_ = std::make_shared<boost::asio::io_context>();
    std::shared_ptr<transport_state> state_;
    lookup_threads lookups_;
};

} // namespace detail

https_transport::https_transport(https_options options)
    : impl_{std::make_shared<detail::pooling_https_transport>(std::move(options), std::nullopt)}
{
}

https_transport::https_transport(executor_type executor, https_options options)
    : impl_{std::make_shared<detail::pooling_https_transport>(std::move(options), std::move(executor))}
{
}

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_CLIENT_SEND_OPERATION_HPP
#define TOLLGATE_DETAIL_NET_CLIENT_SEND_OPERATION_HPP

#include <tollgate/detail/net/client/handler_executor.hpp>
#include <tollgate/detail/net/client/https_transport_impl.hpp>

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <memory>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief What `async_send` does: starts an exchange, then posts its result to the handler's executor.
 * \details The exchange runs on the transport's executor, the caller's handler and cancellation slot belong to
 * the handler's executor. The two meet only through `post`, so neither side can race or block the other.
 * Not copyable: nothing can launch the same request twice.
 */
class send_operation {
public:
    send_operation(std::shared_ptr<https_transport_impl> transport, wire_request const &request, deadline by)
        : transport_{std::move(transport)},
          request_{request},
          by_{by}
    {
    }
    send_operation(send_operation &&) = default;
    send_operation &operator=(send_operation &&) = default;

    template <class Self>
    void operator()(Self &self)
    {
        // Not with the handler: once it has been called, the loop of the connections may be gone.
        auto const transport = std::move(transport_);
        auto const executor = handler_executor_of(self, transport->get_executor());
        auto const prepared = transport->prepare(request_, by_);
        if (!prepared) return complete_on(executor, std::move(self), prepared.error());

        listen_for_cancellation(self, *prepared);
        // Nothing of the exchange runs on the handler's executor, so its loop is told that something is still to come.
        auto expecting = boost::asio::make_work_guard(executor);
        (*prepared)->start(
            [expecting = std::move(expecting), self = std::move(self)](result<wire_response> answer) mutable {
                auto const where = expecting.get_executor();
                complete_on(where, std::move(self), std::move(answer));
            });
    }

    template <class Self>
    void operator()(Self &self, result<wire_response> answer)
    {
        self.complete(std::move(answer));
    }

private:
    template <class Self>
    static void listen_for_cancellation(Self &self, std::weak_ptr<asynchronous_exchange> running)
    {
        self.reset_cancellation_state(boost::asio::enable_total_cancellation());
        auto slot = self.get_cancellation_state().slot();
        if (!slot.is_connected()) return;
        slot.assign([running = std::move(running)](boost::asio::cancellation_type) {
            if (auto const still = running.lock()) still->cancel();
        });
    }

    template <class Executor, class Self>
    static void complete_on(Executor const &executor, Self &&self, result<wire_response> answer)
    {
        boost::asio::post(executor, [self = std::move(self), answer = std::move(answer)]() mutable {
            self(std::move(answer));
        });
    }

    std::shared_ptr<https_transport_impl> transport_;
    wire_request request_;
    deadline by_;
};

} // namespace tollgate::inline v0::detail

#endif

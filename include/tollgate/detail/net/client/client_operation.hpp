// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_CLIENT_CLIENT_OPERATION_HPP
#define TOLLGATE_DETAIL_NET_CLIENT_CLIENT_OPERATION_HPP

#include <tollgate/detail/net/client/handler_executor.hpp>
#include <tollgate/request.hpp>
#include <tollgate/transport.hpp>

#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>

#include <concepts>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace tollgate::inline v0::detail {

/// Views into the request and into `headers`, which must both stay where they are.
template <class Message, class Hash>
[[nodiscard]] wire_request wire_of(request<Message, Hash> const &signed_request, header_list &headers)
{
    headers = signed_request.headers();
    return {.method = signed_request.method(),
            .host = signed_request.host(),
            .target = signed_request.target(),
            .headers = headers,
            .body = signed_request.body(),
            .logged_as = signed_request.logged_as(),
            .logged_path =
                masks_path(field_table_of<Message>) ? message_table_of<Message>.path : std::string_view{}};
}

/**
 * \brief One asynchronous exchange of a client, for `async_compose`. Move-only: a payment is launched once.
 * \tparam Reader turns `(account, result<wire_response>)` into what the operation completes with
 */
template <class Message, class Transport, class Hash, class Reader>
class client_operation {
public:
    client_operation(std::shared_ptr<typename Message::account const> account, Transport transport,
                     result<request<Message, Hash>> signed_request, deadline by, Reader reader)
        : flight_{std::make_unique<flight>(flight{std::move(account),
                                                  std::move(transport),
                                                  std::move(signed_request),
                                                  {},
                                                  by,
                                                  std::move(reader)})}
    {
    }

    template <class Self>
    void operator()(Self &self)
    {
        if (!flight_->signed_request)
            return complete_later(self, flight_->signed_request.error(), flight_->transport.get_executor());
        self.reset_cancellation_state(boost::asio::enable_total_cancellation());
        // What the transport looks at stays where it is while the operation moves.
        flight &pinned = *flight_;
        pinned.transport.async_send(wire_of(*pinned.signed_request, pinned.headers), pinned.by,
                                    std::move(self));
    }

    template <class Self>
    void operator()(Self &self, result<wire_response> answer)
    {
        auto read = flight_->reader(*flight_->account, answer);
        flight_.reset();
        self.complete(std::move(read));
    }

private:
    struct flight {
        std::shared_ptr<typename Message::account const> account;
        Transport transport;
        result<request<Message, Hash>> signed_request;
        header_list headers;
        deadline by;
        Reader reader;
    };

    template <class Self>
    static void complete_later(Self &self, error why, auto const &of_transport)
    {
        auto const executor = handler_executor_of(self, of_transport);
        boost::asio::post(executor, [self = std::move(self), why = std::move(why)]() mutable {
            self(result<wire_response>{std::move(why)});
        });
    }

    std::unique_ptr<flight> flight_;
};

/// One of several operations that complete with the same type.
template <class... Operations>
class one_of_operations {
public:
    template <class Operation>
        requires(!std::same_as<Operation, one_of_operations>)
    one_of_operations(Operation chosen) : chosen_{std::move(chosen)}
    {
    }

    void operator()(auto &self, auto &&...arrived)
    {
        std::visit([&](auto &operation) { operation(self, std::forward<decltype(arrived)>(arrived)...); },
                   chosen_);
    }

private:
    std::variant<Operations...> chosen_;
};

template <class Start, class Questions>
struct operations_by_questions;
template <class Start, class Only>
struct operations_by_questions<Start, std::tuple<Only>> {
    using type = std::invoke_result_t<Start const &, std::type_identity<Only>>;
};
template <class Start, class... Asks>
struct operations_by_questions<Start, std::tuple<Asks...>> {
    using type = one_of_operations<std::invoke_result_t<Start const &, std::type_identity<Asks>>...>;
};
/// What asks one of a callback's questions.
template <class Start, class Questions>
using operation_of_questions = typename operations_by_questions<Start, Questions>::type;

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CLIENT_HPP
#define TOLLGATE_CLIENT_HPP

#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/transport/detail/home.hpp>
#include <tollgate/transport/transport.hpp>

#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0 {

/// A message of this account's gateway.
template <class M, class Account>
concept message_for = message<M> && std::same_as<typename M::account, Account>;

namespace problem {

/// g++ 12 destroys an aggregate temporary inside a `co_await` expression twice. Named by the compiler there.
struct name_the_message_first_because_this_compiler_destroys_temporaries_in_co_await_twice;

} // namespace problem

namespace detail {

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
inline constexpr bool temporaries_survive_co_await = false;
#else
inline constexpr bool temporaries_survive_co_await = true;
#endif

/// Views into the request and into `headers`, which must both stay where they are.
template <class Message, class Hash>
[[nodiscard]] wire_request wire_of(request<Message, Hash> const &signed_request, header_list &headers)
{
    headers = signed_request.headers();
    return {.method = signed_request.method(),
            .host = signed_request.host(),
            .target = signed_request.target(),
            .headers = headers,
            .body = signed_request.body()};
}

template <class Message, class Hash>
[[nodiscard]] result<typename Message::response> read_answer(typename Message::account const &account,
                                                             result<wire_response> const &answer)
{
    if (!answer) return answer.error();
    return read_response<Message, Hash>(account, answer->status, answer->body);
}

/// The implementation of `client::async_send` for `async_compose`. Move-only: a payment is launched once.
template <class Message, class Transport, class Hash>
class client_operation {
public:
    client_operation(std::shared_ptr<typename Message::account const> account, Transport transport,
                     result<request<Message, Hash>> signed_request, deadline by)
        : flight_{std::make_unique<flight>(
              flight{std::move(account), std::move(transport), std::move(signed_request), {}, by})}
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
        auto read = read_answer<Message, Hash>(*flight_->account, answer);
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
    };

    template <class Self>
    static void complete_later(Self &self, error why, auto const &of_transport)
    {
        auto const home = home_of(self, of_transport);
        boost::asio::post(home, [self = std::move(self), why = std::move(why)]() mutable {
            self(result<wire_response>{std::move(why)});
        });
    }

    std::unique_ptr<flight> flight_;
};

} // namespace detail

/**
 * \brief Sends an account's messages and reads the answers.
 * \tparam Account   the gateway's account, e.g. `cactus::account`
 * \tparam Transport how requests travel
 * \tparam Hash      where digests come from
 *
 * \par Thread safety
 * All members may be called from several threads. Copies share the account and the transport.
 */
template <class Account, class Transport = beast_transport, class Hash = cryptopp_hash>
class client {
    static_assert(detail::check_account<Account>());

public:
    explicit client(Account account) : client{std::move(account), Transport{}} {}
    client(Account account, Transport transport)
        : account_{std::make_shared<Account const>(std::move(account))},
          transport_{std::move(transport)}
    {
        static_assert(tollgate::transport<Transport>,
                      "tollgate: a client's Transport must model `tollgate::transport` "
                      "[tollgate.client.transport]");
    }

    /**
     * \brief Sends a message and waits for the answer.
     * \param by when to give up: a duration from now, or a point in time; the message's own patience, or its gateway's, unless given
     * \par Errors
     * Those of \ref make_request (not sent), of the transport (not sent or unknown) and of \ref read_response (refused or
     * unknown). Nothing is ever sent twice.
     */
    template <message_for<Account> Message>
    [[nodiscard]] result<typename Message::response> send(Message const &message,
                                                          deadline by = detail::patience_of<Message>)
    {
        auto const signed_request = make_request<Hash>(*account_, message);
        if (!signed_request) return signed_request.error();
        header_list headers;
        return detail::read_answer<Message, Hash>(
            *account_, transport_.send(detail::wire_of(*signed_request, headers), by));
    }

    /**
     * \brief Sends a message and completes with the answer.
     * \details The message is read and signed here and now; it need not outlive the call. The operation is move-only: it
     * cannot be launched twice.
     * \par Handler signature
     * `void(result<typename Message::response>)`
     * \par Errors
     * As \ref send.
     * \par Per-operation cancellation
     * As the transport's. It completes with errc::cancelled and the outcome of that moment; in a coroutine, call
     * `co_await boost::asio::this_coro::throw_if_cancelled(false)` before reconciling.
     */
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_send(Message const &message, deadline by, Token &&token)
    {
        using operation = detail::client_operation<Message, Transport, Hash>;
        return boost::asio::async_compose<Token, void(result<typename Message::response>)>(
            operation{account_, transport_, make_request<Hash>(*account_, message), by}, token);
    }

    /// \copydoc async_send
    /// The deadline is the message's own patience, or its gateway's.
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_send(Message const &message, Token &&token)
    {
        return async_send(message, detail::patience_of<Message>, std::forward<Token>(token));
    }

    template <
        message_for<Account> Message, class... Rest,
        class Reason =
            problem::name_the_message_first_because_this_compiler_destroys_temporaries_in_co_await_twice>
        requires(!detail::temporaries_survive_co_await)
    void async_send(Message &&, Rest &&...) = delete;

private:
    std::shared_ptr<Account const> account_;
    Transport transport_;
};

} // namespace tollgate::inline v0

#endif

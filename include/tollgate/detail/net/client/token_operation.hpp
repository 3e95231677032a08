// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_CLIENT_TOKEN_OPERATION_HPP
#define TOLLGATE_DETAIL_NET_CLIENT_TOKEN_OPERATION_HPP

#include <tollgate/detail/description/token_rule.hpp>
#include <tollgate/detail/net/client/client_operation.hpp>
#include <tollgate/detail/net/client/handler_executor.hpp>
#include <tollgate/detail/net/client/token_store.hpp>
#include <tollgate/detail/saturating_time.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/transport.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

/// \file
/// Sends of messages that carry an access token: the token is had first, and had anew once where the gateway does not take it.

namespace tollgate::inline v0::detail {

/// Why a send has no token: what asking for one gave. Nothing of the send's own request was sent.
[[nodiscard]] TOLLGATE_DECL error no_token(error const &why);
[[nodiscard]] TOLLGATE_DECL error no_token_in_time();
[[nodiscard]] TOLLGATE_DECL error no_token_cancelled();

/// A token that can stand in a header; overwrites the text.
[[nodiscard]] TOLLGATE_DECL result<new_access_token> take_token(std::string &text,
                                                                std::optional<std::chrono::seconds> lifetime);

/// What a token's answer gives, by the names that its message declares. Overwrites what held the token.
template <fixed_string Token, fixed_string Lifetime, class Response>
[[nodiscard]] result<new_access_token> token_in(access_token<Token, Lifetime> const *, Response &answer)
{
    std::string *text = nullptr;
    std::optional<std::chrono::seconds> lifetime;
    auto const look = [&]<class F>(F &field) {
        if constexpr (requires { F::name; }) {
            if constexpr (F::name == Token.view()) {
                text = &field_access::value(field);
            } else if constexpr (F::name == Lifetime.view()) {
                auto const *const given = given_value(field);
                if (given != nullptr)
                    lifetime = saturated<std::chrono::seconds>(
                        std::chrono::duration<std::remove_cvref_t<decltype(*given)>>{*given});
            }
        }
    };
    unpack(answer, [&look](auto &...fields) { (look(fields), ...); });
    return take_token(*text, lifetime);
}

/// The message that asks for a token of an account, and how its answer is read.
template <class Account, class Hash>
struct token_question {
    using message = typename provider_traits<Account>::token;

    [[nodiscard]] static result<request<message, Hash>> request_of(Account const &account,
                                                                   signing_sources const *sources)
    {
        if (sources != nullptr) return make_request<Hash>(account, message{}, *sources);
        return make_request<Hash>(account, message{});
    }
    [[nodiscard]] static result<new_access_token> read(Account const &account, result<wire_response> &answer,
                                                       body_limits limits)
    {
        if (!answer) return answer.error();
        auto read = read_response<message, Hash>(account, answer->status, header_views(answer->headers),
                                                 answer->body, limits);
        wipe(answer->body.data(), answer->body.size());
        if (!read) return read.error();
        return token_in(static_cast<typename message::gives const *>(nullptr), *read);
    }
};

/// What a send with a token shares with others, and how long it takes.
template <class Account, class Hash>
struct token_context {
    using question = token_question<Account, Hash>;

    std::shared_ptr<token_store> tokens;
    body_limits limits; ///< Of answers.
    std::shared_ptr<signing_sources const> sources;
    deadline by;

    /// When asking for a token is given up.
    [[nodiscard]] deadline asking_by() const
    {
        deadline const usual{timeout_of<typename question::message>};
        return usual.at() < by.at() ? usual : by;
    }
    /// Whether asking failed for what is this send's own matter, so that those who wait must not have its error.
    [[nodiscard]] bool is_own_failure(error const &why) const
    {
        return why.code() == errc::cancelled ||
               (why.code() == errc::deadline_exceeded && deadline::clock::now() >= by.at());
    }
};

/// Whether the gateway refused a message for its token alone: it says that nothing was done.
template <class Message, class Hash>
[[nodiscard]] bool refuses_token(typename Message::account const &account,
                                 result<wire_response> const &answer, body_limits limits)
{
    if (!answer || answer->status != 401) return false;
    auto const read = read_response<Message, Hash>(account, answer->status, header_views(answer->headers),
                                                   answer->body, limits);
    return !read && read.error().is_refused();
}

/// What is sent of a request, with its token.
template <class Message, class Hash>
[[nodiscard]] wire_request wire_with_token(request<Message, Hash> const &signed_request,
                                           access_token_text const &token, header_list &headers)
{
    wire_request wire = wire_of(signed_request, headers);
    headers.push_back({"Authorization", secret_access::text(*token.header)});
    wire.headers = headers;
    return wire;
}

/// A token, asked for or waited for on this thread.
template <class Account, class Hash, class Transport>
[[nodiscard]] result<access_token_text> wait_for_token(token_context<Account, Hash> const &with,
                                                       Account const &account, Transport &transport,
                                                       std::uint64_t refused)
{
    using question = typename token_context<Account, Hash>::question;
    while (true) {
        token_store::turn turn = token_store::enter(with.tokens, refused);
        if (turn.token) return *std::move(turn.token);
        if (turn.asking) {
            auto const asking = question::request_of(account, with.sources.get());
            if (!asking) return turn.asking->finish(no_token(asking.error()));
            header_list headers;
            auto answer = transport.send(wire_of(*asking, headers), with.asking_by());
            if (!answer && with.is_own_failure(answer.error())) return no_token(answer.error());
            auto const came = question::read(account, answer, with.limits);
            if (!came) return turn.asking->finish(no_token(came.error()));
            return turn.asking->finish(came);
        }
        with.tokens->wait(*turn.waiting, with.by);
        auto const arrival = with.tokens->look_at(*turn.waiting);
        if (arrival.came) return *arrival.came;
        if (!arrival.is_over) return no_token_in_time();
    }
}

/// Sends a request with a token, and waits for the answer.
template <class Message, class Hash>
struct token_exchange {
    template <class Transport>
    [[nodiscard]] static result<wire_response>
    send(token_context<typename Message::account, Hash> const &with, typename Message::account const &account,
         Transport &transport, request<Message, Hash> const &signed_request)
    {
        std::uint64_t refused = 0;
        while (true) {
            auto const token = wait_for_token(with, account, transport, refused);
            if (!token) return token.error();
            header_list headers;
            auto answer = transport.send(wire_with_token(signed_request, *token, headers), with.by);
            if (refused != 0 || !refuses_token<Message, Hash>(account, answer, with.limits)) return answer;
            refused = token->number;
        }
    }
};

/// Waits for a token without a thread. Woken before it waits, it waits no longer.
class token_timer final : public token_store::waiter {
public:
    explicit token_timer(boost::asio::any_io_executor const &executor) : timer_{executor} {}

    void wake() override
    {
        std::scoped_lock lock{mutex_};
        is_woken_ = true;
        timer_.cancel();
    }
    template <class Handler>
    void async_wait(deadline by, Handler handler)
    {
        std::scoped_lock lock{mutex_};
        timer_.expires_at(is_woken_ ? deadline::clock::time_point::min() : by.at());
        timer_.async_wait(std::move(handler));
    }

private:
    std::mutex mutex_;
    bool is_woken_ = false;
    boost::asio::steady_timer timer_;
};

/**
 * \brief One asynchronous exchange of a client with a token, for `async_compose`. Move-only: a payment is launched once.
 * \tparam Reader as of \ref client_operation
 */
template <class Message, class Transport, class Hash, class Reader>
class token_operation {
    using account_type = typename Message::account;
    using context = token_context<account_type, Hash>;
    using question = typename context::question;

public:
    token_operation(context with, std::shared_ptr<account_type const> account, Transport transport,
                    result<request<Message, Hash>> signed_request, Reader reader)
        : flight_{std::make_unique<flight>(std::move(with), std::move(account), std::move(transport),
                                           std::move(signed_request), std::move(reader))}
    {
    }

    template <class Self>
    void operator()(Self &self)
    {
        self.reset_cancellation_state(boost::asio::enable_total_cancellation());
        if (!flight_->signed_request) return complete_later(self, flight_->signed_request.error());
        proceed(self, true);
    }

    /// After waiting for another send's token.
    template <class Self>
    void operator()(Self &self, boost::system::error_code)
    {
        if (is_cancelled(self)) return complete(self, no_token_cancelled());
        take_arrival(self, false);
    }

    template <class Self>
    void operator()(Self &self, result<wire_response> answer)
    {
        if (flight_->is_over) return complete(self, std::move(answer));
        if (flight_->turn.asking) return take_token_answer(self, std::move(answer));
        bool const is_first = flight_->refused == 0;
        if (!is_first || is_cancelled(self) ||
            !refuses_token<Message, Hash>(*flight_->account, answer, flight_->with.limits))
            return complete(self, std::move(answer));
        flight_->refused = flight_->token.number;
        proceed(self, false);
    }

private:
    struct flight {
        flight(context w, std::shared_ptr<account_type const> a, Transport t,
               result<request<Message, Hash>> r, Reader read)
            : with{std::move(w)},
              account{std::move(a)},
              transport{std::move(t)},
              signed_request{std::move(r)},
              reader{std::move(read)}
        {
        }

        context with;
        std::shared_ptr<account_type const> account;
        Transport transport;
        result<request<Message, Hash>> signed_request;
        Reader reader;
        std::optional<request<typename question::message, Hash>> asking{};
        header_list headers{};
        access_token_text token{};
        std::uint64_t refused = 0; ///< The number of a token that the gateway did not take.
        bool is_over = false;
        std::shared_ptr<token_timer> timer{};
        token_store::turn turn{};
    };

    /// \param is_first whether this is inside the function that launched it, in which no handler may be called
    template <class Self>
    void proceed(Self &self, bool is_first)
    {
        flight &pinned = *flight_;
        reset_turn(token_store::enter(pinned.with.tokens, pinned.refused));
        if (pinned.turn.token) {
            pinned.token = *pinned.turn.token;
            return send(self);
        }
        if (pinned.turn.asking) return ask(self, is_first);
        auto const executor = handler_executor_of(self, pinned.transport.get_executor());
        pinned.timer = std::make_shared<token_timer>(executor);
        if (!pinned.with.tokens->wait(*pinned.turn.waiting, pinned.timer))
            return take_arrival(self, is_first);
        // Kept where it is while the operation moves.
        auto const timer = pinned.timer;
        timer->async_wait(pinned.with.by, std::move(self));
    }

    template <class Self>
    void take_arrival(Self &self, bool is_first)
    {
        auto arrival = flight_->with.tokens->look_at(*flight_->turn.waiting);
        if (!arrival.came && arrival.is_over) return proceed(self, is_first);
        if (!arrival.came) return fail(self, is_first, no_token_in_time());
        if (!*arrival.came) return fail(self, is_first, arrival.came->error());
        flight_->token = **arrival.came;
        send(self);
    }

    template <class Self>
    void ask(Self &self, bool is_first)
    {
        flight &pinned = *flight_;
        auto made = question::request_of(*pinned.account, pinned.with.sources.get());
        if (!made) return fail(self, is_first, pinned.turn.asking->finish(no_token(made.error())).error());
        pinned.asking.emplace(*std::move(made));
        pinned.transport.async_send(wire_of(*pinned.asking, pinned.headers), pinned.with.asking_by(),
                                    std::move(self));
    }

    template <class Self>
    void take_token_answer(Self &self, result<wire_response> answer)
    {
        flight &pinned = *flight_;
        if (!answer && pinned.with.is_own_failure(answer.error())) {
            reset_turn({});
            return complete(self, no_token(answer.error()));
        }
        result<new_access_token> came = question::read(*pinned.account, answer, pinned.with.limits);
        if (!came) came = no_token(came.error());
        auto const token = pinned.turn.asking->finish(came);
        reset_turn({});
        if (!token) return complete(self, token.error());
        if (is_cancelled(self)) return complete(self, no_token_cancelled());
        pinned.token = *token;
        send(self);
    }

    template <class Self>
    void send(Self &self)
    {
        flight &pinned = *flight_;
        reset_turn({});
        pinned.transport.async_send(wire_with_token(*pinned.signed_request, pinned.token, pinned.headers),
                                    pinned.with.by, std::move(self));
    }

    /// What was asked for and not finished goes to another send.
    void reset_turn(token_store::turn next)
    {
        flight_->turn.token = std::move(next.token);
        flight_->turn.waiting = std::move(next.waiting);
        flight_->turn.asking.reset();
        if (next.asking) flight_->turn.asking.emplace(*std::move(next.asking));
    }

    template <class Self>
    [[nodiscard]] static bool is_cancelled(Self &self)
    {
        return self.cancelled() != boost::asio::cancellation_type::none;
    }
    template <class Self>
    void fail(Self &self, bool is_first, error why)
    {
        if (is_first) return complete_later(self, std::move(why));
        complete(self, std::move(why));
    }
    template <class Self>
    void complete(Self &self, result<wire_response> answer)
    {
        auto read = flight_->reader(*flight_->account, answer);
        flight_.reset();
        self.complete(std::move(read));
    }
    template <class Self>
    void complete_later(Self &self, error why)
    {
        flight_->is_over = true;
        auto const executor = handler_executor_of(self, flight_->transport.get_executor());
        boost::asio::post(executor, [self = std::move(self), why = std::move(why)]() mutable {
            self(result<wire_response>{std::move(why)});
        });
    }

    std::unique_ptr<flight> flight_;
};

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/net/client/token_operation.ipp>
#endif

#endif

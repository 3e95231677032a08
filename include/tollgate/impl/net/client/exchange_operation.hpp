// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_EXCHANGE_OPERATION_HPP
#define TOLLGATE_IMPL_NET_CLIENT_EXCHANGE_OPERATION_HPP

#include <tollgate/detail/format/authority.hpp>
#include <tollgate/detail/net/client/http_request.hpp>
#include <tollgate/impl/net/client/connect_operation.hpp>
#include <tollgate/impl/net/client/exchange_deadline.hpp>
#include <tollgate/impl/net/client/exchange_tracer.hpp>
#include <tollgate/impl/net/client/http_exchange.hpp>
#include <tollgate/impl/net/client/transport_state.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <exception>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief One request from its beginning to its end: gets a connection, has it opened, has the exchange done on it.
 * \details It holds the deadline and the budgets, and knows the outcome: not sent until the HTTP exchange begins, unknown from
 * then on. Nothing waits here. A driver, blocking or asynchronous, tells what has happened and then asks what is waited
 * for, and until when. What comes too late does nothing. One call at a time.
 */
class exchange_operation {
public:
    using error_code = boost::system::error_code;
    using lease = client_connection_pool::lease;
    using waiter = client_connection_pool::waiter;

    enum class waiting {
        connection, ///< The waiter's: \ref lease_given.
        addresses,  ///< Of \ref host_to_resolve: \ref resolved.
        attempts,   ///< That one of \ref attempts can be written to: \ref attempt_is_ready.
        readiness,  ///< That \ref socket is ready for \ref readiness: \ref socket_is_ready.
        nothing     ///< It is finished: \ref take_result.
    };

    /// \param context where the sockets of new connections live
    exchange_operation(std::shared_ptr<transport_state> shared, socket_context context,
                       wire_request const &request, authority to, deadline by, exchange_tracer tracer)
        : shared_{std::move(shared)},
          pool_{shared_->connections},
          context_{std::move(context)},
          to_{std::move(to)},
          host_{to_.text(shared_->options.port)},
          time_{by},
          tracer_{tracer},
          request_{make_http_request(request, to_.text(443))}
    {
    }

    /// Takes a connection, or has the waiter wait for one. The waiter must live as long as the operation.
    void start(std::shared_ptr<waiter> const &who)
    {
        if (is_finished()) return;
        waiter_ = who.get();
        if (time_.has_passed(shared_->now())) return fail(errc::deadline_exceeded);
        if (auto given = shared_->connections->take(who->mode(), host_)) return begin(*std::move(given));
        if (!shared_->connections->enqueue(who, host_)) fail(errc::too_many_waiting);
    }

    [[nodiscard]] bool is_finished() const { return result_.has_value(); }
    [[nodiscard]] waiting waits_for() const
    {
        if (is_finished()) return waiting::nothing;
        if (exchange_) return waiting::readiness;
        if (!connect_) return waiting::connection;
        switch (connect_->waits_for()) {
        case connect_operation::waiting::addresses: return waiting::addresses;
        case connect_operation::waiting::attempts: return waiting::attempts;
        case connect_operation::waiting::connection:
        case connect_operation::waiting::nothing: break;
        }
        return waiting::readiness;
    }
    /// When \ref time_has_passed is to be called.
    [[nodiscard]] exchange_deadline::time_point due() const
    {
        return connect_ ? std::min(time_.due(), connect_->next_attempt_at()) : time_.due();
    }
    [[nodiscard]] std::string host_to_resolve() const { return connect_->next_hop(); }
    [[nodiscard]] std::list<connect_attempt> &attempts() { return connect_->attempts(); }
    [[nodiscard]] boost::asio::ip::tcp::socket &socket() { return connection_->socket(); }
    [[nodiscard]] boost::asio::socket_base::wait_type readiness() const
    {
        return exchange_ ? readiness_ : connect_->readiness();
    }

    void lease_given(lease given)
    {
        if (is_finished()) return pass_on(std::move(given));
        begin(std::move(given));
    }
    void resolved(error_code ec, host_addresses const &found)
    {
        if (is_finished()) return;
        connect_->resolved(ec, found);
        continue_connecting();
    }
    void attempt_is_ready(connect_attempt &attempt, error_code ec)
    {
        if (is_finished()) return;
        connect_->attempt_is_ready(attempt, ec);
        continue_connecting();
    }
    void socket_is_ready(error_code ec)
    {
        if (is_finished()) return;
        if (exchange_) return continue_exchange(ec);
        connect_->connection_is_ready(ec);
        continue_connecting();
    }
    void time_has_passed()
    {
        if (is_finished()) return;
        if (shared_->now() >= time_.due()) return stop(errc::deadline_exceeded);
        if (!connect_) return;
        connect_->time_has_passed();
        continue_connecting();
    }

    /// Ends what is under way. The outcome is that of this moment.
    void stop(errc why)
    {
        if (is_finished()) return;
        if (connection_) {
            // Without close_notify: the peer is not to take it for an orderly end.
            error_code ignored;
            connection_->socket().close(ignored);
        } else if (waiter_ != nullptr) {
            shared_->connections->withdraw(*waiter_, host_);
        }
        fail(why);
    }

    /// Lets go of the transport.
    [[nodiscard]] result<wire_response> take_result()
    {
        shared_.reset();
        return *std::move(result_);
    }

private:
    void begin(lease given)
    {
        if (given.reusable) {
            connection_ = std::move(given.reusable);
            return send();
        }
        try {
            connection_ =
                std::make_unique<connection>(context_, *shared_->tls, std::move(given.slot), to_, host_);
        } catch (std::exception const &) { // no memory, which passes
            return fail(errc::connect_failed);
        }
        connect_ = std::make_unique<connect_operation>(*connection_, context_.executor, *shared_,
                                                       [this](exchange_step next) { enter(next); });
        connect_->start();
        continue_connecting();
    }

    /// The time was over before the connection came: it is the next one's.
    void pass_on(lease given)
    {
        auto const to = pool_.lock();
        if (given.reusable && to) to->give(std::move(given.reusable));
    }

    void continue_connecting()
    {
        bool const is_connected = exchange_.has_value(); // and nothing is sent twice
        if (is_connected || connect_->waits_for() != connect_operation::waiting::nothing) return;
        if (auto problem = connect_->take_problem()) return finish(*std::move(problem), false);
        send();
    }

    /// Here alone the outcome turns from not sent to unknown: from now on bytes of the request may reach the gateway.
    void send()
    {
        if (time_.has_passed(shared_->now())) return fail(errc::deadline_exceeded);
        enter(exchange_step::writing);
        exchange_.emplace(connection_->tls, request_, shared_->options,
                          [this] { enter(exchange_step::reading); });
        continue_exchange({});
    }

    void continue_exchange(error_code ec)
    {
        if (auto const needed = exchange_->resume(ec)) {
            readiness_ = *needed;
            return;
        }
        auto got = exchange_->take_result();
        if (!got) return finish(got.error(), false);
        connection_->tls.has_answered = true;
        shared_->sessions.put(host_, std::move(connection_->tls.notices.session));
        finish(std::move(got->response), got->reusable);
    }

    void enter(exchange_step next)
    {
        step_ = next;
        tracer_.enter(next);
        time_.begin(next, shared_->options.budgets, shared_->now());
    }

    [[gnu::cold]] void fail(errc code)
    {
        outcome const meaning = exchange_ ? outcome{unknown{}} : outcome{not_sent{}};
        bool const budget_is_over = code == errc::deadline_exceeded && !time_.has_passed(shared_->now());
        finish(exchange_error(code, meaning,
                              budget_is_over
                                  ? "The time for " + std::string{name_of(step_)} + " with " + host_ +
                                        ", set in `https_options::budgets`, was over before the deadline"
                                  : sentence_for(code, host_)),
               false);
    }

    void finish(result<wire_response> how, bool reusable)
    {
        tracer_.finish(how);
        result_.emplace(std::move(how));
        if (connect_) connect_->stop();
        auto used = std::move(connection_);
        if (reusable) shared_->connections->give(std::move(used));
    }

    std::shared_ptr<transport_state> shared_;
    std::weak_ptr<client_connection_pool> pool_;
    socket_context context_;
    authority to_;
    std::string host_; ///< The pool's name for it.
    exchange_deadline time_;
    exchange_tracer tracer_;
    http_request request_;
    waiter *waiter_ = nullptr;
    std::unique_ptr<connection> connection_;
    std::unique_ptr<connect_operation> connect_; ///< Large, and only where a connection is opened.
    std::optional<http_exchange> exchange_;
    boost::asio::socket_base::wait_type readiness_{};
    exchange_step step_ = exchange_step::waiting;
    std::optional<result<wire_response>> result_;
};

} // namespace tollgate::inline v0::detail

#endif

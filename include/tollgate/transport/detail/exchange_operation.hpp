// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_EXCHANGE_OPERATION_HPP
#define TOLLGATE_TRANSPORT_DETAIL_EXCHANGE_OPERATION_HPP

#include <tollgate/core/saturating_time.hpp>
#include <tollgate/format/authority.hpp>
#include <tollgate/transport/detail/connect_operation.hpp>
#include <tollgate/transport/detail/exchange_tracer.hpp>
#include <tollgate/transport/detail/http_exchange.hpp>
#include <tollgate/transport/detail/http_request.hpp>
#include <tollgate/transport/detail/lazy_timer.hpp>
#include <tollgate/transport/detail/transport_state.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief One request from its beginning to its end: waits for a connection, has it opened, has the exchange done on it.
 * \details It holds the deadline and the budgets, takes the cancellation, and knows the outcome: not sent until the exchange
 * begins, unknown from then on. All steps run on one strand, one after the other.
 */
class exchange_operation final : public connection_pool::waiter,
                                 public std::enable_shared_from_this<exchange_operation> {
public:
    /// Called once, on the strand; the connection is there if it can be used again.
    using completion = unique_callback<result<wire_response>, std::unique_ptr<connection>>;

    /// \param loop where connections live
    exchange_operation(std::shared_ptr<transport_state> parts, boost::asio::any_io_executor loop,
                       wire_request const &request, authority to, deadline by, exchange_tracer notes)
        : waiter{false},
          parts_{std::move(parts)},
          pool_{parts_->connections},
          loop_{std::move(loop)},
          strand_{loop_},
          to_{std::move(to)},
          site_{to_.text(parts_->options.port)},
          by_{std::min(by.at(),
                       clock::time_point::max() - std::chrono::hours{1})}, // an timer set to `max` is none
          notes_{notes},
          request_{make_http_request(request, to_.text(443))}
    {
    }

    /// Begins with waiting for a connection, and looks after the time itself.
    void start(completion done)
    {
        done_ = std::move(done);
        // Not on the spot: whatever is thrown from here on, nothing was sent.
        post(&exchange_operation::wait);
    }

    /// Begins with a connection, or the right to open one, on this loop. Whoever runs the loop looks after the time: see
    /// \ref due and \ref ring.
    void start(lease given, lane own, completion done)
    {
        done_ = std::move(done);
        own_loop_ = std::move(own);
        begin(std::move(given));
    }

    /// When it is to be rung.
    [[nodiscard]] deadline::clock::time_point due() const { return due_; }
    /// A budget is used up, or the deadline has passed, if it is so late.
    void ring()
    {
        if (clock::now() >= due_) stop(errc::deadline_exceeded);
    }

    /// May be called from any thread.
    void cancel() { post(&exchange_operation::stop_for_caller); }

    void granted(lease given) override
    {
        granted_ = std::move(given);
        post(&exchange_operation::begin_with_granted);
    }

private:
    using clock = deadline::clock;

    /// For all that comes from outside, so that posting is compiled once.
    void post(void (exchange_operation::*what)())
    {
        strand_.post([self = shared_from_this(), what] { (*self.*what)(); });
    }
    void stop_for_caller() { stop(errc::cancelled); }
    void begin_with_granted() { begin(std::move(granted_)); }

    void wait()
    {
        if (finished()) return;
        if (is_late()) return fail(errc::deadline_exceeded);
        if (auto given = parts_->connections->take(false, site_)) return begin(*std::move(given));
        arm(step_budgets::duration::max());
        waiting_ = true;
        if (!parts_->connections->enqueue(shared_from_this(), site_)) fail(errc::too_many_waiting);
    }

    void begin(lease given)
    {
        if (finished()) return pass_on(std::move(given));
        waiting_ = false;
        if (given.reusable) {
            connection_ = std::move(given.reusable);
            return send();
        }
        try {
            connection_ =
                std::make_unique<connection>(loop_, *parts_->tls, std::move(given.place), to_, site_);
            connection_->loop = own_loop_;
        } catch (std::exception const &) { // no memory, which passes
            return fail(errc::connect_failed);
        }
        connector_ = std::make_unique<connect_operation>(
            here(), *connection_, *parts_, [this](exchange_step next) { enter(next); },
            [this](std::optional<error> problem) {
                if (problem) return finish(*std::move(problem), false);
                send();
            });
        connector_->start();
    }

    /// The time was over before the connection came: it is the next one's.
    void pass_on(lease given)
    {
        auto const to = pool_.lock();
        if (given.reusable && to) to->give(std::move(given.reusable));
    }

    void send()
    {
        if (stopped_for_) return fail(*stopped_for_);
        if (is_late()) return fail(errc::deadline_exceeded);
        enter(exchange_step::writing);
        exchange_.emplace(
            here(), *connection_, request_, parts_->options, [this] { enter(exchange_step::reading); },
            [this](result<http_exchange::answer> got) {
                if (!got) return finish(got.error(), false);
                connection_->has_answered = true;
                parts_->sessions.put(site_, std::move(connection_->heard.session));
                finish(std::move(got->response), got->reusable && !stopped_for_);
            });
        exchange_->start();
    }

    void enter(exchange_step next)
    {
        step_ = next;
        notes_.enter(next);
        auto const &budgets = parts_->options.budgets;
        switch (next) {
        case exchange_step::resolving: return arm(budgets.resolve);
        case exchange_step::connecting: return arm(budgets.connect);
        case exchange_step::handshake: return arm(budgets.handshake);
        case exchange_step::writing: return arm(budgets.write);
        case exchange_step::reading: return arm(budgets.read);
        case exchange_step::waiting:
        case exchange_step::finished: return;
        }
    }

    /// It is due when the budget is used up, or at the deadline if that is earlier.
    void arm(step_budgets::duration budget)
    {
        due_ = by_.at();
        if (budget != step_budgets::duration::max()) due_ = std::min(due_, later(clock::now(), budget));
        if (own_loop_) return; // whoever runs it looks after the time
        if (!alarm_) alarm_.emplace(loop_, strand_, weak_from_this(), [this] { ring(); });
        alarm_->set(due_);
    }

    /// Ends what is under way. The outcome is that of this moment.
    void stop(errc why)
    {
        if (finished() || stopped_for_) return;
        stopped_for_ = why;
        due_ = clock::time_point::max();
        if (exchange_) return exchange_->stop();
        if (connector_) return connector_->stop();
        if (waiting_) parts_->connections->withdraw(*this, site_);
        fail(why);
    }

    [[gnu::cold]] void fail(errc code) { finish(why(code), false); }

    [[nodiscard, gnu::cold]] error why(errc code) const
    {
        if (code == errc::deadline_exceeded && !is_late())
            return exchange_error(code, meaning(),
                                  "The time for " + std::string{name_of(step_)} + " with " + site_ +
                                      ", set in `beast_options::budgets`, was over before the deadline");
        return exchange_error(code, meaning(), sentence_for(code, site_));
    }

    void finish(result<wire_response> how, bool reusable)
    {
        if (how.has_error() && stopped_for_ && how.error().code() != *stopped_for_) how = why(*stopped_for_);
        notes_.finish(how);
        if (alarm_) alarm_->stop();
        own_loop_.reset(); // it may hold a lookup that cannot be ended, and with it the exchange
        auto used = std::move(connection_);
        if (!reusable) used.reset();
        // Once the handler has been called, the transport and its loop may be gone.
        parts_.reset();
        done_(std::move(how), std::move(used));
    }

    [[nodiscard]] outcome meaning() const { return exchange_ ? outcome{unknown{}} : outcome{not_sent{}}; }
    [[nodiscard]] bool finished() const { return !done_.is_pending(); }
    [[nodiscard]] bool is_late() const { return clock::now() >= by_.at(); }
    [[nodiscard]] operation_base here() { return {loop_, strand_, weak_from_this()}; }

    std::shared_ptr<transport_state> parts_;
    std::weak_ptr<connection_pool> pool_;
    boost::asio::any_io_executor loop_;
    turnstile strand_;
    lane own_loop_;
    authority to_;
    std::string site_; ///< The pool's name for it.
    deadline by_;
    clock::time_point due_ = by_.at();
    exchange_tracer notes_;
    std::optional<lazy_timer<turnstile>> alarm_;
    http_request request_;
    lease granted_; ///< To one that waited, on its way to the strand.
    std::unique_ptr<connection> connection_;
    std::unique_ptr<connect_operation> connector_; ///< Large, and only where a connection is opened.
    std::optional<http_exchange> exchange_;
    std::optional<errc> stopped_for_;
    exchange_step step_ = exchange_step::waiting;
    bool waiting_ = false;
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif

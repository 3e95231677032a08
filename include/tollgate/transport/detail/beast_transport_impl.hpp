// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_BEAST_TRANSPORT_IMPL_HPP
#define TOLLGATE_TRANSPORT_DETAIL_BEAST_TRANSPORT_IMPL_HPP

#include <tollgate/transport/beast_options.hpp>
#include <tollgate/transport/detail/connection.hpp>
#include <tollgate/transport/detail/connection_pool.hpp>
#include <tollgate/transport/detail/exchange_operation.hpp>
#include <tollgate/transport/transport.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/// A thread that waits for a connection. Whoever gives one back wakes it.
class blocked_caller final : public connection_pool::waiter {
public:
    blocked_caller() : waiter{true} {}

    void granted(lease given) override
    {
        {
            std::scoped_lock lock{mutex_};
            given_.emplace(std::move(given));
        }
        changed_.notify_all();
    }

    /// Nothing if the time is over first.
    [[nodiscard]] std::optional<lease> wait(deadline by)
    {
        std::unique_lock lock{mutex_};
        // Not up to a far moment at once: some standard libraries count it by another clock, on which it does not fit.
        for (auto now = deadline::clock::now(); !given_ && now < by.at(); now = deadline::clock::now())
            changed_.wait_until(lock, std::min(by.at(), now + std::chrono::hours{1}));
        return std::exchange(given_, std::nullopt);
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<lease> given_;
};

/// What the copies of one transport and their exchanges share.
class beast_transport_impl {
public:
    explicit beast_transport_impl(beast_options &&options)
        : parts_{std::make_shared<transport_state>(std::move(options))}
    {
    }

    /// Runs an exchange on the calling thread.
    [[nodiscard]] result<wire_response> send(wire_request const &request, deadline by)
    {
        exchange_tracer notes{parts_->options.observer, request};
        auto to = destination_of(request);
        if (!to) return notes.fail(to.error());
        auto given = find_connection(to->text(parts_->options.port), by);
        if (!given) return notes.fail(given.error());
        lane const own = given->reusable ? given->reusable->loop : lanes_->take();
        auto const running = prepare(request, *std::move(to), by, own->get_executor(), notes);
        if (!running) return running.error();
        return run(**running, *std::move(given), own);
    }

    /// An exchange on this executor; the caller starts it.
    [[nodiscard]] result<std::shared_ptr<exchange_operation>>
    prepare(wire_request const &request, deadline by, boost::asio::any_io_executor const &executor)
    {
        exchange_tracer notes{parts_->options.observer, request};
        auto to = destination_of(request);
        if (!to) return notes.fail(to.error());
        return prepare(request, *std::move(to), by, executor, notes);
    }

    /// What stands against every request, if anything does.
    [[nodiscard]] std::optional<error> find_obstacle() const
    {
        if (!parts_->tls) return parts_->tls.error();
        return find_fault(parts_->options.proxy);
    }

    /// Where connections of such an exchange are kept for the next one.
    [[nodiscard]] std::shared_ptr<connection_pool> keeper() const { return parts_->connections; }

private:
    /// Whom a request is for, if it can be sent at all.
    [[nodiscard]] result<authority> destination_of(wire_request const &request) const
    {
        if (auto found = find_obstacle()) return *std::move(found);
        if (auto fault = find_fault(request)) return *std::move(fault);
        auto to = read_authority(request.host, parts_->options.port);
        if (!to)
            return error{
                errc::invalid_address, not_sent{},
                "The host of a request must be a name or an address, with a port or without, and nothing "
                "else: no scheme, no path."};
        return *std::move(to);
    }

    [[nodiscard]] result<std::shared_ptr<exchange_operation>>
    prepare(wire_request const &request, authority to, deadline by, boost::asio::any_io_executor const &loop,
            exchange_tracer notes) const
    {
        try {
            return std::make_shared<exchange_operation>(parts_, loop, request, std::move(to), by, notes);
        } catch (std::exception const &) { // no memory, which passes
            return notes.fail(exchange_error(errc::connect_failed, not_sent{},
                                             sentence_for(errc::connect_failed, std::string{request.host})));
        }
    }

    [[nodiscard]] result<lease> find_connection(std::string const &host, deadline by) const
    {
        auto const failed = [&](errc code) {
            return exchange_error(code, not_sent{}, sentence_for(code, host));
        };
        if (deadline::clock::now() >= by.at()) return failed(errc::deadline_exceeded);
        if (auto given = parts_->connections->take(true, host)) return *std::move(given);
        auto const caller = std::make_shared<blocked_caller>();
        if (!parts_->connections->enqueue(caller, host)) return failed(errc::too_many_waiting);
        if (auto given = caller->wait(by)) return *std::move(given);
        parts_->connections->withdraw(*caller, host);
        return failed(errc::deadline_exceeded);
    }

    [[nodiscard]] result<wire_response> run(exchange_operation &running, lease given, lane const &own) const
    {
        std::optional<result<wire_response>> answer;
        std::unique_ptr<connection> again;
        own->restart();
        running.start(std::move(given), own,
                      [&](result<wire_response> got, std::unique_ptr<connection> reusable) {
                          answer.emplace(std::move(got));
                          again = std::move(reusable);
                      });
        // A program's resolver answers from elsewhere: its loop is to wait although it has nothing to do.
        auto waiting = boost::asio::make_work_guard(*own);
        while (!answer)
            if (own->run_one_until(running.due()) == 0) running.ring();
        waiting.reset();
        if (!own->stopped()) own->poll(); // what was under way beside the answer
        // Not earlier: the next one to take it runs its loop.
        if (again) parts_->connections->give(std::move(again));
        return *std::move(answer);
    }

    std::shared_ptr<lanes> lanes_ = std::make_shared<lanes>();
    std::shared_ptr<transport_state> parts_;
};

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_BLOCKING_EXCHANGE_HPP
#define TOLLGATE_IMPL_NET_CLIENT_BLOCKING_EXCHANGE_HPP

#include <tollgate/impl/net/client/exchange_operation.hpp>
#include <tollgate/impl/net/client/resolve_operation.hpp>

#include <boost/asio/error.hpp>
#include <boost/system/error_code.hpp>

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// What other threads hand to one that waits for it.
template <class T>
class handoff {
public:
    void put(T what)
    {
        {
            std::scoped_lock const lock{mutex_};
            if (!given_) given_.emplace(std::move(what));
        }
        changed_.notify_all();
    }

    /// Nothing if the time is over first.
    [[nodiscard]] std::optional<T> take_until(deadline::clock::time_point due)
    {
        std::unique_lock lock{mutex_};
        // Not up to a far moment at once: some standard libraries count it by another clock, on which it does not fit.
        for (auto now = deadline::clock::now(); !given_ && now < due; now = deadline::clock::now())
            changed_.wait_until(lock, std::min(due, now + std::chrono::hours{1}));
        return std::exchange(given_, std::nullopt);
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<T> given_;
};

/// Waits until one of the sockets is ready, as their `revents` then say, or not much longer than up to that moment.
[[nodiscard]] inline boost::system::error_code poll_until(std::vector<pollfd> &sockets,
                                                          deadline::clock::time_point due)
{
    using std::chrono::milliseconds;
    auto const left = std::max(due - deadline::clock::now(), deadline::clock::duration::zero());
    auto const timeout = std::min(std::chrono::ceil<milliseconds>(left), milliseconds{std::chrono::hours{1}});
    int const count =
        ::poll(sockets.data(), static_cast<nfds_t>(sockets.size()), static_cast<int>(timeout.count()));
    if (count >= 0 || errno == EINTR)
        return {}; // after a signal, the caller looks at the time and comes again
    return {errno, boost::asio::error::get_system_category()};
}

/// Runs an exchange on the calling thread, which needs no event loop: it waits with `poll`.
class blocking_exchange {
public:
    /// \param program the program's resolver, if it has one
    blocking_exchange(exchange_operation &operation, name_resolver const &program, lookup_threads &lookups)
        : operation_{operation},
          program_{program},
          lookups_{lookups}
    {
    }

    [[nodiscard]] result<wire_response> run()
    {
        try {
            operation_.start(lease_);
            while (!operation_.is_finished()) {
                if (deadline::clock::now() >= operation_.due())
                    operation_.time_has_passed();
                else
                    wait();
            }
        } catch (std::exception const &) { // no memory: the outcome is that of this moment
            operation_.stop(errc::connection_failed);
        }
        // One that was given when the time was over: it is the next one's.
        if (auto late = lease_->given.take_until({})) operation_.lease_given(*std::move(late));
        return operation_.take_result();
    }

private:
    using addresses = std::pair<boost::system::error_code, host_addresses>;

    struct lease_waiter final : exchange_operation::waiter {
        lease_waiter() : waiter{io_mode::blocking} {}
        void granted(std::shared_ptr<waiter>, exchange_operation::lease what) override
        {
            given.put(std::move(what));
        }
        handoff<exchange_operation::lease> given;
    };

    void wait()
    {
        using enum exchange_operation::waiting;
        switch (operation_.waits_for()) {
        case connection:
            if (auto given = lease_->given.take_until(operation_.due()))
                operation_.lease_given(*std::move(given));
            return;
        case exchange_operation::waiting::addresses:
            if (!addresses_) ask();
            if (auto const found = addresses_->take_until(operation_.due()))
                operation_.resolved(found->first, found->second);
            return;
        case attempts: return wait_for_attempts();
        case readiness: return wait_for_connection();
        case nothing: return;
        }
    }

    void ask()
    {
        addresses_ = std::make_shared<handoff<addresses>>();
        // The program may keep its end for ever.
        auto const take = [to = addresses_](boost::system::error_code ec, host_addresses found) {
            to->put({ec, std::move(found)});
        };
        if (program_)
            ask_program(program_, operation_.host_to_resolve(), take);
        else
            lookups_.look_up(operation_.host_to_resolve(), take);
    }

    void wait_for_attempts()
    {
        std::vector<connect_attempt *> running;
        polled_.clear();
        for (auto &each : operation_.attempts()) {
            if (!each.is_running()) continue;
            running.push_back(&each);
            polled_.push_back({.fd = each.socket.native_handle(), .events = POLLOUT, .revents = 0});
        }
        auto const ec = poll_until(polled_, operation_.due());
        for (std::size_t i = 0; i != running.size(); ++i)
            if (ec || polled_[i].revents != 0) operation_.attempt_is_ready(*running[i], ec);
    }

    void wait_for_connection()
    {
        bool const is_for_reading = operation_.readiness() == boost::asio::socket_base::wait_read;
        short const events = is_for_reading ? POLLIN : POLLOUT;
        polled_.assign(1, {.fd = operation_.socket().native_handle(), .events = events, .revents = 0});
        auto const ec = poll_until(polled_, operation_.due());
        if (ec || polled_[0].revents != 0) operation_.socket_is_ready(ec);
    }

    exchange_operation &operation_;
    name_resolver const &program_;
    lookup_threads &lookups_;
    std::shared_ptr<lease_waiter> lease_ = std::make_shared<lease_waiter>();
    std::shared_ptr<handoff<addresses>> addresses_;
    std::vector<pollfd> polled_;
};

} // namespace tollgate::inline v0::detail

#endif

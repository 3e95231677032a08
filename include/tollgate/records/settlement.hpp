// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_SETTLEMENT_HPP
#define TOLLGATE_RECORDS_SETTLEMENT_HPP

#include <tollgate/version.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

template <class Recorded>
struct settlement_run;

} // namespace detail

/// What a run of \ref payments::settle did.
struct settlement {
    std::size_t asked = 0;    ///< Questions to the gateway.
    std::size_t settled = 0;  ///< Orders of which it is known now what became of them.
    std::size_t repeated = 0; ///< Orders that were sent again by their idempotency keys.
};

/**
 * \brief Settles again and again, until it goes. Made by \ref payments::settle_every.
 * \details A run that has begun when it goes comes to its end.
 */
class settling {
public:
    settling(settling &&) = default;
    settling &operator=(settling &&other) noexcept
    {
        stop();
        state_ = std::move(other.state_);
        return *this;
    }
    ~settling() { stop(); }

    void stop() noexcept
    {
        if (auto const ended = std::exchange(state_, nullptr)) {
            ended->is_stopped = true;
            boost::asio::post(ended->timer.get_executor(), [ended] { ended->timer.cancel(); });
        }
    }

private:
    template <class>
    friend struct detail::settlement_run;

    struct state {
        explicit state(boost::asio::any_io_executor executor) : timer{std::move(executor)} {}

        std::atomic<bool> is_stopped = false;
        boost::asio::steady_timer timer;
    };
    explicit settling(std::shared_ptr<state> of) : state_{std::move(of)} {}

    std::shared_ptr<state> state_;
};

} // namespace tollgate::inline v0

#endif

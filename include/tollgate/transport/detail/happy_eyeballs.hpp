// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_HAPPY_EYEBALLS_HPP
#define TOLLGATE_TRANSPORT_DETAIL_HAPPY_EYEBALLS_HPP

#include <tollgate/core/saturating_time.hpp>
#include <tollgate/transport/detail/lazy_timer.hpp>
#include <tollgate/transport/detail/operation_base.hpp>
#include <tollgate/transport/name_resolver.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// Endpoints in the order of RFC 8305, section 4: the two families by turns, the first address's family first.
[[nodiscard]] inline std::vector<boost::asio::ip::tcp::endpoint> by_turns(host_addresses const &found,
                                                                          std::uint16_t port)
{
    std::vector<boost::asio::ip::tcp::endpoint> order;
    order.reserve(found.size());
    auto const same = [&](auto const &each) { return each.is_v6() == found.front().is_v6(); };
    auto first = std::ranges::find_if(found, same);
    auto other = std::ranges::find_if_not(found, same);
    while (order.size() < found.size()) {
        if (first != found.end()) {
            order.emplace_back(*first, port);
            first = std::find_if(first + 1, found.end(), same);
        }
        if (other != found.end()) {
            order.emplace_back(*other, port);
            other = std::find_if_not(other + 1, found.end(), same);
        }
    }
    return order;
}

/**
 * \brief Connects to the first endpoint that answers (RFC 8305, section 5).
 * \details Each attempt gets a little time alone, then the next one starts beside it, or at once when one fails. The
 * first connection wins; the others are closed.
 */
class happy_eyeballs : public operation_base {
public:
    using tcp = boost::asio::ip::tcp;
    using completion = unique_callback<boost::system::error_code, tcp::socket *>;

    happy_eyeballs(operation_base const &of, std::vector<tcp::endpoint> to,
                   std::chrono::steady_clock::duration delay, completion done)
        : operation_base{of},
          endpoints_{std::move(to)},
          delay_{delay},
          next_turn_{loop(), strand(), owner(),
                     [this] {
                         if (!over_ && next_ < endpoints_.size()) try_next();
                     }},
          done_{std::move(done)}
    {
    }

    void start() { try_next(); }

    /// Closes what is open; nothing is reported any more.
    void stop()
    {
        over_ = true;
        next_turn_.stop();
        boost::system::error_code ignored;
        for (auto &attempt : attempts_)
            attempt.close(ignored);
    }

private:
    void try_next()
    {
        auto const &endpoint = endpoints_[next_++];
        auto &attempt = attempts_.emplace_back(loop());
        ++running_;
        attempt.async_connect(endpoint,
                              held([this, &attempt](boost::system::error_code ec) { ended(attempt, ec); }));
        if (next_ == endpoints_.size()) return;
        next_turn_.set(later(std::chrono::steady_clock::now(), delay_));
    }

    void ended(tcp::socket &attempt, boost::system::error_code ec)
    {
        --running_;
        if (over_) return;
        if (!ec) {
            auto winner = std::move(attempt);
            stop();
            return done_({}, &winner);
        }
        boost::system::error_code ignored;
        attempt.close(ignored);
        if (next_ < endpoints_.size()) return try_next();
        if (running_ != 0) return;
        stop();
        done_(ec, nullptr);
    }

    std::vector<tcp::endpoint> endpoints_;
    std::chrono::steady_clock::duration delay_;
    lazy_timer<turnstile> next_turn_;
    std::list<tcp::socket> attempts_; ///< Stays in place: each is looked at by its handler.
    std::size_t next_ = 0;
    std::size_t running_ = 0;
    bool over_ = false;
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_HAPPY_EYEBALLS_HPP
#define TOLLGATE_IMPL_NET_CLIENT_HAPPY_EYEBALLS_HPP

#include <tollgate/detail/saturating_time.hpp>
#include <tollgate/name_resolver.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// Endpoints in the order of RFC 8305, section 4: the two families by turns, the first address's family first.
[[nodiscard]] inline std::vector<boost::asio::ip::tcp::endpoint> interleaved(host_addresses const &found,
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
 * \brief Decides which endpoint is tried when (RFC 8305, section 5). It opens no socket and reads no clock.
 * \details Each attempt gets a little time alone, then the next one starts beside it, or at once when one fails.
 */
class happy_eyeballs {
public:
    using clock = std::chrono::steady_clock;
    using endpoint = boost::asio::ip::tcp::endpoint;

    /// \param delay how long one attempt has before the next one starts beside it
    happy_eyeballs(std::vector<endpoint> to, clock::duration delay) : endpoints_{std::move(to)}, delay_{delay}
    {
    }

    /// The endpoint that is to be tried now, if one is. It counts as running from then on.
    [[nodiscard]] std::optional<endpoint> next(clock::time_point now)
    {
        if (next_ == endpoints_.size() || now < next_at_) return std::nullopt;
        ++running_;
        next_at_ = later(now, delay_);
        return endpoints_[next_++];
    }

    /// When \ref next gives another endpoint, if no attempt fails before.
    [[nodiscard]] clock::time_point next_at() const
    {
        return next_ == endpoints_.size() ? clock::time_point::max() : next_at_;
    }

    /// An attempt has failed: the next one need not wait.
    void failed()
    {
        --running_;
        next_at_ = clock::time_point::min();
    }

    /// Whether every endpoint was tried in vain.
    [[nodiscard]] bool is_over() const { return running_ == 0 && next_ == endpoints_.size(); }

private:
    std::vector<endpoint> endpoints_;
    clock::duration delay_;
    clock::time_point next_at_ = clock::time_point::min();
    std::size_t next_ = 0;
    std::size_t running_ = 0;
};

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_SERVER_SINGLE_FLIGHT_HPP
#define TOLLGATE_DETAIL_NET_SERVER_SINGLE_FLIGHT_HPP

#include <tollgate/version.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/**
 * \brief What is being handled at this moment, by name; a second one of a name waits for the end of the first.
 * \par Thread safety
 * All members may be called from several threads.
 */
class single_flight {
public:
    /// The right to handle a name; its destructor gives it to who waits.
    class permit {
    public:
        permit(single_flight &of, std::string name) : of_{&of}, name_{std::move(name)} {}
        permit(permit &&other) noexcept
            : of_{std::exchange(other.of_, nullptr)},
              name_{std::move(other.name_)}
        {
        }
        permit &operator=(permit &&) = delete;
        ~permit()
        {
            if (of_ != nullptr) of_->leave(name_);
        }

    private:
        single_flight *of_;
        std::string name_;
    };

    /// A permit if nobody else handles this name; the empty name is nobody's.
    [[nodiscard]] TOLLGATE_DECL std::optional<permit> enter_at_once(std::string const &name);

    /// Waits until nobody else handles this name. The empty name is nobody's: it never waits. The caller's executor is a strand, or
    /// has one thread: it is told there, after it has begun to wait.
    [[nodiscard]] TOLLGATE_DECL boost::asio::awaitable<permit> enter(std::string name);

private:
    struct waiter;

    /// Null, or what to wait for.
    [[nodiscard]] TOLLGATE_DECL std::shared_ptr<waiter>
    try_enter(std::string const &name, boost::asio::any_io_executor const &executor);
    TOLLGATE_DECL void leave(std::string const &name);

    std::mutex mutex_;
    std::map<std::string, std::vector<std::shared_ptr<waiter>>> waiting_;
};

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/net/server/single_flight.ipp>
#endif

#endif

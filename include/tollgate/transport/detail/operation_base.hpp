// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_OPERATION_BASE_HPP
#define TOLLGATE_TRANSPORT_DETAIL_OPERATION_BASE_HPP

#include <tollgate/transport/detail/turnstile.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief What the steps of an exchange have in common: its loop, its strand, and that it lives as long as something is under way.
 * \details Sockets and timers live on the loop, for a connection outlives the exchange; handlers run on the strand. Only
 * handlers keep the exchange alive. If its loop ends early and drops them, everything goes.
 */
class operation_base {
public:
    operation_base(boost::asio::any_io_executor loop, turnstile strand, std::weak_ptr<void> owner)
        : loop_{std::move(loop)},
          strand_{std::move(strand)},
          owner_{std::move(owner)}
    {
    }

    [[nodiscard]] boost::asio::any_io_executor const &loop() const { return loop_; }
    [[nodiscard]] turnstile const &strand() const { return strand_; }
    [[nodiscard]] std::weak_ptr<void> const &owner() const { return owner_; }

    /// A handler that runs the function on the exchange's strand and keeps the exchange until then. The strand is entered here:
    /// Asio would compile anew for each handler how to come to an executor of ours.
    template <class Function>
    [[nodiscard]] auto held(Function function) const
    {
        return [strand = strand_, owner = owner_.lock(),
                function = std::move(function)](boost::system::error_code ec, auto... result) mutable {
            strand.execute(
                [owner = std::move(owner), function = std::move(function), ec,
                 ... result = std::move(result)]() mutable { function(ec, std::move(result)...); });
        };
    }

private:
    boost::asio::any_io_executor loop_;
    turnstile strand_;
    std::weak_ptr<void> owner_;
};

/// A step that goes on when a socket is ready. All of them wait in the same way, so that it is compiled once.
class socket_operation : public operation_base {
protected:
    explicit socket_operation(operation_base const &of) : operation_base{of} {}
    socket_operation(socket_operation const &) = delete;
    socket_operation &operator=(socket_operation const &) = delete;
    ~socket_operation() = default;

    void wait_for(boost::asio::ip::tcp::socket &over, boost::asio::socket_base::wait_type what)
    {
        over.async_wait(what, held([this](boost::system::error_code ec) { ready(ec); }));
    }

private:
    virtual void ready(boost::system::error_code ec) = 0;
};

} // namespace tollgate::inline v0::detail

#endif

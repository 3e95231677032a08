// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_STEP_HPP
#define TOLLGATE_TRANSPORT_DETAIL_STEP_HPP

#include <tollgate/transport/detail/turnstile.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief What the steps of an errand have in common: its loop, its strand, and that it lives as long as something is under way.
 * \details Sockets and timers live on the loop, for a connection outlives the errand; handlers run on the strand. Only
 * handlers keep the errand alive. If its loop ends early and drops them, everything goes.
 */
class step {
public:
    step(boost::asio::any_io_executor loop, turnstile strand, std::weak_ptr<void> owner)
        : loop_{std::move(loop)},
          strand_{std::move(strand)},
          owner_{std::move(owner)}
    {
    }

    [[nodiscard]] boost::asio::any_io_executor const &loop() const { return loop_; }
    [[nodiscard]] turnstile const &strand() const { return strand_; }
    [[nodiscard]] std::weak_ptr<void> const &owner() const { return owner_; }

    /// A handler that runs the function on the errand's strand and keeps the errand until then. The strand is entered here:
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

} // namespace tollgate::inline v0::detail

#endif

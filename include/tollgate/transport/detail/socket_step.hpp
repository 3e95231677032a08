// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_SOCKET_STEP_HPP
#define TOLLGATE_TRANSPORT_DETAIL_SOCKET_STEP_HPP

#include <tollgate/transport/detail/step.hpp>

#include <boost/asio/ip/tcp.hpp>

namespace tollgate::inline v0::detail {

/// A step that goes on when a socket is ready. All of them wait in the same way, so that it is compiled once.
class socket_step : public step {
protected:
    explicit socket_step(step const &of) : step{of} {}
    socket_step(socket_step const &) = delete;
    socket_step &operator=(socket_step const &) = delete;
    ~socket_step() = default;

    void wait_for(boost::asio::ip::tcp::socket &over, boost::asio::socket_base::wait_type what)
    {
        over.async_wait(what, held([this](boost::system::error_code ec) { ready(ec); }));
    }

private:
    virtual void ready(boost::system::error_code ec) = 0;
};

} // namespace tollgate::inline v0::detail

#endif

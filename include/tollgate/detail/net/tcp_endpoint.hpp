// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_TCP_ENDPOINT_HPP
#define TOLLGATE_DETAIL_NET_TCP_ENDPOINT_HPP

#include <tollgate/config.hpp>

#include <boost/asio/ip/basic_endpoint.hpp>

namespace boost::asio::ip {
class tcp;
}

namespace tollgate::inline v0::detail {

/// `boost::asio::ip::tcp::endpoint`, without what opens sockets, which a program that sends and receives need not see.
using tcp_endpoint = boost::asio::ip::basic_endpoint<boost::asio::ip::tcp>;

} // namespace tollgate::inline v0::detail

#endif

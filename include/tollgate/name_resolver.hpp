// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_NAME_RESOLVER_HPP
#define TOLLGATE_NAME_RESOLVER_HPP

#include <tollgate/version.hpp>

#include <boost/asio/ip/address.hpp>
#include <boost/system/error_code.hpp>

#include <functional>
#include <string>
#include <vector>

namespace tollgate::inline v0 {

/// The addresses of a host, in the order in which they should be tried.
using host_addresses = std::vector<boost::asio::ip::address>;

/// Takes what a resolver found. May be called at once or later, on any thread, once or never, and be kept when the transport
/// and its loop are gone; only not while a loop of the program's is destroyed with the exchange still on it.
using resolved = std::function<void(boost::system::error_code, host_addresses)>;

/**
 * \brief How host names become addresses, e.g. by a program's own cache or DNS library.
 * \details Called for several exchanges at the same time. An exchange whose time is over does not wait for the result,
 * and ignores it.
 */
using name_resolver = std::function<void(std::string const &host, resolved done)>;

} // namespace tollgate::inline v0

#endif

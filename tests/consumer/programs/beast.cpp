// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What the transport is made of is there and is linked: its options, Asio, and OpenSSL's TLS. That it sends is shown by the
// library's own tests.

#include <tollgate/https_options.hpp>
#include <tollgate/version.hpp>

#include <boost/asio/ssl/context.hpp>

#include <iostream>

int main()
{
    tollgate::https_options const options{.connections_per_host = 2};
    boost::asio::ssl::context tls{boost::asio::ssl::context::tls_client};
    std::cout << "tollgate " TOLLGATE_VERSION_STRING ", TLS, " << options.connections_per_host
              << " connections\n";
    return tls.native_handle() != nullptr ? 0 : 1;
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Takes a payment over HTTPS, signed by either library; the gateway is in the other source file.

#include "gateway.hpp"

#include "../programs/payment.hpp"

#include <iostream>
#include <string>

namespace {

template <class Hash>
bool pays(shop::sandbox &gateway, std::string const &id)
{
    tollgate::client<shop::one_payment::account, tollgate::beast_transport, Hash> client{shop::project(),
                                                                                         gateway.transport()};
    auto order = shop::order();
    order.user_data = id;
    auto const form = client.send(order);
    if (!form) std::cerr << form.error() << '\n';
    return form.has_value();
}

} // namespace

int main()
{
    auto const gateway = shop::open_gateway(shop::project());
    bool const both = pays<tollgate::cryptopp_hash>(*gateway, "order-1") &&
                      pays<tollgate::openssl_hash>(*gateway, "order-2");
    return both ? 0 : 1;
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A client signs, sends and reads the answer. The sandbox plays the gateway, over real HTTPS on this machine.

#include <tollgate/providers/cactus.hpp>
#include <tollgate/sandbox.hpp>
#include <tollgate/tollgate.hpp>

#include <chrono>
#include <iostream>

namespace cactus = tollgate::cactus;
using namespace std::chrono_literals;

int main()
{
    cactus::account const shop{
        .merchant_id = "merch_id", .site_id = 1, .salt = tollgate::secret{"test_salt"}};
    cactus::obtain_token const order{
        .site_login = "user-7", .request_id = "A-1001", .amount = 900'000, .currency = "KZT"};

    tollgate::sandbox::gateway sandbox{shop};
    tollgate::client gateway{shop, sandbox.transport()}; // against the real one: client gateway{shop};

    auto const form = gateway.send(order, 10s); // without a deadline: the gateway's usual timeout
    if (!form) {
        std::cerr << form.error() << '\n';
        return 1;
    }
    std::cout << "the payer goes to " << form->page() << "\n\n";

    // The same message with a wrong salt: the gateway refuses, but nobody can tell whether it was the gateway.
    cactus::account const mistaken{
        .merchant_id = "merch_id", .site_id = 1, .salt = tollgate::secret{"not_the_salt"}};
    auto const refused = tollgate::client{mistaken, sandbox.transport()}.send(order);
    if (refused) return 1;
    std::cout << refused.error() << '\n'
              << "the gateway, unverified: " << refused.error().gateway()->message << "\n\n";

    // Nobody there: not a byte was sent, so it may be sent again.
    tollgate::https_options nowhere = sandbox.options();
    nowhere.connect_to->port(1);
    auto const unreachable = tollgate::client{shop, tollgate::https_transport{nowhere}}.send(order);
    if (unreachable) return 1;
    std::cout << unreachable.error() << '\n';
}

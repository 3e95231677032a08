// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Writes an order down before it is sent, and sends it once.

#include "own_hash.hpp"
#include "own_transport.hpp"

#include <tollgate/records.hpp>
#include <tollgate/records/soci_database.hpp>

#include <cstdio>
#include <iostream>

int main()
{
    char const *const file = "shop.db";
    std::remove(file);
    tollgate::records records{tollgate::soci_database::sqlite(file)};
    if (!records.prepare()) return 1;

    using gateway = tollgate::client<shop::one_payment::account, shop::own_transport, shop::own_hash>;
    tollgate::payments payments{gateway{shop::project(), shop::own_transport{}}, records};
    auto const sent = payments.send(shop::order()); // this hash signs nothing that would be accepted
    auto const known = payments.find<shop::one_payment::init_form>("order_777");
    std::remove(file);
    bool const is_written_down = known && *known && (*known)->attempts == 1;
    std::cout << "tollgate " TOLLGATE_VERSION_STRING ", records: "
              << (is_written_down ? "written down" : "lost") << '\n';
    return !sent && is_written_down ? 0 : 1;
}

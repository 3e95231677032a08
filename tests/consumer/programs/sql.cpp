// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Writes an order down before it is sent, and finds it again.

#include "own_hash.hpp"
#include "own_transport.hpp"

#include <tollgate/records.hpp>
#include <tollgate/records/soci_database.hpp>

#include <filesystem>
#include <iostream>
#include <random>
#include <string>

namespace {

bool writes_down(std::string const &file)
{
    tollgate::records records{tollgate::soci_database::sqlite(file)};
    if (!records.prepare()) return false;
    using gateway = tollgate::client<shop::one_payment::account, shop::own_transport, shop::own_hash>;
    tollgate::payments payments{gateway{shop::project(), shop::own_transport{}}, records};
    auto const sent =
        payments.send(shop::order()); // refused by the transport: this hash signs nothing that it expects
    auto const known = payments.find<shop::one_payment::init_form>("order_777");
    return !sent && known && *known && (*known)->attempts == 1;
}

} // namespace

int main()
{
    auto const folder =
        std::filesystem::temp_directory_path() / ("tollgate-shop-" + std::to_string(std::random_device{}()));
    std::filesystem::create_directory(folder);
    bool const is_written_down = writes_down((folder / "shop.db").string());
    std::filesystem::remove_all(folder);
    std::cout << "tollgate " TOLLGATE_VERSION_STRING ", records: "
              << (is_written_down ? "written down" : "lost") << '\n';
    return is_written_down ? 0 : 1;
}

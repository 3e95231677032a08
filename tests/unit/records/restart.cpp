// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// PostgreSQL goes away and comes back, as on a night of maintenance.

#include <tollgate/records.hpp>

#include <support/records.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace one_payment = tollgate::one_payment;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::payment_state;
using tollgate::test::folder;
using tollgate::test::gateway_of_file;
using tollgate::test::order;
using tollgate::test::postgresql;
using tollgate::test::shop;

using init_payment = one_payment::init_payment;

} // namespace

TEST_SUITE("tollgate.records.restart")
{
    TEST_CASE("payments: a server that goes away and comes back loses nothing")
    {
        postgresql &server = postgresql::get();
        if (!server.is_there()) return;
        tollgate::records records{tollgate::soci_database::postgresql(server.new_schema())};
        REQUIRE(records.prepare().has_value());
        folder const here;
        bool is_to_stop = false;
        gateway_of_file const gateway{here.file("books"), [&] {
                                          if (std::exchange(is_to_stop, false)) server.stop();
                                      }};
        tollgate::payments by{tollgate::client{shop(), gateway}, records};
        auto const state_of = [&](std::string const &id) { return (*by.find<init_payment>(id))->state; };

        CHECK(by.send(order("A-1")).has_value());
        server.stop();
        auto const away = by.send(order("A-2"));
        REQUIRE(!away.has_value());
        CHECK(away.error().code() == errc::records_unavailable);
        CHECK(away.error().is_not_sent());
        CHECK(by.find<init_payment>("A-1").error().code() == errc::records_unavailable);
        server.start();
        CHECK(by.send(order("A-2")).has_value());
        CHECK(state_of("A-1") == payment_state::accepted);

        // Restarted between two statements, which the connections do not survive.
        server.stop();
        server.start();
        CHECK(by.send(order("A-3")).has_value());

        // Gone between sending and writing down.
        is_to_stop = true;
        CHECK(by.send(order("A-4")).has_value());
        server.start();
        CHECK(state_of("A-4") == payment_state::accepted);
        CHECK(by.unsettled()->empty());
        CHECK(gateway.books() == std::vector<std::string>{"A-1", "A-2", "A-3", "A-4"});
    }
}

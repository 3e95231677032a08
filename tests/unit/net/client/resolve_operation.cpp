// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/https_transport.hpp>

#include <tollgate/impl/net/client/resolve_operation.hpp>

#include <doctest/doctest.h>
#include <support/mailbox.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace {

using tollgate::host_addresses;

} // namespace

TEST_SUITE("tollgate.net.client.resolve_operation")
{
    TEST_CASE(
        "lookups: everybody who asks is told, those who ask for the same host at the same time by one thread")
    {
        tollgate::test::mailbox<std::string> answers;
        {
            tollgate::detail::lookup_threads lookups;
            for (std::string const host : {"127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.1"})
                lookups.look_up(host, [&answers](boost::system::error_code ec, host_addresses const &found) {
                    answers.put(ec || found.empty() ? ec.message() : found.front().to_string());
                });
        } // which waits
        auto told = answers.all();
        std::ranges::sort(told);
        CHECK(told == std::vector<std::string>{"127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.2"});
    }

    TEST_CASE("the program's resolver: its end, used after the exchange has stopped, tells nobody and keeps "
              "nothing")
    {
        boost::asio::io_context loop;
        int told = 0;
        tollgate::detail::resolve_operation asked{loop.get_executor()};
        auto owner = std::make_shared<int>(0);
        auto const end = asked.make_end_for_program(
            owner, [&](boost::system::error_code, host_addresses const &) { ++told; });
        CHECK(owner.use_count() == 1);
        end({}, {});
        CHECK(told == 1);
        asked.stop();
        end({}, {});
        CHECK(told == 1);
        CHECK(owner.use_count() == 1);
    }
}

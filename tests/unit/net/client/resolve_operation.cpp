// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/https_transport.hpp>

#include <tollgate/impl/net/client/resolve_operation.hpp>

#include <doctest/doctest.h>
#include <support/mailbox.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
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

    TEST_CASE("the program's resolver: its end keeps nothing, and tells nobody when the exchange or its loop "
              "is gone")
    {
        auto loop = std::make_optional<boost::asio::io_context>();
        tollgate::detail::context_lifetime const lifetime{loop->get_executor()};
        int told = 0;
        auto const count = [&](boost::system::error_code, host_addresses const &) { ++told; };
        auto owner = std::make_shared<int>(0);
        auto const end = tollgate::detail::make_end_for_program(lifetime, owner, count);
        CHECK(owner.use_count() == 1);
        end({}, {});
        CHECK(told == 1);
        CHECK(owner.use_count() == 1);

        auto const without_owner =
            tollgate::detail::make_end_for_program(lifetime, std::make_shared<int>(0), count);
        without_owner({}, {});
        CHECK(told == 1);

        loop.reset();
        end({}, {});
        CHECK(told == 1);
    }

    TEST_CASE("the program's resolver: a transport keeps one, and lets it go at its end")
    {
        auto const state = std::make_shared<int>(0);
        {
            tollgate::https_options options;
            options.resolver = [state](std::string const &, tollgate::resolved const &) {};
            tollgate::https_transport const transport{std::move(options)};
            CHECK(state.use_count() == 2);
        }
        CHECK(state.use_count() == 1);
    }
}

TEST_SUITE("tollgate.net.client.context_lifetime")
{
    TEST_CASE("context_lifetime: all handles know when the loop's end has begun, before its handlers go")
    {
        auto loop = std::make_optional<boost::asio::io_context>();
        tollgate::detail::context_lifetime const one{loop->get_executor()};
        tollgate::detail::context_lifetime const other{loop->get_executor()};
        auto const is_there = [](tollgate::detail::context_lifetime const &asked) {
            bool called = false;
            asked.while_there([&] { called = true; });
            return called;
        };
        CHECK(is_there(one));
        bool was_there = true;
        auto const look = [&](int *gone) {
            was_there = is_there(one) || is_there(other);
            delete gone;
        };
        boost::asio::post(*loop, [held = std::unique_ptr<int, decltype(look)>{new int{}, look}] {});
        loop.reset();
        CHECK_FALSE(was_there);
        CHECK_FALSE(is_there(other));
    }

    TEST_CASE("context_lifetime: the loop's end waits for who is about to post")
    {
        auto loop = std::make_optional<boost::asio::io_context>();
        tollgate::detail::context_lifetime const lifetime{loop->get_executor()};
        std::promise<void> is_inside;
        std::atomic<bool> has_posted = false;
        std::thread poster{[&] {
            lifetime.while_there([&] {
                is_inside.set_value();
                boost::asio::post(*loop, [] {});
                has_posted = true;
            });
        }};
        is_inside.get_future().get();
        loop.reset();
        CHECK(has_posted);
        poster.join();
    }
}

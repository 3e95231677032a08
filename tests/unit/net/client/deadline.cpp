// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Times that a program gives: those that do not fit the clock's unit are the longest that there are, and nothing overflows.

#include <tollgate/https_transport.hpp>

#include <tollgate/sandbox/certificates.hpp>
#include <tollgate/sandbox/options.hpp>

#include <support/https_server.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <ratio>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace chrono = std::chrono;
namespace sandbox = tollgate::sandbox;
using namespace std::chrono_literals;
using tollgate::deadline;
using tollgate::errc;
using tollgate::https_options;
using tollgate::https_transport;
using tollgate::testing::behaviour;
using tollgate::testing::https_server;
using clock_type = deadline::clock;
using answer = tollgate::result<tollgate::wire_response>;

struct gateway {
    explicit gateway(std::vector<behaviour> script = {behaviour::answer})
        : server{authority.issue("shop.test"), std::move(script)}
    {
    }
    https_options options() const
    {
        return {.ca_pem = authority.certificate_pem(), .connect_to = server.endpoint()};
    }
    sandbox::authority authority{};
    https_server server;
};

tollgate::wire_request const question{
    .method = "GET", .host = "shop.test", .target = "/", .headers = {}, .body = {}};

std::vector<deadline> far_ones()
{
    using weeks = chrono::duration<std::int64_t, std::ratio<604'800>>;
    using thirtieths = chrono::duration<std::int64_t, std::ratio<1, 30>>;
    return {deadline{chrono::hours::max()},
            deadline{chrono::minutes::max()},
            deadline{chrono::seconds::max()},
            deadline{chrono::milliseconds::max()},
            deadline{chrono::nanoseconds::max()},
            deadline{weeks::max()},
            deadline{thirtieths::max()},
            deadline{chrono::duration<std::uint64_t>::max()},
            deadline{chrono::duration<double>{1e300}},
            deadline{chrono::duration<double>{std::numeric_limits<double>::infinity()}},
            deadline{clock_type::time_point::max()},
            deadline{chrono::time_point<clock_type, chrono::hours>::max()}};
}

std::vector<deadline> past_ones()
{
    return {deadline{chrono::hours::min()},
            deadline{chrono::nanoseconds::min()},
            deadline{chrono::duration<double>{-1e300}},
            deadline{chrono::duration<double>{std::numeric_limits<double>::quiet_NaN()}},
            deadline{clock_type::time_point::min()},
            deadline{chrono::time_point<clock_type, chrono::hours>::min()}};
}

} // namespace

TEST_SUITE("tollgate.net.client.deadline")
{
    TEST_CASE("deadline: one that is too far to be counted never passes, one too long ago has passed")
    {
        auto const in_a_century = clock_type::now() + chrono::hours{24 * 36'500};
        for (auto const &each : far_ones())
            CHECK(each.at() > in_a_century);
        for (auto const &each : past_ones())
            CHECK(each.at() < clock_type::now());
    }

    TEST_CASE("deadline: one that fits is what it says, in each unit")
    {
        auto const is = [](auto from_now, clock_type::duration expected) {
            auto const before = clock_type::now();
            auto const at = deadline{from_now}.at();
            auto const after = clock_type::now();
            return before + expected <= at && at <= after + expected;
        };
        CHECK(is(chrono::hours{2}, 120min));
        CHECK(is(chrono::hours{-2}, -120min));
        CHECK(is(chrono::duration<double>{0.5}, 500ms));
        CHECK(is(chrono::duration<int, std::ratio<1, 30>>{45}, 1500ms));
        CHECK(is(chrono::duration<int, std::ratio<1, 30>>{1}, 33'333'333ns));
        CHECK(is(chrono::duration<int, std::pico>{-1500}, -1ns));
        CHECK(is(chrono::duration<unsigned>{7}, 7s));
        clock_type::time_point const at{chrono::seconds{5}};
        CHECK(deadline{at}.at() == at);
        CHECK(deadline{chrono::time_point_cast<chrono::seconds>(at)}.at() == at);
    }

    TEST_CASE("deadline: an exchange with a far one is answered, one with a past one is not sent")
    {
        gateway far;
        https_transport transport{far.options()};
        for (auto const &by : far_ones()) {
            CHECK(transport.send(question, by).has_value());
            CHECK(transport.async_send(question, by, asio::use_future).get().has_value());
        }
        auto const seen = far.server.requests();
        for (auto const &by : past_ones())
            for (auto const &got :
                 {transport.send(question, by), transport.async_send(question, by, asio::use_future).get()}) {
                REQUIRE(got.has_error());
                CHECK(got.error().code() == errc::deadline_exceeded);
                CHECK(got.error().is_not_sent());
            }
        CHECK(far.server.requests() == seen);
    }

    TEST_CASE("deadline: a caller with a far one waits for a connection")
    {
        gateway far;
        auto options = far.options();
        options.connections_per_host = 1;
        https_transport transport{options};
        std::vector<std::thread> callers;
        std::vector<std::optional<answer>> got(4);
        for (auto &each : got)
            callers.emplace_back([&] { each = transport.send(question, chrono::hours::max()); });
        for (auto &each : callers)
            each.join();
        for (auto const &each : got)
            CHECK(each->has_value());
    }

    TEST_CASE("deadline: budgets, delays and idle limits may be as long as there is")
    {
        using duration = tollgate::step_budgets::duration;
        gateway far;
        for (auto const longest : {duration::max(), duration::max() - duration{1}}) {
            auto options = far.options();
            options.budgets = {longest, longest, longest, longest, longest};
            options.attempt_delay = longest;
            options.idle_limit = longest;
            options.port = options.connect_to->port();
            options.connect_to.reset();
            options.resolver = [](std::string const &, tollgate::resolved const &done) {
                done({}, {asio::ip::make_address("127.0.0.77"), asio::ip::address_v4::loopback()});
            };
            https_transport transport{options};
            auto const before = far.server.connections();
            for (int i = 0; i != 2; ++i) {
                CHECK(transport.send(question, 30s).has_value());
                CHECK(transport.async_send(question, 30s, asio::use_future).get().has_value());
            }
            CHECK(far.server.connections() == before + 2); // each kind of its own, used twice
        }
        auto options = far.options();
        options.idle_limit = duration::min();
        https_transport transport{options};
        auto const before = far.server.connections();
        CHECK(transport.send(question, 30s).has_value());
        CHECK(transport.send(question, 30s).has_value());
        CHECK(far.server.connections() == before + 2);
        options.budgets.resolve = duration::min();
        options.budgets.connect = duration::min();
        CHECK(https_transport{options}.send(question, 30s).has_error());
    }

    TEST_CASE("deadline: the sandbox's scale keeps what it is given within the clock")
    {
        using duration = chrono::steady_clock::duration;
        sandbox::time_scale const fast{1, 1000};
        CHECK(fast.of(45s) == 45ms);
        CHECK(fast.of(1ms) == 1us);
        CHECK(sandbox::time_scale{3, 2}.of(5ns) == 7ns);
        CHECK(sandbox::time_scale{1000, 1}.of(chrono::hours::max()) == duration::max());
        CHECK(sandbox::time_scale{}.of(chrono::seconds::max()) == duration::max());
        CHECK(sandbox::time_scale{}.of(chrono::milliseconds::min()) == duration::min());
    }
}

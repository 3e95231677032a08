// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/impl/net/client/blocking_exchange.hpp>

#include <doctest/doctest.h>

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace {

using tollgate::detail::poll_until;
using clock_type = tollgate::deadline::clock;

/// While it lives, this signal interrupts what waits, and does nothing else.
class interrupting_signal {
public:
    interrupting_signal()
    {
        struct sigaction action{};
        action.sa_handler = [](int) {};
        REQUIRE(sigaction(SIGUSR1, &action, &usual_) == 0);
    }
    interrupting_signal(interrupting_signal const &) = delete;
    interrupting_signal &operator=(interrupting_signal const &) = delete;
    ~interrupting_signal() { sigaction(SIGUSR1, &usual_, nullptr); }

private:
    struct sigaction usual_{};
};

/// A pipe of which the reading end can be waited for.
class pipe_ends {
public:
    pipe_ends() { REQUIRE(::pipe(ends_.data()) == 0); }
    pipe_ends(pipe_ends const &) = delete;
    pipe_ends &operator=(pipe_ends const &) = delete;
    ~pipe_ends()
    {
        for (int const each : ends_)
            ::close(each);
    }
    [[nodiscard]] std::vector<pollfd> awaited() const
    {
        return {{.fd = ends_[0], .events = POLLIN, .revents = 0}};
    }
    void write() const { REQUIRE(::write(ends_[1], "x", 1) == 1); }

private:
    std::array<int, 2> ends_{};
};

} // namespace

TEST_SUITE("tollgate.net.client.blocking_exchange")
{
    TEST_CASE("poll_until: a socket that is ready is told, and the end of the time as nothing")
    {
        pipe_ends const ends;
        auto sockets = ends.awaited();
        CHECK_FALSE(poll_until(sockets, clock_type::now() - std::chrono::hours{1}));
        CHECK(sockets[0].revents == 0);
        ends.write();
        CHECK_FALSE(poll_until(sockets, clock_type::time_point::max()));
        CHECK(sockets[0].revents == POLLIN);
    }

    TEST_CASE("poll_until: a signal is no error, and nothing is ready")
    {
        interrupting_signal const signal;
        pipe_ends const ends;
        auto sockets = ends.awaited();
        boost::system::error_code ec;
        std::atomic<bool> has_returned = false;
        std::thread waiting{[&] {
            ec = poll_until(sockets, clock_type::now() + std::chrono::minutes{10});
            has_returned = true;
        }};
        while (!has_returned) {
            pthread_kill(waiting.native_handle(), SIGUSR1);
            std::this_thread::yield();
        }
        waiting.join();
        CHECK_FALSE(ec);
        CHECK(sockets[0].revents == 0);
    }
}

TEST_SUITE("tollgate.net.client.handoff")
{
    TEST_CASE("handoff: what another thread hands over is taken once, the first of two")
    {
        tollgate::detail::handoff<std::string> given;
        CHECK_FALSE(given.take_until(clock_type::time_point::min()));
        given.put("first");
        given.put("second");
        CHECK(given.take_until(clock_type::time_point::min()) == "first");
        CHECK_FALSE(given.take_until(clock_type::time_point::min()));
        std::thread later{[&] { given.put("third"); }};
        CHECK(given.take_until(clock_type::time_point::max()) == "third");
        later.join();
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/net/lazy_timer.hpp>

#include <support/manual_clock.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/error_code.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using tollgate::testing::manual_clock;

/// A timer that counts what it costs, and expires when the test says so.
struct pretended_timer {
    using clock_type = manual_clock;
    using time_point = manual_clock::time_point;

    pretended_timer(asio::any_io_executor const &, time_point at) : at_{at} { now = this; }

    [[nodiscard]] time_point expiry() const { return at_; }
    void expires_at(time_point at)
    {
        at_ = at;
        call(asio::error::operation_aborted);
    }
    template <class Handler>
    void async_wait(Handler handler)
    {
        ++waits;
        // `std::function` wants a copy.
        handler_ = [held = std::make_shared<Handler>(std::move(handler))](boost::system::error_code ec) {
            (*held)(ec);
        };
    }
    /// What a loop does at a moment.
    void run()
    {
        if (manual_clock::now() >= at_) call({});
    }
    [[nodiscard]] bool is_waiting() const { return handler_ != nullptr; }

    int waits = 0;
    static inline pretended_timer *now = nullptr;

private:
    void call(boost::system::error_code ec)
    {
        if (auto const handler = std::exchange(handler_, nullptr)) handler(ec);
    }

    time_point at_;
    std::function<void(boost::system::error_code)> handler_;
};

struct at_once {
    template <class Function>
    void execute(Function function) const
    {
        function();
    }
};

/// What owns a timer, as an exchange does.
struct owner : std::enable_shared_from_this<owner> {
    void make_timer()
    {
        timer.emplace(asio::any_io_executor{}, at_once{}, weak_from_this(), [this] { ++rung; });
    }
    [[nodiscard]] static std::shared_ptr<owner> make()
    {
        auto made = std::make_shared<owner>();
        made->make_timer();
        return made;
    }
    int rung = 0;
    std::optional<tollgate::detail::lazy_timer<at_once, pretended_timer>> timer;
};

} // namespace

TEST_SUITE("tollgate.net.client.lazy_timer")
{
    TEST_CASE("lazy_timer: it calls once, at its moment and not before")
    {
        auto const of = owner::make();
        auto &clock = *pretended_timer::now;
        of->timer->set(manual_clock::now() + 10s);
        manual_clock::advance(9s);
        clock.run();
        CHECK(of->rung == 0);
        manual_clock::advance(1s);
        clock.run();
        CHECK(of->rung == 1);
        manual_clock::advance(1h);
        clock.run();
        CHECK(of->rung == 1);
    }

    TEST_CASE("lazy_timer: a later moment leaves the timer where it is")
    {
        auto const of = owner::make();
        auto &clock = *pretended_timer::now;
        for (int i = 0; i != 100; ++i)
            of->timer->set(manual_clock::now() + 10s + std::chrono::seconds{i});
        CHECK(clock.waits == 1);
        manual_clock::advance(10s);
        clock.run(); // too early: it is set again, to the last moment
        CHECK(of->rung == 0);
        CHECK(clock.waits == 2);
        manual_clock::advance(99s);
        clock.run();
        CHECK(of->rung == 1);
        CHECK(clock.waits == 2);
    }

    TEST_CASE("lazy_timer: an earlier moment moves it")
    {
        auto const of = owner::make();
        auto &clock = *pretended_timer::now;
        of->timer->set(manual_clock::now() + 10s);
        of->timer->set(manual_clock::now() + 1s);
        CHECK(clock.waits == 2);
        manual_clock::advance(1s);
        clock.run();
        CHECK(of->rung == 1);
    }

    TEST_CASE("lazy_timer: one that is set keeps its owner, one that is stopped lets it go")
    {
        auto of = owner::make();
        std::weak_ptr<owner> const observed = of;
        auto &clock = *pretended_timer::now;
        of->timer->set(manual_clock::now() + 10s);
        of.reset();
        REQUIRE_FALSE(observed.expired());
        observed.lock()->timer->stop();
        CHECK(observed.expired());

        of = owner::make();
        auto &second = *pretended_timer::now;
        std::weak_ptr<owner> const rung = of;
        of->timer->set(manual_clock::now() + 10s);
        of.reset();
        manual_clock::advance(10s);
        second.run();
        CHECK(rung.expired());
        CHECK(&clock != nullptr);
    }

    TEST_CASE("lazy_timer: stopped, it does not call, and may be set again")
    {
        auto const of = owner::make();
        auto &clock = *pretended_timer::now;
        of->timer->set(manual_clock::now() + 10s);
        of->timer->stop();
        manual_clock::advance(10s);
        clock.run();
        CHECK(of->rung == 0);
        of->timer->set(manual_clock::now() + 1s);
        manual_clock::advance(1s);
        clock.run();
        CHECK(of->rung == 1);
    }
}

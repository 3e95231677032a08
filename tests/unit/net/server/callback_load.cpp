// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/listener.hpp>

#include <tollgate/callback/merge.hpp>
#include <tollgate/callback/store.hpp>
#include <tollgate/hash/cryptopp.hpp>

#include <support/gateways.hpp>
#include <support/raw_connection.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace test = tollgate::test;
using asio::ip::tcp;
using reported = tollgate::one_payment::payment_callback;

constexpr std::size_t order_count = 10'000;
constexpr std::size_t connection_count = 200;
constexpr std::size_t tenth = order_count / 10;
#if defined(__has_feature) // clang says it so, g++ by a macro
#if __has_feature(address_sanitizer)
#define TOLLGATE_TEST_KEEPS_FREED_MEMORY
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(TOLLGATE_TEST_KEEPS_FREED_MEMORY)
constexpr std::size_t most_growth = 512; // MiB; the sanitizer keeps what was freed
#else
constexpr std::size_t most_growth = 64; // MiB
#endif

std::size_t price_of(std::size_t order)
{
    return 100 + order * 7;
}

std::string body_of(std::size_t order, int status)
{
    return test::one_payment_body({{"payment_type", test::as_string("sbp")},
                                   {"order_id", test::as_string("g" + std::to_string(order))},
                                   {"project_id", test::as_number("5678")},
                                   {"status", test::as_number(std::to_string(status))},
                                   {"merchant_price", test::as_number(std::to_string(price_of(order)))},
                                   {"currency", test::as_string("RUB")},
                                   {"user_data", test::as_string(std::to_string(order))}});
}

enum class transfer { whole, corrupted, cut_off };

/// One message on one connection.
struct delivery {
    std::string body;
    transfer what = transfer::whole;
    std::size_t chance = 0; ///< Where it is cut off.
};

/// What a bad day looks like: which messages go over which connection, in which order.
class bad_day {
public:
    explicit bad_day(unsigned seed) : random_{seed}, over_(connection_count)
    {
        for (std::size_t order = 0; order != order_count; ++order)
            plan(order);
        for (delivery &again : repeated_)
            insert(std::move(again));
    }
    [[nodiscard]] std::vector<std::vector<delivery>> const &connections() const { return over_; }

private:
    void plan(std::size_t order)
    {
        auto &here = over_[order % connection_count];
        switch (order / tenth) { // each tenth has its own trouble
        case 0: repeat(order); break;
        case 1: return here.insert(here.end(), {{body_of(order, 3)}, {body_of(order, 2)}}), void();
        case 2: here.push_back({corrupted(body_of(order, 3)), transfer::corrupted}); break;
        case 3: here.push_back({body_of(order, 3), transfer::cut_off, random_()}); break;
        default: break;
        }
        here.push_back({body_of(order, 3)});
    }
    /// Half of them somewhere, half at the same moment on the next connection.
    void repeat(std::size_t order)
    {
        if (order % 2 == 0)
            repeated_.push_back({body_of(order, 3)});
        else
            over_[(order + 1) % connection_count].push_back({body_of(order, 3)});
    }
    void insert(delivery again)
    {
        auto &there = over_[random_() % connection_count];
        there.insert(there.begin() + static_cast<std::ptrdiff_t>(random_() % (there.size() + 1)),
                     std::move(again));
    }
    /// With another digit in the amount, in the order's number, or in the signature.
    std::string corrupted(std::string body)
    {
        constexpr char const *places[] = {"\"merchant_price\":", "\"user_data\":\"", "\"sign\":\""};
        std::string const place = places[random_() % 3];
        char &digit = body[body.find(place) + place.size()];
        digit = digit == '1' ? '2' : '1';
        return body;
    }

    std::mt19937 random_;
    std::vector<std::vector<delivery>> over_;
    std::vector<delivery> repeated_;
};

/// The shop: what it was told, how often, and which status it believes.
class shop {
public:
    asio::awaitable<void> hear(tollgate::verified<reported> const &told)
    {
        auto const order = static_cast<std::size_t>(std::stoul(*told->user_data));
        if (told->merchant_price->text() != std::to_string(price_of(order))) ++forged;
        for (int i = 0; i != 3; ++i) // so that repetitions meet
            co_await asio::post(asio::use_awaitable);
        if (order % 100 == 0 && !std::exchange(stumbled_[order], true)) throw std::runtime_error{"stumble"};
        std::scoped_lock lock{mutex_};
        ++handled_[{order, static_cast<int>(*told->status)}];
        auto const [known, is_new] = status_.try_emplace(order, *told->status);
        if (!is_new) known->second = tollgate::merge<reported>(known->second, *told->status).status;
    }

    [[nodiscard]] std::size_t handled() const { return handled_.size(); }
    [[nodiscard]] std::size_t handled_twice() const
    {
        return static_cast<std::size_t>(
            std::ranges::count_if(handled_, [](auto const &each) { return each.second != 1; }));
    }
    [[nodiscard]] std::size_t paid() const
    {
        return static_cast<std::size_t>(std::ranges::count_if(
            status_, [](auto const &each) { return each.second == tollgate::one_payment::status::success; }));
    }

    std::atomic<std::size_t> forged = 0;

private:
    std::mutex mutex_;
    std::vector<char> stumbled_ = std::vector<char>(order_count);
    std::map<std::pair<std::size_t, int>, int> handled_;
    std::map<std::size_t, tollgate::one_payment::status> status_;
};

/// The gateway's end: says everything on its list, and repeats what was not acknowledged.
class caller {
public:
    caller(asio::io_context &io, std::uint16_t port, std::vector<delivery> const &all,
           std::map<unsigned, std::size_t> &answers)
        : socket_{io},
          port_{port},
          all_{all},
          answers_{answers}
    {
    }

    asio::awaitable<void> run()
    {
        for (delivery const &each : all_)
            co_await deliver(each);
    }

private:
    asio::awaitable<void> deliver(delivery const &what)
    {
        std::string const bytes = test::post("/1payment", what.body);
        if (what.what == transfer::cut_off) {
            co_await connect();
            std::size_t const cut_at = 1 + what.chance % (bytes.size() - 1);
            co_await asio::async_write(socket_, asio::buffer(bytes, cut_at), asio::use_awaitable);
            socket_.close();
            co_return;
        }
        for (unsigned status = 0; status != 200;) {
            status = co_await say(bytes);
            ++answers_[status];
            if (what.what == transfer::corrupted) co_return;
        }
    }

    asio::awaitable<void> connect()
    {
        if (socket_.is_open()) co_return;
        tcp::endpoint const where{asio::ip::address_v4::loopback(), port_};
        co_await socket_.async_connect(where, asio::use_awaitable);
    }

    /// The status of the answer; 0 if the connection ended instead.
    asio::awaitable<unsigned> say(std::string const &bytes)
    {
        boost::system::error_code ec;
        http::response<http::string_body> answer;
        co_await connect();
        co_await asio::async_write(socket_, asio::buffer(bytes),
                                   asio::redirect_error(asio::use_awaitable, ec));
        if (!ec)
            co_await http::async_read(socket_, buffer_, answer,
                                      asio::redirect_error(asio::use_awaitable, ec));
        if (ec || !answer.keep_alive()) {
            socket_.close();
            buffer_.clear();
        }
        co_return ec ? 0 : answer.result_int();
    }

    tcp::socket socket_;
    std::uint16_t port_;
    std::vector<delivery> const &all_;
    std::map<unsigned, std::size_t> &answers_;
    boost::beast::flat_buffer buffer_;
};

/// In MiB; 0 where the system does not say.
std::size_t resident()
{
    std::size_t total = 0;
    std::size_t pages = 0;
    std::ifstream{"/proc/self/statm"} >> total >> pages;
    return pages * 4096 / (1024 * 1024);
}

} // namespace

TEST_SUITE("tollgate.listener.load")
{
    TEST_CASE("listener: of 10,000 callbacks on a bad day, each genuine one is handled once and no other")
    {
        unsigned const seed = std::random_device{}();
        bad_day const day{seed};
        shop records;
        tollgate::memory_store store{2 * order_count};
        tollgate::listener listener{{.requests_per_connection = 40, .threads = 2}};
        listener.on<reported>(
            "/1payment", test::one_payment_account(),
            [&records](auto const &told) { return records.hear(told); }, tollgate::once_by(store));
        listener.start().value();

        std::size_t const before = resident();
        std::map<unsigned, std::size_t> answers;
        asio::io_context io;
        std::deque<caller> callers;
        for (auto const &list : day.connections()) {
            callers.emplace_back(io, listener.port(), list, answers);
            asio::co_spawn(io, callers.back().run(), asio::detached);
        }
        io.run();
        std::size_t const after = resident();
        std::size_t const growth = after > before ? after - before : 0;
        listener.stop();

        MESSAGE("seed " << seed << ": " << order_count << " orders over " << connection_count
                        << " connections; handled " << records.handled() << ", acknowledged " << answers[200]
                        << ", refused " << answers[400] << ", to be repeated " << answers[500] << ", broken "
                        << answers[0] << "; store " << store.size() << " of " << store.capacity()
                        << ", resident memory +" << growth << " MiB of " << most_growth);
        CHECK(records.handled() == order_count + tenth); // the second status of those in the wrong order
        CHECK(records.handled_twice() == 0);
        CHECK(records.forged == 0);
        CHECK(records.paid() == order_count);
        CHECK(answers[200] == order_count + 2 * tenth);
        CHECK(answers[400] == tenth);
        CHECK(answers[500] == order_count / 100);
        CHECK(answers[503] == 0);
        CHECK(store.size() == order_count + tenth);
        CHECK(growth <= most_growth);
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Callbacks a second that the listener verifies, and that a Beast server answers unread; then how long each takes at half of
// that load.
//
//   tollgate_callbacks <turns>
//
// Prints lines `row TAB side TAB x TAB value`, one for each turn.

#include <tollgate/hash/cryptopp.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <messages.hpp>
#include <options.hpp>
#include <servers.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace benchmarks;
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using clock_type = std::chrono::steady_clock;

constexpr std::size_t connections = 16;

std::string const post = [] {
    auto const digest = tollgate::cryptopp_hash::digest<tollgate::hash::sha1>(signed_invoice);
    std::string const body = std::string{invoice_members} + R"("signature":")" + hex_of(digest) + "\"}";
    return "POST /callback HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: gateway\r\nAccept: */*\r\n"
           "Content-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}();

/// One connection that sends the callback again and again, as soon as it is answered or at given times.
class caller {
public:
    caller(asio::io_context &io, std::uint16_t port) : socket_{io}, timer_{io}
    {
        socket_.connect({asio::ip::address_v4::loopback(), port});
        socket_.set_option(tcp::no_delay{true});
    }

    void call_until(clock_type::time_point end)
    {
        end_ = end;
        send(clock_type::now());
    }

    /// One at each of these times; a late answer delays none but those of this connection, and counts from their time.
    void call_every(clock_type::duration apart, clock_type::time_point first, clock_type::time_point end)
    {
        end_ = end;
        apart_ = apart;
        wait(first);
    }

    [[nodiscard]] std::vector<double> const &microseconds() const noexcept { return microseconds_; }

private:
    void wait(clock_type::time_point due)
    {
        if (due >= end_) return;
        timer_.expires_at(due);
        timer_.async_wait([this, due](error_code) { send(due); });
    }
    void send(clock_type::time_point due)
    {
        due_ = due;
        asio::async_write(socket_, asio::buffer(post), [this](error_code ec, std::size_t) {
            require(!ec, "a callback cannot be sent");
            receive();
        });
    }
    void receive()
    {
        socket_.async_read_some(asio::buffer(input_) + held_, [this](error_code ec, std::size_t count) {
            require(!ec, "a callback is not answered");
            held_ += count;
            std::string_view const seen{input_.data(), held_};
            if (!seen.ends_with("}")) return receive(); // both servers answer with a JSON object
            require(seen.starts_with("HTTP/1.1 200"), seen);
            held_ = 0;
            auto const now = clock_type::now();
            microseconds_.push_back(std::chrono::duration<double, std::micro>(now - due_).count());
            if (apart_ != clock_type::duration{}) return wait(due_ + apart_);
            if (now < end_) send(now);
        });
    }

    tcp::socket socket_;
    asio::steady_timer timer_;
    std::array<char, 4096> input_;
    std::size_t held_ = 0;
    clock_type::time_point due_{}, end_{};
    clock_type::duration apart_{};
    std::vector<double> microseconds_;
};

/// The times of all calls within so many seconds. A rate of 0: each connection calls again once it is answered.
std::vector<double> load(std::uint16_t port, std::size_t count, double rate, double seconds)
{
    asio::io_context io{1};
    std::vector<std::unique_ptr<caller>> callers;
    for (std::size_t i = 0; i != count; ++i)
        callers.push_back(std::make_unique<caller>(io, port));
    auto const duration = [](double s) {
        return std::chrono::duration_cast<clock_type::duration>(std::chrono::duration<double>(s));
    };
    auto const start = clock_type::now();
    auto const end = start + duration(seconds);
    double number = 0;
    for (auto &each : callers) {
        if (rate == 0)
            each->call_until(end);
        else
            each->call_every(duration(static_cast<double>(count) / rate), start + duration(number++ / rate),
                             end);
    }
    io.run();
    std::vector<double> all;
    for (auto &each : callers)
        all.insert(all.end(), each->microseconds().begin(), each->microseconds().end());
    std::ranges::sort(all);
    return all;
}

void print(char const *row, char const *name, std::size_t x, double value)
{
    std::printf("%s\t%s\t%zu\t%.4f\n", row, name, x, value);
    std::fflush(stdout);
}

struct side {
    char const *name;
    std::uint16_t port;
    std::vector<double> rates{}; ///< With as many connections as the half load has.
};

} // namespace

int main(int argc, char **argv)
{
    require(argc == 2, "usage: tollgate_callbacks <turns>");
    int const turns = std::atoi(argv[1]);
    child_process const with_tollgate{serve_with_tollgate};
    child_process const with_beast{serve_with_beast};
    std::array sides{side{"tollgate", static_cast<std::uint16_t>(std::stoi(with_tollgate.report()))},
                     side{"beast", static_cast<std::uint16_t>(std::stoi(with_beast.report()))}};
    constexpr double slice = 0.2;
    for (std::size_t const count : {std::size_t{1}, std::size_t{4}, connections, std::size_t{64}}) {
        for (int turn = 0; turn != turns; ++turn) {
            for (auto &each : sides) {
                double const rate = static_cast<double>(load(each.port, count, 0, slice).size()) / slice;
                if (count == connections) each.rates.push_back(rate);
                print("listener", each.name, count, rate);
            }
        }
    }
    for (auto &each : sides)
        std::ranges::sort(each.rates);
    for (int turn = 0; turn != turns; ++turn) {
        for (auto &each : sides) {
            double const half = each.rates[each.rates.size() / 2] / 2;
            auto const times = load(each.port, connections, half, slice * 2);
            print("listener p50", each.name, connections, times[times.size() / 2]);
            print("listener p99", each.name, connections, times[times.size() * 99 / 100]);
        }
    }
}

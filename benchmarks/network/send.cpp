// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Requests a second through tollgate, Beast and libcurl, turn by turn, against one server process.
//
//   tollgate_send <turns>
//
// Prints lines `row TAB side TAB x TAB value`, one for each turn.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>

#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <messages.hpp>
#include <options.hpp>
#include <senders.hpp>
#include <servers.hpp>
#include <string>
#include <vector>

namespace {

using namespace benchmarks;
using clock_type = std::chrono::steady_clock;

double seconds_since(clock_type::time_point start)
{
    return std::chrono::duration<double>(clock_type::now() - start).count();
}

void print(char const *row, char const *side, std::size_t x, double value)
{
    std::printf("%s\t%s\t%zu\t%.4f\n", row, side, x, value);
    std::fflush(stdout);
}

struct figures {
    double rate; ///< Requests a second.
    double
        microseconds; ///< Of this process's CPU, for each: what other programs on the machine disturb least.
};

/// One after the other for a while.
figures measure(sender const &send)
{
    double count = 0;
    auto const start = clock_type::now();
    std::clock_t const cpu = std::clock();
    do {
        for (int i = 0; i != 50; ++i)
            send();
        count += 50;
    } while (seconds_since(start) < 0.1);
    return {count / seconds_since(start),
            static_cast<double>(std::clock() - cpu) * 1e6 / CLOCKS_PER_SEC / count};
}

struct volley_figures {
    double rate;
    double microseconds;
    double bytes_each;
};

/// From the first half's answers on, when all connections are open; what the heap holds for each request under way.
volley_figures measure(volley const &fire, std::size_t outstanding, std::size_t total)
{
    malloc_trim(0);
    auto const before = mallinfo2().uordblks;
    clock_type::time_point half{};
    std::clock_t cpu = 0;
    std::size_t held = 0;
    fire(outstanding, total, [&] {
        held = mallinfo2().uordblks - before;
        half = clock_type::now();
        cpu = std::clock();
    });
    auto const count = static_cast<double>(total - total / 2);
    return {count / seconds_since(half),
            static_cast<double>(std::clock() - cpu) * 1e6 / CLOCKS_PER_SEC / count,
            static_cast<double>(held) / static_cast<double>(outstanding)};
}

struct side {
    char const *name;
    sender send;
};
struct crowd {
    char const *name;
    volley fire;
};

} // namespace

int main(int argc, char **argv)
{
    require(argc == 2, "usage: tollgate_send <turns>");
    int const turns = std::atoi(argv[1]);
    child_process const gateway{serve_tls};
    std::size_t const line = gateway.report().find('\n');
    server const at{static_cast<std::uint16_t>(std::stoi(gateway.report())),
                    gateway.report().substr(line + 1)};

    auto const request = tollgate::make_request(project(), form());
    std::string const target{request->target()};

    std::vector<side> const sides{{"tollgate", tollgate_sender(at)},
                                  {"beast", beast_sender(at, target)},
                                  {"curl", curl_sender(at, target)}};
    for (auto const &each : sides)
        measure(each.send); // connects, and warms up
    for (int turn = 0; turn != turns; ++turn) {
        for (auto const &each : sides) {
            auto const taken = measure(each.send);
            print("send", each.name, 1, taken.rate);
            print("send cpu", each.name, 1, taken.microseconds);
        }
    }

    std::vector<crowd> const crowds{{"tollgate", tollgate_volley(at)}, {"beast", beast_volley(at, target)}};
    for (std::size_t const outstanding : {1u, 4u, 16u, 64u, 256u}) {
        for (int turn = 0; turn != turns; ++turn) {
            for (auto const &each : crowds) {
                auto const taken = measure(each.fire, outstanding, 2000 + 16 * outstanding);
                print("async_send", each.name, outstanding, taken.rate);
                print("async_send cpu", each.name, outstanding, taken.microseconds);
                print("async_send memory", each.name, outstanding, taken.bytes_each);
            }
        }
    }
}

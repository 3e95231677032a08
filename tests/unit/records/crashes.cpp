// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Processes that take payments are killed at each step and at random ones. Afterwards the gateway's books and the journal agree.

#include <tollgate/records.hpp>

#include <support/records.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace one_payment = tollgate::one_payment;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::payment_state;
using tollgate::test::folder;
using tollgate::test::gateway_of_file;
using tollgate::test::order;
using tollgate::test::query;
using tollgate::test::shop;
using tollgate::test::watched_database;
using tollgate::test::with_each_database;

using init_payment = one_payment::init_payment;
using client = tollgate::client<one_payment::account, gateway_of_file>;
using payments =
    tollgate::payments<one_payment::account, gateway_of_file, tollgate::cryptopp_hash, watched_database>;

/// Kills its own process at a step: before and after each statement, and before and after a request arrives.
class killer {
public:
    explicit killer(int at) : left_{at} {}
    void operator()()
    {
        if (left_-- == 0) std::raise(SIGKILL);
    }

private:
    int left_;
};

/// What a process pays with that is killed at this step; never, for one that is less than 0.
payments doomed(watched_database const &database, std::string const &books, int at,
                tollgate::records_options options = {})
{
    auto const step = std::make_shared<killer>(at);
    watched_database watched{database.database};
    watched.by->before = [step](std::string_view) { (*step)(); };
    watched.by->after = watched.by->before;
    return {client{shop(), gateway_of_file{books, [step] { (*step)(); }}},
            tollgate::records{watched, options}};
}

/// Runs this in a process of its own, and says whether that came to its end.
template <class Work>
[[nodiscard]] pid_t in_a_process(Work work)
{
    pid_t const child = fork();
    REQUIRE(child != -1);
    if (child != 0) return child;
    try {
        work();
        _exit(0);
    } catch (...) {
        _exit(1);
    }
}
[[nodiscard]] bool ended_by_itself(pid_t child)
{
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    bool const was_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    REQUIRE((was_killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0)));
    return !was_killed;
}

/// Whether what the gateway has and what the journal knows is the same, when everything that can be settled is.
void check_books(watched_database const &database, std::string const &books,
                 std::vector<std::string> const &ids)
{
    static_cast<void>(query(database, "UPDATE tollgate_payment SET lease_until = 0"));
    payments by = doomed(database, books, -1);
    REQUIRE(by.settle<init_payment>(60s).has_value());
    std::vector<std::string> const paid = gateway_of_file{books}.books();
    std::set<std::string> open;
    for (auto const &one : *by.unsettled())
        open.insert(one.own_id);
    std::size_t known = 0;
    for (std::string const &id : ids) {
        CAPTURE(id);
        auto const times = std::ranges::count(paid, id);
        CHECK(times <= 1);
        auto const found = *by.find<init_payment>(id);
        bool const is_accepted = found && found->state == payment_state::accepted;
        CHECK(is_accepted == (times == 1));
        // Never begun, not sent, or listed for a person.
        if (times == 0 && found) CHECK((found->state == payment_state::not_sent || open.contains(id)));
        known += static_cast<std::size_t>(times);
    }
    CHECK(known == paid.size()); // nothing was paid of which nobody knows
}

} // namespace

TEST_SUITE("tollgate.records.crashes")
{
    TEST_CASE("payments: a process killed at any step pays nothing twice, and nothing is forgotten")
    {
        with_each_database([](watched_database const &database) {
            folder const here;
            std::string const books = here.file("books");
            std::vector<std::string> ids;
            int steps = 0;
            for (bool is_over = false; !is_over; ++steps) {
                REQUIRE(steps < 100);
                std::string const id = "order-" + std::to_string(steps);
                ids.push_back(id);
                is_over = ended_by_itself(in_a_process([&] {
                    payments by = doomed(database, books, steps);
                    static_cast<void>(by.send(order(id)));
                }));
                // The program starts again, and sends what it does not know to be sent.
                static_cast<void>(query(database, "UPDATE tollgate_payment SET lease_until = 0"));
                CHECK(ended_by_itself(in_a_process([&] {
                    payments by = doomed(database, books, -1);
                    static_cast<void>(by.send(order(id)));
                })));
            }
            CHECK(steps > 6); // two statements and an exchange, before and after each, and the run to the end
            check_books(database, books, ids);
        });
    }

    TEST_CASE("settle: a process killed at any step of it leaves what the next one settles")
    {
        with_each_database([](watched_database const &database) {
            folder const here;
            std::string const books = here.file("books");
            std::vector<std::string> ids;
            int steps = 0;
            for (bool is_over = false; !is_over; ++steps) {
                REQUIRE(steps < 100);
                std::string const id = "order-" + std::to_string(steps);
                ids.push_back(id);
                CHECK(!ended_by_itself(in_a_process([&] { // dies when the gateway has the order
                    payments by = doomed(database, books, 3);
                    static_cast<void>(by.send(order(id)));
                })));
                static_cast<void>(query(database, "UPDATE tollgate_payment SET lease_until = 0"));
                is_over = ended_by_itself(in_a_process([&] {
                    payments by = doomed(database, books, steps);
                    static_cast<void>(by.settle<init_payment>(60s));
                }));
                check_books(database, books, ids);
            }
            CHECK(steps > 7);
            CHECK(gateway_of_file{books}.books().size() == ids.size());
        });
    }

    TEST_CASE("payments: several processes, killed at random, send each order once")
    {
        bool const has_long_leases = [] {
            bool are_long = true;
            SUBCASE("with leases that outlive the test") {}
            SUBCASE("with leases that lapse at once")
            {
                are_long = false;
            }
            return are_long;
        }();
        with_each_database([&](watched_database const &database) {
            folder const here;
            std::string const books = here.file("books");
            std::vector<std::string> ids;
            for (int i = 0; i != 24; ++i)
                ids.push_back("order-" + std::to_string(i));
            tollgate::records_options options;
            if (!has_long_leases) options.grace = 0ms;
            tollgate::deadline const timeout = has_long_leases ? 60s : 0s;
            std::mt19937 dice{20261128};
            int killed = 0;
            for (int round = 0; round != 8; ++round) {
                bool const is_last = round == 7;
                std::vector<pid_t> workers;
                for (int worker = 0; worker != 3; ++worker) {
                    int const at = is_last ? -1 : std::uniform_int_distribution<>{0, 60}(dice);
                    std::shuffle(ids.begin(), ids.end(), dice);
                    workers.push_back(in_a_process([&] {
                        payments by = doomed(database, books, at, options);
                        for (std::string const &id : ids)
                            static_cast<void>(by.send(order(id), is_last ? tollgate::deadline{0s} : timeout));
                    }));
                }
                // One that waits for a dead one's order is freed by its lease alone.
                for (pid_t const worker : workers) {
                    if (!ended_by_itself(worker)) ++killed;
                    static_cast<void>(query(database, "UPDATE tollgate_payment SET lease_until = 0"));
                }
            }
            CHECK(killed > 5);
            check_books(database, books, ids);
        });
    }
}

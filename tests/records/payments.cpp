// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "books.hpp"
#include "worker.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::at_scale {

using namespace std::chrono_literals;

arguments shop::for_worker()
{
    arguments given;
    given.set("database", database)
        .set("port", at.port())
        .set("ca", folder + "/ca.pem")
        .set("prefix", prefix)
        .set("pause", 50)
        .set("progress", folder + "/progress-" + prefix + std::to_string(workers++));
    return given;
}

void shop::let_leases_lapse() const
{
    static_cast<void>(query(database_at(database), "UPDATE tollgate_payment SET lease_until = 0, ask_at = 0 "
                                                   "WHERE state IN ('sending', 'unknown')"));
}

namespace {

/// What becomes of a request, whose answer comes, or does not.
enum what_becomes { answered, carried_out, lost };

struct known {
    std::string state;
    std::string error;
};

/// What the journal knows of the orders with this prefix.
std::map<std::string, known> journal_of(shop const &of)
{
    std::map<std::string, known> states;
    for (sql_row const &row :
         query(database_at(of.database), "SELECT own_id, state, error FROM tollgate_payment"))
        if (row[0]->starts_with(of.prefix)) states.emplace(*row[0], known{*row[1], row[2].value_or("")});
    return states;
}

} // namespace

void compare_books(shop &of, std::uint64_t orders, findings &found)
{
    of.at.fail(false);
    of.let_leases_lapse();
    // So long that all open ones are asked about before the first is due again.
    found.expect(
        process{
            "worker",
            of.for_worker().set("first", 0).set("last", orders).set("finish", 1).set("pause", 200 + orders)}
            .wait(),
        "the last worker was killed by somebody");

    std::map<std::string, std::size_t> paid;
    for (auto const &[id, times] : of.at.books())
        if (id.starts_with(of.prefix)) paid.emplace(id, times);
    std::map<std::string, known> const journal = journal_of(of);
    std::map<std::string, std::size_t> states;
    for (std::uint64_t i = 0; i != orders; ++i) {
        std::string const id = id_of(of.prefix, i);
        auto const row = journal.find(id);
        found.expect(row != journal.end(), id + " is not in the journal");
        if (row == journal.end()) continue;
        auto const &[state, error] = row->second;
        ++states[state];
        auto const at_gateway = paid.find(id);
        std::size_t const times = at_gateway == paid.end() ? 0 : at_gateway->second;
        std::string const both =
            id + " is paid " + std::to_string(times) + " times, and the journal says " + state + "; " + error;
        found.expect(times <= 1, both);
        found.expect((state == "accepted") == (times == 1), both);
        // Of what was sent once, and never came to the gateway, nobody can tell; by a key it is sent again.
        bool const is_for_a_person = state == "unknown" && !has_key(i);
        found.expect(state == "accepted" || is_for_a_person,
                     id + " is " + state + ", and could be settled; " + error);
        paid.erase(id);
    }
    for (auto const &[id, times] : paid)
        found.expect(false, id + " is paid, and nobody sent it");
    std::string text = std::to_string(orders) + " orders";
    for (auto const &[state, count] : states)
        text.append(", ").append(std::to_string(count)).append(" ").append(state);
    found.say(text + "; something went wrong with " + std::to_string(of.at.failures()) + " requests");
}

bool run_killed_anywhere(arguments const &given, std::string const &kind, std::string const &database,
                         std::string const &folder)
{
    findings found{"killed anywhere, " + kind};
    std::uint64_t const seed = given.number("seed");
    std::uint64_t const kills = given.number("kills");
    gateway at{folder + "/ca.pem", seed};

    // At each step, with each thing that can become of a request.
    at.fail(false);
    shop stepwise{.folder = folder, .database = database, .at = at, .prefix = "step-"};
    std::uint64_t orders = 0;
    std::uint64_t killed = 0;
    std::size_t dropped = 0; // a worker that dies before it sends leaves that to the next one
    for (what_becomes const of_request : {answered, carried_out, lost})
        for (std::uint64_t step = 0, over = 0; over != 2; ++step) {
            over = 0;
            for (int i = 0; i != 2; ++i, ++orders) { // one without a key, one with
                if (of_request != answered && at.failures() == dropped) {
                    at.drop_next_answer(of_request == carried_out);
                    ++dropped;
                }
                arguments const one = stepwise.for_worker().set("first", orders).set("last", orders + 1);
                bool const is_over = process{"worker", arguments{one}.set("die_at", step)}.wait();
                ++(is_over ? over : killed);
            }
            if (step > 200) throw std::runtime_error{"a worker comes to no end"};
        }
    found.expect(killed > 100, "the workers have only " + std::to_string(killed) + " steps");
    found.say("killed at each of " + std::to_string(killed) + " steps");
    compare_books(stepwise, orders, found);

    // At any moment.
    at.fail(true);
    shop random{.folder = folder, .database = database, .at = at, .prefix = "any-"};
    random_engine by{seed};
    orders = 0;
    std::uint64_t ended = 0;
    for (killed = 0; killed < kills;) {
        // Each order is given to two processes, as by a shop that begins again where it was about to end.
        constexpr std::uint64_t each = 16;
        arguments const some = random.for_worker().set("first", orders).set("last", orders + each);
        orders += each / 2;
        process worker{"worker", some};
        shared_progress const progress{some.text("progress")};
        progress.await_readiness(worker);
        pause_up_to(by, 120ms);
        if (worker.has_ended())
            ++ended;
        else
            killed += worker.kill() ? 1U : 0U;
        found.progressed(killed, kills, "kills");
        if (ended > 10 * kills + 100) throw std::runtime_error{"the workers end before they can be killed"};
    }
    found.say("killed at " + std::to_string(killed) + " moments; " + std::to_string(ended) +
              " workers came to their end");
    compare_books(random, orders + 8, found);
    return found.are_good();
}

bool run_two_at_once(arguments const &given, std::string const &database, std::string const &folder)
{
    findings found{"two at once"};
    std::uint64_t const seed = given.number("seed");
    std::uint64_t const orders = given.number("orders");
    std::uint64_t const kills = given.number("kills");
    gateway at{folder + "/ca.pem", seed};
    shop with{.folder = folder, .database = database, .at = at, .prefix = "two-"};

    struct worker {
        arguments given;
        shared_progress progress{given.text("progress")};
        process runs{"worker", given};
    };
    std::vector<std::unique_ptr<worker>> all;
    for (std::uint64_t i = 0; i != 4; ++i)
        all.emplace_back(new worker{with.for_worker().set("first", 0).set("last", orders).set("worker", i)});
    auto const release = [&all](std::uint64_t some) {
        for (auto const &each : all)
            each->progress->released = some;
    };
    auto const done = [&all] {
        std::uint64_t least = ~std::uint64_t{0};
        for (auto const &each : all)
            least = std::min<std::uint64_t>(least, each->progress->next);
        return least;
    };
    // Evenly over the orders, of which so many are released that everybody has work and nobody ends before the last kill,
    // however fast the machine is.
    random_engine by{seed};
    std::uint64_t const parts = kills + 2;
    for (std::uint64_t killed = 0; killed < kills;) {
        release(orders * (killed + 2) / parts);
        pause_up_to(by, 60ms);
        worker &doomed = *all[random_below(by, all.size())];
        if (done() * parts >= orders * killed && !doomed.runs.has_ended()) {
            killed += doomed.runs.kill() ? 1U : 0U;
            doomed.runs = process{"worker", doomed.given}; // goes on with the order that it was at
        }
        found.progressed(done(), orders, "orders, " + std::to_string(killed) + " kills");
    }
    release(orders);
    for (auto const &each : all)
        found.expect(each->runs.wait(), "a worker was killed by somebody else");
    found.say(std::to_string(kills) + " kills");
    compare_books(with, orders, found);
    return found.are_good();
}

} // namespace tollgate::at_scale

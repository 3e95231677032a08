// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "worker.hpp"

#include "harbour.hpp"

#include <support/watched_database.hpp>

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/https_transport.hpp>
#include <tollgate/records.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <chrono>
#include <concepts>
#include <csignal>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace tollgate::at_scale {

using namespace std::chrono_literals;

namespace {

using test::watched_database;
using worker_payments = payments<harbour::account, https_transport, cryptopp_hash, watched_database>;

/// Of two that take the same order, one waits so long that what the other one left by its death has lapsed.
std::chrono::milliseconds timeout_of(std::optional<std::uint64_t> worker)
{
    if (!worker) return 1s;
    return *worker % 2 == 0 ? 300ms : 1500ms;
}

/// Kills its own process at a step: around each statement, and after each step of an exchange.
class killer {
public:
    explicit killer(std::optional<std::uint64_t> at) : at_{at} {}
    void operator()()
    {
        std::uint64_t const step = steps_++;
        if (at_ && *at_ == step) std::raise(SIGKILL);
    }

private:
    std::optional<std::uint64_t> at_;
    std::atomic<std::uint64_t> steps_ = 0;
};

worker_payments payments_of(arguments const &given)
{
    std::optional<std::uint64_t> die_at;
    if (given.has("die_at")) die_at = given.number("die_at");
    auto const step = std::make_shared<killer>(die_at);
    watched_database database{database_at(given.text("database"))};
    database.by->before = [step](std::string_view) { (*step)(); };
    database.by->after = database.by->before;
    auto const port = static_cast<std::uint16_t>(given.number("port"));
    https_transport transport{https_options{
        .ca_file = given.text("ca"),
        .connect_to = boost::asio::ip::tcp::endpoint{boost::asio::ip::address_v4::loopback(), port},
        .observer = [step](exchange_event const &) { (*step)(); }}};
    // What a dead process left lapses soon.
    std::chrono::milliseconds const pause{given.number("pause")};
    records_options const how{.connections = 2, .grace = 300ms, .first_pause = pause, .longest_pause = pause};
    return {client{harbour::shop(), std::move(transport)}, records{database, how}};
}

/// What concerns the database is to go well: it is there all the time.
void expect_records(error const &why)
{
    if (why.code() == errc::records_unavailable || why.code() == errc::records_failed)
        throw std::runtime_error{why.message()};
}

struct manner {
    bool waits;
    std::chrono::milliseconds timeout;
};

template <class Order>
void take(worker_payments &by, Order const &order, manner how)
{
    if (!how.waits) {
        auto const known = by.find<Order>(*order.order);
        if (!known) expect_records(known.error());
        if (known.value() && (*known)->state == payment_state::sending) return;
    }
    constexpr int attempts = 5;
    for (int attempt = 0; attempt != attempts; ++attempt) {
        auto const sent = by.send(order, how.timeout);
        if (sent) return;
        expect_records(sent.error());
        bool const is_repeated = std::same_as<Order, harbour::pay_by_key> && sent.error().is_unknown();
        if (!sent.error().is_not_sent() && !is_repeated) return;
    }
}

void take(worker_payments &by, std::string const &prefix, std::uint64_t order, manner how)
{
    std::string const id = id_of(prefix, order);
    auto const amount = static_cast<std::int64_t>(100 + order);
    if (has_key(order))
        take(by, harbour::pay_by_key{.once = idempotency_key{"once-" + id}, .order = id, .amount = amount},
             how);
    else
        take(by, harbour::pay{.order = id, .amount = amount}, how);
}

std::size_t settle(worker_payments &by, deadline until)
{
    auto const done = by.settle<harbour::pay>(until);
    if (!done) expect_records(done.error());
    return done.value().settled;
}

} // namespace

void take_payments(arguments const &given)
{
    shared_progress const told{given.text("progress")};
    worker_payments by = payments_of(given);
    std::string const &prefix = given.text("prefix");
    std::uint64_t const first = given.number("first");
    std::optional<std::uint64_t> among;
    if (given.has("worker")) among = given.number("worker");
    bool const finishes = given.has("finish");
    manner const how{.waits = among || finishes || given.has("die_at"), .timeout = timeout_of(among)};
    told->is_ready = 1;
    static_cast<void>(settle(by, 50ms));
    if (told->next < first) told->next = first;
    for (std::uint64_t order = told->next; order < given.number("last"); told->next = ++order) {
        constexpr std::uint64_t workers = 4;
        bool const is_mine = !among || order % workers == *among || (order + 1) % workers == *among;
        while (among && told->released <= order)
            std::this_thread::sleep_for(1ms);
        if (is_mine) take(by, prefix, order, how);
    }
    static_cast<void>(settle(by, 50ms));
    // The gateway knows at once what it was told: where a question about each gave nothing, there is nothing to be had.
    for (bool is_to_be_had = finishes; is_to_be_had;) {
        std::this_thread::sleep_for(std::chrono::milliseconds{given.number("pause")});
        is_to_be_had = settle(by, 1min) != 0;
    }
}

} // namespace tollgate::at_scale

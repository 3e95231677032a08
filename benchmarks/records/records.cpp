// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Payments and callbacks a second through the records, and with the bare statements written by hand on SOCI; turn by turn, by one process and by
// several at once on one database. The gateway answers at once, and both sides sign and verify: what differs is what is written down.
//
//   tollgate_records sqlite <file> <turns>
//   tollgate_records postgresql <parameters> <turns>
//
// Prints lines `row TAB side TAB processes TAB value`, one for each turn.

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/records.hpp>
#include <tollgate/records/soci_database.hpp>
#include <tollgate/testing.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/system_executor.hpp>
#include <soci/soci.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <by_hand.hpp>
#include <check.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace one_payment = tollgate::one_payment;
using namespace benchmarks;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

one_payment::account shop()
{
    return {.partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
}

/// A gateway that has answered before it was asked.
struct ready_gateway {
    using executor_type = boost::asio::system_executor;

    [[nodiscard]] tollgate::result<tollgate::wire_response> send(tollgate::wire_request const &,
                                                                 tollgate::deadline)
    {
        return tollgate::wire_response{200, R"({"order_id":"g-1","status":2})"};
    }
    template <class Token>
    auto async_send(tollgate::wire_request const &, tollgate::deadline, Token &&token)
    {
        return boost::asio::post(std::forward<Token>(token));
    }
    [[nodiscard]] executor_type get_executor() const { return {}; }
};

using client = tollgate::client<one_payment::account, ready_gateway>;

one_payment::init_payment order(std::string id)
{
    return {.amount = 50, .payment_type = "sbp", .user_data = std::move(id)};
}
tollgate::signed_message callback_about(std::string const &id)
{
    return tollgate::signed_callback(shop(),
                                     one_payment::payment_callback{.payment_type = "sbp",
                                                                   .order_id = "g-" + id,
                                                                   .project_id = 5678,
                                                                   .status = one_payment::status::success,
                                                                   .merchant_price = 50,
                                                                   .currency = "RUB",
                                                                   .user_data = id})
        .value();
}

/// One piece of work with an id that no other has; made by each process for itself.
using work = std::function<void(std::string const &id)>;
struct side {
    char const *name;
    std::function<work()> make;
};

template <class Handler>
void deliver(Handler &handler, std::string const &id)
{
    auto const sent = callback_about(id);
    auto const answer =
        tollgate::answer_callback<one_payment::payment_callback>(shop(), sent.body, sent.views(), handler);
    require(answer.status == 200, "a callback was not taken");
}

struct database {
    tollgate::soci_database kept;
    where by_hand;
};

std::vector<side> payment_sides(database const &in)
{
    auto const by_tollgate = [in] {
        tollgate::payments payments{client{shop(), ready_gateway{}}, tollgate::records{in.kept}};
        return work{[payments](std::string const &id) mutable {
            require(payments.send(order(id)).has_value(), "an order was not taken");
        }};
    };
    auto const by_hand = [in] {
        auto const session = std::make_shared<soci::session>();
        connect(*session, in.by_hand);
        return work{[session, gateway = client{shop(), ready_gateway{}}](std::string const &id) mutable {
            write_order(*session, id, "50");
            auto const answer = gateway.send(order(id));
            require(answer.has_value(), "an order was not taken");
            write_answer(*session, id, *answer->order_id);
        }};
    };
    return {{"tollgate", by_tollgate}, {"by hand", by_hand}};
}

std::vector<side> callback_sides(database const &in)
{
    auto const by_tollgate = [in] {
        auto const handle = [](auto const &paid, soci::session &session) {
            write_effect(session, *paid->user_data);
        };
        return work{[handler = tollgate::exactly_once(tollgate::records{in.kept}, handle)](
                        std::string const &id) mutable { deliver(handler, id); }};
    };
    auto const by_hand = [in] {
        auto const session = std::make_shared<soci::session>();
        connect(*session, in.by_hand);
        return work{[session](std::string const &id) {
            auto const handle = [&session](tollgate::verified<one_payment::payment_callback> const &paid) {
                handle_once(*session, *paid->order_id, *paid->user_data);
            };
            deliver(handle, id);
        }};
    };
    return {{"tollgate", by_tollgate}, {"by hand", by_hand}};
}

/// What the processes share.
struct shared {
    std::atomic<int> ready = 0;
    std::atomic<bool> is_running = false;
    std::atomic<bool> is_over = false;
    std::atomic<long> done = 0;
};

/// By so many processes at once, a second.
double measure(side const &by, int processes)
{
    static int measures = 0;
    void *const memory =
        mmap(nullptr, sizeof(shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    require(memory != MAP_FAILED, "no memory");
    auto &common = *new (memory) shared;
    std::string const start = "order-" + std::to_string(getpid()) + "-" + std::to_string(++measures) + "-";
    std::vector<pid_t> all;
    for (int one = 0; one != processes; ++one) {
        pid_t const id = fork();
        require(id >= 0, "no process");
        all.push_back(id);
        if (id != 0) continue;
        work const does = by.make();
        std::string const mine = start + std::to_string(one) + "-";
        long count = 0;
        for (; count != 5; ++count) // connects, and warms up
            does(mine + std::to_string(count));
        ++common.ready;
        while (!common.is_running)
            std::this_thread::sleep_for(100us);
        for (; !common.is_over; ++count) {
            does(mine + std::to_string(count));
            ++common.done;
        }
        _exit(0);
    }
    while (common.ready != processes) {
        require(waitpid(-1, nullptr, WNOHANG) == 0, "a process ended");
        std::this_thread::sleep_for(1ms);
    }
    common.is_running = true;
    auto const begun = clock_type::now();
    std::this_thread::sleep_for(400ms);
    auto const rate =
        static_cast<double>(common.done) / std::chrono::duration<double>(clock_type::now() - begun).count();
    common.is_over = true;
    for (pid_t const one : all) {
        int status = 0;
        require(waitpid(one, &status, 0) == one && status == 0, "a process failed");
    }
    munmap(memory, sizeof(shared));
    return rate;
}

} // namespace

int main(int argc, char **argv)
{
    require(argc == 4, "usage: tollgate_records sqlite <file> <turns> | postgresql <parameters> <turns>");
    bool const is_sqlite = std::string_view{argv[1]} == "sqlite";
    database const in{is_sqlite ? tollgate::soci_database::sqlite(argv[2])
                                : tollgate::soci_database::postgresql(argv[2]),
                      {is_sqlite, argv[2]}};
    require(tollgate::records{in.kept}.prepare().has_value(), "no tables");
    {
        soci::session session;
        connect(session, in.by_hand);
        make_tables(session);
    }
    struct row {
        char const *name;
        std::vector<side> sides;
    };
    for (row const &each : {row{"payments", payment_sides(in)}, row{"callbacks", callback_sides(in)}})
        for (int const processes : {1, 2, 4})
            for (int turn = 0, turns = std::atoi(argv[3]); turn != turns; ++turn)
                for (side const &one : each.sides) {
                    std::printf("%s %s\t%s\t%d\t%.4f\n", each.name, argv[1], one.name, processes,
                                measure(one, processes));
                    std::fflush(stdout);
                }
}

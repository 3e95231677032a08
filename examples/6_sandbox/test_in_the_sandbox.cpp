// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A shop's own integration, tested against the sandbox: callbacks that come twice or late, and a gateway that misbehaves.

#include <tollgate/providers/one_payment.hpp>
#include <tollgate/sandbox.hpp>
#include <tollgate/tollgate.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

namespace one_payment = tollgate::one_payment;
namespace sandbox = tollgate::sandbox;
using namespace std::chrono_literals;

namespace {

one_payment::account project()
{
    return {.partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
}

/// What is to be tested: the part of a shop that starts payments, and hears of them.
class shop {
public:
    explicit shop(tollgate::https_transport transport) : gateway_{project(), std::move(transport)}
    {
        callbacks_.on<one_payment::payment_callback>(
            "/1payment", project(),
            [this](tollgate::verified<one_payment::payment_callback> const &told) { hear(*told); });
        callbacks_.start().value();
    }

    /// Whether the gateway has the payment.
    bool start(std::string const &order)
    {
        one_payment::init_payment const payment{
            .amount = tollgate::decimal{"50.00"}, .payment_type = one_payment::sbp{}, .user_data = order};
        auto const started = gateway_.send(payment);
        if (started) return true;
        return started.error().is_unknown() && ask_for(order);
    }
    void lose_database(int times)
    {
        std::scoped_lock lock{mutex_};
        failures_ = times;
    }

    [[nodiscard]] std::string url() const { return callbacks_.url("/1payment"); }
    [[nodiscard]] std::size_t paid() const
    {
        std::scoped_lock lock{mutex_};
        return paid_.size();
    }

private:
    bool ask_for(std::string const &order)
    {
        for (;;) {
            auto const found = gateway_.reconcile<one_payment::init_payment>(order);
            if (found) return true;
            // The sandbox knows at once; against a real gateway, ask again later before giving the order up.
            if (found.error().code() == tollgate::errc::not_found_yet) return false;
        }
    }
    void hear(one_payment::payment_callback const &told)
    {
        std::scoped_lock lock{mutex_};
        if (failures_ != 0) {
            --failures_;
            throw std::runtime_error{"the database is away"};
        }
        if (told.status == one_payment::status::success) paid_.insert(*told.user_data);
    }

    tollgate::client<one_payment::account> gateway_;
    mutable std::mutex mutex_;
    std::set<std::string> paid_;
    int failures_ = 0;
    tollgate::listener callbacks_;
};

bool check(bool is_right, std::string const &what)
{
    std::cout << (is_right ? "passed  " : "FAILED  ") << what << '\n';
    return is_right;
}

bool callbacks_twice()
{
    sandbox::gateway gateway{sandbox::options{.faults = {.duplicate_callback = 1000}}, project()};
    shop tested{gateway.transport()};
    gateway.send_callbacks_to<one_payment::account>(tested.url());
    tested.start("A-1001");
    static_cast<void>(gateway.pay(gateway.entries<one_payment::account>().back().id).value());
    return check(gateway.deliveries().size() == 2 && tested.paid() == 1, "told twice, paid once");
}

bool callbacks_late()
{
    // The waits between attempts, a thousand times as fast.
    sandbox::options const patient{.callback_schedule = {45s, 120s, 300s}, .time_scale = {1, 1000}};
    sandbox::gateway gateway{patient, project()};
    shop tested{gateway.transport()};
    gateway.send_callbacks_to<one_payment::account>(tested.url());
    tested.lose_database(2);
    tested.start("A-1001");
    auto const first = gateway.pay(gateway.entries<one_payment::account>().back().id).value();
    bool const came = gateway.wait_for_callbacks(30s);
    return check(first.status == 500 && came && gateway.deliveries().size() == 3 && tested.paid() == 1,
                 "the database was away, the third attempt counted");
}

bool bad_network(std::uint64_t seed)
{
    // Chances in a thousand. With the same seed the same requests fail in the same way.
    sandbox::options const bad{.seed = seed,
                               .faults = {.drop_answer = 100, .close_mid_answer = 100, .http_500 = 100},
                               .time_scale = {1, 1000}};
    sandbox::gateway gateway{bad, project()};
    shop tested{gateway.transport()};
    std::size_t started = 0;
    for (int order = 0; order != 50; ++order)
        started += tested.start("B-" + std::to_string(order)) ? 1U : 0U;
    for (sandbox::injected_fault const &each : gateway.injected_faults())
        std::clog << "request " << each.number << ": " << name_of(each.kind)
                  << (each.carried_out ? "" : ", not carried out") << '\n';
    return check(started == gateway.entries<one_payment::account>().size(),
                 std::to_string(started) + " of 50 payments started, and the gateway has as many");
}

} // namespace

int main(int count, char **arguments)
{
    std::uint64_t const seed = count > 1 ? std::stoull(arguments[1]) : 2026;
    bool const twice = callbacks_twice();
    bool const late = callbacks_late();
    bool const network = bad_network(seed);
    return twice && late && network ? 0 : 1;
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Each step of an exchange on one line, through a plain function. The sandbox plays the gateway.

#include <tollgate/providers/one_payment.hpp>
#include <tollgate/sandbox.hpp>
#include <tollgate/tollgate.hpp>

#include <iostream>
#include <mutex>
#include <utility>

namespace one_payment = tollgate::one_payment;

namespace {

/// Called for each step of each exchange, on whichever thread runs it.
void log_step(tollgate::exchange_event const &event)
{
    static std::mutex one_line_at_a_time;
    std::scoped_lock lock{one_line_at_a_time};
    std::cout << event << '\n';
}

} // namespace

int main()
{
    one_payment::account const project{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    tollgate::sandbox::gateway sandbox{project};
    auto options = sandbox.options(); // in production: tollgate::https_options options;
    options.observer = log_step;

    tollgate::client gateway{project, tollgate::https_transport{options}};
    one_payment::init_form const form{.amount = 50, .description = "tea", .user_data = "A-1002"};
    auto signed_form = gateway.sign(form).value();
    signed_form.log_as("A-1002"); // in each of its lines, and not sent
    bool const first = gateway.send(std::move(signed_form)).has_value();
    bool const second = gateway.send(form).has_value(); // over the same connection: no handshake
    return first && second ? 0 : 1;
}

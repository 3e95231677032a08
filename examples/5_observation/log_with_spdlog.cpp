// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The same with spdlog: the id ties the lines of one exchange together, and the outcome decides the level.

#include <tollgate/providers/one_payment.hpp>
#include <tollgate/sandbox.hpp>
#include <tollgate/tollgate.hpp>

#include <spdlog/spdlog.h>

#include <chrono>

namespace one_payment = tollgate::one_payment;

namespace {

/// An outcome that is unknown needs somebody's attention; what was not sent can be tried again.
spdlog::level::level_enum level_of(tollgate::exchange_event const &event)
{
    if (event.failure == nullptr)
        return event.step == tollgate::exchange_step::finished ? spdlog::level::info : spdlog::level::debug;
    return event.failure->is_unknown() ? spdlog::level::err : spdlog::level::warn;
}

void log_step(tollgate::exchange_event const &event)
{
    auto const us = std::chrono::duration_cast<std::chrono::microseconds>(event.took).count();
    spdlog::log(level_of(event), "exchange={} {} {}{} {} took={}us status={} error={} outcome={}", event.id,
                event.method, event.host, event.path, name_of(event.step), us, event.status,
                event.failure == nullptr ? "-" : name_of(event.failure->code()),
                event.failure == nullptr ? "-" : name_of(event.failure->outcome()));
}

} // namespace

int main()
{
    spdlog::set_level(spdlog::level::debug);
    one_payment::account const project{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    tollgate::sandbox::gateway sandbox{project};
    auto options = sandbox.options(); // in production: tollgate::https_options options;
    options.observer = log_step;

    tollgate::client gateway{project, tollgate::https_transport{options}};
    one_payment::init_form const form{.amount = 50, .description = "tea", .user_data = "A-1002"};
    return gateway.send(form).has_value() ? 0 : 1;
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_REQUEST_LOG_IPP
#define TOLLGATE_IMPL_SANDBOX_REQUEST_LOG_IPP

#include <tollgate/sandbox/request_log.hpp>

namespace tollgate::inline v0::sandbox {

void request_log::add(logged_request what)
{
    std::scoped_lock lock{mutex_};
    what.facts.number = ++count_;
    kept_.push_back(std::move(what));
    if (kept_.size() > most_) kept_.pop_front();
}

std::vector<logged_request> request_log::all() const
{
    std::scoped_lock lock{mutex_};
    return {kept_.begin(), kept_.end()};
}

void request_log::keep_report(std::uint64_t number, std::shared_ptr<message_report const> report)
{
    std::scoped_lock lock{mutex_};
    for (logged_request &each : kept_)
        if (each.facts.number == number) each.report = std::move(report);
}

} // namespace tollgate::inline v0::sandbox

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_HISTORY_HPP
#define TOLLGATE_SANDBOX_HISTORY_HPP

#include <tollgate/sandbox/callback_sender.hpp>
#include <tollgate/sandbox/message_report.hpp>
#include <tollgate/sandbox/request_log.hpp>

#include <string>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// A request that the sandbox received, as it may be shown.
struct request_report {
    request_facts facts{};
    message_report message{}; ///< Empty where it cannot be read as a message of the gateway.
    std::string page{};       ///< The address of the page of what it opened, if that has one.
};

/// An attempt to deliver a callback, as it may be shown.
struct delivery_report {
    delivery attempt{};
    message_report message{};
};

/// What the sandbox received and sent, in its order.
struct history {
    std::vector<request_report> requests{};
    std::vector<delivery_report> told{};
    std::vector<pending_delivery> pending{};
};

} // namespace tollgate::inline v0::sandbox

#endif

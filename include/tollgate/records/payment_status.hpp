// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_PAYMENT_STATUS_HPP
#define TOLLGATE_RECORDS_PAYMENT_STATUS_HPP

#include <tollgate/version.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace tollgate::inline v0 {

/// How a payment stands, by the last status that callbacks and answers told of it. Times are by the database's clock.
struct payment_status_record {
    using time_point = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

    std::int64_t id = 0;     ///< The records' own number.
    std::string gateway;     ///< As its description calls it.
    std::string account;     ///< The account's open fields, as JSON.
    std::string payment;     ///< The payment's id, as what told it calls it.
    std::int64_t status = 0; ///< The gateway's number.
    std::string told_by;     ///< `callback`, or `answer`; `person`, where a contradiction was closed.
    time_point first_at{};   ///< When the first status came.
    time_point changed_at{}; ///< When this one came.
};

/// A status that neither follows the one that was known, nor is followed by it.
struct status_contradiction {
    using time_point = payment_status_record::time_point;

    std::int64_t id = 0; ///< The records' own number.
    std::string gateway;
    std::string account;
    std::string payment;
    std::int64_t known = 0; ///< What was known, and stayed.
    std::string known_by;   ///< As \ref payment_status_record::told_by.
    std::int64_t told = 0;  ///< What was told then.
    std::string told_by;    ///< As \ref payment_status_record::told_by.
    time_point at{};        ///< When it was told first.
};

} // namespace tollgate::inline v0

#endif

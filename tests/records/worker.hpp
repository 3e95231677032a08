// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_RECORDS_WORKER_HPP
#define TOLLGATE_TESTS_RECORDS_WORKER_HPP

#include "process.hpp"

namespace tollgate::at_scale {

/**
 * \brief A process of a shop: takes payments by a journal, and settles what is open.
 * \details `database=` and the gateway's `port=` and `ca=`; the orders `first=` to `last=`, without the last one; `prefix=` of their ids;
 * `pause=`, milliseconds between two questions about one order; `progress=`, a file, of which `next` is the order that it is at, where it
 * goes on.
 *
 * `worker=` of four: it takes half of the orders, each of which another one takes, too, and waits for that one where it is
 * sending; it begins an order when that is `released`. Without it, it takes all of them, and leaves alone what is being sent.
 *
 * `die_at=` kills it at this step, counted from 0. `finish=1`: settles until nothing is to be had.
 */
void take_payments(arguments const &given);

/// Orders of these numbers have an idempotency key.
[[nodiscard]] inline bool has_key(std::uint64_t order) noexcept
{
    return order % 2 == 1;
}

/// As \ref harbour knows it.
[[nodiscard]] inline std::string id_of(std::string const &prefix, std::uint64_t order)
{
    return prefix + std::to_string(order);
}

} // namespace tollgate::at_scale

#endif

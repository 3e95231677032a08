// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_RECORDS_BOOKS_HPP
#define TOLLGATE_TESTS_RECORDS_BOOKS_HPP

#include "gateway.hpp"
#include "process.hpp"

#include <string>

namespace tollgate::at_scale {

/// A shop whose workers are killed: one database, one gateway, orders by their numbers.
struct shop {
    std::string folder;
    std::string database; ///< As \ref database_at takes it; its tables are there.
    gateway &at;
    std::string prefix; ///< Of the orders' ids.
    int workers = 0;    ///< Started so far.

    /// What a worker is given, but for its orders.
    [[nodiscard]] arguments for_worker();
    /// As if a long time passed in which nothing runs.
    void let_leases_lapse() const;
};

/**
 * \brief When all workers are dead: settles what can be settled, and says whether the gateway's books and the journal agree.
 * \details Each of the orders, the first ones up to this number, is paid at most once, and only with the journal's knowledge; none is
 * open that could be settled.
 */
void compare_books(shop &of, std::uint64_t orders, findings &found);

/// Workers are killed at each step, and at so many random moments.
[[nodiscard]] bool run_killed_anywhere(arguments const &given, std::string const &kind,
                                       std::string const &database, std::string const &folder);
/// Four workers, of which two take the same order at once, and which are killed at random.
[[nodiscard]] bool run_two_at_once(arguments const &given, std::string const &database,
                                   std::string const &folder);
/// Three listeners behind nginx, which are killed at random, and hostile callbacks.
[[nodiscard]] bool run_hostile_callbacks(arguments const &given, std::string const &database,
                                         std::string const &folder);
/// The listener's process: `database=`, `port=`.
void listen_for_callbacks(arguments const &given);

} // namespace tollgate::at_scale

#endif

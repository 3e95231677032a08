// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BENCHMARKS_BY_HAND_HPP
#define TOLLGATE_BENCHMARKS_BY_HAND_HPP

#include <string>

namespace soci {
class session;
}

/// What a careful program writes that keeps an order before it is sent, its answer after, and the effect of a callback once.
namespace benchmarks {

struct where {
    bool is_sqlite;
    std::string parameters; ///< A file's name, or libpq's.
};

void connect(soci::session &database, where const &at);
void make_tables(soci::session &database);

void write_order(soci::session &database, std::string const &id, std::string const &amount);
void write_answer(soci::session &database, std::string const &id, std::string const &answer);

/// The program's own effect, which is the same on both sides.
void write_effect(soci::session &database, std::string const &id);
/// The effect and the fact that the callback was handled, in one transaction.
void handle_once(soci::session &database, std::string const &callback, std::string const &id);

} // namespace benchmarks

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BENCHMARKS_CASES_HPP
#define TOLLGATE_BENCHMARKS_CASES_HPP

#include <functional>
#include <string>
#include <vector>

namespace benchmarks {

/// One thing that is measured: `row/side`, `row/side/policy` or `row/side/policy/size`.
struct work {
    std::string name;
    std::function<void()> once;
};

using works = std::vector<work>;

/// Lets nobody optimise away how this value came about.
template <class T>
void keep(T const &value)
{
    asm volatile("" : : "g"(&value) : "memory");
}

void add_signing(works &to);
void add_requests(works &to);
void add_cactus_callback(works &to);
void add_webhooks(works &to);
void add_growth(works &to);

[[nodiscard]] inline works all_works()
{
    works all;
    add_signing(all);
    add_requests(all);
    add_cactus_callback(all);
    add_webhooks(all);
    add_growth(all);
    return all;
}

} // namespace benchmarks

#endif

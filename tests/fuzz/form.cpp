// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Forms and queries: what was read is written, read again, and the same.

#include "fuzz.hpp"

#include <tollgate/format/query.hpp>
#include <tollgate/format/written.hpp>

#include <algorithm>
#include <string>
#include <utility>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    using tollgate::fuzz::must;
    tollgate::parameter_list first;
    if (tollgate::parse_query(tollgate::fuzz::text_of(data, size), first)) return 0;
    auto const items = std::as_const(first).items();
    std::string const written = tollgate::detail::written(
        tollgate::most_in_query(items), [items](char *to) { return tollgate::write_query(items, to); });
    tollgate::parameter_list second;
    // Encoding makes a text up to three times as long.
    must(!tollgate::parse_query(written, second, {.size = 3 * size + 3}), "what is written can be read");
    auto const same = [](auto const &a, auto const &b) { return a.name == b.name && a.text == b.text; };
    must(std::ranges::equal(first.items(), second.items(), same), "and is the same");
    return 0;
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Forms and queries: what was read is written, read again, and the same, with brackets too; a form's lists hold all that its pairs do.

#include "fuzz.hpp"

#include <tollgate/detail/format/brackets.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/detail/text_writer.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace {

void gather(std::string_view text)
{
    using tollgate::fuzz::must;
    tollgate::parameter_list pairs, form;
    if (tollgate::parse_form(text, form)) return;
    bool const is_read =
        !tollgate::detail::read_pairs(tollgate::detail::without_byte_order_mark(text), pairs);
    must(is_read, "a form is pairs");
    std::size_t values = 0;
    for (tollgate::parameter const &p : std::as_const(form).items())
        values += p.kind == tollgate::value_kind::text ? 1 : 0;
    must(values == pairs.size(), "each pair is a field, or an element of a list");
    must(!tollgate::detail::has_duplicates(form.items()), "each name stands once");
}

void nest(std::string_view text)
{
    using tollgate::fuzz::must;
    tollgate::parameter_list first, second;
    if (tollgate::detail::parse_brackets(text, first, {})) return;
    if (tollgate::detail::fit_into_brackets(first)) return;
    auto const items = std::as_const(first).items();
    std::size_t const most = tollgate::detail::most_in_brackets(items);
    tollgate::detail::string_writer out{most};
    tollgate::detail::write_brackets(items, out);
    std::string const written = out.take();
    must(written.size() <= most, "it is no longer than it may be");
    must(!tollgate::detail::parse_brackets(written, second, {}, {.size = written.size()}),
         "what is written with brackets can be read");
    auto const same = [](auto const &a, auto const &b) {
        return a.name == b.name && a.text == b.text && a.kind == b.kind && a.depth == b.depth;
    };
    must(std::ranges::equal(first.items(), second.items(), same), "and is the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    using tollgate::fuzz::must;
    gather(tollgate::fuzz::text_of(data, size));
    nest(tollgate::fuzz::text_of(data, size));
    tollgate::parameter_list first;
    if (tollgate::parse_query(tollgate::fuzz::text_of(data, size), first)) return 0;
    auto const items = std::as_const(first).items();
    std::string const written = tollgate::detail::query_of(items);
    tollgate::parameter_list second;
    // Encoding makes a text up to three times as long.
    must(!tollgate::parse_query(written, second, {.size = 3 * size + 3}), "what is written can be read");
    auto const same = [](auto const &a, auto const &b) { return a.name == b.name && a.text == b.text; };
    must(std::ranges::equal(first.items(), second.items(), same), "and is the same");
    return 0;
}

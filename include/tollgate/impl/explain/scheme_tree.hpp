// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_EXPLAIN_SCHEME_TREE_HPP
#define TOLLGATE_IMPL_EXPLAIN_SCHEME_TREE_HPP

#include <tollgate/signing/scheme_table.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// \file
/// A scheme that can be changed. The rows of a table stand one behind another and show texts of others; here each has texts of
/// its own, and stays where it is while others come and go.

namespace tollgate::inline v0::signing::explaining {

/// One row of a scheme's table. `parts` are positions in the tree's array, in the order that \ref row tells.
struct node {
    op what{};
    std::vector<std::size_t> parts{};
    std::vector<std::string> names{}; ///< A literal's or separator's text, a word, a leaf's or stage's names.
    signing::algorithm digest{};
    lacking dropped{};
    bool is_unsent = false; ///< As in \ref row.
    map_kind map_is{};
    erased_text_map map = nullptr;
    erased_call call = nullptr;
    erased_value_map const *values = nullptr;
};

/// A scheme as an array of nodes; the last one is the whole.
struct scheme_tree {
    std::vector<node> nodes;

    [[nodiscard]] node const &whole() const { return nodes.back(); }
};

[[nodiscard]] inline bool has_text(op what) noexcept
{
    switch (what) {
    case op::literal:
    case op::secret:
    case op::account_field:
    case op::field:
    case op::header:
    case op::map:
    case op::join:
    case op::cipher:
    case op::public_key:
    case op::private_key:
    case op::named_in:
    case op::within:
    case op::starting:
    case op::plus:
    case op::flattened:
    case op::chosen: return true;
    default: return false;
    }
}

/// Adds the parts of a scheme and then the scheme itself; returns the position of that.
inline std::size_t add(scheme_view scheme, std::vector<node> &to)
{
    row const &r = scheme.front();
    node n{.what = r.what,
           .names = {r.names.begin(), r.names.end()},
           .digest = r.digest,
           .dropped = r.dropped,
           .is_unsent = r.is_unsent,
           .map_is = r.map_is,
           .map = r.map,
           .call = r.call,
           .values = r.values};
    if (has_text(r.what)) n.names.emplace_back(r.text);
    if (r.what == op::flattened || r.what == op::chosen || r.what == op::public_key || r.what == op::cipher)
        n.names.emplace_back(r.after);
    for (std::size_t i = 0; i != r.part_count; ++i)
        n.parts.push_back(add(part_of(scheme, i), to));
    to.push_back(std::move(n));
    return to.size() - 1;
}
[[nodiscard]] inline scheme_tree tree_of(scheme_view scheme)
{
    scheme_tree whole;
    add(scheme, whole.nodes);
    return whole;
}

/// The table of a tree, which must outlive it and stay as it is.
class tree_table {
public:
    explicit tree_table(scheme_tree const &of, std::size_t whole) : of_{of} { add(whole); }
    explicit tree_table(scheme_tree const &of) : tree_table{of, of.nodes.size() - 1} {}

    [[nodiscard]] operator scheme_view() const noexcept { return rows_; }

private:
    void add(std::size_t position)
    {
        node const &n = of_.nodes[position];
        row r{.what = n.what,
              .part_count = static_cast<std::uint16_t>(n.parts.size()),
              .digest = n.digest,
              .dropped = n.dropped,
              .map_is = n.map_is,
              .is_unsent = n.is_unsent,
              .map = n.map,
              .call = n.call,
              .values = n.values};
        if (has_text(n.what) && !n.names.empty()) r.text = n.names[0];
        bool const has_after = n.what == op::flattened || n.what == op::chosen || n.what == op::public_key ||
                               n.what == op::cipher;
        if (has_after && n.names.size() > 1) r.after = n.names[1];
        if (n.what == op::listed || n.what == op::but)
            r.names = names_.emplace_back(n.names.begin(), n.names.end());
        std::size_t const place = rows_.size();
        r.place = static_cast<std::uint16_t>(place);
        rows_.push_back(r);
        for (std::size_t const part : n.parts)
            add(part);
        rows_[place].size = static_cast<std::uint16_t>(rows_.size() - place);
    }

    scheme_tree const &of_;
    std::vector<row> rows_;
    std::deque<std::vector<std::string_view>> names_;
};

} // namespace tollgate::inline v0::signing::explaining

#endif

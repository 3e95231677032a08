// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_FORMAT_BRACKETS_IPP
#define TOLLGATE_IMPL_FORMAT_BRACKETS_IPP

#include <tollgate/detail/field_names.hpp>
#include <tollgate/detail/format/brackets.hpp>
#include <tollgate/detail/format/percent_encoding.hpp>
#include <tollgate/detail/format/query.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

std::optional<problem_with> fit_into_brackets(parameter_list &all)
{
    std::span<parameter> const items = all.items();
    boost::container::small_vector<value_kind, 16> kinds; // of the parameter at hand and those around it
    std::string_view at_top; // the only name that can be told: those further in may be given at run time
    std::optional<problem_with> problem;
    auto const complain = [&](errc why) {
        if (!problem) problem = {why, at_top};
    };
    auto const is_element = [&kinds](unsigned depth) {
        return depth != 0 && kinds[depth - 1] == value_kind::array;
    };
    std::size_t kept = 0;
    auto const drop_empty = [&](unsigned depth) { // before a parameter of this depth
        for (; kept != 0 && is_container(items[kept - 1].kind) && items[kept - 1].depth >= depth; --kept)
            if (is_element(items[kept - 1].depth)) complain(errc::unsignable_value);
    };
    for (parameter const p : items) {
        drop_empty(p.depth);
        kinds.resize(p.depth + 1U);
        kinds.back() = p.kind;
        if (p.depth == 0) at_top = p.name;
        if (!is_element(p.depth) && (p.name.empty() || p.name.find_first_of("[]") != p.name.npos))
            complain(errc::unsendable_name);
        if (p.kind == value_kind::null) complain(errc::unsignable_value);
        items[kept++] = p;
    }
    drop_empty(0);
    while (all.size() != kept)
        all.drop_last();
    return problem;
}

/// A parameter and its place among what stands beside it.
struct bracket_step {
    parameter const *at;
    std::size_t index;
    std::size_t members = 0; ///< Passed so far.
};

/// Visits what has a pair, with the way to it from the top.
inline void each_pair(std::span<parameter const> items, auto const &visit)
{
    boost::container::small_vector<bracket_step, 16> way;
    for (parameter const &p : items) {
        while (way.size() > p.depth)
            way.pop_back();
        std::size_t const index = way.empty() ? 0 : way.back().members++;
        way.push_back({&p, index});
        if (!is_container(p.kind)) visit(std::span<bracket_step const>{way.data(), way.size()});
    }
}

void write_brackets(std::span<parameter const> items, text_writer &out)
{
    bool is_first = true;
    each_pair(items, [&](std::span<bracket_step const> way) {
        if (!std::exchange(is_first, false)) out.append('&');
        uri_encoding::append(way.front().at->name, out);
        for (std::size_t i = 1; i != way.size(); ++i) {
            out.append('[');
            if (way[i - 1].at->kind == value_kind::array)
                out.append(std::to_string(way[i].index));
            else
                uri_encoding::append(way[i].at->name, out);
            out.append(']');
        }
        out.append('=');
        uri_encoding::append(way.back().at->text, out);
    });
}

std::size_t most_in_brackets(std::span<parameter const> items) noexcept
{
    constexpr std::size_t most_in_index = 20;
    std::size_t size = 0;
    each_pair(items, [&size](std::span<bracket_step const> way) {
        for (bracket_step const &step : way)
            size += 3 * step.at->name.size() + 2 + most_in_index;
        size += 3 * way.back().at->text.size() + 2;
    });
    return size;
}

/// What is declared under one name.
class declared_under {
public:
    /// Nothing: what stands inside is not known.
    declared_under() = default;
    explicit declared_under(std::span<field_table const *const> members)
        : members_(members.begin(), members.end()),
          is_known_{true}
    {
    }

    [[nodiscard]] bool may_be_list(bool names_are_indices) const noexcept
    {
        return names_are_indices && (!is_known_ || element_ != nullptr);
    }
    [[nodiscard]] declared_under inside(std::string_view name) const
    {
        declared_under found;
        if (element_ != nullptr) found.add(*element_);
        for (field_table const *one : members_)
            found.look(*one, name);
        return found;
    }

private:
    void add(value_table const &value)
    {
        is_known_ = true;
        if (value.element != nullptr) element_ = value.element;
        if (value.inside != nullptr) members_.push_back(value.inside);
    }
    void look(field_table const &in, std::string_view name)
    {
        for (field_row const &row : in) {
            if (row.value != nullptr)
                each_own_name(row, [&](std::string_view own) {
                    if (own == name) add(*row.value);
                });
            for (field_table const *one : row.alternatives) {
                if (row.object.empty())
                    look(*one, name);
                else if (row.object == name)
                    is_known_ = true, members_.push_back(one);
            }
        }
    }

    boost::container::small_vector<field_table const *, 4> members_;
    value_table const *element_ = nullptr;
    bool is_known_ = false;
};

/// Puts pairs where their names say.
class bracket_tree {
public:
    bracket_tree(parameter_list &to, body_limits const &limits) : to_{to}, limits_{limits} {}

    [[nodiscard]] std::optional<errc> add(parameter const &pair)
    {
        std::size_t const open = has_way(pair.name) ? pair.name.find('[') : pair.name.npos;
        std::size_t at = enter(0, pair.name.substr(0, open));
        std::size_t depth = 0;
        for (std::string_view way = open == pair.name.npos ? "" : pair.name.substr(open); !way.empty();) {
            std::size_t const close = way.find(']');
            if (++depth > std::min(limits_.depth, body_limits::most_depth)) return errc::body_too_deep;
            if (nodes_[at].is_value) return errc::duplicate_field;
            at = enter(at, way.substr(1, close - 1));
            way.remove_prefix(close + 1);
        }
        node &last = nodes_[at];
        if (last.is_value || !last.members.empty()) return errc::duplicate_field;
        last.is_value = true;
        last.text = pair.text;
        return nodes_.size() - 1 > limits_.fields ? std::optional{errc::too_many_fields} : std::nullopt;
    }
    void write(std::span<field_table const *const> declared)
    {
        write_members(nodes_.front(), 0, declared_under{declared}, false);
    }

private:
    struct node {
        std::string_view name{};
        std::string_view text{};
        bool is_value = false;
        std::vector<std::size_t> members{}; ///< In the order in which they came.
    };

    /// Whether a name is `a[b][c]`.
    [[nodiscard]] static bool has_way(std::string_view name) noexcept
    {
        std::size_t at = name.find('[');
        if (at == 0 || at == name.npos || name.substr(0, at).find(']') != name.npos) return false;
        while (at != name.size()) {
            std::size_t const close = name.find_first_of("[]", at + 1);
            if (name[at] != '[' || close == name.npos || name[close] != ']') return false;
            at = close + 1;
        }
        return true;
    }
    /// The member of this name, which is made if there is none.
    [[nodiscard]] std::size_t enter(std::size_t around, std::string_view name)
    {
        if (name.empty()) {
            to_.texts().append(std::to_string(nodes_[around].members.size()));
            name = to_.texts().finish();
        }
        auto const [place, is_new] = places_.try_emplace({around, name}, nodes_.size());
        if (is_new) {
            nodes_[around].members.push_back(nodes_.size());
            nodes_.push_back({.name = name});
        }
        return place->second;
    }
    [[nodiscard]] bool are_indices(std::vector<std::size_t> const &members) const
    {
        for (std::size_t i = 0; i != members.size(); ++i)
            if (nodes_[members[i]].name != std::to_string(i)) return false;
        return true;
    }
    void write_members(node const &of, unsigned short depth, declared_under const &declared, bool is_list)
    {
        for (std::size_t const place : of.members) {
            node const &member = nodes_[place];
            std::string_view const name = is_list ? std::string_view{} : member.name;
            if (member.is_value) {
                to_.add({.name = name, .text = member.text, .depth = depth});
                continue;
            }
            declared_under const inside = declared.inside(member.name);
            bool const holds_list = inside.may_be_list(are_indices(member.members));
            to_.add({.name = name,
                     .text = {},
                     .kind = holds_list ? value_kind::array : value_kind::object,
                     .depth = depth});
            write_members(member, static_cast<unsigned short>(depth + 1), inside, holds_list);
        }
    }

    parameter_list &to_;
    body_limits const &limits_;
    std::vector<node> nodes_{1};
    std::map<std::pair<std::size_t, std::string_view>, std::size_t> places_;
};

std::optional<errc> parse_brackets(std::string_view text, parameter_list &to,
                                   std::span<field_table const *const> declared, body_limits limits)
{
    if (auto const why = read_pairs(text, to, limits)) return why;
    bracket_tree tree{to, limits};
    for (parameter const &pair : std::as_const(to).items())
        if (auto const why = tree.add(pair)) return why;
    to.clear_items();
    tree.write(declared);
    return std::nullopt;
}

} // namespace tollgate::inline v0::detail

#endif

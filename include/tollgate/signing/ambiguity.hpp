// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_AMBIGUITY_HPP
#define TOLLGATE_SIGNING_AMBIGUITY_HPP

#include <tollgate/signing/evaluate.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tollgate::inline v0::signing {

/// The names that a type of message can hold, at its top level and inside its objects.
struct declared_names {
    std::span<std::string_view const> top;
    std::span<std::string_view const> inner;
};

/**
 * \brief What stands between one value and the next in a join: `&` and `=` around a name, say.
 * \details Read off the join's item by walking it from left to right.
 */
class delimiters {
public:
    template <std::size_t N, class Item, class Set>
    explicit delimiters(join_node<N, Item, Set> const &join)
    {
        walk(join.item);
        tail_ += join.separator.view();
    }

    /// Whether names take part; glued values cannot be told apart by anyone.
    [[nodiscard]] bool tells_names() const noexcept { return names_ && !tail_.empty(); }
    /// Whether names are signed without their case.
    [[nodiscard]] bool lowers_names() const noexcept { return names_ && lowers_; }
    /// What ends a value.
    [[nodiscard]] std::string const &end() const noexcept { return tail_; }
    /// What a value would hold if it went on as another field.
    [[nodiscard]] std::string before_value_of(std::string_view name) const
    {
        std::string cased{name};
        if (lowers_) std::ranges::transform(cased, cased.begin(), to_lower);
        return tail_ + head_ + cased + middle_;
    }

private:
    template <class L, class R>
    void walk(concat_node<L, R> const &node)
    {
        walk(node.left);
        walk(node.right);
    }
    template <std::size_t N>
    void walk(literal_node<N> const &node)
    {
        (value_ ? tail_ : names_ ? middle_ : head_) += node.text.view();
    }
    template <class X>
    void walk(lower_node<X> const &node)
    {
        walk(node.of);
        lowers_ = true;
    }
    void walk(name_node) { names_ = true; }
    void walk(value_node) { value_ = true; }
    template <class X>
    void walk(X const &)
    {
    }

    std::string head_, middle_, tail_;
    bool names_ = false, value_ = false, lowers_ = false;
};

/**
 * \brief Finds a value that holds a delimiter and a name that can stand there, so that another message of the
 * same type would have the same signed text. \details In a list ordered by name only a later name can follow
 * a value; a value with delimiters and no such name (an ordinary URL with a query) is fine. Costs one search
 * for the delimiter per value unless there is one.
 */
template <hash_policy Hash>
class ambiguity_search {
public:
    ambiguity_search(context const &over, declared_names names) : over_{over}, names_{names} {}

    /// The name of the field whose value is ambiguous.
    [[nodiscard]] std::optional<std::string_view> const &found() const noexcept { return found_; }

    template <class X>
    void visit(X const &)
    {
    }
    template <class L, class R>
    void visit(concat_node<L, R> const &node)
    {
        visit(node.left);
        visit(node.right);
    }
    template <class X>
    void visit(lower_node<X> const &node)
    {
        visit(node.of);
    }
    template <std::size_t N, class Item, class Set>
    void visit(join_node<N, Item, Set> const &node)
    {
        delimiters const between{node};
        selection chosen;
        detail::wiped_buffer unused;
        evaluator<Hash>{over_, unused}.choose(node.set, chosen);
        for (item const &i : chosen.items) {
            if (between.tells_names()) check(i.name, i.text, between, names_.top);
            if (between.lowers_names()) check_case(i.name);
        }
        visit_maps(node.set);
    }

private:
    void check(std::string_view name, std::string_view text, delimiters const &between,
               std::span<std::string_view const> names)
    {
        if (text.find(between.end()) == text.npos) return;
        for (std::string_view const other : names)
            if (other > name && text.find(between.before_value_of(other)) != text.npos) found_ = name;
    }

    /// Another spelling of a declared name signs alike, and would hide the field from its reader.
    void check_case(std::string_view name)
    {
        for (std::string_view const declared : names_.top)
            if (declared != name && equal_ignoring_case(declared, name)) found_ = declared;
    }

    template <class S>
    void visit_maps(S const &)
    {
    }
    template <class From, class Stage>
    void visit_maps(staged<From, Stage> const &set)
    {
        visit_maps(set.from);
    }
    /// A map that writes an object's own names has delimiters of its own.
    template <class From, class Map>
        requires requires
        {
            Map::between_items;
        }
    void visit_maps(staged<From, as_stage<Map>> const &set)
    {
        constexpr concat_node item{concat_node{name_node{}, literal_node{Map::between_names}}, value_node{}};
        delimiters const between{join_node{Map::between_items, item, set.from}};
        for (parameter const &p : over_.fields)
            if (p.depth != 0) check(p.name, p.text, between, names_.inner);
    }
    context const &over_;
    declared_names names_;
    std::optional<std::string_view> found_;
};

} // namespace tollgate::inline v0::signing

#endif

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

template <class X>
inline constexpr bool holds_value = false;
template <>
inline constexpr bool holds_value<value_node> = true;
template <class L, class R>
inline constexpr bool holds_value<concat_node<L, R>> = holds_value<L> || holds_value<R>;
template <class M, class X>
inline constexpr bool holds_value<mapped_node<M, X>> = holds_value<X>;
template <class T, class A, class B>
inline constexpr bool holds_value<when_empty_node<T, A, B>> = holds_value<A> || holds_value<B>;

/// The part of a join's item that shows the value: `value` itself, or `percent_encode(value)`.
template <class X>
[[nodiscard]] constexpr X const &value_part(X const &node) noexcept
{
    return node;
}
template <class L, class R>
[[nodiscard]] constexpr auto const &value_part(concat_node<L, R> const &node) noexcept
{
    if constexpr (holds_value<L>)
        return value_part(node.left);
    else
        return value_part(node.right);
}

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

    /// Whether names and values take part; glued values cannot be told apart by anyone.
    [[nodiscard]] bool tells_names() const noexcept { return names_ && value_ && !tail_.empty(); }
    /// What ends a value.
    [[nodiscard]] std::string const &end() const noexcept { return tail_; }
    /// What a value would hold if it went on as another field.
    [[nodiscard]] std::string before_value_of(std::string_view name) const
    {
        return tail_ + head_ + as_signed(name) + middle_;
    }
    /// A name as the scheme writes it.
    [[nodiscard]] std::string as_signed(std::string_view name) const
    {
        if (map_ == nullptr) return std::string{name};
        detail::wiped_buffer mapped;
        map_(name, mapped);
        return std::string{mapped.view()};
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
    template <class Map>
    void walk(mapped_node<Map, name_node> const &)
    {
        map_ = Map::write;
        names_ = true;
    }
    void walk(name_node) { names_ = true; }
    template <class X>
    void walk(X const &)
    {
        if (holds_value<X>) value_ = true;
    }

    std::string head_, middle_, tail_;
    bool (*map_)(std::string_view, detail::wiped_buffer &) = nullptr;
    bool names_ = false, value_ = false;
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
    template <class Map, class X>
    void visit(mapped_node<Map, X> const &node)
    {
        visit(node.of);
    }
    template <std::size_t N, class Item, class Set>
    void visit(join_node<N, Item, Set> const &node)
    {
        delimiters const between{node};
        selection chosen;
        detail::wiped_buffer unused;
        evaluator<Hash> reader{over_, unused};
        reader.choose(node.set, chosen);
        if (between.tells_names()) {
            for (item const &i : chosen.items) {
                check(i.name, reader.text_for(i, value_part(node.item), chosen), between, names_.top);
                check_spelling(i.name, between);
            }
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
    void check_spelling(std::string_view name, delimiters const &between)
    {
        for (std::string_view const declared : names_.top)
            if (declared != name && declared.size() == name.size() &&
                between.as_signed(declared) == between.as_signed(name))
                found_ = declared;
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

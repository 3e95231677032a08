// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SELECTION_HPP
#define TOLLGATE_SIGNING_SELECTION_HPP

#include <tollgate/core/wiped_buffer.hpp>
#include <tollgate/format/query.hpp>
#include <tollgate/signing/context.hpp>
#include <tollgate/signing/nodes.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <concepts>
#include <cstring>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::signing {

/// A field on its way through a set's stages: its name and the text that is signed for it.
struct item {
    std::string_view name;
    std::string_view text;
    std::span<parameter const> nested; ///< What an object or array holds, until a map made text of it.
    value_kind kind = value_kind::text;
};

/**
 * \brief How a gateway writes the values that are not plain text.
 *
 * | expression | meaning |
 * |---|---|
 * | `M::leaves(item)` | whether the item's source text is signed as it stands |
 * | `M::write(item, out)` | writes the text otherwise; `false` if the gateway documents none for such a value |
 */
template <class M>
concept value_map = requires(item const &i, detail::wiped_buffer &out) {
    { M::leaves(i) } -> std::same_as<bool>;
    { M::write(i, out) } -> std::same_as<bool>;
};

/// The fields that take part, in order. Texts that were made on the way live here too.
class selection {
public:
    boost::container::small_vector<item, 32> items;
    std::optional<problem_with> problem;

    // Once, not in every scheme: what stands below is instantiated for each.
    [[gnu::noinline]] selection() {}
    selection(selection const &) = delete;
    selection &operator=(selection const &) = delete;
    [[gnu::noinline]] ~selection() {}

    /// Keeps a copy for as long as the selection lives.
    [[nodiscard, gnu::noinline]] std::string_view keep(std::string_view text)
    {
        if (text.empty()) return {};
        if (!arena_) arena_.emplace(inline_, sizeof inline_);
        char *const copy = static_cast<char *>(arena_->allocate(text.size(), 1));
        std::memcpy(copy, text.data(), text.size());
        return {copy, text.size()};
    }

    void drop_if(auto predicate)
    {
        items.erase(std::ranges::remove_if(items, predicate).begin(), items.end());
    }

private:
    std::byte inline_[4096]; // as much as a wiped_buffer takes without the heap
    std::optional<std::pmr::monotonic_buffer_resource> arena_; // most messages are signed as they stand
};

/**
 * \brief What one set of a scheme held: a message is signed, and searched for ambiguities, over the same choice.
 * \details For one scheme that stays where it is, one message and one key.
 */
struct last_choice {
    void const *set = nullptr; ///< The set's node; null: none was chosen yet.
    selection chosen;
};

// Sources: where the fields come from

[[nodiscard]] inline item item_of(std::span<parameter const> in, std::size_t at)
{
    return {in[at].name, in[at].text, nested(in, at), in[at].kind};
}

[[gnu::noinline]] inline void add_members(std::span<parameter const> in, selection &to)
{
    for (std::size_t i = 0; i != in.size();) {
        item &added = to.items.emplace_back();
        added.name = in[i].name;
        added.text = in[i].text;
        added.nested = nested(in, i);
        added.kind = in[i].kind;
        i += added.nested.size() + 1;
    }
}

/// The field at a path under the path's name; empty if there is none.
[[gnu::noinline]] inline void add_path(std::span<parameter const> fields, std::string_view path,
                                       selection &to)
{
    parameter const *const found = find_path(fields, path);
    if (found == nullptr) return to.items.push_back({path, {}, {}});
    item chosen = item_of(fields, static_cast<std::size_t>(found - fields.data()));
    chosen.name = path;
    to.items.push_back(chosen);
}

/// The fields that the text of another field names.
[[gnu::noinline]] inline void add_named_in(std::span<parameter const> fields, std::string_view list_name,
                                           selection &to)
{
    parameter const *const list = find(fields, list_name);
    if (list == nullptr || list->text.empty()) {
        to.problem = {errc::missing_field, list_name};
        return;
    }
    for (std::size_t start = 0; start <= list->text.size();) {
        std::string_view const name = list->text.substr(start, list->text.find(',', start) - start);
        start += name.size() + 1;
        if (find(fields, name) == nullptr) to.problem = {errc::missing_field, list_name};
        add_path(fields, name, to);
    }
}

[[gnu::noinline]] inline void add_within(std::span<parameter const> fields, std::string_view path,
                                         selection &to)
{
    parameter const *const object = find_path(fields, path);
    if (object != nullptr) add_members(nested(fields, static_cast<std::size_t>(object - fields.data())), to);
}

[[gnu::noinline]] inline void add_headers(std::span<header const> headers, selection &to)
{
    for (header const &h : headers)
        to.items.push_back({h.name, h.value, {}});
}

[[gnu::noinline]] inline void add_query(std::string_view query, selection &to)
{
    parameter_list pairs;
    if (auto const why = parse_query(query, pairs)) to.problem = {*why, "query"};
    for (parameter const &p : std::as_const(pairs).items())
        to.items.push_back({to.keep(p.name), to.keep(p.text), {}});
}

// Stages that need nothing but the fields

[[gnu::noinline]] inline void drop_named(std::span<std::string_view const> names, selection &through)
{
    through.drop_if([names](item const &i) { return std::ranges::find(names, i.name) != names.end(); });
}

[[gnu::noinline]] inline void keep_starting(std::string_view start, selection &through)
{
    through.drop_if([start](item const &i) { return !i.name.starts_with(start); });
}

[[nodiscard]] inline bool lacks(lacking what, item const &i) noexcept
{
    switch (what) {
    case lacking::text: return i.nested.empty() && i.text.empty();
    case lacking::visible_text:
        return i.nested.empty() && i.text.find_first_not_of(" \t\r\n\v\f") == i.text.npos;
    case lacking::value: return i.kind == value_kind::null;
    case lacking::scalar: return i.kind == value_kind::object || i.kind == value_kind::array;
    }
    return false;
}

[[gnu::noinline]] inline void drop_lacking(lacking what, selection &through)
{
    through.drop_if([what](item const &i) { return lacks(what, i); });
}

/// A value map without its type.
struct erased_value_map {
    bool (*leaves)(item const &);
    bool (*write)(item const &, detail::wiped_buffer &);
};

template <value_map Map>
inline constexpr erased_value_map erased{[](item const &i) { return Map::leaves(i); }, Map::write};

[[gnu::noinline]] inline void map_values(erased_value_map const &map, selection &through)
{
    for (item &i : through.items) {
        if (map.leaves(i)) continue;
        detail::wiped_buffer text;
        if (!map.write(i, text)) through.problem = {errc::unsignable_value, i.name};
        i = {i.name, through.keep(text.view()), {}, value_kind::text};
    }
}

/// Adds what an object or array holds, under the path that leads there.
inline void flatten(item const &from, std::string_view before, std::string_view after, selection &to)
{
    if (from.kind != value_kind::object && from.kind != value_kind::array) return to.items.push_back(from);
    std::size_t index = 0;
    for (std::size_t i = 0; i < from.nested.size(); ++index) {
        item inner = item_of(from.nested, i);
        detail::wiped_buffer path;
        path.append(from.name);
        path.append(before);
        path.append(from.kind == value_kind::array ? std::to_string(index) : std::string{inner.name});
        path.append(after);
        inner.name = to.keep(path.view());
        i += inner.nested.size() + 1;
        flatten(inner, before, after, to);
    }
}

[[gnu::noinline]] inline void flatten_all(std::string_view before, std::string_view after, selection &through)
{
    auto const whole = std::move(through.items);
    through.items.clear();
    for (item const &i : whole)
        flatten(i, before, after, through);
}

[[gnu::noinline]] inline void reverse_order(selection &through)
{
    std::ranges::reverse(through.items);
}

/// Byte by byte. Most names differ in the first one, which is looked at without a call.
[[nodiscard]] inline bool comes_before(std::string_view a, std::string_view b) noexcept
{
    if (a.empty() || b.empty() || a.front() == b.front()) return a < b;
    return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front());
}

/// The place in an ordered range behind everything that does not come after `what`.
[[nodiscard]] inline item *place_in(item *first, item *last, item const &what) noexcept
{
    while (last != first && comes_before(what.name, (last - 1)->name))
        --last;
    return last;
}

/// Orders by name; equal names keep their order. `std::stable_sort` would allocate.
[[gnu::noinline]] inline void sort_by_name(selection &through)
{
    item *const first = through.items.data();
    item *const last = first + through.items.size();
    if (through.items.size() <= 32) { // inserting each where it belongs is faster for so few
        for (item *at = first; at != last; ++at) {
            item *const place = place_in(first, at, *at);
            if (place == at) continue;
            item const moved = *at;
            std::copy_backward(place, at, at + 1);
            *place = moved;
        }
        return;
    }
    boost::container::small_vector<item const *, 32> order;
    for (item const &i : through.items)
        order.push_back(&i);
    std::ranges::sort(order, {}, [](item const *i) { return std::pair{i->name, i}; });
    boost::container::small_vector<item, 32> sorted;
    for (item const *const i : order)
        sorted.push_back(*i);
    through.items = std::move(sorted);
}

/// A field and the text that it is ordered by; the position decides among equal ones.
struct ranked {
    std::pair<std::string_view, std::size_t> rank;
    item of;
};
using ranking = boost::container::small_vector<ranked, 32>;

[[gnu::noinline]] inline void rank(ranking &order, std::string_view by, item const &of)
{
    order.push_back({{by, order.size()}, of});
}

[[gnu::noinline]] inline void sort_by_rank(ranking &order, selection &through)
{
    std::ranges::sort(order, {}, &ranked::rank);
    std::ranges::transform(order, through.items.begin(), &ranked::of);
}

/// Keeps what the text of a field names, in its order.
[[gnu::noinline]] inline void choose_named(std::span<parameter const> fields, std::string_view list_name,
                                           std::string_view separator, selection &through)
{
    parameter const *const list = find(fields, list_name);
    if (list == nullptr || list->text.empty()) {
        through.problem = {errc::missing_field, list_name};
        return;
    }
    auto const all = std::move(through.items);
    through.items.clear();
    for (std::size_t start = 0; start <= list->text.size();) {
        std::string_view const name = list->text.substr(start, list->text.find(separator, start) - start);
        start += name.size() + separator.size();
        auto const named = std::ranges::find(all, name, &item::name);
        if (named == all.end())
            through.problem = {errc::missing_field, list_name};
        else
            through.items.push_back(*named);
    }
}

// The same by type, for the evaluator

inline void fill(all_fields, context const &over, selection &to)
{
    add_members(over.fields, to);
}
template <fixed_string... Paths>
void fill(listed_fields<Paths...>, context const &over, selection &to)
{
    (add_path(over.fields, Paths.view(), to), ...);
}
template <fixed_string List>
void fill(fields_named_in<List>, context const &over, selection &to)
{
    add_named_in(over.fields, List.view(), to);
}
template <fixed_string Object>
void fill(fields_within<Object>, context const &over, selection &to)
{
    add_within(over.fields, Object.view(), to);
}
inline void fill(all_headers, context const &over, selection &to)
{
    add_headers(over.headers, to);
}
inline void fill(query_fields, context const &over, selection &to)
{
    add_query(over.query(), to);
}

template <fixed_string... Names>
void pass(but_stage<Names...>, selection &through)
{
    static constexpr std::string_view names[] = {Names.view()...};
    drop_named(names, through);
}
template <fixed_string Start>
void pass(starting_stage<Start>, selection &through)
{
    keep_starting(Start.view(), through);
}
template <lacking What>
void pass(drop_stage<What>, selection &through)
{
    drop_lacking(What, through);
}
template <class Map>
void pass(as_stage<Map>, selection &through)
{
    map_values(erased<Map>, through);
}
template <fixed_string Before, fixed_string After>
void pass(flattened_stage<Before, After>, selection &through)
{
    flatten_all(Before.view(), After.view(), through);
}
inline void pass(reversed_stage, selection &through)
{
    reverse_order(through);
}

} // namespace tollgate::inline v0::signing

#endif

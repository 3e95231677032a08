// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SELECTION_HPP
#define TOLLGATE_SIGNING_SELECTION_HPP

#include <tollgate/core/wiped_buffer.hpp>
#include <tollgate/format/eight_bytes.hpp>
#include <tollgate/format/query.hpp>
#include <tollgate/signing/context.hpp>
#include <tollgate/signing/nodes.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <memory_resource>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::signing {

/// A field as value maps see it.
struct item {
    std::string_view name;
    std::string_view text;
    std::span<parameter const> nested{}; ///< What an object or array holds, until a map made text of it.
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

/**
 * \brief The fields that take part, in order.
 * \details They are shown where they stand in the message; those that were made on the way live here.
 */
class selection {
    /// One that was made here.
    struct made_parameter : parameter {
        parameter const *original; ///< Of an object or array under another name, the one in the message.
    };
    using pointers = boost::container::small_vector<parameter const *, 32>;

    struct iterator {
        parameter const *const *at;

        [[nodiscard]] parameter const &operator*() const noexcept { return **at; }
        iterator &operator++() noexcept
        {
            ++at;
            return *this;
        }
        [[nodiscard]] bool operator==(iterator const &) const = default;
    };

public:
    std::span<parameter const> message; ///< In which those that were not made here stand.
    std::optional<problem_with> problem;

    // Once, not in every scheme: what stands below is instantiated for each.
    [[gnu::noinline]] selection() {}
    selection(selection const &) = delete;
    selection &operator=(selection const &) = delete;
    [[gnu::noinline]] ~selection() {}

    [[nodiscard]] bool empty() const noexcept { return chosen_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return chosen_.size(); }
    [[nodiscard]] iterator begin() const noexcept { return {chosen_.data()}; }
    [[nodiscard]] iterator end() const noexcept { return {chosen_.data() + chosen_.size()}; }

    /// What an object or array holds.
    [[nodiscard]] std::span<parameter const> inside(parameter const &p) const noexcept
    {
        if (p.kind != value_kind::object && p.kind != value_kind::array) return {};
        bool const stands_there = std::ranges::less_equal{}(message.data(), &p) &&
                                  std::ranges::less{}(&p, message.data() + message.size());
        parameter const *const at = stands_there ? &p : static_cast<made_parameter const &>(p).original;
        return nested(message, static_cast<std::size_t>(at - message.data()));
    }
    [[nodiscard]] item item_of(parameter const &p) const noexcept
    {
        return {p.name, p.text, inside(p), p.kind};
    }

    /// One more, which stays where it stands.
    void add(parameter const &p) { chosen_.push_back(&p); }
    /// One more, under another name, which must stay where it is.
    void add_as(std::string_view name, parameter const &p) { chosen_.push_back(made(name, p, &p)); }
    /// One more, made of texts that stay where they are.
    void add(std::string_view name, std::string_view text)
    {
        chosen_.push_back(made(name, {.name = {}, .text = text}));
    }
    /// Instead of the one at this place, a text of the same name.
    void replace(std::size_t place, std::string_view text)
    {
        chosen_[place] = made(chosen_[place]->name, {.name = {}, .text = text});
    }
    [[nodiscard]] parameter const &operator[](std::size_t place) const noexcept { return *chosen_[place]; }
    /// Leaves nothing in.
    [[nodiscard]] pointers take_out() { return std::exchange(chosen_, {}); }

    void drop_if(auto predicate)
    {
        auto const is_dropped = [&](parameter const *p) { return predicate(*p); };
        chosen_.erase(std::remove_if(chosen_.begin(), chosen_.end(), is_dropped), chosen_.end());
    }
    void reverse() noexcept { std::reverse(chosen_.begin(), chosen_.end()); }
    /// Orders byte by byte by texts, one for each; equal ones keep their order.
    void order_by(std::span<std::string_view const> ranks);
    /// The same, by the names.
    void order_by_name()
    {
        constexpr std::size_t few = 32; // so many are ordered fastest by inserting each where it belongs
        if (chosen_.size() > few) return order_many_by_name();
        std::uint64_t starts[few]; // of the names: most differ in their first eight characters
        for (std::size_t next = 0; next != chosen_.size(); ++next) {
            parameter const *const p = chosen_[next];
            std::uint64_t const start = detail::eight_bytes::rank_of(p->name);
            std::size_t to = next;
            for (; to != 0 && start <= starts[to - 1]; --to) {
                if (start == starts[to - 1] && p->name >= chosen_[to - 1]->name) break;
                starts[to] = starts[to - 1];
                chosen_[to] = chosen_[to - 1];
            }
            starts[to] = start;
            chosen_[to] = p;
        }
    }

    /// Keeps a copy for as long as the selection lives.
    [[nodiscard, gnu::noinline]] std::string_view keep(std::string_view text)
    {
        if (text.empty()) return {};
        char *const copy = static_cast<char *>(room(text.size(), 1));
        std::memcpy(copy, text.data(), text.size());
        return {copy, text.size()};
    }

private:
    [[gnu::noinline]] void order_many_by_name()
    {
        boost::container::small_vector<std::string_view, 64> names;
        for (parameter const *const p : chosen_)
            names.push_back(p->name);
        order_by(names);
    }
    [[nodiscard]] void *room(std::size_t size, std::size_t alignment)
    {
        if (!arena_) arena_.emplace(inline_, sizeof inline_);
        return arena_->allocate(size, alignment);
    }
    [[nodiscard, gnu::noinline]] parameter const *made(std::string_view name, parameter like,
                                                       parameter const *original = nullptr)
    {
        like.name = name;
        return ::new (room(sizeof(made_parameter), alignof(made_parameter))) made_parameter{like, original};
    }

    pointers chosen_;
    std::byte inline_[4096]; // as much as a wiped_buffer takes without the heap
    std::optional<std::pmr::monotonic_buffer_resource> arena_; // most messages are signed as they stand
};

[[gnu::noinline]] inline void selection::order_by(std::span<std::string_view const> ranks)
{
    pointers const before = chosen_;
    std::vector<std::uint32_t> places(before.size());
    std::iota(places.begin(), places.end(), std::uint32_t{0});
    std::sort(places.begin(), places.end(), [ranks](std::uint32_t a, std::uint32_t b) {
        int const order = ranks[a].compare(ranks[b]);
        return order != 0 ? order < 0 : a < b;
    });
    for (std::size_t i = 0; i != places.size(); ++i)
        chosen_[i] = before[places[i]];
}

/**
 * \brief What one set of a scheme held: a message is signed, and searched for ambiguities, over the same choice.
 * \details For one scheme that stays where it is, one message and one key.
 */
struct last_choice {
    void const *set = nullptr; ///< The set's node; null: none was chosen yet.
    selection chosen;
};

// Sources: where the fields come from

[[gnu::noinline]] inline void add_members(std::span<parameter const> in, selection &to)
{
    to.message = in;
    for (std::size_t i = 0; i != in.size(); i += nested(in, i).size() + 1)
        to.add(in[i]);
}

/// The field at a path under the path's name; empty if there is none.
[[gnu::noinline]] inline void add_path(std::span<parameter const> fields, std::string_view path,
                                       selection &to)
{
    to.message = fields;
    parameter const *const found = find_path(fields, path);
    if (found == nullptr) return to.add(path, {});
    if (found->name == path) return to.add(*found);
    to.add_as(path, *found);
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
        to.add(h.name, h.value);
}

[[gnu::noinline]] inline void add_query(std::string_view query, selection &to)
{
    parameter_list pairs;
    if (auto const why = parse_query(query, pairs)) to.problem = {*why, "query"};
    for (parameter const &p : std::as_const(pairs).items())
        to.add(to.keep(p.name), to.keep(p.text));
}

// Stages that need nothing but the fields

[[gnu::noinline]] inline void drop_named(std::span<std::string_view const> names, selection &through)
{
    through.drop_if([names](parameter const &p) {
        for (std::string_view const name : names)
            if (p.name == name) return true;
        return false;
    });
}

[[gnu::noinline]] inline void keep_starting(std::string_view start, selection &through)
{
    through.drop_if([start](parameter const &p) { return !p.name.starts_with(start); });
}

[[gnu::noinline]] inline void drop_lacking(lacking what, selection &through)
{
    auto const is_empty = [&through](parameter const &p) {
        return p.text.empty() && through.inside(p).empty();
    };
    switch (what) {
    case lacking::text: return through.drop_if(is_empty);
    case lacking::visible_text:
        return through.drop_if([is_empty](parameter const &p) {
            return p.text.find_first_not_of(" \t\r\n\v\f") == p.text.npos && (!p.text.empty() || is_empty(p));
        });
    case lacking::value:
        return through.drop_if([](parameter const &p) { return p.kind == value_kind::null; });
    case lacking::scalar:
        return through.drop_if(
            [](parameter const &p) { return p.kind == value_kind::object || p.kind == value_kind::array; });
    }
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
    for (std::size_t place = 0; place != through.size(); ++place) {
        item const i = through.item_of(through[place]);
        if (map.leaves(i)) continue;
        detail::wiped_buffer text;
        if (!map.write(i, text)) through.problem = {errc::unsignable_value, i.name};
        through.replace(place, through.keep(text.view()));
    }
}

/// Adds what an object or array holds, under the path that leads there.
inline void flatten(parameter const &from, std::string_view path, std::string_view before,
                    std::string_view after, selection &to)
{
    if (from.kind != value_kind::object && from.kind != value_kind::array) return to.add_as(path, from);
    std::span<parameter const> const inside = to.inside(from);
    std::size_t index = 0;
    for (std::size_t i = 0; i < inside.size(); ++index) {
        detail::wiped_buffer inner;
        inner.append(path);
        inner.append(before);
        inner.append(from.kind == value_kind::array ? std::to_string(index) : std::string{inside[i].name});
        inner.append(after);
        flatten(inside[i], to.keep(inner.view()), before, after, to);
        i += nested(inside, i).size() + 1;
    }
}

[[gnu::noinline]] inline void flatten_all(std::string_view before, std::string_view after, selection &through)
{
    for (parameter const *const p : through.take_out())
        flatten(*p, p->name, before, after, through);
}

[[gnu::noinline]] inline void reverse_order(selection &through)
{
    through.reverse();
}

[[gnu::noinline]] inline void sort_by_name(selection &through)
{
    through.order_by_name();
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
    auto const all = through.take_out();
    for (std::size_t start = 0; start <= list->text.size();) {
        std::string_view const name = list->text.substr(start, list->text.find(separator, start) - start);
        start += name.size() + separator.size();
        auto const named =
            std::find_if(all.begin(), all.end(), [name](parameter const *p) { return p->name == name; });
        if (named == all.end())
            through.problem = {errc::missing_field, list_name};
        else
            through.add(**named);
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

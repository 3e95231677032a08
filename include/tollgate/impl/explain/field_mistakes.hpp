// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_EXPLAIN_FIELD_MISTAKES_HPP
#define TOLLGATE_IMPL_EXPLAIN_FIELD_MISTAKES_HPP

#include <tollgate/impl/explain/message_mistakes.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

/// Mistakes in which fields are signed, how their names are written, and in which order they stand.
namespace tollgate::inline v0::signing::explaining {

[[nodiscard]] inline bool is_op(trial const &t, place const &p, op what)
{
    return t.at(p.at).what == what;
}

// Sets: a join's second part

/// Where fields come from: below all stages of a set.
[[nodiscard]] inline std::size_t source_of(trial const &t, std::size_t set)
{
    while (is_stage(t.at(set).what))
        set = t.at(set).parts[0];
    return set;
}
/// Below the ordering, above the selection: where a field joins the others.
[[nodiscard]] inline std::size_t below_order(trial const &t, std::size_t set)
{
    while (t.at(set).what == op::by || t.at(set).what == op::as)
        set = t.at(set).parts[0];
    return set;
}
/// The sets of all joins over the message's fields.
[[nodiscard]] inline positions sets_of(trial const &t)
{
    positions sets;
    for (place const &p : t.places()) {
        if (!is_op(t, p, op::join)) continue;
        std::size_t const set = t.at(p.at).parts[1];
        op const from = t.at(source_of(t, set)).what;
        if (from != op::headers && from != op::query) sets.push_back(set);
    }
    return sets;
}
/// Changes every set, or gives nothing where there is none.
[[nodiscard]] inline variants in_sets(trial const &t, std::string parameter, node_change change)
{
    if (sets_of(t).empty()) return {};
    return {{std::move(parameter), [change = std::move(change)](trial &of) {
                 for (std::size_t const set : sets_of(of))
                     change(of, set);
             }}};
}

// Empty fields and null

[[nodiscard]] inline positions fields_where(trial const &t, bool (*wanted)(parameter const &))
{
    positions found;
    for (std::size_t i = 0; i != t.fields.size(); ++i)
        if (t.fields[i].depth == 0 && wanted(t.fields[i])) found.push_back(i);
    return found;
}
[[nodiscard]] inline bool is_blank_text(parameter const &p) noexcept
{
    return !is_container(p) && p.text.find_first_not_of(" \t\r\n\v\f") == p.text.npos;
}
[[nodiscard]] inline bool drops_empty(trial const &t, place const &p)
{
    lacking const what = t.at(p.at).dropped;
    return is_op(t, p, op::drop) && (what == lacking::text || what == lacking::visible_text);
}
[[nodiscard]] inline node but_names(std::vector<std::string> names)
{
    return {.what = op::but, .parts = {}, .names = std::move(names)};
}

/// All empty fields are kept, or one of them while the others are left out by name.
[[nodiscard]] inline variants ways_to_keep_empty(trial const &t, surroundings const &, means const &)
{
    positions const empty = fields_where(t, is_blank_text);
    variants ways;
    auto const keep_but = [&](positions const &kept, std::vector<std::string> dropped) {
        ways.push_back({names_at(t, kept), everywhere(drops_empty, [dropped](trial &of, std::size_t at) {
                            of.at(at) = {.what = op::but, .parts = {of.at(at).parts[0]}, .names = dropped};
                        })});
    };
    keep_but(empty, {});
    for (std::size_t const kept : empty) {
        std::vector<std::string> dropped;
        for (std::size_t const i : empty)
            if (i != kept) dropped.emplace_back(t.fields[i].name);
        if (!dropped.empty()) keep_but({kept}, dropped);
    }
    return ways;
}
[[nodiscard]] inline variants ways_to_drop_empty(trial const &t, surroundings const &, means const &)
{
    variants ways;
    positions const empty = fields_where(t, is_blank_text);
    for (lacking const what : {lacking::text, lacking::visible_text})
        std::ranges::move(in_sets(t, names_at(t, empty),
                                  [what](trial &of, std::size_t set) {
                                      of.wrap(source_of(of, set), {.what = op::drop, .dropped = what});
                                  }),
                          std::back_inserter(ways));
    for (std::size_t const i : empty)
        std::ranges::move(in_sets(t, names_at(t, {i}),
                                  [name = std::string{t.fields[i].name}](trial &of, std::size_t set) {
                                      of.wrap(source_of(of, set), but_names({name}));
                                  }),
                          std::back_inserter(ways));
    return ways;
}

[[nodiscard]] inline bool is_null(parameter const &p) noexcept
{
    return p.kind == value_kind::null;
}
/// As this text, which no stage drops or changes.
[[nodiscard]] inline variants ways_to_keep_null(trial const &t, surroundings const &, means const &with)
{
    std::string_view const text = with.before;
    variants ways = all_and_each(t, fields_where(t, is_null),
                                 [text](trial &of, parameter &p) { write_plainly(of, p, text); });
    for (variant &way : ways) // an empty text would be dropped
        way.make = [make = way.make, text](trial &of) {
            make(of);
            if (text.empty()) everywhere(drops_empty, [](trial &in, std::size_t at) { in.take_out(at); })(of);
        };
    return ways;
}
[[nodiscard]] inline variants ways_to_drop_null(trial const &t, surroundings const &, means const &)
{
    return in_sets(t, names_at(t, fields_where(t, is_null)), [](trial &of, std::size_t set) {
        of.wrap(source_of(of, set), {.what = op::drop, .dropped = lacking::value});
    });
}

// Missing and extra fields

/// The names by which the scheme or the message knows fields.
[[nodiscard]] inline std::vector<std::string> known_names(trial const &t)
{
    std::vector<std::string> names;
    for (parameter const &p : t.fields)
        if (p.depth == 0 && !p.name.empty()) names.emplace_back(p.name);
    for (place const &p : t.places())
        if (is_op(t, p, op::field) || is_op(t, p, op::listed))
            names.insert(names.end(), t.at(p.at).names.begin(), t.at(p.at).names.end());
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return names;
}
[[nodiscard]] inline variants ways_to_miss_a_field(trial const &t, surroundings const &, means const &)
{
    variants ways;
    for (std::string const &name : known_names(t)) {
        parameter const *const found = find_path(t.fields, name);
        if (found != nullptr && is_blank_text(*found)) continue;
        if (found != nullptr) // empty where it is named, gone where all fields are meant
            ways.push_back({listing({name}), [name](trial &of) {
                                everywhere(
                                    [name](trial const &in, place const &p) {
                                        return is_op(in, p, op::field) && in.at(p.at).names[0] == name;
                                    },
                                    [](trial &in, std::size_t at) { in.blank(at); })(of);
                                for (std::size_t const set : sets_of(of))
                                    of.wrap(source_of(of, set), but_names({name}));
                            }});
        if (found != nullptr) // an empty slot where fields are listed
            ways.push_back({listing({name}), [name](trial &of) {
                                for (parameter &p : of.fields)
                                    if (&p == find_path(of.fields, name)) p.text = {};
                            }});
    }
    return ways;
}

/// Whether a set can hold this field at all; those of a stage `but` are \ref mistake::signature_signed.
[[nodiscard]] inline bool covers(trial const &t, std::size_t set, std::string_view name)
{
    for (; is_stage(t.at(set).what); set = t.at(set).parts[0]) {
        node const &stage = t.at(set);
        if (stage.what == op::starting && !name.starts_with(stage.names[0])) return false;
        if (stage.what == op::plus && stage.names[0] == name) return true;
    }
    node const &source = t.at(set);
    if (source.what == op::listed) return std::ranges::find(source.names, name) != source.names.end();
    if (source.what != op::named_in) return source.what == op::fields;
    parameter const *const list = find(t.fields, source.names[0]);
    return list != nullptr &&
           ("," + std::string{list->text} + ",").find("," + std::string{name} + ",") != std::string::npos;
}
[[nodiscard]] inline variants ways_to_add_a_field(trial const &t, surroundings const &, means const &)
{
    variants ways;
    auto const add = [&](std::string name, op from) {
        auto const change = [name, from](trial &of, std::size_t set) {
            std::size_t const value = of.add({.what = from, .names = {name}});
            of.wrap(below_order(of, set), {.what = op::plus, .parts = {value}, .names = {name}});
        };
        std::ranges::move(in_sets(t, listing({name}), change), std::back_inserter(ways));
    };
    positions const sets = sets_of(t);
    if (sets.empty()) return ways;
    for (parameter const &p : t.over.account)
        if (p.depth == 0 && find(t.fields, p.name) == nullptr) add(std::string{p.name}, op::account_field);
    for (parameter const &p : t.fields)
        if (p.depth == 0 && !is_container(p) && !covers(t, sets.front(), p.name))
            add(std::string{p.name}, op::field);
    return ways;
}

/// A field that the scheme leaves out takes part: as it is or, if it is the signature, empty.
[[nodiscard]] inline variants ways_to_sign_the_signature(trial const &t, surroundings const &around,
                                                         means const &)
{
    variants ways;
    for (place const &p : t.places()) {
        if (!is_op(t, p, op::but)) continue;
        for (std::string const &name : t.at(p.at).names)
            ways.push_back({listing({name}), [at = p.at, name, received = around.received](trial &of) {
                                std::erase(of.at(at).names, name);
                                auto const given = std::ranges::find_if(of.fields, [&](parameter const &f) {
                                    return f.depth == 0 && f.name == name;
                                });
                                if (given == of.fields.end())
                                    of.fields.push_back({.name = of.keep(name), .text = {}});
                                else if (given->text == received)
                                    given->text = {};
                            }});
    }
    return ways;
}

// Names

/// In what is signed and in what it is ordered by, or in what is signed alone.
[[nodiscard]] inline variants for_names(node_test const &is_meant, node_change const &change)
{
    auto const in_item = [is_meant](trial const &t, place const &p) { return p.in_item && is_meant(t, p); };
    return {{{}, everywhere(is_meant, change)}, {{}, everywhere(in_item, change)}};
}
[[nodiscard]] inline variants in_names(trial const &, surroundings const &, means const &with)
{
    return for_names([](trial const &t, place const &p) { return is_op(t, p, op::name); },
                     [edit = with.edit](trial &t, std::size_t at) { t.wrap(at, edit); });
}
/// Where the scheme writes names in lower or in upper case.
[[nodiscard]] inline bool changes_name(trial const &t, place const &p)
{
    node const &n = t.at(p.at);
    return n.what == op::map && t.at(n.parts[0]).what == op::name &&
           (n.map_is == map_kind::lower || n.map_is == map_kind::upper);
}
[[nodiscard]] inline variants ways_to_leave_names(trial const &, surroundings const &, means const &)
{
    return for_names(changes_name, [](trial &t, std::size_t at) { t.disable(at); });
}
/// As they are otherwise, or in place of what the scheme does to them.
[[nodiscard]] inline variants ways_to_capitalise(trial const &t, surroundings const &around,
                                                 means const &with)
{
    variants ways = in_names(t, around, with);
    std::ranges::move(
        for_names(changes_name, [edit = with.edit](trial &of, std::size_t at) { set_map(of.at(at), edit); }),
        std::back_inserter(ways));
    return ways;
}

// Order

/// Orders by name, changed by this edit, in place of the order there was, if any.
[[nodiscard]] inline variants ways_to_order(trial const &t, surroundings const &, means const &with)
{
    return in_sets(t, {}, [edit = with.edit](trial &of, std::size_t set) {
        std::size_t const rank = of.add({.what = op::name});
        of.wrap(rank, edit);
        if (of.at(set).what == op::by)
            of.at(set).parts[1] = rank;
        else
            of.wrap(set, {.what = op::by, .parts = {rank}});
    });
}
[[nodiscard]] inline variants ways_not_to_order(trial const &, surroundings const &, means const &)
{
    return one_way(everywhere([](trial const &t, place const &p) { return is_op(t, p, op::by); },
                              [](trial &t, std::size_t at) { t.take_out(at); }));
}
[[nodiscard]] inline variants ways_to_reverse(trial const &, surroundings const &, means const &)
{
    return one_way([](trial &t) {
        for (std::size_t const set : sets_of(t)) {
            std::size_t const source = source_of(t, set);
            if (t.at(set).what == op::by)
                t.wrap(t.at(set).parts[1], edits::reverse_rank);
            else
                std::ranges::reverse(t.at(source).names);
        }
    });
}

inline constexpr entry field_mistakes[] = {
    {mistake::empty_kept, "empty parameters are kept", ways_to_keep_empty},
    {mistake::empty_dropped, "empty parameters are left out", ways_to_drop_empty},
    {mistake::null_kept, "`null` is kept, as `null`", ways_to_keep_null, {.before = "null"}},
    {mistake::null_kept, "`null` is kept, as an empty text", ways_to_keep_null, {.before = ""}},
    {mistake::null_kept, "`null` is kept, as `None`", ways_to_keep_null, {.before = "None"}},
    {mistake::null_dropped, "`null` is left out", ways_to_drop_null},
    {mistake::field_missing, "a parameter is not signed", ways_to_miss_a_field},
    {mistake::field_extra, "another parameter is signed too", ways_to_add_a_field},
    {mistake::signature_signed, "a parameter is signed that must be left out", ways_to_sign_the_signature},
    {mistake::name_in_lower_case, "names are written in lower case", in_names, {maps::lower::write}},
    {mistake::name_in_upper_case, "names are written in upper case", in_names, {maps::upper::write}},
    {mistake::name_as_it_is, "names are written as they are", ways_to_leave_names},
    {mistake::name_capitalised,
     "names are written as `X-Pay-Id` is",
     ways_to_capitalise,
     {edits::capitalise}},
    {mistake::order_as_sent, "parameters are not sorted", ways_not_to_order},
    {mistake::order_by_name, "parameters are sorted by name", ways_to_order, {maps::raw::write}},
    {mistake::order_by_name_ignoring_case,
     "parameters are sorted by name, ignoring case",
     ways_to_order,
     {maps::lower::write}},
    {mistake::order_reversed, "parameters are in reverse order", ways_to_reverse},
};

} // namespace tollgate::inline v0::signing::explaining

#endif

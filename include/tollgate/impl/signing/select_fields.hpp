// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_SELECT_FIELDS_HPP
#define TOLLGATE_IMPL_SIGNING_SELECT_FIELDS_HPP

#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/header.hpp>
#include <tollgate/signing/context.hpp>
#include <tollgate/signing/nodes.hpp>
#include <tollgate/signing/selection.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

/// \file
/// What sets of fields do to a selection: sources put fields in, stages drop, change and order them.

namespace tollgate::inline v0::signing {

// Sources: where the fields come from

/// The field at a path under the path's name; empty if there is none.
inline void add_path(std::span<parameter const> fields, std::string_view path, selection &to)
{
    to.message = fields;
    parameter const *const found = find_path(fields, path);
    if (found == nullptr) return to.add(path, {});
    if (found->name == path) return to.add(*found);
    to.add_as(path, *found);
}

/// Finds fields by their names, each once: a list that names one again and again would multiply what a stranger sends.
class fields_by_name {
public:
    template <class Fields>
    explicit fields_by_name(Fields const &all, bool ignores_case = false) : ignores_case_{ignores_case}
    {
        for (parameter const *const field : all)
            fields_.push_back({field, fields_.size()});
        if (!are_few())
            std::ranges::sort(fields_, {}, [](entry const &e) { return std::pair{e.field->name, e.place}; });
    }

    /// The field of this name; null if there is none, or if it was taken before.
    [[nodiscard]] parameter const *take(std::string_view name)
    {
        auto const is_it = [&](entry const &e) {
            return e.field->name == name || (ignores_case_ && equal_ignoring_case(e.field->name, name));
        };
        auto const name_of = [](entry const &e) { return e.field->name; };
        auto const found = are_few() ? std::ranges::find_if(fields_, is_it)
                                     : std::ranges::lower_bound(fields_, name, {}, name_of);
        if (found == fields_.end() || !is_it(*found)) return nullptr;
        return std::exchange(found->is_taken, true) ? nullptr : found->field;
    }

private:
    struct entry {
        parameter const *field;
        std::size_t place; ///< Of several of one name the first is found.
        bool is_taken = false;
    };

    /// Headers, whose names have no order that ignores case, are few enough.
    [[nodiscard]] bool are_few() const noexcept { return fields_.size() <= 32 || ignores_case_; }

    boost::container::small_vector<entry, 32> fields_;
    bool ignores_case_ = false;
};

/// Calls with each name of a list.
inline void for_each_name(std::string_view list, std::string_view separator, auto visit)
{
    for (std::size_t start = 0; start <= list.size();) {
        std::string_view const name = list.substr(start, list.find(separator, start) - start);
        start += name.size() + separator.size();
        visit(name);
    }
}

/**
 * \brief Adds a field that is signed, but not sent.
 * \details A message that has a field of this name is refused: it could stand in the place of the other.
 */
inline void add_unsent(std::span<parameter const> fields, std::string_view name, std::string_view text,
                       selection &through)
{
    bool const is_of_message = through.message.data() == fields.data() && find(fields, name) != nullptr;
    if (is_of_message || through.holds(name)) through.problem = {errc::duplicate_field, name};
    through.add_unsent(name, text);
}

/// The fields that the text of another field names.
inline void add_named_in(std::span<parameter const> fields, std::string_view list_name, selection &to)
{
    parameter const *const list = find(fields, list_name);
    if (list == nullptr || list->text.empty()) {
        to.problem = {errc::missing_field, list_name};
        return;
    }
    to.message = fields;
    boost::container::small_vector<parameter const *, 32> own;
    for (std::size_t i = 0; i != fields.size(); i += nested(fields, i).size() + 1)
        own.push_back(&fields[i]);
    fields_by_name named{own};
    for_each_name(list->text, ",", [&](std::string_view name) {
        if (parameter const *const found = named.take(name))
            to.add(*found);
        else
            to.problem = {errc::missing_field, list_name};
    });
}

inline void add_within(std::span<parameter const> fields, std::string_view path, selection &to)
{
    parameter const *const object = find_path(fields, path);
    if (object != nullptr) to.add_members(nested(fields, static_cast<std::size_t>(object - fields.data())));
}

inline void add_headers(std::span<header const> headers, selection &to)
{
    to.ignores_case = true;
    for (header const &h : headers)
        to.add(h.name, h.value);
}

inline void add_query(std::string_view query, selection &to)
{
    parameter_list pairs;
    if (auto const why = detail::read_pairs(query, pairs, {.size = query.size()}))
        to.problem = {*why, "query"};
    parameter_list single; // the elements of a list share their name
    for (parameter const &p : std::as_const(pairs).items()) {
        to.add(to.keep(p.name), to.keep(p.text));
        if (!detail::names_element(p.name)) single.add(p);
    }
    if (!to.problem && detail::has_duplicates(std::as_const(single).items()))
        to.problem = {errc::duplicate_field, "query"};
}

// Stages that need nothing but the fields

inline void drop_named(std::span<std::string_view const> names, selection &through)
{
    through.drop_if([names, &through](parameter const &p) {
        return std::ranges::any_of(names, [&](std::string_view name) { return through.is_named(p, name); });
    });
}

inline void keep_starting(std::string_view start, selection &through)
{
    through.drop_if([start, &through](parameter const &p) {
        return p.name.size() < start.size() || !through.is_same(p.name.substr(0, start.size()), start);
    });
}

inline void drop_lacking(lacking what, selection &through)
{
    switch (what) {
    case lacking::text:
        return through.drop_if(
            [&](parameter const &p) { return p.text.empty() && through.inside(p).empty(); });
    case lacking::visible_text:
        return through.drop_if([&](parameter const &p) {
            return p.text.find_first_not_of(" \t\r\n\v\f") == p.text.npos && through.inside(p).empty();
        });
    case lacking::value:
        return through.drop_if([](parameter const &p) { return p.kind == value_kind::null; });
    case lacking::scalar:
        return through.drop_if([](parameter const &p) { return detail::is_container(p.kind); });
    }
}

inline void map_values(erased_value_map const &map, selection &through)
{
    for (std::size_t place = 0; place != through.size(); ++place) {
        item const i = through.item_of(through[place]);
        if (map.leaves(i)) continue;
        wiped_buffer text;
        if (!map.write(i, text)) through.problem = {errc::unsignable_value, i.name};
        through.replace(place, through.keep(text.view()));
    }
}

/**
 * \brief How much the paths of a message may take: a long name before many members would multiply what a stranger sends.
 * \details 8 MiB, or sixteen times the message's names and texts: more than the paths of real ones take, whose names are not
 * sixteen times as long as what they name.
 */
[[nodiscard]] inline std::size_t most_in_paths(std::span<parameter const> message) noexcept
{
    std::size_t size = 0;
    for (parameter const &p : message)
        size += p.name.size() + p.text.size();
    return std::max(std::size_t{8} << 20, 16 * size);
}

/// Adds what an object or array holds, under the path that leads there; the path grows in one place.
inline void flatten(parameter const &from, std::span<parameter const> inside, std::string &path,
                    std::string_view before, std::string_view after, std::size_t most, selection &to)
{
    std::size_t const start = path.size();
    std::size_t index = 0;
    for (std::size_t i = 0; i < inside.size() && !to.problem; ++index) {
        path += before;
        path += from.kind == value_kind::array ? std::to_string(index) : std::string{inside[i].name};
        path += after;
        if (detail::is_container(inside[i].kind))
            flatten(inside[i], nested(inside, i), path, before, after, most, to);
        else
            to.add_as(to.keep(path), inside[i]);
        if (to.kept() + path.size() > most) to.problem = {errc::unsignable_value, from.name};
        path.resize(start);
        i += nested(inside, i).size() + 1;
    }
}

inline void flatten_all(std::string_view before, std::string_view after, selection &through)
{
    std::size_t const most = most_in_paths(through.message);
    for (parameter const *const p : through.take_out()) {
        if (!detail::is_container(p->kind)) {
            through.add_as(p->name, *p);
        } else {
            std::string path{p->name};
            flatten(*p, through.inside(*p), path, before, after, most, through);
        }
    }
}

/// Keeps what the text of a field names, in its order; the place of an unsent field must be among it.
inline void choose_named(std::span<parameter const> fields, std::string_view list_name,
                         std::string_view separator, selection &through)
{
    parameter const *const list = find(fields, list_name);
    if (list == nullptr || list->text.empty()) {
        through.problem = {errc::missing_field, list_name};
        return;
    }
    auto const all = through.take_out();
    fields_by_name named{all, through.ignores_case};
    for_each_name(list->text, separator, [&](std::string_view name) {
        if (parameter const *const found = named.take(name))
            through.add(*found);
        else
            through.problem = {errc::missing_field, list_name};
    });
    for (std::string_view const name : through.unsent()) {
        auto const count = std::count_if(all.begin(), all.end(),
                                         [&](parameter const *p) { return through.is_named(*p, name); });
        if (count > 1) // a flattened member of the message has got the same name
            through.problem = {errc::duplicate_field, name};
        else if (count == 1 && !through.holds(name) && !through.problem)
            through.problem = {errc::field_not_signed, name};
    }
}

} // namespace tollgate::inline v0::signing

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_FORMAT_READING_IPP
#define TOLLGATE_IMPL_FORMAT_READING_IPP

#include <tollgate/detail/format/reading.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <utility>

namespace tollgate::inline v0::detail {

namespace reading_parts {

[[nodiscard]] inline bool holds(std::span<std::string_view const> names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

/// Keeps all of these as they came, but in UTF-8, the first one at the top level.
inline void keep_received(std::span<parameter const> all, std::vector<unlisted_field> &in)
{
    for (parameter const &p : all)
        in.push_back({p.malformed ? as_utf8(p.name) : std::string{p.name},
                      p.malformed ? as_utf8(p.text) : std::string{p.text}, p.kind,
                      static_cast<unsigned short>(p.depth - all.front().depth)});
}

[[nodiscard]] inline bool holds_constants(field_row const &row)
{
    return row.value != nullptr && row.value->inside != nullptr &&
           std::ranges::any_of(*row.value->inside, [](field_row const &r) { return !r.decided_by.empty(); });
}

/// What the constants of each alternative say.
using said_by_constants = boost::container::small_vector<declared_texts, 8>;

/// Whether what an alternative requires has the shape that is declared: a list, an object with what that requires, or neither.
[[nodiscard]] inline bool has_shape(std::span<parameter const> from, field_table const &of)
{
    return std::ranges::all_of(of, [from](field_row const &row) {
        parameter const *const found =
            row.is_required && row.value != nullptr ? find(from, row.name) : nullptr;
        if (found == nullptr) return true;
        if (!is_container(row.value->sent_as)) return !is_container(found->kind);
        return found->kind == row.value->sent_as &&
               (row.value->inside == nullptr ||
                !missing_from(nested(from, static_cast<std::size_t>(found - from.data())),
                              *row.value->inside));
    });
}

/// The alternative whose constants are there, a complete one if there is any; else the first complete one that has none. As many as
/// there are if it is none.
/// \param by_shape whether those go first that have the declared shape; not where what was signed could have another one
[[nodiscard]] inline std::size_t choose_alternative(std::span<aggregate_reader const *const> all,
                                                    said_by_constants const &said,
                                                    std::span<parameter const> from, bool by_shape)
{
    auto const first = [&](declared_texts wanted, bool complete) {
        std::size_t i = 0;
        while (i != all.size() && (said[i] != wanted || (complete && missing_from(from, *all[i]->fields))))
            ++i;
        return i;
    };
    for (std::size_t const i : {first(declared_texts::there, true), first(declared_texts::there, false)})
        if (i != all.size()) return i;
    for (std::size_t i = 0; by_shape && i != all.size(); ++i)
        if (said[i] == declared_texts::none && !missing_from(from, *all[i]->fields) &&
            has_shape(from, *all[i]->fields))
            return i;
    return first(declared_texts::none, true);
}

} // namespace reading_parts

struct reading::parts_of {
    reading &by;
    aggregate_reader const &known;

    static void fill(void *all, void *parts)
    {
        parts_of const &of = *static_cast<parts_of *>(all);
        of.by.fields(of.known, parts);
    }
};

void reading::fill(aggregate_reader const &known, void *aggregate)
{
    if (known.make == nullptr) return fields(known, aggregate);
    parts_of parts{*this, known};
    if (!known.make(aggregate, &parts, parts_of::fill))
        complain(errc::field_not_convertible, known.names.front());
}

void reading::fields(aggregate_reader const &known, void *aggregate)
{
    known_ = known.names;
    field_place places[most_members];
    known.places(aggregate, places);
    field_place const *place = places;
    field_reader const *reader = known.first;
    void *unlisted_at = nullptr;
    for (field_row const &row : *known.fields) {
        if (row.kind == field_kind::unlisted) unlisted_at = place->at;
        field(row, *reader++, *place++);
    }
    // What stays unread is known last, wherever the member stands that keeps it.
    if (unlisted_at != nullptr) keep_unlisted(*static_cast<std::vector<unlisted_field> *>(unlisted_at));
}

void reading::fill_nested(reading other_one, aggregate_reader const &known, void *aggregate)
{
    other_one.fill(known, aggregate);
    note_of(other_one);
}

void reading::note_of(reading const &other_one)
{
    if (other_one.problem_) complain(other_one.problem_->code, other_one.problem_->name);
    is_refused_ = is_refused_ || other_one.is_refused_;
    if (unreadable_.empty()) unreadable_ = other_one.unreadable_;
}

/// The parameter of this name, unless it is `null`; that it stands twice is a problem.
parameter const *reading::present(std::string_view name)
{
    parameter const *const found = find(from_, name);
    if (found != nullptr && found->repeated) complain(errc::duplicate_field, name);
    return found != nullptr && found->kind != value_kind::null ? found : nullptr;
}

/// \copydoc present
/// Under the field's name, or one of its others; not under two.
parameter const *reading::present(field_row const &row)
{
    parameter const *found = present(row.name);
    for (std::string_view const alias : row.aliases) {
        parameter const *const other_one = alias.empty() ? nullptr : present(alias);
        if (other_one == nullptr) continue;
        if (found != nullptr) complain(errc::conflicting_fields, row.name);
        found = other_one;
    }
    return found;
}

void reading::field(field_row const &row, field_reader const &known, field_place to)
{
    if (to.unreadable != nullptr) return field_or_leave_out(row, known, to);
    switch (row.kind) {
    case field_kind::value: return value_field(row, known, to.at);
    case field_kind::constant: return constant_field(row);
    case field_kind::choice: return choice(row, known, to.at);
    case field_kind::alternatives: return alternatives(row, known, to.at);
    case field_kind::unlisted: return;
    }
}

/// A field that may be left out is left out if there is a problem with it. What is refused stays a problem, except of a field that is
/// not signed, which anyone sets as he likes. After a problem with another field nothing is looked at.
void reading::field_or_leave_out(field_row const &row, field_reader const &known, field_place to)
{
    if (problem_) return;
    field(row, known, {to.at, nullptr});
    if (!problem_ || (is_refused_ && !row.is_unsigned)) return;
    problem_.reset();
    is_refused_ = false;
    known.leave_out(to.at);
    *to.unreadable = true;
    if (unreadable_.empty()) unreadable_ = known.names.front();
    left_out_.insert(left_out_.end(), known.names.begin(), known.names.end());
}

void reading::value_field(field_row const &row, field_reader const &known, void *at)
{
    parameter const *const found = present(row);
    if (found == nullptr) {
        if (row.is_required) complain(errc::missing_field, row.name);
        return;
    }
    bool const is_empty = found->kind == value_kind::text && found->text.empty();
    if (!row.is_required && !known.value->is_text && is_empty) return;
    value(*known.value, known.begin != nullptr ? known.begin(at, 0) : at, *found, row.name);
}

void reading::constant_field(field_row const &row)
{
    parameter const *const found = present(row.name);
    if (found == nullptr) return complain(errc::missing_field, row.name);
    if (found->text != row.text) complain(errc::field_not_convertible, row.name);
}

void reading::value(value_reader const &known, void *to, parameter const &from, std::string_view name)
{
    if (known.inside != nullptr) return object(known, to, from, name);
    if (known.element != nullptr) return list(known, to, from, name);
    if (from.malformed) return complain(errc::body_not_utf8, name);
    bool const is_read = known.read(from, to);
    if (says_otherwise(known, from, is_read))
        refuse(name);
    else if (!is_read)
        complain(errc::field_not_convertible, name);
}

void reading::object(value_reader const &known, void *to, parameter const &from, std::string_view name)
{
    bool const is_object = from.kind == value_kind::object;
    if (!is_object) {
        if (may_have_been_object(from)) refuse(name);
        return complain(errc::field_not_convertible, name);
    }
    fill_nested(reading{inside(from), {}, signed_}, *known.inside, to);
}

struct reading::element_of {
    reading &elements;
    value_reader const &known;
    parameter const &from;
    std::string_view name;
};

void reading::list(value_reader const &known, void *to, parameter const &from, std::string_view name)
{
    if (from.kind != value_kind::array) return complain(errc::field_not_convertible, name);
    reading elements{inside(from), {}, signed_};
    for (std::size_t i = 0; i != elements.from_.size(); i += nested(elements.from_, i).size() + 1) {
        element_of one{elements, *known.element, elements.from_[i], name};
        known.append(to, &one, [](void *by, void *element) {
            element_of const &of = *static_cast<element_of const *>(by);
            of.elements.value(of.known, element, of.from, of.name);
        });
    }
    note_of(elements);
}

/// Whether another message with the same signature says something else in this place. Numbers are the same however they are
/// written, and so are truth values.
bool reading::says_otherwise(value_reader const &known, parameter const &at, bool is_read) const
{
    if (signed_ == nullptr || (is_read && (at.kind == value_kind::text || !known.is_text))) return false;
    if (at.kind == value_kind::text)
        return known.known->sent_as == value_kind::boolean &&
               signed_->may_stand_for(at.text, value_kind::boolean);
    auto const text = signed_->as_text(at, inside(at));
    return text && known.read({.name = {}, .text = *text}, nullptr);
}

bool reading::may_have_been_object(parameter const &at) const
{
    if (signed_ == nullptr) return false;
    if (at.kind == value_kind::text) return signed_->may_stand_for(at.text, value_kind::object);
    auto const text = signed_->as_text(at, inside(at));
    return text && signed_->may_stand_for(*text, value_kind::object);
}

void reading::choice(field_row const &row, field_reader const &known, void *at)
{
    using namespace reading_parts;
    parameter const *const found = present(row.name);
    if (found == nullptr) {
        if (row.is_required) complain(errc::missing_field, row.name);
        return;
    }
    other chosen;
    value(value_reader_of<std::string>::table, &chosen.text, *found, row.name);
    if (row.object.empty()) {
        for (std::string_view const name : known.alternative_names)
            if (parameter const *const p = present(name)) {
                if (p->malformed) complain(errc::body_not_utf8, name); // it is an alternative's field
                keep_received(
                    from_.subspan(static_cast<std::size_t>(p - from_.data()), inside(*p).size() + 1),
                    chosen.fields);
            }
    } else if (parameter const *const object = present(row.object)) {
        if (object->kind != value_kind::object && may_have_been_object(*object)) refuse(row.object);
        for (std::string_view const name : known.alternative_names)
            if (parameter const *const p = find(inside(*object), name); p != nullptr && p->repeated)
                complain(errc::duplicate_field, name);
        keep_received(inside(*object), chosen.fields);
    }
    known.choose(at, std::move(chosen));
}

void reading::alternatives(field_row const &row, field_reader const &known, void *at)
{
    reading_parts::said_by_constants said;
    for (aggregate_reader const *one : known.alternatives)
        said.push_back(declared_texts_in(from_, *one->fields));
    if (std::ranges::find(said, declared_texts::twice) != said.end())
        return complain(errc::duplicate_field, known.names.front());
    if (signed_ != nullptr)
        for (aggregate_reader const *one : known.alternatives)
            look_at_constants(*one->fields);
    std::size_t const which =
        reading_parts::choose_alternative(known.alternatives, said, from_, signed_ == nullptr);
    if (which == known.alternatives.size()) {
        if (row.is_required) complain(errc::missing_field, *missing_from(from_, row));
        for (std::string_view const name : known.names) // a part of one, which is not passed over
            if (present(name) != nullptr) complain(errc::missing_field, name);
        return;
    }
    aggregate_reader const *const chosen = known.alternatives[which];
    for (std::size_t i = 0; i != known.alternatives.size(); ++i)
        if (said[i] == said[which]) refuse_beside(*known.alternatives[i], *chosen);
    // What is read beside the choice is not kept again by an alternative.
    boost::container::small_vector<std::string_view, 16> beside{passed_over_.begin(), passed_over_.end()};
    for (std::string_view const name : known_)
        if (!reading_parts::holds(known.names, name)) beside.push_back(name);
    fill_nested(reading{from_, beside, signed_}, *chosen, known.begin(at, which));
    for (std::string_view const name : known.names)
        if (!reading_parts::holds(chosen->names, name)) left_out_.push_back(name);
}

/// A constant that arrived as another value that is signed alike would choose another alternative.
void reading::look_at_constants(field_table const &of)
{
    for (field_row const &row : of) {
        parameter const *const found = present(row.name);
        if (found == nullptr) continue;
        for (std::string_view const text : row.decided_by)
            if (!decides(row, found->text) && may_be_constant(*found, text)) refuse(row.name);
        if (reading_parts::holds_constants(row) && found->kind != value_kind::object &&
            may_have_been_object(*found))
            refuse(row.name);
    }
}

bool reading::may_be_constant(parameter const &found, std::string_view constant) const
{
    if (found.kind != value_kind::text && signed_->as_text(found, inside(found)) == constant) return true;
    bool const is_truth = constant == "true" || constant == "false";
    return is_truth && signed_->signs_truth_as(constant, found.text);
}

/// A field of another alternative says that the two were not meant to be exclusive, or that someone added it. Not of one
/// that what arrived cannot be, or could be all the same: constants tell them apart.
void reading::refuse_beside(aggregate_reader const &another, aggregate_reader const &chosen)
{
    for (std::string_view const name : another.names)
        if (!reading_parts::holds(chosen.names, name) && present(name) != nullptr)
            complain(errc::conflicting_fields, name);
}

void reading::keep_unlisted(std::vector<unlisted_field> &to)
{
    using namespace reading_parts;
    for (std::size_t i = 0; i != from_.size(); i += nested(from_, i).size() + 1) {
        std::string_view const name = from_[i].name;
        if (holds(passed_over_, name) || (holds(known_, name) && !holds(left_out_, name))) continue;
        keep_received(from_.subspan(i, nested(from_, i).size() + 1), to);
    }
}

} // namespace tollgate::inline v0::detail

#endif

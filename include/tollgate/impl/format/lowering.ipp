// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_FORMAT_LOWERING_IPP
#define TOLLGATE_IMPL_FORMAT_LOWERING_IPP

#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/required_fields.hpp>

#include <boost/container/small_vector.hpp>

#include <span>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

std::optional<errc> refuse_text(std::string_view text) noexcept
{
    if (is_plain_ascii(text)) return std::nullopt; // nearly every text
    if (text.find_first_of(std::string_view{"\r\n\0", 3}) != text.npos) return errc::control_character;
    if (!is_utf8(text)) return errc::value_not_utf8;
    return std::nullopt;
}

std::optional<problem_with> refuse_text(std::string_view text, text_limits const &by,
                                        std::string_view name) noexcept
{
    // A secret may be bytes that are no text.
    std::size_t const count = is_plain_ascii(text) || !is_utf8(text) ? text.size() : count_characters(text);
    if (count < by.least || count > by.most) return problem_with{errc::text_length, name, &by, count};
    std::size_t const other = first_not_taken(text, by);
    if (other == text.size()) return std::nullopt;
    return problem_with{errc::text_character, name, &by, count_characters(text.substr(0, other)) + 1};
}

void lowering::aggregate(field_table const &known, void const *given, std::span<bool const> are_picked)
{
    void const *values[most_members];
    known.show(given, values);
    for (std::size_t i = 0; i != known.size; ++i)
        if (values[i] != nullptr && (are_picked.empty() || are_picked[i])) row(known.first[i], values[i]);
}

void lowering::row(field_row const &known, void const *given)
{
    if (given == nullptr) return;
    switch (known.kind) {
    case field_kind::value:
        if (!known.value->is_unsent) add(known.name, *known.value, given, known);
        return;
    case field_kind::constant: return put(known.name, known.text, {.needed = true});
    case field_kind::choice: return choice(known, given);
    case field_kind::alternatives: {
        chosen_alternative const chosen = known.chosen(given);
        return aggregate(*known.alternatives[chosen.which], chosen.value);
    }
    case field_kind::unlisted: return unlisted_fields(*static_cast<unlisted const *>(given));
    }
}

struct lowering::element_of {
    lowering &by;
    value_table const &known;
    field_row const &row;

    static void visit(void *all, void const *element)
    {
        element_of const &of = *static_cast<element_of const *>(all);
        of.by.add({}, of.known, element, of.row);
    }
};

/// \param name that of the row, but that elements of a list have none
void lowering::add(std::string_view name, value_table const &known, void const *value, field_row const &of)
{
    if (known.sent_as == value_kind::array)
        return container(name, value_kind::array, [&] {
            element_of elements{*this, *known.element, of};
            known.each(value, &elements, element_of::visit);
        });
    if (known.sent_as == value_kind::object)
        return container(name, value_kind::object, [&] { object(of.name, *known.inside, value); });
    if (known.is_decimal && !excess_ && static_cast<decimal const *>(value)->scale() > most_places_)
        excess_ = {errc::excess_precision, of.name};
    std::string_view const text = known.text(value, to_.texts());
    put(name, text,
        {of.is_as_text ? value_kind::text : known.sent_as, of.shown, of.is_required, of.is_sent_empty});
    if (of.limits != nullptr && !text.empty() && !problem_) problem_ = refuse_text(text, *of.limits, of.name);
}

/// A name that is given at run time may be one that stands beside it. At the top, only whoever lowers all knows what stands there.
void lowering::object(std::string_view called, field_table const &known, void const *given)
{
    bool const has_unlisted_around = std::exchange(has_unlisted_, false);
    std::size_t const at = to_.size();
    aggregate(known, given);
    if (has_unlisted_ && to_.size() != at && has_duplicates(std::as_const(to_).items().subspan(at)))
        complain(errc::duplicate_field, called);
    has_unlisted_ = has_unlisted_around;
}

void lowering::put(std::string_view name, std::string_view text, nature as)
{
    if (as.kind == value_kind::text) {
        if (text.empty() && !as.is_sent_empty) {
            if (as.needed) problem_ = {errc::empty_value, name};
            return;
        }
        if (auto const why = refuse_text(text)) complain(*why, name);
    }
    to_.add({.name = name, .text = text, .kind = as.kind, .shown = as.shown, .depth = depth_});
}

template <class Fill>
void lowering::container(std::string_view name, value_kind kind, Fill fill)
{
    to_.add({.name = name, .text = {}, .kind = kind, .shown = visibility::open, .depth = depth_});
    ++depth_;
    fill();
    --depth_;
}

/// Adds an object and what `fill` puts into it, or nothing if that is nothing: empty objects are not sent.
template <class Fill>
void lowering::nest(std::string_view object, Fill fill)
{
    if (object.empty()) return fill(); // the choice's parameters stand beside it
    std::size_t const at = to_.size();
    container(object, value_kind::object, fill);
    if (to_.size() == at + 1) to_.drop_last();
}

void lowering::choice(field_row const &known, void const *given)
{
    chosen_alternative const chosen = known.chosen(given);
    if (!known.is_required && chosen.text.empty()) return;
    put(known.name, chosen.text, {.needed = known.is_required});
    if (chosen.which == chosen_alternative::none) return;
    if (chosen.which != chosen_alternative::other_text)
        return nest(known.object, [&] {
            field_table const &taken = *known.alternatives[chosen.which];
            if (known.object.empty())
                aggregate(taken, chosen.value);
            else
                object(known.object, taken, chosen.value);
        });

    std::size_t const at = to_.size();
    received(known.object, static_cast<other const *>(chosen.value)->fields);
    std::span<parameter const> const all = std::as_const(to_).items();
    std::span<parameter const> const own = at == all.size()       ? all.last(0) // no object
                                           : known.object.empty() ? all.subspan(at)
                                                                  : nested(all, at);
    if (has_duplicates(own))
        problem_ = {errc::duplicate_field, known.object.empty() ? known.name : known.object};
    check_chosen_at_run_time(known, chosen.text, own);
}

void lowering::received(std::string_view object, std::span<unlisted_field const> fields)
{
    check_received(fields, object);
    nest(object, [&] {
        for (unlisted_field const &one : fields) {
            bool const is_left_out = one.depth == 0 && one.kind == value_kind::text && one.text.empty();
            if (!is_left_out)
                to_.add({.name = one.name,
                         .text = one.text,
                         .kind = one.kind,
                         .depth = static_cast<unsigned short>(depth_ + one.depth)});
        }
    });
}

void lowering::unlisted_fields(unlisted const &all)
{
    check_received(std::span{all.begin(), all.end()}, {});
    has_unlisted_ = true;
    for (unlisted_field const &one : all)
        to_.add({one.name, one.text, one.kind, visibility::masked,
                 static_cast<unsigned short>(depth_ + one.depth)});
}

[[nodiscard]] inline bool has_duplicates_inside(std::span<unlisted_field const> all,
                                                unlisted_field const &object)
{
    boost::container::small_vector<std::string_view, 32> names;
    for (unlisted_field const *at = &object + 1; at != all.data() + all.size() && at->depth > object.depth;
         ++at)
        if (at->depth == object.depth + 1) names.push_back(at->name);
    return has_duplicates(std::span<std::string_view>{names.data(), names.size()});
}

/// Names and kinds that a program gave at run time: none may break out of its place.
void lowering::check_received(std::span<unlisted_field const> all, std::string_view called)
{
    unsigned deepest = 0; // where the next one may stand
    for (unlisted_field const &one : all) {
        if (auto const why = refuse_text(one.name)) complain(*why, called);
        if (auto const why = refuse_text(one.text))
            complain(*why, called.empty() ? called : std::string_view{one.name});
        if (one.depth > deepest || !is_of_kind(one.text, one.kind)) complain(errc::unsignable_value, called);
        deepest = one.depth + (is_container(one.kind) ? 1U : 0U);
        if (one.kind == value_kind::object && has_duplicates_inside(all, one))
            complain(errc::duplicate_field, called.empty() ? std::string_view{one.name} : called);
    }
}

/// What the compiler checks for a literal: the own parameters of one alternative of this text must be there.
void lowering::check_chosen_at_run_time(field_row const &known, std::string_view chosen,
                                        std::span<parameter const> own)
{
    std::optional<std::string_view> missing;
    for (field_table const *one : known.alternatives) {
        if (one->chosen_as != chosen) continue;
        auto const lacks = missing_from(own, *one);
        if (!lacks) return;
        if (!missing) missing = lacks;
    }
    if (missing) problem_ = {errc::missing_field, *missing};
}

} // namespace tollgate::inline v0::detail

#endif

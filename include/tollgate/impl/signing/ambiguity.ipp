// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_AMBIGUITY_IPP
#define TOLLGATE_IMPL_SIGNING_AMBIGUITY_IPP

#include <tollgate/detail/format/eight_bytes.hpp>
#include <tollgate/impl/signing/delimiters.hpp>
#include <tollgate/impl/signing/named_slots.hpp>
#include <tollgate/signing/ambiguity.hpp>
#include <tollgate/signing/coverage.hpp>
#include <tollgate/signing/evaluate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::signing {

[[nodiscard]] inline bool holds_capital(std::string_view name) noexcept
{
    using namespace detail::eight_bytes;
    return !none(name, [](std::uint64_t eight) { return within<'A', 'Z'>(eight) | above_ascii(eight); });
}

/// The text by which a set's last ordering orders names alone, so that only some names can follow another; empty if it does not.
[[nodiscard]] constexpr scheme_view order_of_names(scheme_view set)
{
    row const *const last = last_stage(
        set, [](row const &r) { return r.what == op::by || r.what == op::reversed || r.what == op::chosen; });
    if (last == nullptr || last->what != op::by) return {};
    scheme_view const rank = part_of(set.subspan(static_cast<std::size_t>(last - set.data()), last->size), 1);
    return holds_value(rank) ? scheme_view{} : rank;
}

/**
 * \brief Finds what makes another message of the same type have the same signed text.
 * \details A value that holds a delimiter and a name that can stand there; a value with delimiters and no such name (an
 * ordinary URL with a query) is fine. Whoever reads the text otherwise may have any field of free text take in what stands
 * between, so that the name need not follow the field in whose value it is, only the first of these. And a name that holds a delimiter at all, unless it is declared so: the text up
 * to there is another field's. Values that stand outside of joins are looked at for the texts that name the next ones. Costs one search
 * for the delimiters per name and value unless there is one.
 */
class ambiguity_search {
public:
    ambiguity_search(context const &over, detail::digest_table const &digests, declared_names names)
        : over_{over},
          digests_{digests},
          names_{names}
    {
    }

    /// The name of the field whose value or name is ambiguous.
    [[nodiscard]] std::optional<std::string_view> const &found() const noexcept { return found_; }

    void visit(scheme_view of)
    {
        row const &r = of.front();
        switch (r.what) {
        case op::map: return visit_parts(of, loses_case_ || is_case_map(r.map_is));
        case op::digest:
        case op::hmac: return visit_parts(of, false);
        case op::concat: return visit_joined(of);
        case op::call:
        case op::by_account: return visit_parts(of, loses_case_);
        case op::when_empty: return visit(part_of(of, 2));
        case op::join: return visit_join(of);
        default: return;
        }
    }

private:
    void visit_parts(scheme_view of, bool loses_case)
    {
        bool const outer = std::exchange(loses_case_, loses_case);
        for (std::size_t i = 0; i != of.front().part_count; ++i)
            visit(part_of(of, i));
        loses_case_ = outer;
    }
    void visit_joined(scheme_view texts)
    {
        if (may_have_slots(texts)) check_slots(texts);
        each_joined(texts, [this](scheme_view text) { visit(text); });
    }
    void check_slots(scheme_view texts)
    {
        named_slots const slots{texts, over_, digests_};
        if (named_slot const *const one = slots.find_ambiguous(names_.numbers, loses_case_)) {
            auto const named = std::ranges::find_if(
                one->of, [](row const &r) { return r.what == op::field || r.what == op::header; });
            found_ = named == one->of.end() ? std::string_view{} : named->text;
        }
    }
    void visit_join(scheme_view join)
    {
        scheme_view const set = part_of(join, 1);
        delimiters const between{join};
        row const *const flattening = flattening_of(set);
        selection own;
        evaluator reader{over_, digests_};
        selection &chosen = reader.chosen_by(set, own);
        row const &source = source_of(set);
        auto const names = source.what == op::within ? names_.inner : names_.top;
        // Where the scheme itself names a set's fields no message can have others.
        bool const names_its_fields = !paths_of(set).empty() && flattening == nullptr;
        bool const are_declared = holds_declared_alone(set);
        if (!names_its_fields && !are_declared && between.shows_names())
            for (parameter const &i : chosen)
                check_name(i.name, between, names, flattening != nullptr);
        if (flattening != nullptr)
            for (parameter const &p : over_.fields)
                check_path(p.name, names, flattening->text);
        if (between.tells_names()) {
            char const delimiter = between.end().front();
            scheme_view const rank = order_of_names(set);
            scheme_view const shown = value_part(part_of(join, 0));
            for (parameter const &i : chosen) {
                std::string_view const text = reader.text_for(i, shown, chosen);
                if (holds_none(text, delimiter)) continue; // nearly every value
                std::string_view const first = first_of_free_text(chosen, i);
                auto const follows = [&](std::string_view other) {
                    return can_follow(other, first, rank, reader, chosen);
                };
                check(i.name, text, between, names, follows);
                if (flattening != nullptr)
                    check_members(i.name, text, between, names, follows, flattening->text);
            }
            bool const by_case_alone = between.maps_case_alone() || !between.maps_names();
            bool const is_told = by_case_alone && are_declared && !names_.hold_capitals;
            if ((between.maps_names() || loses_case_) && !is_told)
                for (parameter const &i : chosen)
                    check_spelling(i.name, between, names);
        }
        row const *const map =
            last_stage(set, [](row const &r) { return r.what == op::as && r.values->joins_items; });
        if (map != nullptr) check_members_written_by(*map->values);
    }

    /// Whether no set can hold a name that is not declared: what a scheme adds, and the path of a member, has one of its own.
    [[nodiscard]] bool holds_declared_alone(scheme_view set) const
    {
        op const from = source_of(set).what;
        return names_.are_all && (from == op::fields || from == op::named_in) &&
               !any_stage(set, [](row const &r) { return r.what == op::plus || r.what == op::flattened; });
    }

    /// The first field that can take in what stands behind it, up to the one at hand.
    [[nodiscard]] std::string_view first_of_free_text(selection const &chosen, parameter const &last) const
    {
        for (parameter const &i : chosen)
            if (&i == &last || std::ranges::find(names_.numbers, i.name) == names_.numbers.end())
                return i.name;
        return last.name;
    }

    /// Whether a field of this name can stand after the first.
    /// \param rank what the set orders its names by; empty if it does not
    [[nodiscard]] static bool can_follow(std::string_view other, std::string_view first, scheme_view rank,
                                         evaluator &reader, selection &keeping)
    {
        if (rank.empty()) return other != first;
        if (rank.front().what == op::name) return other > first;
        return other != first && reader.text_for({.name = other, .text = {}}, rank, keeping) >=
                                     reader.text_for({.name = first, .text = {}}, rank, keeping);
    }

    void check(std::string_view name, std::string_view text, delimiters const &between,
               std::span<std::string_view const> names, auto follows)
    {
        if (text.find(between.end()) == text.npos) return;
        for (std::string_view const other : names)
            if (follows(other) && text.find(between.before_value_of(other)) != text.npos) blame(name);
    }

    /// The same for members of an object or a list, whose names begin with that of what holds them.
    void check_members(std::string_view name, std::string_view text, delimiters const &between,
                       std::span<std::string_view const> names, auto follows, std::string_view before_member)
    {
        for (std::string_view const other : names)
            if (follows(other) &&
                text.find(between.before_name(other) + std::string{before_member}) != text.npos)
                blame(name);
    }

    /// A name that ends within itself hides the field whose whole text is in it.
    void check_name(std::string_view name, delimiters const &between, std::span<std::string_view const> names,
                    bool is_path)
    {
        if (between.may_end_within(name, is_path) && std::ranges::find(names, name) == names.end())
            blame(name);
    }

    /// A name that reads as the path to a member of a declared field hides that member.
    void check_path(std::string_view name, std::span<std::string_view const> names,
                    std::string_view before_member)
    {
        if (before_member.empty() || name.find(before_member) == name.npos) return;
        for (std::string_view const other : names)
            if (name.starts_with(other) && name.substr(other.size()).starts_with(before_member) &&
                std::ranges::find(names, name) == names.end())
                blame(name);
    }

    /// Only what stands in the message outlives the selection: a path is blamed by the name with which it begins.
    void blame(std::string_view name)
    {
        auto const is_it = [name](std::string_view own) {
            return own.data() == name.data() && own.size() == name.size();
        };
        found_ = "";
        for (header const &h : over_.headers)
            if (is_it(h.name)) found_ = h.name;
        for (parameter const &p : over_.placed)
            if (is_it(p.name)) found_ = p.name;
        for (parameter const &p : over_.fields)
            if (is_it(p.name) || (name.starts_with(p.name) && p.name.size() > found_->size()))
                found_ = p.name;
    }

    [[nodiscard]] static bool holds_none(std::string_view text, char sought) noexcept
    {
        using namespace detail::eight_bytes;
        std::uint64_t const pattern = static_cast<unsigned char>(sought) * in_each;
        return none(text, [pattern](std::uint64_t eight) { return below<1>(eight ^ pattern); });
    }

    /// Another spelling of a declared name signs alike, and would hide the field from its reader.
    void check_spelling(std::string_view name, delimiters const &between,
                        std::span<std::string_view const> names)
    {
        bool const by_case_alone = between.maps_case_alone() || !between.maps_names();
        if (by_case_alone && !names_.hold_capitals && !holds_capital(name)) return;
        for (std::string_view const declared : names)
            if ((between.maps_names() && between.are_signed_alike(declared, name)) ||
                (loses_case_ && declared != name && equal_ignoring_case(declared, name)))
                found_ = declared;
    }

    /// A map that writes an object's own names has delimiters of its own.
    void check_members_written_by(erased_value_map const &map)
    {
        delimiters const between{map};
        for (std::size_t i = 0; i != over_.fields.size(); ++i)
            if (parameter const &p = over_.fields[i]; p.depth != 0) {
                check(p.name, p.text, between, names_.inner,
                      [&](std::string_view other) { return other > first_beside(i); });
                check_name(p.name, between, names_.inner, false);
            }
    }
    /// The first name, in their order, of the object in which a field stands.
    [[nodiscard]] std::string_view first_beside(std::size_t place) const noexcept
    {
        unsigned const depth = over_.fields[place].depth;
        while (over_.fields[place - 1].depth >= depth)
            --place;
        std::string_view first = over_.fields[place].name;
        for (; place != over_.fields.size() && over_.fields[place].depth >= depth; ++place)
            if (over_.fields[place].depth == depth) first = std::min(first, over_.fields[place].name);
        return first;
    }

    context const &over_;
    detail::digest_table const &digests_;
    declared_names names_;
    std::optional<std::string_view> found_;
    bool loses_case_ = false; ///< Whether a map around what is looked at makes letters equal.
};

std::optional<std::string_view> find_ambiguity(scheme_view text, context const &over,
                                               detail::digest_table const &digests, declared_names names)
{
    ambiguity_search search{over, digests, names};
    search.visit(text);
    return search.found();
}

} // namespace tollgate::inline v0::signing

#endif

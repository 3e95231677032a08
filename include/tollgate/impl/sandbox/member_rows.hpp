// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_MEMBER_ROWS_HPP
#define TOLLGATE_IMPL_SANDBOX_MEMBER_ROWS_HPP

#include <tollgate/sandbox/behaviour_tables.hpp>
#include <tollgate/sandbox/decimal_arithmetic.hpp>
#include <tollgate/sandbox/document.hpp>
#include <tollgate/sandbox/ledger_entry.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// How the rows of a document become its members.
namespace tollgate::inline v0::sandbox::detail {

/// Texts for the names in braces.
struct replacements {
    std::vector<std::pair<std::string_view, std::string>> texts;
    document const *asked = nullptr; ///< Whose fields `asked.path` names.
    document const *owner = nullptr; ///< Whose members `of.path` names.
};

[[nodiscard]] inline std::string with_replaced(std::string_view text, replacements const &by)
{
    std::string made;
    while (!text.empty()) {
        std::size_t const from = text.find('{');
        std::size_t const to = text.find('}', from);
        if (to == text.npos) break;
        std::string_view const name = text.substr(from + 1, to - from - 1);
        constexpr std::string_view of_message = "asked.";
        constexpr std::string_view of_owner = "of.";
        auto const found = std::ranges::find(by.texts, name, [](auto const &each) { return each.first; });
        made.append(text.substr(0, from));
        if (found != by.texts.end())
            made += found->second;
        else if (by.asked != nullptr && name.starts_with(of_message))
            made += by.asked->text(name.substr(of_message.size()));
        else if (by.owner != nullptr && name.starts_with(of_owner))
            made += by.owner->text(name.substr(of_owner.size()));
        else
            made.append(text.substr(from, to - from + 1));
        text.remove_prefix(to + 1);
    }
    return made.append(text);
}

/// What was received, and not given back.
[[nodiscard]] inline decimal left_of(entry const &what)
{
    return difference(what.received, what.refunded).value_or(decimal{});
}

/// Two digits of a time of ISO 8601.
[[nodiscard]] inline std::string part_of_time(std::string const &time, std::size_t at)
{
    return at < time.size() ? time.substr(at, 2) : std::string{};
}

/// \param owner the entry that it belongs to, if there is one
[[nodiscard]] inline replacements replacements_for(entry const &what, entry const *owner = nullptr)
{
    return {.texts = {{"id", what.id},
                      {"merchants_id", what.merchants_id},
                      {"amount", what.amount.text()},
                      {"received", what.received.text()},
                      {"refunded", what.refunded.text()},
                      {"left", left_of(what).text()},
                      {"currency", what.currency},
                      {"of", what.of},
                      {"payer", what.payer},
                      {"method", what.method},
                      {"paid_by", what.paid_by},
                      {"page", what.page},
                      {"remark", what.remark},
                      {"remark_code", what.remark_code},
                      {"seconds", std::to_string(what.seconds_changed)},
                      {"time", what.changed},
                      {"year", what.changed.substr(0, 4)},
                      {"month", part_of_time(what.changed, 5)},
                      {"day", part_of_time(what.changed, 8)},
                      {"hour", part_of_time(what.changed, 11)},
                      {"minute", part_of_time(what.changed, 14)},
                      {"seconds_created", std::to_string(what.seconds_created)},
                      {"time_created", what.created}},
            .asked = &what.asked,
            .owner = owner == nullptr ? nullptr : &owner->shown};
}

[[nodiscard]] inline bool has_content(document const &in, std::string_view path)
{
    unlisted_field const *const found = in.find(path);
    return found != nullptr && (!found->text.empty() || !in.inside(path).empty());
}

inline void set_member(document &to, member_row const &row, replacements const &by)
{
    if (row.removed) return to.erase(row.path);
    if (row.only_once && to.find(row.path) != nullptr) return;
    bool const is_container = tollgate::detail::is_container(row.kind);
    if (is_container && to.find(row.path) != nullptr) return;
    if (row.kind == value_kind::array)
        to.set_list(row.path, {});
    else if (is_container)
        to.set(row.path, document{});
    else
        to.set(row.path, with_replaced(row.text, by), row.kind);
}

/// Those that have no states.
inline void set_members(document &to, std::span<member_row const> rows, replacements const &by)
{
    for (member_row const &row : rows)
        set_member(to, row, by);
}

[[nodiscard]] inline bool holds(condition const &what, document const &in)
{
    if (what.path.empty()) return what.always;
    unlisted_field const *const found = in.find(what.path);
    return found == nullptr ? what.if_absent : found->text == what.text;
}

[[nodiscard]] inline bool has_state(states const &in, entry_state state)
{
    return in.empty() || in.contains(state);
}

/// Those that an entry has in its state.
inline void set_members(document &to, std::span<member_row const> rows, replacements const &by,
                        entry const &what)
{
    for (member_row const &row : rows)
        if (has_state(row.in, what.state) &&
            (row.only_with.empty() || has_content(what.shown, row.only_with)) &&
            holds(row.only_if, what.shown))
            set_member(to, row, by);
}

} // namespace tollgate::inline v0::sandbox::detail

#endif

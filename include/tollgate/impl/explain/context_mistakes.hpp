// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_EXPLAIN_CONTEXT_MISTAKES_HPP
#define TOLLGATE_IMPL_EXPLAIN_CONTEXT_MISTAKES_HPP

#include <tollgate/impl/explain/message_mistakes.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Mistakes around a message: in its headers, in the account's fields, and in the time at which it was signed.
namespace tollgate::inline v0::signing::explaining {

/// A text that takes part, by its name, and how a trial gets at it.
struct named_view {
    std::string_view name;
    std::string_view text;
    std::function<std::string_view &(trial &)> in;
};

[[nodiscard]] inline bool names_one(node const &n, op what, std::string_view name)
{
    return n.what == what && equal_ignoring_case(n.names[0], name);
}
/// The headers that the scheme looks at.
[[nodiscard]] inline std::vector<named_view> used_headers(trial const &t)
{
    std::vector<named_view> used;
    for (std::size_t i = 0; i != t.headers.size(); ++i) {
        auto const takes = [name = t.headers[i].name](node const &n) {
            return n.what == op::headers || names_one(n, op::header, name);
        };
        if (std::ranges::any_of(t.scheme.nodes, takes))
            used.push_back({t.headers[i].name, t.headers[i].value,
                            [i](trial &of) -> std::string_view & { return of.headers[i].value; }});
    }
    return used;
}
/// The account's fields that take part: named by the scheme, or sent with the message.
[[nodiscard]] inline std::vector<named_view> used_account_fields(trial const &t)
{
    std::vector<named_view> used;
    for (std::size_t i = 0; i != t.account.size(); ++i) {
        parameter const &p = t.account[i];
        auto const takes = [&p](node const &n) { return names_one(n, op::account_field, p.name); };
        if (std::ranges::any_of(t.scheme.nodes, takes))
            used.push_back(
                {p.name, p.text, [i](trial &of) -> std::string_view & { return of.account[i].text; }});
        for (std::size_t j = 0; j != t.fields.size(); ++j)
            if (t.fields[j].depth == 0 && t.fields[j].name == p.name)
                used.push_back(
                    {p.name, p.text, [j](trial &of) -> std::string_view & { return of.fields[j].text; }});
    }
    return used;
}
[[nodiscard]] inline std::vector<named_view> used_fields(trial const &t)
{
    std::vector<named_view> used;
    for (std::size_t i = 0; i != t.fields.size(); ++i)
        if (!is_container(t.fields[i]))
            used.push_back({t.fields[i].name, t.fields[i].text,
                            [i](trial &of) -> std::string_view & { return of.fields[i].text; }});
    return used;
}

[[nodiscard]] inline variants in_context(trial const &t, surroundings const &, means const &with)
{
    text_edit const edit = with.edit;
    variants ways;
    std::vector<named_view> used = used_headers(t);
    std::ranges::move(used_account_fields(t), std::back_inserter(used));
    for (named_view const &one : used) {
        if (edited(edit, one.text) == one.text) continue;
        ways.push_back({listing({one.name}), [in = one.in, edit](trial &of) {
                            std::string_view &text = in(of);
                            text = of.keep(edited(edit, text));
                        }});
    }
    return ways;
}

// URLs

/// The texts that are URLs and can take part, and the target if the scheme looks at it.
[[nodiscard]] inline std::vector<named_view> used_urls(trial const &t)
{
    std::vector<named_view> used = used_headers(t);
    std::ranges::move(used_account_fields(t), std::back_inserter(used));
    std::ranges::move(used_fields(t), std::back_inserter(used));
    std::erase_if(used, [](named_view const &one) { return !edits::is_url(one.text); });
    auto const looks_at_target = [](node const &n) { return n.what == op::path || n.what == op::query; };
    if (std::ranges::any_of(t.scheme.nodes, looks_at_target))
        used.push_back(
            {"the target", t.over.target, [](trial &of) -> std::string_view & { return of.over.target; }});
    return used;
}
[[nodiscard]] inline variants in_urls(trial const &t, surroundings const &, means const &with)
{
    text_edit const edit = with.edit;
    variants ways;
    for (named_view const &one : used_urls(t))
        if (!one.text.empty() && edited(edit, one.text) != one.text)
            ways.push_back({listing({one.name}), [in = one.in, edit](trial &of) {
                                std::string_view &text = in(of);
                                text = of.keep(edited(edit, text));
                            }});
    for (place const &p : t.places()) {
        node const &n = t.at(p.at);
        if (n.what != op::literal || !edits::is_url(n.names[0])) continue;
        std::string changed = edited(edit, n.names[0]);
        if (changed == n.names[0]) continue;
        ways.push_back(
            {listing({n.names[0]}), [at = p.at, changed](trial &of) { of.at(at).names[0] = changed; }});
    }
    return ways;
}
/// The target as it is, where the scheme leaves its query out.
[[nodiscard]] inline variants ways_with_query(trial const &t, surroundings const &, means const &)
{
    if (t.over.query().empty()) return {};
    auto const is_path = [](trial const &of, place const &p) { return of.at(p.at).what == op::path; };
    return one_way(everywhere(is_path, [](trial &of, std::size_t at) {
        of.at(at) = {.what = op::literal, .names = {std::string{of.over.target}}};
    }));
}

// The time

/// Where a Unix time of so many digits stands in a text, alone or beside what is no letter and no digit.
[[nodiscard]] inline std::size_t find_time(std::string_view text, std::size_t size)
{
    auto const joins = [text](std::size_t at) {
        char const c = at < text.size() ? text[at] : ' ';
        return (c >= '0' && c <= '9') || (to_lower(c) >= 'a' && to_lower(c) <= 'z');
    };
    for (std::size_t at = 0; at + size <= text.size(); ++at) {
        std::string_view const run = text.substr(at, size);
        bool const starts = at == 0 || !joins(at - 1);
        if (starts && !joins(at + size) && (run[0] == '1' || run[0] == '2') &&
            run.find_first_not_of("0123456789") == run.npos)
            return at;
    }
    return text.npos;
}
/// The text with its time of so many digits as `change` writes it; nothing if there is none.
[[nodiscard]] inline std::optional<std::string>
with_time(std::string_view text, std::size_t size,
          std::function<std::string(std::string const &)> const &change)
{
    std::size_t const at = find_time(text, size);
    if (at == text.npos) return std::nullopt;
    std::string changed{text};
    changed.replace(at, size, change(changed.substr(at, size)));
    return changed;
}

/// Every header and field in which a time is written otherwise.
[[nodiscard]] inline variants
in_times(trial const &t, std::string const &how,
         std::function<std::optional<std::string>(std::string_view)> const &change)
{
    variants ways;
    std::vector<named_view> used = used_headers(t);
    std::ranges::move(used_fields(t), std::back_inserter(used));
    for (named_view const &one : used)
        if (std::optional<std::string> const changed = change(one.text))
            ways.push_back({listing({one.name}) + how,
                            [in = one.in, text = *changed](trial &of) { in(of) = of.keep(text); }});
    return ways;
}
[[nodiscard]] inline variants ways_to_count_milliseconds(trial const &t, surroundings const &, means const &)
{
    return in_times(t, {}, [](std::string_view text) {
        return with_time(text, 10, [](std::string const &seconds) { return seconds + "000"; });
    });
}
[[nodiscard]] inline variants ways_to_count_seconds(trial const &t, surroundings const &, means const &)
{
    return in_times(t, {}, [](std::string_view text) {
        return with_time(text, 13,
                         [](std::string const &milliseconds) { return milliseconds.substr(0, 10); });
    });
}
/// So many seconds later or, if that is negative, earlier.
[[nodiscard]] inline variants ways_to_shift(trial const &t, std::int64_t seconds, std::string const &by)
{
    return in_times(t, ", " + by + (seconds < 0 ? " earlier" : " later"), [seconds](std::string_view text) {
        auto shifted = with_time(text, 10, [seconds](std::string const &digits) {
            return std::to_string(std::stoll(digits) + seconds);
        });
        if (shifted) return shifted;
        return with_time(text, 13, [seconds](std::string const &digits) {
            return std::to_string(std::stoll(digits) + seconds * 1000);
        });
    });
}
/// By a few seconds, because the clock was asked twice; by a time zone, because local time was taken for Unix time.
[[nodiscard]] inline variants ways_to_shift_time(trial const &t, surroundings const &, means const &)
{
    variants ways;
    auto const both = [&](std::int64_t seconds, std::string const &by) {
        std::ranges::move(ways_to_shift(t, seconds, by), std::back_inserter(ways));
        std::ranges::move(ways_to_shift(t, -seconds, by), std::back_inserter(ways));
    };
    for (std::int64_t const seconds : {1, 2, 3, 5})
        both(seconds, std::to_string(seconds) + " s");
    for (std::int64_t half_hours = 1; half_hours <= 28; ++half_hours)
        both(half_hours * 1800, std::to_string(half_hours / 2) + (half_hours % 2 == 0 ? " h" : ".5 h"));
    return ways;
}

inline constexpr entry context_mistakes[] = {
    {mistake::text_trimmed,
     "blanks around a header or the account's field are left out",
     in_context,
     {maps::trim::write}},
    {mistake::text_in_lower_case,
     "a header or the account's field is in lower case",
     in_context,
     {maps::lower::write}},
    {mistake::text_in_upper_case,
     "a header or the account's field is in upper case",
     in_context,
     {maps::upper::write}},
    {mistake::text_without_invisible,
     "characters that do not show are left out of a header or of the account's field",
     in_context,
     {edits::drop_invisible}},
    {mistake::url_with_other_scheme,
     "the signed URL begins with `http://`, not `https://`, or the other way",
     in_urls,
     {edits::to_other_scheme}},
    {mistake::url_with_slash, "the signed URL has a slash at its end", in_urls, {edits::add_slash}},
    {mistake::url_without_slash, "the signed URL has no slash at its end", in_urls, {edits::drop_slash}},
    {mistake::url_without_query, "the signed URL is without its query", in_urls, {edits::drop_query}},
    {mistake::url_with_query, "the signed URL is with its query", ways_with_query},
    {mistake::url_without_host, "the path alone is signed, not the whole URL", in_urls, {edits::drop_origin}},
    {mistake::url_with_other_host,
     "the host of the signed URL is in lower case",
     in_urls,
     {edits::lower_host}},
    {mistake::url_with_other_host,
     "the signed URL is with `www.`, or without it",
     in_urls,
     {edits::toggle_www}},
    {mistake::url_with_other_port,
     "the signed URL names the port of its scheme, or leaves it out",
     in_urls,
     {edits::toggle_port}},
    {mistake::percent_encoded,
     "the signed URL is percent-encoded once more",
     in_urls,
     {maps::percent_encode::write}},
    {mistake::time_in_milliseconds, "the time is in milliseconds", ways_to_count_milliseconds},
    {mistake::time_in_seconds, "the time is in seconds", ways_to_count_seconds},
    {mistake::time_shifted, "another time is signed than the one that is sent", ways_to_shift_time},
};

} // namespace tollgate::inline v0::signing::explaining

#endif

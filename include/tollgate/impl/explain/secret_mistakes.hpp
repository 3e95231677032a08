// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_EXPLAIN_SECRET_MISTAKES_HPP
#define TOLLGATE_IMPL_EXPLAIN_SECRET_MISTAKES_HPP

#include <tollgate/detail/format/percent_encoding.hpp>
#include <tollgate/impl/explain/scheme_mistakes.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

/// Mistakes with the secret: which one, in which form, and where it stands. None of them copies it.
namespace tollgate::inline v0::signing::explaining {

[[nodiscard]] inline bool is_secret_at(trial const &t, place const &p)
{
    return trial::is_secret(t.at(p.at).what);
}

/// All secrets in another form and, where there are several, each alone.
[[nodiscard]] inline variants in_secrets(trial const &t, surroundings const &, means const &with)
{
    node_change const change = [edit = with.edit](trial &of, std::size_t at) { of.wrap(at, edit); };
    variants ways = one_way(everywhere(is_secret_at, change));
    if (t.secrets.size() < 2) return ways;
    for (named_text const &one : t.secrets) {
        auto const named = [name = std::string{one.name}](trial const &of, place const &p) {
            return is_op(of, p, op::secret) && of.at(p.at).names[0] == name;
        };
        ways.push_back({listing({one.name}), everywhere(named, change)});
    }
    return ways;
}

[[nodiscard]] inline bool is_map_of_secret(trial const &t, place const &p)
{
    for (place const &inner : t.places_under(p.at)) {
        op const what = t.at(inner.at).what;
        if (what != op::map) return trial::is_secret(what);
    }
    return false;
}
/// With a text in `means::before`, the prefix is kept too.
[[nodiscard]] inline variants ways_not_to_decode(trial const &, surroundings const &, means const &with)
{
    auto const decodes = [also_prefix = !with.before.empty()](trial const &t, place const &p) {
        std::string_view const called =
            t.at(p.at).what == op::map ? std::string_view{t.at(p.at).names[0]} : std::string_view{};
        return (called.starts_with("un") || (also_prefix && called == "without_prefix")) &&
               is_map_of_secret(t, p);
    };
    return one_way(everywhere(decodes, [](trial &t, std::size_t at) { t.disable(at); }));
}
[[nodiscard]] inline variants ways_to_keep_prefix(trial const &, surroundings const &, means const &)
{
    auto const drops = [](trial const &t, place const &p) {
        return is_op(t, p, op::map) && t.at(p.at).names[0] == "without_prefix" && is_map_of_secret(t, p);
    };
    return one_way(everywhere(drops, [](trial &t, std::size_t at) { t.disable(at); }));
}

/// With a character that does not show, as it comes along when a secret is copied out of a page or a file.
[[nodiscard]] inline variants ways_to_hide_characters(trial const &, surroundings const &, means const &)
{
    struct hidden {
        std::string_view what, before, after;
    };
    constexpr hidden all[] = {
        {"a no-break space at its end", "", "\xC2\xA0"},
        {"a byte order mark before it", "\xEF\xBB\xBF", ""},
        {"a zero-width space at its end", "", "\xE2\x80\x8B"},
        {"a no-break space before it", "\xC2\xA0", ""},
        {"a zero-width space before it", "\xE2\x80\x8B", ""},
        {"a tab at its end", "", "\t"},
        {"a NUL at its end", "", {"\0", 1}},
    };
    variants ways;
    for (hidden const &one : all)
        ways.push_back({std::string{one.what}, everywhere(is_secret_at, [one](trial &of, std::size_t at) {
                            if (!one.before.empty()) of.prepend(at, of.literal(std::string{one.before}));
                            if (!one.after.empty()) of.append(at, of.literal(std::string{one.after}));
                        })});
    return ways;
}

// Another one

[[nodiscard]] inline variants ways_by_key(trial const &t, surroundings const &around, means const &)
{
    variants ways;
    for (named_text const &other : around.other_keys) {
        if (t.is_verify_only())
            ways.push_back(
                {listing({other.name}), [text = other.text](trial &of) { of.other_public_key = text; }});
        if (!t.over.key.empty())
            ways.push_back({listing({other.name}), [text = other.text](trial &of) { of.over.key = text; }});
        for (std::size_t i = 0; i != t.secrets.size(); ++i)
            ways.push_back({listing({other.name}) + " for " + listing({t.secrets[i].name}),
                            [text = other.text, i](trial &of) { of.secrets[i].text = text; }});
    }
    if (!t.over.key.empty())
        for (named_text const &own : t.secrets)
            ways.push_back({listing({own.name}), [text = own.text](trial &of) { of.over.key = text; }});
    return ways;
}
[[nodiscard]] inline variants ways_to_swap_secrets(trial const &t, surroundings const &, means const &)
{
    variants ways;
    for (std::size_t i = 0; i != t.secrets.size(); ++i)
        for (std::size_t j = i + 1; j != t.secrets.size(); ++j)
            ways.push_back({listing({t.secrets[i].name, t.secrets[j].name}),
                            [i, j](trial &of) { std::swap(of.secrets[i].text, of.secrets[j].text); }});
    return ways;
}

// Elsewhere

/// A secret in the signed text, with the maps and digests that are around it alone.
[[nodiscard]] inline positions secret_units(trial const &t)
{
    auto const places = t.places_under(t.digested_text());
    positions units;
    for (place const &p : places) {
        if (!is_secret_at(t, p) || p.keyed) continue;
        std::size_t top = p.at;
        for (auto up = std::ranges::find(places, top, &place::at);
             up->at != t.digested_text() && t.at(up->parent).parts.size() == 1 &&
             t.at(up->parent).what != op::join;
             up = std::ranges::find(places, top, &place::at))
            top = up->parent;
        units.push_back(top);
    }
    return units;
}
/// Takes the secrets out of the signed text; gives a copy of the first, to be put elsewhere.
inline std::optional<std::size_t> take_secrets(trial &t)
{
    std::optional<std::size_t> first;
    for (std::size_t const unit : secret_units(t)) {
        if (!first) first = t.clone(unit);
        t.blank(unit);
    }
    auto const is_empty_plus = [](trial const &of, place const &p) {
        return is_op(of, p, op::plus) && of.at(of.at(p.at).parts[1]).what == op::literal;
    };
    everywhere(is_empty_plus, [](trial &of, std::size_t at) { of.take_out(at); })(t);
    return first;
}
/// The concatenation within maps that makes up the signed text.
[[nodiscard]] inline std::size_t innermost_text(trial const &t)
{
    std::size_t at = t.digested_text();
    while (t.at(at).what == op::map)
        at = t.at(at).parts[0];
    return at;
}
[[nodiscard]] inline variants ways_to_move_secret(trial const &t, surroundings const &, means const &)
{
    if (secret_units(t).empty()) return {};
    return {{"first",
             [](trial &of) {
                 if (auto const secret = take_secrets(of)) of.prepend(innermost_text(of), *secret);
             }},
            {"last", [](trial &of) {
                 if (auto const secret = take_secrets(of)) of.append(innermost_text(of), *secret);
             }}};
}
/// A second time; for an HMAC, in the text as well.
[[nodiscard]] inline variants ways_to_repeat_secret(trial const &t, surroundings const &, means const &)
{
    auto const units = secret_units(t);
    bool const keyed = t.at(t.digest()).what == op::hmac;
    if (units.empty() && !keyed) return {};
    std::size_t const secret = units.empty() ? t.at(t.digest()).parts[0] : units.front();
    auto const copy = [secret](trial &of) { return of.clone(secret); };
    return {{"first", [copy](trial &of) { of.prepend(innermost_text(of), copy(of)); }},
            {"last", [copy](trial &of) { of.append(innermost_text(of), copy(of)); }}};
}
/// Left out, or left out with the fixed text before or after it.
[[nodiscard]] inline variants ways_without_secret(trial const &t, surroundings const &, means const &)
{
    positions const units = secret_units(t);
    variants ways;
    if (!units.empty()) ways.push_back({{}, [](trial &of) { take_secrets(of); }});
    std::vector<std::size_t> leaves;
    for (place const &p : t.places_under(t.digested_text()))
        if (t.at(p.at).what != op::concat) leaves.push_back(p.at);
    for (std::size_t const unit : units) {
        ways.push_back({{}, [unit](trial &of) { of.blank(unit); }});
        auto const here = std::ranges::find(leaves, unit);
        auto const with = [&](std::size_t beside) {
            if (t.at(beside).what != op::literal) return;
            ways.push_back({"with " + listing({t.at(beside).names[0]}), [unit, beside](trial &of) {
                                of.blank(unit);
                                of.blank(beside);
                            }});
        };
        if (here == leaves.end()) continue;
        if (here != leaves.begin()) with(*(here - 1));
        if (here + 1 != leaves.end()) with(*(here + 1));
    }
    return ways;
}
/// The secret keys an HMAC over the rest of the text.
[[nodiscard]] inline variants ways_with_hmac(trial const &t, surroundings const &, means const &)
{
    if (t.at(t.digest()).what != op::digest || secret_units(t).empty()) return {};
    auto const keyed = [](trial &of, bool keep) {
        positions const units = secret_units(of);
        if (units.empty() || of.at(of.digest()).what != op::digest) return;
        std::size_t const key = of.clone(units.front());
        if (!keep) take_secrets(of);
        node &n = of.at(of.digest());
        n = {.what = op::hmac, .parts = {key, n.parts[0]}, .digest = n.digest};
    };
    return {{"the key not in the text", [keyed](trial &of) { keyed(of, false); }},
            {"the key in the text too", [keyed](trial &of) { keyed(of, true); }}};
}

/// What a secret has that secrets seldom have: it is said whether or not a mistake is found.
[[nodiscard]] inline std::vector<std::string> remarks_on_secrets(trial const &t)
{
    auto const changed_by = [](std::string_view secret, text_edit edit) {
        wiped_buffer out;
        return edit(secret, out) && out.view() != secret;
    };
    std::vector<std::string> remarks;
    auto const look = [&](std::string_view secret, std::string const &called) {
        if (changed_by(secret, maps::trim::write))
            remarks.push_back(called + " has a blank or a line break at an end");
        else if (changed_by(secret, edits::drop_invisible))
            remarks.push_back(called + " holds a character that does not show");
        if (secret.size() > 2 && (secret[0] == '"' || secret[0] == '\'') && secret.ends_with(secret[0]))
            remarks.push_back(called + " is in quotes");
    };
    look(t.over.key, "the account's secret");
    for (named_text const &one : t.secrets)
        if (one.text != t.over.key) look(one.text, "the account's " + listing({one.name}));
    return remarks;
}

namespace sentences {
inline constexpr std::string_view blanks = "the secret has a blank or line break at its end";
inline constexpr std::string_view quotes = "the secret is in quotes";
inline constexpr std::string_view no_quotes = "the secret is without its quotes";
inline constexpr std::string_view as_text = "the secret's text is used, not the bytes that it stands for";
} // namespace sentences

inline constexpr entry secret_mistakes[] = {
    {mistake::another_key, "another key is used", ways_by_key},
    {mistake::secrets_swapped, "the secrets are swapped", ways_to_swap_secrets},
    {mistake::secret_with_blanks, sentences::blanks, in_secrets, {edits::surround<"", "\n">}},
    {mistake::secret_with_blanks, sentences::blanks, in_secrets, {edits::surround<"", " ">}},
    {mistake::secret_with_blanks, sentences::blanks, in_secrets, {edits::surround<"", "\r\n">}},
    {mistake::secret_with_blanks, "the secret has a blank before it", in_secrets, {edits::surround<" ", "">}},
    {mistake::secret_without_blanks,
     "the secret is without the blanks around it",
     in_secrets,
     {maps::trim::write}},
    {mistake::secret_without_blanks,
     "the secret is without the blanks and line breaks inside it",
     in_secrets,
     {edits::drop_blanks}},
    {mistake::secret_with_invisible, "the secret has a character that does not show",
     ways_to_hide_characters},
    {mistake::secret_without_invisible,
     "the secret is without the characters that do not show",
     in_secrets,
     {edits::drop_invisible}},
    {mistake::secret_in_ascii,
     "the secret has ASCII quotes, dashes and letters where it has such as look alike",
     in_secrets,
     {edits::to_ascii_alike}},
    {mistake::secret_unescaped,
     "HTML's escapes in the secret are undone",
     in_secrets,
     {edits::html_unescape}},
    {mistake::secret_unescaped, "the secret is percent-decoded", in_secrets, {edits::percent_decode}},
    {mistake::secret_escaped, "the secret is escaped as in HTML", in_secrets, {edits::html_escape}},
    {mistake::secret_escaped, "the secret is percent-encoded", in_secrets, {maps::percent_encode::write}},
    {mistake::secret_quoted, sentences::quotes, in_secrets, {edits::surround<"\"", "\"">}},
    {mistake::secret_quoted, sentences::quotes, in_secrets, {edits::surround<"'", "'">}},
    {mistake::secret_unquoted, sentences::no_quotes, in_secrets, {edits::unwrap<"\"", "\"">}},
    {mistake::secret_unquoted, sentences::no_quotes, in_secrets, {edits::unwrap<"'", "'">}},
    {mistake::secret_with_prefix, "the secret's prefix is kept", ways_to_keep_prefix},
    {mistake::secret_with_prefix,
     "the secret begins with `whsec_`",
     in_secrets,
     {edits::surround<"whsec_", "">}},
    {mistake::secret_without_prefix, "the secret's prefix is left out", in_secrets, {edits::drop_prefix}},
    {mistake::secret_as_text, sentences::as_text, ways_not_to_decode},
    {mistake::secret_as_text, sentences::as_text, ways_not_to_decode, {.before = "with its prefix"}},
    {mistake::secret_from_hex, "the secret is read as hexadecimal digits", in_secrets, {maps::unhex::write}},
    {mistake::secret_from_base64, "the secret is read as base64", in_secrets, {maps::unbase64<false>::write}},
    {mistake::secret_from_base64,
     "the secret is read as base64url",
     in_secrets,
     {maps::unbase64<true>::write}},
    {mistake::secret_to_hex,
     "the secret is written as hexadecimal digits",
     in_secrets,
     {maps::hexadecimal<false>::write}},
    {mistake::secret_to_hex,
     "the secret is written as hexadecimal digits",
     in_secrets,
     {maps::hexadecimal<true>::write}},
    {mistake::secret_to_base64, "the secret is written as base64", in_secrets, {maps::base64<false>::write}},
    {mistake::secret_in_lower_case, "the secret is in lower case", in_secrets, {maps::lower::write}},
    {mistake::secret_in_upper_case, "the secret is in upper case", in_secrets, {maps::upper::write}},
    {mistake::secret_at_other_end, "the secret stands elsewhere in the text", ways_to_move_secret},
    {mistake::secret_twice, "the secret stands in the text once more", ways_to_repeat_secret},
    {mistake::secret_left_out, "the secret is left out of the text", ways_without_secret},
    {mistake::hmac_for_digest, "it is an HMAC, no plain digest", ways_with_hmac},
};

} // namespace tollgate::inline v0::signing::explaining

#endif

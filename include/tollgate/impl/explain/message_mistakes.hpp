// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_EXPLAIN_MESSAGE_MISTAKES_HPP
#define TOLLGATE_IMPL_EXPLAIN_MESSAGE_MISTAKES_HPP

#include <tollgate/detail/format/percent_encoding.hpp>
#include <tollgate/impl/explain/candidate.hpp>
#include <tollgate/impl/explain/edits.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

/// Mistakes in the texts of a message: its values, its body, and the whole text that is signed.
namespace tollgate::inline v0::signing::explaining {

using positions = std::vector<std::size_t>;

[[nodiscard]] inline std::string names_at(trial const &t, positions const &chosen)
{
    std::vector<std::string_view> names;
    for (std::size_t const i : chosen)
        names.push_back(t.fields[i].name.empty() ? "(element)" : t.fields[i].name);
    return listing(names);
}

/// All of these fields together and, where there are several, each alone.
[[nodiscard]] inline variants all_and_each(trial const &t, positions const &chosen,
                                           std::function<void(trial &, parameter &)> const &change)
{
    variants ways;
    auto const add = [&](positions const &some) {
        ways.push_back({names_at(t, some), [some, change](trial &of) {
                            for (std::size_t const i : some)
                                if (i < of.fields.size()) change(of, of.fields[i]);
                        }});
    };
    if (!chosen.empty()) add(chosen);
    if (chosen.size() > 1)
        for (std::size_t const i : chosen)
            add({i});
    return ways;
}

[[nodiscard]] inline bool is_container(parameter const &p) noexcept
{
    return detail::is_container(p.kind);
}

/// The values that an edit changes.
[[nodiscard]] inline variants in_values(trial const &t, surroundings const &, means const &with)
{
    text_edit const edit = with.edit;
    positions changed;
    for (std::size_t i = 0; i != t.fields.size(); ++i)
        if (!is_container(t.fields[i]) && edited(edit, t.fields[i].text) != t.fields[i].text)
            changed.push_back(i);
    return all_and_each(t, changed,
                        [edit](trial &of, parameter &p) { p.text = of.keep(edited(edit, p.text)); });
}
[[nodiscard]] inline variants in_body(trial const &t, surroundings const &, means const &with)
{
    text_edit const edit = with.edit;
    if (t.over.body.empty() || edited(edit, t.over.body) == t.over.body) return {};
    return {{"`body`", [edit](trial &of) { of.over.body = of.keep(edited(edit, of.over.body)); }}};
}
/// The text that the outermost digest is computed over.
[[nodiscard]] inline variants in_signed_text(trial const &, surroundings const &, means const &with)
{
    return one_way([edit = with.edit](trial &t) { t.wrap(t.digested_text(), edit); });
}
[[nodiscard]] inline variants in_texts(trial const &t, surroundings const &around, means const &with)
{
    variants ways = in_values(t, around, with);
    std::ranges::move(in_body(t, around, with), std::back_inserter(ways));
    return ways;
}
/// Numbers; once as the scheme writes them, and once without its own number of decimals.
[[nodiscard]] inline variants in_amounts(trial const &t, surroundings const &around, means const &with)
{
    auto const fixes_decimals = [](trial const &of, place const &p) {
        return of.at(p.at).what == op::map && of.at(p.at).names[0] == "decimals";
    };
    variants ways = in_values(t, around, with);
    variants const as_written = ways;
    auto const places = t.places();
    if (std::ranges::none_of(places, [&](place const &p) { return fixes_decimals(t, p); })) return ways;
    for (variant const &way : as_written)
        ways.push_back({way.parameter, [make = way.make, fixes_decimals](trial &of) {
                            everywhere(fixes_decimals, [](trial &in, std::size_t at) { in.disable(at); })(of);
                            make(of);
                        }});
    return ways;
}

/// What the scheme's own encoding of values does differently.
[[nodiscard]] inline variants after_encoding(trial const &, surroundings const &, means const &with)
{
    return one_way(everywhere(
        [](trial const &t, place const &p) {
            node const &n = t.at(p.at);
            return n.what == op::map &&
                   (n.map_is == map_kind::percent_encode || n.map_is == map_kind::form_encode ||
                    n.map_is == map_kind::dotnet_encode);
        },
        [edit = with.edit](trial &t, std::size_t at) { t.wrap(at, edit); }));
}

/// Makes a text stand as it is: of a kind that the scheme's maps of values leave alone.
inline void write_plainly(trial const &t, parameter &p, std::string_view text)
{
    item const number{p.name, text, {}, value_kind::number};
    auto const leaves = [&number](node const &n) { return n.what != op::as || n.values->leaves(number); };
    p.text = text;
    p.kind = std::ranges::all_of(t.scheme.nodes, leaves) ? value_kind::number : value_kind::text;
}

/// A truth value written another way.
[[nodiscard]] inline variants as_truth(trial const &t, surroundings const &, means const &with)
{
    auto const truth = [with](parameter const &p) -> std::string_view {
        for (std::string_view const yes : {"true", "True", "TRUE"})
            if (p.text == yes) return with.before;
        for (std::string_view const no : {"false", "False", "FALSE"})
            if (p.text == no) return with.after;
        return {};
    };
    positions found;
    for (std::size_t i = 0; i != t.fields.size(); ++i)
        if (!truth(t.fields[i]).empty()) found.push_back(i);
    return all_and_each(t, found, [truth](trial &of, parameter &p) {
        if (p.kind == value_kind::boolean)
            write_plainly(of, p, truth(p));
        else
            p.text = truth(p);
    });
}

namespace sentences {
inline constexpr std::string_view encoded = "texts are percent-encoded once more";
inline constexpr std::string_view decoded = "texts are percent-decoded once, or not encoded";
inline constexpr std::string_view plus = "a blank is written as `+`, not as `%20`";
inline constexpr std::string_view percent_20 = "a blank is written as `%20`, not as `+`";
inline constexpr std::string_view html = "quotes and ampersands are escaped as in HTML";
inline constexpr std::string_view newline = "a line break is added at the end";
inline constexpr std::string_view no_newline = "line breaks at the end are left out";
inline constexpr std::string_view crlf = "lines end in CR LF, not in LF";
inline constexpr std::string_view padded = "an amount is written with decimals";
inline constexpr std::string_view scientific = "an amount is written in scientific form";
inline constexpr std::string_view major = "an amount is written in major units";
} // namespace sentences

inline constexpr entry message_mistakes[] = {
    {mistake::percent_encoded, sentences::encoded, in_texts, {maps::percent_encode::write}},
    {mistake::percent_encoded, sentences::encoded, in_values, {maps::form_encode::write}},
    {mistake::percent_encoded,
     "the whole signed text is percent-encoded once more",
     in_signed_text,
     {maps::percent_encode::write}},
    {mistake::percent_encoded,
     "the whole signed text is percent-encoded once more",
     in_signed_text,
     {maps::form_encode::write}},
    {mistake::percent_decoded, sentences::decoded, in_texts, {edits::percent_decode}},
    {mistake::percent_decoded, sentences::decoded, in_values, {edits::form_decode}},
    {mistake::percent_decoded, sentences::decoded, after_encoding, {edits::form_decode}},
    {mistake::plus_for_blank, sentences::plus, after_encoding, {edits::replace<"%20", "+">}},
    {mistake::plus_for_blank, sentences::plus, in_values, {edits::replace<" ", "+">}},
    {mistake::plus_for_blank, sentences::plus, in_texts, {edits::replace<"%20", "+">}},
    {mistake::percent_20_for_plus, sentences::percent_20, after_encoding, {edits::replace<"+", "%20">}},
    {mistake::percent_20_for_plus, sentences::percent_20, in_values, {edits::replace<" ", "%20">}},
    {mistake::percent_20_for_plus, sentences::percent_20, in_texts, {edits::replace<"+", "%20">}},
    {mistake::html_escaped, sentences::html, in_texts, {edits::html_escape_quotes}},
    {mistake::html_escaped, sentences::html, in_texts, {edits::html_escape}},
    {mistake::html_unescaped, "HTML's escapes are undone", in_texts, {edits::html_unescape}},
    {mistake::slashes_escaped, "slashes are escaped: `\\/`", in_texts, {edits::escape_slashes}},
    {mistake::slashes_unescaped, "slashes are not escaped", in_texts, {edits::unescape_slashes}},
    {mistake::unicode_escaped, "what is not ASCII is escaped: `\\u00e9`", in_texts, {edits::escape_unicode}},
    {mistake::unicode_unescaped, "`\\u` escapes are undone", in_texts, {edits::unescape_unicode}},
    {mistake::json_compact,
     "the JSON is written again, without blanks",
     in_texts,
     {edits::respace_json<false>}},
    {mistake::json_spaced,
     "the JSON is written again, with a blank after commas and colons",
     in_texts,
     {edits::respace_json<true>}},
    {mistake::json_sorted, "the JSON is written again, its members sorted", in_texts, {edits::sort_json}},
    {mistake::newline_added, sentences::newline, in_body, {edits::surround<"", "\n">}},
    {mistake::newline_added, sentences::newline, in_signed_text, {edits::surround<"", "\n">}},
    {mistake::newline_added, sentences::newline, in_body, {edits::surround<"", "\r\n">}},
    {mistake::newline_removed, sentences::no_newline, in_texts, {edits::drop_newlines}},
    {mistake::newline_removed, sentences::no_newline, in_signed_text, {edits::drop_newlines}},
    {mistake::crlf_for_lf, sentences::crlf, in_texts, {edits::lf_to_crlf}},
    {mistake::crlf_for_lf, sentences::crlf, in_signed_text, {edits::lf_to_crlf}},
    {mistake::lf_for_crlf, "lines end in LF, not in CR LF", in_texts, {edits::replace<"\r\n", "\n">}},
    {mistake::byte_order_mark_added,
     "a byte order mark stands first",
     in_body,
     {edits::surround<"\xEF\xBB\xBF", "">}},
    {mistake::byte_order_mark_added,
     "a byte order mark stands first",
     in_signed_text,
     {edits::surround<"\xEF\xBB\xBF", "">}},
    {mistake::byte_order_mark_removed,
     "the byte order mark is left out",
     in_texts,
     {edits::unwrap<"\xEF\xBB\xBF", "">}},
    {mistake::latin1_for_utf8, "texts are in ISO 8859-1, not in UTF-8", in_texts, {edits::to_latin1}},
    {mistake::utf8_encoded_twice, "texts are encoded in UTF-8 twice", in_texts, {edits::from_latin1}},
    {mistake::amount_without_trailing_zeros,
     "an amount is written without zeros at its end",
     in_amounts,
     {edits::trim_amount}},
    {mistake::amount_with_decimals, sentences::padded, in_amounts, {edits::pad_amount<2>}},
    {mistake::amount_with_decimals, sentences::padded, in_amounts, {edits::pad_amount<1>}},
    {mistake::amount_in_minor_units,
     "an amount is written in minor units",
     in_amounts,
     {edits::to_minor_units}},
    {mistake::amount_in_major_units, sentences::major, in_amounts, {edits::to_major_units}},
    {mistake::amount_in_major_units, sentences::major, in_amounts, {edits::to_short_major_units}},
    {mistake::amount_in_scientific_form, sentences::scientific, in_amounts, {edits::to_scientific<false>}},
    {mistake::amount_in_scientific_form, sentences::scientific, in_amounts, {edits::to_scientific<true>}},
    {mistake::boolean_as_word,
     "a truth value is written `true` or `false`",
     as_truth,
     {.before = "true", .after = "false"}},
    {mistake::boolean_capitalised,
     "a truth value is written `True` or `False`",
     as_truth,
     {.before = "True", .after = "False"}},
    {mistake::boolean_as_digit,
     "a truth value is written `1` or `0`",
     as_truth,
     {.before = "1", .after = "0"}},
};

} // namespace tollgate::inline v0::signing::explaining

#endif

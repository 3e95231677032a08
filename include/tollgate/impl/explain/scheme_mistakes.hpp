// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_EXPLAIN_SCHEME_MISTAKES_HPP
#define TOLLGATE_IMPL_EXPLAIN_SCHEME_MISTAKES_HPP

#include <tollgate/impl/explain/field_mistakes.hpp>
#include <tollgate/signing/decoding.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

/// Mistakes in a scheme's fixed parts, in its digests, and in how the signature is written.
namespace tollgate::inline v0::signing::explaining {

// The signature's own form

inline bool flip_case(std::string_view in, wiped_buffer &out)
{
    bool const upper = std::ranges::any_of(in, [](char c) { return c >= 'A' && c <= 'Z'; });
    return upper ? maps::lower::write(in, out) : maps::upper::write(in, out);
}
inline constexpr auto base64_without_padding =
    edits::then<maps::base64<false>::write, edits::replace<"=", "">>;
inline constexpr auto base64url_without_padding =
    edits::then<maps::base64<true>::write, edits::replace<"=", "">>;

inline constexpr auto read_base64_without_padding = edits::then<maps::pad, maps::unbase64<false>::write>;
inline constexpr auto read_base64url_without_padding = edits::then<maps::pad, maps::unbase64<true>::write>;

/// As \ref inverse_of, and for the encodings that mistakes bring.
[[nodiscard]] inline text_edit undoing(row const &encoding)
{
    if (encoding.map == base64_without_padding) return read_base64_without_padding;
    if (encoding.map == base64url_without_padding) return read_base64url_without_padding;
    return inverse_of(encoding.map_is);
}

/// What makes text of the outermost digest's bytes.
[[nodiscard]] inline bool encodes_whole(trial const &t, place const &p)
{
    return t.at(p.at).what == op::map && t.at(p.at).parts[0] == t.digest();
}
[[nodiscard]] inline variants ways_to_spell(trial const &, surroundings const &, means const &)
{
    return one_way(
        everywhere([](trial const &t,
                      place const &p) { return encodes_whole(t, p) && t.at(p.at).names[0].ends_with("hex"); },
                   [](trial &t, std::size_t at) { t.wrap(at, flip_case); }));
}
[[nodiscard]] inline variants ways_to_encode(trial const &, surroundings const &, means const &with)
{
    return one_way(
        everywhere(encodes_whole, [edit = with.edit](trial &t, std::size_t at) { set_map(t.at(at), edit); }));
}
[[nodiscard]] inline variants ways_without_prefix(trial const &, surroundings const &, means const &)
{
    return one_way(everywhere(
        [](trial const &t, place const &p) {
            op const what = t.at(p.at).what;
            return !p.digested && (what == op::literal || what == op::account_field);
        },
        [](trial &t, std::size_t at) { t.blank(at); }));
}

// What became of the signature on its way

/// A shortest rest that is still a signature's: less could be anybody's by chance.
inline constexpr std::size_t shortest_rest = 8;

[[nodiscard]] inline variants ways_to_cut(trial const &t, surroundings const &around, means const &)
{
    std::size_t const kept = around.received.size();
    if (t.is_verify_only() || kept < shortest_rest) return {};
    return {{"after " + std::to_string(kept) + " characters", [kept](trial &of) { of.kept = kept; }}};
}
/// These texts around the whole signature.
[[nodiscard]] inline std::function<void(trial &)> surrounded_by(std::string_view before,
                                                                std::string_view after)
{
    return [before = std::string{before}, after = std::string{after}](trial &of) {
        if (!before.empty()) of.prepend(of.root(), of.literal(before));
        if (!after.empty()) of.append(of.root(), of.literal(after));
    };
}
[[nodiscard]] inline variants ways_to_blank_around(trial const &, surroundings const &around, means const &)
{
    std::string_view const all = around.received;
    constexpr std::string_view blanks = " \t\r\n";
    std::size_t const first = std::min(all.size(), all.find_first_not_of(blanks));
    std::size_t const last = all.find_last_not_of(blanks) + 1;
    if (first == all.size() || (first == 0 && last == all.size())) return {};
    return one_way(surrounded_by(all.substr(0, first), all.substr(last)));
}
[[nodiscard]] inline variants ways_to_quote_signature(trial const &, surroundings const &around,
                                                      means const &)
{
    std::string_view const all = around.received;
    bool const quoted = all.size() > 2 && (all[0] == '"' || all[0] == '\'') && all.ends_with(all[0]);
    if (!quoted) return {};
    return one_way(surrounded_by(all.substr(0, 1), all.substr(0, 1)));
}
/// A word and one of `=: ` that stand before what is received; what it is is not told, for it is not ours.
[[nodiscard]] inline variants ways_to_begin_signature(trial const &, surroundings const &around,
                                                      means const &)
{
    constexpr std::size_t longest = 24;
    std::string_view const start = around.received.substr(0, longest);
    std::size_t const end = start.find_first_of("=: ");
    if (end == start.npos || end == 0 || around.received.size() < end + 1 + shortest_rest) return {};
    std::size_t const digest = around.received.find_first_not_of(' ', end + 1);
    return one_way(surrounded_by(around.received.substr(0, std::min(digest, around.received.size())), {}));
}
[[nodiscard]] inline variants ways_to_change_signature(trial const &, surroundings const &, means const &with)
{
    return one_way([edit = with.edit](trial &of) { of.wrap(of.root(), edit); });
}

// Separators and other fixed texts

[[nodiscard]] inline variants ways_without_separator(trial const &t, surroundings const &, means const &)
{
    variants ways;
    auto const add = [&ways](std::string const &text, std::size_t at) {
        if (!text.empty()) ways.push_back({listing({text}), [at](trial &of) { of.at(at).names = {""}; }});
    };
    for (place const &p : t.places())
        if (p.digested && (is_op(t, p, op::join) || is_op(t, p, op::literal))) add(t.at(p.at).names[0], p.at);
    return ways;
}
/// The literal that ends what a join repeats, or nothing.
[[nodiscard]] inline std::optional<std::size_t> terminator(trial const &t, std::size_t join)
{
    std::size_t item = t.at(join).parts[0];
    while (t.at(item).what == op::concat)
        item = t.at(item).parts[1];
    return t.at(item).what == op::literal ? std::optional{item} : std::nullopt;
}
[[nodiscard]] inline variants ways_to_end_with_separator(trial const &t, surroundings const &, means const &)
{
    variants ways;
    for (place const &p : t.places())
        if (is_op(t, p, op::join) && p.digested && !t.at(p.at).names[0].empty())
            ways.push_back(
                {listing({t.at(p.at).names[0]}), [at = p.at, separator = t.at(p.at).names[0]](trial &of) {
                     of.append(at, of.literal(separator));
                 }});
    return ways;
}
[[nodiscard]] inline variants ways_to_end_without_separator(trial const &t, surroundings const &,
                                                            means const &)
{
    variants ways;
    for (place const &p : t.places()) {
        if (!is_op(t, p, op::join) || !p.digested || !t.at(p.at).names[0].empty()) continue;
        if (auto const end = terminator(t, p.at))
            ways.push_back({listing({t.at(*end).names[0]}),
                            [at = p.at, end = *end, text = t.at(*end).names[0]](trial &of) {
                                of.at(at).names = {text};
                                of.blank(end);
                            }});
    }
    return ways;
}

[[nodiscard]] inline variants ways_without(trial const &, surroundings const &, means const &with)
{
    return one_way(
        everywhere([what = with.node](trial const &t, place const &p) { return is_op(t, p, what); },
                   [](trial &t, std::size_t at) { t.blank(at); }));
}
/// In front of the signed text, unless the scheme has it anyway.
[[nodiscard]] inline variants ways_with(trial const &t, surroundings const &, means const &with)
{
    for (place const &p : t.places())
        if (is_op(t, p, with.node)) return {};
    return one_way([what = with.node](trial &of) { of.prepend(of.digested_text(), of.add({.what = what})); });
}

// Digests

[[nodiscard]] inline variants ways_by_algorithm(trial const &t, surroundings const &, means const &with)
{
    constexpr std::string_view names[] = {"MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"};
    std::string const shown{names[static_cast<std::size_t>(with.digest)]};
    auto const all = [](trial const &of, place const &p) { return trial::is_digest(of.at(p.at).what); };
    auto const outermost = [](trial const &of, place const &p) { return p.at == of.digest(); };
    auto const change = [which = with.digest](trial &of, std::size_t at) { of.at(at).digest = which; };
    if (!trial::is_digest(t.at(t.digest()).what)) return {};
    variants ways{{shown, everywhere(outermost, change)}};
    auto const places = t.places();
    if (std::ranges::count_if(places, [&](place const &p) { return all(t, p); }) > 1)
        ways.push_back({shown + " everywhere", everywhere(all, change)});
    return ways;
}

[[nodiscard]] inline variants ways_to_swap(trial const &t, surroundings const &, means const &)
{
    if (t.at(t.digest()).what != op::hmac) return {};
    return one_way([](trial &of) {
        node &n = of.at(of.digest());
        if (n.what == op::hmac) std::swap(n.parts[0], n.parts[1]);
    });
}
/// The key before the text, after it, or nowhere.
[[nodiscard]] inline variants ways_without_hmac(trial const &t, surroundings const &, means const &)
{
    if (t.at(t.digest()).what != op::hmac) return {};
    auto const plain = [](trial &of, bool before, bool after) {
        std::size_t const at = of.digest();
        if (of.at(at).what != op::hmac) return;
        std::size_t const key = of.at(at).parts[0];
        std::size_t const text = of.at(at).parts.back();
        of.at(at) = {.what = op::digest, .parts = {text}, .digest = of.at(at).digest};
        if (before) of.prepend(text, key);
        if (after) of.append(text, key);
    };
    return {{"the key first", [plain](trial &of) { plain(of, true, false); }},
            {"the key last", [plain](trial &of) { plain(of, false, true); }},
            {"no key", [plain](trial &of) { plain(of, false, false); }}};
}

/// Digests inside of others: their digits in upper or in lower case.
[[nodiscard]] inline variants in_inner_digests(trial const &, surroundings const &, means const &with)
{
    return one_way(everywhere(
        [](trial const &t, place const &p) {
            node const &n = t.at(p.at);
            bool const spells = n.map_is == map_kind::lower || n.map_is == map_kind::upper;
            node const &of = n.parts.empty() ? n : t.at(n.parts[0]);
            node const &below = spells && !of.parts.empty() ? t.at(of.parts[0]) : of;
            return p.digested && n.what == op::map && trial::is_digest(below.what);
        },
        [edit = with.edit](trial &t, std::size_t at) { t.wrap(at, edit); }));
}

namespace sentences {
inline constexpr std::string_view spelt = "it is the same digest in other letters (upper or lower case)";
inline constexpr std::string_view algorithm = "another algorithm is used";
inline constexpr std::string_view inner = "the digits of an inner digest are in the other case";
} // namespace sentences

/// First: they come before all others.
inline constexpr entry form_mistakes[] = {
    {mistake::signature_in_other_letters, sentences::spelt, ways_to_spell},
    {mistake::signature_in_other_encoding,
     "it is the same digest in another encoding: hexadecimal digits",
     ways_to_encode,
     {maps::hexadecimal<false>::write}},
    {mistake::signature_in_other_encoding,
     "it is the same digest in another encoding: hexadecimal digits",
     ways_to_encode,
     {maps::hexadecimal<true>::write}},
    {mistake::signature_in_other_encoding,
     "it is the same digest in another encoding: base64",
     ways_to_encode,
     {maps::base64<false>::write}},
    {mistake::signature_in_other_encoding,
     "it is the same digest in another encoding: base64url",
     ways_to_encode,
     {maps::base64<true>::write}},
    {mistake::signature_in_other_encoding,
     "it is the same digest in another encoding: base64, no padding",
     ways_to_encode,
     {base64_without_padding}},
    {mistake::signature_in_other_encoding,
     "it is the same digest in another encoding: base64url, no padding",
     ways_to_encode,
     {base64url_without_padding}},
    {mistake::signature_without_prefix, "the fixed text around the digest is left out", ways_without_prefix},
    {mistake::signature_cut, "the signature is cut off", ways_to_cut},
    {mistake::signature_without_zeros,
     "the digest is printed as a number, without zeros before it",
     ways_to_encode,
     {edits::hex_as_number}},
    {mistake::signature_without_zeros,
     "the digest's bytes are printed as numbers, without zeros before them",
     ways_to_encode,
     {edits::hex_without_zeros}},
    {mistake::signature_with_blanks, "the signature has blanks or line breaks around it",
     ways_to_blank_around},
    {mistake::signature_quoted, "the signature is in quotes", ways_to_quote_signature},
    {mistake::signature_with_prefix, "something stands before the signature that the scheme does not have",
     ways_to_begin_signature},
    {mistake::signature_percent_encoded,
     "the signature is percent-encoded",
     ways_to_change_signature,
     {maps::percent_encode::write}},
    {mistake::signature_plus_as_blank,
     "each `+` in the signature became a blank",
     ways_to_change_signature,
     {edits::replace<"+", " ">}},
};

inline constexpr entry scheme_mistakes[] = {
    {mistake::separator_missing, "a separator is left out", ways_without_separator},
    {mistake::separator_at_end, "a separator stands at the end too", ways_to_end_with_separator},
    {mistake::separator_at_end_missing, "the separator at the end is left out",
     ways_to_end_without_separator},
    {mistake::operation_missing, "the operation's name is left out", ways_without, {.node = op::operation}},
    {mistake::operation_missing, "the HTTP method is left out", ways_without, {.node = op::method}},
    {mistake::operation_added, "the operation's name stands first", ways_with, {.node = op::operation}},
    {mistake::operation_added, "the HTTP method stands first", ways_with, {.node = op::method}},
    {mistake::key_and_text_swapped, "the HMAC's key and text are swapped", ways_to_swap},
    {mistake::digest_for_hmac, "it is a plain digest, no HMAC", ways_without_hmac},
    {mistake::other_algorithm, sentences::algorithm, ways_by_algorithm, {.digest = algorithm::md5}},
    {mistake::other_algorithm, sentences::algorithm, ways_by_algorithm, {.digest = algorithm::sha1}},
    {mistake::other_algorithm, sentences::algorithm, ways_by_algorithm, {.digest = algorithm::sha256}},
    {mistake::other_algorithm, sentences::algorithm, ways_by_algorithm, {.digest = algorithm::sha384}},
    {mistake::other_algorithm, sentences::algorithm, ways_by_algorithm, {.digest = algorithm::sha512}},
    {mistake::inner_digest_in_other_letters, sentences::inner, in_inner_digests, {maps::lower::write}},
    {mistake::inner_digest_in_other_letters, sentences::inner, in_inner_digests, {maps::upper::write}},
};

} // namespace tollgate::inline v0::signing::explaining

#endif

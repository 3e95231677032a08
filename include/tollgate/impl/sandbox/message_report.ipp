// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_MESSAGE_REPORT_IPP
#define TOLLGATE_IMPL_SANDBOX_MESSAGE_REPORT_IPP

#include <tollgate/sandbox/message_report.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox::detail {

/// The authentication scheme before a credential (RFC 9110, section 11.4), which is no secret, where it is one that is known.
[[nodiscard]] inline std::string_view authentication_scheme(std::string_view value)
{
    constexpr std::string_view known[] = {"Basic", "Bearer", "Digest", "Token"};
    std::string_view const first = value.substr(0, value.find(' '));
    bool const is_known =
        std::ranges::any_of(known, [first](std::string_view one) { return equal_ignoring_case(one, first); });
    return is_known ? first : std::string_view{};
}

[[nodiscard]] inline std::string masked_credential(std::string_view value)
{
    std::string_view const scheme = authentication_scheme(value);
    if (scheme.empty()) return "[masked]";
    return std::string{scheme} + (scheme.size() == value.size() ? "" : " [masked]");
}

std::string joined(signing::candidates const &carried)
{
    std::string all;
    for (std::string_view const one : carried)
        all.append(all.empty() ? "" : "\n").append(one);
    return all;
}

void report_request(tollgate::detail::message_table const &known,
                    tollgate::detail::masked_request const &masked, message_report &to)
{
    using tollgate::detail::header_row;
    to.target = masked.target;
    to.body = masked.body;
    if (known.enclosed.is_there()) to.enclosed = tollgate::detail::json_of(masked.placed.items());
    for (header const &h : masked.headers) {
        auto const has_name = [&h](std::string_view name) { return equal_ignoring_case(name, h.name); };
        bool is_described = has_name("Content-Type");
        for (header_row const &row : known.sent_headers)
            is_described = is_described || has_name(row.name);
        for (std::size_t i = 0; i != known.places.header.size(); ++i)
            is_described =
                is_described || (known.places.header[i] && has_name(known.fields.own.first[i].name));
        if (is_described) to.headers.push_back({std::string{h.name}, std::string{h.value}});
    }
}

void report_credentials(tollgate::detail::message_table const &known, void const *account,
                        tollgate::detail::digest_table const &digests, std::span<header const> received,
                        bool is_token_right, message_report &to)
{
    tollgate::detail::account_texts const texts{known.account, account};
    signing::context over{.headers = received};
    texts.show_in(over);
    for (tollgate::detail::header_row const &row : known.sent_headers) {
        auto const found = over.find_header(row.name);
        credential_report &made = to.credentials.emplace_back();
        made.header = row.name;
        made.wanted = row.is_token ? "\"Bearer \" + the access token" : signing::scheme_text(row.value);
        if (!found.value.empty())
            made.carried = row.is_shown ? std::string{found.value} : masked_credential(found.value);
        wiped_buffer wanted;
        made.is_right = row.is_token
                            ? is_token_right
                            : !found.is_twice && !signing::evaluate(row.value, over, digests, wanted) &&
                                  is_as_wanted({row.name, wanted.view()}, found.value);
    }
}

/// What stands outside, with what is masked inside.
inline void enclose_again(enclosed_message const &how, std::span<parameter const> inside,
                          parameter_list &texts, std::span<parameter> outside)
{
    parameter_list made;
    tollgate::detail::enclose(how, inside, made);
    for (parameter &p : outside)
        if (p.depth == 0 && p.name == how.field)
            p.text = texts.texts().keep(find(std::as_const(made).items(), how.field)->text);
}

void report_callback(described_callback const &known, std::span<parameter const> parsed,
                     signing::context over, tollgate::detail::digest_table const &digests,
                     std::string_view body, message_report &to)
{
    using tollgate::detail::json_of;
    using tollgate::detail::mask;
    auto const copy_of = [](std::span<parameter const> of) {
        return std::vector<parameter>{of.begin(), of.end()};
    };
    parameter_list texts; // what is made here
    std::vector<parameter> all = copy_of(parsed);
    std::vector<parameter> fields = copy_of(over.fields);
    std::vector<parameter> inside = copy_of(over.placed);
    bool hides = mask(known.known, all);
    mask(known.known, fields);
    if (!inside.empty()) {
        if (mask(known.known, inside)) {
            hides = true;
            enclose_again(known.enclosed, inside, texts, all);
            enclose_again(known.enclosed, inside, texts, fields);
        }
        to.enclosed = json_of(inside);
    }
    to.body = !hides ? std::string{body} : known.is_form ? tollgate::detail::query_of(all) : json_of(all);
    if (known.scheme.empty()) return;
    to.signature.scheme = signing::scheme_text(known.scheme);
    std::string const item = over.body.data() == body.data() ? std::string{} : json_of(fields);
    over.fields = fields;
    over.placed = inside;
    over.body = item.empty() ? std::string_view{to.body} : item;
    tollgate::detail::account_texts const account{known.account};
    account.show_in(over);
    wiped_buffer text;
    if (!signing::evaluate(signing::text_under_digest(known.scheme), over, digests, text))
        to.signature.signed_text = text.view();
}

} // namespace tollgate::inline v0::sandbox::detail

#endif

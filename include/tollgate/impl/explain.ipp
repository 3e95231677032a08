// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_EXPLAIN_IPP
#define TOLLGATE_IMPL_EXPLAIN_IPP

#include <tollgate/explain.hpp>
#include <tollgate/impl/explain/mistake_search.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

explanation explain_signature(signing::scheme_view scheme, signing::context const &over,
                              std::string_view received, std::span<signing::named_text const> other_keys,
                              signing::public_key_verifier const &verify, digest_table const &digests)
{
    signing::explaining::trial const correct{scheme, over};
    return signing::explaining::search{correct, {received, other_keys, verify}, digests}.run();
}

explanation explain_each(signing::scheme_view scheme, signing::context const &over,
                         signing::candidates const &carried, std::span<signing::named_text const> other_keys,
                         signing::public_key_verifier const &verify, digest_table const &digests)
{
    explanation all;
    for (std::size_t i = 0; i != carried.size(); ++i) {
        explanation one = explain_signature(scheme, over, carried[i], other_keys, verify, digests);
        all.tried += one.tried;
        if (one.matches || carried.size() == 1) return one;
        if (one.problem) {
            all.problem = one.problem;
            all.problem_with = one.problem_with;
        }
        all.remarks = one.remarks;
        for (finding &found : one.findings) {
            found.signature = i + 1;
            all.findings.push_back(std::move(found));
        }
    }
    return all;
}

std::optional<finding> find_other_choice(signing::scheme_view whole, signing::context const &over,
                                         signing::candidates const &carried, digest_table const &digests)
{
    auto const choice = std::ranges::find_if(whole, signing::is_choice);
    if (choice == whole.end()) return std::nullopt;
    for (std::string_view const said : choice->names) {
        signing::chosen_scheme const other{whole, said};
        for (std::size_t i = 0; i != carried.size(); ++i) {
            std::optional<problem_with> why;
            if (!signing::verify_one_of(other, over, digests, {&carried[i], 1}, why)) continue;
            std::string sentence =
                "the account's " + quoted(choice->text) + " says something else: " + quoted(said);
            return finding{{{mistake::account_says_otherwise, std::string{said}, std::move(sentence)}},
                           carried.size() == 1 ? 0 : i + 1};
        }
    }
    return std::nullopt;
}

std::vector<std::string> remarks_on(std::string_view body, std::span<header const> headers,
                                    std::optional<errc> unreadable)
{
    std::vector<std::string> remarks;
    if (is_compressed(body, headers)) unreadable = errc::body_encoded;
    if (unreadable) remarks.push_back("the body " + std::string{why_unreadable(*unreadable)});
    std::string_view const text = without_byte_order_mark(body);
    if (text.size() != body.size()) remarks.emplace_back("a byte order mark stands before the body");
    bool const is_json = text.find_first_of("{[") == text.find_first_not_of(" \t\r\n");
    if (is_json && !text.empty() && has_content_type(headers, form_type))
        remarks.emplace_back("the Content-Type says a form, and the body is JSON");
    if (!is_json && is_form(body, headers) && has_content_type(headers, json_type))
        remarks.emplace_back("the Content-Type says JSON, and the body looks like a form");
    return remarks;
}

std::string_view target_of(std::string_view url) noexcept
{
    std::size_t const mark = url.find("://");
    if (url.starts_with('/') || mark == url.npos) return url;
    return url.substr(std::min(url.size(), url.find_first_of("/?", mark + 3)));
}

} // namespace tollgate::inline v0::detail

#endif

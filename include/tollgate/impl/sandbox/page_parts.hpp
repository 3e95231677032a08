// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_PAGE_PARTS_HPP
#define TOLLGATE_IMPL_SANDBOX_PAGE_PARTS_HPP

#include <tollgate/detail/format/html.hpp>
#include <tollgate/response.hpp>
#include <tollgate/sandbox/history.hpp>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <span>
#include <string>
#include <string_view>

/// \file
/// Parts of the sandbox's pages.

namespace tollgate::inline v0::sandbox::detail {

using tollgate::detail::escape_html;

inline constexpr std::string_view page_style = R"(
:root { color-scheme: light dark; --ground: #fbfaf7; --raised: #fff; --text: #1d2430; --soft: #566071; --line: #d9d6cd;
  --accent: #0b5c6b; --on-accent: #fff; --code: #f3f1ea; --right: #1c6b3a; --wrong: #a5281b; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181d; --raised: #1d232b; --text: #eceae4; --soft: #aab3c0;
  --line: #39424e; --accent: #7fd0df; --on-accent: #0b2127; --code: #14181d; --right: #85d7a2; --wrong: #ffa397; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 0 1rem 2rem; background: var(--ground); color: var(--text);
  font: 1.0625rem/1.55 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between;
  padding: 1rem 0; border-bottom: 1px solid var(--line); }
.brand { font-weight: 700; font-size: 1.25rem; }
.card { background: var(--raised); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 1rem 0; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1.5rem 0 .5rem; }
h2 { font-size: 1.1875rem; margin: 0 0 .5rem; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .5rem 0; } .soft, dt { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: .5rem 0; }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
form { margin: 0; }
button { font: inherit; font-weight: 600; width: 100%; min-height: 2.75rem; margin: .25rem 0; border: 1px solid var(--accent);
  border-radius: .5rem; padding: .5rem 1rem; background: transparent; color: var(--accent); cursor: pointer; }
button[value=pay] { background: var(--accent); color: var(--on-accent); font-size: 1.125rem; }
button:hover { filter: brightness(1.1); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; } a { color: var(--accent); }
.choices { display: grid; gap: 0 .75rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
.choices button { font-weight: 400; font-size: 1rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: left; vertical-align: top; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); }
summary { cursor: pointer; padding: .5rem 0; min-height: 2.75rem; }
details { border-bottom: 1px solid var(--line); } details > :last-child { margin-bottom: 1rem; }
details details { border: 0; } details details > summary { color: var(--accent); }
code, pre { font: .875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: .375rem; margin: .25rem 0; padding: .5rem .75rem; }
.right, .wrong { font-weight: 600; } .right { color: var(--right); } .wrong { color: var(--wrong); }
[role=status] { font-size: 1.25rem; font-weight: 600; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
)";

/// Everything before what a page itself says.
[[nodiscard]] inline std::string page_start(std::string_view title)
{
    std::string page = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>)";
    page.append(title).append("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>");
    return page.append(page_style).append("</style>\n</head>\n<body>\n");
}

[[nodiscard]] inline std::string code(std::string_view text)
{
    return "<code>" + escape_html(text) + "</code>";
}
[[nodiscard]] inline std::string block(std::string_view text)
{
    return "<pre>" + escape_html(text) + "</pre>";
}
/// A sentence in which names stand between backticks.
[[nodiscard]] inline std::string sentence(std::string_view text)
{
    std::string html;
    bool is_name = false;
    for (char const &c : text)
        if (c != '`')
            html += escape_html({&c, 1});
        else
            html += (is_name = !is_name) ? "<code>" : "</code>";
    return html + (is_name ? "</code>" : "");
}
/// A term, and what stands for it, which is HTML; nothing if that is empty.
[[nodiscard]] inline std::string term(std::string_view name, std::string_view html)
{
    if (html.empty()) return {};
    return "<dt>" + std::string{name} + "</dt><dd>" + std::string{html} + "</dd>\n";
}
[[nodiscard]] inline std::string described(std::string_view name, std::string_view text)
{
    return term(name, escape_html(text));
}
[[nodiscard]] inline std::string verdict(bool is_right, std::string_view text)
{
    return std::string{"<span class=\""} + (is_right ? "right\">✓ " : "wrong\">✗ ") + escape_html(text) +
           "</span>";
}
[[nodiscard]] inline std::string details(std::string_view summary_html, std::string_view html,
                                         bool is_open = false)
{
    if (html.empty()) return {};
    return std::string{is_open ? "<details open>" : "<details>"} + "<summary>" + std::string{summary_html} +
           "</summary>\n" + std::string{html} + "</details>\n";
}

/// UTC.
[[nodiscard]] inline std::string time_of_day(std::chrono::system_clock::time_point at)
{
    std::time_t const seconds = std::chrono::system_clock::to_time_t(at);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[9];
    return {text, std::strftime(text, sizeof text, "%H:%M:%S", &parts)};
}

// What was signed, and whether it verified.

[[nodiscard]] inline std::string signature_part(signature_report const &of)
{
    return "<dl>\n" + term("Signed", code(of.scheme)) +
           term("Signed text", of.signed_text.empty() ? std::string{} : block(of.signed_text)) +
           term("Its " + sentence(of.carrier), of.carried.empty() ? "missing" : code(of.carried)) +
           "</dl>\n" + (of.why.empty() ? std::string{} : "<p>What explains it:</p>\n" + block(of.why));
}

[[nodiscard]] inline std::string credentials_part(std::span<credential_report const> all)
{
    std::string part;
    for (credential_report const &one : all)
        part += "<dt>" + code(one.header) + "</dt><dd>" +
                verdict(one.is_right, one.is_right          ? "right"
                                      : one.carried.empty() ? "missing"
                                                            : "not this account's") +
                "<br>wanted: " + code(one.wanted) +
                (one.carried.empty() ? std::string{} : "<br>sent: " + code(one.carried)) + "</dd>\n";
    return part.empty() ? part : "<dl>\n" + part + "</dl>\n";
}

/// A message as it went over the wire, with what must not be seen masked.
[[nodiscard]] inline std::string wire_part(std::string_view first_line, message_report const &of)
{
    std::string text{first_line};
    for (owned_header const &h : of.headers)
        text += '\n' + h.name + ": " + h.value;
    if (!of.body.empty()) text += "\n\n" + of.body;
    return block(text) +
           (of.enclosed.empty() ? std::string{} : "<p>Enclosed in it:</p>\n" + block(of.enclosed));
}

/// In one word or two what became of a request.
[[nodiscard]] inline std::string outcome_of(request_facts const &of)
{
    if (of.fault && !of.fault->carried_out) return "lost on request";
    if (of.fault && of.is_done()) return "carried out, then " + std::string{name_of(of.fault->kind)};
    switch (of.finding.verdict) {
    case request_verdict::carried_out: return of.status < 400 ? "carried out" : "failed";
    case request_verdict::no_operation: return "no such operation";
    case request_verdict::unreadable: return "unreadable";
    case request_verdict::credentials: return "wrong credentials";
    case request_verdict::access_token: return "no valid access token";
    case request_verdict::other_account: return "another account";
    case request_verdict::signature: return "wrong signature";
    case request_verdict::field: return "wrong parameter";
    case request_verdict::refused: return "refused";
    }
    return {};
}

/// Whether the request's signature and credentials are right, in a sentence.
[[nodiscard]] inline std::string trust_sentence(message_report const &of)
{
    bool const are_right = std::ranges::all_of(of.credentials, &credential_report::is_right);
    if (!of.signature.scheme.empty())
        return verdict(of.signature.is_right && are_right, !of.signature.is_right ? "The signature is wrong."
                                                           : are_right
                                                               ? "The signature is right."
                                                               : "The signature is right, a header is not.");
    if (of.credentials.empty()) return "Nothing is signed, and no credential is sent.";
    return verdict(are_right, are_right ? "The credentials are right. Nothing is signed."
                                        : "The credentials are wrong. Nothing is signed.");
}

[[nodiscard]] inline std::string request_part(request_report const &of)
{
    request_facts const &facts = of.facts;
    std::string part = "<p>" + sentence(facts.finding.text()) +
                       (facts.is_too_long ? " It is too long to be kept and shown." : "") + "</p>\n";
    if (facts.fault)
        part += "<p>Gone wrong on request: " + code(name_of(facts.fault->kind)) +
                (facts.fault->carried_out ? "." : ", and nothing was carried out.") + "</p>\n";
    if (!of.message.target.empty()) {
        part += "<p>" + trust_sentence(of.message) + "</p>\n";
        if (!of.message.signature.scheme.empty()) part += signature_part(of.message.signature);
        part += credentials_part(of.message.credentials);
        part +=
            details("The request, as sent",
                    wire_part(facts.method + ' ' + of.message.target + "\nHost: " + facts.host, of.message));
    }
    if (!facts.answer.empty())
        part +=
            "<p>Answered with HTTP status " + std::to_string(facts.status) + ":</p>\n" + block(facts.answer);
    return part;
}

// Callbacks

[[nodiscard]] inline std::string trust_of(delivery_report const &of)
{
    if (of.message.signature.scheme.empty()) return "Not signed, as this gateway signs no callbacks.";
    if (of.attempt.is_forged) return verdict(false, "Forged: the signature is wrong on purpose.");
    return of.message.signature.is_right
               ? verdict(true, "Signed rightly.")
               : verdict(false, "The sandbox's account does not verify it: another key signs than it holds.");
}

[[nodiscard]] inline std::string answer_to(delivery const &of)
{
    if (of.status == 0) return "no answer";
    return "answered " + std::to_string(of.status);
}

/// What a developer is to know of the answer to a forged one.
[[nodiscard]] inline std::string warning_of(delivery const &of)
{
    if (!of.is_forged || !tollgate::detail::is_success(of.status)) return {};
    return "<p>" + verdict(false, "Your program acknowledged a callback with a wrong signature.") + "</p>\n";
}

[[nodiscard]] inline std::string delivery_part(delivery_report const &of)
{
    std::string part = "<p>" + trust_of(of) + "</p>\n" + warning_of(of.attempt);
    if (!of.message.signature.scheme.empty()) part += signature_part(of.message.signature);
    part += "<p>Sent:</p>\n" + wire_part("POST " + of.attempt.url, of.message);
    if (of.attempt.status == 0) return part + "<p>Your program did not answer.</p>\n";
    return part + "<p>Your program answered with HTTP status " + std::to_string(of.attempt.status) +
           (of.attempt.answer.empty() ? ", and no body.</p>\n" : ":</p>\n" + block(of.attempt.answer));
}

/// \param of a delivery, or one that is pending
[[nodiscard]] inline std::string name_of_attempt(auto const &of)
{
    return "Callback " + std::to_string(of.number) + ", attempt " + std::to_string(of.attempt);
}

[[nodiscard]] inline std::string deliveries_part(std::span<delivery_report const> told)
{
    std::string part;
    for (delivery_report const &one : told) {
        bool const is_right = tollgate::detail::is_success(one.attempt.status);
        bool const is_good = is_right != one.attempt.is_forged;
        part +=
            details(name_of_attempt(one.attempt) + " · " + time_of_day(one.attempt.at) + " · " +
                        (one.attempt.is_forged ? "forged · " : "") + verdict(is_good, answer_to(one.attempt)),
                    delivery_part(one));
    }
    return part;
}

/// What is still to come.
[[nodiscard]] inline std::string pending_part(std::span<pending_delivery const> pending)
{
    std::string part;
    for (pending_delivery const &one : pending) {
        auto const seconds = std::chrono::ceil<std::chrono::seconds>(one.due_in);
        part += "<li>" + name_of_attempt(one) +
                (seconds.count() == 0 ? " is on its way."
                                      : " goes out in " + std::to_string(seconds.count()) + " s.") +
                "</li>\n";
    }
    return part.empty() ? part : "<ul>\n" + part + "</ul>\n";
}

} // namespace tollgate::inline v0::sandbox::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_PAYMENT_PAGE_IPP
#define TOLLGATE_IMPL_SANDBOX_PAYMENT_PAGE_IPP

#include <tollgate/detail/format/html.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/sandbox/payment_page.hpp>

#include <utility>

namespace tollgate::inline v0::sandbox {

namespace detail {

using tollgate::detail::escape_html;

[[nodiscard]] inline std::string described(std::string_view term, std::string_view text)
{
    if (text.empty()) return {};
    return "<dt>" + std::string{term} + "</dt><dd>" + escape_html(text) + "</dd>\n";
}

[[nodiscard]] inline bool is_lost(entry const &what)
{
    return what.state == entry_state::declined || what.state == entry_state::canceled ||
           what.state == entry_state::expired;
}

[[nodiscard]] inline std::string link_back(std::string_view url)
{
    if (url.empty()) return {};
    return "<p><a href=\"" + escape_html(url) + "\">Back to the shop</a></p>\n";
}

[[nodiscard]] inline std::string what_became_of(entry const &what)
{
    std::string_view const became = what.state == entry_state::declined ? "Declined. Nothing was paid."
                                    : is_lost(what)                     ? "This can no longer be paid."
                                                                        : "Paid. Thank you.";
    return "<p role=\"status\">" + std::string{became} + "</p>\n" + link_back(way_back(what));
}

struct page_button {
    std::string_view value;
    page_action action;
    std::string_view label;
};

inline constexpr page_button buttons[] = {
    {"pay", page_action::pay, "Pay"},
    {"decline", page_action::decline, "Decline"},
    {"pay_told_twice", page_action::pay_told_twice, "Pay; the callback comes twice"},
    {"pay_told_late", page_action::pay_told_late, "Pay; the callback comes late"},
    {"pay_forged_first", page_action::pay_forged_first, "Pay; a forged callback comes first"},
    {"tell_again", page_action::tell_again, "Send the callback again"},
    {"tell_forged", page_action::tell_forged, "Send it with a wrong signature"},
    {"lose_next_answer", page_action::lose_next_answer, "Lose the answer to the next request"},
    {"limit_next_request", page_action::limit_next_request, "Refuse the next request: too many"},
    {"empty_balance", page_action::empty_balance, "Empty the shop's balance"},
    {"lapse_tokens", page_action::lapse_tokens, "Let access tokens lapse"},
};

[[nodiscard]] inline std::string button(page_action action, std::string_view amount = {})
{
    for (page_button const &one : buttons)
        if (one.action == action)
            return "<form method=\"post\"><button name=\"choice\" value=\"" + std::string{one.value} + "\">" +
                   std::string{one.label} + (amount.empty() ? "" : " " + escape_html(amount)) +
                   "</button></form>\n";
    return {};
}

/// What was told to the merchant, and what he answered.
[[nodiscard]] inline std::string table_of(std::span<delivery const> told)
{
    if (told.empty()) return "<p>None was sent yet.</p>\n";
    std::string rows;
    for (delivery const &one : told)
        rows += "<tr><td>" + std::to_string(one.number) + "</td><td>" + std::to_string(one.attempt) +
                "</td><td>" + (one.status == 0 ? "none" : std::to_string(one.status)) + "</td><td><code>" +
                escape_html(one.answer) + "</code></td></tr>\n";
    return "<table>\n<thead><tr><th scope=\"col\">Callback</th><th scope=\"col\">Attempt</th><th "
           "scope=\"col\">Status</th><th scope=\"col\">Answer</th></tr></thead>\n<tbody>\n" +
           rows + "</tbody>\n</table>\n<details><summary>The last one, as sent</summary><pre>" +
           escape_html(told.back().body) + "</pre></details>\n";
}

/// For whoever writes the shop.
[[nodiscard]] inline std::string developers_part(entry const &what, std::span<delivery const> told)
{
    std::string part = "<section aria-labelledby=\"developer\">\n<h2 id=\"developer\">For developers</h2>\n"
                       "<p>The request's signature was right, or this page would not be here.</p>\n"
                       "<h3>Callbacks to the shop</h3>\n" +
                       table_of(told) + "<p><a href=\"\">Look again</a></p>\n<h3>What can go wrong</h3>\n";
    if (is_open(what))
        for (auto const action :
             {page_action::pay_told_twice, page_action::pay_told_late, page_action::pay_forged_first})
            part += button(action);
    else
        part += button(page_action::tell_again) + button(page_action::tell_forged);
    for (auto const action :
         {page_action::lose_next_answer, page_action::limit_next_request, page_action::empty_balance})
        part += button(action);
    return part + "</section>\n";
}

inline constexpr std::string_view page_style = R"(
:root { color-scheme: light dark; --ground: #fbfaf7; --raised: #fff; --text: #1d2430; --soft: #566071; --line: #d9d6cd;
  --accent: #0b5c6b; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181d; --raised: #1d232b; --text: #eceae4; --soft: #aab3c0;
  --line: #39424e; --accent: #7fd0df; --on-accent: #0b2127; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 36rem; padding: 1rem; background: var(--ground); color: var(--text);
  font: 1.0625rem/1.55 system-ui, sans-serif; }
main { background: var(--raised); border: 1px solid var(--line); border-radius: .75rem; padding: 1.5rem; margin: 1rem 0; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.125rem; margin: 0; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; } dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
button { font: inherit; width: 100%; min-height: 2.75rem; margin: .25rem 0; border: 1px solid var(--accent);
  border-radius: .5rem; background: transparent; color: var(--accent); cursor: pointer; }
button[value=pay] { background: var(--accent); color: var(--on-accent); font-weight: 600; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; } a { color: var(--accent); }
section { border-top: 1px solid var(--line); margin-top: 1.5rem; padding-top: 1.5rem; font-size: .9375rem; }
section p { color: var(--soft); } table { border-collapse: collapse; width: 100%; } summary { cursor: pointer; }
th, td { text-align: left; padding: .25rem .5rem .25rem 0; border-bottom: 1px solid var(--line); }
code, pre { overflow-wrap: anywhere; white-space: pre-wrap; } [role=status] { font-size: 1.25rem; font-weight: 600; }
)";

} // namespace detail

std::optional<page_action> action_in(std::string_view form)
{
    parameter_list fields;
    if (parse_query(form, fields)) return std::nullopt;
    parameter const *const choice = find(std::as_const(fields).items(), "choice");
    if (choice != nullptr)
        for (detail::page_button const &one : detail::buttons)
            if (choice->text == one.value) return one.action;
    return std::nullopt;
}

std::optional<fault_kind> fault_of(page_action what)
{
    switch (what) {
    case page_action::pay_told_twice: return fault_kind::duplicate_callback;
    case page_action::pay_told_late: return fault_kind::delay_callback;
    case page_action::pay_forged_first:
    case page_action::tell_forged: return fault_kind::corrupt_callback;
    default: return std::nullopt;
    }
}

std::string way_back(entry const &what)
{
    if (is_open(what)) return {};
    std::string const &url = detail::is_lost(what) ? what.failure_url : what.success_url;
    return url.starts_with("https://") || url.starts_with("http://") ? url : std::string{};
}

namespace detail {

[[nodiscard]] inline std::string page_with(std::string_view main)
{
    std::string page = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>Sandbox payment</title>
<link rel="icon" href="data:,">
<style>)";
    page += page_style;
    page += R"(</style>
</head>
<body>
<main>
<h1>Sandbox payment</h1>
<p>No money moves here.</p>
)";
    return page.append(main).append("</main>\n</body>\n</html>\n");
}

} // namespace detail

std::string refusal_page(std::string_view answer)
{
    return detail::page_with("<p role=\"status\">The gateway does not take this. Nothing was paid.</p>\n"
                             "<p>It answers a program so: <code>" +
                             detail::escape_html(answer) + "</code></p>\n");
}

std::string payment_page(entry const &what, std::string_view amount, std::span<delivery const> told)
{
    std::string page = "<dl>\n";
    page += detail::described("Amount", amount) + detail::described("Method", what.method) +
            detail::described("Order", what.merchants_id) +
            detail::described("Description", what.description) + "</dl>\n";
    if (is_open(what) && what.state == entry_state::declined)
        page += "<p role=\"status\">Declined. Nothing was paid; you may try again.</p>\n";
    if (is_open(what))
        page += detail::button(page_action::pay, amount) + detail::button(page_action::decline, amount);
    else
        page += detail::what_became_of(what);
    return detail::page_with(page + detail::developers_part(what, told));
}

} // namespace tollgate::inline v0::sandbox

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_PAYMENT_PAGE_IPP
#define TOLLGATE_IMPL_SANDBOX_PAYMENT_PAGE_IPP

#include <tollgate/detail/format/query.hpp>
#include <tollgate/impl/sandbox/page_parts.hpp>
#include <tollgate/sandbox/history_page.hpp>
#include <tollgate/sandbox/payment_page.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::sandbox {

namespace detail {

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
    {"lapse_tokens", page_action::lapse_tokens, {}}, // not on the page
    {"late_next_answer", page_action::late_next_answer, "Answer the next request late"},
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
[[nodiscard]] inline std::string table_of(std::span<delivery_report const> told)
{
    if (told.empty()) return "<p class=\"soft\">None was sent yet.</p>\n";
    std::string rows;
    for (auto const &[one, message] : told) {
        std::string_view const signature = message.signature.scheme.empty() ? "none"
                                           : one.is_forged                  ? "forged"
                                           : message.signature.is_right     ? "right"
                                                                            : "another key's";
        rows += "<tr><td>" + std::to_string(one.number) + "</td><td>" + std::to_string(one.attempt) +
                "</td><td>" + (one.status == 0 ? "none" : std::to_string(one.status)) + "</td><td>" +
                code(one.answer) + "</td><td>" + std::string{signature} + "</td></tr>\n";
    }
    return "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"callbacks\"><table>\n<thead><tr><th "
           "scope=\"col\">Callback</th><th scope=\"col\">Attempt</th><th scope=\"col\">Status</th><th "
           "scope=\"col\">Answer</th><th scope=\"col\">Signature</th></tr></thead>\n<tbody>\n" +
           rows + "</tbody>\n</table></div>\n";
}

/// \param page whose address may have a query, which the links keep
[[nodiscard]] inline std::string callbacks_card(history const &known, std::string_view page)
{
    std::size_t const mark = page.find('?');
    std::string const own = "?" + escape_html(mark == page.npos ? std::string_view{} : page.substr(mark + 1));
    return "<section class=\"card\" aria-labelledby=\"callbacks\">\n<h2 id=\"callbacks\">Callbacks to the shop</h2>\n" +
           table_of(known.told) + pending_part(known.pending) + deliveries_part(known.told) +
           "<p><a href=\"" + own + "\">Look again</a>, or <a href=\"" + own +
           (own.size() == 1 ? "" : "&amp;") +
           "follow\">look every two seconds while callbacks are to come</a>.</p>\n</section>\n";
}

[[nodiscard]] inline std::string requests_card(history const &known)
{
    std::string part;
    for (request_report const &one : known.requests)
        part += "<p class=\"soft\">Request " + std::to_string(one.facts.number) + " · " +
                time_of_day(one.facts.at) + "</p>\n" + request_part(one);
    if (part.empty()) part = "<p class=\"soft\">The sandbox no longer keeps it, or nobody sent one.</p>\n";
    return "<section class=\"card\" aria-labelledby=\"request\">\n<h2 id=\"request\">The request that opened it</h2>\n" +
           part + "</section>\n";
}

[[nodiscard]] inline std::string faults_card(entry const &what)
{
    std::string part;
    if (is_open(what))
        for (auto const action :
             {page_action::pay_told_twice, page_action::pay_told_late, page_action::pay_forged_first})
            part += button(action);
    else
        part += button(page_action::tell_again) + button(page_action::tell_forged);
    for (auto const action : {page_action::lose_next_answer, page_action::late_next_answer,
                              page_action::limit_next_request, page_action::empty_balance})
        part += button(action);
    return "<section class=\"card\" aria-labelledby=\"faults\">\n<h2 id=\"faults\">What can go wrong</h2>\n<div "
           "class=\"choices\">\n" +
           part + "</div>\n</section>\n";
}

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

[[nodiscard]] inline std::string page_with(std::string_view cards)
{
    std::string page = page_start("Sandbox payment");
    page.append("<header><span class=\"brand\">Sandbox</span> <a href=\"").append(history_path);
    page.append("\">All requests and callbacks</a></header>\n<main>\n<h1>Sandbox payment</h1>\n"
                "<p class=\"soft\">No money moves here.</p>\n");
    return page.append(cards).append("</main>\n</body>\n</html>\n");
}

} // namespace detail

std::string refusal_page(std::string_view answer)
{
    return detail::page_with(
        "<div class=\"card\">\n<p role=\"status\">The gateway does not take this. Nothing was "
        "paid.</p>\n<p>It answers a program so: <code>" +
        detail::escape_html(answer) + "</code></p>\n<p><a href=\"" + std::string{history_path} +
        "\">Why it was refused</a></p>\n</div>\n");
}

std::string payment_page(entry const &what, std::string_view amount, history const &known)
{
    std::string page = "<div class=\"card\">\n<dl>\n";
    page += detail::described("Amount", amount) + detail::described("Method", what.method) +
            detail::described("Order", what.merchants_id) +
            detail::described("Description", what.description) + "</dl>\n";
    if (is_open(what) && what.state == entry_state::declined)
        page += "<p role=\"status\">Declined. Nothing was paid; you may try again.</p>\n";
    if (is_open(what))
        page += detail::button(page_action::pay, amount) + detail::button(page_action::decline, amount);
    else
        page += detail::what_became_of(what);
    return detail::page_with(page + "</div>\n" + detail::faults_card(what) +
                             detail::callbacks_card(known, what.page) + detail::requests_card(known));
}

} // namespace tollgate::inline v0::sandbox

#endif

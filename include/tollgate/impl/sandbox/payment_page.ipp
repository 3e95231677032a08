// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_PAYMENT_PAGE_IPP
#define TOLLGATE_IMPL_SANDBOX_PAYMENT_PAGE_IPP

#include <tollgate/detail/format/query.hpp>
#include <tollgate/sandbox/payment_page.hpp>

#include <utility>

namespace tollgate::inline v0::sandbox {

namespace detail {

/// Text as text in HTML, also inside an attribute's quotes.
[[nodiscard]] inline std::string escape_html(std::string_view text)
{
    std::string escaped;
    for (char const c : text) {
        switch (c) {
        case '&': escaped += "&amp;"; break;
        case '<': escaped += "&lt;"; break;
        case '>': escaped += "&gt;"; break;
        case '"': escaped += "&quot;"; break;
        case '\'': escaped += "&#39;"; break;
        default: escaped += c;
        }
    }
    return escaped;
}

[[nodiscard]] inline std::string described(std::string_view term, std::string_view text)
{
    if (text.empty()) return {};
    return "<dt>" + std::string{term} + "</dt><dd>" + escape_html(text) + "</dd>\n";
}

/// Nothing for an address that a browser would not open but run.
[[nodiscard]] inline std::string link_back(std::string_view url)
{
    if (!url.starts_with("https://") && !url.starts_with("http://")) return {};
    return "<p><a href=\"" + escape_html(url) + "\">Back to the shop</a></p>\n";
}

[[nodiscard]] inline std::string what_became_of(entry const &what)
{
    bool const is_declined = what.state == entry_state::declined;
    return std::string{"<p role=\"status\">"} +
           (is_declined ? "Declined. Nothing was paid." : "Paid. Thank you.") + "</p>\n" +
           link_back(is_declined ? what.failure_url : what.success_url);
}

} // namespace detail

std::optional<final_state> choice_in(std::string_view form)
{
    parameter_list fields;
    if (parse_query(form, fields)) return std::nullopt;
    parameter const *const choice = find(std::as_const(fields).items(), "choice");
    if (choice != nullptr && choice->text == "pay") return final_state::paid;
    if (choice != nullptr && choice->text == "decline") return final_state::declined;
    return std::nullopt;
}

std::string payment_page(entry const &what, std::string_view amount)
{
    std::string page = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; form-action 'self'">
<title>Sandbox payment</title>
</head>
<body>
<main>
<h1>Sandbox payment</h1>
<p>No money moves here.</p>
<dl>
)";
    page += detail::described("Amount", amount) + detail::described("Method", what.method) +
            detail::described("Order", what.merchants_id) +
            detail::described("Description", what.description) + "</dl>\n";
    if (is_open(what)) {
        for (auto const &[value, label] : {std::pair{"pay", "Pay"}, std::pair{"decline", "Decline"}})
            page += std::string{"<form method=\"post\"><button name=\"choice\" value=\""} + value + "\">" +
                    label + " " + detail::escape_html(amount) + "</button></form>\n";
    } else {
        page += detail::what_became_of(what);
    }
    return page + "</main>\n</body>\n</html>\n";
}

} // namespace tollgate::inline v0::sandbox

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_BROWSER_PAGE_IPP
#define TOLLGATE_IMPL_BROWSER_PAGE_IPP

#include <tollgate/browser_page.hpp>

#include <tollgate/detail/format/html.hpp>
#include <tollgate/detail/format/query.hpp>

#include <stdexcept>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

[[nodiscard]] inline http_url checked_page_url(http_url url)
{
    if (url.empty())
        throw std::invalid_argument{"tollgate: a page for a payer's browser needs an address to go to"};
    return url;
}

[[nodiscard]] inline std::string html_attribute(std::string_view name, std::string_view value)
{
    return " " + std::string{name} + "=\"" + escape_html(value) + "\"";
}

browser_page page_of(std::string_view host, std::string_view target, std::string_view body, bool is_form)
{
    http_url url{"https://" + std::string{host} + std::string{target}};
    if (!is_form) return browser_page{std::move(url)};
    parameter_list pairs;
    // It was written just now.
    static_cast<void>(read_pairs(body, pairs, {.size = body.size()}));
    std::vector<browser_field> fields;
    for (parameter const &p : std::as_const(pairs).items())
        fields.push_back({std::string{p.name}, std::string{p.text}});
    return browser_page{std::move(url), std::move(fields)};
}

} // namespace detail

browser_page::browser_page(http_url url) : url_{detail::checked_page_url(std::move(url))} {}

browser_page::browser_page(http_url url, std::vector<browser_field> fields)
    : url_{detail::checked_page_url(std::move(url))},
      fields_{std::move(fields)},
      is_form_{true}
{
}

std::string browser_page::html(browser_page_options const &options) const
{
    using detail::html_attribute;
    std::string text = "<!DOCTYPE html>\n<html" + html_attribute("lang", options.language) +
                       ">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    if (!is_form_)
        text += "<meta http-equiv=\"refresh\"" + html_attribute("content", "0;url=" + url_) + ">\n";
    text += "<title>" + detail::escape_html(options.title) + "</title>\n</head>\n<body>\n";
    std::string const button = detail::escape_html(options.button);
    if (!is_form_)
        return text + "<p><a" + html_attribute("href", url_) + ">" + button + "</a></p>\n</body>\n</html>\n";
    text += "<form method=\"post\"" + html_attribute("action", url_) + " accept-charset=\"utf-8\">\n";
    for (browser_field const &field : fields_)
        text += "<input type=\"hidden\"" + html_attribute("name", field.name) +
                html_attribute("value", field.value) + ">\n";
    text += "<p><button>" + button + "</button></p>\n</form>\n<script";
    if (!options.nonce.empty()) text += html_attribute("nonce", options.nonce);
    // A field may be called `submit`, which would hide the form's own.
    return text + ">HTMLFormElement.prototype.submit.call(document.forms[0])</script>\n</body>\n</html>\n";
}

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_HTML_HPP
#define TOLLGATE_DETAIL_FORMAT_HTML_HPP

#include <string>
#include <string_view>

namespace tollgate::inline v0::detail {

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

} // namespace tollgate::inline v0::detail

#endif

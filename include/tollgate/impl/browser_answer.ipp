// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_BROWSER_ANSWER_IPP
#define TOLLGATE_IMPL_BROWSER_ANSWER_IPP

#include <tollgate/browser_answer.hpp>

#include <tollgate/http_url.hpp>

#include <stdexcept>

namespace tollgate::inline v0 {

browser_answer browser_answer::redirect(std::string_view to)
{
    // Browsers read a backslash as a slash, and two slashes as the beginning of a host.
    bool const is_path = to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\") &&
                         detail::is_http_url("https://shop.example" + std::string{to});
    if (!is_path && !detail::is_http_url(to))
        throw std::invalid_argument{"tollgate: a payer is redirected to an absolute http or https URL, or to "
                                    "a path that begins with one slash"};
    return {.status = 303, .content_type = {}, .body = {}, .location = std::string{to}};
}

} // namespace tollgate::inline v0

#endif

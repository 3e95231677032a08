// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BROWSER_ANSWER_HPP
#define TOLLGATE_BROWSER_ANSWER_HPP

#include <tollgate/config.hpp>

#include <string>
#include <string_view>

namespace tollgate::inline v0 {

/**
 * \brief What a payer who comes back to the shop is answered with: a page, or where to go next.
 * \details A listener's `on_return` sends it, and has nobody keep it (`Cache-Control: no-store`).
 */
struct browser_answer {
    unsigned status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::string body{};
    std::string location{}; ///< Of a redirection; empty if there is none.

    [[nodiscard]] static browser_answer page(std::string html) { return {.body = std::move(html)}; }
    /// 303: the browser asks for that with GET, however it came here.
    /// \param to an absolute `http` or `https` URL, or a path of the shop's own that begins with `/`
    /// \par Errors
    /// Throws `std::invalid_argument` for everything else, `//elsewhere.example` and control characters among it.
    [[nodiscard]] TOLLGATE_DECL static browser_answer redirect(std::string_view to);
};

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/browser_answer.ipp>
#endif

#endif

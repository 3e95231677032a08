// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BROWSER_PAGE_HPP
#define TOLLGATE_BROWSER_PAGE_HPP

#include <tollgate/config.hpp>
#include <tollgate/http_url.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

/// A field of a form, as it is before it is encoded.
struct browser_field {
    std::string name;
    std::string value;

    bool operator==(browser_field const &) const = default;
};

/// What of a page is the program's to say; all of it is escaped.
struct browser_page_options {
    std::string_view
        nonce{}; ///< Of the script, for a `Content-Security-Policy` with `script-src 'nonce-...'`.
    std::string_view title = "Payment";
    std::string_view button = "Continue to the payment";
    std::string_view language = "en"; ///< Of title and button (BCP 47).
};

/**
 * \brief Where the payer's browser goes: an address, or a form that it posts there.
 * \details `client::page` makes one of a message; a program makes one of a gateway's answer, where that says
 * `{"method": "POST", "url": …, "data": {…}}`. Nothing is sent by it.
 * \par Security
 * The fields are what the payer will send, and sees; they may hold personal data. No secret is among them.
 * \par Thread safety
 * As a value.
 */
class browser_page {
public:
    /// The browser goes to an address, with GET.
    /// \par Errors
    /// Throws `std::invalid_argument` for an empty address, which would lead back to the page itself.
    TOLLGATE_DECL explicit browser_page(http_url url);
    /// The browser posts a form there, whose fields may be none.
    /// \par Errors
    /// As the other constructor.
    TOLLGATE_DECL browser_page(http_url url, std::vector<browser_field> fields);

    /// Where it goes; redirect the payer there unless \ref is_form.
    [[nodiscard]] http_url const &url() const & noexcept { return url_; }
    [[nodiscard]] http_url url() && noexcept { return std::move(url_); }
    /// Whether it posts a form, so that a redirection would not do.
    [[nodiscard]] bool is_form() const noexcept { return is_form_; }
    /// Of the form, in their order.
    [[nodiscard]] std::vector<browser_field> const &fields() const & noexcept { return fields_; }
    [[nodiscard]] std::vector<browser_field> fields() && noexcept { return std::move(fields_); }

    /**
     * \brief A whole page, in UTF-8, that goes there by itself, and has a button, or a link, for browsers without script.
     * \details Answer with `text/html; charset=utf-8`, and let nobody keep it (`Cache-Control: no-store`). A
     * `Content-Security-Policy` must allow the gateway in `form-action` and, for a form, the script by its nonce; where it does
     * not, the button remains. As in each form, browsers send a line break in a value as CR LF.
     */
    [[nodiscard]] TOLLGATE_DECL std::string html(browser_page_options const &options = {}) const;

    bool operator==(browser_page const &) const = default;

private:
    http_url url_;
    std::vector<browser_field> fields_;
    bool is_form_ = false;
};

namespace detail {

/// What a request for the payer's browser says.
[[nodiscard]] TOLLGATE_DECL browser_page page_of(std::string_view host, std::string_view target,
                                                 std::string_view body, bool is_form);

} // namespace detail

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/browser_page.ipp>
#endif

#endif

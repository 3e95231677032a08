// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HTTP_URL_HPP
#define TOLLGATE_HTTP_URL_HPP

#include <tollgate/error.hpp>

#include <concepts>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

/**
 * \brief An address that a payer's browser is sent to: an absolute `http` or `https` URL with a host (RFC 9110, section 4.2).
 * \details A text without a control character, kept as it was given or received. A program reads it like a text, or by its text().
 * What arrives and is no such address does not convert, so that nobody is sent to `false` or to `javascript:`.
 */
class http_url {
public:
    /// No address: an empty text. Messages are not sent with it where it is required, and no gateway's answer gives it.
    http_url() = default;
    /// \param text an address, or nothing for none; what comes from outside goes through \ref parse
    /// \par Errors
    /// Throws `std::invalid_argument` for a text that is no address.
    http_url(std::string text) : text_{checked(std::move(text))} {}
    http_url(std::string_view text) : http_url{std::string{text}} {}
    http_url(char const *text) : http_url{std::string{text}} {}

    /// \par Errors
    /// \li errc::invalid_address for everything but an absolute `http` or `https` URL
    [[nodiscard]] TOLLGATE_DECL static result<http_url> parse(std::string_view text);

    [[nodiscard]] std::string const &text() const & noexcept { return text_; }
    [[nodiscard]] std::string text() && noexcept { return std::move(text_); }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    operator std::string const &() const noexcept { return text_; }
    operator std::string_view() const noexcept { return text_; }

    /// Equal as texts.
    bool operator==(http_url const &) const = default;
    template <class Text>
        requires(!std::same_as<Text, http_url>) && std::convertible_to<Text const &, std::string_view>
    [[nodiscard]] bool operator==(Text const &text) const
    {
        return text_ == std::string_view{text};
    }
    friend std::ostream &operator<<(std::ostream &out, http_url const &url) { return out << url.text_; }
    [[nodiscard]] friend std::string operator+(std::string_view before, http_url const &url)
    {
        return std::string{before}.append(url.text_);
    }
    [[nodiscard]] friend std::string operator+(http_url const &url, std::string_view behind)
    {
        return url.text_ + std::string{behind};
    }

private:
    [[nodiscard]] TOLLGATE_DECL static std::string checked(std::string text);

    std::string text_;
};

namespace detail {

/// Whether a text is an absolute `http` or `https` URL: a scheme, a host, perhaps a port, and no control character.
[[nodiscard]] TOLLGATE_DECL bool is_http_url(std::string_view text) noexcept;

} // namespace detail

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/http_url.ipp>
#endif

#endif

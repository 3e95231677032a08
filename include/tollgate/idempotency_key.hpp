// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IDEMPOTENCY_KEY_HPP
#define TOLLGATE_IDEMPOTENCY_KEY_HPP

#include <tollgate/config.hpp>

#include <chrono>
#include <concepts>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

/**
 * \brief By what a gateway knows that a request is the same as an earlier one, and does its work once.
 * \details A message that holds one may be sent again after an unknown outcome (`client::retry`), with the same key: that settles
 * whether it was done. So a key belongs to an order, not to an attempt: write it down before the first send, and never replace it; the
 * library makes none by itself. It is no secret, and is printed. A gateway forgets it after `key_lifetime`, and then the same key pays again.
 * A new order, also one that corrects what was refused, takes another key.
 *
 * \code
 * stripe::create_refund const back{.once = tollgate::idempotency_key{"refund-of-order-17"}, …};
 * \endcode
 */
class idempotency_key {
public:
    /// No key: an empty text. No message is sent with it where it is required; an optional one counts as left out.
    idempotency_key() = default;
    /// The key that the program wrote down, such as its own number of the order. A text does not become one by itself.
    explicit idempotency_key(std::string text) : text_{std::move(text)} {}
    explicit idempotency_key(std::string_view text) : text_{text} {}
    explicit idempotency_key(char const *text) : text_{text} {}

    /**
     * \brief A new one, that no other program has: a random UUID (RFC 9562, version 4), from the operating system.
     * \details Write its text down before the message is sent.
     * \par Errors
     * Throws what `std::random_device` throws where the system has no random numbers.
     */
    [[nodiscard]] TOLLGATE_DECL static idempotency_key random();

    [[nodiscard]] std::string const &text() const & noexcept { return text_; }
    [[nodiscard]] std::string text() && noexcept { return std::move(text_); }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    operator std::string_view() const noexcept { return text_; }

    /// Equal as texts.
    bool operator==(idempotency_key const &) const = default;
    template <class Text>
        requires(!std::same_as<Text, idempotency_key>) && std::convertible_to<Text const &, std::string_view>
    [[nodiscard]] bool operator==(Text const &text) const
    {
        return text_ == std::string_view{text};
    }
    friend std::ostream &operator<<(std::ostream &out, idempotency_key const &key)
    {
        return out << key.text_;
    }

private:
    std::string text_;
};

/// What a description says of `key_lifetime` where the gateway never forgets a key.
inline constexpr std::chrono::seconds for_good = std::chrono::seconds::max();

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/idempotency_key.ipp>
#endif

#endif

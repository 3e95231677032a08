// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PUBLIC_KEY_HPP
#define TOLLGATE_PUBLIC_KEY_HPP

#include <tollgate/error.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0 {

/**
 * \brief A gateway's public key, as the text that the gateway publishes.
 * \details A member of an account. It is no secret, is never sent, and is no parameter of any message. After a rotation it can
 * hold the replaced keys too: all of them verify. What the text may be is said by \ref public_key_policy; whether it
 * is a key of the right kind turns out with the first message that it verifies.
 * \par Thread safety
 * A constant one may be read from several threads.
 */
class public_key {
public:
    /**
     * \brief A key from its text, PEM in most cases.
     * \par Errors
     * Throws `std::invalid_argument` if the text is empty. Use \ref from_text for text that comes from outside.
     */
    explicit public_key(std::string_view text) : versions_{std::string{text}}
    {
        if (text.empty()) throw std::invalid_argument{"tollgate: a public key must not be empty"};
    }
    public_key(std::nullptr_t) = delete;
    explicit public_key(char const *text) : public_key{std::string_view{text == nullptr ? "" : text}} {}

    /// \par Errors
    /// \li errc::invalid_public_key if the text is empty
    [[nodiscard]] static result<public_key> from_text(std::string_view text)
    {
        if (text.empty())
            return error{errc::invalid_public_key, not_sent{},
                         "The public key is empty; give the one that the gateway publishes."}
                .without_outcome();
        return public_key{text};
    }

    /// This key, and an older one that still verifies what the gateway signed before a rotation.
    [[nodiscard]] public_key replacing(public_key const &older) const
    {
        public_key both = *this;
        both.versions_.insert(both.versions_.end(), older.versions_.begin(), older.versions_.end());
        return both;
    }

    /// How many keys this is: one, or more after \ref replacing.
    [[nodiscard]] std::size_t versions() const noexcept { return versions_.size(); }
    /// The text of one of them; 0 is the newest.
    [[nodiscard]] std::string_view text(std::size_t version = 0) const noexcept { return versions_[version]; }

    bool operator==(public_key const &) const = default;

private:
    std::vector<std::string> versions_;
};

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SECRET_HPP
#define TOLLGATE_SECRET_HPP

#include <tollgate/detail/derived_keys.hpp>
#include <tollgate/error.hpp>
#include <tollgate/wipe.hpp>

#include <cstring>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

namespace detail {

/// Owns the bytes of one secret, and what was worked out of them; overwrites both when it goes.
class secret_bytes {
public:
    explicit secret_bytes(std::string_view text) : size_{text.size()}, data_{new char[text.size()]}
    {
        std::memcpy(data_.get(), text.data(), size_);
    }
    secret_bytes(secret_bytes const &other) : secret_bytes{other.view()} {}
    secret_bytes(secret_bytes &&other) noexcept
        : size_{std::exchange(other.size_, 0)},
          data_{std::move(other.data_)},
          derived_{std::move(other.derived_)}
    {
    }
    secret_bytes &operator=(secret_bytes other) noexcept
    {
        std::swap(size_, other.size_);
        std::swap(data_, other.data_);
        std::swap(derived_, other.derived_);
        return *this;
    }
    ~secret_bytes() { wipe(data_.get(), size_); }

    [[nodiscard]] std::string_view view() const noexcept { return {data_.get(), size_}; }
    [[nodiscard]] derived_keys const *derived() const noexcept { return derived_.get(); }

private:
    std::size_t size_;
    std::unique_ptr<char[]> data_;
    std::unique_ptr<derived_keys> derived_ = std::make_unique<derived_keys>();
};

struct secret_access;

/// Whether a secret's text was copied together with what stood around it; a PEM text may end in a line break.
[[nodiscard]] TOLLGATE_DECL bool was_copied_with_blanks(std::string_view secret) noexcept;

} // namespace detail

/**
 * \brief A key, salt or password shared with a gateway.
 * \details It cannot be printed, compared or converted to text; its bytes are overwritten when it goes. It is
 * never empty. After a key rotation it can hold the replaced keys too: the newest signs, all of them verify.
 *
 * \par Thread safety
 * A constant secret may be read from several threads.
 */
class secret {
public:
    /**
     * \brief A secret from a text in memory, as UTF-8.
     * \par Errors
     * Throws `std::invalid_argument` if the text is empty. Use \ref from_text for text that comes from
     * outside.
     */
    explicit secret(std::string_view text)
    {
        if (text.empty()) throw std::invalid_argument{"tollgate: a secret must not be empty"};
        versions_.emplace_back(text);
    }
    secret(std::nullptr_t) = delete;
    explicit secret(char const *text) : secret{std::string_view{text == nullptr ? "" : text}} {}

    /**
     * \brief A secret from a text that comes from outside.
     * \param name how the error calls it, such as the setting's name; not kept
     * \par Errors
     * \li errc::invalid_secret if the text is empty, or has blanks or line breaks around it, which were copied along with
     * it: no signature would match. A PEM text may end in a line break. A key that really has them: `secret{text}`.
     */
    [[nodiscard]] TOLLGATE_DECL static result<secret> from_text(std::string_view text,
                                                                std::string_view name = {});

    /// \copydoc from_text
    [[nodiscard]] static result<secret> from_text(char const *text, std::string_view name = {})
    {
        return from_text(std::string_view{text == nullptr ? "" : text}, name);
    }

    /**
     * \brief Reads a secret from an environment variable.
     * \par Errors
     * \li errc::environment_not_set if the variable is not set, or empty
     * \li errc::invalid_secret if there are blanks or line breaks around it, as \ref from_text
     */
    [[nodiscard]] TOLLGATE_DECL static result<secret> from_environment(std::string const &variable);

    /// This secret, and an older one that still verifies what the gateway signed before a rotation.
    [[nodiscard]] TOLLGATE_DECL secret replacing(secret const &older) const;

    /// How many keys this secret holds: one, or more after \ref replacing.
    [[nodiscard]] std::size_t versions() const noexcept { return versions_.size(); }

    bool operator==(secret const &) const = delete;
    friend std::ostream &operator<<(std::ostream &, secret const &) = delete;

private:
    friend struct detail::secret_access;

    std::vector<detail::secret_bytes> versions_;
};

namespace detail {

/// Gives a secret's bytes to signing and verifying; nothing else may ask for them.
struct secret_access {
    [[nodiscard]] static std::string_view text(secret const &of, std::size_t version = 0) noexcept
    {
        return of.versions_[version].view();
    }
    [[nodiscard]] static derived_keys const *derived(secret const &of, std::size_t version) noexcept
    {
        return of.versions_[version].derived();
    }
};

} // namespace detail

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/secret.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_VERIFIED_HPP
#define TOLLGATE_CALLBACK_VERIFIED_HPP

#include <tollgate/detail/fixed_string.hpp>
#include <tollgate/version.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {
struct verified_maker;
}

/// By what a message is known to come from the gateway.
enum class verification {
    signature,    ///< Its signature, made with the account's key.
    confirmation, ///< The gateway's own answer to a second question.
};

/**
 * \brief A message that is known to come from the gateway.
 * \details Made by \ref receive, and by nothing that a program can write itself. Reading is through `->` and `*`. Every field is
 * covered by the signature, or left empty; one that is declared as `unsigned_field` is read by `unsigned_value()` alone.
 */
template <class T>
class verified {
public:
    using value_type = T;

    [[nodiscard]] T const &operator*() const & noexcept { return message_; }
    [[nodiscard]] T operator*() && { return std::move(message_); }
    [[nodiscard]] T const *operator->() const noexcept { return &message_; }

    [[nodiscard]] verification by() const noexcept { return by_; }
    /// The body's bytes, as received: what was verified, fields that the type does not know included. Where a scheme does
    /// not sign all fields, those that anyone could have set are among them.
    [[nodiscard]] std::string const &received() const & noexcept { return received_; }
    [[nodiscard]] std::string received() && noexcept { return std::move(received_); }
    /// Which of the account's keys signed: 0 is the newest, higher ones have been replaced.
    [[nodiscard]] std::size_t key_version() const noexcept { return key_version_; }
    /// Whether the gateway only tests: no money moved. Such messages arrive only \ref with_tests.
    [[nodiscard]] bool is_test() const noexcept { return is_test_; }

private:
    friend struct detail::verified_maker;

    verified(T message, std::string_view received, verification by, std::size_t key_version, bool is_test)
        : message_{std::move(message)},
          received_{received},
          by_{by},
          key_version_{key_version},
          is_test_{is_test}
    {
    }

    T message_;
    std::string received_;
    verification by_;
    std::size_t key_version_;
    bool is_test_;
};

/// Finds the account that a callback is for, by a field of its body. Made by \ref find_by.
template <fixed_string Field, class Find>
struct account_lookup {
    static constexpr std::string_view field = Field.view();
    Find find;
};

/**
 * \brief For several accounts at one address: finds the account by a field of the body.
 * \param find called with the field's text; returns a pointer to the account, or null if there is none
 */
template <fixed_string Field, class Find>
[[nodiscard]] account_lookup<Field, Find> find_by(Find find)
{
    return {std::move(find)};
}

namespace detail {

struct verified_maker {
    template <class T>
    [[nodiscard]] static verified<T> make(T &&message, std::string_view received, verification by,
                                          std::size_t key_version, bool is_test)
    {
        return {std::move(message), received, by, key_version, is_test};
    }
};

} // namespace detail

} // namespace tollgate::inline v0

#endif

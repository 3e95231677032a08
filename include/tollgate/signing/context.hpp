// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_CONTEXT_HPP
#define TOLLGATE_SIGNING_CONTEXT_HPP

#include <tollgate/detail/derived_keys.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/hash/cipher_policy.hpp>
#include <tollgate/hash/private_key_policy.hpp>
#include <tollgate/header.hpp>
#include <tollgate/limits.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

class private_key;

}

namespace tollgate::inline v0::signing {

/// A text with a name: a secret of the account.
struct named_text {
    std::string_view name;
    std::string_view text;
};

struct last_choice;

/// What neither a message shows, nor the account's texts.
struct outside_values {
    std::string_view now{};
    std::string_view nonce{};
    detail::signing_table const *signers = nullptr; ///< Of the hash policy, as its ciphers are.
    detail::cipher_table const *ciphers = nullptr;
    void const *account = nullptr;
    private_key const *(*key_named)(void const *account, std::string_view name) = nullptr;

    [[nodiscard]] private_key const *private_key_named(std::string_view name) const
    {
        return key_named == nullptr ? nullptr : key_named(account, name);
    }
};

/// What a scheme is evaluated over. What a message does not have is empty.
struct context {
    std::span<parameter const> fields{};
    std::string_view operation{}; ///< Empty for callbacks and answers.
    std::string_view key{};       ///< The account's only secret, or the one that the message names.
    detail::derived_keys const *derived = nullptr; ///< What was made of `key` before; null: nothing is kept.
    std::span<named_text const> secrets{};
    std::span<parameter const> account{}; ///< The account's other fields, sent or not.
    std::string_view method{};
    std::string_view target{}; ///< Path and query, as on the wire.
    std::span<header const> headers{};
    std::string_view body{};
    outside_values const *outside = nullptr; ///< Where a scheme has `now`, `nonce`, `signed_by` or a cipher.
    /// Where a choice of fields is kept for the next look at it, by the same scheme and key; null: nowhere.
    last_choice *remembered = nullptr;

    /// How many signatures one header may carry; \ref body_limits.
    std::size_t most_signatures = body_limits{}.signatures;
    /// Of a request, the fields that travel elsewhere: in its path, in the query beside a body, as headers.
    std::span<parameter const> placed{};

    [[nodiscard]] std::string_view path() const noexcept { return target.substr(0, target.find('?')); }
    [[nodiscard]] std::string_view query() const noexcept
    {
        std::size_t const mark = target.find('?');
        return mark == target.npos ? std::string_view{} : target.substr(mark + 1);
    }
    [[nodiscard]] std::string_view secret_named(std::string_view name) const noexcept
    {
        for (named_text const &s : secrets)
            if (s.name == name) return s.text;
        return {};
    }
    /// The value of a header, without regard to case; empty if there is none. Of two, nobody can say which one counts.
    struct found_header {
        std::string_view value{};
        bool is_twice = false;
    };
    [[nodiscard]] found_header find_header(std::string_view name) const noexcept
    {
        found_header found;
        bool is_there = false;
        for (tollgate::header const &h : headers) {
            if (!equal_ignoring_case(h.name, name)) continue;
            if (!is_there) found.value = h.value;
            found.is_twice = std::exchange(is_there, true);
        }
        return found;
    }
};

/// The parameter at a path: a name at the top level, or names of objects, indices of arrays, and what they hold, joined by dots:
/// `items.0.id`.
[[nodiscard]] TOLLGATE_DECL parameter const *find_path(std::span<parameter const> in, std::string_view path,
                                                       bool in_array = false) noexcept;

/// Of a path that is not there: the value on the way, if it says something and is neither an object nor a list in which the path
/// counts: a scheme may sign an object as it signs another value, so nobody can say that what the path leads to was left out. What is empty, null, zero or false says nothing.
[[nodiscard]] TOLLGATE_DECL parameter const *find_on_the_way(std::span<parameter const> in,
                                                             std::string_view path) noexcept;

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/context.ipp>
#endif

#endif

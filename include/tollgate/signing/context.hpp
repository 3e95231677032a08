// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_CONTEXT_HPP
#define TOLLGATE_SIGNING_CONTEXT_HPP

#include <tollgate/core/derived_keys.hpp>
#include <tollgate/core/header.hpp>
#include <tollgate/format/parameter.hpp>
#include <tollgate/format/text.hpp>

#include <span>
#include <string_view>

namespace tollgate::inline v0::signing {

/// A text with a name: a secret of the account.
struct named_text {
    std::string_view name;
    std::string_view text;
};

struct last_choice;

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
    last_choice *remembered =
        nullptr; ///< Where a choice of fields is kept for the next look at it; null: nowhere.

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
    [[nodiscard]] std::string_view header_named(std::string_view name) const noexcept
    {
        for (tollgate::header const &h : headers)
            if (equal_ignoring_case(h.name, name)) return h.value;
        return {};
    }
};

/// The parameter at a path: a name at the top level, or names of objects and a member, joined by dots.
[[nodiscard]] inline parameter const *find_path(std::span<parameter const> in, std::string_view path) noexcept
{
    if (in.empty()) return nullptr;
    unsigned short const depth = in.front().depth;
    for (std::size_t i = 0; i != in.size(); ++i) {
        if (in[i].depth != depth) continue;
        if (in[i].name == path) return &in[i];
        if (path.size() > in[i].name.size() && path.starts_with(in[i].name) && path[in[i].name.size()] == '.')
            return find_path(nested(in, i), path.substr(in[i].name.size() + 1));
    }
    return nullptr;
}

} // namespace tollgate::inline v0::signing

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SECRET_IPP
#define TOLLGATE_IMPL_SECRET_IPP

#include <tollgate/secret.hpp>

#include <cstdlib>

namespace tollgate::inline v0 {

namespace detail {

/// Whether a text was copied together with what stood around it.
[[nodiscard]] inline bool has_blanks_around(std::string_view text) noexcept
{
    // In UTF-8: no-break space, zero-width space and its kin, byte-order mark.
    constexpr std::string_view blanks[] = {
        " ",        "\t",           "\n",           "\r",           "\v",           "\f",
        "\xc2\xa0", "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d", "\xe2\x81\xa0", "\xef\xbb\xbf"};
    for (std::string_view const blank : blanks)
        if (text.starts_with(blank) || text.ends_with(blank)) return true;
    return false;
}

bool was_copied_with_blanks(std::string_view secret) noexcept
{
    return !secret.starts_with("-----BEGIN ") && has_blanks_around(secret);
}

} // namespace detail

result<secret> secret::from_text(std::string_view text, std::string_view name)
{
    std::string const called = name.empty() ? "" : " `" + std::string{name} + "`";
    if (text.empty())
        return error{errc::invalid_secret, not_sent{},
                     "The secret" + called + " is empty; give the key that the gateway issued."}
            .without_outcome();
    if (detail::was_copied_with_blanks(text))
        return error{
            errc::invalid_secret, not_sent{},
            "The secret" + called +
                " begins or ends with a blank, a line break or an invisible character; remove it, or "
                "write `secret{text}` if the key has it."}
            .without_outcome();
    return secret{text};
}

result<secret> secret::from_environment(std::string const &variable)
{
    char const *text = std::getenv(variable.c_str());
    if (text == nullptr || *text == '\0')
        return error{errc::environment_not_set, not_sent{},
                     "Set the environment variable " + variable + " to the key that the gateway issued."}
            .without_outcome();
    return from_text(text, variable);
}

secret secret::replacing(secret const &older) const
{
    secret both = *this;
    both.versions_.insert(both.versions_.end(), older.versions_.begin(), older.versions_.end());
    return both;
}

} // namespace tollgate::inline v0

#endif

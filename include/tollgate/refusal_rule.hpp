// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_REFUSAL_RULE_HPP
#define TOLLGATE_REFUSAL_RULE_HPP

#include <tollgate/detail/short_list.hpp>

#include <algorithm>
#include <string_view>

namespace tollgate::inline v0 {

/**
 * \brief How a gateway's answer is known to be a refusal: nothing was done, and the same request would be refused again.
 * \details Names are names of fields, at the answer's top level or, joined by dots, inside objects: `error.code`. Empty ones
 * are not looked at. An answer is a refusal if `flag` or `code` says so at an HTTP status below 500, or if its status is one
 * of `refused_at`; an answer with one of `open_codes` never is. Every other answer with an HTTP error is *unknown*, each 5xx
 * above all; what `code` and `message` hold is shown all the same.
 */
struct refusal_rule {
    /// A truth value; `false` means refused. The texts `true`, `false`, `1` and `0` and the numbers 1 and 0 are read as one.
    std::string_view flag{};
    /// A text or an integer that only refusals have. Zero, `null`, `false`, an empty text, list or object are no code; anything else
    /// refuses nothing, and may be one of `open_codes`, where there are any.
    std::string_view code{};
    std::string_view message{}; ///< The gateway's own sentence.
    /// A field that no refusal has: in an answer with it, the flag says something else.
    std::string_view unless{};
    /// Whether an answer without the flag, or with `null`, is no refusal; else it cannot be understood.
    bool flag_may_lack = false;
    /// The code, as text, that says: what was asked for is not known, or not yet.
    std::string_view not_found{};
    /// Further codes, as text, that are no refusal, where successes have one besides zero: `{"OK", "SUCCESS"}`.
    short_list<std::string_view> success_codes{};
    /// The codes, as text, after which nobody knows whether anything was done: a general error, a timeout behind the
    /// gateway, a request that is still worked on. Whatever flag and status say, the outcome is unknown.
    short_list<std::string_view> open_codes{};
    /// The HTTP statuses at which the gateway documents that nothing was done: `{400, 401, 404}`. An answer that is not
    /// signed needs no readable body there. Where `flag` or `code` says success, or `code` that the outcome is open, the
    /// status does not count.
    short_list<unsigned> refused_at{};
};

namespace detail {

/// Whether each part of a dotted path is a name.
[[nodiscard]] constexpr bool is_path(std::string_view path) noexcept
{
    return !path.starts_with('.') && !path.ends_with('.') && path.find("..") == path.npos;
}

/// Whether a code is a zero, however many digits it is written with.
[[nodiscard]] constexpr bool is_zero_code(std::string_view code) noexcept
{
    return !code.empty() && std::ranges::all_of(code, [](char c) { return c == '0'; });
}

[[nodiscard]] constexpr bool is_success_code(refusal_rule const &rule, std::string_view code) noexcept
{
    return is_zero_code(code) || rule.success_codes.contains(code);
}

[[nodiscard]] constexpr bool has_matching_paths(refusal_rule const &rule) noexcept
{
    return is_path(rule.flag) && is_path(rule.code) && is_path(rule.message) && is_path(rule.unless);
}

/// Whether no word of a rule depends on one that is not given, or says what can never be.
[[nodiscard]] constexpr bool has_matching_words(refusal_rule const &rule) noexcept
{
    bool const codes_count = !rule.code.empty();
    bool const names_codes =
        !rule.not_found.empty() || !rule.success_codes.empty() || !rule.open_codes.empty();
    bool const is_open_twofold = std::ranges::any_of(rule.open_codes, [&rule](std::string_view code) {
        return code.empty() || code == rule.not_found || is_success_code(rule, code);
    });
    return (codes_count || !names_codes) &&
           (!rule.flag.empty() || (rule.unless.empty() && !rule.flag_may_lack)) &&
           !is_success_code(rule, rule.not_found) && !is_open_twofold;
}

/// Whether only HTTP errors and redirections are named as refusals.
[[nodiscard]] constexpr bool has_error_statuses(refusal_rule const &rule) noexcept
{
    return std::ranges::all_of(rule.refused_at,
                               [](unsigned status) { return status >= 300 && status < 600; });
}

} // namespace detail

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_REFUSAL_RULE_HPP
#define TOLLGATE_REFUSAL_RULE_HPP

#include <tollgate/detail/short_list.hpp>
#include <tollgate/header.hpp>

#include <algorithm>
#include <string_view>

namespace tollgate::inline v0 {

/**
 * \brief How a gateway's answer is known to be a refusal: nothing was done, and the same request would be refused again.
 * \details Names are names of fields, at the answer's top level or, joined by dots, inside objects and lists, whose elements are
 * counted from 0: `error.code`, `details.0.issue`. Empty ones are not looked at. An answer is a refusal if its status is one of
 * `refused_at` or `again_at`, or if `flag` or `code` says so: at an HTTP status below 500, and below 300 where `refused_at` lists the
 * errors that count. An answer with one of `open_codes`, or with `open_header`, never is. Every other answer with an HTTP error is
 * *unknown*, each 5xx above all; what `code` and `message` hold is shown all the same.
 */
struct refusal_rule {
    /// A truth value; `false` means refused. The texts `true`, `false`, `1` and `0` and the numbers 1 and 0 are read as one.
    std::string_view flag{};
    /// A text or an integer that only refusals have. Zero, `null`, `false`, an empty text, list or object are no code; anything else
    /// refuses nothing, and may be one of `open_codes`, where there are any.
    /// Of several names the first counts that says something: `{"details.0.issue", "name"}`.
    short_list<std::string_view> code{};
    short_list<std::string_view>
        message{}; ///< The gateway's own sentence; the first name counts that says something.
    /// A field that no refusal has: in an answer with it, the flag says something else.
    std::string_view unless{};
    /// Whether an answer without the flag, or with `null`, is no refusal; else it cannot be understood.
    bool flag_may_lack = false;
    /// The codes, as text, that say: what was asked for is not known, or not yet.
    short_list<std::string_view> not_found{};
    /// Further codes, as text, that are no refusal, where successes have one besides zero: `{"OK", "SUCCESS"}`.
    short_list<std::string_view> success_codes{};
    /// The codes, as text, after which nobody knows whether anything was done: a general error, a timeout behind the
    /// gateway, a request that is still worked on. Whatever flag and status say, the outcome is unknown.
    short_list<std::string_view> open_codes{};
    /// The HTTP statuses at which the gateway documents that nothing was done: `{400, 401, 404}`. An answer that is not
    /// signed needs no readable body there. Where `flag` or `code` says success, or `code` that the outcome is open, the
    /// status does not count. Where there are any, flag and code refuse nothing at another HTTP error: 409 often says that an earlier
    /// request is still worked on, and has a code.
    short_list<unsigned> refused_at{};
    /// The HTTP statuses at which the gateway documents that this attempt did nothing, and that the same may be sent later: `{429}`.
    short_list<unsigned> again_at{};
    /// The codes, as text, that say the same, at a status below 500.
    short_list<std::string_view> again_codes{};
    /// The HTTP statuses at which the answer to a message that only reads says: what was asked for is not known, or not yet.
    short_list<unsigned> not_found_at{};
    /// A header of the answer, and its value, that say that nobody knows: `{"transient-error", "true"}`. Whatever the answer says else,
    /// the outcome is unknown.
    header open_header{};
    /// Where answers are signed: whether the gateway leaves refusals unsigned, so that one without any signature counts. What is
    /// signed wrongly never does.
    bool unsigned_too = false;
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

[[nodiscard]] constexpr bool are_paths(short_list<std::string_view> const &names) noexcept
{
    return std::ranges::all_of(names, [](std::string_view name) { return !name.empty() && is_path(name); });
}

[[nodiscard]] constexpr bool has_matching_paths(refusal_rule const &rule) noexcept
{
    return is_path(rule.flag) && are_paths(rule.code) && are_paths(rule.message) && is_path(rule.unless);
}

/// Whether no value stands in both.
template <class T>
[[nodiscard]] constexpr bool are_apart(short_list<T> const &one, short_list<T> const &other)
{
    return std::ranges::none_of(one, [&other](T const &value) { return other.contains(value); });
}

/// Whether no word of a rule depends on one that is not given, or says what can never be.
[[nodiscard]] constexpr bool has_matching_words(refusal_rule const &rule) noexcept
{
    bool const codes_count = !rule.code.empty();
    bool const names_codes = !rule.not_found.empty() || !rule.success_codes.empty() ||
                             !rule.open_codes.empty() || !rule.again_codes.empty();
    auto const are_no_success = [&rule](short_list<std::string_view> const &codes) {
        return std::ranges::none_of(
            codes, [&rule](std::string_view code) { return code.empty() || is_success_code(rule, code); });
    };
    bool const is_each_in_one =
        are_no_success(rule.not_found) && are_no_success(rule.open_codes) &&
        are_no_success(rule.again_codes) && are_apart(rule.open_codes, rule.not_found) &&
        are_apart(rule.open_codes, rule.again_codes) && are_apart(rule.not_found, rule.again_codes);
    return (codes_count || !names_codes) &&
           (!rule.flag.empty() || (rule.unless.empty() && !rule.flag_may_lack)) && is_each_in_one;
}

/// Whether only HTTP errors and redirections are named as refusals, and none as two kinds.
[[nodiscard]] constexpr bool has_error_statuses(refusal_rule const &rule) noexcept
{
    auto const are_errors = [](short_list<unsigned> const &statuses) {
        return std::ranges::all_of(statuses, [](unsigned status) { return status >= 300 && status < 600; });
    };
    return are_errors(rule.refused_at) && are_errors(rule.again_at) && are_errors(rule.not_found_at) &&
           are_apart(rule.again_at, rule.refused_at) && are_apart(rule.again_at, rule.not_found_at);
}

/// Whether the header that leaves the outcome open can come: a name, and a value, if there is one at all.
[[nodiscard]] constexpr bool has_matching_header(refusal_rule const &rule) noexcept
{
    constexpr std::string_view no_blanks = " \t\r\n:";
    auto const &[name, value] = rule.open_header;
    return name.empty() == value.empty() && name.find_first_of(no_blanks) == name.npos &&
           value.find_first_of("\r\n") == value.npos;
}

} // namespace detail

} // namespace tollgate::inline v0

#endif

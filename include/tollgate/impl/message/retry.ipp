// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_MESSAGE_RETRY_IPP
#define TOLLGATE_IMPL_MESSAGE_RETRY_IPP

#include <tollgate/detail/message/retry.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace tollgate::inline v0::detail {

/// Whether less than a tenth of the time is left for which a gateway keeps a key: clocks differ, and a request takes its time. A
/// first attempt that is far in the future says that one of the clocks is wrong.
[[nodiscard]] inline bool has_lapsed(key_life::time_point since, key_life::time_point now,
                                     std::chrono::seconds kept)
{
    auto const margin = kept / 10;
    auto const age = std::chrono::floor<std::chrono::seconds>(now - since);
    return age > kept - margin || age < -margin;
}

/// Why a message whose outcome is unknown may not be sent again with the same key, if it may not.
[[nodiscard]] inline std::optional<error> why_not_by_key(key_life const &key, error const &first)
{
    bool const is_kept = key.kept == for_good || (key.since && !has_lapsed(*key.since, key.now, key.kept));
    if (is_kept) return std::nullopt;
    error refusal =
        error{errc::key_lapsed, unknown{}, key.since ? key_lapsed_sentence : untimed_sentence}.with_tried_at(
            first.tried_at());
    attempt_mark::put(refusal, attempt_mark::of(first));
    return refusal;
}

std::optional<error> why_not_repeatable(bool reads, key_life const &key, error const &first)
{
    bool const may_ask_again = reads && (first.is_unknown() || first.code() == errc::not_found_yet);
    // Not of a question about the payment, whose errors have the outcome `unknown`.
    bool const is_put_off = first.is_refused() && first.code() == errc::try_again_later;
    if (first.is_not_sent() || is_put_off || may_ask_again) return std::nullopt;
    if (key.has_key && first.is_unknown()) return why_not_by_key(key, first);
    char const *const refused_before = key.has_key ? refused_before_by_key_sentence : refused_before_sentence;
    return error{errc::not_repeatable, first.outcome(),
                 first.is_refused() ? refused_before : may_have_moved_sentence};
}

std::optional<error> why_not_the_same(std::uint64_t mark, error const &first)
{
    std::uint64_t const before = attempt_mark::of(first);
    if (!first.is_unknown() || mark == 0 || before == 0 || mark == before) return std::nullopt;
    error refusal =
        error{errc::not_repeatable, unknown{}, another_request_sentence}.with_tried_at(first.tried_at());
    attempt_mark::put(refusal, before);
    return refusal;
}

/// Whether a refusal comes before the gateway looks at the key: of credentials, and of too many requests.
[[nodiscard]] inline bool is_before_the_key(error const &refusal) noexcept
{
    unsigned const status = refusal.http_status();
    return refusal.code() == errc::try_again_later || status == 401 || status == 403;
}

error after_attempt(earlier_attempt const &before, error how)
{
    bool const is_of_this_alone =
        how.is_not_sent() || (how.is_refused() && (is_before_the_key(how) || !before.is_same));
    if (before.is_open && is_of_this_alone)
        how = std::move(how).with(outcome{unknown{}}).with_addition(still_open_sentence);
    if (how.is_unknown() && before.tried_at) {
        how = std::move(how).with_tried_at(before.tried_at);
        if (attempt_mark::of(how) == 0) attempt_mark::put(how, before.mark);
    }
    return how;
}

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_REPETITION_HPP
#define TOLLGATE_DETAIL_REPETITION_HPP

#include <tollgate/detail/sentences.hpp>
#include <tollgate/error.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/request.hpp>

#include <optional>
#include <utility>

namespace tollgate::inline v0::detail {

/// Why a message that failed like this may not be sent again, if it may not.
template <class Message>
[[nodiscard]] std::optional<error> why_not_repeatable(error const &first)
{
    constexpr bool reads = Message::endpoint::effect == effect::reads;
    bool const may_ask_again = reads && (first.is_unknown() || first.code() == errc::not_found_yet);
    // Not of a question about the payment, whose errors have the outcome `unknown`.
    bool const is_put_off = first.is_refused() && first.code() == errc::again_later;
    if (first.is_not_sent() || is_put_off || may_ask_again) return std::nullopt;
    return error{errc::not_repeatable, first.outcome(),
                 first.is_refused() ? refused_before_sentence : may_have_moved_sentence};
}

/// The request, if it is still there.
template <class Message, class Hash>
[[nodiscard]] result<request<Message, Hash>> take(request<Message, Hash> &&signed_request)
{
    if (signed_request.is_spent()) return error{errc::not_repeatable, unknown{}, moved_away_sentence};
    return std::move(signed_request);
}

/// What is sent of a request that stays with the program, the first time.
template <class Message, class Hash>
[[nodiscard]] result<request<Message, Hash>> first_of(request<Message, Hash> &kept)
{
    if (kept.is_spent()) return error{errc::not_repeatable, unknown{}, sent_before_sentence};
    return request_maker::copy_to_send(kept);
}

/// The same bytes again, where they may be sent again. A gateway takes a time for some minutes only, so that a signature with one is made anew.
template <class Message, class Hash>
[[nodiscard]] result<request<Message, Hash>> again_of(request<Message, Hash> &kept, error const &why,
                                                      [[maybe_unused]]
                                                      typename Message::account const &account,
                                                      [[maybe_unused]] signing_sources const *sources)
{
    if (auto refusal = why_not_repeatable<Message>(why)) return *std::move(refusal);
    if (request_maker::was_moved(kept)) return error{errc::not_repeatable, why.outcome(), not_kept_sentence};
    if constexpr (is_of_moment<request_rule_t<Message>>)
        if (auto const problem = request_maker::sign_again(account, kept, sources))
            return error{problem->code, why.outcome(), sentence_for(*problem)};
    return request_maker::copy_to_send(kept);
}

} // namespace tollgate::inline v0::detail

#endif

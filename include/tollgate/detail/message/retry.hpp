// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MESSAGE_RETRY_HPP
#define TOLLGATE_DETAIL_MESSAGE_RETRY_HPP

#include <tollgate/detail/description/idempotency.hpp>
#include <tollgate/detail/error_sentences.hpp>
#include <tollgate/error.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/request.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace tollgate::inline v0::detail {

/// What decides whether a request may be sent again, as far as its key does.
struct key_life {
    using time_point = std::chrono::system_clock::time_point;

    bool has_key = false;
    std::optional<time_point> since{}; ///< When the first attempt with it was made; nothing if nobody knows.
    time_point now{};
    std::chrono::seconds kept{}; ///< By the gateway.
};

/// Of a message that is signed anew.
template <class Message>
[[nodiscard]] key_life life_of(Message const &message, error const &why, key_life::time_point now)
{
    bool const has_key = !key_in(field_table_of<Message>, &message).empty();
    return {has_key, why.tried_at(), now, key_lifetime_of<Message>()};
}
/// Of a request that was kept.
template <class Message, class Hash>
[[nodiscard]] key_life life_of(request<Message, Hash> const &kept, error const &why, key_life::time_point now)
{
    auto since = kept.made_at();
    if (since && why.tried_at()) since = std::min(*since, *why.tried_at());
    return {kept.made_at().has_value(), since, now, key_lifetime_of<Message>()};
}

/// Why a message that failed like this may not be sent again, if it may not.
/// \param reads whether it only asks
[[nodiscard]] TOLLGATE_DECL std::optional<error> why_not_repeatable(bool reads, key_life const &key,
                                                                    error const &first);
template <class Message>
inline constexpr bool only_reads = Message::endpoint::effect == effect::reads;

/// Why what was made is not sent again, if it is another request, or has another key, than the one whose outcome is unknown.
[[nodiscard]] TOLLGATE_DECL std::optional<error> why_not_the_same(std::uint64_t mark, error const &first);
template <class Message, class Hash>
[[nodiscard]] result<request<Message, Hash>> only_the_same(result<request<Message, Hash>> made,
                                                           [[maybe_unused]] error const &first)
{
    if constexpr (is_keyed<Message>)
        if (made)
            if (auto refusal = why_not_the_same(request_maker::mark_of(*made), first))
                return *std::move(refusal);
    return made;
}

/// What the errors of an attempt must tell the next one, where the message has an idempotency key.
struct earlier_attempt {
    std::optional<key_life::time_point> tried_at{}; ///< The first one whose outcome is, or will be, unknown.
    bool is_open = false; ///< Whether there was one before whose outcome is unknown.
    bool is_same = false; ///< Whether that one is known to be of the same message.
    /// See \ref attempt_mark. Of the first one: 0 if nobody knows what that was, whatever is known of this one.
    std::uint64_t mark = 0;
};

/// \param made what is sent
/// \param why  the error of the attempt before; null if this is the first
template <class Message, class Hash>
[[nodiscard]] earlier_attempt attempt_before([[maybe_unused]] result<request<Message, Hash>> const &made,
                                             [[maybe_unused]] error const *why)
{
    if constexpr (is_keyed<Message>) {
        bool const is_open = why != nullptr && why->is_unknown();
        std::optional<key_life::time_point> const own = made ? made->made_at() : std::nullopt;
        std::uint64_t const this_mark = made ? request_maker::mark_of(*made) : 0;
        std::uint64_t const mark = is_open ? attempt_mark::of(*why) : this_mark;
        return {.tried_at = is_open && why->tried_at() ? why->tried_at() : own,
                .is_open = is_open,
                .is_same = is_open && mark != 0 && mark == this_mark,
                .mark = mark};
    } else {
        return {};
    }
}

/// An error of an attempt. What a refusal that looks at nothing but the credentials says, or that the attempt was not sent, is true
/// of it alone, and so is every refusal of what may be another message than the one before, since a gateway refuses another message
/// under the same key: where the one before may have been taken, the outcome stays unknown.
[[nodiscard]] TOLLGATE_DECL error after_attempt(earlier_attempt const &before, error how);

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

/// The same bytes again, where they may be sent again. A gateway takes a time for some minutes only, so that a signature with one is
/// made anew.
template <class Message, class Hash>
[[nodiscard]] result<request<Message, Hash>>
again_of(request<Message, Hash> &kept, error const &why,
         [[maybe_unused]] typename Message::account const &account, signing_sources const *sources)
{
    if (auto refusal =
            why_not_repeatable(only_reads<Message>, life_of(kept, why, system_time_of(sources)), why))
        return *std::move(refusal);
    if (request_maker::was_moved(kept)) return error{errc::not_repeatable, why.outcome(), not_kept_sentence};
    if constexpr (is_of_moment<request_rule_t<Message>>)
        if (auto const problem = request_maker::sign_again(account, kept, sources))
            return error{problem->code, why.outcome(), sentence_for(*problem)};
    if (auto refusal = why_not_the_same(request_maker::mark_of(kept), why)) return *std::move(refusal);
    return request_maker::copy_to_send(kept);
}

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/message/retry.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_CONFIRMING_QUESTIONS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_CONFIRMING_QUESTIONS_HPP

#include <tollgate/events.hpp>
#include <tollgate/provider.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

/// \file
/// The questions by which a callback can be confirmed: one, or one for each type of event.

namespace tollgate::inline v0::detail {

template <class T>
inline constexpr bool is_asks = false;
template <class Question, fixed_string Field, fixed_string From, fixed_string Told>
inline constexpr bool is_asks<asks<Question, Field, From, Told>> = true;

/// About which types of event a question is asked, and by which field. Without types: about all.
struct asked_event {
    std::span<std::string_view const> types;
    std::string_view from;
};

template <class ConfirmedBy>
struct questions;

template <class Question, fixed_string Field, fixed_string From, fixed_string Told>
struct questions<asks<Question, Field, From, Told>> {
    static constexpr std::string_view type{};
    static constexpr std::array<asked_event, 1> events{asked_event{{}, From.view()}};
    using all = std::tuple<asks<Question, Field, From, Told>>;
    /// What the gateway answers.
    using told = typename Question::response;
};

template <class... Asks>
consteval bool are_asks_with_different_answers()
{
    if constexpr ((is_asks<Asks> && ...))
        return are_different<typename Asks::question::response...>;
    else
        return false;
}
template <class... On>
consteval bool are_sound_questions()
{
    if constexpr (are_sound_events<On...>())
        return are_asks_with_different_answers<typename event_alternative<On>::content...>();
    else
        return false;
}

template <fixed_string Type, class... On>
struct questions<asks_by_type<Type, On...>> {
    static constexpr std::string_view type = Type.view();
    static constexpr std::array<asked_event, sizeof...(On)> events{
        asked_event{event_alternative<On>::names, event_alternative<On>::content::from}...};
    using all = std::tuple<typename event_alternative<On>::content...>;
    using told = std::variant<typename event_alternative<On>::content::question::response...>;
};

template <class C>
using questions_of = questions<typename C::confirmed_by>;

/// Whether a type says what a callback is confirmed by.
template <class T>
inline constexpr bool is_confirmation = is_asks<T>;
template <fixed_string Type, class... On>
inline constexpr bool is_confirmation<asks_by_type<Type, On...>> =
    !Type.view().empty() && are_sound_questions<On...>();

/// Which question is asked about a type of event; as many as there are if none is.
[[nodiscard]] constexpr std::size_t question_about(std::span<asked_event const> all,
                                                   std::string_view type) noexcept
{
    std::size_t which = 0;
    while (which != all.size() &&
           std::find(all[which].types.begin(), all[which].types.end(), type) == all[which].types.end())
        ++which;
    return which;
}

/// Calls `visit` with the type of one of the questions, and gives what it gives.
template <class Result, class First, class... Others>
[[nodiscard]] Result visit_question(std::type_identity<std::tuple<First, Others...>>, std::size_t which,
                                    auto const &visit)
{
    if constexpr (sizeof...(Others) != 0)
        if (which != 0)
            return visit_question<Result>(std::type_identity<std::tuple<Others...>>{}, which - 1, visit);
    return visit(std::type_identity<First>{});
}

} // namespace tollgate::inline v0::detail

#endif

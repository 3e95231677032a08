// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_RECEIVE_OPTIONS_HPP
#define TOLLGATE_CALLBACK_RECEIVE_OPTIONS_HPP

#include <tollgate/limits.hpp>
#include <tollgate/signing/rule.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>

/// \file
/// What a program may tell `receive` besides the account and the bytes.

namespace tollgate::inline v0 {

/// Further schemes that a callback's signature may follow; none unless given. Made by \ref accepting.
template <class... Schemes>
struct also_accepted {
    std::tuple<Schemes...> schemes;
};

/// Lets \ref receive also try these schemes, each named in the gateway's header, when the documented one does not match.
template <class... Schemes>
[[nodiscard]] constexpr auto accepting(Schemes... schemes)
{
    constexpr bool are_schemes = (signing::rule_checks::is_whole_scheme<Schemes> && ...);
    static_assert(are_schemes,
                  "tollgate: `accepting` takes schemes as such, not where they are carried: write "
                  "`accepting(hex(sha256(text)))` [tollgate.callback.accepting]");
    if constexpr (are_schemes)
        return also_accepted<Schemes...>{{schemes...}};
    else
        return also_accepted<>{};
}

/// The type of \ref with_tests.
struct tests_allowed {
    bool allowed = false;
};
/// Lets \ref receive also give messages by which the gateway only tests: `is_test()` says so, and no money moved.
inline constexpr tests_allowed with_tests{true};

/// The time by which callbacks that say when they were signed are judged: now, unless a test says otherwise.
struct moment {
    std::chrono::sys_seconds at =
        std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
};

namespace detail {

template <class T>
inline constexpr bool is_also_accepted = false;
template <class... Schemes>
inline constexpr bool is_also_accepted<also_accepted<Schemes...>> = true;

} // namespace detail

/// What `receive` takes as a named argument.
template <class T>
concept receive_option = std::same_as<T, tests_allowed> || std::same_as<T, moment> ||
                         std::same_as<T, body_limits> || detail::is_also_accepted<T>;

namespace detail {

template <class... Options>
concept each_option_once = ((std::size_t{std::same_as<Options, tests_allowed>} + ... + 0) < 2 &&
                            (std::size_t{std::same_as<Options, moment>} + ... + 0) < 2 &&
                            (std::size_t{std::same_as<Options, body_limits>} + ... + 0) < 2 &&
                            (std::size_t{is_also_accepted<Options>} + ... + 0) < 2);

template <class... Options>
inline constexpr bool are_receive_options = (receive_option<Options> && ...) && each_option_once<Options...>;

/// The option of this type, or its default.
template <class Wanted, class... Options>
[[nodiscard]] constexpr Wanted option_of(Options const &...given)
{
    if constexpr ((std::same_as<Options, Wanted> || ...))
        return std::get<Wanted const &>(std::tie(given...));
    else
        return Wanted{};
}

/// What was given as \ref accepting, or nothing.
template <class Option>
[[nodiscard]] constexpr std::tuple<> schemes_of(Option const &)
{
    return {};
}
template <class... Schemes>
[[nodiscard]] constexpr std::tuple<Schemes...> schemes_of(also_accepted<Schemes...> const &option)
{
    return option.schemes;
}
template <class... Options>
[[nodiscard]] constexpr auto schemes_in(Options const &...given)
{
    return std::tuple_cat(schemes_of(given)...);
}

} // namespace detail

namespace problem {

/// Named by the compiler where \ref receive is given something that is no option, or one of them twice.
struct give_each_option_by_its_name_and_once_moment_accepting_with_tests_body_limits;

} // namespace problem

} // namespace tollgate::inline v0

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_RECEIVE_OPTIONS_HPP
#define TOLLGATE_CALLBACK_RECEIVE_OPTIONS_HPP

#include <tollgate/limits.hpp>
#include <tollgate/signing/signature_location.hpp>

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <tuple>
#include <utility>

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

/// Which option an argument is. `receive` takes those up to `schemes`, `answer_callback` those up to `repeated`, a listener all.
enum class option_kind {
    none,
    tests,
    time,
    limits,
    schemes,
    store,
    acknowledgement,
    refused,
    failed,
    repeated,
    log,
    confirmation,
    addresses
};
template <class T>
inline constexpr auto kind_of_option = option_kind::none;
template <>
inline constexpr auto kind_of_option<tests_allowed> = option_kind::tests;
template <>
inline constexpr auto kind_of_option<moment> = option_kind::time;
template <>
inline constexpr auto kind_of_option<body_limits> = option_kind::limits;
template <class... Schemes>
inline constexpr auto kind_of_option<also_accepted<Schemes...>> = option_kind::schemes;

[[nodiscard]] consteval bool are_options_up_to(option_kind last, std::initializer_list<option_kind> given)
{
    bool is_given[static_cast<std::size_t>(option_kind::addresses) + 1] = {};
    for (option_kind const each : given)
        if (each == option_kind::none || each > last ||
            std::exchange(is_given[static_cast<std::size_t>(each)], true))
            return false;
    return true;
}
/// Whether each of them is an option, of a kind up to the last one, and none is given twice.
template <option_kind Last, class... Given>
inline constexpr bool are_options = are_options_up_to(Last, {kind_of_option<Given>...});

template <option_kind Kind, class... Given>
inline constexpr bool has_option = ((kind_of_option<Given> == Kind) || ...);

/// What the options of `receive` say, but for the schemes, which are types.
struct receive_options {
    bool with_tests = false;
    std::optional<std::chrono::sys_seconds> now{};
    std::optional<body_limits> limits{};
};

inline void set_option(receive_options &to, tests_allowed tests)
{
    to.with_tests = tests.allowed;
}
inline void set_option(receive_options &to, moment now)
{
    to.now = now.at;
}
inline void set_option(receive_options &to, body_limits limits)
{
    to.limits = limits;
}
template <class... Schemes>
void set_option(receive_options &, also_accepted<Schemes...> const &)
{
}

/// What the options say that were given; of each kind that was not, its default.
template <class Options, class... Given>
[[nodiscard]] Options options_from(Given const &...given)
{
    Options options;
    (set_option(options, given), ...);
    return options;
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
template <class... Given>
[[nodiscard]] constexpr auto schemes_in(Given const &...given)
{
    return std::tuple_cat(schemes_of(given)...);
}

} // namespace detail

namespace problem {

/// Named by the compiler where \ref receive is given something that is no option, or one of them twice.
struct give_each_option_by_its_name_and_once_moment_accepting_with_tests_body_limits;
/// Named where the callback's description says that it holds several items.
struct this_callback_holds_several_items_so_write_receive_each;

} // namespace problem

} // namespace tollgate::inline v0

#endif

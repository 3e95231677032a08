// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TESTS_DESCRIPTIONS_REFLECTION_HPP
#define TESTS_DESCRIPTIONS_REFLECTION_HPP

#include <tollgate/message.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

/// \file
/// What C++20 has no words for: the names of types, members and enumerators, read off the compiler's own name of a function
/// that has them as its template argument. Good enough for a page and for tests; no part of the library.

namespace descriptions {

namespace detail {

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wundefined-var-template"
#endif

/// Never made: only the addresses of its members are looked at.
template <class M>
extern M const pretended;

/// What stands between `X = ` and the end of that argument.
inline std::string argument(std::string_view function)
{
    function.remove_prefix(function.find("X = ") + 4);
    std::string found{function.substr(0, std::min(function.rfind(']'), function.find(';')))};
    for (std::size_t at = 0; (at = found.find("v0::", at)) != found.npos;)
        found.erase(at, 4);
    return found;
}

inline std::string after_last(std::string const &name, std::string_view what)
{
    std::size_t const at = name.rfind(what);
    return at == name.npos ? name : name.substr(at + what.size());
}

template <class X>
constexpr auto function_of_type()
{
    return __PRETTY_FUNCTION__;
}

template <auto X>
constexpr auto function_of_value()
{
    return __PRETTY_FUNCTION__;
}

template <class M, std::size_t... I>
consteval auto functions_of_members(std::index_sequence<I...>)
{
    return std::array<char const *, sizeof...(I)>{function_of_value<std::get<I>(
        tollgate::unpack(pretended<M>, [](auto &...fields) { return std::tuple{&fields...}; }))>()...};
}

template <class E, std::size_t... I>
consteval auto functions_of_enumerators(std::index_sequence<I...>)
{
    return std::array<char const *, sizeof...(I)>{function_of_value<static_cast<E>(I)>()...};
}

} // namespace detail

/// The type's full name, as a program writes it.
template <class T>
std::string type_name()
{
    return detail::argument(detail::function_of_type<T>());
}

/// The names of an aggregate's members, in order.
template <tollgate::aggregate_of_fields M>
std::vector<std::string> member_names()
{
    std::vector<std::string> names;
    for (char const *function :
         detail::functions_of_members<M>(std::make_index_sequence<tollgate::field_count<M>>{})) {
        std::string name = detail::argument(function);
        if (name.ends_with(')')) name.pop_back();
        names.push_back(detail::after_last(detail::after_last(name, "."), "::"));
    }
    return names;
}

/// The enumerators whose number is from 0 to 255, with their numbers.
template <class E>
std::vector<std::pair<std::int64_t, std::string>> enumerators()
{
    std::vector<std::pair<std::int64_t, std::string>> found;
    std::int64_t number = 0;
    for (char const *function : detail::functions_of_enumerators<E>(std::make_index_sequence<256>{})) {
        std::string const name = detail::argument(function);
        if (!name.starts_with('(')) found.emplace_back(number, detail::after_last(name, "::"));
        ++number;
    }
    return found;
}

} // namespace descriptions

#endif

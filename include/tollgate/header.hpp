// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HEADER_HPP
#define TOLLGATE_HEADER_HPP

#include <tollgate/version.hpp>

#include <concepts>
#include <ranges>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

/// One HTTP header, sent or received. Views; names compare without case.
struct header {
    std::string_view name;
    std::string_view value;
};

/// One HTTP header that keeps its texts. Names compare without case.
struct owned_header {
    std::string name;
    std::string value;
};

namespace detail {

/// A name and a value that lie somewhere else.
template <class P>
concept pair_of_texts = requires(P const &pair) {
    { std::get<0>(pair) } -> std::convertible_to<std::string_view>;
    { std::get<1>(pair) } -> std::convertible_to<std::string_view>;
};
/// A header as a server's library has it.
template <class P>
concept named_text = requires(P const &header) {
    { header.name } -> std::convertible_to<std::string_view>;
    { header.value } -> std::convertible_to<std::string_view>;
};

} // namespace detail

/**
 * \brief Headers as \ref receive takes them, from any range of pairs: a `std::map`, a vector of pairs, what a web server has.
 * \param from its elements are pairs of texts, or have members `name` and `value`; the views are into them, so that it must
 * outlive the result
 */
template <std::ranges::forward_range Headers>
    requires std::is_lvalue_reference_v<std::ranges::range_reference_t<Headers const>> &&
             (detail::pair_of_texts<std::ranges::range_value_t<Headers>> ||
              detail::named_text<std::ranges::range_value_t<Headers>>)
[[nodiscard]] std::vector<header> header_views(Headers const &from)
{
    std::vector<header> views;
    for (auto const &each : from) {
        if constexpr (detail::pair_of_texts<std::ranges::range_value_t<Headers>>)
            views.push_back({std::get<0>(each), std::get<1>(each)});
        else
            views.push_back({each.name, each.value});
    }
    return views;
}
template <class Headers>
std::vector<header> header_views(Headers const &&) = delete; // its texts would be gone

} // namespace tollgate::inline v0

#endif

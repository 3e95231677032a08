// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HOSTS_HPP
#define TOLLGATE_HOSTS_HPP

#include <tollgate/environment.hpp>
#include <tollgate/signing/scheme_table.hpp>
#include <tollgate/signing/word_arguments.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

/// \file
/// Where requests go, for gateways that have several hosts.

namespace tollgate::inline v0 {

namespace detail {

/// What stands between the angle brackets of \ref hosts: a literal, or an expression of scheme words.
template <class Text>
struct host_text {
    Text text;

    consteval host_text(Text const &of) : text{of} {}
    template <std::size_t N>
        requires std::same_as<Text, signing::literal_node<N>>
    consteval host_text(char const (&literal)[N]) : text{literal}
    {
    }
};
template <std::size_t N>
host_text(char const (&)[N]) -> host_text<signing::literal_node<N>>;

/// One environment of a gateway.
struct host_row {
    std::string_view environment; ///< Empty where there is only one.
    signing::scheme_view text;    ///< Host and base path.
};

template <host_text Part>
inline constexpr auto host_part_table = signing::table_of(Part.text);

/// The hosts of a gateway, by the names of its environments.
template <host_text... Parts>
struct host_choice {
    /// Whether names and hosts stand by turns, each a name or a host by its type.
    static constexpr bool is_sound = [] {
        std::size_t at = 0;
        return sizeof...(Parts) != 0 && sizeof...(Parts) % 2 == 0 &&
               (... && (at++ % 2 == 0 ? signing::is_literal<decltype(Parts.text)>
                                      : signing::text_expression<decltype(Parts.text)>));
    }();
    static constexpr auto rows = [] {
        if constexpr (is_sound) {
            std::array<signing::scheme_view, sizeof...(Parts)> const all{host_part_table<Parts>...};
            std::array<host_row, sizeof...(Parts) / 2> made{};
            for (std::size_t i = 0; i != made.size(); ++i)
                made[i] = {all[2 * i].front().text, all[2 * i + 1]};
            return made;
        } else {
            return std::array<host_row, 0>{};
        }
    }();
};
template <class T>
inline constexpr bool is_host_choice = false;
template <host_text... Parts>
inline constexpr bool is_host_choice<host_choice<Parts...>> = true;

} // namespace detail

/**
 * \brief The hosts of a gateway, each behind the name of its environment, of which the account's \ref environment names one.
 * \details `static constexpr auto host = hosts<"test", "test.gw.example/v2", "live", account_field<"prefix"> + "-live.gw.example/v2">`
 * in provider_traits. A host is a name with its port and base path where it has them, of fixed texts and fields of the account. What a
 * field gives is a part of one label: letters, digits and `-`. The names compare as they are written.
 */
template <detail::host_text... Parts>
inline constexpr detail::host_choice<Parts...> hosts{};

} // namespace tollgate::inline v0

#endif

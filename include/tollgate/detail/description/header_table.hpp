// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_HEADER_TABLE_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_HEADER_TABLE_HPP

#include <tollgate/detail/compile_errors.hpp>
#include <tollgate/detail/field_table.hpp>
#include <tollgate/endpoint.hpp>
#include <tollgate/sent_headers.hpp>
#include <tollgate/signing/scheme_table.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// \file
/// The headers that a gateway wants with its requests, as constant data.

namespace tollgate::inline v0 {

template <class Account>
struct provider_traits;

} // namespace tollgate::inline v0

namespace tollgate::inline v0::detail {

struct header_row {
    std::string_view name;
    signing::scheme_view value;
    std::string_view user; ///< The account's field that must hold no colon; empty if there is none.
    bool is_shown = false; ///< Of fixed texts alone.
    bool is_token = false; ///< \ref bearer_token
};

template <class T>
inline constexpr bool is_header_list = false;
template <class... Headers>
inline constexpr bool is_header_list<sent_header_list<Headers...>> = sent_header_list<Headers...>::is_sound;

template <class T>
    requires is_header_list<T>
constexpr bool is_sent_header_list(T)
{
    return true;
}

template <class Described, std::size_t At>
inline constexpr auto sent_value_table = signing::table_of(std::get<At>(Described::sent_headers.all).value);

/// Whether an expression shows neither a secret nor a field.
[[nodiscard]] constexpr bool is_fixed_text(signing::scheme_view of) noexcept
{
    return std::ranges::all_of(of, [](signing::row const &r) {
        return r.what == signing::op::literal || r.what == signing::op::concat || r.what == signing::op::map;
    });
}

template <class Described>
inline constexpr auto own_header_rows = [] {
    using list = std::remove_cvref_t<decltype(Described::sent_headers)>;
    if constexpr (!is_header_list<list>) // which is said elsewhere
        return std::array<header_row, 0>{};
    else
        return []<std::size_t... At>(std::index_sequence<At...>) {
            return std::array<header_row, sizeof...(At)>{header_row{
                std::tuple_element_t<At, decltype(list::all)>::name, sent_value_table<Described, At>,
                std::tuple_element_t<At, decltype(list::all)>::user,
                is_fixed_text(sent_value_table<Described, At>) &&
                    !std::is_same_v<std::tuple_element_t<At, decltype(list::all)>, token_header>,
                std::is_same_v<std::tuple_element_t<At, decltype(list::all)>, token_header>}...};
        }(std::make_index_sequence<list::size>{});
}();

/// The headers of a message: its own, else its gateway's. A browser sends none of them.
template <class M>
[[nodiscard]] consteval std::span<header_row const> header_rows_of()
{
    if constexpr (requires {
                      { &M::sent_headers } -> static_member;
                  })
        return own_header_rows<M>;
    else if constexpr (!is_sent_by_program<M>)
        return {};
    else if constexpr (requires { provider_traits<typename M::account>::sent_headers; })
        return own_header_rows<provider_traits<typename M::account>>;
    else
        return {};
}

/// Whether a message's headers hold the account's access token.
template <class M>
inline constexpr bool carries_token = std::ranges::any_of(header_rows_of<M>(), &header_row::is_token);

/// What a header's text names that the account does not have, or what else it is made of and must not be; nothing if all is well.
[[nodiscard]] constexpr std::string_view first_foreign_to(field_table const &account,
                                                          header_row const &header)
{
    auto const has = [&account](std::string_view name, bool as_secret) {
        return std::any_of(account.begin(), account.end(), [&](field_row const &row) {
            if (row.name != name || row.kind != field_kind::value) return false;
            return as_secret ? row.value->is_secret
                             : !row.value->is_unsent && !is_container(row.value->sent_as);
        });
    };
    for (signing::row const &r : header.value)
        switch (r.what) {
        case signing::op::literal:
        case signing::op::concat:
        case signing::op::map:
        case signing::op::call: break;
        case signing::op::secret:
            if (!has(r.text, true)) return r.text;
            break;
        case signing::op::account_field:
            if (!has(r.text, false)) return r.text;
            break;
        default: return header.name;
        }
    return {};
}

} // namespace tollgate::inline v0::detail

#endif

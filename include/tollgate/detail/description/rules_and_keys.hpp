// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_RULES_AND_KEYS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_RULES_AND_KEYS_HPP

#include <tollgate/detail/field_table.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/public_key.hpp>
#include <tollgate/secret.hpp>
#include <tollgate/signing/scheme_table.hpp>

#include <chrono>
#include <cstddef>
#include <string_view>
#include <type_traits>

/// \file
/// By which rules and with which keys a message is signed and verified: its own, else its gateway's.

namespace tollgate::inline v0::detail {

// Rules and keys: the message's own, else the gateway's

template <class M>
[[nodiscard]] consteval auto request_rule_of()
{
    if constexpr (requires {
                      { &M::request_signature } -> static_member;
                  })
        return M::request_signature;
    else
        return provider_traits<typename M::account>::request_signature;
}
template <class M>
[[nodiscard]] consteval auto response_rule_of()
{
    if constexpr (requires {
                      { &M::response_signature } -> static_member;
                  })
        return M::response_signature;
    else
        return provider_traits<typename M::account>::response_signature;
}
template <class C>
[[nodiscard]] consteval auto callback_rule_of()
{
    if constexpr (requires {
                      { &C::callback_signature } -> static_member;
                  })
        return C::callback_signature;
    else
        return provider_traits<typename C::account>::callback_signature;
}

template <class M>
inline constexpr auto request_rule = request_rule_of<M>();
template <class M>
inline constexpr auto response_rule = response_rule_of<M>();
template <class C>
inline constexpr auto callback_rule = callback_rule_of<C>();

// Their schemes' tables, one for all messages that have none of their own
template <class Described>
inline constexpr auto own_request_table = signing::table_of(Described::request_signature.scheme);
template <class Described>
inline constexpr auto own_response_table = signing::table_of(Described::response_signature.scheme);
template <class Described>
inline constexpr auto own_callback_table = signing::table_of(Described::callback_signature.scheme);

template <class M, bool HasOwn>
using describes_rule = std::conditional_t<HasOwn, M, provider_traits<typename M::account>>;

template <class M>
inline constexpr auto const &request_table = own_request_table<describes_rule<M, requires {
    { &M::request_signature } -> static_member;
}>>;
template <class M>
inline constexpr auto const &response_table = own_response_table<describes_rule<M, requires {
    { &M::response_signature } -> static_member;
}>>;
template <class C>
inline constexpr auto const &callback_table = own_callback_table<describes_rule<C, requires {
    { &C::callback_signature } -> static_member;
}>>;

template <class M>
concept names_its_key = requires {
    { &M::key } -> static_member;
};
template <class M>
concept gateway_names_key = requires { provider_traits<typename M::account>::key; };

/// Who says which of the account's secrets `key` is: the message, or else the gateway.
template <class M>
using names_key = std::conditional_t<names_its_key<M>, M, provider_traits<typename M::account>>;

/// Which of the account's secrets `key` is: the one that the message names, or the gateway, or the only one.
template <class M>
[[nodiscard]] consteval std::string_view key_name()
{
    if constexpr (names_its_key<M> || gateway_names_key<M>)
        return names_key<M>::key;
    else
        return {};
}

/// The secret that takes the place of one that an account may leave out.
template <class M>
[[nodiscard]] consteval std::string_view key_fallback_name()
{
    if constexpr (requires {
                      { &names_key<M>::key_fallback } -> static_member;
                  })
        return names_key<M>::key_fallback;
    else
        return {};
}

template <class M>
concept names_gateway_key = requires {
    { &M::gateway_key } -> static_member;
};
template <class M>
concept traits_name_gateway_key = requires { provider_traits<typename M::account>::gateway_key; };

template <class M>
[[nodiscard]] consteval std::string_view gateway_key_name()
{
    if constexpr (names_gateway_key<M>)
        return M::gateway_key;
    else if constexpr (traits_name_gateway_key<M>)
        return provider_traits<typename M::account>::gateway_key;
    else
        return {};
}

/// By which names a message tells the keys of its account apart; empty: there is one.
struct key_names {
    std::string_view key;
    std::string_view key_fallback;
    std::string_view gateway_key;
};
template <class M>
inline constexpr key_names key_names_of{key_name<M>(), key_fallback_name<M>(), gateway_key_name<M>()};

[[nodiscard]] constexpr bool is_key(field_row const &row, key_names const &by) noexcept
{
    return row.value != nullptr && row.value->is_secret && (by.key.empty() || by.key == row.name);
}
[[nodiscard]] constexpr bool is_key_fallback(field_row const &row, key_names const &by) noexcept
{
    return row.value != nullptr && row.value->is_secret && by.key_fallback == row.name;
}
[[nodiscard]] constexpr bool is_gateway_key(field_row const &row, key_names const &by) noexcept
{
    return row.value != nullptr && row.value->is_public_key &&
           (by.gateway_key.empty() || by.gateway_key == row.name);
}

/// How many of an account's fields are such keys.
[[nodiscard]] constexpr std::size_t
count_fields_that(bool (*are)(field_row const &, key_names const &) noexcept, field_table const &account,
                  key_names const &by) noexcept
{
    std::size_t count = 0;
    for (field_row const &row : account)
        if (are(row, by)) ++count;
    return count;
}

/// A key that may be left out needs a fallback, which may not; a key that may not needs none.
[[nodiscard]] constexpr bool falls_back_well(field_table const &account, key_names const &by) noexcept
{
    bool is_needed = false;
    bool is_there = false;
    for (field_row const &row : account) {
        is_needed = is_needed || (is_key(row, by) && !row.is_required);
        is_there = is_there || (is_key_fallback(row, by) && row.is_required);
    }
    return is_needed ? is_there : by.key_fallback.empty();
}

template <class M>
concept names_one_key =
    (count_fields_that(is_key, field_table_of<typename M::account>, key_names_of<M>) == 1);
template <class M>
concept has_key = names_one_key<M> && falls_back_well(field_table_of<typename M::account>, key_names_of<M>);

/// The account's secret that signs this message: the one that it names or, where the account leaves that out, its fallback.
template <has_key M>
[[nodiscard]] secret const &key_for(typename M::account const &account)
{
    secret const *found = nullptr;
    secret const *fallback = nullptr;
    auto const look = [&]<class F>(F const &field) {
        if constexpr (is_key(field_row_of<F>::row, key_names_of<M>)) {
            if constexpr (F::is_required)
                found = &field.value();
            else if (field.has_value())
                found = &*field;
        } else if constexpr (is_key_fallback(field_row_of<F>::row, key_names_of<M>)) {
            fallback = &field.value();
        }
    };
    unpack(account, [&look](auto const &...fields) { (look(fields), ...); });
    return found != nullptr ? *found : *fallback;
}

/// The default deadline of a message: its own, or its gateway's.
template <class M>
inline constexpr std::chrono::seconds timeout_of = [] {
    if constexpr (requires {
                      { &M::timeout } -> static_member;
                      std::chrono::seconds{M::timeout};
                  })
        return std::chrono::seconds{M::timeout};
    else
        return std::chrono::seconds{provider_traits<typename M::account>::timeout};
}();

/// Whether a message that travels as a query or form writes what nests as `a[b][0]`.
template <class M>
inline constexpr bool has_brackets = [] {
    if constexpr (!has_endpoint<M>)
        return false;
    else if constexpr (M::endpoint::form == wire_form::json)
        return false;
    else if constexpr (requires {
                           { &M::brackets } -> static_member;
                       })
        return M::brackets;
    else if constexpr (requires { provider_traits<typename M::account>::brackets; })
        return provider_traits<typename M::account>::brackets;
    else
        return false;
}();

// Public keys: the same, with `gateway_key` where an account holds several

template <class M>
concept has_gateway_key =
    (count_fields_that(is_gateway_key, field_table_of<typename M::account>, key_names_of<M>) == 1);

/// The public key that verifies this message; null where it is optional and was left out.
template <has_gateway_key M>
[[nodiscard]] public_key const *gateway_key_for(typename M::account const &account)
{
    public_key const *found = nullptr;
    auto const look = [&found]<class F>(F const &field) {
        if constexpr (is_gateway_key(field_row_of<F>::row, key_names_of<M>)) {
            if constexpr (F::is_required)
                found = &field.value();
            else if (field.has_value())
                found = &*field;
        }
    };
    unpack(account, [&look](auto const &...fields) { (look(fields), ...); });
    return found;
}

} // namespace tollgate::inline v0::detail

#endif

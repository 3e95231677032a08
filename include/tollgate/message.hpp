// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_MESSAGE_HPP
#define TOLLGATE_MESSAGE_HPP

#include <tollgate/choice.hpp>
#include <tollgate/constant.hpp>
#include <tollgate/detail/choice_of.hpp>
#include <tollgate/detail/members.hpp>
#include <tollgate/unlisted.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

/// Stands for any field in a braced list, and for nothing else.
struct any_field {
    template <field F>
    operator F() const;
};

template <std::size_t>
using any_field_at = any_field;

template <class M, std::size_t... I>
consteval bool takes(std::index_sequence<I...>)
{
    return requires { M{any_field_at<I>{}...}; };
}

/// Going upward: the first count that the aggregate takes, then the last before one that it does not.
template <class M, std::size_t N = 0, bool Found = false>
consteval std::size_t count_fields()
{
    constexpr bool fits = takes<M>(std::make_index_sequence<N>{});
    if constexpr (Found && !fits)
        return N - 1;
    else if constexpr (N <= most_members)
        return count_fields<M, N + 1, fits>();
    else
        return N;
}

/// Stands for anything, to find members that are no fields.
struct anything {
    template <class T>
    operator T() const;
};

template <class M, std::size_t... I>
consteval bool has_more_members(std::index_sequence<I...>)
{
    return requires { M{any_field_at<I>{}..., anything{}}; };
}

template <class M>
consteval bool has_only_fields()
{
    constexpr std::size_t count = count_fields<M>();
    if constexpr (count > most_members)
        return false;
    else
        return count == most_members || !has_more_members<M>(std::make_index_sequence<count>{});
}

/// For `requires { { &M::key } -> static_member; }`: whether a member of this name is static and so part of the description, rather
/// than a field that a gateway happens to call so.
template <class Pointer>
concept static_member = !std::is_member_pointer_v<Pointer>;

template <class M>
struct carried_by {
    using type = M;
};
template <class M>
    requires requires { typename M::carried; }
struct carried_by<M> {
    using type = typename M::carried;
};
/// The aggregate that has the members: the message itself, or the one that it carries on another way.
template <class M>
using fields_in = typename carried_by<std::remove_const_t<M>>::type;

template <class... Fields>
struct field_list {
    static constexpr std::size_t size = sizeof...(Fields);
};

} // namespace detail

/// An aggregate whose members all are fields: `required<…>`, `optional<…>`, `choice<…>` and their like.
template <class M>
concept aggregate_of_fields = std::is_aggregate_v<M> && detail::has_only_fields<detail::fields_in<M>>();

/// How many fields the aggregate has.
template <aggregate_of_fields M>
inline constexpr std::size_t field_count = detail::count_fields<detail::fields_in<M>>();

/// Calls the visitor once with all fields of the aggregate, in the order in which they are declared.
template <aggregate_of_fields M, class Visitor>
constexpr decltype(auto) unpack(M &message, Visitor &&visitor)
{
    return detail::members<field_count<M>>::visit(message, std::forward<Visitor>(visitor));
}

namespace detail {

/// The types of the aggregate's fields, without an aggregate at hand.
template <class M>
using fields_of = decltype(unpack(std::declval<M &>(),
                                  []<class... F>(F &...) { return field_list<std::remove_cv_t<F>...>{}; }));

} // namespace detail

} // namespace tollgate::inline v0

#endif

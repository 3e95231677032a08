// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_MESSAGE_HPP
#define TOLLGATE_MESSAGE_HPP

#include <tollgate/array_body.hpp>
#include <tollgate/choice.hpp>
#include <tollgate/constant.hpp>
#include <tollgate/detail/choice_of.hpp>
#include <tollgate/detail/members.hpp>
#include <tollgate/events.hpp>
#include <tollgate/unlisted.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

/// A base class of an aggregate, which structured bindings cannot name together with the aggregate's own members.
template <class B, class M>
concept base_class = std::is_base_of_v<B, M> && !std::is_same_v<B, M>;

/// Stands for any field, and for a base class as a whole, in a braced list of this aggregate, and for nothing else.
template <class M>
struct any_field {
    template <class F>
        requires field<F> || base_class<F, M>
    operator F() const;
};
template <class M>
struct any_base {
    template <base_class<M> B>
    operator B() const;
};

template <class M, std::size_t>
using any_field_at = any_field<M>;

template <class M, std::size_t... I>
consteval bool takes(std::index_sequence<I...>)
{
    return requires { M{any_field_at<M, I>{}...}; };
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
    return requires { M{any_field_at<M, I>{}..., anything{}}; };
}

template <class M, std::size_t First, std::size_t... I>
consteval bool takes_base(std::index_sequence<First, I...>)
{
    return requires { M{any_base<M>{}, any_field_at<M, I>{}...}; };
}
/// Whether the first of so many is a base class.
template <class M, std::size_t Count>
consteval bool has_base()
{
    if constexpr (Count == 0)
        return false;
    else
        return takes_base<M>(std::make_index_sequence<Count>{});
}

/// A message that has the members of its base class, and says so.
template <class M>
concept carries_another = requires { typename M::carried; };
/// Whether such a message has the members of that base class, and no others.
template <class M>
concept carries_well = !carries_another<M> || (base_class<typename M::carried, M> && count_fields<M>() == 1);

/// For `requires { { &M::key } -> static_member; }`: whether a member of this name is static and so part of the description, rather
/// than a field that a gateway happens to call so.
template <class Pointer>
concept static_member = !std::is_member_pointer_v<Pointer>;

/// For `requires { typename std::bool_constant<is_taken_as<std::string_view>(M::key)>; }`: whether a value converts to a type, and the
/// compiler knows it.
template <class T>
constexpr bool is_taken_as(T)
{
    return true;
}

template <class M>
struct carried_by {
    using type = M;
};
template <carries_another M>
struct carried_by<M> : carried_by<typename M::carried> {};
/// The aggregate that has the members: the message itself, or the one that it carries on another way.
template <class M>
using fields_in = typename carried_by<std::remove_const_t<M>>::type;

template <class... Fields>
struct field_list {
    static constexpr std::size_t size = sizeof...(Fields);
};

/// Whether a type is an aggregate of fields alone, which can be named one by one, or else why not.
enum class shape { fields, carried, base, count, other };

template <class M, std::size_t N = most_members + 1>
consteval bool has_too_many_fields()
{
    if constexpr (takes<M>(std::make_index_sequence<N>{}))
        return true;
    else if constexpr (N < 2 * most_members)
        return has_too_many_fields<M, N + 1>();
    else
        return false;
}

template <class M>
consteval shape find_shape()
{
    if constexpr (!requires { sizeof(M); }) {
        return shape::other;
    } else if constexpr (!std::is_aggregate_v<M>) {
        return shape::other;
    } else if constexpr (!carries_well<M>) {
        return shape::carried;
    } else {
        using own = fields_in<M>;
        constexpr std::size_t count = count_fields<own>();
        if constexpr (has_base<own, count>())
            return shape::base;
        else if constexpr (count > most_members)
            return has_too_many_fields<own>() ? shape::count : shape::other;
        else if constexpr (count == most_members)
            return shape::fields;
        else
            return has_more_members<own>(std::make_index_sequence<count>{}) ? shape::other : shape::fields;
    }
}
template <class M>
inline constexpr shape shape_of = find_shape<M>();

} // namespace detail

/// An aggregate whose members all are fields: `required<…>`, `optional<…>`, `choice<…>` and their like.
template <class M>
concept aggregate_of_fields = (detail::shape_of<M> == detail::shape::fields);

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

/// Stands for a field that is open.
struct blank_field {
    template <field F>
    constexpr operator F() const
    {
        return F{blank{}};
    }
};
template <std::size_t>
using blank_field_at = blank_field;

template <class T>
constexpr T blank_value()
{
    if constexpr (std::default_initializable<T>)
        return T{};
    else
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return T{blank_field_at<I>{}...};
        }(std::make_index_sequence<field_count<T>>{});
}

template <class M>
struct listed_fields {
    using type = decltype(unpack(std::declval<M &>(),
                                 []<class... F>(F &...) { return field_list<std::remove_cv_t<F>...>{}; }));
};
/// The types of the aggregate's fields, without an aggregate at hand.
template <class M>
using fields_of = typename listed_fields<M>::type;

} // namespace detail

} // namespace tollgate::inline v0

#endif

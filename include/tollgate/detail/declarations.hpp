// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DECLARATIONS_HPP
#define TOLLGATE_DETAIL_DECLARATIONS_HPP

#include <tollgate/detail/account_fields.hpp>
#include <tollgate/detail/names.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/signing/rule.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// \file
/// Whether what a description declares under the names that the library knows is of the right type, before any of it is used.

namespace tollgate::inline v0::detail {

/// A name as a template argument, so that the compiler prints it: as text only if it is no longer than the text.
template <std::size_t Size>
consteval fixed_string<Size + 1> printed_name(std::string_view name)
{
    char text[Size + 1]{};
    std::ranges::copy(name, text);
    return {text};
}

/// Why an aggregate's members cannot be named one by one.
enum class shape_fault { none, base, carried, count };

template <class T, std::size_t N = most_members + 1>
consteval bool has_too_many_fields()
{
    if constexpr (takes<T>(std::make_index_sequence<N>{}))
        return true;
    else if constexpr (N < 2 * most_members)
        return has_too_many_fields<T, N + 1>();
    else
        return false;
}

template <class T>
consteval shape_fault find_shape_fault()
{
    if constexpr (aggregate_of_fields<T> || !requires { sizeof(T); })
        return shape_fault::none;
    else if constexpr (!std::is_class_v<T> || !std::is_aggregate_v<T>)
        return shape_fault::none;
    else if constexpr (!carries_well<T>)
        return shape_fault::carried;
    else if constexpr (has_base<fields_in<T>, count_fields<fields_in<T>>()>())
        return shape_fault::base;
    else
        return has_too_many_fields<T>() ? shape_fault::count : shape_fault::none;
}
template <class T>
concept is_out_of_shape = (find_shape_fault<T>() != shape_fault::none);

/// Says why the members of a message, an answer or a callback cannot be named one by one.
template <class T>
consteval void check_shape()
{
    constexpr shape_fault fault = find_shape_fault<T>();
    constexpr bool carries = fault != shape_fault::carried;
    constexpr bool has_own_members = fault != shape_fault::base;
    constexpr bool are_few = fault != shape_fault::count;
    static_assert(carries, "tollgate: `carried` must be the base class from which a message has all its "
                           "members: write `struct mine : theirs { using carried = theirs; }` "
                           "[tollgate.message.carried]");
    static_assert(
        has_own_members,
        "tollgate: a described type must have no base class: declare the members in it, or, where it "
        "adds none, `using carried = ...` with its base class [tollgate.message.base]");
    static_assert(are_few,
                  "tollgate: a described type has at most 64 members: put those that belong together "
                  "into a struct of their own, and that into a choice_of or an object "
                  "[tollgate.message.count]");
}

/// What is wrong with a description, and the name of the declaration or member that is to blame.
struct declaration_fault {
    enum class kind {
        none,
        text,
        signature,
        patience,
        acknowledged,
        picks,
        question,
        flag,
        signed_at,
        status_order,
        undeclared,
        identity,
        value,
        key,
        twofold,
        sent_unsigned,
    };
    kind what = kind::none;
    std::string_view name{};

    [[nodiscard]] constexpr bool is_there() const noexcept { return what != kind::none; }
};

template <class D>
inline constexpr bool is_traits = false;
template <class Account>
inline constexpr bool is_traits<provider_traits<Account>> = true;

/// A value in a description. A message's member that is not static is a field that a gateway happens to call so.
template <class Pointer, class D>
concept declared_value = static_member<Pointer> || is_traits<D>;

template <class T>
inline constexpr bool is_picks = false;
template <fixed_string... Names>
inline constexpr bool is_picks<picks<Names...>> = true;
template <>
inline constexpr bool is_picks<all_but_secrets> = true;

template <class T>
inline constexpr bool is_asks = false;
template <class Question, fixed_string Field, fixed_string From>
inline constexpr bool is_asks<asks<Question, Field, From>> = true;

constexpr bool is_flag(std::same_as<bool> auto)
{
    return true;
}
template <signing::text_expression X>
constexpr bool is_signed_time(signing::timestamp_rule<X>)
{
    return true;
}
template <std::size_t N>
constexpr bool is_status_order(status_order<N>)
{
    return true;
}

// The name of a member is no argument of a template.
#define TOLLGATE_IS_NO_VALUE(member, accepts)                                                                \
    (requires { typename D::member; } || (requires {                                                         \
         { &D::member } -> declared_value<D>;                                                                \
     } && !requires { typename std::bool_constant<accepts(D::member)>; }))
#define TOLLGATE_IS_NO_TYPE(member, accepts)                                                                 \
    (                                                                                                        \
        requires {                                                                                           \
            { &D::member } -> declared_value<D>;                                                             \
        } || requires { requires !accepts<typename D::member>; })

/// Looks at each name that the library knows, in provider_traits, a message or a callback: what must be a value must not be a type,
/// and the other way about. `is_…` copies the value, so that it must be one that the compiler knows.
template <class D>
consteval declaration_fault find_wrong_type()
{
    using kind = declaration_fault::kind;
    if (TOLLGATE_IS_NO_VALUE(key, is_taken_as<std::string_view>)) return {kind::text, "key"};
    if (TOLLGATE_IS_NO_VALUE(key_fallback, is_taken_as<std::string_view>))
        return {kind::text, "key_fallback"};
    if (TOLLGATE_IS_NO_VALUE(gateway_key, is_taken_as<std::string_view>)) return {kind::text, "gateway_key"};
    if (is_traits<D> && TOLLGATE_IS_NO_VALUE(amounts_in, is_taken_as<std::string_view>))
        return {kind::text, "amounts_in"};
    if (TOLLGATE_IS_NO_VALUE(request_signature, is_rule)) return {kind::signature, "request_signature"};
    if (TOLLGATE_IS_NO_VALUE(response_signature, is_rule)) return {kind::signature, "response_signature"};
    if (TOLLGATE_IS_NO_VALUE(callback_signature, is_rule)) return {kind::signature, "callback_signature"};
    if (TOLLGATE_IS_NO_VALUE(patience, is_taken_as<std::chrono::seconds>))
        return {kind::patience, "patience"};
    if (TOLLGATE_IS_NO_VALUE(acknowledged, is_acknowledgement)) return {kind::acknowledged, "acknowledged"};
    if (TOLLGATE_IS_NO_TYPE(from_account, is_picks)) return {kind::picks, "from_account"};
    if (TOLLGATE_IS_NO_TYPE(echoes_account, is_picks)) return {kind::picks, "echoes_account"};
    if (TOLLGATE_IS_NO_TYPE(identity, is_picks)) return {kind::picks, "identity"};
    if (TOLLGATE_IS_NO_TYPE(reconciled_by, is_asks)) return {kind::question, "reconciled_by"};
    if (TOLLGATE_IS_NO_TYPE(confirmed_by, is_asks)) return {kind::question, "confirmed_by"};
    if (TOLLGATE_IS_NO_VALUE(also_as_form, is_flag)) return {kind::flag, "also_as_form"};
    if (TOLLGATE_IS_NO_VALUE(only_as_form, is_flag)) return {kind::flag, "only_as_form"};
    if (TOLLGATE_IS_NO_VALUE(body_is_opaque, is_flag)) return {kind::flag, "body_is_opaque"};
    if (TOLLGATE_IS_NO_VALUE(signed_at, is_signed_time)) return {kind::signed_at, "signed_at"};
    if (TOLLGATE_IS_NO_VALUE(status_order, is_status_order)) return {kind::status_order, "status_order"};
    return {};
}

#undef TOLLGATE_IS_NO_VALUE
#undef TOLLGATE_IS_NO_TYPE

template <class D>
inline constexpr declaration_fault wrong_type_in = find_wrong_type<D>();

/// The first name of `picks` that is no field of the account, or is a key; empty if there is none.
template <class Account, class Picks>
consteval std::string_view first_unpicked()
{
    if constexpr (requires { Picks::names; })
        for (std::string_view const name : Picks::names) {
            bool const is_there = [name]<class... F>(field_list<F...>) {
                return (false || ... || (F::name == name && !is_any_key<F>));
            }(fields_of<Account>{});
            if (!is_there) return name;
        }
    return {};
}
template <class D, class Account>
consteval std::string_view first_unpicked_by()
{
    if constexpr (requires { typename D::from_account; })
        return first_unpicked<Account, typename D::from_account>();
    else
        return {};
}
template <class C>
consteval std::string_view first_unknown_identity()
{
    if constexpr (requires { C::identity::names; })
        for (std::string_view const name : C::identity::names)
            if (std::ranges::find(own_top_names<C>, name) == own_top_names<C>.end()) return name;
    return {};
}

/// Whether a value of this type can be written and read.
template <class T>
consteval bool is_known_value()
{
    if constexpr (is_list<T>)
        return is_known_value<typename T::value_type>();
    else if constexpr (std::same_as<T, secret> || std::same_as<T, public_key>)
        return true; // is_key_value tells where they may stand
    else
        return object_value<T> || requires { sizeof(value_text<T>); };
}
template <class T>
consteval bool is_key_value()
{
    if constexpr (is_list<T>)
        return is_key_value<typename T::value_type>();
    else
        return std::same_as<T, secret> || std::same_as<T, public_key>;
}

template <class M>
consteval declaration_fault find_member_fault();
/// Of a message's members, those inside objects, lists and choices too.
template <class M>
inline constexpr declaration_fault member_fault_in = find_member_fault<M>();

/// Of an answer, an object or an alternative. Of a message, the account's names count as well: see \ref name_given_twice.
template <class M>
consteval declaration_fault find_object_fault();
template <class M>
inline constexpr declaration_fault object_fault_in = find_object_fault<M>();

/// What is wrong with a value, or inside of it.
template <class T>
consteval declaration_fault find_fault_inside()
{
    if constexpr (is_list<T>)
        return find_fault_inside<typename T::value_type>();
    else if constexpr (object_value<T>)
        return object_fault_in<T>;
    else
        return {};
}

template <class Field>
struct field_fault {
    static consteval declaration_fault find() { return {}; }
};
template <class Field, class T>
struct plain_field_fault {
    static consteval declaration_fault find()
    {
        if (!is_known_value<T>()) return {declaration_fault::kind::value, Field::name};
        if (is_key_value<T>()) return {declaration_fault::kind::key, Field::name};
        return find_fault_inside<T>();
    }
};
template <fixed_string Name, class T, class... Attributes>
struct field_fault<required<Name, T, Attributes...>>
    : plain_field_fault<required<Name, T, Attributes...>, T> {};
template <fixed_string Name, class T, class... Attributes>
struct field_fault<optional<Name, T, Attributes...>>
    : plain_field_fault<optional<Name, T, Attributes...>, T> {};
template <class... Alternatives>
consteval declaration_fault find_fault_in_alternatives(std::string_view name)
{
    declaration_fault found;
    auto const look = [&]<class A>(std::type_identity<A>) {
        if constexpr (!aggregate_of_fields<A>)
            found = {declaration_fault::kind::value, name};
        else
            found = object_fault_in<A>;
        return found.is_there();
    };
    static_cast<void>((false || ... || look(std::type_identity<Alternatives>{})));
    return found;
}
template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
struct field_fault<basic_choice<Required, Name, Fields, Alternatives...>> {
    static consteval declaration_fault find()
    {
        return find_fault_in_alternatives<Alternatives...>(Name.view());
    }
};
template <bool Required, class... Alternatives>
struct field_fault<basic_choice_of<Required, Alternatives...>> {
    static consteval declaration_fault find()
    {
        return find_fault_in_alternatives<Alternatives...>("choice_of");
    }
};

template <class M>
consteval declaration_fault find_member_fault()
{
    constexpr std::size_t keeping = []<class... F>(field_list<F...>) {
        return (std::size_t{0} + ... + (std::same_as<F, unlisted> ? 1 : 0));
    }(fields_of<M>{});
    if (keeping > 1) return {declaration_fault::kind::twofold, "unlisted"};
    declaration_fault found;
    [&found]<class... F>(field_list<F...>) {
        static_cast<void>((false || ... || (found = field_fault<F>::find()).is_there()));
    }(fields_of<M>{});
    return found;
}

/// The first field of a message that says of itself that no signature covers it, as only what is received can.
template <class M>
consteval std::string_view first_sent_unsigned()
{
    std::string_view found;
    auto const look = [&found]<class F>(std::type_identity<F>) {
        if constexpr (requires { F::is_unsigned; })
            if (F::is_unsigned) found = F::name;
        return !found.empty();
    };
    [&look]<class... F>(field_list<F...>) {
        static_cast<void>((false || ... || look(std::type_identity<F>{})));
    }(fields_of<M>{});
    return found;
}

template <class M>
consteval declaration_fault find_object_fault()
{
    if (member_fault_in<M>.is_there()) return member_fault_in<M>;
    auto sorted = own_top_names<M>;
    std::ranges::sort(sorted);
    auto const twice = std::ranges::adjacent_find(sorted);
    if (twice != sorted.end()) return {declaration_fault::kind::twofold, *twice};
    return {};
}

/// Of an account's members, which may be keys, and have a name each.
template <class A>
consteval declaration_fault find_account_fault()
{
    declaration_fault found;
    auto const look = [&found]<class F>(std::type_identity<F>) {
        if constexpr (!requires { F::name; })
            found = {declaration_fault::kind::value, "choice_of"};
        else if constexpr (!is_any_key<F>)
            found = field_fault<F>::find();
        return found.is_there();
    };
    [&look]<class... F>(field_list<F...>) {
        static_cast<void>((false || ... || look(std::type_identity<F>{})));
    }(fields_of<A>{});
    return found;
}

/// What is wrong with what provider_traits declares, and with the account's members.
template <class A>
consteval declaration_fault find_traits_fault()
{
    if (wrong_type_in<provider_traits<A>>.is_there()) return wrong_type_in<provider_traits<A>>;
    if constexpr (!wrong_type_in<provider_traits<A>>.is_there()) {
        constexpr declaration_fault of_member = find_account_fault<A>();
        if constexpr (of_member.is_there())
            return of_member;
        else if (auto const name = first_unpicked_by<provider_traits<A>, A>(); !name.empty())
            return {declaration_fault::kind::undeclared, name};
    }
    return {};
}
template <class A>
inline constexpr declaration_fault traits_fault_of = find_traits_fault<A>();

/// What is wrong with a message or callback, and with the traits of its account. Each is looked at only where those before are right.
template <class M>
consteval declaration_fault find_declaration_fault()
{
    using kind = declaration_fault::kind;
    if constexpr (traits_fault_of<typename M::account>.is_there())
        return traits_fault_of<typename M::account>;
    else if constexpr (wrong_type_in<M>.is_there())
        return wrong_type_in<M>;
    else if constexpr (member_fault_in<M>.is_there())
        return member_fault_in<M>;
    else {
        if constexpr (has_endpoint<M>) {
            if (auto const name = first_sent_unsigned<M>(); !name.empty()) return {kind::sent_unsigned, name};
            if (object_fault_in<typename M::response>.is_there())
                return object_fault_in<typename M::response>;
        }
        if (auto const name = first_unpicked_by<M, typename M::account>(); !name.empty())
            return {kind::undeclared, name};
        if (auto const name = first_unknown_identity<M>(); !name.empty()) return {kind::identity, name};
        return {};
    }
}
template <class M>
inline constexpr declaration_fault declaration_fault_of = find_declaration_fault<M>();

template <class M>
concept declares_well = (!declaration_fault_of<M>.is_there());

/// \tparam Name of what is wrong, which compilers print with the condition
template <fixed_string Name, bool Fine>
struct declared_as {
    static constexpr bool is_right = Fine;
};

/// Says what is wrong with a declaration. Its arguments are the name and the kind, and not the message: g++ prints them in its first lines.
template <fixed_string Name, declaration_fault::kind What>
consteval void check_declaration()
{
    using kind = declaration_fault::kind;
    static_assert(declared_as<Name, (What != kind::text)>::is_right,
                  "tollgate: `key`, `key_fallback`, `gateway_key` and `amounts_in` must be texts that the "
                  "compiler knows, and no types: write `static constexpr std::string_view key = \"...\"` "
                  "[tollgate.provider.text]");
    static_assert(
        declared_as<Name, (What != kind::signature)>::is_right,
        "tollgate: a message's own signature must be a scheme in its place, or `not_signed`, and no type: "
        "write "
        "`static constexpr auto request_signature = in_field<\"...\">(scheme)` "
        "[tollgate.message.signature]");
    static_assert(
        declared_as<Name, (What != kind::patience)>::is_right,
        "tollgate: a message's own deadline must be whole seconds, and no type: write `static constexpr "
        "std::chrono::seconds patience{180}` [tollgate.message.patience]");
    static_assert(
        declared_as<Name, (What != kind::acknowledged)>::is_right,
        "tollgate: what a callback is answered with must be an acknowledgement, and no type: write `static "
        "constexpr acknowledgement acknowledged{.body = \"OK\"}` "
        "[tollgate.callback.acknowledgement]");
    static_assert(declared_as<Name, (What != kind::picks)>::is_right,
                  "tollgate: `from_account`, `echoes_account` and `identity` must be types that name fields: "
                  "write `using identity = picks<\"id\">` [tollgate.provider.picks]");
    static_assert(
        declared_as<Name, (What != kind::question)>::is_right,
        "tollgate: `reconciled_by` and `confirmed_by` must be types that say what is asked by which "
        "field: write `using reconciled_by = asks<status, \"order_id\">` [tollgate.message.question]");
    static_assert(declared_as<Name, (What != kind::flag)>::is_right,
                  "tollgate: `also_as_form`, `only_as_form` and `body_is_opaque` must be truth values, and "
                  "no types: write "
                  "`static constexpr bool also_as_form = true` [tollgate.callback.flag]");
    static_assert(declared_as<Name, (What != kind::signed_at)>::is_right,
                  "tollgate: `signed_at` must say how far from now a callback may be signed, and be no type: "
                  "write `static "
                  "constexpr auto signed_at = signed_within(std::chrono::minutes{5}, header<\"...\">)` "
                  "[tollgate.callback.signed_at]");
    static_assert(
        declared_as<Name, (What != kind::status_order)>::is_right,
        "tollgate: `status_order` must be a table of steps, and no type: write `static constexpr auto "
        "status_order = status_steps({{1, 2}, {2, 3}})` [tollgate.callback.status_order]");
    static_assert(declared_as<Name, (What != kind::undeclared)>::is_right,
                  "tollgate: `from_account` must name fields that the account declares, none of them a key: "
                  "add the field, or correct the name [tollgate.provider.from_account]");
    static_assert(
        declared_as<Name, (What != kind::identity)>::is_right,
        "tollgate: `identity` must name fields that the callback declares: add the field, or correct "
        "the name [tollgate.callback.identity_name]");
    static_assert(declared_as<Name, (What != kind::value)>::is_right,
                  "tollgate: a field must hold a type that has a text, an aggregate of fields, or a "
                  "`std::vector` of those, and an account named fields alone: write `std::string`, "
                  "`minor_units`, `decimal`, or describe the object by a struct [tollgate.field.value]");
    static_assert(
        declared_as<Name, (What != kind::key)>::is_right,
        "tollgate: a message holds no `secret` and no `public_key`, which are never sent: declare "
        "it in the account; what is sent though it is confidential is `required<\"...\", std::string, "
        "card_data>` [tollgate.field.key]");
    static_assert(
        declared_as<Name, (What != kind::twofold)>::is_right,
        "tollgate: an answer, an object or an alternative must have each name once, and one `unlisted` "
        "member: rename or remove one of the two [tollgate.field.twice]");
    static_assert(
        declared_as<Name, (What != kind::sent_unsigned)>::is_right,
        "tollgate: an `unsigned_field` must be a field of a callback or an answer, since a message's fields "
        "are what is sent: remove the attribute [tollgate.message.unsigned_field]");
}
template <class M>
consteval void check_declarations()
{
    constexpr declaration_fault fault = declaration_fault_of<M>;
    check_declaration<printed_name<fault.name.size()>(fault.name), fault.what>();
}

} // namespace tollgate::inline v0::detail

#endif

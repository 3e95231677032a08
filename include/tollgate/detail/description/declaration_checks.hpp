// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_DECLARATION_CHECKS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_DECLARATION_CHECKS_HPP

#include <tollgate/detail/description/account_fields.hpp>
#include <tollgate/detail/description/confirming_questions.hpp>
#include <tollgate/detail/description/declared_paths.hpp>
#include <tollgate/detail/description/header_table.hpp>
#include <tollgate/detail/description/place_checks.hpp>
#include <tollgate/detail/field_names.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/signing/signature_location.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

/// \file
/// Whether what a description declares under the names that the library knows is of the right type, before any of it is used.

namespace tollgate::inline v0::detail {

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
/// Names alone: of a callback, nothing is a secret.
template <class T>
inline constexpr bool is_names = is_picks<T> && !std::same_as<T, all_but_secrets>;
template <class T>
inline constexpr bool is_echoes = is_picks<T>;
template <class... Echoes>
inline constexpr bool is_echoes<echoes<Echoes...>> = true;
template <class T>
inline constexpr bool is_alike = false;
template <fixed_string Name, fixed_string... Texts>
inline constexpr bool is_alike<alike<Name, Texts...>> = true;

template <class T>
inline constexpr bool is_each = false;
template <fixed_string List, fixed_string Item>
inline constexpr bool is_each<each<List, Item>> = !List.view().empty();

constexpr bool is_way_of_enclosing(enclosed_message)
{
    return true;
}
template <fixed_string By, std::size_t Count>
constexpr bool is_way_of_enclosing(enclosed_choice<By, Count>)
{
    return Count != 0;
}
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

/// A text that some others begin with: with an empty one all do, and that is not constant.
constexpr bool is_beginning(std::string_view text)
{
    return text.empty() ? throw std::invalid_argument{"empty"} : true;
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
consteval fault find_wrong_type()
{
    if (TOLLGATE_IS_NO_VALUE(key, is_taken_as<std::string_view>)) return {fault_id::provider_text, "key"};
    if (TOLLGATE_IS_NO_VALUE(key_fallback, is_taken_as<std::string_view>))
        return {fault_id::provider_text, "key_fallback"};
    if (TOLLGATE_IS_NO_VALUE(gateway_key, is_taken_as<std::string_view>))
        return {fault_id::provider_text, "gateway_key"};
    if (is_traits<D> && TOLLGATE_IS_NO_VALUE(amounts_in, is_taken_as<std::string_view>))
        return {fault_id::provider_text, "amounts_in"};
    if (is_traits<D> && TOLLGATE_IS_NO_VALUE(probes, is_beginning))
        return {fault_id::provider_text, "probes"};
    if (TOLLGATE_IS_NO_VALUE(request_signature, is_rule))
        return {fault_id::message_signature, "request_signature"};
    if (TOLLGATE_IS_NO_VALUE(response_signature, is_rule))
        return {fault_id::message_signature, "response_signature"};
    if (TOLLGATE_IS_NO_VALUE(callback_signature, is_callback_rule))
        return {fault_id::message_signature, "callback_signature"};
    if (TOLLGATE_IS_NO_VALUE(sent_headers, is_sent_header_list))
        return {fault_id::provider_sent_headers, "sent_headers"};
    if (TOLLGATE_IS_NO_VALUE(timeout, is_taken_as<std::chrono::seconds>))
        return {fault_id::message_timeout, "timeout"};
    if (TOLLGATE_IS_NO_VALUE(key_lifetime, is_taken_as<std::chrono::seconds>))
        return {fault_id::message_key_lifetime, "key_lifetime"};
    if (TOLLGATE_IS_NO_VALUE(acknowledged, is_acknowledgement))
        return {fault_id::callback_acknowledgement, "acknowledged"};
    if (TOLLGATE_IS_NO_TYPE(from_account, is_picks)) return {fault_id::provider_picks, "from_account"};
    if (TOLLGATE_IS_NO_TYPE(echoes_account, is_echoes)) return {fault_id::provider_picks, "echoes_account"};
    if (TOLLGATE_IS_NO_TYPE(identity, is_names)) return {fault_id::provider_picks, "identity"};
    if (TOLLGATE_IS_NO_TYPE(same_identity, is_alike)) return {fault_id::provider_picks, "same_identity"};
    if (TOLLGATE_IS_NO_TYPE(pages, is_pages)) return {fault_id::message_pages, "pages"};
    if (TOLLGATE_IS_NO_TYPE(reconciled_by, is_asks)) return {fault_id::message_question, "reconciled_by"};
    if (TOLLGATE_IS_NO_TYPE(confirmed_by, is_confirmation))
        return {fault_id::message_question, "confirmed_by"};
    if (TOLLGATE_IS_NO_TYPE(items, is_each)) return {fault_id::callback_items, "items"};
    if (TOLLGATE_IS_NO_VALUE(also_as_form, is_flag)) return {fault_id::callback_flag, "also_as_form"};
    if (TOLLGATE_IS_NO_VALUE(only_as_form, is_flag)) return {fault_id::callback_flag, "only_as_form"};
    if (TOLLGATE_IS_NO_VALUE(body_is_opaque, is_flag)) return {fault_id::callback_flag, "body_is_opaque"};
    if (TOLLGATE_IS_NO_VALUE(brackets, is_flag)) return {fault_id::message_brackets, "brackets"};
    if (TOLLGATE_IS_NO_VALUE(signed_at, is_signed_time)) return {fault_id::callback_signed_at, "signed_at"};
    if (TOLLGATE_IS_NO_VALUE(enclosed, is_way_of_enclosing)) return {fault_id::provider_enclosed, "enclosed"};
    if (TOLLGATE_IS_NO_VALUE(sealed, is_taken_as<sealed_object>))
        return {fault_id::callback_sealed, "sealed"};
    if (TOLLGATE_IS_NO_VALUE(status_order, is_status_order))
        return {fault_id::callback_status_order, "status_order"};
    return {};
}

/// Of an answer, which has no account of its own.
template <class D>
consteval fault find_wrong_type_in_answer()
{
    if (TOLLGATE_IS_NO_TYPE(echoes_account, is_echoes)) return {fault_id::provider_picks, "echoes_account"};
    if (TOLLGATE_IS_NO_TYPE(same_identity, is_alike)) return {fault_id::provider_picks, "same_identity"};
    return {};
}

#undef TOLLGATE_IS_NO_VALUE
#undef TOLLGATE_IS_NO_TYPE

template <class D>
inline constexpr fault wrong_type_in = find_wrong_type<D>();

/// The first name of `picks` that is no field of the account, or is a key; empty if there is none.
template <class Account, class Picks>
consteval std::string_view first_unpicked()
{
    if constexpr (requires { Picks::names; })
        for (std::string_view const name : Picks::names) {
            if (!has_sent_field(field_table_of<Account>, name)) return name;
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
/// The first name of `echoes_account` that what is received or its account does not declare, or that is a key's.
template <class Received, class Account>
consteval std::string_view first_unechoed()
{
    if constexpr (requires { Received::echoes_account::names; })
        for (std::string_view const name : Received::echoes_account::names)
            if (!holds_name(own_top_names<Received>, name)) return name;
    if constexpr (requires { typename Received::echoes_account::of_account; })
        return first_unpicked<Account, typename Received::echoes_account::of_account>();
    else if constexpr (requires { typename Received::echoes_account; })
        return first_unpicked<Account, typename Received::echoes_account>();
    else
        return {};
}
/// The first name of a callback's `identity` that is no field, nor leads to one inside of objects, or the name in `same_identity` if
/// `identity` lacks it; empty if there is none. What stands
/// beside an \ref unlisted member may be one of its names.
template <class C>
consteval std::string_view first_unknown_identity()
{
    if constexpr (requires { C::identity::names; })
        for (std::string_view const name : C::identity::names) {
            bool const is_field = holds_name(own_top_names<C>, name);
            path_kind const inside =
                name.find('.') == name.npos ? path_kind::none : kind_at(field_table_of<C>, name);
            if (!is_field && inside != path_kind::value && inside != path_kind::open) return name;
        }
    if constexpr (requires { C::identity::has(C::same_identity::name); })
        if (!C::identity::has(C::same_identity::name)) return C::same_identity::name;
    return {};
}

/// What is wrong with the texts of a callback's or an answer's `same_identity`: too few to be alike, one that says nothing, one twice, or
/// one that its field cannot have, so that it would never be met. Empty if nothing is.
template <class C>
consteval std::string_view first_wrong_alike()
{
    if constexpr (requires { C::same_identity::texts; }) {
        auto const &texts = C::same_identity::texts;
        if (texts.size() < 2) return "same_identity";
        std::span<std::string_view const> const known = texts_at(field_table_of<C>, C::same_identity::name);
        for (std::string_view const &text : texts) {
            if (text.empty()) return "same_identity";
            bool const is_twice = std::ranges::count(texts, text) > 1;
            if (is_twice || (!known.empty() && std::ranges::find(known, text) == known.end())) return text;
        }
    }
    return {};
}

/// The field of a message that its `reconciled_by` asks by, if it travels in the path: there it names a thing that was there before the
/// message was sent, of which the gateway knows whether or not the message arrived. Empty if it does not.
template <class M>
consteval std::string_view first_asked_in_path()
{
    if constexpr (requires { M::reconciled_by::from; })
        for (field_row const &row : field_table_of<M>)
            if (row.travels == place::path && row.name == M::reconciled_by::from) return row.name;
    return {};
}

/// Whether a value of this type can be written and read.
template <class T>
consteval bool is_known_value()
{
    if constexpr (is_list<T>)
        return is_known_value<typename T::value_type>();
    else if constexpr (is_unsent_value<T>)
        return true; // is_unsent_element tells where they may stand
    else
        return object_value<T> || is_shaped_money<T> || requires { sizeof(value_text<T>); };
}
/// Whether a value is an amount with a currency, and nobody says how the gateway writes it.
template <class T>
consteval bool is_shapeless_money()
{
    if constexpr (is_list<T>)
        return is_shapeless_money<typename T::value_type>() || is_money_beside<typename T::value_type>;
    else
        return std::same_as<T, money>;
}
template <class T>
consteval bool is_unsent_element()
{
    if constexpr (is_list<T>)
        return is_unsent_element<typename T::value_type>();
    else
        return is_unsent_value<T>;
}

template <class M>
consteval fault find_member_fault();
/// Of a message's members, those inside objects, lists and choices too.
template <class M>
inline constexpr fault member_fault_in = find_member_fault<M>();

/// Of an answer, an object or an alternative. Of a message, the account's names count as well: see \ref top_names.
template <class M>
consteval fault find_object_fault();
template <class M>
inline constexpr fault object_fault_in = find_object_fault<M>();

/// What is wrong with a value, or inside of it.
template <class T>
consteval fault find_fault_inside()
{
    if constexpr (is_list<T>)
        return find_fault_inside<typename T::value_type>();
    else if constexpr (object_value<T>)
        return object_fault_in<T>;
    else
        return {};
}

/// What is wrong with a value, whichever field holds it. What no name inside of it is to blame for has none.
template <class T>
consteval fault find_value_fault()
{
    if constexpr (is_shapeless_money<T>())
        return {fault_id::field_money};
    else if constexpr (!is_known_value<T>())
        return {fault_id::field_value};
    else if constexpr (is_unsent_element<T>())
        return {fault_id::field_key};
    else
        return find_fault_inside<T>();
}
template <class T>
inline constexpr fault value_fault = find_value_fault<T>();

[[nodiscard]] constexpr fault blaming(fault of, std::string_view name) noexcept
{
    return of.is_there() && of.name.empty() ? fault{of.id, name} : of;
}

/// What is wrong with the type of a field, so that it has no row.
template <class Field>
inline constexpr fault type_fault_of = {};
template <fixed_string Name, class T, class... Attributes>
inline constexpr fault type_fault_of<required<Name, T, Attributes...>> = blaming(value_fault<T>, Name.view());
template <fixed_string Name, class T, class... Attributes>
inline constexpr fault type_fault_of<optional<Name, T, Attributes...>> = blaming(value_fault<T>, Name.view());

/// A field's value, or that of its list's elements.
[[nodiscard]] constexpr value_table const &innermost_value(field_row const &row)
{
    value_table const *value = row.value;
    while (value->sent_as == value_kind::array)
        value = value->element;
    return *value;
}
/// What is wrong with how a field's value is to be written.
[[nodiscard]] constexpr fault find_row_fault(field_row const &row)
{
    if (row.value == nullptr) return {};
    value_table const &value = innermost_value(row);
    bool const is_text = value.text != nullptr && value.sent_as == value_kind::text;
    if (row.limits != nullptr && !value.is_secret && !is_text) return {fault_id::field_text, row.name};
    if (row.is_sent_empty && (row.is_required || !row.value->is_free_text))
        return {fault_id::field_sent_empty, row.name};
    bool const is_short = value.sent_as == value_kind::number || value.sent_as == value_kind::boolean;
    if (row.is_as_text && !is_short) return {fault_id::field_as_text, row.name};
    return {};
}
[[nodiscard]] constexpr fault find_row_fault(field_table const &of)
{
    bool is_kept = false;
    for (field_row const &row : of) {
        if (row.kind == field_kind::unlisted && std::exchange(is_kept, true))
            return {fault_id::field_twice, "unlisted"};
        if (fault const found = find_row_fault(row); found.is_there()) return found;
    }
    return {};
}

/// Whether an attribute says nothing but how a field is documented.
template <class Attribute>
inline constexpr bool is_documentation = std::same_as<Attribute, inferred>;
template <fixed_string Where>
inline constexpr bool is_documentation<documented<Where>> = true;

/// Money that stands beside its currency has no row of its own for what another attribute says.
template <fixed_string Name, class... Attributes>
inline constexpr fault money_beside_fault =
    (is_documentation<Attributes> && ...) ? fault{} : fault{fault_id::field_attribute, Name.view()};
template <fixed_string Name, fixed_string Currency, unit Unit, letters Letters, class... Attributes>
inline constexpr fault type_fault_of<required<Name, money_beside<Currency, Unit, Letters>, Attributes...>> =
    money_beside_fault<Name, Attributes...>;
template <fixed_string Name, fixed_string Currency, unit Unit, letters Letters, class... Attributes>
inline constexpr fault type_fault_of<optional<Name, money_beside<Currency, Unit, Letters>, Attributes...>> =
    money_beside_fault<Name, Attributes...>;

template <class... Alternatives>
consteval fault find_fault_in_alternatives(std::string_view name)
{
    fault found;
    auto const look = [&]<class A>(std::type_identity<A>) {
        if constexpr (!aggregate_of_fields<A>)
            found = {fault_id::field_value, name};
        else
            found = object_fault_in<A>;
        return found.is_there();
    };
    static_cast<void>((false || ... || look(std::type_identity<Alternatives>{})));
    return found;
}
template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
inline constexpr fault type_fault_of<basic_choice<Required, Name, Fields, Alternatives...>> =
    find_fault_in_alternatives<Alternatives...>(Name.view());
template <bool Required, class... Alternatives>
inline constexpr fault type_fault_of<basic_choice_of<Required, Alternatives...>> =
    find_fault_in_alternatives<Alternatives...>("choice_of");
template <fixed_string Type, fixed_string Path, class... On>
inline constexpr fault type_fault_of<events<Type, Path, On...>> =
    type_fault_of<typename events<Type, Path, On...>::choice>;

[[nodiscard]] constexpr fault first_among(std::initializer_list<fault> faults) noexcept
{
    for (fault const &one : faults)
        if (one.is_there()) return one;
    return {};
}
template <class M>
consteval fault find_member_fault()
{
    constexpr fault of_type = []<class... F>(field_list<F...>) {
        return first_among({type_fault_of<F>...});
    }(fields_of<M>{});
    if constexpr (of_type.is_there())
        return of_type;
    else
        return find_row_fault(field_table_of<M>);
}

/// The first field that says of itself that no signature covers it, as only what is received can.
[[nodiscard]] constexpr std::string_view first_unsigned(field_table const &of)
{
    for (field_row const &row : of)
        if (row.is_unsigned) return row.name;
    return {};
}

template <class M>
consteval fault find_object_fault()
{
    if (member_fault_in<M>.is_there()) return member_fault_in<M>;
    if (auto const name = first_placed(field_table_of<M>); !name.empty())
        return {fault_id::message_place, name};
    if (auto const twice = first_repeated(own_top_names<M>); !twice.empty())
        return {fault_id::field_twice, twice};
    return {};
}

/// Of an account's members, which may be keys, and have a name each.
template <class Field>
inline constexpr fault account_type_fault_of = {fault_id::field_value, "choice_of"};
template <class Field>
    requires requires { Field::name; }
inline constexpr fault account_type_fault_of<Field> = is_unsent<Field> ? fault{} : type_fault_of<Field>;

template <class A>
consteval fault find_account_member_fault()
{
    constexpr fault of_type = []<class... F>(field_list<F...>) {
        return first_among({account_type_fault_of<F>...});
    }(fields_of<A>{});
    if constexpr (of_type.is_there()) {
        return of_type;
    } else {
        if (fault const found = find_row_fault(field_table_of<A>); found.is_there()) return found;
        if (auto const name = first_placed(field_table_of<A>); !name.empty())
            return {fault_id::message_place, name};
        return {};
    }
}

template <class Account>
concept names_its_currency = requires {
    { provider_traits<Account>::amounts_in } -> std::convertible_to<std::string_view>;
};

template <class Account, class Field>
consteval bool is_currency_field()
{
    if constexpr (requires { requires std::same_as<typename Field::value_type, std::string>; })
        return Field::name == std::string_view{provider_traits<Account>::amounts_in};
    else
        return false;
}

template <class Account, class... Fields>
consteval bool has_currency_field(field_list<Fields...>)
{
    return (is_currency_field<Account, Fields>() || ...);
}

/// What is wrong with what provider_traits declares, and with the account's members.
template <class A>
consteval fault find_traits_fault()
{
    if (wrong_type_in<provider_traits<A>>.is_there()) return wrong_type_in<provider_traits<A>>;
    if constexpr (!wrong_type_in<provider_traits<A>>.is_there()) {
        constexpr fault of_member = find_account_member_fault<A>();
        if constexpr (of_member.is_there())
            return of_member;
        else if (auto const name = first_unpicked_by<provider_traits<A>, A>(); !name.empty())
            return {fault_id::provider_from_account, name};
        else if constexpr (names_its_currency<A>)
            if (!has_currency_field<A>(fields_of<A>{}))
                return {fault_id::provider_amounts_in, provider_traits<A>::amounts_in};
    }
    return {};
}
template <class A>
inline constexpr fault traits_fault_of = find_traits_fault<A>();

/// What is wrong with a message or callback, and with the traits of its account. Each is looked at only where those before are right.
template <class M>
consteval fault find_declaration_fault()
{
    if constexpr (traits_fault_of<typename M::account>.is_there())
        return traits_fault_of<typename M::account>;
    else if constexpr (wrong_type_in<M>.is_there())
        return wrong_type_in<M>;
    else if constexpr (member_fault_in<M>.is_there())
        return member_fault_in<M>;
    else {
        if constexpr (has_endpoint<M>) {
            if (auto const name = first_unsigned(field_table_of<M>); !name.empty())
                return {fault_id::message_unsigned_field, name};
            using answer = typename M::response;
            constexpr bool is_list =
                is_list_alone(field_table_of<answer>) && field_table_of<answer>.size == 1;
            constexpr fault of_answer = is_list ? member_fault_in<answer> : object_fault_in<answer>;
            if (of_answer.is_there()) return of_answer;
            if (constexpr fault of_type = find_wrong_type_in_answer<answer>(); of_type.is_there())
                return of_type;
            if (auto const name = first_unechoed<answer, typename M::account>(); !name.empty())
                return {fault_id::provider_echoes_account, name};
            if (auto const name = first_unknown_identity<answer>(); !name.empty())
                return {fault_id::callback_identity_name, name};
            if (auto const text = first_wrong_alike<answer>(); !text.empty())
                return {fault_id::callback_same_identity, text};
        } else {
            if (auto const name = first_placed(field_table_of<M>); !name.empty())
                return {fault_id::message_place, name};
            if (auto const name = first_unechoed<M, typename M::account>(); !name.empty())
                return {fault_id::provider_echoes_account, name};
        }
        if (auto const name = first_unpicked_by<M, typename M::account>(); !name.empty())
            return {fault_id::provider_from_account, name};
        if (auto const name = first_unknown_identity<M>(); !name.empty())
            return {fault_id::callback_identity_name, name};
        if (auto const text = first_wrong_alike<M>(); !text.empty())
            return {fault_id::callback_same_identity, text};
        if (auto const name = first_asked_in_path<M>(); !name.empty())
            return {fault_id::message_asked_in_path, name};
        return {};
    }
}
template <class M>
inline constexpr fault declaration_fault_of = find_declaration_fault<M>();

} // namespace tollgate::inline v0::detail

#endif

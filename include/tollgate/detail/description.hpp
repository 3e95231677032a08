// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_HPP

#include <tollgate/provider.hpp>
#include <tollgate/signing/ambiguity.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

/// \file
/// What follows from a description, worked out while compiling: names, masks, keys, and what is wrong with it.

namespace tollgate::inline v0::detail {

// Names

using names = std::vector<std::string_view>;

template <class Field>
inline constexpr bool is_secret = std::same_as<typename Field::value_type, secret>;

/// Visits a field's names: `visit(name, depth, visibility)`.
template <class Field>
struct field_names {
    static constexpr void each(auto visit) { visit(Field::name, 0, Field::shown); }
};
template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
struct field_names<basic_choice<Required, Name, Fields, Alternatives...>> {
    static constexpr void each(auto visit)
    {
        visit(Name.view(), 0, visibility::open);
        visit(Fields.view(), 0, visibility::open);
        auto const inner = [visit](std::string_view name, int, visibility shown) { visit(name, 1, shown); };
        auto const all = [inner]<class... F>(field_list<F...>) { (field_names<F>::each(inner), ...); };
        (all(fields_of<Alternatives>{}), ...);
    }
};

template <class M>
struct from_account_of {
    using type = all_but_secrets;
};
template <class M>
    requires requires
    {
        typename M::from_account;
    }
struct from_account_of<M> {
    using type = typename M::from_account;
};

/// Visits all names that a message of this type can have on the wire, the account's first.
template <class M>
constexpr void each_name(auto visit)
{
    if constexpr (has_endpoint<M>) {
        auto const from_account = [visit]<class... F>(field_list<F...>) {
            auto const one = [visit]<class Field>(Field *) {
                if (!is_secret<Field> && from_account_of<M>::type::has(Field::name))
                    field_names<Field>::each(visit);
            };
            (one(static_cast<F *>(nullptr)), ...);
        };
        from_account(fields_of<typename M::account>{});
    }
    [visit]<class... F>(field_list<F...>) { (field_names<F>::each(visit), ...); }(fields_of<M>{});
}

/// The names that a filter `bool(depth, visibility)` lets pass, as an array.
template <class M, class Filter>
consteval auto name_array(Filter filter)
{
    constexpr auto collect = [](Filter pass) {
        names found;
        each_name<M>([&](std::string_view name, int depth, visibility shown) {
            if (pass(depth, shown)) found.push_back(name);
        });
        return found;
    };
    constexpr std::size_t count = collect(Filter{}).size();
    std::array<std::string_view, count> array{};
    std::ranges::copy(collect(filter), array.begin());
    return array;
}

template <class M>
inline constexpr auto top_names = name_array<M>([](int depth, visibility) { return depth == 0; });
template <class M>
inline constexpr auto inner_names = name_array<M>([](int depth, visibility) { return depth == 1; });
template <class M>
inline constexpr auto masked_names = name_array<M>([](int, visibility shown) {
    return shown == visibility::masked;
});

template <class M>
[[nodiscard]] constexpr signing::declared_names declared() noexcept
{
    return {top_names<M>, inner_names<M>};
}

// Rules and keys: the message's own, else the gateway's

template <class M>
[[nodiscard]] consteval auto request_rule_of()
{
    if constexpr (requires { M::request_signature; })
        return M::request_signature;
    else
        return provider_traits<typename M::account>::request_signature;
}
template <class M>
[[nodiscard]] consteval auto response_rule_of()
{
    if constexpr (requires { M::response_signature; })
        return M::response_signature;
    else
        return provider_traits<typename M::account>::response_signature;
}
template <class C>
[[nodiscard]] consteval auto callback_rule_of()
{
    if constexpr (requires { C::callback_signature; })
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

template <class... F>
consteval std::size_t count_secrets(field_list<F...>)
{
    return (std::size_t{0} + ... + (is_secret<F> ? 1 : 0));
}

/// The account's secret.
template <class Account>
[[nodiscard]] secret const &key_of(Account const &account)
{
    static_assert(count_secrets(fields_of<Account>{}) == 1,
                  "tollgate: an account must have exactly one `required<\"...\", secret>` member "
                  "[tollgate.provider.key]");
    secret const *found = nullptr;
    auto const look = [&found]<class F>(F const &field) {
        if constexpr (is_secret<F>) found = &field.value();
    };
    unpack(account, [&look](auto const &...fields) { (look(fields), ...); });
    return *found;
}

// What can be wrong with a description

/// A name as a template argument, so that the compiler prints it.
struct printed_name {
    char text[64]{};
    constexpr explicit printed_name(std::string_view name)
    {
        std::ranges::copy(name.substr(0, sizeof text - 1), text);
    }
};

template <printed_name Name, bool Fine>
struct parameter_called {
    static constexpr bool stands_alone = Fine;
};

/// A name that occurs twice, or nothing.
template <class M>
consteval std::string_view name_given_twice()
{
    auto sorted = top_names<M>;
    std::ranges::sort(sorted);
    auto const twice = std::ranges::adjacent_find(sorted);
    return twice == sorted.end() ? std::string_view{} : *twice;
}

template <class M, class Rule>
consteval bool signature_has_a_place(Rule)
{
    if constexpr (Rule::is_signed)
        return std::ranges::find(top_names<M>, Rule::field) == top_names<M>.end();
    else
        return true;
}

template <class M>
consteval bool check_names()
{
    constexpr std::string_view twice = name_given_twice<M>();
    static_assert(
        parameter_called<printed_name{twice}, twice.empty()>::stands_alone,
        "tollgate: a message must have each name once, its account's fields included: rename or remove one "
        "of the two [tollgate.provider.duplicate_name]");
    return true;
}

/// Says what a message's description lacks, one thing at a time; true, so that nothing is said twice.
template <class M>
consteval bool check_message()
{
    if constexpr (!has_account<M>)
        static_assert(has_account<M>,
                      "tollgate: a message must declare `using account = ...` with its gateway's "
                      "account [tollgate.message.account]");
    else if constexpr (!has_endpoint<M>)
        static_assert(has_endpoint<M>,
                      "tollgate: a message must declare `using endpoint = get<\"/path\">`, or "
                      "post_json, post_form [tollgate.message.endpoint]");
    else if constexpr (!has_response<M>)
        static_assert(has_response<M>,
                      "tollgate: a message must declare `using response = ...` with what comes "
                      "back [tollgate.message.response]");
    else if constexpr (!aggregate_of_fields<M>)
        static_assert(aggregate_of_fields<M>,
                      "tollgate: a message must be an aggregate of `required<...>`, "
                      "`optional<...>` and `choice<...>` members [tollgate.message.fields]");
    else if constexpr (check_account<typename M::account>() && message<M>) {
        check_names<M>();
        static_assert(
            signature_has_a_place<M>(request_rule<M>),
            "tollgate: the signature must have a field of its own: remove the message's field of that "
            "name [tollgate.provider.signature_field]");
    }
    return true;
}

template <class C>
consteval bool check_callback()
{
    if constexpr (!has_account<C>)
        static_assert(has_account<C>,
                      "tollgate: a callback must declare `using account = ...` with its gateway's "
                      "account [tollgate.callback.account]");
    else if constexpr (!aggregate_of_fields<C>)
        static_assert(aggregate_of_fields<C>,
                      "tollgate: a callback must be an aggregate of `required<...>` and "
                      "`optional<...>` members [tollgate.callback.fields]");
    else if constexpr (check_account<typename C::account>() && callback<C>) {
        check_names<C>();
        static_assert(
            decltype(callback_rule_of<C>())::is_signed,
            "tollgate: a callback must be signed: declare `callback_signature = in_field<\"...\">(scheme)` "
            "[tollgate.callback.unsigned]");
    }
    return true;
}

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_HPP

#include <tollgate/detail/account_fields.hpp>
#include <tollgate/detail/covered_members.hpp>
#include <tollgate/detail/declarations.hpp>
#include <tollgate/detail/names.hpp>
#include <tollgate/detail/outcome_rules.hpp>
#include <tollgate/detail/scheme_checks.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/public_key.hpp>
#include <tollgate/signing/ambiguity.hpp>
#include <tollgate/signing/public_key.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

/// \file
/// What follows from a description, worked out while compiling: names, masks, keys, and what is wrong with it.

namespace tollgate::inline v0::detail {

// Names

/// Visits all names that a message of this type can have on the wire, the account's first.
template <class M>
constexpr void each_name(auto visit)
{
    if constexpr (has_endpoint<M>) {
        auto const from_account = [visit]<class... F>(field_list<F...>) {
            auto const one = [visit]<class Field>(Field *) {
                if (is_sent_with<M, Field>) field_names<Field>::each(visit, 0);
            };
            (one(static_cast<F *>(nullptr)), ...);
        };
        from_account(fields_of<typename M::account>{});
    }
    each_field_name<M>(visit);
}

/// The names that a filter `bool(depth, visibility)` lets pass, as an array.
template <class M, class Filter>
consteval auto name_array(Filter filter)
{
    constexpr auto collect = [](Filter pass) {
        name_list found;
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
inline constexpr auto inner_names = name_array<M>([](int depth, visibility) { return depth != 0; });
template <class M>
inline constexpr auto masked_names =
    name_array<M>([](int, visibility shown) { return shown == visibility::masked; });

/// Whether a field holds no free text.
template <class Field>
inline constexpr bool holds_number = false;
template <class T>
inline constexpr bool is_number_type =
    std::is_arithmetic_v<T> || std::is_enum_v<T> || std::same_as<T, decimal> || std::same_as<T, minor_units>;
template <fixed_string Name, class T, class... Attributes>
inline constexpr bool holds_number<required<Name, T, Attributes...>> = is_number_type<T>;
template <fixed_string Name, class T, class... Attributes>
inline constexpr bool holds_number<optional<Name, T, Attributes...>> = is_number_type<T>;

template <class M>
inline constexpr auto number_names = to_name_array([](name_list &to) {
    if constexpr (has_endpoint<M>) {
        [&to]<class... F>(field_list<F...>) {
            ((holds_number<F> && is_sent_with<M, F> ? field_names<F>::add_top(to) : void()), ...);
        }(fields_of<typename M::account>{});
    }
    [&to]<class... F>(field_list<F...>) {
        ((holds_number<F> ? field_names<F>::add_top(to) : void()), ...);
    }(fields_of<M>{});
});

template <class M>
[[nodiscard]] constexpr signing::declared_names declared() noexcept
{
    constexpr auto holds_capital = [](std::string_view name) {
        return std::ranges::any_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
    };
    constexpr bool one_does = std::ranges::any_of(top_names<M>, holds_capital) ||
                              std::ranges::any_of(inner_names<M>, holds_capital);
    return {top_names<M>, inner_names<M>, one_does, number_names<M>};
}

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

// Their schemes' tables
template <class M>
inline constexpr auto request_table = signing::table_of(request_rule<M>.scheme);
template <class M>
inline constexpr auto response_table = signing::table_of(response_rule<M>.scheme);
template <class C>
inline constexpr auto callback_table = signing::table_of(callback_rule<C>.scheme);

template <class... F>
consteval std::size_t count_secrets(field_list<F...>)
{
    return (std::size_t{0} + ... + (is_secret<F> ? 1 : 0));
}

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

template <class M, class F>
inline constexpr bool is_key = is_secret<F> && (key_name<M>().empty() || key_name<M>() == F::name);
template <class M, class F>
inline constexpr bool is_key_fallback = is_secret<F> && key_fallback_name<M>() == F::name;

template <class M, class... F>
consteval std::size_t count_keys(field_list<F...>)
{
    return (std::size_t{0} + ... + (is_key<M, F> ? 1 : 0));
}

/// A key that may be left out needs a fallback, which may not; a key that may not needs none.
template <class M, class... F>
consteval bool falls_back_well(field_list<F...>)
{
    bool const is_needed = (false || ... || (is_key<M, F> && !F::is_required));
    bool const is_there = (false || ... || (is_key_fallback<M, F> && F::is_required));
    return is_needed ? is_there : key_fallback_name<M>().empty();
}

template <class M>
concept names_one_key = (count_keys<M>(fields_of<typename M::account>{}) == 1);
template <class M>
concept has_key = names_one_key<M> && falls_back_well<M>(fields_of<typename M::account>{});

/// The account's secret that signs this message: the one that it names or, where the account leaves that out, its fallback.
template <has_key M>
[[nodiscard]] secret const &key_for(typename M::account const &account)
{
    secret const *found = nullptr;
    secret const *fallback = nullptr;
    auto const look = [&]<class F>(F const &field) {
        if constexpr (is_key<M, F>) {
            if constexpr (F::is_required)
                found = &field.value();
            else if (field.has_value())
                found = &*field;
        } else if constexpr (is_key_fallback<M, F>) {
            fallback = &field.value();
        }
    };
    unpack(account, [&look](auto const &...fields) { (look(fields), ...); });
    return found != nullptr ? *found : *fallback;
}

/// The default deadline of a message: its own, or its gateway's.
template <class M>
inline constexpr std::chrono::seconds patience_of = [] {
    if constexpr (requires {
                      { &M::patience } -> static_member;
                      std::chrono::seconds{M::patience};
                  })
        return std::chrono::seconds{M::patience};
    else
        return std::chrono::seconds{provider_traits<typename M::account>::patience};
}();

// Public keys: the same, with `gateway_key` where an account holds several

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

template <class M, class F>
inline constexpr bool is_gateway_key =
    is_public_key<F> && (gateway_key_name<M>().empty() || gateway_key_name<M>() == F::name);

template <class M, class... F>
consteval std::size_t count_gateway_keys(field_list<F...>)
{
    return (std::size_t{0} + ... + (is_gateway_key<M, F> ? 1 : 0));
}

template <class M>
concept has_gateway_key = (count_gateway_keys<M>(fields_of<typename M::account>{}) == 1);

/// The public key that verifies this message; null where it is optional and was left out.
template <has_gateway_key M>
[[nodiscard]] public_key const *gateway_key_for(typename M::account const &account)
{
    public_key const *found = nullptr;
    auto const look = [&found]<class F>(F const &field) {
        if constexpr (is_gateway_key<M, F>) {
            if constexpr (F::is_required)
                found = &field.value();
            else if (field.has_value())
                found = &*field;
        }
    };
    unpack(account, [&look](auto const &...fields) { (look(fields), ...); });
    return found;
}

// What can be wrong with a description

template <fixed_string Name, bool Fine>
struct parameter_called {
    static constexpr bool stands_alone = Fine;
};

/// A name that occurs twice, or nothing.
template <class M>
consteval std::string_view name_given_twice()
{
    name_list sorted;
    if constexpr (has_endpoint<M>) {
        [&sorted]<class... F>(field_list<F...>) {
            ((is_sent_with<M, F> ? field_names<F>::add_top(sorted) : void()), ...);
        }(fields_of<typename M::account>{});
    }
    add_top_names<M>(sorted);
    std::ranges::sort(sorted);
    auto const twice = std::ranges::adjacent_find(sorted);
    return twice == sorted.end() ? std::string_view{} : *twice;
}

template <class M>
concept has_each_name_once = (name_given_twice<M>().empty());

template <class Rule>
concept signs = Rule::is_signed;

template <class M, class Rule>
consteval bool signature_has_a_place()
{
    if constexpr (requires { Rule::field; })
        return std::ranges::find(top_names<M>, Rule::field) == top_names<M>.end();
    else
        return true;
}

template <class M>
using request_rule_t = decltype(request_rule_of<M>());
template <class M>
using response_rule_t = decltype(response_rule_of<M>());
template <class C>
using callback_rule_t = decltype(callback_rule_of<C>());

/// Whether a public key verifies what such a rule signs.
template <class Rule>
inline constexpr bool by_public_key = false;
template <class Rule>
    requires requires { Rule::scheme; }
inline constexpr bool by_public_key<Rule> = signing::is_verify_only<decltype(Rule::scheme)>;

/// Whether a rule's scheme has the word `key`, beside a public-key signature perhaps.
template <class Rule>
inline constexpr bool uses_key = false;
template <class Rule>
    requires requires { Rule::scheme; }
inline constexpr bool uses_key<Rule> =
    signing::any_row(signing::shape_of<decltype(Rule::scheme)>,
                     [](signing::row const &r) { return r.what == signing::op::key; });

/// Whether a rule's scheme shows fields of the account that are no secrets.
template <class Rule>
inline constexpr bool shows_account = signing::needs_account(signing::shape_of<decltype(Rule::scheme)>);

template <class Rule>
concept signs_with_secret = signs<Rule> && (!by_public_key<Rule> || uses_key<Rule>);

template <class Hash, class Scheme>
concept has_keys_for =
    requires { sizeof(typename Hash::template public_key<Scheme>); } && verifies<Hash, Scheme>;

/// Whether the hash policy verifies what such a rule signs; its public keys stand in a header of their own.
template <class Hash, class Rule>
inline constexpr bool has_keys_for_rule = true;
template <class Hash, class Rule>
    requires by_public_key<Rule>
inline constexpr bool has_keys_for_rule<Hash, Rule> =
    has_keys_for<Hash, signing::public_key_scheme<decltype(Rule::scheme)>>;

template <class M>
concept has_key_if_signed =
    (has_key<M> || !(signs_with_secret<request_rule_t<M>> || signs_with_secret<response_rule_t<M>>));
template <class M>
concept can_sign = (!by_public_key<request_rule_t<M>>);
template <class M>
concept has_gateway_key_if_verified = (has_gateway_key<M> || !by_public_key<response_rule_t<M>>);
template <class C>
concept has_key_for_callback = ((has_gateway_key<C> || !by_public_key<callback_rule_t<C>>) &&
                                (has_key<C> || !signs_with_secret<callback_rule_t<C>>));
template <class M>
concept has_place_for_signature = signature_has_a_place<M, request_rule_t<M>>();

template <class M>
concept fits_its_wire = (M::endpoint::form == wire_form::json || !has_nested_names<M>());

template <class M>
concept has_sound_schemes = (!scheme_fault_of<M, request_rule_t<M>, rule_of::request>.is_there()) &&
                            (!scheme_fault_of<M, response_rule_t<M>, rule_of::response>.is_there());
template <class C>
concept has_sound_scheme = (!scheme_fault_of<C, callback_rule_t<C>, rule_of::callback>.is_there());

/// A message in whose description nothing is wrong.
template <class M>
concept described_message =
    message<M> && declares_well<M> && has_each_name_once<M> && can_sign<M> && has_key_if_signed<M> &&
    has_gateway_key_if_verified<M> && has_place_for_signature<M> && fits_its_wire<M> &&
    has_sound_schemes<M> && refusal_can_match<M>;

/// The first of a callback's members that a scheme does not cover, and that does not say so itself.
template <class C, class Scheme>
inline constexpr std::string_view uncovered_member =
    covered_members<Scheme, is_opaque<C>>::template first_uncovered<C>();

template <class C, class Scheme, fixed_string... Names>
consteval bool covers_names(picks<Names...>)
{
    return (covered_members<Scheme, is_opaque<C>>::covers(Names.view()) && ...);
}

/// Whether a scheme covers what the library itself goes by: what a callback is known again by, what says that it is a
/// test, when it was signed.
template <class C, class Scheme>
consteval bool covers_what_decides()
{
    bool covered = true;
    if constexpr (requires { typename C::identity; })
        covered = covered && covers_names<C, Scheme>(typename C::identity{});
    if constexpr (constexpr std::string_view test_field = test_field_of<C>(); !test_field.empty())
        covered = covered && covered_members<Scheme, is_opaque<C>>::covers(test_field);
    if constexpr (requires { C::signed_at.at; })
        covered =
            covered && covers_text<Scheme, is_opaque<C>, std::remove_cvref_t<decltype(C::signed_at.at)>>;
    return covered;
}

template <class C>
using callback_scheme_t = decltype(callback_rule_t<C>::scheme);

template <class C>
concept covers_members = (uncovered_member<C, callback_scheme_t<C>>.empty());
template <class C>
concept covers_decisions = covers_what_decides<C, callback_scheme_t<C>>();

/// A callback in whose description nothing is wrong.
template <class C>
concept described_callback = callback<C> && declares_well<C> && has_each_name_once<C> &&
                             signs<callback_rule_t<C>> && has_key_for_callback<C> && has_sound_scheme<C> &&
                             can_tell_tests<C> && covers_members<C> && covers_decisions<C>;

template <class M>
consteval void check_key()
{
    static_assert(has_key<M> || names_one_key<M>,
                  "tollgate: an account must have one `required<\"...\", secret>` member, or its traits or "
                  "message must name one: `static constexpr std::string_view key = \"...\"` "
                  "[tollgate.provider.key]");
    static_assert(
        has_key<M> || !names_one_key<M>,
        "tollgate: a key that is `optional<\"...\", secret>`, and no other, needs `static constexpr "
        "std::string_view key_fallback = \"...\"` with a required secret "
        "[tollgate.provider.key_fallback]");
}

template <class M>
consteval void check_gateway_key()
{
    static_assert(
        has_gateway_key<M>,
        "tollgate: an account must have one `required<\"...\", public_key>` member to verify a public-key "
        "signature, or its traits or message must name one: `static constexpr std::string_view gateway_key = "
        "\"...\"` [tollgate.provider.public_key]");
}

template <class M>
consteval void check_names()
{
    constexpr std::string_view twice = name_given_twice<M>();
    static_assert(
        parameter_called<printed_name<twice.size()>(twice), twice.empty()>::stands_alone,
        "tollgate: a message must have each name once, its account's fields included: rename or remove one "
        "of the two [tollgate.provider.duplicate_name]");
}

template <class Hash>
consteval bool check_policy()
{
    static_assert(hash_policy<Hash>,
                  "tollgate: signing needs a hash policy: include <tollgate/hash/cryptopp.hpp> for the "
                  "default one, or name another [tollgate.hash.policy]");
    return true;
}

template <class Hash, class Rule>
consteval void check_hash()
{
    if constexpr (!hash_policy<Hash>)
        check_policy<Hash>();
    else if constexpr (!has_keys_for_rule<Hash, Rule>) {
        constexpr bool has_keys =
            has_keys_for_rule<Hash, Rule>; // named: the rule's type would be printed first
        static_assert(has_keys,
                      "tollgate: a public-key signature needs the hash policy's keys: include "
                      "<tollgate/hash/cryptopp_public_key.hpp>, or openssl_public_key.hpp for openssl_hash "
                      "[tollgate.hash.public_key]");
    }
}

template <class C, class Scheme>
consteval void check_coverage()
{
    constexpr std::string_view uncovered = uncovered_member<C, Scheme>;
    static_assert(
        parameter_called<printed_name<uncovered.size()>(uncovered), uncovered.empty()>::stands_alone,
        "tollgate: a callback's signature must cover its members: mark one that it does not cover, "
        "`optional<\"...\", T, unsigned_field>`, and outside of a choice "
        "[tollgate.callback.unsigned_member]");
    if constexpr (uncovered.empty()) {
        constexpr bool covers_all = covers_what_decides<C, Scheme>();
        static_assert(covers_all,
                      "tollgate: `identity`, `tests` and `signed_at` must name what the callback's signature "
                      "covers, or anyone decides by them [tollgate.callback.unsigned_decision]");
    }
}

template <class M>
concept has_misshapen_response = requires { requires is_out_of_shape<typename M::response>; };

/// Says what a message's description lacks, one thing at a time; true, so that nothing is said twice.
template <class M, class Hash>
consteval bool check_message()
{
    if constexpr (!has_account<M>)
        static_assert(has_account<M>,
                      "tollgate: a message must declare `using account = ...` with its gateway's "
                      "account [tollgate.message.account]");
    else if constexpr (is_out_of_shape<M>)
        check_shape<M>();
    else if constexpr (!has_endpoint<M>)
        static_assert(has_endpoint<M>,
                      "tollgate: a message must declare `using endpoint = get<\"/path\">`, or "
                      "post_json, post_form [tollgate.message.endpoint]");
    else if constexpr (has_misshapen_response<M>)
        check_shape<typename M::response>();
    else if constexpr (!has_response<M>)
        static_assert(has_response<M>,
                      "tollgate: a message must declare `using response = ...` with what comes back, an "
                      "aggregate of `required<...>` and `optional<...>` members [tollgate.message.response]");
    else if constexpr (!aggregate_of_fields<M>)
        static_assert(aggregate_of_fields<M>,
                      "tollgate: a message must be an aggregate of `required<...>`, "
                      "`optional<...>` and `choice<...>` members: no other member, no constructor, nothing "
                      "private [tollgate.message.fields]");
    else if constexpr (!account<typename M::account>)
        check_account<typename M::account>();
    else if constexpr (!declares_well<M>)
        check_declarations<M>();
    else if constexpr (!has_each_name_once<M>)
        check_names<M>();
    else if constexpr (!can_sign<M>)
        static_assert(
            can_sign<M>,
            "tollgate: a request cannot be signed with a public key, which only verifies: write "
            "`hmac_sha256(...)`, or `request_signature = not_signed` [tollgate.signing.verify_only]");
    else if constexpr (!has_key_if_signed<M>)
        check_key<M>();
    else if constexpr (!has_gateway_key_if_verified<M>)
        check_gateway_key<M>();
    else if constexpr (!has_place_for_signature<M>)
        static_assert(
            has_place_for_signature<M>,
            "tollgate: the signature must have a field of its own: remove the message's field of that "
            "name [tollgate.provider.signature_field]");
    else if constexpr (!fits_its_wire<M>)
        static_assert(
            fits_its_wire<M>,
            "tollgate: a query or form must be flat: send objects and lists with `post_json`, write "
            "a choice's object as `beside` [tollgate.message.nested]");
    else if constexpr (scheme_fault_of<M, request_rule_t<M>, rule_of::request>.is_there())
        check_scheme<M, request_rule_t<M>, rule_of::request>();
    else if constexpr (scheme_fault_of<M, response_rule_t<M>, rule_of::response>.is_there())
        check_scheme<M, response_rule_t<M>, rule_of::response>();
    else if constexpr (!refusal_can_match<M>)
        check_refusal<M>();
    else
        check_hash<Hash, response_rule_t<M>>();
    return true;
}

template <class C, class Hash>
consteval bool check_callback()
{
    if constexpr (!has_account<C>)
        static_assert(has_account<C>,
                      "tollgate: a callback must declare `using account = ...` with its gateway's "
                      "account [tollgate.callback.account]");
    else if constexpr (is_out_of_shape<C>)
        check_shape<C>();
    else if constexpr (!aggregate_of_fields<C>)
        static_assert(aggregate_of_fields<C>,
                      "tollgate: a callback must be an aggregate of `required<...>` and "
                      "`optional<...>` members: no other member, no constructor, nothing private "
                      "[tollgate.callback.fields]");
    else if constexpr (!account<typename C::account>)
        check_account<typename C::account>();
    else if constexpr (!declares_well<C>)
        check_declarations<C>();
    else if constexpr (!has_each_name_once<C>)
        check_names<C>();
    else if constexpr (!signs<callback_rule_t<C>>)
        static_assert(
            signs<callback_rule_t<C>>,
            "tollgate: a callback must be signed: declare `callback_signature = in_field<\"...\">(scheme)` "
            "[tollgate.callback.unsigned]");
    else if constexpr (by_public_key<callback_rule_t<C>> && !has_gateway_key<C>)
        check_gateway_key<C>();
    else if constexpr (signs_with_secret<callback_rule_t<C>> && !has_key<C>)
        check_key<C>();
    else if constexpr (!has_sound_scheme<C>)
        check_scheme<C, callback_rule_t<C>, rule_of::callback>();
    else if constexpr (!can_tell_tests<C>)
        check_tests<C>();
    else if constexpr (!covers_members<C> || !covers_decisions<C>)
        check_coverage<C, callback_scheme_t<C>>();
    else
        check_hash<Hash, callback_rule_t<C>>();
    return true;
}

/// What a call needs. Where it is not met, the call finds a second function of the same name, which has no other
/// purpose than to ask \ref check_message or \ref check_callback what is wrong. (The function itself cannot ask:
/// without an account, say, its declaration has no meaning, and compilers say that first.)
template <class M, class Hash>
concept sendable = described_message<M> && hash_policy<Hash> && (has_keys_for_rule<Hash, response_rule_t<M>>);
template <class C, class Hash>
concept receivable =
    described_callback<C> && hash_policy<Hash> && (has_keys_for_rule<Hash, callback_rule_t<C>>);

} // namespace tollgate::inline v0::detail

#endif

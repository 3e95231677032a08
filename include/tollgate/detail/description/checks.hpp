// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_CHECKS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_CHECKS_HPP

#include <tollgate/detail/description/account_fields.hpp>
#include <tollgate/detail/description/covered_members.hpp>
#include <tollgate/detail/description/declaration_checks.hpp>
#include <tollgate/detail/description/declared_paths.hpp>
#include <tollgate/detail/description/idempotency.hpp>
#include <tollgate/detail/description/message_names.hpp>
#include <tollgate/detail/description/outcome_checks.hpp>
#include <tollgate/detail/description/pagination_checks.hpp>
#include <tollgate/detail/description/rule_kinds.hpp>
#include <tollgate/detail/description/rules_and_keys.hpp>
#include <tollgate/detail/description/scheme_checks.hpp>
#include <tollgate/detail/description/token_rule.hpp>
#include <tollgate/detail/field_names.hpp>
#include <tollgate/private_key.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/public_key.hpp>
#include <tollgate/signing/ambiguity.hpp>
#include <tollgate/signing/public_key_signature.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

/// \file
/// What is wrong with a description as a whole, found while compiling: of a message, a callback, and of both with a hash policy.

namespace tollgate::inline v0::detail {

// What can be wrong with a description

/// A name that holds a bracket, or nothing.
[[nodiscard]] constexpr std::string_view name_with_bracket(top_fields const &of)
{
    std::string_view found;
    each_row(of, [&found](field_row const &row) {
        each_name(row, [&found](std::string_view name, int, field_row const &) {
            if (name.find_first_of("[]") != name.npos) found = name;
        });
    });
    return found;
}

// Callbacks that are only a reason to ask

template <class C>
inline constexpr bool is_never_signed = std::same_as<callback_rule_t<C>, signing::no_signature_ever>;

/// Whether a callback's signature covers none of its fields: it says who sent some message, not what it says.
template <class C>
inline constexpr bool covers_nothing = [] {
    if constexpr (is_enclosed<C>)
        return false; // all fields are in the one that is signed
    else if constexpr (requires { callback_rule_t<C>::scheme; })
        return !covers_any(coverage_of<C, decltype(callback_rule_t<C>::scheme)>, field_table_of<C>);
    else
        return false;
}();

/// Whether an item of a callback is signed by itself, in a body that can hold several.
template <class C>
inline constexpr bool is_signed_item =
    body_kind_of<C> == signing::body_kind::json && requires { callback_rule_t<C>::field; };

/// Whether nothing of a callback may be acted on but what the gateway answers to a question about it.
template <class C>
inline constexpr bool is_only_confirmed = is_never_signed<C> || covers_nothing<C>;

template <class C>
concept has_confirming_question = requires { typename questions_of<C>::told; };

/// The callback's own acknowledgement, else the gateway's.
template <class C>
[[nodiscard]] consteval auto acknowledgement_of()
{
    if constexpr (requires {
                      { &C::acknowledged } -> static_member;
                  })
        return C::acknowledged;
    else
        return provider_traits<typename C::account>::acknowledged;
}

/// What keeps a callback from being confirmed; `otherwise` where it names no question.
template <class C>
consteval fault find_confirmation_fault(fault_id otherwise)
{
    if constexpr (!has_confirming_question<C>) return {otherwise};
    if constexpr (has_confirming_question<C> && !is_opaque<C>) {
        auto const is_missing = [](std::string_view path) {
            return kind_at(field_table_of<C>, path) == path_kind::none;
        };
        std::string_view const type = questions_of<C>::type;
        if (!type.empty() && is_missing(type)) return {fault_id::callback_asked_by, type};
        for (asked_event const &one : questions_of<C>::events)
            if (is_missing(one.from)) return {fault_id::callback_asked_by, one.from};
    }
    return {};
}

/// What is wrong with a callback that is never signed. What nobody signed decides nothing.
template <class C>
consteval fault find_never_signed_fault()
{
    if (fault const found = find_confirmation_fault<C>(fault_id::callback_never_signed); found.is_there())
        return found;
    if (requires { typename C::identity; } || !test_field_of<C>().empty() || requires { C::signed_at.at; })
        return {fault_id::callback_unsigned_decision};
    return {};
}

/// The first of a callback's members that a scheme does not cover, and that does not say so itself.
template <class C, class Scheme>
inline constexpr std::string_view uncovered_member =
    first_uncovered(coverage_of<C, Scheme>, field_table_of<C>);

template <class C, class Scheme, fixed_string... Names>
consteval bool covers_names(picks<Names...>)
{
    return (coverage_of<C, Scheme>.covers(Names.view()) && ...);
}

/// Whether a scheme covers the time of signing, where there is one.
template <class M, class Scheme, bool IsOpaque>
consteval bool covers_signed_at()
{
    if constexpr (has_signed_at<M>)
        return covers_text<Scheme, IsOpaque, std::remove_cvref_t<decltype(names_signed_at<M>::signed_at.at)>>;
    else
        return true;
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
        covered = covered && coverage_of<C, Scheme>.covers(test_field);
    return covered && covers_signed_at<C, Scheme, is_opaque<C>>();
}

/// What a scheme leaves uncovered of a callback.
template <class C, class Scheme>
consteval fault find_coverage_fault()
{
    if (is_enclosed<C>) return {};   // all fields are in the one that is signed
    if constexpr (covers_nothing<C>) // nothing of it is read
        return covers_what_decides<C, Scheme>() ? fault{} : fault{fault_id::callback_unsigned_decision};
    else if constexpr (constexpr std::string_view name = uncovered_member<C, Scheme>; !name.empty())
        return {fault_id::callback_unsigned_member, name};
    else if (!covers_what_decides<C, Scheme>())
        return {fault_id::callback_unsigned_decision};
    else
        return {};
}
template <class C, class Scheme>
inline constexpr fault coverage_fault = find_coverage_fault<C, Scheme>();

/// What keeps an account's keys from signing, or verifying, under these rules.
template <class M, class... Rules>
consteval fault find_key_fault()
{
    using id = fault_id;
    if (((by_public_key<Rules> && !by_keyring<Rules>) || ...) && !has_gateway_key<M>)
        return {id::provider_public_key};
    if ((signs_with_secret<Rules> || ...) && !has_key<M>)
        return {names_one_key<M> ? id::provider_key_fallback : id::provider_key};
    return {};
}

/// Where a message's own field travels. In the query of a GET is where all do that name none.
[[nodiscard]] constexpr place place_in(wire_form form, field_row const &row) noexcept
{
    bool const is_usual =
        row.travels == place::whole_body || (row.travels == place::query && form == wire_form::query);
    return is_usual ? place::usual : row.travels;
}
[[nodiscard]] constexpr bool has_field_at(place at, wire_form form, field_table const &own) noexcept
{
    for (field_row const &row : own)
        if (place_in(form, row) == at) return true;
    return false;
}
/// Which of a message's own fields travel at a place.
template <class M, place At>
inline constexpr auto travels_at = [] {
    constexpr field_table const &own = field_table_of<M>;
    std::array<bool, own.size> is_there{};
    for (std::size_t i = 0; i != own.size; ++i)
        is_there[i] = place_in(M::endpoint::form, own.first[i]) == At;
    return is_there;
}();

/// Whether a value in the path must not be seen.
[[nodiscard]] constexpr bool masks_path(field_table const &own) noexcept
{
    for (field_row const &row : own)
        if (row.travels == place::path && row.shown == visibility::masked) return true;
    return false;
}

/// How a message travels, and where its signature.
struct travel_table {
    top_fields const &fields;
    field_table const &account;
    std::string_view path;
    wire_form form;
    sender sent_by;
    std::span<header_row const> sent_headers;
    bool has_sound_token;              ///< Or needs none.
    bool is_in_field;                  ///< The signature is a field.
    std::string_view signature_header; ///< Empty: it is in none.
};
template <class M, class Rule>
[[nodiscard]] consteval travel_table travel_table_of()
{
    travel_table table{.fields = top_fields_of<M>,
                       .account = field_table_of<typename M::account>,
                       .path = M::endpoint::path,
                       .form = M::endpoint::form,
                       .sent_by = sender_of<M>,
                       .sent_headers = header_rows_of<M>(),
                       .has_sound_token = true,
                       .is_in_field = is_in_field<Rule>,
                       .signature_header = {}};
    if constexpr (carries_token<M>) table.has_sound_token = has_sound_token<typename M::account>();
    if constexpr (requires { Rule::header; }) table.signature_header = Rule::header;
    return table;
}

/// What is wrong with where a message's fields and its signature travel.
[[nodiscard]] constexpr fault find_travel_fault(travel_table const &of)
{
    using id = fault_id;
    field_table const &own = of.fields.own;
    if (fault const found = find_place_fault(own, of.path); found.is_there()) return found;
    for (header_row const &header : of.sent_headers)
        if (auto const name = first_foreign_to(of.account, header); !name.empty())
            return {id::provider_header_text, name};
    if (fault const found = find_header_fault(of.sent_headers, own); found.is_there()) return found;
    if (!of.has_sound_token) return {id::provider_token};
    bool const is_in_header = !of.signature_header.empty();
    if (is_in_header && is_sent_as_header(of.sent_headers, own, of.signature_header))
        return {id::message_header, of.signature_header};
    bool const has_headers =
        is_in_header || !of.sent_headers.empty() || has_field_at(place::header, of.form, own);
    bool const is_browsers_json = of.sent_by == sender::browser && of.form == wire_form::json;
    if (of.sent_by != sender::program && (has_headers || is_browsers_json)) return {id::message_browser};
    bool const sends_account = std::ranges::find(of.fields.sent, true) != of.fields.sent.end();
    bool const has_body_field = has_field_at(place::usual, of.form, own) || of.is_in_field || sends_account;
    if (of.form == wire_form::none && has_body_field) return {id::message_body};
    if (auto const name = list_name_in(own); !name.empty())
        if (of.form != wire_form::json || !is_list_alone(own) || of.is_in_field || sends_account)
            return {id::message_array_body, name};
    return {};
}

/// The first thing that is wrong with a message's description, in the order in which one can be told without the others.
template <class M>
consteval fault find_message_fault()
{
    using id = fault_id;
    if constexpr (message_type_fault<M>.is_there()) {
        return message_type_fault<M>;
    } else if constexpr (declaration_fault_of<M>.is_there()) {
        return declaration_fault_of<M>;
    } else {
        using asks = request_rule_t<M>;
        using answers = response_rule_t<M>;
        if (auto const twice = first_repeated(top_names<M>); !twice.empty())
            return {id::provider_duplicate_name, twice};
        if (fault const found = find_travel_fault(travel_table_of<M, asks>()); found.is_there()) return found;
        if (auto const name = list_name_in(field_table_of<typename M::response>);
            is_in_field<answers> && !name.empty())
            return {id::message_array_body, name};
        if (by_public_key<asks>) return {id::signing_verify_only};
        if (fault const found = find_key_fault<M, asks, answers>(); found.is_there()) return found;
        if (is_enclosed<M> && !first_placed(field_table_of<M>).empty()) return {id::provider_enclosed};
        if constexpr (is_in_field<asks>)
            if (holds_name(top_names<M>, asks::field)) return {id::provider_signature_field};
        if (has_brackets<M>) {
            if (auto const name = name_with_bracket(top_fields_of<M>); !name.empty())
                return {id::message_bracket_name, name};
        } else if (M::endpoint::form != wire_form::json && has_nested_names(field_table_of<M>)) {
            return {id::message_nested};
        }
        if (fault const &found = scheme_fault_of<M, asks, rule_of::request>; found.is_there()) return found;
        if (fault const &found = scheme_fault_of<M, answers, rule_of::response>; found.is_there())
            return found;
        if constexpr (signs<answers>)
            if (!covers_signed_at<M, decltype(answers::scheme), false>())
                return {id::callback_unsigned_decision};
        if constexpr (names_tests<typename M::response>)
            if (fault const found = find_test_fault<typename M::response>(); found.is_there()) return found;
        if (fault const found = find_idempotency_fault(field_table_of<M>, field_table_of<typename M::account>,
                                                       M::endpoint::effect, key_lifetime_of<M>());
            found.is_there())
            return found;
        if (fault const found = find_pages_fault<M>(); found.is_there()) return found;
        return refusal_fault_of<M>;
    }
}
template <class M>
inline constexpr fault message_fault = find_message_fault<M>();

/// Whether an object of a callback is sealed.
template <class C>
inline constexpr bool is_sealed = requires {
    { &C::sealed } -> static_member;
};

/// A sealed object needs a name, and a secret that opens it.
template <class C>
consteval fault find_sealed_fault()
{
    if constexpr (is_sealed<C>) {
        bool const has_key =
            holds_key(field_table_of<typename C::account>, C::sealed.key, &value_table::is_secret);
        if (!has_key || C::sealed.object.empty()) return {fault_id::callback_sealed_key, C::sealed.key};
    }
    return {};
}

/// The first thing that is wrong with a callback's description.
template <class C>
consteval fault find_callback_fault()
{
    using id = fault_id;
    if constexpr (callback_type_fault<C>.is_there()) {
        return callback_type_fault<C>;
    } else if constexpr (declaration_fault_of<C>.is_there()) {
        return declaration_fault_of<C>;
    } else if constexpr (constexpr auto twice = first_repeated(top_names<C>); !twice.empty()) {
        return {id::provider_duplicate_name, twice};
    } else if constexpr (has_items<C> && !is_signed_item<C>) {
        return {id::callback_items};
    } else if constexpr ((has_items<C> || has_confirming_question<C>) &&
                         !std::convertible_to<decltype(acknowledgement_of<C>()), acknowledgement>) {
        return {id::callback_fixed_acknowledgement};
    } else if constexpr (is_never_signed<C>) {
        return find_never_signed_fault<C>();
    } else if constexpr (!signs<callback_rule_t<C>>) {
        return {id::callback_unsigned};
    } else {
        using rule = callback_rule_t<C>;
        if (fault const found = find_key_fault<C, rule>(); found.is_there()) return found;
        if (fault const &found = scheme_fault_of<C, rule, rule_of::callback>; found.is_there()) return found;
        if (fault const found = find_sealed_fault<C>(); found.is_there()) return found;
        if (fault const found = find_test_fault<C>(); found.is_there()) return found;
        if constexpr (covers_nothing<C>)
            if (fault const found = find_confirmation_fault<C>(id::callback_nothing_covered);
                found.is_there())
                return found;
        return coverage_fault<C, decltype(rule::scheme)>;
    }
}
template <class C>
inline constexpr fault callback_fault = find_callback_fault<C>();

/// A callback that is handled by what the gateway answers about it.
template <class C>
concept asked_about = !callback_fault<C>.is_there() && is_only_confirmed<C>;

template <class C>
struct told_by {
    using type = C;
};
template <asked_about C>
struct told_by<C> {
    using type = typename questions_of<C>::told;
};
/// What a handler is told of a callback: the callback itself, or the gateway's answer about it.
template <class C>
using told_of = typename told_by<C>::type;

/// How long any of the questions about a callback may take.
template <class C>
inline constexpr std::chrono::seconds timeout_of_confirmation =
    []<class... Asks>(std::type_identity<std::tuple<Asks...>>) {
        return std::max({timeout_of<typename Asks::question>...});
    }(std::type_identity<typename questions_of<C>::all>{});

/// Whether a hash policy is there, and verifies what such a rule signs.
template <class Hash, class Rule>
consteval fault find_hash_fault()
{
    if constexpr (!tollgate::hash_policy<Hash>)
        return {fault_id::hash_policy};
    else if constexpr (!has_keys_for_rule<Hash, Rule>)
        return {fault_id::hash_public_key};
    else if constexpr (!has_private_keys_for_rule<Hash, Rule>)
        return {fault_id::hash_private_key};
    else if constexpr (!has_ciphers_for_rule<Hash, Rule>)
        return {fault_id::hash_ciphers};
    else
        return {};
}
template <class Hash, class Rule>
inline constexpr fault hash_fault = find_hash_fault<Hash, Rule>();

/// What keeps a message from being sent, or its answer from being verified.
template <class M, class Hash>
consteval fault find_sending_fault()
{
    if constexpr (message_fault<M>.is_there())
        return message_fault<M>;
    else if constexpr (hash_fault<Hash, request_rule_t<M>>.is_there())
        return hash_fault<Hash, request_rule_t<M>>;
    else
        return hash_fault<Hash, response_rule_t<M>>;
}
template <class M, class Hash>
inline constexpr fault sending_fault = find_sending_fault<M, Hash>();

/// What keeps a callback from being received.
template <class C, class Hash>
consteval fault find_receiving_fault()
{
    if constexpr (callback_fault<C>.is_there())
        return callback_fault<C>;
    else if constexpr (is_sealed<C> && tollgate::hash_policy<Hash> && !has_ciphers<Hash>)
        return {fault_id::hash_ciphers};
    else
        return hash_fault<Hash, callback_rule_t<C>>;
}
template <class C, class Hash>
inline constexpr fault receiving_fault = find_receiving_fault<C, Hash>();

/// What a call needs. Where it is not met, the call finds a second function of the same name, which has no other
/// purpose than to ask \ref check_message or \ref check_callback what is wrong. (The function itself cannot ask:
/// without an account, say, its declaration has no meaning, and compilers say that first.)
template <class M, class Hash>
concept sendable = (!sending_fault<M, Hash>.is_there());
template <class C, class Hash>
concept receivable = (!receiving_fault<C, Hash>.is_there());

/// Says what is wrong with a message; true, so that nothing is said twice.
template <class M, class Hash>
consteval bool check_message()
{
    return report<blamed<sending_fault<M, Hash>, M>, sending_fault<M, Hash>.id>();
}
template <class C, class Hash>
consteval bool check_callback()
{
    return report<blamed<receiving_fault<C, Hash>, C>, receiving_fault<C, Hash>.id>();
}
template <class Hash, class Rule>
consteval void check_hash()
{
    if constexpr (hash_fault<Hash, Rule>.is_there()) report<Hash, hash_fault<Hash, Rule>.id>();
}
template <class C, class Scheme>
consteval void check_coverage()
{
    if constexpr (coverage_fault<C, Scheme>.is_there())
        report<blamed<coverage_fault<C, Scheme>, C>, coverage_fault<C, Scheme>.id>();
}

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_OUTCOME_CHECKS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_OUTCOME_CHECKS_HPP

#include <tollgate/detail/field_names.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/signing/context.hpp>

#include <algorithm>
#include <concepts>
#include <span>
#include <string_view>
#include <type_traits>

/// \file
/// What a description says of refusals and of tests, and what is wrong with that.

namespace tollgate::inline v0::detail {

template <class M>
concept names_refusal = requires {
    { &M::refusal } -> static_member;
};
template <class M>
concept names_tests = requires {
    { &M::tests } -> static_member;
};
template <class M>
concept names_test_flag = requires {
    { &M::test_flag } -> static_member;
};

// Refusals: the message's own rule, else the gateway's

template <class M>
concept names_refusal_rule = !requires {
    typename M::refusal;
} && (!names_refusal<M> || requires { typename std::bool_constant<is_taken_as<refusal_rule>(M::refusal)>; });

/// How a refusal of this message looks: as it says itself, or its gateway.
template <class M>
[[nodiscard]] consteval refusal_rule refusal_rule_of()
{
    if constexpr (names_refusal<M>)
        return M::refusal;
    else
        return provider_traits<typename M::account>::refusal;
}

[[nodiscard]] constexpr fault find_refusal_fault(refusal_rule const &rule)
{
    using id = fault_id;
    if (!has_matching_paths(rule)) return {id::provider_refusal_path};
    if (!has_matching_words(rule)) return {id::provider_refusal_words};
    if (!has_error_statuses(rule)) return {id::provider_refusal_status};
    if (!has_matching_header(rule)) return {id::provider_refusal_header};
    return {};
}
/// Of a message that has a rule of its own, or of a gateway.
template <class Described>
inline constexpr fault refusal_fault_in = find_refusal_fault(Described::refusal);
template <class M>
inline constexpr fault refusal_fault_of = {fault_id::message_refusal};
template <names_refusal_rule M>
inline constexpr fault refusal_fault_of<M> =
    refusal_fault_in<std::conditional_t<names_refusal<M>, M, provider_traits<typename M::account>>>;

// Tests: the message's own rule, else its gateway's, else none

/// Whether what is declared as `tests`, if anything is, is a rule that the compiler knows.
template <class D>
concept tests_are_a_rule = !requires {
    typename D::tests;
} && (!names_tests<D> || requires { typename std::bool_constant<is_taken_as<test_rule>(D::tests)>; });
/// An answer says itself how it is marked: it has no account.
template <class M>
concept has_test_rule =
    tests_are_a_rule<M> &&
    (!has_account<M> || requires { requires tests_are_a_rule<provider_traits<typename M::account>>; });

template <class M>
[[nodiscard]] consteval test_rule test_rule_of()
{
    if constexpr (names_tests<M>)
        return M::tests;
    else if constexpr (requires { provider_traits<typename M::account>::tests; })
        return provider_traits<typename M::account>::tests;
    else
        return test_rule{};
}

/// The same for what a message says itself, and not what stands beside the items of a callback.
template <class M>
[[nodiscard]] consteval test_rule own_test_rule_of()
{
    return test_rule_of<M>().outside_items ? test_rule{} : test_rule_of<M>();
}

/// By which field tests are told; empty if there is none, or none of the message's own.
template <class M>
[[nodiscard]] consteval std::string_view test_field_of()
{
    if constexpr (has_test_rule<M>)
        return own_test_rule_of<M>().field;
    else
        return {};
}

/// A field that the message does not declare may be one that its signature does not cover.
template <class M>
[[nodiscard]] consteval bool declares_test_field()
{
    if (test_rule_of<M>().outside_items) return has_items<M> && is_path(test_rule_of<M>().field);
    constexpr std::string_view path = test_rule_of<M>().field;
    std::string_view const at_top = path.substr(0, path.find('.'));
    return path.empty() ||
           (is_path(path) && (holds_name(own_top_names<M>, path) || holds_name(own_top_names<M>, at_top)));
}
template <class M>
[[nodiscard]] consteval bool knows_what_is_live()
{
    constexpr test_rule rule = test_rule_of<M>();
    return rule.field.empty() ? rule.live.empty() && rule.test.empty() : rule.may_lack || !rule.live.empty();
}

template <class M>
consteval fault find_test_fault()
{
    using id = fault_id;
    if constexpr (names_test_flag<M>) {
        return {id::callback_test_flag};
    } else if constexpr (!has_test_rule<M>) {
        return {id::callback_test_rule};
    } else {
        if (!declares_test_field<M>()) return {id::callback_test_field};
        if (!knows_what_is_live<M>()) return {id::callback_test_values};
        return {};
    }
}

/// What a message says of itself.
enum class test_mark { live, test, unclear };

[[nodiscard]] inline bool holds_ignoring_case(short_list<std::string_view> const &values,
                                              std::string_view text) noexcept
{
    return std::ranges::any_of(values, [text](auto value) { return equal_ignoring_case(value, text); });
}

[[nodiscard]] inline test_mark read_test_mark(test_rule const &rule, std::span<parameter const> received)
{
    if (rule.field.empty()) return test_mark::live;
    parameter const *const found = signing::find_path(received, rule.field);
    if (found != nullptr && found->repeated) return test_mark::unclear;
    if (found == nullptr && signing::find_on_the_way(received, rule.field) != nullptr)
        return test_mark::unclear;
    bool const holds_others = found != nullptr && is_container(found->kind);
    bool const is_absent = found == nullptr || (!holds_others && found->text.empty());
    if (is_absent && rule.may_lack) return test_mark::live;
    if (!is_absent && !holds_others && holds_ignoring_case(rule.live, found->text)) return test_mark::live;
    bool const is_named = !is_absent && !holds_others && holds_ignoring_case(rule.test, found->text);
    return is_named || rule.test.empty() ? test_mark::test : test_mark::unclear;
}

} // namespace tollgate::inline v0::detail

#endif

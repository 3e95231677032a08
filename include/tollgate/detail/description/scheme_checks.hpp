// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_SCHEME_CHECKS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_SCHEME_CHECKS_HPP

#include <tollgate/detail/description/account_fields.hpp>
#include <tollgate/detail/description/covered_members.hpp>
#include <tollgate/detail/description/declaration_checks.hpp>
#include <tollgate/detail/description/declared_paths.hpp>
#include <tollgate/header.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/signing/account_choice.hpp>
#include <tollgate/signing/message_listed_fields.hpp>
#include <tollgate/signing/public_key_signature.hpp>
#include <tollgate/signing/secret_use.hpp>
#include <tollgate/signing/signature_location.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

/// \file
/// What is wrong with a scheme in the place where a description uses it, worked out while compiling: a name that nothing
/// declares, or a text in which no secret need take part.

namespace tollgate::inline v0::detail {

/// Where a rule stands: what a scheme can name depends on it.
enum class rule_of { request, response, callback };

template <wire_form Form>
inline constexpr header content_type{"Content-Type", Form == wire_form::json ? "application/json"
                                                     : Form == wire_form::form
                                                         ? "application/x-www-form-urlencoded"
                                                         : ""};

/// The headers of a request that its type alone decides. `Host` is empty where the account decides.
template <class Message>
inline constexpr auto headers_sent = [] {
    using endpoint = typename Message::endpoint;
    constexpr header host{"Host", host_in(host_table_of<typename Message::account>.fixed)};
    if constexpr (content_type<endpoint::form>.value.empty())
        return std::array{host};
    else
        return std::array{host, content_type<endpoint::form>};
}();

template <class Rule>
inline constexpr bool is_in_field = requires { Rule::field; };

[[nodiscard]] constexpr auto to_choice(enclosed_message const &only) noexcept
{
    return enclosed_choice<"", 1>{{only}};
}
template <fixed_string By, std::size_t Count>
[[nodiscard]] constexpr auto to_choice(enclosed_choice<By, Count> const &several) noexcept
{
    return several;
}
/// How a message, its answer or a callback is enclosed: as it says itself, or its gateway.
template <class M>
inline constexpr auto enclosed_choice_of = [] {
    if constexpr (requires {
                      { &M::enclosed } -> static_member;
                  })
        return to_choice(M::enclosed);
    else if constexpr (requires { provider_traits<typename M::account>::enclosed; })
        return to_choice(provider_traits<typename M::account>::enclosed);
    else
        return to_choice({});
}();
template <fixed_string By, std::size_t Count>
[[nodiscard]] constexpr enclosed_forms forms_in(enclosed_choice<By, Count> const &of) noexcept
{
    return {of.each, By.view()};
}
template <class M>
inline constexpr enclosed_forms enclosed_forms_of = forms_in(enclosed_choice_of<M>);
/// The first of the forms, of which field and name beside it hold for all.
template <class M>
inline constexpr enclosed_message enclosed_of = enclosed_choice_of<M>.each.front();
template <class M>
inline constexpr bool is_enclosed = enclosed_of<M>.is_there();

/// Looks at a scheme's nodes, one at a time. `M` is the message or callback, `Where` the place of its rule.
template <class M, class Rule, rule_of Where>
class name_check {
    using account = typename M::account;

public:
    /// The name that a row uses and nothing declares; empty if there is none.
    [[nodiscard]] static constexpr std::string_view undeclared_in(signing::row const &r)
    {
        using signing::op;
        switch (r.what) {
        case op::secret: return has_secret(r.text) ? std::string_view{} : r.text;
        case op::public_key: return r.after.empty() || has_keyring(r.after) ? std::string_view{} : r.after;
        case op::private_key:
            return Where == rule_of::request && has_private_key(r.text) ? std::string_view{} : r.text;
        case op::now: return Where == rule_of::request ? std::string_view{} : std::string_view{"now"};
        case op::nonce: return Where == rule_of::request ? std::string_view{} : std::string_view{"nonce"};
        case op::account_field: return has_field(r.text) ? std::string_view{} : r.text;
        case op::field:
        case op::named_in:
        case op::chosen: return undeclared_path(r.text, path_kind::value);
        case op::listed:
            for (std::string_view const path : r.names)
                if (auto const found = undeclared_path(path, path_kind::value); !found.empty()) return found;
            return {};
        case op::within: return undeclared_path(r.text, path_kind::nested);
        case op::header: return undeclared_header(r.text);
        // The transport adds headers of its own, so nobody knows all of a request before it is sent.
        case op::headers: return Where == rule_of::request ? std::string_view{"headers"} : std::string_view{};
        // Where the signature itself stands in the query, that is written last.
        case op::query: return is_signed_in_query() ? std::string_view{"query"} : std::string_view{};
        default: return {};
        }
    }

    /// What stands at a path of the message, or among what the account sends with it.
    [[nodiscard]] static constexpr path_kind declared_at(std::string_view path)
    {
        return std::max(kind_at(field_table_of<M>, path), sent_of_account(path));
    }

private:
    [[nodiscard]] static constexpr path_kind sent_of_account(std::string_view path)
    {
        if constexpr (Where == rule_of::request)
            return [path]<class... F>(field_list<F...>) {
                return std::max({path_kind::none, (is_sent_with<M, F> ? kind_at(field_row_of<F>::row, path)
                                                                      : path_kind::none)...});
            }(fields_of<account>{});
        else
            return path_kind::none;
    }
    [[nodiscard]] static constexpr bool has_secret(std::string_view name)
    {
        return std::ranges::any_of(field_table_of<account>, [name](field_row const &row) {
            return row.name == name && row.value != nullptr && row.value->is_secret;
        });
    }
    [[nodiscard]] static constexpr bool has_private_key(std::string_view name)
    {
        return std::ranges::any_of(field_table_of<account>, [name](field_row const &row) {
            return row.name == name && row.value != nullptr && row.value->is_private_key;
        });
    }
    [[nodiscard]] static constexpr bool has_keyring(std::string_view name)
    {
        return std::ranges::any_of(field_table_of<account>, [name](field_row const &row) {
            return row.name == name && row.value != nullptr && row.value->is_keyring;
        });
    }
    [[nodiscard]] static constexpr bool has_field(std::string_view name)
    {
        return std::ranges::any_of(field_table_of<account>, [name](field_row const &row) {
            return row.name == name && !(row.value != nullptr && row.value->is_unsent);
        });
    }

    /// What is received may hold what its type does not declare; what is sent cannot.
    [[nodiscard]] static constexpr std::string_view undeclared_path(std::string_view path, path_kind least)
    {
        if (is_enclosed<M> && (path == enclosed_of<M>.field || path == enclosed_of<M>.beside)) return {};
        if constexpr (Where == rule_of::request)
            return declared_at(path) >= least ? std::string_view{} : path;
        else
            return {};
    }
    /// Of a request's headers its message decides a few.
    [[nodiscard]] static constexpr std::string_view undeclared_header(std::string_view name)
    {
        if constexpr (Where == rule_of::request) {
            for (header const &sent : headers_sent<M>)
                if (is_same_header(sent.name, name)) return {};
            // A token is known only when the request is signed already.
            bool const is_token = carries_token<M> && is_same_header(token_header::name, name);
            bool const is_sent = is_sent_as_header(header_rows_of<M>(), field_table_of<M>, name);
            return is_sent && !is_token ? std::string_view{} : name;
        } else {
            return {};
        }
    }
    [[nodiscard]] static constexpr bool is_signed_in_query()
    {
        if constexpr (Where == rule_of::request && is_in_field<Rule>)
            return M::endpoint::form == wire_form::query;
        else
            return false;
    }
};

/// Whether a scheme signs the body as it is. A member of it, and what a program's own function makes of it, may be another matter.
[[nodiscard]] constexpr bool signs_whole_body(signing::scheme_view scheme) noexcept
{
    signing::row const &r = scheme.front();
    if (r.map_is == signing::map_kind::json_member || r.what == signing::op::call) return false;
    return r.what == signing::op::body || any_part(scheme, signs_whole_body);
}

/// Whether the signature stands in the body that the scheme signs.
template <class M, class Rule, rule_of Where>
constexpr bool signs_body_with_itself()
{
    using scheme = decltype(Rule::scheme);
    if constexpr (!is_in_field<Rule>)
        return false;
    else if constexpr (Where == rule_of::request) // the body is not written yet
        return M::endpoint::form != wire_form::query &&
               any_row(signing::scheme_view{signing::shape_of<scheme>},
                       [](signing::row const &r) { return r.what == signing::op::body; });
    else
        return signs_whole_body(signing::shape_of<scheme>);
}

/// Whether a row names anything that may be undeclared. Most schemes have none, and are not looked at for each message.
[[nodiscard]] constexpr bool names_something(signing::row const &r) noexcept
{
    using signing::op;
    switch (r.what) {
    case op::secret:
    case op::public_key:
    case op::private_key:
    case op::now:
    case op::nonce:
    case op::account_field:
    case op::field:
    case op::header:
    case op::listed:
    case op::named_in:
    case op::within:
    case op::headers:
    case op::query:
    case op::chosen: return true;
    default: return false;
    }
}

/// The first undeclared name of an expression.
template <class M, class Rule, rule_of Where, class X>
constexpr std::string_view first_undeclared()
{
    if constexpr (signing::any_row(signing::shape_of<X>, names_something))
        for (signing::row const &r : signing::shape_of<X>)
            if (auto const name = name_check<M, Rule, Where>::undeclared_in(r); !name.empty()) return name;
    return {};
}

/// The first word of an expression that says something of a request alone; empty if there is none.
[[nodiscard]] constexpr std::string_view first_of_request(signing::scheme_view scheme)
{
    using signing::op;
    for (signing::row const &r : scheme)
        switch (r.what) {
        case op::operation: return "operation";
        case op::method: return "method";
        case op::path: return "path";
        case op::target: return "target";
        case op::query: return "query";
        default: break;
        }
    return {};
}

/// Whether a row adds something unsent to the message's own fields, one of which may have its name.
[[nodiscard]] constexpr bool is_added_to_fields(signing::scheme_view scheme, signing::row const &r) noexcept
{
    using signing::op;
    if (r.what != op::plus) return false;
    op const source = source_of(scheme.subspan(r.place, r.size)).what;
    return source == op::fields || source == op::listed || source == op::named_in;
}

/// The first name of something unsent that is a field's, too.
template <class M, class Rule, rule_of Where>
constexpr std::string_view first_twofold_name()
{
    constexpr auto const &shape = signing::shape_of<decltype(Rule::scheme)>;
    constexpr bool adds =
        signing::any_row(shape, [](signing::row const &r) { return is_added_to_fields(shape, r); });
    if constexpr (adds)
        for (signing::row const &r : shape) {
            if (!is_added_to_fields(shape, r)) continue;
            path_kind const kind = name_check<M, Rule, Where>::declared_at(r.text);
            if (kind == path_kind::value || kind == path_kind::nested) return r.text;
        }
    return {};
}

/// Whether a secret takes part in whatever a scheme signs. A request under a scheme that names none is no more than a checksum, and may be.
template <class Rule, rule_of Where>
constexpr bool needs_secret_and_has_none()
{
    signing::scheme_view const scheme = signing::shape_of<decltype(Rule::scheme)>;
    bool const must_have =
        Where == rule_of::request ? signing::holds_secret(scheme) : !signing::holds_public_key(scheme);
    return must_have && !signing::always_holds_secret(scheme);
}

/// What of its own moment a request's scheme signs and its header does not show, so that nobody could verify it; empty if there is none.
template <class Rule>
constexpr std::string_view first_unshown()
{
    constexpr auto const &shape = signing::shape_of<decltype(Rule::scheme)>;
    auto const is_unshown = [](signing::op what) {
        bool const is_used = any_row(shape, [what](signing::row const &r) { return r.what == what; });
        return is_used && (is_in_field<Rule> || !signing::shows_plainly(shape, what));
    };
    if (is_unshown(signing::op::now)) return "now";
    if (is_unshown(signing::op::nonce)) return "nonce";
    return {};
}

/// Whether a field of the account may choose among as many things as this, and its names are theirs: all of them, each once.
template <class Account>
constexpr bool can_choose(std::string_view field, auto const &said)
{
    auto const row = std::ranges::find(field_table_of<Account>, field, &field_row::name);
    if (row == field_table_of<Account>.end() || row->kind != field_kind::value || !row->is_required)
        return false;
    std::span<std::string_view const> const names = row->value->names;
    return !names.empty() && names.size() == said.size() && std::ranges::is_permutation(names, said);
}
/// The field by which an account is to choose pieces of a scheme or a way of enclosing, and cannot; empty if it can.
template <class M, class Rule>
constexpr std::string_view first_wrong_choice()
{
    using account = typename M::account;
    signing::scheme_view const scheme = signing::shape_of<decltype(Rule::scheme)>;
    std::string_view const by = signing::field_that_chooses(scheme);
    for (signing::row const &r : scheme)
        if (signing::is_choice(r) && (r.text != by || !can_choose<account>(r.text, r.names))) return r.text;
    enclosed_forms const &forms = enclosed_forms_of<M>;
    if (forms.by.empty()) return {};
    std::array<std::string_view, enclosed_choice_of<M>.each.size()> said{};
    std::ranges::transform(forms.each, said.begin(), &enclosed_message::text);
    bool const are_alike = std::ranges::all_of(forms.each, [&](enclosed_message const &one) {
        return one.field == forms.each.front().field && one.beside == forms.each.front().beside;
    });
    bool const can = are_alike && is_enclosed<M> && !forms.each.front().beside.empty() &&
                     can_choose<account>(forms.by, said);
    return can ? std::string_view{} : forms.by;
}

/// Who says when what arrives was signed: the callback, or the message of which it is the answer, or else the gateway.
template <class M>
using names_signed_at = std::conditional_t<requires {
    { &M::signed_at } -> static_member;
}, M, provider_traits<typename M::account>>;
template <class M>
inline constexpr bool has_signed_at = requires { names_signed_at<M>::signed_at.at; };

/// An answer may have no body at all, so that a header before it could take all of it in.
inline constexpr signing::body_kind answer_body_kind = signing::body_kind::form;

/// What is wrong with the scheme of a rule, where this message uses it.
template <class M, class Rule, rule_of Where>
constexpr fault find_scheme_fault()
{
    if constexpr (requires { Rule::scheme; }) {
        using id = fault_id;
        if (auto const name = first_undeclared<M, Rule, Where, decltype(Rule::scheme)>(); !name.empty())
            return {id::signing_undeclared, name};
        if constexpr (Where != rule_of::request)
            if (auto const name = first_of_request(signing::shape_of<decltype(Rule::scheme)>); !name.empty())
                return {id::signing_of_request, name};
        if (auto const name = first_wrong_choice<M, Rule>(); !name.empty())
            return {id::signing_account_choice, name};
        if (!signing::spares_itself<Rule>) return {id::signing_signs_itself};
        if (signs_body_with_itself<M, Rule, Where>()) return {id::signing_body_in_field};
        if constexpr (is_enclosed<M>)
            if (!is_in_field<Rule> ||
                !signing::covers(signing::shape_of<decltype(Rule::scheme)>, {.path = enclosed_of<M>.field}))
                return {id::signing_enclosed};
        if constexpr (Where == rule_of::request)
            if (auto const name = first_unshown<Rule>(); !name.empty()) return {id::signing_unshown, name};
        if constexpr (Where != rule_of::response)
            if (auto const name = first_twofold_name<M, Rule, Where>(); !name.empty())
                return {id::signing_unsent_name, name};
        if (needs_secret_and_has_none<Rule, Where>()) return {id::signing_no_secret};
        if constexpr (Where != rule_of::request) {
            if (signing::glues_header(signing::shape_of<decltype(Rule::scheme)>,
                                      Where == rule_of::response ? answer_body_kind : body_kind_of<M>))
                return {id::signing_glued_header};
            if constexpr (has_signed_at<M>)
                if (auto const name =
                        first_undeclared<M, Rule, Where, decltype(names_signed_at<M>::signed_at.at)>();
                    !name.empty())
                    return {id::signing_undeclared, name};
        }
    }
    return {};
}

template <class M, class Rule, rule_of Where>
inline constexpr fault scheme_fault_of = find_scheme_fault<M, Rule, Where>();

/// Says what is wrong with another scheme than the described one.
template <class M, class Rule, rule_of Where>
consteval void check_scheme()
{
    constexpr fault const &found = scheme_fault_of<M, Rule, Where>;
    if constexpr (found.is_there()) report<blamed<scheme_fault_of<M, Rule, Where>, M>, found.id>();
}

} // namespace tollgate::inline v0::detail

#endif

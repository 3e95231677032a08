// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_SCHEME_CHECKS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_SCHEME_CHECKS_HPP

#include <tollgate/detail/description/account_fields.hpp>
#include <tollgate/detail/description/covered_members.hpp>
#include <tollgate/detail/description/declaration_checks.hpp>
#include <tollgate/detail/description/declared_paths.hpp>
#include <tollgate/detail/description/header_table.hpp>
#include <tollgate/detail/description/message_names.hpp>
#include <tollgate/detail/description/place_checks.hpp>
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

template <wire_form Form>
inline constexpr bool names_content_type = !content_type<Form>.value.empty();

/// The headers of a request that its type alone decides. `Host` is empty where the account decides.
template <class Account, wire_form Form>
inline constexpr auto headers_sent = [] {
    constexpr header host{"Host", host_in(host_table_of<Account>.fixed)};
    if constexpr (names_content_type<Form>)
        return std::array{host, content_type<Form>};
    else
        return std::array{host};
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
/// Who says how a message, its answer or a callback is enclosed: it says so itself, or else its gateway.
template <class M>
using names_enclosed = std::conditional_t<requires {
    { &M::enclosed } -> static_member;
}, M, provider_traits<typename M::account>>;
template <class Described>
inline constexpr auto enclosed_choice_in = [] {
    if constexpr (requires { Described::enclosed; })
        return to_choice(Described::enclosed);
    else
        return to_choice({});
}();
template <fixed_string By, std::size_t Count>
[[nodiscard]] constexpr enclosed_forms forms_in(enclosed_choice<By, Count> const &of) noexcept
{
    return {of.each, By.view()};
}
template <class Described>
inline constexpr enclosed_forms enclosed_forms_in = forms_in(enclosed_choice_in<Described>);
template <class M>
inline constexpr enclosed_forms const &enclosed_forms_of = enclosed_forms_in<names_enclosed<M>>;
/// The first of the forms, of which field and name beside it hold for all.
template <class M>
inline constexpr enclosed_message const &enclosed_of = enclosed_forms_of<M>.each.front();
template <class M>
inline constexpr bool is_enclosed = enclosed_of<M>.is_there();

/// A rule's scheme, in the place where a message or callback uses it.
struct scheme_use {
    rule_of where;
    signing::scheme_view scheme;
    bool spares_itself;             ///< It leaves out the signature's own field or header.
    bool is_in_field;               ///< The signature is a field.
    signing::scheme_view signed_at; ///< The text of the time of signing; empty if there is none.
    signing::body_kind body;        ///< Of what arrives.
    top_fields const &fields;
    field_table const &account;
    enclosed_forms const &enclosed;
    wire_form form{};                   ///< Of a request.
    bool has_content_type = false;      ///< Of a request.
    std::span<header_row const> sent{}; ///< A request's headers.
    bool carries_token = false;         ///< One of them holds the access token.

    [[nodiscard]] constexpr bool is_of_request() const noexcept { return where == rule_of::request; }
    [[nodiscard]] constexpr bool is_enclosed() const noexcept { return enclosed.each.front().is_there(); }
};

/// What stands at a path of the message, or among what the account sends with it.
[[nodiscard]] constexpr path_kind declared_at(scheme_use const &use, std::string_view path)
{
    path_kind found = kind_at(use.fields.own, path);
    for (std::size_t i = 0; i != use.fields.sent.size(); ++i)
        if (use.fields.sent[i]) found = std::max(found, kind_at(use.fields.account->first[i], path));
    return found;
}

/// The path, if it leads to less than this. What is received may hold what its type does not declare; what is sent cannot.
[[nodiscard]] constexpr std::string_view undeclared_path(scheme_use const &use, std::string_view path,
                                                         path_kind least)
{
    enclosed_message const &outside = use.enclosed.each.front();
    if (use.is_enclosed() && (path == outside.field || path == outside.beside)) return {};
    return !use.is_of_request() || declared_at(use, path) >= least ? std::string_view{} : path;
}
/// Of a request's headers its message decides a few.
[[nodiscard]] constexpr std::string_view undeclared_header(scheme_use const &use, std::string_view name)
{
    if (!use.is_of_request() || is_same_header("Host", name)) return {};
    if (use.has_content_type && is_same_header("Content-Type", name)) return {};
    // A token is known only when the request is signed already.
    bool const is_token = use.carries_token && is_same_header(token_header::name, name);
    return is_sent_as_header(use.sent, use.fields.own, name) && !is_token ? std::string_view{} : name;
}

/// The name that a row uses and nothing declares; empty if there is none.
[[nodiscard]] constexpr std::string_view undeclared_in(scheme_use const &use, signing::row const &r)
{
    using signing::op;
    auto const unless = [](bool is_there, std::string_view name) {
        return is_there ? std::string_view{} : name;
    };
    switch (r.what) {
    case op::secret: return unless(holds_key(use.account, r.text, &value_table::is_secret), r.text);
    case op::public_key:
        return unless(r.after.empty() || holds_key(use.account, r.after, &value_table::is_keyring), r.after);
    case op::private_key:
        return unless(use.is_of_request() && holds_key(use.account, r.text, &value_table::is_private_key),
                      r.text);
    case op::now: return unless(use.is_of_request(), "now");
    case op::nonce: return unless(use.is_of_request(), "nonce");
    case op::account_field: return unless(has_sent_field(use.account, r.text), r.text);
    case op::field:
    case op::named_in:
    case op::chosen: return undeclared_path(use, r.text, path_kind::value);
    case op::listed:
        for (std::string_view const path : r.names)
            if (auto const found = undeclared_path(use, path, path_kind::value); !found.empty()) return found;
        return {};
    case op::within: return undeclared_path(use, r.text, path_kind::nested);
    case op::header: return undeclared_header(use, r.text);
    // The transport adds headers of its own, so nobody knows all of a request before it is sent.
    case op::headers: return unless(!use.is_of_request(), "headers");
    // Where the signature itself stands in the query, that is written last.
    case op::query:
        return unless(!(use.is_of_request() && use.is_in_field && use.form == wire_form::query), "query");
    default: return {};
    }
}
/// The first undeclared name of an expression; empty if there is none.
[[nodiscard]] constexpr std::string_view first_undeclared(scheme_use const &use, signing::scheme_view in)
{
    for (signing::row const &r : in)
        if (auto const name = undeclared_in(use, r); !name.empty()) return name;
    return {};
}

/// Whether a scheme signs the body as it is. A member of it, and what a program's own function makes of it, may be another matter.
[[nodiscard]] constexpr bool signs_whole_body(signing::scheme_view scheme) noexcept
{
    signing::row const &r = scheme.front();
    if (r.map_is == signing::map_kind::json_member || r.what == signing::op::call) return false;
    return r.what == signing::op::body || any_part(scheme, signs_whole_body);
}

/// Whether the signature stands in the body that the scheme signs.
[[nodiscard]] constexpr bool signs_body_with_itself(scheme_use const &use) noexcept
{
    if (!use.is_in_field) return false;
    if (!use.is_of_request()) return signs_whole_body(use.scheme);
    return use.form != wire_form::query && uses(use.scheme, signing::op::body); // which is not written yet
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
[[nodiscard]] constexpr std::string_view first_twofold_name(scheme_use const &use)
{
    for (signing::row const &r : use.scheme) {
        if (!is_added_to_fields(use.scheme, r)) continue;
        path_kind const kind = declared_at(use, r.text);
        if (kind == path_kind::value || kind == path_kind::nested) return r.text;
    }
    return {};
}

/// Whether a secret takes part in whatever a scheme signs. A request under a scheme that names none is no more than a checksum, and may be.
[[nodiscard]] constexpr bool needs_secret_and_has_none(scheme_use const &use)
{
    bool const must_have =
        use.is_of_request() ? signing::holds_secret(use.scheme) : !signing::holds_public_key(use.scheme);
    return must_have && !signing::always_holds_secret(use.scheme);
}

/// What of its own moment a request's scheme signs and its header does not show, so that nobody could verify it; empty if there is none.
[[nodiscard]] constexpr std::string_view first_unshown(scheme_use const &use)
{
    auto const is_unshown = [&use](signing::op what) {
        return uses(use.scheme, what) && (use.is_in_field || !signing::shows_plainly(use.scheme, what));
    };
    if (is_unshown(signing::op::now)) return "now";
    if (is_unshown(signing::op::nonce)) return "nonce";
    return {};
}

/// The texts of a field of the account that may choose; none if it cannot: it must be there, and its texts known.
[[nodiscard]] constexpr std::span<std::string_view const> texts_that_choose(field_table const &account,
                                                                            std::string_view field)
{
    for (field_row const &row : account)
        if (row.name == field)
            return row.kind == field_kind::value && row.is_required ? row.value->names
                                                                    : std::span<std::string_view const>{};
    return {};
}
/// Whether the account's field may choose among the pieces of a row: its texts are theirs, all of them, each once.
[[nodiscard]] constexpr bool can_choose_piece(field_table const &account, signing::row const &r)
{
    auto const texts = texts_that_choose(account, r.text);
    return !texts.empty() && std::ranges::is_permutation(texts, r.names);
}
/// The same for the ways in which a message is enclosed, of which field and name beside it are the same.
[[nodiscard]] constexpr bool can_choose_form(field_table const &account, enclosed_forms const &forms)
{
    enclosed_message const &first = forms.each.front();
    for (enclosed_message const &one : forms.each)
        if (one.field != first.field || one.beside != first.beside) return false;
    auto const texts = texts_that_choose(account, forms.by);
    return first.is_there() && !first.beside.empty() && !texts.empty() &&
           std::ranges::is_permutation(texts, forms.each, {}, {}, &enclosed_message::text);
}
/// The field by which an account is to choose pieces of a scheme or a way of enclosing, and cannot; empty if it can.
[[nodiscard]] constexpr std::string_view first_wrong_choice(scheme_use const &use)
{
    std::string_view const by = signing::field_that_chooses(use.scheme);
    for (signing::row const &r : use.scheme)
        if (signing::is_choice(r) && (r.text != by || !can_choose_piece(use.account, r))) return r.text;
    bool const can = use.enclosed.by.empty() || can_choose_form(use.account, use.enclosed);
    return can ? std::string_view{} : use.enclosed.by;
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

/// What is wrong with a scheme where it is used.
[[nodiscard]] constexpr fault find_scheme_fault(scheme_use const &use)
{
    using id = fault_id;
    if (auto const name = first_undeclared(use, use.scheme); !name.empty())
        return {id::signing_undeclared, name};
    if (!use.is_of_request())
        if (auto const name = first_of_request(use.scheme); !name.empty())
            return {id::signing_of_request, name};
    if (auto const name = first_wrong_choice(use); !name.empty()) return {id::signing_account_choice, name};
    if (!use.spares_itself) return {id::signing_signs_itself};
    if (signs_body_with_itself(use)) return {id::signing_body_in_field};
    if (use.is_enclosed() &&
        (!use.is_in_field || !signing::covers(use.scheme, {.path = use.enclosed.each.front().field})))
        return {id::signing_enclosed};
    if (use.is_of_request())
        if (auto const name = first_unshown(use); !name.empty()) return {id::signing_unshown, name};
    if (use.where != rule_of::response)
        if (auto const name = first_twofold_name(use); !name.empty()) return {id::signing_unsent_name, name};
    if (needs_secret_and_has_none(use)) return {id::signing_no_secret};
    if (use.is_of_request()) return {};
    if (signing::glues_header(use.scheme, use.body)) return {id::signing_glued_header};
    if (auto const name = first_undeclared(use, use.signed_at); !name.empty())
        return {id::signing_undeclared, name};
    return {};
}

/// The text of the time of signing, as a message or callback has it; empty if there is none.
template <class M>
inline constexpr signing::scheme_view signed_at_shape = {};
template <class M>
    requires has_signed_at<M>
inline constexpr signing::scheme_view signed_at_shape<M> =
    signing::shape_of<std::remove_cvref_t<decltype(names_signed_at<M>::signed_at.at)>>;

template <class M, class Rule, rule_of Where>
[[nodiscard]] consteval scheme_use use_of_scheme()
{
    scheme_use use{.where = Where,
                   .scheme = signing::shape_of<decltype(Rule::scheme)>,
                   .spares_itself = signing::spares_itself<Rule>,
                   .is_in_field = is_in_field<Rule>,
                   .signed_at = signed_at_shape<M>,
                   .body = answer_body_kind,
                   .fields = top_fields_of<M>,
                   .account = field_table_of<typename M::account>,
                   .enclosed = enclosed_forms_of<M>};
    if constexpr (Where == rule_of::callback) use.body = body_kind_of<M>;
    if constexpr (Where == rule_of::request) {
        use.form = M::endpoint::form;
        use.has_content_type = names_content_type<M::endpoint::form>;
        use.sent = header_rows_of<M>();
        use.carries_token = carries_token<M>;
    }
    return use;
}

template <class M, class Rule, rule_of Where>
inline constexpr fault scheme_fault_of = {};
template <class M, class Rule, rule_of Where>
    requires requires { Rule::scheme; }
inline constexpr fault scheme_fault_of<M, Rule, Where> = find_scheme_fault(use_of_scheme<M, Rule, Where>());

/// Says what is wrong with another scheme than the described one.
template <class M, class Rule, rule_of Where>
consteval void check_scheme()
{
    constexpr fault const &found = scheme_fault_of<M, Rule, Where>;
    if constexpr (found.is_there()) report<blamed<scheme_fault_of<M, Rule, Where>, M>, found.id>();
}

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_COVERED_MEMBERS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_COVERED_MEMBERS_HPP

#include <tollgate/detail/field_names.hpp>
#include <tollgate/signing/coverage.hpp>
#include <tollgate/signing/split_header.hpp>

#include <concepts>
#include <string_view>
#include <vector>

/// \file
/// Which of a callback's members its signature does not cover, found while compiling.

namespace tollgate::inline v0::detail {

template <class C>
inline constexpr bool is_opaque = requires {
    { &C::body_is_opaque } -> static_member;
    requires C::body_is_opaque;
};

template <class C>
inline constexpr bool comes_as_form = requires {
    { &C::also_as_form } -> static_member;
    requires C::also_as_form;
};
template <class C>
inline constexpr bool comes_only_as_form = requires {
    { &C::only_as_form } -> static_member;
    requires C::only_as_form;
};

/// What the body of a received message may be.
template <class C>
inline constexpr signing::body_kind body_kind_of =
    is_opaque<C>                                ? signing::body_kind::opaque
    : comes_as_form<C> || comes_only_as_form<C> ? signing::body_kind::form
                                                : signing::body_kind::json;

/// Where a member stands, for the compiler: not every one has its strings while compiling.
class path_of_names {
public:
    [[nodiscard]] constexpr std::string_view view() const { return {text_.data(), text_.size()}; }
    [[nodiscard]] constexpr path_of_names then(std::string_view name) const
    {
        path_of_names longer{*this};
        longer.text_.insert(longer.text_.end(), name.begin(), name.end());
        return longer;
    }
    /// The path of an object, for its members.
    [[nodiscard]] constexpr path_of_names into(std::string_view object) const
    {
        return then(object).then(".");
    }

private:
    std::vector<char> text_;
};

/// A scheme, asked whether it covers members of an aggregate.
struct coverage {
    signing::scheme_view scheme;
    bool is_header = false; ///< Whether the members are headers, as of a body that is not looked into.

    /// \param path of names with dots between them
    [[nodiscard]] constexpr bool covers(std::string_view path, signing::covered_item kind = {}) const
    {
        kind.path = path;
        kind.is_header = is_header;
        return signing::covers(scheme, kind);
    }
    /// The name, if what stands there is not covered.
    [[nodiscard]] constexpr std::string_view
    unless_covered(std::string_view name, path_of_names const &before, signing::covered_item kind = {}) const
    {
        if (before.view().empty()) kind.first_name = name.size();
        return covers(before.then(name).view(), kind) ? std::string_view{} : name;
    }
};

template <class C, class Scheme>
inline constexpr coverage coverage_of{signing::shape_of<Scheme>, is_opaque<C>};

/**
 * \brief The name of the first member that a scheme does not cover; empty if it covers all.
 * \param before    the path of the object that holds the members, with a dot behind it
 * \param is_choice whether presence or value of the members decides what is read, so that none may be unsigned
 */
[[nodiscard]] constexpr std::string_view first_uncovered(coverage const &by, field_table const &of,
                                                         path_of_names const &before = {},
                                                         bool is_choice = false);

[[nodiscard]] constexpr std::string_view first_uncovered_value(coverage const &by, field_row const &of,
                                                               path_of_names const &before, bool is_choice)
{
    if (of.is_unsigned) return is_choice ? of.name : std::string_view{};
    signing::covered_item const kind{.is_container = is_container(of.value->sent_as),
                                     .is_list = of.value->element != nullptr};
    std::string_view found = by.unless_covered(of.name, before, kind);
    if (of.value->inside != nullptr && !found.empty())
        found = first_uncovered(by, *of.value->inside, before.into(of.name), is_choice);
    for (std::string_view const alias : of.aliases)
        if (found.empty() && !alias.empty()) found = by.unless_covered(alias, before, kind);
    return found;
}
[[nodiscard]] constexpr std::string_view first_uncovered_alternative(coverage const &by, field_row const &of,
                                                                     path_of_names const &before)
{
    for (field_table const *one : of.alternatives)
        if (auto const found = first_uncovered(by, *one, before, true); !found.empty()) return found;
    return {};
}
[[nodiscard]] constexpr std::string_view first_uncovered_choice(coverage const &by, field_row const &of,
                                                                path_of_names const &before)
{
    std::string_view const found = by.unless_covered(of.name, before);
    if (!found.empty()) return found;
    if (of.object.empty()) return first_uncovered_alternative(by, of, before);
    if (by.covers(before.then(of.object).view(), {.is_container = true})) return {};
    return first_uncovered_alternative(by, of, before.into(of.object));
}
[[nodiscard]] constexpr std::string_view first_uncovered(coverage const &by, field_row const &of,
                                                         path_of_names const &before, bool is_choice)
{
    switch (of.kind) {
    case field_kind::value: return first_uncovered_value(by, of, before, is_choice);
    case field_kind::constant: return by.unless_covered(of.name, before);
    case field_kind::choice: return first_uncovered_choice(by, of, before);
    case field_kind::alternatives: return first_uncovered_alternative(by, of, before);
    case field_kind::unlisted: return {}; // what it holds is looked at when a message comes
    }
    return {};
}
constexpr std::string_view first_uncovered(coverage const &by, field_table const &of,
                                           path_of_names const &before, bool is_choice)
{
    for (field_row const &row : of)
        if (auto const found = first_uncovered(by, row, before, is_choice); !found.empty()) return found;
    return {};
}

/// Whether a scheme covers any of an aggregate's members, or could cover one that it does not know.
[[nodiscard]] constexpr bool covers_any(coverage const &by, field_table const &of,
                                        path_of_names const &before = {})
{
    for (field_row const &row : of) {
        bool found = false;
        signing::covered_item kind;
        if (row.value != nullptr)
            kind = {.is_container = is_container(row.value->sent_as),
                    .is_list = row.value->element != nullptr};
        auto const look_at = [&](std::string_view name) {
            found = found || by.unless_covered(name, before, kind).empty();
        };
        if (!row.name.empty()) each_own_name(row, look_at);
        if (row.kind == field_kind::unlisted) look_at("?"); // as any that no member is declared for
        if (row.value != nullptr && row.value->inside != nullptr)
            found = found || covers_any(by, *row.value->inside, before.into(row.name));
        path_of_names inside{
            before}; // not by `?:`, of which g++ 12 destroys the result twice while compiling
        if (!row.object.empty()) inside = before.into(row.object);
        for (field_table const *one : row.alternatives)
            found = found || covers_any(by, *one, inside);
        if (found) return true;
    }
    return false;
}

/// Whether a part of a scheme stands in it, under a digest into which a secret goes.
template <class X, class Part>
inline constexpr bool shows_part = std::same_as<X, Part>;
template <class L, class R, class Part>
inline constexpr bool shows_part<signing::concat_node<L, R>, Part> =
    std::same_as<signing::concat_node<L, R>, Part> || shows_part<L, Part> || shows_part<R, Part>;

template <class X, class Part>
inline constexpr bool signs_part = false;
template <class M, class X, class Part>
inline constexpr bool signs_part<signing::mapped_node<M, X>, Part> = signs_part<X, Part>;
template <class L, class R, class Part>
inline constexpr bool signs_part<signing::concat_node<L, R>, Part> =
    signs_part<L, Part> || signs_part<R, Part>;
template <class A, class X, class Part>
inline constexpr bool signs_part<signing::digest_node<A, X>, Part> =
    signing::always_holds_secret(signing::shape_of<X>) && shows_part<X, Part>;
template <class A, class K, class X, class Part>
inline constexpr bool signs_part<signing::hmac_node<A, K, X>, Part> =
    (signing::always_holds_secret(signing::shape_of<K>) ||
     signing::always_holds_secret(signing::shape_of<X>)) &&
    shows_part<X, Part>;
template <class S, class X, class Part>
inline constexpr bool signs_part<signing::public_key_node<S, X>, Part> = shows_part<X, Part>;
template <class S, fixed_string Keys, class X, class Choice, class Part>
inline constexpr bool signs_part<signing::keyring_node<S, Keys, X, Choice>, Part> = shows_part<X, Part>;

/// Whether a scheme covers all that a text is made of: a signed time, above all.
template <class Scheme, bool IsOpaque, class X>
inline constexpr bool covers_text = signs_part<Scheme, X>;
template <class Scheme, bool IsOpaque, std::size_t N>
inline constexpr bool covers_text<Scheme, IsOpaque, signing::literal_node<N>> = true;
template <class Scheme, bool IsOpaque, class L, class R>
inline constexpr bool covers_text<Scheme, IsOpaque, signing::concat_node<L, R>> =
    covers_text<Scheme, IsOpaque, L> && covers_text<Scheme, IsOpaque, R>;
template <class Scheme, bool IsOpaque, class M, class X>
inline constexpr bool covers_text<Scheme, IsOpaque, signing::mapped_node<M, X>> =
    signs_part<Scheme, signing::mapped_node<M, X>> || covers_text<Scheme, IsOpaque, X>;
template <class Scheme, bool IsOpaque, fixed_string Path>
inline constexpr bool covers_text<Scheme, IsOpaque, signing::named_node<signing::named::field, Path>> =
    coverage{signing::shape_of<Scheme>, IsOpaque}.covers(Path.view());
template <class Scheme, bool IsOpaque, fixed_string Name>
inline constexpr bool covers_text<Scheme, IsOpaque, signing::named_node<signing::named::header, Name>> =
    coverage{signing::shape_of<Scheme>, true}.covers(Name.view());

} // namespace tollgate::inline v0::detail

#endif

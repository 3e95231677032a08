// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_COVERED_MEMBERS_HPP
#define TOLLGATE_DETAIL_COVERED_MEMBERS_HPP

#include <tollgate/detail/names.hpp>
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

/// The members of one aggregate under one scheme. Each function returns the first name that is not covered, or nothing.
/// \tparam IsHeader whether the members are headers, as of a body that is not looked into
template <class Scheme, bool IsHeader>
struct covered_members {
    /// \param before    the path of the object that holds the members, with a dot behind it
    /// \param is_choice whether presence or value of the members decides what is read, so that none may be unsigned
    template <class M>
    static constexpr std::string_view first_uncovered(path_of_names const &before = {},
                                                      bool is_choice = false)
    {
        std::string_view found;
        [&]<class... F>(field_list<F...>) {
            ((found = found.empty() ? look(static_cast<F *>(nullptr), before, is_choice) : found), ...);
        }(fields_of<M>{});
        return found;
    }

    /// \param path of names with dots between them
    static constexpr bool covers(std::string_view path, signing::covered_item kind = {})
    {
        kind.path = path;
        kind.is_header = IsHeader;
        return signing::covers<Scheme>(kind);
    }

private:
    template <class T>
    static constexpr signing::covered_item kind_of{.is_container = is_list<T> || object_value<T>,
                                                   .is_list = is_list<T>};

    static constexpr std::string_view unless_covered(std::string_view name, path_of_names const &before,
                                                     signing::covered_item kind = {})
    {
        if (before.view().empty()) kind.first_name = name.size();
        return covers(before.then(name).view(), kind) ? std::string_view{} : name;
    }
    template <class F, class T, class... Attributes>
    static constexpr std::string_view look_at_plain(path_of_names const &before, bool is_choice)
    {
        if (F::is_unsigned) return is_choice ? F::name : std::string_view{};
        std::string_view found = unless_covered(F::name, before, kind_of<T>);
        if constexpr (object_value<T>)
            if (!found.empty()) found = first_uncovered<T>(before.into(F::name), is_choice);
        for (std::string_view const alias : aliases_in<Attributes...>)
            if (found.empty() && !alias.empty()) found = unless_covered(alias, before, kind_of<T>);
        return found;
    }
    template <fixed_string Name, class T, class... Attributes>
    static constexpr std::string_view look(required<Name, T, Attributes...> *, path_of_names const &before,
                                           bool is_choice)
    {
        return look_at_plain<required<Name, T, Attributes...>, T, Attributes...>(before, is_choice);
    }
    template <fixed_string Name, class T, class... Attributes>
    static constexpr std::string_view look(optional<Name, T, Attributes...> *, path_of_names const &before,
                                           bool is_choice)
    {
        return look_at_plain<optional<Name, T, Attributes...>, T, Attributes...>(before, is_choice);
    }
    template <fixed_string Name, fixed_string Text>
    static constexpr std::string_view look(constant<Name, Text> *, path_of_names const &before, bool)
    {
        return unless_covered(Name.view(), before);
    }
    /// What it holds is looked at when a message comes.
    static constexpr std::string_view look(unlisted *, path_of_names const &, bool) { return {}; }
    template <bool Required, class... Alternatives>
    static constexpr std::string_view look(basic_choice_of<Required, Alternatives...> *,
                                           path_of_names const &before, bool)
    {
        std::string_view found;
        ((found = found.empty() ? first_uncovered<Alternatives>(before, true) : found), ...);
        return found;
    }
    template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
    static constexpr std::string_view look(basic_choice<Required, Name, Fields, Alternatives...> *,
                                           path_of_names const &before, bool)
    {
        path_of_names inside{
            before}; // not by `?:`, of which g++ 12 destroys the result twice while compiling
        if (!Fields.view().empty()) inside = before.into(Fields.view());
        std::string_view found = unless_covered(Name.view(), before);
        if (!Fields.view().empty() && found.empty() &&
            covers(before.then(Fields.view()).view(), {.is_container = true}))
            return found;
        ((found = found.empty() ? first_uncovered<Alternatives>(inside, true) : found), ...);
        return found;
    }
};

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
    covered_members<Scheme, IsOpaque>::covers(Path.view());
template <class Scheme, bool IsOpaque, fixed_string Name>
inline constexpr bool covers_text<Scheme, IsOpaque, signing::named_node<signing::named::header, Name>> =
    covered_members<Scheme, true>::covers(Name.view());

} // namespace tollgate::inline v0::detail

#endif

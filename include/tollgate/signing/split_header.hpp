// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SPLIT_HEADER_HPP
#define TOLLGATE_SIGNING_SPLIT_HEADER_HPP

#include <tollgate/core/wiped_buffer.hpp>
#include <tollgate/signing/context.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/fold.hpp>
#include <tollgate/signing/nodes.hpp>
#include <tollgate/signing/secret_use.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// \file
/// Where a header ends and the body begins in a signed text, `header<"id"> + "." + body`, say. A body that may begin with
/// anything does not say so, and whoever sends the message chooses both.

namespace tollgate::inline v0::signing {

/// What a body may be. The first character of JSON tells where it begins, and its last one where it ends.
enum class body_kind {
    json,   ///< JSON alone.
    form,   ///< A form, or JSON.
    opaque, ///< Anything: it is not looked into, and the headers are fields.
};

template <class N>
inline constexpr bool is_digest = false;
template <class Algorithm, class X>
inline constexpr bool is_digest<digest_node<Algorithm, X>> = true;
template <class Algorithm, class Key, class X>
inline constexpr bool is_digest<hmac_node<Algorithm, Key, X>> = true;

/// Whether a text shows what one of its nodes gives: a digest does not, and its length is fixed.
template <class X, class Ask>
[[nodiscard]] constexpr bool shows(Ask ask)
{
    if constexpr (is_digest<X>)
        return false;
    else
        return ask.template operator()<X>() || any_part<X>([ask]<class P>() { return shows<P>(ask); });
}

template <class N, body_kind Kind>
inline constexpr bool is_header = std::same_as<N, all_headers>;
template <fixed_string Name, body_kind Kind>
inline constexpr bool is_header<named_node<named::header, Name>, Kind> = true;
template <fixed_string Name, body_kind Kind>
inline constexpr bool is_header<named_node<named::field, Name>, Kind> =
    Kind == body_kind::opaque && Name.view() != "body";

template <class N, body_kind Kind>
inline constexpr bool is_any_body = false;
template <body_kind Kind>
inline constexpr bool is_any_body<source_node<source::body>, Kind> = Kind != body_kind::json;
template <fixed_string Name, body_kind Kind>
inline constexpr bool is_any_body<named_node<named::field, Name>, Kind> =
    Kind == body_kind::opaque && Name.view() == "body";

template <class X, body_kind Kind>
inline constexpr bool shows_header = shows<X>([]<class N>() { return is_header<N, Kind>; });
template <class X, body_kind Kind>
inline constexpr bool shows_any_body = shows<X>([]<class N>() { return is_any_body<N, Kind>; });

/// What is joined by `+`, from left to right.
template <class X>
[[nodiscard]] constexpr auto pieces_of(X const &node) noexcept
{
    return std::tie(node);
}
template <class L, class R>
[[nodiscard]] constexpr auto pieces_of(concat_node<L, R> const &node) noexcept
{
    return std::tuple_cat(pieces_of(node.left), pieces_of(node.right));
}

template <class X>
inline constexpr bool is_some_text = false;
template <std::size_t N>
inline constexpr bool is_some_text<literal_node<N>> = (N > 1);

template <class X>
inline constexpr bool is_choice = false;
template <class Test, class Then, class Else>
inline constexpr bool is_choice<when_empty_node<Test, Then, Else>> = true;

/// The headers of a text, and what keeps each of them and a body apart that may be anything.
template <class X, body_kind Kind>
class header_places {
    using pieces = decltype(pieces_of(std::declval<X const &>()));

public:
    template <std::size_t I>
    using piece = std::remove_cvref_t<std::tuple_element_t<I, pieces>>;
    static constexpr std::size_t count = std::tuple_size_v<pieces>;

    /// Whether a header stands there, and no body with it.
    template <std::size_t I>
    static constexpr bool is_header_at = shows_header<piece<I>, Kind> && !shows_any_body<piece<I>, Kind>;
    /// Whether a body follows, so that something must tell where the header ends.
    template <std::size_t I>
    static constexpr bool is_followed = []<std::size_t... J>(std::index_sequence<J...>) {
        return (false || ... || (J > I && shows_any_body<piece<J>, Kind>));
    }(std::make_index_sequence<count>{});
    /// Whether a body stands before it, so that something must tell where the header begins.
    template <std::size_t I>
    static constexpr bool is_preceded = []<std::size_t... J>(std::index_sequence<J...>) {
        return (false || ... || (J < I && shows_any_body<piece<J>, Kind>));
    }(std::make_index_sequence<count>{});

    /// Whether nothing at all keeps a header and the body apart.
    [[nodiscard]] static constexpr bool are_glued()
    {
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return (false || ... || is_glued_at<I>());
        }(std::make_index_sequence<count>{});
    }

private:
    /// Nobody who has not got the secret can write it.
    template <std::size_t I>
    [[nodiscard]] static constexpr bool separates()
    {
        return is_some_text<piece<I>> || (always_holds_secret<piece<I>> && !shows_header<piece<I>, Kind>);
    }
    template <std::size_t I>
    [[nodiscard]] static constexpr bool is_glued_at()
    {
        if constexpr (is_header_at<I>) {
            if constexpr (is_followed<I>)
                if (!separates<I + 1>()) return true;
            if constexpr (is_preceded<I>)
                if (!separates<I - 1>()) return true;
            return false;
        } else { // a choice between a text with the header and one without is not told from the text
            return is_choice<piece<I>> && shows_header<piece<I>, Kind> && shows_any_body<piece<I>, Kind>;
        }
    }
};

/// Whether a header and a body that may be anything stand side by side somewhere in a scheme, with nothing between them: a
/// character that goes from one to the other leaves the signature as it is.
template <class X, body_kind Kind>
[[nodiscard]] constexpr bool glues_header()
{
    if constexpr (Kind == body_kind::json)
        return false;
    else
        return header_places<X, Kind>::are_glued() ||
               any_part<X>([]<class P>() { return glues_header<P, Kind>(); });
}

/**
 * \brief Finds a header that holds the separator between it and a body that may be anything, `.` in `header<"id"> + "." + body`.
 * \details Ended there, the same text would be another message's. Free for schemes that name no header.
 */
template <hash_policy Hash, body_kind Kind>
class split_header_search {
public:
    explicit split_header_search(context const &over) : over_{over} {}

    [[nodiscard]] bool is_found() const noexcept { return is_found_; }

    template <class X>
    void visit(X const &node)
    {
        if constexpr (Kind != body_kind::json && any_node<X>([]<class N>() { return is_header<N, Kind>; })) {
            auto const pieces = pieces_of(node);
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                (look_at<header_places<X, Kind>, I>(pieces), ...);
            }(std::make_index_sequence<std::tuple_size_v<decltype(pieces)>>{});
            std::apply([this](auto const &...piece) { (this->visit_inside(piece), ...); }, pieces);
        }
    }

private:
    template <class X>
    void visit_inside(X const &piece)
    {
        each_part(piece, [this](auto const &part) { this->visit(part); });
    }
    template <class Places, std::size_t I>
    void look_at(auto const &pieces)
    {
        if constexpr (Places::template is_header_at<I>) {
            if constexpr (Places::template is_followed<I>)
                if constexpr (is_some_text<typename Places::template piece<I + 1>>) {
                    std::string_view const behind = std::get<I + 1>(pieces).text.view();
                    std::string const text = text_of(std::get<I>(pieces));
                    is_found_ = is_found_ || (text + std::string{behind}).find(behind) != text.size();
                }
            if constexpr (Places::template is_preceded<I>)
                if constexpr (is_some_text<typename Places::template piece<I - 1>>) {
                    std::string_view const before = std::get<I - 1>(pieces).text.view();
                    std::string const text = text_of(std::get<I>(pieces));
                    is_found_ = is_found_ || (std::string{before} + text).rfind(before) != 0;
                }
        }
    }
    /// Of a text that cannot be made nobody can say that it is whole.
    template <class X>
    [[nodiscard]] std::string text_of(X const &piece)
    {
        detail::wiped_buffer text;
        if (evaluate<Hash>(piece, over_, text)) is_found_ = true;
        return std::string{text.view()};
    }

    context const &over_;
    bool is_found_ = false;
};

} // namespace tollgate::inline v0::signing

#endif

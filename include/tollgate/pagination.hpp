// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PAGINATION_HPP
#define TOLLGATE_PAGINATION_HPP

#include <tollgate/detail/fixed_string.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>

/// \file
/// How a gateway gives a long list page by page: `using pages = by_cursor<"next_cursor", "cursor">;` in a message that reads.

namespace tollgate::inline v0 {

namespace detail {

enum class page_kind : unsigned char { cursor, last, offset, number, link };

/// What a message says of the pages of its answer. Paths in the answer have names of objects and indices joined by dots.
struct pages_table {
    page_kind kind;
    std::string_view field; ///< Of the message, which says which page is meant. Empty: the link says it.
    std::string_view
        told; ///< Where the answer says what the next page is: a cursor, a list, the last number, a link.
    std::string_view id{};   ///< Of an element of the list.
    std::string_view more{}; ///< Where the answer says whether there is more; empty if nowhere.
    std::string_view
        size{}; ///< The message's field that says how long a page may be; empty if there is none.
    std::string_view relation{}; ///< Which of several links it is; empty if there is only one.
};

} // namespace detail

/// The answer names the next page by a text, which the message repeats; without one it was the last.
/// \tparam Told  where the answer has it: `next_cursor`, `meta.next`
/// \tparam Field the message's field
template <fixed_string Told, fixed_string Field>
struct by_cursor {
    static constexpr detail::pages_table table{detail::page_kind::cursor, Field.view(), Told.view()};
};

/// The next page begins behind the last element.
/// \tparam List  where the answer has the list: `data`
/// \tparam Id    the name of an element's id in it
/// \tparam Field the message's field that takes the last one's id: `starting_after`
/// \tparam More  where the answer says whether there is more; without it the list goes on until a page is empty
template <fixed_string List, fixed_string Id, fixed_string Field, fixed_string More = "">
struct by_last {
    static constexpr detail::pages_table table{detail::page_kind::last, Field.view(), List.view(), Id.view(),
                                               More.view()};
};

/// The message says how many elements are passed over. The list goes on until a page is empty, or shorter than it was asked for.
/// \tparam Field the message's field: `skip`; left out, it is 0
/// \tparam List  where the answer has the list: `items`
/// \tparam Size  the message's field that says how long a page may be: `count`
template <fixed_string Field, fixed_string List, fixed_string Size = "">
struct by_offset {
    static constexpr detail::pages_table table{
        detail::page_kind::offset, Field.view(), List.view(), {}, {}, Size.view()};
};

/// Pages are numbered.
/// \tparam Field the message's field: `page`; left out, it is 1
/// \tparam Last  where the answer has the last page's number: `meta.pageCount`
template <fixed_string Field, fixed_string Last>
struct by_number {
    static constexpr detail::pages_table table{detail::page_kind::number, Field.view(), Last.view()};
};

/// The answer has a link to the next page. It is followed only if it is the message's own address at the gateway's own host, with
/// parameters that the message declares.
/// \tparam Links    where the answer has a list of `{"href","rel"}`, or, without a relation, the link itself: `_links.next.href`
/// \tparam Relation which of the links it is: `next`
template <fixed_string Links, fixed_string Relation = "">
struct by_link {
    static constexpr detail::pages_table table{detail::page_kind::link, {}, Links.view(), {}, {}, {},
                                               Relation.view()};
};

/// The limits of a list that is read page by page.
struct page_options {
    std::size_t most = 10'000; ///< How many pages are asked for, at most.
    /// The deadline of each page; the message's own timeout, or its gateway's, unless given.
    std::optional<std::chrono::seconds> timeout{};
};

namespace detail {

template <class T>
concept pages_word = requires {
    { T::table } -> std::same_as<pages_table const &>;
};
template <class T>
inline constexpr bool is_pages = pages_word<T>;

template <class M>
concept has_pages = requires { typename M::pages; };

} // namespace detail

} // namespace tollgate::inline v0

#endif

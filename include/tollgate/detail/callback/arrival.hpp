// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_CALLBACK_ARRIVAL_HPP
#define TOLLGATE_DETAIL_CALLBACK_ARRIVAL_HPP

#include <tollgate/detail/description/checks.hpp>
#include <tollgate/detail/description/scheme_checks.hpp>
#include <tollgate/enclosed.hpp>
#include <tollgate/error.hpp>
#include <tollgate/header.hpp>
#include <tollgate/provider.hpp>

#include <optional>
#include <span>
#include <string_view>

namespace tollgate::inline v0::detail {

/// A callback that was received, and why it is not handed over, if it is not.
struct callback_arrival {
    std::string_view gateway;
    top_fields const *known; ///< What the description says of its fields.
    bool is_opaque;          ///< Whether the body is for the program alone to read.
    std::string_view list;   ///< Where the items are that `known` describes; empty if it describes the body.
    std::string_view item;   ///< Where an item is in an element of the list; empty: the element is one.
    enclosed_message enclosed;
    std::string_view body;
    std::span<header const> headers;
    std::optional<error> const &refusal; ///< Nothing if it was verified.
};

template <class Callback>
[[nodiscard]] callback_arrival arrival_of(std::string_view body, std::span<header const> headers,
                                          std::optional<error> const &refusal) noexcept
{
    bool is_opaque = false;
    if constexpr (requires { Callback::body_is_opaque; }) is_opaque = Callback::body_is_opaque;
    std::string_view list;
    std::string_view item;
    if constexpr (has_items<Callback>) {
        list = Callback::items::list;
        item = Callback::items::item;
    }
    return {provider_traits<typename Callback::account>::name,
            &top_fields_of<Callback>,
            is_opaque,
            list,
            item,
            enclosed_of<Callback>,
            body,
            headers,
            refusal};
}

} // namespace tollgate::inline v0::detail

#endif

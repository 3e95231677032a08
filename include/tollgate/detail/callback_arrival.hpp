// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_CALLBACK_ARRIVAL_HPP
#define TOLLGATE_DETAIL_CALLBACK_ARRIVAL_HPP

#include <tollgate/detail/description.hpp>
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
    return {provider_traits<typename Callback::account>::name,
            &top_fields_of<Callback>,
            is_opaque,
            body,
            headers,
            refusal};
}

} // namespace tollgate::inline v0::detail

#endif

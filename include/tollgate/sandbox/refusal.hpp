// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_REFUSAL_HPP
#define TOLLGATE_SANDBOX_REFUSAL_HPP

#include <tollgate/detail/value_kind.hpp>

#include <span>
#include <string_view>

namespace tollgate::inline v0::sandbox {

/// A text, and where in an answer it stands: names of objects, indices of lists and a member's name, joined by dots.
struct text_at {
    std::string_view path;
    std::string_view text;
    value_kind kind = value_kind::text;
};

/// A refusal's code and message; the description says which fields carry them.
struct refusal {
    // Not written if it is empty and there is something beside it.
    std::string_view code{};
    std::string_view message{};
    unsigned status = 200;             ///< The HTTP status.
    std::span<text_at const> beside{}; ///< What else the answer holds.
};

} // namespace tollgate::inline v0::sandbox

#endif

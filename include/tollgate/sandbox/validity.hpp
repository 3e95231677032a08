// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_VALIDITY_HPP
#define TOLLGATE_SANDBOX_VALIDITY_HPP

#include <tollgate/version.hpp>

#include <chrono>

namespace tollgate::inline v0::sandbox {

/// From when until when a certificate is valid, counted from now.
struct validity {
    std::chrono::seconds from = std::chrono::hours{-1};
    std::chrono::seconds until = std::chrono::hours{24};

    [[nodiscard]] static constexpr validity expired()
    {
        return {std::chrono::hours{-48}, std::chrono::hours{-24}};
    }
    [[nodiscard]] static constexpr validity not_yet()
    {
        return {std::chrono::hours{24}, std::chrono::hours{48}};
    }
};

} // namespace tollgate::inline v0::sandbox

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_HTTP_STATUS_HPP
#define TOLLGATE_DETAIL_NET_HTTP_STATUS_HPP

#include <tollgate/version.hpp>

namespace tollgate::inline v0::detail {

/// Whether an answer with this status has content (RFC 9110, section 6.4.1). One that has none must not say how long it is
/// either (section 8.6); only 205 says that it has nothing (section 15.3.6).
[[nodiscard]] constexpr bool has_content(unsigned status) noexcept
{
    return status >= 200 && status != 204 && status != 205 && status != 304;
}

} // namespace tollgate::inline v0::detail

#endif

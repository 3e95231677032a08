// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_HTTP_DATE_HPP
#define TOLLGATE_DETAIL_FORMAT_HTTP_DATE_HPP

#include <tollgate/config.hpp>
#include <tollgate/header.hpp>

#include <chrono>
#include <optional>
#include <span>
#include <string_view>

/// \file
/// What HTTP headers say of time.

namespace tollgate::inline v0::detail {

/// A date in one of the three forms that a recipient must know (RFC 9110, section 5.6.7). The name of the day is not looked at.
[[nodiscard]] TOLLGATE_DECL std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text);

/**
 * \brief What the header `Retry-After` asks for, if it stands once and can be read.
 * \details A date is counted from the answer's own `Date`, so that no clock has to be right, or else from this machine's clock. One
 * that has passed is no wait at all.
 * \param now by this machine's clock
 */
[[nodiscard]] TOLLGATE_DECL std::optional<std::chrono::seconds>
read_retry_after(std::span<header const> headers, std::chrono::system_clock::time_point now);

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/format/http_date.ipp>
#endif

#endif

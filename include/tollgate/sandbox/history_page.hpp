// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_HISTORY_PAGE_HPP
#define TOLLGATE_SANDBOX_HISTORY_PAGE_HPP

#include <tollgate/sandbox/history.hpp>

#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox {

/// Where the page is.
inline constexpr std::string_view history_path = "/sandbox";

/**
 * \brief The page of all requests that the sandbox keeps and of all callbacks, the last ones first: what was signed of each, and why a
 * request was refused.
 * \details HTML without scripts or anything from elsewhere.
 */
[[nodiscard]] TOLLGATE_DECL std::string history_page(history const &known);

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/history_page.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_SERVER_REQUEST_PATH_HPP
#define TOLLGATE_DETAIL_NET_SERVER_REQUEST_PATH_HPP

#include <tollgate/version.hpp>

#include <string>
#include <string_view>

namespace tollgate::inline v0::detail {

/// A target without what follows its path: query and fragment.
[[nodiscard]] TOLLGATE_DECL std::string_view without_query(std::string_view target);

/// A target's query, without the mark before it and the fragment behind it; empty if there is none.
[[nodiscard]] TOLLGATE_DECL std::string_view query_in(std::string_view target);

/// A target's path as it stands there; of one in absolute form (RFC 9112, section 3.2.2), what follows the authority.
[[nodiscard]] TOLLGATE_DECL std::string_view path_of(std::string_view target);

/**
 * \brief A path by which a request finds who takes it: one for all ways in which senders write the same one.
 * \details One slash at the beginning, none at the end, none doubled; percent-encoded is what must be, in capitals (RFC 3986,
 * section 6.2.2). The letters of the path itself stay what they are, and so do dots.
 */
[[nodiscard]] TOLLGATE_DECL std::string route_of(std::string_view target);

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/net/server/request_path.ipp>
#endif

#endif

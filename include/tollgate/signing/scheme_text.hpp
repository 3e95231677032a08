// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SCHEME_TEXT_HPP
#define TOLLGATE_SIGNING_SCHEME_TEXT_HPP

#include <tollgate/config.hpp>
#include <tollgate/signing/scheme_table.hpp>

#include <string>

namespace tollgate::inline v0::signing {

/**
 * \brief A scheme as a description writes it: `hex(hmac_sha256(key, body))`.
 * \details For people. Names of secrets and fields stand in it, and the scheme's own fixed texts; nothing of an account or a message. A
 * program's own function is `function(…)`.
 */
[[nodiscard]] TOLLGATE_DECL std::string scheme_text(scheme_view scheme);

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/scheme_text.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_TIME_AND_NONCE_HPP
#define TOLLGATE_SIGNING_TIME_AND_NONCE_HPP

#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/scheme_table.hpp>

#include <string_view>

namespace tollgate::inline v0::signing {

/**
 * \brief The time and the nonce that a request's header shows: for whoever verifies it.
 * \details Empty where the header is not as the scheme writes it.
 * \param over shows the account's texts
 */
[[nodiscard]] TOLLGATE_DECL outside_values read_moment(scheme_view scheme, context const &over,
                                                       detail::digest_table const &digests,
                                                       std::string_view carried);

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/time_and_nonce.ipp>
#endif

#endif

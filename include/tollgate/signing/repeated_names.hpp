// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_REPEATED_NAMES_HPP
#define TOLLGATE_SIGNING_REPEATED_NAMES_HPP

#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/scheme_table.hpp>

#include <cstddef>

namespace tollgate::inline v0::signing {

/**
 * \brief Whether a name stands twice among what a scheme signs of a message's fields.
 * \details Whoever signed may have read the first value of that name, or the last, or both. A body that is signed as bytes says
 * the same to everyone.
 */
[[nodiscard]] TOLLGATE_DECL bool signs_repeated(scheme_view scheme, context over,
                                                detail::digest_table const &digests);

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/repeated_names.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_ANSWER_FAULTS_HPP
#define TOLLGATE_SANDBOX_ANSWER_FAULTS_HPP

#include <tollgate/detail/net/server/http_message.hpp>
#include <tollgate/sandbox/faults.hpp>

#include <chrono>

namespace tollgate::inline v0::sandbox {

/// Makes of an answer what the fault makes of it. A delay is the caller's to wait for.
/// \param pause between the pieces of a slow one
TOLLGATE_DECL void apply_fault(tollgate::detail::http_answer &answer, fault_kind how,
                               std::chrono::steady_clock::duration pause);

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/answer_faults.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_REQUEST_FINDING_HPP
#define TOLLGATE_SANDBOX_REQUEST_FINDING_HPP

#include <tollgate/config.hpp>

#include <string>

namespace tollgate::inline v0::sandbox {

/// What the simulated gateway made of a request, in the order in which it looks.
enum class request_verdict {
    carried_out,
    no_operation,  ///< No message of the gateway goes to this host and path.
    unreadable,    ///< It is none of the messages that go there.
    credentials,   ///< A header that the account sends with every request is missing, or another's.
    access_token,  ///< It carries none of the tokens that were given, or one that is no longer taken.
    other_account, ///< A field that names the merchant is missing, or another's.
    signature,     ///< The signature is missing or wrong.
    field,         ///< A parameter is missing, or has no sense.
    refused,       ///< All of it is right, and the gateway does not do it.
};

/// What was found, and what it is about.
struct request_finding {
    request_verdict verdict = request_verdict::carried_out;
    std::string name{};  ///< Of the field, where the verdict is about one.
    std::string entry{}; ///< The gateway's id of the entry that the request opened; empty if it opened none.

    /// A sentence about it. It holds no value of the request.
    [[nodiscard]] TOLLGATE_DECL std::string text() const;
};

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/request_finding.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_REQUEST_FINDING_IPP
#define TOLLGATE_IMPL_SANDBOX_REQUEST_FINDING_IPP

#include <tollgate/sandbox/request_finding.hpp>

namespace tollgate::inline v0::sandbox {

std::string request_finding::text() const
{
    switch (verdict) {
    case request_verdict::carried_out: return "Carried out.";
    case request_verdict::no_operation:
        return "No message of this gateway goes to this host, method and path; compare them with the gateway's document.";
    case request_verdict::unreadable:
        return "The body or the target cannot be read as a message that goes to this path, or a constant of it is missing.";
    case request_verdict::credentials:
        return "A header that the account sends with every request is missing, is there twice, or is not this account's.";
    case request_verdict::access_token:
        return "It carries no access token that was given, or one that is no longer taken: ask for a new one.";
    case request_verdict::other_account:
        return "The parameter `" + name + "` is missing, or is not this account's.";
    case request_verdict::signature:
        return "The signature is missing or wrong, is called by another name, or was made too long ago.";
    case request_verdict::field:
        return "The parameter `" + name + "` is missing, cannot be read, or has no sense beside the others.";
    case request_verdict::refused:
        return "Nothing is wrong with how it was sent; the gateway does not do it, and its answer says why.";
    }
    return {};
}

} // namespace tollgate::inline v0::sandbox

#endif

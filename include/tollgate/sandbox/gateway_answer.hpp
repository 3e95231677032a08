// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_GATEWAY_ANSWER_HPP
#define TOLLGATE_SANDBOX_GATEWAY_ANSWER_HPP

#include <tollgate/version.hpp>

#include <tollgate/header.hpp>
#include <tollgate/sandbox/request_finding.hpp>

#include <string>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// An answer as the gateway writes it.
struct gateway_answer {
    unsigned status = 200;
    std::string body{};
    std::vector<owned_header> headers{}; ///< Besides those that every answer has: what signs it.
    bool is_for_browser = false;         ///< The payer's browser asked, not a program.
    std::string page{};                  ///< Where that goes from here; empty if it was refused.
    request_finding finding{};           ///< Of the request; it is not sent.
};

} // namespace tollgate::inline v0::sandbox

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_SPOIL_HPP
#define TOLLGATE_SANDBOX_SPOIL_HPP

#include <tollgate/sandbox/faults.hpp>
#include <tollgate/transport/detail/http_message.hpp>

namespace tollgate::inline v0::sandbox {

/// Makes of an answer what the fault makes of it. A delay is the caller's to wait for.
/// \param pause between the pieces of a slow one
inline void spoil(tollgate::detail::http_answer &answer, fault_kind how,
                  std::chrono::steady_clock::duration pause)
{
    switch (how) {
    case fault_kind::drop_answer: answer.manner.written = 0; break;
    case fault_kind::close_mid_answer: answer.manner = {.pieces = 2, .written = 1}; break;
    case fault_kind::slow_answer: answer.manner = {.pieces = 8, .written = 8, .pause = pause}; break;
    case fault_kind::http_500: answer = {.status = 500}; break;
    case fault_kind::html_answer:
        answer = {.content_type = "text/html; charset=utf-8",
                  .body = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Busy</title></head>"
                          "<body><h1>We will be back soon</h1></body></html>\n"};
        break;
    default: break;
    }
}

} // namespace tollgate::inline v0::sandbox

#endif

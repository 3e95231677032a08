// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_FAULTS_HPP
#define TOLLGATE_SANDBOX_FAULTS_HPP

#include <tollgate/version.hpp>

#include <chrono>
#include <string_view>

namespace tollgate::inline v0::sandbox {

/**
 * \brief How often what goes wrong: chances in a thousand for each answer, and for each attempt to deliver a callback.
 * \details At most one thing goes wrong with each. The chances of all kinds of one group together are at most 1000. Only
 * the gateways' operations suffer; the pages for payers do not.
 */
struct faults {
    // Answers. Where none comes, or one without sense, the request was carried out in one half of the cases.
    unsigned delay_answer = 0;     ///< It comes after `delay`.
    unsigned drop_answer = 0;      ///< The connection is closed without one.
    unsigned close_mid_answer = 0; ///< The connection is closed in the middle.
    unsigned slow_answer = 0;      ///< It comes in pieces, with a `pause` between them.
    unsigned http_500 = 0;         ///< HTTP status 500, without a body.
    unsigned html_answer = 0;      ///< HTTP status 200, and a web page.
    unsigned http_429 = 0; ///< HTTP status 429, without a body, and `Retry-After: 1`; never carried out.
    // Callbacks.
    unsigned delay_callback = 0;     ///< It goes out after `delay`.
    unsigned drop_callback = 0;      ///< This attempt does not go out; the schedule's next one may.
    unsigned duplicate_callback = 0; ///< It goes out twice.
    unsigned reorder_callbacks = 0;  ///< It goes out after the next one, or after `delay` if there is none.
    unsigned corrupt_callback = 0;   ///< Its signature is wrong.

    std::chrono::milliseconds delay{2000};
    std::chrono::milliseconds pause{250};
};

enum class fault_kind {
    delay_answer,
    drop_answer,
    close_mid_answer,
    slow_answer,
    http_500,
    html_answer,
    http_429,
    delay_callback,
    drop_callback,
    duplicate_callback,
    reorder_callbacks,
    corrupt_callback,
};

/// The enumerator's own name.
[[nodiscard]] constexpr std::string_view name_of(fault_kind kind) noexcept
{
    switch (kind) {
    case fault_kind::delay_answer: return "delay_answer";
    case fault_kind::drop_answer: return "drop_answer";
    case fault_kind::close_mid_answer: return "close_mid_answer";
    case fault_kind::slow_answer: return "slow_answer";
    case fault_kind::http_500: return "http_500";
    case fault_kind::html_answer: return "html_answer";
    case fault_kind::http_429: return "http_429";
    case fault_kind::delay_callback: return "delay_callback";
    case fault_kind::drop_callback: return "drop_callback";
    case fault_kind::duplicate_callback: return "duplicate_callback";
    case fault_kind::reorder_callbacks: return "reorder_callbacks";
    case fault_kind::corrupt_callback: return "corrupt_callback";
    }
    return "";
}

} // namespace tollgate::inline v0::sandbox

#endif

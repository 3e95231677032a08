// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_FAULTS_HPP
#define TOLLGATE_SANDBOX_FAULTS_HPP

#include <tollgate/version.hpp>

#include <array>
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

/// A kind of fault, its enumerator's own name, and the chance of it.
struct fault_description {
    fault_kind kind;
    std::string_view name;
    unsigned faults::*chance;
};

/// All kinds, in the order of their enumerators: those of answers, then those of callbacks.
inline constexpr std::array fault_descriptions{
    fault_description{fault_kind::delay_answer, "delay_answer", &faults::delay_answer},
    fault_description{fault_kind::drop_answer, "drop_answer", &faults::drop_answer},
    fault_description{fault_kind::close_mid_answer, "close_mid_answer", &faults::close_mid_answer},
    fault_description{fault_kind::slow_answer, "slow_answer", &faults::slow_answer},
    fault_description{fault_kind::http_500, "http_500", &faults::http_500},
    fault_description{fault_kind::html_answer, "html_answer", &faults::html_answer},
    fault_description{fault_kind::http_429, "http_429", &faults::http_429},
    fault_description{fault_kind::delay_callback, "delay_callback", &faults::delay_callback},
    fault_description{fault_kind::drop_callback, "drop_callback", &faults::drop_callback},
    fault_description{fault_kind::duplicate_callback, "duplicate_callback", &faults::duplicate_callback},
    fault_description{fault_kind::reorder_callbacks, "reorder_callbacks", &faults::reorder_callbacks},
    fault_description{fault_kind::corrupt_callback, "corrupt_callback", &faults::corrupt_callback},
};

/// The enumerator's own name.
[[nodiscard]] constexpr std::string_view name_of(fault_kind kind) noexcept
{
    for (fault_description const &one : fault_descriptions)
        if (one.kind == kind) return one.name;
    return "";
}

} // namespace tollgate::inline v0::sandbox

#endif

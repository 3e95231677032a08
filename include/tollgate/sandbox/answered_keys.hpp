// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_ANSWERED_KEYS_HPP
#define TOLLGATE_SANDBOX_ANSWERED_KEYS_HPP

#include <tollgate/config.hpp>
#include <tollgate/sandbox/gateway_answer.hpp>

#include <chrono>
#include <map>
#include <string>

namespace tollgate::inline v0::sandbox {

/**
 * \brief The idempotency keys that a simulated gateway still keeps, and what it answered to each.
 * \par Thread safety
 * None of its own.
 */
class answered_keys {
public:
    using clock = std::chrono::steady_clock;

    struct answered {
        std::string request; ///< What was asked, by which another request with the same key is known.
        gateway_answer answer;
        clock::time_point until;
    };

    /// What was answered to a key; null if none is kept.
    [[nodiscard]] TOLLGATE_DECL answered const *find(std::string const &key, clock::time_point now) const;
    /// Also forgets those whose time is over.
    TOLLGATE_DECL void keep(std::string key, answered what, clock::time_point now);

private:
    std::map<std::string, answered> all_;
};

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/answered_keys.ipp>
#endif

#endif

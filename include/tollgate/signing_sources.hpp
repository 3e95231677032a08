// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SOURCES_HPP
#define TOLLGATE_SIGNING_SOURCES_HPP

#include <tollgate/config.hpp>

#include <chrono>
#include <functional>
#include <string>

namespace tollgate::inline v0 {

/**
 * \brief Where the words `now` and `nonce` of a request's scheme come from, and the time by which a client knows for how long an
 * idempotency key is kept; for tests.
 * \details Each is asked once for a request. `client.with(sources)` and `make_request(account, message, sources)` take it.
 * \par Thread safety
 * The functions are called from every thread that signs.
 */
struct signing_sources {
    /// The time of signing; if empty, the system's clock.
    std::function<std::chrono::system_clock::time_point()> now{};
    /// Letters, digits, `-` and `_`, other ones each time; if empty, 32 letters and digits from the operating system.
    std::function<std::string()> nonce{};
};

namespace detail {

/// What a request has of its own.
struct moment_texts {
    std::string now{};
    std::string nonce{};
};

/// \param from null: the system's clock
[[nodiscard]] TOLLGATE_DECL std::chrono::system_clock::time_point system_time_of(signing_sources const *from);

[[nodiscard]] TOLLGATE_DECL moment_texts texts_of_moment(signing_sources const *from);

/// The nonce that is made unless a program makes its own.
[[nodiscard]] TOLLGATE_DECL std::string random_nonce();

} // namespace detail

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing_sources.ipp>
#endif

#endif

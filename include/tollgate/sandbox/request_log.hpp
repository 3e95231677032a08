// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_REQUEST_LOG_HPP
#define TOLLGATE_SANDBOX_REQUEST_LOG_HPP

#include <tollgate/header.hpp>
#include <tollgate/sandbox/fault_schedule.hpp>
#include <tollgate/sandbox/message_report.hpp>
#include <tollgate/sandbox/request_finding.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// What is known of a request without looking into it.
struct request_facts {
    std::uint64_t number = 0; ///< Counted from 1.
    std::chrono::system_clock::time_point at{};
    std::string method{};
    std::string host{};
    std::string path{}; ///< Without the query.
    request_finding finding{};
    unsigned status = 0;                   ///< The HTTP status of the answer.
    std::string answer{};                  ///< Its body, where nothing was carried out.
    std::optional<injected_fault> fault{}; ///< What went wrong on request.
    bool is_too_long = false; ///< So its body was not kept; see \ref options "options::shown_body".

    /// Whether it was carried out, and answered so.
    [[nodiscard]] bool is_done() const
    {
        return finding.verdict == request_verdict::carried_out && status < 400 &&
               (!fault || fault->carried_out);
    }
};

/// A request as it was received, secrets and all.
struct logged_request {
    request_facts facts{};
    std::size_t account = 0; ///< The place of the one that answered it; of none, behind the last.
    std::string target{};
    std::string body{};
    std::vector<owned_header> headers{};
    std::shared_ptr<message_report const> report{}; ///< Null until somebody looked at it.
};

/**
 * \brief The last requests that the sandbox received.
 * \par Thread safety
 * All members may be called from several threads.
 */
class request_log {
public:
    /// \param most how many are kept
    explicit request_log(std::size_t most) : most_{most} {}

    /// Gives it a number, and forgets the oldest if there are too many.
    TOLLGATE_DECL void add(logged_request what);
    /// In the order in which they were answered.
    [[nodiscard]] TOLLGATE_DECL std::vector<logged_request> all() const;
    /// What explains a wrong signature takes time, and does not change.
    TOLLGATE_DECL void keep_report(std::uint64_t number, std::shared_ptr<message_report const> report);

private:
    std::size_t most_;
    mutable std::mutex mutex_;
    std::deque<logged_request> kept_;
    std::uint64_t count_ = 0;
};

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/request_log.ipp>
#endif

#endif

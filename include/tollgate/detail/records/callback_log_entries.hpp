// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_CALLBACK_LOG_ENTRIES_HPP
#define TOLLGATE_DETAIL_RECORDS_CALLBACK_LOG_ENTRIES_HPP

#include <tollgate/config.hpp>

#include <tollgate/detail/callback/arrival.hpp>
#include <tollgate/detail/records/sql_pool.hpp>
#include <tollgate/detail/records/work_threads.hpp>
#include <tollgate/error.hpp>
#include <tollgate/records/callback_log_entry.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

class waiting_entry;

/// The body without what must not be seen; nothing where that cannot be told. Cut behind so many bytes.
[[nodiscard]] TOLLGATE_DECL std::optional<std::string> shown_body(callback_arrival const &arrived,
                                                                  std::size_t most);
/// The headers without what must not be seen, as JSON.
[[nodiscard]] TOLLGATE_DECL std::string shown_headers(callback_arrival const &arrived, std::size_t most);

/**
 * \brief The log of callbacks in a database.
 * \par Thread safety
 * All members may be called from several threads.
 */
class callback_entries : public std::enable_shared_from_this<callback_entries> {
public:
    struct limits {
        std::size_t refused_a_minute;
        std::size_t waiting;
        std::size_t size;
    };

    callback_entries(std::shared_ptr<sql_pool> pool, limits most) : pool_{std::move(pool)}, most_{most} {}

    /// Has it written down by a thread. Throws nothing.
    TOLLGATE_DECL void keep(callback_arrival const &arrived, work_threads &by) noexcept;
    [[nodiscard]] TOLLGATE_DECL result<std::vector<callback_entry>> last(std::size_t most) const;
    [[nodiscard]] TOLLGATE_DECL result<void> forget(std::chrono::milliseconds age);
    [[nodiscard]] std::size_t lost() const noexcept { return lost_; }

private:
    friend class waiting_entry;

    [[nodiscard]] TOLLGATE_DECL bool may_keep_refused();

    std::shared_ptr<sql_pool> pool_;
    limits most_;
    std::atomic<std::size_t> waiting_ = 0;
    std::atomic<std::size_t> lost_ = 0;
    std::mutex mutex_;
    std::chrono::steady_clock::time_point minute_{}; ///< When it began.
    std::size_t refused_ = 0;                        ///< In it.
};

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/records/callback_log_entries.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_WORK_THREADS_HPP
#define TOLLGATE_DETAIL_RECORDS_WORK_THREADS_HPP

#include <tollgate/config.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>

namespace boost::asio {
class thread_pool;
}

namespace tollgate::inline v0::detail {

/**
 * \brief Threads that wait for the database, so that others need not. They begin with the first work, and end when all is done.
 * \par Thread safety
 * All members may be called from several threads.
 */
class work_threads {
public:
    /// The last of them may let go on one of the threads themselves.
    [[nodiscard]] TOLLGATE_DECL static std::shared_ptr<work_threads> make(std::size_t threads);
    work_threads(work_threads const &) = delete;
    work_threads &operator=(work_threads const &) = delete;
    TOLLGATE_DECL ~work_threads();

    TOLLGATE_DECL void run(std::function<void()> work);

private:
    TOLLGATE_DECL explicit work_threads(std::size_t threads);
    [[nodiscard]] TOLLGATE_DECL bool is_one_of_them() const;

    std::size_t threads_;
    std::mutex mutex_;
    std::unique_ptr<boost::asio::thread_pool> pool_;
};

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/records/work_threads.ipp>
#endif

#endif

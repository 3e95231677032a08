// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_WORK_THREADS_IPP
#define TOLLGATE_IMPL_RECORDS_WORK_THREADS_IPP

#include <tollgate/detail/records/work_threads.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <thread>
#include <utility>

namespace tollgate::inline v0::detail {

std::shared_ptr<work_threads> work_threads::make(std::size_t threads)
{
    auto const end = [](work_threads *last) {
        if (last->is_one_of_them()) // which cannot wait for itself
            std::thread{[last] { delete last; }}.detach();
        else
            delete last;
    };
    return {new work_threads{threads == 0 ? 1 : threads}, end};
}

work_threads::work_threads(std::size_t threads) : threads_{threads} {}

work_threads::~work_threads()
{
    if (pool_) pool_->join();
}

bool work_threads::is_one_of_them() const
{
    return pool_ && pool_->get_executor().running_in_this_thread();
}

void work_threads::run(std::function<void()> work)
{
    std::scoped_lock lock{mutex_};
    if (!pool_) pool_ = std::make_unique<boost::asio::thread_pool>(threads_);
    boost::asio::post(*pool_, std::move(work));
}

} // namespace tollgate::inline v0::detail

#endif

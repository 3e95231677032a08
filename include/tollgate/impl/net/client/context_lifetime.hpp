// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_CONTEXT_LIFETIME_HPP
#define TOLLGATE_IMPL_NET_CLIENT_CONTEXT_LIFETIME_HPP

#include <tollgate/version.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/query.hpp>

#include <memory>
#include <mutex>

namespace tollgate::inline v0::detail {

/**
 * \brief Whether an event loop is still there, for threads that do not run it and would post to it.
 * \details A handle, which may outlive the loop. Posting to a loop that is being destroyed is a race, and so is to be the last to let
 * go of what belongs to it.
 * \par Thread safety
 * All members may be called from several threads.
 */
class context_lifetime {
public:
    /// \param loop there, and not about to be destroyed
    explicit context_lifetime(boost::asio::any_io_executor const &loop)
        : state_{boost::asio::use_service<watcher>(boost::asio::query(loop, boost::asio::execution::context))
                     .seen}
    {
    }

    /// Calls the function unless the loop is gone or being destroyed. A destruction that begins meanwhile waits.
    template <class Function>
    void while_there(Function function) const
    {
        std::scoped_lock const lock{state_->mutex};
        if (!state_->is_over) function();
    }

private:
    struct state {
        /// Recursive: letting go of an exchange may serve, and so post to, the next one.
        std::recursive_mutex mutex{};
        bool is_over = false;
    };
    /// A context shuts down its services before anything else, the newest first: this one before its queue.
    struct watcher final : boost::asio::execution_context::service {
        static inline boost::asio::execution_context::id id;

        explicit watcher(boost::asio::execution_context &context) : service{context} {}
        void shutdown() noexcept override
        {
            std::scoped_lock const lock{seen->mutex};
            seen->is_over = true;
        }
        std::shared_ptr<state> seen = std::make_shared<state>();
    };

    std::shared_ptr<state> state_;
};

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_RESOLVE_OPERATION_HPP
#define TOLLGATE_IMPL_NET_CLIENT_RESOLVE_OPERATION_HPP

#include <tollgate/impl/net/client/context_lifetime.hpp>
#include <tollgate/name_resolver.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

[[nodiscard]] inline host_addresses addresses_in(boost::asio::ip::tcp::resolver::results_type const &entries)
{
    host_addresses found;
    for (auto const &entry : entries)
        found.push_back(entry.endpoint().address());
    return found;
}

/// Calls a program's resolver. One that throws has found nothing.
inline void ask_program(name_resolver const &resolver, std::string const &host, resolved const &take)
{
    try {
        resolver(host, take);
    } catch (...) {
        take(boost::asio::error::host_not_found, {});
    }
}

/**
 * \brief Asks for hosts' addresses in threads, for callers that block.
 * \details A name server's answer cannot be hurried. A caller whose time is over leaves the thread behind; whoever asks for the same
 * host meanwhile shares its answer, so that there is one thread for each host. The destructor waits for them.
 * \par Thread safety
 * All members may be called from several threads.
 */
class lookup_threads {
public:
    lookup_threads() = default;
    lookup_threads(lookup_threads const &) = delete;
    lookup_threads &operator=(lookup_threads const &) = delete;
    ~lookup_threads()
    {
        for (auto &each : running_)
            each.thread.join();
    }

    /// \param done called once, in the thread that asks, or in this one if there can be none
    void look_up(std::string const &host, resolved done)
    {
        std::unique_lock lock{mutex_};
        running_.remove_if([](lookup &each) {
            if (!each.is_over) return false;
            each.thread.join();
            return true;
        });
        auto const same = std::ranges::find_if(
            running_, [&](lookup const &each) { return each.host == host && !each.is_answered; });
        if (same != running_.end()) return same->told.push_back(std::move(done));
        try {
            auto &added = running_.emplace_back(host);
            added.told.push_back(done);
            added.thread = std::thread{[this, &added] { run(added); }};
            return;
        } catch (std::exception const &) { // no memory or no thread, which passes
            if (!running_.empty() && !running_.back().thread.joinable()) running_.pop_back();
        }
        lock.unlock();
        done(boost::asio::error::try_again, {});
    }

private:
    struct lookup {
        explicit lookup(std::string of) : host{std::move(of)} {}

        std::string host;
        std::vector<resolved> told;
        bool is_answered = false;
        std::atomic<bool> is_over = false;
        std::thread thread;
    };

    void run(lookup &asked)
    {
        boost::system::error_code ec;
        host_addresses found;
        try {
            boost::asio::io_context not_run{1};
            boost::asio::ip::tcp::resolver resolver{not_run};
            found = addresses_in(resolver.resolve(asked.host, "", ec));
        } catch (std::exception const &) {
            ec = boost::asio::error::no_memory;
        }
        std::vector<resolved> told;
        {
            std::scoped_lock const lock{mutex_};
            asked.is_answered = true;
            told = std::move(asked.told);
        }
        for (auto const &each : told)
            each(ec, found);
        asked.is_over = true;
    }

    std::mutex mutex_;
    std::list<lookup> running_; ///< Each stays in its place: its thread refers to it.
};

/**
 * \brief Asks for a host's addresses by an event loop's own resolver.
 * \details All members are used by one thread at a time.
 */
class resolve_operation {
public:
    /// Called where the answer comes in: on the loop, or where the program's resolver calls, maybe from inside the question.
    using completion = std::function<void(boost::system::error_code, host_addresses)>;

    explicit resolve_operation(boost::asio::any_io_executor const &loop) : system_{loop} {}

    /// \param owner kept alive until the answer has come
    void ask_system(std::string const &host, std::shared_ptr<void> owner, completion done)
    {
        system_.async_resolve(
            host, "", [owner = std::move(owner), done = std::move(done)](auto ec, auto const &entries) {
                done(ec, addresses_in(entries));
            });
    }
    /// The answer is no longer waited for.
    void stop() { system_.cancel(); }

private:
    boost::asio::ip::tcp::resolver system_;
};

/// What a program's resolver is to be given. The program may use it on any thread, never or too late, and keep it for ever: it keeps
/// nothing alive.
/// \param owner without it there is nobody to be told
/// \param done  called on that thread, while the loop is there
[[nodiscard]] inline resolved make_end_for_program(context_lifetime loop, std::weak_ptr<void> owner,
                                                   resolve_operation::completion done)
{
    return [loop = std::move(loop), owner = std::move(owner),
            done = std::move(done)](boost::system::error_code ec, host_addresses const &found) {
        loop.while_there([&] {
            if (auto const alive = owner.lock()) done(ec, found);
        });
    };
}

} // namespace tollgate::inline v0::detail

#endif

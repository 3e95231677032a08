// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_CALLBACK_SENDER_HPP
#define TOLLGATE_SANDBOX_CALLBACK_SENDER_HPP

#include <tollgate/header.hpp>
#include <tollgate/sandbox/fault_schedule.hpp>
#include <tollgate/sandbox/options.hpp>
#include <tollgate/transport.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// An attempt to deliver a callback, and what the merchant's server answered.
struct delivery {
    std::string url{};
    std::string body{};                  ///< The callback, as sent.
    unsigned status = 0;                 ///< The HTTP status of the answer; 0 if there was none.
    std::string answer{};                ///< The body of the answer.
    std::uint64_t number = 0;            ///< Which callback it was, counted from 1; 0 if none was sent.
    unsigned attempt = 0;                ///< Which attempt at it, counted from 1.
    std::string entry{};                 ///< The gateway's id of what it tells of.
    std::vector<owned_header> headers{}; ///< Those that sign it, as sent.
    std::chrono::system_clock::time_point at{};
    bool is_forged = false; ///< Its signature is wrong on purpose.
};

/// An attempt that is still to be made, or is being made.
struct pending_delivery {
    std::uint64_t number = 0;
    unsigned attempt = 0;
    std::string entry{};
    std::chrono::milliseconds due_in{}; ///< 0 if it is being made.
};

/// How a gateway writes its callbacks.
struct callback_format {
    std::string_view
        signature_field; ///< The one that is wrong in a corrupted callback; the last name of its path.
    std::string_view content_type;
    std::string_view signature_header{}; ///< The one that is wrong there, where no field holds the signature.
    std::string_view signature_start{};  ///< Of the signature among the header's tokens.
    /// Those that sign a body, made anew for each attempt, since they may hold the time; none if empty.
    /// The id is the callback's own, the same in each attempt.
    std::function<std::vector<owned_header>(std::string_view body, std::string const &id)> headers{};
};

/**
 * \brief Delivers callbacks: the first attempt at once, the others on schedule from a thread of its own.
 * \par Thread safety
 * All members may be called from several threads.
 */
class callback_sender {
    using clock = std::chrono::steady_clock;

public:
    callback_sender(options how, fault_schedule &faults) : how_{std::move(how)}, faults_{faults} {}
    callback_sender(callback_sender const &) = delete;
    callback_sender &operator=(callback_sender const &) = delete;
    ~callback_sender() { stop(); }

    /// The first attempt, on the calling thread. Without a status, if the faults put it off or dropped it.
    /// \param entry the gateway's id of what it tells of
    [[nodiscard]] TOLLGATE_DECL result<delivery> deliver(std::string url, std::string body, std::string entry,
                                                         callback_format const &how);
    /// All attempts from the sender's thread.
    TOLLGATE_DECL void deliver_later(std::string url, std::string body, std::string entry,
                                     callback_format const &how);

    /// All attempts so far, in the order in which they were made.
    [[nodiscard]] TOLLGATE_DECL std::vector<delivery> deliveries() const;
    /// What the sender's thread has to do, the next one first.
    [[nodiscard]] TOLLGATE_DECL std::vector<pending_delivery> pending() const;
    /// Whether everything was acknowledged or given up before the deadline.
    [[nodiscard]] TOLLGATE_DECL bool wait(deadline by);
    /// No further attempts; waits for the one that is under way.
    TOLLGATE_DECL void stop();

private:
    struct outgoing {
        std::uint64_t number;
        std::string id; ///< In its headers, where these have one.
        std::string url;
        std::string body;
        std::string entry;
        callback_format format;
        unsigned attempt = 1;
        clock::time_point due{};
        bool decided = false; ///< The faults were asked about this attempt.
        bool held = false;    ///< Until another one has gone.
    };

    [[nodiscard]] TOLLGATE_DECL outgoing numbered(std::string url, std::string body, std::string entry,
                                                  callback_format const &how);

    TOLLGATE_DECL result<delivery> attempt(outgoing what);

    /// \param corrupts whether it has another signature of the same form
    TOLLGATE_DECL result<delivery> send(outgoing const &what, bool corrupts);
    /// What is known of an attempt before it is made.
    [[nodiscard]] TOLLGATE_DECL static delivery begun(outgoing const &what);
    TOLLGATE_DECL delivery record(delivery made);

    TOLLGATE_DECL void try_again(outgoing what);
    TOLLGATE_DECL void enqueue(outgoing what);
    TOLLGATE_DECL void release_held(std::uint64_t gone);

    TOLLGATE_DECL void work();

    options how_;
    fault_schedule &faults_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<outgoing> queue_;
    std::vector<delivery> made_;
    std::uint64_t count_ = 0;
    std::optional<pending_delivery> busy_; ///< What the thread is sending.
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/callback_sender.ipp>
#endif

#endif

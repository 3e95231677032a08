// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_COURIER_HPP
#define TOLLGATE_SANDBOX_COURIER_HPP

#include <tollgate/callback.hpp>
#include <tollgate/sandbox/fault_dice.hpp>
#include <tollgate/sandbox/options.hpp>
#include <tollgate/sandbox/post.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
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
    std::string body{};       ///< The callback, as sent.
    unsigned status = 0;      ///< The HTTP status of the answer; 0 if there was none.
    std::string answer{};     ///< The body of the answer.
    std::uint64_t number = 0; ///< Which callback it was, counted from 1; 0 if none was sent.
    unsigned attempt = 0;     ///< Which attempt at it, counted from 1.
};

/// How a gateway writes its callbacks.
struct callback_writing {
    std::string_view signature_field; ///< The one that is wrong in a corrupted callback.
    std::string_view content_type;
};

/**
 * \brief Delivers callbacks: the first attempt at once, the others on schedule from a thread of its own.
 * \par Thread safety
 * All members may be called from several threads.
 */
class courier {
    using clock = std::chrono::steady_clock;

public:
    courier(options how, fault_dice &dice) : how_{std::move(how)}, dice_{dice} {}
    courier(courier const &) = delete;
    courier &operator=(courier const &) = delete;
    ~courier() { stop(); }

    /// The first attempt, on the calling thread. Without a status, if the faults put it off or dropped it.
    [[nodiscard]] result<delivery> deliver(std::string url, std::string body, callback_writing const &how)
    {
        return attempt(pack(std::move(url), std::move(body), how));
    }
    /// All attempts from the courier's thread.
    void deliver_later(std::string url, std::string body, callback_writing const &how)
    {
        enqueue(pack(std::move(url), std::move(body), how));
    }

    /// All attempts so far, in the order in which they were made.
    [[nodiscard]] std::vector<delivery> deliveries() const
    {
        std::scoped_lock lock{mutex_};
        return made_;
    }
    /// Whether everything was acknowledged or given up before the deadline.
    [[nodiscard]] bool wait(deadline by)
    {
        std::unique_lock lock{mutex_};
        auto const all_done = [this] { return queue_.empty() && !busy_; };
        // Not up to a far moment at once: some standard libraries count it by another clock, on which it does not fit.
        for (auto now = clock::now(); !all_done() && now < by.at(); now = clock::now())
            changed_.wait_until(lock, std::min(by.at(), now + std::chrono::hours{1}));
        return all_done();
    }
    /// No further attempts; waits for the one that is under way.
    void stop()
    {
        {
            std::scoped_lock lock{mutex_};
            stopping_ = true;
        }
        changed_.notify_all();
        if (thread_.joinable()) thread_.join();
    }

private:
    struct parcel {
        std::uint64_t number;
        std::string url;
        std::string body;
        callback_writing writing;
        unsigned attempt = 1;
        clock::time_point due{};
        bool decided = false; ///< The faults were asked about this attempt.
        bool held = false;    ///< Until another one has gone.
    };

    [[nodiscard]] parcel pack(std::string url, std::string body, callback_writing const &how)
    {
        std::scoped_lock lock{mutex_};
        return {++packed_, std::move(url), std::move(body), how, 1, clock::now()};
    }

    result<delivery> attempt(parcel what)
    {
        auto const fault =
            std::exchange(what.decided, true) ? std::nullopt : dice_.for_callback(what.number, what.attempt);
        if (fault == fault_kind::delay_callback || fault == fault_kind::reorder_callbacks) {
            delivery const none = record(what, 0, {});
            what.held = fault == fault_kind::reorder_callbacks;
            what.due = tollgate::detail::later(clock::now(), how_.time_scale.of(dice_.chances().delay));
            enqueue(std::move(what));
            return none;
        }
        if (fault == fault_kind::drop_callback) {
            delivery const none = record(what, 0, {});
            try_again(std::move(what));
            return none;
        }
        if (fault == fault_kind::duplicate_callback) static_cast<void>(send(what, what.body));
        auto made = send(what, fault == fault_kind::corrupt_callback ? corrupted(what) : what.body);
        release_held(what.number);
        if (!made || made->status < 200 || made->status > 299) try_again(std::move(what));
        return made;
    }

    result<delivery> send(parcel const &what, std::string const &body)
    {
        auto answer = post_callback(what.url, body, std::chrono::seconds{30}, what.writing.content_type);
        parcel sent = what;
        sent.body = body;
        delivery made = record(sent, answer ? answer->status : 0, answer ? std::move(answer->body) : "");
        if (!answer) return answer.error();
        return made;
    }
    delivery record(parcel const &what, unsigned status, std::string answer)
    {
        std::scoped_lock lock{mutex_};
        return made_.emplace_back(
            delivery{what.url, what.body, status, std::move(answer), what.number, what.attempt});
    }
    /// With another signature of the same form.
    [[nodiscard]] static std::string corrupted(parcel const &what)
    {
        std::string body = what.body;
        std::string const field{what.writing.signature_field};
        bool const is_json = what.writing.content_type == tollgate::detail::json_type;
        std::string const before = is_json ? '"' + field + R"(":")" : field + '=';
        std::size_t at = body.find(before);
        // In a form the name must not be another name's end.
        while (!is_json && at != body.npos && at != 0 && body[at - 1] != '&')
            at = body.find(before, at + 1);
        if (at != body.npos) {
            char &digit = body[at + before.size()];
            digit = digit == '0' ? '1' : '0';
        }
        return body;
    }

    void try_again(parcel what)
    {
        if (what.attempt > how_.callback_schedule.size()) return;
        what.due = tollgate::detail::later(clock::now(),
                                           how_.time_scale.of(how_.callback_schedule[what.attempt - 1]));
        ++what.attempt;
        what.decided = what.held = false;
        enqueue(std::move(what));
    }
    void enqueue(parcel what)
    {
        {
            std::scoped_lock lock{mutex_};
            if (stopping_) return;
            queue_.push_back(std::move(what));
            if (!thread_.joinable()) thread_ = std::thread{[this] { work(); }};
        }
        changed_.notify_all();
    }
    void release_held(std::uint64_t gone)
    {
        {
            std::scoped_lock lock{mutex_};
            for (parcel &each : queue_)
                if (each.held && each.number != gone) each.due = clock::now();
        }
        changed_.notify_all();
    }

    void work()
    {
        std::unique_lock lock{mutex_};
        while (!stopping_) {
            auto const next = std::ranges::min_element(queue_, {}, &parcel::due);
            if (next == queue_.end()) {
                changed_.wait(lock);
            } else if (auto const now = clock::now(); next->due > now) {
                changed_.wait_until(lock, std::min(next->due, now + std::chrono::hours{1}));
            } else {
                parcel what = std::move(*next);
                queue_.erase(next);
                busy_ = true;
                lock.unlock();
                static_cast<void>(attempt(std::move(what)));
                lock.lock();
                busy_ = false;
                changed_.notify_all();
            }
        }
    }

    options how_;
    fault_dice &dice_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<parcel> queue_;
    std::vector<delivery> made_;
    std::uint64_t packed_ = 0;
    bool busy_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace tollgate::inline v0::sandbox

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_CALLBACK_SENDER_IPP
#define TOLLGATE_IMPL_SANDBOX_CALLBACK_SENDER_IPP

#include <tollgate/callback.hpp>
#include <tollgate/sandbox/callback_sender.hpp>
#include <tollgate/sandbox/http_post.hpp>
#include <tollgate/signing_sources.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::sandbox {

namespace detail {

/// Gives a callback another signature of the same form. What nobody signs stays as it is.
inline void corrupt(callback_format const &how, delivery &what)
{
    auto const change = [&what](std::string &in, std::size_t at) {
        if (at >= in.size()) return;
        in[at] = in[at] == '0' ? '1' : '0';
        what.is_forged = true;
    };
    for (owned_header &each : what.headers)
        if (equal_ignoring_case(each.name, how.signature_header)) {
            std::size_t const start = how.signature_start.empty() ? 0 : each.value.rfind(how.signature_start);
            if (start != each.value.npos) change(each.value, start + how.signature_start.size());
        }
    std::string const field{how.signature_field.substr(how.signature_field.rfind('.') + 1)};
    if (field.empty()) return;
    bool const is_json = how.content_type == tollgate::detail::json_type;
    std::string const before = is_json ? '"' + field + R"(":")" : field + '=';
    std::size_t at = what.body.find(before);
    // In a form the name must not be another name's end.
    while (!is_json && at != what.body.npos && at != 0 && what.body[at - 1] != '&')
        at = what.body.find(before, at + 1);
    if (at != what.body.npos) change(what.body, at + before.size());
}

} // namespace detail

result<delivery> callback_sender::deliver(std::string url, std::string body, std::string entry,
                                          callback_format const &how)
{
    return attempt(numbered(std::move(url), std::move(body), std::move(entry), how));
}

void callback_sender::deliver_later(std::string url, std::string body, std::string entry,
                                    callback_format const &how)
{
    enqueue(numbered(std::move(url), std::move(body), std::move(entry), how));
}

std::vector<delivery> callback_sender::deliveries() const
{
    std::scoped_lock lock{mutex_};
    return made_;
}

std::vector<pending_delivery> callback_sender::pending() const
{
    using std::chrono::milliseconds;
    std::scoped_lock lock{mutex_};
    std::vector<pending_delivery> all;
    auto const now = clock::now();
    for (outgoing const &each : queue_) {
        auto const due_in = std::chrono::duration_cast<milliseconds>(each.due - now);
        all.push_back({each.number, each.attempt, each.entry, std::max(due_in, milliseconds{0})});
    }
    std::ranges::sort(all, {}, &pending_delivery::due_in);
    if (busy_) all.insert(all.begin(), *busy_);
    return all;
}

bool callback_sender::wait(deadline by)
{
    std::unique_lock lock{mutex_};
    auto const all_done = [this] { return queue_.empty() && !busy_; };
    // Not up to a far moment at once: some standard libraries count it by another clock, on which it does not fit.
    for (auto now = clock::now(); !all_done() && now < by.at(); now = clock::now())
        changed_.wait_until(lock, std::min(by.at(), now + std::chrono::hours{1}));
    return all_done();
}

void callback_sender::stop()
{
    {
        std::scoped_lock lock{mutex_};
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

callback_sender::outgoing callback_sender::numbered(std::string url, std::string body, std::string entry,
                                                    callback_format const &how)
{
    std::scoped_lock lock{mutex_};
    return {++count_,
            tollgate::detail::random_nonce(),
            std::move(url),
            std::move(body),
            std::move(entry),
            how,
            1,
            clock::now()};
}

result<delivery> callback_sender::attempt(outgoing what)
{
    auto const fault =
        std::exchange(what.decided, true) ? std::nullopt : faults_.for_callback(what.number, what.attempt);
    if (fault == fault_kind::delay_callback || fault == fault_kind::reorder_callbacks) {
        delivery const none = record(begun(what));
        what.held = fault == fault_kind::reorder_callbacks;
        what.due = tollgate::detail::later(clock::now(), how_.time_scale.of(faults_.chances().delay));
        enqueue(std::move(what));
        return none;
    }
    if (fault == fault_kind::drop_callback) {
        delivery const none = record(begun(what));
        try_again(std::move(what));
        return none;
    }
    if (fault == fault_kind::duplicate_callback) static_cast<void>(send(what, false));
    auto made = send(what, fault == fault_kind::corrupt_callback);
    release_held(what.number);
    if (!made || made->status < 200 || made->status > 299) try_again(std::move(what));
    return made;
}

result<delivery> callback_sender::send(outgoing const &what, bool corrupts)
{
    delivery made = begun(what);
    if (what.format.headers) made.headers = what.format.headers(what.body, what.id);
    if (corrupts) detail::corrupt(what.format, made);
    auto answer =
        post_callback(what.url, made.body, std::chrono::seconds{30}, what.format.content_type, made.headers);
    if (answer) {
        made.status = answer->status;
        made.answer = std::move(answer->body);
    }
    made = record(std::move(made));
    if (!answer) return answer.error();
    return made;
}

delivery callback_sender::begun(outgoing const &what)
{
    return {.url = what.url,
            .body = what.body,
            .number = what.number,
            .attempt = what.attempt,
            .entry = what.entry,
            .at = std::chrono::system_clock::now()};
}

delivery callback_sender::record(delivery made)
{
    std::scoped_lock lock{mutex_};
    return made_.emplace_back(std::move(made));
}

void callback_sender::try_again(outgoing what)
{
    if (what.attempt > how_.callback_schedule.size()) return;
    what.due =
        tollgate::detail::later(clock::now(), how_.time_scale.of(how_.callback_schedule[what.attempt - 1]));
    ++what.attempt;
    what.decided = what.held = false;
    enqueue(std::move(what));
}

void callback_sender::enqueue(outgoing what)
{
    {
        std::scoped_lock lock{mutex_};
        if (stopping_) return;
        queue_.push_back(std::move(what));
        if (!thread_.joinable()) thread_ = std::thread{[this] { work(); }};
    }
    changed_.notify_all();
}

void callback_sender::release_held(std::uint64_t gone)
{
    {
        std::scoped_lock lock{mutex_};
        for (outgoing &each : queue_)
            if (each.held && each.number != gone) each.due = clock::now();
    }
    changed_.notify_all();
}

void callback_sender::work()
{
    std::unique_lock lock{mutex_};
    while (!stopping_) {
        auto const next = std::ranges::min_element(queue_, {}, &outgoing::due);
        if (next == queue_.end()) {
            changed_.wait(lock);
        } else if (auto const now = clock::now(); next->due > now) {
            changed_.wait_until(lock, std::min(next->due, now + std::chrono::hours{1}));
        } else {
            outgoing what = std::move(*next);
            queue_.erase(next);
            busy_ = pending_delivery{what.number, what.attempt, what.entry, {}};
            lock.unlock();
            static_cast<void>(attempt(std::move(what)));
            lock.lock();
            busy_.reset();
            changed_.notify_all();
        }
    }
}

} // namespace tollgate::inline v0::sandbox

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_CALLBACK_LOG_HPP
#define TOLLGATE_RECORDS_CALLBACK_LOG_HPP

#include <tollgate/callback/options.hpp>
#include <tollgate/detail/records/callback_log_entries.hpp>
#include <tollgate/error.hpp>
#include <tollgate/records/callback_log_entry.hpp>
#include <tollgate/records/records.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

namespace tollgate::inline v0 {

/// What a \ref callback_log keeps.
struct callback_log_options {
    /// Of callbacks that are refused, so many a minute at most: anyone may send them. 0: none.
    std::size_t refused_a_minute = 60;
    std::size_t waiting = 1000; ///< Entries that wait for the database, at most; further ones are lost.
    std::size_t size =
        16 *
        1024; ///< Of an entry's headers, and of its body, in bytes; what is longer is cut, and ends in `[cut]`.
};

/**
 * \brief Callbacks as they were received, for disputes: `listener.on<…>(path, account, handler, logged_in(log))`.
 * \details Each with its time, its headers, its body and the verdict of the verification. Of headers and body the values are kept that the
 * callback's description shows to anyone. What is `personal` or `card_data`, and any other header, is `[masked]`; what is not described in
 * the body is left out with its name, as a body is that is neither JSON nor a form: so no credential of any kind is kept. Of a callback
 * with items, what is described of each is kept; an enclosure is opened. A body of which everything is kept is kept byte for byte.
 *
 * Entries are written by a thread of the records (\ref records_options::threads) after the callback has been received, and nothing waits for
 * them: what a process was about to write when it died is lost, and so is what the database refuses.
 * \par Thread safety
 * All members may be called from several threads. Copies share what they wait for.
 */
template <class Database>
class callback_log {
public:
    explicit callback_log(records<Database> const &kept, callback_log_options options = {})
        : entries_{std::make_shared<detail::callback_entries>(
              detail::records_access::shared_pool_of(kept),
              detail::callback_entries::limits{options.refused_a_minute, options.waiting, options.size})},
          threads_{detail::records_access::threads_of(kept)}
    {
    }

    /// The last entries, newest first.
    /// \par Errors
    /// \li errc::records_unavailable, errc::records_failed
    [[nodiscard]] result<std::vector<callback_entry>> last(std::size_t most = 100) const
    {
        return entries_->last(most);
    }
    /// Forgets what is older.
    /// \par Errors
    /// \li errc::records_unavailable, errc::records_failed
    [[nodiscard]] result<void> forget(std::chrono::milliseconds age) { return entries_->forget(age); }
    /// How many could not be written down, since this log was made. Refused ones beyond the limit are none of them.
    [[nodiscard]] std::size_t lost() const noexcept { return entries_->lost(); }

private:
    template <class Of>
    friend callbacks_logged logged_in(callback_log<Of> const &log);

    std::shared_ptr<detail::callback_entries> entries_;
    std::shared_ptr<detail::work_threads> threads_;
};

/// Has a log keep what is received, for \ref answer_callback and for a listener's `on`. It may end before the listener does.
template <class Database>
[[nodiscard]] callbacks_logged logged_in(callback_log<Database> const &log)
{
    return callbacks_logged{[entries = log.entries_, threads = log.threads_](auto const &arrived) {
        entries->keep(arrived, *threads);
    }};
}

} // namespace tollgate::inline v0

#endif

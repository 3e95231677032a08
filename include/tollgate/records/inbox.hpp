// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_INBOX_HPP
#define TOLLGATE_RECORDS_INBOX_HPP

#include <tollgate/callback.hpp>
#include <tollgate/callback/store.hpp>
#include <tollgate/detail/format/random_bytes.hpp>
#include <tollgate/detail/records/callback_claims.hpp>
#include <tollgate/detail/records/journal.hpp>
#include <tollgate/hash/policy.hpp>
#include <tollgate/records/records.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

template <class Hash>
[[nodiscard]] callback_key key_of_callback(std::string_view identity)
{
    return {in_hexadecimal(Hash::template digest<hash::sha256>(identity)), identity};
}

} // namespace detail

/**
 * \brief The store of handled callbacks that \ref once_by takes, in a database: all processes on it agree.
 * \details The claim of a process that died lapses, and the callback is handled when the gateway sends it again. So a handler that was
 * interrupted runs again; one that has its effect in the same database has it once with \ref exactly_once.
 * \par Errors
 * `begin` and `commit` throw \ref sql_error; the gateway is then told to send the callback again.
 * \par Thread safety
 * All members may be called from several threads.
 */
template <class Database, class Hash = cryptopp_hash>
class inbox {
public:
    /// \param lease for how long a handler may take, a day at most; after it, another process takes the callback for abandoned
    explicit inbox(records<Database> const &kept, std::chrono::milliseconds lease = std::chrono::minutes{5})
        : claims_{std::make_shared<detail::callback_claims>(detail::records_access::shared_pool_of(kept))},
          threads_{detail::records_access::threads_of(kept)},
          lease_{lease}
    {
    }

    [[nodiscard]] claim begin(std::string_view identity)
    {
        return claims_->begin(detail::key_of_callback<Hash>(identity), lease_);
    }
    void commit(std::string_view identity) { claims_->commit(detail::key_of_callback<Hash>(identity)); }
    void abort(std::string_view identity) { claims_->abort(detail::key_of_callback<Hash>(identity)); }

    /// A listener waits for the database there.
    void run_blocking(std::function<void()> work) { threads_->run(std::move(work)); }

    /// Forgets what was handled so long ago: choose more than the time for which the gateway repeats a callback. Throws \ref sql_error.
    void forget(std::chrono::milliseconds age) { claims_->forget(age); }

private:
    std::shared_ptr<detail::callback_claims> claims_;
    std::shared_ptr<detail::work_threads> threads_;
    std::chrono::milliseconds lease_;
};
template <class Database>
inbox(records<Database> const &) -> inbox<Database>;
template <class Database>
inbox(records<Database> const &, std::chrono::milliseconds) -> inbox<Database>;

} // namespace tollgate::inline v0

#endif

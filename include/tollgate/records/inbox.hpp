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
#include <concepts>
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

namespace detail {

/// Has work done in the transaction in which the callback is called handled, unless it was handled before; says which.
/// \param work is called with the transaction and the database's own connection
template <class Hash, class Database, class Work>
[[nodiscard]] claim in_one_transaction(records<Database> const &kept, std::string_view identity, Work work)
{
    sql_transaction transaction{records_access::pool_of(kept)};
    claim const known = transaction.mark_handled(key_of_callback<Hash>(identity));
    if (known != claim::first) return known;
    auto &lent = static_cast<connection_of<typename Database::connection> &>(transaction.connection());
    work(transaction, lent.get().native());
    transaction.commit();
    return claim::first;
}

} // namespace detail

/// A handler that runs within a transaction. Made by \ref exactly_once.
template <class Database, class Hash, class Handler>
class transactional_handler {
    using native = decltype(std::declval<typename Database::connection &>().native());

public:
    transactional_handler(records<Database> kept, Handler handler)
        : kept_{std::move(kept)},
          handler_{std::move(handler)}
    {
    }

    /// Handles a callback unless it was handled before, and says which.
    template <class Callback>
        requires std::invocable<Handler &, verified<Callback> const &, native>
    [[nodiscard]] claim handle_once(verified<Callback> const &told, std::string_view identity)
    {
        auto const handle = [&](auto &, native database) { handler_(told, database); };
        return detail::in_one_transaction<Hash>(kept_, identity, handle);
    }

    /// A listener has it run there.
    void run_blocking(std::function<void()> work)
    {
        detail::records_access::threads_of(kept_)->run(std::move(work));
    }

private:
    records<Database> kept_;
    Handler handler_;
};

/**
 * \brief A handler whose effect in the database and the fact that the callback was handled are one transaction.
 * \details For a listener's `on`, and for \ref answer_callback; without \ref once_by. Whatever happens, a process that is killed among it, a
 * callback's effect is there once: what the handler writes by the connection that it is given is kept together with the callback's
 * identity, or neither is. If it throws, nothing is kept and the gateway sends the callback again. What the handler does elsewhere, such
 * as sending a letter, may happen again: write it down, and do it afterwards.
 *
 * A listener has it run on a thread of the records (\ref records_options::threads) and answers others meanwhile, so what it shares with
 * the rest of the program is to bear that. A listener's end waits for one that has begun.
 * \param handler called with `verified<Callback> const &` and the database's own connection, such as `soci::session &`; it returns nothing
 * and ends no transaction
 */
template <class Hash = cryptopp_hash, class Database, class Handler>
[[nodiscard]] transactional_handler<Database, Hash, Handler> exactly_once(records<Database> kept,
                                                                          Handler handler)
{
    return {std::move(kept), std::move(handler)};
}

} // namespace tollgate::inline v0

#endif

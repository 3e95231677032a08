// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_EXACTLY_ONCE_HPP
#define TOLLGATE_RECORDS_EXACTLY_ONCE_HPP

#include <tollgate/callback.hpp>
#include <tollgate/callback/merge.hpp>
#include <tollgate/detail/records/statuses.hpp>
#include <tollgate/error.hpp>
#include <tollgate/hash/policy.hpp>
#include <tollgate/records/inbox.hpp>
#include <tollgate/records/payments.hpp>
#include <tollgate/records/records.hpp>

#include <concepts>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

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

/// A handler that runs within a transaction in which the status was written down. Made by \ref exactly_once.
template <class Payments, class Hash, class Handler>
class recording_handler;
template <class Account, class Transport, class PaymentsHash, class Database, class Hash, class Handler>
class recording_handler<payments<Account, Transport, PaymentsHash, Database>, Hash, Handler> {
    using native = decltype(std::declval<typename Database::connection &>().native());
    using now_known = result<merged<std::int64_t>>;

public:
    recording_handler(payments<Account, Transport, PaymentsHash, Database> of, Handler handler)
        : of_{std::move(of)},
          handler_{std::move(handler)}
    {
    }

    /// Writes down the status and handles the callback, unless it was handled before, and says which.
    template <class Callback>
        requires std::invocable<Handler &, verified<Callback> const &, now_known const &, native>
    [[nodiscard]] claim handle_once(verified<Callback> const &told, std::string_view identity)
    {
        auto const handle = [&](detail::sql_transaction &transaction, native database) {
            auto const status = of_.recorded_.told_status_of(*told, "callback");
            now_known const now =
                status ? now_known{detail::record_status(transaction, *status)} : now_known{status.error()};
            handler_(told, now, database);
        };
        return detail::in_one_transaction<Hash>(of_.recorded_.kept, identity, handle);
    }

    /// A listener has it run there.
    void run_blocking(std::function<void()> work)
    {
        detail::records_access::threads_of(of_.recorded_.kept)->run(std::move(work));
    }

private:
    payments<Account, Transport, PaymentsHash, Database> of_;
    Handler handler_;
};

/**
 * \brief As \ref exactly_once of records, for a callback that tells a status: the status that is known of the payment, what the handler
 * writes and the fact that the callback was handled are one transaction.
 * \details The status is written down first, as by \ref payments::record_status, and the handler is told how the payment stands by then:
 * it acts on that, and not on what the callback says, which may come late. A contradiction is kept with the rest.
 * \param of      of the account that the callbacks are for
 * \param handler called with `verified<Callback> const &`, `result<merged<std::int64_t>> const &` and the database's own connection, such as
 * `soci::session &`; it returns nothing and ends no transaction. The result is an error where the callback does not say of which payment,
 * or no status: errc::missing_field, errc::field_not_convertible
 */
template <class Hash = cryptopp_hash, class Account, class Transport, class PaymentsHash, class Database,
          class Handler>
[[nodiscard]] recording_handler<payments<Account, Transport, PaymentsHash, Database>, Hash, Handler>
exactly_once(payments<Account, Transport, PaymentsHash, Database> of, Handler handler)
{
    return {std::move(of), std::move(handler)};
}

} // namespace tollgate::inline v0

#endif

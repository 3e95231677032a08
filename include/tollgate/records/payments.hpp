// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_PAYMENTS_HPP
#define TOLLGATE_RECORDS_PAYMENTS_HPP

#include <tollgate/callback/merge.hpp>
#include <tollgate/callback/verified.hpp>
#include <tollgate/client.hpp>
#include <tollgate/detail/records/async_work.hpp>
#include <tollgate/detail/records/recorded_client.hpp>
#include <tollgate/detail/records/recorded_order.hpp>
#include <tollgate/detail/records/settlement_run.hpp>
#include <tollgate/detail/records/statuses.hpp>
#include <tollgate/records/payment_record.hpp>
#include <tollgate/records/payment_status.hpp>
#include <tollgate/records/records.hpp>
#include <tollgate/records/settlement.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

/// What a person found who looked into the gateway's back office.
enum class found { paid, not_paid };

/**
 * \brief Sends orders and writes them down, so that none is sent twice and none is forgotten.
 * \details An order is written down before its first byte leaves and its outcome after. It is known again by the merchant's own id, which
 * its description names (`identity`, or the field that `reconciled_by` asks by): the same one is never sent twice, by no thread, process
 * or machine on the same database. What is kept: the gateway's name, the account's open fields, the operation, the own id, a digest of the
 * open fields, the outcome, and of the answer its open fields. Never a secret, never what is `personal`, `card_data` or `unlisted`, but for
 * the own id itself.
 *
 * \par Thread safety
 * All members may be called from several threads. Copies share client and records.
 */
template <class Account, class Transport, class Hash, class Database>
class payments {
public:
    payments(client<Account, Transport, Hash> gateway, records<Database> kept)
        : recorded_{std::move(gateway), std::move(kept)}
    {
    }

    /**
     * \brief Sends an order, unless it was sent before, and waits for the answer.
     * \details Of one that was accepted before the answer is given that was written down then, without what may not be kept; of one
     * that was refused, the refusal. One that another caller is sending is waited for until the deadline. One of which the outcome is
     * unknown is sent again only where it has an \ref idempotency_key that the gateway still keeps: by the same key. An answer
     * settles it; a refusal does not, as masked fields, which are not kept, may differ from those before.
     * \par Errors
     * Those of \ref client::send, and
     * \li errc::records_unavailable, errc::records_failed: it could not be written down, and this attempt was not sent; of an order that
     * was to be sent again by its key the outcome is unknown, of any other not sent
     * \li errc::missing_field, not sent, if the order has no id of its own
     * \li errc::order_in_progress, unknown, if another caller is sending it still
     * \li errc::not_repeatable if it was sent before and what became of it is unknown, or was found by a person
     * \li errc::another_order if another one was written down under its id; not sent, where that one was refused, else unknown
     * \li errc::answer_not_kept, unknown, if it was accepted before and the answer cannot be given again
     *
     * If the database fails after the gateway has answered, the answer is given all the same, and written down as soon as the
     * database is back; if the process ends before, the order lapses to `unknown` and is asked for.
     */
    template <message_for<Account> Message>
    [[nodiscard]] result<typename Message::response> send(Message const &order,
                                                          deadline by = detail::timeout_of<Message>)
    {
        static_assert(detail::check_recordable<Message>());
        return recorded_.send(order, by);
    }

    /**
     * \brief As \ref send, without a thread that waits.
     * \details The order is read and signed here and now; it need not outlive the call. The database is waited for by threads of the
     * records (\ref records_options::threads), another caller by a timer.
     * \param executor on which the operation runs unless the token brings another; it must outlive the operation
     * \par Handler signature
     * `void(result<typename Message::response>)`
     * \par Per-operation cancellation
     * As the client's while the order is sent; its outcome is written down all the same.
     * \par Exceptions
     * One that a database of the program's own throws, other than \ref sql_error, comes out of the executor, where \ref send throws it.
     */
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_send(boost::asio::any_io_executor executor, Message const &order, deadline by, Token &&token)
    {
        static_assert(detail::check_recordable<Message>());
        auto const what = recorded_.attempt_of(order);
        return detail::as_operation<result<typename Message::response>>(
            std::move(executor), [with = recorded_, what, by] { return recorded::sending(with, what, by); },
            token);
    }

    /// What is known of an order, by the merchant's own id; nothing, if it was not written down.
    /// \par Errors
    /// \li errc::records_unavailable, errc::records_failed
    template <message_for<Account> Message>
    [[nodiscard]] result<std::optional<payment_record>> find(std::string_view own_id) const
    {
        static_assert(detail::check_recordable<Message>());
        detail::order_key key = detail::key_without_id<Message>(account_fields());
        key.own_id = own_id;
        return journal().find(key);
    }

    /**
     * \brief Clears up what became of orders of these types of which it is unknown: asks the gateway, or sends them again by their keys.
     * \details Those that a dead process left are among them. A message that the gateway can be asked for is asked for. One that it does not
     * know then, and one that it cannot be asked for, is sent again with the same \ref idempotency_key, while the gateway keeps that, if
     * what was written down makes the same message: so one that never arrived is carried out now. Messages with masked fields are not, as
     * these are not written down; the program sends them again itself. One whose question is not due is left alone: after each that settles
     * nothing the next comes later, and at last none (\ref records_options). Several processes may do so at once; each order is looked after
     * by one.
     * \param by when to stop beginning with another order
     * \par Errors
     * \li errc::records_unavailable, errc::records_failed
     */
    template <message_for<Account>... Messages>
        requires(sizeof...(Messages) != 0 && (detail::can_be_settled<Messages> && ...))
    [[nodiscard]] result<settlement> settle(deadline by)
    {
        return detail::run_here(run::template settling_once<false, Messages...>(recorded_, by));
    }

    /// As \ref settle, without a thread that waits.
    /// \param executor on which the operation runs unless the token brings another; it must outlive the operation
    /// \par Handler signature
    /// `void(result<settlement>)`
    template <message_for<Account>... Messages,
              boost::asio::completion_token_for<void(result<settlement>)> Token>
        requires(sizeof...(Messages) != 0 && (detail::can_be_settled<Messages> && ...))
    auto async_settle(boost::asio::any_io_executor executor, deadline by, Token &&token)
    {
        return detail::as_operation<result<settlement>>(
            std::move(executor),
            [with = recorded_, by] { return run::template settling_once<true, Messages...>(with, by); },
            token);
    }

    /**
     * \brief Settles now and then, until what it gives goes.
     * \param period   between the end of a run and the next; a run ends after it, too
     * \param executor on which it runs, without a thread that waits; it must outlive what is given back
     * \param told     called after each run, on the executor; a run that an exception ended is errc::records_failed
     */
    template <message_for<Account>... Messages>
        requires(sizeof...(Messages) != 0 && (detail::can_be_settled<Messages> && ...))
    [[nodiscard]] settling settle_every(
        std::chrono::milliseconds period, boost::asio::any_io_executor executor,
        std::function<void(result<settlement> const &)> told = [](result<settlement> const &) {})
    {
        return run::template settling_every<Messages...>(recorded_, period, std::move(executor),
                                                         std::move(told));
    }

    /**
     * \brief Writes down the status that an answer tells, of this account's payments, where it follows the one that is known.
     * \details By the gateway's own order of statuses (\ref merge): one that comes late changes nothing, and one that contradicts what is
     * known is kept (\ref contradictions). What \ref settle asks for is written down by itself.
     * \return what is known now, and how what arrived stands to what was known. `repeated` may also be what a process wrote down that died
     * before it acted on it: act on what the status is, not on its being new.
     * \par Errors
     * \li errc::missing_field if it does not say of which payment, or no status
     * \li errc::records_unavailable, errc::records_failed
     */
    template <class Told>
    [[nodiscard]] result<merged<std::int64_t>> record_status(Told const &answer)
    {
        return recorded_.status_told(answer, "answer");
    }
    /// The same, of what a callback tells: in its handler, before it is acknowledged.
    template <class Told>
    [[nodiscard]] result<merged<std::int64_t>> record_status(verified<Told> const &callback)
    {
        return recorded_.status_told(*callback, "callback");
    }

    /// The last status of one of this account's payments; nothing, if none was written down.
    /// \par Errors
    /// \li errc::records_unavailable, errc::records_failed
    [[nodiscard]] result<std::optional<payment_status_record>> status_of(std::string_view payment) const
    {
        detail::lowered const owner = account_fields();
        return detail::find_status(pool(), provider_traits<Account>::name, detail::open_json(owner.items()),
                                   payment);
    }

    /// Contradictions that nobody has closed, of all gateways, oldest first: ask the gateway, or look into its back office.
    /// \par Errors
    /// \li errc::records_unavailable, errc::records_failed
    [[nodiscard]] result<std::vector<status_contradiction>> contradictions(std::size_t most = 1000) const
    {
        return detail::open_contradictions(pool(), most);
    }

    /// Closes a contradiction by hand. If the same one is told again, it stays closed.
    /// \param id     the records' own number, \ref status_contradiction::id
    /// \param status how the payment stands
    /// \param reason what was found, where, and by whom; kept
    /// \return what is known now: `newer` if it was set; `repeated` if it is what was known; `older` if the payment has gone on since the
    /// contradiction came up: then it stays as it stands
    /// \par Errors
    /// \li errc::empty_value without a reason
    /// \li errc::not_open if it is not open, as another one has closed it
    /// \li errc::records_unavailable, errc::records_failed
    template <detail::status_number Status>
    [[nodiscard]] result<merged<std::int64_t>> close_contradiction(std::int64_t id, Status status,
                                                                   std::string_view reason)
    {
        return detail::close_contradiction(pool(), id, static_cast<std::int64_t>(status), reason);
    }

    /// What is open, of all gateways: orders of which it is unknown what became of them, oldest first.
    /// \par Errors
    /// \li errc::records_unavailable, errc::records_failed
    [[nodiscard]] result<std::vector<payment_record>> unsettled(std::size_t most = 1000) const
    {
        return journal().open_ones(most);
    }

    /// Closes an open order by hand, for which the gateway has no answer.
    /// \param id     the records' own number, \ref payment_record::id
    /// \param reason what was found, where, and by whom; kept
    /// \par Errors
    /// \li errc::empty_value without a reason
    /// \li errc::not_open if it is not open
    /// \li errc::records_unavailable, errc::records_failed
    [[nodiscard]] result<void> close(std::int64_t id, found what, std::string_view reason)
    {
        auto const state = what == found::paid ? payment_state::closed_paid : payment_state::closed_not_paid;
        return journal().close(id, state, reason);
    }

private:
    template <class, class, class>
    friend class recording_handler;

    using recorded = detail::recorded_client<Account, Transport, Hash, Database>;
    using run = detail::settlement_run<recorded>;

    [[nodiscard]] detail::journal &journal() const noexcept
    {
        return detail::records_access::journal_of(recorded_.kept);
    }
    [[nodiscard]] detail::sql_pool &pool() const noexcept
    {
        return detail::records_access::pool_of(recorded_.kept);
    }
    [[nodiscard]] auto account_fields() const { return detail::lower(recorded_.gateway.account()); }

    recorded recorded_;
};

} // namespace tollgate::inline v0

#endif

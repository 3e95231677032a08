// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_PAYMENTS_HPP
#define TOLLGATE_RECORDS_PAYMENTS_HPP

#include <tollgate/client.hpp>
#include <tollgate/detail/records/order.hpp>
#include <tollgate/records/payment_record.hpp>
#include <tollgate/records/records.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

/// What a run of \ref payments::settle did.
struct settlement {
    std::size_t asked = 0;   ///< Questions to the gateway.
    std::size_t settled = 0; ///< Orders of which it is known now what became of them.
};

/// What a person found who looked into the gateway's back office.
enum class found { paid, not_paid };

/**
 * \brief Sends orders and writes them down, so that none is sent twice and none is forgotten.
 * \details An order is written down before its first byte leaves and its outcome after. It is known again by the merchant's own id, which
 * its description names (`identity`, or the field that `reconciled_by` asks by): the same one is never sent twice, by no thread, process
 * or machine on the same database. What is kept: the gateway's name, the account's open fields, the operation, the own id, a digest of the
 * open fields, the outcome, and of the answer its open fields. Never a secret, never what is `personal`, `card_data` or `unlisted`.
 *
 * \par Thread safety
 * All members may be called from several threads. Copies share client and records.
 */
template <class Account, class Transport, class Hash, class Database>
class payments {
public:
    payments(client<Account, Transport, Hash> gateway, records<Database> kept)
        : gateway_{std::move(gateway)},
          kept_{std::move(kept)}
    {
    }

    /**
     * \brief Sends an order, unless it was sent before, and waits for the answer.
     * \details Of one that was accepted before the answer is given that was written down then, without what may not be kept; of one
     * that was refused, the refusal. One that another caller is sending is waited for until the deadline. One of which the outcome is
     * unknown is sent again only where it has an \ref idempotency_key that the gateway still keeps: by the same key, which settles it.
     * \par Errors
     * Those of \ref client::send, and
     * \li errc::records_unavailable, errc::records_failed, not sent: it could not be written down
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
                                                          deadline by = detail::patience_of<Message>)
    {
        static_assert(detail::check_recordable<Message>());
        auto request = gateway_.sign(order);
        if (!request) return request.error();
        auto const known_by = detail::order_of<Hash>(gateway_.account(), order);
        if (!known_by) return known_by.error();
        detail::journal &journal = detail::records_access::journal_of(kept_);
        auto const begun = journal.begin(*known_by, lease_until(by), by);
        if (!begun) return begun.error();
        if (begun->token.empty()) return known_answer<Message>(*begun->known, *known_by);
        request->log_as(known_by->key.own_id);
        auto answer = begun->known ? gateway_.retry(order, why_again(*begun->known), by,
                                                    tollgate::log_as{known_by->key.own_id})
                                   : gateway_.send(*std::move(request), by);
        journal.finish(begun->token, detail::order_outcome_of<Message>(answer));
        return answer;
    }

    /// What is known of an order, by the merchant's own id; nothing, if it was not written down.
    /// \par Errors
    /// \li errc::records_unavailable, errc::records_failed
    template <message_for<Account> Message>
    [[nodiscard]] result<std::optional<payment_record>> find(std::string_view own_id) const
    {
        static_assert(detail::check_recordable<Message>());
        detail::order_key key = detail::key_without_id<Message>(gateway_.account());
        key.own_id = own_id;
        return detail::records_access::journal_of(kept_).find(key);
    }

    /**
     * \brief Asks the gateway for orders of these types of which it is unknown what became of them.
     * \details Those that a dead process left are among them. One whose question is not due is left alone: after each that settles nothing
     * the next comes later, and at last none (\ref records_options). Several processes may do so at once; each order is asked for by one.
     * \param by when to stop beginning new questions
     * \par Errors
     * \li errc::records_unavailable, errc::records_failed
     */
    template <message_for<Account>... Messages>
        requires(sizeof...(Messages) != 0 && (detail::reconcilable<Messages> && ...))
    [[nodiscard]] result<settlement> settle(deadline by)
    {
        if (auto const lapsed = detail::records_access::journal_of(kept_).lapse(); !lapsed)
            return lapsed.error();
        settlement done;
        std::optional<error> why;
        ((why ? void() : void(why = settle_all<Messages>(done, by))), ...);
        if (why) return *std::move(why);
        return done;
    }

    /// What is open, of all gateways: orders of which it is unknown what became of them, oldest first.
    /// \par Errors
    /// \li errc::records_unavailable, errc::records_failed
    [[nodiscard]] result<std::vector<payment_record>> unsettled(std::size_t most = 1000) const
    {
        return detail::records_access::journal_of(kept_).open_ones(most);
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
        return detail::records_access::journal_of(kept_).close(id, state, reason);
    }

private:
    [[nodiscard]] std::chrono::milliseconds lease_until(deadline by) const
    {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(by.at() - deadline::clock::now());
        // One that never passes is a day: the lease is for who asks, and never lets anybody send again.
        constexpr std::chrono::milliseconds longest = std::chrono::hours{24};
        return std::clamp(left, std::chrono::milliseconds{0}, longest) + kept_.options().grace;
    }

    template <class Message>
    [[nodiscard]] static result<typename Message::response> known_answer(payment_record const &known,
                                                                         detail::order_to_record const &order)
    {
        if (known.digest != order.digest) return another(known);
        return detail::answer_of_known<Message>(known);
    }

    /// Of the attempt before one that is made with the same idempotency key.
    [[nodiscard]] static error why_again(payment_record const &known)
    {
        error why = known.why && known.why->is_unknown() ? *known.why : detail::error_of_known(known);
        return std::move(why).with_tried_at(known.begun_at);
    }

    [[nodiscard]] static error another(payment_record const &known)
    {
        bool const is_refused = known.state == payment_state::refused;
        return {errc::another_order, is_refused ? outcome{not_sent{}} : outcome{unknown{}},
                "Another order was written down under the id `" + known.own_id +
                    "`, and this one was not sent; look at that one (`find`), and give each order an id of "
                    "its own."};
    }

    /// How long to wait before the next question about an order.
    [[nodiscard]] std::optional<std::chrono::milliseconds> next_pause(payment_record const &order) const
    {
        auto const &options = kept_.options();
        auto const age = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now() - order.begun_at);
        if (age > options.ask_for) return std::nullopt;
        std::chrono::milliseconds pause = options.first_pause;
        for (std::int64_t i = 1; i < order.questions && pause < options.longest_pause; ++i)
            pause *= 2;
        return std::min(pause, options.longest_pause);
    }

    template <class Message>
    [[nodiscard]] std::optional<error> settle_all(settlement &done, deadline by)
    {
        detail::journal &journal = detail::records_access::journal_of(kept_);
        detail::order_key const key = detail::key_without_id<Message>(gateway_.account());
        while (deadline::clock::now() < by.at()) {
            deadline const for_one = detail::patience_of_question<typename Message::reconciled_by>;
            auto const order = journal.next_to_ask(key, lease_until(for_one));
            if (!order) return order.error();
            if (!*order) return std::nullopt;
            ++done.asked;
            auto const answer = gateway_.template reconcile<Message>((*order)->own_id, for_one);
            detail::order_outcome what;
            if (answer) {
                detail::lowered const fields = detail::lower(*answer);
                what = {.state = payment_state::accepted,
                        .why = {},
                        .answer = detail::open_json(fields.items()),
                        .answer_of = std::string{Message::reconciled_by::question::endpoint::operation}};
                ++done.settled;
            } else {
                what.why = answer.error();
            }
            journal.answered((*order)->id, what, next_pause(**order));
        }
        return std::nullopt;
    }

    client<Account, Transport, Hash> gateway_;
    records<Database> kept_;
};

} // namespace tollgate::inline v0

#endif

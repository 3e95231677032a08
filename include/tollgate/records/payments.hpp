// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_PAYMENTS_HPP
#define TOLLGATE_RECORDS_PAYMENTS_HPP

#include <tollgate/callback.hpp>
#include <tollgate/callback/merge.hpp>
#include <tollgate/client.hpp>
#include <tollgate/detail/message/retry.hpp>
#include <tollgate/detail/records/async_work.hpp>
#include <tollgate/detail/records/recorded_order.hpp>
#include <tollgate/detail/records/statuses.hpp>
#include <tollgate/records/payment_record.hpp>
#include <tollgate/records/payment_status.hpp>
#include <tollgate/records/records.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

/// What a run of \ref payments::settle did.
struct settlement {
    std::size_t asked = 0;    ///< Questions to the gateway.
    std::size_t settled = 0;  ///< Orders of which it is known now what became of them.
    std::size_t repeated = 0; ///< Orders that were sent again by their idempotency keys.
};

/**
 * \brief Settles again and again, until it goes. Made by \ref payments::settle_every.
 * \details A run that has begun when it goes comes to its end.
 */
class settling {
public:
    settling(settling &&) = default;
    settling &operator=(settling &&other) noexcept
    {
        stop();
        state_ = std::move(other.state_);
        return *this;
    }
    ~settling() { stop(); }

    void stop() noexcept
    {
        if (auto const ended = std::exchange(state_, nullptr)) {
            ended->is_stopped = true;
            boost::asio::post(ended->timer.get_executor(), [ended] { ended->timer.cancel(); });
        }
    }

private:
    template <class, class, class, class>
    friend class payments;

    struct state {
        explicit state(boost::asio::any_io_executor executor) : timer{std::move(executor)} {}

        std::atomic<bool> is_stopped = false;
        boost::asio::steady_timer timer;
    };
    explicit settling(std::shared_ptr<state> of) : state_{std::move(of)} {}

    std::shared_ptr<state> state_;
};

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
        : gateway_{std::move(gateway)},
          kept_{std::move(kept)}
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
        auto request = gateway_.sign(order);
        if (!request) return request.error();
        auto const known_by = known_by_of(order, request);
        if (!known_by) return known_by.error();
        std::uint64_t const mark = mark_in(request);
        detail::journal &journal = detail::records_access::journal_of(kept_);
        auto const begun = journal.begin(*known_by, lease_until(by), by);
        if (!begun) return begun.error();
        if (begun->token.empty()) return known_answer<Message>(*begun->known, *known_by);
        request->log_as(known_by->key.own_id);
        auto answer = begun->known ? gateway_.retry(order, why_again(*begun->known, *known_by, mark), by,
                                                    tollgate::log_as{known_by->key.own_id})
                                   : gateway_.send(*std::move(request), by);
        journal.finish(begun->token, known_by->key, detail::order_outcome_of<Message>(answer));
        return answer;
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
        auto const what = std::make_shared<attempt<Message>>(
            attempt<Message>{.order = order, .signed_request = gateway_.sign(order)});
        what->known_by = known_by_of(order, what->signed_request);
        what->mark = mark_in(what->signed_request);
        return detail::as_operation<result<typename Message::response>>(
            std::move(executor), [self = *this, what, by] { return sending(self, what, by); }, token);
    }

    /// What is known of an order, by the merchant's own id; nothing, if it was not written down.
    /// \par Errors
    /// \li errc::records_unavailable, errc::records_failed
    template <message_for<Account> Message>
    [[nodiscard]] result<std::optional<payment_record>> find(std::string_view own_id) const
    {
        static_assert(detail::check_recordable<Message>());
        detail::order_key key = detail::key_without_id<Message>(detail::lower(gateway_.account()));
        key.own_id = own_id;
        return detail::records_access::journal_of(kept_).find(key);
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
        return detail::run_here(settling_once<false, Messages...>(*this, by));
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
            std::move(executor), [self = *this, by] { return settling_once<true, Messages...>(self, by); },
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
        auto const state = std::make_shared<settling::state>(boost::asio::make_strand(std::move(executor)));
        boost::asio::co_spawn(state->timer.get_executor(),
                              repeating<Messages...>(*this, period, std::move(told), state),
                              boost::asio::detached);
        return settling{state};
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
        return status_told(answer, "answer");
    }
    /// The same, of what a callback tells: in its handler, before it is acknowledged.
    template <class Told>
    [[nodiscard]] result<merged<std::int64_t>> record_status(verified<Told> const &callback)
    {
        return status_told(*callback, "callback");
    }

    /// The last status of one of this account's payments; nothing, if none was written down.
    /// \par Errors
    /// \li errc::records_unavailable, errc::records_failed
    [[nodiscard]] result<std::optional<payment_status_record>> status_of(std::string_view payment) const
    {
        detail::lowered const owner = detail::lower(gateway_.account());
        return detail::find_status(detail::records_access::pool_of(kept_), provider_traits<Account>::name,
                                   detail::open_json(owner.items()), payment);
    }

    /// Contradictions that nobody has closed, of all gateways, oldest first: ask the gateway, or look into its back office.
    /// \par Errors
    /// \li errc::records_unavailable, errc::records_failed
    [[nodiscard]] result<std::vector<status_contradiction>> contradictions(std::size_t most = 1000) const
    {
        return detail::open_contradictions(detail::records_access::pool_of(kept_), most);
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
        return detail::close_contradiction(detail::records_access::pool_of(kept_), id,
                                           static_cast<std::int64_t>(status), reason);
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
    template <class, class, class>
    friend class recording_handler;

    template <class Told>
    [[nodiscard]] result<merged<std::int64_t>> status_told(Told const &by, std::string_view told_by) const
    {
        auto const told = told_status_of(by, told_by);
        if (!told) return told.error();
        return detail::record_status(detail::records_access::pool_of(kept_), *told);
    }

    template <class Told>
    [[nodiscard]] result<detail::told_status> told_status_of(Told const &by, std::string_view told_by) const
    {
        static_assert(detail::check_tells_status<Told>());
        if constexpr (detail::tells_status<Told>) {
            detail::lowered const fields = detail::lower(by);
            using tells = typename Told::tells;
            std::string payment = detail::text_of_field(fields.items(), tells::payment);
            std::string const status = detail::text_of_field(fields.items(), tells::status);
            auto const number = detail::status_in(payment, status, tells::payment, tells::status);
            if (!number) return number.error();
            detail::lowered const owner = detail::lower(gateway_.account());
            return detail::told_status{.gateway = std::string{provider_traits<Account>::name},
                                       .account = detail::open_json(owner.items()),
                                       .payment = std::move(payment),
                                       .status = *number,
                                       .told_by = told_by,
                                       .merge = [](std::int64_t known, std::int64_t arrived) {
                                           return merge<Told>(known, arrived);
                                       }};
        } else {
            return detail::told_status{};
        }
    }

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
        if (detail::is_another(known, order)) return another(known);
        return detail::answer_of_known<Message>(known);
    }

    /// Of the attempt before one that is made with the same idempotency key.
    /// \param mark of the request that is sent
    [[nodiscard]] static error why_again(payment_record const &known, detail::order_to_record const &order,
                                         std::uint64_t mark)
    {
        error why = known.why && known.why->is_unknown() ? *known.why : detail::error_of_known(known);
        why = std::move(why).with_tried_at(detail::written_at(known));
        bool const is_same = detail::compare_marks(known, order) == detail::sameness::same;
        detail::attempt_mark::put(why, is_same ? mark : 0);
        return why;
    }

    /// Of a request with an idempotency key; 0 of any other.
    template <class Message>
    [[nodiscard]] static std::uint64_t mark_in(result<request<Message, Hash>> const &made) noexcept
    {
        if constexpr (detail::is_keyed<Message>)
            return made ? detail::request_maker::mark_of(*made) : 0;
        else
            return 0;
    }
    template <class Message>
    [[nodiscard]] result<detail::order_to_record>
    known_by_of(Message const &order, result<request<Message, Hash>> const &made) const
    {
        return detail::order_of<Hash>(gateway_.account(), order, mark_in(made), kept_.options().digest_key);
    }

    [[nodiscard]] static error another(payment_record const &known)
    {
        bool const is_refused = known.state == payment_state::refused;
        return {errc::another_order, is_refused ? outcome{not_sent{}} : outcome{unknown{}},
                "Another order was written down under the id `" + known.own_id +
                    "`, and this one was not sent; look at that one (`find`), and give each order an id of "
                    "its own."};
    }

    template <class Message>
    struct attempt {
        Message order;
        result<request<Message, Hash>> signed_request;
        result<detail::order_to_record> known_by = detail::order_to_record{};
        std::uint64_t mark = 0; ///< Of the signed request.
    };

    template <class Message>
    [[nodiscard]] static boost::asio::awaitable<std::optional<result<typename Message::response>>>
    sending(payments self, std::shared_ptr<attempt<Message>> what, deadline by)
    {
        // Each function has a name: g++ 12 destroys temporaries inside of a `co_await` twice.
        if (!what->signed_request) co_return what->signed_request.error();
        if (!what->known_by) co_return what->known_by.error();
        co_await boost::asio::this_coro::throw_if_cancelled(false);
        boost::asio::steady_timer pauses{co_await boost::asio::this_coro::executor};
        std::chrono::milliseconds pause{10};
        std::optional<detail::begun> begun;
        while (true) {
            auto begin = [self, what, by] {
                return detail::records_access::journal_of(self.kept_)
                    .begin(*what->known_by, self.lease_until(by), deadline{std::chrono::seconds{0}});
            };
            auto asked =
                co_await detail::on_threads(detail::records_access::threads_of(self.kept_), std::move(begin));
            if (!asked) co_return asked.error();
            begun = *std::move(asked);
            auto const cancelled = co_await boost::asio::this_coro::cancellation_state;
            bool const is_waited_for = begun->token.empty() &&
                                       begun->known->state == payment_state::sending &&
                                       !detail::is_another(*begun->known, *what->known_by);
            if (!is_waited_for || deadline::clock::now() >= by.at() ||
                cancelled.cancelled() != boost::asio::cancellation_type::none)
                break;
            pauses.expires_after(pause);
            co_await pauses.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
            pause = std::min(pause * 2, std::chrono::milliseconds{500});
        }
        if (begun->token.empty()) co_return known_answer<Message>(*begun->known, *what->known_by);
        std::string const &name = what->known_by->key.own_id;
        std::optional<result<typename Message::response>> answer;
        if (begun->known) {
            error const why = why_again(*begun->known, *what->known_by, what->mark);
            tollgate::log_as named{name};
            answer =
                co_await self.gateway_.async_retry(what->order, why, by, named, boost::asio::use_awaitable);
        } else {
            auto ready = *std::move(what->signed_request);
            ready.log_as(name);
            answer = co_await self.gateway_.async_send(std::move(ready), by, boost::asio::use_awaitable);
        }
        auto finish = [self, what, begun, became = detail::order_outcome_of<Message>(*answer)] {
            detail::records_access::journal_of(self.kept_).finish(begun->token, what->known_by->key, became);
            return true;
        };
        co_await detail::on_threads(detail::records_access::threads_of(self.kept_), std::move(finish));
        co_return answer;
    }

    // A run of questions is one coroutine. One that does not wait does all of its work where it stands.

    template <bool Waits, class Work>
    [[nodiscard]] static boost::asio::awaitable<std::invoke_result_t<Work &>> in_database(payments self,
                                                                                          Work work)
    {
        if constexpr (Waits) {
            auto const &threads = detail::records_access::threads_of(self.kept_);
            co_return co_await detail::on_threads(threads, std::move(work));
        } else {
            co_return work();
        }
    }

    template <bool Waits, class... Messages>
    [[nodiscard]] static boost::asio::awaitable<std::optional<result<settlement>>>
    settling_once(payments self, deadline by)
    {
        auto lapse = [self] { return detail::records_access::journal_of(self.kept_).lapse(); };
        auto const lapsed = co_await in_database<Waits>(self, std::move(lapse));
        if (!lapsed) co_return lapsed.error();
        settlement done;
        std::optional<error> why;
        ((why ? void() : void(why = co_await settling_all<Waits, Messages>(self, done, by))), ...);
        if (why) co_return *std::move(why);
        co_return done;
    }

    template <bool Waits, class Message>
    [[nodiscard]] static boost::asio::awaitable<std::optional<error>>
    settling_all(payments self, settlement &done, deadline by)
    {
        while (deadline::clock::now() < by.at()) {
            auto take = [self] {
                detail::order_key const key =
                    detail::key_without_id<Message>(detail::lower(self.gateway_.account()));
                return detail::records_access::journal_of(self.kept_)
                    .next_to_ask(key, self.lease_until(timeout_of_one<Message>()),
                                 self.kept_.options().longest_pause);
            };
            auto const taken = co_await in_database<Waits>(self, std::move(take));
            if (!taken) co_return taken.error();
            if (!*taken) co_return std::nullopt;
            payment_record const order = **taken;
            std::optional<error> why = order.why;
            bool may_be_repeated = true;
            if constexpr (detail::reconcilable<Message>) {
                ++done.asked;
                detail::order_outcome const told = co_await asking<Waits, Message>(self, order);
                if (told.state != payment_state::unknown) {
                    ++done.settled;
                    co_await noting<Waits>(self, order, told, std::nullopt);
                    continue;
                }
                why = told.why;
                may_be_repeated = why->code() == errc::not_found_yet;
            }
            auto again = self.next_pause(order);
            if constexpr (detail::is_keyed<Message>) {
                auto const what = self.template kept_message<Message>(order);
                if (what && may_be_repeated) {
                    auto const became = co_await repeating_by_key<Waits, Message>(self, order, what);
                    if (!became) co_return became.error();
                    if (*became) {
                        ++done.repeated;
                        if (**became != payment_state::unknown) ++done.settled;
                        continue;
                    }
                }
                if constexpr (!detail::reconcilable<Message>) again = std::nullopt;
            }
            detail::order_outcome const still_open{.why = why};
            co_await noting<Waits>(self, order, still_open, again);
        }
        co_return std::nullopt;
    }

    /// How long the clearing up of one order takes, at most.
    template <class Message>
    [[nodiscard]] static deadline timeout_of_one()
    {
        if constexpr (detail::reconcilable<Message>)
            return detail::timeout_of_question<typename Message::reconciled_by>;
        else
            return detail::timeout_of<Message>;
    }

    template <bool Waits>
    [[nodiscard]] static boost::asio::awaitable<void> noting(payments self, payment_record order,
                                                             detail::order_outcome became,
                                                             std::optional<std::chrono::milliseconds> again)
    {
        auto note = [self, order, became, again] {
            detail::records_access::journal_of(self.kept_).answered(order, became, again);
            return true;
        };
        co_await in_database<Waits>(self, std::move(note));
    }

    /// What a question tells of an order.
    template <bool Waits, class Message>
    [[nodiscard]] static boost::asio::awaitable<detail::order_outcome> asking(payments self,
                                                                              payment_record order)
    {
        deadline const by = timeout_of_one<Message>();
        std::optional<decltype(self.gateway_.template reconcile<Message>(order.own_id, by))> answer;
        if constexpr (Waits)
            answer = co_await self.gateway_.template async_reconcile<Message>(order.own_id, by,
                                                                              boost::asio::use_awaitable);
        else
            answer = self.gateway_.template reconcile<Message>(order.own_id, by);
        if (*answer) {
            using told = typename Message::reconciled_by::question::response;
            if constexpr (detail::tells_status<told>) {
                auto note = [self, &answer]() mutable { return self.record_status(**answer); };
                auto const noted = co_await in_database<Waits>(self, std::move(note));
                // Without the status the order is not settled: it is asked for again.
                if (!noted && noted.error().code() != errc::missing_field)
                    co_return detail::order_outcome{.why = noted.error()};
            }
            co_return detail::accepted_with<typename Message::reconciled_by::question::endpoint>(**answer);
        }
        co_return detail::order_outcome{.why = answer->error()};
    }

    /// A message that is sent again as it was written down.
    template <class Message>
    struct message_to_repeat {
        Message message;
        detail::order_to_record order;
        std::uint64_t mark;
    };

    /// The message as it was sent, where what was written down makes the same one.
    template <class Message>
    [[nodiscard]] std::shared_ptr<message_to_repeat<Message> const>
    kept_message(payment_record const &order) const
    {
        std::optional<Message> message = detail::message_of<Message>(order);
        if (!message) return nullptr;
        auto const signed_again = gateway_.sign(*message);
        if (!signed_again) return nullptr;
        std::uint64_t const mark = mark_in(signed_again);
        auto known_by = known_by_of(*message, signed_again);
        bool const is_same = known_by && known_by->key.own_id == order.own_id &&
                             known_by->digest == order.digest &&
                             detail::compare_marks(order, *known_by) == detail::sameness::same;
        if (!is_same) return nullptr;
        return std::make_shared<message_to_repeat<Message> const>(
            message_to_repeat<Message>{*std::move(message), *std::move(known_by), mark});
    }

    /// Sends an order again by its key, and gives what became of it; nothing if it was not sent.
    template <bool Waits, class Message>
    [[nodiscard]] static boost::asio::awaitable<result<std::optional<payment_state>>>
    repeating_by_key(payments self, payment_record order,
                     std::shared_ptr<message_to_repeat<Message> const> what)
    {
        deadline const by = detail::timeout_of<Message>;
        auto take = [self, order, what, by] {
            return detail::records_access::journal_of(self.kept_)
                .take_by_key(order, what->order, self.lease_until(by));
        };
        auto const token = co_await in_database<Waits>(self, std::move(take));
        if (!token) co_return token.error();
        if (token->empty()) co_return std::optional<payment_state>{};
        error const why = why_again(order, what->order, what->mark);
        tollgate::log_as named{order.own_id};
        std::optional<result<typename Message::response>> answer;
        if constexpr (Waits)
            answer =
                co_await self.gateway_.async_retry(what->message, why, by, named, boost::asio::use_awaitable);
        else
            answer = self.gateway_.retry(what->message, why, by, named);
        detail::order_outcome const became = detail::order_outcome_of<Message>(*answer);
        auto finish = [self, token = *token, what, became, again = self.next_pause(order)] {
            detail::records_access::journal_of(self.kept_).finish(token, what->order.key, became, again);
            return true;
        };
        co_await in_database<Waits>(self, std::move(finish));
        co_return became.state;
    }

    template <class... Messages>
    [[nodiscard]] static boost::asio::awaitable<void>
    repeating(payments self, std::chrono::milliseconds period,
              std::function<void(result<settlement> const &)> told, std::shared_ptr<settling::state> state)
    {
        while (!state->is_stopped) {
            deadline const by{period};
            std::optional<result<settlement>> done;
            try {
                done = co_await settling_once<true, Messages...>(self, by);
            } catch (...) {
                done = detail::error_of_run();
            }
            told(*done);
            if (state->is_stopped) co_return;
            state->timer.expires_after(period);
            co_await state->timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
        }
    }

    /// How long to wait before the next question about an order.
    [[nodiscard]] std::optional<std::chrono::milliseconds> next_pause(payment_record const &order) const
    {
        auto const &options = kept_.options();
        if (order.age > options.ask_for) return std::nullopt;
        std::chrono::milliseconds pause = options.first_pause;
        for (std::int64_t i = 1; i < order.questions && pause < options.longest_pause; ++i)
            pause *= 2;
        return std::min(pause, options.longest_pause);
    }

    client<Account, Transport, Hash> gateway_;
    records<Database> kept_;
};

} // namespace tollgate::inline v0

#endif

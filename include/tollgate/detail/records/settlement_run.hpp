// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_SETTLEMENT_RUN_HPP
#define TOLLGATE_DETAIL_RECORDS_SETTLEMENT_RUN_HPP

#include <tollgate/client.hpp>
#include <tollgate/detail/message/status_query.hpp>
#include <tollgate/detail/records/async_work.hpp>
#include <tollgate/detail/records/recorded_order.hpp>
#include <tollgate/detail/records/statuses.hpp>
#include <tollgate/records/payment_record.hpp>
#include <tollgate/records/records.hpp>
#include <tollgate/records/settlement.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0::detail {

/// The clearing up of orders of which it is unknown what became of them.
/// \tparam Recorded a \ref recorded_client
template <class Recorded>
struct settlement_run {
    // A run of questions is one coroutine. One that does not wait does all of its work where it stands.

    template <bool Waits, class Work>
    [[nodiscard]] static boost::asio::awaitable<std::invoke_result_t<Work &>> in_database(Recorded self,
                                                                                          Work work)
    {
        if constexpr (Waits) {
            auto const &threads = records_access::threads_of(self.kept);
            co_return co_await on_threads(threads, std::move(work));
        } else {
            co_return work();
        }
    }

    template <bool Waits, class... Messages>
    [[nodiscard]] static boost::asio::awaitable<std::optional<result<settlement>>>
    settling_once(Recorded self, deadline by)
    {
        auto lapse = [self] { return records_access::journal_of(self.kept).lapse(); };
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
    settling_all(Recorded self, settlement &done, deadline by)
    {
        while (deadline::clock::now() < by.at()) {
            auto take = [self] {
                order_key const key = key_without_id<Message>(lower(self.gateway.account()));
                return records_access::journal_of(self.kept).next_to_ask(
                    key, self.lease_until(timeout_of_one<Message>()), self.kept.options().longest_pause);
            };
            auto const taken = co_await in_database<Waits>(self, std::move(take));
            if (!taken) co_return taken.error();
            if (!*taken) co_return std::nullopt;
            payment_record const order = **taken;
            std::optional<error> why = order.why;
            bool may_be_repeated = true;
            if constexpr (reconcilable<Message>) {
                ++done.asked;
                order_outcome const told = co_await asking<Waits, Message>(self, order);
                if (told.state != payment_state::unknown) {
                    ++done.settled;
                    co_await noting<Waits>(self, order, told, std::nullopt);
                    continue;
                }
                why = told.why;
                may_be_repeated = why->code() == errc::not_found_yet;
            }
            auto again = self.next_pause(order);
            if constexpr (is_keyed<Message>) {
                auto const what = kept_message<Message>(self, order);
                if (what && may_be_repeated) {
                    auto const became = co_await repeating_by_key<Waits, Message>(self, order, what);
                    if (!became) co_return became.error();
                    if (*became) {
                        ++done.repeated;
                        if (**became != payment_state::unknown) ++done.settled;
                        continue;
                    }
                }
                if constexpr (!reconcilable<Message>) again = std::nullopt;
            }
            order_outcome const still_open{.why = why};
            co_await noting<Waits>(self, order, still_open, again);
        }
        co_return std::nullopt;
    }

    /// How long the clearing up of one order takes, at most.
    template <class Message>
    [[nodiscard]] static deadline timeout_of_one()
    {
        if constexpr (reconcilable<Message>)
            return timeout_of_question<typename Message::reconciled_by>;
        else
            return timeout_of<Message>;
    }

    template <bool Waits>
    [[nodiscard]] static boost::asio::awaitable<void> noting(Recorded self, payment_record order,
                                                             order_outcome became,
                                                             std::optional<std::chrono::milliseconds> again)
    {
        auto note = [self, order, became, again] {
            records_access::journal_of(self.kept).answered(order, became, again);
            return true;
        };
        co_await in_database<Waits>(self, std::move(note));
    }

    /// What a question tells of an order.
    template <bool Waits, class Message>
    [[nodiscard]] static boost::asio::awaitable<order_outcome> asking(Recorded self, payment_record order)
    {
        deadline const by = timeout_of_one<Message>();
        std::optional<decltype(self.gateway.template reconcile<Message>(order.own_id, by))> answer;
        if constexpr (Waits)
            answer = co_await self.gateway.template async_reconcile<Message>(order.own_id, by,
                                                                             boost::asio::use_awaitable);
        else
            answer = self.gateway.template reconcile<Message>(order.own_id, by);
        if (*answer) {
            using told = typename Message::reconciled_by::question::response;
            if constexpr (tells_status<told>) {
                auto note = [self, &answer]() mutable { return self.status_told(**answer, "answer"); };
                auto const noted = co_await in_database<Waits>(self, std::move(note));
                // Without the status the order is not settled: it is asked for again.
                if (!noted && noted.error().code() != errc::missing_field)
                    co_return order_outcome{.why = noted.error()};
            }
            co_return accepted_with<typename Message::reconciled_by::question::endpoint>(**answer);
        }
        co_return order_outcome{.why = answer->error()};
    }

    /// A message that is sent again as it was written down.
    template <class Message>
    struct message_to_repeat {
        Message message;
        order_to_record order;
        std::uint64_t mark;
    };

    /// The message as it was sent, where what was written down makes the same one.
    template <class Message>
    [[nodiscard]] static std::shared_ptr<message_to_repeat<Message> const>
    kept_message(Recorded const &self, payment_record const &order)
    {
        std::optional<Message> message = message_of<Message>(order);
        if (!message) return nullptr;
        auto const signed_again = self.gateway.sign(*message);
        if (!signed_again) return nullptr;
        std::uint64_t const mark = Recorded::mark_in(signed_again);
        auto known_by = self.known_by_of(*message, signed_again);
        bool const is_same = known_by && known_by->key.own_id == order.own_id &&
                             known_by->digest == order.digest &&
                             compare_marks(order, *known_by) == sameness::same;
        if (!is_same) return nullptr;
        return std::make_shared<message_to_repeat<Message> const>(
            message_to_repeat<Message>{*std::move(message), *std::move(known_by), mark});
    }

    /// Sends an order again by its key, and gives what became of it; nothing if it was not sent.
    template <bool Waits, class Message>
    [[nodiscard]] static boost::asio::awaitable<result<std::optional<payment_state>>>
    repeating_by_key(Recorded self, payment_record order,
                     std::shared_ptr<message_to_repeat<Message> const> what)
    {
        deadline const by = timeout_of<Message>;
        auto take = [self, order, what, by] {
            return records_access::journal_of(self.kept).take_by_key(order, what->order,
                                                                     self.lease_until(by));
        };
        auto const token = co_await in_database<Waits>(self, std::move(take));
        if (!token) co_return token.error();
        if (token->empty()) co_return std::optional<payment_state>{};
        error const why = Recorded::why_again(order, what->order, what->mark);
        tollgate::log_as named{order.own_id};
        std::optional<result<typename Message::response>> answer;
        if constexpr (Waits)
            answer =
                co_await self.gateway.async_retry(what->message, why, by, named, boost::asio::use_awaitable);
        else
            answer = self.gateway.retry(what->message, why, by, named);
        order_outcome const became = order_outcome_of<Message>(*answer);
        auto finish = [self, token = *token, what, became, again = self.next_pause(order)] {
            records_access::journal_of(self.kept).finish(token, what->order.key, became, again);
            return true;
        };
        co_await in_database<Waits>(self, std::move(finish));
        co_return became.state;
    }

    template <class... Messages>
    [[nodiscard]] static settling settling_every(Recorded self, std::chrono::milliseconds period,
                                                 boost::asio::any_io_executor executor,
                                                 std::function<void(result<settlement> const &)> told)
    {
        auto const state = std::make_shared<settling::state>(boost::asio::make_strand(std::move(executor)));
        boost::asio::co_spawn(state->timer.get_executor(),
                              repeating<Messages...>(std::move(self), period, std::move(told), state),
                              boost::asio::detached);
        return settling{state};
    }

    template <class... Messages>
    [[nodiscard]] static boost::asio::awaitable<void>
    repeating(Recorded self, std::chrono::milliseconds period,
              std::function<void(result<settlement> const &)> told, std::shared_ptr<settling::state> state)
    {
        while (!state->is_stopped) {
            deadline const by{period};
            std::optional<result<settlement>> done;
            try {
                done = co_await settling_once<true, Messages...>(self, by);
            } catch (...) {
                done = error_of_run();
            }
            told(*done);
            if (state->is_stopped) co_return;
            state->timer.expires_after(period);
            co_await state->timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
        }
    }
};

} // namespace tollgate::inline v0::detail

#endif

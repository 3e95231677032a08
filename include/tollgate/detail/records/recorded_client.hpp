// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_RECORDED_CLIENT_HPP
#define TOLLGATE_DETAIL_RECORDS_RECORDED_CLIENT_HPP

#include <tollgate/callback/merge.hpp>
#include <tollgate/callback/verified.hpp>
#include <tollgate/client.hpp>
#include <tollgate/detail/message/retry.hpp>
#include <tollgate/detail/records/async_work.hpp>
#include <tollgate/detail/records/recorded_order.hpp>
#include <tollgate/detail/records/statuses.hpp>
#include <tollgate/records/payment_record.hpp>
#include <tollgate/records/records.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/// A client, and the records in which it writes down what it sends. What a program sees of it is \ref payments.
template <class Account, class Transport, class Hash, class Database>
struct recorded_client {
    client<Account, Transport, Hash> gateway;
    records<Database> kept;

    template <class Message>
    [[nodiscard]] result<typename Message::response> send(Message const &order, deadline by)
    {
        auto request = gateway.sign(order);
        if (!request) return request.error();
        auto const known_by = known_by_of(order, request);
        if (!known_by) return known_by.error();
        std::uint64_t const mark = mark_in(request);
        journal &written = records_access::journal_of(kept);
        auto const begun = written.begin(*known_by, lease_until(by), by);
        if (!begun) return begun.error();
        if (begun->token.empty()) return known_answer<Message>(*begun->known, *known_by);
        request->log_as(known_by->key.own_id);
        auto answer = begun->known ? gateway.retry(order, why_again(*begun->known, *known_by, mark), by,
                                                   tollgate::log_as{known_by->key.own_id})
                                   : gateway.send(*std::move(request), by);
        written.finish(begun->token, known_by->key, order_outcome_of<Message>(answer));
        return answer;
    }

    /// How an answer or a callback says that a payment stands.
    template <class Told>
    [[nodiscard]] result<told_status> told_status_of(Told const &by, std::string_view told_by) const
    {
        static_assert(check_tells_status<Told>());
        if constexpr (tells_status<Told>) {
            lowered const fields = lower(by);
            using tells = typename Told::tells;
            std::string payment = text_of_field(fields.items(), tells::payment);
            std::string const status = text_of_field(fields.items(), tells::status);
            auto const number = status_in(payment, status, tells::payment, tells::status);
            if (!number) return number.error();
            lowered const owner = lower(gateway.account());
            return told_status{.gateway = std::string{provider_traits<Account>::name},
                               .account = open_json(owner.items()),
                               .payment = std::move(payment),
                               .status = *number,
                               .told_by = told_by,
                               .merge = [](std::int64_t known, std::int64_t arrived) {
                                   return merge<Told>(known, arrived);
                               }};
        } else {
            return told_status{};
        }
    }

    template <class Told>
    [[nodiscard]] result<merged<std::int64_t>> status_told(Told const &by, std::string_view told_by) const
    {
        auto const told = told_status_of(by, told_by);
        if (!told) return told.error();
        return record_status(records_access::pool_of(kept), *told);
    }

    /// For how long an order counts as being sent.
    [[nodiscard]] std::chrono::milliseconds lease_until(deadline by) const
    {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(by.at() - deadline::clock::now());
        // One that never passes is a day: the lease is for who asks, and never lets anybody send again.
        constexpr std::chrono::milliseconds longest = std::chrono::hours{24};
        return std::clamp(left, std::chrono::milliseconds{0}, longest) + kept.options().grace;
    }

    template <class Message>
    [[nodiscard]] static result<typename Message::response> known_answer(payment_record const &known,
                                                                         order_to_record const &order)
    {
        if (is_another(known, order)) return another(known);
        return answer_of_known<Message>(known);
    }

    /// Of the attempt before one that is made with the same idempotency key.
    /// \param mark of the request that is sent
    [[nodiscard]] static error why_again(payment_record const &known, order_to_record const &order,
                                         std::uint64_t mark)
    {
        error why = known.why && known.why->is_unknown() ? *known.why : error_of_known(known);
        why = std::move(why).with_tried_at(written_at(known));
        bool const is_same = compare_marks(known, order) == sameness::same;
        attempt_mark::put(why, is_same ? mark : 0);
        return why;
    }

    /// Of a request with an idempotency key; 0 of any other.
    template <class Message>
    [[nodiscard]] static std::uint64_t mark_in(result<request<Message, Hash>> const &made) noexcept
    {
        if constexpr (is_keyed<Message>)
            return made ? request_maker::mark_of(*made) : 0;
        else
            return 0;
    }
    template <class Message>
    [[nodiscard]] result<order_to_record> known_by_of(Message const &order,
                                                      result<request<Message, Hash>> const &made) const
    {
        return order_of<Hash>(gateway.account(), order, mark_in(made), kept.options().digest_key);
    }

    [[nodiscard]] static error another(payment_record const &known)
    {
        bool const is_refused = known.state == payment_state::refused;
        return {errc::another_order, is_refused ? outcome{not_sent{}} : outcome{unknown{}},
                "Another order was written down under the id `" + known.own_id +
                    "`, and this one was not sent; look at that one (`find`), and give each order an id of "
                    "its own."};
    }

    /// An order that is sent without a thread that waits.
    template <class Message>
    struct attempt {
        Message order;
        result<request<Message, Hash>> signed_request;
        result<order_to_record> known_by = order_to_record{};
        std::uint64_t mark = 0; ///< Of the signed request.
    };

    template <class Message>
    [[nodiscard]] std::shared_ptr<attempt<Message>> attempt_of(Message const &order)
    {
        auto const what = std::make_shared<attempt<Message>>(
            attempt<Message>{.order = order, .signed_request = gateway.sign(order)});
        what->known_by = known_by_of(order, what->signed_request);
        what->mark = mark_in(what->signed_request);
        return what;
    }

    /// As \ref send, with threads of the records for the database.
    template <class Message>
    [[nodiscard]] static boost::asio::awaitable<std::optional<result<typename Message::response>>>
    sending(recorded_client self, std::shared_ptr<attempt<Message>> what, deadline by)
    {
        // Each function has a name: g++ 12 destroys temporaries inside of a `co_await` twice.
        if (!what->signed_request) co_return what->signed_request.error();
        if (!what->known_by) co_return what->known_by.error();
        co_await boost::asio::this_coro::throw_if_cancelled(false);
        boost::asio::steady_timer pauses{co_await boost::asio::this_coro::executor};
        std::chrono::milliseconds pause{10};
        std::optional<begun> begun;
        while (true) {
            auto begin = [self, what, by] {
                return records_access::journal_of(self.kept).begin(*what->known_by, self.lease_until(by),
                                                                   deadline{std::chrono::seconds{0}});
            };
            auto asked = co_await on_threads(records_access::threads_of(self.kept), std::move(begin));
            if (!asked) co_return asked.error();
            begun = *std::move(asked);
            auto const cancelled = co_await boost::asio::this_coro::cancellation_state;
            bool const is_waited_for = begun->token.empty() &&
                                       begun->known->state == payment_state::sending &&
                                       !is_another(*begun->known, *what->known_by);
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
                co_await self.gateway.async_retry(what->order, why, by, named, boost::asio::use_awaitable);
        } else {
            auto ready = *std::move(what->signed_request);
            ready.log_as(name);
            answer = co_await self.gateway.async_send(std::move(ready), by, boost::asio::use_awaitable);
        }
        auto finish = [self, what, begun, became = order_outcome_of<Message>(*answer)] {
            records_access::journal_of(self.kept).finish(begun->token, what->known_by->key, became);
            return true;
        };
        co_await on_threads(records_access::threads_of(self.kept), std::move(finish));
        co_return answer;
    }

    /// How long to wait before the next question about an order.
    [[nodiscard]] std::optional<std::chrono::milliseconds> next_pause(payment_record const &order) const
    {
        auto const &options = kept.options();
        if (order.age > options.ask_for) return std::nullopt;
        std::chrono::milliseconds pause = options.first_pause;
        for (std::int64_t i = 1; i < order.questions && pause < options.longest_pause; ++i)
            pause *= 2;
        return std::min(pause, options.longest_pause);
    }
};

} // namespace tollgate::inline v0::detail

#endif

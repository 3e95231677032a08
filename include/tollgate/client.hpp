// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CLIENT_HPP
#define TOLLGATE_CLIENT_HPP

#include <tollgate/browser_page.hpp>
#include <tollgate/callback/receive_options.hpp>
#include <tollgate/detail/description/token_rule.hpp>
#include <tollgate/detail/message/retry.hpp>
#include <tollgate/detail/message/status_query.hpp>
#include <tollgate/detail/net/client/client_operation.hpp>
#include <tollgate/message_for.hpp>
#include <tollgate/page_range.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/transport.hpp>

#include <boost/asio/compose.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0 {

namespace problem {

/// g++ 12 destroys an aggregate temporary inside a `co_await` expression twice. Named by the compiler there.
struct name_the_message_first_because_this_compiler_destroys_temporaries_in_co_await_twice;

} // namespace problem

namespace detail {

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
inline constexpr bool temporaries_survive_co_await = false;
#else
inline constexpr bool temporaries_survive_co_await = true;
#endif

template <class T>
concept is_complete = requires { sizeof(T); };

/// How the answer to a message is read.
template <class Message, class Hash>
struct answer_reader {
    body_limits limits;
    tests_allowed tests;
    std::shared_ptr<signing_sources const> sources;
    earlier_attempt before;

    [[nodiscard]] result<typename Message::response> operator()(typename Message::account const &account,
                                                                result<wire_response> const &answer) const
    {
        auto read_or_not = read(account, answer);
        if constexpr (is_keyed<Message>)
            if (!read_or_not) return after_attempt(before, read_or_not.error());
        return read_or_not;
    }

private:
    [[nodiscard]] result<typename Message::response> read(typename Message::account const &account,
                                                          result<wire_response> const &answer) const
    {
        if (!answer) return answer.error();
        return read_response<Message, Hash>(account, answer->status, header_views(answer->headers),
                                            answer->body, limits, tests, time_by(sources.get()));
    }
};

} // namespace detail

/**
 * \brief Sends an account's messages and reads the answers.
 * \tparam Account   the gateway's account, e.g. `cactus::account`
 * \tparam Transport how requests travel
 * \tparam Hash      where digests come from
 *
 * \par Thread safety
 * All members may be called from several threads. Copies share the account and the transport.
 */
template <class Account, class Transport = https_transport, class Hash = cryptopp_hash>
class client {
    static_assert(detail::check_account<Account>());
    static_assert(!detail::gives_tokens<Account> ||
                      detail::is_complete<typename detail::token_store_of<Account>::type>,
                  "tollgate: a gateway with access tokens needs what asks for them: include "
                  "<tollgate/access_tokens.hpp> [tollgate.client.token_header]");
    static_assert(detail::is_complete<Transport>,
                  "tollgate: a client needs a transport: include <tollgate/https_transport.hpp> for the "
                  "default one, or name another as its second argument [tollgate.client.transport_header]");

public:
    explicit client(Account account) : client{std::move(account), Transport{}} {}
    /// \param limits how much of an answer is read; how long it may be is the transport's to say unless it is said here too
    client(Account account, Transport transport, body_limits limits = {.size = static_cast<std::size_t>(-1)})
        : account_{std::make_shared<Account const>(std::move(account))},
          transport_{std::move(transport)},
          limits_{limits}
    {
        static_assert(tollgate::transport<Transport>,
                      "tollgate: a client's Transport must model `tollgate::transport` "
                      "[tollgate.client.transport]");
        if constexpr (detail::gives_tokens<Account>) tokens_ = std::make_shared<token_store>();
    }

    /**
     * \brief A client of the same account and transport that reads other lengths of answers: `gateway.with(limits).send(page)`.
     * \details Costs what a copy costs, so that it can be made for a single call. What is longer than the transport's own limit
     * (`https_options::body_limit`) is not read either way.
     */
    [[nodiscard]] client with(body_limits limits) const
    {
        client changed = *this;
        changed.limits_ = limits;
        return changed;
    }
    /**
     * \brief With \ref with_tests, a client of the same account and transport to which an answer also counts by which the gateway
     * only tests.
     * \details Nothing was paid by such an answer: look at the field that its `test_rule` names. Callbacks are told by themselves, in
     * \ref confirm too.
     */
    [[nodiscard]] client with(tests_allowed tests) const
    {
        client changed = *this;
        changed.tests_ = tests;
        return changed;
    }

    /// A client of the same account and transport whose requests have their `now` and `nonce` from elsewhere, and which judges by that
    /// clock when answers were signed: for tests.
    [[nodiscard]] client with(signing_sources sources) const
    {
        client changed = *this;
        changed.sources_ = std::make_shared<signing_sources const>(std::move(sources));
        return changed;
    }

    /// A client of the same account and transport with access tokens of its own, whose lives are counted by another clock: for tests.
    template <std::same_as<token_clock> Clock>
        requires detail::gives_tokens<Account>
    [[nodiscard]] client with(Clock const &clock) const
    {
        client changed = *this;
        changed.tokens_ = std::make_shared<token_store>(clock.now);
        return changed;
    }

    /**
     * \brief Sends a message and waits for the answer.
     * \param by when to give up: a duration from now, or a point in time; the message's own timeout, or its gateway's, unless given
     * \param as the name by which a transport's observer is told of it, as `request::log_as`
     * \par Errors
     * Those of \ref make_request (not sent), of the transport (not sent or unknown) and of \ref read_response (refused or
     * unknown). Nothing is ever sent twice.
     */
    template <message_for<Account> Message>
    [[nodiscard]] result<typename Message::response>
    send(Message const &message, deadline by = detail::timeout_of<Message>, log_as as = {})
    {
        return send_made(named(made(message), std::move(as)), by);
    }
    template <message_for<Account> Message>
    [[nodiscard]] result<typename Message::response> send(Message const &message, log_as as)
    {
        return send(message, detail::timeout_of<Message>, std::move(as));
    }

    /**
     * \brief Sends a message and completes with the answer.
     * \details The message is read and signed here and now; it need not outlive the call. The operation is move-only: it
     * cannot be launched twice.
     * \par Handler signature
     * `void(result<typename Message::response>)`
     * \par Errors
     * As \ref send.
     * \par Per-operation cancellation
     * As the transport's. It completes with errc::cancelled and the outcome of that moment; in a coroutine, call
     * `co_await boost::asio::this_coro::throw_if_cancelled(false)` before reconciling.
     */
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_send(Message const &message, deadline by, log_as as, Token &&token)
    {
        return async_send_made(named(made(message), std::move(as)), by, nullptr, token);
    }

    /// \copydoc async_send
    /// Without a name for logs.
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_send(Message const &message, deadline by, Token &&token)
    {
        return async_send(message, by, log_as{}, std::forward<Token>(token));
    }
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_send(Message const &message, log_as as, Token &&token)
    {
        return async_send(message, detail::timeout_of<Message>, std::move(as), std::forward<Token>(token));
    }

    /// \copydoc async_send
    /// The deadline is the message's own timeout, or its gateway's.
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_send(Message const &message, Token &&token)
    {
        return async_send(message, detail::timeout_of<Message>, std::forward<Token>(token));
    }

    template <
        message_for<Account> Message, class... Rest,
        class Reason =
            problem::name_the_message_first_because_this_compiler_destroys_temporaries_in_co_await_twice>
        requires(!detail::temporaries_survive_co_await)
    void async_send(Message &&, Rest &&...) = delete;

    /**
     * \brief Signs a message without sending it, so that its bytes can be written down first.
     * \par Errors
     * Those of \ref make_request.
     */
    template <message_for<Account> Message>
    [[nodiscard]] result<request<Message, Hash>> sign(Message const &message) const
    {
        return made(message);
    }

    /**
     * \brief Signs a message that the payer's browser sends, and gives the page that has it sent; see `browser_form`.
     * \details No I/O: answer the payer's request with `page->html()`, or, where it is no form, redirect to `page->url()`. What becomes of the
     * payment is told by callbacks, or by a question.
     * \par Errors
     * Those of \ref make_request.
     */
    template <browser_message_for<Account> Message>
    [[nodiscard]] result<browser_page> page(Message const &message) const
    {
        auto const request = made(message);
        if (!request) return request.error();
        return detail::page_of(request->host(), request->target(), request->body(),
                               Message::endpoint::form == detail::wire_form::form);
    }
    /**
     * \brief Signs what a script of the gateway's is handed in the payer's page, and gives it as JSON; see `handed_over`.
     * \details No I/O. In a page, `<` inside of a script must be escaped, or the JSON be fetched by it.
     * \par Errors
     * Those of \ref make_request.
     */
    template <script_message_for<Account> Message>
    [[nodiscard]] result<std::string> hand_over(Message const &message) const
    {
        auto const request = made(message);
        if (!request) return request.error();
        return std::string{request->body()};
    }
    /// \cond
    template <message Message, class... Rest>
        requires(!detail::is_sent_by_program<Message> && detail::check_sent_by<Message>())
    void send(Message const &, Rest &&...);
    template <message Message, class... Rest>
        requires(!detail::is_sent_by_program<Message> && detail::check_sent_by<Message>())
    void async_send(Message const &, Rest &&...);
    template <message Message>
        requires(!detail::is_sent_by_program<Message> && detail::check_sent_by<Message>())
    void sign(Message const &) const;
    template <message Message>
        requires(detail::sender_of<Message> != detail::sender::browser && detail::check_sent_by<Message>())
    void page(Message const &) const;
    template <message Message>
        requires(detail::sender_of<Message> != detail::sender::script && detail::check_sent_by<Message>())
    void hand_over(Message const &) const;
    /// \endcond

    /**
     * \brief Sends what \ref sign made, byte for byte, and uses it up.
     * \par Errors
     * Those of \ref send, and errc::not_repeatable for a request that was moved away before.
     */
    template <message_for<Account> Message>
    [[nodiscard]] result<typename Message::response> send(request<Message, Hash> &&signed_request,
                                                          deadline by = detail::timeout_of<Message>)
    {
        return send_made(detail::take(std::move(signed_request)), by);
    }

    /// As \ref async_send, with what \ref sign made.
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_send(request<Message, Hash> &&signed_request, deadline by, Token &&token)
    {
        return async_send_made(detail::take(std::move(signed_request)), by, nullptr, token);
    }
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_send(request<Message, Hash> &&signed_request, Token &&token)
    {
        return async_send(std::move(signed_request), detail::timeout_of<Message>, std::forward<Token>(token));
    }

    /**
     * \brief Sends what \ref sign made, byte for byte, and leaves it with the program, for \ref retry.
     * \details For requests that must be the same byte for byte in every attempt, or that have something that the message does not
     * hold, such as a transport's idempotency key by the name of `log_as`. Sent once: only \ref retry sends it again.
     * \par Errors
     * Those of \ref send, and errc::not_repeatable for a request that was sent or moved away before.
     */
    template <message_for<Account> Message>
    [[nodiscard]] result<typename Message::response> send_and_keep(request<Message, Hash> &kept,
                                                                   deadline by = detail::timeout_of<Message>)
    {
        return send_made(detail::first_of(kept), by);
    }

    /// As \ref async_send and \ref send_and_keep, with a request that stays with the program; it need not outlive the call.
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_send_and_keep(request<Message, Hash> &kept, deadline by, Token &&token)
    {
        return async_send_made(detail::first_of(kept), by, nullptr, token);
    }

    /**
     * \brief Sends a request again that was kept: the same bytes, signature and name.
     * \details Where \ref retry with a message would sign a new one. A request whose signature has a time or a text of its own, by the
     * words `now` and `nonce`, is signed again, with all else as it was: a gateway takes a time for some minutes only.
     * \param why the error of the attempt before, of this same request
     * \par Errors
     * Those of \ref send, and errc::not_repeatable, with the outcome that `why` has: as for a message, and for a request
     * that was moved away.
     */
    template <message_for<Account> Message>
    [[nodiscard]] result<typename Message::response> retry(request<Message, Hash> &kept, error const &why,
                                                           deadline by = detail::timeout_of<Message>)
    {
        return send_made(detail::again_of(kept, why, *account_, sources_.get()), by, &why);
    }

    /// \copydoc retry
    /// Completes with `void(result<typename Message::response>)`; see \ref async_send.
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_retry(request<Message, Hash> &kept, error const &why, deadline by, Token &&token)
    {
        return async_send_made(detail::again_of(kept, why, *account_, sources_.get()), by, &why, token);
    }

    /**
     * \brief Sends a message again that could not be sent, or that cannot do its work twice.
     * \details The only repetition that a program writes; a request whose access token was refused is sent once more by itself, with a new
     * one. Only where it cannot pay twice: after the outcome `not_sent` and errc::try_again_later, for
     * messages that only read also after `unknown` and errc::not_found_yet, and for those with an \ref idempotency_key also after
     * `unknown`, with the same key, for as long as the gateway keeps it. Everything else is for \ref reconcile.
     * After `unknown`, what is true of this attempt alone (that it was not sent, or came too early, or that the credentials are wrong)
     * leaves the outcome unknown.
     * \param why the error of the attempt before, of this same message
     * \par Errors
     * Those of \ref send, and errc::not_repeatable, with the outcome that `why` has, and errc::key_lapsed, outcome `unknown`, if
     * the gateway may have forgotten the key: once less than a tenth is left of the time for which it keeps it, counted from
     * error::tried_at of `why`, or if that says nothing.
     */
    template <message_for<Account> Message>
    [[nodiscard]] result<typename Message::response>
    retry(Message const &message, error const &why, deadline by = detail::timeout_of<Message>, log_as as = {})
    {
        return send_made(named(made_again(message, why), std::move(as)), by, &why);
    }
    template <message_for<Account> Message>
    [[nodiscard]] result<typename Message::response> retry(Message const &message, error const &why,
                                                           log_as as)
    {
        return retry(message, why, detail::timeout_of<Message>, std::move(as));
    }

    /// \copydoc retry
    /// Completes with `void(result<typename Message::response>)`; see \ref async_send.
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_retry(Message const &message, error const &why, deadline by, log_as as, Token &&token)
    {
        return async_send_made(named(made_again(message, why), std::move(as)), by, &why, token);
    }
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_retry(Message const &message, error const &why, deadline by, Token &&token)
    {
        return async_retry(message, why, by, log_as{}, std::forward<Token>(token));
    }
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_retry(Message const &message, error const &why, log_as as, Token &&token)
    {
        return async_retry(message, why, detail::timeout_of<Message>, std::move(as),
                           std::forward<Token>(token));
    }
    template <message_for<Account> Message,
              boost::asio::completion_token_for<void(result<typename Message::response>)> Token>
    auto async_retry(Message const &message, error const &why, Token &&token)
    {
        return async_retry(message, why, detail::timeout_of<Message>, std::forward<Token>(token));
    }

    template <
        message_for<Account> Message, class... Rest,
        class Reason =
            problem::name_the_message_first_because_this_compiler_destroys_temporaries_in_co_await_twice>
        requires(!detail::temporaries_survive_co_await)
    void async_retry(Message &&, Rest &&...) = delete;

    /**
     * \brief Asks the gateway what became of a message, by the merchant's own id.
     * \details Needs nothing but the id, so it also works in a new process: write the id down before sending. Where a
     * gateway offers no such question, this does not compile.
     * \tparam Message whose outcome is unknown; its description names the question, as `reconciled_by`
     * \par Errors
     * Those of \ref send, and errc::another_id if the answer is about another id. All with the outcome `unknown`: nothing
     * was learned about the payment. errc::not_found_yet never means that the message was not sent: the gateway may not
     * know of it yet. Ask again later.
     */
    template <message_for<Account> Message>
        requires detail::reconcilable<Message>
    [[nodiscard]] auto reconcile(std::string_view id,
                                 deadline by = detail::timeout_of_question<typename Message::reconciled_by>,
                                 log_as as = {})
    {
        using asking = detail::asking<typename Message::reconciled_by, Hash>;
        asking const ask{std::string{id}, limits_, tests_, sources_};
        return exchange(named(ask.request_of(*account_), std::move(as)), by, ask);
    }
    template <message_for<Account> Message>
        requires detail::reconcilable<Message>
    [[nodiscard]] auto reconcile(std::string_view id, log_as as)
    {
        return reconcile<Message>(id, detail::timeout_of_question<typename Message::reconciled_by>,
                                  std::move(as));
    }
    template <message_for<Account> Message>
        requires(!detail::reconcilable<Message> && detail::check_reconcilable<Message>())
    void reconcile(auto const &...);

    /// \copydoc reconcile
    /// Completes with `void(result<…>)`, the result being that of \ref reconcile; see \ref async_send.
    template <message_for<Account> Message, class Token>
        requires detail::reconcilable<Message>
    auto async_reconcile(std::string_view id, deadline by, log_as as, Token &&token)
    {
        using asking = detail::asking<typename Message::reconciled_by, Hash>;
        asking ask{std::string{id}, limits_, tests_, sources_};
        auto signed_request = named(ask.request_of(*account_), std::move(as));
        return async_exchange(std::move(signed_request), by, std::move(ask), token);
    }
    template <message_for<Account> Message, class Token>
        requires detail::reconcilable<Message>
    auto async_reconcile(std::string_view id, deadline by, Token &&token)
    {
        return async_reconcile<Message>(id, by, log_as{}, std::forward<Token>(token));
    }
    template <message_for<Account> Message, class Token>
        requires detail::reconcilable<Message>
    auto async_reconcile(std::string_view id, log_as as, Token &&token)
    {
        return async_reconcile<Message>(id, detail::timeout_of_question<typename Message::reconciled_by>,
                                        std::move(as), std::forward<Token>(token));
    }
    template <message_for<Account> Message, class Token>
        requires detail::reconcilable<Message>
    auto async_reconcile(std::string_view id, Token &&token)
    {
        return async_reconcile<Message>(id, detail::timeout_of_question<typename Message::reconciled_by>,
                                        std::forward<Token>(token));
    }
    template <message_for<Account> Message>
        requires(!detail::reconcilable<Message> && detail::check_reconcilable<Message>())
    void async_reconcile(auto const &...);

    /**
     * \brief The pages of a list, of which the message asks for the first.
     * \details Each is asked for when the one before was looked at, so that a loop that ends early asks for no more:
     *
     *     for (auto const &page : gateway.pages(list_payments{.limit = 100})) {
     *         if (!page) return page.error();
     *         for (payment const &each : *page->items) …
     *     }
     *
     * A page is a `result`; an error is the last one. What a list is asked for by must not change while it is read: a gateway that counts
     * elements gives one twice, or passes over one, where others were added or removed meanwhile.
     * \param options how many pages there may be, and the deadline of each
     * \par Errors
     * Of a page, those of \ref send and of \ref next_page, and, without an outcome:
     * \li errc::endless_list if the answer leads to a page that was asked for before
     * \li errc::too_many_pages if the list goes on behind the limit
     */
    template <message_for<Account> Message>
        requires detail::paged_message<Message> && detail::sendable<Message, Hash>
    [[nodiscard]] auto pages(Message first, page_options options = {}) const
    {
        auto send = [by = *this, options](Message const &message) mutable {
            return by.send(message, deadline{options.timeout.value_or(detail::timeout_of<Message>)});
        };
        return page_range<Message, decltype(send)>{std::move(first), account_, std::move(send), options};
    }
    template <message_for<Account> Message>
        requires(!detail::sendable<Message, Hash> && detail::check_message<Message, Hash>()) ||
                (!detail::has_pages<Message> && detail::check_paged<Message>())
    void pages(Message const &, page_options = {}) const;

    /**
     * \brief Has the gateway itself confirm what an unsigned callback claims.
     * \details The callback stays closed: of its bytes only the id is used, to ask the gateway, whose answer is what is
     * given. Where a gateway offers no such question, this does not compile.
     * \tparam Callback its description names the question, as `confirmed_by`
     * \param tests \ref with_tests, to be given test messages too
     * \par Errors
     * Those of \ref send, all with the outcome `unknown`, and
     * \li an `errc::body_…`, errc::missing_field, errc::field_not_convertible if the callback holds no id
     * \li errc::another_id if the answer is about another id
     * \li errc::test_message if the callback calls itself a test, unless \ref with_tests is given
     */
    template <callback_for<Account> Callback>
        requires detail::confirmable<Callback>
    [[nodiscard]] auto confirm(unconfirmed_callback const &closed,
                               deadline by = detail::timeout_of_confirmation<Callback>,
                               tests_allowed tests = {}, log_as as = {})
    {
        using asked = detail::questions_of<Callback>;
        auto const claimed = detail::unsigned_id_in<Callback>(closed);
        return detail::visit_question<result<verified<typename asked::told>>>(
            std::type_identity<typename asked::all>{}, claimed ? claimed->question : 0,
            [&]<class Asks>(std::type_identity<Asks>) {
                detail::confirming<Callback, Hash, Asks> const ask{claimed, tests, limits_, sources_};
                return this->exchange(this->named(ask.request_of(*account_), std::move(as)), by, ask);
            });
    }
    template <callback_for<Account> Callback>
        requires detail::confirmable<Callback>
    [[nodiscard]] auto confirm(unconfirmed_callback const &closed, log_as as)
    {
        return confirm<Callback>(closed, detail::timeout_of_confirmation<Callback>, tests_allowed{},
                                 std::move(as));
    }
    template <callback_for<Account> Callback>
        requires(!detail::confirmable<Callback> && detail::check_confirmable<Callback>())
    void confirm(auto const &...);

    /// \copydoc confirm
    /// Completes with `void(result<verified<…>>)`; see \ref async_send.
    template <callback_for<Account> Callback, class Token>
        requires detail::confirmable<Callback>
    auto async_confirm(unconfirmed_callback const &closed, deadline by, tests_allowed tests, log_as as,
                       Token &&token)
    {
        using asked = detail::questions_of<Callback>;
        auto const claimed = detail::unsigned_id_in<Callback>(closed);
        auto const start = [&]<class Asks>(std::type_identity<Asks>) {
            detail::confirming<Callback, Hash, Asks> ask{claimed, tests, limits_, sources_};
            auto signed_request = this->named(ask.request_of(*account_), std::move(as));
            return this->operation_of(std::move(signed_request), by, std::move(ask));
        };
        using questions = std::type_identity<typename asked::all>;
        using operation = detail::operation_of_questions<decltype(start), typename asked::all>;
        return boost::asio::async_compose<Token, void(result<verified<typename asked::told>>)>(
            detail::visit_question<operation>(questions{}, claimed ? claimed->question : 0, start), token);
    }
    template <callback_for<Account> Callback, class Token>
        requires detail::confirmable<Callback>
    auto async_confirm(unconfirmed_callback const &closed, deadline by, tests_allowed tests, Token &&token)
    {
        return async_confirm<Callback>(closed, by, tests, log_as{}, std::forward<Token>(token));
    }
    template <callback_for<Account> Callback, class Token>
        requires detail::confirmable<Callback>
    auto async_confirm(unconfirmed_callback const &closed, Token &&token)
    {
        return async_confirm<Callback>(closed, detail::timeout_of_confirmation<Callback>, tests_allowed{},
                                       std::forward<Token>(token));
    }
    template <callback_for<Account> Callback>
        requires(!detail::confirmable<Callback> && detail::check_confirmable<Callback>())
    void async_confirm(auto const &...);

    [[nodiscard]] Account const &account() const noexcept { return *account_; }

private:
    template <class Message>
    [[nodiscard]] static result<request<Message, Hash>> named(result<request<Message, Hash>> made, log_as as)
    {
        if (made && !as.name.empty()) made->log_as(std::move(as.name));
        return made;
    }

    template <class Message>
    [[nodiscard]] result<request<Message, Hash>> made(Message const &message) const
    {
        if (sources_ != nullptr) return make_request<Hash>(*account_, message, *sources_);
        return make_request<Hash>(*account_, message);
    }
    template <class Message>
    [[nodiscard]] result<request<Message, Hash>> made_again(Message const &message, error const &why) const
    {
        auto const now = detail::system_time_of(sources_.get());
        if (auto refusal = detail::why_not_repeatable(detail::only_reads<Message>,
                                                      detail::life_of(message, why, now), why))
            return *std::move(refusal);
        return detail::only_the_same(made(message), why);
    }

    /// Sends, and reads the answer as that of an attempt.
    /// \param why the error of the attempt before; null if this is the first
    template <class Message>
    auto send_made(result<request<Message, Hash>> const &made, deadline by, error const *why = nullptr)
    {
        return exchange(made, by,
                        detail::answer_reader<Message, Hash>{limits_, tests_, sources_,
                                                             detail::attempt_before(made, why)});
    }
    template <class Message, class Token>
    auto async_send_made(result<request<Message, Hash>> made, deadline by, error const *why, Token &token)
    {
        detail::answer_reader<Message, Hash> reader{limits_, tests_, sources_,
                                                    detail::attempt_before(made, why)};
        return async_exchange(std::move(made), by, std::move(reader), token);
    }

    template <class Message, class Reader>
    auto exchange(result<request<Message, Hash>> const &signed_request, deadline by, Reader const &reader)
    {
        if (!signed_request) return reader(*account_, result<wire_response>{signed_request.error()});
        if constexpr (detail::carries_token<Message>) {
            using exchange = detail::token_exchange<Message, Hash>;
            return reader(*account_, exchange::send(token_context{tokens_, limits_, sources_, by}, *account_,
                                                    transport_, *signed_request));
        } else {
            header_list headers;
            return reader(*account_, transport_.send(detail::wire_of(*signed_request, headers), by));
        }
    }

    template <class Message, class Reader, class Token>
    auto async_exchange(result<request<Message, Hash>> signed_request, deadline by, Reader reader,
                        Token &token)
    {
        using completes_with = decltype(reader(*account_, std::declval<result<wire_response>>()));
        return boost::asio::async_compose<Token, void(completes_with)>(
            operation_of(std::move(signed_request), by, std::move(reader)), token);
    }

    /// What completes with what the reader gives.
    template <class Message, class Reader>
    auto operation_of(result<request<Message, Hash>> signed_request, deadline by, Reader reader)
    {
        if constexpr (detail::carries_token<Message>)
            return detail::token_operation<Message, Transport, Hash, Reader>{
                token_context{tokens_, limits_, sources_, by}, account_, transport_,
                std::move(signed_request), std::move(reader)};
        else
            return detail::client_operation<Message, Transport, Hash, Reader>{
                account_, transport_, std::move(signed_request), by, std::move(reader)};
    }

    // Of an account without tokens both stay incomplete.
    using token_store = typename detail::token_store_of<Account>::type;
    using token_context = detail::token_context<Account, Hash>;

    std::shared_ptr<Account const> account_;
    Transport transport_;
    body_limits limits_;
    tests_allowed tests_{};
    std::shared_ptr<signing_sources const> sources_{};
    std::shared_ptr<token_store> tokens_{};
};

} // namespace tollgate::inline v0

#endif

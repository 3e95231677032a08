// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_LISTENER_HPP
#define TOLLGATE_LISTENER_HPP

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/callback/only_from.hpp>
#include <tollgate/callback/store.hpp>
#include <tollgate/detail/net/server/callback_endpoint.hpp>
#include <tollgate/detail/net/server/callback_server.hpp>
#include <tollgate/detail/net/server/return_endpoint.hpp>
#include <tollgate/listener_options.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

/**
 * \brief For a gateway whose callbacks may come unsigned: has the gateway itself confirm them.
 * \details The callback stays closed. Its id is used to ask the gateway, as \ref client "client::confirm" does, and the
 * gateway's answer goes to this handler. If the gateway does not know of it, the callback is refused with 400; if it
 * cannot be asked, with 503, so that the callback comes again.
 * \param asked   a client of the same account; copied
 * \param handler called with `verified<answer> const &`; returns nothing or `boost::asio::awaitable<void>`
 * \par Security
 * Whoever can reach the listener can make it ask the gateway; \ref listener_options::connections bounds how often at once.
 */
template <class Client, class Handler>
[[nodiscard]] detail::callback_confirmation<Client, Handler> confirming_with(Client asked, Handler handler)
{
    return {std::move(asked), std::move(handler)};
}

namespace detail {

/// A callback that the gateway is asked about anyway needs no second handler, and one that nobody signs no scheme.
template <class Callback, class... Options>
inline constexpr bool are_listener_options =
    are_options<option_kind::addresses, Options...> &&
    !(asked_about<Callback> &&
      (has_option<option_kind::confirmation, Options...> || has_option<option_kind::schemes, Options...>));

} // namespace detail

/**
 * \brief An HTTP/1.1 server for callbacks: verifies them, hands them to the program, and acknowledges them.
 * \details A callback is acknowledged after its handler has finished. Gateways repeat callbacks; with \ref once_by a
 * repetition does not reach the handler, and waits for the outcome if the first is still being handled.
 *
 * | what arrives | what is answered |
 * |---|---|
 * | a verified callback, and the handler finishes | the gateway's acknowledgement, or \ref answering |
 * | a verified callback, and the handler throws | 500, so that the gateway sends it again |
 * | a repetition, with \ref once_by | the acknowledgement; 503 while another process handles it |
 * | a genuine test message | the acknowledgement; the handler is not called, unless \ref with_tests is given |
 * | an unsigned callback, with \ref confirming_with | as for a verified one, once the gateway has confirmed it |
 * | anything else that is not verified | 400 and the error's name; the handler is not called |
 * | a callback that the gateway is asked about, since nobody signs it | the same; 400 if the gateway does not know of it, 503 if it cannot be asked |
 * | several items ([each](\ref each)), all of them verified and handled, now or before | the acknowledgement |
 * | several items, one of which is not | what it alone would be answered with; the others are handled |
 * | what comes from another address than \ref only_from allows | 403 |
 * | a payer who comes back, at a path of `on_return` | the program's own page, or a redirection; 500 if that throws |
 * | another path, another method | 404, 405; GET and HEAD as \ref listener_options::answer_to_get says |
 *
 * A path is the same with or without a slash at its end, with slashes doubled, and percent-encoded where that changes nothing;
 * a target in absolute form is understood. What reaches no handler is told to \ref listener_options::on_unhandled.
 *
 * Handlers are plain functions, or return `boost::asio::awaitable<void>`. Plain ones run one after the other; while one
 * of the others waits, the next may begin. Only with \ref listener_options::threads do they run at the same time.
 *
 * \par Thread safety
 * `on`, `on_return`, `on_refused` and `on_failed` before `start`; the rest from any thread, one at a time.
 */
template <class Hash>
class basic_listener {
public:
    /// With threads of its own.
    explicit basic_listener(listener_options options = {})
        : server_{boost::asio::any_io_executor{}, std::move(options)}
    {
    }
    /// On the program's executor. Handlers that have begun may go on after the listener's end; see \ref async_stop.
    explicit basic_listener(boost::asio::any_io_executor executor, listener_options options = {})
        : server_{std::move(executor), std::move(options)}
    {
    }
    basic_listener(basic_listener const &) = delete;
    basic_listener &operator=(basic_listener const &) = delete;
    ~basic_listener() { stop(); }

    /**
     * \brief Receives a type of callback at a path, such as `/callbacks/shop`.
     * \param source   the account, or \ref find_by; for a callback that is `never_signed`, or of which the signature covers nothing, a
     *                 client of the account: it is copied, and asks the gateway about each callback before the handler is called
     * \param handler  called with `verified<Callback> const &`, or, where the gateway was asked, with its answer,
     *                 `verified<answer> const &`; returns nothing or `boost::asio::awaitable<void>`
     * \param options  in any order, each at most once: \ref accepting, \ref with_tests, \ref moment, \ref answering,
     *                 \ref once_by, \ref confirming_with, \ref when_refused, \ref when_failed, \ref when_repeated, \ref only_from, and
     *                 \ref body_limits in place of the listener's; a longer body than the listener's is not received
     */
    template <class Callback, class Source, class Handler, class... Options>
        requires(detail::callback_handler<Handler, detail::told_of<Callback>> &&
                 detail::are_listener_options<Callback, Options...>)
    basic_listener &on(std::string_view path, Source source, Handler handler, Options... options)
    {
        auto from = detail::addresses_in(options...);
        server_.add(path,
                    detail::make_endpoint<Callback, Hash>(std::move(source), std::move(handler),
                                                          std::move(options)...),
                    std::move(from));
        return *this;
    }
    /// \cond
    template <
        class Callback, class Handler, class... Options,
        class Reason = problem::
            a_handler_takes_the_verified_callback_and_returns_nothing_and_takes_an_answer_only_of_a_callback_that_nobody_signs>
        requires(!detail::callback_handler<Handler, detail::told_of<Callback>>)
    basic_listener &on(std::string path, auto source, Handler handler, Options... options) = delete;
    template <class Callback, class Handler, class... Options,
              class Reason = problem::
                  give_each_option_by_its_name_and_once_when_refused_when_failed_once_by_answering_accepting>
        requires(detail::callback_handler<Handler, detail::told_of<Callback>> &&
                 !detail::are_listener_options<Callback, Options...>)
    basic_listener &on(std::string path, auto source, Handler handler, Options... options) = delete;
    /// \endcond

    /**
     * \brief Receives, at a path, what a gateway signs and the payer's browser brings back to the shop: in the query of a GET, or as a form.
     * \details Such a return says where the payer was. Whether money moved says a callback, or a question, and each gateway's description
     * says what its return covers; some cover no amount. Nobody must come back, and payers reload: what is done here is done again.
     * \param source    the account, or \ref find_by
     * \param shown     called with `verified<Return> const &`; gives a \ref browser_answer, or `boost::asio::awaitable<browser_answer>`
     * \param otherwise called with `error const &` for everything that is not verified; gives the same. The payer may have paid all the same
     * \param options   in any order, each at most once: \ref accepting, \ref with_tests, \ref moment, \ref when_refused,
     *                  \ref when_failed, and \ref body_limits in place of the listener's
     */
    template <class Return, class Source, class Shown, class Otherwise, class... Options>
        requires(detail::page_handler<Shown, verified<Return>> && detail::page_handler<Otherwise, error> &&
                 detail::are_return_options<Options...>)
    basic_listener &on_return(std::string_view path, Source source, Shown shown, Otherwise otherwise,
                              Options... options)
    {
        server_.add(path, detail::make_return_endpoint<Return, Hash>(std::move(source), std::move(shown),
                                                                     std::move(otherwise), options...));
        return *this;
    }

    /// Called with the reason whenever something arrives that is not verified, or is only a test.
    basic_listener &on_refused(std::function<void(error const &)> observer)
    {
        server_.observers().refused = std::move(observer);
        return *this;
    }
    /// Called with what a handler or a store threw.
    basic_listener &on_failed(std::function<void(std::exception_ptr)> observer)
    {
        server_.observers().failed = std::move(observer);
        return *this;
    }

    /// \par Errors
    /// \li errc::listen_failed if the port cannot be opened
    /// \li errc::tls_setup_failed if certificate or key cannot be used
    /// \li errc::invalid_address if `on` was given one path twice
    [[nodiscard]] result<void> start() { return server_.start(); }
    /**
     * \brief Closes the port, finishes the callbacks that were received in full, and closes the connections.
     * \details With threads of its own it waits for that, so it must not be called by a handler. After the grace, handlers
     * that wait are cancelled; a plain one cannot be, and is waited for. On the program's executor it returns at once.
     */
    void stop() { server_.stop(); }
    /// The same, waiting without a thread.
    [[nodiscard]] boost::asio::awaitable<void> async_stop() { return server_.async_stop(); }

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }
    /// The address of a path, to be told to the sandbox or to a web server in front.
    [[nodiscard]] std::string url(std::string_view path) const { return server_.url(path); }

private:
    detail::callback_server server_;
};

/// The listener with the default hashes.
using listener = basic_listener<cryptopp_hash>;

} // namespace tollgate::inline v0

#endif

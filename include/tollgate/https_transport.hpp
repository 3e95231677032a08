// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HTTPS_TRANSPORT_HPP
#define TOLLGATE_HTTPS_TRANSPORT_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/net/client/transport_interface.hpp>
#include <tollgate/https_options.hpp>
#include <tollgate/transport.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>

#include <memory>
#include <utility>

namespace tollgate::inline v0 {

/**
 * \brief HTTPS on Boost.Beast.
 * \details A handle: copies share connections, trusted certificates and, where there is one, the thread.
 *
 * \li HTTP/1.1 over TLS 1.2 or newer. The server's certificate and its host name are always checked.
 * \li One deadline holds for the whole exchange, from waiting for a connection to the last byte of the answer; each step
 * has a budget besides.
 * \li All addresses of a host are tried, by turns and staggered (RFC 8305).
 * \li At most so many connections to a host are open at once; who finds none waits, first come, first served.
 * \li An open connection is used again if it is still silent; a request is never sent a second time.
 * \li Redirects are not followed: they come back as their status.
 *
 * \par Errors
 * The outcome is `not_sent` as long as no byte of the HTTP request was handed to the TLS connection, and
 * `unknown` from then on, unless TLS shows that the server took none of it. The sentence names the host, never the target or
 * the body.
 * \li errc::tls_setup_failed if a CA, client certificate, key or pin of the options cannot be used
 * \li errc::invalid_address if the request's host, or the proxy's, is none
 * \li errc::empty_value, errc::control_character if the request cannot be written as HTTP
 * \li errc::too_many_waiting if more exchanges wait for a connection than the options allow
 * \li errc::resolve_failed, errc::connect_failed, errc::proxy_refused if there is no way to the host
 * \li errc::certificate_expired, errc::certificate_not_yet_valid, errc::certificate_untrusted,
 * errc::certificate_wrong_host, errc::certificate_not_pinned if the certificate is refused, errc::handshake_failed for
 * everything else
 * \li errc::client_certificate_refused if the server refuses the client's certificate, or wants one; not sent, too, where the
 * server of TLS 1.3 says so only after the request was written: it looks at the certificate before it takes a request
 * \li errc::connection_closed, errc::connection_failed if the answer did not come to its end
 * \li errc::answer_malformed, errc::answer_too_large, errc::answer_encoded if it cannot be read
 * \li errc::deadline_exceeded, errc::cancelled
 *
 * \par Thread safety
 * All members may be called from several threads.
 *
 * \par Object lifetimes
 * The context of an executor that was given must outlive all copies of the transport. Without one,
 * the destructor of the last copy waits for the exchanges that are under way, unless it runs inside a completion
 * handler on the transport's own thread. It waits, too, for the system's resolver where a blocking send no longer does.
 */
class https_transport {
public:
    using executor_type = boost::asio::any_io_executor;

    /// Asynchronous exchanges run on a thread of the transport, which starts with the first of them.
    https_transport() : https_transport{https_options{}} {}
    /// \copydoc https_transport()
    TOLLGATE_DECL explicit https_transport(https_options options);
    /// Asynchronous exchanges run on this executor; several threads may serve it.
    TOLLGATE_DECL explicit https_transport(executor_type executor, https_options options = {});

    /**
     * \brief Whether the options can be used, to be asked at a program's start: it does nothing on the network.
     * \par Errors
     * Those that each send would give, of which none passes by itself (`error::may_pass`); nothing was to be sent, so they
     * have no outcome.
     * \li errc::tls_setup_failed if a CA, client certificate, key or pin cannot be used
     * \li errc::invalid_address, errc::control_character if the proxy cannot be asked
     */
    [[nodiscard]] result<void> check() const { return impl_->check(); }

    /**
     * \brief Sends a request and waits for the answer.
     * \details It may be called from anywhere, also from inside a completion handler: the exchange runs on
     * the calling thread.
     */
    [[nodiscard]] result<wire_response> send(wire_request const &request, deadline by)
    {
        return impl_->send(request, by);
    }

    /**
     * \brief Sends a request, and completes with the answer.
     * \par Handler signature
     * `void(result<wire_response>)`, called through the handler's associated executor, never from inside this
     * function.
     * \par Per-operation cancellation
     * Terminal, partial and total, at every step; completes with errc::cancelled and the outcome of that
     * moment, or with the answer if it was already complete.
     * \par Exception safety
     * Throws only from inside this function, before anything was sent: `std::system_error` if the transport's
     * own thread cannot start. What a handler throws goes to whoever runs the executor; on the transport's own
     * thread it ends the program.
     * \par Object lifetimes
     * What the request views must live until the completion.
     */
    template <boost::asio::completion_token_for<void(result<wire_response>)> Token>
    auto async_send(wire_request const &request, deadline by, Token &&token)
    {
        return detail::async_start<Token>({impl_, request, by}, token);
    }

    /// Where asynchronous exchanges run.
    [[nodiscard]] executor_type get_executor() const { return impl_->get_executor(); }

private:
    friend struct detail::transport_access;

    std::shared_ptr<detail::transport_interface> impl_;
};

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/net/client/https_transport.ipp>
#endif

#endif

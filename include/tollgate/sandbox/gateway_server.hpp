// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_GATEWAY_SERVER_HPP
#define TOLLGATE_SANDBOX_GATEWAY_SERVER_HPP

#include <tollgate/detail/net/server/http_server.hpp>
#include <tollgate/https_options.hpp>
#include <tollgate/sandbox/callback_sender.hpp>
#include <tollgate/sandbox/certificates.hpp>
#include <tollgate/sandbox/fault_schedule.hpp>
#include <tollgate/sandbox/history.hpp>
#include <tollgate/sandbox/options.hpp>
#include <tollgate/sandbox/payment_page.hpp>
#include <tollgate/sandbox/request_log.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::sandbox {

/**
 * \brief What of a simulated gateway knows no account's type: its HTTPS server, its callbacks and its faults.
 * \par Thread safety
 * As \ref gateway.
 */
class gateway_server {
public:
    /// Starts the server. The accounts must live as long.
    TOLLGATE_DECL gateway_server(options how, std::vector<simulated_account *> accounts);
    gateway_server(gateway_server const &) = delete;
    gateway_server &operator=(gateway_server const &) = delete;
    TOLLGATE_DECL ~gateway_server();

    /// With which a client's transport connects to this server, and trusts it.
    [[nodiscard]] TOLLGATE_DECL https_options client_options() const;

    /// \param index of the account
    TOLLGATE_DECL void send_callbacks_to(std::size_t index, std::string url);
    /// Has the first account that knows the entry do it, and delivers the callback.
    [[nodiscard]] TOLLGATE_DECL result<delivery>
    change(std::function<result<notice>(simulated_account &)> const &act);
    /// Delivers a callback of an account.
    [[nodiscard]] TOLLGATE_DECL result<delivery> deliver(std::size_t index, notice what);
    [[nodiscard]] TOLLGATE_DECL result<std::string> page_url(std::string_view page);
    [[nodiscard]] TOLLGATE_DECL result<std::string> history_url();
    /// Everything that is kept, as it may be shown.
    [[nodiscard]] history everything() { return history_of(nullptr); }

    [[nodiscard]] fault_schedule &faults() { return faults_; }
    [[nodiscard]] fault_schedule const &faults() const { return faults_; }
    [[nodiscard]] callback_sender &callbacks() { return callbacks_; }
    [[nodiscard]] callback_sender const &callbacks() const { return callbacks_; }

private:
    [[nodiscard]] TOLLGATE_DECL server_identity identity() const;
    [[nodiscard]] TOLLGATE_DECL boost::asio::awaitable<tollgate::detail::http_answer>
    respond(tollgate::detail::http_request_view const &request);
    /// The host that a request asks for; that of an account which is the only one is also reached as loopback.
    [[nodiscard]] TOLLGATE_DECL std::string_view
    host_for(tollgate::detail::http_request_view const &request) const;
    /// \param made what is written down of the request
    [[nodiscard]] TOLLGATE_DECL tollgate::detail::http_answer
    operate(tollgate::detail::http_request_view const &request, logged_request &made);
    /// The same over plain HTTP, `/host/path` for `https://host/path`, where browsers alone are answered.
    [[nodiscard]] TOLLGATE_DECL tollgate::detail::http_answer
    browse(tollgate::detail::http_request_view const &request);
    /// The first account's answer, with what it brings about.
    [[nodiscard]] TOLLGATE_DECL std::optional<gateway_answer> ask(std::string_view method,
                                                                  std::string_view host,
                                                                  sent_parts const &sent, asked_by from,
                                                                  logged_request &made);
    /// Where what happens to an entry is told; empty if nowhere.
    [[nodiscard]] TOLLGATE_DECL std::string const &callback_url(std::size_t index, entry const &about) const;
    /// \param host, target of the gateway, which a browser writes otherwise
    [[nodiscard]] TOLLGATE_DECL logged_request
    to_be_logged(tollgate::detail::http_request_view const &request, std::string_view host,
                 std::string_view target) const;
    /// Writes the request down with its answer, and gives that.
    [[nodiscard]] TOLLGATE_DECL tollgate::detail::http_answer
    written_down(logged_request made, tollgate::detail::http_answer answer);
    /// From the sender's thread; nothing where the callbacks go nowhere.
    TOLLGATE_DECL void deliver_later(std::size_t index, notice what);
    /// Does what a payer, or a developer, asked for on a form's page.
    TOLLGATE_DECL void act(std::size_t index, std::string const &address, page_action what);
    [[nodiscard]] TOLLGATE_DECL std::optional<tollgate::detail::http_answer>
    visit(std::string address, tollgate::detail::http_request_view const &request, bool is_for_browsers);
    /// \param about the entry; null: all of them
    [[nodiscard]] TOLLGATE_DECL history history_of(entry const *about);
    [[nodiscard]] TOLLGATE_DECL result<std::string> browsers_url();

    options how_;
    authority authority_;
    std::vector<simulated_account *> accounts_;
    std::vector<std::string> urls_;
    fault_schedule faults_{how_.seed, how_.faults};
    callback_sender callbacks_{how_, faults_};
    request_log requests_{how_.shown_requests};
    tollgate::detail::http_server server_;
    std::mutex opening_browsers_;
    bool is_open_for_browsers_ = false;
    tollgate::detail::http_server browsers_; ///< Plain HTTP, for browsers that do not trust the authority.
};

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/gateway_server.ipp>
#endif

#endif

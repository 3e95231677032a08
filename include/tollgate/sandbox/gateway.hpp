// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_GATEWAY_HPP
#define TOLLGATE_SANDBOX_GATEWAY_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/https_transport.hpp>
#include <tollgate/sandbox/gateway_server.hpp>
#include <tollgate/sandbox/http_post.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox {

/**
 * \brief A simulated gateway: one HTTPS server on loopback for all accounts, made from the same descriptions as the client.
 * \details It checks the signature of what arrives, answers as documented, lets a program pay or decline a form, and
 * sends the signed callback. Its certificate authority is made at start, lives in memory, and is trusted by
 * \ref transport only. With one account alone it also answers as `localhost` and `127.0.0.1`.
 *
 * ```cpp
 * tollgate::sandbox::gateway sandbox{account};
 * tollgate::client client{account, sandbox.transport()};
 * ```
 *
 * \par Thread safety
 * All members may be called from several threads, `send_callbacks_to` before the first payment.
 */
template <simulatable... Accounts>
class gateway {
    static_assert(sizeof...(Accounts) != 0);

public:
    /// Starts the server.
    /// \par Errors
    /// Throws \ref exception if no port can be opened, and `std::runtime_error` if OpenSSL cannot make a certificate.
    explicit gateway(Accounts... accounts) : gateway{sandbox::options{}, std::move(accounts)...} {}
    /// The same, with options.
    explicit gateway(sandbox::options how, Accounts... accounts)
        : accounts_{std::move(accounts)...},
          server_{std::move(how), all()}
    {
    }

    /// The transport that brings a client here instead of to the real gateways; everything else stays as in production.
    [[nodiscard]] https_transport transport() const { return https_transport{options()}; }
    /// The same, with asynchronous exchanges on a program's own executor.
    [[nodiscard]] https_transport transport(boost::asio::any_io_executor executor) const
    {
        return https_transport{std::move(executor), options()};
    }
    [[nodiscard]] https_options options() const { return server_.client_options(); }

    /// The host that this account's requests go to, and that is played here.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    [[nodiscard]] std::string_view host() const
    {
        return std::get<index_of<Account>()>(accounts_).host();
    }

    /// Where callbacks for this account go: an `http://` address, such as \ref listener "listener::url" gives.
    /// \par Errors
    /// Throws \ref exception with errc::invalid_address for an address that cannot be used, e.g. of HTTPS; then callbacks go
    /// where they went before.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    void send_callbacks_to(std::string url)
    {
        server_.send_callbacks_to(index_of<Account>(), std::move(url));
    }

    /// Pays a form, an invoice or a payout, and delivers the callback.
    /// \param which the address of a form, or the gateway's id
    /// \return what the merchant's server answered; nothing at all where the gateway sends no callback
    /// \par Errors
    /// \li errc::missing_field if there is no such form or id
    /// \li errc::refused_by_gateway if it is final already, so or otherwise; \ref repeat_callback tells of it again
    /// \li errc::connect_failed, errc::connection_failed if the callback cannot be delivered: it is paid all the same
    [[nodiscard]] result<delivery> pay(std::string_view which) { return finish(which, final_state::paid); }
    /// The payer pays another amount than was asked for, as where the rest of a transfer is missing. Errors as above, and
    /// errc::refused_by_gateway for a payout, and for an amount that is not more than 0.
    /// \param received as the gateway counts: for Cactus in minor units, for 1Payment in major ones
    [[nodiscard]] result<delivery> pay(std::string_view which, decimal const &received)
    {
        return server_.change(
            [&](simulated_account &at) { return at.settle(which, final_state::paid, received); });
    }
    /// \copydoc pay
    /// The payer declines instead.
    [[nodiscard]] result<delivery> decline(std::string_view which)
    {
        return finish(which, final_state::declined);
    }
    /// \copydoc pay
    [[nodiscard]] result<delivery> finish(std::string_view which, final_state how)
    {
        return server_.change([=](simulated_account &at) { return at.settle(which, how); });
    }
    /// Sends the callback about this entry once more, as it stands. Errors as `pay`; errc::refused_by_gateway while it is open.
    [[nodiscard]] result<delivery> repeat_callback(std::string_view which)
    {
        return server_.change([=](simulated_account &at) { return at.tell_again(which); });
    }
    /// The access tokens that this account was given are taken no more, as if their time were over.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    void lapse_tokens()
    {
        std::get<index_of<Account>()>(accounts_).lapse_tokens();
    }
    /// A callback as the gateway sends it for a test: it says that this entry is paid, and that it is a test. The books
    /// stay as they are. Where the gateway is known to mark tests. Errors as `pay`.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    [[nodiscard]] result<delivery> send_test_callback(std::string_view which)
    {
        auto made = std::get<index_of<Account>()>(accounts_).test_notice(which);
        if (made.has_error()) return made.error();
        return server_.deliver(index_of<Account>(), *std::move(made));
    }
    /// One step towards a refund, where the gateway is known to have any: the first says that it is under way, the second
    /// that it is done. Errors as `pay`.
    [[nodiscard]] result<delivery> refund(std::string_view which)
    {
        return server_.change([=](simulated_account &at) { return at.refund(which); });
    }
    /// Money that came without a request, from the payer of this form or invoice: the gateway's operator enters it, and its
    /// callback has a new id. Errors as `pay`.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    [[nodiscard]] result<delivery> deposit_extra(std::string_view beside, decimal const &amount)
    {
        constexpr std::size_t index = index_of<Account>();
        auto made = std::get<index>(accounts_).deposit_extra(beside, amount);
        if (made.has_error()) return made.error();
        return server_.deliver(index_of<Account>(), *std::move(made));
    }

    /// What the account can pay out, as its gateway counts: Cactus in minor units, 1Payment in major ones.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    [[nodiscard]] decimal balance(std::string_view currency) const
    {
        return std::get<index_of<Account>()>(accounts_).balance(currency);
    }
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    void set_balance(std::string currency, decimal amount)
    {
        std::get<index_of<Account>()>(accounts_).set_balance(std::move(currency), amount);
    }
    /// The account's books.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    [[nodiscard]] std::vector<entry> entries() const
    {
        return std::get<index_of<Account>()>(accounts_).entries();
    }

    /// \brief Where a browser finds a page, or brings a form to, without trusting the sandbox's authority: plain HTTP on loopback.
    /// \details `http://127.0.0.1:8081/host/path` for `https://host/path`; the port is \ref options "options::pages_port".
    /// \param page of an entry, or where a message goes that the payer's browser sends
    /// \par Errors
    /// \li errc::missing_field if there is neither at this address
    /// \li errc::listen_failed if no port can be opened
    [[nodiscard]] result<std::string> page_url(std::string_view page) { return server_.page_url(page); }

    /// Where a browser finds the page of all requests that are kept and of all callbacks, in plain HTTP on loopback; see \ref history_page.
    /// \par Errors
    /// \li errc::listen_failed if no port can be opened
    [[nodiscard]] result<std::string> history_url() { return server_.history_url(); }

    /// Other chances from now on, and other waits; what is under way stays as it is.
    void set_faults(faults chances) { server_.faults().change(chances); }
    /// The next request meets this fault, whatever the chances are; called several times, one request after the other does.
    /// \param carried_out whether the gateway does what was asked for; an answer that only comes late always says what was
    /// done, and `http_429` that nothing was
    /// \par Errors
    /// Throws `std::invalid_argument` for a fault of callbacks.
    void next_answer(fault_kind kind, bool carried_out = true)
    {
        server_.faults().next_answer(kind, carried_out);
    }
    /// The same for the next attempt to deliver a callback. Throws `std::invalid_argument` for a fault of answers.
    void next_callback(fault_kind kind) { server_.faults().next_callback(kind); }

    /// Waits until every callback has been acknowledged, or its schedule has ended; false if the deadline came first.
    [[nodiscard]] bool wait_for_callbacks(deadline by) { return server_.callbacks().wait(by); }
    /// All attempts to deliver a callback so far, in their order.
    [[nodiscard]] std::vector<delivery> deliveries() const { return server_.callbacks().deliveries(); }
    /// The last requests and all callbacks, with what was signed of each and whether it verified: \ref options
    /// "options::shown_requests" says how many are kept.
    [[nodiscard]] sandbox::history history() { return server_.everything(); }
    /// What went wrong on request so far.
    [[nodiscard]] std::vector<injected_fault> injected_faults() const
    {
        return server_.faults().injected_faults();
    }

private:
    template <class Account>
    static consteval std::size_t index_of()
    {
        std::size_t index = 0;
        static_cast<void>(((std::same_as<Account, Accounts> ? true : (++index, false)) || ...));
        return index;
    }

    [[nodiscard]] std::vector<simulated_account *> all()
    {
        return std::apply([](auto &...each) { return std::vector<simulated_account *>{&each...}; },
                          accounts_);
    }

    std::tuple<simulated_account_of<Accounts, cryptopp_hash>...> accounts_;
    gateway_server server_;
};

} // namespace tollgate::inline v0::sandbox

#endif

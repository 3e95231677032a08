// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_GATEWAY_HPP
#define TOLLGATE_SANDBOX_GATEWAY_HPP

#include <tollgate/sandbox/certificates.hpp>
#include <tollgate/sandbox/post.hpp>
#include <tollgate/sandbox/stage.hpp>
#include <tollgate/transport/beast.hpp>
#include <tollgate/transport/detail/http_server.hpp>

#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// A callback that the sandbox delivered, and what the merchant's server answered.
struct delivery {
    std::string url{};
    std::string body{};   ///< The callback, as sent.
    unsigned status = 0;  ///< The HTTP status of the answer.
    std::string answer{}; ///< The body of the answer.
};

/**
 * \brief A pretend gateway: one HTTPS server on loopback for all accounts, made from the same descriptions as the client.
 * \details It checks the signature of what arrives, answers as documented, lets a program pay or decline a form, and
 * sends the signed callback. Its certificate authority is made at start, lives in memory, and is trusted by
 * \ref transport only.
 *
 * ```cpp
 * tollgate::sandbox::gateway sandbox{account};
 * tollgate::client client{account, sandbox.transport()};
 * ```
 *
 * \par Thread safety
 * All members may be called from several threads, `send_callbacks_to` before the first payment.
 */
template <playable... Accounts>
class gateway {
    static_assert(sizeof...(Accounts) != 0);

public:
    /// Starts the server.
    /// \par Errors
    /// Throws \ref exception if no port can be opened, and `std::runtime_error` if OpenSSL cannot make a certificate.
    explicit gateway(Accounts... accounts)
        : stages_{std::move(accounts)...},
          server_{[this](tollgate::detail::http_request_view const &request) { return handle(request); }, {}}
    {
        server_.use_tls(tls_context());
        server_.start({boost::asio::ip::address_v4::loopback(), 0}).value();
    }
    gateway(gateway const &) = delete;
    gateway &operator=(gateway const &) = delete;
    ~gateway() { server_.stop(); }

    /// The transport that brings a client here instead of to the real gateways; everything else stays as in production.
    [[nodiscard]] beast_transport transport() const { return beast_transport{options()}; }
    /// The same, with asynchronous exchanges on a program's own executor.
    [[nodiscard]] beast_transport transport(boost::asio::any_io_executor executor) const
    {
        return beast_transport{std::move(executor), options()};
    }
    [[nodiscard]] beast_options options() const
    {
        return {.ca_pem = authority_.certificate_pem(), .connect_to = server_.endpoint()};
    }

    /// Where callbacks for this account go: an `http://` address on loopback, such as \ref listener "listener::url" gives.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    void send_callbacks_to(std::string url)
    {
        urls_[index_of<Account>()] = std::move(url);
    }

    /// Pays a form, an invoice or a payout, and delivers the callback.
    /// \param which the address of a form, or the gateway's id
    /// \return what the merchant's server answered; nothing at all where the gateway sends no callback
    /// \par Errors
    /// \li errc::missing_field if there is no such form or id
    /// \li errc::refused_by_gateway if it is final already, and otherwise
    /// \li errc::connect_failed, errc::connection_failed if the callback cannot be delivered: it is paid all the same
    [[nodiscard]] result<delivery> pay(std::string_view which) { return finish(which, fate::paid); }
    /// \copydoc pay
    /// The payer declines instead.
    [[nodiscard]] result<delivery> decline(std::string_view which) { return finish(which, fate::declined); }
    /// \copydoc pay
    [[nodiscard]] result<delivery> finish(std::string_view which, fate how)
    {
        return decide([=](auto &at) { return at.settle(which, how); });
    }
    /// One step towards a refund, where the gateway is known to have any: the first says that it is under way, the second
    /// that it is done. Errors as \ref pay.
    [[nodiscard]] result<delivery> refund(std::string_view which)
    {
        return decide([=](auto &at) { return at.refund(which); });
    }
    /// Money that came without a request, from the payer of this form or invoice: the gateway's operator enters it, and its
    /// callback has a new id. Errors as \ref pay.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    [[nodiscard]] result<delivery> deposit_extra(std::string_view beside, decimal const &amount)
    {
        constexpr std::size_t index = index_of<Account>();
        auto made = std::get<index>(stages_).deposit_extra(beside, amount);
        if (made.has_error()) return made.error();
        return tell(urls_[index], std::move(made->body));
    }

    /// What the account can pay out, as its gateway counts: Cactus in minor units, 1Payment in major ones.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    [[nodiscard]] decimal balance(std::string_view currency) const
    {
        return std::get<index_of<Account>()>(stages_).balance(currency);
    }
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    void set_balance(std::string currency, decimal amount)
    {
        std::get<index_of<Account>()>(stages_).set_balance(std::move(currency), amount);
    }
    /// The account's books.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    [[nodiscard]] std::vector<entry> entries() const
    {
        return std::get<index_of<Account>()>(stages_).entries();
    }

private:
    template <class Account>
    static consteval std::size_t index_of()
    {
        std::size_t index = 0;
        static_cast<void>(((std::same_as<Account, Accounts> ? true : (++index, false)) || ...));
        return index;
    }

    [[nodiscard]] boost::asio::ssl::context tls_context() const
    {
        std::vector<std::string> const hosts{std::string{provider_traits<Accounts>::host}...};
        server_identity const identity = authority_.issue(hosts);
        boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
        context.use_certificate(boost::asio::buffer(identity.certificate_pem),
                                boost::asio::ssl::context::pem);
        context.use_private_key(boost::asio::buffer(identity.private_key_pem),
                                boost::asio::ssl::context::pem);
        return context;
    }

    [[nodiscard]] tollgate::detail::http_answer handle(tollgate::detail::http_request_view const &request)
    {
        std::optional<gateway_answer> given;
        each_stage([&](auto &at, std::size_t) {
            if (!given) given = at.answer(request.method, request.host, request.target, request.body);
        });
        if (!given) return {.status = 404};
        return {.status = given->status, .body = std::move(given->body)};
    }

    /// Has one of the stages do it: the first that knows the entry.
    [[nodiscard]] result<delivery> decide(auto act)
    {
        std::optional<result<notice>> done;
        std::string url;
        each_stage([&](auto &at, std::size_t index) {
            if (done && (done->has_value() || done->error().code() != errc::missing_field)) return;
            done = act(at);
            url = urls_[index];
        });
        if (done->has_error()) return done->error();
        return tell(std::move(url), std::move((*done)->body));
    }
    [[nodiscard]] result<delivery> tell(std::string url, std::string body)
    {
        if (body.empty()) return delivery{};
        if (url.empty())
            return error{errc::connect_failed, not_sent{},
                         "The sandbox was not told where callbacks go; call `send_callbacks_to` first."};
        auto answer = post_callback(url, body);
        if (!answer) return answer.error();
        return delivery{std::move(url), std::move(body), answer->status, std::move(answer->body)};
    }

    void each_stage(auto visit)
    {
        std::size_t index = 0;
        std::apply([&](auto &...at) { (visit(at, index++), ...); }, stages_);
    }

    authority authority_;
    std::tuple<stage<Accounts, cryptopp_hash>...> stages_;
    std::array<std::string, sizeof...(Accounts)> urls_;
    tollgate::detail::http_server server_;
};

} // namespace tollgate::inline v0::sandbox

#endif

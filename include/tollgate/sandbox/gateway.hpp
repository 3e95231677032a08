// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_GATEWAY_HPP
#define TOLLGATE_SANDBOX_GATEWAY_HPP

#include <tollgate/detail/server/http_server.hpp>
#include <tollgate/detail/server/request_path.hpp>
#include <tollgate/format/authority.hpp>
#include <tollgate/sandbox/answer_faults.hpp>
#include <tollgate/sandbox/certificates.hpp>
#include <tollgate/sandbox/courier.hpp>
#include <tollgate/sandbox/fault_dice.hpp>
#include <tollgate/sandbox/options.hpp>
#include <tollgate/sandbox/page.hpp>
#include <tollgate/sandbox/stage.hpp>
#include <tollgate/transport/beast.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox {

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
    explicit gateway(Accounts... accounts) : gateway{sandbox::options{}, std::move(accounts)...} {}
    /// The same, with options.
    explicit gateway(sandbox::options how, Accounts... accounts)
        : how_{std::move(how)},
          stages_{std::move(accounts)...},
          server_{tollgate::detail::http_handler{[this](tollgate::detail::http_request_view const &request) {
                      return respond(request);
                  }},
                  {}}
    {
        auto const numbers = std::make_shared<std::atomic<std::uint64_t>>(0);
        each_stage([&](auto &at, std::size_t) { at.number_by(numbers); });
        server_identity const proof = identity();
        server_.use_tls(proof.certificate_pem, proof.private_key_pem).value();
        server_.start(any_port()).value();
    }
    gateway(gateway const &) = delete;
    gateway &operator=(gateway const &) = delete;
    ~gateway()
    {
        browsers_.stop();
        server_.stop();
        courier_.stop();
    }

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

    /// Where callbacks for this account go: an `http://` address, such as \ref listener "listener::url" gives.
    /// \par Errors
    /// Throws \ref exception with errc::invalid_address for an address that cannot be used, e.g. of HTTPS; then callbacks go
    /// where they went before.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    void send_callbacks_to(std::string url)
    {
        static_cast<void>(callback_address(url).value());
        urls_[index_of<Account>()] = std::move(url);
    }

    /// Pays a form, an invoice or a payout, and delivers the callback.
    /// \param which the address of a form, or the gateway's id
    /// \return what the merchant's server answered; nothing at all where the gateway sends no callback
    /// \par Errors
    /// \li errc::missing_field if there is no such form or id
    /// \li errc::refused_by_gateway if it is final already, so or otherwise; \ref repeat_callback tells of it again
    /// \li errc::connect_failed, errc::connection_failed if the callback cannot be delivered: it is paid all the same
    [[nodiscard]] result<delivery> pay(std::string_view which) { return finish(which, fate::paid); }
    /// The payer pays another amount than was asked for, as where the rest of a transfer is missing. Errors as above, and
    /// errc::refused_by_gateway for a payout, and for an amount that is not more than 0.
    /// \param received as the gateway counts: for Cactus in minor units, for 1Payment in major ones
    [[nodiscard]] result<delivery> pay(std::string_view which, decimal const &received)
    {
        return decide([&](auto &at) { return at.settle(which, fate::paid, received); });
    }
    /// \copydoc pay
    /// The payer declines instead.
    [[nodiscard]] result<delivery> decline(std::string_view which) { return finish(which, fate::declined); }
    /// \copydoc pay
    [[nodiscard]] result<delivery> finish(std::string_view which, fate how)
    {
        return decide([=](auto &at) { return at.settle(which, how); });
    }
    /// Sends the callback about this entry once more, as it stands. Errors as `pay`; errc::refused_by_gateway while it is open.
    [[nodiscard]] result<delivery> repeat_callback(std::string_view which)
    {
        return decide([=](auto &at) { return at.tell_again(which); });
    }
    /// A callback as the gateway sends it for a test: it says that this entry is paid, and that it is a test. The books
    /// stay as they are. Where the gateway is known to mark tests. Errors as `pay`.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    [[nodiscard]] result<delivery> send_test_callback(std::string_view which)
    {
        auto made = std::get<index_of<Account>()>(stages_).test_notice(which);
        if (made.has_error()) return made.error();
        return tell<Account>(std::move(made->body));
    }
    /// One step towards a refund, where the gateway is known to have any: the first says that it is under way, the second
    /// that it is done. Errors as `pay`.
    [[nodiscard]] result<delivery> refund(std::string_view which)
    {
        return decide([=](auto &at) { return at.refund(which); });
    }
    /// Money that came without a request, from the payer of this form or invoice: the gateway's operator enters it, and its
    /// callback has a new id. Errors as `pay`.
    template <class Account>
        requires(std::same_as<Account, Accounts> || ...)
    [[nodiscard]] result<delivery> deposit_extra(std::string_view beside, decimal const &amount)
    {
        constexpr std::size_t index = index_of<Account>();
        auto made = std::get<index>(stages_).deposit_extra(beside, amount);
        if (made.has_error()) return made.error();
        return tell<Account>(std::move(made->body));
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

    /// Where a browser finds the page of a form without trusting the sandbox's authority: plain HTTP on loopback.
    /// \par Errors
    /// \li errc::missing_field if there is no form at this address
    /// \li errc::listen_failed if no port can be opened
    [[nodiscard]] result<std::string> page_url(std::string_view page)
    {
        bool is_there = false;
        each_stage([&](auto &at, std::size_t) { is_there = is_there || at.look_at(page, false); });
        if (!is_there || !page.starts_with("https://"))
            return error{errc::missing_field, not_sent{},
                         "The sandbox has no form at this address; open one first."}
                .without_outcome();
        std::scoped_lock lock{opening_browsers_};
        if (!is_open_for_browsers_)
            if (auto const started = browsers_.start(any_port()); !started) return started.error();
        is_open_for_browsers_ = true;
        return "http://127.0.0.1:" + std::to_string(browsers_.endpoint().port()) + "/" +
               std::string{page.substr(std::string_view{"https://"}.size())};
    }

    /// Other chances from now on, and other waits; what is under way stays as it is.
    void set_faults(faults chances) { dice_.change(chances); }
    /// The next request meets this fault, whatever the chances are; called several times, one request after the other does.
    /// \param carried_out whether the gateway does what was asked for; an answer that only comes late always says what was done
    /// \par Errors
    /// Throws `std::invalid_argument` for a fault of callbacks.
    void next_answer(fault_kind kind, bool carried_out = true) { dice_.aim_at_answer(kind, carried_out); }
    /// The same for the next attempt to deliver a callback. Throws `std::invalid_argument` for a fault of answers.
    void next_callback(fault_kind kind) { dice_.aim_at_callback(kind); }

    /// Waits until every callback has been acknowledged, or its schedule has ended; false if the deadline came first.
    [[nodiscard]] bool wait_for_callbacks(deadline by) { return courier_.wait(by); }
    /// All attempts to deliver a callback so far, in their order.
    [[nodiscard]] std::vector<delivery> deliveries() const { return courier_.deliveries(); }
    /// What went wrong on request so far.
    [[nodiscard]] std::vector<happening> what_happened() const { return dice_.what_happened(); }

private:
    template <class Account>
    static consteval std::size_t index_of()
    {
        std::size_t index = 0;
        static_cast<void>(((std::same_as<Account, Accounts> ? true : (++index, false)) || ...));
        return index;
    }

    [[nodiscard]] server_identity identity() const
    {
        std::vector<std::string> const hosts{bare_host(provider_traits<Accounts>::host)...,
                                             bare_host(behaviour<Accounts>::page_host)...};
        return authority_.issue(hosts);
    }

    /// Without its port; empty if it is none.
    [[nodiscard]] static std::string bare_host(std::string_view host)
    {
        auto const read = tollgate::detail::read_authority(host, 443);
        return read ? read->host : std::string{};
    }

    [[nodiscard]] static boost::asio::ip::tcp::endpoint any_port()
    {
        return {boost::asio::ip::address_v4::loopback(), 0};
    }

    [[nodiscard]] boost::asio::awaitable<tollgate::detail::http_answer>
    respond(tollgate::detail::http_request_view const &request)
    {
        std::string const address =
            "https://" + bare_host(request.host) + std::string{tollgate::detail::path_of(request.target)};
        if (auto page = visit(address, request)) co_return *std::move(page);
        auto const fault = dice_.for_request();
        tollgate::detail::http_answer answer;
        if (!fault || fault->carried_out) answer = operate(request);
        if (!fault) co_return answer;
        faults const now = dice_.chances();
        apply_fault(answer, fault->kind, how_.time_scale.of(now.pause));
        if (fault->kind == fault_kind::delay_answer) {
            boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor,
                                            how_.time_scale.of(now.delay)};
            co_await timer.async_wait(boost::asio::use_awaitable);
        }
        co_return answer;
    }
    [[nodiscard]] tollgate::detail::http_answer operate(tollgate::detail::http_request_view const &request)
    {
        std::optional<gateway_answer> given;
        each_stage([&](auto &at, std::size_t) {
            if (!given) given = at.answer(request.method, request.host, request.target, request.body);
        });
        if (!given) return {.status = 404};
        return {.status = given->status, .body = std::move(given->body)};
    }

    /// A payer's visit to a page; nothing if there is no page at this address.
    [[nodiscard]] std::optional<tollgate::detail::http_answer>
    visit(std::string const &address, tollgate::detail::http_request_view const &request)
    {
        std::optional<tollgate::detail::http_answer> answer;
        each_stage([&]<class Account>(stage<Account, cryptopp_hash> &at, std::size_t index) {
            auto const what = at.look_at(address, true);
            if (answer || !what || what->page != address) return;
            auto const choice = request.method == "POST" ? choice_in(request.body) : std::nullopt;
            if (choice && is_open(*what))
                if (auto const done = at.settle(address, *choice); done && !urls_[index].empty())
                    courier_.deliver_later(urls_[index], done->body, writing<Account>);
            entry const now = *at.look_at(address, true);
            answer = {.content_type = "text/html; charset=utf-8",
                      .body = payment_page(now, behaviour<Account>::shown_amount(now))};
        });
        return answer;
    }

    /// Has one of the stages do it: the first that knows the entry.
    [[nodiscard]] result<delivery> decide(auto act)
    {
        std::optional<result<delivery>> done;
        each_stage([&]<class Account>(stage<Account, cryptopp_hash> &at, std::size_t) {
            if (done && (done->has_value() || done->error().code() != errc::missing_field)) return;
            auto made = act(at);
            done = made ? tell<Account>(std::move(made->body)) : result<delivery>{made.error()};
        });
        return *std::move(done);
    }
    template <class Account>
    [[nodiscard]] result<delivery> tell(std::string body)
    {
        std::string const &url = urls_[index_of<Account>()];
        if (body.empty()) return delivery{};
        if (url.empty())
            return error{errc::connect_failed, not_sent{},
                         "The sandbox was not told where callbacks go; call `send_callbacks_to` first."}
                .without_outcome();
        return courier_.deliver(url, std::move(body), writing<Account>);
    }
    template <class Account>
    static constexpr callback_writing writing{
        tollgate::detail::callback_rule<typename behaviour<Account>::reports>.field,
        tollgate::detail::written_type<typename behaviour<Account>::reports>};

    void each_stage(auto visit)
    {
        std::size_t index = 0;
        std::apply([&](auto &...at) { (visit(at, index++), ...); }, stages_);
    }

    sandbox::options how_;
    authority authority_;
    std::tuple<stage<Accounts, cryptopp_hash>...> stages_;
    std::array<std::string, sizeof...(Accounts)> urls_;
    fault_dice dice_{how_.seed, how_.faults};
    courier courier_{how_, dice_};
    tollgate::detail::http_server server_;
    std::mutex opening_browsers_;
    bool is_open_for_browsers_ = false;
    tollgate::detail::http_server browsers_{
        [this](tollgate::detail::http_request_view const &request) {
            auto page = visit("https:/" + std::string{request.target}, request);
            return page ? *std::move(page) : tollgate::detail::http_answer{.status = 404};
        },
        {}};
};

} // namespace tollgate::inline v0::sandbox

#endif

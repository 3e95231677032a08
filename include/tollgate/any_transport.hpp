// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ANY_TRANSPORT_HPP
#define TOLLGATE_ANY_TRANSPORT_HPP

#include <tollgate/detail/net/client/transport_interface.hpp>
#include <tollgate/transport.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>

#include <concepts>
#include <memory>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

/// A transport behind the interface.
template <class Transport>
class transport_adapter final : public transport_interface {
public:
    explicit transport_adapter(Transport transport) : transport_{std::move(transport)} {}

    [[nodiscard]] result<void> check() const override
    {
        if constexpr (requires(Transport const &t) {
                          { t.check() } -> std::same_as<result<void>>;
                      })
            return transport_.check();
        else
            return {};
    }
    [[nodiscard]] result<wire_response> send(wire_request const &request, deadline by) override
    {
        return transport_.send(request, by);
    }
    void start(wire_request const &request, deadline by, exchange_handler done) override
    {
        auto executor = done.executor() ? *done.executor() : get_executor();
        transport_.async_send(request, by, boost::asio::bind_executor(std::move(executor), std::move(done)));
    }
    [[nodiscard]] boost::asio::any_io_executor get_executor() override { return transport_.get_executor(); }

private:
    Transport transport_;
};

struct transport_access {
    template <class Transport>
    [[nodiscard]] static std::shared_ptr<transport_interface> shared(Transport &&transport)
    {
        if constexpr (requires {
                          { transport.impl_ } -> std::same_as<std::shared_ptr<transport_interface> &>;
                      })
            return std::move(transport.impl_);
        else
            return std::make_shared<transport_adapter<Transport>>(std::move(transport));
    }
};

} // namespace detail

/**
 * \brief Any transport, whatever its type: what an interface names that leaves open how its requests travel.
 * \details Holds an `https_transport`, a `scripted_transport` or a program's own, and behaves as it does; a send costs one call
 * through a pointer more. Its header needs neither Beast nor OpenSSL, nor what of Asio opens sockets. A handle: copies share the
 * transport.
 *
 * \code
 * class shop { // shop.hpp; clients and gateways are named in shop.cpp alone
 * public:
 *     explicit shop(tollgate::any_transport transport);
 *     …
 * };
 * \endcode
 *
 * \par Thread safety
 * As the transport that it holds; all that are in the library may be used from several threads.
 *
 * \par Object lifetimes
 * As of the transport that it holds. One that was moved from may be destroyed and assigned to, and nothing else.
 */
class any_transport {
public:
    using executor_type = boost::asio::any_io_executor;

    template <class T>
        requires(!std::same_as<T, any_transport> && transport<T> &&
                 requires(T &t) {
                     { t.get_executor() } -> std::convertible_to<executor_type>;
                 })
    any_transport(T held) : impl_{detail::transport_access::shared(std::move(held))}
    {
    }

    /// Whether it is set up rightly, as far as the transport that it holds can tell; see `https_transport::check`.
    [[nodiscard]] result<void> check() const { return impl_->check(); }

    /// Sends a request and waits for the answer.
    [[nodiscard]] result<wire_response> send(wire_request const &request, deadline by)
    {
        return impl_->send(request, by);
    }

    /**
     * \brief Sends a request, and completes with the answer.
     * \par Handler signature
     * `void(result<wire_response>)`, called through the handler's associated executor, else on the transport's.
     * \par Per-operation cancellation
     * As that of the transport that it holds.
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

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_CLIENT_HTTPS_TRANSPORT_IMPL_HPP
#define TOLLGATE_DETAIL_NET_CLIENT_HTTPS_TRANSPORT_IMPL_HPP

#include <tollgate/https_options.hpp>
#include <tollgate/transport.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0::detail {

/// A function that is called at most once and need not be copyable, as completion handlers are.
template <class... Arguments>
class unique_callback {
public:
    unique_callback() = default;
    template <class Function>
        requires(!std::is_same_v<std::decay_t<Function>, unique_callback>)
    unique_callback(Function &&function)
        : target_{std::make_unique<target_of<std::decay_t<Function>>>(std::forward<Function>(function))}
    {
    }

    /// Whether it is still to be called.
    [[nodiscard]] bool is_pending() const noexcept { return target_ != nullptr; }

    void operator()(Arguments... arguments)
    {
        auto const once = std::move(target_);
        once->call(std::move(arguments)...);
    }

private:
    struct target {
        virtual ~target() = default;
        virtual void call(Arguments... arguments) = 0;
    };
    template <class Function>
    struct target_of final : target {
        explicit target_of(Function from) : function{std::move(from)} {}
        void call(Arguments... arguments) override { function(std::move(arguments)...); }
        Function function;
    };

    std::unique_ptr<target> target_;
};

/// An exchange on the transport's executor. Only what it waits for keeps it alive.
class asynchronous_exchange {
public:
    using completion = unique_callback<result<wire_response>>;

    asynchronous_exchange() = default;
    asynchronous_exchange(asynchronous_exchange const &) = delete;
    asynchronous_exchange &operator=(asynchronous_exchange const &) = delete;
    virtual ~asynchronous_exchange() = default;

    /// \param done called once, on the executor, never from inside this function
    virtual void start(completion done) = 0;
    /// May be called from any thread.
    virtual void cancel() = 0;
};

/// What the copies of one \ref https_transport share. An interface, so that a program that sends does not have to look at Beast
/// and OpenSSL.
class https_transport_impl {
public:
    https_transport_impl() = default;
    https_transport_impl(https_transport_impl const &) = delete;
    https_transport_impl &operator=(https_transport_impl const &) = delete;
    virtual ~https_transport_impl() = default;

    /// What stands against every request, if anything does.
    [[nodiscard]] virtual std::optional<error> find_obstacle() const = 0;
    /// Runs an exchange on the calling thread.
    [[nodiscard]] virtual result<wire_response> send(wire_request const &request, deadline by) = 0;
    /// An exchange on the executor; the caller starts it.
    [[nodiscard]] virtual result<std::shared_ptr<asynchronous_exchange>> prepare(wire_request const &request,
                                                                                 deadline by) = 0;
    /// Where asynchronous exchanges run.
    [[nodiscard]] virtual boost::asio::any_io_executor get_executor() = 0;
};

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_RESOLVE_OPERATION_HPP
#define TOLLGATE_TRANSPORT_DETAIL_RESOLVE_OPERATION_HPP

#include <tollgate/transport/detail/operation_base.hpp>
#include <tollgate/transport/name_resolver.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/// Asks for a host's addresses: the program's resolver, or the system's.
class resolve_operation : public operation_base {
public:
    using completion = unique_callback<boost::system::error_code, host_addresses>;

    resolve_operation(operation_base const &of, name_resolver const &ask, completion done)
        : operation_base{of},
          ask_{ask},
          system_{loop()},
          done_{std::move(done)}
    {
    }

    void start(std::string const &host)
    {
        boost::system::error_code not_an_address;
        auto const literal = boost::asio::ip::make_address(host, not_an_address);
        if (!not_an_address) return finish({}, {literal});
        if (ask_) return ask_program(host);
        system_.async_resolve(host, "", held([this](boost::system::error_code ec, auto const &entries) {
                                  host_addresses found;
                                  for (auto const &entry : entries)
                                      found.push_back(entry.endpoint().address());
                                  finish(ec, std::move(found));
                              }));
    }

    /// A name server's answer cannot be hurried: it is no longer waited for.
    void stop()
    {
        close();
        system_.cancel();
        if (done_.is_pending()) std::exchange(done_, {})(boost::asio::error::operation_aborted, {});
    }

private:
    /// Where the program's answer goes as long as it is waited for. The program may keep its end for ever, and use it on
    /// any thread: so that end knows nothing of the exchange's loop, which may be gone.
    struct inbox {
        explicit inbox(resolve_operation *of) : owner{of} {}
        std::mutex mutex{};
        resolve_operation *owner; ///< Null when the answer is no longer waited for.
    };

    void ask_program(std::string const &host)
    {
        inbox_ = std::make_shared<inbox>(this);
        // The exchange is not kept alive by the program's resolver: it may never call.
        auto const take = [to = inbox_, still = owner()](boost::system::error_code ec, host_addresses found) {
            std::scoped_lock lock{to->mutex};
            auto exchange_operation = to->owner == nullptr ? nullptr : still.lock();
            if (!exchange_operation) return;
            auto const &strand = to->owner->strand();
            strand.post([of = to->owner, exchange_operation = std::move(exchange_operation), ec,
                         found = std::move(found)]() mutable { of->finish(ec, std::move(found)); });
        };
        try {
            ask_(host, take);
        } catch (...) {
            finish(boost::asio::error::host_not_found, {});
        }
    }

    void close()
    {
        if (!inbox_) return;
        std::scoped_lock lock{inbox_->mutex};
        inbox_->owner = nullptr;
    }

    void finish(boost::system::error_code ec, host_addresses found)
    {
        if (!done_.is_pending()) return;
        close();
        if (!ec && found.empty()) ec = boost::asio::error::host_not_found;
        done_(ec, std::move(found));
    }

    name_resolver const &ask_;
    boost::asio::ip::tcp::resolver system_;
    std::shared_ptr<inbox> inbox_;
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_LOOKUP_HPP
#define TOLLGATE_TRANSPORT_DETAIL_LOOKUP_HPP

#include <tollgate/transport/detail/step.hpp>
#include <tollgate/transport/name_resolver.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/// Asks for a host's addresses: the program's resolver, or the system's.
class lookup : public step {
public:
    using completion = unique_callback<boost::system::error_code, host_addresses>;

    lookup(step const &of, name_resolver const &ask, completion done)
        : step{of},
          ask_{ask},
          system_{executor()},
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
        system_.cancel();
        if (done_.is_pending()) std::exchange(done_, {})(boost::asio::error::operation_aborted, {});
    }

private:
    void ask_program(std::string const &host)
    {
        // Not kept alive by the program's resolver: it may never call.
        auto const take = [this, strand = executor(), still = owner()](boost::system::error_code ec,
                                                                       host_addresses found) {
            if (auto const errand = still.lock())
                boost::asio::post(strand, [this, errand, ec, found = std::move(found)]() mutable {
                    finish(ec, std::move(found));
                });
        };
        try {
            ask_(host, take);
        } catch (...) {
            finish(boost::asio::error::host_not_found, {});
        }
    }

    void finish(boost::system::error_code ec, host_addresses found)
    {
        if (!done_.is_pending()) return;
        if (!ec && found.empty()) ec = boost::asio::error::host_not_found;
        done_(ec, std::move(found));
    }

    name_resolver const &ask_;
    boost::asio::ip::tcp::resolver system_;
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif

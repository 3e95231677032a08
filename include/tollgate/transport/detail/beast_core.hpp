// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_BEAST_CORE_HPP
#define TOLLGATE_TRANSPORT_DETAIL_BEAST_CORE_HPP

#include <tollgate/transport/beast_options.hpp>
#include <tollgate/transport/detail/exchange.hpp>
#include <tollgate/transport/detail/lanes.hpp>

#include <boost/asio/strand.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/// What the copies of one transport and their exchanges share.
class beast_core {
public:
    explicit beast_core(beast_options const &options)
        : settings_{options.connect_to, options.body_limit, options.header_limit},
          idle_limit_{options.idle_limit},
          tls_{make_tls_context(options.ca_file, options.ca_pem)},
          idle_{idle_limit_}
    {
    }

    /// Runs an exchange on the calling thread.
    [[nodiscard]] result<wire_response> send(wire_request const &request, deadline by)
    {
        auto lane = lanes_.take(request.host, idle_limit_);
        auto answer = send_over(*lane, request, by);
        lanes_.give(std::move(lane));
        return answer;
    }

    /// An exchange on a strand of this executor; the caller starts it.
    [[nodiscard]] result<std::shared_ptr<exchange>> prepare(wire_request const &request, deadline by,
                                                            boost::asio::any_io_executor const &executor)
    {
        return prepare(request, by, boost::asio::make_strand(executor), idle_);
    }

    /// Keeps a connection of such an exchange for the next one.
    void keep(std::unique_ptr<connection> reusable) { idle_.give(std::move(reusable)); }

private:
    [[nodiscard]] result<wire_response> send_over(lane &over, wire_request const &request, deadline by) const
    {
        auto const prepared = prepare(request, by, over.context.get_executor(), over.idle);
        if (!prepared) return prepared.error();

        std::optional<result<wire_response>> answer;
        (*prepared)->start([&](result<wire_response> given, std::unique_ptr<connection> reusable) {
            answer.emplace(std::move(given));
            if (reusable) over.idle.give(std::move(reusable));
        });
        over.context.restart();
        while (!answer)
            over.context.run_one();
        over.context.poll(); // the timer's last word
        return *std::move(answer);
    }

    [[nodiscard]] result<std::shared_ptr<exchange>> prepare(wire_request const &request, deadline by,
                                                            boost::asio::any_io_executor const &executor,
                                                            idle_connections &idle) const
    {
        if (!tls_) return tls_.error();
        if (auto fault = find_fault(request)) return *std::move(fault);
        try {
            auto over = idle.take(request.host);
            if (!over) over = std::make_unique<connection>(executor, *tls_, std::string{request.host});
            return std::make_shared<exchange>(std::move(over), request, by, settings_);
        } catch (std::exception const &) {
            return error{errc::tls_setup_failed, not_sent{},
                         "The exchange with " + std::string{request.host} + " could not be set up."};
        }
    }

    exchange_settings settings_;
    connection::clock::duration idle_limit_;
    result<tls_context> tls_;
    idle_connections idle_; ///< Of the asynchronous exchanges; a blocking one's stay with its lane.
    lanes lanes_;
};

} // namespace tollgate::inline v0::detail

#endif

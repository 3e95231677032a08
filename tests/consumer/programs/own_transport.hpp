// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_OWN_TRANSPORT_HPP
#define SHOP_OWN_TRANSPORT_HPP

/// \file
/// A transport from elsewhere, as one over another HTTP library would be: here it answers by itself.

#include "payment.hpp"

#include <tollgate/client.hpp>
#include <tollgate/transport.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/system_executor.hpp>

#include <string>
#include <utility>

namespace shop {

class own_transport {
public:
    tollgate::result<tollgate::wire_response> send(tollgate::wire_request const &request, tollgate::deadline)
    {
        bool const signed_as_expected =
            std::string{request.target}.find(std::string{"sign="} + expected_signature) != std::string::npos;
        return tollgate::wire_response{.status = signed_as_expected ? 200U : 403U, .body = answer};
    }

    template <class Token>
    auto async_send(tollgate::wire_request const &request, tollgate::deadline by, Token &&token)
    {
        return boost::asio::async_initiate<Token, void(tollgate::result<tollgate::wire_response>)>(
            [](auto handler, tollgate::result<tollgate::wire_response> answered) {
                std::move(handler)(std::move(answered));
            },
            token, send(request, by));
    }

    boost::asio::system_executor get_executor() const { return {}; }
};

static_assert(tollgate::transport<own_transport>);

/// Pays with this hash policy, over the transport above.
template <class Hash>
bool pays()
{
    tollgate::client<one_payment::account, own_transport, Hash> gateway{project(), own_transport{}};
    auto const form = gateway.send(order());
    return form && *form->url == "https://gateway.example/form?id=7";
}

} // namespace shop

#endif

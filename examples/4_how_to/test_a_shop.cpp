// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A shop's own code is tested without a network: the transport is scripted, and shows afterwards what was sent.

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/scripted_transport.hpp>

#include <iostream>
#include <string>

namespace one_payment = tollgate::one_payment;

namespace {

/// The code under test: it takes any client of this gateway.
template <class Client>
std::string checkout(Client &gateway, std::string const &order)
{
    one_payment::init_form const form{.amount = tollgate::decimal{"50.00"}, .user_data = order};
    auto const answer = gateway.send(form);
    if (answer) return answer->url.value();
    return answer.error().is_unknown() ? "/please-wait" : "/try-another-way";
}

one_payment::account project()
{
    return {.partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
}

} // namespace

int main()
{
    tollgate::scripted_transport const network{
        {tollgate::wire_response{200, R"({"url":"https://pay.example/form/1"})"},
         tollgate::wire_response{200, R"({"error_code":7})"},
         tollgate::error{tollgate::errc::deadline_exceeded, tollgate::unknown{}, "No answer came in time."}}};
    tollgate::client gateway{project(), network};

    bool const right = checkout(gateway, "order-1") == "https://pay.example/form/1" &&
                       checkout(gateway, "order-2") == "/try-another-way" &&
                       checkout(gateway, "order-3") == "/please-wait";
    for (tollgate::sent_request const &request : network.requests())
        std::cout << request.method << ' ' << request.target << '\n';
    return right ? 0 : 1;
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A payment whose outcome is unknown is not sent again: the gateway is asked for it by the merchant's own id.

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/scripted_transport.hpp>

#include <iostream>
#include <string_view>

namespace one_payment = tollgate::one_payment;
using client = tollgate::client<one_payment::account, tollgate::scripted_transport>;

/// What the gateway knows of a payment. Needs nothing but the id, so it works after a restart too.
/// A real program waits between its questions, longer each time, and gives up asking only to a person.
bool was_paid(client &gateway, std::string_view id)
{
    for (int question = 0; question != 3; ++question) {
        auto const status = gateway.reconcile<one_payment::init_payment>(id);
        if (status && status->status != one_payment::status::pending) {
            std::cout << "the gateway    " << status->status_description.value_or("says no more") << '\n';
            return status->status == one_payment::status::success;
        }
        std::cout << "not known yet  " << (status ? "pending" : status.error().message()) << '\n';
    }
    return false;
}

int main()
{
    // In place of a network: it fails first before anything was sent, then while waiting for the answer.
    tollgate::scripted_transport const network{
        {tollgate::error{tollgate::errc::connect_failed, tollgate::not_sent{},
                         "No connection could be made."},
         tollgate::error{tollgate::errc::deadline_exceeded, tollgate::unknown{}, "No answer came in time."},
         tollgate::wire_response{200, R"({"error_code":10})"},
         tollgate::wire_response{200,
                                 R"({"order_id":"8p3brmb19gfg0sg8gcwhws8kgc748s87","user_data":"order_777",)"
                                 R"("status":3,"status_description":"SUCCESS"})"}}};
    client gateway{one_payment::account{
                       .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}},
                   network};

    // First the id is written down: whatever happens then, the payment can be asked for.
    one_payment::init_payment const order{
        .amount = tollgate::decimal{"50.00"}, .payment_type = "sbp", .user_data = "order_777"};

    auto sent = gateway.send(order);
    for (int attempt = 1; attempt != 3 && !sent && sent.error().is_not_sent(); ++attempt) {
        std::cout << "not sent       " << sent.error().message() << '\n';
        sent = gateway.retry(order, sent.error()); // takes nothing that might pay twice
    }
    if (sent) return 1;
    std::cout << "unknown        " << sent.error().message() << '\n';

    auto const again = gateway.retry(order, sent.error());
    std::cout << "not repeated   " << again.error().message() << '\n';

    return was_paid(gateway, "order_777") ? 0 : 1;
}

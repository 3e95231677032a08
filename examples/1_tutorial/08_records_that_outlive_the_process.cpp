// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A shop that ends in the middle of a payment, and begins again: the order is not sent twice, and not forgotten.

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/records.hpp>
#include <tollgate/records/soci_database.hpp>
#include <tollgate/scripted_transport.hpp>

#include <chrono>
#include <filesystem>
#include <iostream>

namespace one_payment = tollgate::one_payment;
using namespace std::chrono_literals;

int main()
{
    std::filesystem::path const file = std::filesystem::temp_directory_path() / "tollgate-tutorial.db";
    std::filesystem::remove(file);

    // In place of a network: it fails while waiting for the answer. Asked later, the gateway has the payment.
    tollgate::scripted_transport const network{
        {tollgate::error{tollgate::errc::deadline_exceeded, tollgate::unknown{}, "No answer came in time."},
         tollgate::wire_response{200,
                                 R"({"order_id":"8p3brmb19gfg0sg8gcwhws8kgc748s87","user_data":"order_777",)"
                                 R"("status":3,"status_description":"SUCCESS"})"}}};
    tollgate::client gateway{one_payment::account{.partner_id = 1234,
                                                  .project_id = 5678,
                                                  .api_key = tollgate::secret{"test_api_key"}},
                             network};
    one_payment::init_payment const order{
        .amount = tollgate::decimal{"50.00"}, .payment_type = "sbp", .user_data = "order_777"};

    {
        tollgate::records records{tollgate::soci_database::sqlite(file.string())};
        records.prepare().value();
        tollgate::payments payments{gateway, records};

        auto const sent = payments.send(order); // it is written down before its first byte leaves
        std::cout << "sent      " << sent.error().message() << '\n';
    } // here the shop ends, for whatever reason

    {
        tollgate::records records{tollgate::soci_database::sqlite(file.string())};
        records.prepare().value();
        tollgate::payments payments{gateway, records};

        auto const again = payments.send(order);
        std::cout << "again     " << again.error().message() << '\n';

        auto const settled = payments.settle<one_payment::init_payment>(30s).value();
        std::cout << "settled   " << settled.settled << " of " << settled.asked << '\n';

        auto const known = payments.find<one_payment::init_payment>("order_777").value();
        std::cout << "known     " << known->own_id << " is " << known->state << '\n'
                  << "requests  " << network.requests().size() << ": one payment, one question\n";
    }
    std::filesystem::remove(file);
}

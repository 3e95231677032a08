// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The rest of the program, here a test: it knows the cashier's header alone, and a transport with canned answers. Where it is to
// reach the gateways it would give a `tollgate::https_transport`.

#include "cashier.hpp"

#include <tollgate/scripted_transport.hpp>

#include <iostream>
#include <string>

int main()
{
    tollgate::scripted_transport const network{
        {tollgate::wire_response{200, R"({"url":"https://pay.example/card/1"})"},
         tollgate::error{tollgate::errc::deadline_exceeded, tollgate::unknown{}, "No answer came in time."}}};
    shop::cashier cashier{
        {.card_key = tollgate::secret{"test_api_key"}, .transfer_salt = tollgate::secret{"test_salt"}},
        network};

    auto const card = cashier.pay_by_card("order-1", tollgate::decimal{"50.00"});
    auto const transfer = cashier.pay_by_transfer("order-2", tollgate::minor_units{900'000});
    bool const right =
        card && *card == "https://pay.example/card/1" && !transfer && transfer.error().is_unknown();
    for (tollgate::sent_request const &request : network.requests())
        std::cout << request.method << ' ' << request.host << '\n';
    return right && network.requests().size() == 2 ? 0 : 1;
}

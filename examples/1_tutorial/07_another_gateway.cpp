// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A second gateway, which the library does not have: a description of a page, and two small functions of the shop.

#include "../2_providers/mollie.hpp"

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/client.hpp>
#include <tollgate/currency.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/scripted_transport.hpp>

#include <iostream>
#include <string>
#include <string_view>

namespace one_payment = tollgate::one_payment;

/// An order as the shop keeps it. It knows no gateway.
struct order {
    std::string id;
    tollgate::money due;
};

// What differs from gateway to gateway: how an order is said, and where the answer has the payer's address.
one_payment::init_form said_to_one_payment(order const &of)
{
    return {.amount = tollgate::to_decimal(of.due.amount, of.due.in).value(), .user_data = of.id};
}
std::string address_in(one_payment::form const &answer)
{
    return answer.url->text();
}

mollie::create_payment said_to_mollie(order const &of)
{
    return {.once = tollgate::idempotency_key{of.id},
            .amount = of.due,
            .description = "Order " + of.id,
            .back_to = "https://shop.example/orders/" + of.id,
            .tell = "https://shop.example/callbacks/mollie"};
}
std::string address_in(mollie::payment const &answer)
{
    return answer.links->checkout ? answer.links->checkout->to->text() : "/please-wait";
}

// What does not differ: sending, and the three outcomes.
template <class Client, class Message>
std::string checkout(Client &gateway, Message const &message)
{
    auto const answer = gateway.send(message);
    if (answer) return address_in(*answer);
    return answer.error().is_unknown() ? "/please-wait" : "/try-another-way";
}

int main()
{
    order const bought{.id = "order-778", .due = tollgate::money{1000, "EUR"}};

    tollgate::scripted_transport const first{
        {tollgate::wire_response{200, R"({"url":"https://pay.example/form/1"})"}}};
    tollgate::client one{one_payment::account{.partner_id = 1234,
                                              .project_id = 5678,
                                              .api_key = tollgate::secret{"test_api_key"}},
                         first};
    std::cout << "1Payment  " << checkout(one, said_to_one_payment(bought)) << '\n';

    constexpr std::string_view open =
        R"({"id":"tr_7UhSN1zuXS","mode":"live","status":"open","amount":{"value":"10.00","currency":"EUR"},)"
        R"("_links":{"checkout":{"href":"https://www.mollie.com/checkout/select-method/7UhSN1zuXS"}}})";
    constexpr std::string_view paid =
        R"({"id":"tr_7UhSN1zuXS","mode":"live","status":"paid","amount":{"value":"10.00","currency":"EUR"},"_links":{}})";
    tollgate::scripted_transport const second{
        {tollgate::wire_response{201, std::string{open}}, tollgate::wire_response{200, std::string{paid}}}};
    tollgate::client two{mollie::account{.api_key = tollgate::secret{"live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM"}},
                         second};
    std::cout << "Mollie    " << checkout(two, said_to_mollie(bought)) << '\n';

    // Mollie signs no webhook: it says an id, and the client asks.
    auto const answered = tollgate::answer_callback<mollie::notification>(
        two, "id=tr_7UhSN1zuXS", {}, [&](tollgate::verified<mollie::payment> const &told) {
            std::cout << "told      " << (told->paid() == bought.due ? "paid in full" : "not yet paid")
                      << '\n';
        });
    std::cout << "asked     " << second.requests().back().method << ' ' << second.requests().back().target
              << '\n';
    return answered.status == 200 ? 0 : 1;
}

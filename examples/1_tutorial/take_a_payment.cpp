// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// One payment through each gateway, over real HTTPS, with a verified result. The sandbox plays the gateways; in
// production the two lines that mention it go.

#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/sandbox.hpp>
#include <tollgate/tollgate.hpp>

#include <iostream>
#include <set>
#include <string>

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;

namespace {

/// The shop's own records; a real one keeps them where a crash cannot reach.
std::set<std::string> orders;

/// The id is stored before anything is sent: whatever happens then, the payment can be asked for by it.
std::string store_order(std::string id, std::string_view gateway)
{
    std::cout << "\nThe shop stores its order " << id << ", to be paid through " << gateway << '\n';
    orders.insert(id);
    return id;
}

void say(std::string_view what, std::string_view text)
{
    std::cout << "  " << what << text << '\n';
}

/// Sends a message and shows what was signed, and where the payer goes.
template <class Account, class Message>
auto send(Account const &account, Message const &message, tollgate::client<Account> gateway)
{
    say("signed    ", tollgate::make_request(account, message).value().canonical());
    auto answer = gateway.send(message);
    if (!answer) std::cerr << answer.error() << '\n'; // what happened, and whether money may have moved
    return answer.value();
}

} // namespace

int main()
{
    cactus::account const shop{
        .merchant_id = "merch_id", .site_id = 1, .salt = tollgate::secret{"test_salt"}};
    one_payment::account const project{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};

    // Where verified callbacks arrive. Nothing unverified has readable fields.
    tollgate::listener callbacks;
    callbacks
        .on<cactus::invoice_callback>("/cactus", shop,
                                      [](tollgate::verified<cactus::invoice_callback> const &paid) {
                                          say("verified  ",
                                              "order " + paid->request_id.value() + ": " +
                                                  std::to_string(paid->received_amount->count()) + " of " +
                                                  std::to_string(paid->amount->count()) +
                                                  " received, in minor units of " + *paid->currency);
                                      })
        .on<one_payment::payment_callback>(
            "/1payment", project,
            [](tollgate::verified<one_payment::payment_callback> const &paid) {
                bool const success = paid->status == one_payment::status::success;
                say("verified  ", "order " + *paid->user_data + ": " + paid->merchant_price->text() + " " +
                                      *paid->currency + (success ? " paid" : " not paid"));
            })
        .on_refused([](tollgate::error const &why) { say("refused   ", why.message()); });
    callbacks.start().value();

    tollgate::sandbox::gateway sandbox{shop, project};
    sandbox.send_callbacks_to<cactus::account>(callbacks.url("/cactus"));
    sandbox.send_callbacks_to<one_payment::account>(callbacks.url("/1payment"));

    cactus::obtain_token const order{.site_login = "551d0ad9072b30f3b71b989e",
                                     .request_id = store_order("A-1001", "Cactus"),
                                     .amount = 900'000, // minor units
                                     .currency = "KZT",
                                     .method = cactus::cis_transfer{.bank_app = cactus::bank_app::tbank}};
    auto const token = send(shop, order, tollgate::client{shop, sandbox.transport()});
    say("payer to  ", token.page());
    auto const delivered = sandbox.pay(token.page()).value();

    one_payment::init_form const form{.amount = tollgate::decimal{"50.00"},
                                      .description = "tea & biscuits",
                                      .user_data = store_order("A-1002", "1Payment")};
    auto const link = send(project, form, tollgate::client{project, sandbox.transport()});
    say("payer to  ", *link.url);
    sandbox.pay(*link.url).value();

    std::cout << "\nA stranger sends the first callback again, with another amount\n";
    std::string forged = delivered.body;
    forged.replace(forged.find("900000"), 6, "900001");
    auto const answer = tollgate::sandbox::post_callback(delivered.url, forged).value();
    say("answered  ", "HTTP " + std::to_string(answer.status) + " " + answer.body);
    return answer.status == 400 ? 0 : 1;
}

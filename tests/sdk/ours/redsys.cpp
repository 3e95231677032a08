// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "ours.hpp"

#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/providers/redsys.hpp>

namespace ours {

using namespace tollgate::redsys;

namespace {

account terminal_at(std::string where)
{
    return {.merchant = "999008881",
            .terminal = "1",
            .at = tollgate::environment{std::move(where)},
            .key = tollgate::secret{"sq7HjrUOBfKmC576ILgskD5srU870gJ7"},
            .version = "HMAC_SHA256_V1"}; // what the SDK signs and verifies
}

} // namespace

void describe_redsys(gateway &to)
{
    describing redsys{to, terminal_at("test")};
    payment_form const payment{.order = "1446068581", .amount = 49'99, .currency = "978"};
    redsys.sends("redirect_form", "plain", payment);
    redsys.sends("redirect_form", "full",
                 payment_form{.order = "0017ABCdefgh",
                              .amount = 1'00,
                              .currency = "978",
                              .notified_at = "https://shop.example/redsys?x=y&z",
                              .success_url = "https://shop.example/ok",
                              .failure_url = "https://shop.example/ko",
                              .description = "Taza «grande» ñ 🙂",
                              .holder = "D'Ángel",
                              .language = "1",
                              .data = R"({"a":"b"})",
                              .methods = "z"});
    redsys.sends("redirect_form", "preauthorized",
                 preauthorization_form{.order = "1446068583", .amount = 9'999'999'99, .currency = "978"});
    describing{to, terminal_at("live")}.sends("redirect_form.live", "plain", payment);
    redsys.sends("rest.pay", "card",
                 pay{.order = "1446068584",
                     .amount = 49'99,
                     .currency = "978",
                     .card = "4548812049400004",
                     .expiry = "3412",
                     .cvv = "123"});
    redsys.sends("rest.pay", "token",
                 pay{.order = "1446068585",
                     .amount = 49'99,
                     .currency = "978",
                     .token = "75deafbe9b8e1e9d",
                     .direct = "true",
                     .exemption = "MIT",
                     .first_of_stored = "N"});
    redsys.sends("rest.refund", "plain", refund{.order = "1446068581", .amount = 49'99, .currency = "978"});
    redsys.sends("rest.refund", "part", refund{.order = "1446068581", .amount = 1, .currency = "978"});
    redsys.sends("rest.capture", "plain", capture{.order = "1446068583", .amount = 49'99, .currency = "978"});
    redsys.sends("rest.capture", "less", capture{.order = "1446068583", .amount = 1'00, .currency = "978"});
    redsys.sends("rest.cancel", "plain", cancel{.order = "1446068583", .amount = 49'99, .currency = "978"});
    redsys.sends("rest.begin", "plain",
                 begin{.order = "1446068586",
                       .amount = 49'99,
                       .currency = "978",
                       .card = "4548812049400004",
                       .expiry = "3412",
                       .cvv = "123",
                       .three_d_secure = emv3ds{.info = "CardData"}});

    auto const of_operation = [](operation const &a) {
        return read_values{{"Ds_Order", shown(a.order)},
                           {"Ds_Amount", json::value(std::to_string(a.amount->count()))},
                           {"Ds_Currency", shown(a.currency)},
                           {"Ds_Response", shown(a.response)},
                           {"Ds_TransactionType", shown(a.type)},
                           {"Ds_AuthorisationCode", shown(a.authorization)}};
    };
    redsys.reads<pay>("rest.pay", of_operation);
    redsys.reads<refund>("rest.refund", of_operation);
    redsys.reads<capture>("rest.capture", of_operation);
    redsys.reads<cancel>("rest.cancel", of_operation);
    redsys.reads<begin>("rest.begin",
                        [](beginning const &a) { return read_values{{"Ds_Order", shown(a.order)}}; });

    redsys.receives<notification>();
    redsys.delivers("paid",
                    tollgate::signed_callback(redsys.account(), notification{.order = "1446068581",
                                                                             .amount = 49'99,
                                                                             .currency = "978",
                                                                             .merchant = "999008881",
                                                                             .terminal = "1",
                                                                             .response = "0000",
                                                                             .type = "0",
                                                                             .authorization = "694432"}),
                    "/redsys");
}

} // namespace ours

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "cashier.hpp"

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <utility>

namespace shop {

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;

struct cashier::gateways {
    tollgate::client<one_payment::account, tollgate::any_transport> cards;
    tollgate::client<cactus::account, tollgate::any_transport> transfers;
};

cashier::cashier(settings const &with, tollgate::any_transport over)
    : gateways_{new gateways{
          {one_payment::account{.partner_id = 1234, .project_id = 5678, .api_key = with.card_key}, over},
          {cactus::account{.merchant_id = "merch_id", .site_id = 1, .salt = with.transfer_salt},
           std::move(over)}}}
{
}

cashier::~cashier() = default;

tollgate::result<std::string> cashier::pay_by_card(std::string const &order, tollgate::decimal rubles)
{
    auto const form = gateways_->cards.send(one_payment::init_form{.amount = rubles, .user_data = order});
    if (!form) return form.error();
    return form->page();
}

tollgate::result<std::string> cashier::pay_by_transfer(std::string const &order, tollgate::minor_units tiyin)
{
    auto const form =
        gateways_->transfers.send(cactus::obtain_token{.site_login = order,
                                                       .request_id = order,
                                                       .amount = tiyin,
                                                       .currency = "KZT",
                                                       .method = cactus::cis_transfer{.bank_app = "tbank"}});
    if (!form) return form.error();
    return form->page();
}

} // namespace shop

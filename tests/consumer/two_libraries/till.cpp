// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "till.hpp"

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/scripted_transport.hpp>

#include <utility>

namespace TILL {

std::string sign(tollgate::one_payment::account const &account, tollgate::one_payment::init_form const &order)
{
    return std::string{tollgate::make_request(account, order).value().signature().text()};
}

tollgate::result<std::string> pay(tollgate::one_payment::account const &account,
                                  tollgate::one_payment::init_form const &order, tollgate::any_transport over)
{
    tollgate::client gateway{account, std::move(over)};
    auto const form = gateway.send(order);
    if (!form) return form.error();
    return form->page();
}

tollgate::any_transport canned_answers()
{
    return tollgate::scripted_transport{{tollgate::wire_response{200, R"({"url":"https://pay.example/1"})"},
                                         tollgate::wire_response{200, R"({"error_code":7})"}}};
}

void throw_a_refusal()
{
    tollgate::result<void> const refusal =
        tollgate::error{tollgate::errc::refused_by_gateway, tollgate::refused{}, "Refused."};
    refusal.value();
}

} // namespace TILL

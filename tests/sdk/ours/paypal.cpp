// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "ours.hpp"

#include <tollgate/access_tokens.hpp>
#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/providers/paypal.hpp>
#include <tollgate/scripted_transport.hpp>

#include <cstdlib>

namespace ours {

using namespace tollgate::paypal;
using tollgate::idempotency_key;
using tollgate::money;

namespace {

constexpr tollgate::currency eur{"EUR"};

account application(std::string environment)
{
    char const *const key = std::getenv("SDK_PLATFORM_KEY");
    return {.client_id = "judge-client",
            .client_secret = tollgate::secret{"judge-secret"},
            .environment = tollgate::environment{std::move(environment)},
            .webhook_id = "8PT597110X687430LKGECATA",
            .certificates = tollgate::keyring{
                {"https://api.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77",
                 tollgate::public_key{key == nullptr ? "none" : key}}}};
}
purchase_unit ten_euros()
{
    return {.amount = amount_with_breakdown{.value = money{10'00, eur}}};
}

/// What a client sends, with the token that it asked for before.
class describing_client : public describing<account> {
public:
    describing_client(gateway &to, tollgate::paypal::account of) : describing{to, std::move(of)}, to_{to} {}

    template <class Message>
    void sends(std::string call, std::string example, Message const &message)
    {
        tollgate::scripted_transport const wire{
            {tollgate::wire_response{200, R"({"access_token":"A21AA-judge","expires_in":31668})"}}};
        // Of what is answered to the message itself nothing is looked at: the script is at its end.
        static_cast<void>(tollgate::client{account(), wire}.send(message));
        tollgate::sent_request const sent = wire.requests().at(1);
        to_.requests.push_back({std::move(call), std::move(example),
                                sent_object(sent.method, sent.host, sent.target, sent.headers, sent.body)});
    }
    void asks_for_token(std::string example)
    {
        describing::sends("beforehand", std::move(example), get_token{});
    }

private:
    gateway &to_;
};

} // namespace

void describe_paypal(gateway &to)
{
    describing_client paypal{to, application("sandbox")};
    describing_client live{to, application("live")};
    std::string const an_order = "5O190127TN364715T", a_capture = "3C679366HH908993F",
                      an_authorization = "0VF52814937998046", a_refund = "1JU08902781691411";

    paypal.asks_for_token("");
    live.asks_for_token("Production");
    paypal.sends(
        "orders.create", "plain",
        create_order{.once = idempotency_key{"o-1"}, .intent = "CAPTURE", .units = std::vector{ten_euros()}});
    paypal.sends(
        "orders.create", "full",
        create_order{
            .once = idempotency_key{"o-2"},
            .prefer = "return=representation",
            .intent = "AUTHORIZE",
            .units = std::vector{
                purchase_unit{
                    .amount =
                        amount_with_breakdown{.value = money{10'00, eur},
                                              .breakdown = amount_breakdown{.item_total = money{9'00, eur},
                                                                            .shipping = money{1'00, eur}}},
                    .reference_id = "u-1",
                    .custom_id = "заказ 17",
                    .invoice_id = "I-1",
                    .description = "Tasse «groß» 🙂",
                    .soft_descriptor = "SHOP",
                    .items = std::vector{item{.name = "Tasse",
                                              .quantity = 2,
                                              .unit_amount = money{4'50, eur},
                                              .sku = "T-1",
                                              .category = "PHYSICAL_GOODS"}}},
                purchase_unit{.amount =
                                  amount_with_breakdown{.value = money{1'000'000, tollgate::currency{"JPY"}}},
                              .reference_id = "u-2"}}});
    paypal.sends("orders.create", "wallet",
                 create_order{.once = idempotency_key{"o-3"},
                              .intent = "CAPTURE",
                              .units = std::vector{ten_euros()},
                              .payment_source = payment_source{
                                  .paypal = paypal_wallet{.experience_context = experience_context{
                                                              .return_url = "https://shop.example/ok?a=b&c=d",
                                                              .cancel_url = "https://shop.example/no",
                                                              .user_action = "PAY_NOW",
                                                              .shipping_preference = "NO_SHIPPING",
                                                              .brand_name = "Shop"}}}});
    live.sends(
        "orders.create.live", "plain",
        create_order{.once = idempotency_key{"o-4"}, .intent = "CAPTURE", .units = std::vector{ten_euros()}});
    paypal.sends("orders.show", "plain", show_order{.id = an_order});
    paypal.sends("orders.show", "fields", show_order{.id = an_order, .fields = "payment_source"});
    paypal.sends(
        "orders.patch", "plain",
        patch_order{
            .id = an_order,
            .changes = std::vector{
                patch{.op = "replace",
                      .path = "/purchase_units/@reference_id=='default'/amount",
                      .value = patched_amount{.value = amount_with_breakdown{.value = money{12'00, eur}}}},
                patch{.op = "add",
                      .path = "/purchase_units/@reference_id=='default'/invoice_id",
                      .value = patched_text{.value = "I-2"}}}});
    paypal.sends("orders.confirm", "plain",
                 confirm_order{.id = an_order,
                               .prefer = "return=minimal",
                               .payment_source = payment_source{
                                   .paypal = paypal_wallet{.experience_context = experience_context{
                                                               .return_url = "https://shop.example/ok",
                                                               .cancel_url = "https://shop.example/no"}}}});
    paypal.sends("orders.capture", "plain", capture_order{.id = an_order, .once = idempotency_key{"c-1"}});
    paypal.sends(
        "orders.capture", "represented",
        capture_order{.id = an_order, .once = idempotency_key{"c-2"}, .prefer = "return=representation"});
    paypal.sends("orders.authorize", "plain",
                 authorize_order{.id = an_order, .once = idempotency_key{"a-1"}});
    paypal.sends("payments.captures.show", "plain", show_capture{.id = a_capture});
    paypal.sends("payments.captures.refund", "whole",
                 refund_capture{.capture = a_capture, .once = idempotency_key{"r-1"}});
    paypal.sends("payments.captures.refund", "part",
                 refund_capture{.capture = a_capture,
                                .once = idempotency_key{"r-2"},
                                .prefer = "return=representation",
                                .amount = money{1'50, eur},
                                .invoice_id = "I-3",
                                .custom_id = "c",
                                .note_to_payer = "Defekt: «Henkel»"});
    paypal.sends("payments.refunds.show", "plain", show_refund{.id = a_refund});
    paypal.sends("payments.authorizations.show", "plain", show_authorization{.id = an_authorization});
    paypal.sends("payments.authorizations.capture", "whole",
                 capture_authorization{.authorization = an_authorization, .once = idempotency_key{"k-1"}});
    paypal.sends("payments.authorizations.capture", "part",
                 capture_authorization{.authorization = an_authorization,
                                       .once = idempotency_key{"k-2"},
                                       .amount = money{5'00, eur},
                                       .final_capture = false,
                                       .invoice_id = "I-4"});
    paypal.sends("payments.authorizations.void", "plain",
                 void_authorization{.authorization = an_authorization, .once = idempotency_key{"v-1"}});

    auto const of_order = [](order const &a) {
        return read_values{
            {"id", shown(a.id)}, {"status", shown(a.status)}, {"links.0.href", json::string{a.page()}}};
    };
    auto const of_capture = [](capture const &a) {
        return read_values{
            {"id", shown(a.id)}, {"status", shown(a.status)}, {"final_capture", shown(a.final_capture)}};
    };
    auto const of_refund = [](refund const &a) {
        return read_values{{"id", shown(a.id)}, {"status", shown(a.status)}};
    };
    paypal.reads<create_order>("orders.create", of_order);
    live.reads<create_order>("orders.create.live", of_order);
    paypal.reads<show_order>("orders.show", of_order);
    paypal.reads<confirm_order>("orders.confirm", of_order);
    paypal.reads<capture_order>("orders.capture", of_order);
    paypal.reads<authorize_order>("orders.authorize", of_order);
    paypal.reads<show_capture>("payments.captures.show", of_capture);
    paypal.reads<refund_capture>("payments.captures.refund", of_refund);
    paypal.reads<show_refund>("payments.refunds.show", of_refund);
    paypal.reads<show_authorization>("payments.authorizations.show", [](authorization const &a) {
        return read_values{{"id", shown(a.id)}, {"status", shown(a.status)}};
    });
    paypal.reads<capture_authorization>("payments.authorizations.capture", of_capture);
    auto const nothing = [](tollgate::nothing const &) { return read_values{}; };
    paypal.reads<void_authorization>("payments.authorizations.void", nothing);
    paypal.reads<patch_order>("orders.patch", nothing);

    paypal.receives<event>();
}

} // namespace ours

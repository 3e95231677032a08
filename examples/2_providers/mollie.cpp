// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A payment through Mollie, told by its webhook, refunded and listed: the answers are those that Mollie publishes, and
// there is no network.

#include "mollie.hpp"

#include "published_example.hpp"

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/client.hpp>
#include <tollgate/scripted_transport.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

/// specs.yaml, `components/examples/get-payment`, without links that nobody reads; status and mode are put in.
std::string published_payment(std::string_view status, std::string_view mode = "live")
{
    return R"({"resource":"payment","id":"tr_5B8cwPMGnU6qLbRvo7qEZo","mode":")" + std::string{mode} +
           R"(",)"
           R"("amount":{"value":"10.00","currency":"EUR"},"description":"Order #12345","sequenceType":"oneoff",)"
           R"("redirectUrl":"https://webshop.example.org/order/12345/",)"
           R"("webhookUrl":"https://webshop.example.org/payments/webhook/","metadata":"{\"order_id\":12345}",)"
           R"("profileId":"pfl_QkEhN94Ba","status":")" +
           std::string{status} +
           R"(","isCancelable":false,"createdAt":"2024-03-20T09:13:37+00:00",)"
           R"("expiresAt":"2024-03-20T09:28:37+00:00","_links":{"self":{"href":"...","type":"application/hal+json"},)"
           R"("checkout":{"href":"https://www.mollie.com/checkout/select-method/7UhSN1zuXS","type":"text/html"},)"
           R"("documentation":{"href":"...","type":"text/html"}}})";
}

/// specs.yaml, `components/examples/get-refund`.
constexpr std::string_view published_refund =
    R"({"resource":"refund","id":"re_4qqhO89gsT","mode":"live","description":"Order",)"
    R"("amount":{"currency":"EUR","value":"5.95"},"status":"pending","metadata":"{\"bookkeeping_id\":12345}",)"
    R"("paymentId":"tr_5B8cwPMGnU6qLbRvo7qEZo","createdAt":"2023-03-14T17:09:02+00:00","_links":{}})";

/// specs.yaml, `create-payment`, the example of the answer 422.
constexpr std::string_view published_refusal =
    R"({"status":422,"title":"Unprocessable Entity","detail":"The 'description' field is missing",)"
    R"("field":"description","_links":{"documentation":{"href":"...","type":"text/html"}}})";

/// specs.yaml, `get-payment`, the example of the answer 404.
constexpr std::string_view published_unknown =
    R"({"status":404,"title":"Not Found","detail":"No entity exists with token 'uct_abcDEFghij123456789'",)"
    R"("_links":{"documentation":{"href":"...","type":"text/html"}}})";

/// specs.yaml, `create-refund`, the example of the answer 409.
constexpr std::string_view published_conflict =
    R"({"status":409,"title":"Conflict","detail":"A duplicate refund has been detected",)"
    R"("_links":{"documentation":{"href":"...","type":"text/html"}}})";

mollie::account shop()
{
    return {.api_key = tollgate::secret{"live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM"}};
}

mollie::create_payment order()
{
    return {.once = tollgate::idempotency_key{"order-12345"},
            .amount = tollgate::money{1000, "EUR"},
            .description = "Order #12345",
            .back_to = "https://webshop.example.org/order/12345/",
            .tell = "https://webshop.example.org/payments/webhook/"};
}

void pay(published_example &example)
{
    tollgate::scripted_transport const network{
        {tollgate::wire_response{201, published_payment("open")},
         tollgate::wire_response{422, std::string{published_refusal}},
         tollgate::error{tollgate::errc::deadline_exceeded, tollgate::unknown{}, "No answer came in time."},
         tollgate::wire_response{201, published_payment("open")}}};
    tollgate::client gateway{shop(), network};

    auto const made = gateway.send(order());
    if (!made) {
        example.same("made", made.error().message(), "");
        return;
    }
    example.same("the payer goes to", made->links->checkout->to->text(),
                 "https://www.mollie.com/checkout/select-method/7UhSN1zuXS");
    tollgate::sent_request const sent = network.requests().front();
    example.same("sent to", sent.method + ' ' + sent.host + sent.target, "POST api.mollie.com/v2/payments");
    for (auto const &[name, value] : sent.headers)
        if (name == "Idempotency-Key") example.same(name, value, "order-12345");
    example.same("body", sent.body,
                 R"({"amount":{"value":"10.00","currency":"EUR"},"description":"Order #12345",)"
                 R"("redirectUrl":"https://webshop.example.org/order/12345/",)"
                 R"("webhookUrl":"https://webshop.example.org/payments/webhook/"})");

    auto const refused = gateway.send(order());
    example.holds("422 is a refusal", refused.has_error() && refused.error().is_refused());

    // An answer that was lost: within the hour the same key gives the same payment.
    auto lost = gateway.send(order());
    example.holds("lost", lost.has_error() && lost.error().is_unknown());
    lost = gateway.retry(order(), lost.error());
    example.holds("found by its key", lost.has_value() && lost->id == "tr_5B8cwPMGnU6qLbRvo7qEZo");
}

/// How the webhook is answered, and what the handler was told was paid, if it was called.
struct told {
    unsigned status = 0;
    std::optional<tollgate::money> paid{};
};

told be_told(tollgate::wire_response of_the_payment, std::string_view webhook)
{
    tollgate::scripted_transport const network{{std::move(of_the_payment)}};
    tollgate::client gateway{shop(), network};
    told all;
    auto const answer = tollgate::answer_callback<mollie::notification>(
        gateway, webhook, {},
        [&](tollgate::verified<mollie::payment> const &payment) { all.paid = payment->paid(); });
    all.status = answer.status;
    return all;
}

void be_told(published_example &example)
{
    using tollgate::wire_response;
    constexpr std::string_view webhook = "id=tr_5B8cwPMGnU6qLbRvo7qEZo";
    auto const paid = be_told(wire_response{200, published_payment("paid")}, webhook);
    example.holds("paid", paid.status == 200 && paid.paid == tollgate::money{1000, "EUR"});
    auto const failed = be_told(wire_response{200, published_payment("failed")}, webhook);
    example.holds("failed", failed.status == 200 && failed.paid == tollgate::money{0, "EUR"});
    auto const test = be_told(wire_response{200, published_payment("paid", "test")}, webhook);
    example.holds("a test is acknowledged, and not handed over", test.status == 200 && !test.paid);
    auto const another = be_told(wire_response{200, published_payment("paid")}, "id=tr_another");
    example.holds("another payment is not taken for this one", another.status != 200 && !another.paid);
    auto const unknown = be_told(wire_response{404, std::string{published_unknown}}, webhook);
    example.holds("what Mollie does not know is not handed over", unknown.status != 200 && !unknown.paid);
}

void refund(published_example &example)
{
    tollgate::scripted_transport const network{{tollgate::wire_response{201, std::string{published_refund}},
                                                tollgate::wire_response{409, std::string{published_conflict}},
                                                tollgate::wire_response{204, ""}}};
    tollgate::client gateway{shop(), network};
    mollie::create_refund const back{.payment = "tr_5B8cwPMGnU6qLbRvo7qEZo",
                                     .once = tollgate::idempotency_key{"refund-1-of-12345"},
                                     .amount = tollgate::money{595, "EUR"}};
    auto const made = gateway.send(back);
    example.holds("refunded", made.has_value() && *made->amount == tollgate::money{595, "EUR"});
    auto const twice = gateway.send(back);
    example.holds("409 decides nothing", twice.has_error() && twice.error().is_unknown());
    auto const cancelled =
        gateway.send(mollie::cancel_refund{.payment = "tr_5B8cwPMGnU6qLbRvo7qEZo", .id = "re_4qqhO89gsT"});
    example.holds("cancelled", cancelled.has_value());
}

void list(published_example &example)
{
    std::string const page =
        R"({"count":1,"_embedded":{"payments":[)" + published_payment("paid") + R"(]},"_links":)";
    tollgate::scripted_transport const network{
        {tollgate::wire_response{
             200, page + R"({"next":{"href":)"
                         R"("https://api.mollie.com/v2/payments?from=tr_SDkzMggpvx&limit=1"}}})"},
         tollgate::wire_response{200, page + R"({"next":null}})"}}};
    tollgate::client gateway{shop(), network};
    int count = 0;
    for (auto const &one : gateway.pages(mollie::list_payments{.limit = 1}))
        if (one) count += static_cast<int>(one->found->payments->size());
    example.same("payments", std::to_string(count), "2");
    example.same("second page", network.requests().back().target, "/v2/payments?from=tr_SDkzMggpvx&limit=1");
}

} // namespace

int main()
{
    published_example example;
    pay(example);
    be_told(example);
    refund(example);
    list(example);
    return example.exit_code();
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A listener hands on what the gateway signed, answers as the gateway wants it, and turns strangers away.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/sandbox/http_post.hpp>

#include <iostream>
#include <set>
#include <string>
#include <string_view>

namespace one_payment = tollgate::one_payment;

namespace {

/// The shop's own records. Gateways repeat callbacks, so each order is delivered once.
class deliveries {
public:
    void operator()(tollgate::verified<one_payment::payment_callback> const &callback)
    {
        one_payment::payment_callback const &payment = *callback;
        if (payment.status != one_payment::status::success) return;
        bool const is_new = delivered_.insert(payment.user_data.value()).second;
        std::cout << "order " << *payment.user_data << (is_new ? ": delivered\n" : ": delivered before\n");
    }

private:
    std::set<std::string> delivered_;
};

/// As the gateway does.
void post(std::string_view url, std::string const &body)
{
    auto const answer = tollgate::sandbox::post_callback(url, body).value();
    std::cout << "answered HTTP " << answer.status << ", " << answer.body << "\n\n";
}

} // namespace

int main()
{
    one_payment::account const project{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};

    tollgate::listener callbacks;
    callbacks.on<one_payment::payment_callback>("/1payment", project, deliveries{})
        .on_refused([](tollgate::error const &why) { std::cout << why << '\n'; });
    callbacks.start().value();

    std::string const paid =
        R"({"payment_type":"sbp","order_id":"8p3brmb19gfg0sg8gcwhws8kgc748s87","project_id":5678,)"
        R"("status":3,"status_description":"SUCCESS","merchant_price":50,"user_price":48.5,)"
        R"("currency":"RUB","user_data":"order_777","sign":"70d5da3c7b11804e65b2fa564881a0cb"})";
    post(callbacks.url("/1payment"), paid);
    post(callbacks.url("/1payment"), paid);

    std::string forged = paid;
    forged.replace(forged.find("order_777"), 9, "order_778");
    post(callbacks.url("/1payment"), forged);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A transport around another one: it counts what goes out and what comes back. A scripted one stands in for the network.

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/scripted_transport.hpp>

#include <iostream>
#include <memory>
#include <utility>

namespace one_payment = tollgate::one_payment;

namespace {

struct counters {
    int sent = 0;
    int not_sent = 0;
    int unknown = 0;
};

/// Copies share the counters: a client copies its transport.
template <tollgate::transport Inner>
class counting_transport {
public:
    counting_transport(Inner inner, std::shared_ptr<counters> counted)
        : inner_{std::move(inner)},
          counted_{std::move(counted)}
    {
    }

    tollgate::result<tollgate::wire_response> send(tollgate::wire_request const &request,
                                                   tollgate::deadline by)
    {
        auto answer = inner_.send(request, by);
        ++(answer ? counted_->sent : answer.error().is_not_sent() ? counted_->not_sent : counted_->unknown);
        return answer;
    }

    template <class Token>
    auto async_send(tollgate::wire_request const &request, tollgate::deadline by, Token &&token)
    {
        return inner_.async_send(request, by, std::forward<Token>(token)); // not counted here
    }

    auto get_executor() const { return inner_.get_executor(); }

private:
    Inner inner_;
    std::shared_ptr<counters> counted_;
};

} // namespace

int main()
{
    one_payment::account const account{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    one_payment::init_form const form{.amount = tollgate::decimal{"50.00"}, .user_data = "order-777"};

    tollgate::scripted_transport const network{
        {tollgate::error{tollgate::errc::connect_failed, tollgate::not_sent{}, "No connection."},
         tollgate::wire_response{200, R"({"url":"https://pay.example/form/1"})"}}};
    auto const counted = std::make_shared<counters>();
    tollgate::client gateway{account, counting_transport{network, counted}};

    bool const first = gateway.send(form).has_value();
    bool const second = gateway.send(form).has_value();
    std::cout << counted->sent << " sent, " << counted->not_sent << " not sent, " << counted->unknown
              << " unknown\n";
    return !first && second ? 0 : 1;
}

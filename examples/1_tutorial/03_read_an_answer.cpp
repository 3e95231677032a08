// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What a gateway answered becomes a value or an error, and the error says what it means for the money.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/response.hpp>

#include <iostream>
#include <string_view>
#include <variant>

namespace one_payment = tollgate::one_payment;

namespace {

/// What to do next depends on the outcome. Leave one of the three out, and it does not compile.
struct next_step {
    std::string_view operator()(tollgate::not_sent) const { return "nothing happened: send it again"; }
    std::string_view operator()(tollgate::refused) const { return "tell the payer that it did not work"; }
    std::string_view operator()(tollgate::unknown) const
    {
        return "money may have moved: ask, do not repeat";
    }
};

void read(one_payment::account const &account, unsigned status, std::string_view body)
{
    auto const form = tollgate::read_response<one_payment::init_form>(account, status, body);
    if (form) {
        std::cout << "send the payer to " << form->url.value() << "\n\n";
        return;
    }
    tollgate::error const &why = form.error();
    std::cout << why << '\n';
    if (why.gateway()) std::cout << "the gateway's own code: " << why.gateway()->code << '\n';
    std::cout << "so: " << std::visit(next_step{}, why.outcome()) << "\n\n";
}

} // namespace

int main()
{
    one_payment::account const account{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};

    read(account, 200, R"({"url":"https://pay.example/form/8p3brmb1"})");
    read(account, 200, R"({"error_code":7})");
    read(account, 502, "<html>Bad Gateway</html>");
    read(account, 200, R"({"link":"https://pay.example/form/8p3brmb1"})");
}

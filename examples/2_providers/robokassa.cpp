// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Robokassa's published callback is received; a link is signed with the other password.

#include "robokassa.hpp"

#include "published_example.hpp"

int main()
{
    published_example example;
    robokassa::account const shop{.login = "test_account",
                                  .password1 = tollgate::secret{"another"},
                                  .password2 = tollgate::secret{"secret"}};

    constexpr std::string_view form =
        "InvId=123&OutSum=500&SignatureValue=4a827a06c6e54595c2bd8f67fb7a0091&shpMySuperParam=456&shpa=123";
    example.same("signed text", signed_text_of_form(robokassa::schemes::result, form),
                 "500:123:[secret]:shpMySuperParam=456:shpa=123");
    auto const paid = tollgate::receive<robokassa::result>(shop, form);
    example.holds("received as signed", paid.has_value() && (*paid)->invoice == "123");

    if (paid) example.same("answer", tollgate::acknowledgement_for(*paid).body, "OK123");

    // Of the link a signed text is published, and no digest.
    robokassa::payment_link const order{.sum = tollgate::decimal{"500"}, .invoice = "123"};
    auto const link = tollgate::make_request(shop, order);
    example.same("link's signed text", link ? link->canonical() : "", "test_account:500:123:[secret]");
    return example.exit_code();
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Razorpay's published example is received, and refused once it is changed.

#include "razorpay.hpp"

#include "published_example.hpp"

int main()
{
    published_example example;
    razorpay::account const merchant{.key_id = "key_id", .key_secret = tollgate::secret{"key_secret"}};

    constexpr std::string_view form =
        "razorpay_order_id=fake_order_id&razorpay_payment_id=fake_payment_id&razorpay_signature="
        "b2335e3b0801106b84a7faff035df56ecffde06918c9ddd1f0fafbb37a51cc89";
    example.same("signed text", signed_text_of_form(razorpay::schemes::checkout, form),
                 "fake_order_id|fake_payment_id");
    auto const paid = tollgate::receive<razorpay::payment_made>(merchant, form);
    example.holds("received as signed", paid.has_value() && (*paid)->order == "fake_order_id");

    std::string changed{form};
    changed.replace(changed.find("fake_order_id"), 13, "real_order_id");
    auto const refused = tollgate::receive<razorpay::payment_made>(merchant, changed);
    example.holds("refused when changed",
                  refused.has_error() && refused.error().code() == tollgate::errc::signature_mismatch);
    return example.exit_code();
}

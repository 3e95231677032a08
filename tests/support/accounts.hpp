// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_ACCOUNTS_HPP
#define TOLLGATE_TESTS_SUPPORT_ACCOUNTS_HPP

#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <utility>

namespace tollgate::test {

/// The keys that the gateways' test vectors are signed with.
inline constexpr char cactus_salt[] = "test_salt";
inline constexpr char one_payment_key[] = "test_api_key";

[[nodiscard]] inline cactus::account cactus_account(secret salt = secret{cactus_salt})
{
    return {.merchant_id = "merch_id", .site_id = 1, .salt = std::move(salt)};
}

[[nodiscard]] inline one_payment::account one_payment_account(secret key = secret{one_payment_key})
{
    return {.partner_id = 1234, .project_id = 5678, .api_key = std::move(key)};
}

/// The request of Cactus's document, "Payment form integration".
[[nodiscard]] inline cactus::obtain_token cactus_order()
{
    return {.site_login = "551d0ad9072b30f3b71b989e",
            .request_id = "jnvdjd094vnd",
            .amount = 900'000,
            .currency = "KZT",
            .method = cactus::method::card,
            .customer_type = cactus::customer_type::trust};
}

/// The request of 1Payment's document, "Creating a payment form", with the `user_data` that it leaves out.
[[nodiscard]] inline one_payment::init_form one_payment_order()
{
    return {.amount = 50, .description = "test_payment", .user_data = "order_777"};
}

} // namespace tollgate::test

#endif

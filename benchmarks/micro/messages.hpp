// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BENCHMARKS_MESSAGES_HPP
#define TOLLGATE_BENCHMARKS_MESSAGES_HPP

#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <cstdio>
#include <span>
#include <string>
#include <string_view>

/// The messages that are measured, and the texts that are signed for them, written out by hand.
namespace benchmarks {

inline constexpr char api_key[] = "4b1d62e07c9f";
inline constexpr char salt[] = "9f8a7c6d5e4b3a29";

[[nodiscard]] inline tollgate::one_payment::account project()
{
    return {.partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{api_key}};
}
[[nodiscard]] inline tollgate::cactus::account shop()
{
    return {.merchant_id = "merch_id", .site_id = 1, .salt = tollgate::secret{salt}};
}

/// Seven parameters: five of its own, two of the account.
[[nodiscard]] inline tollgate::one_payment::init_form form()
{
    return {.amount = tollgate::decimal{"50.00"},
            .description = "tea and biscuits",
            .success_url = "https://shop.example/thanks/A-1002",
            .failure_url = "https://shop.example/basket/A-1002",
            .user_data = "order-A-1002"};
}
inline constexpr std::string_view signed_form =
    "init_formamount=50.00&description=tea and biscuits&failure_url=https://shop.example/basket/A-1002"
    "&partner_id=1234&project_id=5678&success_url=https://shop.example/thanks/A-1002"
    "&user_data=order-A-10024b1d62e07c9f";

[[nodiscard]] inline tollgate::cactus::obtain_token order()
{
    return {.site_login = "551d0ad9072b30f3b71b989e",
            .request_id = "jnvdjd094vnd",
            .amount = 900'000,
            .currency = "KZT",
            .method = tollgate::cactus::cis_transfer{.bank_app = "tbank"},
            .customer_type = tollgate::cactus::customer_type::trust,
            .success_url = "https://shop.example/thanks/A-1001",
            .fail_url = "https://shop.example/basket/A-1001"};
}
inline constexpr std::string_view signed_order =
    "additional_fields:bank_app:tbank;amount:900000;currency:KZT;customer_type:trust;"
    "fail_url:https://shop.example/basket/A-1001;merchant_id:merch_id;method:cis_transfer;"
    "request_id:jnvdjd094vnd;site_id:1;site_login:551d0ad9072b30f3b71b989e;"
    "success_url:https://shop.example/thanks/A-1001;9f8a7c6d5e4b3a29";

inline constexpr std::string_view signed_invoice =
    "amount:900000;currency:KZT;invoice_id:905910;is_payout:False;method:cis_transfer;"
    "received_amount:900000;received_currency:KZT;request_id:jnvdjd094vnd;site_id:1;"
    "site_login:551d0ad9072b30f3b71b989e;status:3;9f8a7c6d5e4b3a29";
inline constexpr std::string_view invoice_members =
    R"({"site_id":1,"site_login":"551d0ad9072b30f3b71b989e","status":3,"invoice_id":905910,)"
    R"("request_id":"jnvdjd094vnd","amount":900000,"received_amount":900000,"is_payout":false,)"
    R"("currency":"KZT","received_currency":"KZT","method":"cis_transfer","description":"",)";

/// Lower-case hexadecimal digits.
[[nodiscard]] inline std::string hex_of(std::span<unsigned char const> bytes)
{
    std::string digits;
    for (unsigned const byte : bytes) {
        char two[3];
        std::snprintf(two, sizeof two, "%02x", byte);
        digits += two;
    }
    return digits;
}

} // namespace benchmarks

#endif

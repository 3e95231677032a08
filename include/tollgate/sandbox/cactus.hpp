// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_CACTUS_HPP
#define TOLLGATE_SANDBOX_CACTUS_HPP

#include <tollgate/providers/cactus.hpp>
#include <tollgate/sandbox/behaviour.hpp>

#include <string>

namespace tollgate::inline v0::sandbox {

/// Cactus as documented; the status numbers are those of its examples, and the refusal for a bad signature is made up.
template <>
struct behaviour<cactus::account> {
    using opens = cactus::obtain_token;
    using reports = cactus::invoice_callback;

    static constexpr refusal bad_signature{.message = "Invalid signature"};
    static constexpr refusal bad_request{.message = "Invalid ContentType or json format"};

    [[nodiscard]] static std::string page(cactus::account const &, std::string const &id)
    {
        return "https://" + std::string{provider_traits<cactus::account>::host} + "/api/jsapi/open/" + id +
               "/";
    }
    [[nodiscard]] static cactus::payment_form form(std::string const &id, std::string const &page)
    {
        return {.key = id, .redirect_url = page};
    }
    [[nodiscard]] static cactus::invoice_callback report(cactus::account const &account, opens const &order,
                                                         std::string const &id, fate what)
    {
        bool const paid = what == fate::paid;
        return {.site_id = account.site_id.value(),
                .site_login = order.site_login.value(),
                .status = paid ? 3 : 4,
                .invoice_id = id,
                .request_id = order.request_id.value(),
                .amount = order.amount.value(),
                .received_amount = paid ? order.amount.value() : minor_units{0},
                .currency = order.currency.value(),
                .received_currency = order.currency.value(),
                .method = order.method.has_value() ? std::string{order.method.text()} : "card",
                .description = paid ? "" : "Session expired. No success payment"};
    }
};

} // namespace tollgate::inline v0::sandbox

#endif

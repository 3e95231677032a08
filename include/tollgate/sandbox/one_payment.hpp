// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_ONE_PAYMENT_HPP
#define TOLLGATE_SANDBOX_ONE_PAYMENT_HPP

#include <tollgate/sandbox/one_payment/payments.hpp>
#include <tollgate/sandbox/one_payment/payouts.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox {

/// 1Payment as documented; error codes as public integrations list them, card masks, tokens and time's format made up.
template <>
struct behaviour<one_payment::account> : detail::one_payment_payments, detail::one_payment_payouts {
    using code = one_payment::error_code;
    using operations =
        operation_list<one_payment::init_form, one_payment::init_payment, one_payment::status_payment,
                       one_payment::init_payout, one_payment::status_payout, one_payment::get_balance>;
    using reports = one_payment::payment_callback;
    using detail::one_payment_payments::answer;
    using detail::one_payment_payouts::answer;

    static constexpr bool refundable = true; // its statuses say so; how a refund is asked for is unknown
    static constexpr refusal bad_signature = detail::refused_with(code::bad_signature);
    static constexpr refusal bad_request = detail::refused_with(code::general);

    [[nodiscard]] static refusal unknown_account(std::string_view name)
    {
        return detail::refused_with(name == "partner_id" ? code::unknown_partner : code::unknown_project);
    }
    [[nodiscard]] static refusal bad_field(std::string_view name)
    {
        return name == "user_data" ? detail::refused_with(code::bad_user_data) : bad_request;
    }

    /// None about payouts: whether the gateway sends such is unknown.
    [[nodiscard]] static std::optional<reports> report(one_payment::account const &who, entry const &what)
    {
        if (what.kind == entry_kind::payout) return std::nullopt;
        return reports{.payment_type = what.method,
                       .order_id = what.id,
                       .project_id = who.project_id.value(),
                       .status = detail::status_of(what),
                       .status_description = std::string{detail::status_text(what)},
                       .init_time = what.created,
                       .status_time = what.changed,
                       .merchant_price = detail::price_of(what),
                       .user_price = detail::price_of(what),
                       .currency = what.currency,
                       .card_mask = "411111******1111",
                       .token = detail::token_of(what),
                       .user_data = what.merchants_id};
    }
    [[nodiscard]] static reports test_report(one_payment::account const &who, entry what)
    {
        what.state = entry_state::paid;
        what.kind = entry_kind::invoice;
        reports told = *report(who, what);
        told.test = 1;
        return told;
    }
    [[nodiscard]] static std::string shown_amount(entry const &what)
    {
        return what.amount.text() + " " + what.currency;
    }
};

} // namespace tollgate::inline v0::sandbox

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_CACTUS_HPP
#define TOLLGATE_SANDBOX_CACTUS_HPP

#include <tollgate/core/currency.hpp>
#include <tollgate/sandbox/cactus/balances.hpp>
#include <tollgate/sandbox/cactus/invoices.hpp>
#include <tollgate/sandbox/cactus/payments.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox {

/// Cactus as documented; the status numbers are those of its examples, and the refusals' texts are made up.
template <>
struct behaviour<cactus::account>
    : detail::cactus_payments, detail::cactus_invoices, detail::cactus_balances {
    using operations =
        operation_list<cactus::obtain_token, cactus::create_invoice, cactus::payout, cactus::balance,
                       cactus::project_balance, cactus::close_invoice, cactus::cancel_cash_invoice,
                       cactus::edit_cash_invoice, cactus::book_amount, cactus::failed_invoices>;
    using reports = cactus::invoice_callback;
    using detail::cactus_balances::answer;
    using detail::cactus_invoices::answer;
    using detail::cactus_payments::answer;

    static constexpr bool refundable = false;
    static constexpr refusal bad_signature{.message = "Invalid signature"};
    static constexpr refusal bad_request{.message = "Invalid ContentType or json format"}; // documented

    [[nodiscard]] static refusal unknown_account(std::string_view) { return {.message = "No such site"}; }
    [[nodiscard]] static refusal bad_field(std::string_view) { return {.message = "Invalid parameters"}; }

    [[nodiscard]] static std::optional<reports> report(cactus::account const &who, entry const &what)
    {
        return reports{.site_id = who.site_id.value(),
                       .site_login = what.payer,
                       .status = detail::cactus_status::of(what),
                       .invoice_id = what.id,
                       .request_id = what.is_extra ? std::optional<std::string>{} : what.merchants_id,
                       .amount = detail::in_minor(what.amount),
                       .received_amount = detail::in_minor(what.received),
                       .is_payout = what.kind == entry_kind::payout ? std::optional{true} : std::nullopt,
                       .currency = what.currency,
                       .received_currency = what.currency,
                       .method = what.method,
                       .description = what.is_extra ? "" : reason(what),
                       .message = what.is_extra ? "Manual created payment" : ""};
    }
    /// The page of additional deposits lists neither `request_id` nor `description`, so its callback has neither.
    [[nodiscard]] static entry extra(entry const &beside, decimal const &amount)
    {
        return {.merchants_id = beside.merchants_id,
                .kind = entry_kind::invoice,
                .state = entry_state::paid,
                .amount = amount,
                .received = amount,
                .currency = beside.currency,
                .method = beside.method,
                .payer = beside.payer,
                .is_extra = true};
    }
    [[nodiscard]] static std::string shown_amount(entry const &what)
    {
        auto const known = currency::of(what.currency);
        auto const major = known ? to_decimal(detail::in_minor(what.amount), *known) : what.amount;
        return known && major ? major->text() + " " + what.currency
                              : what.amount.text() + " minor units of " + what.currency;
    }

private:
    [[nodiscard]] static std::string reason(entry const &what)
    {
        bool const is_payout = what.kind == entry_kind::payout;
        if (what.state == entry_state::declined)
            return is_payout ? "Payout Invoice status set to Decline by user sandbox"
                             : "Session expired. No success payment";
        return is_payout ? "Payout Invoice status set to Success by user sandbox" : "";
    }
};

} // namespace tollgate::inline v0::sandbox

#endif

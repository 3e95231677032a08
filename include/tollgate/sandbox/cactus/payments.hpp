// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_CACTUS_PAYMENTS_HPP
#define TOLLGATE_SANDBOX_CACTUS_PAYMENTS_HPP

#include <tollgate/providers/cactus.hpp>
#include <tollgate/sandbox/behaviour.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox::detail {

/// The numbers of the document's examples; what they mean is undocumented.
struct cactus_status {
    static constexpr std::int64_t good = 3; ///< Created, and paid.
    static constexpr std::int64_t bad = 4;  ///< Closed, and failed.

    [[nodiscard]] static std::int64_t of(entry const &what)
    {
        return what.state == entry_state::declined ? bad : good;
    }
};

[[nodiscard]] inline minor_units in_minor(decimal const &amount)
{
    return amount.digits();
}

/// Forms, invoices and payouts of Cactus. That a `request_id` may come again is made up; each makes a new invoice.
struct cactus_payments {
    static constexpr std::string_view page_host = provider_traits<cactus::account>::host;
    static constexpr refusal too_large{.message = "Amount is too large"};   // made up
    static constexpr refusal no_balance{.message = "Insufficient balance"}; // made up

    template <class Order>
    [[nodiscard]] static entry entry_for(Order const &order, entry_kind kind)
    {
        return {.merchants_id = order.request_id.value(),
                .kind = kind,
                .amount = decimal{order.amount->count()},
                .currency = order.currency.value(),
                .method = std::string{order.method.text()},
                .payer = order.site_login.value()};
    }
    template <class Order>
    [[nodiscard]] static bool fits(Order const &order)
    {
        return order.amount->count() <= decimal::max_digits;
    }

    [[nodiscard]] static reply<cactus::obtain_token> answer(ledger &book, cactus::account const &,
                                                            cactus::obtain_token const &order)
    {
        if (!fits(order)) return too_large;
        entry fresh = entry_for(order, entry_kind::form);
        if (fresh.method.empty()) fresh.method = "card";
        fresh.state = entry_state::unopened;
        fresh.success_url = order.success_url.value_or("");
        fresh.failure_url = order.fail_url.value_or("");
        entry &made = book.open(std::move(fresh));
        book.show_at(made, "https://" + std::string{page_host} + "/api/jsapi/open/" + made.id + "/");
        return cactus::payment_form{.key = made.id, .redirect_url = made.page};
    }
    [[nodiscard]] static reply<cactus::create_invoice> answer(ledger &book, cactus::account const &who,
                                                              cactus::create_invoice const &order)
    {
        if (!fits(order)) return too_large;
        cactus::invoice made = as_invoice(who, book.open(entry_for(order, entry_kind::invoice)));
        // The names of the transfer details are undocumented; this one is made up, and looks it.
        made.more = {{.name = "sandbox_pay_to", .text = "4111111111111111"}};
        return made;
    }
    [[nodiscard]] static reply<cactus::payout> answer(ledger &book, cactus::account const &who,
                                                      cactus::payout const &order)
    {
        if (!fits(order)) return too_large;
        entry fresh = entry_for(order, entry_kind::payout);
        if (!book.debit(fresh.currency, fresh.amount)) return no_balance;
        return as_invoice(who, book.open(std::move(fresh)));
    }

private:
    [[nodiscard]] static cactus::invoice as_invoice(cactus::account const &who, entry const &what)
    {
        return {.invoice_id = what.id,
                .status = cactus_status::good,
                .request_id = what.merchants_id,
                .amount = in_minor(what.amount),
                .currency = what.currency,
                .site_id = who.site_id.value(),
                .site_login = what.payer,
                .message = "Payout initialized"};
    }
};

} // namespace tollgate::inline v0::sandbox::detail

#endif

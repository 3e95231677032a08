// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_ONE_PAYMENT_PAYOUTS_HPP
#define TOLLGATE_SANDBOX_ONE_PAYMENT_PAYOUTS_HPP

#include <tollgate/sandbox/one_payment/payments.hpp>

#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox::detail {

/// Payouts and balances of 1Payment.
struct one_payment_payouts {
    using code = one_payment::error_code;

    [[nodiscard]] static reply<one_payment::init_payout> answer(ledger &book, one_payment::account const &who,
                                                                one_payment::init_payout const &order)
    {
        if (book.newest(*order.user_data, is_payout) != nullptr) return refused_with(code::bad_user_data);
        if (order.amount->digits() <= 0) return refused_with(code::general); // which code, is unknown
        if (!book.debit(currency_of(who), *order.amount)) return refused_with(code::insufficient_balance);
        entry const &made = book.open({.merchants_id = order.user_data.value(),
                                       .kind = entry_kind::payout,
                                       .amount = order.amount.value(),
                                       .currency = currency_of(who),
                                       .description = order.description.value_or("")});
        return one_payment::accepted_payout{.payout_id = made.id, .status = status_of(made)};
    }
    [[nodiscard]] static reply<one_payment::status_payout> answer(ledger &book, one_payment::account const &,
                                                                  one_payment::status_payout const &asked)
    {
        entry const *const found = book.find(*asked.order_id);
        if (found == nullptr || !is_payout(*found)) return refused_with(code::transaction_not_found);
        if (asked.user_data && *asked.user_data != found->merchants_id)
            return refused_with(code::transaction_not_found);
        return one_payment::payout_status{.status = status_of(*found),
                                          .status_description = std::string{status_text(*found)}};
    }
    [[nodiscard]] static reply<one_payment::get_balance> answer(ledger &book, one_payment::account const &who,
                                                                one_payment::get_balance const &)
    {
        decimal const all = book.balance(currency_of(who));
        std::vector<one_payment::project_balance> projects;
        projects.push_back({.project_id = who.project_id.value(), .payout_balance = all});
        return one_payment::balances{.balance = all, .project_balance = std::move(projects)};
    }

private:
    [[nodiscard]] static bool is_payout(entry const &what) { return what.kind == entry_kind::payout; }
};

} // namespace tollgate::inline v0::sandbox::detail

#endif

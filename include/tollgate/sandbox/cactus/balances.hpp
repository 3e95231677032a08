// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_CACTUS_BALANCES_HPP
#define TOLLGATE_SANDBOX_CACTUS_BALANCES_HPP

#include <tollgate/sandbox/cactus/payments.hpp>

#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox::detail {

/// Cactus's balances. Their unit is undocumented; here it is the minor one, as in requests.
struct cactus_balances {
    [[nodiscard]] static reply<cactus::balance> answer(ledger &book, cactus::account const &who,
                                                       cactus::balance const &asked)
    {
        std::vector<cactus::wallet> wallets;
        each(book, asked.currency, [&](std::string const &currency, decimal const &amount) {
            wallets.push_back(
                {.name = currency, .currency = currency, .amount = amount, .available = amount});
        });
        return cactus::wallets{.site_id = who.site_id.value(), .balance = std::move(wallets)};
    }
    [[nodiscard]] static reply<cactus::project_balance> answer(ledger &book, cactus::account const &,
                                                               cactus::project_balance const &asked)
    {
        std::vector<cactus::project_wallet> wallets;
        each(book, asked.currency, [&](std::string const &currency, decimal const &amount) {
            wallets.push_back({.currency = currency, .amount = amount, .available = amount});
        });
        return cactus::project_wallets{.project_id = asked.project_id.value(),
                                       .project_balance = std::move(wallets)};
    }

private:
    static void each(ledger const &book, auto const &only, auto visit)
    {
        for (auto const &[currency, amount] : book.balances())
            if (!only || *only == currency) visit(currency, amount);
    }
};

} // namespace tollgate::inline v0::sandbox::detail

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ONE_PAYMENT_BALANCE_HPP
#define TOLLGATE_PROVIDERS_ONE_PAYMENT_BALANCE_HPP

#include <tollgate/providers/one_payment/account.hpp>

#include <cstdint>
#include <vector>

namespace tollgate::inline v0::one_payment {

/// What one project can pay out.
struct project_balance {
    required<"project_id", std::int64_t, inferred> project_id;
    required<"payout_balance", decimal, inferred> payout_balance; ///< Major units.
};

/// The answer to \ref get_balance.
struct balances {
    optional<"balance", decimal, inferred> balance{}; ///< The partner's, major units.
    optional<"project_balance", std::vector<one_payment::project_balance>, inferred> project_balance{};
    unlisted more{};
};

/// Asks for a partner's balances. All of it is inferred.
struct get_balance {
    using account = one_payment::account;
    using from_account = picks<"partner_id">;
    using endpoint = get<"/get_balance", effect::reads>;
    using response = balances;
};

} // namespace tollgate::inline v0::one_payment

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_CACTUS_BALANCE_HPP
#define TOLLGATE_PROVIDERS_CACTUS_BALANCE_HPP

#include <tollgate/providers/cactus/account.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0::cactus {

/// One of a merchant's wallets.
struct wallet {
    optional<"id", std::string> id{};
    optional<"name", std::string> name{};
    required<"currency", std::string> currency;
    required<"amount", decimal> amount; ///< Whether in major or minor units is undocumented.
    optional<"available", decimal> available{};
};

/// The answer to \ref balance. It comes unsigned.
struct wallets {
    optional<"site_id", std::int64_t> site_id{};
    /// `balance` in the page's table, `balances` in its example.
    required<"balance", std::vector<wallet>, also_named<"balances">> balance;
    unlisted more{};
};

/**
 * \brief Asks for the balances of a merchant's site. That it is a POST is inferred.
 * \par Specification
 * Additional endpoints, "balance"
 */
struct balance {
    optional<"currency", std::string> currency{};

    using account = cactus::account;
    using endpoint = post_json<"/api/balance/", effect::reads>;
    using response = wallets;
    /// The page's example has neither a signature nor `success`.
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr refusal_rule refusal{.flag = "success", .message = "message", .flag_may_lack = true};
};

/// A project's balance in one currency.
struct project_wallet {
    required<"currency", std::string> currency;
    required<"amount", decimal> amount; ///< Whether in major or minor units is undocumented.
    optional<"available", decimal> available{};
};

/// The answer to \ref project_balance. That it comes unsigned, as that to \ref balance, is inferred.
struct project_wallets {
    optional<"project_id", std::string> project_id{};
    required<"project_balance", std::vector<project_wallet>> project_balance;
    unlisted more{};
};

/**
 * \brief Asks for the balances of a project. That it is a POST is inferred.
 * \par Specification
 * Additional endpoints, "balance_project"
 */
struct project_balance {
    required<"project_id", std::string> project_id;
    optional<"currency", std::string> currency{};

    using account = cactus::account;
    using endpoint = post_json<"/api/balance_project/", effect::reads>;
    using response = project_wallets;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr refusal_rule refusal = balance::refusal;
};

} // namespace tollgate::inline v0::cactus

#endif

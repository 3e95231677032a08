// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_CACTUS_HPP
#define TOLLGATE_SANDBOX_CACTUS_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/sandbox/behaviour.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox {

/// Cactus as documented; the status numbers are those of its examples, and the refusals' texts are made up. That a `request_id`
/// may come again, and that closing and cancelling bring no callback, is made up too. Balances are in minor units, as requests.
template <>
struct behaviour<cactus::account> {
    using operations =
        operation_list<cactus::obtain_token, cactus::create_invoice, cactus::payout, cactus::balance,
                       cactus::project_balance, cactus::close_invoice, cactus::cancel_cash_invoice,
                       cactus::edit_cash_invoice, cactus::book_amount, cactus::failed_invoices>;
    using reports = cactus::invoice_callback;

    static constexpr std::string_view page_host = provider_traits<cactus::account>::host;
    static constexpr bool refundable = false;
    static constexpr refusal bad_signature{.message = "Invalid signature"};
    static constexpr refusal bad_request{.message = "Invalid ContentType or json format"}; // documented

    [[nodiscard]] TOLLGATE_DECL static reply<cactus::obtain_token>
    answer(ledger &book, cactus::account const &, cactus::obtain_token const &order);
    [[nodiscard]] TOLLGATE_DECL static reply<cactus::create_invoice>
    answer(ledger &book, cactus::account const &who, cactus::create_invoice const &order);
    [[nodiscard]] TOLLGATE_DECL static reply<cactus::payout> answer(ledger &book, cactus::account const &who,
                                                                    cactus::payout const &order);
    [[nodiscard]] TOLLGATE_DECL static reply<cactus::close_invoice>
    answer(ledger &book, cactus::account const &who, cactus::close_invoice const &asked);
    [[nodiscard]] TOLLGATE_DECL static reply<cactus::cancel_cash_invoice>
    answer(ledger &book, cactus::account const &who, cactus::cancel_cash_invoice const &asked);
    [[nodiscard]] TOLLGATE_DECL static reply<cactus::edit_cash_invoice>
    answer(ledger &book, cactus::account const &who, cactus::edit_cash_invoice const &asked);
    [[nodiscard]] TOLLGATE_DECL static reply<cactus::book_amount>
    answer(ledger &book, cactus::account const &, cactus::book_amount const &asked);
    [[nodiscard]] TOLLGATE_DECL static reply<cactus::failed_invoices>
    answer(ledger &book, cactus::account const &who, cactus::failed_invoices const &asked);
    [[nodiscard]] TOLLGATE_DECL static reply<cactus::balance> answer(ledger &book, cactus::account const &who,
                                                                     cactus::balance const &asked);
    [[nodiscard]] TOLLGATE_DECL static reply<cactus::project_balance>
    answer(ledger &book, cactus::account const &, cactus::project_balance const &asked);

    [[nodiscard]] static refusal unknown_account(std::string_view) { return {.message = "No such site"}; }
    [[nodiscard]] static refusal bad_field(std::string_view) { return {.message = "Invalid parameters"}; }

    [[nodiscard]] TOLLGATE_DECL static std::optional<reports> report(cactus::account const &who,
                                                                     entry const &what);
    /// The page of additional deposits lists neither `request_id` nor `description`, so its callback has neither.
    [[nodiscard]] TOLLGATE_DECL static entry extra(entry const &beside, decimal const &amount);
    [[nodiscard]] TOLLGATE_DECL static std::string shown_amount(entry const &what);
};

#ifndef TOLLGATE_HEADER_ONLY
extern template class simulated_account_of<cactus::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/cactus.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_ONE_PAYMENT_HPP
#define TOLLGATE_SANDBOX_ONE_PAYMENT_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/sandbox/behaviour.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox {

namespace detail {

/// A refusal's number, as public integrations list them.
[[nodiscard]] constexpr refusal refused_with(one_payment::error_code code)
{
    constexpr std::array<std::string_view, 12> texts{"0", "1", "2", "3", "4",  "5",
                                                     "6", "7", "8", "9", "10", "11"};
    return {.code = texts[static_cast<std::size_t>(code)]};
}

} // namespace detail

/// 1Payment as documented; error codes as public integrations list them, card masks, tokens and time's format made up.
template <>
struct behaviour<one_payment::account> {
    using code = one_payment::error_code;
    using operations =
        operation_list<one_payment::init_form, one_payment::init_payment, one_payment::status_payment,
                       one_payment::init_payout, one_payment::status_payout, one_payment::get_balance>;
    using reports = one_payment::payment_callback;

    static constexpr std::string_view page_host = "merchant.1payment.com";
    static constexpr bool refundable = true; // its statuses say so; how a refund is asked for is unknown
    static constexpr refusal bad_signature = detail::refused_with(code::bad_signature);
    static constexpr refusal bad_request = detail::refused_with(code::general);

    [[nodiscard]] TOLLGATE_DECL static reply<one_payment::init_form>
    answer(ledger &book, one_payment::account const &who, one_payment::init_form const &order);
    [[nodiscard]] TOLLGATE_DECL static reply<one_payment::init_payment>
    answer(ledger &book, one_payment::account const &who, one_payment::init_payment const &order);
    [[nodiscard]] TOLLGATE_DECL static reply<one_payment::status_payment>
    answer(ledger &book, one_payment::account const &who, one_payment::status_payment const &asked);
    [[nodiscard]] TOLLGATE_DECL static reply<one_payment::init_payout>
    answer(ledger &book, one_payment::account const &who, one_payment::init_payout const &order);
    [[nodiscard]] TOLLGATE_DECL static reply<one_payment::status_payout>
    answer(ledger &book, one_payment::account const &, one_payment::status_payout const &asked);
    [[nodiscard]] TOLLGATE_DECL static reply<one_payment::get_balance>
    answer(ledger &book, one_payment::account const &who, one_payment::get_balance const &);

    [[nodiscard]] TOLLGATE_DECL static refusal unknown_account(std::string_view name);
    [[nodiscard]] TOLLGATE_DECL static refusal bad_field(std::string_view name);

    /// None about payouts: whether the gateway sends such is unknown.
    [[nodiscard]] TOLLGATE_DECL static std::optional<reports> report(one_payment::account const &who,
                                                                     entry const &what);
    [[nodiscard]] TOLLGATE_DECL static reports test_report(one_payment::account const &who, entry what);
    [[nodiscard]] TOLLGATE_DECL static std::string shown_amount(entry const &what);
};

#ifndef TOLLGATE_HEADER_ONLY
extern template class simulated_account_of<one_payment::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/one_payment.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ONE_PAYMENT_PAYOUT_HPP
#define TOLLGATE_PROVIDERS_ONE_PAYMENT_PAYOUT_HPP

#include <tollgate/providers/one_payment/account.hpp>
#include <tollgate/providers/one_payment/codes.hpp>

#include <cstdint>
#include <string>

/// \file
/// All of it is inferred: read off public integrations of this API and of its older name, api.mpay.ru.

namespace tollgate::inline v0::one_payment {

/// To a card. One integration sends the holder's name and the card's expiry date besides.
struct payout_to_card {
    constant<"payout_type", "card"> payout_type{};
    required<"destination", std::string, inferred, card_data> destination; ///< The card number.
    optional<"first_name", std::string, inferred, personal> first_name{};
    optional<"last_name", std::string, inferred, personal> last_name{};
    optional<"month", std::string, inferred, card_data> month{}; ///< Of expiry, e.g. `12`.
    optional<"year", std::string, inferred, card_data> year{};   ///< Of expiry, e.g. `24`.
};

/// To a wallet: `qiwi` is all that is known, and it is sent as `payment_type`.
struct payout_to_wallet {
    required<"payment_type", std::string, inferred> payment_type;
    required<"account", std::string, inferred, personal> account; ///< e.g. `79251234567`
};

/// Of any other type.
struct payout_by_type {
    required<"payout_type", std::string, inferred> payout_type;
    required<"destination", std::string, inferred, card_data> destination;
};

/// A payout that was accepted: the answer to \ref init_payout.
struct accepted_payout {
    required<"payout_id", std::string, inferred>
        payout_id; ///< The gateway's id; `order_id` of \ref status_payout.
    optional<"status", one_payment::status, inferred> status{};
    unlisted more{};
};

/**
 * \brief Pays out.
 * \details Values are signed raw, as everywhere here; two integrations percent-encode them first, which is the same for
 * letters and digits. No question by the merchant's own id is known, so one whose outcome is unknown is cleared up with the
 * gateway's support.
 */
struct init_payout {
    required<"amount", decimal, inferred> amount; ///< In the project's currency, major units.
    choice_of<payout_to_card, payout_to_wallet, payout_by_type> to;
    required<"user_data", std::string, inferred> user_data; ///< The merchant's own id, unique per payout.
    optional<"description", std::string, inferred> description{};

    using account = one_payment::account;
    using endpoint = get<"/init_payout">;
    using response = accepted_payout;
    using identity = picks<"user_data">;
    static constexpr std::string_view key = "payout_key";
    static constexpr std::string_view key_fallback = "api_key";
};

/// How a payout stands: the answer to \ref status_payout. Neither success nor failure: still in progress.
struct payout_status {
    optional<"status", one_payment::status, inferred> status{};
    optional<"status_description", std::string, inferred>
        status_description{}; ///< `SUCCESS`, `FAILURE`, or another.
    unlisted more{};
};

/// Asks how a payout stands.
struct status_payout {
    required<"order_id", std::string, inferred> order_id; ///< The `payout_id` of \ref init_payout.
    optional<"user_data", std::string, inferred> user_data{};

    using account = one_payment::account;
    using from_account = picks<"partner_id">;
    using endpoint = get<"/status_payout", effect::reads>;
    using response = payout_status;
    static constexpr std::string_view key = "payout_key";
    static constexpr std::string_view key_fallback = "api_key";
};

} // namespace tollgate::inline v0::one_payment

#endif

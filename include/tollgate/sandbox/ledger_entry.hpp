// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_LEDGER_ENTRY_HPP
#define TOLLGATE_SANDBOX_LEDGER_ENTRY_HPP

#include <tollgate/money.hpp>
#include <tollgate/sandbox/document.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// What became of a simulated payment or payout.
enum class final_state { paid, declined };

/// What was asked for.
enum class entry_kind {
    form,    ///< A payment on the gateway's page.
    invoice, ///< A payment on the merchant's own page.
    payout,
};

enum class entry_state {
    unopened, ///< A form that nobody has looked at.
    pending,
    paid,
    declined,
    refunding,
    refunded,
    waiting,    ///< For something that the payer must do elsewhere.
    authorized, ///< Not yet captured.
    canceled,   ///< By the merchant.
    expired,
    partly_refunded,
    partly_captured, ///< Authorized; more of it may be captured.
};

/**
 * \brief A payment or payout in the sandbox's books.
 * \details Amounts are as the gateway counts: Cactus's in minor units, 1Payment's in major ones.
 */
struct entry {
    std::string id{};           ///< The gateway's.
    std::string merchants_id{}; ///< `request_id`, `user_data`.
    entry_kind kind = entry_kind::form;
    entry_state state = entry_state::pending;
    decimal amount{};
    decimal received{}; ///< 0 unless paid.
    std::string currency{};
    std::string method{};
    std::string payer{};       ///< The payer's or receiver's login, where the gateway asks for one.
    std::string page{};        ///< Where the payer pays, if there is a page.
    std::string description{}; ///< The merchant's.
    std::string success_url{};
    std::string failure_url{};
    std::string callback_url{}; ///< Where the merchant is told of this one, if the message said so.
    std::string remark{};       ///< The gateway's reason for the state.
    std::string remark_code{};
    bool saves_token{};    ///< A payment asked for a token for later ones.
    bool is_extra{};       ///< Made by the gateway's operator, for money that came without a request.
    std::string created{}; ///< UTC, ISO 8601 without a zone.
    std::string changed{};
    std::vector<std::pair<std::string, std::string>> details{}; ///< What else the merchant gave.
    decimal refunded{};                                         ///< Of what was received.
    bool is_held{}; ///< Paying it only authorizes, until it is captured.
    std::string
        resource{};   ///< Its kind, where the gateway's behaviour is a table; see \ref sandbox::resource.
    std::string of{}; ///< The gateway's id of the entry that it belongs to.
    std::string paid_by{};          ///< The gateway's id of the payment, where it is not this one.
    document shown{};               ///< As the gateway shows it.
    document asked{};               ///< The message that made it.
    bool returns_told{};            ///< Whether the browser takes what was told back with it.
    bool redirects{};               ///< Whether the payer's browser goes back to the shop by itself.
    bool tries_again{};             ///< Whether a payer who was declined may try again, on the same page.
    std::int64_t seconds_created{}; ///< Unix.
    std::int64_t seconds_changed{};
};

/// Whether the payer can still decide.
[[nodiscard]] inline bool is_open(entry const &what) noexcept
{
    return what.state == entry_state::unopened || what.state == entry_state::pending ||
           what.state == entry_state::waiting || (what.state == entry_state::declined && what.tries_again);
}

/// A page's address without its scheme: what a payer scans has one that no browser knows.
[[nodiscard]] constexpr std::string_view without_scheme(std::string_view address) noexcept
{
    std::size_t const end = address.find("://");
    return end == address.npos ? address : address.substr(end + 3);
}

/// The enumerator's own name.
[[nodiscard]] constexpr std::string_view name_of(entry_state state) noexcept
{
    switch (state) {
    case entry_state::unopened: return "unopened";
    case entry_state::pending: return "pending";
    case entry_state::paid: return "paid";
    case entry_state::declined: return "declined";
    case entry_state::refunding: return "refunding";
    case entry_state::refunded: return "refunded";
    case entry_state::waiting: return "waiting";
    case entry_state::authorized: return "authorized";
    case entry_state::canceled: return "canceled";
    case entry_state::expired: return "expired";
    case entry_state::partly_refunded: return "partly refunded";
    case entry_state::partly_captured: return "partly captured";
    }
    return "";
}

} // namespace tollgate::inline v0::sandbox

#endif

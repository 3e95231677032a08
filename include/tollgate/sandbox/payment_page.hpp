// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_PAYMENT_PAGE_HPP
#define TOLLGATE_SANDBOX_PAYMENT_PAGE_HPP

#include <tollgate/sandbox/faults.hpp>
#include <tollgate/sandbox/history.hpp>
#include <tollgate/sandbox/ledger_entry.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox {

/// What can be done on a form's page: by the payer, and by a developer who wants to see what his program makes of it.
enum class page_action {
    pay,
    decline,
    pay_told_twice,     ///< The callback comes twice.
    pay_told_late,      ///< It comes after \ref faults "faults::delay".
    pay_forged_first,   ///< One with a wrong signature comes first.
    tell_again,         ///< The callback about what is final comes once more.
    tell_forged,        ///< The same with a wrong signature.
    lose_next_answer,   ///< The next request is carried out, and its answer lost.
    limit_next_request, ///< The next one is refused: there were too many.
    empty_balance,      ///< The merchant has nothing left that could be given back.
    lapse_tokens,       ///< Access tokens are taken no more. Not on the page.
    late_next_answer,   ///< It is carried out, and its answer comes after \ref faults "faults::delay".
};

/// Which button was pressed.
[[nodiscard]] TOLLGATE_DECL std::optional<page_action> action_in(std::string_view form);

/// What goes wrong with the callback then, if anything does.
[[nodiscard]] TOLLGATE_DECL std::optional<fault_kind> fault_of(page_action what);

/// Where the payer goes from there once it is decided; empty for no address, and for one that a browser would not open but run.
[[nodiscard]] TOLLGATE_DECL std::string way_back(entry const &what);

/**
 * \brief The page where a payer pays or declines, and then reads which it was; for a developer, with the request that opened it, the
 * callbacks that followed, and what was signed of each.
 * \details HTML without scripts or anything from elsewhere.
 * \param known of this entry alone
 */
[[nodiscard]] TOLLGATE_DECL std::string payment_page(entry const &what, std::string_view amount,
                                                     history const &known = {});

/// The page that a payer reads whose browser brought what the gateway refuses.
/// \param answer what a program would have been answered
[[nodiscard]] TOLLGATE_DECL std::string refusal_page(std::string_view answer);

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/payment_page.ipp>
#endif

#endif

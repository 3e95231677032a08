// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_PAYMENT_PAGE_HPP
#define TOLLGATE_SANDBOX_PAYMENT_PAGE_HPP

#include <tollgate/sandbox/ledger_entry.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox {

/// Which button was pressed.
[[nodiscard]] TOLLGATE_DECL std::optional<final_state> choice_in(std::string_view form);

/// \brief The page where a payer pays or declines, and then reads which it was.
/// \details HTML without scripts, styles or anything from elsewhere.
[[nodiscard]] TOLLGATE_DECL std::string payment_page(entry const &what, std::string_view amount);

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/payment_page.ipp>
#endif

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_BEHAVIOUR_HPP
#define TOLLGATE_SANDBOX_BEHAVIOUR_HPP

#include <tollgate/provider.hpp>

#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox {

/// What became of a pretended payment.
enum class fate { paid, declined };

/**
 * \brief What the sandbox needs to know of a gateway beyond its description, specialised for the account type.
 *
 * | member | meaning |
 * |---|---|
 * | `opens` | the message that creates a payment form |
 * | `reports` | the callback that tells of its fate |
 * | `page(account, id)` | the address where the payer would pay |
 * | `form(id, page)` | the answer: `opens::response` |
 * | `report(account, opens, id, fate)` | the callback: `reports` |
 * | `refusal bad_signature, bad_request` | how the gateway refuses |
 *
 * What the gateway documents is done as documented; the rest is made up, and says so.
 */
template <class Account>
struct behaviour;

/// A refusal's code and message; the description says which fields carry them.
struct refusal {
    std::string_view code{};
    std::string_view message{};
};

template <class A>
concept playable = account<A> && requires {
    typename behaviour<A>::opens;
    typename behaviour<A>::reports;
    requires message<typename behaviour<A>::opens>;
    requires callback<typename behaviour<A>::reports>;
};

} // namespace tollgate::inline v0::sandbox

#endif

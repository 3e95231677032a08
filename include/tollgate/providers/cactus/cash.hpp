// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_CACTUS_CASH_HPP
#define TOLLGATE_PROVIDERS_CACTUS_CASH_HPP

#include <tollgate/providers/cactus/account.hpp>

#include <cstdint>
#include <string>

namespace tollgate::inline v0::cactus {

/// The answer to \ref cancel_cash_invoice and, as far as its page could be read, to \ref edit_cash_invoice.
struct cash_invoice {
    optional<"invoice_id", std::string> invoice_id{};
    optional<"request_id", std::string> request_id{};
    optional<"amount", minor_units> amount{};
    optional<"currency", std::string> currency{};
    optional<"site_id", std::int64_t> site_id{};
    optional<"site_login", std::string, personal> site_login{};
    unlisted more{};
};

/**
 * \brief Cancels a cash invoice. That it is a POST is inferred.
 * \par Specification
 * Cash method, "cancel"
 */
struct cancel_cash_invoice {
    required<"request_id", std::string> request_id; ///< As given to \ref create_invoice.
    constant<"update_type", "delete"> update_type{};

    using account = cactus::account;
    using endpoint = post_json<"/api/cash_in/update/">;
    using response = cash_invoice;
};

/**
 * \brief Changes where, when and how cash is handed over. That it is a POST is inferred.
 * \par Specification
 * Cash method, "edit"
 */
struct edit_cash_invoice {
    required<"request_id", std::string> request_id; ///< As given to \ref create_invoice.
    constant<"update_type", "edit"> update_type{};
    optional<"address", std::string, personal> address{};
    optional<"messenger", std::string, personal> messenger{};
    optional<"username", std::string, personal> username{};
    optional<"asap", bool> asap{};
    optional<"time", std::string> time{}; ///< Format undocumented.

    using account = cactus::account;
    using endpoint = post_json<"/api/cash_in/update/">;
    using response = cash_invoice;
};

} // namespace tollgate::inline v0::cactus

#endif

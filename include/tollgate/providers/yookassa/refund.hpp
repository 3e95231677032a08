// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_YOOKASSA_REFUND_HPP
#define TOLLGATE_PROVIDERS_YOOKASSA_REFUND_HPP

#include <tollgate/providers/yookassa/receipt.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0::yookassa {

using refund_status = open_enum<"pending", "succeeded", "canceled">;

/// \par Specification
/// API reference, "Объект возврата"
struct refund {
    required<"id", std::string> id;
    required<"status", refund_status> status;
    required<"payment_id", std::string> payment_id;
    required<"amount", money> amount;
    optional<"cancellation_details", yookassa::cancellation_details> cancellation_details{};
    optional<"created_at", std::string> created_at{}; ///< ISO 8601.
    optional<"description", std::string> description{};
    unlisted more{};

    using identity = picks<"id", "status">;
};

/// Gives money of a succeeded payment back, whole or in part.
/// \par Specification
/// API reference, "Создание возврата"
struct create_refund {
    yookassa::once once;
    required<"payment_id", std::string> payment_id;
    required<"amount", money> amount;
    optional<"description", std::string> description{};
    optional<"receipt", yookassa::receipt> receipt{};

    using account = yookassa::account;
    using endpoint = post_json<"/v3/refunds">;
    using response = refund;
};

/// \par Specification
/// API reference, "Информация о возврате"
struct show_refund {
    required<"id", std::string, in_path> id;

    using account = yookassa::account;
    using endpoint = get<"/v3/refunds/{id}", effect::reads>;
    using response = refund;
};

struct refunds {
    required<"items", std::vector<refund>> items;
    optional<"next_cursor", std::string> next_cursor{}; ///< Where there are more.
};

/// \par Specification
/// API reference, "Список возвратов"
struct list_refunds {
    optional<"payment_id", std::string> payment_id{};
    optional<"status", std::string> status{};
    optional<"limit", std::int64_t> limit{}; ///< 1 to 100; 10 unless given.
    optional<"cursor", std::string> cursor{};

    using account = yookassa::account;
    using endpoint = get<"/v3/refunds", effect::reads>;
    using response = refunds;
    using pages = by_cursor<"next_cursor", "cursor">;
};

} // namespace tollgate::inline v0::yookassa

#endif

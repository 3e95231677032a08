// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_YOOKASSA_RECEIPT_HPP
#define TOLLGATE_PROVIDERS_YOOKASSA_RECEIPT_HPP

#include <tollgate/providers/yookassa/account.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0::yookassa {

struct receipt_customer {
    optional<"full_name", std::string, personal> full_name{};
    optional<"email", std::string, personal> email{};
    optional<"phone", std::string, personal> phone{};
};
struct receipt_item {
    required<"description", std::string> description;
    required<"quantity", decimal, as_text> quantity; ///< `"2.000"`.
    required<"amount", money> amount;                ///< Of one.
    required<"vat_code", std::int64_t> vat_code;
    optional<"payment_mode", std::string> payment_mode{};
    optional<"payment_subject", std::string> payment_subject{};
};
/// A fiscal receipt, 54-FZ.
struct receipt {
    optional<"customer", receipt_customer> customer{};
    required<"items", std::vector<receipt_item>> items;
    optional<"tax_system_code", std::int64_t> tax_system_code{};
};

} // namespace tollgate::inline v0::yookassa

#endif

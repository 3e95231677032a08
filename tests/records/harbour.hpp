// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_RECORDS_HARBOUR_HPP
#define TOLLGATE_TESTS_RECORDS_HARBOUR_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// A gateway that does not exist. It pays the same order as often as it is sent: nobody but the merchant's journal keeps it from that.
namespace harbour {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

inline constexpr auto signed_by_key = [] {
    using namespace tollgate::signing::words;
    return in_field<"sign">(
        hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"sign"> | by_name))));
}();

} // namespace harbour

template <>
struct tollgate::provider_traits<harbour::account> {
    static constexpr std::string_view name = "Harbour";
    static constexpr std::string_view host = "harbour.example";
    static constexpr auto request_signature = harbour::signed_by_key;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = harbour::signed_by_key;
    static constexpr refusal_rule refusal{
        .code = "error", .refused_at = {400}, .again_at = {429}, .not_found_at = {404}};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<"shop">;
};

namespace harbour {

struct receipt {
    tollgate::required<"id", std::string> id;       ///< The gateway's.
    tollgate::required<"order", std::string> order; ///< The merchant's.
};

struct show_order {
    tollgate::required<"order", std::string> order;

    using account = harbour::account;
    using endpoint = tollgate::get<"/show_order", tollgate::effect::reads>;
    using response = receipt;
};
/// One that can be asked for.
struct pay {
    tollgate::required<"order", std::string> order;
    tollgate::required<"amount", tollgate::minor_units> amount;

    using account = harbour::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
    using reconciled_by = tollgate::asks<show_order, "order">;
};
/// One that can be sent again by its key, and not be asked for.
struct pay_by_key {
    tollgate::required<"Idempotency-Key", tollgate::idempotency_key, tollgate::as_header> once;
    tollgate::required<"order", std::string> order;
    tollgate::required<"amount", tollgate::minor_units> amount;

    using account = harbour::account;
    using endpoint = tollgate::post_json<"/pay_by_key">;
    using response = receipt;
    using identity = tollgate::picks<"order">;
    static constexpr auto key_lifetime = std::chrono::hours{24};
};

/// Tells of a payment.
struct paid {
    tollgate::required<"id", std::string> id;
    tollgate::required<"order", std::string> order;
    tollgate::required<"step", std::int64_t> step;
    tollgate::required<"amount", tollgate::minor_units> amount;

    using account = harbour::account;
    using identity = tollgate::picks<"id", "step">;
};

inline account shop()
{
    return {.shop = "s7", .key = tollgate::secret{"the shop's key"}};
}

} // namespace harbour

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `amounts_in` must name a field of the account.*\[tollgate\.provider\.amounts_in\]

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace acme {

struct account {
    tollgate::required<"key", tollgate::secret> key;
    tollgate::optional<"currency", std::string> currency{};
};
struct receipt {
    tollgate::required<"id", std::string> id;
};
struct pay {
    tollgate::required<"amount", tollgate::decimal> amount;

    using account = acme::account;
    using endpoint = tollgate::get<"/pay">;
    using response = receipt;
};

inline constexpr auto pairs = [] {
    using namespace tollgate::signing::words;
    return in_field<"sign">(hex(sha256(join("&", name + "=" + value, fields | but<"sign">) + key)));
}();

} // namespace acme

template <>
struct tollgate::provider_traits<acme::account> {
    static constexpr std::string_view name = "Acme";
    static constexpr std::string_view host = "acme.example";
    static constexpr auto request_signature = acme::pairs;
    static constexpr auto response_signature = acme::pairs;
    static constexpr auto callback_signature = acme::pairs;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr std::string_view amounts_in = "curency";
#else
    static constexpr std::string_view amounts_in = "currency";
#endif
};

auto make(acme::account const &merchant)
{
    return tollgate::make_request(merchant, acme::pay{.amount = 50});
}

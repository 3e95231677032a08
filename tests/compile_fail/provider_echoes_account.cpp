// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `echoes_account` must name fields that both the message and its account declare.*\[tollgate\.provider\.echoes_account\]

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace acme {

struct account {
    tollgate::required<"shop", std::int64_t> shop;
    tollgate::required<"key", tollgate::secret> key;
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
};

namespace acme {

struct paid {
    tollgate::required<"shop", std::int64_t> shop;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using echoes_account = tollgate::picks<"shpo">;
#else
    using echoes_account = tollgate::picks<"shop">;
#endif
};

} // namespace acme

auto receive(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<acme::paid>(merchant, body);
}

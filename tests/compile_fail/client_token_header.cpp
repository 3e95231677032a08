// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// headers-alone
// expect-error: tollgate: a gateway with access tokens needs what asks for them.*\[tollgate\.client\.token_header\]

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/scripted_transport.hpp>
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
#include <tollgate/access_tokens.hpp>
#endif

#include "support/acme.hpp"

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};
struct get_token;

template <>
struct tollgate::provider_traits<account> {
    static constexpr std::string_view name = "Tiny";
    static constexpr std::string_view host = "tiny.example";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::not_signed;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using token = get_token;
};

void use(account const &merchant)
{
    tollgate::client<account, tollgate::scripted_transport> const gateway{merchant,
                                                                          tollgate::scripted_transport{{}}};
    static_cast<void>(gateway);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_UNSIGNED_GATEWAY_HPP
#define TOLLGATE_TESTS_SUPPORT_UNSIGNED_GATEWAY_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <string_view>

namespace tollgate::test {

/// What `provider_traits` of a gateway that does not exist derive from, so that a test says only what it is about.
struct unsigned_gateway {
    static constexpr std::string_view name = "Dunlin";
    static constexpr std::string_view host = "dunlin.example";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::not_signed;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

} // namespace tollgate::test

#endif

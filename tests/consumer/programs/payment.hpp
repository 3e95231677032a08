// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_PAYMENT_HPP
#define SHOP_PAYMENT_HPP

/// \file
/// A payment's request and its answer, without a network.

#include <tollgate/providers/one_payment.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <string>

namespace shop {

namespace one_payment = tollgate::one_payment;

/// The MD5 of `init_formamount=50&description=test_payment&partner_id=1234&project_id=5678&user_data=order_777`
/// and the key, as Python's hashlib computes it.
inline constexpr char const *expected_signature = "c2e8d971cfb1cbe115e185c7ee890bca";

inline constexpr char const *answer = R"({"url":"https://gateway.example/form?id=7"})";

inline one_payment::account project()
{
    return {.partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
}

inline one_payment::init_form order()
{
    return {.amount = 50, .description = "test_payment", .user_data = "order_777"};
}

/// What the library signs with this hash policy.
template <class Hash>
std::string signature()
{
    return std::string{tollgate::make_request<Hash>(project(), order()).value().signature().text()};
}

/// Reading an answer takes Boost.JSON, which is compiled: this does not link without it.
template <class Hash>
bool reads_the_answer()
{
    auto const form = tollgate::read_response<one_payment::init_form, Hash>(project(), 200, answer);
    return *form.value().url == "https://gateway.example/form?id=7";
}

} // namespace shop

#endif

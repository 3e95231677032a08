// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: in a query or form with brackets no name.*\[tollgate\.message\.bracket_name\]
// names-within-lines(gcc): 8 "expand\[\]"
// names-within-lines(clang): 14 "expand\[\]"

#include "support/acme.hpp"

#include <vector>

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    tollgate::optional<"expand[]", std::string> expand{};
#else
    tollgate::optional<"expand", std::vector<std::string>> expand{};
#endif

    using account = acme::account;
    using endpoint = acme::post_form<"/pay">;
    using response = acme::receipt;
    static constexpr bool brackets = true;
    static constexpr auto request_signature = tollgate::signing::words::not_signed;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

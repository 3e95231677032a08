// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: an `array_body` must be all of a JSON body.*\[tollgate\.message\.array_body\]
// names-within-lines(gcc): 8 ops
// names-within-lines(clang): 14 ops

#include "support/acme.hpp"

#include <vector>

struct change {
    acme::required<"path", std::string> path;
};

struct pay_order {
    tollgate::array_body<"ops", change> changes;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::optional<"note", std::string> note{};
#else
    acme::optional<"note", std::string, tollgate::in_query> note{};
#endif

    using account = acme::account;
    using endpoint = tollgate::patch_json<"/order">;
    using response = acme::receipt;
    using from_account = tollgate::picks<>;
    static constexpr auto request_signature = tollgate::signing::words::not_signed;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

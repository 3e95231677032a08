// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `identity`, `tests` and `signed_at` must.*\[tollgate\.callback\.unsigned_decision\]

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;
    acme::optional<"test", bool, tollgate::unsigned_field> test{};

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr tollgate::test_rule tests{.field = "test", .live = "0", .may_lack = true};
#endif
    static constexpr auto callback_signature = [] {
        using namespace tollgate::signing::words;
        return in_field<"sign">(hex(sha256(field<"order_id"> + key)));
    }();
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}

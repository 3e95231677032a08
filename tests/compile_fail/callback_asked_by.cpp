// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a callback must declare the field whose text its `confirmed_by`.*\[tollgate\.callback\.asked_by\]

#include "support/asking.hpp"

struct named_object {
    acme::required<"id", std::string> id;
};
struct told {
    acme::required<"object", named_object> object;

    using account = acme::account;
    static constexpr auto callback_signature = tollgate::signing::words::never_signed;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using confirmed_by = tollgate::asks<acme::status, "id">;
#else
    using confirmed_by = tollgate::asks<acme::status, "id", "object.id">;
#endif
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<told>(merchant, body);
}

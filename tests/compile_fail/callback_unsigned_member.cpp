// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a callback's signature must cover its members.*\[tollgate\.callback\.unsigned_member\]
// expect-error: declared_as<.*"note"

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::optional<"note", std::string> note{};
#else
    acme::optional<"note", std::string, tollgate::unsigned_field> note{};
#endif

    using account = acme::account;
    static constexpr auto callback_signature = [] {
        using namespace tollgate::signing::words;
        return in_field<"sign">(hex(sha256(field<"order_id"> + key)));
    }();
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}

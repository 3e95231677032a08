// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `sent_empty` is about a text that may be left out.*\[tollgate\.field\.sent_empty\]
// names-within-lines(gcc): 8 "note"
// names-within-lines(clang): 14 "note"

#include "support/acme.hpp"

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    tollgate::required<"note", std::string, tollgate::sent_empty> note;
#else
    tollgate::optional<"note", std::string, tollgate::sent_empty> note{};
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `pages` must be a type that names.*\[tollgate\.message\.pages\]
// names-within-lines(gcc): 8 "next"
// names-within-lines(clang): 14 "next"

#include "support/acme.hpp"

struct orders {
    tollgate::optional<"next_cursor", std::string> next{};
};

struct list_orders {
    tollgate::optional<"cursor", std::string> cursor{};

    using account = acme::account;
    using endpoint = acme::get<"/orders", tollgate::effect::reads>;
    using response = orders;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using pages = tollgate::by_cursor<"next", "cursor">;
#else
    using pages = tollgate::by_cursor<"next_cursor", "cursor">;
#endif
};

auto list(acme::account const &merchant, list_orders const &first)
{
    return tollgate::make_request(merchant, first);
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a list is asked for page by page by a message that says how.*\[tollgate\.client\.pages\]

#include "support/asking.hpp"

struct statuses {
    tollgate::optional<"next", std::string> next{};
};
struct list_statuses {
    tollgate::optional<"cursor", std::string> cursor{};

    using account = acme::account;
    using endpoint = acme::get<"/statuses", tollgate::effect::reads>;
    using response = statuses;
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    using pages = tollgate::by_cursor<"next", "cursor">;
#endif
};

bool is_reached(acme::client &shop)
{
    auto pages = shop.pages(list_statuses{});
    return (*pages.begin()).has_value();
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `also_as_form`, `only_as_form`.*\[tollgate\.callback\.flag\]
// names-within-lines(gcc): 8 "also_as_form"
// names-within-lines(clang): 14 "also_as_form"

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;
    acme::required<"status", int> status;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr std::string_view also_as_form = "yes";
#else
    static constexpr bool also_as_form = true;
#endif
};

auto read(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}

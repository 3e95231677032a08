// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: events must have different contents.*\[tollgate\.field\.events\]
// names-within-lines(gcc): 8 payment\.paid
// names-within-lines(clang): 14 payment\.paid

#include "support/acme.hpp"

struct payment {
    acme::required<"id", std::string> id;
};
struct refund {
    acme::required<"refund_id", std::string> id;
};

struct told {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    tollgate::events<"type", "data", tollgate::on<payment, "payment.paid">,
                     tollgate::on<refund, "refund.done", "payment.paid">>
        what;
#else
    tollgate::events<"type", "data", tollgate::on<payment, "payment.paid">,
                     tollgate::on<refund, "refund.done">>
        what;
#endif
};

struct show_event {
    acme::required<"id", std::string> id;

    using account = acme::account;
    using endpoint = acme::post_json<"/event">;
    using response = told;
};

auto show(acme::account const &merchant, show_event const &which)
{
    return tollgate::make_request(merchant, which);
}

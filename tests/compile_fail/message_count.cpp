// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a described type has at most 64 members.*\[tollgate\.message\.count\]
// names-within-lines(gcc): 8 pay_order
// names-within-lines(clang): 14 pay_order

#include "support/acme.hpp"

struct pay_order {
    // clang-format off
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::optional<"one_more", int> one_more{};
#endif
    acme::optional<"f0", int> f0{}; acme::optional<"f1", int> f1{}; acme::optional<"f2", int> f2{}; acme::optional<"f3", int> f3{};
    acme::optional<"f4", int> f4{}; acme::optional<"f5", int> f5{}; acme::optional<"f6", int> f6{}; acme::optional<"f7", int> f7{};
    acme::optional<"f8", int> f8{}; acme::optional<"f9", int> f9{}; acme::optional<"f10", int> f10{}; acme::optional<"f11", int> f11{};
    acme::optional<"f12", int> f12{}; acme::optional<"f13", int> f13{}; acme::optional<"f14", int> f14{}; acme::optional<"f15", int> f15{};
    acme::optional<"f16", int> f16{}; acme::optional<"f17", int> f17{}; acme::optional<"f18", int> f18{}; acme::optional<"f19", int> f19{};
    acme::optional<"f20", int> f20{}; acme::optional<"f21", int> f21{}; acme::optional<"f22", int> f22{}; acme::optional<"f23", int> f23{};
    acme::optional<"f24", int> f24{}; acme::optional<"f25", int> f25{}; acme::optional<"f26", int> f26{}; acme::optional<"f27", int> f27{};
    acme::optional<"f28", int> f28{}; acme::optional<"f29", int> f29{}; acme::optional<"f30", int> f30{}; acme::optional<"f31", int> f31{};
    acme::optional<"f32", int> f32{}; acme::optional<"f33", int> f33{}; acme::optional<"f34", int> f34{}; acme::optional<"f35", int> f35{};
    acme::optional<"f36", int> f36{}; acme::optional<"f37", int> f37{}; acme::optional<"f38", int> f38{}; acme::optional<"f39", int> f39{};
    acme::optional<"f40", int> f40{}; acme::optional<"f41", int> f41{}; acme::optional<"f42", int> f42{}; acme::optional<"f43", int> f43{};
    acme::optional<"f44", int> f44{}; acme::optional<"f45", int> f45{}; acme::optional<"f46", int> f46{}; acme::optional<"f47", int> f47{};
    acme::optional<"f48", int> f48{}; acme::optional<"f49", int> f49{}; acme::optional<"f50", int> f50{}; acme::optional<"f51", int> f51{};
    acme::optional<"f52", int> f52{}; acme::optional<"f53", int> f53{}; acme::optional<"f54", int> f54{}; acme::optional<"f55", int> f55{};
    acme::optional<"f56", int> f56{}; acme::optional<"f57", int> f57{}; acme::optional<"f58", int> f58{}; acme::optional<"f59", int> f59{};
    acme::optional<"f60", int> f60{}; acme::optional<"f61", int> f61{}; acme::optional<"f62", int> f62{}; acme::optional<"f63", int> f63{};
    // clang-format on

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}

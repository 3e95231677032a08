// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_COMPILE_FAIL_SUPPORT_ASKING_HPP
#define TOLLGATE_TESTS_COMPILE_FAIL_SUPPORT_ASKING_HPP

#include "acme.hpp"

#include <tollgate/client.hpp>
#include <tollgate/scripted_transport.hpp>

#include <string>

/// Messages and callbacks with and without a question.
namespace acme {

using client = tollgate::client<account, tollgate::scripted_transport>;

struct state {
    required<"id", std::string> id;
};
struct status {
    required<"id", std::string> id;

    using account = acme::account;
    using endpoint = get<"/status", tollgate::effect::reads>;
    using response = state;
};
struct pay {
    required<"id", std::string> id;

    using account = acme::account;
    using endpoint = get<"/pay">;
    using response = state;
    using reconciled_by = tollgate::asks<status, "id">;
};
struct paid {
    required<"id", std::string> id;

    using account = acme::account;
    using confirmed_by = tollgate::asks<status, "id">;
};
struct forget {
    required<"id", std::string> id;

    using account = acme::account;
    using endpoint = get<"/forget">;
    using response = state;
};
struct forgotten {
    required<"id", std::string> id;

    using account = acme::account;
};

} // namespace acme

#endif

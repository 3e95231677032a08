// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>

#include <unistd.h>

#include <messages.hpp>
#include <options.hpp>
#include <servers.hpp>
#include <string>

void benchmarks::serve_with_tollgate(reporter const &ready)
{
    using tollgate::cactus::invoice_callback;
    tollgate::listener callbacks{
        {.requests_per_connection = 1'000'000'000}}; // the connections by hand are kept for ever, too
    long long sum = 0;
    callbacks.on<invoice_callback>(
        "/callback", shop(),
        [&sum](tollgate::verified<invoice_callback> const &paid) { sum += paid->received_amount->count(); });
    require(callbacks.start().has_value(), "the listener does not start");
    ready(std::to_string(callbacks.port()));
    while (true)
        ::pause();
}

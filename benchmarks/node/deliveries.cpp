// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Writes the deliveries that are measured, for webhooks.mjs.

#include <deliveries.hpp>
#include <messages.hpp>

#include <cstdio>

int main()
{
    using namespace benchmarks;
    for (std::size_t const size : delivery_sizes) {
        for (auto const &each : {stripe_delivery(size), standard_delivery(size)})
            std::printf("%s\t%zu\t%s\t%s\t%s\t%s\t%s\n", each.row, size, each.time.c_str(), each.secret,
                        each.signature.c_str(), std::string{delivery_id}.c_str(),
                        hex_of({reinterpret_cast<unsigned char const *>(each.body.data()), each.body.size()})
                            .c_str());
    }
}

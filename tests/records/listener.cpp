// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "books.hpp"
#include "harbour.hpp"

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/records.hpp>

#include <soci/soci.h>

#include <chrono>
#include <cstdint>
#include <thread>

namespace tollgate::at_scale {

using namespace std::chrono_literals;

void listen_for_callbacks(arguments const &given)
{
    records kept{database_at(given.text("database"))};
    listener by{listener_options{.port = static_cast<std::uint16_t>(given.number("port"))}};
    by.on<harbour::paid>("/paid", harbour::shop(),
                         exactly_once(kept, [](verified<harbour::paid> const &told, soci::session &database) {
                             database << "INSERT INTO delivery (payment, step, amount) VALUES (:p, :s, :a)",
                                 soci::use(*told->id), soci::use(*told->step),
                                 soci::use(told->amount->count());
                         }));
    for (int attempt = 0; attempt != 100; ++attempt) { // the one before may hold the port for a moment
        if (auto const started = by.start()) {
            while (true)
                std::this_thread::sleep_for(1h);
        }
        std::this_thread::sleep_for(20ms);
    }
    by.start().value();
}

} // namespace tollgate::at_scale

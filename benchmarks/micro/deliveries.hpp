// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BENCHMARKS_DELIVERIES_HPP
#define TOLLGATE_BENCHMARKS_DELIVERIES_HPP

#include <cstddef>
#include <string>
#include <string_view>

/// Webhook deliveries of a wanted size. `benchmarks/node/webhooks.mjs` reads the same bytes from files.
namespace benchmarks {

inline constexpr char stripe_secret[] = "whsec_5f0c4a9d3b7e2f81c6a4d0e9b8f7a6c5";
inline constexpr char standard_secret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
inline constexpr std::string_view delivery_id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
inline constexpr long long delivered_at = 1614265330;

/// An event in Stripe's form, as near to the size as whole lines of an invoice allow.
[[nodiscard]] inline std::string event_of(std::size_t size)
{
    std::string const head =
        R"({"id":"evt_1NG8Du2eZvKYlo2CUI79vXWy","object":"event","created":1614265330,"livemode":true,)"
        R"("pending_webhooks":1,"type":"invoice.paid","data":{"object":{"id":"in_1Mt","lines":[)";
    std::string const line =
        R"({"id":"il_1MtHbE","amount":1999,"currency":"eur","proration":false,)"
        R"("description":"One month of tea","period":{"start":1680640231,"end":1683232231}})";
    std::string const tail = "]}}}";
    std::string body = head;
    while (body.size() + line.size() + 1 + tail.size() <= size)
        body += (body.size() == head.size() ? "" : ",") + line;
    return body + tail;
}

} // namespace benchmarks

#endif

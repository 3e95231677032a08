// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BENCHMARKS_DELIVERIES_HPP
#define TOLLGATE_BENCHMARKS_DELIVERIES_HPP

#include <tollgate/hash/cryptopp.hpp>

#include <openssl/evp.h>

#include <cstddef>
#include <messages.hpp>
#include <span>
#include <string>
#include <string_view>

/// Webhook deliveries of a wanted size. The npm packages are given the same bytes.
namespace benchmarks {

inline constexpr char stripe_secret[] = "whsec_5f0c4a9d3b7e2f81c6a4d0e9b8f7a6c5";
inline constexpr char standard_secret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
inline constexpr std::string_view delivery_id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
inline constexpr long long delivered_at = 1614265330;
inline constexpr std::size_t delivery_sizes[] = {200, 1000, 4000};

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

/// What a gateway sent, and what is signed for it with which decoded key.
struct delivery {
    char const *row;
    char const *secret;
    std::string key;
    std::string time;
    std::string body;
    std::string signed_text;
    std::string signature; ///< The value of the header that carries it.
};

using delivery_hmac = tollgate::cryptopp_hash::hmac<tollgate::hash::sha256>;

[[nodiscard]] inline delivery stripe_delivery(std::size_t size)
{
    delivery made{"stripe", stripe_secret, stripe_secret, std::to_string(delivered_at), event_of(size), {},
                  {}};
    made.signed_text = made.time + "." + made.body;
    made.signature = "t=" + made.time + ",v1=" + hex_of(delivery_hmac{made.key}(made.signed_text));
    return made;
}

/// For texts without padding.
[[nodiscard]] inline std::string decode_base64(std::string_view text)
{
    std::string decoded(text.size() / 4 * 3, '\0');
    EVP_DecodeBlock(reinterpret_cast<unsigned char *>(decoded.data()),
                    reinterpret_cast<unsigned char const *>(text.data()), static_cast<int>(text.size()));
    return decoded;
}
[[nodiscard]] inline std::string encode_base64(std::span<unsigned char const> bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char *>(text.data()), bytes.data(),
                    static_cast<int>(bytes.size()));
    text.pop_back();
    return text;
}

[[nodiscard]] inline delivery standard_delivery(std::size_t size)
{
    delivery made{"standard",
                  standard_secret,
                  decode_base64(std::string_view{standard_secret}.substr(6)),
                  std::to_string(delivered_at),
                  event_of(size),
                  {},
                  {}};
    made.signed_text = std::string{delivery_id} + "." + made.time + "." + made.body;
    made.signature = "v1," + encode_base64(delivery_hmac{made.key}(made.signed_text));
    return made;
}

} // namespace benchmarks

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Deliveries whose body is signed as it comes: Stripe's, read into the event, and Standard Webhooks', left as bytes.

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/providers/standard_webhooks.hpp>
#include <tollgate/providers/stripe_webhooks.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cases.hpp>
#include <check.hpp>
#include <chrono>
#include <deliveries.hpp>
#include <messages.hpp>
#include <string>
#include <vector>

namespace benchmarks {

namespace {

namespace hash = tollgate::hash;
tollgate::moment const then{std::chrono::sys_seconds{std::chrono::seconds{delivered_at}}};

/// What a gateway sent: the bytes, and what is signed for them with which decoded key.
struct delivery {
    std::string body;
    std::string key;
    std::string signed_text;
    std::vector<tollgate::header> headers;
};

template <class Event, class Hash, class Account>
void add(works &to, std::string const &row, Account const &account, std::string const &suffix,
         delivery const &came)
{
    require(tollgate::receive<Event, Hash>(account, came.body, came.headers, {}, then).has_value(),
            "a delivery is verified");
    to.push_back({row + "/tollgate/" + suffix, [account, came] {
                      keep(tollgate::receive<Event, Hash>(account, came.body, came.headers, {}, then));
                  }});
    to.push_back({row + "/parse and hmac/" + suffix,
                  [came, keyed = typename Hash::template hmac<hash::sha256>{came.key}] {
                      keep(boost::json::parse(came.body));
                      keep(keyed(came.signed_text));
                  }});
}

template <class Hash>
void add_stripe(works &to, std::string const &suffix, std::size_t size)
{
    std::string const time = std::to_string(delivered_at);
    delivery came{event_of(size), stripe_secret, time + "." + event_of(size), {}};
    typename Hash::template hmac<hash::sha256> const keyed{came.key};
    static std::vector<std::string> kept; // headers are views
    kept.reserve(16);
    kept.push_back("t=" + time + ",v1=" + hex_of(keyed(came.signed_text)));
    came.headers = {{"Content-Type", "application/json"}, {"Stripe-Signature", kept.back()}};
    tollgate::stripe_webhooks::account const endpoint{.signing_secret = tollgate::secret{stripe_secret}};
    add<tollgate::stripe_webhooks::event, Hash>(to, "stripe", endpoint, suffix, came);
}

std::string decode_base64(std::string_view text)
{
    std::string decoded(text.size() / 4 * 3, '\0');
    EVP_DecodeBlock(reinterpret_cast<unsigned char *>(decoded.data()),
                    reinterpret_cast<unsigned char const *>(text.data()), static_cast<int>(text.size()));
    return decoded; // without padding in these keys
}
std::string encode_base64(std::span<unsigned char const> bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char *>(text.data()), bytes.data(),
                    static_cast<int>(bytes.size()));
    text.pop_back();
    return text;
}

template <class Hash>
void add_standard(works &to, std::string const &suffix, std::size_t size)
{
    static std::string const time = std::to_string(delivered_at);
    delivery came{event_of(size),
                  decode_base64(std::string_view{standard_secret}.substr(6)),
                  std::string{delivery_id} + "." + time + "." + event_of(size),
                  {}};
    typename Hash::template hmac<hash::sha256> const keyed{came.key};
    static std::vector<std::string> kept;
    kept.reserve(16);
    kept.push_back("v1," + encode_base64(keyed(came.signed_text)));
    came.headers = {{"content-type", "application/json"},
                    {"webhook-id", delivery_id},
                    {"webhook-timestamp", time},
                    {"webhook-signature", kept.back()}};
    tollgate::standard_webhooks::account const endpoint{.secret = tollgate::secret{standard_secret}};
    add<tollgate::standard_webhooks::event, Hash>(to, "standard", endpoint, suffix, came);
}

} // namespace

void add_webhooks(works &to)
{
    for (std::size_t const size : {200u, 1000u, 4000u}) {
        add_stripe<tollgate::cryptopp_hash>(to, "cryptopp/" + std::to_string(size), size);
        add_stripe<tollgate::openssl_hash>(to, "openssl/" + std::to_string(size), size);
        add_standard<tollgate::cryptopp_hash>(to, "cryptopp/" + std::to_string(size), size);
        add_standard<tollgate::openssl_hash>(to, "openssl/" + std::to_string(size), size);
    }
}

} // namespace benchmarks

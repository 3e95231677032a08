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

#include <array>
#include <cases.hpp>
#include <check.hpp>
#include <chrono>
#include <deliveries.hpp>
#include <messages.hpp>
#include <string>
#include <string_view>

namespace benchmarks {

namespace {

namespace hash = tollgate::hash;
tollgate::moment const then{std::chrono::sys_seconds{std::chrono::seconds{delivered_at}}};

/// As an HTTP server hands it on; its headers are views into itself.
struct arrival : delivery {
    explicit arrival(delivery const &of) : delivery{of} {}

    [[nodiscard]] std::array<tollgate::header, 4> headers() const
    {
        if (row == std::string_view{"stripe"})
            return {{{"Content-Type", "application/json"},
                     {"User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)"},
                     {"Host", "shop.example"},
                     {"Stripe-Signature", signature}}};
        return {{{"content-type", "application/json"},
                 {"webhook-id", delivery_id},
                 {"webhook-timestamp", time},
                 {"webhook-signature", signature}}};
    }
};

template <class Event, class Hash, class Account>
void add(works &to, Account const &account, std::string const &suffix, arrival const &came)
{
    require(tollgate::receive<Event, Hash>(account, came.body, came.headers(), then).has_value(),
            "a delivery is not verified");
    std::string const row = came.row;
    to.push_back({row + "/tollgate/" + suffix, [account, came] {
                      keep(tollgate::receive<Event, Hash>(account, came.body, came.headers(), then));
                  }});
    to.push_back({row + "/parse and hmac/" + suffix,
                  [came, keyed = typename Hash::template hmac<hash::sha256>{came.key}] {
                      keep(boost::json::parse(came.body));
                      keep(keyed(came.signed_text));
                  }});
}

template <class Hash>
void add_both(works &to, std::string const &policy, std::size_t size)
{
    std::string const suffix = policy + "/" + std::to_string(size);
    tollgate::stripe_webhooks::account const stripe{.signing_secret = tollgate::secret{stripe_secret}};
    add<tollgate::stripe_webhooks::event, Hash>(to, stripe, suffix, arrival{stripe_delivery(size)});
    tollgate::standard_webhooks::account const standard{.secret = tollgate::secret{standard_secret}};
    add<tollgate::standard_webhooks::event, Hash>(to, standard, suffix, arrival{standard_delivery(size)});
}

} // namespace

void add_webhooks(works &to)
{
    for (std::size_t const size : delivery_sizes) {
        add_both<tollgate::cryptopp_hash>(to, "cryptopp", size);
        add_both<tollgate::openssl_hash>(to, "openssl", size);
    }
}

} // namespace benchmarks

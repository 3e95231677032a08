// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_GATEWAYS_HPP
#define SHOP_GATEWAYS_HPP

#include "orders.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shop {

using headers = std::vector<std::pair<std::string, std::string>>;

struct web_answer {
    int status;
    std::string content_type;
    std::string body;
};

/// Where the payer goes, or why he cannot.
struct way_to_pay {
    std::string page; ///< Empty if there is none.
    std::string why;
    bool may_try_again = true; ///< With the next attempt; never where two payments could come of it.
    std::string html{};        ///< In place of an address: a page that posts a form to the gateway by itself,
    std::string nonce{};       ///< and that of its script.

    [[nodiscard]] bool is_open() const { return !page.empty() || !html.empty(); }
};

/// What became of a refund: the order's status then, and a line for its history.
struct refund_result {
    std::string became;
    std::string says;
};

/// A payment of which nobody knows what became of it, for a person.
struct unsettled_payment {
    std::int64_t id;
    std::string gateway, own_id, since, why;
};

/// A gateway as the shop needs it. The gateways' own types stay in gateways.cpp.
class gateway {
public:
    gateway() = default;
    gateway(gateway const &) = delete;
    virtual ~gateway() = default;

    /// For the payer.
    [[nodiscard]] virtual std::string title() const = 0;
    /// Whether the payment page of an attempt opens as often as the payer goes there; else once, and the gateway refuses him then.
    [[nodiscard]] virtual bool opens_page_again() const = 0;
    /// Opens a payment for this attempt of an order; of one that was opened before, the same.
    virtual way_to_pay open(order const &of, std::string const &shop_url) = 0;
    /// Whether `refund` does anything.
    [[nodiscard]] virtual bool can_refund() const = 0;
    /// Whether `refund` may be called again: by the order's key it gives back once. Else it may be called once.
    [[nodiscard]] virtual bool may_repeat_refund() const = 0;
    /// Gives all of an order back.
    virtual refund_result refund(order const &of) = 0;
    /// Takes a callback.
    virtual web_answer hear(std::string const &body, headers const &with) = 0;
    /// Asks the gateway for payments of which it is unknown what became of them; how many are known now.
    virtual std::size_t settle() = 0;
    /// What is open, of all gateways.
    [[nodiscard]] virtual std::vector<unsettled_payment> unsettled() const = 0;
};

using gateway_list = std::map<std::string, std::unique_ptr<gateway>>;

struct settings {
    std::string database = "shop.sqlite";
    bool production = false;
    /// Of the sandbox: its authority's file, and the port of its first gateway.
    std::string sandbox_ca = "sandbox-ca.pem";
    unsigned short sandbox_port = 8443;
};

/// All gateways of the shop, and what is written down of payments through them.
class cashier {
public:
    explicit cashier(settings const &how);
    ~cashier();

    [[nodiscard]] gateway_list const &gateways() const;
    [[nodiscard]] std::vector<unsettled_payment> unsettled() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace shop

#endif

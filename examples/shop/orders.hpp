// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_ORDERS_HPP
#define SHOP_ORDERS_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace soci {
class session;
class connection_pool;
} // namespace soci

namespace shop {

/// What became of an order. The words stand in the database and on the pages; a statement of SOCI's refers to them.
namespace status {
inline std::string const placed = "placed"; ///< The payer is on the way to the gateway, or has not got there.
inline std::string const paid = "paid";     ///< All of it has come in.
inline std::string const part_paid =
    "part paid"; ///< Something else has come in than was due: for a person to look at.
inline std::string const refunding = "being given back"; ///< The gateway has taken a refund on.
inline std::string const refunded = "refunded";          ///< All of it has gone back.
inline std::string const declined = "declined"; ///< The payer or his bank said no. May be paid again.
} // namespace status

struct order {
    std::string id;
    std::string placed_at;
    std::string gateway;  ///< By its name.
    std::string items;    ///< For people: `2 x Enamel mug`.
    std::int64_t due = 0; ///< In minor units.
    std::string status = shop::status::placed;
    int attempt = 1;       ///< How often the payer set out to pay it.
    std::string paid_as{}; ///< As what the gateway knows the payment, if it said so.

    /// Under which the gateway knows this attempt, unique for each.
    [[nodiscard]] std::string own_id() const { return id + "-" + std::to_string(attempt); }
};

struct history_line {
    std::string at;
    std::string what;
};

/**
 * The shop's own tables, in the same database as tollgate's records.
 * All members may be called from several threads, and from several shops on one database.
 */
class order_book {
public:
    /// \param database a file for SQLite, or `postgresql://…`
    explicit order_book(std::string const &database);
    ~order_book();

    /// Writes an order down, unless one of its id is there already, and gives what is there: whoever orders twice has ordered once.
    order place(order const &wanted);
    std::optional<order> find(std::string const &id);
    std::vector<order> latest(int most);
    std::vector<history_line> history(std::string const &id);

    /// The payer sets out again, after he declined, or closed a page that opens once, or nobody knows whether the gateway heard of it. Not
    /// of what is paid.
    order try_again(order const &of, std::string const &gateway);
    void note(std::string const &id, std::string const &what);
    /// Marks an order that is paid as being given back, before anything is sent; nothing if it is not paid, or somebody else did.
    std::optional<order> begin_refund(std::string const &id);
    /// What became of its refund: a status, and a line for the history.
    void give_back(std::string const &id, std::string const &became, std::string const &how);

    /// What a gateway told of an attempt, within the transaction of whoever was told.
    static void told(soci::session &sql, std::string const &own_id, std::int64_t received,
                     std::string const &paid_as, std::string const &how);
    /// What a gateway told of the refund of a payment that it knows as `paid_as`. A part of it changes no status.
    static void told_of_refund(soci::session &sql, std::string const &paid_as, std::string const &became,
                               std::string const &how, std::optional<std::int64_t> amount);

private:
    std::unique_ptr<soci::connection_pool> sessions_;
};

} // namespace shop

#endif

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "orders.hpp"

#include <soci/connection-pool.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace shop {

namespace {

constexpr std::size_t connections = 8;

order read_order(soci::row const &row)
{
    order one;
    one.id = row.get<std::string>(0);
    one.placed_at = row.get<std::string>(1);
    one.gateway = row.get<std::string>(2);
    one.items = row.get<std::string>(3);
    one.due = std::stoll(row.get<std::string>(4));
    one.status = row.get<std::string>(5);
    one.attempt = std::stoi(row.get<std::string>(6));
    one.paid_as = row.get<std::string>(7);
    return one;
}

std::string const columns =
    "id, substr(cast(placed_at as text), 1, 19), gateway, items, cast(due as text), status, cast(attempt as text), "
    "coalesce((select max(paid_as) from shop_payments where order_id = shop_orders.id), '')";

void write_history(soci::session &sql, std::string const &id, std::string const &what)
{
    sql << "insert into shop_history (order_id, what) values (:id, :what)", soci::use(id), soci::use(what);
}

/// Nothing if it is so already.
void change_refund(soci::session &sql, std::string const &id, std::string const &became,
                   std::string const &how)
{
    soci::statement update =
        (sql.prepare
             << "update shop_orders set status = :became where id = :id and status <> :same and status in "
                "('paid', 'being given back', 'refunded')",
         soci::use(became, "became"), soci::use(id, "id"), soci::use(became, "same"));
    update.execute(true);
    if (update.get_affected_rows() == 1) write_history(sql, id, how);
}

} // namespace

order_book::order_book(std::string const &database)
    : sessions_{std::make_unique<soci::connection_pool>(connections)}
{
    bool const is_postgresql = database.starts_with("postgresql://");
    for (std::size_t i = 0; i != connections; ++i) {
        soci::session &sql = sessions_->at(i);
        if (is_postgresql) {
            sql.open(soci::postgresql, database);
        } else {
            sql.open(soci::sqlite3, "db=" + database + " timeout=10");
            sql << "pragma journal_mode=wal";
        }
    }
    soci::session sql{*sessions_};
    std::string const number = is_postgresql ? "bigserial primary key" : "integer primary key";
    sql << "create table if not exists shop_orders (id varchar(40) primary key, placed_at timestamp not null default "
           "current_timestamp, gateway varchar(40) not null, items text not null, due bigint not null, status "
           "varchar(20) not null, attempt integer not null)";
    sql << "create table if not exists shop_payments (own_id varchar(60) primary key, order_id varchar(40) not null, "
           "received bigint not null, paid_as varchar(100) not null)";
    sql << "create table if not exists shop_history (number " + number +
               ", order_id varchar(40) not null, at timestamp not null default current_timestamp, what text not null)";
}

order_book::~order_book() = default;

order order_book::place(order const &wanted)
{
    soci::session sql{*sessions_};
    soci::transaction all{sql};
    soci::statement insert =
        (sql.prepare
             << "insert into shop_orders (id, gateway, items, due, status, attempt) values (:id, :gateway, "
                ":items, :due, :status, 1) on conflict (id) do nothing",
         soci::use(wanted.id), soci::use(wanted.gateway), soci::use(wanted.items), soci::use(wanted.due),
         soci::use(status::placed));
    insert.execute(true);
    if (insert.get_affected_rows() == 1)
        write_history(sql, wanted.id, "ordered, to be paid by " + wanted.gateway);
    all.commit();
    return *find(wanted.id);
}

std::optional<order> order_book::find(std::string const &id)
{
    soci::session sql{*sessions_};
    soci::rowset<soci::row> rows =
        (sql.prepare << "select " + columns + " from shop_orders where id = :id", soci::use(id));
    for (soci::row const &row : rows)
        return read_order(row);
    return std::nullopt;
}

std::vector<order> order_book::latest(int most)
{
    soci::session sql{*sessions_};
    soci::rowset<soci::row> rows =
        (sql.prepare << "select " + columns + " from shop_orders order by placed_at desc, id limit :most",
         soci::use(most));
    std::vector<order> all;
    for (soci::row const &row : rows)
        all.push_back(read_order(row));
    return all;
}

std::vector<history_line> order_book::history(std::string const &id)
{
    soci::session sql{*sessions_};
    soci::rowset<soci::row> rows =
        (sql.prepare << "select substr(cast(at as text), 1, 19), what from shop_history "
                        "where order_id = :id order by number",
         soci::use(id));
    std::vector<history_line> all;
    for (soci::row const &row : rows)
        all.push_back({row.get<std::string>(0), row.get<std::string>(1)});
    return all;
}

order order_book::try_again(order const &of, std::string const &gateway)
{
    {
        soci::session sql{*sessions_};
        soci::transaction all{sql};
        soci::statement update =
            (sql.prepare
                 << "update shop_orders set attempt = attempt + 1, gateway = :gateway, status = :placed where id = "
                    ":id and attempt = :attempt and status in ('placed', 'declined')",
             soci::use(gateway), soci::use(status::placed), soci::use(of.id), soci::use(of.attempt));
        update.execute(true);
        if (update.get_affected_rows() == 1) write_history(sql, of.id, "to be paid again, by " + gateway);
        all.commit();
    }
    return *find(of.id);
}

void order_book::note(std::string const &id, std::string const &what)
{
    soci::session sql{*sessions_};
    write_history(sql, id, what);
}

std::optional<order> order_book::begin_refund(std::string const &id)
{
    {
        soci::session sql{*sessions_};
        soci::statement update =
            (sql.prepare << "update shop_orders set status = :refunding where id = :id and status = 'paid'",
             soci::use(status::refunding), soci::use(id));
        update.execute(true);
        if (update.get_affected_rows() != 1) return std::nullopt;
    }
    return find(id);
}

void order_book::give_back(std::string const &id, std::string const &became, std::string const &how)
{
    soci::session sql{*sessions_};
    soci::transaction all{sql};
    change_refund(sql, id, became, how);
    all.commit();
}

void order_book::told(soci::session &sql, std::string const &own_id, std::int64_t received,
                      std::string const &paid_as, std::string const &how)
{
    std::size_t const dash = own_id.rfind('-');
    std::string const id = own_id.substr(0, dash);
    std::int64_t due = 0;
    sql << "select due from shop_orders where id = :id", soci::into(due), soci::use(id);
    if (!sql.got_data()) return; // not this shop's
    write_history(sql, id, "the gateway says of " + own_id + ": " + how);
    if (received == 0) {
        // Of an attempt that is over it is no news: another one may be on its way.
        sql << "update shop_orders set status = 'declined' where id = :id and status = 'placed' and "
               "cast(attempt as text) = :attempt",
            soci::use(id), soci::use(own_id.substr(dash + 1));
        return;
    }
    // Should a gateway have taken an attempt's money twice, both count.
    std::string const payment = paid_as.empty() ? own_id : own_id + "/" + paid_as;
    sql << "insert into shop_payments (own_id, order_id, received, paid_as) values (:own_id, :id, :received, :paid_as) "
           "on conflict (own_id) do update set received = excluded.received, paid_as = excluded.paid_as",
        soci::use(payment), soci::use(id), soci::use(received), soci::use(paid_as);
    std::int64_t sum = 0;
    sql << "select cast(sum(received) as bigint) from shop_payments where order_id = :id", soci::into(sum),
        soci::use(id);
    std::string const became = sum == due ? status::paid : status::part_paid;
    sql << "update shop_orders set status = :became where id = :id and status in ('placed', 'declined', 'paid', 'part "
           "paid')",
        soci::use(became), soci::use(id);
}

void order_book::told_of_refund(soci::session &sql, std::string const &paid_as, std::string const &became,
                                std::string const &how, std::optional<std::int64_t> amount)
{
    std::string id;
    std::int64_t received = 0;
    sql << "select order_id, received from shop_payments where paid_as = :paid_as", soci::into(id),
        soci::into(received), soci::use(paid_as);
    if (!sql.got_data()) return;
    if (amount && *amount != received)
        write_history(sql, id, how + ": a part");
    else
        change_refund(sql, id, became, how);
}

} // namespace shop

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A database that is full, or locked for long: what it costs is named, and nothing is lost.

#include <tollgate/records.hpp>

#include <support/gateways.hpp>
#include <support/records.hpp>

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/scripted_transport.hpp>

#include <soci/soci.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

namespace {

namespace one_payment = tollgate::one_payment;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::payment_state;
using tollgate::sql_dialect;
using tollgate::test::folder;
using tollgate::test::gateway_of_file;
using tollgate::test::one_payment_side;
using tollgate::test::order;
using tollgate::test::postgresql;
using tollgate::test::query;
using tollgate::test::shop;
using tollgate::test::watched_database;
using tollgate::test::with_each_database;

using init_payment = one_payment::init_payment;
using client = tollgate::client<one_payment::account, gateway_of_file>;
using told = tollgate::verified<one_payment_side::reports>;

/// What the gateway tells of a payment, with an id of its own.
std::string body_about(std::string const &id)
{
    return tollgate::test::signed_by_one_payment(
        R"("payment_type":"sbp","order_id":"g-)" + id +
            R"(","project_id":5678,"status":3,"merchant_price":50,"currency":"RUB","user_data":")" + id +
            "\"",
        "currency=RUB&merchant_price=50&order_id=g-" + id +
            "&payment_type=sbp&project_id=5678&status=3&user_data=" + id);
}
/// The status of what the shop answers.
template <class Handler, class... Settings>
unsigned tell(Handler handler, std::string const &id, Settings const &...settings)
{
    return tollgate::answer_callback<one_payment_side::reports>(one_payment_side::account(), body_about(id),
                                                                {}, handler, settings...)
        .status;
}
void deliver(told const &paid, soci::session &database)
{
    std::string const id = one_payment_side::order_id(*paid);
    database << "INSERT INTO delivery (order_id) VALUES (:id)", soci::use(id);
}

// A disk that is full

/// SQLite in a file that may not grow beyond so many pages.
struct bounded_connection {
    std::unique_ptr<tollgate::soci_connection> connection;
    std::shared_ptr<std::int64_t const> pages;

    tollgate::sql_rows execute(std::string_view sql, std::span<tollgate::sql_value const> values)
    {
        static_cast<void>(connection->execute("PRAGMA max_page_count = " + std::to_string(*pages),
                                              {})); // at least what it has
        return connection->execute(sql, values);
    }
    soci::session &native() noexcept { return connection->native(); }
};
struct bounded_database {
    using connection = bounded_connection;

    tollgate::soci_database database;
    std::shared_ptr<std::int64_t> pages = std::make_shared<std::int64_t>(1'000'000);

    [[nodiscard]] std::unique_ptr<connection> connect() const
    {
        return std::make_unique<connection>(connection{database.connect(), pages});
    }
    [[nodiscard]] sql_dialect dialect() const noexcept { return database.dialect(); }
};

/// A small file system of its own, which the server's user may write to. Only root may have one.
class small_disk {
public:
    small_disk()
    {
        if (getuid() != 0) return;
        is_there_ = run("mount -t tmpfs -o size=6m,mode=777 tmpfs ") && run("chown postgres ");
    }
    ~small_disk()
    {
        if (is_there_) static_cast<void>(run("umount -l "));
    }
    small_disk(small_disk const &) = delete;
    small_disk &operator=(small_disk const &) = delete;

    [[nodiscard]] bool is_there() const noexcept { return is_there_; }
    [[nodiscard]] std::string path() const { return here_.file("."); }

private:
    [[nodiscard]] bool run(std::string const &command) const
    {
        return std::system((command + path() + " 2> /dev/null").c_str()) == 0;
    }

    folder here_;
    bool is_there_ = false;
};

/// Orders and callbacks until nothing goes on, then more room, and all that was told to have been done is there, once.
template <class Database>
void check_full_disk(Database const &database, std::function<void()> const &fill,
                     std::function<void()> const &make_room)
{
    folder const here;
    gateway_of_file const gateway{here.file("books")};
    tollgate::records kept{database};
    tollgate::payments by{client{shop(), gateway}, kept};
    static_cast<void>(
        database.database.connect()->execute("CREATE TABLE delivery (order_id TEXT NOT NULL)", {}));
    auto const handler = tollgate::exactly_once(kept, deliver);

    std::vector<std::string> accepted;
    std::vector<std::string> acknowledged;
    std::optional<tollgate::error> why;
    unsigned answered = 200;
    fill();
    for (int i = 0; i != 500 && (!why || answered == 200); ++i) {
        std::string const id = "order-" + std::to_string(i) + std::string(300, 'x');
        if (!why) {
            auto const sent = by.send(order(id));
            if (sent)
                accepted.push_back(id);
            else
                why = sent.error();
        }
        if (answered == 200) answered = tell(handler, id);
        if (answered == 200) acknowledged.push_back(id);
    }
    REQUIRE(why.has_value());
    CHECK(why->code() == errc::records_failed);
    CHECK(why->is_not_sent());
    CHECK(why->message().find("no room") != std::string::npos);
    CHECK(answered == 500);
    CHECK(gateway.books() == accepted); // no byte of one that could not be written down

    make_room();
    CHECK(by.send(order("order-again")).has_value());
    accepted.emplace_back("order-again");
    CHECK(gateway.books() == accepted);
    for (std::string const &id : accepted)
        CHECK((*by.template find<init_payment>(id))->state == payment_state::accepted);
    CHECK(by.unsettled()->empty());
    CHECK(tell(handler, "order-again") == 200);
    acknowledged.emplace_back("order-again");
    auto const delivered = database.database.connect()->execute("SELECT order_id FROM delivery", {});
    CHECK(delivered.size() == acknowledged.size());
    CHECK(database.database.connect()
              ->execute("SELECT digest FROM tollgate_callback WHERE state = 'done'", {})
              .size() == acknowledged.size());
}

// A lock that lasts

/// Another program that holds what nobody else may then use, until it goes.
class holder {
public:
    holder(watched_database const &database, std::string_view in_postgresql)
        : connection_{database.database.connect()}
    {
        bool const is_sqlite = database.dialect() == sql_dialect::sqlite;
        run(is_sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
        if (!is_sqlite) run(in_postgresql);
    }
    void let_go() { run("ROLLBACK"); }

private:
    void run(std::string_view sql) { static_cast<void>(connection_->execute(sql, {})); }

    std::unique_ptr<tollgate::soci_connection> connection_;
};

} // namespace

TEST_SUITE("tollgate.records.faults")
{
    TEST_CASE(
        "records: on a disk that is full nothing is sent and nothing acknowledged; with room all goes on")
    {
        SUBCASE("SQLite")
        {
            folder const here;
            bounded_database const database{tollgate::soci_database::sqlite(here.file("records.db"))};
            REQUIRE(tollgate::records{database}.prepare().has_value());
            check_full_disk(database, [&] { *database.pages = 1; }, [&] { *database.pages = 1'000'000; });
        }
        SUBCASE("PostgreSQL")
        {
            small_disk const disk;
            if (!postgresql::get().is_there() || !disk.is_there()) {
                std::cerr << "SKIPPED: a full PostgreSQL, which takes root and a file system of its own\n";
                return;
            }
            watched_database const plain{tollgate::soci_database::postgresql(postgresql::get().new_schema())};
            static_cast<void>(query(plain, "CREATE TABLESPACE small LOCATION '" + disk.path() + "'"));
            std::string const schema = postgresql::get().new_schema();
            std::string const in_small =
                schema.substr(0, schema.rfind('\'')) + " -c default_tablespace=small'";
            watched_database const database{tollgate::soci_database::postgresql(in_small)};
            REQUIRE(tollgate::records{database}.prepare().has_value());
            auto const fill = [&] {
                static_cast<void>(query(database, "CREATE TABLE filler (text TEXT)"));
                for (int const lines : {2000, 100, 10, 1})
                    for (bool is_full = false; !is_full;) {
                        try {
                            static_cast<void>(
                                query(database, "INSERT INTO filler SELECT repeat('x', 1000) FROM "
                                                "generate_series(1, " +
                                                    std::to_string(lines) + ")"));
                        } catch (tollgate::sql_error const &why) {
                            CHECK(why.failure() == tollgate::sql_failure::full);
                            is_full = true;
                        }
                    }
            };
            check_full_disk(database, fill, [&] { static_cast<void>(query(database, "DROP TABLE filler")); });
            for (std::string_view const sql :
                 {"DROP TABLE tollgate_payment, tollgate_payment_step, tollgate_callback, tollgate_status, "
                  "tollgate_contradiction, tollgate_callback_log, tollgate_schema, delivery",
                  "DROP TABLESPACE small"})
                static_cast<void>(query(database, sql));
        }
    }

    TEST_CASE("payments: an answer that comes while the disk is full is given, and written down with room")
    {
        folder const here;
        bounded_database const database{tollgate::soci_database::sqlite(here.file("records.db"))};
        REQUIRE(tollgate::records{database}.prepare().has_value());
        gateway_of_file const gateway{here.file("books"), [pages = database.pages] { *pages = 1; }};
        tollgate::payments by{client{shop(), gateway}, tollgate::records{database}};
        int sent = 0;
        for (; sent != 500; ++sent) {
            *database.pages = 1'000'000;
            CHECK(by.send(order("order-" + std::to_string(sent) + std::string(3000, 'x'))).has_value());
            if (!by.unsettled()) break; // what is kept cannot be written
        }
        CHECK(sent != 500);
        *database.pages = 1'000'000;
        CHECK(by.unsettled()->empty());
        CHECK(query(watched_database{database.database},
                    "SELECT own_id FROM tollgate_payment WHERE state = 'accepted'")
                  .size() == gateway.books().size());
    }

    TEST_CASE("records: after a switch to a read-only server the next connection is a new one")
    {
        with_each_database([](watched_database const &database) {
            folder const here;
            tollgate::payments by{client{shop(), gateway_of_file{here.file("books")}},
                                  tollgate::records{database}};
            int left = 0;
            database.by->before = [&](std::string_view) {
                if (left-- > 0) throw tollgate::sql_error{tollgate::sql_failure::full, "25006", "read-only"};
            };
            CHECK(by.send(order("A-1")).has_value());
            left = 1;
            CHECK(by.send(order("A-2")).has_value());
            CHECK(left < 0);
        });
    }

    TEST_CASE("records: an order that the database refuses for good is looked for, and only then given up")
    {
        with_each_database([](watched_database const &database) {
            folder const here;
            gateway_of_file const gateway{here.file("books")};
            tollgate::payments by{client{shop(), gateway}, tollgate::records{database}};
            auto const known = by.send(order("A-1"));
            REQUIRE(known.has_value());
            int refused = 0;
            database.by->before = [&](std::string_view sql) {
                if (!sql.starts_with("INSERT INTO tollgate_payment ")) return;
                ++refused;
                throw tollgate::sql_error{tollgate::sql_failure::other, {}, "no such kind of error"};
            };
            auto const again = by.send(order("A-1"));
            auto const other = by.send(order("A-2"));
            database.by->before = nullptr;
            if (database.database.dialect() == tollgate::sql_dialect::sqlite) {
                REQUIRE(again.has_value());
                CHECK(again->order_id == known->order_id);
            } else {
                CHECK(again.error().code() == errc::records_failed);
            }
            REQUIRE(!other.has_value());
            CHECK(other.error().code() == errc::records_failed);
            CHECK(other.error().is_not_sent());
            CHECK(refused <= 3);
            CHECK(gateway.books().size() == 1);
        });
    }

    TEST_CASE("records: a lock that lasts is named, and nothing is lost")
    {
        with_each_database(
            [](watched_database const &database) {
                folder const here;
                gateway_of_file const gateway{here.file("books")};
                tollgate::records kept{database};
                tollgate::payments by{client{shop(), gateway}, kept};
                tollgate::inbox inbox{kept};
                static_cast<void>(query(database, "CREATE TABLE delivery (order_id TEXT NOT NULL)"));
                auto const once = tollgate::exactly_once(kept, deliver);
                int handled = 0;
                auto const handle = [&](told const &) { ++handled; };

                holder other{database, "LOCK TABLE tollgate_payment, tollgate_callback, tollgate_status"};
                auto const sent = by.send(order("A-1"));
                REQUIRE(!sent.has_value());
                CHECK(sent.error().code() == errc::records_unavailable);
                CHECK(sent.error().is_not_sent());
                CHECK(sent.error().message().find("busy") != std::string::npos);
                CHECK(by.settle<init_payment>(60s).error().code() == errc::records_unavailable);
                CHECK(by.record_status(one_payment::payment_status{.order_id = "g-1",
                                                                   .status = one_payment::status::success,
                                                                   .user_data = "A-1"})
                          .error()
                          .code() == errc::records_unavailable);
                CHECK(tell(handle, "A-1", tollgate::once_by(inbox)) == 500);
                CHECK(tell(once, "A-2") == 500);
                CHECK(handled == 0);
                CHECK(gateway.books().empty());

                other.let_go();
                CHECK(by.send(order("A-1")).has_value());
                CHECK(gateway.books().size() == 1);
                CHECK(tell(handle, "A-1", tollgate::once_by(inbox)) == 200);
                CHECK(tell(once, "A-2") == 200);
                CHECK(handled == 1);
                CHECK(query(database, "SELECT order_id FROM delivery").size() == 1);
            },
            50ms);
    }

    TEST_CASE("records: what passes by itself is told by its cause: a lock, a shared connection, no memory")
    {
        with_each_database([](watched_database const &database) {
            folder const here;
            tollgate::payments by{client{shop(), gateway_of_file{here.file("books")}},
                                  tollgate::records{database}};
            struct cause {
                std::string code, told;
            };
            cause const causes[] = {{"55P03", "busy with others"}, {"40001", "busy with others"},
                                    {"5", "busy with others"},     {"26000", "session mode"},
                                    {"42P05", "session mode"},     {"7", "short of memory"},
                                    {"9", "short of memory"},      {"15", "short of memory"}};
            for (cause const &one : causes) {
                CAPTURE(one.code);
                database.by->before = [&one](std::string_view) {
                    throw tollgate::sql_error{tollgate::sql_failure::busy, one.code, "of the database"};
                };
                auto const sent = by.send(order("A-1"));
                CHECK(sent.error().code() == errc::records_unavailable);
                CHECK(sent.error().is_not_sent());
                CHECK(sent.error().message().find(one.told) != std::string::npos);
                CHECK(sent.error().message().find(one.code) != std::string::npos);
            }
        });
    }

    TEST_CASE(
        "payments: an answer that comes while another caller waits to write what is kept is given at once")
    {
        with_each_database([](watched_database const &database) {
            folder const here;
            std::mutex mutex;
            std::condition_variable changed;
            bool is_writing = false;
            bool is_answered = false;
            bool is_in_time = false;
            std::jthread other;
            std::function<void()> step = [] {};
            gateway_of_file const gateway{here.file("books"), [&] { step(); }};
            tollgate::payments by{client{shop(), gateway}, tollgate::records{database}};
            auto const at_finish = [&](std::function<void()> then) {
                database.by->before = [then = std::move(then)](std::string_view sql) {
                    if (sql.starts_with("UPDATE tollgate_payment SET state = $1")) then();
                };
            };
            at_finish([] { throw tollgate::sql_error{tollgate::sql_failure::full, "53100", "no room"}; });
            bool is_first = true;
            step = [&] {
                if (!std::exchange(is_first, false)) return;
                CHECK(by.send(order("A-1")).has_value()); // what became of it is kept
                at_finish([&] {
                    std::unique_lock lock{mutex};
                    is_writing = true;
                    changed.notify_all();
                    // As one that a lock lets wait.
                    is_in_time = changed.wait_for(lock, 20s, [&] { return is_answered; });
                    throw tollgate::sql_error{tollgate::sql_failure::full, "53100", "no room"};
                });
                other = std::jthread{[&] { CHECK(by.unsettled().error().code() == errc::records_failed); }};
                std::unique_lock lock{mutex};
                changed.wait(lock, [&] { return is_writing; });
            };
            CHECK(by.send(order("A-2")).has_value());
            {
                std::scoped_lock lock{mutex};
                is_answered = true;
                changed.notify_all();
            }
            other.join();
            CHECK(is_in_time);
            *database.by = {};
            CHECK(by.unsettled()->empty());
            for (std::string const id : {"A-1", "A-2"})
                CHECK((*by.find<init_payment>(id))->state == payment_state::accepted);
        });
    }

    TEST_CASE(
        "payments: an answer that a lock keeps from being written down is given, and written down later")
    {
        with_each_database(
            [](watched_database const &database) {
                folder const here;
                std::optional<holder> other;
                int steps = 0;
                gateway_of_file const gateway{
                    here.file("books"), [&] {
                        if (steps++ == 1)
                            other.emplace(database,
                                          "SELECT CAST(id AS TEXT) FROM tollgate_payment FOR UPDATE");
                    }};
                tollgate::payments by{client{shop(), gateway}, tollgate::records{database}};
                CHECK(by.send(order("A-1")).has_value());
                REQUIRE(other.has_value());
                other->let_go();
                CHECK(by.unsettled()->empty());
                CHECK((*by.find<init_payment>("A-1"))->state == payment_state::accepted);
                CHECK(gateway.books().size() == 1);
            },
            50ms);
    }
}

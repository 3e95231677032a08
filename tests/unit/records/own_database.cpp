// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A database of the program's own: SQLite by its own interface, without SOCI.

#include <tollgate/records.hpp>

#include <support/records.hpp>

#include <tollgate/scripted_transport.hpp>

#include <sqlite3.h>

#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// SOCI's header, where a program sees it, puts SQLite's names into this namespace.
namespace sqlite_api {
}
using namespace sqlite_api;

namespace {

struct closing {
    void operator()(sqlite3 *database) const noexcept { sqlite3_close_v2(database); }
    void operator()(sqlite3_stmt *statement) const noexcept { sqlite3_finalize(statement); }
};

class connection {
public:
    explicit connection(std::string const &file)
    {
        sqlite3 *opened = nullptr;
        int const done = sqlite3_open(file.c_str(), &opened);
        database_.reset(opened);
        if (done != SQLITE_OK) fail();
        sqlite3_busy_timeout(opened, 10'000);
        static_cast<void>(execute("PRAGMA journal_mode = WAL", {}));
    }

    tollgate::sql_rows execute(std::string_view sql, std::span<tollgate::sql_value const> values)
    {
        sqlite3_stmt *prepared = nullptr;
        if (sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &prepared,
                               nullptr) != SQLITE_OK)
            fail();
        std::unique_ptr<sqlite3_stmt, closing> const statement{prepared};
        for (int i = 0; i != static_cast<int>(values.size()); ++i)
            if (auto const &value = values[static_cast<std::size_t>(i)])
                sqlite3_bind_text(prepared, i + 1, value->data(), static_cast<int>(value->size()),
                                  SQLITE_TRANSIENT);
        tollgate::sql_rows rows;
        int step = 0;
        while ((step = sqlite3_step(prepared)) == SQLITE_ROW) {
            tollgate::sql_row &row = rows.emplace_back();
            for (int i = 0; i != sqlite3_column_count(prepared); ++i) {
                auto const *text = reinterpret_cast<char const *>(sqlite3_column_text(prepared, i));
                row.push_back(text == nullptr ? std::nullopt : std::optional<std::string>{text});
            }
        }
        if (step != SQLITE_DONE) fail();
        return rows;
    }
    sqlite3 *native() noexcept { return database_.get(); }

private:
    [[noreturn]] void fail() const
    {
        using enum tollgate::sql_failure;
        int const code = sqlite3_errcode(database_.get());
        auto const why = code == SQLITE_BUSY || code == SQLITE_LOCKED      ? busy
                         : code == SQLITE_CANTOPEN || code == SQLITE_IOERR ? unavailable
                         : code == SQLITE_FULL || code == SQLITE_READONLY  ? full
                         : code == SQLITE_CONSTRAINT                       ? constraint
                                                                           : other;
        throw tollgate::sql_error{why, std::to_string(code), sqlite3_errmsg(database_.get())};
    }

    std::unique_ptr<sqlite3, closing> database_;
};

struct database {
    using connection = ::connection;

    std::string file;

    [[nodiscard]] std::unique_ptr<connection> connect() const { return std::make_unique<connection>(file); }
    [[nodiscard]] tollgate::sql_dialect dialect() const noexcept { return tollgate::sql_dialect::sqlite; }
};

struct without_dialect {
    using connection = ::connection;
    [[nodiscard]] std::unique_ptr<connection> connect() const;
};
static_assert(tollgate::sql_database<database>);
static_assert(!tollgate::sql_database<without_dialect>);

} // namespace

TEST_SUITE("tollgate.records.own_database")
{
    using namespace std::chrono_literals;
    using tollgate::test::order;
    namespace one_payment = tollgate::one_payment;

    TEST_CASE("records: a database of the program's own serves journal and inbox")
    {
        tollgate::test::folder const here;
        tollgate::records records{database{here.file("own.db")}};
        REQUIRE(records.prepare().has_value());
        tollgate::scripted_transport const network{
            {tollgate::error{tollgate::errc::deadline_exceeded, tollgate::unknown{},
                             "No answer came in time."},
             tollgate::wire_response{200, R"({"order_id":"g-1","user_data":"A-1","status":3})"}}};
        tollgate::payments payments{tollgate::client{tollgate::test::shop(), network}, records};
        std::vector<std::thread> all;
        for (int i = 0; i != 4; ++i)
            all.emplace_back([payments]() mutable { static_cast<void>(payments.send(order("A-1"), 60s)); });
        for (std::thread &one : all)
            one.join();
        CHECK(network.requests().size() == 1);
        CHECK(payments.settle<one_payment::init_payment>(60s)->settled == 1);
        CHECK(payments.unsettled()->empty());

        tollgate::inbox inbox{records};
        CHECK(inbox.begin("a") == tollgate::claim::first);
        inbox.commit("a");
        CHECK(inbox.begin("a") == tollgate::claim::done);
    }
}

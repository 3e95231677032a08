// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_RECORDS_HPP
#define TOLLGATE_TESTS_SUPPORT_RECORDS_HPP

#include <support/postgresql.hpp>

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/records.hpp>
#include <tollgate/records/soci_database.hpp>

#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/system_executor.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace tollgate::test {

/// What happens around each statement of a \ref watched_database.
struct watch {
    std::function<void(std::string_view sql)> before = [](std::string_view) {};
    std::function<void(std::string_view sql)> after = [](std::string_view) {};
};

class watched_connection {
public:
    watched_connection(std::unique_ptr<tollgate::soci_connection> connection, std::shared_ptr<watch> by)
        : connection_{std::move(connection)},
          by_{std::move(by)}
    {
    }

    tollgate::sql_rows execute(std::string_view sql, std::span<tollgate::sql_value const> values)
    {
        by_->before(sql);
        auto rows = connection_->execute(sql, values);
        by_->after(sql);
        return rows;
    }
    soci::session &native() noexcept { return connection_->native(); }

private:
    std::unique_ptr<tollgate::soci_connection> connection_;
    std::shared_ptr<watch> by_;
};

/// A real database in which a test can make things go wrong, before a statement and after it.
struct watched_database {
    using connection = watched_connection;

    tollgate::soci_database database;
    std::shared_ptr<watch> by = std::make_shared<watch>();

    [[nodiscard]] std::unique_ptr<connection> connect() const
    {
        return std::make_unique<connection>(database.connect(), by);
    }
    [[nodiscard]] tollgate::sql_dialect dialect() const noexcept { return database.dialect(); }
};

/// A folder that goes with the test.
class folder {
public:
    folder()
    {
        char name[] = "/tmp/tollgate-records-XXXXXX";
        path_ = mkdtemp(name);
    }
    folder(folder const &) = delete;
    folder &operator=(folder const &) = delete;
    ~folder()
    {
        std::error_code none;
        std::filesystem::remove_all(path_, none);
    }
    [[nodiscard]] std::string file(std::string_view name) const { return path_ + "/" + std::string{name}; }

private:
    std::string path_;
};

/// Runs a test with SQLite and, where there is one, with PostgreSQL; the tables are there.
template <class Test>
void with_each_database(Test test)
{
    auto const run = [&test](tollgate::soci_database database) {
        REQUIRE(tollgate::records{database}.prepare().has_value());
        test(watched_database{std::move(database)});
    };
    SUBCASE("SQLite")
    {
        folder const here;
        run(tollgate::soci_database::sqlite(here.file("records.db")));
    }
    SUBCASE("PostgreSQL")
    {
        if (postgresql::get().is_there())
            run(tollgate::soci_database::postgresql(postgresql::get().new_schema()));
    }
}

/// The program's own SQL.
inline tollgate::sql_rows query(watched_database const &database, std::string_view sql)
{
    return database.database.connect()->execute(sql, {});
}

namespace one_payment = tollgate::one_payment;

inline one_payment::account shop()
{
    return {.partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
}
inline one_payment::init_payment order(std::string id, std::string_view amount = "50.00")
{
    return {.amount = tollgate::decimal::parse(amount).value(),
            .payment_type = "sbp",
            .user_data = std::move(id)};
}

/// A gateway whose books are a file, so that they outlive the process that pays. It knows payments by the shop's own id.
class gateway_of_file {
public:
    using executor_type = boost::asio::system_executor;

    explicit gateway_of_file(
        std::string file, std::function<void()> step = [] {})
        : file_{std::move(file)},
          step_{std::move(step)}
    {
    }

    [[nodiscard]] tollgate::result<tollgate::wire_response> send(tollgate::wire_request const &request,
                                                                 tollgate::deadline)
    {
        std::string const id = user_data_in(request.target);
        step_();
        if (request.target.starts_with("/status_payment")) {
            std::vector<std::string> const all = books();
            bool const is_known = std::ranges::find(all, id) != all.end();
            return tollgate::wire_response{200, is_known ? R"({"order_id":"o-)" + id + R"(","user_data":")" +
                                                               id + R"(","status":3})"
                                                         : R"({"error_code":10})"};
        }
        int const to = open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        std::string const line = id + "\n";
        REQUIRE(write(to, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
        close(to);
        step_();
        return tollgate::wire_response{200, R"({"order_id":"o-)" + id + R"(","status":2})"};
    }
    template <boost::asio::completion_token_for<void(tollgate::result<tollgate::wire_response>)> Token>
    auto async_send(tollgate::wire_request const &request, tollgate::deadline by, Token &&token)
    {
        return boost::asio::async_compose<Token, void(tollgate::result<tollgate::wire_response>)>(
            [answer = send(request, by), is_posted = false](auto &self) mutable {
                if (is_posted) return self.complete(std::move(answer));
                is_posted = true;
                boost::asio::post(std::move(self));
            },
            token);
    }
    [[nodiscard]] executor_type get_executor() const { return {}; }

    /// The ids of all payments that arrived, in order.
    [[nodiscard]] std::vector<std::string> books() const
    {
        std::vector<std::string> all;
        std::ifstream in{file_};
        for (std::string line; std::getline(in, line);)
            all.push_back(line);
        return all;
    }

private:
    static std::string user_data_in(std::string_view target)
    {
        std::size_t const at = target.find("user_data=");
        if (at == target.npos) return {};
        target.remove_prefix(at + 10);
        return std::string{target.substr(0, target.find('&'))};
    }

    std::string file_;
    std::function<void()> step_;
};

} // namespace tollgate::test

#endif

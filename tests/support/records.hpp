// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_RECORDS_HPP
#define TOLLGATE_TESTS_SUPPORT_RECORDS_HPP

#include <support/folder.hpp>
#include <support/postgresql.hpp>
#include <support/watched_database.hpp>

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
#include <chrono>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace tollgate::test {

/// Runs a test with SQLite and, where there is one, with PostgreSQL; the tables are there.
template <class Test>
void with_each_database(Test test, std::chrono::milliseconds lock_timeout = std::chrono::seconds{10})
{
    auto const run = [&test](tollgate::soci_database database) {
        REQUIRE(tollgate::records{database}.prepare().has_value());
        test(watched_database{std::move(database)});
    };
    SUBCASE("SQLite")
    {
        folder const here;
        run(tollgate::soci_database::sqlite(here.file("records.db"), lock_timeout));
    }
    SUBCASE("PostgreSQL")
    {
        if (postgresql::get().is_there())
            run(tollgate::soci_database::postgresql(postgresql::get().new_schema(), lock_timeout));
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

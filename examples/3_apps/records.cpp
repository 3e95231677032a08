// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A monitor of the records: shows what is open by age and gateway, asks the gateway for it, and writes everything as CSV.

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/https_transport.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/records.hpp>
#include <tollgate/records/soci_database.hpp>
#include <tollgate/sandbox.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <exception>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

namespace {

namespace one_payment = tollgate::one_payment;
namespace sandbox = tollgate::sandbox;
using namespace std::chrono_literals;
using tollgate::payment_record;

constexpr std::string_view help = R"(What the records hold.

    records --database FILE show
    records --database FILE settle --partner-id N --project-id N
    records --database FILE export > payments.csv
    records --demo

  show         what is open, by gateway and age, and each order
  settle       asks 1Payment for what is unknown; the environment gives its key, as TOLLGATE_SECRET
  export       all orders, as CSV
  --database   SQLite's file, or postgresql:PARAMETERS, which are libpq's
  --demo       all of this with orders that are made up, and a gateway that loses answers
)";

/// Another gateway's payments are one more of these, with its account and its messages.
using payments_of_shop = tollgate::payments<one_payment::account, tollgate::https_transport,
                                            tollgate::cryptopp_hash, tollgate::soci_database>;

// What is open.

struct age {
    std::string_view name;
    std::chrono::milliseconds below;
};
constexpr std::array ages{age{"< 5 min", 5min}, age{"< 1 h", 1h}, age{"< 1 day", 24h},
                          age{"older", std::chrono::milliseconds::max()}};

std::vector<payment_record> open_orders(payments_of_shop const &by)
{
    constexpr std::size_t most = 1'000'000;
    return by.unsettled(most).value();
}

void show(payments_of_shop const &by)
{
    std::vector<payment_record> const open = open_orders(by);
    std::map<std::string, std::array<std::size_t, ages.size()>> counts;
    for (payment_record const &one : open) {
        auto const is_older = [&](age const &limit) { return one.age < limit.below; };
        auto const at = std::ranges::find_if(ages, is_older) - ages.begin();
        ++counts[one.gateway].at(static_cast<std::size_t>(at));
    }
    std::cout << std::left << std::setw(14) << "open";
    for (age const &each : ages)
        std::cout << std::right << std::setw(10) << each.name;
    std::cout << '\n';
    for (auto const &[gateway, of_age] : counts) {
        std::cout << std::left << std::setw(14) << gateway;
        for (std::size_t const count : of_age)
            std::cout << std::right << std::setw(10) << count;
        std::cout << '\n';
    }
    for (payment_record const &one : open) {
        std::cout << one.gateway << ' ' << one.operation << ' ' << one.own_id << ": " << one.state
                  << ", asked for " << one.questions << " times";
        if (one.why) std::cout << "; " << one.why->message();
        std::cout << '\n';
    }
}

// Settling.

/// On the standard error stream, in one line where that is a terminal.
void draw_bar(std::size_t done, std::size_t of, std::size_t settled)
{
    constexpr std::size_t width = 40;
    std::size_t const full = of == 0 ? width : std::min(width, done * width / of);
    std::cerr << (isatty(STDERR_FILENO) != 0 ? "\r" : "") << '[' << std::string(full, '#')
              << std::string(width - full, '-') << "] " << done << " of " << of << " asked for, " << settled
              << " settled" << (isatty(STDERR_FILENO) != 0 ? "" : "\n") << std::flush;
}

void settle(payments_of_shop &by)
{
    std::size_t const open = open_orders(by).size();
    tollgate::settlement all;
    while (true) {
        draw_bar(std::min(all.asked, open), open, all.settled);
        // A short run, so that the bar moves; an order that it settled nothing of is not due again in the next.
        auto const run = by.settle<one_payment::init_payment, one_payment::init_form>(1s).value();
        all.asked += run.asked;
        all.settled += run.settled;
        if (run.asked == 0 || all.asked >= open) break;
    }
    draw_bar(std::min(all.asked, open), open, all.settled);
    if (isatty(STDERR_FILENO) != 0) std::cerr << '\n';
    std::cout << "settled " << all.settled << ", still open " << open_orders(by).size() << '\n';
}

// CSV, as RFC 4180 has it.

/// A spreadsheet takes what begins like this for a formula.
bool may_be_formula(std::string_view text)
{
    return !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
}
void write_cell(std::ostream &out, std::string_view text)
{
    out << '"' << (may_be_formula(text) ? "'" : "");
    for (char const c : text)
        out << (c == '"' ? "\"\"" : std::string_view{&c, 1});
    out << '"';
}
std::string time_of(std::string const &milliseconds)
{
    std::time_t const seconds = std::stoll(milliseconds) / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 21> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

void export_all(tollgate::soci_database const &database, std::ostream &out)
{
    out << "id,gateway,operation,own_id,state,attempts,questions,begun_at,changed_at,error,reason\r\n";
    auto const rows = database.connect()->execute(
        "SELECT CAST(id AS TEXT), gateway, operation, own_id, state, CAST(attempt AS TEXT), CAST(asked AS "
        "TEXT), CAST(begun_at AS TEXT), CAST(changed_at AS TEXT), error, reason FROM tollgate_payment ORDER "
        "BY id",
        {});
    for (tollgate::sql_row const &row : rows) {
        for (std::size_t i = 0; i != row.size(); ++i) {
            bool const is_time = i == 7 || i == 8;
            std::string const text = row[i].value_or("");
            out << (i == 0 ? "" : ",");
            write_cell(out, is_time ? time_of(text) : text);
        }
        out << "\r\n";
    }
}

// The program.

class settings {
public:
    explicit settings(std::vector<std::string_view> const &arguments)
    {
        for (std::size_t i = 0; i != arguments.size(); ++i) {
            std::string_view const name = arguments[i];
            if (!name.starts_with("--")) {
                command = name;
                continue;
            }
            if (++i == arguments.size()) throw std::invalid_argument{std::string{name} + " needs a value"};
            values_.insert_or_assign(name, arguments[i]);
        }
    }

    [[nodiscard]] std::string text(std::string_view name) const
    {
        auto const found = values_.find(name);
        if (found == values_.end()) throw std::invalid_argument{std::string{name} + " is missing"};
        return std::string{found->second};
    }
    [[nodiscard]] std::int64_t number(std::string_view name) const { return std::stoll(text(name)); }

    std::string_view command;

private:
    std::map<std::string_view, std::string_view> values_;
};

tollgate::soci_database database_at(std::string where)
{
    constexpr std::string_view server = "postgresql:";
    if (where.starts_with(server)) return tollgate::soci_database::postgresql(where.substr(server.size()));
    // SQLite would make it.
    if (!std::filesystem::exists(where)) throw std::invalid_argument{where + " is not there"};
    return tollgate::soci_database::sqlite(std::move(where));
}

void run(settings const &given)
{
    tollgate::soci_database const database = database_at(given.text("--database"));
    tollgate::records kept{database, {.migrate = false}};
    kept.prepare().value();
    if (given.command == "export") return export_all(database, std::cout);
    bool const asks = given.command == "settle";
    if (!asks && given.command != "show")
        throw std::invalid_argument{"`" + std::string{given.command} + "` is no command"};
    one_payment::account shop{.partner_id = 0, .project_id = 0, .api_key = tollgate::secret{"none"}};
    if (asks) // the account is part of what an order is known by
        shop = {.partner_id = given.number("--partner-id"),
                .project_id = given.number("--project-id"),
                .api_key = tollgate::secret::from_environment("TOLLGATE_SECRET").value()};
    payments_of_shop by{tollgate::client{shop}, kept};
    if (asks)
        settle(by);
    else
        show(by);
}

void demo()
{
    one_payment::account const shop{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    sandbox::gateway gateway{shop};
    std::string const file =
        (std::filesystem::temp_directory_path() / ("tollgate-demo-" + std::to_string(getpid()) + ".db"))
            .string();
    auto const database = tollgate::soci_database::sqlite(file);
    {
        tollgate::records kept{database};
        kept.prepare().value();
        payments_of_shop by{tollgate::client{shop, gateway.transport()}, kept};
        for (int i = 1; i != 9; ++i) {
            // Every second answer is lost; of every fourth order the request is lost, too.
            if (i % 2 == 0) gateway.next_answer(sandbox::fault_kind::drop_answer, i % 4 != 0);
            static_cast<void>(by.send(one_payment::init_payment{.amount = tollgate::decimal{"50.00"},
                                                                .payment_type = one_payment::sbp{},
                                                                .user_data = "order-" + std::to_string(i)}));
        }
        show(by);
        settle(by);
        show(by);
        export_all(database, std::cout);
    }
    for (std::string_view const end : {"", "-wal", "-shm"})
        std::filesystem::remove(file + std::string{end});
}

} // namespace

int main(int count, char **texts)
{
    std::vector<std::string_view> const arguments(texts + 1, texts + count);
    try {
        if (arguments.empty() || arguments.front() == "--help")
            std::cout << help;
        else if (arguments.front() == "--demo")
            demo();
        else
            run(settings{arguments});
        return 0;
    } catch (std::exception const &why) {
        std::cerr << "records: " << why.what() << "\n\n" << help;
        return 1;
    }
}

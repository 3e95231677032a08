// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "books.hpp"
#include "harbour.hpp"

#include <support/raw_connection.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/testing.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

namespace tollgate::at_scale {

using namespace std::chrono_literals;

namespace {

enum class kind {
    genuine,   ///< Told again until it is acknowledged, as a gateway does.
    forged,    ///< By somebody who has not the key.
    shortened, ///< Without its end.
    cut,       ///< The connection breaks before its end.
};

struct telling {
    enum kind kind;
    std::string body;
};

constexpr std::uint64_t tellings_of_each = 10;

harbour::paid of(std::uint64_t payment, std::int64_t step)
{
    return {.id = "p-" + std::to_string(payment),
            .order = "order-" + std::to_string(payment),
            .step = step,
            .amount = static_cast<std::int64_t>(100 + payment)};
}
std::string body_of(harbour::paid const &told, harbour::account const &by = harbour::shop())
{
    return signed_callback(by, told).value().body;
}

/// Of one payment: two steps, each told three times; and what is none of the gateway's, or not whole.
void add_tellings(std::vector<telling> &to, std::uint64_t payment)
{
    std::string const first = body_of(of(payment, 1));
    std::string const second = body_of(of(payment, 2));
    for (int i = 0; i != 3; ++i) {
        to.push_back({kind::genuine, first});
        to.push_back({kind::genuine, second});
    }
    harbour::account stranger = harbour::shop();
    stranger.key = secret{"another key"};
    to.push_back({kind::forged, body_of(of(payment, 3), stranger)});
    std::string more = second; // another amount under the right signature
    std::string const amount = std::to_string(100 + payment);
    more.replace(more.rfind(amount), amount.size(), amount + "00");
    to.push_back({kind::forged, std::move(more)});
    to.push_back({kind::shortened, first.substr(0, first.size() - 1 - payment % (first.size() / 2))});
    to.push_back({kind::cut, second});
}

std::uint16_t free_port()
{
    boost::asio::io_context loop;
    using boost::asio::ip::tcp;
    tcp::acceptor const any{loop, tcp::endpoint{boost::asio::ip::address_v4::loopback(), 0}};
    return any.local_endpoint().port();
}

/// nginx of the test's own, which passes what it is sent on to the first listener that answers.
class nginx {
public:
    nginx(std::string const &folder, std::vector<std::uint16_t> const &listeners)
        : folder_{folder},
          port_{free_port()}
    {
        std::ofstream config{folder + "/nginx.conf"};
        if (geteuid() == 0) config << "user root;\n";
        config << "pid " << folder << "/nginx.pid;\nerror_log " << folder << "/nginx.log;\n"
               << "worker_processes 1;\nevents { worker_connections 512; }\nhttp {\n  access_log off;\n";
        for (std::string_view const what : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
            config << "  " << what << "_temp_path " << folder << '/' << what << ";\n";
        config << "  upstream listeners {\n";
        for (std::uint16_t const port : listeners)
            config << "    server 127.0.0.1:" << port << " max_fails=0;\n";
        config
            << "  }\n  server {\n    listen 127.0.0.1:" << port_
            << ";\n    location / {\n      proxy_pass http://listeners;\n      proxy_connect_timeout 2s;\n"
            << "      proxy_next_upstream error timeout http_500 http_502 non_idempotent;\n    }\n  }\n}\n";
        config.close();
        run("");
    }
    nginx(nginx const &) = delete;
    nginx &operator=(nginx const &) = delete;
    ~nginx()
    {
        try {
            run(" -s stop");
        } catch (std::exception const &) { // it has gone
        }
    }

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

private:
    void run(std::string const &how) const
    {
        std::string const path = "PATH=$PATH:/usr/sbin:/sbin ";
        if (std::system(
                (path + "nginx -c " + folder_ + "/nginx.conf -e " + folder_ + "/nginx.log" + how).c_str()) !=
            0)
            throw std::runtime_error{"nginx does not start; is it installed?"};
    }

    std::string folder_;
    std::uint16_t port_;
};

/// What came of all tellings.
struct tally {
    std::atomic<std::size_t> sent = 0;         ///< Requests, with those that were sent again.
    std::atomic<std::size_t> acknowledged = 0; ///< Genuine ones.
    std::atomic<std::size_t> refused = 0;
    std::atomic<std::size_t> taken_wrongly = 0; ///< Acknowledged, and not genuine.
    std::atomic<std::size_t> not_acknowledged = 0;
};

/// The status of the answer; 0 if there was none.
unsigned say(std::uint16_t port, telling const &what, tally &count)
{
    ++count.sent;
    try {
        test::raw_connection peer{port};
        if (what.kind == kind::cut) {
            peer.say(test::post_head("/paid", what.body.size()) + what.body.substr(0, what.body.size() / 2));
            return 0;
        }
        return peer.say(test::post("/paid", what.body)).answer().result_int();
    } catch (boost::system::system_error const &) {
        return 0;
    }
}

void tell(std::uint16_t port, telling const &what, tally &count)
{
    if (what.kind == kind::cut) return static_cast<void>(say(port, what, count));
    auto const until = std::chrono::steady_clock::now() + 2min;
    while (std::chrono::steady_clock::now() < until) {
        unsigned const status = say(port, what, count);
        if (status >= 200 && status < 300) {
            ++(what.kind == kind::genuine ? count.acknowledged : count.taken_wrongly);
            return;
        }
        if (status >= 400 && status < 500) {
            ++(what.kind == kind::genuine ? count.not_acknowledged : count.refused);
            return;
        }
        std::this_thread::sleep_for(20ms);
    }
    ++count.not_acknowledged;
}

/// A listener's process, which is started again after it was killed.
class replica {
public:
    replica(std::string const &database, std::uint16_t port)
    {
        given_.set("database", database).set("port", port);
        start();
    }
    void start() { runs_.emplace_back("listener", given_); }
    bool kill()
    {
        bool const was_there = runs_.back().kill();
        runs_.clear();
        return was_there;
    }

private:
    arguments given_;
    std::vector<process> runs_;
};

} // namespace

bool run_hostile_callbacks(arguments const &given, std::string const &database, std::string const &folder)
{
    findings found{"hostile callbacks"};
    std::uint64_t const payments = given.number("callbacks") / tellings_of_each;
    std::uint64_t const kills = given.number("kills");
    soci_database const books = database_at(database);
    static_cast<void>(query(books, "CREATE TABLE delivery (payment TEXT, step BIGINT, amount BIGINT)"));

    random_engine by{given.number("seed")};
    std::vector<telling> all;
    for (std::uint64_t i = 0; i != payments; ++i)
        add_tellings(all, i);
    std::shuffle(all.begin(), all.end(), by);

    std::vector<std::uint16_t> const ports{free_port(), free_port(), free_port()};
    std::vector<replica> listeners;
    for (std::uint16_t const port : ports)
        listeners.emplace_back(database, port);
    nginx const front{folder, ports};

    tally count;
    std::atomic<std::size_t> next = 0;
    std::atomic<std::uint64_t> killed = 0;
    std::vector<std::thread> senders;
    for (int i = 0; i != 6; ++i)
        senders.emplace_back([&] {
            for (std::size_t at = next++; at < all.size(); at = next++) {
                while ((killed + 1) * all.size() < kills * at) // as many kills on a fast machine
                    std::this_thread::sleep_for(1ms);
                tell(front.port(), all[at], count);
            }
        });
    while (next < all.size() || killed + 1 < kills) {
        pause_up_to(by, 30ms);
        if (killed * all.size() < kills * next) { // evenly over the callbacks
            replica &doomed = listeners[random_below(by, listeners.size())];
            killed += doomed.kill() ? 1U : 0U;
            pause_up_to(by, 100ms);
            doomed.start();
        }
        found.progressed(next, all.size(), "callbacks, " + std::to_string(killed) + " kills");
    }
    for (std::thread &each : senders)
        each.join();

    std::map<std::string, std::string> effects;
    for (sql_row const &row :
         query(books,
               "SELECT payment || '/' || CAST(step AS TEXT), CAST(count(*) AS TEXT) || ' times, amount ' || "
               "CAST(min(amount) AS TEXT) FROM delivery GROUP BY payment, step"))
        effects.emplace(*row[0], *row[1]);
    for (std::uint64_t i = 0; i != payments; ++i)
        for (int step = 1; step != 3; ++step) {
            std::string const name = *of(i, step).id + "/" + std::to_string(step);
            std::string const wanted = "1 times, amount " + std::to_string(100 + i);
            auto const effect = effects.extract(name);
            found.expect(!effect.empty() && effect.mapped() == wanted,
                         name + (effect.empty() ? " has no effect" : ": " + effect.mapped()));
        }
    for (auto const &[name, times] : effects)
        found.expect(false, name + " has an effect, and is not genuine");
    std::size_t const genuine = payments * 6;
    found.expect(count.acknowledged == genuine, std::to_string(count.acknowledged) + " of " +
                                                    std::to_string(genuine) +
                                                    " genuine ones are acknowledged");
    found.expect(count.taken_wrongly == 0,
                 std::to_string(count.taken_wrongly) + " are acknowledged that are not genuine");
    found.expect(count.refused == payments * 3, std::to_string(count.refused) + " are refused");
    found.say(std::to_string(all.size()) + " callbacks in " + std::to_string(count.sent) + " requests, " +
              std::to_string(killed) + " kills: " + std::to_string(count.acknowledged) + " acknowledged, " +
              std::to_string(count.refused) + " refused, " + std::to_string(payments * 2) + " effects");
    return found.are_good();
}

} // namespace tollgate::at_scale

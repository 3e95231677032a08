// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Client and listener at full load, for minutes: prints memory and descriptors, and says whether they stay where they are.
//
//   soak MINUTES

#include <tollgate/providers/one_payment.hpp>
#include <tollgate/sandbox/certificates.hpp>
#include <tollgate/tollgate.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace one_payment = tollgate::one_payment;
using tcp = asio::ip::tcp;
using clock_type = std::chrono::steady_clock;
using namespace std::chrono_literals;

std::size_t resident_kib()
{
    std::ifstream statm{"/proc/self/statm"};
    std::size_t size = 0;
    std::size_t resident = 0;
    statm >> size >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

std::size_t descriptors()
{
    std::size_t count = 0;
    for ([[maybe_unused]] auto const &each : std::filesystem::directory_iterator{"/proc/self/fd"})
        ++count;
    return count;
}

/// An HTTPS server that gives each request the same answer, and now and then ends a connection.
class gateway {
public:
    explicit gateway(std::string const &host)
    {
        auto const identity = authority_.issue(host);
        tls_.use_certificate_chain(asio::buffer(identity.certificate_pem));
        tls_.use_private_key(asio::buffer(identity.private_key_pem), asio::ssl::context::pem);
        asio::co_spawn(loop_, accept(), asio::detached);
        thread_ = std::thread{[this] { loop_.run(); }};
    }
    ~gateway()
    {
        loop_.stop();
        thread_.join();
    }
    gateway(gateway const &) = delete;
    gateway &operator=(gateway const &) = delete;

    [[nodiscard]] tollgate::https_options options() const
    {
        return {.ca_pem = authority_.certificate_pem(), .connect_to = acceptor_.local_endpoint()};
    }

private:
    asio::awaitable<void> accept()
    {
        for (;;)
            asio::co_spawn(loop_, serve(co_await acceptor_.async_accept(asio::use_awaitable)),
                           asio::detached);
    }

    asio::awaitable<void> serve(tcp::socket socket)
    {
        asio::ssl::stream<tcp::socket> peer{std::move(socket), tls_};
        boost::system::error_code ec;
        auto quietly = asio::redirect_error(asio::use_awaitable, ec);
        co_await peer.async_handshake(asio::ssl::stream_base::server, quietly);
        boost::beast::flat_buffer buffer;
        for (int i = 0; !ec && i < 1000; ++i) {
            http::request<http::string_body> request;
            co_await http::async_read(peer, buffer, request, quietly);
            if (ec) break;
            http::response<http::string_body> answer{http::status::ok, 11,
                                                     R"({"url":"https://pay.test/form/1"})"};
            answer.keep_alive(i < 999);
            answer.prepare_payload();
            co_await http::async_write(peer, answer, quietly);
        }
    }

    tollgate::sandbox::authority authority_;
    asio::io_context loop_{1};
    asio::ssl::context tls_{asio::ssl::context::tls_server};
    tcp::acceptor acceptor_{loop_, {asio::ip::address_v4::loopback(), 0}};
    std::thread thread_;
};

struct counters {
    std::atomic<std::size_t> sent = 0;
    std::atomic<std::size_t> failed = 0;
    std::atomic<std::size_t> verified = 0;
    std::atomic<std::size_t> refused = 0;
    std::atomic<std::size_t> under_way = 0;
    std::atomic<bool> over = false;
};

/// Keeps one message under way: each completion sends the next one.
void keep_sending(tollgate::client<one_payment::account> &client, one_payment::init_form const &form,
                  counters &count)
{
    client.async_send(form, 60s, [&](tollgate::result<one_payment::form> const &got) {
        ++(got ? count.sent : count.failed);
        if (!got && count.failed < 5) std::cerr << got.error() << '\n';
        if (!count.over) return keep_sending(client, form, count);
        --count.under_way;
    });
}

/// Posts a signed callback and a forged one by turns, over a connection that stays open.
void keep_calling_back(std::uint16_t port, counters &count)
{
    std::string const signed_body =
        R"({"payment_type":"sbp","order_id":"8p3brmb19gfg0sg8gcwhws8kgc748s87","project_id":5678,"status":3,)"
        R"("status_description":"SUCCESS","merchant_price":50,"user_price":48.5,"currency":"RUB",)"
        R"("user_data":"order_777","sign":"70d5da3c7b11804e65b2fa564881a0cb"})";
    asio::io_context io;
    for (bool genuine = true; !count.over;) {
        tcp::socket socket{io};
        boost::system::error_code ec;
        socket.connect({asio::ip::address_v4::loopback(), port}, ec);
        boost::beast::flat_buffer buffer;
        for (; !ec && !count.over; genuine = !genuine) {
            http::request<http::string_body> request{http::verb::post, "/paid", 11, signed_body};
            if (!genuine) request.body().replace(request.body().find("50"), 2, "51");
            request.set(http::field::host, "127.0.0.1");
            request.set(http::field::content_type, "application/json");
            request.prepare_payload();
            http::write(socket, request, ec);
            http::response<http::string_body> answer;
            if (!ec) http::read(socket, buffer, answer, ec);
            if (!ec && !answer.keep_alive()) break;
        }
    }
}

/// Load for so many minutes; the memory at the end of each, in KiB.
std::vector<std::size_t> load(int minutes, counters &count)
{
    one_payment::account const account{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    std::string const host{tollgate::provider_traits<one_payment::account>::host};
    gateway const far{host};
    tollgate::listener callbacks;
    callbacks
        .on<one_payment::payment_callback>(
            "/paid", account,
            [&](tollgate::verified<one_payment::payment_callback> const &) { ++count.verified; })
        .on_refused([&](tollgate::error const &) { ++count.refused; });
    callbacks.start().value();

    tollgate::client client{account, tollgate::https_transport{far.options()}};
    one_payment::init_form const form{
        .amount = tollgate::decimal{"50.00"}, .description = "soak", .user_data = "1"};
    for (int i = 0; i < 512; ++i) { // twice the connections: there is always somebody who waits
        ++count.under_way;
        keep_sending(client, form, count);
    }
    std::thread caller{[&] { keep_calling_back(callbacks.port(), count); }};

    std::vector<std::size_t> resident;
    std::cout << "minute   RSS KiB   growth   descriptors        sent   verified callbacks\n" << std::flush;
    for (int minute = 1; minute <= minutes; ++minute) {
        std::this_thread::sleep_for(1min);
        auto const now = resident_kib();
        auto const grown =
            resident.empty() ? 0L : static_cast<long>(now) - static_cast<long>(resident.back());
        resident.push_back(now);
        std::cout << minute << '\t' << now << '\t' << grown << '\t' << descriptors() << '\t' << count.sent
                  << '\t' << count.verified << '\n'
                  << std::flush;
    }
    count.over = true;
    caller.join();
    while (count.under_way != 0) // they look at the client and the form
        std::this_thread::sleep_for(10ms);
    return resident;
}

} // namespace

int main(int argc, char **argv)
{
    int const minutes = argc > 1 ? std::atoi(argv[1]) : 10;
    if (minutes < 3) {
        std::cerr << "usage: soak MINUTES, at least 3: the first two are not judged\n";
        return 2;
    }
    counters count;
    auto const at_start = descriptors();
    auto const resident = load(minutes, count);
    auto const at_end = descriptors();

    bool steady = true;
    for (std::size_t i = 2; i < resident.size(); ++i)
        steady = steady && resident[i] <= resident[i - 1] + 1024;
    bool const closed = at_end <= at_start;
    bool const worked = count.sent > 0 && count.verified > 0 && count.refused > 0 && count.failed == 0;
    std::cout << "sent " << count.sent << ", failed " << count.failed << "; callbacks verified "
              << count.verified << ", refused " << count.refused << "\ndescriptors: " << at_start
              << " at the start, " << at_end << " at the end\n"
              << (steady ? "memory: steady\n" : "memory: GROWS by more than 1 MiB a minute\n")
              << (steady && closed && worked ? "soak: passed\n" : "soak: FAILED\n");
    return steady && closed && worked ? 0 : 1;
}

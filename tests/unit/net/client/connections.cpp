// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// How connections are opened, limited, waited for and used again; and what an observer is told of it.

#include <tollgate/https_transport.hpp>

#include <tollgate/impl/net/client/happy_eyeballs.hpp>
#include <tollgate/impl/sandbox/x509.hpp>

#include <support/allocation_counter.hpp>
#include <support/https_server.hpp>
#include <support/mailbox.hpp>
#include <support/tls_peer.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <openssl/pem.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace sandbox = tollgate::sandbox;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::exchange_step;
using tollgate::https_options;
using tollgate::https_transport;
using tollgate::wire_request;
using tollgate::testing::behaviour;
using tollgate::testing::https_server;
using tollgate::testing::tls_peer;
using answer = tollgate::result<tollgate::wire_response>;
using visit = tls_peer::visit;

std::string const shop = "shop.test";
std::string const fine = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":true}";
auto const ample = 60s;

wire_request ask(std::string_view target = "/state?secret=1")
{
    return {.method = "GET", .host = shop, .target = target, .headers = {}, .body = {}};
}

struct gateway {
    explicit gateway(std::vector<behaviour> script = {behaviour::answer})
        : server{authority.issue(shop), std::move(script)}
    {
    }
    https_options options(std::size_t connections = 256) const
    {
        return {.ca_pem = authority.certificate_pem(),
                .connect_to = server.endpoint(),
                .connections_per_host = connections};
    }
    sandbox::authority authority{};
    https_server server;
};

/// A peer with manners of its own.
struct stranger {
    explicit stranger(tls_peer::manners how, tls_peer::tuning const &tune = {})
        : peer{identity, std::move(how), tune}
    {
    }
    https_options options() const
    {
        return {.ca_pem = authority.certificate_pem(), .connect_to = peer.endpoint()};
    }
    sandbox::authority authority{};
    sandbox::server_identity identity = authority.issue(shop);
    tls_peer peer;
};

void serve(visit &v)
{
    if (!v.shake_hands()) return;
    while (v.read_request())
        v.say(fine);
}

/// For one exchange on each connection.
std::string const last_answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";

void check_failure(answer const &got, errc code, bool unknown = false)
{
    REQUIRE_FALSE(got.has_value());
    CAPTURE(got.error());
    CHECK(got.error().code() == code);
    CHECK(got.error().is_unknown() == unknown);
    CHECK(got.error().is_not_sent() == !unknown);
}

/// Sends so many at once on a loop of so many threads, and counts the answers.
std::size_t flood(https_options options, std::size_t operations, int threads)
{
    // The peer has one thread: on a busy machine, 256 handshakes take their time.
    options.budgets.connect = options.budgets.handshake = ample;
    asio::io_context loop{threads};
    https_transport transport{loop.get_executor(), std::move(options)};
    std::atomic<std::size_t> answered = 0;
    auto const request = ask();
    for (std::size_t i = 0; i < operations; ++i)
        transport.async_send(request, ample, [&](answer const &got) { answered += got.has_value() ? 1 : 0; });
    std::vector<std::thread> others;
    for (int i = 1; i < threads; ++i)
        others.emplace_back([&] { loop.run(); });
    loop.run();
    for (auto &each : others)
        each.join();
    return answered;
}

namespace held = sandbox::detail;

/// The SHA-256 of a public key, by another way than the library's.
std::string pin_for(held::key_pointer const &key)
{
    held::bio_pointer der{BIO_new(BIO_s_mem())};
    REQUIRE(i2d_PUBKEY_bio(der.get(), key.get()) == 1);
    std::string const encoded = held::text_in(der.get());
    std::array<unsigned char, 32> digest{};
    REQUIRE(EVP_Q_digest(nullptr, "SHA256", nullptr, encoded.data(), encoded.size(), digest.data(),
                         nullptr) == 1);
    std::array<unsigned char, 64> text{};
    EVP_EncodeBlock(text.data(), digest.data(), 32);
    return reinterpret_cast<char const *>(text.data());
}
std::string pin_for(sandbox::server_identity const &identity)
{
    held::bio_pointer memory{BIO_new_mem_buf(identity.private_key_pem.data(), -1)};
    return pin_for(held::key_pointer{PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr)});
}
std::string pin_for(sandbox::authority const &issuer)
{
    std::string const pem = issuer.certificate_pem();
    held::bio_pointer memory{BIO_new_mem_buf(pem.data(), -1)};
    held::certificate_pointer const certificate{PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)};
    return pin_for(held::key_pointer{X509_get_pubkey(certificate.get())});
}

} // namespace

TEST_SUITE("tollgate.net.client.connections.limit")
{
    TEST_CASE("connections: there are never more than the limit, and everyone is answered")
    {
        gateway far;
        CHECK(flood(far.options(2), 50, 1) == 50);
        CHECK(far.server.connections() <= 2);
        CHECK(far.server.requests() == 50);
    }

    TEST_CASE("connections: who waits is served in the order of coming")
    {
        gateway far;
        asio::io_context loop;
        https_transport transport{loop.get_executor(), far.options(1)};
        std::vector<std::string> targets;
        for (int i = 0; i < 40; ++i)
            targets.push_back("/" + std::to_string(i));
        for (auto const &target : targets)
            transport.async_send(ask(target), ample, [](answer const &got) { CHECK(got.has_value()); });
        loop.run();
        CHECK(far.server.targets() == targets);
    }

    TEST_CASE("connections: 1, 100 and 10,000 at once, over at most 256, on one thread")
    {
        for (std::size_t const operations : {1U, 100U, 10'000U}) {
            gateway far;
            CHECK(flood(far.options(), operations, 1) == operations);
            CHECK(far.server.connections() <= 256);
            CHECK(far.server.requests() == operations);
        }
    }

    TEST_CASE("connections: 1, 100 and 10,000 at once, over at most 256, on four threads")
    {
        for (std::size_t const operations : {1U, 100U, 10'000U}) {
            gateway far;
            CHECK(flood(far.options(), operations, 4) == operations);
            CHECK(far.server.connections() <= 256);
            CHECK(far.server.requests() == operations);
        }
    }

    TEST_CASE("connections: without a deadline, everyone who waits is answered too")
    {
        gateway far;
        asio::io_context loop;
        https_transport transport{loop.get_executor(), far.options(1)};
        int answered = 0;
        for (int i = 0; i != 3; ++i)
            transport.async_send(ask(), tollgate::deadline{tollgate::deadline::clock::time_point::max()},
                                 [&](answer const &got) { answered += got.has_value() ? 1 : 0; });
        loop.run();
        CHECK(answered == 3);
    }

    TEST_CASE("connections: a deadline that passes while waiting means not sent, and takes no place away")
    {
        gateway far{{behaviour::silent, behaviour::answer}};
        asio::io_context loop;
        https_transport transport{loop.get_executor(), far.options(1)};
        std::optional<answer> first;
        std::optional<answer> second;
        std::optional<answer> third;
        auto const request = ask();
        transport.async_send(request, 400ms, [&](answer got) { first = std::move(got); });
        transport.async_send(request, 100ms, [&](answer got) { second = std::move(got); });
        transport.async_send(request, ample, [&](answer got) { third = std::move(got); });
        loop.run();
        check_failure(*first, errc::deadline_exceeded, true);
        check_failure(*second, errc::deadline_exceeded);
        CHECK(third->has_value());
        CHECK(far.server.requests() == 2);
    }

    TEST_CASE("connections: cancelled while waiting means not sent, and takes no place away")
    {
        gateway far{{behaviour::silent, behaviour::answer}};
        asio::io_context loop;
        https_transport transport{loop.get_executor(), far.options(1)};
        asio::cancellation_signal first_signal;
        asio::cancellation_signal signal;
        std::vector<std::string> order;
        auto const request = ask();
        transport.async_send(request, ample,
                             asio::bind_cancellation_slot(first_signal.slot(), [&](answer const &got) {
                                 check_failure(got, errc::cancelled, true);
                                 order.emplace_back("first");
                             }));
        transport.async_send(request, ample,
                             asio::bind_cancellation_slot(signal.slot(), [&](answer const &got) {
                                 check_failure(got, errc::cancelled);
                                 order.emplace_back("second");
                                 first_signal.emit(asio::cancellation_type::terminal);
                             }));
        transport.async_send(request, ample, [&](answer const &got) {
            CHECK(got.has_value());
            order.emplace_back("third");
        });
        while (far.server.requests() == 0)
            loop.run_one_for(10ms);
        signal.emit(asio::cancellation_type::total);
        loop.run();
        CHECK(order == std::vector<std::string>{"second", "first", "third"});
        CHECK(far.server.requests() == 2);
    }

    TEST_CASE("connections: a blocking call waits for a connection too, until its deadline")
    {
        gateway far{{behaviour::silent}};
        https_transport transport{far.options(1)};
        auto const request = ask();
        auto holding = transport.async_send(request, 500ms, asio::use_future);
        REQUIRE(far.server.saw_requests(1));
        check_failure(transport.send(request, 100ms), errc::deadline_exceeded);
        check_failure(holding.get(), errc::deadline_exceeded, true);
        CHECK(far.server.requests() == 1);
    }

    TEST_CASE("connections: blocking calls of many threads share the limit")
    {
        gateway far;
        https_transport transport{far.options(2)};
        std::atomic<int> answered = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                for (int k = 0; k < 5; ++k)
                    answered += transport.send(ask(), ample).has_value() ? 1 : 0;
            });
        for (auto &each : threads)
            each.join();
        CHECK(answered == 40);
        CHECK(far.server.connections() <= 2);
    }

    TEST_CASE("connections: an idle connection of the other kind makes room")
    {
        gateway far;
        https_transport transport{far.options(1)};
        auto const request = ask();
        CHECK(transport.async_send(request, ample, asio::use_future).get().has_value());
        CHECK(transport.send(request, ample).has_value());
        CHECK(transport.async_send(request, ample, asio::use_future).get().has_value());
        CHECK(far.server.connections() == 3);
    }

    TEST_CASE("connections: more waiting ones than allowed are refused at once")
    {
        gateway far{{behaviour::silent}};
        auto options = far.options(1);
        options.waiting_limit = 1;
        asio::io_context loop;
        https_transport transport{loop.get_executor(), options};
        std::array<std::optional<answer>, 3> got;
        auto const request = ask();
        for (auto &each : got)
            transport.async_send(request, 300ms, [&each](answer given) { each = std::move(given); });
        loop.run();
        check_failure(*got[0], errc::deadline_exceeded, true);
        check_failure(*got[1], errc::deadline_exceeded);
        check_failure(*got[2], errc::too_many_waiting);
        CHECK(far.server.requests() == 1);

        gateway ready;
        auto impatient = ready.options(1);
        impatient.waiting_limit = 0;
        CHECK(https_transport{impatient}.send(request, ample).has_value());
    }

    TEST_CASE("connections: whose time is over while waiting leaves its place in the queue")
    {
        gateway far{{behaviour::silent}};
        auto options = far.options(1);
        options.waiting_limit = 2;
        asio::io_context loop;
        https_transport transport{loop.get_executor(), options};
        std::optional<answer> second;
        std::optional<answer> third;
        auto const request = ask();
        asio::cancellation_signal signal;
        asio::cancellation_signal patient_signal;
        auto holding = asio::bind_cancellation_slot(
            signal.slot(), [](answer const &got) { check_failure(got, errc::cancelled, true); });
        transport.async_send(request, ample, std::move(holding));
        auto patient = asio::bind_cancellation_slot(
            patient_signal.slot(), [](answer const &got) { check_failure(got, errc::cancelled); });
        transport.async_send(request, ample, std::move(patient));
        transport.async_send(request, 50ms, [&](answer got) {
            second = std::move(got);
            transport.async_send(request, 50ms, [&](answer next) {
                third = std::move(next);
                patient_signal.emit(asio::cancellation_type::terminal);
                signal.emit(asio::cancellation_type::terminal);
            });
        });
        while (far.server.requests() == 0 || !third)
            loop.run_one_for(10ms);
        loop.run();
        check_failure(*second, errc::deadline_exceeded);
        check_failure(*third, errc::deadline_exceeded);
    }

    TEST_CASE("connections: what comes behind an answer is not taken for the next one, however it arrives")
    {
        std::string const surplus = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsurplus";
        // As much as is read at once; the rest of the record waits inside TLS.
        std::string const head = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\nX-Room: ";
        std::string const body = "\r\n\r\n{\"ok\":true}";
        std::string const long_answer = head + std::string(512 - head.size() - body.size(), 'x') + body;
        for (bool const in_one_record : {true, false}) {
            stranger far{[&](visit &v) {
                if (!v.shake_hands() || !v.read_request()) return;
                if (v.number() != 0) {
                    v.say(fine);
                } else if (in_one_record) {
                    v.say(long_answer + surplus);
                } else { // two records in one piece
                    v.hold_back(true);
                    v.say(fine);
                    v.say(surplus);
                    v.hold_back(false);
                }
            }};
            https_transport transport{far.options()};
            REQUIRE(transport.send(ask(), ample).has_value());
            auto const second = transport.send(ask(), ample);
            REQUIRE(second.has_value());
            CHECK(second->body == R"({"ok":true})");
            CHECK(far.peer.connections() == 2);
        }
    }

    TEST_CASE("connections: a loop that ends early takes those who wait with it")
    {
        gateway far{{behaviour::silent}};
        int called = 0;
        auto const alive = std::make_shared<int>();
        {
            asio::io_context loop;
            https_transport transport{loop.get_executor(), far.options(2)};
            auto const request = ask();
            for (int i = 0; i < 5'000; ++i)
                transport.async_send(request, ample, [&called, alive](answer const &) { ++called; });
            while (far.server.requests() < 2)
                loop.run_one_for(10ms);
        }
        CHECK(called == 0);
        CHECK(alive.use_count() == 1);
    }

    TEST_CASE("connections: idle ones are closed when their time is over and the transport is used again")
    {
        gateway far;
        auto options = far.options();
        options.idle_limit = 20ms;
        https_transport transport{options};
        REQUIRE(transport.send(ask(), ample).has_value());
        std::this_thread::sleep_for(40ms);
        REQUIRE(transport.send(ask(), ample).has_value());
        CHECK(far.server.connections() == 2);
        CHECK(far.server.saw_the_end_of_connections(1));
    }
}

TEST_SUITE("tollgate.net.client.connections.tls")
{
    TEST_CASE("connections: a second handshake with the same host is resumed")
    {
        for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            tollgate::test::mailbox<bool> resumed;
            stranger far{[&](visit &v) {
                             if (!v.shake_hands()) return;
                             resumed.put(SSL_session_reused(v.stream().native_handle()) == 1);
                             if (v.read_request()) v.say(last_answer);
                         },
                         [version](asio::ssl::context &tls) {
                             SSL_CTX_set_max_proto_version(tls.native_handle(), version);
                         }};
            https_transport transport{far.options()};
            for (int i = 0; i < 3; ++i)
                REQUIRE(transport.send(ask(), ample).has_value());
            CHECK(resumed.all() == std::vector<bool>{false, true, true});
        }
    }

    TEST_CASE("connections: the end of an idle connection is announced to the server")
    {
        for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            std::promise<boost::system::error_code> end;
            stranger far{[&](visit &v) {
                             if (!v.shake_hands() || !v.read_request()) return;
                             v.say(fine);
                             char byte = 0;
                             boost::system::error_code ec;
                             v.stream().read_some(asio::buffer(&byte, 1), ec);
                             end.set_value(ec);
                         },
                         [version](asio::ssl::context &tls) {
                             SSL_CTX_set_max_proto_version(tls.native_handle(), version);
                         }};
            CHECK(https_transport{far.options()}.send(ask(), ample).has_value());
            auto const ec = end.get_future().get();
            CHECK(ec == asio::error::eof); // and not `stream_truncated`
        }
    }

    TEST_CASE("connections: a server that asks for a client certificate gets it")
    {
        sandbox::authority const clients;
        auto const me = clients.issue("client.test");
        auto const ask_for_certificate = [&](asio::ssl::context &tls) {
            tls.add_certificate_authority(asio::buffer(clients.certificate_pem()));
            tls.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
            // The sandbox issues for servers.
            X509_VERIFY_PARAM_set_purpose(SSL_CTX_get0_param(tls.native_handle()), X509_PURPOSE_ANY);
        };
        stranger far{serve, ask_for_certificate};
        auto options = far.options();
        options.client_certificate_pem = me.certificate_pem;
        options.client_key_pem = tollgate::secret{me.private_key_pem};
        CHECK(https_transport{options}.send(ask(), ample).has_value());
        CHECK(far.peer.requests() == 1);

        CHECK_FALSE(https_transport{far.options()}.send(ask(), 5s).has_value());
        CHECK(far.peer.requests() == 1);
    }

    TEST_CASE("connections: a client key that is not the certificate's is refused before anything is sent")
    {
        sandbox::authority const clients;
        https_options options;
        options.client_certificate_pem = clients.issue("client.test").certificate_pem;
        options.client_key_pem = tollgate::secret{clients.issue("client.test").private_key_pem};
        check_failure(https_transport{options}.send(ask(), ample), errc::tls_setup_failed);
        options.client_key_pem.reset();
        check_failure(https_transport{options}.send(ask(), ample), errc::tls_setup_failed);
    }

    TEST_CASE("connections: a pinned key is accepted, the server's or its issuer's, and on a resumed session")
    {
        for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            tollgate::test::mailbox<bool> resumed;
            stranger far{[&](visit &v) {
                             if (!v.shake_hands()) return;
                             resumed.put(SSL_session_reused(v.stream().native_handle()) == 1);
                             if (v.read_request()) v.say(last_answer);
                         },
                         [version](asio::ssl::context &tls) {
                             SSL_CTX_set_max_proto_version(tls.native_handle(), version);
                         }};
            for (auto const &pin : {pin_for(far.identity), pin_for(far.authority)}) {
                auto options = far.options();
                options.pins = {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", pin};
                https_transport transport{options};
                CHECK(transport.send(ask(), ample).has_value());
                CHECK(transport.send(ask(), ample).has_value());
            }
            CHECK(resumed.all() == std::vector<bool>{false, true, false, true});
        }
    }

    TEST_CASE("connections: another key than the pinned one is refused each time, and nothing is sent")
    {
        for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            stranger far{serve, [version](asio::ssl::context &tls) {
                             SSL_CTX_set_max_proto_version(tls.native_handle(), version);
                         }};
            auto options = far.options();
            options.pins = {pin_for(far.authority.issue(shop))};
            https_transport transport{options};
            for (int i = 0; i < 3; ++i)
                check_failure(transport.send(ask(), ample), errc::certificate_not_pinned);
            CHECK(far.peer.saw_the_end());
            CHECK(far.peer.requests() == 0);
        }
    }

    TEST_CASE("connections: a pin that is no SHA-256 in base64 is refused")
    {
        for (auto const *pin :
             {"", "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
              "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF==", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUA",
              "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=AAAA",
              "not base64 but of the right length, as it i="}) {
            https_options options;
            options.pins = {pin};
            check_failure(https_transport{options}.send(ask(), ample), errc::tls_setup_failed);
        }
    }
}

TEST_SUITE("tollgate.net.client.connections.proxy")
{
    /// A peer that is the proxy first, and the gateway behind it.
    struct proxied {
        explicit proxied(std::string answer_to_connect = "HTTP/1.1 200 Connection established\r\n\r\n")
            : far{[this, says = std::move(answer_to_connect)](visit &v) {
                  asked.put(v.read_plainly());
                  v.say_plainly(says);
                  serve(v);
              }}
        {
        }
        https_options options() const
        {
            auto made = far.options();
            made.proxy = tollgate::http_proxy{.host = "127.0.0.1", .port = made.connect_to->port()};
            made.connect_to.reset();
            return made;
        }
        tollgate::test::mailbox<std::string> asked{};
        stranger far;
    };

    TEST_CASE("connections: a proxy is asked for a tunnel, and the gateway's certificate is still checked")
    {
        proxied way;
        auto options = way.options();
        options.proxy->authorization = tollgate::secret{"Basic dXNlcjpwYXNz"};
        https_transport transport{options};
        CHECK(transport.send(ask(), ample).has_value());
        CHECK(transport.send(ask(), ample).has_value());
        CHECK(way.asked.all() ==
              std::vector<std::string>{"CONNECT shop.test:443 HTTP/1.1\r\nHost: shop.test:443\r\n"
                                       "Proxy-Authorization: Basic dXNlcjpwYXNz\r\n\r\n"});
        CHECK(way.far.peer.requests() == 2);

        auto const elsewhere =
            wire_request{.method = "GET", .host = "other.test", .target = "/", .headers = {}, .body = {}};
        check_failure(transport.send(elsewhere, ample), errc::certificate_wrong_host);
    }

    TEST_CASE("connections: a proxy that refuses, mumbles or says too much means not sent")
    {
        for (auto const *says : {"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
                                 "HTTP/1.1 502 Bad Gateway\r\n\r\n", "SSH-2.0-mistaken\r\n\r\n",
                                 "HTTP/1.1 200 OK\r\n\r\nsurplus"}) {
            proxied way{says};
            auto options = way.options();
            options.proxy->authorization = tollgate::secret{"Basic dXNlcjpwYXNz"};
            https_transport transport{options};
            auto const got = transport.send(ask(), ample);
            check_failure(got, errc::proxy_refused);
            CHECK(got.error().message().find("dXNlcjpwYXNz") == std::string::npos);
            CHECK(way.far.peer.requests() == 0);
        }
    }

    TEST_CASE("connections: what a proxy said is told: its status where it has one, also with a page behind")
    {
        struct row {
            std::string says;
            std::string_view sentence;
            bool may_pass = true;
        };
        std::string const page = "<html>" + std::string(20'000, 'x') + "</html>";
        auto const with_page = [&](std::string const &status) {
            return "HTTP/1.1 " + status +
                   "\r\nContent-Type: text/html\r\nContent-Length: " + std::to_string(page.size()) +
                   "\r\n\r\n" + page;
        };
        row const rows[] = {
            {with_page("407 Proxy Authentication Required"),
             "HTTP status 407, it wants `http_proxy::authorization`", false},
            {with_page("403 Forbidden"), "HTTP status 403", false},
            {"HTTP/1.0 503 Service Unavailable\r\n\r\n<html>no length</html>", "HTTP status 503"},
            {"HTTP/1.1 502 Bad Gateway\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
             "HTTP status 502"},
            {"HTTP/1.1 200 OK\r\n\r\nsurplus", "sent more than its answer"},
            {"SSH-2.0-mistaken\r\n\r\n", "did not answer in HTTP"},
        };
        for (auto const &[says, sentence, may_pass] : rows) {
            proxied way{says};
            auto const got = https_transport{way.options()}.send(ask(), ample);
            check_failure(got, errc::proxy_refused);
            CAPTURE(got.error());
            CHECK(got.error().message().find(sentence) != std::string::npos);
            CHECK(got.error().message().find("127.0.0.1") != std::string::npos);
            CHECK(got.error().may_pass() == may_pass);
            CHECK(way.far.peer.requests() == 0);
        }
        stranger silent{[](visit &v) {
            v.read_plainly();
            v.close();
        }};
        auto options = silent.options();
        options.proxy = tollgate::http_proxy{.host = "127.0.0.1", .port = options.connect_to->port()};
        auto const got = https_transport{options}.send(ask(), ample);
        check_failure(got, errc::proxy_refused);
        CHECK(got.error().message().find("closed the connection") != std::string::npos);
    }

    TEST_CASE(
        "connections: a proxy is asked for an address in brackets, and for the port that the host names")
    {
        for (auto const &[host, asked_for] :
             {std::pair{"::1", "[::1]:443"}, std::pair{"[::1]:8443", "[::1]:8443"},
              std::pair{"shop.test:8443", "shop.test:8443"}}) {
            proxied way;
            auto request = ask();
            request.host = host;
            https_transport transport{way.options()};
            static_cast<void>(transport.send(request, ample));
            REQUIRE(way.asked.all().size() == 1);
            CHECK(way.asked.all()[0].starts_with("CONNECT " + std::string{asked_for} +
                                                 " HTTP/1.1\r\nHost: " + asked_for + "\r\n"));
        }
    }

    TEST_CASE("connections: what authorises at a proxy is overwritten, also when the time is over")
    {
        // Longer than a text's own room at each step of its making.
        std::string const key = "Basic " + std::string(300, 'k');
        for (bool const answers : {true, false}) {
            stranger far{[answers](visit &v) {
                v.read_plainly();
                if (answers) v.say_plainly("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
            }};
            auto options = far.options();
            options.proxy = tollgate::http_proxy{.host = "127.0.0.1",
                                                 .port = options.connect_to->port(),
                                                 .authorization = tollgate::secret{key}};
            options.budgets.connect = answers ? ample : 100ms;
            CHECK(tollgate::test::count_freed_with(key, [&] {
                      CHECK_FALSE(https_transport{options}.send(ask(), ample).has_value());
                  }) == 0);
        }
    }

    TEST_CASE("connections: headers of a request, which may hold a credential, are overwritten")
    {
        std::string const key = "Bearer " + std::string(300, 'k');
        std::vector<tollgate::header> const headers{{"Authorization", key}};
        stranger far{[](visit &v) { v.read_plainly(); }};
        auto request = ask();
        request.headers = headers;
        CHECK(tollgate::test::count_freed_with(key, [&] {
                  CHECK_FALSE(https_transport{far.options()}.send(request, 500ms).has_value());
              }) == 0);
    }

    TEST_CASE("connections: a proxy that is silent ends at the connecting budget")
    {
        stranger far{[](visit &v) { v.read_plainly(); }};
        auto options = far.options();
        options.proxy = tollgate::http_proxy{.host = "127.0.0.1", .port = options.connect_to->port()};
        options.budgets.connect = 100ms;
        auto const got = https_transport{options}.send(ask(), 5s);
        check_failure(got, errc::deadline_exceeded);
        // At its budget, not at the deadline.
        CHECK(got.error().message().find("connecting") != std::string::npos);
        CHECK(got.error().message().find("budgets") != std::string::npos);
        CHECK(far.peer.requests() == 0);
    }
}

TEST_SUITE("tollgate.net.client.connections.check")
{
    TEST_CASE("connections: a transport that cannot be used says so at start, as each send would")
    {
        struct row {
            std::string_view what;
            errc code;
            https_options options;
        };
        sandbox::authority const clients;
        auto const me = clients.issue("client.test");
        std::vector<row> rows;
        auto const add = [&](std::string_view what, errc code, auto spoil) {
            spoil(rows.emplace_back(row{what, code, {}}).options);
        };
        using enum errc;
        add("no CA file", tls_setup_failed, [](auto &o) { o.ca_file = "/nowhere/ca.pem"; });
        add("no CA in the text", tls_setup_failed, [](auto &o) { o.ca_pem = "not PEM"; });
        add("no certificate file", tls_setup_failed, [](auto &o) { o.client_certificate_file = "/nowhere"; });
        add("no key file", tls_setup_failed, [&](auto &o) {
            o.client_certificate_pem = me.certificate_pem;
            o.client_key_file = "/nowhere";
        });
        add("another key", tls_setup_failed, [&](auto &o) {
            o.client_certificate_pem = me.certificate_pem;
            o.client_key_pem = tollgate::secret{clients.issue("client.test").private_key_pem};
        });
        add("a key without a certificate", tls_setup_failed,
            [&](auto &o) { o.client_key_pem = tollgate::secret{me.private_key_pem}; });
        add("no pin", tls_setup_failed, [](auto &o) { o.pins = {"none"}; });
        add("no proxy", invalid_address,
            [](auto &o) { o.proxy = tollgate::http_proxy{.host = "http://proxy"}; });
        add("a proxy with a port in its name", invalid_address,
            [](auto &o) { o.proxy = tollgate::http_proxy{.host = "proxy:3128"}; });
        add("an authorization with its line's end", control_character, [](auto &o) {
            o.proxy =
                tollgate::http_proxy{.host = "proxy", .authorization = tollgate::secret{"Basic eA==\n"}};
        });
        for (auto const &each : rows) {
            CAPTURE(each.what);
            https_transport transport{each.options};
            auto const checked = transport.check();
            REQUIRE(checked.has_error());
            CHECK(checked.error().code() == each.code);
            CHECK(checked.error().is_not_sent());
            CHECK(checked.error().message().find("eA==") == std::string::npos);
            auto const sent = transport.send(ask(), ample);
            check_failure(sent, each.code);
            CHECK(sent.error().message() == checked.error().message());
        }
    }

    TEST_CASE("connections: a transport that can be used says so without a network")
    {
        sandbox::authority const clients;
        auto const me = clients.issue("client.test");
        https_options options;
        options.ca_pem = clients.certificate_pem();
        options.client_certificate_pem = me.certificate_pem;
        options.client_key_pem = tollgate::secret{me.private_key_pem};
        options.pins = {pin_for(me)};
        options.proxy =
            tollgate::http_proxy{.host = "[::1]", .authorization = tollgate::secret{"Basic eA=="}};
        options.resolver = [](std::string const &, tollgate::resolved const &) { FAIL("nobody is asked"); };
        CHECK(https_transport{options}.check().has_value());
        CHECK(https_transport{}.check().has_value());
    }
}

TEST_SUITE("tollgate.net.client.connections.hosts")
{
    TEST_CASE(
        "connections: the header Host names an address in brackets, and a port unless it is the usual one")
    {
        struct row {
            std::string_view host, certified, header;
        };
        for (auto const &[host, certified, header] :
             {row{"shop.test", "shop.test", "shop.test"}, row{"shop.test:443", "shop.test", "shop.test"},
              row{"shop.test:8443", "shop.test", "shop.test:8443"},
              row{"shop.test:", "shop.test", "shop.test"}, row{"::1", "::1", "[::1]"},
              row{"[::1]", "::1", "[::1]"}, row{"[::1]:8443", "::1", "[::1]:8443"},
              row{"127.0.0.1:8443", "127.0.0.1", "127.0.0.1:8443"}}) {
            CAPTURE(host);
            sandbox::authority const authority;
            https_server server{authority.issue(std::string{certified}), {behaviour::answer}};
            https_transport transport{
                https_options{.ca_pem = authority.certificate_pem(), .connect_to = server.endpoint()}};
            auto request = ask();
            request.host = host;
            auto const got = transport.send(request, ample);
            CHECK(got.has_value());
            if (!got) continue;
            CHECK(server.last_request()[boost::beast::http::field::host] == header);
            CHECK(transport.async_send(request, ample, asio::use_future).get().has_value());
        }
    }

    TEST_CASE(
        "connections: a host's own port is connected to, its name is looked up and certified without it")
    {
        for (bool const named : {true, false}) {
            tollgate::test::mailbox<std::string> asked;
            tollgate::test::mailbox<std::string> indicated;
            stranger far{[&](visit &v) {
                if (!v.shake_hands()) return;
                auto const *const name =
                    SSL_get_servername(v.stream().native_handle(), TLSEXT_NAMETYPE_host_name);
                indicated.put(name == nullptr ? "" : name);
                while (v.read_request())
                    v.say(fine);
            }};
            auto options = far.options();
            auto const port = options.connect_to->port();
            options.connect_to.reset();
            if (!named) options.port = port;
            options.resolver = [&](std::string const &host, tollgate::resolved const &done) {
                asked.put(host);
                done({}, {asio::ip::address_v4::loopback()});
            };
            auto const host = named ? shop + ':' + std::to_string(port) : shop;
            auto request = ask();
            request.host = host;
            https_transport transport{options};
            CHECK(transport.send(request, ample).has_value());
            CHECK(transport.send(request, ample).has_value());
            CHECK(asked.all() == std::vector<std::string>{shop});
            CHECK(indicated.all() == std::vector<std::string>{shop});
            CHECK(far.peer.connections() == 1);
        }
    }

    TEST_CASE("connections: an open connection to one port does not serve another")
    {
        gateway far;
        https_transport transport{far.options()};
        for (std::string_view const host : {"shop.test", "shop.test:8443", "shop.test:443"}) {
            auto request = ask();
            request.host = host;
            CHECK(transport.send(request, ample).has_value());
        }
        CHECK(far.server.connections() == 2);
    }

    TEST_CASE("connections: what is no host is refused by name, and nothing is sent")
    {
        gateway far;
        for (bool const blocking : {true, false})
            for (std::string_view const host :
                 {"https://shop.test", "shop.test/path", "shop.test:0", "shop.test:65536", "shop.test:https",
                  "shop.test:-1", "user@shop.test", "[::1", "::1]", "[]", "[shop.test]", ":443",
                  "shop.test?x", "shop.test#x", "[::1]443", "a:b:c", "\xd0\xb1.test", "shop,test"}) {
                CAPTURE(host);
                https_transport transport{far.options()};
                auto request = ask();
                request.host = host;
                auto const got = blocking ? transport.send(request, ample)
                                          : transport.async_send(request, ample, asio::use_future).get();
                check_failure(got, errc::invalid_address);
                CHECK(got.error().message().find("host") != std::string::npos);
            }
        CHECK(far.server.connections() == 0);
    }
}

TEST_SUITE("tollgate.net.client.connections.resolver")
{
    TEST_CASE("connections: a program's resolver is asked for the host, and not for addresses")
    {
        stranger far{serve};
        tollgate::test::mailbox<std::string> asked;
        auto options = far.options();
        options.port = options.connect_to->port();
        options.connect_to.reset();
        options.resolver = [&](std::string const &host, tollgate::resolved const &done) {
            asked.put(host);
            // Late, and on another thread.
            std::thread{[done] { done({}, {asio::ip::address_v4::loopback()}); }}.detach();
        };
        https_transport transport{options};
        CHECK(transport.send(ask(), ample).has_value());
        CHECK(asked.all() == std::vector<std::string>{shop});

        auto const by_address =
            wire_request{.method = "GET", .host = "127.0.0.1", .target = "/", .headers = {}, .body = {}};
        check_failure(transport.send(by_address, ample), errc::certificate_wrong_host);
        CHECK(asked.all().size() == 1);
    }

    TEST_CASE("connections: cancelled while resolving means not sent, and a late result does nothing")
    {
        std::promise<tollgate::resolved> asked;
        https_options options;
        options.resolver = [&](std::string const &, tollgate::resolved const &done) {
            asked.set_value(done);
        };
        asio::cancellation_signal signal;
        std::promise<answer> promise;
        https_transport transport{options};
        auto const request = ask();
        transport.async_send(request, ample, asio::bind_cancellation_slot(signal.slot(), [&](answer got) {
                                 promise.set_value(std::move(got));
                             }));
        auto const late = asked.get_future().get();
        asio::post(transport.get_executor(), [&] { signal.emit(asio::cancellation_type::partial); });
        check_failure(promise.get_future().get(), errc::cancelled);
        late({}, {asio::ip::address_v4::loopback()});
    }

    TEST_CASE("connections: a resolver may keep what it was given, and call it when the loop is gone")
    {
        for (bool const own_thread : {true, false}) {
            tollgate::resolved kept;
            https_options options;
            options.resolver = [&](std::string const &, tollgate::resolved const &done) { kept = done; };
            auto const request = ask();
            {
                asio::io_context loop;
                auto transport =
                    own_thread ? https_transport{options} : https_transport{loop.get_executor(), options};
                auto got = transport.async_send(request, 50ms, asio::use_future);
                loop.run();
                check_failure(got.get(), errc::deadline_exceeded);
            }
            kept({}, {asio::ip::address_v4::loopback()});
        }
    }

    TEST_CASE("connections: a result that comes at the moment of cancelling, or a second one, does nothing")
    {
        gateway far;
        std::optional<tollgate::resolved> asked;
        auto options = far.options();
        options.port = options.connect_to->port();
        options.connect_to.reset();
        options.resolver = [&](std::string const &, tollgate::resolved const &done) { asked = done; };
        asio::io_context loop;
        https_transport transport{loop.get_executor(), options};
        asio::cancellation_signal signal;
        std::optional<answer> cancelled;
        std::optional<answer> answered;
        auto const request = ask();
        transport.async_send(request, ample, asio::bind_cancellation_slot(signal.slot(), [&](answer got) {
                                 cancelled = std::move(got);
                             }));
        while (!asked)
            loop.run_one();
        signal.emit(asio::cancellation_type::terminal);
        (*asked)({}, {asio::ip::address_v4::loopback()}); // both wait for the loop now
        loop.run();
        check_failure(*cancelled, errc::cancelled);
        CHECK(far.server.connections() == 0);

        loop.restart();
        asked.reset();
        transport.async_send(request, ample, [&](answer got) { answered = std::move(got); });
        while (!asked)
            loop.run_one();
        for (int i = 0; i < 2; ++i)
            (*asked)({}, {asio::ip::address_v4::loopback()});
        loop.run();
        CHECK(answered->has_value());
        CHECK(far.server.connections() == 1);
        CHECK(far.server.requests() == 1);
    }

    TEST_CASE("connections: the two families are tried by turns, the first address's family first")
    {
        auto const address = [](char const *text) { return asio::ip::make_address(text); };
        auto const order = tollgate::detail::interleaved(
            {address("::1"), address("::2"), address("::3"), address("127.0.0.1"), address("127.0.0.2")},
            443);
        std::ostringstream text;
        for (auto const &each : order)
            text << each << ' ';
        CHECK(text.str() == "[::1]:443 127.0.0.1:443 [::2]:443 127.0.0.2:443 [::3]:443 ");
    }
}

TEST_SUITE("tollgate.net.client.connections.observer")
{
    /// What an event said, kept.
    struct line {
        std::uint64_t id;
        exchange_step step;
        std::string text;
        unsigned status;
        bool failed;
    };

    TEST_CASE(
        "connections: an observer is told each step, tied together by an id, and neither query nor body")
    {
        for (bool const blocking : {true, false}) {
            gateway far;
            tollgate::test::mailbox<line> lines;
            auto options = far.options();
            options.observer = [&](tollgate::exchange_event const &event) {
                std::ostringstream text;
                text << event;
                CHECK(event.took >= 0ns);
                lines.put({event.id, event.step, text.str(), event.status, event.failure != nullptr});
            };
            https_transport transport{options};
            auto request = ask("/pay?secret=4111");
            request.method = "POST";
            request.body = "secret=4111";
            request.logged_as = "A-1002";
            for (int i = 0; i < 2; ++i) {
                auto const got = blocking ? transport.send(request, ample)
                                          : transport.async_send(request, ample, asio::use_future).get();
                REQUIRE(got.has_value());
            }
            auto const told = lines.all();
            std::vector<exchange_step> steps;
            for (auto const &each : told) {
                steps.push_back(each.step);
                CHECK(each.text.find("as=\"A-1002\" POST shop.test/pay ") != std::string::npos);
                CHECK(each.text.find("4111") == std::string::npos);
            }
            using enum exchange_step;
            CHECK(steps == std::vector{waiting, connecting, handshake, writing, reading, finished, waiting,
                                       writing, reading, finished});
            CHECK(told[0].id == told[5].id);
            CHECK(told[6].id == told[9].id);
            CHECK(told[0].id != told[9].id);
            CHECK(told[5].status == 200);
            CHECK(told[5].text.find("finished") != std::string::npos);
        }
    }

    TEST_CASE("connections: an observer is told of a transport that cannot be set up, and of a request that "
              "is none")
    {
        struct row {
            std::string_view what;
            errc code;
            void (*spoil)(https_options &, wire_request &);
        };
        row const rows[] = {
            {"no CA file", errc::tls_setup_failed,
             [](https_options &o, wire_request &) { o.ca_file = "/nowhere/ca.pem"; }},
            {"no client key", errc::tls_setup_failed,
             [](https_options &o, wire_request &) { o.client_certificate_file = "/nowhere/client.pem"; }},
            {"no pin", errc::tls_setup_failed, [](https_options &o, wire_request &) { o.pins = {"none"}; }},
            {"no proxy", errc::invalid_address,
             [](https_options &o, wire_request &) {
                 o.proxy = tollgate::http_proxy{.host = "http://proxy"};
             }},
            {"no host", errc::invalid_address,
             [](https_options &, wire_request &r) { r.host = "shop.test/x"; }},
            {"an empty host", errc::empty_value, [](https_options &, wire_request &r) { r.host = ""; }},
            {"another line", errc::control_character,
             [](https_options &, wire_request &r) { r.target = "/a HTTP/1.1\r\nX: y"; }},
        };
        for (bool const blocking : {true, false})
            for (auto const &each : rows) {
                CAPTURE(each.what);
                gateway far;
                tollgate::test::mailbox<line> lines;
                auto options = far.options();
                auto request = ask();
                each.spoil(options, request);
                options.observer = [&](tollgate::exchange_event const &event) {
                    std::ostringstream text;
                    text << event;
                    if (event.failure != nullptr) CHECK(event.failure->code() == each.code);
                    lines.put({event.id, event.step, text.str(), event.status, event.failure != nullptr});
                };
                https_transport transport{options};
                check_failure(blocking ? transport.send(request, ample)
                                       : transport.async_send(request, ample, asio::use_future).get(),
                              each.code);
                auto const told = lines.all();
                REQUIRE_FALSE(told.empty());
                CHECK(told.back().step == exchange_step::finished);
                CHECK(told.back().failed);
                CHECK(told.back().text.find("outcome=\"not sent\"") != std::string::npos);
                CHECK(told.back().text.find('\n') == std::string::npos);
                CHECK(far.server.connections() == 0);
            }
    }

    TEST_CASE("connections: an observer is told the outcome, and what it throws is dropped")
    {
        gateway far{{behaviour::close_before_answer}};
        tollgate::test::mailbox<std::string> lines;
        auto options = far.options();
        options.observer = [&](tollgate::exchange_event const &event) {
            std::ostringstream text;
            text << event;
            lines.put(text.str());
            throw 1;
        };
        check_failure(https_transport{options}.send(ask(), ample), errc::connection_closed, true);
        CHECK(lines.all().back().find("as=") == std::string::npos);
        CHECK(lines.all().back().find("error=connection_closed outcome=\"unknown\"") != std::string::npos);

        options.connections_per_host = 1;
        check_failure(https_transport{options}.send(ask(), -1s), errc::deadline_exceeded);
        CHECK(lines.all().back().find("error=deadline_exceeded outcome=\"not sent\"") != std::string::npos);
    }
}

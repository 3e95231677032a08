// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The steps of an exchange without sockets: scripted bytes in, bytes out, and what each step waits for.

#include <tollgate/detail/net/client/http_request.hpp>
#include <tollgate/impl/net/client/client_tls_context.hpp>
#include <tollgate/impl/net/client/connect_operation.hpp>
#include <tollgate/impl/net/client/connection.hpp>
#include <tollgate/impl/net/client/http_exchange.hpp>
#include <tollgate/impl/net/client/proxy_connect.hpp>

#include <support/scripted_stream.hpp>
#include <support/tls_peer.hpp>

#include <tollgate/sandbox/certificates.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/beast/http/error.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace asio = boost::asio;
namespace sandbox = tollgate::sandbox;
using boost::system::error_code;
using tollgate::errc;
using tollgate::https_options;
using tollgate::detail::http_exchange;
using tollgate::detail::needed_readiness;
using tollgate::detail::proxy_connect;
using tollgate::testing::scripted_stream;
using tollgate::testing::tls_in_memory;

needed_readiness const reading = asio::socket_base::wait_read;
needed_readiness const writing = asio::socket_base::wait_write;
needed_readiness const over = std::nullopt;

std::string const shop = "shop.test";
std::string const fine = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":true}";
std::string const opened = "HTTP/1.1 200 Connection established\r\n\r\n";

tollgate::http_proxy const proxy{.host = "proxy.test", .authorization = tollgate::secret{"Basic abc"}};
std::string const asked = "CONNECT shop.test:443 HTTP/1.1\r\nHost: shop.test:443\r\n"
                          "Proxy-Authorization: Basic abc\r\n\r\n";

/// A client that trusts the server in memory, and a request for it.
struct scene {
    explicit scene(https_options with = {}, int version = TLS1_3_VERSION) : options{std::move(with)}
    {
        options.ca_pem = authority.certificate_pem();
        channel = std::make_unique<tollgate::detail::tls_channel>(
            stream, tollgate::detail::make_tls_context(options).value(), shop);
        REQUIRE(tollgate::detail::expect_host(channel->stream.native_handle(), shop));
        server = std::make_unique<tls_in_memory>(stream, authority.issue(shop), version);
    }

    /// The client's handshake, with the server's turns between.
    error_code shake_hands()
    {
        error_code ec;
        for (int turns = 0; turns != 1000; ++turns) {
            channel->stream.begin_iteration();
            auto const needed = channel->stream.handshake(ec);
            server->turn();
            if (!needed) return ec;
        }
        FAIL("the handshake does not end");
        return ec;
    }

    http_exchange &exchange(std::string_view body = "a=1")
    {
        REQUIRE_FALSE(shake_hands());
        tollgate::wire_request const wire{
            .method = "POST", .host = shop, .target = "/pay", .headers = {}, .body = body};
        request = tollgate::detail::make_http_request(wire, shop);
        made.emplace(*channel, request, options, [this] { ++written; });
        return *made;
    }

    sandbox::authority authority{};
    scripted_stream stream{};
    https_options options;
    std::unique_ptr<tollgate::detail::tls_channel> channel;
    std::unique_ptr<tls_in_memory> server;
    tollgate::detail::http_request request{};
    std::optional<http_exchange> made;
    int written = 0;
};

void check_unknown(http_exchange &ended, errc code)
{
    auto const got = ended.take_result();
    REQUIRE(got.has_error());
    CAPTURE(got.error());
    CHECK(got.error().code() == code);
    CHECK(got.error().is_unknown());
}

} // namespace

TEST_SUITE("tollgate.net.client.steps.proxy_connect")
{
    TEST_CASE("steps: a proxy is asked in as many pieces as it takes, and nothing is written twice")
    {
        scripted_stream stream;
        proxy_connect step{stream, "shop.test:443", proxy};
        error_code ec;
        for (std::size_t i = 0; i != asked.size(); ++i) {
            stream.room = i == 0 ? 0 : 1;
            CHECK(step.resume(ec) == writing);
            CHECK_FALSE(ec);
        }
        stream.room = 1;
        CHECK(step.resume(ec) == reading);
        CHECK(stream.written == asked);
        for (char const c : opened.substr(0, opened.size() - 1)) {
            stream.unread = c;
            CHECK(step.resume(ec) == reading);
        }
        stream.unread = opened.back();
        CHECK(step.resume(ec) == over);
        CHECK_FALSE(ec);
        CHECK(step.status() == 200);
        CHECK_FALSE(step.says_too_much());
        CHECK(stream.written == asked);
    }

    TEST_CASE("steps: what a proxy may say, and what comes of it")
    {
        struct row {
            std::string says;
            error_code end;
            unsigned status;
            error_code ec;
            bool too_much = false;
        };
        namespace http = boost::beast::http;
        std::string const announcement = "HTTP/1.1 100 Continue\r\n\r\n";
        std::string many;
        for (int i = 0; i != 9; ++i)
            many += announcement;
        error_code const later = asio::error::would_block;
        row const rows[] = {
            {announcement + opened, later, 200, {}},
            {many, later, 100, {}},
            {"HTTP/1.1 407 Who\r\nContent-Length: 5\r\n\r\nhello", later, 407, {}},
            {opened + "surplus", later, 200, {}, true},
            {"", asio::error::eof, 0, http::error::end_of_stream},
            {"HTTP/1.1 20", asio::error::eof, 0, http::error::partial_message},
            {"", asio::error::connection_reset, 0, asio::error::connection_reset},
            {"SSH-2.0-mistaken\r\n\r\n", later, 0, http::error::bad_version},
            {"HTTP/1.1 200 OK\r\nX: " + std::string(9000, 'x'), later, 0, http::error::header_limit},
        };
        for (auto const &each : rows) {
            CAPTURE(each.says);
            scripted_stream stream;
            stream.unread = each.says;
            stream.end = each.end;
            proxy_connect step{stream, "shop.test:443", proxy};
            error_code ec;
            CHECK(step.resume(ec) == over);
            CHECK(ec == each.ec);
            CHECK(step.status() == each.status);
            CHECK(step.says_too_much() == each.too_much);
        }
    }

    TEST_CASE("steps: a signal that interrupts the asking of a proxy changes nothing")
    {
        scripted_stream stream;
        stream.room = 0;
        stream.write_failure = asio::error::interrupted;
        stream.end = asio::error::interrupted;
        proxy_connect step{stream, "shop.test:443", proxy};
        error_code ec;
        CHECK(step.resume(ec) == writing);
        stream.room = 1000;
        CHECK(step.resume(ec) == reading);
        CHECK(stream.written == asked);
        stream.unread = opened;
        CHECK(step.resume(ec) == over);
        CHECK_FALSE(ec);
        CHECK(step.status() == 200);
    }

    TEST_CASE("steps: a proxy that cannot be written to ends it")
    {
        scripted_stream stream;
        stream.room = 10;
        proxy_connect step{stream, "shop.test:443", proxy};
        error_code ec;
        CHECK(step.resume(ec) == writing);
        stream.write_failure = asio::error::broken_pipe;
        CHECK(step.resume(ec) == over);
        CHECK(ec == asio::error::broken_pipe);
        CHECK(step.status() == 0);
    }
}

TEST_SUITE("tollgate.net.client.steps.connect_attempt")
{
    TEST_CASE("steps: an attempt that is looked at too early is still under way")
    {
        tollgate::testing::stalled_port const nobody_answers;
        asio::io_context not_run;
        tollgate::detail::connect_attempt attempt{not_run.get_executor()};
        REQUIRE(attempt.begin(nobody_answers.endpoint()) == asio::error::in_progress);
        CHECK(attempt.outcome() == asio::error::in_progress);
        CHECK(attempt.is_running());
        attempt.close();
        CHECK_FALSE(attempt.is_running());
    }
}

TEST_SUITE("tollgate.net.client.steps.handshake")
{
    TEST_CASE("steps: a handshake goes on whatever the pieces, in which the server's part comes")
    {
        for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION})
            for (std::size_t const pieces : {1U, 7U, 1000U, 100'000U}) {
                scene at{{}, version};
                at.stream.read_at_once = pieces;
                CHECK_FALSE(at.shake_hands());
                CHECK(at.server->has_shaken_hands());
            }
    }

    TEST_CASE("steps: a handshake waits for what it needs, and a peer that is always ready gets a turn only")
    {
        scene at;
        error_code ec;
        at.stream.room = 0;
        CHECK(at.channel->stream.handshake(ec) == writing);
        at.stream.room = 1'000'000;
        CHECK(at.channel->stream.handshake(ec) == reading);
        CHECK_FALSE(at.stream.written.empty());
        at.server->turn();
        at.stream.read_at_once = 1;
        auto const all = at.stream.unread.size();
        REQUIRE(all > 100);
        at.channel->stream.begin_iteration();
        CHECK(at.channel->stream.handshake(ec) == reading);
        CHECK(at.stream.unread.size() == all - 32);
        CHECK_FALSE(ec);
    }

    TEST_CASE("steps: a handshake that the peer breaks off says so")
    {
        for (auto const &[how, expected] :
             {std::pair{error_code{asio::error::eof}, error_code{asio::ssl::error::stream_truncated}},
              std::pair{error_code{asio::error::connection_reset},
                        error_code{asio::error::connection_reset}}}) {
            scene at;
            at.stream.end = how;
            error_code ec;
            CHECK(at.channel->stream.handshake(ec) == over);
            CHECK(ec == expected);
        }
    }
}

TEST_SUITE("tollgate.net.client.steps.http_exchange")
{
    TEST_CASE(
        "steps: a request is written once, whatever the pieces, and its answer read from whatever pieces")
    {
        for (std::size_t const pieces : {1U, 3U, 100'000U}) {
            scene at;
            std::string const body(20'000, 'b'); // goes out beside the header's text
            auto &step = at.exchange(body);
            at.stream.read_at_once = pieces;
            at.stream.room = 0;
            needed_readiness needed = step.resume({});
            CHECK(needed == writing);
            for (int i = 0; needed == writing && i != 100'000; ++i) {
                CHECK(at.written == 0);
                at.stream.room = 1000 * pieces;
                needed = step.resume({});
                at.server->turn();
            }
            CHECK(needed == reading);
            CHECK(at.written == 1);
            CHECK(at.server->heard() == at.request.text + body);

            at.server->say(fine.substr(0, 30));
            while (!at.stream.unread.empty())
                CHECK(step.resume({}) == reading);
            at.server->say(fine.substr(30));
            do
                needed = step.resume({});
            while (needed && !at.stream.unread.empty());
            CHECK(needed == over);
            auto const got = step.take_result();
            REQUIRE(got.has_value());
            CHECK(got->response.status == 200);
            CHECK(got->response.body == "{\"ok\":true}");
            CHECK(got->reusable);
            CHECK(at.written == 1);
            at.server->turn();
            CHECK(at.server->heard() == at.request.text + body);
        }
    }

    TEST_CASE("steps: a signal that interrupts reading or writing changes nothing")
    {
        scene at;
        auto &step = at.exchange();
        at.stream.room = 0;
        at.stream.write_failure = asio::error::interrupted;
        CHECK(step.resume({}) == writing);
        at.stream.room = 100'000;
        at.stream.end = asio::error::interrupted;
        CHECK(step.resume({}) == reading);
        CHECK(at.written == 1);
        at.server->turn();
        CHECK(at.server->heard() == at.request.text);
        at.server->say(fine);
        CHECK(step.resume({}) == over);
        CHECK(step.take_result().has_value());
    }

    TEST_CASE("steps: announcements are passed over, up to a bound")
    {
        for (int const count : {8, 9}) {
            scene at;
            auto &step = at.exchange();
            CHECK(step.resume({}) == reading);
            at.server->turn();
            for (int i = 0; i != count; ++i)
                at.server->say("HTTP/1.1 103 Early Hints\r\n\r\n");
            at.server->say(fine);
            CHECK(step.resume({}) == over);
            if (count > 8)
                check_unknown(step, errc::answer_malformed);
            else
                CHECK(step.take_result().has_value());
        }
    }

    TEST_CASE("steps: an answer's header is kept as it came, and nothing of announcements and trailers")
    {
        scene at;
        auto &step = at.exchange();
        CHECK(step.resume({}) == reading);
        at.server->turn();
        at.server->say("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        at.server->say(
            "HTTP/1.1 429 Too Many Requests\r\nrequest-id:  req_1 \r\nRetry-After: 30\r\nX-Empty:\r\n"
            "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nTransfer-Encoding: chunked\r\n\r\n"
            "2\r\n{}\r\n0\r\nX-Trailer: late\r\n\r\n");
        CHECK(step.resume({}) == over);
        auto const got = step.take_result();
        REQUIRE(got.has_value());
        std::string all;
        for (auto const &[name, value] : got->response.headers)
            all += name + '=' + value + ';';
        CHECK(all == "request-id=req_1;Retry-After=30;X-Empty=;Set-Cookie=a=1;Set-Cookie=b=2;"
                     "Transfer-Encoding=chunked;");
        CHECK(got->response.body == "{}");
    }

    TEST_CASE("steps: an end that TLS has not announced is no end, and one that it has is")
    {
        std::string const without_length = "HTTP/1.1 200 OK\r\n\r\n{\"ok\":true}";
        for (bool const announced : {true, false}) {
            scene at;
            auto &step = at.exchange();
            CHECK(step.resume({}) == reading);
            at.server->turn();
            at.server->say(without_length);
            if (announced) at.server->send_close_notify();
            at.stream.end = asio::error::eof;
            CHECK(step.resume({}) == over);
            if (!announced) {
                check_unknown(step, errc::connection_closed);
                continue;
            }
            auto const got = step.take_result();
            REQUIRE(got.has_value());
            CHECK(got->response.body == "{\"ok\":true}");
            CHECK_FALSE(got->reusable);
        }
    }

    TEST_CASE("steps: whatever fails after the first byte leaves the outcome unknown")
    {
        struct row {
            std::string says;
            error_code end;
            errc code;
        };
        error_code const later = asio::error::would_block;
        row const rows[] = {
            {"", asio::error::eof, errc::connection_closed},
            {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome", asio::error::eof, errc::connection_closed},
            {"", asio::error::connection_reset, errc::connection_failed},
            {"SSH-2.0-mistaken\r\n\r\n", later, errc::answer_malformed},
            {"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", later, errc::answer_too_large},
            {"HTTP/1.1 200 OK\r\nX: " + std::string(3000, 'x'), later, errc::answer_too_large},
            {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b", later,
             errc::answer_encoded},
        };
        for (auto const &each : rows) {
            CAPTURE(each.says);
            https_options small;
            small.body_limit = 4000;
            small.header_limit = 2000;
            scene at{std::move(small)};
            auto &step = at.exchange();
            CHECK(step.resume({}) == reading);
            at.server->turn();
            if (!each.says.empty()) at.server->say(each.says);
            at.stream.end = each.end;
            CHECK(step.resume({}) == over);
            check_unknown(step, each.code);
        }
        scene at;
        auto &step = at.exchange();
        CHECK(step.resume(asio::error::operation_aborted) == over); // of waiting
        check_unknown(step, errc::connection_failed);
    }

    TEST_CASE("steps: a connection that the server closes is not used again")
    {
        scene at;
        auto &step = at.exchange();
        CHECK(step.resume({}) == reading);
        at.server->turn();
        at.server->say("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
        CHECK(step.resume({}) == over);
        auto const got = step.take_result();
        REQUIRE(got.has_value());
        CHECK_FALSE(got->reusable);
    }
}

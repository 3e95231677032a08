// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What a listener does at the edges: what it says of itself in TLS and HTTP, which targets it understands, and what it tells of
// everything that reaches no handler.

#include <tollgate/listener.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/sandbox/certificates.hpp>

#include <support/gateways.hpp>
#include <support/mailbox.hpp>
#include <support/raw_connection.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
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
namespace test = tollgate::test;
using namespace std::chrono_literals;
using test::cactus_side;
using test::raw_connection;
using tollgate::errc;
using tollgate::listener_options;
using tollgate::unhandled_reason;
using tollgate::unhandled_request;

std::string const path{cactus_side::callback_path};
std::string const body = cactus_side::callback();

/// What an observer was told, kept.
struct told {
    unhandled_reason reason;
    unsigned status;
    std::string method;
    std::string path;
    std::optional<errc> failure;
    bool has_peer;
    bool has_cause;
    std::string line;
};

/// A merchant's server at one path, and what it came to know.
struct merchant {
    explicit merchant(listener_options options = {}, std::string_view at = cactus_side::callback_path,
                      tollgate::acknowledgement acknowledged = {.status = 200})
        : listener{with_observer(std::move(options))}
    {
        listener
            .on<cactus_side::reports>(
                at, cactus_side::account(), [this](auto const &) { heard.put(1); },
                tollgate::answering{acknowledged})
            .on_refused([this](tollgate::error const &why) { refused.put(why.code()); });
        listener.start().value();
    }

    listener_options with_observer(listener_options options)
    {
        options.on_unhandled = [this](unhandled_request const &what) {
            std::ostringstream line;
            line << what;
            events.put({what.reason, what.status, std::string{what.method}, std::string{what.path},
                        what.failure == nullptr ? std::nullopt : std::optional{what.failure->code()},
                        what.peer.port() != 0, what.cause.failed(), line.str()});
        };
        return options;
    }
    raw_connection::response answer_to(std::string_view bytes) const
    {
        return raw_connection{listener.port()}.say(bytes).answer();
    }
    /// Waits, at most ten seconds, until the observer was told so much.
    std::vector<told> events_of(std::size_t count) const
    {
        for (int i = 0; i != 1000 && events.all().size() < count; ++i)
            std::this_thread::sleep_for(10ms);
        return events.all();
    }

    test::mailbox<int> heard{};
    test::mailbox<errc> refused{};
    test::mailbox<told> events{};
    tollgate::listener listener;
};

/// A client over TLS that tells an end that was announced from one that was not.
class strict_client {
public:
    strict_client(std::uint16_t port, int version)
    {
        context_.set_verify_mode(asio::ssl::verify_none);
        SSL_CTX_set_max_proto_version(context_.native_handle(), version);
        stream_.emplace(io_, context_);
        stream_->next_layer().connect({asio::ip::address_v4::loopback(), port});
        stream_->handshake(asio::ssl::stream_base::client);
    }
    void say(std::string_view bytes) { asio::write(*stream_, asio::buffer(bytes)); }
    /// Reads to the end of the connection.
    std::string read_all()
    {
        std::string all;
        asio::read(*stream_, asio::dynamic_buffer(all), how_it_ended_);
        return all;
    }
    /// Whether the end was announced by close_notify.
    [[nodiscard]] bool was_announced() const { return how_it_ended_ == asio::error::eof; }

private:
    asio::io_context io_;
    asio::ssl::context context_{asio::ssl::context::tls_client};
    std::optional<asio::ssl::stream<asio::ip::tcp::socket>> stream_;
    boost::system::error_code how_it_ended_;
};

listener_options over_tls(listener_options options = {})
{
    auto const identity = tollgate::sandbox::authority{}.issue("127.0.0.1");
    options.tls =
        tollgate::server_certificate{identity.certificate_pem, tollgate::secret{identity.private_key_pem}};
    return options;
}

std::string closing_post()
{
    return "POST " + path + " HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string head_of(std::string_view answer)
{
    return std::string{answer.substr(0, answer.find("\r\n\r\n") + 4)};
}

/// All that comes back over a connection which ends after the answer.
std::string raw_answer(std::uint16_t port, std::string_view bytes)
{
    asio::io_context io;
    asio::ip::tcp::socket socket{io};
    socket.connect({asio::ip::address_v4::loopback(), port});
    asio::write(socket, asio::buffer(bytes));
    std::string all;
    boost::system::error_code ec;
    asio::read(socket, asio::dynamic_buffer(all), ec);
    return all;
}

} // namespace

TEST_SUITE("tollgate.listener.edges")
{
    TEST_CASE("listener: over TLS, every end of a connection is announced")
    {
        struct row {
            std::string_view what;
            std::string bytes;
            listener_options options;
            std::string_view status;
            bool stops = false;
        };
        row const rows[] = {
            {"the sender asked for the end", closing_post(), {}, "200"},
            {"what came is not HTTP", "nonsense\r\n\r\n", {}, "400"},
            {"a body over the limit", test::post(path, std::string(5'000, ' ')), {.body_limit = 100}, "413"},
            {"the last request of a connection",
             test::post(path, body),
             {.requests_per_connection = 1},
             "200"},
            {"nothing more came in time", test::post(path, body), {.timeout = 50ms}, "200"},
            {"nothing came at all", "", {.timeout = 50ms}, ""},
            {"the listener was stopped", test::post(path, body), {}, "200", true},
        };
        for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            for (auto const &each : rows) {
                CAPTURE(version);
                CAPTURE(each.what);
                merchant shop{over_tls(each.options)};
                strict_client peer{shop.listener.port(), version};
                peer.say(each.bytes);
                std::thread stopping;
                if (each.stops)
                    stopping = std::thread{[&] {
                        while (shop.heard.all().empty())
                            std::this_thread::sleep_for(1ms);
                        shop.listener.stop();
                    }};
                auto const answer = peer.read_all();
                if (stopping.joinable()) stopping.join();
                CHECK(answer.substr(0, answer.find('\r')).find(each.status) != std::string::npos);
                CHECK(peer.was_announced());
            }
        }
    }

    TEST_CASE("listener: an answer whose status has no content says neither how long it is nor of what type")
    {
        for (unsigned const status : {204U, 304U, 103U}) {
            CAPTURE(status);
            merchant const shop{{}, path, {.status = status, .content_type = "text/plain", .body = "OK"}};
            auto const answer = raw_answer(shop.listener.port(), closing_post());
            CHECK(answer.starts_with("HTTP/1.1 " + std::to_string(status) + ' '));
            CHECK(answer.find("Content-") == std::string::npos);
            CHECK(answer == head_of(answer));
            CHECK(shop.heard.all().size() == 1);
        }
        merchant const reset{{}, path, {.status = 205, .body = "OK"}};
        auto const answer = raw_answer(reset.listener.port(), closing_post());
        CHECK(answer.find("\r\nContent-Length: 0\r\n") != std::string::npos);
        CHECK(answer == head_of(answer));
    }

    TEST_CASE("listener: after an answer without content the next one on the connection is understood")
    {
        merchant const shop{{}, path, {.status = 204}};
        raw_connection peer{shop.listener.port()};
        for (int i = 0; i != 2; ++i)
            CHECK(peer.say(test::post(path, body)).answer().result_int() == 204);
        CHECK(peer.say(test::post("/elsewhere", body)).answer().result_int() == 404);
    }

    TEST_CASE("listener: one path is understood in all ways in which senders write it")
    {
        for (std::string_view const registered :
             {"/callbacks/cactus", "/callbacks/cactus/", "callbacks/cactus", "//callbacks//cactus",
              "/callbacks/%63actus", "https://shop.test/callbacks/cactus", "/callbacks/cactus?shop=1"}) {
            merchant const shop{{}, registered};
            for (std::string_view const target :
                 {"/callbacks/cactus", "/callbacks/cactus/", "//callbacks/cactus", "/callbacks//cactus//",
                  "/callbacks/cactus/?a=b", "/callbacks/%63%61ctus", "http://shop.test/callbacks/cactus",
                  "HTTP://shop.test:8080//callbacks/cactus/?a=b", "https://shop.test/callbacks/cactus"}) {
                CAPTURE(registered);
                CAPTURE(target);
                CHECK(shop.answer_to(test::post(target, body)).result_int() == 200);
            }
            CHECK(shop.events.all().empty());
        }
        merchant const root{{}, "/"};
        for (std::string_view const target : {"/", "//", "/?a=b", "http://shop.test", "http://shop.test/"})
            CHECK(root.answer_to(test::post(target, body)).result_int() == 200);
        merchant const other_alphabet{{}, "/оплата"};
        CHECK(other_alphabet.answer_to(test::post("/%d0%be%D0%BF%d0%bb%d0%b0%d1%82%d0%b0", body))
                  .result_int() == 200);
    }

    TEST_CASE("listener: one path that is given twice is refused at start, however it is written")
    {
        for (std::string_view const second :
             {"/callbacks/cactus", "/callbacks/cactus/", "callbacks//cactus"}) {
            tollgate::listener listener;
            listener.on<cactus_side::reports>(path, cactus_side::account(), [](auto const &) {});
            listener.on<cactus_side::reports>(second, cactus_side::account(), [](auto const &) {});
            auto const started = listener.start();
            REQUIRE(started.has_error());
            CHECK(started.error().code() == errc::invalid_address);
            CHECK(started.error().message().find(path) != std::string::npos);
        }
        tollgate::listener listener;
        listener.on<cactus_side::reports>("/one", cactus_side::account(), [](auto const &) {});
        listener.on<cactus_side::reports>("/two", cactus_side::account(), [](auto const &) {});
        CHECK(listener.start().has_value());
    }

    TEST_CASE("listener: another path stays another path")
    {
        merchant const shop;
        std::string_view const targets[] = {"/callbacks/elsewhere",
                                            "/callbacks/cactus/more",
                                            "/CALLBACKS/CACTUS",
                                            "/callbacks%2Fcactus",
                                            "/",
                                            "/callbacks",
                                            "http://shop.test/elsewhere",
                                            "http://shop.test",
                                            "*",
                                            "/callbacks/cactus.",
                                            "cactus"};
        for (auto const target : targets) {
            CAPTURE(target);
            CHECK(shop.answer_to(test::post(target, body)).result_int() == 404);
        }
        auto const events = shop.events.all();
        REQUIRE(events.size() == std::size(targets));
        for (std::size_t i = 0; i != events.size(); ++i) {
            CHECK(events[i].reason == unhandled_reason::unknown_path);
            CHECK(events[i].path == targets[i]);
        }
        CHECK(shop.heard.all().empty());
    }

    TEST_CASE("listener: one observer is told of everything that reaches no handler")
    {
        using enum unhandled_reason;
        struct row {
            std::string_view what;
            std::string bytes;
            unhandled_reason reason;
            unsigned status;
            std::string_view method, path;
        };
        std::string const post = "POST " + path + " HTTP/1.1\r\n";
        row const rows[] = {
            {"another path", test::post("/elsewhere?key=4111", body), unknown_path, 404, "POST",
             "/elsewhere"},
            {"another method", "PUT " + path + " HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", method_not_allowed,
             405, "PUT", path},
            {"GET", "GET " + path + "?key=4111 HTTP/1.1\r\n\r\n", method_not_allowed, 405, "GET", path},
            {"another protocol", "SSH-2.0-mistaken\r\n\r\n", malformed, 400, "", ""},
            {"a length that is no number", post + "Content-Length: many\r\n\r\n", malformed, 400, "POST",
             path},
            {"a header over the limit", post + "X-Long: " + std::string(17 * 1024, 'x') + "\r\n\r\n",
             header_too_large, 431, "POST", path},
            {"a body over the limit", post + "Content-Length: 1099511627776\r\n\r\n", body_too_large, 413,
             "POST", path},
            {"a forged callback", test::post(path + "?key=4111", R"({"status":3,"signature":"00"})"),
             refused_callback, 400, "POST", path},
        };
        merchant const shop;
        std::size_t count = 0;
        for (auto const &each : rows) {
            CAPTURE(each.what);
            CHECK(shop.answer_to(each.bytes).result_int() == each.status);
            auto const events = shop.events_of(++count);
            REQUIRE(events.size() == count);
            auto const &last = events.back();
            CAPTURE(last.line);
            CHECK(last.reason == each.reason);
            CHECK(last.status == each.status);
            CHECK(last.method == each.method);
            CHECK(last.path == each.path);
            CHECK(last.has_peer);
            CHECK(last.failure.has_value() == (each.reason == refused_callback));
            CHECK(last.line.find("4111") == std::string::npos);
            CHECK(last.line.starts_with(std::string{name_of(each.reason)} + " status="));
        }
        CHECK(shop.refused.all().size() == 1);
        CHECK(shop.heard.all().empty());

        { // gone in the middle of a request
            raw_connection gone{shop.listener.port()};
            gone.say(test::post_head(path, 100)).say("{");
        }
        auto const events = shop.events_of(++count);
        REQUIRE(events.size() == count);
        CHECK(events.back().reason == connection_ended);
        CHECK(events.back().status == 0);
        CHECK(events.back().path == path);

        CHECK(shop.answer_to(test::post(path, body)).result_int() == 200);
        CHECK(shop.events.all().size() == count);
    }

    TEST_CASE("listener: a sender who is late with a request is told of, one who only looked is not")
    {
        merchant const shop{{.timeout = 50ms}};
        raw_connection silent{shop.listener.port()};
        CHECK(silent.is_ended());
        raw_connection slow{shop.listener.port()};
        slow.say("POST " + path + " HTTP/1.1\r\n");
        CHECK(slow.is_ended());
        auto const events = shop.events_of(1);
        REQUIRE(events.size() == 1);
        CHECK(events[0].reason == unhandled_reason::connection_ended);
    }

    TEST_CASE("listener: TLS that fails is told of, and a look at the port is not")
    {
        merchant const shop{over_tls()};
        {
            raw_connection looks{shop.listener.port()};
        }
        raw_connection plain{shop.listener.port()};
        plain.say(test::post(path, body));
        CHECK(plain.is_ended());
        asio::io_context io;
        asio::ssl::context distrusts{asio::ssl::context::tls_client};
        distrusts.set_verify_mode(asio::ssl::verify_peer);
        asio::ssl::stream<asio::ip::tcp::socket> peer{io, distrusts};
        peer.next_layer().connect({asio::ip::address_v4::loopback(), shop.listener.port()});
        boost::system::error_code ec;
        peer.handshake(asio::ssl::stream_base::client, ec);
        CHECK(ec.failed());
        auto const events = shop.events_of(2);
        REQUIRE(events.size() == 2);
        for (auto const &each : events) {
            CHECK(each.reason == unhandled_reason::handshake_failed);
            CHECK(each.status == 0);
            CHECK(each.has_cause);
        }
    }

    TEST_CASE("listener: what an observer throws harms nobody, and what it is told stays on one line")
    {
        listener_options options;
        options.on_unhandled = [](unhandled_request const &) { throw 7; };
        tollgate::listener listener{options};
        listener.on<cactus_side::reports>(path, cactus_side::account(), [](auto const &) {});
        REQUIRE(listener.start().has_value());
        for (std::string const &bytes : {test::post("/elsewhere", body), test::post(path, "{}"),
                                         std::string{"nonsense\r\n\r\n"}, test::post(path, body)})
            CHECK(raw_connection{listener.port()}.say(bytes).answer().result_int() != 500);

        std::ostringstream line;
        line << unhandled_request{.reason = unhandled_reason::unknown_path,
                                  .status = 404,
                                  .method = "POST",
                                  .path = "/a\nforged=1"};
        CHECK(line.str().find('\n') == std::string::npos);
    }

    TEST_CASE("listener: a gateway that checks the address by GET or HEAD gets the answer of the options")
    {
        std::string const get =
            "GET " + path + "?x=1 HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n";
        std::string const head = "HEAD " + path + " HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n";
        merchant const strict;
        for (auto const &request : {get, head}) {
            auto const answer = raw_answer(strict.listener.port(), request);
            CHECK(answer.starts_with("HTTP/1.1 405 "));
            CHECK(answer.find("\r\nAllow: POST\r\n") != std::string::npos);
            CHECK(answer == head_of(answer));
        }

        merchant const open{{.answer_to_get = tollgate::callback_answer{
                                 .status = 200, .content_type = "text/plain", .body = "ready"}}};
        auto const to_get = raw_answer(open.listener.port(), get);
        CHECK(to_get.starts_with("HTTP/1.1 200 "));
        CHECK(to_get.ends_with("\r\n\r\nready"));
        auto const to_head = raw_answer(open.listener.port(), head);
        CHECK(to_head == head_of(to_get)); // as for GET, without the content
        CHECK(open.heard.all().empty());
        CHECK(open.refused.all().empty());
        auto const events = open.events_of(2);
        REQUIRE(events.size() == 2);
        CHECK(events[0].reason == unhandled_reason::address_check);
        CHECK(events[1].method == "HEAD");

        auto const elsewhere = raw_answer(
            open.listener.port(), "GET /elsewhere HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n");
        CHECK(elsewhere.starts_with("HTTP/1.1 404 "));
        auto const put =
            raw_answer(open.listener.port(), "PUT " + path +
                                                 " HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n"
                                                 "Content-Length: 0\r\n\r\n");
        CHECK(put.find("\r\nAllow: GET, HEAD, POST\r\n") != std::string::npos);

        merchant const empty{{.answer_to_get = tollgate::callback_answer{.status = 204}}};
        auto const nothing = raw_answer(empty.listener.port(), get);
        CHECK(nothing.starts_with("HTTP/1.1 204 "));
        CHECK(nothing.find("Content-") == std::string::npos);
    }

    TEST_CASE("listener: timeout and grace without end are none")
    {
        using duration = std::chrono::steady_clock::duration;
        merchant shop{{.timeout = duration::max(), .grace = duration::max()}};
        CHECK(shop.answer_to(test::post(path, body)).result_int() == 200);
        shop.listener.stop();
    }
}

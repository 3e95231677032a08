// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Everything that may go wrong on the way, one row each: what the client believes is held against what the peer saw.

#include <tollgate/https_transport.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/response.hpp>

#include <support/accounts.hpp>
#include <support/tls_peer.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace sandbox = tollgate::sandbox;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::https_options;
using tollgate::https_transport;
using tollgate::wire_request;
using tollgate::testing::stalled_port;
using tollgate::testing::tls_peer;
using answer = tollgate::result<tollgate::wire_response>;
using visit = tls_peer::visit;

std::string const shop = "shop.test";
std::string const fine = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":true}";
auto const ample = 20s;

/// What the client believes, in one word or two.
std::string belief(answer const &got)
{
    if (got) return "answered " + std::to_string(got->status);
    return std::string{name_of(got.error().outcome())} + ", " + std::string{name_of(got.error().code())};
}

/// What is under test, and what stands ready for it.
struct scene {
    tls_peer::manners manners{};
    std::function<void(https_options &)> prepare{};
    tls_peer::tuning tune{};
    std::function<sandbox::server_identity(sandbox::authority const &)> identity{};
    std::chrono::milliseconds by = ample;
    bool cancelled = false; ///< As soon as the peer says that it was reached.
    std::size_t before = 0; ///< Exchanges that go well before.
    std::size_t body = 0;
    std::string host = shop;
};

struct row {
    std::string name;
    std::string expected; ///< As \ref belief says it.
    std::size_t requests; ///< That the peer saw, those before included.
    scene how;
    std::string reader{}; ///< What \ref tollgate::read_response makes of the answer, if that is asked.
};

void read_and(visit &v, std::string_view text)
{
    if (v.shake_hands() && v.read_request()) v.say(text);
}

tls_peer::manners answering(std::string text)
{
    return [text = std::move(text)](visit &v) { read_and(v, text); };
}
/// The same, and the connection ends in an orderly way.
tls_peer::manners answering_and_closing(std::string text)
{
    return [text = std::move(text)](visit &v) {
        read_and(v, text);
        v.close();
    };
}

/// The same, and TLS's close_notify says that nothing more comes.
tls_peer::manners answering_and_announcing(std::string text)
{
    return [text = std::move(text)](visit &v) {
        read_and(v, text);
        boost::system::error_code ec;
        v.stream().shutdown(ec); // says so, and waits for the client's end
    };
}

scene with_identity(std::function<sandbox::server_identity(sandbox::authority const &)> identity)
{
    return {.manners = answering(fine), .identity = std::move(identity)};
}

void stall_handshake(visit &v)
{
    v.reached();
}
void stall_reading(visit &v)
{
    std::string some;
    if (!v.shake_hands() || !v.read_some(some)) return;
    v.reached();
    // The kernel's buffers take some megabytes; the rest of the body has nowhere to go.
    std::this_thread::sleep_for(400ms);
}
void stall_answer(visit &v)
{
    if (v.shake_hands() && v.read_request()) v.reached();
}

void never_resolves(https_options &options)
{
    options.connect_to.reset();
    options.resolver = [](std::string const &, tollgate::resolved const &) {};
}

/// The host's addresses are these; the peer listens on one of them.
std::function<void(https_options &)> resolving_to(std::vector<std::string> addresses)
{
    return [addresses = std::move(addresses)](https_options &options) {
        options.port = options.connect_to->port();
        options.connect_to.reset();
        options.attempt_delay = 20ms;
        options.resolver = [addresses](std::string const &, tollgate::resolved const &done) {
            tollgate::host_addresses found;
            for (auto const &each : addresses)
                found.push_back(asio::ip::make_address(each));
            done({}, found);
        };
    };
}

std::string chunks(std::string_view body)
{
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string{body};
}
std::string with_status(std::string_view status_and_headers, std::string_view body = "{}")
{
    return "HTTP/1.1 " + std::string{status_and_headers} +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}

/// A server that takes the certificates of some clients only, and the client's own one.
struct demand {
    int version;
    std::string trusted_pem; ///< Whose clients it takes.
    std::optional<sandbox::server_identity> shown{};
    bool insists = true; ///< Else it goes on without one.
    /// After its alert, at once; so a request that it did not read resets the connection. Else after the request.
    bool closes = false;
    std::size_t body = 0;
};

scene demanding(demand const &what)
{
    auto const tune = [what](asio::ssl::context &tls) {
        SSL_CTX_set_max_proto_version(tls.native_handle(), what.version);
        tls.add_certificate_authority(asio::buffer(what.trusted_pem));
        tls.set_verify_mode(what.insists ? asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert
                                         : asio::ssl::verify_peer);
        // The sandbox issues for servers.
        X509_VERIFY_PARAM_set_purpose(SSL_CTX_get0_param(tls.native_handle()), X509_PURPOSE_ANY);
    };
    auto const show = [what](https_options &o) {
        if (!what.shown) return;
        o.client_certificate_pem = what.shown->certificate_pem;
        o.client_key_pem = tollgate::secret{what.shown->private_key_pem};
    };
    auto const manners = [what](visit &v) {
        if (v.shake_hands() && v.read_request() && !what.closes) v.say(fine);
        if (what.closes) v.close();
    };
    return {.manners = manners, .prepare = show, .tune = tune, .body = what.body};
}

constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

/// In TLS 1.3: it speaks before it has read the client's certificate, as RFC 8446 lets servers do (section 4.4.4), and refuses then.
scene refusing_after_speaking_early(std::string const &trusted_pem)
{
    scene how = demanding({.version = TLS1_3_VERSION, .trusted_pem = trusted_pem});
    how.manners = [](visit &v) {
        auto *const tls = v.stream().native_handle();
        SSL_set_fd(tls, v.stream().next_layer().native_handle()); // Asio's streams know no early data
        SSL_set_accept_state(tls);
        char none = 0;
        std::size_t size = 0;
        if (SSL_read_early_data(tls, &none, 1, &size) != SSL_READ_EARLY_DATA_FINISH) return;
        if (SSL_write_early_data(tls, go_on.data(), go_on.size(), &size) == 1) SSL_accept(tls);
    };
    return how;
}

/// The peer is the proxy, and the gateway behind it once it has said so.
scene behind_proxy(std::string says)
{
    return {.manners =
                [says = std::move(says)](visit &v) {
                    v.read_plainly();
                    v.say_plainly(says);
                    read_and(v, fine);
                },
            .prepare =
                [](https_options &o) {
                    o.proxy = tollgate::http_proxy{.host = "127.0.0.1", .port = o.connect_to->port()};
                    o.connect_to.reset();
                }};
}

scene for_host(std::string host, std::string certified)
{
    return {.manners = answering(fine),
            .identity = [certified = std::move(certified)](auto const &ca) { return ca.issue(certified); },
            .host = std::move(host)};
}

std::vector<row> faults()
{
    sandbox::authority const clients;
    auto const trusted = clients.certificate_pem();
    auto const mine = clients.issue("client.test");
    auto const expired = clients.issue("client.test", sandbox::validity::expired());
    auto const foreign = sandbox::authority{}.issue("client.test");
    std::string const no_client = "not sent, client_certificate_refused";
    std::string const page = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 25\r\n\r\n"
                             "<html>Who are you?</html>";
    std::string const unknown_closed = "unknown, connection_closed";
    std::string const malformed = "unknown, answer_malformed";
    std::string const too_large = "unknown, answer_too_large";
    std::string const html = "<html><body>Service unavailable</body></html>";
    auto const first_fine_then = [](std::function<void(visit &)> then) {
        return [then = std::move(then)](visit &v) {
            if (!v.shake_hands() || !v.read_request() || !v.say(fine)) return;
            then(v);
        };
    };
    return {
        {"nothing goes wrong", "answered 200", 1, {.manners = answering(fine)}},
        // --- the way there ---
        {"refused",
         "not sent, connect_failed",
         0,
         {.manners = answering(fine),
          .prepare =
              [](https_options &o) {
                  asio::io_context io;
                  asio::ip::tcp::acceptor gone{io, {asio::ip::address_v4::loopback(), 0}};
                  o.connect_to = gone.local_endpoint();
              }}},
        {"name not found",
         "not sent, resolve_failed",
         0,
         {.manners = answering(fine),
          .prepare =
              [](https_options &o) {
                  o.connect_to.reset();
                  o.resolver = [](std::string const &, tollgate::resolved const &done) {
                      done(asio::error::host_not_found, {});
                  };
              }}},
        {"name without addresses",
         "not sent, resolve_failed",
         0,
         {.manners = answering(fine), .prepare = resolving_to({})}},
        {"resolver that throws",
         "not sent, resolve_failed",
         0,
         {.manners = answering(fine),
          .prepare =
              [](https_options &o) {
                  o.connect_to.reset();
                  o.resolver = [](std::string const &, tollgate::resolved const &) { throw 1; };
              }}},
        {"first address dead, second alive",
         "answered 200",
         1,
         {.manners = answering(fine), .prepare = resolving_to({"127.0.0.77", "127.0.0.1"})}},
        {"first address of a family that is dead",
         "answered 200",
         1,
         {.manners = answering(fine), .prepare = resolving_to({"::1", "127.0.0.1"})}},
        {"all addresses dead",
         "not sent, connect_failed",
         0,
         {.manners = answering(fine), .prepare = resolving_to({"127.0.0.77", "127.0.0.78"})}},
        // --- TLS ---
        {"handshake refused",
         "not sent, handshake_failed",
         0,
         {.manners = [](visit &v) { v.say_plainly("SSH-2.0-mistaken\r\n"); }}},
        {"plain HTTP instead of TLS",
         "not sent, handshake_failed",
         0,
         {.manners = [](visit &v) { v.say_plainly(fine); }}},
        {"closed before the handshake",
         "not sent, handshake_failed",
         0,
         {.manners =
              [](visit &v) {
                  v.read_plainly();
                  v.close();
              }}},
        {"reset before the handshake",
         "not sent, handshake_failed",
         0,
         {.manners =
              [](visit &v) {
                  v.read_plainly();
                  v.reset();
              }}},
        {"TLS 1.1 only",
         "not sent, handshake_failed",
         0,
         {.manners = answering(fine),
          .tune =
              [](asio::ssl::context &tls) {
                  SSL_CTX_set_security_level(tls.native_handle(), 0);
                  SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_VERSION);
                  SSL_CTX_set_max_proto_version(tls.native_handle(), TLS1_1_VERSION);
              }}},
        {"certificate expired", "not sent, certificate_expired", 0,
         with_identity([](auto const &ca) { return ca.issue(shop, sandbox::validity::expired()); })},
        {"certificate not yet valid", "not sent, certificate_not_yet_valid", 0,
         with_identity([](auto const &ca) { return ca.issue(shop, sandbox::validity::not_yet()); })},
        {"certificate self-signed", "not sent, certificate_untrusted", 0,
         with_identity([](auto const &) { return sandbox::self_signed(shop); })},
        {"certificate of a stranger", "not sent, certificate_untrusted", 0,
         with_identity([](auto const &) { return sandbox::authority{}.issue(shop); })},
        {"certificate for another host", "not sent, certificate_wrong_host", 0,
         with_identity([](auto const &ca) { return ca.issue("other.test"); })},
        {"certificate not pinned",
         "not sent, certificate_not_pinned",
         0,
         {.manners = answering(fine),
          .prepare = [](https_options &o) { o.pins = {"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}; }}},
        {"host that is an IPv6 address", "answered 200", 1, for_host("::1", "::1")},
        {"host with a port", "answered 200", 1, for_host("shop.test:8443", shop)},
        {"host with a scheme", "not sent, invalid_address", 0, for_host("https://shop.test", shop)},
        {"client certificate accepted", "answered 200", 1,
         demanding({.version = TLS1_3_VERSION, .trusted_pem = trusted, .shown = mine})},
        {"client certificate missing, TLS 1.2", no_client, 0,
         demanding({.version = TLS1_2_VERSION, .trusted_pem = trusted})},
        {"client certificate missing, TLS 1.3", no_client, 0,
         demanding({.version = TLS1_3_VERSION, .trusted_pem = trusted})},
        {"the same, and the connection is reset", no_client, 0,
         demanding({.version = TLS1_3_VERSION, .trusted_pem = trusted, .closes = true})},
        {"the same, while a long request goes out", no_client, 0,
         demanding({.version = TLS1_3_VERSION, .trusted_pem = trusted, .closes = true, .body = 48'000'000})},
        {"client certificate expired, TLS 1.2", no_client, 0,
         demanding({.version = TLS1_2_VERSION, .trusted_pem = trusted, .shown = expired})},
        {"client certificate expired, TLS 1.3", no_client, 0,
         demanding({.version = TLS1_3_VERSION, .trusted_pem = trusted, .shown = expired})},
        {"client certificate of a stranger, TLS 1.2", no_client, 0,
         demanding({.version = TLS1_2_VERSION, .trusted_pem = trusted, .shown = foreign})},
        {"client certificate of a stranger, TLS 1.3", no_client, 0,
         demanding({.version = TLS1_3_VERSION, .trusted_pem = trusted, .shown = foreign})},
        {"client certificate optional, missing", "answered 200", 1,
         demanding({.version = TLS1_3_VERSION, .trusted_pem = trusted, .insists = false})},
        {"the same, and closed before the answer", unknown_closed, 1,
         demanding({.version = TLS1_3_VERSION, .trusted_pem = trusted, .insists = false, .closes = true})},
        {"client certificate accepted, and closed before the answer", unknown_closed, 1,
         demanding({.version = TLS1_3_VERSION, .trusted_pem = trusted, .shown = mine, .closes = true})},
        // --- the proxy ---
        {"proxy that opens the way", "answered 200", 1,
         behind_proxy("HTTP/1.1 200 Connection established\r\n\r\n")},
        {"proxy that announces first", "answered 200", 1,
         behind_proxy("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 Connection established\r\n\r\n")},
        {"proxy that refuses with a page", "not sent, proxy_refused", 0, behind_proxy(page)},
        {"proxy that says too much", "not sent, proxy_refused", 0,
         behind_proxy("HTTP/1.1 200 OK\r\n\r\nsurplus")},
        {"proxy that does not speak HTTP", "not sent, proxy_refused", 0,
         behind_proxy("SSH-2.0-mistaken\r\n\r\n")},
        // --- the answer ---
        {"closed before the answer", unknown_closed, 1, {.manners = answering_and_closing("")}},
        {"half-closed before the answer",
         unknown_closed,
         1,
         {.manners =
              [](visit &v) {
                  if (v.shake_hands() && v.read_request()) v.half_close();
              }}},
        {"truncated body",
         unknown_closed,
         1,
         {.manners = answering_and_closing("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":")}},
        {"body that only the end would complete",
         unknown_closed,
         1,
         {.manners = answering_and_closing("HTTP/1.1 200 OK\r\n\r\n{\"ok\":")}},
        // --- how it ends: only close_notify says that nothing was cut off (RFC 8446, section 6.1) ---
        {"whole body without a length, cut without close_notify",
         unknown_closed,
         1,
         {.manners = answering_and_closing("HTTP/1.1 200 OK\r\n\r\n{\"ok\":true}")}},
        {"the same, half-closed without close_notify",
         unknown_closed,
         1,
         {.manners =
              [](visit &v) {
                  read_and(v, "HTTP/1.1 200 OK\r\n\r\n{\"ok\":true}");
                  v.half_close();
              }}},
        {"the same, ended by close_notify",
         "answered 200",
         1,
         {.manners = answering_and_announcing("HTTP/1.1 200 OK\r\n\r\n{\"ok\":true}")}},
        {"Content-Length, cut without close_notify",
         "answered 200",
         1,
         {.manners = answering_and_closing(fine)}},
        {"Content-Length, ended by close_notify",
         "answered 200",
         1,
         {.manners = answering_and_announcing(fine)}},
        {"close_notify before the answer", unknown_closed, 1, {.manners = answering_and_announcing("")}},
        {"close_notify within the header",
         unknown_closed,
         1,
         {.manners = answering_and_announcing("HTTP/1.1 200 OK\r\nContent-Le")}},
        {"close_notify within the body",
         unknown_closed,
         1,
         {.manners = answering_and_announcing("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":")}},
        {"close_notify before the last chunk",
         unknown_closed,
         1,
         {.manners = answering_and_announcing(chunks("b\r\n{\"ok\":true}\r\n"))}},
        {"Content-Length too large",
         "unknown, deadline_exceeded",
         1,
         {.manners = answering("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"ok\":true}"), .by = 300ms}},
        {"Content-Length too small",
         "answered 200",
         1,
         {.manners = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}surplus")}},
        {"Content-Length that is no number",
         malformed,
         1,
         {.manners = answering("HTTP/1.1 200 OK\r\nContent-Length: 0x0b\r\n\r\n{\"ok\":true}")}},
        {"two different Content-Lengths",
         malformed,
         1,
         {.manners =
              answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 11\r\n\r\n{\"ok\":true}")}},
        {"chunked, well",
         "answered 200",
         1,
         {.manners = answering(chunks("b\r\n{\"ok\":true}\r\n0\r\n\r\n"))}},
        {"chunked with garbage",
         malformed,
         1,
         {.manners = answering(chunks("zz\r\n{\"ok\":true}\r\n0\r\n\r\n"))}},
        {"chunked without an end",
         unknown_closed,
         1,
         {.manners = answering_and_closing(chunks("b\r\n{\"ok\":true}\r\n"))}},
        {"two answers", "answered 200", 1, {.manners = answering(fine + fine)}},
        {"two answers, then the next request",
         "answered 200",
         2,
         {.manners = answering(fine + with_status("200 OK", "surplus")), .before = 1}},
        {"endless body",
         too_large,
         1,
         {.manners =
              [](visit &v) {
                  read_and(v, "HTTP/1.1 200 OK\r\n\r\n");
                  while (v.say(std::string(64 * 1024, 'x'))) {
                  }
              }}},
        {"endless chunked body",
         too_large,
         1,
         {.manners =
              [](visit &v) {
                  read_and(v, chunks(""));
                  while (v.say("8000\r\n" + std::string(0x8000, 'x') + "\r\n")) {
                  }
              }}},
        {"header flood",
         too_large,
         1,
         {.manners =
              [](visit &v) {
                  read_and(v, "HTTP/1.1 200 OK\r\n");
                  while (v.say("X-Flood: " + std::string(1000, 'x') + "\r\n")) {
                  }
              }}},
        {"endless line between two chunks",
         too_large,
         1,
         {.manners =
              [](visit &v) {
                  read_and(v, chunks("1;"));
                  while (v.say(std::string(64 * 1024, 'x'))) {
                  }
              }}},
        {"chunks of next to nothing, without end",
         "unknown, deadline_exceeded",
         1,
         {.manners =
              [](visit &v) {
                  read_and(v, chunks(""));
                  std::string many;
                  for (int i = 0; i != 8; ++i)
                      many += "1;" + std::string(8'000, 'x') + "\r\nx\r\n";
                  while (v.say(many)) {
                  }
              },
          .by = 500ms}},
        {"one endless header",
         too_large,
         1,
         {.manners =
              [](visit &v) {
                  read_and(v, "HTTP/1.1 200 OK\r\nX-Flood: ");
                  while (v.say(std::string(1000, 'x'))) {
                  }
              }}},
        {"gzip unasked",
         "unknown, answer_encoded",
         1,
         {.manners = answering(with_status("200 OK\r\nContent-Encoding: gzip", "\x1f\x8b\x08"))}},
        {"gzip, and called identity as well",
         "unknown, answer_encoded",
         1,
         {.manners = answering(
              with_status("200 OK\r\nContent-Encoding: identity\r\nContent-Encoding: identity, x-gzip",
                          "\x1f\x8b\x08"))}},
        {"a charset in place of an encoding",
         "answered 200",
         1,
         {.manners = answering(with_status("200 OK\r\nContent-Encoding: utf-8", R"({"ok":true})"))}},
        {"identity as the encoding",
         "answered 200",
         1,
         {.manners = answering(with_status("200 OK\r\nContent-Encoding: Identity", R"({"ok":true})"))}},
        {"gzip as the encoding of plain text",
         "answered 200",
         1,
         {.manners = answering(with_status("200 OK\r\nContent-Encoding: gzip", R"({"ok":true})"))}},
        {"an answer of several MiB",
         "answered 200",
         1,
         {.manners = answering(with_status("200 OK", R"({"x":")" + std::string(5'000'000, 'x') + "\"}"))}},
        {"a long answer, the limit raised",
         "answered 200",
         1,
         {.manners = answering(with_status("200 OK", R"({"x":")" + std::string(9'000'000, 'x') + "\"}")),
          .prepare = [](https_options &o) { o.body_limit = 10'000'000; }}},
        {"an answer beyond the limit",
         too_large,
         1,
         {.manners = answering(with_status("200 OK", R"({"x":")" + std::string(9'000'000, 'x') + "\"}"))}},
        {"not HTTP", malformed, 1, {.manners = answering("220 mail.test ESMTP\r\n\r\n")}},
        {"redirect",
         "answered 302",
         1,
         {.manners = answering(with_status("302 Found\r\nLocation: https://elsewhere.test/"))},
         "unknown, http_status"},
        {"100-continue, then the answer",
         "answered 200",
         1,
         {.manners = answering("HTTP/1.1 100 Continue\r\n\r\n" + fine)}},
        {"100-continue, then no client certificate, TLS 1.3", "unknown, client_certificate_refused", 0,
         refusing_after_speaking_early(trusted)},
        {"100-continue without end",
         malformed,
         1,
         {.manners =
              [](visit &v) {
                  read_and(v, "HTTP/1.1 100 Continue\r\n\r\n");
                  while (v.say("HTTP/1.1 100 Continue\r\n\r\n")) {
                  }
              }}},
        {"HTML instead of JSON",
         "answered 200",
         1,
         {.manners = answering(with_status("200 OK", html))},
         "unknown, body_not_json"},
        {"204 without a body",
         "answered 204",
         1,
         {.manners = answering("HTTP/1.1 204 No Content\r\n\r\n")},
         "unknown, body_not_json"},
        {"429 with Retry-After",
         "answered 429",
         1,
         {.manners = answering(with_status("429 Too Many Requests\r\nRetry-After: 1"))},
         "unknown, http_status"},
        {"500",
         "answered 500",
         1,
         {.manners = answering(with_status("500 Internal Server Error"))},
         "unknown, http_status"},
        {"503 with HTML",
         "answered 503",
         1,
         {.manners = answering(with_status("503 Service Unavailable", html))},
         "unknown, http_status"},
        {"slow drip",
         "unknown, deadline_exceeded",
         1,
         {.manners =
              [](visit &v) {
                  if (!v.shake_hands() || !v.read_request()) return;
                  if (v.say("HTTP/1.1 200 OK\r\nX-Drip: ")) {
                      while (v.say("x"))
                          std::this_thread::sleep_for(20ms);
                  }
              },
          .by = 400ms}},
        // --- the connection that is used again ---
        {"peer closed the idle connection",
         "answered 200",
         2,
         {.manners = answering_and_closing(fine), .before = 1}},
        {"peer announced the end of the idle connection",
         "answered 200",
         2,
         {.manners = first_fine_then([](visit &v) {
              boost::system::error_code ec;
              v.stream().shutdown(ec); // says so, and waits for the client's end
          }),
          .before = 1}},
        {"peer closes exactly at reuse",
         unknown_closed,
         2,
         {.manners = first_fine_then([](visit &v) {
              std::string first_bytes;
              v.read_some(first_bytes);
              v.close();
          }),
          .before = 1}},
        {"408 on the idle connection",
         "answered 200",
         2,
         {.manners = first_fine_then([](visit &v) {
              v.say(with_status("408 Request Timeout"));
              v.close();
          }),
          .before = 1}},
        {"peer that answers before it reads",
         "answered 413",
         1,
         {.manners =
              [](visit &v) {
                  std::string some;
                  if (!v.shake_hands() || !v.read_some(some)) return;
                  v.say(with_status("413 Content Too Large\r\nConnection: close"));
              },
          .body = 64 * 1024}},
        {"peer that answers and closes, half read",
         "unknown, connection_failed",
         1,
         {.manners =
              [](visit &v) {
                  std::string some;
                  if (!v.shake_hands() || !v.read_some(some)) return;
                  v.say(with_status("413 Content Too Large\r\nConnection: close"));
                  v.close();
              },
          .body = 48'000'000}},
        // --- the deadline, in each step ---
        {"deadline before anything",
         "not sent, deadline_exceeded",
         0,
         {.manners = answering(fine), .by = -1s}},
        {"deadline while resolving",
         "not sent, deadline_exceeded",
         0,
         {.manners = answering(fine), .prepare = never_resolves, .by = 150ms}},
        {"deadline in the handshake",
         "not sent, deadline_exceeded",
         0,
         {.manners = stall_handshake, .by = 150ms}},
        {"deadline while writing",
         "unknown, deadline_exceeded",
         1,
         {.manners = stall_reading, .by = 300ms, .body = 48'000'000}},
        {"deadline while reading (silent peer)",
         "unknown, deadline_exceeded",
         1,
         {.manners = stall_answer, .by = 300ms}},
        // --- the budget of each step ---
        {"budget of resolving",
         "not sent, deadline_exceeded",
         0,
         {.manners = answering(fine),
          .prepare =
              [](https_options &o) {
                  never_resolves(o);
                  o.budgets.resolve = 50ms;
              }}},
        {"budget of the handshake",
         "not sent, deadline_exceeded",
         0,
         {.manners = stall_handshake, .prepare = [](https_options &o) { o.budgets.handshake = 50ms; }}},
        {"budget of writing",
         "unknown, deadline_exceeded",
         1,
         {.manners = stall_reading,
          .prepare = [](https_options &o) { o.budgets.write = 100ms; },
          .body = 48'000'000}},
        {"budget of reading",
         "unknown, deadline_exceeded",
         1,
         {.manners = stall_answer, .prepare = [](https_options &o) { o.budgets.read = 50ms; }}},
        // --- cancellation in each step ---
        {"cancelled in the handshake",
         "not sent, cancelled",
         0,
         {.manners = stall_handshake, .cancelled = true}},
        {"cancelled while writing",
         "unknown, cancelled",
         1,
         {.manners = stall_reading, .cancelled = true, .body = 48'000'000}},
        {"cancelled while reading", "unknown, cancelled", 1, {.manners = stall_answer, .cancelled = true}},
    };
}

/// An exchange of the asynchronous kind, cancelled when the peer says so.
answer cancelled_when_reached(https_transport transport, wire_request const &request, tls_peer &peer)
{
    asio::cancellation_signal signal;
    std::promise<answer> promise;
    transport.async_send(request, ample, asio::bind_cancellation_slot(signal.slot(), [&](answer got) {
                             promise.set_value(std::move(got));
                         }));
    CHECK(peer.was_reached());
    asio::post(transport.get_executor(), [&] { signal.emit(asio::cancellation_type::terminal); });
    return promise.get_future().get();
}

struct sighting {
    answer got;
    std::size_t requests;
};

template <class Send>
sighting play(scene const &how, Send send)
{
    sandbox::authority const authority;
    auto const identity = how.identity ? how.identity(authority) : authority.issue(shop);
    tls_peer peer{identity, how.manners, how.tune};
    https_options options{.ca_pem = authority.certificate_pem(), .connect_to = peer.endpoint()};
    if (how.prepare) how.prepare(options);
    std::string const body(how.body, 'b');
    wire_request const request{
        .method = "POST", .host = how.host, .target = "/pay?secret=1", .headers = {}, .body = body};
    std::optional<answer> got;
    {
        https_transport transport{options};
        for (std::size_t i = 0; i < how.before; ++i) {
            CHECK(send(transport, request, ample, peer).has_value());
            // What the peer does after its answer must have arrived.
            std::this_thread::sleep_for(50ms);
        }
        got = send(transport, request, tollgate::deadline{how.by}, peer);
    }
    // All that was sent has been read when the connections have come to their end.
    CHECK(peer.saw_the_end());
    return {*got, peer.requests()};
}

void print(row const &fault, sighting const &seen)
{
    std::cout << "  " << std::left << std::setw(60) << fault.name << std::setw(38) << belief(seen.got)
              << seen.requests << '\n';
}

void check(row const &fault, sighting const &seen)
{
    CAPTURE(fault.name);
    CHECK(belief(seen.got) == fault.expected);
    CHECK(seen.requests == fault.requests);
    if (seen.got.has_error() && seen.got.error().is_not_sent()) CHECK(seen.requests == 0);
    if (seen.got.has_error()) CHECK(seen.got.error().message().find("secret") == std::string::npos);
    // At its budget, not at the deadline.
    if (fault.name.starts_with("budget") && seen.got.has_error())
        CHECK(seen.got.error().message().find("budgets") != std::string::npos);
    if (!fault.reader.empty()) {
        REQUIRE(seen.got.has_value());
        auto const read = tollgate::read_response<tollgate::cactus::obtain_token>(
            tollgate::test::cactus_account(), seen.got->status, seen.got->body);
        REQUIRE(read.has_error());
        CHECK(std::string{name_of(read.error().outcome())} + ", " +
                  std::string{name_of(read.error().code())} ==
              fault.reader);
    }
}

} // namespace

TEST_SUITE("tollgate.net.client.faults")
{
    TEST_CASE("faults: each has its outcome, and what was not sent was not seen")
    {
        std::cout << "  fault                                                       what the client believes "
                     "             "
                     "requests seen\n";
        for (auto const &fault : faults()) {
            auto const seen = play(fault.how, [&](https_transport &transport, wire_request const &request,
                                                  tollgate::deadline by, tls_peer &peer) {
                if (fault.how.cancelled) return cancelled_when_reached(transport, request, peer);
                return transport.send(request, by);
            });
            print(fault, seen);
            check(fault, seen);
        }
    }

    TEST_CASE("faults: an asynchronous exchange meets the same outcomes")
    {
        for (auto const &fault : faults()) {
            if (fault.how.cancelled) continue;
            auto const seen = play(fault.how, [](https_transport &transport, wire_request const &request,
                                                 tollgate::deadline by, tls_peer &) {
                std::promise<answer> promise;
                transport.async_send(request, by, [&](answer got) { promise.set_value(std::move(got)); });
                return promise.get_future().get();
            });
            check(fault, seen);
        }
    }

    TEST_CASE("faults: a reset at any byte of an answer leaves the outcome unknown")
    {
        for (std::size_t bytes = 0; bytes < fine.size(); ++bytes) {
            auto const seen =
                play({.manners =
                          [bytes](visit &v) {
                              read_and(v, std::string_view{fine}.substr(0, bytes));
                              v.reset();
                          }},
                     [](https_transport &transport, wire_request const &request, tollgate::deadline by,
                        tls_peer &) { return transport.send(request, by); });
            CAPTURE(bytes);
            REQUIRE(seen.got.has_error());
            CHECK(seen.got.error().is_unknown());
            CHECK(seen.requests == 1);
        }
    }

    TEST_CASE(
        "faults: a connection that is never made ends at the deadline, at its budget, or when cancelled")
    {
        stalled_port const port;
        wire_request const request{.method = "GET", .host = shop, .target = "/", .headers = {}, .body = {}};
        https_transport late{https_options{.connect_to = port.endpoint()}};
        CHECK(belief(late.send(request, 150ms)) == "not sent, deadline_exceeded");

        https_options strict{.connect_to = port.endpoint()};
        strict.budgets.connect = 50ms;
        https_transport impatient{strict};
        auto const got = impatient.send(request, ample);
        CHECK(belief(got) == "not sent, deadline_exceeded");
        REQUIRE(got.has_error());
        CHECK(got.error().message().find("connecting") != std::string::npos);

        asio::cancellation_signal signal;
        std::promise<answer> promise;
        late.async_send(request, ample, asio::bind_cancellation_slot(signal.slot(), [&](answer given) {
                            promise.set_value(std::move(given));
                        }));
        asio::post(late.get_executor(), [&] { signal.emit(asio::cancellation_type::total); });
        CHECK(belief(promise.get_future().get()) == "not sent, cancelled");
    }

    TEST_CASE("faults: a client certificate that is not taken is told with the alert, and with what is set")
    {
        sandbox::authority const clients;
        auto const trusted = clients.certificate_pem();
        auto const expired = clients.issue("client.test", sandbox::validity::expired());
        struct expectation {
            std::optional<sandbox::server_identity> shown;
            std::string alert;
            std::string_view advice;
        };
        for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            bool const is_newer = version == TLS1_3_VERSION;
            expectation const expectations[] = {
                {std::nullopt, is_newer ? "certificate_required" : "handshake_failure", "none is set"},
                {expired, "certificate_expired", "has expired by this machine's clock"},
                {sandbox::authority{}.issue("client.test"), "unknown_ca", "does not take the one"}};
            for (auto const &[shown, alert, advice] : expectations) {
                auto const seen =
                    play(demanding({.version = version, .trusted_pem = trusted, .shown = shown}),
                         [](https_transport &transport, wire_request const &request, tollgate::deadline by,
                            tls_peer &) { return transport.send(request, by); });
                REQUIRE(seen.got.has_error());
                auto const why = seen.got.error();
                CAPTURE(why);
                CHECK(why.message().find('`' + alert + '`') != std::string::npos);
                CHECK(why.message().find(advice) != std::string::npos);
                CHECK(why.message().find("https_options") != std::string::npos);
                CHECK(why.message().find("may have acted") == std::string::npos);
            }
        }
    }

    TEST_CASE("faults: after an answer, an alert about the client's certificate does not mean not sent")
    {
        sandbox::authority const clients;
        // The server asks for no certificate at first; what it ends the second exchange with, it says after the request.
        auto const seen =
            play({.manners =
                      [](visit &v) {
                          read_and(v, fine);
                          std::string second;
                          if (!v.read_some(second)) return;
                          auto *const tls = v.stream().native_handle();
                          SSL_set_verify(tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
                          SSL_renegotiate(tls);
                          v.shake_hands();
                          std::string rest;
                          v.read_some(rest);
                      },
                  .tune =
                      [](asio::ssl::context &tls) {
                          SSL_CTX_set_max_proto_version(tls.native_handle(), TLS1_2_VERSION);
                      },
                  .before = 1},
                 [](https_transport &transport, wire_request const &request, tollgate::deadline by,
                    tls_peer &) { return transport.send(request, by); });
        REQUIRE(seen.got.has_error());
        CAPTURE(seen.got.error());
        CHECK(seen.got.error().is_unknown());
    }

    TEST_CASE("faults: a silent address does not keep from the next one")
    {
        sandbox::authority const authority;
        tls_peer peer{authority.issue(shop), answering(fine)};
        stalled_port const silent{{asio::ip::make_address("127.0.0.3"), peer.endpoint().port()}};
        https_options options{.ca_pem = authority.certificate_pem(), .connect_to = peer.endpoint()};
        resolving_to({"127.0.0.3", "127.0.0.1"})(options);
        wire_request const request{.method = "GET", .host = shop, .target = "/", .headers = {}, .body = {}};
        CHECK(belief(https_transport{options}.send(request, ample)) == "answered 200");
        CHECK(peer.connections() == 1);
    }

    TEST_CASE("faults: of two addresses that are alive, one gets the request and the other is closed")
    {
        sandbox::authority const authority;
        auto const identity = authority.issue(shop);
        tls_peer first{identity, answering(fine)};
        tls_peer second{
            identity, answering(fine), {}, {asio::ip::make_address("127.0.0.4"), first.endpoint().port()}};
        https_options options{.ca_pem = authority.certificate_pem(), .connect_to = first.endpoint()};
        resolving_to({"127.0.0.1", "127.0.0.4"})(options);
        options.attempt_delay = 0ms;
        wire_request const request{.method = "GET", .host = shop, .target = "/", .headers = {}, .body = {}};
        {
            https_transport transport{options};
            CHECK(belief(transport.send(request, ample)) == "answered 200");
            auto &other = first.requests() == 0 ? first : second;
            CHECK(other.saw_the_end()); // while the winner's connection is kept
        }
        CHECK(first.saw_the_end());
        CHECK(second.saw_the_end());
        CHECK(first.requests() + second.requests() == 1);
    }

    TEST_CASE("faults: a host with IPv6 alone is reached, where this machine has IPv6")
    {
        asio::io_context io;
        asio::ip::tcp::acceptor probe{io};
        boost::system::error_code ec;
        probe.open(asio::ip::tcp::v6(), ec);
        if (!ec) probe.bind({asio::ip::address_v6::loopback(), 0}, ec);
        if (ec) {
            MESSAGE("skipped: this machine has no IPv6");
            return;
        }
        sandbox::authority const authority;
        tls_peer peer{authority.issue(shop), answering(fine), {}, {asio::ip::address_v6::loopback(), 0}};
        https_options options{.ca_pem = authority.certificate_pem(), .connect_to = peer.endpoint()};
        resolving_to({"::1"})(options);
        wire_request const request{.method = "GET", .host = shop, .target = "/", .headers = {}, .body = {}};
        CHECK(belief(https_transport{options}.send(request, ample)) == "answered 200");
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/https_transport.hpp>

#include <tollgate/impl/net/client/client_tls_context.hpp>
#include <tollgate/sandbox/certificates.hpp>
#include <tollgate/version.hpp>

#include <support/https_server.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace testing = tollgate::testing;
namespace sandbox = tollgate::sandbox;
using namespace std::chrono_literals;
using testing::behaviour;
using tollgate::errc;
using tollgate::https_options;
using tollgate::https_transport;
using tollgate::wire_request;
using tollgate::wire_response;
using answer = tollgate::result<wire_response>;

static_assert(tollgate::transport<https_transport>);

std::string const shop = "shop.test";
auto const ample = 30s;

/// A pretend gateway with a certificate that the transports of its options trust.
struct gateway {
    explicit gateway(std::vector<behaviour> script) : server{authority.issue(shop), std::move(script)} {}

    https_options options() const
    {
        return {.ca_pem = authority.certificate_pem(), .connect_to = server.endpoint()};
    }

    sandbox::authority authority{};
    testing::https_server server;
};

wire_request question(std::string_view host = shop)
{
    return {
        .method = "GET", .host = host, .target = "/state?card=4111111111111111", .headers = {}, .body = {}};
}

wire_request order(std::string_view body)
{
    return {.method = "POST", .host = shop, .target = "/pay", .headers = {}, .body = body};
}

answer blocking(https_transport transport, wire_request const &request, tollgate::deadline by = ample)
{
    return transport.send(request, by);
}

answer through_future(https_transport transport, wire_request const &request, tollgate::deadline by = ample)
{
    return transport.async_send(request, by, asio::use_future).get();
}

/// An event loop of the user's own, served by some threads.
struct user_loop {
    explicit user_loop(int threads)
    {
        for (int i = 0; i < threads; ++i)
            threads_.emplace_back([this] { context.run(); });
    }
    user_loop(user_loop const &) = delete;
    user_loop &operator=(user_loop const &) = delete;
    ~user_loop()
    {
        work.reset();
        for (auto &thread : threads_)
            thread.join();
    }

    asio::io_context context{};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::vector<std::thread> threads_{};
};

/// An exchange that is going to be cancelled.
struct cancellable {
    cancellable(https_transport transport, wire_request const &request) : executor{transport.get_executor()}
    {
        transport.async_send(request, ample, asio::bind_cancellation_slot(signal.slot(), [this](answer got) {
                                 promise.set_value(std::move(got));
                             }));
    }

    answer cancel(asio::cancellation_type how)
    {
        asio::post(executor, [this, how] { signal.emit(how); });
        return promise.get_future().get();
    }

    https_transport::executor_type executor;
    asio::cancellation_signal signal{};
    std::promise<answer> promise{};
};

void check_failure(answer const &got, errc code, bool unknown)
{
    REQUIRE_FALSE(got.has_value());
    auto const error = got.error();
    CAPTURE(error);
    CHECK(error.code() == code);
    CHECK(error.is_unknown() == unknown);
    CHECK(error.is_not_sent() == !unknown);
    CHECK(error.message().find("4111") == std::string::npos);
    CHECK(error.message().find(shop) != std::string::npos);
}

template <class Connections>
void check_nothing_seen(testing::https_server &server, Connections connections)
{
    CHECK(server.saw_the_end_of_connections(connections));
    CHECK(server.requests() == 0);
}

/// A loop's executor that counts what is given to it.
struct counting_executor {
    asio::io_context::executor_type loop;
    std::shared_ptr<int> count;

    [[nodiscard]] asio::execution_context &query(asio::execution::context_t) const noexcept
    {
        return loop.context();
    }
    static constexpr asio::execution::blocking_t query(asio::execution::blocking_t) noexcept
    {
        return asio::execution::blocking.never;
    }
    template <class Function>
    void execute(Function &&function) const
    {
        ++*count;
        asio::require(loop, asio::execution::blocking.never).execute(std::forward<Function>(function));
    }
    friend bool operator==(counting_executor const &, counting_executor const &) = default;
};

} // namespace

TEST_SUITE("tollgate.https_transport")
{
    TEST_CASE("https_transport: an answer comes back with its status and body")
    {
        gateway far{{behaviour::answer}};
        auto const got = blocking(https_transport{far.options()}, question());
        REQUIRE(got.has_value());
        CHECK(got->status == 200);
        CHECK(got->body == R"({"ok":true})");
        CHECK(far.server.requests() == 1);
    }

    TEST_CASE("https_transport: a request carries what was given and what HTTP needs")
    {
        namespace http = boost::beast::http;
        gateway far{{behaviour::answer}};
        std::array const headers{
            tollgate::header{"X-Signature", "abc"}, tollgate::header{"Accept", "text/plain"},
            tollgate::header{"Host", "elsewhere.test"}, tollgate::header{"Transfer-Encoding", "chunked"}};
        auto request = order("amount=1");
        request.headers = headers;
        REQUIRE(blocking(https_transport{far.options()}, request).has_value());

        auto const seen = far.server.last_request();
        CHECK(seen.method_string() == "POST");
        CHECK(seen.target() == "/pay");
        CHECK(seen.version() == 11);
        CHECK(seen[http::field::host] == shop);
        CHECK(seen[http::field::user_agent] == "tollgate/" TOLLGATE_VERSION_STRING);
        CHECK(seen[http::field::accept] == "text/plain");
        CHECK(seen[http::field::accept_encoding] == "identity");
        CHECK(seen[http::field::content_length] == "8");
        CHECK(seen.count(http::field::transfer_encoding) == 0);
        CHECK(seen["X-Signature"] == "abc");
        CHECK(seen.body() == "amount=1");
    }

    TEST_CASE("https_transport: a POST without a body says that it has none, and a GET says nothing of it")
    {
        namespace http = boost::beast::http;
        gateway far{{behaviour::answer}};
        https_transport transport{far.options()};
        REQUIRE(transport.send(order(""), ample).has_value());
        CHECK(far.server.last_request()[http::field::content_length] == "0");
        std::array const misleading{tollgate::header{"Transfer-Encoding", "chunked"},
                                    tollgate::header{"Content-Length", "5"}};
        auto get = question();
        get.headers = misleading;
        REQUIRE(transport.send(get, 5s).has_value());
        CHECK(far.server.last_request().count(http::field::transfer_encoding) == 0);
        CHECK(far.server.last_request().count(http::field::content_length) == 0);
        CHECK(far.server.last_request()[http::field::accept] == "application/json");
    }

    TEST_CASE("https_transport: a long body arrives whole")
    {
        gateway far{{behaviour::answer}};
        std::string const body(500'000, 'b');
        REQUIRE(blocking(https_transport{far.options()}, order(body)).has_value());
        CHECK(far.server.last_request().body() == body);
    }

    TEST_CASE("https_transport: a request that would break out of its line is not sent")
    {
        gateway far{{behaviour::answer}};
        https_transport transport{far.options()};
        auto const check_refused = [&](wire_request const &request, errc code) {
            for (auto const &got : {blocking(transport, request), through_future(transport, request)}) {
                REQUIRE_FALSE(got.has_value());
                CHECK(got.error().code() == code);
                CHECK(got.error().is_not_sent());
            }
        };
        auto split = question();
        split.target = "/a HTTP/1.1\r\nX: y";
        check_refused(split, errc::control_character);

        std::array const headers{tollgate::header{"X-Note", "a\r\nX-Other: b"}};
        auto smuggling = question();
        smuggling.headers = headers;
        check_refused(smuggling, errc::control_character);

        for (auto const *name : {"", "Host:elsewhere.test", "X Y", "X\r\nY", "X\xc3\xa9"}) {
            std::array const misnamed{tollgate::header{name, "a"}};
            smuggling.headers = misnamed;
            check_refused(smuggling, errc::control_character);
        }

        check_refused(question(""), errc::empty_value);
        CHECK(far.server.connections() == 0);
    }

    TEST_CASE("https_transport: redirects come back as they are")
    {
        gateway far{{behaviour::redirect}};
        auto const got = blocking(https_transport{far.options()}, question());
        REQUIRE(got.has_value());
        CHECK(got->status == 302);
        CHECK(far.server.requests() == 1);
    }

    TEST_CASE("https_transport: an informational answer is not the answer")
    {
        gateway far{{behaviour::announce_and_answer}};
        auto const got = blocking(https_transport{far.options()}, question());
        REQUIRE(got.has_value());
        CHECK(got->status == 200);
    }

    TEST_CASE("https_transport: TLS older than 1.2 is not spoken")
    {
        auto const context = tollgate::detail::make_tls_context({}).value();
        CHECK(SSL_CTX_get_min_proto_version(context->native_handle()) == TLS1_2_VERSION);
    }

    TEST_CASE("https_transport: certificates are verified by OpenSSL alone, whatever is set")
    {
        https_options everything;
        everything.ca_pem = sandbox::authority{}.certificate_pem();
        everything.pins = {"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="};
        everything.proxy = tollgate::http_proxy{.host = "127.0.0.1"};
        everything.connect_to = asio::ip::tcp::endpoint{asio::ip::address_v4::loopback(), 1};
        for (auto const &options : {https_options{}, everything}) {
            auto const context = tollgate::detail::make_tls_context(options).value();
            CHECK(SSL_CTX_get_verify_mode(context->native_handle()) == SSL_VERIFY_PEER);
            bool const by_itself = SSL_CTX_get_verify_callback(context->native_handle()) == nullptr;
            CHECK(by_itself);
        }
    }
}

TEST_SUITE("tollgate.https_transport.reuse")
{
    TEST_CASE("https_transport: a second request goes over the open connection")
    {
        for (auto const send : {blocking, through_future}) {
            gateway far{{behaviour::answer}};
            https_transport const transport{far.options()};
            REQUIRE(send(transport, question(), ample).has_value());
            REQUIRE(send(transport, question(), ample).has_value());
            CHECK(far.server.requests() == 2);
            CHECK(far.server.connections() == 1);
        }
    }

    TEST_CASE("https_transport: a connection that the server closed meanwhile is replaced, and each request "
              "sent once")
    {
        for (auto const send : {blocking, through_future}) {
            gateway far{{behaviour::answer_and_close}};
            https_transport const transport{far.options()};
            REQUIRE(send(transport, question(), ample).has_value());
            REQUIRE(far.server.saw_the_end_of_connections(1));
            std::this_thread::sleep_for(50ms); // until the closing has arrived
            REQUIRE(send(transport, question(), ample).has_value());
            CHECK(far.server.requests() == 2);
            CHECK(far.server.connections() == 2);
        }
    }

    TEST_CASE("https_transport: a surplus answer is not taken for the next one")
    {
        for (auto const send : {blocking, through_future}) {
            gateway far{{behaviour::answer_twice, behaviour::answer}};
            https_transport const transport{far.options()};
            REQUIRE(send(transport, question(), ample).has_value());
            auto const second = send(transport, question(), ample);
            REQUIRE(second.has_value());
            CHECK(second->body == R"({"ok":true})");
            CHECK(far.server.connections() == 2);
        }
    }

    TEST_CASE("https_transport: a connection is not used again after its idle limit")
    {
        gateway far{{behaviour::answer}};
        auto options = far.options();
        options.idle_limit = 0s;
        https_transport transport{options};
        REQUIRE(transport.send(question(), ample).has_value());
        REQUIRE(transport.send(question(), ample).has_value());
        CHECK(far.server.connections() == 2);
    }

    TEST_CASE("https_transport: a connection to one host does not serve another")
    {
        gateway far{{behaviour::answer}};
        https_transport transport{far.options()};
        REQUIRE(transport.send(question(), ample).has_value());
        auto const other = transport.send(question("other.test"), ample);
        REQUIRE_FALSE(other.has_value());
        CHECK(other.error().code() == errc::certificate_wrong_host);
        CHECK(far.server.requests() == 1);
    }
}

TEST_SUITE("tollgate.https_transport.failures")
{
    TEST_CASE("https_transport: a name that cannot be resolved is not sent to")
    {
        std::string const host = std::string(64, 'x') + ".shop.test"; // a label must not be so long
        https_transport const transport;
        for (auto const send : {blocking, through_future})
            check_failure(send(transport, question(host), ample), errc::resolve_failed, false);
    }

    TEST_CASE("https_transport: a refused connection means not sent")
    {
        asio::io_context context;
        asio::ip::tcp::acceptor acceptor{context, {asio::ip::address_v4::loopback(), 0}};
        https_transport const transport{https_options{.connect_to = acceptor.local_endpoint()}};
        acceptor.close();
        for (auto const send : {blocking, through_future})
            check_failure(send(transport, question(), ample), errc::connect_failed, false);
    }

    TEST_CASE("https_transport: whatever goes wrong after the request means unknown")
    {
        struct row {
            behaviour how;
            errc code;
        };
        for (auto const &[how, code] : {row{behaviour::close_before_answer, errc::connection_closed},
                                        row{behaviour::close_within_answer, errc::connection_closed},
                                        row{behaviour::close_instead_of_length, errc::connection_closed},
                                        row{behaviour::garbage, errc::answer_malformed},
                                        row{behaviour::large_body, errc::answer_too_large},
                                        row{behaviour::large_header, errc::answer_too_large}}) {
            for (auto const send : {blocking, through_future}) {
                CAPTURE(static_cast<int>(how));
                gateway far{{how}};
                https_transport const transport{far.options()};
                check_failure(send(transport, question(), ample), code, true);
                CHECK(far.server.saw_the_end_of_connections(1));
                CHECK(far.server.requests() == 1);
                CHECK(far.server.connections() == 1);
            }
        }
    }

    TEST_CASE(
        "https_transport: a reused connection that fails means unknown, and the request is not repeated")
    {
        for (auto const send : {blocking, through_future}) {
            gateway far{{behaviour::answer, behaviour::close_before_answer, behaviour::answer}};
            https_transport const transport{far.options()};
            REQUIRE(send(transport, question(), ample).has_value());
            check_failure(send(transport, question(), ample), errc::connection_closed, true);
            CHECK(far.server.requests() == 2);
            CHECK(far.server.connections() == 1);
        }
    }

    TEST_CASE("https_transport: silence until the deadline means unknown")
    {
        for (auto const send : {blocking, through_future}) {
            // The first exchange opens the connection, so that the short deadline meets the silence.
            gateway far{{behaviour::answer, behaviour::silent}};
            https_transport const transport{far.options()};
            REQUIRE(send(transport, question(), ample).has_value());
            auto const before = std::chrono::steady_clock::now();
            check_failure(send(transport, question(), 250ms), errc::deadline_exceeded, true);
            auto const took = std::chrono::steady_clock::now() - before;
            CHECK(took >= 250ms);
            CHECK(took < 20s);
            CHECK(far.server.requests() == 2);
        }
    }

    TEST_CASE("https_transport: a handshake that stalls until the deadline means not sent")
    {
        for (auto const send : {blocking, through_future}) {
            gateway far{{behaviour::stall_handshake}};
            https_transport const transport{far.options()};
            check_failure(send(transport, question(), 200ms), errc::deadline_exceeded, false);
            check_nothing_seen(far.server, far.server.connections());
        }
    }

    TEST_CASE("https_transport: a deadline in the past means not sent, over an open connection too")
    {
        gateway far{{behaviour::answer}};
        https_transport const transport{far.options()};
        for (auto const send : {blocking, through_future}) {
            REQUIRE(send(transport, question(), ample).has_value());
            auto const seen = far.server.requests();
            check_failure(send(transport, question(), -1s), errc::deadline_exceeded, false);
            CHECK(far.server.requests() == seen);
        }
    }

    TEST_CASE("https_transport: what is not TLS means not sent")
    {
        for (auto const send : {blocking, through_future}) {
            gateway far{{behaviour::refuse_handshake}};
            https_transport const transport{far.options()};
            check_failure(send(transport, question(), ample), errc::handshake_failed, false);
            check_nothing_seen(far.server, 1U);
        }
    }

    TEST_CASE("https_transport: an unreadable CA file is named, and nothing is sent")
    {
        https_transport const transport{https_options{.ca_file = "/nowhere/ca.pem"}};
        for (auto const send : {blocking, through_future}) {
            auto const got = send(transport, question(), ample);
            REQUIRE_FALSE(got.has_value());
            CHECK(got.error().code() == errc::tls_setup_failed);
            CHECK(got.error().is_not_sent());
            CHECK(got.error().message().find("/nowhere/ca.pem") != std::string::npos);
            CHECK(got.error().cause().failed());
        }
    }

    TEST_CASE("https_transport: CA text that is not PEM is refused")
    {
        auto const got = blocking(https_transport{https_options{.ca_pem = "not PEM"}}, question());
        REQUIRE_FALSE(got.has_value());
        CHECK(got.error().code() == errc::tls_setup_failed);
    }
}

TEST_SUITE("tollgate.https_transport.certificates")
{
    TEST_CASE("https_transport: each wrong certificate is told apart, and nothing is sent")
    {
        sandbox::authority const trusted;
        sandbox::authority const stranger;
        struct row {
            sandbox::server_identity identity;
            errc code;
        };
        std::vector<row> const rows{
            {trusted.issue(shop, sandbox::validity::expired()), errc::certificate_expired},
            {trusted.issue(shop, sandbox::validity::not_yet()), errc::certificate_not_yet_valid},
            {trusted.issue("other.test"), errc::certificate_wrong_host},
            {trusted.issue("*.test"), errc::certificate_wrong_host},
            {stranger.issue(shop), errc::certificate_untrusted},
            {sandbox::self_signed(shop), errc::certificate_untrusted}};
        for (auto const &[identity, code] : rows) {
            for (auto const send : {blocking, through_future}) {
                testing::https_server server{identity, {behaviour::answer}};
                https_transport const transport{
                    https_options{.ca_pem = trusted.certificate_pem(), .connect_to = server.endpoint()}};
                check_failure(send(transport, question(), ample), code, false);
                check_nothing_seen(server, 1U);
            }
        }
    }

    TEST_CASE("https_transport: an address as the host is checked against the certificate's addresses")
    {
        sandbox::authority const trusted;
        testing::https_server server{trusted.issue("127.0.0.1"), {behaviour::answer}};
        https_transport transport{
            https_options{.ca_pem = trusted.certificate_pem(), .connect_to = server.endpoint()}};
        CHECK(transport.send(question("127.0.0.1"), ample).has_value());
        auto const other = transport.send(question("127.0.0.2"), ample);
        REQUIRE_FALSE(other.has_value());
        CHECK(other.error().code() == errc::certificate_wrong_host);
        CHECK(server.requests() == 1);
    }
}

TEST_SUITE("tollgate.https_transport.async")
{
    TEST_CASE("https_transport: a callback is called once, on its own executor, not from inside the call")
    {
        gateway far{{behaviour::answer}};
        https_transport transport{far.options()};
        asio::thread_pool home{1};
        std::promise<answer> promise;
        std::atomic<bool> at_home = false;
        std::atomic<int> calls = 0;
        transport.async_send(question(), ample, asio::bind_executor(home, [&](answer got) {
                                 at_home = home.get_executor().running_in_this_thread();
                                 ++calls;
                                 promise.set_value(std::move(got));
                             }));
        CHECK(promise.get_future().get().has_value());
        home.join();
        CHECK(at_home);
        CHECK(calls == 1);
    }

    TEST_CASE("https_transport: a deferred exchange can be launched only once")
    {
        gateway far{{behaviour::answer}};
        https_transport transport{far.options()};
        auto const request = question();
        auto later = transport.async_send(request, ample, asio::deferred);
        static_assert(!std::is_copy_constructible_v<decltype(later)>);
        CHECK(std::move(later)(asio::use_future).get().has_value());
        CHECK(far.server.requests() == 1);
    }

    TEST_CASE("https_transport: an error found before any I/O completes later too")
    {
        asio::io_context context;
        https_transport transport{context.get_executor(), https_options{.ca_file = "/nowhere/ca.pem"}};
        bool called = false;
        transport.async_send(question(), ample, [&](answer const &got) { called = got.has_error(); });
        CHECK_FALSE(called);
        context.run();
        CHECK(called);
    }

    TEST_CASE("https_transport: a coroutine can wait for an answer on its own loop")
    {
        gateway far{{behaviour::answer}};
        asio::io_context context;
        https_transport transport{context.get_executor(), far.options()};
        std::optional<answer> got;
        auto const ask = [&]() -> asio::awaitable<void> {
            auto const request = question();
            got = co_await transport.async_send(request, ample, asio::use_awaitable);
        };
        asio::co_spawn(context, ask(), asio::detached);
        context.run();
        REQUIRE(got.has_value());
        CHECK(got->has_value());
    }

    TEST_CASE("https_transport: many exchanges at once on a loop of two threads all complete")
    {
        gateway far{{behaviour::answer}};
        user_loop loop{2};
        https_transport transport{loop.context.get_executor(), far.options()};
        std::vector<std::future<answer>> answers;
        for (int i = 0; i < 50; ++i)
            answers.push_back(transport.async_send(question(), ample, asio::use_future));
        for (auto &each : answers)
            CHECK(each.get().has_value());
        CHECK(far.server.requests() == 50);
    }

    TEST_CASE("https_transport: blocking sends from several threads all complete")
    {
        gateway far{{behaviour::answer}};
        https_transport const transport{far.options()};
        std::atomic<int> successes = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int k = 0; k < 5; ++k)
                    successes += blocking(transport, question()).has_value() ? 1 : 0;
            });
        for (auto &thread : threads)
            thread.join();
        CHECK(successes == 20);
        CHECK(far.server.requests() == 20);
        CHECK(far.server.connections() <= 4);
    }

    TEST_CASE("https_transport: a completion handler may send and wait")
    {
        gateway far{{behaviour::answer}};
        https_transport transport{far.options()};
        std::promise<answer> promise;
        transport.async_send(question(), ample, [&](answer const &first) {
            CHECK(first.has_value());
            promise.set_value(transport.send(question(), ample));
        });
        CHECK(promise.get_future().get().has_value());
        CHECK(far.server.requests() == 2);
    }

    TEST_CASE("https_transport: a completion handler may wait for another exchange of a loop of two threads")
    {
        gateway far{{behaviour::answer}};
        user_loop loop{2};
        https_transport transport{loop.context.get_executor(), far.options()};
        std::promise<answer> promise;
        transport.async_send(question(), ample, [&](answer const &first) {
            CHECK(first.has_value());
            promise.set_value(through_future(transport, question()));
        });
        CHECK(promise.get_future().get().has_value());
        CHECK(far.server.connections() == 1);
    }
}

TEST_SUITE("tollgate.https_transport.cancellation")
{
    constexpr std::array kinds{asio::cancellation_type::terminal, asio::cancellation_type::partial,
                               asio::cancellation_type::total};

    TEST_CASE("https_transport: cancelled while it waits for the answer means unknown")
    {
        for (auto const kind : kinds) {
            gateway far{{behaviour::silent}};
            https_transport const transport{far.options()};
            cancellable exchange{transport, question()};
            REQUIRE(far.server.saw_requests(1));
            check_failure(exchange.cancel(kind), errc::cancelled, true);
        }
    }

    TEST_CASE("https_transport: cancelled during the handshake means not sent")
    {
        for (auto const kind : kinds) {
            gateway far{{behaviour::stall_handshake}};
            https_transport const transport{far.options()};
            cancellable exchange{transport, question()};
            REQUIRE(far.server.saw_connections(1));
            check_failure(exchange.cancel(kind), errc::cancelled, false);
            check_nothing_seen(far.server, 1U);
        }
    }

    TEST_CASE("https_transport: cancelled at once is counted correctly, whatever was reached")
    {
        user_loop loop{2};
        for (int i = 0; i < 20; ++i) {
            gateway far{{behaviour::silent}};
            https_transport const transport{loop.context.get_executor(), far.options()};
            cancellable exchange{transport, question()};
            std::this_thread::sleep_for(i * 300us);
            auto const got = exchange.cancel(asio::cancellation_type::terminal);
            REQUIRE_FALSE(got.has_value());
            CHECK(got.error().code() == errc::cancelled);
            if (got.error().is_unknown()) continue;
            check_nothing_seen(far.server, far.server.connections());
        }
    }

    TEST_CASE("https_transport: a resolver that takes its time does not hold up a cancellation")
    {
        std::promise<void> asked;
        std::promise<void> released;
        user_loop loop{2};
        https_options options;
        options.resolver = [&](std::string const &, tollgate::resolved const &done) {
            asked.set_value();
            released.get_future().wait();
            done({}, {asio::ip::address_v4::loopback()});
        };
        https_transport const transport{loop.context.get_executor(), options};
        cancellable exchange{transport, question()};
        asked.get_future().wait();
        check_failure(exchange.cancel(asio::cancellation_type::terminal), errc::cancelled, false);
        released.set_value();
    }

    TEST_CASE("https_transport: a signal after the completion does nothing")
    {
        gateway far{{behaviour::answer}};
        asio::io_context context;
        https_transport transport{context.get_executor(), far.options()};
        asio::cancellation_signal signal;
        int calls = 0;
        transport.async_send(question(), ample,
                             asio::bind_cancellation_slot(signal.slot(), [&](answer const &got) {
                                 ++calls;
                                 CHECK(got.has_value());
                             }));
        context.run();
        signal.emit(asio::cancellation_type::terminal);
        context.restart();
        context.run();
        CHECK(calls == 1);
    }
}

TEST_SUITE("tollgate.https_transport.lifetime")
{
    TEST_CASE("https_transport: a transport that was never used goes without a trace")
    {
        https_transport const unused;
        https_transport const copy = unused;
        (void)copy.get_executor();
    }

    TEST_CASE("https_transport: the last copy waits for what is under way")
    {
        gateway far{{behaviour::answer}};
        bool answered = false;
        {
            // Not a future: that is filled on a thread of the system's executor, for which nobody waits.
            https_transport transport{far.options()};
            transport.async_send(question(), ample, [&](answer const &got) { answered = got.has_value(); });
        }
        CHECK(answered);
    }

    TEST_CASE("https_transport: a coroutine on another loop may hold the last copy")
    {
        gateway far{{behaviour::answer}};
        asio::io_context context;
        bool answered = false;
        asio::co_spawn(
            context,
            [&far, &answered]() -> asio::awaitable<void> {
                https_transport transport{far.options()};
                wire_request const asked = question();
                answer const got = co_await transport.async_send(asked, ample, asio::use_awaitable);
                answered = got.has_value();
            },
            asio::detached);
        context.run();
        CHECK(answered);
    }

    TEST_CASE("https_transport: the last copy may go inside a completion handler on its own thread")
    {
        gateway far{{behaviour::answer}};
        auto transport = std::make_unique<https_transport>(far.options());
        std::promise<bool> promise;
        transport->async_send(question(), ample, [&promise, last = *transport](answer const &got) mutable {
            {
                https_transport const gone = std::move(last);
            }
            promise.set_value(got.has_value());
        });
        transport.reset();
        CHECK(promise.get_future().get());
    }

    TEST_CASE("https_transport: a loop that ends early takes its exchanges with it")
    {
        gateway far{{behaviour::silent}};
        bool called = false;
        {
            asio::io_context context;
            https_transport transport{context.get_executor(), far.options()};
            transport.async_send(question(), ample, [&](answer const &) { called = true; });
            while (far.server.requests() == 0)
                context.run_one_for(10ms);
        }
        CHECK_FALSE(called);
    }

    TEST_CASE("https_transport: a cancellation that comes while its loop is destroyed posts nothing to it")
    {
        auto posted = std::make_shared<int>(0);
        asio::cancellation_signal signal;
        auto const request = question();
        int posted_before = 0;
        int posted_after = 0;
        {
            asio::io_context context;
            counting_executor const loop{context.get_executor(), posted};
            // Destroyed by the loop's end, in the order of coming: before the exchange, which waits to be started.
            auto const cancel = [&](int *gone) {
                delete gone;
                posted_before = *posted;
                std::thread{[&] { signal.emit(asio::cancellation_type::terminal); }}.join();
                posted_after = *posted;
            };
            asio::post(context, [held = std::unique_ptr<int, decltype(cancel)>{new int{}, cancel}] {});
            https_transport{loop, {}}.async_send(
                request, ample, asio::bind_cancellation_slot(signal.slot(), [](answer const &) {}));
        }
        CHECK(posted_before == 1);
        CHECK(posted_after == 1);
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Access tokens: asked for once for all who need one, kept for as long as they are taken, asked for anew when they are not.

#include <tollgate/access_tokens.hpp>

#include <tollgate/check_account.hpp>
#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/scripted_transport.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>
#include <support/manual_clock.hpp>
#include <support/unsigned_gateway.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <latch>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

/// A gateway that does not exist, and gives tokens.
namespace willet {

using tollgate::optional;
using tollgate::required;

struct account {
    required<"client_id", std::string> client_id;
    required<"client_secret", tollgate::secret> client_secret;
};

struct get_token;

} // namespace willet

template <>
struct tollgate::provider_traits<willet::account> : tollgate::test::unsigned_gateway {
    static constexpr std::string_view host = "willet.example";
    using token = willet::get_token;
    static constexpr auto sent_headers = headers_of(bearer_token, sends<"X-Version">("2"));
    static constexpr refusal_rule refusal{
        .code = "error", .message = "error_description", .refused_at = {400, 401, 404}};
    using from_account = picks<>;
};

namespace willet {

struct given_token {
    required<"access_token", std::string, tollgate::personal> access_token;
    optional<"expires_in", std::int64_t> expires_in{};
};
struct get_token {
    tollgate::constant<"grant_type", "client_credentials"> grant_type{};

    using account = willet::account;
    using endpoint = tollgate::post_form<"/v1/oauth2/token">;
    using response = given_token;
    using gives = tollgate::access_token<"access_token", "expires_in">;
    static constexpr auto sent_headers = tollgate::headers_of(tollgate::basic<"client_id", "client_secret">);
};

struct receipt {
    required<"id", std::string> id;
};
struct look_up {
    required<"id", std::string> id;

    using account = willet::account;
    using endpoint = tollgate::get<"/orders", tollgate::effect::reads>;
    using response = receipt;
};
struct pay {
    required<"id", std::string> id;

    using account = willet::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
    using reconciled_by = tollgate::asks<look_up, "id">;
};
/// Of which no status says that nothing was done.
struct pay_without_documents {
    required<"id", std::string> id;

    using account = willet::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
    static constexpr tollgate::refusal_rule refusal{.code = "failure"};
};

} // namespace willet

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using clock = tollgate::testing::manual_clock;
using tollgate::errc;
using tollgate::error;
using tollgate::result;
using tollgate::scripted_transport;
using tollgate::wire_response;
using answers = std::vector<result<wire_response>>;
using paid = result<willet::receipt>;

willet::account merchant()
{
    return {.client_id = "shop", .client_secret = tollgate::secret{"s3cret"}};
}

willet::pay const order{.id = "order-1"};

result<wire_response> token(std::string_view text, std::string_view lifetime = "1000")
{
    std::string body = R"({"access_token":")" + std::string{text} + '"';
    if (!lifetime.empty()) body += ",\"expires_in\":" + std::string{lifetime};
    return wire_response{.status = 200, .body = body + "}"};
}
result<wire_response> receipt()
{
    return wire_response{.status = 200, .body = R"({"id":"order-1"})"};
}
result<wire_response> refusal(unsigned status)
{
    return wire_response{.status = status, .body = R"({"error":"invalid_token","error_description":"No."})"};
}
result<wire_response> failure(errc why, tollgate::outcome meaning = tollgate::unknown{})
{
    return error{why, meaning, "It failed."};
}

template <class Client>
Client by_test_clock(Client const &of)
{
    return of.with(tollgate::token_clock{[] { return clock::now(); }});
}

std::string header(tollgate::sent_request const &of, std::string_view name)
{
    for (auto const &[each, value] : of.headers)
        if (each == name) return value;
    return {};
}
/// `token`, or the token with which another request was sent.
std::vector<std::string> sent(scripted_transport const &wire)
{
    std::vector<std::string> all;
    for (auto const &each : wire.requests())
        all.push_back(each.target.starts_with("/v1/oauth2/token") ? "token" : header(each, "Authorization"));
    return all;
}
using texts = std::vector<std::string>;

/// Answers a token request when it is told to, and everything else at once; for one thread.
class held_transport {
public:
    using executor_type = asio::io_context::executor_type;

    explicit held_transport(asio::io_context &io) : io_{&io} {}

    [[nodiscard]] result<wire_response> send(tollgate::wire_request const &, tollgate::deadline)
    {
        return failure(errc::connect_failed, tollgate::not_sent{});
    }
    template <class Token>
    auto async_send(tollgate::wire_request const &request, tollgate::deadline, Token &&completion)
    {
        bool const is_held = request.target.starts_with("/v1/oauth2/token");
        return asio::async_initiate<Token, void(result<wire_response>)>(
            [this, is_held](auto handler) {
                auto const slot = asio::get_associated_cancellation_slot(handler);
                auto const held = std::make_shared<std::optional<decltype(handler)>>(std::move(handler));
                auto const complete = [held](result<wire_response> const &answer) {
                    if (!*held) return;
                    auto last = *std::exchange(*held, std::nullopt);
                    std::move(last)(answer);
                };
                if (!is_held) return asio::post(*io_, [complete] { complete(receipt()); });
                seen_->push_back(complete);
                if (slot.is_connected()) {
                    auto assigned = slot;
                    assigned.assign([complete, io = io_](asio::cancellation_type) {
                        asio::post(*io, [complete] { complete(failure(errc::cancelled)); });
                    });
                }
            },
            completion);
    }
    [[nodiscard]] executor_type get_executor() const { return io_->get_executor(); }

    [[nodiscard]] std::size_t asked() const { return seen_->size(); }
    void answer(std::size_t which, result<wire_response> const &with) const { (*seen_)[which](with); }

private:
    asio::io_context *io_;
    std::shared_ptr<std::vector<std::function<void(result<wire_response> const &)>>> seen_ =
        std::make_shared<std::vector<std::function<void(result<wire_response> const &)>>>();
};

} // namespace

TEST_SUITE("tollgate.access_token")
{
    TEST_CASE(
        "access_token: it is asked for once, with the account's own credentials, and carried by all others")
    {
        scripted_transport wire{answers{token("one"), receipt(), receipt()}};
        tollgate::client gateway{merchant(), wire};
        auto copy = gateway;
        CHECK(gateway.send(willet::pay{.id = "order-1"}).value().id == "order-1");
        CHECK(copy.send(willet::look_up{.id = "order-1"}).has_value());
        CHECK(sent(wire) == texts{"token", "Bearer one", "Bearer one"});
        CHECK(wire.requests()[0].body == "grant_type=client_credentials");
        CHECK(header(wire.requests()[0], "Authorization") == "Basic c2hvcDpzM2NyZXQ=");
        CHECK(wire.requests()[1].body == R"({"id":"order-1"})");
        CHECK(header(wire.requests()[1], "X-Version") == "2");
        CHECK(tollgate::check(merchant()).has_value());
    }

    TEST_CASE("access_token: 256 asynchronous sends ask once")
    {
        answers script{token("one")};
        script.insert(script.end(), 256, receipt());
        asio::io_context io;
        scripted_transport wire{script, io.get_executor()};
        tollgate::client gateway{merchant(), wire};
        int done = 0;
        for (int i = 0; i != 256; ++i)
            gateway.async_send(order, [&](paid got) { done += got.has_value(); });
        CHECK(done == 0);
        io.run();
        CHECK(done == 256);
        auto const all = sent(wire);
        REQUIRE(all.size() == 257);
        CHECK(std::ranges::count(all, "token") == 1);
        CHECK(std::ranges::count(all, "Bearer one") == 256);
    }

    TEST_CASE("access_token: 256 threads ask once, with copies of a client")
    {
        answers script{token("one")};
        script.insert(script.end(), 256, receipt());
        scripted_transport wire{script};
        tollgate::client gateway{merchant(), wire};
        std::latch start{256};
        std::atomic<int> done = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i != 256; ++i)
            threads.emplace_back([&, copy = gateway]() mutable {
                start.arrive_and_wait();
                done += copy.send(willet::pay{.id = "order-1"}).has_value();
            });
        threads.clear();
        CHECK(done == 256);
        auto const all = sent(wire);
        CHECK(all.size() == 257);
        CHECK(std::ranges::count(all, "token") == 1);
    }

    TEST_CASE("access_token: it is renewed when nine tenths of its life are over")
    {
        scripted_transport wire{
            answers{token("one"), receipt(), receipt(), token("two", "10"), receipt(), receipt()}};
        auto gateway = by_test_clock(tollgate::client{merchant(), wire});
        CHECK(gateway.send(willet::pay{.id = "a"}).has_value());
        clock::advance(900s - 1ns);
        CHECK(gateway.send(willet::pay{.id = "b"}).has_value());
        clock::advance(1ns);
        CHECK(gateway.send(willet::pay{.id = "c"}).has_value());
        clock::advance(9s - 1ns);
        CHECK(gateway.send(willet::pay{.id = "d"}).has_value());
        CHECK(sent(wire) == texts{"token", "Bearer one", "Bearer one", "token", "Bearer two", "Bearer two"});
    }

    TEST_CASE("access_token: one whose life is not known, or over, serves those who waited for it alone")
    {
        for (std::string_view const lifetime : {"", "0", "-5", "null"}) {
            CAPTURE(lifetime);
            asio::io_context io;
            scripted_transport wire{
                answers{token("one", lifetime), receipt(), receipt(), token("two", lifetime), receipt()},
                io.get_executor()};
            auto gateway = by_test_clock(tollgate::client{merchant(), wire});
            int done = 0;
            for (int i = 0; i != 2; ++i)
                gateway.async_send(order, [&](paid got) { done += got.has_value(); });
            io.run();
            CHECK(done == 2);
            CHECK(gateway.send(willet::pay{.id = "b"}).has_value());
            CHECK(sent(wire) == texts{"token", "Bearer one", "Bearer one", "token", "Bearer two"});
        }
    }

    TEST_CASE("access_token: a life that is too long to be counted is the longest that there is")
    {
        scripted_transport wire{answers{token("one", "9223372036854775807"), receipt(), receipt()}};
        auto gateway = by_test_clock(tollgate::client{merchant(), wire});
        CHECK(gateway.send(willet::pay{.id = "a"}).has_value());
        clock::advance(24h * 365);
        CHECK(gateway.send(willet::pay{.id = "b"}).has_value());
        CHECK(sent(wire) == texts{"token", "Bearer one", "Bearer one"});
    }

    TEST_CASE("access_token: where it is refused, no send is sent, and each has what the gateway says")
    {
        asio::io_context io;
        scripted_transport wire{answers{refusal(401), token("one"), receipt()}, io.get_executor()};
        tollgate::client gateway{merchant(), wire};
        std::vector<error> failed;
        for (int i = 0; i != 3; ++i)
            gateway.async_send(order, [&](paid got) { failed.push_back(got.error()); });
        io.run();
        REQUIRE(failed.size() == 3);
        for (error const &each : failed) {
            CHECK(each.code() == errc::refused_by_gateway);
            CHECK(each.is_not_sent());
            CHECK(each.http_status() == 401);
            CHECK(each.gateway().value().code == "invalid_token");
            CHECK(each.gateway().value().message == "No.");
            CHECK(each.message().find("access token") != std::string::npos);
            CHECK(each.message().find("credentials") != std::string::npos);
        }
        CHECK(sent(wire) == texts{"token"});
        // Nothing was sent, so it may be sent again; the next send asks anew.
        CHECK(gateway.retry(willet::pay{.id = "a"}, failed.front()).has_value());
        CHECK(sent(wire) == texts{"token", "token", "Bearer one"});
    }

    TEST_CASE("access_token: whatever becomes of asking, the send itself is not sent")
    {
        struct {
            result<wire_response> answer;
            errc code;
        } const all[] = {{failure(errc::deadline_exceeded), errc::deadline_exceeded},
                         {failure(errc::connection_closed), errc::connection_closed},
                         {failure(errc::resolve_failed, tollgate::not_sent{}), errc::resolve_failed},
                         {wire_response{.status = 503, .body = "busy"}, errc::http_status},
                         {wire_response{.status = 200, .body = "<html>"}, errc::body_not_json},
                         {wire_response{.status = 200, .body = "{}"}, errc::missing_field},
                         {token(""), errc::field_not_convertible},
                         {token("a\\r\\nX-Evil: 1"), errc::field_not_convertible},
                         {token("a b"), errc::field_not_convertible},
                         {token("\u00e4"), errc::field_not_convertible}};
        for (auto const &each : all) {
            CAPTURE(each.code);
            scripted_transport wire{answers{each.answer, receipt()}};
            tollgate::client gateway{merchant(), wire};
            auto const got = gateway.send(willet::pay{.id = "a"});
            REQUIRE(got.has_error());
            CHECK(got.error().code() == each.code);
            CHECK(got.error().is_not_sent());
            CHECK(sent(wire) == texts{"token"});

            asio::io_context io;
            scripted_transport later{answers{each.answer, receipt()}, io.get_executor()};
            tollgate::client asynchronous{merchant(), later};
            std::optional<error> failed;
            asynchronous.async_send(order, [&](paid said) { failed = said.error(); });
            io.run();
            REQUIRE(failed.has_value());
            CHECK(failed->code() == each.code);
            CHECK(failed->is_not_sent());
            CHECK(failed->message() == got.error().message());
            CHECK(sent(later) == texts{"token"});
        }
    }

    TEST_CASE(
        "access_token: one that is not taken is asked for anew, and the same request is sent again, once")
    {
        scripted_transport wire{answers{token("one"), receipt(), refusal(401), token("two"), receipt(),
                                        refusal(401), token("three"), refusal(401)}};
        tollgate::client gateway{merchant(), wire};
        CHECK(gateway.send(willet::pay{.id = "a"}).has_value());
        CHECK(gateway.send(willet::pay{.id = "b"}).has_value());
        auto const refused = gateway.send(willet::pay{.id = "c"});
        REQUIRE(refused.has_error());
        CHECK(refused.error().is_refused());
        CHECK(refused.error().http_status() == 401);
        CHECK(sent(wire) == texts{"token", "Bearer one", "Bearer one", "token", "Bearer two", "Bearer two",
                                  "token", "Bearer three"});
        CHECK(wire.requests()[2].body == wire.requests()[4].body);
    }

    TEST_CASE("access_token: the same asynchronously, once for all whose token was not taken")
    {
        asio::io_context io;
        scripted_transport wire{
            answers{token("one"), refusal(401), refusal(401), token("two"), receipt(), receipt()},
            io.get_executor()};
        tollgate::client gateway{merchant(), wire};
        int done = 0;
        for (int i = 0; i != 2; ++i)
            gateway.async_send(order, [&](paid got) { done += got.has_value(); });
        io.run();
        CHECK(done == 2);
        CHECK(sent(wire) == texts{"token", "Bearer one", "Bearer one", "token", "Bearer two", "Bearer two"});
    }

    TEST_CASE(
        "access_token: where 401 is not known to be a refusal, and at other refusals, nothing is sent again")
    {
        scripted_transport wire{answers{token("one"), refusal(401), refusal(400), refusal(503)}};
        tollgate::client gateway{merchant(), wire};
        CHECK(gateway.send(willet::pay_without_documents{.id = "a"}).error().is_unknown());
        CHECK(gateway.send(willet::pay{.id = "a"}).error().is_refused());
        CHECK(gateway.send(willet::pay{.id = "a"}).error().is_unknown());
        CHECK(sent(wire) == texts{"token", "Bearer one", "Bearer one", "Bearer one"});
    }

    TEST_CASE("access_token: a question carries it, and learns nothing without it")
    {
        scripted_transport wire{answers{token("one"), receipt(), refusal(401), token("two"), receipt()}};
        tollgate::client gateway{merchant(), wire};
        CHECK(gateway.reconcile<willet::pay>("order-1").has_value());
        CHECK(gateway.reconcile<willet::pay>("order-1").has_value());
        CHECK(sent(wire) == texts{"token", "Bearer one", "Bearer one", "token", "Bearer two"});
        scripted_transport closed{answers{refusal(401)}};
        tollgate::client shut{merchant(), closed};
        auto const nothing = shut.reconcile<willet::pay>("order-1");
        REQUIRE(nothing.has_error());
        CHECK(nothing.error().is_unknown());
    }

    TEST_CASE("access_token: a request that is kept is sent again with the token of the day")
    {
        scripted_transport wire{answers{token("one", ""), failure(errc::connect_failed, tollgate::not_sent{}),
                                        token("two", ""), receipt()}};
        tollgate::client gateway{merchant(), wire};
        auto kept = gateway.sign(willet::pay{.id = "a"}).value();
        for (auto const &[name, value] : kept.headers())
            CHECK(name != "Authorization");
        auto const failed = gateway.send_and_keep(kept);
        REQUIRE(failed.has_error());
        CHECK(gateway.retry(kept, failed.error()).has_value());
        CHECK(sent(wire) == texts{"token", "Bearer one", "token", "Bearer two"});
    }

    TEST_CASE("access_token: who waits for one has a deadline of its own, and can be cancelled")
    {
        asio::io_context io;
        held_transport wire{io};
        tollgate::client gateway{merchant(), wire};
        std::optional<paid> first;
        std::optional<paid> late;
        std::optional<paid> cancelled;
        gateway.async_send(order, [&](paid got) { first = std::move(got); });
        gateway.async_send(order, tollgate::deadline{-1s}, [&](paid got) { late = std::move(got); });
        asio::cancellation_signal stop;
        gateway.async_send(
            order, asio::bind_cancellation_slot(stop.slot(), [&](paid got) { cancelled = std::move(got); }));
        stop.emit(asio::cancellation_type::terminal);
        while (!late || !cancelled)
            io.run_one();
        CHECK(late->error().code() == errc::deadline_exceeded);
        CHECK(late->error().is_not_sent());
        CHECK(cancelled->error().code() == errc::cancelled);
        CHECK(cancelled->error().is_not_sent());
        CHECK_FALSE(first.has_value());
        CHECK(wire.asked() == 1);
        wire.answer(0, token("one"));
        io.restart();
        io.run();
        CHECK(first.value().has_value());
    }

    TEST_CASE("access_token: where the send that asks is cancelled, another one asks")
    {
        asio::io_context io;
        held_transport wire{io};
        tollgate::client gateway{merchant(), wire};
        std::optional<paid> first;
        std::optional<paid> second;
        asio::cancellation_signal stop;
        gateway.async_send(
            order, asio::bind_cancellation_slot(stop.slot(), [&](paid got) { first = std::move(got); }));
        gateway.async_send(order, [&](paid got) { second = std::move(got); });
        stop.emit(asio::cancellation_type::terminal);
        while (wire.asked() != 2)
            io.run_one();
        wire.answer(1, token("one"));
        io.restart();
        io.run();
        CHECK(first.value().error().code() == errc::cancelled);
        CHECK(first->error().is_not_sent());
        CHECK(second.value().has_value());
    }

    TEST_CASE("access_token: a send that is destroyed while it asks leaves asking to another")
    {
        std::optional<scripted_transport> wire;
        std::optional<tollgate::client<willet::account, scripted_transport>> gateway;
        {
            asio::io_context io;
            wire.emplace(answers{token("lost"), token("one"), receipt()}, io.get_executor());
            gateway.emplace(merchant(), *wire);
            gateway->async_send(order, asio::detached);
        }
        CHECK(gateway->send(willet::pay{.id = "b"}).has_value());
        CHECK(sent(*wire) == texts{"token", "token", "Bearer one"});
    }
}

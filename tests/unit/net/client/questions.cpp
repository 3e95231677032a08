// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What a client does when an outcome is unknown, or a callback is not signed: it asks.

#include <tollgate/client.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/scripted_transport.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A gateway that does not exist: its callbacks may come unsigned, and it can be asked by both ids.
namespace plover {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

inline constexpr auto pairs = [] {
    using namespace tollgate::signing::words;
    return in_field<"sign">(hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | by_name) + key)));
}();

} // namespace plover

template <>
struct tollgate::provider_traits<plover::account> {
    static constexpr std::string_view name = "Plover";
    static constexpr std::string_view host = "plover.example";
    static constexpr auto request_signature = plover::pairs;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = plover::pairs;
    static constexpr refusal_rule refusal{.code = "error", .not_found = "10", .again_at = {429}};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace plover {

struct by_order {
    tollgate::required<"order_id", std::string> order_id;
};
struct by_user {
    tollgate::required<"user_data", std::string> user_data;
};
struct state {
    tollgate::required<"order_id", std::int64_t> order_id;
    tollgate::optional<"user_data", std::string> user_data{};
    tollgate::required<"status", std::int64_t> status;
};
struct question {
    tollgate::choice_of<by_order, by_user> payment;

    using account = plover::account;
    using endpoint = tollgate::get<"/status", tollgate::effect::reads>;
    using response = state;
};
struct pay {
    tollgate::required<"amount", tollgate::decimal> amount;
    tollgate::required<"user_data", std::string> user_data;

    using account = plover::account;
    using endpoint = tollgate::get<"/pay">;
    using response = by_order;
    using reconciled_by = tollgate::asks<question, "user_data">;
};
/// The answer says inside an object what it is about, or is a list.
struct one_state {
    tollgate::required<"data", state> data;
};
struct ask_for_one {
    tollgate::required<"order_id", std::int64_t> order_id;

    using account = plover::account;
    using endpoint = tollgate::get<"/one", tollgate::effect::reads>;
    using response = one_state;
};
struct pay_for_one : pay {
    using carried = pay;
    using reconciled_by = tollgate::asks<ask_for_one, "order_id", "order_id", "data.order_id">;
};
struct some_states {
    tollgate::optional<"items", std::vector<state>> items{};
};
struct ask_for_some {
    tollgate::required<"user_data", std::string> user_data;

    using account = plover::account;
    using endpoint = tollgate::get<"/some", tollgate::effect::reads>;
    using response = some_states;
};
struct pay_for_some : pay {
    using carried = pay;
    using reconciled_by = tollgate::asks<ask_for_some, "user_data", "user_data", "items.0.user_data">;
};
struct paid {
    tollgate::required<"order_id", std::string> order_id;
    tollgate::required<"status", std::int64_t> status;
    tollgate::optional<"test", std::int64_t> test{};

    using account = plover::account;
    using confirmed_by = tollgate::asks<question, "order_id">;
    static constexpr bool also_as_form = true;
    static constexpr tollgate::test_rule tests{.field = "test", .live = {"0", "false"}, .may_lack = true};
};

} // namespace plover

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::error;
using tollgate::result;
using tollgate::scripted_transport;
using tollgate::wire_response;
using answers = std::vector<result<wire_response>>;
using client = tollgate::client<plover::account, scripted_transport>;

client client_of(scripted_transport const &transport)
{
    return client{plover::account{.shop = "s7", .key = tollgate::secret{"k"}}, transport};
}
plover::pay order(std::string id = "u1")
{
    return {.amount = tollgate::decimal{"50.00"}, .user_data = std::move(id)};
}
error failure(tollgate::outcome meaning, errc code = errc::deadline_exceeded)
{
    return {code, meaning, "As the transport says."};
}
wire_response state_of(std::string_view order_id, std::string_view user_data = "u1")
{
    return {200, R"({"order_id":)" + std::string{order_id} + R"(,"user_data":")" + std::string{user_data} +
                     R"(","status":3})"};
}
tollgate::unconfirmed_callback closed(std::string_view body)
{
    plover::account const merchant{.shop = "s7", .key = tollgate::secret{"k"}};
    auto const received = tollgate::receive<plover::paid>(merchant, body);
    REQUIRE(received.has_error());
    REQUIRE(received.error().code() == errc::unsigned_callback);
    return *received.error().unsigned_callback();
}

/// The same test both ways.
struct blocking {
    static auto retry(client &of, plover::pay const &m, error const &why) { return of.retry(m, why); }
    static auto retry(client &of, plover::question const &m, error const &why) { return of.retry(m, why); }
    static auto reconcile(client &of, std::string_view id) { return of.reconcile<plover::pay>(id); }
    static auto confirm(client &of, tollgate::unconfirmed_callback const &c)
    {
        return of.confirm<plover::paid>(c);
    }
    static auto confirm(client &of, tollgate::unconfirmed_callback const &c, tollgate::tests_allowed tests)
    {
        return of.confirm<plover::paid>(c, 5s, tests);
    }
    static auto send(client &of, tollgate::request<plover::pay> &&r) { return of.send(std::move(r)); }
};
struct asynchronous {
    static auto retry(client &of, plover::pay const &m, error const &why)
    {
        return of.async_retry(m, why, asio::use_future).get();
    }
    static auto retry(client &of, plover::question const &m, error const &why)
    {
        return of.async_retry(m, why, 5s, asio::use_future).get();
    }
    static auto reconcile(client &of, std::string_view id)
    {
        return of.async_reconcile<plover::pay>(id, asio::use_future).get();
    }
    static auto confirm(client &of, tollgate::unconfirmed_callback const &c)
    {
        return of.async_confirm<plover::paid>(c, asio::use_future).get();
    }
    static auto confirm(client &of, tollgate::unconfirmed_callback const &c, tollgate::tests_allowed tests)
    {
        return of.async_confirm<plover::paid>(c, 5s, tests, asio::use_future).get();
    }
    static auto send(client &of, tollgate::request<plover::pay> &&r)
    {
        return of.async_send(std::move(r), asio::use_future).get();
    }
};

using confirmed = tollgate::result<tollgate::verified<plover::state>>;
static_assert(
    std::same_as<decltype(blocking::confirm(std::declval<client &>(),
                                            std::declval<tollgate::unconfirmed_callback const &>())),
                 confirmed>);
template <class Message>
concept retriable_as = requires(client &of, Message message, error const &why) {
    of.async_retry(static_cast<Message>(message), why, asio::use_future);
};
static_assert(retriable_as<plover::pay &> && retriable_as<plover::pay const &>);
static_assert(retriable_as<plover::pay &&> == tollgate::detail::temporaries_survive_co_await);

template <class R>
concept sendable_as = requires(client &of, R request) { of.send(static_cast<R>(request)); };
static_assert(sendable_as<tollgate::request<plover::pay> &&>);
static_assert(!sendable_as<tollgate::request<plover::pay> &>, "sending uses it up, and says so");
static_assert(!sendable_as<tollgate::request<plover::pay> const &>);

template <class T>
void check_error(result<T> const &got, errc code, std::string_view outcome)
{
    REQUIRE(got.has_error());
    auto const error = got.error();
    CHECK(error.code() == code);
    CHECK(name_of(error.outcome()) == outcome);
}

} // namespace

TEST_SUITE("tollgate.client.questions")
{
    TEST_CASE_TEMPLATE("client: what was not sent is sent again", Way, blocking, asynchronous)
    {
        scripted_transport transport{answers{wire_response{200, R"({"order_id":"7"})"}}};
        auto of = client_of(transport);
        auto const again = Way::retry(of, order(), failure(tollgate::not_sent{}));
        REQUIRE(again.has_value());
        CHECK(again->order_id == "7");
        REQUIRE(transport.requests().size() == 1);
        CHECK(transport.requests().front().target == of.sign(order())->target());
    }

    TEST_CASE("client: a request that is kept is sent again as it was, byte for byte and by its name")
    {
        auto const lost = failure(tollgate::not_sent{});
        wire_response const paid{200, R"({"order_id":"7"})"};
        for (bool const waits : {true, false}) {
            CAPTURE(waits);
            scripted_transport transport{answers{lost, lost, failure(tollgate::unknown{}), paid}};
            auto of = client_of(transport);
            auto const send = [&](auto &kept) {
                return waits ? of.send_and_keep(kept)
                             : of.async_send_and_keep(kept, 5s, asio::use_future).get();
            };
            auto const retry = [&](auto &kept, error const &why) {
                return waits ? of.retry(kept, why) : of.async_retry(kept, why, 5s, asio::use_future).get();
            };
            auto kept = of.sign(order()).value();
            kept.log_as("key-1");
            std::string const target{kept.target()};
            auto const first = send(kept);
            CHECK(first.error().is_not_sent());
            CHECK(kept.is_spent());
            CHECK(kept.target() == target);
            // It is sent once; everything else is a repetition, which says why.
            check_error(send(kept), errc::not_repeatable, "unknown");
            check_error(of.send(std::move(kept)), errc::not_repeatable, "unknown");
            auto const second = retry(kept, first.error());
            CHECK(second.error().is_not_sent());
            auto const third = retry(kept, second.error());
            CHECK(third.error().is_unknown());
            check_error(retry(kept, third.error()), errc::not_repeatable, "unknown");
            REQUIRE(transport.requests().size() == 3);
            for (auto const &sent : transport.requests())
                CHECK(sent.target == target);
            CHECK(kept.logged_as() == "key-1");
            auto const elsewhere = std::move(kept);
            check_error(retry(kept, first.error()), errc::not_repeatable, "not sent");
            CHECK(elsewhere.is_spent());
        }
    }

    TEST_CASE_TEMPLATE("client: what the gateway takes later is sent again, when the program says so", Way,
                       blocking, asynchronous)
    {
        wire_response const busy{429, R"({"error":"slow_down"})", {{"Retry-After", "3"}}};
        scripted_transport transport{answers{busy, busy, wire_response{200, R"({"order_id":"7"})"}}};
        auto of = client_of(transport);
        auto const first = of.send(order());
        check_error(first, errc::try_again_later, "refused");
        CHECK(first.error().retry_after() == 3s);
        CHECK(transport.requests().size() == 1); // by itself nothing is sent again
        auto const second = Way::retry(of, order(), first.error());
        check_error(second, errc::try_again_later, "refused");
        CHECK(Way::retry(of, order(), second.error()).value().order_id == "7");
        // That a question is put off says nothing about the payment.
        scripted_transport asked{answers{busy}};
        auto asking = client_of(asked);
        auto const about = Way::reconcile(asking, "u1");
        check_error(about, errc::try_again_later, "unknown");
        CHECK(about.error().retry_after() == 3s);
        check_error(Way::retry(asking, order(), about.error()), errc::not_repeatable, "unknown");
        CHECK(asked.requests().size() == 1);
    }

    TEST_CASE_TEMPLATE("client: a payment whose outcome is unknown, or which was refused, is not sent again",
                       Way, blocking, asynchronous)
    {
        scripted_transport transport{answers{wire_response{200, R"({"order_id":"7"})"}}};
        auto of = client_of(transport);
        auto const refused = Way::retry(of, order(), failure(tollgate::refused{}, errc::refused_by_gateway));
        check_error(refused, errc::not_repeatable, "refused");
        CHECK(refused.error().message().find("send it as a new one") != std::string::npos);
        auto const unknown = Way::retry(of, order(), failure(tollgate::unknown{}));
        check_error(unknown, errc::not_repeatable, "unknown");
        CHECK(unknown.error().message().find("`reconcile`") != std::string::npos);
        // And its own error opens no way round.
        check_error(Way::retry(of, order(), unknown.error()), errc::not_repeatable, "unknown");
        check_error(Way::retry(of, order(), error{}), errc::not_repeatable, "unknown");
        check_error(Way::retry(of, order(), failure(tollgate::refused{}, errc::not_found_yet)),
                    errc::not_repeatable, "refused");
        CHECK(transport.requests().empty());
    }

    TEST_CASE_TEMPLATE("client: what only reads is sent again after an unknown outcome too", Way, blocking,
                       asynchronous)
    {
        plover::question const asked{.payment = plover::by_user{"u1"}};
        scripted_transport transport{
            answers{wire_response{200, R"({"error":10})"}, state_of("7"), state_of("7"), state_of("7")}};
        auto of = client_of(transport);
        auto const not_yet = of.send(asked);
        check_error(not_yet, errc::not_found_yet, "refused");
        CHECK(Way::retry(of, asked, not_yet.error()).has_value());
        CHECK(Way::retry(of, asked, failure(tollgate::unknown{})).has_value());
        CHECK(Way::retry(of, asked, failure(tollgate::not_sent{})).has_value());
        check_error(Way::retry(of, asked, failure(tollgate::refused{})), errc::not_repeatable, "refused");
        CHECK(transport.requests().size() == 4);
    }

    TEST_CASE_TEMPLATE("client: a payment is reconciled by the merchant's own id alone", Way, blocking,
                       asynchronous)
    {
        scripted_transport transport{answers{state_of("7", "u 1")}};
        auto of = client_of(transport);
        auto const found = Way::reconcile(of, "u 1");
        REQUIRE(found.has_value());
        CHECK(found->order_id == 7);
        CHECK(found->status == 3);
        REQUIRE(transport.requests().size() == 1);
        CHECK(transport.requests().front().target ==
              of.sign(plover::question{.payment = plover::by_user{"u 1"}})->target());
    }

    TEST_CASE_TEMPLATE("client: however reconciling fails, nothing was learned about the payment", Way,
                       blocking, asynchronous)
    {
        struct {
            std::string_view what;
            result<wire_response> comes_back;
            errc code;
        } const cases[] = {
            {"the question was not sent", failure(tollgate::not_sent{}, errc::connect_failed),
             errc::connect_failed},
            {"no answer in time", failure(tollgate::unknown{}), errc::deadline_exceeded},
            {"not found", wire_response{200, R"({"error":10})"}, errc::not_found_yet},
            {"refused", wire_response{200, R"({"error":"2"})"}, errc::refused_by_gateway},
            {"broken", wire_response{200, R"({"order_id":)"}, errc::body_truncated},
            {"about another payment", state_of("7", "u2"), errc::another_id},
            {"about none", wire_response{200, R"({"order_id":7,"status":3})"}, errc::another_id},
            {"about a longer id", state_of("7", "u11"), errc::another_id},
        };
        for (auto const &c : cases) {
            CAPTURE(c.what);
            scripted_transport transport{answers{c.comes_back, state_of("7")}};
            auto of = client_of(transport);
            check_error(Way::reconcile(of, "u1"), c.code, "unknown");
            CHECK(transport.requests().size() == 1);
        }
    }

    TEST_CASE("client: an answer may say inside an object, or a list's first element, what it is about")
    {
        scripted_transport transport{answers{
            wire_response{200, R"({"data":{"order_id":7,"status":3}})"},
            wire_response{200, R"({"data":{"order_id":8,"status":3}})"},
            wire_response{
                200, R"({"items":[{"order_id":7,"user_data":"u1","status":3},{"order_id":8,"status":3}]})"},
            wire_response{200, R"({"items":[{"order_id":7,"user_data":"u2","status":3}]})"},
            wire_response{200, R"({"items":[]})"},
            wire_response{200, R"({"items":[{"order_id":7,"status":3}]})"},
            wire_response{200, R"({"items":{}})"},
            wire_response{200, R"({})"},
        }};
        auto of = client_of(transport);
        auto const one = of.reconcile<plover::pay_for_one>("7");
        REQUIRE(one.has_value());
        CHECK(one->data->status == 3);
        check_error(of.reconcile<plover::pay_for_one>("7"), errc::another_id, "unknown");
        auto const some = of.reconcile<plover::pay_for_some>("u1");
        REQUIRE(some.has_value());
        CHECK(some->items->size() == 2);
        check_error(of.reconcile<plover::pay_for_some>("u1"), errc::another_id, "unknown");
        check_error(of.reconcile<plover::pay_for_some>("u1"), errc::not_found_yet, "unknown");
        for (int i = 0; i != 3; ++i)
            check_error(of.reconcile<plover::pay_for_some>("u1"), errc::another_id, "unknown");
        CHECK(transport.remaining() == 0);
    }

    TEST_CASE_TEMPLATE("client: an id that cannot be sent is not asked for", Way, blocking, asynchronous)
    {
        scripted_transport transport{answers{state_of("7")}};
        auto of = client_of(transport);
        check_error(Way::reconcile(of, ""), errc::empty_value, "unknown");
        check_error(Way::reconcile(of, "u1\r\nHost: x"), errc::control_character, "unknown");
        CHECK(transport.requests().empty());
    }

    TEST_CASE_TEMPLATE("client: an unsigned callback is confirmed by the gateway's own answer", Way, blocking,
                       asynchronous)
    {
        for (std::string_view const body :
             {R"({"order_id":"7","status":4})", R"({"order_id":7,"status":4})", "order_id=7&status=4"}) {
            CAPTURE(body);
            scripted_transport transport{answers{state_of("7")}};
            auto of = client_of(transport);
            auto const received = Way::confirm(of, closed(body));
            REQUIRE(received.has_value());
            CHECK(received->by() == tollgate::verification::confirmation);
            CHECK((*received)->status == 3); // the answer's, not the callback's
            CHECK(received->received() == state_of("7").body);
            CHECK_FALSE(received->is_test());
            REQUIRE(transport.requests().size() == 1);
            CHECK(transport.requests().front().target ==
                  of.sign(plover::question{.payment = plover::by_order{"7"}})->target());
        }
    }

    TEST_CASE_TEMPLATE("client: of an unsigned callback without a usable id nothing is asked", Way, blocking,
                       asynchronous)
    {
        struct {
            std::string_view body;
            errc code;
        } const cases[] = {
            {R"({"status":3})", errc::missing_field},
            {R"({"order_id":null})", errc::missing_field},
            {R"({"data":{"order_id":"7"}})", errc::missing_field},
            {R"({"order_id":["7"]})", errc::field_not_convertible},
            {R"({"order_id":{"id":"7"}})", errc::field_not_convertible},
            {R"({"order_id":""})", errc::empty_value},
            {R"({"order_id":"7\r\nHost: x"})", errc::control_character},
            {R"({"order_id":"7&shop=s8"})", errc::ambiguous_value},
        };
        for (auto const &c : cases) {
            CAPTURE(c.body);
            scripted_transport transport{answers{state_of("7")}};
            auto of = client_of(transport);
            check_error(Way::confirm(of, closed(c.body)), c.code, "unknown");
            CHECK(transport.requests().empty());
        }
        // As it can be where a header would have carried the signature.
        auto const unreadable =
            tollgate::detail::unconfirmed_callback_access::close(R"({"order_id":)", false);
        scripted_transport transport{answers{state_of("7")}};
        auto of = client_of(transport);
        check_error(Way::confirm(of, unreadable), errc::body_truncated, "unknown");
        CHECK(transport.requests().empty());
    }

    TEST_CASE_TEMPLATE("client: an unsigned callback that the gateway does not confirm is not believed", Way,
                       blocking, asynchronous)
    {
        auto const callback = closed(R"({"order_id":"7","status":3})");
        struct {
            result<wire_response> comes_back;
            errc code;
        } const cases[] = {
            {state_of("8"), errc::another_id},
            {state_of("77"), errc::another_id},
            {wire_response{200, R"({"error":10})"}, errc::not_found_yet},
            {wire_response{500, ""}, errc::http_status},
            {failure(tollgate::not_sent{}, errc::resolve_failed), errc::resolve_failed},
        };
        for (auto const &c : cases) {
            scripted_transport transport{answers{c.comes_back, state_of("7")}};
            auto of = client_of(transport);
            check_error(Way::confirm(of, callback), c.code, "unknown");
            CHECK(transport.requests().size() == 1);
        }
    }

    TEST_CASE_TEMPLATE("client: an unsigned callback that calls itself a test is confirmed as one only", Way,
                       blocking, asynchronous)
    {
        auto const callback = closed(R"({"order_id":"7","status":3,"test":"1"})");
        scripted_transport transport{answers{state_of("7"), state_of("7"), state_of("8")}};
        auto of = client_of(transport);
        auto const refused = Way::confirm(of, callback);
        check_error(refused, errc::test_message, "unknown");
        CHECK(tollgate::is_to_acknowledge(refused.error()));
        auto const test = Way::confirm(of, callback, tollgate::with_tests);
        REQUIRE(test.has_value());
        CHECK(test->is_test());
        check_error(Way::confirm(of, callback, tollgate::with_tests), errc::another_id, "unknown");
        CHECK(transport.remaining() == 0);
    }

    TEST_CASE_TEMPLATE("client: a request can be signed first and sent later, once", Way, blocking,
                       asynchronous)
    {
        scripted_transport transport{
            answers{wire_response{200, R"({"order_id":"7"})"}, wire_response{200, R"({"order_id":"8"})"}}};
        auto of = client_of(transport);
        auto signed_request = of.sign(order());
        REQUIRE(signed_request.has_value());
        CHECK_FALSE(signed_request->is_spent());
        CHECK(transport.requests().empty());
        std::string const written_down{signed_request->target()};
        auto const sent = Way::send(of, *std::move(signed_request));
        REQUIRE(sent.has_value());
        CHECK(sent->order_id == "7");
        REQUIRE(transport.requests().size() == 1);
        CHECK(transport.requests().front().target == written_down);
        CHECK(transport.requests().front().host == "plover.example");

        CHECK(signed_request->is_spent());
        check_error(Way::send(of, *std::move(signed_request)), errc::not_repeatable, "unknown");
        CHECK(transport.requests().size() == 1);
        check_error(of.sign(order("u1\n")), errc::control_character, "not sent");
    }

    TEST_CASE("client: a question has its own timeout, and an asynchronous one outlives the client")
    {
        asio::io_context loop;
        scripted_transport transport{answers{state_of("7"), state_of("7")}, loop.get_executor()};
        int answered = 0;
        {
            auto of = client_of(transport);
            std::string id = "u1";
            of.async_reconcile<plover::pay>(id, [&](result<plover::state> const &got) {
                CHECK(got.has_value());
                ++answered;
            });
            id = "gone";
            of.async_confirm<plover::paid>(closed(R"({"order_id":7})"), [&](confirmed const &got) {
                CHECK(got.has_value());
                ++answered;
            });
        }
        CHECK(answered == 0);
        loop.run();
        CHECK(answered == 2);
    }
}

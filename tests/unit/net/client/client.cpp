// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/client.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/scripted_transport.hpp>

#include <support/gateways.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace test = tollgate::test;
using namespace std::chrono_literals;
using test::cactus_side;
using test::one_payment_side;
using tollgate::errc;
using tollgate::scripted_transport;
using tollgate::wire_response;
using answers = std::vector<tollgate::result<wire_response>>;

template <class Side>
using scripted_client = tollgate::client<typename Side::account_type, scripted_transport>;
template <class Side>
using response_of = tollgate::result<typename Side::opens::response>;

template <class Side>
scripted_client<Side> client_of(scripted_transport const &transport)
{
    return tollgate::client{Side::account(), transport};
}

template <class Side>
answers one_answer()
{
    return {wire_response{200, Side::answer()}};
}

template <class Client, class Message>
concept sends = requires(Client &client, Message const &message) {
    client.send(message);
    client.async_send(message, asio::detached);
};
template <class Client, class Message>
concept sends_later =
    requires(Client &client, Message const &message) { client.async_send(message, asio::detached); };
template <class Client, class Message>
concept sends_a_temporary_later = requires(Client &client, Message message) {
    client.async_send(std::move(message), asio::detached);
    client.async_send(std::move(message), 1s, asio::detached);
};

static_assert(sends<scripted_client<cactus_side>, cactus_side::opens>);
static_assert(sends<scripted_client<one_payment_side>, one_payment_side::opens>);
static_assert(!sends<scripted_client<cactus_side>, one_payment_side::opens>);
static_assert(!sends_later<scripted_client<cactus_side>, one_payment_side::opens>);
static_assert(!sends<scripted_client<cactus_side>, cactus_side::reports>);
static_assert(sends_a_temporary_later<scripted_client<cactus_side>, cactus_side::opens> ==
              tollgate::detail::temporaries_survive_co_await);

using deferred_send = decltype(std::declval<scripted_client<cactus_side> &>().async_send(
    std::declval<cactus_side::opens const &>(), asio::deferred));
static_assert(std::move_constructible<deferred_send>);
static_assert(!std::copy_constructible<deferred_send>);
using sending = tollgate::detail::client_operation<
    cactus_side::opens, scripted_transport, tollgate::cryptopp_hash,
    tollgate::detail::answer_reader<cactus_side::opens, tollgate::cryptopp_hash>>;
static_assert(std::move_constructible<sending> && !std::copy_constructible<sending>);

static_assert(
    std::same_as<decltype(tollgate::client{cactus_side::account(), std::declval<scripted_transport>()}),
                 scripted_client<cactus_side>>);
static_assert(std::same_as<decltype(std::declval<scripted_client<cactus_side> &>().send(
                               std::declval<cactus_side::opens const &>())),
                           tollgate::result<tollgate::cactus::payment_form>>);

/// Both ways to send, so that the same can be asked of each.
struct blocking {
    template <class Client, class Message>
    static auto send(Client &client, Message const &message)
    {
        return client.send(message);
    }
};
struct asynchronous {
    template <class Client, class Message>
    static auto send(Client &client, Message const &message)
    {
        return client.async_send(message, asio::use_future).get();
    }
};

template <class Side>
void check_as_made(tollgate::sent_request const &sent, typename Side::opens const &order)
{
    auto const made = tollgate::make_request(Side::account(), order);
    REQUIRE(made.has_value());
    CHECK(sent.method == made->method());
    CHECK(sent.host == made->host());
    CHECK(sent.target == made->target());
    CHECK(sent.body == made->body());
    REQUIRE(sent.headers.size() == made->headers().size());
    for (std::size_t i = 0; i != sent.headers.size(); ++i) {
        CHECK(sent.headers[i].first == made->headers()[i].name);
        CHECK(sent.headers[i].second == made->headers()[i].value);
    }
}

template <class Side, class Way>
void check_success()
{
    scripted_transport transport{one_answer<Side>()};
    auto client = client_of<Side>(transport);
    auto const order = Side::order();
    auto const form = Way::send(client, order);
    REQUIRE(form.has_value());
    CHECK(Side::page(*form) == "https://pay.example/tok");
    REQUIRE(transport.requests().size() == 1);
    check_as_made<Side>(transport.requests().front(), order);
}

/// What comes back, and what must be made of it.
struct failure {
    std::string_view what;
    tollgate::result<wire_response> comes_back;
    errc code;
    std::string_view outcome;
};

tollgate::error transport_error(errc code, tollgate::outcome meaning)
{
    return tollgate::error{code, meaning, "As the transport says."}.with(
        make_error_code(boost::system::errc::host_unreachable));
}

template <class Side>
std::vector<failure> failures()
{
    using tollgate::not_sent, tollgate::unknown;
    return {
        {"no way there", transport_error(errc::connect_failed, not_sent{}), errc::connect_failed, "not sent"},
        {"an expired certificate", transport_error(errc::certificate_expired, not_sent{}),
         errc::certificate_expired, "not sent"},
        {"too late before sending", transport_error(errc::deadline_exceeded, not_sent{}),
         errc::deadline_exceeded, "not sent"},
        {"too late after sending", transport_error(errc::deadline_exceeded, unknown{}),
         errc::deadline_exceeded, "unknown"},
        {"cancelled after sending", transport_error(errc::cancelled, unknown{}), errc::cancelled, "unknown"},
        {"closed without an answer", transport_error(errc::connection_closed, unknown{}),
         errc::connection_closed, "unknown"},
        {"the gateway's refusal", wire_response{200, Side::refusal()}, errc::refused_by_gateway, "refused"},
        {"the gateway's refusal with status 400", wire_response{400, Side::refusal()},
         errc::refused_by_gateway, "refused"},
        {"500 without a body", wire_response{500, ""}, errc::http_status, "unknown"},
        {"500 with HTML", wire_response{500, "<html></html>"}, errc::http_status, "unknown"},
        {"a redirect", wire_response{302, ""}, errc::http_status, "unknown"},
        {"200 with HTML", wire_response{200, "<html></html>"}, errc::body_not_json, "unknown"},
        {"200 cut off", wire_response{200, R"({"url":"https)"}, errc::body_truncated, "unknown"},
    };
}

template <class Side, class Way>
void check_failures()
{
    for (failure const &f : failures<Side>()) {
        CAPTURE(f.what);
        scripted_transport transport{{f.comes_back, wire_response{200, Side::answer()}}};
        auto client = client_of<Side>(transport);
        auto const order = Side::order();
        auto const got = Way::send(client, order);
        REQUIRE(got.has_error());
        auto const error = got.error();
        CHECK(error.code() == f.code);
        CHECK(name_of(error.outcome()) == f.outcome);
        CHECK(transport.requests().size() == 1);
        if (f.comes_back.has_value()) continue;
        CHECK(error.message() == "As the transport says.");
        CHECK(error.cause() == boost::system::errc::host_unreachable);
    }
}

template <class Side, class Way>
void check_nothing_sent()
{
    scripted_transport transport{one_answer<Side>()};
    auto client = client_of<Side>(transport);
    auto const order = Side::unsendable_order();
    auto const got = Way::send(client, order);
    REQUIRE(got.has_error());
    auto const error = got.error();
    CHECK(error.code() == errc::control_character);
    CHECK(error.is_not_sent());
    CHECK(transport.requests().empty());
    CHECK(transport.remaining() == 1);
}

/// Sends from inside a loop, and says what has already happened when `async_send` returns.
template <class Side>
void check_never_inline(typename Side::opens const &order)
{
    asio::io_context loop;
    scripted_transport transport{one_answer<Side>(), loop.get_executor()};
    auto client = client_of<Side>(transport);
    bool completed = false;
    std::optional<bool> completed_inside;
    asio::post(loop, [&] {
        client.async_send(order, [&](response_of<Side> const &) { completed = true; });
        completed_inside = completed;
    });
    loop.run();
    CHECK(completed_inside == false);
    CHECK(completed);
}

template <class Side>
void check_executor(typename Side::opens const &order)
{
    asio::io_context transport_loop;
    asio::io_context handler_loop;
    auto const home = asio::make_strand(handler_loop);
    scripted_transport transport{one_answer<Side>(), transport_loop.get_executor()};
    auto client = client_of<Side>(transport);
    bool at_home = false;
    client.async_send(order, asio::bind_executor(home, [&](response_of<Side> const &) {
                          at_home = home.running_in_this_thread();
                      }));
    for (int round = 0; round != 5; ++round) {
        transport_loop.restart();
        transport_loop.poll();
        if (round == 0) CHECK_FALSE(at_home);
        handler_loop.restart();
        handler_loop.poll();
    }
    CHECK(at_home);
}

/// Keeps the latest deadline, and the latest name for logs, that it was given.
struct deadline_keeper {
    scripted_transport inner{std::vector<tollgate::result<wire_response>>{}};
    std::shared_ptr<std::optional<tollgate::deadline>> seen =
        std::make_shared<std::optional<tollgate::deadline>>();
    std::shared_ptr<std::string> name = std::make_shared<std::string>();

    tollgate::result<wire_response> send(tollgate::wire_request const &request, tollgate::deadline by)
    {
        *seen = by;
        *name = request.logged_as;
        return inner.send(request, by);
    }
    template <class Token>
    auto async_send(tollgate::wire_request const &request, tollgate::deadline by, Token &&token)
    {
        *seen = by;
        *name = request.logged_as;
        return inner.async_send(request, by, std::forward<Token>(token));
    }
    scripted_transport::executor_type get_executor() const { return inner.get_executor(); }
};

template <class Send>
tollgate::deadline::clock::time_point deadline_seen(Send send)
{
    deadline_keeper transport;
    tollgate::client client{test::cactus_account(), transport};
    send(client);
    REQUIRE(transport.seen->has_value());
    return (*transport.seen)->at();
}

} // namespace

TEST_SUITE("tollgate.client")
{
    TEST_CASE("client: a name for logs is an argument of every call that sends")
    {
        namespace one_payment = tollgate::one_payment;
        deadline_keeper transport;
        tollgate::client client{test::one_payment_account(), transport};
        auto const order = test::one_payment_order();
        tollgate::error const unsent{errc::connect_failed, tollgate::not_sent{}, ""};
        auto const received = tollgate::receive<one_payment::payment_callback>(
            test::one_payment_account(), R"({"order_id":"8p3b","status":3})");
        REQUIRE(received.error().unsigned_callback() != nullptr);
        auto const closed = *received.error().unsigned_callback();
        auto const detached = boost::asio::detached;
        using one_payment::payment_callback;
        using std::chrono::hours;
        using tollgate::log_as;
        struct {
            std::string_view what;
            std::function<void(log_as)> send;
            bool for_an_hour = false;
        } const calls[] = {
            {"send", [&](log_as as) { CHECK(client.send(order, as).has_error()); }},
            {"send by", [&](log_as as) { CHECK(client.send(order, hours{1}, as).has_error()); }, true},
            {"async_send", [&](log_as as) { client.async_send(order, as, detached); }},
            {"async_send by", [&](log_as as) { client.async_send(order, hours{1}, as, detached); }, true},
            {"retry", [&](log_as as) { CHECK(client.retry(order, unsent, as).has_error()); }},
            {"retry by", [&](log_as as) { CHECK(client.retry(order, unsent, hours{1}, as).has_error()); },
             true},
            {"async_retry", [&](log_as as) { client.async_retry(order, unsent, as, detached); }},
            {"async_retry by", [&](log_as as) { client.async_retry(order, unsent, hours{1}, as, detached); },
             true},
            {"reconcile",
             [&](log_as as) { CHECK(client.reconcile<one_payment::init_form>("u", as).has_error()); }},
            {"reconcile by",
             [&](log_as as) {
                 CHECK(client.reconcile<one_payment::init_form>("u", hours{1}, as).has_error());
             },
             true},
            {"async_reconcile",
             [&](log_as as) { client.async_reconcile<one_payment::init_form>("u", as, detached); }},
            {"async_reconcile by",
             [&](log_as as) { client.async_reconcile<one_payment::init_form>("u", hours{1}, as, detached); },
             true},
            {"confirm", [&](log_as as) { CHECK(client.confirm<payment_callback>(closed, as).has_error()); }},
            {"confirm by",
             [&](log_as as) {
                 CHECK(client.confirm<payment_callback>(closed, hours{1}, tollgate::with_tests, as)
                           .has_error());
             },
             true},
            {"async_confirm by",
             [&](log_as as) {
                 client.async_confirm<payment_callback>(closed, hours{1}, tollgate::with_tests, as, detached);
             },
             true}};
        for (auto const &call : calls) {
            CAPTURE(call.what);
            *transport.name = "of the call before";
            transport.seen->reset();
            call.send(log_as{"A-1002\n"});
            CHECK(*transport.name == "A-1002?");
            REQUIRE(transport.seen->has_value());
            auto const left = (*transport.seen)->at() - tollgate::deadline::clock::now();
            CHECK((left > std::chrono::minutes{30}) == call.for_an_hour);
        }
    }

    TEST_CASE("client: the name that a request has for logs is told to the transport")
    {
        deadline_keeper transport;
        tollgate::client client{test::cactus_account(), transport};
        auto const signed_as = [&](std::string name) {
            auto made = client.sign(cactus_side::order()).value();
            made.log_as(std::move(name));
            return made;
        };
        auto const got = client.send(signed_as("A-1002"));
        CHECK(got.has_error());
        CHECK(*transport.name == "A-1002");
        // Longer than what a text keeps in itself, and shorter.
        for (std::string const &name : {std::string(100, 'A'), std::string{"A-1003"}}) {
            client.async_send(signed_as(name), boost::asio::detached);
            CHECK(*transport.name == name);
        }
    }

    TEST_CASE_TEMPLATE("client: what is sent is what make_request makes, and the answer is read", Side,
                       cactus_side, one_payment_side)
    {
        check_success<Side, blocking>();
        check_success<Side, asynchronous>();
    }

    TEST_CASE_TEMPLATE("client: what goes wrong comes back with its outcome, and nothing is sent twice", Side,
                       cactus_side, one_payment_side)
    {
        check_failures<Side, blocking>();
        check_failures<Side, asynchronous>();
    }

    TEST_CASE_TEMPLATE("client: of a message that cannot be signed nothing is sent", Side, cactus_side,
                       one_payment_side)
    {
        check_nothing_sent<Side, blocking>();
        check_nothing_sent<Side, asynchronous>();
    }

    TEST_CASE("client: a signature that is wrong leaves the outcome unknown and shows what the gateway said")
    {
        scripted_transport transport{
            {wire_response{200, test::signed_with(R"("success":false,"message":"No such site")", "signature",
                                                  test::sha1_hex("another text"))}}};
        auto const got = client_of<cactus_side>(transport).send(cactus_side::order());
        REQUIRE(got.has_error());
        auto const error = got.error();
        CHECK(error.code() == errc::signature_mismatch);
        CHECK(error.is_unknown());
        REQUIRE(error.gateway().has_value());
        CHECK(error.gateway()->message == "No such site");
        CHECK_FALSE(error.gateway()->verified);
    }

    TEST_CASE("client: the hashes can be another library's")
    {
        scripted_transport transport{one_answer<cactus_side>()};
        tollgate::client<tollgate::cactus::account, scripted_transport, tollgate::openssl_hash> client{
            cactus_side::account(), transport};
        auto const order = cactus_side::order();
        CHECK(client.async_send(order, asio::use_future).get().has_value());
        check_as_made<cactus_side>(transport.requests().front(), order);
    }

    TEST_CASE("client: copies share the account and the transport")
    {
        scripted_transport transport{
            {wire_response{200, cactus_side::answer()}, wire_response{200, cactus_side::answer()}}};
        auto client = client_of<cactus_side>(transport);
        auto copy = client;
        CHECK(client.send(cactus_side::order()).has_value());
        CHECK(copy.send(cactus_side::order()).has_value());
        CHECK(transport.requests().size() == 2);
    }

    TEST_CASE("client: the transport is given the deadline, or else the gateway's timeout")
    {
        using clock = tollgate::deadline::clock;
        auto const order = cactus_side::order();
        auto const moment = clock::now() + 77s;
        CHECK(deadline_seen([&](auto &client) { CHECK(client.send(order, moment).has_error()); }) == moment);
        CHECK(deadline_seen([&](auto &client) {
                  CHECK(client.async_send(order, moment, asio::use_future).get().has_error());
              }) == moment);

        auto const timeout = tollgate::provider_traits<tollgate::cactus::account>::timeout;
        auto const check_timeout = [&](auto send) {
            auto const before = clock::now();
            auto const seen = deadline_seen(send);
            CHECK(seen >= before + timeout);
            CHECK(seen <= clock::now() + timeout);
        };
        check_timeout([&](auto &client) { CHECK(client.send(order).has_error()); });
        check_timeout(
            [&](auto &client) { CHECK(client.async_send(order, asio::use_future).get().has_error()); });
    }

    TEST_CASE("client: a handler is called once, later, through the transport's executor")
    {
        asio::io_context loop;
        scripted_transport transport{one_answer<cactus_side>(), loop.get_executor()};
        auto client = client_of<cactus_side>(transport);
        auto const order = cactus_side::order();
        int calls = 0;
        client.async_send(order, [&](response_of<cactus_side> const &form) {
            ++calls;
            CHECK(form.has_value());
            CHECK(loop.get_executor().running_in_this_thread());
        });
        CHECK(calls == 0);
        loop.run();
        CHECK(calls == 1);
    }

    TEST_CASE_TEMPLATE("client: a handler is never called from inside async_send", Side, cactus_side,
                       one_payment_side)
    {
        check_never_inline<Side>(Side::order());
        check_never_inline<Side>(Side::unsendable_order());
    }

    TEST_CASE_TEMPLATE("client: a handler's own executor is where it is called", Side, cactus_side,
                       one_payment_side)
    {
        check_executor<Side>(Side::order());
        check_executor<Side>(Side::unsendable_order());
    }

    TEST_CASE_TEMPLATE("client: message, client and transport may be gone before the answer comes", Side,
                       cactus_side, one_payment_side)
    {
        asio::io_context loop;
        auto transport = std::make_unique<scripted_transport>(one_answer<Side>(), loop.get_executor());
        auto client = std::make_unique<scripted_client<Side>>(Side::account(), *transport);
        auto order =
            std::make_unique<typename Side::opens>(Side::order("an id that is too long to be short"));
        std::string page;
        client->async_send(*order, [&](response_of<Side> const &form) { page = Side::page(form.value()); });
        order.reset();
        client.reset();
        transport.reset();
        loop.run();
        CHECK(page == "https://pay.example/tok");
    }

    TEST_CASE("client: a deferred operation sends when it is launched, what the message was when it was made")
    {
        asio::io_context loop;
        scripted_transport transport{one_answer<cactus_side>(), loop.get_executor()};
        auto client = client_of<cactus_side>(transport);
        auto order = std::make_unique<cactus_side::opens>(cactus_side::order());
        auto launch = client.async_send(*order, asio::deferred);
        order.reset();
        loop.run();
        CHECK(transport.requests().empty());

        auto moved = std::move(launch);
        bool succeeded = false;
        std::move(moved)([&](response_of<cactus_side> const &form) { succeeded = form.has_value(); });
        loop.restart();
        loop.run();
        CHECK(succeeded);
        REQUIRE(transport.requests().size() == 1);
        check_as_made<cactus_side>(transport.requests().front(), cactus_side::order());
    }

    TEST_CASE("client: a deferred operation that is never launched sends nothing")
    {
        scripted_transport transport{one_answer<cactus_side>()};
        auto client = client_of<cactus_side>(transport);
        auto const order = cactus_side::order();
        static_cast<void>(client.async_send(order, asio::deferred));
        CHECK(transport.requests().empty());
    }

    TEST_CASE("client: a handler that is never called is destroyed with its loop")
    {
        auto const token = std::make_shared<int>(7);
        {
            asio::io_context loop;
            scripted_transport transport{one_answer<cactus_side>(), loop.get_executor()};
            auto client = client_of<cactus_side>(transport);
            for (auto const &order : {cactus_side::order(), cactus_side::unsendable_order()})
                client.async_send(order, [token](response_of<cactus_side> const &) {});
            CHECK(token.use_count() == 3);
        }
        CHECK(token.use_count() == 1);
    }

    TEST_CASE_TEMPLATE("client: a coroutine awaits answers and errors alike", Side, cactus_side,
                       one_payment_side)
    {
        asio::io_context loop;
        scripted_transport transport{one_answer<Side>(), loop.get_executor()};
        auto client = client_of<Side>(transport);
        std::string page;
        std::vector<errc> codes;
        auto const pay = [&]() -> asio::awaitable<void> {
            auto const order = Side::order();
            auto const form = co_await client.async_send(order, asio::use_awaitable);
            page = Side::page(form.value());
            auto const another = co_await client.async_send(order, 1s, asio::use_awaitable);
            codes.push_back(another.error().code());
            auto const bad = Side::unsendable_order();
            auto const unsendable = co_await client.async_send(bad, asio::use_awaitable);
            codes.push_back(unsendable.error().code());
        };
        std::exception_ptr thrown;
        asio::co_spawn(loop, pay(), [&](std::exception_ptr e) { thrown = e; });
        loop.run();
        CHECK(thrown == nullptr);
        CHECK(page == "https://pay.example/tok");
        CHECK(codes == std::vector{errc::connect_failed, errc::control_character});
    }

    TEST_CASE("client: a coroutine that is cancelled before it sends, sends nothing")
    {
        asio::io_context loop;
        scripted_transport transport{one_answer<cactus_side>(), loop.get_executor()};
        auto client = client_of<cactus_side>(transport);
        asio::steady_timer timer{loop, 1h};
        asio::cancellation_signal signal;
        boost::system::error_code why;
        auto const pay = [&]() -> asio::awaitable<void> {
            auto const order = cactus_side::order();
            boost::system::error_code ignored;
            co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
            co_await client.async_send(order, asio::use_awaitable);
        };
        auto const finished = [&](std::exception_ptr e) {
            try {
                if (e) std::rethrow_exception(e);
            } catch (boost::system::system_error const &error) {
                why = error.code();
            }
        };
        asio::co_spawn(loop, pay(), asio::bind_cancellation_slot(signal.slot(), finished));
        asio::post(loop, [&] { signal.emit(asio::cancellation_type::terminal); });
        loop.run();
        CHECK(why == asio::error::operation_aborted);
        CHECK(transport.requests().empty());
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/sandbox.hpp>

#include <tollgate/client.hpp>
#include <tollgate/listener.hpp>

#include <support/gateways.hpp>
#include <support/https_server.hpp>
#include <support/mailbox.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace sandbox = tollgate::sandbox;
namespace test = tollgate::test;
using namespace std::chrono_literals;
using test::cactus_side;
using test::one_payment_side;
using tollgate::errc;

/// What a merchant was told: the order, and whether it is paid.
using news = std::pair<std::string, bool>;

/// Both gateways in the sandbox, and a merchant who listens to them.
class world {
public:
    explicit world(tollgate::cactus::account const &cactus_at_merchant = cactus_side::account())
    {
        tell<cactus_side>(cactus_at_merchant);
        tell<one_payment_side>(one_payment_side::account());
        listener_.on_refused([this](tollgate::error const &why) { refused_.put(why.code()); });
        listener_.start().value();
        gateways_.send_callbacks_to<tollgate::cactus::account>(listener_.url(cactus_side::callback_path));
        gateways_.send_callbacks_to<tollgate::one_payment::account>(
            listener_.url(one_payment_side::callback_path));
    }

    [[nodiscard]] auto &gateways() { return gateways_; }
    [[nodiscard]] tollgate::listener &listener() { return listener_; }
    [[nodiscard]] std::vector<news> heard() const { return heard_.all(); }
    [[nodiscard]] std::vector<errc> refused() const { return refused_.all(); }

private:
    template <class Side>
    void tell(typename Side::account_type account)
    {
        listener_.on<typename Side::reports>(
            std::string{Side::callback_path}, std::move(account), [this](auto const &callback) {
                heard_.put({Side::order_id(*callback), Side::is_paid(*callback)});
            });
    }

    sandbox::gateway<tollgate::cactus::account, tollgate::one_payment::account> gateways_{
        cactus_side::account(), one_payment_side::account()};
    test::mailbox<news> heard_;
    test::mailbox<errc> refused_;
    tollgate::listener listener_;
};

struct blocking {
    template <class Client, class Message>
    static auto send(Client &client, Message const &message)
    {
        return client.send(message);
    }
};
struct in_a_coroutine {
    template <class Client, class Message>
    static auto send(Client &client, Message const &message)
    {
        std::optional<tollgate::result<typename Message::response>> answer;
        auto const ask = [&]() -> asio::awaitable<void> {
            answer = co_await client.async_send(message, asio::use_awaitable);
        };
        asio::io_context loop;
        auto done = asio::co_spawn(loop, ask(), asio::use_future);
        loop.run();
        done.get();
        return *std::move(answer);
    }
};

/// As the gateway sent it, but with another amount.
std::string tampered(std::string body, std::string_view amount_field)
{
    std::size_t const name = body.find('"' + std::string{amount_field} + '"');
    REQUIRE(name != std::string::npos);
    std::size_t const digit = body.find_first_of("0123456789", name + amount_field.size() + 2);
    REQUIRE(digit != std::string::npos);
    body[digit] = body[digit] == '1' ? '2' : '1';
    return body;
}

template <class Side>
std::string open_page(world &w, std::string id)
{
    tollgate::client client{Side::account(), w.gateways().transport()};
    return Side::page(client.send(Side::order(std::move(id))).value());
}

template <class Side, class Way>
void check_round_trip()
{
    world w;
    tollgate::client client{Side::account(), w.gateways().transport()};
    for (bool const pays : {true, false}) {
        std::string const id = pays ? "order-paid" : "order-declined";
        auto const order = Side::order(id);
        auto const form = Way::send(client, order);
        REQUIRE(form.has_value());
        auto const page = Side::page(*form);
        auto const delivered = pays ? w.gateways().pay(page) : w.gateways().decline(page);
        REQUIRE(delivered.has_value());
        CHECK(delivered->url == w.listener().url(Side::callback_path));
        CHECK(delivered->status == 200);
        CHECK(delivered->answer == Side::acknowledged);
        CHECK(w.heard().back() == news{id, pays});
    }
    CHECK(w.heard().size() == 2);
    CHECK(w.refused().empty());
}

/// To a path that the gateway does not have.
struct misdirected {
    tollgate::required<"request_id", std::string> request_id;

    using account = tollgate::cactus::account;
    using endpoint = tollgate::post_json<"/api/jsapi/elsewhere/">;
    using response = tollgate::cactus::payment_form;
};

/// A gateway at Cactus's address that misbehaves, a loop, and a client.
struct misbehaving {
    explicit misbehaving(tollgate::testing::behaviour how)
        : server{authority.issue(std::string{tollgate::provider_traits<tollgate::cactus::account>::host}),
                 {how}}
    {
    }
    misbehaving(misbehaving const &) = delete;
    misbehaving &operator=(misbehaving const &) = delete;
    ~misbehaving()
    {
        if (thread.joinable()) thread.join();
    }

    /// Once the server has seen this, the signal is emitted inside the loop.
    template <class Seen>
    void run_and_cancel(Seen seen)
    {
        auto const waiting_for_the_signal = asio::make_work_guard(loop);
        thread = std::thread{[this] { loop.run(); }};
        CHECK(seen(server));
        asio::post(loop, [this] { signal.emit(asio::cancellation_type::terminal); });
    }

    sandbox::authority authority{};
    tollgate::testing::https_server server;
    asio::io_context loop{};
    asio::cancellation_signal signal{};
    tollgate::client<tollgate::cactus::account> client{
        cactus_side::account(),
        tollgate::https_transport{loop.get_executor(),
                                  {.ca_pem = authority.certificate_pem(), .connect_to = server.endpoint()}}};
    std::thread thread{};
};

struct cancelled_at {
    std::string_view what;
    tollgate::testing::behaviour how;
    bool was_sent;
};

} // namespace

TEST_SUITE("tollgate.sandbox")
{
    TEST_CASE_TEMPLATE("sandbox: a payment is opened, paid or declined, and its verified callback arrives",
                       Side, cactus_side, one_payment_side)
    {
        check_round_trip<Side, blocking>();
        check_round_trip<Side, in_a_coroutine>();
    }

    TEST_CASE("sandbox: what was ordered is what the callback reports")
    {
        world w;
        tollgate::listener listener;
        std::promise<tollgate::verified<cactus_side::reports>> promise;
        listener.on<cactus_side::reports>("/", cactus_side::account(),
                                          [&](auto const &callback) { promise.set_value(callback); });
        REQUIRE(listener.start().has_value());
        w.gateways().send_callbacks_to<tollgate::cactus::account>(listener.url("/"));

        tollgate::client client{cactus_side::account(), w.gateways().transport()};
        cactus_side::opens const order{.site_login = "user-7",
                                       .request_id = "order-1",
                                       .amount = 900'000,
                                       .currency = "KZT",
                                       .method = tollgate::cactus::cis_transfer{.bank_app = "tbank"},
                                       .success_url = "https://shop.example/done?a=1&b=2;c=3"};
        auto const form = client.send(order);
        REQUIRE(form.has_value());
        REQUIRE(w.gateways().pay(form->page()).has_value());
        auto const callback = promise.get_future().get();
        CHECK(callback.by() == tollgate::verification::signature);
        CHECK(callback->site_id == 1);
        CHECK(callback->site_login == "user-7");
        CHECK(callback->amount == tollgate::minor_units{900'000});
        CHECK(callback->received_amount == tollgate::minor_units{900'000});
        CHECK(callback->currency == "KZT");
        CHECK(callback->method == "cis_transfer");
        CHECK(callback->invoice_id == form->key.value());
    }

    TEST_CASE("sandbox: with a wrong salt Cactus's refusal cannot be verified, and what it says is shown so")
    {
        world w;
        tollgate::client client{cactus_side::account(tollgate::secret{"another salt"}),
                                w.gateways().transport()};
        auto const got = client.send(cactus_side::order());
        REQUIRE(got.has_error());
        auto const error = got.error();
        CHECK(error.code() == errc::signature_mismatch);
        CHECK(error.is_unknown());
        REQUIRE(error.gateway().has_value());
        CHECK(error.gateway()->message == "Invalid signature");
        CHECK_FALSE(error.gateway()->verified);
    }

    TEST_CASE("sandbox: with a wrong key 1Payment refuses with code 2")
    {
        world w;
        tollgate::client client{one_payment_side::account(tollgate::secret{"another key"}),
                                w.gateways().transport()};
        auto const got = client.send(one_payment_side::order());
        REQUIRE(got.has_error());
        auto const error = got.error();
        CHECK(error.code() == errc::refused_by_gateway);
        CHECK(error.is_refused());
        REQUIRE(error.gateway().has_value());
        CHECK(error.gateway()->code == "2");
        CHECK_FALSE(error.gateway()->verified);
    }

    TEST_CASE("sandbox: a request without sense is refused as the gateway documents it")
    {
        world w;
        auto transport = w.gateways().transport();
        auto const answer = transport.send({.method = "POST",
                                            .host = "cactusgino.com",
                                            .target = "/api/jsapi/obtain_token/",
                                            .headers = {},
                                            .body = "not JSON"},
                                           30s);
        REQUIRE(answer.has_value());
        auto const read =
            tollgate::read_response<cactus_side::opens>(cactus_side::account(), answer->status, answer->body);
        REQUIRE(read.has_error());
        auto const error = read.error();
        CHECK(error.is_refused());
        REQUIRE(error.gateway().has_value());
        CHECK(error.gateway()->message == "Invalid ContentType or json format");
        CHECK(error.gateway()->verified);
    }

    TEST_CASE("sandbox: a path that the gateway does not have is an HTTP error")
    {
        world w;
        tollgate::client client{cactus_side::account(), w.gateways().transport()};
        auto const got = client.send(misdirected{.request_id = "order-1"});
        REQUIRE(got.has_error());
        CHECK(got.error().code() == errc::http_status);
        CHECK(got.error().is_unknown());
    }

    TEST_CASE("sandbox: a path, method or host that is another gateway's is an HTTP error")
    {
        world w;
        auto transport = w.gateways().transport();
        auto const status = [&](std::string_view method, std::string_view host, std::string_view target) {
            return transport
                .send({.method = method, .host = host, .target = target, .headers = {}, .body = {}}, 30s)
                .value()
                .status;
        };
        CHECK(status("GET", "api.1payment.com", "/init_form?amount=50") == 200);
        CHECK(status("GET", "cactusgino.com", "/init_form?amount=50") == 404);
        CHECK(status("POST", "api.1payment.com", "/api/jsapi/obtain_token/") == 404);
        CHECK(status("GET", "cactusgino.com", "/api/jsapi/obtain_token/") == 404);
    }

    TEST_CASE("sandbox: it is nobody but the gateways that it plays")
    {
        sandbox::gateway only_one_payment{one_payment_side::account()};
        tollgate::client client{cactus_side::account(), only_one_payment.transport()};
        auto const got = client.send(cactus_side::order());
        REQUIRE(got.has_error());
        CHECK(got.error().code() == errc::certificate_wrong_host);
        CHECK(got.error().is_not_sent());
    }

    TEST_CASE("sandbox: one sandbox's authority is not another's")
    {
        world w;
        sandbox::gateway other{cactus_side::account()};
        tollgate::client client{cactus_side::account(),
                                tollgate::https_transport{{.ca_pem = other.options().ca_pem,
                                                           .connect_to = w.gateways().options().connect_to}}};
        auto const got = client.send(cactus_side::order());
        REQUIRE(got.has_error());
        CHECK(got.error().code() == errc::certificate_untrusted);
        CHECK(got.error().is_not_sent());
    }

    TEST_CASE_TEMPLATE("sandbox: a callback that was tampered with is refused and reaches no handler", Side,
                       cactus_side, one_payment_side)
    {
        world w;
        auto const delivered = w.gateways().pay(open_page<Side>(w, "order-1"));
        REQUIRE(delivered.has_value());
        auto const answer =
            sandbox::post_callback(delivered->url, tampered(delivered->body, Side::amount_field));
        REQUIRE(answer.has_value());
        CHECK(answer->status == 400);
        CHECK(answer->body == "signature_mismatch");
        CHECK(w.refused() == std::vector{errc::signature_mismatch});
        CHECK(w.heard() == std::vector{news{"order-1", true}});

        auto const again = sandbox::post_callback(delivered->url, delivered->body);
        REQUIRE(again.has_value());
        CHECK(again->status == 200);
        CHECK(w.heard().size() == 2);
    }

    TEST_CASE("sandbox: the merchant's answer to a callback that he cannot verify is seen in the delivery")
    {
        world w{cactus_side::account(tollgate::secret{"another salt"})};
        auto const delivered = w.gateways().pay(open_page<cactus_side>(w, "order-1"));
        REQUIRE(delivered.has_value());
        CHECK(delivered->status == 400);
        CHECK(delivered->answer == "signature_mismatch");
        CHECK(w.heard().empty());
    }

    TEST_CASE("sandbox: paying an unknown form, or with nobody listening, is an error that says so")
    {
        world w;
        auto const no_form = w.gateways().pay("https://cactusgino.com/api/jsapi/open/none/");
        REQUIRE(no_form.has_error());
        CHECK(no_form.error().code() == errc::missing_field);

        auto const page = open_page<cactus_side>(w, "order-1");
        w.listener().stop();
        auto const nobody = w.gateways().pay(page);
        REQUIRE(nobody.has_error());
        CHECK(nobody.error().code() == errc::connect_failed);
        CHECK(nobody.error().is_not_sent());

        sandbox::gateway untold{cactus_side::account()};
        tollgate::client client{cactus_side::account(), untold.transport()};
        auto const form = client.send(cactus_side::order());
        REQUIRE(form.has_value());
        auto const nowhere = untold.decline(form->page());
        REQUIRE(nowhere.has_error());
        CHECK(nowhere.error().code() == errc::connect_failed);
        CHECK(nowhere.error().message().find("send_callbacks_to") != std::string::npos);
    }

    TEST_CASE("sandbox: two accounts of one gateway are told apart at one address")
    {
        auto const site = [](std::int64_t id, char const *salt) {
            return tollgate::cactus::account{
                .merchant_id = "merch_id", .site_id = id, .salt = tollgate::secret{salt}};
        };
        std::vector<tollgate::cactus::account> const sites{site(1, "salt of one"), site(2, "salt of two")};
        auto const account_of = [&](std::string_view id) {
            for (auto const &each : sites)
                if (std::to_string(each.site_id.value()) == id) return &each;
            return static_cast<tollgate::cactus::account const *>(nullptr);
        };
        test::mailbox<std::int64_t> heard;
        tollgate::listener listener;
        listener.on<cactus_side::reports>(
            "/", tollgate::find_by<"site_id">(account_of),
            [&](auto const &callback) { heard.put(callback->site_id.value()); });
        REQUIRE(listener.start().has_value());

        auto const answer_to = [&](tollgate::cactus::account const &account) {
            sandbox::gateway gateway{account};
            gateway.send_callbacks_to<tollgate::cactus::account>(listener.url("/"));
            tollgate::client client{account, gateway.transport()};
            return gateway.pay(client.send(cactus_side::order()).value().page()).value().answer;
        };
        CHECK(answer_to(sites[1]) == cactus_side::acknowledged);
        CHECK(answer_to(sites[0]) == cactus_side::acknowledged);
        CHECK(answer_to(site(3, "salt of one")) == "unknown_account");
        CHECK(answer_to(site(1, "salt of two")) == "signature_mismatch");
        CHECK(heard.all() == std::vector<std::int64_t>{2, 1});
    }

    TEST_CASE_TEMPLATE("sandbox: twenty payments at once go through one client", Side, cactus_side,
                       one_payment_side)
    {
        world w;
        asio::io_context loop;
        tollgate::client client{Side::account(), w.gateways().transport(loop.get_executor())};
        test::mailbox<std::string> pages;
        auto const pay = [&](int number) -> asio::awaitable<void> {
            auto const order = Side::order("order-" + std::to_string(number));
            auto const form = co_await client.async_send(order, asio::use_awaitable);
            pages.put(Side::page(form.value()));
        };
        std::vector<std::future<void>> payments;
        for (int number = 0; number != 20; ++number)
            payments.push_back(asio::co_spawn(loop, pay(number), asio::use_future));
        std::thread helper{[&] { loop.run(); }};
        loop.run();
        helper.join();
        for (auto &payment : payments)
            CHECK_NOTHROW(payment.get());
        auto const all = pages.all();
        CHECK(std::set(all.begin(), all.end()).size() == 20);
    }

    TEST_CASE("sandbox: an address for callbacks is taken apart")
    {
        struct {
            std::string_view url, host, port, path;
        } const addresses[] = {
            {"http://127.0.0.1:8080/callbacks/cactus", "127.0.0.1", "8080", "/callbacks/cactus"},
            {"http://[::1]:8080/callbacks", "::1", "8080", "/callbacks"},
            {"http://[::1]/", "::1", "80", "/"},
            {"http://merchant.test", "merchant.test", "80", "/"},
            {"http://merchant.test:81", "merchant.test", "81", "/"},
            {"merchant.test/a:b?c=d:e", "merchant.test", "80", "/a:b?c=d:e"},
        };
        for (auto const &[url, host, port, path] : addresses) {
            CAPTURE(url);
            auto const taken = sandbox::http_address::from(url).value();
            CHECK(taken.host == host);
            CHECK(taken.port == port);
            CHECK(taken.path == path);
        }
    }

    TEST_CASE("sandbox: an address for callbacks is taken apart with its scheme, or refused by name")
    {
        struct {
            std::string_view url, scheme, host, port, authority, path;
        } const addresses[] = {
            {"https://shop.example:8443/cb", "https", "shop.example", "8443", "shop.example:8443", "/cb"},
            {"https://shop.example/cb", "https", "shop.example", "443", "shop.example", "/cb"},
            {"https://shop.example:443", "https", "shop.example", "443", "shop.example", "/"},
            {"HTTP://shop.example:80/cb", "http", "shop.example", "80", "shop.example", "/cb"},
            {"http://shop.example:8080?a=b#c", "http", "shop.example", "8080", "shop.example:8080", "/?a=b"},
            {"http://[::1]:8080/cb", "http", "::1", "8080", "[::1]:8080", "/cb"},
            {"http://[::1]/cb", "http", "::1", "80", "[::1]", "/cb"},
            {"http://shop.example/cb?back=http://a@b:1/", "http", "shop.example", "80", "shop.example",
             "/cb?back=http://a@b:1/"},
        };
        for (auto const &[url, scheme, host, port, authority, path] : addresses) {
            CAPTURE(url);
            auto const taken = sandbox::http_address::from(url);
            REQUIRE(taken.has_value());
            CHECK(taken->scheme == scheme);
            CHECK(taken->host == host);
            CHECK(taken->port == port);
            CHECK(taken->authority == authority);
            CHECK(taken->path == path);
        }
        for (std::string_view const url :
             {"", "http://", "http:///cb", "ftp://shop.example/cb", "http://shop.example:99999/",
              "http://shop.example:0/", "http://shop.example:x/", "http://user:s3cret@shop.example/",
              "http://[::1/cb", "http://shop.example/a b", "http://shop.example/a\r\nX: y", "://shop.example",
              "/callbacks", "http://sh op.example/"}) {
            CAPTURE(url);
            auto const taken = sandbox::http_address::from(url);
            REQUIRE(taken.has_error());
            CHECK(taken.error().code() == errc::invalid_address);
            CHECK(taken.error().is_not_sent());
            CHECK(taken.error().message().find("s3cret") == std::string::npos);
        }
    }

    TEST_CASE("sandbox: a callback goes to the address as it is told, Host with its port included")
    {
        for (bool const has_query : {true, false}) {
            boost::asio::io_context io;
            boost::asio::ip::tcp::acceptor acceptor{io, {boost::asio::ip::address_v4::loopback(), 0}};
            auto const port = std::to_string(acceptor.local_endpoint().port());
            boost::beast::http::request<boost::beast::http::string_body> seen;
            std::thread merchant{[&] {
                auto peer = acceptor.accept();
                boost::beast::flat_buffer buffer;
                boost::beast::http::read(peer, buffer, seen);
                boost::asio::write(peer, boost::asio::buffer(std::string{"HTTP/1.1 204 No Content\r\n\r\n"}));
            }};
            auto const got = sandbox::post_callback(
                "http://127.0.0.1:" + port + (has_query ? "/cb?shop=1#top" : ""), "{}");
            merchant.join();
            REQUIRE(got.has_value());
            CHECK(got->status == 204);
            CHECK(seen[boost::beast::http::field::host] == "127.0.0.1:" + port);
            CHECK(seen.target() == (has_query ? "/cb?shop=1" : "/"));
        }
    }

    TEST_CASE("sandbox: an address for callbacks that cannot be used is refused by name, before any payment")
    {
        sandbox::gateway<cactus_side::account_type> gateway{cactus_side::account()};
        auto const refused = [&](std::string const &url) {
            try {
                gateway.send_callbacks_to<cactus_side::account_type>(url);
            } catch (tollgate::exception const &thrown) {
                CHECK(thrown.error().code() == errc::invalid_address);
                CHECK_FALSE(thrown.error().has_outcome());
                return thrown.error().message();
            }
            return std::string{};
        };
        CHECK(refused("https://shop.example:8443/cb").find("HTTPS") != std::string::npos);
        CHECK(refused("HTTPS://shop.example/cb").find("HTTPS") != std::string::npos);
        for (std::string const bad : {"", "ftp://shop.example/", "http://", "http://shop.example:0/",
                                      "http://me:pw@shop.example/", "http://shop.example/a b"}) {
            CAPTURE(bad);
            CHECK(refused(bad).find("address for callbacks") != std::string::npos);
        }
        CHECK(refused("http://shop.example:8080/cb").empty());
    }
}

TEST_SUITE("tollgate.client")
{
    TEST_CASE("client: over HTTPS, message and client may be gone before the answer comes")
    {
        world w;
        auto client = std::make_unique<tollgate::client<tollgate::cactus::account>>(cactus_side::account(),
                                                                                    w.gateways().transport());
        auto order = std::make_unique<cactus_side::opens>(cactus_side::order("an id too long to be short"));
        auto answer = client->async_send(*order, asio::use_future);
        order.reset();
        client.reset();
        CHECK(answer.get().has_value());
    }

    TEST_CASE("client: cancelled, it tells whether the request had been sent")
    {
        using tollgate::testing::behaviour;
        for (cancelled_at const &at :
             {cancelled_at{"before the handshake", behaviour::stall_handshake, false},
              cancelled_at{"after the request", behaviour::silent, true}}) {
            CAPTURE(at.what);
            misbehaving far{at.how};
            std::promise<tollgate::error> promise;
            auto const order = cactus_side::order();
            far.client.async_send(order,
                                  asio::bind_cancellation_slot(far.signal.slot(), [&](auto const &got) {
                                      promise.set_value(got.error());
                                  }));
            far.run_and_cancel([&](auto &server) {
                return at.was_sent ? server.saw_requests(1) : server.saw_connections(1);
            });
            auto const error = promise.get_future().get();
            CHECK(error.code() == errc::cancelled);
            CHECK(error.is_unknown() == at.was_sent);
            CHECK(error.is_not_sent() != at.was_sent);
        }
    }

    TEST_CASE("client: a cancelled coroutine reads the outcome, and goes on only if it asked to")
    {
        for (bool const goes_on : {true, false}) {
            CAPTURE(goes_on);
            misbehaving far{tollgate::testing::behaviour::silent};
            std::optional<errc> code;
            bool unknown = false;
            bool reconciled = false;
            auto const pay = [&]() -> asio::awaitable<void> {
                auto const order = cactus_side::order();
                if (goes_on) co_await asio::this_coro::throw_if_cancelled(false);
                auto const form = co_await far.client.async_send(order, asio::use_awaitable);
                code = form.error().code();
                unknown = form.error().is_unknown();
                co_await asio::post(asio::use_awaitable);
                reconciled = true;
            };
            std::promise<bool> threw;
            asio::co_spawn(far.loop, pay(),
                           asio::bind_cancellation_slot(far.signal.slot(), [&](std::exception_ptr e) {
                               threw.set_value(e != nullptr);
                           }));
            far.run_and_cancel([](auto &server) { return server.saw_requests(1); });
            CHECK(threw.get_future().get() == !goes_on);
            CHECK(code == errc::cancelled);
            CHECK(unknown);
            CHECK(reconciled == goes_on);
        }
    }
}

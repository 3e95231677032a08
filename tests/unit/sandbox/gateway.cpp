// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/sandbox.hpp>
#include <tollgate/sandbox/history_page.hpp>
#include <tollgate/sandbox/payment_page.hpp>

#include <tollgate/client.hpp>
#include <tollgate/detail/format/html.hpp>
#include <tollgate/listener.hpp>

#include <support/gateways.hpp>
#include <support/mailbox.hpp>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace one_payment = tollgate::one_payment;
namespace sandbox = tollgate::sandbox;
namespace test = tollgate::test;
using namespace std::chrono_literals;
using sandbox::fault_kind;
using test::cactus_side;
using test::one_payment_side;
using tollgate::decimal;
using tollgate::errc;

using gateway = sandbox::gateway<one_payment::account>;

one_payment::init_payment payment(std::string id)
{
    return {.amount = decimal{"50.00"}, .payment_type = one_payment::sbp{}, .user_data = std::move(id)};
}

/// A sandbox, and a merchant who pays through it and listens.
struct world {
    explicit world(sandbox::options how) : gateways{std::move(how), one_payment_side::account()}
    {
        listener.on<one_payment_side::reports>("/", one_payment_side::account(),
                                               [this](auto const &callback) {
                                                   heard.put(*callback->user_data);
                                                   if (handle) handle();
                                               });
        listener.start().value();
        gateways.send_callbacks_to<one_payment::account>(listener.url("/"));
    }
    [[nodiscard]] std::string open(std::string id)
    {
        return *client.send(payment(std::move(id))).value().order_id;
    }

    gateway gateways;
    tollgate::client<one_payment::account> client{one_payment_side::account(), gateways.transport()};
    test::mailbox<std::string> heard;
    std::function<void()> handle;
    tollgate::listener listener;
};

struct spoiled {
    fault_kind kind;
    unsigned sandbox::faults::*chance;
    std::optional<errc> code; ///< Of the client's error, if it has one.
};

/// What a merchant's program believes of a payment.
enum class belief { accepted, never_arrived, refused };

/// Pays, and asks until there is an answer where the outcome is unknown.
belief pay_for_sure(tollgate::client<one_payment::account> &client, std::string const &id)
{
    auto const got = client.send(payment(id));
    if (got) return belief::accepted;
    if (got.error().is_refused()) return belief::refused;
    if (got.error().is_not_sent()) return belief::never_arrived;
    for (int question = 0; question != 100; ++question) {
        auto const found = client.reconcile<one_payment::init_payment>(id);
        if (found) return belief::accepted;
        if (found.error().code() == errc::not_found_yet) return belief::never_arrived;
    }
    FAIL("a hundred questions without an answer");
    return belief::refused;
}

/// The first seed whose faults are so.
template <class Condition>
std::uint64_t seed_for(sandbox::faults const &chances, Condition holds)
{
    for (std::uint64_t seed = 1; seed != 1000; ++seed)
        if (sandbox::fault_schedule schedule{seed, chances}; holds(schedule)) return seed;
    FAIL("no such seed");
    return 0;
}

std::vector<int> statuses(gateway const &of)
{
    std::vector<int> all;
    for (sandbox::delivery const &each : of.deliveries())
        all.push_back(static_cast<int>(each.status));
    return all;
}

std::pair<unsigned, std::string> browse(std::string const &url, std::string const &form = {})
{
    namespace http = boost::beast::http;
    auto const to = sandbox::http_address::from(url).value();
    boost::asio::io_context io;
    boost::beast::tcp_stream stream{io};
    stream.connect(boost::asio::ip::tcp::resolver{io}.resolve(to.host, to.port));
    http::request<http::string_body> request{form.empty() ? http::verb::get : http::verb::post, to.path, 11,
                                             form};
    request.set(http::field::host, to.authority);
    request.prepare_payload();
    http::write(stream, request);
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> answer;
    http::read(stream, buffer, answer);
    return {answer.result_int(), answer.body()};
}

bool has(std::string const &text, std::string_view part)
{
    return text.find(part) != text.npos;
}

} // namespace

TEST_SUITE("tollgate.sandbox.faults")
{
    TEST_CASE("sandbox: each fault of an answer is what a client sees, and its outcome is stated")
    {
        using sandbox::faults;
        for (auto const &[kind, chance, code] :
             {spoiled{fault_kind::delay_answer, &faults::delay_answer, {}},
              spoiled{fault_kind::drop_answer, &faults::drop_answer, errc::connection_closed},
              spoiled{fault_kind::close_mid_answer, &faults::close_mid_answer, errc::connection_closed},
              spoiled{fault_kind::slow_answer, &faults::slow_answer, {}},
              spoiled{fault_kind::http_500, &faults::http_500, errc::http_status},
              spoiled{fault_kind::html_answer, &faults::html_answer, errc::body_not_json},
              spoiled{fault_kind::http_429, &faults::http_429, errc::http_status}}) {
            CAPTURE(name_of(kind));
            sandbox::options how{.time_scale = {1, 100}};
            how.faults.*chance = 1000;
            gateway gateways{how, one_payment_side::account()};
            tollgate::client client{one_payment_side::account(), gateways.transport()};
            auto const got = client.send(payment("order-1"));
            REQUIRE(gateways.injected_faults().size() == 1);
            auto const happened = gateways.injected_faults().front();
            CHECK(happened.number == 1);
            CHECK(happened.kind == kind);
            CHECK(gateways.entries<one_payment::account>().size() == (happened.carried_out ? 1 : 0));
            CHECK(got.has_value() == !code);
            if (got.has_value()) continue;
            CHECK(got.error().code() == code);
            CHECK(got.error().is_unknown());
        }
    }

    TEST_CASE("sandbox: under faults, what a client believes of two hundred payments is what the books say")
    {
        sandbox::options how{.seed = 2026, .time_scale = {1, 200}};
        how.faults = {.delay_answer = 30,
                      .drop_answer = 60,
                      .close_mid_answer = 60,
                      .slow_answer = 30,
                      .http_500 = 60,
                      .html_answer = 60};
        gateway gateways{how, one_payment_side::account()};
        tollgate::client client{one_payment_side::account(), gateways.transport()};
        std::map<std::string, belief> believed;
        for (int number = 0; number != 200; ++number) {
            std::string const id = "order-" + std::to_string(number);
            believed[id] = pay_for_sure(client, id);
        }
        std::map<std::string, int> entered;
        for (sandbox::entry const &each : gateways.entries<one_payment::account>())
            ++entered[each.merchants_id];
        std::size_t lost = 0;
        for (auto const &[id, what] : believed) {
            CAPTURE(id);
            CHECK(what != belief::refused);
            CHECK(entered[id] == (what == belief::accepted ? 1 : 0));
            lost += what == belief::never_arrived;
        }
        CHECK(lost != 0);
        CHECK(gateways.injected_faults().size() > 40);
    }

    TEST_CASE("sandbox: the same seed makes the same faults of the same requests, another seed others")
    {
        auto const played = [](std::uint64_t seed) {
            sandbox::options how{.seed = seed, .time_scale = {1, 1000}};
            how.faults.drop_answer = how.faults.http_500 = how.faults.slow_answer = 300;
            gateway gateways{how, one_payment_side::account()};
            tollgate::client client{one_payment_side::account(), gateways.transport()};
            for (int number = 0; number != 12; ++number)
                static_cast<void>(client.send(payment(std::to_string(number))));
            return gateways.injected_faults();
        };
        auto const first = played(7);
        CHECK(first.size() > 3);
        CHECK(played(7) == first);
        CHECK(played(8) != first);
    }

    TEST_CASE("sandbox: a fault's chance is in a thousand, and depends on nothing but seed and number")
    {
        sandbox::fault_schedule schedule{1, {.drop_answer = 100, .http_500 = 200, .drop_callback = 250}};
        sandbox::fault_schedule again{1, {.drop_answer = 100, .http_500 = 200, .drop_callback = 250}};
        std::map<fault_kind, int> seen;
        int carried_out = 0;
        for (int number = 0; number != 10'000; ++number) {
            auto const fault = schedule.for_request();
            CHECK(fault == again.for_request());
            if (fault) ++seen[fault->kind];
            carried_out += fault && fault->carried_out;
        }
        CHECK(seen.size() == 2);
        CHECK(seen[fault_kind::drop_answer] > 900);
        CHECK(seen[fault_kind::drop_answer] < 1100);
        CHECK(seen[fault_kind::http_500] > 1850);
        CHECK(seen[fault_kind::http_500] < 2150);
        CHECK(carried_out > 1400);
        CHECK(carried_out < 1600);
        // In any order.
        std::vector<bool> forwards, backwards;
        for (std::uint64_t number = 1; number != 101; ++number)
            forwards.push_back(schedule.for_callback(number, 1).has_value());
        for (std::uint64_t number = 100; number != 0; --number)
            backwards.insert(backwards.begin(), again.for_callback(number, 1).has_value());
        CHECK(forwards == backwards);
    }
}

TEST_SUITE("tollgate.sandbox.callbacks")
{
    TEST_CASE("sandbox: a callback is repeated on schedule until it is acknowledged")
    {
        world w{{.callback_schedule = {45s, 120s, 300s}, .time_scale = {1, 10'000}}};
        int failures = 2;
        w.handle = [&] {
            if (failures-- > 0) throw std::runtime_error{"the merchant's database is away"};
        };
        auto const told = w.gateways.pay(w.open("order-1"));
        REQUIRE(told.has_value());
        CHECK(told->status == 500);
        CHECK(w.gateways.wait_for_callbacks(30s));
        CHECK(statuses(w.gateways) == std::vector{500, 500, 200});
        CHECK(w.gateways.deliveries().back().attempt == 3);
        CHECK(w.gateways.deliveries().back().body == told->body);
        CHECK(w.heard.all() == std::vector<std::string>(3, "order-1"));
    }

    TEST_CASE("sandbox: a callback that nobody acknowledges is given up at the end of the schedule")
    {
        world w{{.callback_schedule = {1s, 1s}, .time_scale = {1, 1000}}};
        std::string const id = w.open("order-1");
        w.listener.stop();
        auto const told = w.gateways.pay(id);
        REQUIRE(told.has_error());
        CHECK(told.error().code() == errc::connect_failed);
        CHECK(w.gateways.wait_for_callbacks(30s));
        CHECK(statuses(w.gateways) == std::vector{0, 0, 0});
        CHECK(w.gateways.entries<one_payment::account>().front().state == sandbox::entry_state::paid);
    }

    TEST_CASE("sandbox: waiting for callbacks ends at the deadline, and a sandbox with one to come can go")
    {
        world w{{.callback_schedule = {3600s}}};
        std::string const id = w.open("order-1");
        w.listener.stop();
        CHECK(w.gateways.pay(id).has_error());
        CHECK_FALSE(w.gateways.wait_for_callbacks(10ms));
    }

    TEST_CASE("sandbox: a callback that is delayed arrives later, a dropped one with the next attempt")
    {
        sandbox::options how{.time_scale = {1, 1000}};
        how.faults.delay_callback = 1000;
        world late{how};
        CHECK(late.gateways.pay(late.open("order-1")).value().status == 0);
        CHECK(late.gateways.wait_for_callbacks(30s));
        CHECK(late.heard.all() == std::vector<std::string>{"order-1"});
        CHECK(statuses(late.gateways) == std::vector{0, 200});

        how.faults = {.drop_callback = 500};
        how.callback_schedule = {1s};
        how.seed = seed_for(how.faults, [](auto &schedule) {
            return schedule.for_callback(1, 1) && !schedule.for_callback(1, 2);
        });
        world lossy{how};
        CHECK(lossy.gateways.pay(lossy.open("order-1")).value().status == 0);
        CHECK(lossy.gateways.wait_for_callbacks(30s));
        CHECK(statuses(lossy.gateways) == std::vector{0, 200});
    }

    TEST_CASE("sandbox: a callback arrives twice, or after the next one")
    {
        sandbox::options how;
        how.faults.duplicate_callback = 1000;
        world twice{how};
        CHECK(twice.gateways.pay(twice.open("order-1")).value().status == 200);
        CHECK(twice.heard.all() == std::vector<std::string>(2, "order-1"));

        how.faults = {.reorder_callbacks = 500, .delay = 1h};
        how.seed = seed_for(how.faults, [](auto &schedule) {
            return schedule.for_callback(1, 1) && !schedule.for_callback(2, 1);
        });
        world turned{how};
        CHECK(turned.gateways.pay(turned.open("order-1")).value().status == 0);
        CHECK(turned.gateways.pay(turned.open("order-2")).value().status == 200);
        CHECK(turned.gateways.wait_for_callbacks(30s));
        CHECK(turned.heard.all() == std::vector<std::string>{"order-2", "order-1"});
    }

    TEST_CASE(
        "sandbox: a callback with a corrupted signature is refused, and its next attempt is as it should be")
    {
        sandbox::options how{.callback_schedule = {1s}, .time_scale = {1, 1000}};
        how.faults.corrupt_callback = 500;
        how.seed = seed_for(how.faults, [](auto &schedule) {
            return schedule.for_callback(1, 1) && !schedule.for_callback(1, 2);
        });
        world w{how};
        auto const told = w.gateways.pay(w.open("order-1"));
        REQUIRE(told.has_value());
        CHECK(told->answer == "signature_mismatch");
        CHECK(w.gateways.wait_for_callbacks(30s));
        CHECK(statuses(w.gateways) == std::vector{400, 200});
        CHECK(w.heard.all() == std::vector<std::string>{"order-1"});
        CHECK(w.gateways.injected_faults() ==
              std::vector<sandbox::injected_fault>{{1, 1, fault_kind::corrupt_callback, true}});
    }

    TEST_CASE("sandbox: payouts, refunds and extra deposits are told as the gateways tell them")
    {
        sandbox::gateway gateways{cactus_side::account(), one_payment_side::account()};
        test::mailbox<tollgate::cactus::invoice_callback> from_cactus;
        test::mailbox<one_payment::status> from_one_payment;
        tollgate::listener listener;
        listener
            .on<cactus_side::reports>("/cactus", cactus_side::account(),
                                      [&](auto const &callback) { from_cactus.put(*callback); })
            .on<one_payment_side::reports>("/one", one_payment_side::account(), [&](auto const &callback) {
                from_one_payment.put(callback->status);
            });
        listener.start().value();
        gateways.send_callbacks_to<tollgate::cactus::account>(listener.url("/cactus"));
        gateways.send_callbacks_to<one_payment::account>(listener.url("/one"));
        gateways.set_balance<tollgate::cactus::account>("KZT", decimal{1000});

        tollgate::client shop{cactus_side::account(), gateways.transport()};
        auto const out = shop.send(tollgate::cactus::payout{
            .site_login = "user",
            .request_id = "out-1",
            .amount = 900,
            .currency = "KZT",
            .method = tollgate::cactus::pay_out::card{.card_number = "4111111111111111"}});
        CHECK(gateways.pay(*out.value().invoice_id).value().status == 200);
        CHECK(
            gateways.deposit_extra<tollgate::cactus::account>(*out->invoice_id, decimal{5}).value().status ==
            200);
        auto const told = from_cactus.all();
        REQUIRE(told.size() == 2);
        CHECK(told[0].is_payout == true);
        CHECK(told[0].request_id == "out-1");
        CHECK(told[0].received_amount->count() == 900);
        CHECK(told[1].invoice_id != *told[0].invoice_id);
        CHECK_FALSE(told[1].request_id);
        CHECK(told[1].message == "Manual created payment");
        CHECK(told[1].received_amount->count() == 5);

        tollgate::client partner{one_payment_side::account(), gateways.transport()};
        auto const paid = partner.send(payment("order-1")).value();
        CHECK(gateways.pay(*paid.order_id).value().status == 200);
        CHECK(gateways.refund(*paid.order_id).value().status == 200);
        CHECK(gateways.refund(*paid.order_id).value().status == 200);
        using one_payment::status;
        CHECK(from_one_payment.all() == std::vector{status::success, status::refund_pending, status::refund});
    }
}

TEST_SUITE("tollgate.sandbox.page")
{
    TEST_CASE("sandbox: a payer opens the form, pays, is told so and led back, and the callback follows")
    {
        for (bool const pays : {true, false}) {
            CAPTURE(pays);
            world w{{}};
            auto const form =
                w.client.send(one_payment::init_form{.amount = decimal{"50.00"},
                                                     .description = "tea & <biscuits>",
                                                     .success_url = "https://shop.example/a?b=1&c=2",
                                                     .failure_url = "https://shop.example/no",
                                                     .user_data = "order-1"});
            std::string const url = w.gateways.page_url(*form.value().url).value();
            CHECK(w.gateways.entries<one_payment::account>().front().state == sandbox::entry_state::unopened);
            auto const [status, page] = browse(url);
            CHECK(status == 200);
            CHECK(w.gateways.entries<one_payment::account>().front().state == sandbox::entry_state::pending);
            CHECK(has(page, "<html lang=\"en\">"));
            CHECK(has(page, "<h1>Sandbox payment</h1>"));
            CHECK(has(page, "<dt>Amount</dt><dd>50.00 RUB</dd>"));
            CHECK(has(page, "<dt>Method</dt><dd>card</dd>"));
            CHECK(has(page, "tea &amp; &lt;biscuits&gt;"));
            CHECK(has(page, "value=\"pay\">Pay 50.00 RUB</button>"));
            CHECK(has(page, "value=\"decline\">Decline 50.00 RUB</button>"));
            CHECK_FALSE(has(page, "<script"));

            std::string const after = browse(url, pays ? "choice=pay" : "choice=decline").second;
            CHECK(has(after, pays ? "Paid. Thank you." : "Declined. Nothing was paid."));
            CHECK(has(after, pays ? "href=\"https://shop.example/a?b=1&amp;c=2\""
                                  : "href=\"https://shop.example/no\""));
            for (std::string_view const button : {"\"pay\"", "\"decline\"", "\"pay_told_late\""})
                CHECK_FALSE(has(after, button));
            CHECK(w.gateways.wait_for_callbacks(30s));
            CHECK(w.heard.all() == std::vector<std::string>{"order-1"});

            // Pressed again, or otherwise: what happened stays.
            for (std::string const choice : {"pay", "decline", "pay_told_twice", "pay_forged_first"})
                CHECK(has(browse(url, "choice=" + choice).second,
                          pays ? "Paid. Thank you." : "Declined. Nothing was paid."));
            CHECK(w.gateways.wait_for_callbacks(30s));
            CHECK(w.heard.all().size() == 1);
        }
    }

    TEST_CASE("sandbox: the page is at the form's own address too, and an address without a form has none")
    {
        sandbox::gateway gateways{cactus_side::account()};
        tollgate::client client{cactus_side::account(), gateways.transport()};
        auto const form = client.send(cactus_side::order("order-1")).value();
        auto transport = gateways.transport();
        auto const get = [&](std::string_view target) {
            return transport
                .send(
                    {.method = "GET", .host = "cactusgino.com", .target = target, .headers = {}, .body = {}},
                    30s)
                .value();
        };
        auto const page = get("/api/jsapi/open/" + *form.key + "/");
        CHECK(page.status == 200);
        CHECK(has(page.body, "9000.00 KZT"));
        CHECK(get("/api/jsapi/open/none/").status == 404);
        auto const none = gateways.page_url("https://cactusgino.com/api/jsapi/open/none/");
        CHECK(none.error().code() == errc::missing_field);
        std::string const url = gateways.page_url(form.page()).value();
        CHECK(browse(url + "x").first == 404);
        CHECK(has(browse(url, "choice=neither").second, "<button"));
        CHECK(has(browse(url, "%").second, "<button"));
    }

    TEST_CASE("sandbox: a developer sees on the page what was told to the shop, and makes it go wrong")
    {
        world w{{.faults = {.delay = 1ms}, .callback_schedule = {1ms}}};
        auto const open = [&w](std::string order) {
            auto const form = w.client.send(
                one_payment::init_form{.amount = decimal{"50.00"}, .user_data = std::move(order)});
            return w.gateways.page_url(*form.value().url).value();
        };
        auto const act = [&w](std::string const &url, std::string const &choice) {
            browse(url, "choice=" + choice);
            CHECK(w.gateways.wait_for_callbacks(30s));
            return browse(url).second;
        };
        auto const statuses = [&w] {
            std::vector<unsigned> all;
            for (auto const &one : w.gateways.deliveries())
                all.push_back(one.status);
            return all;
        };

        std::string const first = open("order-1");
        CHECK(has(browse(first).second, "None was sent yet."));
        std::string const after = act(first, "pay_forged_first");
        CHECK(statuses() == std::vector<unsigned>{400, 200});
        CHECK(has(after, "<td>1</td><td>1</td><td>400</td>"));
        CHECK(has(after, "<td>1</td><td>2</td><td>200</td>"));
        CHECK(has(after, "Forged: the signature is wrong on purpose."));
        CHECK(has(after, "Signed rightly."));
        CHECK(has(after, "&quot;user_data&quot;:&quot;order-1&quot;"));

        std::string const second = open("order-2");
        std::string const twice = act(second, "pay_told_twice");
        CHECK(statuses() == std::vector<unsigned>{400, 200, 200, 200});
        CHECK_FALSE(has(twice, "<td>400</td>")); // that was the other one's
        act(second, "tell_forged");
        CHECK(statuses().size() == 6); // refused, and then as it should be
        act(second, "tell_again");
        CHECK(statuses().size() == 7);
        CHECK(w.heard.all().size() == 5); // the genuine ones; this shop remembers none

        browse(second, "choice=lose_next_answer");
        auto const lost =
            w.client.send(one_payment::init_form{.amount = decimal{"50.00"}, .user_data = "order-3"});
        CHECK(lost.error().is_unknown());
        CHECK(w.gateways.entries<one_payment::account>().size() == 3); // it was carried out
        browse(second, "choice=late_next_answer");
        CHECK(w.client.send(one_payment_side::order("order-4")).has_value());
        CHECK(w.gateways.injected_faults().back().kind == fault_kind::delay_answer);
    }

    TEST_CASE(
        "sandbox: the page shows the request that opened it, what was signed of it, and that it verified")
    {
        world w{{}};
        one_payment::init_form const order{
            .amount = decimal{"50.00"}, .user_data = "order-1", .user_id = "person-7"};
        auto const sent = tollgate::make_request(one_payment_side::account(), order).value();
        auto const form = w.client.send(order).value();
        std::string const page = browse(w.gateways.page_url(*form.url).value()).second;
        CHECK(has(page, "The signature is right."));
        CHECK(has(page, tollgate::detail::escape_html(sent.canonical())));
        CHECK(has(sent.canonical(), "user_id=[masked]"));
        CHECK(has(page, sent.signature().text()));
        CHECK(has(page, "Signed</dt><dd><code>hex(md5("));
        CHECK(has(page, "GET /init_form?"));
        for (std::string_view const hidden :
             {std::string_view{"person-7"}, std::string_view{test::one_payment_key}})
            CHECK_FALSE(has(page, hidden));

        std::string const other =
            browse(w.gateways.page_url(*w.client.send(one_payment_side::order("order-2"))->url).value())
                .second;
        CHECK_FALSE(has(other, "order-1"));
        CHECK(browse(w.gateways.page_url(*form.url).value() + "?follow").second == page);
    }

    TEST_CASE("sandbox: what was refused is listed with why, and no secret is shown")
    {
        sandbox::gateway gateways{cactus_side::account(), one_payment_side::account()};
        tollgate::client good{cactus_side::account(), gateways.transport()};
        tollgate::client bad{cactus_side::account(tollgate::secret{"another salt"}), gateways.transport()};
        CHECK(bad.send(cactus_side::order("order-1")).has_error());
        CHECK(good.send(cactus_side::order("order-2")).has_value());
        auto transport = gateways.transport();
        auto const post = [&](std::string_view target, std::string_view body) {
            static_cast<void>(transport.send(
                {.method = "POST", .host = "cactusgino.com", .target = target, .headers = {}, .body = body},
                30s));
        };
        post("/api/nothing?token=hidden", "{}");
        auto const made =
            tollgate::make_request(cactus_side::account(), cactus_side::order("order-3")).value();
        post(made.target(), "no JSON, but hidden");
        gateways.next_answer(fault_kind::http_500, false);
        CHECK(good.send(cactus_side::order("order-4")).has_error());

        using verdict = sandbox::request_verdict;
        auto const all = gateways.history().requests;
        std::vector<verdict> verdicts;
        for (sandbox::request_report const &one : all)
            verdicts.push_back(one.facts.finding.verdict);
        CHECK(verdicts == std::vector{verdict::signature, verdict::carried_out, verdict::no_operation,
                                      verdict::unreadable, verdict::carried_out});
        REQUIRE(all.size() == 5);
        CHECK_FALSE(all[0].message.signature.is_right);
        CHECK(has(all[0].message.signature.why, "another key is used"));
        CHECK(all[1].message.signature.is_right);
        CHECK(all[1].message.signature.why.empty());
        CHECK(all[2].message.target.empty());
        CHECK(has(all[0].facts.answer, "false"));

        std::string const page = browse(gateways.history_url().value()).second;
        CHECK(has(page, "5 kept, 4 not carried out."));
        for (std::string_view const said : {"wrong signature", "no such operation", "unreadable",
                                            "lost on request", "The signature is wrong."})
            CHECK(has(page, said));
        for (std::string_view const hidden : {std::string_view{"hidden"}, std::string_view{"another salt"},
                                              std::string_view{test::cactus_salt}})
            CHECK_FALSE(has(page, hidden));
        std::string const to_form = gateways.page_url(all[1].page).value();
        CHECK(has(page, "href=\"" + to_form.substr(to_form.find('/', 8)) + "\">Its payment page"));
    }

    TEST_CASE("sandbox: as many requests are kept as the options say, and no body that is too long")
    {
        sandbox::gateway gateways{sandbox::options{.shown_requests = 2, .shown_body = 90},
                                  cactus_side::account()};
        tollgate::client client{cactus_side::account(), gateways.transport()};
        for (std::string const order : {"order-1", "order-2", "order-3"})
            static_cast<void>(client.send(cactus_side::order(order)));
        auto const all = gateways.history().requests;
        REQUIRE(all.size() == 2);
        CHECK(all[0].facts.number == 2);
        CHECK(all[1].facts.is_too_long);
        CHECK(all[1].message.target.empty());
        CHECK(all[1].facts.finding.verdict == sandbox::request_verdict::carried_out);
    }

    TEST_CASE("sandbox: a program that acknowledges a forged callback is told so")
    {
        sandbox::delivery_report told{.attempt = {.status = 400, .is_forged = true},
                                      .message = {.signature = {.scheme = "hex(md5(key))"}}};
        constexpr std::string_view warning = "acknowledged a callback with a wrong signature";
        std::string page = sandbox::payment_page({}, "1", {.told = {told}});
        CHECK(has(page, "Forged: the signature is wrong on purpose."));
        CHECK_FALSE(has(page, warning));
        told.attempt.status = 200;
        CHECK(has(sandbox::payment_page({}, "1", {.told = {told}}), warning));
        CHECK(has(sandbox::history_page({.told = {told}}), warning));
        CHECK(
            has(sandbox::payment_page({}, "1", {.pending = {{.number = 3, .attempt = 2, .due_in = 1500ms}}}),
                "Callback 3, attempt 2 goes out in 2 s."));
    }

    TEST_CASE("sandbox: nothing that a merchant gives becomes a part of the page")
    {
        sandbox::entry what{.merchants_id = "<script>alert(1)</script>",
                            .state = sandbox::entry_state::paid,
                            .method = "\"><img src=x>",
                            .description = "' onclick='",
                            .success_url = "javascript:alert(1)"};
        std::string page = sandbox::payment_page(what, "<b>1</b>");
        CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
        for (std::string_view const part : {"<script", "<img", "<b>", "onclick='", "href=\"j"})
            CHECK_FALSE(has(page, part));
        what.success_url = "https://shop.example/\"><script>";
        page = sandbox::payment_page(what, "1");
        CHECK(has(page, "href=\"https://shop.example/&quot;&gt;&lt;script&gt;\""));
        CHECK_FALSE(has(page, "<script"));

        std::string const evil = "<script>";
        sandbox::message_report const message{.target = evil,
                                              .headers = {{evil, evil}},
                                              .body = evil,
                                              .enclosed = evil,
                                              .credentials = {{evil, evil, evil}},
                                              .signature = {evil, evil, evil, evil, false, evil}};
        sandbox::history const known{
            .requests = {{.facts = {.method = evil, .host = evil, .path = evil, .answer = evil},
                          .message = message,
                          .page = evil}},
            .told = {{.attempt = {.url = evil, .status = 200, .answer = evil}, .message = message}}};
        CHECK_FALSE(has(sandbox::payment_page(what, "1", known), evil));
        CHECK_FALSE(has(sandbox::history_page(known), evil));
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// WeChat Pay v3, played by the sandbox from its description and a table.

#include <tollgate/sandbox/gateway.hpp>
#include <tollgate/sandbox/key_pair.hpp>
#include <tollgate/sandbox/wechat_pay.hpp>

#include <tollgate/client.hpp>
#include <tollgate/listener.hpp>

#include <doctest/doctest.h>
#include <support/mailbox.hpp>
#include <support/raw_connection.hpp>
#include <support/refusal.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wechat_pay_played {
namespace {

namespace sandbox = tollgate::sandbox;
namespace wechat_pay = tollgate::wechat_pay;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::idempotency_key;
using tollgate::test::code_of;

wechat_pay::account merchant()
{
    static sandbox::key_pair const own = sandbox::key_pair::make();
    return {.appid = "wx1",
            .mchid = "1900000001",
            .serial_no = "5157F09EFDC096DE15EBE81A47057A72",
            .private_key = tollgate::private_key{own.private_pem},
            .api_v3_key = tollgate::secret{"an-api-v3-key-of-32-characters.."},
            .platform_keys = sandbox::wechat_pay_platform_keys()};
}
wechat_pay::create_native_order order(std::string_view number = "order-17", std::int64_t amount = 100)
{
    return {.description = "A book",
            .order = idempotency_key{number},
            .notify_url = "https://shop.example/wechat",
            .amount = tollgate::money{amount, tollgate::currency{"CNY"}}};
}
wechat_pay::create_refund refund(std::string_view number, std::int64_t amount, std::int64_t total = 100)
{
    return {.of = wechat_pay::of_order{.order = "order-17"},
            .number = idempotency_key{number},
            .amount = wechat_pay::refund_amount{.refund = amount, .total = total, .currency = "CNY"}};
}

/// A sandbox, and a shop that is told.
struct world {
    world()
    {
        listener.on<wechat_pay::notification>("/", merchant(), [this](auto const &told) {
            std::string what{told->what.type()};
            if (auto const *const paid = told->what.template get_if<wechat_pay::transaction>())
                what += " " + *paid->order + " " + paid->payer->openid->substr(0, 1);
            if (auto const *const back = told->what.template get_if<wechat_pay::refund_told>())
                what += " " + *back->number + " of " + *back->order;
            heard.put(std::move(what));
        });
        listener.start().value();
        gateway.send_callbacks_to<wechat_pay::account>(listener.url("/"));
    }

    tollgate::test::mailbox<std::string> heard;
    sandbox::gateway<wechat_pay::account> gateway{merchant()};
    tollgate::client<wechat_pay::account> client{merchant(), gateway.transport()};
    tollgate::listener listener;
};

/// What it answers to a request, whose Authorization a test may change.
unsigned status_of(wechat_pay::account const &by, tollgate::signing_sources const &moment = {},
                   std::string (*change)(std::string_view) = nullptr)
{
    sandbox::simulated_account_of<wechat_pay::account, tollgate::cryptopp_hash> gateway{merchant()};
    auto const asked = tollgate::make_request(by, wechat_pay::show_order{.order = "none-17"}, moment);
    auto const own = asked->headers();
    std::vector<tollgate::header> headers{own.begin(), own.end()};
    std::string changed;
    for (tollgate::header &each : headers) {
        if (each.name == "Accept") each.value = "text/plain, application/*;q=0.5";
        if (each.name == "Authorization" && change != nullptr) each.value = changed = change(each.value);
    }
    return gateway
        .answer("GET", "api.mch.weixin.qq.com", {.target = asked->target(), .body = {}, .headers = headers})
        .value()
        .status;
}

} // namespace

TEST_SUITE("the sandbox: WeChat Pay")
{
    TEST_CASE("an order is scanned and paid, told in a sealed notification, and known by both its numbers")
    {
        world w;
        auto const code = w.client.send(order()).value();
        CHECK(code.code_url->starts_with("weixin://wxpay/bizpayurl?pr="));
        CHECK(*w.client.send(order()).value().code_url == *code.code_url);
        CHECK(code_of(w.client.send(order("order-17", 101))) == "OUT_TRADE_NO_USED");
        wechat_pay::show_order const question{.order = "order-17"};
        auto const open = w.client.send(question).value();
        CHECK((*open.state == "NOTPAY"));
        CHECK(!open.id.has_value());

        // A browser opens the page by the sandbox's own address, whatever the gateway's is.
        std::string const page = w.gateway.page_url(*code.code_url).value();
        auto const by = sandbox::http_address::from(w.gateway.history_url().value()).value();
        std::string const history =
            tollgate::test::raw_connection{static_cast<std::uint16_t>(std::stoi(by.port))}
                .say("GET " + by.path + " HTTP/1.1\r\nHost: " + by.authority + "\r\n\r\n")
                .answer()
                .body();
        CHECK(history.find("href=\"" + page.substr(page.find('/', 8)) + "\">") != history.npos);
        CHECK(w.gateway.pay(*code.code_url).value().status == 204);
        CHECK(w.heard.all() == std::vector<std::string>{"TRANSACTION.SUCCESS order-17 o"});
        CHECK(w.gateway.deliveries().back().body.find(R"("original_type":"transaction")") !=
              std::string::npos);
        auto const paid = w.client.send(question).value();
        CHECK((*paid.state == "SUCCESS"));
        CHECK(paid.paid().value().amount.count() == 100);
        CHECK(*paid.mchid == "1900000001");
        CHECK(*paid.type == "NATIVE");
        CHECK(*w.client.send(wechat_pay::show_transaction{.id = *paid.id}).value().order == "order-17");
        // Neither number is taken for the other.
        CHECK(w.client.send(wechat_pay::show_order{.order = *paid.id}).error().code() == errc::not_found_yet);
        CHECK(w.client.send(wechat_pay::show_transaction{.id = "order-17"}).error().http_status() == 404);
        CHECK(code_of(w.client.send(order())) == "ORDERPAID");
        CHECK(code_of(w.client.send(wechat_pay::close_order{.order = "order-17"})) == "ORDERPAID");
    }

    TEST_CASE("money goes back in parts, under its own numbers; what was refused may be asked for again")
    {
        world w;
        auto const code = w.client.send(order()).value();
        CHECK(code_of(w.client.send(refund("back-1", 30))) == "RESOURCE_NOT_EXISTS");
        CHECK(w.gateway.pay(*code.code_url).has_value());
        CHECK(code_of(w.client.send(refund("back-1", 101))) == "INVALID_REQUEST");
        CHECK(code_of(w.client.send(refund("back-1", 30, 99))) == "INVALID_REQUEST");
        w.gateway.set_balance<wechat_pay::account>("CNY", tollgate::decimal{0});
        CHECK(code_of(w.client.send(refund("back-1", 30))) == "NOT_ENOUGH");
        w.gateway.set_balance<wechat_pay::account>("CNY", tollgate::decimal{100});
        auto const part = w.client.send(refund("back-1", 30)).value();
        CHECK((*part.status == "PROCESSING"));
        CHECK(*w.client.send(refund("back-1", 30)).value().id == *part.id);
        CHECK(code_of(w.client.send(refund("back-1", 31))) == "INVALID_REQUEST");
        auto const shown = w.client.send(wechat_pay::show_refund{.number = "back-1"}).value();
        CHECK((*shown.status == "SUCCESS"));
        CHECK(*shown.order == "order-17");
        CHECK(shown.refunded_at.has_value());
        CHECK((*w.client.send(wechat_pay::show_order{.order = "order-17"}).value().state == "REFUND"));
        CHECK(w.client.send(refund("back-2", 70)).has_value());
        CHECK(w.gateway.balance<wechat_pay::account>("CNY").text() == "0");
        CHECK(w.client.send(wechat_pay::show_refund{.number = "order-17"}).error().http_status() == 404);
        CHECK(w.gateway.wait_for_callbacks(30s));
        CHECK(w.heard.all() == std::vector<std::string>{"TRANSACTION.SUCCESS order-17 o",
                                                        "REFUND.SUCCESS back-1 of order-17",
                                                        "REFUND.SUCCESS back-2 of order-17"});
    }

    TEST_CASE("an order is closed, answered without a body, and then neither paid nor made again")
    {
        world w;
        auto const code = w.client.send(order()).value();
        CHECK(w.client.send(wechat_pay::close_order{.order = "order-17"}).has_value());
        CHECK(w.gateway.pay(*code.code_url).has_error());
        CHECK((*w.client.send(wechat_pay::show_order{.order = "order-17"}).value().state == "CLOSED"));
        CHECK(code_of(w.client.send(wechat_pay::close_order{.order = "order-17"})) == "ORDER_CLOSED");
        CHECK(code_of(w.client.send(order())) == "ORDER_CLOSED");
        CHECK(code_of(w.client.send(wechat_pay::close_order{.order = "none-17"})) == "ORDER_NOT_EXIST");
        CHECK(code_of(w.client.send(order("order-18", 0))) == "PARAM_ERROR");
        w.gateway.next_answer(sandbox::fault_kind::http_429);
        auto const busy = w.client.send(order("order-19"));
        CHECK(code_of(busy) == "FREQUENCY_LIMITED");
        CHECK(busy.error().code() == errc::try_again_later);
    }

    TEST_CASE(
        "a request is verified by the merchant's key, its time and nonce, in whatever order it shows them")
    {
        CHECK(status_of(merchant()) == 404);
        CHECK(status_of(merchant(), {}, [](std::string_view shown) {
                  std::string turned{shown.substr(0, shown.find(' '))};
                  for (std::string_view rest = shown.substr(turned.size()); !rest.empty();) {
                      std::size_t const from = rest.find_last_of(" ,") + 1;
                      turned.append(turned.find(' ') == turned.npos ? " " : ", ").append(rest.substr(from));
                      rest = rest.substr(0, from - 1);
                  }
                  return turned;
              }) == 404);
        CHECK(status_of(merchant(), {}, [](std::string_view shown) {
                  return std::string{shown} + ",nonce_str=\"x\"";
              }) == 401);
        CHECK(status_of(merchant(), {}, [](std::string_view shown) {
                  std::string changed{shown};
                  std::size_t const nonce = changed.find("nonce_str=\"") + 11;
                  changed[nonce] = changed[nonce] == 'A' ? 'B' : 'A';
                  return changed;
              }) == 401);
        // What was answered before is answered as of now.
        sandbox::simulated_account_of<wechat_pay::account, tollgate::cryptopp_hash> gateway{merchant()};
        auto const asked = tollgate::make_request(merchant(), order()).value();
        auto const headers = asked.headers();
        auto const answer = [&] {
            return gateway
                .answer("POST", "api.mch.weixin.qq.com",
                        {.target = asked.target(), .body = asked.body(), .headers = headers})
                .value();
        };
        auto const first = answer();
        auto const second = answer();
        CHECK(first.status == 200);
        CHECK(first.body == second.body);
        auto const header_of = [](sandbox::gateway_answer const &of, std::string_view name) {
            auto const found = std::ranges::find(of.headers, name, &tollgate::owned_header::name);
            return found == of.headers.end() ? std::string{} : found->value;
        };
        CHECK(header_of(first, "Wechatpay-Timestamp").size() == 10); // seconds
        CHECK(header_of(first, "Wechatpay-Serial") == "PUB_KEY_ID_SANDBOX");
        CHECK(!header_of(second, "Wechatpay-Nonce").empty());
        CHECK(header_of(first, "Wechatpay-Nonce") != header_of(second, "Wechatpay-Nonce"));
        auto stranger = merchant();
        stranger.private_key = tollgate::private_key{sandbox::key_pair::make().private_pem};
        CHECK(status_of(stranger) == 401);
        auto const moved = [](std::chrono::seconds by) {
            return tollgate::signing_sources{.now = [by] { return std::chrono::system_clock::now() + by; }};
        };
        CHECK(status_of(merchant(), moved(-4min)) == 404);
        CHECK(status_of(merchant(), moved(-6min)) == 401);
        CHECK(status_of(merchant(), moved(6min)) == 401);
        auto other = merchant();
        other.mchid = "1900000002";
        CHECK(status_of(other) == 400);
    }
}

} // namespace wechat_pay_played

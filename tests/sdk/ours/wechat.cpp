// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "ours.hpp"

#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/hash/cryptopp_private_key.hpp>
#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/providers/wechat_pay.hpp>

#include <cstdlib>

namespace ours {

using namespace tollgate::wechat_pay;
using tollgate::idempotency_key;
using tollgate::money;

namespace {

constexpr tollgate::currency cny{"CNY"};

/// The judge's keys; compare.mjs hands them over.
std::string given(char const *name)
{
    char const *const text = std::getenv(name);
    return text == nullptr ? "" : text;
}

} // namespace

void describe_wechat(gateway &to)
{
    if (given("SDK_MERCHANT_KEY").empty()) return;
    describing wechat{
        to, account{.appid = "wxd678efh567hg6787",
                    .mchid = "1230000109",
                    .serial_no = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
                    .private_key = tollgate::private_key::from_text(given("SDK_MERCHANT_KEY")).value(),
                    .api_v3_key = tollgate::secret{"judge-api-v3-key-of-32-character"},
                    .platform_keys = tollgate::keyring{{"7132D72A03E93CDDF8C03BBD1F37EEDF00000000",
                                                        tollgate::public_key{given("SDK_PLATFORM_KEY")}}}}};
    std::string const an_order = "1217752501201407033233368018", notify = "https://shop.example/wechat",
                      description = "Image形象店-深圳腾大-QQ公仔";
    payer const by{.openid = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"};

    wechat.sends("jsapi.invocation", "plain",
                 invocation_for(wechat.account(),
                                prepaid{.prepay_id = "wx26112221580621e9b071c00d9e093b0000"}, judges_moment));
    wechat.sends("native", "plain",
                 create_native_order{.description = description,
                                     .order = idempotency_key{an_order},
                                     .notify_url = notify,
                                     .amount = money{100, cny}});
    wechat.sends(
        "native", "full",
        create_native_order{.description = description,
                            .order = idempotency_key{an_order},
                            .notify_url = notify,
                            .amount = money{99'999'999, cny},
                            .expires = "2026-06-08T10:34:56+08:00",
                            .attach = "自定义 «ü» 🙂",
                            .goods_tag = "WXG",
                            .support_fapiao = true,
                            .detail = order_detail{.cost_price = 608'800,
                                                   .invoice_id = "微信123",
                                                   .goods = std::vector{goods_item{.id = "1246464644",
                                                                                   .quantity = 1,
                                                                                   .unit_price = 528'800,
                                                                                   .name = "iPhoneX"}}},
                            .scene = scene{.payer_ip = "14.23.150.211",
                                           .device_id = "013467007045764",
                                           .store = store{.id = "0001"}},
                            .settlement = settlement{.profit_sharing = false}});
    wechat.sends("jsapi", "plain",
                 create_jsapi_order{.description = description,
                                    .order = idempotency_key{an_order},
                                    .notify_url = notify,
                                    .amount = money{100, cny},
                                    .payer = by});
    wechat.sends("jsapi", "full",
                 create_jsapi_order{.description = description,
                                    .order = idempotency_key{"a_b-c|d*17"},
                                    .notify_url = notify,
                                    .amount = money{100, cny},
                                    .payer = by,
                                    .goods_tag = "WXG",
                                    .scene = scene{.payer_ip = "2001:db8::1"},
                                    .settlement = settlement{.profit_sharing = true}});
    wechat.sends("transactions.by_id", "plain", show_transaction{.id = an_order});
    wechat.sends("transactions.by_order", "plain", show_order{.order = an_order});
    wechat.sends("transactions.by_order", "punctuation", show_order{.order = "a_b-c*17"});
    wechat.sends("transactions.by_order", "bar", show_order{.order = "a|b"});
    wechat.sends("transactions.close", "plain", close_order{.order = an_order});
    wechat.sends("refunds.create", "by_order",
                 create_refund{.of = of_order{.order = an_order},
                               .number = idempotency_key{"r-1"},
                               .amount = refund_amount{.refund = 50, .total = 100, .currency = "CNY"}});
    wechat.sends("refunds.create", "by_id",
                 create_refund{.of = of_transaction{.id = an_order},
                               .number = idempotency_key{"r-2"},
                               .amount = refund_amount{.refund = 100, .total = 100, .currency = "CNY"},
                               .reason = "商品已售完",
                               .notify_url = "https://shop.example/wechat/refunds",
                               .funds_account = "AVAILABLE"});
    wechat.sends("refunds.show", "plain", show_refund{.number = "r-1"});

    auto const of_transaction = [](transaction const &a) {
        return read_values{{"out_trade_no", shown(a.order)},
                           {"trade_state", shown(a.state)},
                           {"transaction_id", shown(a.id)},
                           {"amount.total", shown(a.amount->total)}};
    };
    auto const of_refund = [](refund const &a) {
        return read_values{{"refund_id", shown(a.id)},
                           {"out_refund_no", shown(a.number)},
                           {"status", shown(a.status)},
                           {"amount.refund", shown(a.amount->refund)}};
    };
    wechat.reads<create_native_order>(
        "native", [](code const &a) { return read_values{{"code_url", shown(a.code_url)}}; });
    wechat.reads<create_jsapi_order>(
        "jsapi", [](prepaid const &a) { return read_values{{"prepay_id", shown(a.prepay_id)}}; });
    wechat.reads<show_transaction>("transactions.by_id", of_transaction);
    wechat.reads<show_order>("transactions.by_order", of_transaction);
    wechat.reads<close_order>("transactions.close", [](tollgate::nothing const &) { return read_values{}; });
    wechat.reads<create_refund>("refunds.create", of_refund);
    wechat.reads<show_refund>("refunds.show", of_refund);

    wechat.receives<notification>();
}

} // namespace ours

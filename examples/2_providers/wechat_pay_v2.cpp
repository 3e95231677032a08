// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// WeChat Pay's published example, signed in both of its ways, as XML, and received back.

#include "wechat_pay_v2.hpp"

#include "published_example.hpp"

int main()
{
    published_example example;
    wechat_pay_v2::account const merchant{.app = "wxd930ea5d5a258f4f",
                                          .merchant = "10000100",
                                          .key = tollgate::secret{"192006250b4c09247ec02edce69f6a2d"}};
    constexpr std::string_view text = "appid=wxd930ea5d5a258f4f&body=test&device_info=1000&mch_id=10000100"
                                      "&nonce_str=ibuaiVcKdpRxkhJA&key=[secret]";

    auto const order = tollgate::make_request(
        merchant, wechat_pay_v2::order{.device = "1000", .description = "test", .nonce = "ibuaiVcKdpRxkhJA"});
    if (!order) return 1;
    example.same("signed text", order->canonical(), text);
    example.same("MD5", order->signature().text(), "9A0A8659F005D6984697E2CA0A9CF3B7");

    auto const by_hmac = tollgate::make_request(
        merchant,
        wechat_pay_v2::order_by_hmac{.device = "1000", .description = "test", .nonce = "ibuaiVcKdpRxkhJA"});
    if (!by_hmac) return 1;
    example.same("signed text", by_hmac->canonical(), text);
    example.same("HMAC-SHA256", by_hmac->signature().text(),
                 "6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6");
    std::cout << "posted: " << wechat_pay_v2::as_xml(*order) << '\n';

    // What the program's XML reader found, as a form.
    constexpr std::string_view found = "appid=wxd930ea5d5a258f4f&mch_id=10000100&device_info=1000&body=test"
                                       "&nonce_str=ibuaiVcKdpRxkhJA&sign=9A0A8659F005D6984697E2CA0A9CF3B7";
    auto const received = tollgate::receive<wechat_pay_v2::notice>(merchant, found);
    example.holds("received as signed", received.has_value() && (*received)->merchant == "10000100");
    return example.exit_code();
}

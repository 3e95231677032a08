// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_GATEWAYS_HPP
#define TOLLGATE_TESTS_SUPPORT_GATEWAYS_HPP

#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <support/accounts.hpp>
#include <support/gateway_bodies.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace tollgate::test {

/// A body with the signature of this text, as the gateway would make it.
[[nodiscard]] inline std::string signed_by_cactus(std::string_view content, std::string const &text)
{
    return signed_with(content, "signature", sha1_hex(text + cactus_salt));
}
/// \copydoc signed_by_cactus
[[nodiscard]] inline std::string signed_by_one_payment(std::string_view content, std::string const &text)
{
    return signed_with(content, "sign", md5_hex(text + one_payment_key));
}

/// What a test of both gateways needs to know of each.
struct cactus_side {
    using account_type = cactus::account;
    using opens = cactus::obtain_token;
    using reports = cactus::invoice_callback;
    static constexpr std::string_view callback_path = "/callbacks/cactus";
    static constexpr std::string_view amount_field = "amount";
    static constexpr std::string_view acknowledged = R"({"result":"ok"})";

    [[nodiscard]] static account_type account(secret key = secret{cactus_salt})
    {
        return cactus_account(std::move(key));
    }
    [[nodiscard]] static opens order() { return cactus_order(); }
    [[nodiscard]] static opens order(std::string id)
    {
        return {.site_login = "user-7", .request_id = std::move(id), .amount = 900'000, .currency = "KZT"};
    }
    [[nodiscard]] static opens unsendable_order() { return order("order\r\n1"); }
    [[nodiscard]] static std::string answer()
    {
        return signed_by_cactus(R"("success":true,"key":"tok","redirect_url":"https://pay.example/tok")",
                                "key:tok;redirect_url:https://pay.example/tok;success:True;");
    }
    [[nodiscard]] static std::string refusal()
    {
        return signed_by_cactus(R"("success":false,"message":"No such site")",
                                "message:No such site;success:False;");
    }
    [[nodiscard]] static std::string page(cactus::payment_form const &form) { return form.page(); }

    [[nodiscard]] static std::string callback(std::string_view id = "order_777")
    {
        std::string const order{id};
        return signed_by_cactus(
            R"("site_id":1,"site_login":"user-7","status":3,"invoice_id":"inv1","request_id":")" + order +
                R"(","amount":900000,"received_amount":900000,"currency":"KZT","received_currency":"KZT",)"
                R"("method":"card")",
            "amount:900000;currency:KZT;invoice_id:inv1;method:card;received_amount:900000;"
            "received_currency:KZT;request_id:" +
                order + ";site_id:1;site_login:user-7;status:3;");
    }
    [[nodiscard]] static std::string order_id(reports const &callback)
    {
        return callback.request_id.value_or("");
    }
    [[nodiscard]] static bool is_paid(reports const &callback) { return callback.status == 3; }
};

/// \copydoc cactus_side
struct one_payment_side {
    using account_type = one_payment::account;
    using opens = one_payment::init_form;
    using reports = one_payment::payment_callback;
    static constexpr std::string_view callback_path = "/callbacks/1payment";
    static constexpr std::string_view amount_field = "merchant_price";
    static constexpr std::string_view acknowledged = R"({"status":0})";

    [[nodiscard]] static account_type account(secret key = secret{one_payment_key})
    {
        return one_payment_account(std::move(key));
    }
    [[nodiscard]] static opens order() { return one_payment_order(); }
    [[nodiscard]] static opens order(std::string id) { return {.amount = 50, .user_data = std::move(id)}; }
    [[nodiscard]] static opens unsendable_order() { return order("order\r\n1"); }
    [[nodiscard]] static std::string answer() { return R"({"url":"https://pay.example/tok"})"; }
    [[nodiscard]] static std::string refusal() { return R"({"error_code":"7"})"; }
    [[nodiscard]] static std::string page(one_payment::form const &form) { return form.url.value(); }

    [[nodiscard]] static std::string callback(std::string_view id = "order_777")
    {
        std::string const order{id};
        return signed_by_one_payment(
            R"("payment_type":"sbp","order_id":"8p3b","project_id":5678,"status":3,"merchant_price":50,)"
            R"("currency":"RUB","user_data":")" +
                order + "\"",
            "currency=RUB&merchant_price=50&order_id=8p3b&payment_type=sbp&project_id=5678&status=3&"
            "user_data=" +
                order);
    }
    [[nodiscard]] static std::string order_id(reports const &callback) { return callback.user_data.value(); }
    [[nodiscard]] static bool is_paid(reports const &callback)
    {
        return callback.status == one_payment::status::success;
    }
};

} // namespace tollgate::test

#endif

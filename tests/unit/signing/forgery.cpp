// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Whoever has no secret never has a message verified that the gateway did not sign: over every scheme that is declared in
// vectors/schemes.hpp, and over the callbacks of all providers and examples.
// support/forgery_run.hpp says how a run is repeated.

#include <tollgate/callback.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/providers/standard_webhooks.hpp>
#include <tollgate/providers/stripe_webhooks.hpp>
#include <tollgate/signing/ambiguity.hpp>
#include <tollgate/signing/coverage.hpp>

#include "../../../examples/2_providers/liqpay.hpp"
#include "../../../examples/2_providers/razorpay.hpp"
#include "../../../examples/2_providers/robokassa.hpp"
#include "../../../examples/2_providers/t_bank.hpp"
#include "../../../examples/2_providers/wechat_pay_v2.hpp"

#include <doctest/doctest.h>
#include <support/forger.hpp>
#include <support/forgery_run.hpp>
#include <support/telling.hpp>
#include <support/unsigned_gateway.hpp>
#include <vectors/schemes.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace grebe {

using namespace tollgate::signing::words;
using tollgate::fixed_string;
using tollgate::optional;
using tollgate::required;
using tollgate::unsigned_field;

/// Whatever a scheme names.
struct account {
    required<"key", tollgate::secret> key;
    required<"HashKey", tollgate::secret> hash_key;
    required<"HashIV", tollgate::secret> hash_iv;
    required<"consumer_secret", tollgate::secret> consumer_secret;
    required<"token_secret", tollgate::secret> token_secret;
    required<"public_key", std::string> public_key;
    required<"notification_url", std::string> notification_url;
    required<"key_index", std::string> key_index;
};

} // namespace grebe

template <>
struct tollgate::provider_traits<grebe::account> : tollgate::test::unsigned_gateway {
    static constexpr std::string_view key = "key";
};

namespace grebe {

/// A callback of four members, all covered.
template <auto const &Rule, fixed_string A, fixed_string B, fixed_string C, fixed_string D>
struct told {
    required<A, std::string> a;
    optional<B, std::string> b{};
    optional<C, tollgate::decimal> c{};
    optional<D, bool> d{};

    using account = grebe::account;
    static constexpr auto callback_signature = Rule;
    static inline std::vector<std::string> const names{std::string{A.view()}, std::string{B.view()},
                                                       std::string{C.view()}, std::string{D.view()}};
};
/// One of two covered members, and one that is not.
template <auto const &Rule, fixed_string A, fixed_string B, fixed_string U>
struct half_told {
    required<A, std::string> a;
    optional<B, std::string> b{};
    optional<U, std::string, unsigned_field> u{};

    using account = grebe::account;
    static constexpr auto callback_signature = Rule;
    static inline std::vector<std::string> const names{std::string{A.view()}, std::string{B.view()},
                                                       std::string{U.view()}};
};
/// Of one covered member.
template <auto const &Rule, fixed_string A, fixed_string U>
struct one_told {
    required<A, std::string> a;
    optional<U, std::string, unsigned_field> u{};

    using account = grebe::account;
    static constexpr auto callback_signature = Rule;
    static inline std::vector<std::string> const names{std::string{A.view()}, std::string{U.view()}};
};

struct qiwi_amount {
    optional<"value", tollgate::decimal> value{};
    optional<"currency", std::string> currency{};
};
struct qiwi_status {
    optional<"value", std::string> value{};
};
struct qiwi_bill {
    required<"billId", std::string> id;
    optional<"amount", qiwi_amount> amount{};
    optional<"status", qiwi_status> status{};
};

} // namespace grebe

namespace {

using namespace grebe;
using tollgate::test::attack_all;
using tollgate::test::attempts_in_all;
using tollgate::test::forger;
using tollgate::test::forgery;
using tollgate::test::forgery_target;
using tollgate::test::genuine_key;
using tollgate::test::seed;
namespace signing = tollgate::signing;

grebe::account const everything{.key = tollgate::secret{genuine_key},
                                .hash_key = tollgate::secret{"hash_key_0"},
                                .hash_iv = tollgate::secret{"hash_iv_00"},
                                .consumer_secret = tollgate::secret{"consumer_0"},
                                .token_secret = tollgate::secret{"token_0000"},
                                .public_key = "pk",
                                .notification_url = "https://shop.example/cb",
                                .key_index = "1"};
constexpr signing::named_text secrets[] = {{"key", genuine_key},
                                           {"HashKey", "hash_key_0"},
                                           {"HashIV", "hash_iv_00"},
                                           {"consumer_secret", "consumer_0"},
                                           {"token_secret", "token_0000"}};
constexpr tollgate::parameter account_fields[] = {
    {.name = "public_key", .text = "pk"},
    {.name = "notification_url", .text = "https://shop.example/cb"},
    {.name = "key_index", .text = "1"}};

/// Fields of a body as the callback's parser gives them.
template <class Callback>
bool parse(std::string const &body, std::vector<tollgate::header> const &headers,
           tollgate::parameter_list &to)
{
    return !tollgate::detail::parse_callback<Callback>(body, headers, to);
}

/// \tparam Account whose secrets sign, `key` left aside
template <class Callback, class Account>
forgery_target target(std::string name, Account const &account, std::vector<std::string> names,
                      std::vector<std::string> headers = {}, std::string list = {},
                      std::string signature_start = {})
{
    constexpr auto const &rule = tollgate::detail::callback_rule<Callback>;
    using rule_type = std::remove_cvref_t<decltype(rule)>;
    forgery_target made;
    made.name = std::move(name);
    made.names = std::move(names);
    made.headers = std::move(headers);
    made.list = std::move(list);
    if constexpr (requires { rule_type::field; }) made.signature_field = rule_type::field;
    if constexpr (requires { rule_type::header; }) made.signature_header = rule_type::header;
    made.is_form = requires { requires Callback::only_as_form; };
    made.is_telling = tollgate::test::is_always_telling(rule.scheme);
    std::string const carrier = made.signature_header,
                      start = made.signature_start = std::move(signature_start);
    made.sign = [carrier, start](std::string const &body, std::vector<tollgate::header> sent,
                                 std::string const &key) -> std::optional<std::string> {
        if (!carrier.empty()) sent.push_back({carrier, start}); // it may say when it was made
        tollgate::parameter_list fields;
        if (!parse<Callback>(body, sent, fields)) return std::nullopt;
        bool const knows = key == genuine_key;
        signing::context const over{.fields = std::as_const(fields).items(),
                                    .key = key,
                                    .secrets = knows ? std::span<signing::named_text const>{secrets}
                                                     : std::span<signing::named_text const>{},
                                    .account = account_fields,
                                    .headers = sent,
                                    .body = body};
        tollgate::wiped_buffer text;
        if (signing::evaluate<tollgate::cryptopp_hash>(rule.scheme, over, text)) return std::nullopt;
        return std::string{text.view()};
    };
    made.signed_text = [](std::string const &body,
                          std::vector<tollgate::header> const &sent) -> std::optional<std::string> {
        tollgate::parameter_list fields;
        if (!parse<Callback>(body, sent, fields)) return std::nullopt;
        signing::context const over{.fields = std::as_const(fields).items(),
                                    .key = genuine_key,
                                    .secrets = secrets,
                                    .account = account_fields,
                                    .headers = sent,
                                    .body = body};
        tollgate::wiped_buffer text;
        if (signing::evaluate<tollgate::cryptopp_hash>(signing::signed_text(rule.scheme), over, text))
            return std::nullopt;
        return std::string{text.view()};
    };
    made.read = [account](std::string const &body,
                          std::vector<tollgate::header> const &sent) -> std::optional<std::string> {
        auto const received = tollgate::receive<Callback>(account, body, sent, tollgate::test::forgery_time,
                                                          tollgate::with_tests);
        if (!received) return std::nullopt;
        std::string read =
            (received->is_test() ? "test " : "") + tollgate::test::reading_of::text(**received);
        if (tollgate::detail::is_opaque<Callback>) read += received->received();
        return read;
    };
    return made;
}

template <class Callback>
forgery_target target(std::string name, std::vector<std::string> headers = {}, std::string list = {})
{
    return target<Callback>(std::move(name), everything, Callback::names, std::move(headers),
                            std::move(list));
}

forgery_target with_values(forgery_target of, std::vector<std::vector<std::string>> values)
{
    of.values = std::move(values);
    return of;
}

// How the schemes travel: where a document names the field or header, under that name.

#define TOLLGATE_IN_FIELD(scheme, field) constexpr auto scheme##_rule = in_field<field>(published::scheme);
#define TOLLGATE_IN_HEADER(scheme, header)                                                                   \
    constexpr auto scheme##_rule = in_header<header>(published::scheme);
TOLLGATE_IN_FIELD(wechat_md5, "sign")
TOLLGATE_IN_FIELD(wechat_hmac, "sign")
TOLLGATE_IN_FIELD(ecpay_sha256, "CheckMacValue")
TOLLGATE_IN_FIELD(ecpay_md5, "CheckMacValue")
TOLLGATE_IN_FIELD(tbank, "Token")
TOLLGATE_IN_FIELD(vnpay, "vnp_SecureHash")
TOLLGATE_IN_FIELD(yoomoney_hmac, "sign")
TOLLGATE_IN_FIELD(yoomoney_sha1, "sha1_hash")
TOLLGATE_IN_FIELD(shopify, "hmac")
TOLLGATE_IN_FIELD(ogone_sha1, "SHASIGN")
TOLLGATE_IN_FIELD(ogone_sha256, "SHASIGN")
TOLLGATE_IN_FIELD(billplz, "x_signature")
TOLLGATE_IN_FIELD(sslcommerz_md5, "verify_sign")
TOLLGATE_IN_FIELD(sslcommerz_sha256, "verify_sign_sha2")
TOLLGATE_IN_FIELD(fondy, "signature")
TOLLGATE_IN_FIELD(jazzcash, "pp_SecureHash")
TOLLGATE_IN_FIELD(ipay88, "Signature")
TOLLGATE_IN_FIELD(razorpay, "razorpay_signature")
TOLLGATE_IN_FIELD(qiwi, "signature")
TOLLGATE_IN_FIELD(momo, "signature")
TOLLGATE_IN_FIELD(esewa, "signature")
TOLLGATE_IN_FIELD(skrill, "md5sig")
TOLLGATE_IN_FIELD(payu_india_response, "hash")
TOLLGATE_IN_FIELD(maksuturva, "pmt_hash")
TOLLGATE_IN_FIELD(robokassa, "SignatureValue")
TOLLGATE_IN_FIELD(sofort, "hash")
TOLLGATE_IN_FIELD(midtrans, "signature_key")
TOLLGATE_IN_FIELD(uniteller_payment, "Signature")
TOLLGATE_IN_FIELD(uniteller_recurrent, "Signature")
TOLLGATE_IN_FIELD(uniteller_callback, "Signature")
TOLLGATE_IN_FIELD(p_sign, "P_SIGN")
TOLLGATE_IN_FIELD(payfast_passphrase, "signature")
TOLLGATE_IN_FIELD(ecommpay, "signature")
TOLLGATE_IN_FIELD(przelewy24, "sign")
TOLLGATE_IN_FIELD(liqpay, "signature")
TOLLGATE_IN_FIELD(redsys, "Ds_Signature")
TOLLGATE_IN_FIELD(braintree, "bt_signature")
TOLLGATE_IN_FIELD(adyen_notification, "hmacSignature")
TOLLGATE_IN_FIELD(adyen_hpp, "merchantSig")
TOLLGATE_IN_FIELD(adyen_hpp_legacy, "merchantSig")
TOLLGATE_IN_HEADER(gocardless, "Webhook-Signature")
TOLLGATE_IN_HEADER(square, "x-square-hmacsha256-signature")
TOLLGATE_IN_HEADER(paytrail, "signature")
#undef TOLLGATE_IN_FIELD
#undef TOLLGATE_IN_HEADER

// Schemes of requests, without the words that a callback does not know.
constexpr auto phonepe_rule =
    in_header<"X-VERIFY">(hex(sha256(base64(body) + key)) + "###" + account_field<"key_index">);
constexpr auto kraken_rule =
    in_header<"API-Sign">(base64(hmac_sha512(unbase64(key), raw(sha256(field<"nonce"> + body)))));
constexpr auto oauth1_rule = in_header<"Authorization">(base64(hmac_sha1(
    percent_encode(secret<"consumer_secret">) + "&" + percent_encode(secret<"token_secret">),
    "POST&" + percent_encode("https://" + header<"Host">) + "&" +
        percent_encode(join("&", percent_encode(name) + "=" + percent_encode(value), fields | by_name)))));

struct qiwi_paid {
    required<"bill", qiwi_bill> bill;

    using account = grebe::account;
    static constexpr auto callback_signature = qiwi_rule;
};

template <auto const &Rule>
using plain = told<Rule, "order", "note", "amount", "done">;

constexpr auto form_rule = in_header<"X-Sign">(hex(hmac_sha256(key, header<"X-Id"> + "." + body)));
/// A form, signed with a header before it.
struct form_told {
    optional<"shop.order", std::string> shop_order{};
    optional<"note", std::string> note{};
    optional<"order", std::string> order{};

    using account = grebe::account;
    static constexpr auto callback_signature = form_rule;
    static constexpr bool only_as_form = true;
    static inline std::vector<std::string> const names{"shop.order", "note", "order"};
};
constexpr auto chosen_rule = in_field<"sign">(
    hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"sign"> | chosen_by<"list", "|">))));

/// Shapes that no document of vectors/schemes.hpp has.
std::vector<forgery_target> other_targets()
{
    auto chosen = target<plain<chosen_rule>>("list with another separator", {}, "list");
    chosen.list_separator = "|";
    auto form = target<form_told>("form signed with a header", {"X-Id"});
    form.is_telling = true; // the header is never read, and ends where its separator says
    return {std::move(form), std::move(chosen)};
}

/// Every scheme of vectors/schemes.hpp that a callback can have, as one.
std::vector<forgery_target> published_targets()
{
    std::vector<std::string> const nothing;
    return {
        target<plain<wechat_md5_rule>>("wechat_md5"),
        target<plain<wechat_hmac_rule>>("wechat_hmac"),
        target<plain<ecpay_sha256_rule>>("ecpay_sha256"),
        target<plain<ecpay_md5_rule>>("ecpay_md5"),
        target<plain<tbank_rule>>("tbank"),
        target<plain<vnpay_rule>>("vnpay"),
        target<plain<yoomoney_hmac_rule>>("yoomoney_hmac"),
        target<told<yoomoney_sha1_rule, "operation_id", "label", "amount", "codepro">>("yoomoney_sha1"),
        target<plain<shopify_rule>>("shopify"),
        target<plain<ogone_sha1_rule>>("ogone_sha1"),
        target<plain<ogone_sha256_rule>>("ogone_sha256"),
        target<plain<billplz_rule>>("billplz"),
        target<plain<sslcommerz_md5_rule>>("sslcommerz_md5", nothing, "verify_key"),
        target<plain<sslcommerz_sha256_rule>>("sslcommerz_sha256", nothing, "verify_key"),
        target<plain<fondy_rule>>("fondy"),
        target<told<jazzcash_rule, "pp_order", "pp_note", "pp_amount", "pp_done">>("jazzcash"),
        target<half_told<ipay88_rule, "RefNo", "Currency", "Amount">>("ipay88"),
        target<half_told<razorpay_rule, "razorpay_payment_id", "razorpay_order_id", "email">>("razorpay"),
        with_values(
            target<qiwi_paid>("qiwi", everything, {"bill", "order"}),
            {{R"({"billId":"7","amount":{"value":"5.00","currency":"RUB"},"status":{"value":"PAID"}})",
              R"({"billId":"7|5","amount":{"value":1,"currency":"R|7"},"status":{}})",
              R"({"billId":"8","status":{"value":"WAITING"}, "siteId":"2"})"},
             {"", R"("x")"}}),
        target<told<momo_rule, "orderId", "orderInfo", "amount", "extraData">>("momo"),
        target<plain<esewa_rule>>("esewa", nothing, "signed_field_names"),
        target<told<skrill_rule, "transaction_id", "mb_currency", "mb_amount", "status">>("skrill"),
        target<told<payu_india_response_rule, "txnid", "productinfo", "amount", "status">>("payu_india"),
        target<told<maksuturva_rule, "pmt_id", "pmt_reference", "pmt_amount", "pmt_escrow">>("maksuturva"),
        target<told<robokassa_rule, "InvId", "shpa", "OutSum", "shpb">>("robokassa"),
        target<told<sofort_rule, "user_id", "reason_1", "amount", "user_variable_0">>("sofort"),
        target<half_told<midtrans_rule, "order_id", "status_code", "transaction_status">>("midtrans"),
        target<told<uniteller_payment_rule, "Order_IDP", "Customer_IDP", "Subtotal_P", "IData">>(
            "uniteller_payment"),
        target<told<uniteller_recurrent_rule, "Order_IDP", "Shop_IDP", "Subtotal_P", "Parent_Order_IDP">>(
            "uniteller_recurrent"),
        target<half_told<uniteller_callback_rule, "Order_ID", "Status", "Total">>("uniteller_callback"),
        target<told<p_sign_rule, "ORDER", "DESC", "AMOUNT", "EMAIL">>("p_sign"),
        target<told<payfast_passphrase_rule, "m_payment_id", "item_name", "amount", "frequency">>("payfast"),
        target<plain<ecommpay_rule>>("ecommpay"),
        target<told<przelewy24_rule, "sessionId", "statement", "amount", "currency">>("przelewy24"),
        target<one_told<liqpay_rule, "data", "note">>("liqpay"),
        with_values(target<one_told<redsys_rule, "Ds_MerchantParameters", "note">>("redsys"),
                    {{R"("eyJEc19PcmRlciI6IjEifQ==")", R"("eyJEc19PcmRlciI6IjIyMiIsImEiOjF9")",
                      R"("eyJEc19PcmRlciI6IiJ9")"},
                     {"", R"("x")", R"("y")", R"("")"}}),
        target<one_told<braintree_rule, "bt_challenge", "note">>("braintree"),
        target<told<adyen_notification_rule, "pspReference", "merchantReference", "eventCode", "success">>(
            "adyen_notification"),
        target<plain<adyen_hpp_rule>>("adyen_hpp"),
        target<
            told<adyen_hpp_legacy_rule, "merchantReference", "skinCode", "paymentAmount", "sessionValidity">>(
            "adyen_hpp_legacy"),
        target<plain<phonepe_rule>>("phonepe"),
        target<plain<gocardless_rule>>("gocardless"),
        target<plain<square_rule>>("square"),
        target<plain<paytrail_rule>>("paytrail", {"checkout-account", "checkout-nonce"}),
        target<plain<kraken_rule>>("kraken"),
        target<plain<oauth1_rule>>("oauth1", {"Host"}),
    };
}

/// The callbacks of the providers and examples.
std::vector<forgery_target> provided_targets()
{
    namespace cactus = tollgate::cactus;
    namespace one_payment = tollgate::one_payment;
    tollgate::secret const key{genuine_key};
    std::vector<std::string> const text{R"("7")", R"("x; a:b")", R"("7&test=1")", R"("None")"};
    std::vector<std::string> const perhaps{"",      R"("")", "null", R"("1;status:2")", R"("user_data=7&x")",
                                           R"("n")"};
    std::vector<std::string> const number{"1", R"("2")", "3"};
    std::vector<std::string> const nothing;
    std::vector<forgery_target> all;
    all.push_back(with_values(
        target<cactus::invoice_callback>(
            "cactus", cactus::account{.merchant_id = "m", .site_id = 1, .salt = key},
            {"invoice_id", "site_login", "site_id", "status", "amount", "received_amount", "currency",
             "received_currency", "method", "request_id", "description", "is_payout", "message"}),
        {text,
         text,
         {"1"},
         number,
         number,
         number,
         text,
         text,
         text,
         perhaps,
         perhaps,
         {"", "true", "false"},
         perhaps}));
    all.push_back(
        with_values(target<one_payment::payment_callback>(
                        "one_payment", one_payment::account{.partner_id = 1, .project_id = 2, .api_key = key},
                        {"order_id", "payment_type", "project_id", "status", "merchant_price", "currency",
                         "user_data", "status_description", "test", "token"}),
                    {text,
                     text,
                     {"2"},
                     number,
                     {"50", R"("50.00")"},
                     text,
                     text,
                     perhaps,
                     {"", "1", "0", R"("1")"},
                     perhaps}));
    all.push_back(target<tollgate::standard_webhooks::event>(
        "standard_webhooks", tollgate::standard_webhooks::account{.secret = key}, {"id", "note"},
        {"webhook-id", "webhook-timestamp"}, {}, "v1,"));
    all.push_back(
        with_values(target<tollgate::stripe_webhooks::event>(
                        "stripe_webhooks", tollgate::stripe_webhooks::account{.signing_secret = key},
                        {"id", "type", "created", "livemode", "account"}, nothing, {}, "t=1700000000,v1="),
                    {text, text, number, {"true", "false"}, perhaps}));
    all.push_back(with_values(
        target<liqpay::payment_callback>(
            "liqpay (example)", liqpay::account{.public_key = "pk", .private_key = key}, {"data", "note"}),
        {text, perhaps}));
    all.push_back(with_values(target<razorpay::payment_made>(
                                  "razorpay (example)", razorpay::account{.key_id = "id", .key_secret = key},
                                  {"razorpay_order_id", "razorpay_payment_id", "email"}),
                              {text, text, perhaps}));
    all.push_back(with_values(
        target<robokassa::result>("robokassa (example)",
                                  robokassa::account{.login = "shop", .password1 = key, .password2 = key},
                                  {"InvId", "OutSum", "shpa", "shpb"}),
        {text, {R"("5")", R"("5.00")"}, {"", R"("a")", R"("a:shpb=b")"}, {"", R"("b")"}}));
    all.push_back(with_values(target<t_bank::notification>("t_bank (example)",
                                                           t_bank::account{.terminal = "T", .password = key},
                                                           {"OrderId", "TerminalKey", "Success", "Status",
                                                            "PaymentId", "ErrorCode", "Amount", "CardId"}),
                              {text, {R"("T")"}, {"true", "false"}, text, text, text, number, perhaps}));
    all.push_back(with_values(
        target<wechat_pay_v2::notice>("wechat_pay_v2 (example)",
                                      wechat_pay_v2::account{.app = "a", .merchant = "m", .key = key},
                                      {"nonce_str", "appid", "mch_id", "device_info"}),
        {text, {R"("a")"}, {R"("m")"}, perhaps}));
    return all;
}

std::vector<std::string> const careless_names{"order", "note", "amount", "done"};

/// Looks for fields in values only where their names can stand behind the value's own, and takes none that is not declared: enough,
/// if whoever typed a part in had only the fields behind his own to take in.
bool finds_some_fields_in_values(std::span<tollgate::parameter const> received)
{
    for (tollgate::parameter const &field : received) {
        if (std::ranges::find(careless_names, field.name) == careless_names.end() && field.name != "sign")
            return true;
        for (std::string const &other : careless_names)
            if (other > field.name && field.text.find("&" + other + "=") != field.text.npos) return true;
    }
    return false;
}

/// A gateway whose callbacks are verified carelessly: by the scheme alone, and whatever arrived is read.
/// \param refuses what is refused nevertheless
template <class Scheme>
forgery_target careless(std::string name, Scheme const &scheme, std::string list = {},
                        bool (*refuses)(std::span<tollgate::parameter const>) = nullptr)
{
    forgery_target made;
    made.name = std::move(name);
    made.names = careless_names;
    made.list = std::move(list);
    made.end = "&", made.middle = "=";
    made.signature_field = "sign";
    auto const sign = [scheme](std::string const &body, std::string_view key) -> std::optional<std::string> {
        tollgate::parameter_list fields;
        if (tollgate::parse_json(body, fields)) return std::nullopt;
        tollgate::wiped_buffer text;
        if (signing::evaluate<tollgate::cryptopp_hash>(
                scheme, {.fields = std::as_const(fields).items(), .key = key}, text))
            return std::nullopt;
        return std::string{text.view()};
    };
    made.sign = [sign](std::string const &body, std::vector<tollgate::header> const &,
                       std::string const &key) { return sign(body, key); };
    made.signed_text = [](std::string const &, std::vector<tollgate::header> const &) {
        return std::nullopt;
    };
    made.read = [sign, refuses](std::string const &body,
                                std::vector<tollgate::header> const &) -> std::optional<std::string> {
        tollgate::parameter_list fields;
        if (tollgate::parse_json(body, fields)) return std::nullopt;
        auto const received = std::as_const(fields).items();
        if (refuses != nullptr && refuses(received)) return std::nullopt;
        tollgate::parameter const *const given = tollgate::find(received, "sign");
        if (given == nullptr || given->text != sign(body, genuine_key)) return std::nullopt;
        std::string read;
        for (std::string const &of : careless_names) {
            tollgate::parameter const *const found = tollgate::find(received, of);
            read += (found == nullptr || found->text.empty() ? "-" : "<" + std::string{found->text} + ">");
        }
        return read;
    };
    return made;
}

} // namespace

TEST_SUITE("tollgate.signing.forgery")
{
    TEST_CASE("a message that the gateway did not sign: is never verified, under any published scheme")
    {
        auto const targets = published_targets();
        attack_all(targets, attempts_in_all() * 7 / 10 / targets.size());
    }

    TEST_CASE("a message that the gateway did not sign: is never verified by a provider's callback")
    {
        auto const targets = provided_targets();
        attack_all(targets, attempts_in_all() * 3 / 20 / targets.size());
    }

    TEST_CASE("a message that the gateway did not sign: is never verified, in a form with a header or with "
              "another list")
    {
        auto const targets = other_targets();
        attack_all(targets, attempts_in_all() / 20 / targets.size());
    }

    // The forger is worth as much as what he finds.
    TEST_CASE("the forger: finds every hole that is left open for him")
    {
        constexpr auto pairs = join("&", name + "=" + value, fields | but<"sign"> | by_name);
        forgery_target const holes[] = {
            careless("nobody's secret takes part", hex(md5(pairs))),
            careless("a value holds another field", hex(md5(pairs + key))),
            careless("a member is not signed",
                     hex(md5(join("&", name + "=" + value, listed<"order", "note">) + key))),
            careless("the message's list leaves out what is read",
                     hex(md5(join("&", name + "=" + value, fields | chosen_by<"list">) + key)), "list"),
            careless("the secret stands behind each field, if there is one",
                     hex(sha1(join("", name + "=" + value + key,
                                   fields | but<"sign"> | starting<"or"> | nonempty)))),
            careless("names are signed in lower case", hex(md5(lower(pairs) + key))),
            careless("objects are not signed",
                     hex(md5(join("&", name + "=" + value, fields | but<"sign", "done">) + key))),
            careless("a value takes in fields behind those that were typed in", hex(md5(pairs + key)), {},
                     finds_some_fields_in_values),
            careless("values are glued",
                     hex(hmac_sha256(key, join("", value, fields | but<"sign"> | by_name))))};
        for (forgery_target const &hole : holes) {
            CAPTURE(hole.name);
            forger attacker{hole, seed()};
            CHECK(attacker.attack(1'000'000).has_value()); // ends at the first
        }
    }

    TEST_CASE("the schemes that no callback can have: cover nothing")
    {
        // Without a passphrase there is no secret.
        CHECK_FALSE(
            signing::covers<std::remove_cvref_t<decltype(published::payfast_plain)>>({.path = "amount"}));
        // Of a body whose letters have lost their case, nobody knows what its names were.
        CHECK_FALSE(
            signing::covers<std::remove_cvref_t<decltype(published::ecpay_data)>>({.path = "amount"}));
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/wechat_pay.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/hash/cryptopp_private_key.hpp>
#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>
#include <support/key_pairs.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace wechat_pay = tollgate::wechat_pay;
namespace test = tollgate::test;
using tollgate::errc;
using tollgate::idempotency_key;
using tollgate::money;

static_assert(tollgate::account<wechat_pay::account>);
static_assert(tollgate::callback<wechat_pay::notification>);

// What `wechatpay-axios-plugin` 0.9.6 of npm signed and sealed as the platform, with a key that is for tests alone.
constexpr std::string_view platform_key =
    R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAv0UHG5mqQLLupw9ysWYn
7QpSXs6E5V4ujgBY653aT0Gu6JQH2WzIXTzv39R1zDxEhg0bq4N3dcrQkAh9lLWd
nMLqhQLlsWEkK6Qy+tRBTauTKNXyWwVHUuyyfggLAwyGxi2qYZKwxV9Fssi4DMMk
uT7RAhVLviYI9du04/9uJ3uwFXQcbbGZ1eciuuzoaNE7QynUdSh0rgnV+LJoh6lm
h+sW5rZEI9Vo0IiBv6douf/cn1px/SjlhhxOlt1POp46oce5qkW32rWJdtUJ8ptJ
YrW+vuBY9ZoX/znK26tNyRBCNnAsifo4/uB2u79/CeFCAxz8R9PWz3XvuhifYqAV
sQIDAQAB
-----END PUBLIC KEY-----
)";
constexpr std::string_view paid =
    R"({"id":"EV-2018022511223320873","create_time":"2026-01-10T13:29:35+08:00","resource_type":"encrypt-re)"
    R"(source","event_type":"TRANSACTION.SUCCESS","summary":"支付成功","resource":{"original_type":"transaction)"
    R"(","algorithm":"AEAD_AES_256_GCM","ciphertext":"u7WCaZilulSCe0SxlpIsMVCdvrzTFSZhi50hYT6Alh1bXgvHKp4sC)"
    R"(jojG2trINZBOhIZJ+paF+hRaCM2hblRoDbIPTOKBSs2kJZd6otSSH3QCuXMpCgGS4Y0GAYXsLi7WMTGZteceLpMB7WWGd4C0fZG+)"
    R"(8HSyMUtFbV7bWzB+vTdXvJw8cHRTxT/SPYdrUtLXhNs1V6cUdTjy4kIOdLnGAP9N+hr+MR3EPC7nDnCgobk13yRVsEU1zNZYTvYg)"
    R"(8y9aOWHa5ibO9fKJs9u7NVDr47M78Mt7pVsEbLEfzubbvv9CzAx29mma3ZqTxmbJGFQaaE1NyXaDtQxrZHma5L+9nCsBxfPVFXog)"
    R"(jPmmnRVGgIxdv3GcIvU1sOEodVunzxdoVyYsm0amrxs/U42PedgeW0tH6qFStCBKFAzc1Ti+XGcFXNV8moqkUKcAKUE+t0AzkHf5)"
    R"(uZjaiVZj3c3n5niAesofXwlSo0inzg2n67Z1BSfUmp9zN6/bjIe4ZNWQ3tp6loPvGdLhIAjMfGJWNXBoJS99okkiMcpiTolmZdbN)"
    R"(WHx7TWFIr/S4681vox9ilt+NslJIMqSy48er/h0DA==","associated_data":"transaction","nonce":"ca7058fd3149"})"
    R"(})";
constexpr std::string_view paid_signature =
    R"(giDdXEV6176wI2/Bqz/Ygt2FrdlpnpL/DdCoez+p+UzPckoZFn94wsMEHM2tcKman28lktjmCtjUrjEqXVIYxYQH3is9kGAxfNDu)"
    R"(JeaMJRNpUfIbxjULJkYgaId7Q0Lz+RHe2KTPDRMLrEvnTWi9PRKE0UVnCvUJP9Z7mtE2PA9E/qVVg0Os0OKS/RTc71ysWqjcLA+6)"
    R"(zTvsSBmxdlXdSylHULfD2DFqT9TPYhFjwdpYp9VbnYBbIQ7JXcCaInTjoCvMyfFi3ypKIP4yeEP2sNksy7gIRSuxKvd5VzkT2Y41)"
    R"(X62eyHlRK/G4fkoaWPGFMOiEKjTeED78m9glGeyFtg==)";
constexpr std::string_view refunded =
    R"({"id":"EV-2018022511223320873","create_time":"2026-01-10T13:29:35+08:00","resource_type":"encrypt-re)"
    R"(source","event_type":"REFUND.SUCCESS","summary":"支付成功","resource":{"original_type":"refund","algorit)"
    R"(hm":"AEAD_AES_256_GCM","ciphertext":"rR3qYKWB5HPI5MSnRy1HG/Dcu96/cT0g6PmXHtKwlbePoLA62jD4FD4Y+9YcW5V)"
    R"(q4R1MdsbcamKvLSET0TdPq+/KOxseM7PjkU77xk2PqJZ2XtwkKpFVlIXMXm2Our80zaolz0eljGJBg+ThBqv/wkAXRGJEbElbhlG)"
    R"(7os6Lc/c/uozYL1/8G6R1PR7nVV2eb2UC2vVFAs8LSrKlou6Pcx/uHcKNuWBqOCeXPVNzOLuPIgtwqxuLifi/YlsOKbaA2i64mhi)"
    R"(/v+C3PMCmluPOHu5p4tn23jlX8SIJjlk4jiFwyze9xIZSf7dKbJe3JGxPsOhq1oC46qC/o3weM8NpKZCkgT52JNkF3Sb3IDBIY7t)"
    R"(AuVbod6NZ0OGdyr/vpoZYdjD2C4BzXOeiJLdfVOJV+ua67nfjzYcYb1K6zUmXDz5KK/BPxc7YkbelTUJBtFut4raoGssEiYYLuq7)"
    R"(Gk8GKLuPRasNMrpyS71evYJ3my/cNCD7Ctyb/c3e48GO+Uieh6dF5TEoN","associated_data":"refund","nonce":"6ee33)"
    R"(2539310"}})";
constexpr std::string_view refunded_signature =
    R"(V4swfCxfB2raNIPouwks0duwZ42mG2VVOCU3Gksp+Vf+g1OO9nRnVgM5L2lQfGQdxPpfmRVBFNzyooXnlO4CxQv+xnAb+KusRmps)"
    R"(E6qai4lnXdXRNgvoLPWVB0Gth90UzXYoS8D3gRVI5oEsiD681uwm4Bc7yP3F8z/Eni4Xr3bahEIXBz8JkKvDZdbvLJYSk5C1VOz3)"
    R"(GFSfOQ9JZ2Ymn+ou1oLxN8QOyBhfd2wg1F8w4ZmOnSRRkNHISHs0q3fQoesVCxXJxVIEOpvg07AmpbfDY5/i8xxoSLufVbiGGf7y)"
    R"(2zcDLrgdKfhwZg5k99IGhamiO5bZhwSQaQxRMMpyuA==)";

/// A merchant's key, made for this run.
std::string own_key()
{
    return test::pem_of(test::der_by(i2d_PrivateKey, test::keys().rsa.key.get()), "RSA PRIVATE KEY");
}

wechat_pay::account merchant()
{
    return {.appid = "wxd678efh567hg6787",
            .mchid = "1230000109",
            .serial_no = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
            .private_key = tollgate::private_key{own_key()},
            .api_v3_key = tollgate::secret{"judge-api-v3-key-of-32-character"},
            .platform_keys = tollgate::keyring{
                {"7132D72A03E93CDDF8C03BBD1F37EEDF00000000", tollgate::public_key{platform_key}}}};
}

tollgate::moment at(std::int64_t seconds)
{
    return {std::chrono::sys_seconds{std::chrono::seconds{seconds}}};
}
std::vector<tollgate::header> signed_by(std::string_view signature,
                                        std::string_view serial = "7132D72A03E93CDDF8C03BBD1F37EEDF00000000")
{
    return {{"Wechatpay-Timestamp", "1700000000"},
            {"Wechatpay-Nonce", "fdasflkja484w"},
            {"Wechatpay-Serial", serial},
            {"Wechatpay-Signature", signature}};
}

} // namespace

TEST_SUITE("tollgate.providers.wechat_pay")
{
    TEST_CASE("wechat_pay: what WeChat's script is handed is signed with the merchant's key")
    {
        tollgate::signing_sources const fixed{
            .now = [] { return std::chrono::system_clock::time_point{std::chrono::seconds{1700000000}}; },
            .nonce = [] { return std::string{"593BEC0C930BF1AFEB40B4A08C8FB242"}; }};
        tollgate::client const gateway{merchant(), tollgate::scripted_transport{{}}};
        auto const what = wechat_pay::invocation_for(gateway.account(), {.prepay_id = "wx26"}, fixed);
        auto const json = gateway.hand_over(what);
        REQUIRE(json.has_value());
        CHECK(json->starts_with(R"({"appId":"wxd678efh567hg6787","timeStamp":"1700000000",)"
                                R"("nonceStr":"593BEC0C930BF1AFEB40B4A08C8FB242","package":"prepay_id=wx26",)"
                                R"("signType":"RSA","paySign":")"));
        auto const made = tollgate::make_request(gateway.account(), what);
        CHECK(made->canonical() ==
              "wxd678efh567hg6787\n1700000000\n593BEC0C930BF1AFEB40B4A08C8FB242\nprepay_id=wx26\n");
        CHECK(made->signature().text().size() == 344); // 256 bytes in base64
        CHECK(json->find(made->signature().text()) != json->npos);
        auto const other = wechat_pay::invocation_for(gateway.account(), {.prepay_id = "wx26"});
        CHECK(*other.nonce != *wechat_pay::invocation_for(gateway.account(), {.prepay_id = "wx26"}).nonce);
        CHECK(gateway
                  .hand_over(wechat_pay::invocation{.app = "a", .time = "1", .nonce = "x\ny", .package = "p"})
                  .has_error());
    }
    TEST_CASE("wechat_pay: a request says whose it is, and asks with the merchant's number")
    {
        tollgate::signing_sources const fixed{
            .now = [] { return std::chrono::system_clock::time_point{std::chrono::seconds{1700000000}}; },
            .nonce = [] { return std::string{"593BEC0C930BF1AFEB40B4A08C8FB242"}; }};
        auto const asked =
            tollgate::make_request(merchant(), wechat_pay::show_order{.order = "a_b-c*17"}, fixed);
        REQUIRE(asked.has_value());
        CHECK(asked->target() == "/v3/pay/transactions/out-trade-no/a_b-c*17?mchid=1230000109");
        std::string headers;
        for (tollgate::header const &each : asked->headers())
            headers.append(each.name).append(": ").append(each.value).append("\n");
        CHECK(headers.find("Accept: application/json\n") != headers.npos);
        CHECK(headers.find("Authorization: WECHATPAY2-SHA256-RSA2048 mchid=\"1230000109\",nonce_str="
                           "\"593BEC0C930BF1AFEB40B4A08C8FB242\",timestamp=\"1700000000\",serial_no="
                           "\"5157F09EFDC096DE15EBE81A47057A7232F1B8E1\",signature=\"") != headers.npos);
        auto const closed =
            tollgate::make_request(merchant(), wechat_pay::close_order{.order = "a_b-c17"}, fixed);
        CHECK(closed->target() == "/v3/pay/transactions/out-trade-no/a_b-c17/close");
        CHECK(closed->body() == R"({"mchid":"1230000109"})");
        for (std::string const &number :
             {std::string{"short"}, std::string{"with a blank"}, std::string(33, 'n')})
            CHECK(tollgate::make_request(
                      merchant(),
                      wechat_pay::create_native_order{.description = "d",
                                                      .order = idempotency_key{number},
                                                      .notify_url = "https://shop.example/wechat",
                                                      .amount = money{100, tollgate::currency{"CNY"}}})
                      .has_error());
    }

    TEST_CASE("wechat_pay: a notification is opened once its signature is right")
    {
        auto const told = tollgate::receive<wechat_pay::notification>(
            merchant(), paid, signed_by(paid_signature), at(1700000000));
        REQUIRE(told.has_value());
        CHECK((*told)->what.type() == "TRANSACTION.SUCCESS");
        auto const *const transaction = (*told)->what.get_if<wechat_pay::transaction>();
        REQUIRE(transaction != nullptr);
        CHECK(transaction->order == "1217752501201407033233368018");
        CHECK(transaction->paid().value() == money{100, tollgate::currency{"CNY"}});
        auto const back = tollgate::receive<wechat_pay::notification>(
            merchant(), refunded, signed_by(refunded_signature), at(1700000000));
        REQUIRE(back.has_value());
        auto const *const refund = (*back)->what.get_if<wechat_pay::refund_told>();
        REQUIRE(refund != nullptr);
        CHECK(refund->status->text() == "SUCCESS");
        CHECK(refund->number == "r-1");
    }

    TEST_CASE("wechat_pay: what is changed, old, of an unknown key or a probe is refused")
    {
        auto const code_of = [](std::string_view body, std::vector<tollgate::header> const &headers,
                                std::int64_t now = 1700000000, wechat_pay::account const &of = merchant()) {
            return tollgate::receive<wechat_pay::notification>(of, body, headers, at(now)).error().code();
        };
        std::string changed{paid};
        changed[changed.find("TRANSACTION")] = 'X';
        CHECK(code_of(changed, signed_by(paid_signature)) == errc::signature_mismatch);
        CHECK(code_of(paid, signed_by(paid_signature), 1700000301) == errc::timestamp_out_of_range);
        CHECK(code_of(paid, signed_by(paid_signature, "00")) == errc::unknown_key);
        std::string const probe = "WECHATPAY/SIGNTEST/" + std::string{paid_signature.substr(19)};
        CHECK(code_of(paid, signed_by(probe)) == errc::signature_probe);
        wechat_pay::account other = merchant();
        other.api_v3_key = tollgate::secret{"another-api-v3-key-of-32-charact"};
        CHECK(tollgate::receive<wechat_pay::notification>(other, paid, signed_by(paid_signature),
                                                          at(1700000000))
                  .has_error());
    }

    TEST_CASE("wechat_pay: a refusal counts without a signature, a success does not")
    {
        constexpr std::string_view refusal = R"({"code":"ORDER_NOT_EXIST","message":"订单不存在"})";
        auto const error_of = [](unsigned status, std::string_view body) {
            return tollgate::read_response<wechat_pay::show_order>(merchant(), status, body).error();
        };
        CHECK(error_of(404, refusal).code() == errc::not_found_yet);
        CHECK(error_of(404, refusal).is_refused());
        CHECK(error_of(429, refusal).code() == errc::try_again_later);
        CHECK(error_of(500, refusal).is_unknown());
        CHECK(error_of(200, R"({"out_trade_no":"1","trade_state":"SUCCESS"})").code() ==
              errc::signature_missing);
    }
}

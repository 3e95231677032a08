// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/cactus.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/request.hpp>

#include <doctest/doctest.h>
#include <support/accounts.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace cactus = tollgate::cactus;
namespace signing = tollgate::signing;
namespace test = tollgate::test;

struct vector {
    std::string_view id;
    std::string_view parameters; ///< As JSON.
    std::string_view signed_text;
    std::string_view sha1;
};

// Parameters: the examples of https://docs.cactusgino.com/ and its pages, named at each one. The documents print no
// digest that can be checked; these were made by running the routine of https://docs.cactusgino.com/signature in
// Python, with the salt `test_salt`.
constexpr vector vectors[] = {
    // https://docs.cactusgino.com/signature, the page's own example
    {"A",
     R"({"site_id":"1","site_login":"test_login","merchant_id":"merch_id","customer_ip":"1.2.3.4","currency":"USD",
        "additional_fields":{"bank_name":"Citibank","card_holder":"John Wick","card_number":"0000000000000"}})",
     "additional_fields:bank_name:Citibank;card_holder:John Wick;card_number:0000000000000;currency:USD;"
     "customer_ip:1.2.3.4;merchant_id:merch_id;site_id:1;site_login:test_login;test_salt",
     "ef326e97eb904bad472cdb46e6c907a2baff66f3"},
    // https://docs.cactusgino.com/, "Request address to receive a token"
    {"B",
     R"({"site_id":1,"site_login":"551d0ad9072b30f3b71b989e","merchant_id":"merch_id","request_id":"jnvdjd094vnd",
        "amount":900000,"method":"card","customer_type":"trust","currency":"KZT"})",
     "amount:900000;currency:KZT;customer_type:trust;merchant_id:merch_id;method:card;"
     "request_id:jnvdjd094vnd;site_id:1;site_login:551d0ad9072b30f3b71b989e;test_salt",
     "99a80a3698f0d421a8dd62bd03a04a20a3fc17ca"},
    // https://docs.cactusgino.com/, "Example of a cis_transfer payment method request"
    {"C",
     R"({"site_id":1,"site_login":"551d0ad9072b30f3b71b989e","merchant_id":"merch_id","request_id":"jnvdjd094vnd",
        "amount":900000,"method":"cis_transfer","customer_type":"trust","currency":"RUB",
        "additional_fields":{"bank_app":"tbank"}})",
     "additional_fields:bank_app:tbank;amount:900000;currency:RUB;customer_type:trust;merchant_id:merch_id;"
     "method:cis_transfer;request_id:jnvdjd094vnd;site_id:1;site_login:551d0ad9072b30f3b71b989e;test_salt",
     "bc547ae39aecc7e9ff84313a02d69947fed37657"},
    // https://docs.cactusgino.com/cactus/payout; the blank before the name is the document's
    {"D",
     R"({"site_id":21,"site_login":"user_login","merchant_id":"merch_id","request_id":"request_id123",
        "amount":900000,"method":"card","currency":"KZT","additional_fields":
        {"card_number":"0000000000000","bank_name":"Morgan","card_holder":" John Wick"}})",
     "additional_fields:bank_name:Morgan;card_holder: John Wick;card_number:0000000000000;amount:900000;"
     "currency:KZT;merchant_id:merch_id;method:card;request_id:request_id123;site_id:21;"
     "site_login:user_login;test_salt",
     "f8a908d8c84179a731b3e82e75b1efd67a6bfbfe"},
    // https://docs.cactusgino.com/cactus/callbacks/callback-parameters
    {"E",
     R"({"site_id":21,"site_login":"qtywugbjhdbjbal123","status":3,"invoice_id":905910,"request_id":"280",
        "amount":8000,"received_amount":8000,"currency":"USD","received_currency":"USD","method":"card",
        "description":"","transaction_id":"116579133176442782754521496079"})",
     "amount:8000;currency:USD;invoice_id:905910;method:card;received_amount:8000;received_currency:USD;"
     "request_id:280;site_id:21;site_login:qtywugbjhdbjbal123;status:3;"
     "transaction_id:116579133176442782754521496079;test_salt",
     "18562680ae4e2249abe697fb37bdf8d0decb4184"},
    // the same, with the documented field that its example leaves out
    {"F",
     R"({"site_id":21,"site_login":"qtywugbjhdbjbal123","status":3,"invoice_id":905910,"request_id":"280",
        "amount":8000,"received_amount":8000,"is_payout":false,"currency":"USD","received_currency":"USD",
        "method":"card","description":"","transaction_id":"116579133176442782754521496079"})",
     "amount:8000;currency:USD;invoice_id:905910;is_payout:False;method:card;received_amount:8000;"
     "received_currency:USD;request_id:280;site_id:21;site_login:qtywugbjhdbjbal123;status:3;"
     "transaction_id:116579133176442782754521496079;test_salt",
     "cb622287719f12e2f276bdf00166280bd3c3c84b"},
    // the routine's edges
    {"G",
     R"({"a":"","b":"   ","c":null,"d":true,"e":10000.0,"f":[3,10,2],"g":{},"h":{"z":"","y":null},"i":[],
        "j":" x ","k":"\u041fривет"})",
     "c:None;d:True;e:10000.0;f:10;2;3;h:y:None;z:;j: x ;k:Привет;test_salt",
     "cf75e2b451d9651fe6a7bc5b644c7b1516ca55e5"},
    // https://docs.cactusgino.com/cactus/additional-endpoints, close_invoice
    {"H",
     R"({"site_login":"test_login","merchant_id":"merch_id","site_id":123,"request_id":"kjksjf-fsdff-s"})",
     "merchant_id:merch_id;request_id:kjksjf-fsdff-s;site_id:123;site_login:test_login;test_salt",
     "996943c9254b9345f0ca531b8e00a5e80e9948d1"},
    // https://docs.cactusgino.com/cactus/additional-endpoints, balance
    {"I", R"({"merchant_id":"test_api_v2","site_id":"101","currency":"USD"})",
     "currency:USD;merchant_id:test_api_v2;site_id:101;test_salt",
     "377796984f65ab747e4d8cb9c316a6d57955f451"},
    // Operations whose pages show no complete request; values made up here, digests made in the same way.
    // https://docs.cactusgino.com/cactus/h2h-integration
    {"J",
     R"({"site_id":1,"site_login":"user-7","merchant_id":"merch_id","request_id":"r-1","amount":900000,
        "method":"cash","currency":"RUB","additional_fields":
        {"address":"Main st. 1","username":"@payer","messenger":"telegram","asap":true}})",
     "additional_fields:address:Main st. 1;asap:True;messenger:telegram;username:@payer;amount:900000;"
     "currency:RUB;merchant_id:merch_id;method:cash;request_id:r-1;site_id:1;site_login:user-7;test_salt",
     "81bef3530a87acfcc5c2a8a5c30760ea58a465f0"},
    {"K",
     R"({"site_id":1,"site_login":"user-7","merchant_id":"merch_id","request_id":"r-1","amount":900000,
        "method":"cis_transfer","customer_type":"trust","currency":"RUB",
        "additional_fields":{"bank_app":"Tinkoff"}})",
     "additional_fields:bank_app:Tinkoff;amount:900000;currency:RUB;customer_type:trust;merchant_id:merch_id;"
     "method:cis_transfer;request_id:r-1;site_id:1;site_login:user-7;test_salt",
     "1980909d3c94329662a88f096ae77957ccb52d7d"},
    // https://docs.cactusgino.com/cactus/additional-endpoints/cash-method
    {"L", R"({"site_id":1,"merchant_id":"merch_id","request_id":"r-1","update_type":"delete"})",
     "merchant_id:merch_id;request_id:r-1;site_id:1;update_type:delete;test_salt",
     "33ffc7c678345b91e6aaf06613ba1a40c5c5f7f6"},
    {"M",
     R"({"site_id":1,"merchant_id":"merch_id","request_id":"r-1","update_type":"edit","address":"Main st. 2",
        "asap":false,"time":"18:00"})",
     "address:Main st. "
     "2;asap:False;merchant_id:merch_id;request_id:r-1;site_id:1;time:18:00;update_type:edit;"
     "test_salt",
     "d6211fc05c56c3acd85ed730505698b89bc110a9"},
    // https://docs.cactusgino.com/cactus/additional-endpoints/advancedmi-h2h
    {"N",
     R"({"request_id":"r-1","merchant_id":"merch_id","site_id":1,"site_login":"user-7","method":"card",
        "currency":"RUB","amount":900000})",
     "amount:900000;currency:RUB;merchant_id:merch_id;method:card;request_id:r-1;site_id:1;site_login:user-7;"
     "test_salt",
     "45fc14c5af695333119d26ecfc87637a0f210902"},
    // https://docs.cactusgino.com/cactus/merchant/get-failed-invoices
    {"O", R"({"merchant_id":"merch_id","currency":"RUB","from_date":"2025-04-01T00:00:00","limit":"2"})",
     "currency:RUB;from_date:2025-04-01T00:00:00;limit:2;merchant_id:merch_id;test_salt",
     "ba7f461b856b410cb7ab69cd34c2c61da6b06fb6"},
    // https://docs.cactusgino.com/cactus/additional-endpoints, balance_project
    {"P", R"({"project_id":"2","merchant_id":"merch_id","site_id":101,"currency":"USD"})",
     "currency:USD;merchant_id:merch_id;project_id:2;site_id:101;test_salt",
     "68461ba6c4529f3079289c985f9ac8967be55bb6"}};

constexpr vector const &vector_called(char id)
{
    return vectors[id - 'A'];
}

/// The vector's parameters with its signature, as the gateway would send them.
std::string body_of(vector const &v)
{
    std::string body{v.parameters};
    body.pop_back();
    return body.append(R"(,"signature":")").append(v.sha1).append("\"}");
}

/// The signed text with the salt, and the login as a log may show it.
std::string as_logged(std::string_view signed_text, std::string_view login)
{
    std::string text{signed_text.substr(0, signed_text.size() - std::string_view{test::cactus_salt}.size())};
    return text.replace(text.find(login), login.size(), "[masked]") + "[secret]";
}

template <class Hash>
void check_request(vector const &v, cactus::obtain_token const &order, std::string const &wire)
{
    auto const request = tollgate::make_request<Hash>(test::cactus_account(), order);
    REQUIRE(request.has_value());
    CHECK(request->signature().text() == v.sha1);
    CHECK(request->body() == wire);
    CHECK(request->canonical() == as_logged(v.signed_text, order.site_login.value()));
}

cactus::account site(std::int64_t id, std::string merchant = "merch_id")
{
    return {.merchant_id = std::move(merchant), .site_id = id, .salt = tollgate::secret{test::cactus_salt}};
}

template <class Hash, class Message>
void check_signature(char id, cactus::account const &account, Message const &message)
{
    CAPTURE(id);
    auto const request = tollgate::make_request<Hash>(account, message);
    REQUIRE(request.has_value());
    CHECK(request->signature().text() == vector_called(id).sha1);
}

} // namespace

TEST_SUITE("vectors.cactus")
{
    TEST_CASE_TEMPLATE("cactus: the scheme gives each vector's text and digest", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        constexpr auto scheme = cactus::schemes::salted.scheme;
        for (vector const &v : vectors) {
            CAPTURE(v.id);
            tollgate::parameter_list parameters;
            REQUIRE_FALSE(tollgate::parse_json(v.parameters, parameters));
            signing::context const over{std::as_const(parameters).items(), {}, test::cactus_salt};

            tollgate::wiped_buffer text;
            REQUIRE_FALSE(signing::evaluate<Hash>(signing::signed_text(scheme), over, text));
            CHECK(text.view() == v.signed_text);
            signing::signature signature;
            REQUIRE_FALSE(signing::sign<Hash>(scheme, over, signature));
            CHECK(signature.text() == v.sha1);
            CHECK(signing::verify<Hash>(scheme, over, v.sha1));
        }
    }

    TEST_CASE_TEMPLATE("cactus: obtain_token gives vectors B and C, and this text on the wire", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        cactus::obtain_token order = test::cactus_order();
        check_request<Hash>(
            vector_called('B'), order,
            R"({"merchant_id":"merch_id","site_id":1,"site_login":"551d0ad9072b30f3b71b989e",)"
            R"("request_id":"jnvdjd094vnd","amount":900000,"currency":"KZT","method":"card",)"
            R"("customer_type":"trust","signature":"99a80a3698f0d421a8dd62bd03a04a20a3fc17ca"})");
        order.currency = "RUB";
        order.method = cactus::cis_transfer{.bank_app = cactus::bank_app::tbank};
        check_request<Hash>(
            vector_called('C'), order,
            R"({"merchant_id":"merch_id","site_id":1,"site_login":"551d0ad9072b30f3b71b989e",)"
            R"("request_id":"jnvdjd094vnd","amount":900000,"currency":"RUB",)"
            R"("method":"cis_transfer","additional_fields":{"bank_app":"tbank"},)"
            R"("customer_type":"trust","signature":"bc547ae39aecc7e9ff84313a02d69947fed37657"})");
    }

    TEST_CASE_TEMPLATE("cactus: payout gives vector D, close_invoice H, balance I", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        check_signature<Hash>('D', site(21),
                              cactus::payout{.site_login = "user_login",
                                             .request_id = "request_id123",
                                             .amount = 900'000,
                                             .currency = "KZT",
                                             .method = cactus::pay_out::card{.card_number = "0000000000000",
                                                                             .bank_name = "Morgan",
                                                                             .card_holder = " John Wick"}});
        check_signature<Hash>(
            'H', site(123),
            cactus::close_invoice{.site_login = "test_login", .request_id = "kjksjf-fsdff-s"});
        check_signature<Hash>('I', site(101, "test_api_v2"), cactus::balance{.currency = "USD"});
    }

    TEST_CASE_TEMPLATE("cactus: the other operations give vectors J to P", Hash, tollgate::cryptopp_hash,
                       tollgate::openssl_hash)
    {
        namespace pay_in = cactus::pay_in;
        cactus::create_invoice order{.site_login = "user-7",
                                     .request_id = "r-1",
                                     .amount = 900'000,
                                     .currency = "RUB",
                                     .method = pay_in::cash{.address = "Main st. 1",
                                                            .username = "@payer",
                                                            .messenger = "telegram",
                                                            .when = pay_in::as_soon_as_possible{true}}};
        check_signature<Hash>('J', site(1), order);
        order.method = pay_in::cis_transfer{.bank_app = pay_in::bank_app::tinkoff};
        order.customer_type = cactus::customer_type::trust;
        check_signature<Hash>('K', site(1), order);
        check_signature<Hash>('L', site(1), cactus::cancel_cash_invoice{.request_id = "r-1"});
        check_signature<Hash>(
            'M', site(1),
            cactus::edit_cash_invoice{
                .request_id = "r-1", .address = "Main st. 2", .asap = false, .time = "18:00"});
        check_signature<Hash>('N', site(1),
                              cactus::book_amount{.site_login = "user-7",
                                                  .request_id = "r-1",
                                                  .amount = 900'000,
                                                  .currency = "RUB",
                                                  .method = pay_in::method::card});
        check_signature<Hash>(
            'O', site(1),
            cactus::failed_invoices{.currency = "RUB", .from_date = "2025-04-01T00:00:00", .limit = 2});
        check_signature<Hash>('P', site(101), cactus::project_balance{.project_id = "2", .currency = "USD"});
    }

    TEST_CASE_TEMPLATE("cactus: invoice_callback reads vectors E and F", Hash, tollgate::cryptopp_hash,
                       tollgate::openssl_hash)
    {
        for (char const id : {'E', 'F'}) {
            CAPTURE(id);
            auto const callback =
                tollgate::receive<cactus::invoice_callback, Hash>(site(21), body_of(vector_called(id)));
            REQUIRE(callback.has_value());
            cactus::invoice_callback const &paid = **callback;
            CHECK(paid.site_id == 21);
            CHECK(paid.site_login == "qtywugbjhdbjbal123");
            CHECK(paid.status == 3);
            CHECK(paid.invoice_id == "905910");
            CHECK(paid.request_id == "280");
            CHECK(paid.amount == 8000);
            CHECK(paid.received_amount == 8000);
            CHECK(paid.is_payout.has_value() == (id == 'F'));
            CHECK_FALSE(paid.is_payout.value_or(false));
            CHECK(paid.currency == "USD");
            CHECK(paid.received_currency == "USD");
            CHECK(paid.method == "card");
            CHECK_FALSE(
                paid.description.has_value()); // it is blank, and so not signed: anyone could have added it
            CHECK_FALSE(paid.message.has_value());
            CHECK(paid.transaction_id == "116579133176442782754521496079");
        }
    }
}

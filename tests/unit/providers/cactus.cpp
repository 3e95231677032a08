// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/cactus.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/accounts.hpp>
#include <support/gateway_bodies.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace {

namespace cactus = tollgate::cactus;
namespace pay_in = tollgate::cactus::pay_in;
namespace pay_out = tollgate::cactus::pay_out;
namespace test = tollgate::test;
using test::cactus_body;
using tollgate::errc;

/// What travels, without the signature at its end.
template <class Message>
std::string wire_of(Message const &message)
{
    auto const made = tollgate::make_request(test::cactus_account(), message);
    REQUIRE(made.has_value());
    std::string const wire{made->method() == "GET" ? "" : made->body()};
    return std::string{made->method()} + " " + std::string{made->target()} + " " +
           wire.substr(0, wire.find(R"(,"signature")"));
}

template <class Message>
std::string shown_of(Message const &message)
{
    return tollgate::make_request(test::cactus_account(), message)->canonical();
}

template <class Message>
tollgate::result<typename Message::response> read(std::string_view body, unsigned status = 200)
{
    return tollgate::read_response<Message>(test::cactus_account(), status, body);
}

/// Every operation's refusal, as the gateway documents it.
template <class... Message>
void check_refusals()
{
    auto const body = cactus_body(R"("success":false,"message":"No")", "message:No;success:False;");
    auto const one = [](auto const &answer) {
        REQUIRE(answer.has_error());
        CHECK(answer.error().code() == errc::refused_by_gateway);
        CHECK(answer.error().is_refused());
        CHECK(answer.error().gateway()->message == "No");
    };
    (one(read<Message>(body)), ...);
}

cactus::create_invoice invoice_by(decltype(cactus::create_invoice::method) method)
{
    return {.site_login = "user-7",
            .request_id = "r-1",
            .amount = 500,
            .currency = "RUB",
            .method = std::move(method)};
}
cactus::payout payout_by(decltype(cactus::payout::method) method)
{
    return {.site_login = "user-7",
            .request_id = "r-1",
            .amount = 500,
            .currency = "RUB",
            .method = std::move(method)};
}

constexpr std::string_view invoice_start =
    R"(POST /api/create_invoice/ {"merchant_id":"merch_id","site_id":1,"site_login":"user-7","request_id":"r-1",)"
    R"("amount":500,"currency":"RUB",)";
constexpr std::string_view payout_start =
    R"(POST /api/payout/ {"merchant_id":"merch_id","site_id":1,"site_login":"user-7","request_id":"r-1",)"
    R"("amount":500,"currency":"RUB",)";

} // namespace

TEST_SUITE("tollgate.providers.cactus")
{
    TEST_CASE("cactus create_invoice: each method travels with its parameters")
    {
        auto const travels = [](decltype(cactus::create_invoice::method) method, std::string const &rest) {
            CHECK(wire_of(invoice_by(std::move(method))) == std::string{invoice_start} + rest);
        };
        travels(pay_in::method::card, R"("method":"card")");
        travels(pay_in::method::wallet_m10, R"("method":"WalletM10")");
        travels(pay_in::card{.bank_name = "B"}, R"("method":"card","additional_fields":{"bank_name":"B"})");
        travels(pay_in::sbp{.bank_name = "B"}, R"("method":"sbp","additional_fields":{"bank_name":"B"})");
        travels(pay_in::cis_transfer{.bank_app = pay_in::bank_app::sberbank},
                R"("method":"cis_transfer","additional_fields":{"bank_app":"Sberbank"})");
        travels(
            pay_in::cash{.address = "a",
                         .username = "u",
                         .messenger = "m",
                         .when = pay_in::at_time{"18:00"},
                         .verification_code = "v"},
            R"("method":"cash","additional_fields":{"address":"a","username":"u","messenger":"m","time":"18:00",)"
            R"("verification_code":"v"})");
        travels(tollgate::other{.text = "PIX", .fields = {{"cpf", "1"}}},
                R"("method":"PIX","additional_fields":{"cpf":"1"})");
    }

    TEST_CASE("cactus create_invoice: cash given at run time needs its parameters too")
    {
        auto const made = tollgate::make_request(
            test::cactus_account(),
            invoice_by(tollgate::other{.text = "cash",
                                       .fields = {{"address", "a"}, {"username", "u"}, {"messenger", "m"}}}));
        REQUIRE(made.has_error());
        CHECK(made.error().code() == errc::missing_field);
        CHECK(made.error().message().find("`asap`") != std::string::npos);
    }

    TEST_CASE(
        "cactus create_invoice: the answer keeps its raw status, and the transfer details nobody documents")
    {
        auto const invoice = read<cactus::create_invoice>(cactus_body(
            R"("message":"Payout initialized","request_id":"r-1","success":true,"status":3,"amount":500,)"
            R"("site_login":"user-7","site_id":"1","invoice_id":1314,"card_number":"4111")",
            "amount:500;card_number:4111;invoice_id:1314;message:Payout initialized;request_id:r-1;site_id:1;"
            "site_login:user-7;status:3;success:True;"));
        REQUIRE(invoice.has_value());
        CHECK(invoice->invoice_id == "1314");
        CHECK(invoice->status == 3);
        CHECK(invoice->request_id == "r-1");
        CHECK(invoice->amount == 500);
        CHECK(invoice->site_id == 1);
        CHECK(invoice->site_login == "user-7");
        CHECK(invoice->message == "Payout initialized");
        REQUIRE(invoice->more.size() == 1); // neither `success` nor `signature`
        CHECK(invoice->more.find("card_number")->text == "4111");
    }

    TEST_CASE("cactus create_invoice: may take more than a minute")
    {
        CHECK(tollgate::detail::timeout_of<cactus::create_invoice> >= std::chrono::seconds{120});
        CHECK(tollgate::detail::timeout_of<cactus::obtain_token> == std::chrono::seconds{30});
    }

    TEST_CASE("cactus payout: each method travels with its parameters")
    {
        auto const travels = [](decltype(cactus::payout::method) method, std::string const &rest) {
            CHECK(wire_of(payout_by(std::move(method))) == std::string{payout_start} + rest);
        };
        travels(
            pay_out::card{.card_number = "4111", .bank_name = "B", .card_holder = "H", .bank_option = "F"},
            R"("method":"card","additional_fields":{"card_number":"4111","bank_name":"B","card_holder":"H",)"
            R"("bank_option":"F"})");
        travels(pay_out::local_banks{.account_number = "1", .bank_name = "B", .account_holder = "H"},
                R"("method":"localbanks","additional_fields":{"account_number":"1","bank_name":"B",)"
                R"("account_holder":"H"})");
        travels(pay_out::sbp{.phone_number = "79999999999", .phone_holder = "H", .bank_name = "B"},
                R"("method":"sbp","additional_fields":{"phone_number":"79999999999","phone_holder":"H",)"
                R"("bank_name":"B"})");
        travels(pay_out::mts{.phone_number = "7"},
                R"("method":"MTS","additional_fields":{"phone_number":"7"})");
        travels(pay_out::skrill{.skrill_account = "a@b"},
                R"("method":"skrill","additional_fields":{"skrill_account":"a@b"})");
        travels(
            tollgate::other{.text = "card", .fields = {{"card_number", "4111"}, {"expiry date", "07/23"}}},
            R"("method":"card","additional_fields":{"card_number":"4111","expiry date":"07/23"})");
    }

    TEST_CASE("cactus payout: whom it goes to is masked where it is shown")
    {
        CHECK(shown_of(payout_by(pay_out::card{.card_number = "4111", .card_holder = "John"})) ==
              "additional_fields:card_holder:[masked];card_number:[masked];amount:500;currency:RUB;"
              "merchant_id:merch_id;method:card;request_id:r-1;site_id:1;site_login:[masked];[secret]");
    }

    TEST_CASE("cactus obtain_token: what is no key opens no form")
    {
        auto const form =
            read<cactus::obtain_token>(cactus_body(R"("success":true,"key":"k7")", "key:k7;success:True;"));
        REQUIRE(form.has_value());
        CHECK(form->page() == "https://cactusgino.com/api/jsapi/open/k7/");
        struct {
            std::string_view key, signed_as;
        } const others[] = {{"false", "key:False;"},
                            {"true", "key:True;"},
                            {"null", "key:None;"},
                            {R"(["k7"])", "key:k7;"},
                            {R"({"k":"7"})", "key:k:7;"},
                            {"[]", ""},
                            {"{}", ""}};
        for (auto const &[key, signed_as] : others) {
            CAPTURE(key);
            auto const none = read<cactus::obtain_token>(cactus_body(
                R"("success":true,"key":)" + std::string{key}, std::string{signed_as} + "success:True;"));
            REQUIRE(none.has_error());
            CHECK(none.error().is_unknown());
            CHECK(none.error().message().find("`key`") != std::string::npos);
        }
    }

    TEST_CASE("cactus payout: the answer says that it was created")
    {
        auto const payout = read<cactus::payout>(cactus_body(
            R"("message":"Payout initialized","request_id":"r-1","success":true,"status":3,"invoice_id":"1314",)"
            R"("currency":"KZT")",
            "currency:KZT;invoice_id:1314;message:Payout initialized;request_id:r-1;status:3;success:True;"));
        REQUIRE(payout.has_value());
        CHECK(payout->invoice_id == "1314");
        CHECK(payout->currency == "KZT");
        CHECK(payout->more.empty());
    }

    TEST_CASE("cactus balance: its unsigned answer is read under either name")
    {
        CHECK(wire_of(cactus::balance{.currency = "USD"}) ==
              R"(POST /api/balance/ {"merchant_id":"merch_id","site_id":1,"currency":"USD")");
        for (std::string const name : {"balance", "balances"}) {
            auto const wallets = read<cactus::balance>(
                R"({"site_id":"1",")" + name +
                R"(":[{"id":7,"name":"main","currency":"USD","amount":10000.0,"available":99.5}]})");
            REQUIRE(wallets.has_value());
            CHECK(wallets->site_id == 1);
            REQUIRE(wallets->balance->size() == 1);
            cactus::wallet const &first = wallets->balance->front();
            CHECK(first.id == "7");
            CHECK(first.name == "main");
            CHECK(first.currency == "USD");
            CHECK(first.amount == tollgate::decimal{"10000.0"});
            CHECK(first.available == tollgate::decimal{"99.5"});
        }
        CHECK(read<cactus::balance>(R"({"success":true})").error().code() == errc::missing_field);
    }

    TEST_CASE("cactus project_balance: asks for a project, and reads its wallets")
    {
        CHECK(wire_of(cactus::project_balance{.project_id = "2"}) ==
              R"(POST /api/balance_project/ {"merchant_id":"merch_id","site_id":1,"project_id":"2")");
        auto const wallets = read<cactus::project_balance>(
            R"({"project_id":101,"project_balance":[{"currency":"USD","amount":1.5,"available":0},)"
            R"({"currency":"EUR","amount":2}]})");
        REQUIRE(wallets.has_value());
        CHECK(wallets->project_id == "101");
        REQUIRE(wallets->project_balance->size() == 2);
        CHECK(wallets->project_balance->back().currency == "EUR");
        CHECK(wallets->project_balance->back().amount == tollgate::decimal{"2"});
    }

    TEST_CASE("cactus close_invoice: a `success` that is false beside an invoice is no refusal")
    {
        CHECK(wire_of(cactus::close_invoice{.site_login = "user-7", .request_id = "r-1"}) ==
              R"(POST /api/close_invoice/ {"merchant_id":"merch_id","site_id":1,"site_login":"user-7",)"
              R"("request_id":"r-1")");
        auto const closed = read<cactus::close_invoice>(
            cactus_body(R"("site_id":1,"site_login":"user-7","status":4,"success":false,"invoice_id":12,)"
                        R"("request_id":"r-1","amount":500,"received_amount":0,"currency":"RUB")",
                        "amount:500;currency:RUB;invoice_id:12;received_amount:0;request_id:r-1;site_id:1;"
                        "site_login:user-7;status:4;success:False;"));
        REQUIRE(closed.has_value());
        CHECK(closed->status == 4);
        CHECK(closed->success == false);
        CHECK(closed->invoice_id == "12");
        CHECK(closed->received_amount == 0);
        CHECK(closed->currency == "RUB");
        CHECK(closed->more.empty());
    }

    TEST_CASE("cactus cash invoices: are cancelled and changed by one address")
    {
        CHECK(wire_of(cactus::cancel_cash_invoice{.request_id = "r-1"}) ==
              R"(POST /api/cash_in/update/ {"merchant_id":"merch_id","site_id":1,"request_id":"r-1",)"
              R"("update_type":"delete")");
        CHECK(wire_of(cactus::edit_cash_invoice{.request_id = "r-1",
                                                .address = "a",
                                                .messenger = "m",
                                                .username = "u",
                                                .asap = true,
                                                .time = "9"}) ==
              R"(POST /api/cash_in/update/ {"merchant_id":"merch_id","site_id":1,"request_id":"r-1",)"
              R"("update_type":"edit","address":"a","messenger":"m","username":"u","asap":true,"time":"9")");
        auto const body = cactus_body(
            R"("amount":500,"currency":"RUB","invoice_id":12,"request_id":"r-1","site_id":1,"site_login":"l",)"
            R"("success":true)",
            "amount:500;currency:RUB;invoice_id:12;request_id:r-1;site_id:1;site_login:l;success:True;");
        CHECK(read<cactus::cancel_cash_invoice>(body)->invoice_id == "12");
        CHECK(read<cactus::edit_cash_invoice>(body)->amount == 500);
        CHECK(read<cactus::cancel_cash_invoice>(R"({"success":true})").error().code() ==
              errc::signature_missing);
    }

    TEST_CASE("cactus book_amount: nothing free is HTTP status 404; what was booked is in `more`")
    {
        cactus::book_amount const booking{.site_login = "user-7",
                                          .request_id = "r-1",
                                          .amount = 500,
                                          .currency = "RUB",
                                          .method = pay_in::method::card,
                                          .bank_name = "B"};
        CHECK(wire_of(booking) == R"(POST /api/book_cabinet/ {"merchant_id":"merch_id","site_id":1,)"
                                  R"("site_login":"user-7","request_id":"r-1","amount":500,"currency":"RUB",)"
                                  R"("method":"card","bank_name":"B")");
        auto const none = read<cactus::book_amount>("", 404);
        REQUIRE(none.has_error());
        CHECK(none.error().code() == errc::http_status);
        auto const booked = read<cactus::book_amount>(cactus_body(R"("amount":501)", "amount:501;"));
        REQUIRE(booked.has_value());
        CHECK(booked->more.find("amount")->text == "501");
    }

    TEST_CASE("cactus failed_invoices: asks by query for all sites or one, and reads the list")
    {
        auto const all = wire_of(
            cactus::failed_invoices{.currency = "RUB", .from_date = "2025-04-01T00:00:00", .limit = 2});
        CHECK(all.starts_with("GET /api/supplier/invoices/failed/?merchant_id=merch_id&currency=RUB&"
                              "from_date=2025-04-01T00%3A00%3A00&limit=2&signature="));
        CHECK(wire_of(cactus::failed_invoices{.currency = "RUB", .site_id = 7}).find("&site_id=7&") !=
              std::string::npos);
        auto const list = read<cactus::failed_invoices>(
            R"({"success":true,"invoices":[{"invoice_id":1,"amount":69000.0,"currency":"RUB","status":"Failed",)"
            R"("bank_name":"B","card_number":null,"phone_number":"7","date_created":"2025-04-01T10:00:00.123456",)"
            R"("date_modified":"2025-04-01T10:01:00.123456"},{"invoice_id":"2","amount":1,"currency":"RUB"}]})");
        REQUIRE(list.has_value());
        REQUIRE(list->invoices->size() == 2);
        cactus::failed_invoice const &first = list->invoices->front();
        CHECK(first.invoice_id == "1");
        CHECK(first.amount == tollgate::decimal{"69000.0"});
        CHECK(first.status == "Failed");
        CHECK_FALSE(first.card_number.has_value());
        CHECK(first.phone_number == "7");
        CHECK(first.date_created == "2025-04-01T10:00:00.123456");
        CHECK(list->invoices->back().invoice_id == "2");
    }

    TEST_CASE("cactus: every operation's refusal is one")
    {
        check_refusals<cactus::obtain_token, cactus::create_invoice, cactus::payout, cactus::balance,
                       cactus::project_balance, cactus::close_invoice, cactus::cancel_cash_invoice,
                       cactus::edit_cash_invoice, cactus::book_amount, cactus::failed_invoices>();
    }

    TEST_CASE("cactus: only questions read")
    {
        using tollgate::effect;
        static_assert(cactus::balance::endpoint::effect == effect::reads);
        static_assert(cactus::project_balance::endpoint::effect == effect::reads);
        static_assert(cactus::failed_invoices::endpoint::effect == effect::reads);
        static_assert(cactus::create_invoice::endpoint::effect == effect::creates);
        static_assert(cactus::payout::endpoint::effect == effect::creates);
        static_assert(cactus::book_amount::endpoint::effect == effect::creates);
        static_assert(cactus::close_invoice::endpoint::effect == effect::creates);
    }

    TEST_CASE("Cactus: what came in, in the currency that came in")
    {
        auto const received = [](std::int64_t amount, std::string currency) {
            return cactus::invoice_callback{.site_id = 1,
                                            .site_login = "payer",
                                            .status = 3,
                                            .invoice_id = "905910",
                                            .amount = 8000,
                                            .received_amount = amount,
                                            .currency = "KZT",
                                            .received_currency = std::move(currency),
                                            .method = "card"}
                .paid();
        };
        CHECK(received(8000, "USD").value() == tollgate::money{8000, tollgate::currency{"USD"}});
        CHECK(received(0, "USD").value().amount == tollgate::minor_units{0});
        CHECK(received(8000, "USDT").error().code() == tollgate::errc::unknown_currency);
    }
}

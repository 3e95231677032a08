// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/one_payment.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/accounts.hpp>
#include <support/gateway_bodies.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace one_payment = tollgate::one_payment;
namespace test = tollgate::test;
using tollgate::errc;

template <class M>
concept reconcilable = requires { typename M::reconciled_by; };

/// The target without the signature at its end.
template <class Message>
std::string target_of(Message const &message)
{
    auto const made = tollgate::make_request(test::one_payment_account(), message);
    REQUIRE(made.has_value());
    CHECK(made->method() == "GET");
    std::string_view const target = made->target();
    return std::string{target.substr(0, target.find("&sign="))};
}

template <class Message>
tollgate::result<typename Message::response> read(std::string_view body)
{
    return tollgate::read_response<Message>(test::one_payment_account(), 200, body);
}

one_payment::init_payment payment_by(decltype(one_payment::init_payment::payment_type) type)
{
    return {.amount = 50, .payment_type = std::move(type), .user_data = "u1"};
}

template <class... Message>
void check_refusals()
{
    auto const one = [](auto const &answer, errc code) {
        REQUIRE(answer.has_error());
        CHECK(answer.error().code() == code);
        CHECK(answer.error().is_refused());
    };
    for (std::string_view const code : {"2", "3", "4", "5", "6", "7", "8", "9", "11"})
        (one(read<Message>(R"({"error_code":)" + std::string{code} + "}"), errc::refused_by_gateway), ...);
    (one(read<Message>(R"({"error_code":"10"})"), errc::not_found_yet), ...);
}

/// After the general error, which sends the shop to the gateway's support.
template <class... Message>
void check_general_error()
{
    auto const one = [](unsigned status, auto const &answer) {
        CAPTURE(status);
        REQUIRE(answer.has_error());
        CHECK(answer.error().code() == errc::undecided_by_gateway);
        CHECK(answer.error().is_unknown());
        CHECK(tollgate::gateway_code<one_payment::error_code>(answer.error()) ==
              one_payment::error_code::general);
    };
    for (unsigned const status : {200U, 400U, 402U, 409U})
        for (std::string_view const body : {R"({"error_code":1})", R"({"error_code":"1"})"})
            (one(status, tollgate::read_response<Message>(test::one_payment_account(), status, body)), ...);
}

/// An account with a key of its own for each purpose.
one_payment::account with_three_keys()
{
    auto account = test::one_payment_account();
    account.payout_key = tollgate::secret{"payout"};
    account.callback_key = tollgate::secret{"callback"};
    account.currency = "RUB";
    return account;
}

constexpr std::string_view callback_text =
    "currency=RUB&merchant_price=50&order_id=o1&payment_type=sbp&project_id=5678&status=2&user_data=u1";
constexpr std::string_view callback_members =
    R"("currency":"RUB","merchant_price":50,"order_id":"o1","payment_type":"sbp","project_id":5678,"status":2,)"
    R"("user_data":"u1")";

/// The callback, signed with this key.
std::string callback_by(std::string const &key)
{
    return test::signed_with(callback_members, "sign", test::md5_hex(std::string{callback_text} + key));
}

} // namespace

TEST_SUITE("tollgate.providers.one_payment")
{
    TEST_CASE("1Payment init_form: every parameter travels, and is signed as it stands")
    {
        one_payment::init_form const order{.amount = tollgate::decimal{"100.00"},
                                           .user_data = "u1",
                                           .use_token = 1,
                                           .shop_url = "https://shop.example/",
                                           .trusted_user = "2",
                                           .user_id = "7",
                                           .payment_type = "sbp",
                                           .subscribe = 1,
                                           .language = "ru"};
        CHECK(target_of(order) ==
              "/init_form?partner_id=1234&project_id=5678&amount=100.00&user_data=u1&use_token=1&"
              "shop_url=https%3A%2F%2Fshop.example%2F&trusted_user=2&user_id=7&payment_type=sbp&subscribe=1&"
              "lang=ru");
        // by Python's hashlib
        CHECK(tollgate::make_request(test::one_payment_account(), order)->signature().text() ==
              "12aaa380ec55d9f873d88a61c3a1951f");
        CHECK(read<one_payment::init_form>(R"({"url":"https:\/\/x\/1","order_id":"o1"})")->url ==
              "https://x/1");
    }

    TEST_CASE("1Payment init_payment: each type travels with its parameters beside it")
    {
        auto const travels = [](decltype(one_payment::init_payment::payment_type) type,
                                std::string const &rest) {
            CHECK(target_of(payment_by(std::move(type))) ==
                  "/init_payment?partner_id=1234&project_id=5678&amount=50&payment_type=" + rest +
                      "&user_data=u1");
        };
        travels("card", "card");
        travels(one_payment::card{.use_token = 1}, "card&use_token=1");
        travels(one_payment::card_by_token{"t"}, "card&token=t");
        travels("sbp", "sbp");
        travels(one_payment::sbp{.subscribe = 1}, "sbp&subscribe=1");
        travels(one_payment::sbp_by_token{"t"}, "sbp&token=t");
        travels(one_payment::sberpay{.sberpay_type = one_payment::sberpay_type::web2app, .deep_link = "a"},
                "sberpay&sberpay_type=web2app&deep_link=a");
        travels(one_payment::sberpay_as_sbp{.sberpay_type = one_payment::sberpay_type::mweb2app},
                "sbp&sberpay_type=mweb2app");
        travels(one_payment::payment_type::p2p, "p2p");
        travels(tollgate::other{.text = "mc", .fields = {{"operator", "x"}}}, "mc&operator=x");
        travels(tollgate::other{.text = "card", .fields = {{"pan", "1"}}}, "card&pan=1");
        CHECK(tollgate::make_request(test::one_payment_account(),
                                     payment_by(tollgate::other{.text = "sberpay"}))
                  .error()
                  .code() == errc::missing_field);
    }

    TEST_CASE("1Payment init_payment: the optional parameters travel, persons are masked where shown")
    {
        one_payment::init_payment const order{.amount = 50,
                                              .payment_type = one_payment::card_by_token{"t"},
                                              .user_data = "u1",
                                              .description = "d",
                                              .shop_url = "s",
                                              .phone = "7",
                                              .email = "a@b",
                                              .return_url = "r",
                                              .user_id = "9"};
        CHECK(target_of(order) ==
              "/init_payment?partner_id=1234&project_id=5678&amount=50&payment_type=card&token=t&"
              "user_data=u1&description=d&shop_url=s&phone=7&email=a%40b&return_url=r&user_id=9");
        CHECK(tollgate::make_request(test::one_payment_account(), order)->canonical() ==
              "init_paymentamount=50&description=d&email=[masked]&partner_id=1234&payment_type=card&phone=["
              "masked]&"
              "project_id=5678&return_url=r&shop_url=s&token=[masked]&user_data=u1&user_id=[masked][secret]");
    }

    TEST_CASE("1Payment init_payment: the answer is read with a status that is a number or a text")
    {
        for (auto const status : {"2", R"("2")"}) {
            auto const payment = read<one_payment::init_payment>(
                std::string{R"({"order_id":"o1","status":)"} + status +
                R"(,"status_description":"PENDING","status_code":5,"redirect_url":"https://x","qr":"q"})");
            REQUIRE(payment.has_value());
            CHECK(payment->order_id == "o1");
            CHECK(payment->status == one_payment::status::pending);
            CHECK(payment->status_description == "PENDING");
            CHECK(payment->status_code == "5");
            CHECK(payment->redirect_url == "https://x");
            CHECK(payment->more.find("qr")->text == "q");
        }
        CHECK(read<one_payment::init_payment>(R"({"status":2})").error().code() == errc::missing_field);
    }

    TEST_CASE("1Payment status_payment: asks by one id, and reads how the payment stands")
    {
        CHECK(target_of(one_payment::status_payment{one_payment::by_order_id{"o1"}}) ==
              "/status_payment?partner_id=1234&project_id=5678&order_id=o1");
        CHECK(target_of(one_payment::status_payment{one_payment::by_user_data{"u1"}}) ==
              "/status_payment?partner_id=1234&project_id=5678&user_data=u1");
        auto const found = read<one_payment::status_payment>(
            R"({"payment_type":"mc","project_id":"5678","order_id":"o1","user_data":"u1","status":"9",)"
            R"("status_description":"REFUND_PENDING","init_time":"i","status_time":"s","merchant_price":"50.00",)"
            R"("user_price":48.5,"currency":"RUB","account":"41**","status_code":"05","token":"t","new":1})");
        REQUIRE(found.has_value());
        CHECK(found->order_id == "o1");
        CHECK(found->status == one_payment::status::refund_pending);
        CHECK(found->status_description == "REFUND_PENDING");
        CHECK(found->payment_type == "mc");
        CHECK(found->project_id == 5678);
        CHECK(found->user_data == "u1");
        CHECK(found->init_time == "i");
        CHECK(found->status_time == "s");
        CHECK(found->merchant_price == tollgate::decimal{"50.00"});
        CHECK(found->user_price == tollgate::decimal{"48.5"});
        CHECK(found->currency == "RUB");
        CHECK(found->card_mask == "41**");
        CHECK(found->status_code == "05");
        CHECK(found->token == "t");
        CHECK(found->more.size() == 1);
        CHECK(static_cast<int>(
                  read<one_payment::status_payment>(R"({"order_id":"o","status":77})")->status.value()) ==
              77);
    }

    TEST_CASE("1Payment init_payout: to a card, a wallet, or as any other type")
    {
        auto const travels = [](decltype(one_payment::init_payout::to) to, std::string const &rest) {
            CHECK(target_of(one_payment::init_payout{.amount = 50, .to = std::move(to), .user_data = "p1"}) ==
                  "/init_payout?partner_id=1234&project_id=5678&amount=50&" + rest + "&user_data=p1");
        };
        travels(
            one_payment::payout_to_card{
                .destination = "4111", .first_name = "F", .last_name = "L", .month = "12", .year = "24"},
            "payout_type=card&destination=4111&first_name=F&last_name=L&month=12&year=24");
        travels(one_payment::payout_to_wallet{.payment_type = "qiwi", .account = "79251234567"},
                "payment_type=qiwi&account=79251234567");
        travels(one_payment::payout_by_type{.payout_type = "sbp", .destination = "7"},
                "payout_type=sbp&destination=7");
        auto const shown = tollgate::make_request(
            test::one_payment_account(),
            one_payment::init_payout{
                .amount = 50, .to = one_payment::payout_to_card{.destination = "4111"}, .user_data = "p1"});
        CHECK(shown->canonical().find("destination=[masked]") != std::string::npos);
    }

    TEST_CASE("1Payment init_payout: what arrived tells a card from other types")
    {
        auto const chosen = [](std::string_view body) {
            tollgate::parameter_list list;
            REQUIRE_FALSE(tollgate::parse_json(body, list).has_value());
            tollgate::detail::reading reader{std::as_const(list).items()};
            auto const payout = reader.aggregate<one_payment::init_payout>();
            REQUIRE_FALSE(reader.problem().has_value());
            return payout.to.value().index();
        };
        CHECK(chosen(R"({"amount":50,"payout_type":"card","destination":"4111","user_data":"p1"})") == 0);
        CHECK(chosen(R"({"amount":50,"payment_type":"qiwi","account":"7","user_data":"p1"})") == 1);
        CHECK(chosen(R"({"amount":50,"payout_type":"sbp","destination":"7","user_data":"p1"})") == 2);
    }

    TEST_CASE("1Payment payouts: are signed with their own key where there is one, else with the API key")
    {
        one_payment::init_payout const payout{
            .amount = 50,
            .to = one_payment::payout_to_card{.destination = "4111111111111111"},
            .user_data = "p1"};
        auto const signed_by = [&](one_payment::account const &account, auto const &message) {
            return std::string{tollgate::make_request(account, message)->signature().text()};
        };
        // both by Python's hashlib
        CHECK(signed_by(test::one_payment_account(), payout) == "ee8d4982797973802b8708772fe5c22c");
        CHECK(signed_by(with_three_keys(), payout) == "07a16f984ba54d82c77f8b0a87096622");
        one_payment::status_payout const asked{.order_id = "5678"};
        CHECK(signed_by(with_three_keys(), asked) ==
              test::md5_hex("status_payoutorder_id=5678&partner_id=1234payout"));
        CHECK(signed_by(with_three_keys(), one_payment::get_balance{}) == "2378fdd70d711b2c31dfbe9a31b98d27");
    }

    TEST_CASE("1Payment payouts and balance: answers are read")
    {
        CHECK(read<one_payment::init_payout>(R"({"payout_id":5678})")->payout_id == "5678");
        CHECK(target_of(one_payment::status_payout{.order_id = "5678", .user_data = "p1"}) ==
              "/status_payout?partner_id=1234&order_id=5678&user_data=p1");
        auto const payout =
            read<one_payment::status_payout>(R"({"status":3,"status_description":"SUCCESS"})");
        CHECK(payout->status == one_payment::status::success);
        CHECK(payout->status_description == "SUCCESS");

        CHECK(target_of(one_payment::get_balance{}) == "/get_balance?partner_id=1234");
        auto const balances = read<one_payment::get_balance>(
            R"({"balance":"10.50","project_balance":[{"project_id":5678,"payout_balance":7.25}]})");
        REQUIRE(balances.has_value());
        CHECK(balances->balance == tollgate::decimal{"10.50"});
        CHECK(balances->project_balance->front().project_id == 5678);
        CHECK(balances->project_balance->front().payout_balance == tollgate::decimal{"7.25"});
        CHECK_FALSE(read<one_payment::get_balance>(R"({"balance":1})")->project_balance.has_value());
    }

    TEST_CASE("1Payment: every operation's refusal is one, and code 10 is not found yet")
    {
        check_refusals<one_payment::init_form, one_payment::init_payment, one_payment::status_payment,
                       one_payment::init_payout, one_payment::status_payout, one_payment::get_balance>();
    }

    TEST_CASE("1Payment: after the general error nobody knows, for every operation")
    {
        check_general_error<one_payment::init_form, one_payment::init_payment, one_payment::status_payment,
                            one_payment::init_payout, one_payment::status_payout, one_payment::get_balance>();
    }

    TEST_CASE("1Payment: a refusal's code is read as an error_code, known or not")
    {
        auto const code_in = [](std::string_view body) {
            return tollgate::gateway_code<one_payment::error_code>(
                read<one_payment::init_payout>(body).error());
        };
        CHECK(code_in(R"({"error_code":9})") == one_payment::error_code::insufficient_balance);
        CHECK(code_in(R"({"error_code":"10"})") == one_payment::error_code::transaction_not_found);
        CHECK(static_cast<int>(code_in(R"({"error_code":77})").value()) == 77);
        CHECK(code_in("no JSON") == std::nullopt);
    }

    TEST_CASE("1Payment: travels as a form where the program asks for it, equally signed")
    {
        auto const order = test::one_payment_order();
        auto const made =
            tollgate::make_request(test::one_payment_account(), tollgate::as_post_form{order}).value();
        CHECK(made.method() == "POST");
        CHECK(made.target() == "/init_form");
        CHECK(made.body() == "partner_id=1234&project_id=5678&amount=50&description=test_payment&"
                             "user_data=order_777&sign=c2e8d971cfb1cbe115e185c7ee890bca");
    }

    TEST_CASE("1Payment: nothing but partner and project is sent of the account")
    {
        auto const made = tollgate::make_request(with_three_keys(), test::one_payment_order()).value();
        CHECK(made.target().starts_with("/init_form?partner_id=1234&project_id=5678&amount=50&"));
        CHECK(made.target().find("currency") == std::string_view::npos);
    }

    TEST_CASE("1Payment payment_callback: the account's own key for callbacks goes before the API key")
    {
        auto const receive = [](one_payment::account const &account, std::string const &key) {
            return tollgate::receive<one_payment::payment_callback>(account, callback_by(key));
        };
        CHECK(receive(test::one_payment_account(), test::one_payment_key).has_value());
        CHECK((*receive(with_three_keys(), "callback"))->status == one_payment::status::pending);
        CHECK(receive(with_three_keys(), test::one_payment_key).error().code() == errc::signature_mismatch);
        auto rotated = with_three_keys();
        rotated.callback_key = tollgate::secret{"newer"}.replacing(tollgate::secret{"callback"});
        CHECK(receive(rotated, "callback")->key_version() == 1);
    }

    TEST_CASE(
        "1Payment: payments are reconciled by user_data, callbacks confirmed by order_id, payouts by nothing")
    {
        using payment = one_payment::init_payment::reconciled_by;
        using form = one_payment::init_form::reconciled_by;
        using callback = one_payment::payment_callback::confirmed_by;
        static_assert(std::same_as<payment, form>);
        CHECK(target_of(payment::about("u1").value()) ==
              "/status_payment?partner_id=1234&project_id=5678&user_data=u1");
        CHECK(target_of(callback::about("o1").value()) ==
              "/status_payment?partner_id=1234&project_id=5678&order_id=o1");
        static_assert(callback::from == "order_id");
        static_assert(callback::question::endpoint::effect == tollgate::effect::reads);
        static_assert(reconcilable<one_payment::init_payment> && !reconcilable<one_payment::init_payout>);
    }

    TEST_CASE("1Payment: the payer's page, what came in, and names for codes")
    {
        CHECK(one_payment::form{.url = "https://merchant.1payment.com/a"}.page() ==
              "https://merchant.1payment.com/a");
        CHECK(one_payment::payment{.order_id = "8p3", .redirect_url = "https://bank.example/3ds"}.page() ==
              "https://bank.example/3ds");
        CHECK(one_payment::payment{.order_id = "8p3"}.page().empty());

        using one_payment::status;
        auto const received = [](status how, tollgate::decimal price, std::string currency) {
            return one_payment::payment_callback{.payment_type = "sbp",
                                                 .order_id = "8p3",
                                                 .project_id = 5678,
                                                 .status = how,
                                                 .merchant_price = price,
                                                 .currency = std::move(currency),
                                                 .user_data = "order-1"}
                .paid();
        };
        using tollgate::money;
        tollgate::currency const rub{"RUB"};
        CHECK(received(status::success, tollgate::decimal{"50"}, "RUB").value() == money{5000, rub});
        for (status const other : {status::init, status::pending, status::failure, status::refund,
                                   status::refund_pending, static_cast<status>(77)})
            CHECK(received(other, tollgate::decimal{"50"}, "RUB").value() == money{0, rub});
        CHECK(received(status::success, tollgate::decimal{"50"}, "?").error().code() ==
              tollgate::errc::unknown_currency);

        CHECK(name_of(status::success) == "success");
        CHECK(name_of(status::refund_pending) == "refund_pending");
        CHECK(name_of(static_cast<status>(77)) == "unknown_status");
        CHECK(name_of(one_payment::error_code::bad_user_data) == "bad_user_data");
        CHECK(name_of(static_cast<one_payment::error_code>(99)) == "unknown_error_code");
    }
}

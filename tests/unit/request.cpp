// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/request.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>
#include <support/accounts.hpp>
#include <support/allocation_counter.hpp>
#include <support/digest.hpp>

#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;
namespace test = tollgate::test;
using tollgate::errc;
using namespace std::string_literals;

using token_request = tollgate::request<cactus::obtain_token>;
static_assert(std::is_nothrow_move_constructible_v<token_request>);
static_assert(!std::is_copy_constructible_v<token_request>, "a payment is sent once");
static_assert(!std::is_default_constructible_v<token_request>);

template <class Message>
struct refusal {
    std::string_view what;
    void (*spoil)(Message &);
    errc code;
    std::string_view field;
};

constexpr refusal<cactus::obtain_token> cactus_refusals[] = {
    {"an empty required text", [](auto &m) { m.request_id = ""; }, errc::empty_value, "request_id"},
    {"CR", [](auto &m) { m.request_id = "a\rb"; }, errc::control_character, "request_id"},
    {"LF in an optional text", [](auto &m) { m.success_url = "https://a/\n"; }, errc::control_character,
     "success_url"},
    {"NUL", [](auto &m) { m.currency = "KZT\0"s; }, errc::control_character, "currency"},
    {"a byte that is not UTF-8", [](auto &m) { m.site_login = "\xFFlogin"; }, errc::value_not_utf8,
     "site_login"},
    {"a separator and a later name", [](auto &m) { m.currency = "KZT;customer_type:trust"; },
     errc::ambiguous_value, "currency"},
    {"the same in an alternative's parameter",
     [](auto &m) { m.method = cactus::cis_transfer{.bank_app = "tbank;currency:USD"}; },
     errc::ambiguous_value, "additional_fields"},
    {"LF in an alternative's parameter",
     [](auto &m) { m.method = cactus::cis_transfer{.bank_app = "tbank\n"}; }, errc::control_character,
     "bank_app"},
    {"an empty parameter of an alternative", [](auto &m) { m.method = cactus::cis_transfer{.bank_app = ""}; },
     errc::empty_value, "bank_app"},
    {"a choice at run time without its parameter",
     [](auto &m) { m.method = tollgate::other{.text = "cis_transfer_card"}; }, errc::missing_field,
     "bank_app"}};

constexpr refusal<one_payment::init_form> one_payment_refusals[] = {
    {"an empty required text", [](auto &m) { m.user_data = ""; }, errc::empty_value, "user_data"},
    {"CR and LF", [](auto &m) { m.description = "a\r\nHost: b"; }, errc::control_character, "description"},
    {"half a character", [](auto &m) { m.description = "\xD0"; }, errc::value_not_utf8, "description"},
    {"a separator and a later name", [](auto &m) { m.description = "x&user_data=y"; }, errc::ambiguous_value,
     "description"},
    {"the same in an address", [](auto &m) { m.success_url = "https://a/?b=1&token=2"; },
     errc::ambiguous_value, "success_url"}};

template <class Message>
void check_refused(typename Message::account const &account, Message message,
                   refusal<Message> const &expected)
{
    CAPTURE(expected.what);
    expected.spoil(message);
    auto const request = tollgate::make_request(account, message);
    REQUIRE(request.has_error());
    CHECK(request.error().code() == expected.code);
    CHECK(request.error().is_not_sent());
    CHECK(request.error().message().find("`" + std::string{expected.field} + "`") != std::string::npos);
}

template <class Message>
std::size_t allocations_of(typename Message::account const &account, Message const &message)
{
    bool made = false;
    std::size_t const count =
        test::count_allocations([&] { made = tollgate::make_request(account, message).has_value(); });
    CHECK(made);
    return count;
}

/// Everything that a request or its error can show.
template <class Message>
std::string everything_shown(typename Message::account const &account, Message const &message)
{
    std::ostringstream shown;
    auto const request = tollgate::make_request(account, message);
    if (request.has_error()) {
        shown << request.error();
    } else {
        shown << request->method() << request->host() << request->target() << request->body()
              << request->signature().text() << request->canonical();
        for (tollgate::header const &h : request->headers())
            shown << h.name << h.value;
    }
    return shown.str();
}

} // namespace

TEST_SUITE("tollgate.request")
{
    TEST_CASE("request: a Cactus token is asked for with a POST of JSON")
    {
        auto const request = tollgate::make_request(test::cactus_account(), test::cactus_order());
        REQUIRE(request.has_value());
        CHECK(request->method() == "POST");
        CHECK(request->host() == "cactusgino.com");
        CHECK(request->target() == "/api/jsapi/obtain_token/");
        REQUIRE(request->headers().size() == 1);
        CHECK(request->headers()[0].name == "Content-Type");
        CHECK(request->headers()[0].value == "application/json");
        CHECK(request->body().starts_with(R"({"merchant_id":"merch_id","site_id":1,)"));
    }

    TEST_CASE("request: a 1Payment form is asked for with a GET")
    {
        auto const request = tollgate::make_request(test::one_payment_account(), test::one_payment_order());
        REQUIRE(request.has_value());
        CHECK(request->method() == "GET");
        CHECK(request->host() == "api.1payment.com");
        CHECK(request->target().starts_with("/init_form?partner_id=1234&project_id=5678&"));
        CHECK(request->headers().empty());
        CHECK(request->body().empty());
    }

    TEST_CASE("request: a request that was moved keeps its text")
    {
        auto first = tollgate::make_request(test::one_payment_account(), test::one_payment_order());
        REQUIRE(first.has_value());
        std::string const target{first->target()};
        auto const second = *std::move(first);
        CHECK(second.target() == target);
    }

    TEST_CASE("request: a separator where no other parameter could follow is sent")
    {
        cactus::obtain_token order = test::cactus_order();
        order.success_url = "https://shop.example/?a=1&b=2;c:3";
        order.site_login = "x;currency:USD"; // `currency` cannot stand after `site_login`
        auto const token = tollgate::make_request(test::cactus_account(), order);
        REQUIRE(token.has_value());
        CHECK(
            token->signature().text() ==
            test::sha1_hex("amount:900000;currency:KZT;customer_type:trust;merchant_id:merch_id;method:card;"
                           "request_id:jnvdjd094vnd;site_id:1;site_login:x;currency:USD;"
                           "success_url:https://shop.example/?a=1&b=2;c:3;test_salt"));

        one_payment::init_form form = test::one_payment_order();
        form.user_data = "x&amount=1&description=2";
        CHECK(tollgate::make_request(test::one_payment_account(), form).has_value());
    }

    TEST_CASE("request: a value that cannot be sent is named, and nothing was sent")
    {
        for (auto const &expected : cactus_refusals)
            check_refused(test::cactus_account(), test::cactus_order(), expected);
        for (auto const &expected : one_payment_refusals)
            check_refused(test::one_payment_account(), test::one_payment_order(), expected);

        auto account = test::cactus_account();
        account.merchant_id = "";
        check_refused(account, test::cactus_order(),
                      {"an empty account field", [](auto &) {}, errc::empty_value, "merchant_id"});
    }

    TEST_CASE("request: canonical shows neither the secret nor what identifies a person")
    {
        auto const token = tollgate::make_request(test::cactus_account(), test::cactus_order());
        REQUIRE(token.has_value());
        CHECK(token->canonical() ==
              "amount:900000;currency:KZT;customer_type:trust;merchant_id:merch_id;method:card;"
              "request_id:jnvdjd094vnd;site_id:1;site_login:[masked];[secret]");

        one_payment::init_form order = test::one_payment_order();
        order.token = "saved-card-17";
        auto const form = tollgate::make_request(test::one_payment_account(), order);
        REQUIRE(form.has_value());
        CHECK(form->canonical() ==
              "init_formamount=50&description=test_payment&partner_id=1234&project_id=5678&"
              "token=[masked]&user_data=order_777[secret]");
    }

    TEST_CASE("request: the secret is in nothing that is sent, shown or said")
    {
        std::string const key = "a-key-that-nobody-may-see";
        auto const site = test::cactus_account(tollgate::secret{key});
        auto const project = test::one_payment_account(tollgate::secret{key});
        CHECK(everything_shown(site, test::cactus_order()).find(key) == std::string::npos);
        CHECK(everything_shown(project, test::one_payment_order()).find(key) == std::string::npos);
        for (auto const &expected : cactus_refusals) {
            auto order = test::cactus_order();
            expected.spoil(order);
            CHECK(everything_shown(site, order).find(key) == std::string::npos);
        }
    }

    TEST_CASE("request: an error does not repeat the value")
    {
        auto order = test::cactus_order();
        order.site_login = "payer@mail.example\n";
        CHECK(everything_shown(test::cactus_account(), order).find("payer") == std::string::npos);
    }

    TEST_CASE("request: a name for logs is kept when it moves, cannot forge a line, and is not sent")
    {
        auto const plain = tollgate::make_request(test::one_payment_account(), test::one_payment_order());
        auto named = tollgate::make_request(test::one_payment_account(), test::one_payment_order());
        CHECK(named->logged_as().empty());
        named->log_as("A-1002\r\nexchange=1 \"\x7f");
        auto const moved = *std::move(named);
        CHECK(moved.logged_as() == "A-1002??exchange=1 ??");
        CHECK(moved.target() == plain->target());
        CHECK(moved.canonical() == plain->canonical());
    }

    TEST_CASE("request: the newest of several keys signs")
    {
        tollgate::secret const rotated =
            tollgate::secret{"new_salt"}.replacing(tollgate::secret{"test_salt"});
        auto const request = tollgate::make_request(test::cactus_account(rotated), test::cactus_order());
        REQUIRE(request.has_value());
        CHECK(
            request->signature().text() ==
            test::sha1_hex("amount:900000;currency:KZT;customer_type:trust;merchant_id:merch_id;method:card;"
                           "request_id:jnvdjd094vnd;site_id:1;site_login:551d0ad9072b30f3b71b989e;new_salt"));
    }

    TEST_CASE("request: making one allocates the wire text and nothing else, up to 4 KiB of signed text")
    {
        auto const site = test::cactus_account();
        auto token = test::cactus_order();
        CHECK(allocations_of(site, token) == 1);
        token.method = cactus::cis_transfer{.bank_app = cactus::bank_app::tbank};
        CHECK(allocations_of(site, token) == 1);
        token.method = tollgate::other{.text = "cis_transfer", .fields = {{"bank_app", "tbank"}}};
        CHECK(allocations_of(site, token) == 1);
        token.success_url = "https://shop.example/?a=1;b=2&c=" + std::string(3'800, 'x');
        CHECK(allocations_of(site, token) == 1);

        auto const project = test::one_payment_account();
        auto form = test::one_payment_order();
        CHECK(allocations_of(project, form) == 1);
        form.success_url = "https://shop.example/?a=1&b=2&c=" + std::string(3'800, '/');
        CHECK(allocations_of(project, form) == 1);
    }

    TEST_CASE("request: in a text that has room for it, making one allocates nothing")
    {
        auto const project = test::one_payment_account();
        auto const form = test::one_payment_order();
        auto first = tollgate::make_request(project, form, std::string(300, 'x'));
        REQUIRE(first.has_value());
        std::string const target{first->target()};
        CHECK(target == tollgate::make_request(project, form)->target());
        std::string room = (*std::move(first)).release();
        CHECK(room == target);
        bool same = false;
        CHECK(test::count_allocations([&] {
                  auto const second = tollgate::make_request(project, form, std::move(room));
                  same = second->target() == target;
              }) == 0);
        CHECK(same);
    }

    TEST_CASE("request: a long parameter of a choice allocates nothing more either")
    {
        auto token = test::cactus_order();
        token.method = cactus::cis_transfer{.bank_app = std::string(3'000, 'x')};
        CHECK(allocations_of(test::cactus_account(), token) == 1);
    }

    TEST_CASE("request: a signed text longer than 4 KiB is signed as well")
    {
        auto token = test::cactus_order();
        std::string const url = "https://shop.example/" + std::string(50'000, 'x');
        token.success_url = url;
        auto const request = tollgate::make_request(test::cactus_account(), token);
        REQUIRE(request.has_value());
        CHECK(request->signature().text() ==
              test::sha1_hex(
                  "amount:900000;currency:KZT;customer_type:trust;merchant_id:merch_id;method:card;"
                  "request_id:jnvdjd094vnd;site_id:1;site_login:551d0ad9072b30f3b71b989e;success_url:" +
                  url + ";test_salt"));
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/yookassa.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/next_page_text.hpp>
#include <support/sent_text.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace {

namespace yookassa = tollgate::yookassa;
using tollgate::errc;
using tollgate::idempotency_key;
using tollgate::money;
using tollgate::test::next_target;
using tollgate::test::sent_text;

static_assert(tollgate::account<yookassa::account>);
static_assert(tollgate::callback<yookassa::notification>);

constexpr tollgate::currency rub{"RUB"};

yookassa::account shop()
{
    return {.shop_id = "500000", .secret_key = tollgate::secret{"test_judge"}};
}

// What `@a2seven/yoo-checkout` 1.1.4 of npm sends of the same message.
std::string posted(std::string_view target, std::string_view key, std::string_view body)
{
    return "POST api.yookassa.ru" + std::string{target} +
           "\nAuthorization: Basic NTAwMDAwOnRlc3RfanVkZ2U=\nContent-Type: application/json\nIdempotence-Key: " +
           std::string{key} + "\n" + std::string{body};
}
std::string asked(std::string_view target)
{
    return "GET api.yookassa.ru" + std::string{target} + "\nAuthorization: Basic NTAwMDAwOnRlc3RfanVkZ2U=\n";
}

} // namespace

TEST_SUITE("tollgate.providers.yookassa")
{
    TEST_CASE("yookassa: sends what the library of most programs sends")
    {
        CHECK(
            sent_text(
                shop(),
                yookassa::create_payment{
                    .once = idempotency_key{"order-17"},
                    .amount = money{100'00, rub},
                    .confirmation =
                        yookassa::confirmation{.type =
                                                   yookassa::redirect{.return_url = "https://s.example/"}},
                    .by = yookassa::by_method{.payment_method_data =
                                                  yookassa::payment_method_data{.type = yookassa::sbp{}}}}) ==
            posted("/v3/payments", "order-17",
                   R"({"amount":{"value":"100.00","currency":"RUB"},"confirmation":{"type":"redirect",)"
                   R"("return_url":"https://s.example/"},"payment_method_data":{"type":"sbp"}})"));
        CHECK(
            sent_text(shop(),
                      yookassa::create_payment{
                          .once = idempotency_key{"order-20"},
                          .amount = money{12345678'90, rub},
                          .receipt = yookassa::receipt{.items = std::vector{yookassa::receipt_item{
                                                           .description = "B",
                                                           .quantity = tollgate::decimal{"2.000"},
                                                           .amount = money{10, rub},
                                                           .vat_code = 4}}}}) ==
            posted(
                "/v3/payments", "order-20",
                R"({"amount":{"value":"12345678.90","currency":"RUB"},"receipt":{"items":[{"description":"B",)"
                R"("quantity":"2.000","amount":{"value":"0.10","currency":"RUB"},"vat_code":4}]}})"));
        CHECK(sent_text(shop(), yookassa::cancel_payment{.id = "22d6", .once = idempotency_key{"x-1"}}) ==
              posted("/v3/payments/22d6/cancel", "x-1", "{}"));
        CHECK(sent_text(shop(), yookassa::capture_payment{.id = "22d6",
                                                          .once = idempotency_key{"c-2"},
                                                          .amount = money{40'00, rub}}) ==
              posted("/v3/payments/22d6/capture", "c-2", R"({"amount":{"value":"40.00","currency":"RUB"}})"));
        CHECK(sent_text(shop(), yookassa::list_payments{.created_from = "2026-01-01T00:00:00.000Z"}) ==
              asked("/v3/payments?created_at.gte=2026-01-01T00%3A00%3A00.000Z"));
        CHECK(sent_text(shop(), yookassa::show_refund{.id = "2167"}) == asked("/v3/refunds/2167"));
        CHECK(
            tollgate::make_request(
                shop(), yookassa::cancel_payment{.id = "22d6", .once = idempotency_key{std::string(65, 'k')}})
                .has_error());
    }

    TEST_CASE("yookassa: the answer names the next page")
    {
        CHECK(next_target(shop(), yookassa::list_payments{.limit = 20, .cursor = "a"},
                          R"({"type":"list","items":[],"next_cursor":"37a5c87d"})") ==
              "/v3/payments?limit=20&cursor=37a5c87d");
        CHECK(next_target(shop(), yookassa::list_payments{}, R"({"type":"list","items":[]})").empty());
        CHECK(next_target(shop(), yookassa::list_refunds{.payment_id = "22d6"},
                          R"({"type":"list","items":[],"next_cursor":"b"})") ==
              "/v3/refunds?payment_id=22d6&cursor=b");
    }

    TEST_CASE("yookassa: an answer is read, with its amount in its own currency")
    {
        auto const read = tollgate::read_response<yookassa::show_payment>(
            shop(), 200,
            R"({"id":"22d6","status":"succeeded","paid":true,"amount":{"value":"100.00","currency":"RUB"},)"
            R"("refundable":true,"created_at":"2026-01-10T14:30:45.129Z","metadata":{},"income_amount":null})");
        REQUIRE(read.has_value());
        CHECK(read->paid() == money{100'00, rub});
        auto const waiting = tollgate::read_response<yookassa::show_payment>(
            shop(), 200,
            R"({"id":"22d6","status":"pending","paid":false,"amount":{"value":"100","currency":"JPY"},)"
            R"("confirmation":{"type":"redirect","confirmation_url":"https://yoomoney.ru/x"}})");
        REQUIRE(waiting.has_value());
        CHECK(waiting->paid() == money{0, tollgate::currency{"JPY"}});
        CHECK(waiting->confirmation->page->text() == "https://yoomoney.ru/x");
        auto const test = tollgate::read_response<yookassa::show_payment>(
            shop(), 200,
            R"({"id":"22d6","status":"succeeded","paid":true,"amount":{"value":"1.00","currency":"RUB"},"test":true})");
        CHECK(test.error().code() == errc::test_message);
    }

    TEST_CASE("yookassa: refused where nothing was done; after 500 the document itself says unknown")
    {
        struct {
            unsigned status;
            errc code;
            std::string_view outcome;
        } const cases[] = {
            {400, errc::refused_by_gateway, "refused"}, {401, errc::refused_by_gateway, "refused"},
            {403, errc::refused_by_gateway, "refused"}, {404, errc::not_found_yet, "refused"},
            {429, errc::try_again_later, "refused"},    {409, errc::http_status, "unknown"},
            {500, errc::http_status, "unknown"}};
        for (auto const &c : cases) {
            CAPTURE(c.status);
            auto const read = tollgate::read_response<yookassa::show_payment>(
                shop(), c.status,
                R"({"type":"error","id":"ab","code":"a_code","description":"A sentence."})");
            REQUIRE(read.has_error());
            CHECK(read.error().code() == c.code);
            CHECK(name_of(read.error().outcome()) == c.outcome);
            CHECK(read.error().gateway()->code == "a_code");
            CHECK(read.error().gateway()->message == "A sentence.");
        }
    }

    TEST_CASE("yookassa: a notification is nobody's word, whatever it says")
    {
        std::vector<tollgate::header> const headers;
        auto const told = tollgate::receive<yookassa::notification>(
            shop(),
            R"({"type":"notification","event":"payment.succeeded","object":{"id":"22d6","paid":true}})",
            headers);
        REQUIRE(told.has_error());
        CHECK(told.error().code() == errc::unsigned_callback);
        CHECK(told.error().unsigned_callback() != nullptr);
        static_assert(std::same_as<tollgate::detail::told_of<yookassa::notification>,
                                   std::variant<yookassa::payment, yookassa::refund>>);
        auto const code_of = [](std::string_view body) {
            return tollgate::receive<yookassa::notification>(shop(), body).error().code();
        };
        CHECK(code_of(R"({"event":"refund.succeeded","object":{"id":"22d6"}})") == errc::unsigned_callback);
        CHECK(code_of(R"({"event":"deal.closed","object":{"id":"22d6"}})") == errc::undescribed_event);
    }
}

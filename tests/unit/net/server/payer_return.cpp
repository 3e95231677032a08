// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/browser_answer.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/providers/razorpay.hpp>
#include <tollgate/sandbox/http_post.hpp>

#include <support/gateways.hpp>
#include <support/mailbox.hpp>
#include <support/raw_connection.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace test = tollgate::test;
namespace razorpay = tollgate::razorpay;
using test::raw_connection;
using tollgate::browser_answer, tollgate::errc, tollgate::verified;

razorpay::account merchant()
{
    return {.key_id = "rzp_test_judge",
            .key_secret = tollgate::secret{"judge-secret"},
            .webhook_secret = tollgate::secret{"judge-webhook"}};
}

// What Razorpay's own library, `razorpay` 2.9.8 of npm, accepts.
constexpr std::string_view returned_order =
    "razorpay_payment_id=pay_DG4ZdRK8ZnXC3k&razorpay_order_id=order_DBJOWzybf0sJbb&razorpay_signature="
    "8e62260f630c44f4c8057cad76c64f6f7df51c506f00dde613faf35c92a925cc";
constexpr std::string_view returned_link =
    "razorpay_payment_id=pay_DG4ZdRK8ZnXC3k&razorpay_payment_link_id=plink_ExjpAUN3gVHrPJ&"
    "razorpay_payment_link_reference_id=order-17&razorpay_payment_link_status=paid&razorpay_signature="
    "89967fc3f76fb774f88af34c90f02579a0530b99ab1e9b050a69680d02f64d10";

/// A shop that payers come back to.
class shop {
public:
    explicit shop(tollgate::listener_options options = {}) : listener_{options}
    {
        listener_
            .on_return<razorpay::link_return>(
                "/back", merchant(),
                [](verified<razorpay::link_return> const &by) {
                    return browser_answer::page(*by->status == "paid" ? "<p>Thank you.</p>"
                                                                      : "<p>Not paid.</p>");
                },
                [](tollgate::error const &) {
                    return browser_answer{.status = 400, .body = "<p>Nothing is known of this payment.</p>"};
                })
            .on_return<razorpay::order_return>("/checkout/back", merchant(), waiting{}, otherwise{})
            .on_return<razorpay::order_return>(
                "/broken", merchant(),
                [](verified<razorpay::order_return> const &) -> browser_answer {
                    throw std::runtime_error{"no database"};
                },
                otherwise{},
                tollgate::when_refused{[this](tollgate::error const &why) { own_.put(why.code()); }})
            .on_return<razorpay::order_return>(
                "/split", merchant(),
                [](verified<razorpay::order_return> const &) {
                    return browser_answer{.status = 303, .location = "/a\r\nSet-Cookie: b"};
                },
                otherwise{})
            .on_refused([this](tollgate::error const &why) { refused_.put(why.code()); })
            .on_failed([this](std::exception_ptr) { failed_.put(true); });
        listener_.start().value();
    }

    [[nodiscard]] raw_connection::response came(std::string_view target,
                                                std::string_view method = "GET") const
    {
        return raw_connection{listener_.port()}
            .say(std::string{method} + " " + std::string{target} + " HTTP/1.1\r\nHost: shop.example\r\n\r\n")
            .answer();
    }
    [[nodiscard]] raw_connection::response posted(std::string_view path, std::string_view form) const
    {
        return raw_connection{listener_.port()}
            .say(test::post(path, form, "application/x-www-form-urlencoded"))
            .answer();
    }
    [[nodiscard]] std::vector<errc> refused() const { return refused_.all(); }
    [[nodiscard]] std::vector<errc> own() const { return own_.all(); }
    [[nodiscard]] std::size_t failures() const { return failed_.all().size(); }

private:
    struct waiting {
        boost::asio::awaitable<browser_answer> operator()(verified<razorpay::order_return> const &by) const
        {
            std::string const order = *by->order;
            co_return browser_answer::redirect("/orders/" + order);
        }
    };
    struct otherwise {
        browser_answer operator()(tollgate::error const &) const
        {
            return browser_answer::redirect("/orders");
        }
    };

    test::mailbox<errc> refused_;
    test::mailbox<errc> own_;
    test::mailbox<bool> failed_;
    tollgate::listener listener_;
};

std::string with(std::string_view path, std::string_view query)
{
    return std::string{path} + "?" + std::string{query};
}
std::string changed(std::string_view text, std::string_view from, std::string_view to)
{
    std::string made{text};
    return made.replace(made.find(from), from.size(), to);
}

} // namespace

TEST_SUITE("the payer comes back")
{
    TEST_CASE("by the query of a GET, signed: the program's page, as often as it is asked for")
    {
        shop const here;
        for (int i = 0; i != 2; ++i) { // payers reload
            auto const answer = here.came(with("/back", returned_link));
            CHECK(answer.result_int() == 200);
            CHECK(answer.body() == "<p>Thank you.</p>");
            CHECK(answer["Content-Type"] == "text/html; charset=utf-8");
            CHECK(answer["Cache-Control"] == "no-store");
        }
        CHECK(here.posted("/back", returned_link).result_int() == 200);
        CHECK(here.came(with("/back/", std::string{returned_link} + "#top")).result_int() == 200);
        CHECK(here.refused().empty());
    }
    TEST_CASE("by a form, with a handler that waits and redirects")
    {
        shop const here;
        auto const answer = here.posted("/checkout/back", returned_order);
        CHECK(answer.result_int() == 303);
        CHECK(answer["Location"] == "/orders/order_DBJOWzybf0sJbb");
        CHECK(answer.body().empty());
        CHECK(here.came(with("/checkout/back", returned_order)).result_int() == 303);
        auto const other = here.posted("/checkout/back", changed(returned_order, "order_DB", "order_XB"));
        CHECK(other["Location"] == "/orders");
        CHECK(here.refused() == std::vector{errc::signature_mismatch});
    }
    TEST_CASE("what is not verified gets the other page, and is told to the observers")
    {
        shop const here;
        CHECK(here.came(with("/back", changed(returned_link, "=paid", "=created"))).result_int() == 400);
        CHECK(here.came("/back").result_int() == 400);
        CHECK(here.came("/back?").result_int() == 400);
        CHECK(here.came(with("/back", "razorpay_payment_id=%zz")).result_int() == 400);
        CHECK(here.came(with("/back", std::string{returned_link} + "&razorpay_payment_id=x")).body() ==
              "<p>Nothing is known of this payment.</p>");
        CHECK(here.refused().size() == 5);
        CHECK(here.refused().front() == errc::signature_mismatch);
        CHECK(here.came("/broken").result_int() == 303);
        CHECK(here.own().size() == 1);
    }
    TEST_CASE("a handler that throws, or whose header would split, is answered with 500")
    {
        shop const here;
        auto const broken = here.came(with("/broken", returned_order));
        CHECK(broken.result_int() == 500);
        CHECK(broken.body().find("database") == std::string::npos);
        auto const split = here.came(with("/split", returned_order));
        CHECK(split.result_int() == 500);
        CHECK(split["Set-Cookie"].empty());
        CHECK(here.failures() == 2);
    }
    TEST_CASE("other methods are not taken, and a check of the address does not take the payer's GET")
    {
        shop const here;
        CHECK(here.came("/back", "DELETE").result_int() == 405);
        CHECK(here.came("/back", "DELETE")["Allow"] == "GET, POST");
        shop const checked{
            {.answer_to_get = tollgate::callback_answer{.content_type = "text/plain", .body = "here"}}};
        CHECK(checked.came(with("/back", returned_link)).body() == "<p>Thank you.</p>");
    }
    TEST_CASE("a payer is redirected inside the shop, or to an absolute URL")
    {
        CHECK(browser_answer::redirect("/thanks?order=17").location == "/thanks?order=17");
        CHECK(browser_answer::redirect("https://shop.example/thanks").status == 303);
        for (std::string_view const bad : {"", "thanks", "//elsewhere.example", "/\\elsewhere.example",
                                           "javascript:alert(1)", "/a\r\nb", "/a\nb"})
            CHECK_THROWS_AS(static_cast<void>(browser_answer::redirect(bad)), std::invalid_argument);
    }
}

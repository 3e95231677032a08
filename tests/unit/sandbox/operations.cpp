// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/sandbox.hpp>
#include <tollgate/sandbox/decimal_arithmetic.hpp>

#include <tollgate/client.hpp>

#include <support/gateways.hpp>

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;
namespace sandbox = tollgate::sandbox;
using tollgate::decimal;
using tollgate::errc;

cactus::account site(std::int64_t id = 1, char const *salt = "test_salt")
{
    return {.merchant_id = "merch_id", .site_id = id, .salt = tollgate::secret{salt}};
}
one_payment::account project(std::int64_t partner = 1234, std::int64_t id = 5678, char const *key = "key")
{
    return {.partner_id = partner,
            .project_id = id,
            .api_key = tollgate::secret{key},
            .payout_key = tollgate::secret{key + std::string{" of payouts"}}};
}

/// Both gateways, and merchants who ask them over HTTPS.
struct world {
    sandbox::gateway<cactus::account, one_payment::account> gateways{site(), project()};
    tollgate::client<cactus::account> shop{site(), gateways.transport()};
    tollgate::client<one_payment::account> partner{project(), gateways.transport()};

    world()
    {
        gateways.set_balance<cactus::account>("KZT", decimal{1000});
        gateways.set_balance<one_payment::account>("RUB", decimal{"100.00"});
    }
    /// Of the newest entry.
    template <class Account>
    [[nodiscard]] sandbox::entry newest() const
    {
        return gateways.entries<Account>().back();
    }
    template <class Account>
    void finish_newest(sandbox::final_state how)
    {
        // Nobody listens here: the callback cannot be delivered, the end stands.
        CHECK(gateways.finish(newest<Account>().id, how).error().code() == errc::connect_failed);
    }
};

/// `good`, or the gateway's code and message, and whether the outcome is unknown.
template <class Response>
std::string said(tollgate::result<Response> const &got)
{
    if (got) return "good";
    tollgate::error const why = got.error();
    if (!why.gateway()) return std::string{name_of(why.code())};
    return (why.gateway()->code + why.gateway()->message) + (why.is_refused() ? "" : ", unknown");
}

/// The same of several messages, one after the other.
template <class Client, class... Messages>
std::string said_in_turn(Client &client, Messages const &...messages)
{
    std::string all;
    ((all += (all.empty() ? "" : ", ") + said(client.send(messages))), ...);
    return all;
}

cactus::obtain_token form(std::string id)
{
    return {.site_login = "user", .request_id = std::move(id), .amount = 900, .currency = "KZT"};
}
cactus::create_invoice invoice(std::string id)
{
    return {.site_login = "user",
            .request_id = std::move(id),
            .amount = 900,
            .currency = "KZT",
            .method = cactus::pay_in::method::card};
}
cactus::create_invoice cash(std::string id)
{
    cactus::create_invoice made = invoice(std::move(id));
    made.method = cactus::pay_in::cash{.address = "1 High Street",
                                       .username = "user",
                                       .messenger = "telegram",
                                       .when = cactus::pay_in::at_time{.time = "12:00"}};
    return made;
}
cactus::payout payout_of(std::int64_t amount)
{
    return {.site_login = "user",
            .request_id = "out",
            .amount = amount,
            .currency = "KZT",
            .method = cactus::pay_out::card{.card_number = "4111111111111111"}};
}
cactus::book_amount booking(std::string id)
{
    return {.site_login = "user",
            .request_id = std::move(id),
            .amount = 900,
            .currency = "KZT",
            .method = cactus::pay_in::method::card};
}
one_payment::init_form page(std::string id)
{
    return {.amount = decimal{"50.00"}, .user_data = std::move(id)};
}
one_payment::init_payment payment(std::string id)
{
    return {.amount = decimal{"50.00"}, .payment_type = one_payment::sbp{}, .user_data = std::move(id)};
}
one_payment::init_payout payout(std::string id, decimal amount = decimal{"60.00"})
{
    return {.amount = amount,
            .to = one_payment::payout_to_card{.destination = "4111111111111111"},
            .user_data = std::move(id)};
}
one_payment::status_payment by_user(std::string id)
{
    return {.payment = one_payment::by_user_data{.user_data = std::move(id)}};
}

struct scene {
    std::string_view name;
    std::function<std::string(world &)> play;
    std::string_view expected;
};

std::vector<scene> cactus_scenes()
{
    return {
        {"obtain_token", [](world &w) { return said(w.shop.send(form("1"))); }, "good"},
        {"obtain_token, an amount beyond what the books hold",
         [](world &w) {
             auto order = form("1");
             order.amount = 1'000'000'000'000'000'000;
             return said(w.shop.send(order));
         },
         "Amount is too large"},
        {"obtain_token, the same request_id again",
         [](world &w) { return said_in_turn(w.shop, form("1"), form("1")); }, "good, good"},
        {"create_invoice", [](world &w) { return said(w.shop.send(invoice("1"))); }, "good"},
        {"create_invoice, cash", [](world &w) { return said(w.shop.send(cash("1"))); }, "good"},
        {"create_invoice, an amount beyond what the books hold",
         [](world &w) {
             auto order = invoice("1");
             order.amount = 1'000'000'000'000'000'000;
             return said(w.shop.send(order));
         },
         "Amount is too large"},
        {"payout", [](world &w) { return said(w.shop.send(payout_of(1000))); }, "good"},
        {"payout, more than there is", [](world &w) { return said(w.shop.send(payout_of(1001))); },
         "Insufficient balance"},
        {"payout, more than is left",
         [](world &w) { return said_in_turn(w.shop, payout_of(600), payout_of(600)); },
         "good, Insufficient balance"},
        {"balance",
         [](world &w) {
             w.gateways.set_balance<cactus::account>("USD", decimal{7});
             auto const got = w.shop.send(cactus::balance{}).value();
             return got.balance->at(0).amount->text() + " " + *got.balance->at(1).currency;
         },
         "1000 USD"},
        {"balance in one currency",
         [](world &w) {
             w.gateways.set_balance<cactus::account>("USD", decimal{7});
             auto const got = w.shop.send(cactus::balance{.currency = "USD"}).value();
             return std::to_string(got.balance->size()) + " " + got.balance->at(0).amount->text();
         },
         "1 7"},
        {"project_balance",
         [](world &w) {
             auto const got = w.shop.send(cactus::project_balance{.project_id = "2"}).value();
             return *got.project_id + " " + got.project_balance->at(0).amount->text();
         },
         "2 1000"},
        {"close_invoice",
         [](world &w) {
             w.shop.send(invoice("1")).value();
             auto const got =
                 w.shop.send(cactus::close_invoice{.site_login = "user", .request_id = "1"}).value();
             return std::to_string(*got.status) + (*got.success ? " paid " : " not paid ") +
                    std::to_string(got.received_amount->count());
         },
         "4 not paid 0"},
        {"close_invoice, paid before",
         [](world &w) {
             w.shop.send(invoice("1")).value();
             w.finish_newest<cactus::account>(sandbox::final_state::paid);
             auto const got =
                 w.shop.send(cactus::close_invoice{.site_login = "user", .request_id = "1"}).value();
             return std::to_string(*got.status) + (*got.success ? " paid " : " not paid ") +
                    std::to_string(got.received_amount->count());
         },
         "3 paid 900"},
        {"close_invoice, of another payer",
         [](world &w) {
             w.shop.send(invoice("1")).value();
             return said(w.shop.send(cactus::close_invoice{.site_login = "other", .request_id = "1"}));
         },
         "Invoice not found"},
        {"close_invoice, none there",
         [](world &w) {
             return said(w.shop.send(cactus::close_invoice{.site_login = "user", .request_id = "1"}));
         },
         "Invoice not found"},
        {"cancel_cash_invoice",
         [](world &w) {
             w.shop.send(cash("1")).value();
             auto const answer = said(w.shop.send(cactus::cancel_cash_invoice{.request_id = "1"}));
             bool const declined = w.newest<cactus::account>().state == sandbox::entry_state::declined;
             return answer + (declined ? ", declined" : "");
         },
         "good, declined"},
        {"cancel_cash_invoice, paid before",
         [](world &w) {
             w.shop.send(cash("1")).value();
             w.finish_newest<cactus::account>(sandbox::final_state::paid);
             return said(w.shop.send(cactus::cancel_cash_invoice{.request_id = "1"}));
         },
         "Invoice is final already"},
        {"cancel_cash_invoice, not cash",
         [](world &w) {
             w.shop.send(invoice("1")).value();
             return said(w.shop.send(cactus::cancel_cash_invoice{.request_id = "1"}));
         },
         "Invoice not found"},
        {"edit_cash_invoice",
         [](world &w) {
             w.shop.send(cash("1")).value();
             auto const got =
                 w.shop.send(cactus::edit_cash_invoice{.request_id = "1", .address = "2 High Street"});
             auto const details = w.newest<cactus::account>().details;
             return said(got) + ", " + details.at(0).first + " " + details.at(0).second;
         },
         "good, address 2 High Street"},
        {"edit_cash_invoice, cancelled before",
         [](world &w) {
             w.shop.send(cash("1")).value();
             w.shop.send(cactus::cancel_cash_invoice{.request_id = "1"}).value();
             return said(w.shop.send(cactus::edit_cash_invoice{.request_id = "1", .time = "13:00"}));
         },
         "Invoice is final already"},
        {"edit_cash_invoice, none there",
         [](world &w) { return said(w.shop.send(cactus::edit_cash_invoice{.request_id = "1"})); },
         "Invoice not found"},
        {"book_amount, another payer's next to it, the same again",
         [](world &w) {
             std::string all;
             for (char const *id : {"1", "2", "1"})
                 all += w.shop.send(booking(id)).value().more.find("sandbox_amount")->text + " ";
             return all;
         },
         "900 901 900 "},
        {"book_amount, nothing free",
         [](world &w) {
             for (int id = 1; id <= 7; ++id)
                 w.shop.send(booking(std::to_string(id))).value();
             return said(w.shop.send(booking("8")));
         },
         "Nothing free"},
        {"failed_invoices",
         [](world &w) {
             for (int id = 1; id <= 3; ++id) {
                 w.shop.send(invoice(std::to_string(id))).value();
                 if (id != 2) w.finish_newest<cactus::account>(sandbox::final_state::declined);
             }
             std::string all;
             auto const got = w.shop.send(cactus::failed_invoices{.currency = "KZT"}).value();
             for (auto const &each : *got.invoices)
                 all += *each.invoice_id + " ";
             auto const one = w.shop.send(cactus::failed_invoices{.currency = "KZT", .limit = 1}).value();
             auto const none = w.shop.send(cactus::failed_invoices{.currency = "USD"}).value();
             auto const later =
                 w.shop.send(cactus::failed_invoices{.currency = "KZT", .from_date = "9999-01-01T00:00:00"})
                     .value();
             auto const elsewhere =
                 w.shop.send(cactus::failed_invoices{.currency = "KZT", .site_id = 2}).value();
             return all + std::to_string(one.invoices->size()) + std::to_string(none.invoices->size()) +
                    std::to_string(later.invoices->size()) + std::to_string(elsewhere.invoices->size());
         },
         "sandbox1 sandbox3 1000"},
        {"a choice without what it requires",
         [](world &w) {
             auto order = invoice("1");
             order.method = tollgate::other{"cash", {}};
             return said(w.shop.send(order));
         },
         "missing_field"},
    };
}

std::vector<scene> one_payment_scenes()
{
    return {
        {"init_form", [](world &w) { return said(w.partner.send(page("1"))); }, "good"},
        {"init_form, user_data used before",
         [](world &w) { return said_in_turn(w.partner, page("1"), page("1")); }, "good, 8"},
        {"init_form, user_data of a payment",
         [](world &w) { return said_in_turn(w.partner, payment("1"), page("1")); }, "good, 8"},
        {"init_form, no amount",
         [](world &w) {
             auto order = page("1");
             order.amount = decimal{"0.00"};
             return said(w.partner.send(order));
         },
         "1, unknown"},
        {"init_payment",
         [](world &w) {
             auto const got = w.partner.send(payment("1")).value();
             return *got.order_id + " " + *got.status_description + " " + *got.redirect_url;
         },
         "sandbox1 PENDING https://merchant.1payment.com/sandbox1"},
        {"init_payment, user_data used before",
         [](world &w) { return said_in_turn(w.partner, page("1"), payment("1")); }, "good, 8"},
        {"init_payment, an unknown token",
         [](world &w) {
             auto order = payment("1");
             order.payment_type = one_payment::card_by_token{.token = "none"};
             return said(w.partner.send(order));
         },
         "1, unknown"},
        {"init_payment by the token of an earlier one",
         [](world &w) {
             auto first = payment("1");
             first.payment_type = one_payment::card{.use_token = 1};
             w.partner.send(first).value();
             bool const is_early = w.partner.send(by_user("1")).value().token.has_value();
             w.finish_newest<one_payment::account>(sandbox::final_state::paid);
             auto order = payment("2");
             order.payment_type =
                 one_payment::card_by_token{.token = *w.partner.send(by_user("1")).value().token};
             return (is_early ? "early, " : "") + said(w.partner.send(order));
         },
         "good"},
        {"status_payment of a form that nobody opened",
         [](world &w) {
             w.partner.send(page("1")).value();
             return said(w.partner.send(by_user("1")));
         },
         "10"},
        {"status_payment, pending and paid, by either id",
         [](world &w) {
             w.partner.send(payment("1")).value();
             auto const before = w.partner.send(by_user("1")).value();
             w.finish_newest<one_payment::account>(sandbox::final_state::paid);
             auto const after =
                 w.partner.send(one_payment::status_payment{.payment = one_payment::by_order_id{"sandbox1"}})
                     .value();
             return *before.status_description + " " + *after.status_description + " " + *after.user_data +
                    " " + after.merchant_price->text();
         },
         "PENDING SUCCESS 1 50.00"},
        {"status_payment, declined",
         [](world &w) {
             w.partner.send(page("1")).value();
             w.finish_newest<one_payment::account>(sandbox::final_state::declined);
             return *w.partner.send(by_user("1")).value().status_description;
         },
         "FAILURE"},
        {"status_payment, refunded step by step",
         [](world &w) {
             w.partner.send(page("1")).value();
             w.finish_newest<one_payment::account>(sandbox::final_state::paid);
             std::string all;
             for (int step = 0; step != 2; ++step) {
                 CHECK(w.gateways.refund("sandbox1").error().code() == errc::connect_failed);
                 all += *w.partner.send(by_user("1")).value().status_description + " ";
             }
             return all + w.gateways.balance<one_payment::account>("RUB").text();
         },
         "REFUND_PENDING REFUND 100.00"},
        {"status_payment, unknown", [](world &w) { return said(w.partner.send(by_user("1"))); }, "10"},
        {"status_payment of a payout",
         [](world &w) {
             w.partner.send(payout("1")).value();
             return said_in_turn(w.partner,
                                 one_payment::status_payment{.payment = one_payment::by_order_id{"sandbox1"}},
                                 by_user("1"));
         },
         "10, 10"},
        {"init_payout", [](world &w) { return said(w.partner.send(payout("1"))); }, "good"},
        {"init_payout, user_data used before",
         [](world &w) { return said_in_turn(w.partner, payout("1", decimal{1}), payout("1", decimal{1})); },
         "good, 8"},
        {"init_payout, more than there is",
         [](world &w) {
             return said_in_turn(w.partner, payout("1"), payout("2"), payout("3", decimal{"40.00"}));
         },
         "good, 9, good"},
        {"init_payout, no amount", [](world &w) { return said(w.partner.send(payout("1", decimal{0}))); },
         "1, unknown"},
        {"status_payout",
         [](world &w) {
             w.partner.send(payout("1")).value();
             one_payment::status_payout const asked{.order_id = "sandbox1", .user_data = "1"};
             auto const before = w.partner.send(asked).value();
             // Whether there are callbacks about payouts is unknown, so nothing is delivered.
             CHECK(w.gateways.pay("sandbox1").value().status == 0);
             auto const after = w.partner.send(asked).value();
             return *before.status_description + " " + *after.status_description;
         },
         "PENDING SUCCESS"},
        {"status_payout, declined: the money is back",
         [](world &w) {
             w.partner.send(payout("1")).value();
             std::string const before = w.gateways.balance<one_payment::account>("RUB").text();
             CHECK(w.gateways.decline("sandbox1").has_value());
             return before + " " + w.gateways.balance<one_payment::account>("RUB").text() + " " +
                    *w.partner.send(one_payment::status_payout{.order_id = "sandbox1"})
                         .value()
                         .status_description;
         },
         "40.00 100.00 FAILURE"},
        {"status_payout, unknown, of a payment, under another user_data",
         [](world &w) {
             w.partner.send(payment("1")).value();
             w.partner.send(payout("1")).value();
             one_payment::status_payout const none{.order_id = "sandbox3"};
             one_payment::status_payout const of_payment{.order_id = "sandbox1"};
             one_payment::status_payout const of_another{.order_id = "sandbox2", .user_data = "2"};
             return said_in_turn(w.partner, none, of_payment, of_another);
         },
         "10, 10, 10"},
        {"get_balance",
         [](world &w) {
             w.partner.send(payment("1")).value();
             w.finish_newest<one_payment::account>(sandbox::final_state::paid);
             auto const got = w.partner.send(one_payment::get_balance{}).value();
             return got.balance->text() + " " + std::to_string(*got.project_balance->at(0).project_id);
         },
         "150.00 5678"},
    };
}

/// One message of each kind, each sent to the gateway as this merchant.
template <class... Messages>
std::vector<std::string> ask_all(auto const &account, world const &w, Messages const &...messages)
{
    tollgate::client client{account, w.gateways.transport()};
    return {said(client.send(messages))...};
}
std::vector<std::string> ask_all_of_cactus(world const &w, cactus::account const &as)
{
    return ask_all(as, w, form("1"), invoice("1"), payout_of(1), cactus::balance{},
                   cactus::project_balance{.project_id = "2"},
                   cactus::close_invoice{.site_login = "user", .request_id = "1"},
                   cactus::cancel_cash_invoice{.request_id = "1"},
                   cactus::edit_cash_invoice{.request_id = "1"}, booking("1"),
                   cactus::failed_invoices{.currency = "KZT"});
}
std::vector<std::string> ask_all_of_one_payment(world const &w, one_payment::account const &as)
{
    return ask_all(as, w, page("1"), payment("2"), by_user("2"), payout("1"),
                   one_payment::status_payout{.order_id = "sandbox3"}, one_payment::get_balance{});
}

} // namespace

TEST_SUITE("tollgate.sandbox.operations")
{
    TEST_CASE("sandbox: each operation of Cactus grants and refuses, over HTTPS and by its books")
    {
        for (auto const &[name, play, expected] : cactus_scenes()) {
            CAPTURE(name);
            world w;
            CHECK(play(w) == expected);
        }
    }

    TEST_CASE("sandbox: each operation of 1Payment grants and refuses, over HTTPS and by its books")
    {
        for (auto const &[name, play, expected] : one_payment_scenes()) {
            CAPTURE(name);
            world w;
            CHECK(play(w) == expected);
        }
    }

    TEST_CASE("sandbox: each operation checks the signature, and whose account it is")
    {
        world w;
        std::string const unsaid = "Invalid signature, unknown";
        // Answers about balances and failed invoices come unsigned, so their refusals are taken as they are.
        CHECK(ask_all_of_cactus(w, site(1, "another salt")) ==
              std::vector<std::string>{unsaid, unsaid, unsaid, "Invalid signature", "Invalid signature",
                                       unsaid, unsaid, unsaid, unsaid, "Invalid signature"});
        auto const stranger = ask_all_of_cactus(w, site(2));
        CHECK(stranger.front() == "No such site");
        CHECK(ask_all_of_one_payment(w, project(1234, 5678, "another key")) ==
              std::vector<std::string>(6, "2"));
        CHECK(ask_all_of_one_payment(w, project(1, 5678)) == std::vector<std::string>(6, "4"));
        CHECK(ask_all_of_one_payment(w, project(1234, 1)) ==
              std::vector<std::string>{"5", "5", "5", "5", "10", "good"});
        CHECK(w.gateways.entries<cactus::account>().empty());
        CHECK(w.gateways.entries<one_payment::account>().empty());
    }

    TEST_CASE("sandbox: of two messages at one path, the constant decides which it is")
    {
        world w;
        w.shop.send(cash("1")).value();
        w.shop.send(cactus::edit_cash_invoice{.request_id = "1", .asap = true}).value();
        CHECK(w.newest<cactus::account>().state == sandbox::entry_state::pending);
        w.shop.send(cactus::cancel_cash_invoice{.request_id = "1"}).value();
        CHECK(w.newest<cactus::account>().state == sandbox::entry_state::declined);
    }

    TEST_CASE("sandbox: an end is final, and an entry that is not there has none")
    {
        world w;
        w.partner.send(payment("1")).value();
        CHECK(w.gateways.refund("sandbox1").error().code() == errc::refused_by_gateway);
        w.finish_newest<one_payment::account>(sandbox::final_state::paid);
        CHECK(w.gateways.decline("sandbox1").error().code() == errc::refused_by_gateway);
        CHECK(w.gateways.balance<one_payment::account>("RUB") == decimal{"150.00"});
        CHECK(w.gateways.pay("sandbox1").error().code() == errc::refused_by_gateway);
        CHECK(w.gateways.repeat_callback("sandbox1").error().code() == errc::connect_failed); // told again
        CHECK(w.gateways.balance<one_payment::account>("RUB") == decimal{"150.00"});
        CHECK(w.gateways.pay("sandbox2").error().code() == errc::missing_field);
        CHECK(w.gateways.pay("sandbox01").error().code() == errc::missing_field);

        w.shop.send(form("1")).value();
        world cactus_only;
        cactus_only.shop.send(form("1")).value();
        cactus_only.finish_newest<cactus::account>(sandbox::final_state::paid);
        CHECK(cactus_only.gateways.refund("sandbox1").error().code() == errc::refused_by_gateway);
    }

    TEST_CASE("sandbox: an extra deposit is an invoice of its own, and is in the balance")
    {
        world w;
        w.shop.send(invoice("1")).value();
        CHECK(w.gateways.deposit_extra<cactus::account>("sandbox1", decimal{5}).error().code() ==
              errc::connect_failed);
        auto const made = w.newest<cactus::account>();
        CHECK(made.id == "sandbox2");
        CHECK(made.is_extra);
        CHECK(w.gateways.balance<cactus::account>("KZT") == decimal{1005});
        CHECK(w.gateways.deposit_extra<cactus::account>("none", decimal{5}).error().code() ==
              errc::missing_field);
    }

    TEST_CASE("sandbox: sums keep the finer scale, and are not made beyond 18 digits")
    {
        CHECK(sandbox::sum(decimal{"1.5"}, decimal{"0.25"}) == decimal{"1.75"});
        CHECK(sandbox::difference(decimal{"1"}, decimal{"1.01"}) == decimal{"-0.01"});
        CHECK_FALSE(sandbox::sum(decimal{"999999999999999999"}, decimal{"1"}));
        CHECK_FALSE(sandbox::sum(decimal{"999999999999999999"}, decimal{"0.1"}));
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Redsys, played by the sandbox: the form that the payer's browser posts, its page, what is told, the payer's return, REST.

#include <tollgate/sandbox/gateway.hpp>
#include <tollgate/sandbox/redsys.hpp>

#include <tollgate/client.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/listener.hpp>

#include <doctest/doctest.h>
#include <support/mailbox.hpp>
#include <support/refusal.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace sandbox = tollgate::sandbox;
namespace redsys = tollgate::redsys;
using tollgate::test::code_of;

redsys::account terminal_of_shop(std::string_view key = "sq7HjrUOBfKmC576ILgskD5srU870gJ7",
                                 std::string merchant = "999008881")
{
    return {.merchant = std::move(merchant),
            .terminal = "1",
            .at = tollgate::environment{"test"},
            .key = tollgate::secret{key},
            .version = "HMAC_SHA256_V1"};
}

redsys::payment_form form_for(std::string order)
{
    return {.order = std::move(order),
            .amount = 49'99,
            .currency = "978",
            .success_url = "https://shop.example/ok?order=17#end",
            .failure_url = "https://shop.example/ko",
            .description = "A lamp",
            .data = "{\"a\":\"é+\"}"};
}

struct redsys_world {
    sandbox::gateway<redsys::account> gateway{terminal_of_shop()};
    tollgate::client<redsys::account> client{terminal_of_shop(), gateway.transport()};
    tollgate::listener listener;
    tollgate::test::mailbox<redsys::notification> told;

    redsys_world()
    {
        listener.on<redsys::notification>("/redsys", terminal_of_shop(),
                                          [this](auto const &what) { told.put(*what); });
        listener.start().value();
    }
    /// As the payer's browser, by the sandbox's plain HTTP.
    [[nodiscard]] tollgate::wire_response browse(std::string const &url, std::string const &body) const
    {
        return sandbox::post_callback(url, body, std::chrono::seconds{30},
                                      "application/x-www-form-urlencoded")
            .value();
    }
    [[nodiscard]] tollgate::wire_response post(tollgate::browser_page const &page)
    {
        tollgate::parameter_list fields;
        for (auto const &[name, value] : page.fields())
            fields.add({.name = name, .text = value});
        return browse(gateway.page_url(page.url().text()).value(),
                      tollgate::detail::query_of(std::as_const(fields).items()));
    }
    template <class Form>
    [[nodiscard]] tollgate::wire_response post(Form const &form,
                                               redsys::account const &who = terminal_of_shop())
    {
        return post(tollgate::client{who, gateway.transport()}.page(form).value());
    }
    /// Posts the form, and is on its page.
    template <class Form>
    [[nodiscard]] std::string open(Form const &form)
    {
        auto const opened = post(form);
        REQUIRE(opened.status == 303);
        std::string const page = gateway.page_url(gateway.entries<redsys::account>().back().page).value();
        REQUIRE(page.ends_with(header_of(opened, "Location")));
        return page;
    }
    [[nodiscard]] static std::string header_of(tollgate::wire_response const &in, std::string_view name)
    {
        for (auto const &each : in.headers)
            if (each.name == name) return each.value;
        return {};
    }
    [[nodiscard]] redsys::refund refund_of(std::string order, std::int64_t amount = 49'99) const
    {
        return {.order = std::move(order), .amount = amount, .currency = "978"};
    }
};

} // namespace

TEST_SUITE("the sandbox: Redsys")
{
    TEST_CASE("the payer's browser posts the form, pays on its page, and comes back with what was told")
    {
        redsys_world w;
        auto form = form_for("1446068581");
        form.notified_at = w.listener.url("/redsys");
        std::string const page = w.open(form);
        CHECK(w.browse(page, "").body.find("49.99 EUR") != std::string::npos);
        auto const paid = w.browse(page, "choice=pay");
        REQUIRE(paid.status == 303);

        std::string const back = w.header_of(paid, "Location");
        std::string_view const begins = "https://shop.example/ok?order=17&";
        REQUIRE(back.starts_with(begins));
        REQUIRE(back.ends_with("#end"));
        std::string_view const query =
            std::string_view{back}.substr(begins.size(), back.size() - begins.size() - 4);
        auto const returned = tollgate::receive<redsys::notification>(terminal_of_shop(), query);
        REQUIRE(returned.has_value());
        CHECK((*returned)->is_authorized());

        CHECK(w.gateway.wait_for_callbacks(std::chrono::seconds{30}));
        auto const told = w.told.all();
        REQUIRE(told.size() == 1);
        CHECK(*told[0].order == "1446068581");
        CHECK(told[0].amount->count() == 49'99);
        CHECK(*told[0].terminal == "1");
        CHECK(*told[0].type == "0");
        CHECK(*told[0].response == "0000");
        CHECK(told[0].authorization == (*returned)->authorization);
        CHECK(*told[0].data == "%7B%22a%22%3A%22%C3%A9%2B%22%7D");
        CHECK(told[0].date->substr(2, 3) == "%2F");
        CHECK(w.gateway.balance<redsys::account>("978").text() == "4999");
        CHECK(w.browse(page, "").body.find("Paid") != std::string::npos);
    }

    TEST_CASE(
        "who declines comes back to the other address; callbacks go where the sandbox was told if the form names none that it reaches")
    {
        redsys_world w;
        w.gateway.send_callbacks_to<redsys::account>(w.listener.url("/redsys"));
        auto form = form_for("0017ABCdefgh");
        form.notified_at = "https://shop.example/redsys";
        auto const declined = w.browse(w.open(form), "choice=decline");
        std::string const back = w.header_of(declined, "Location");
        std::string_view const begins = "https://shop.example/ko?";
        REQUIRE(back.starts_with(begins));
        auto const returned =
            tollgate::receive<redsys::notification>(terminal_of_shop(), back.substr(begins.size()));
        REQUIRE(returned.has_value());
        CHECK_FALSE((*returned)->is_authorized());
        CHECK(w.gateway.wait_for_callbacks(std::chrono::seconds{30}));
        REQUIRE(w.told.all().size() == 1);
        CHECK(*w.told.all()[0].response == "0190");
    }

    TEST_CASE("a form that is not the terminal's own is refused on a page, and opens nothing")
    {
        redsys_world w;
        auto const code = [](tollgate::wire_response const &page) {
            CHECK(page.status == 200);
            CHECK(redsys_world::header_of(page, "Content-Type") == "text/html; charset=utf-8");
            std::size_t const at = page.body.find("SIS");
            return at == page.body.npos ? std::string{} : page.body.substr(at, 7);
        };
        auto const form = form_for("1446068582");
        CHECK(code(w.post(form, terminal_of_shop("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))) == "SIS0042");
        CHECK(code(w.post(form, terminal_of_shop("sq7HjrUOBfKmC576ILgskD5srU870gJ7", "999008882"))) ==
              "SIS0026");
        tollgate::browser_page page = w.client.page(form).value();
        auto fields = page.fields();
        fields[0].value = "HMAC_SHA512_V2"; // signed as it is, but not by its name
        CHECK(code(w.post(tollgate::browser_page{page.url(), fields})) == "SIS0042");
        fields.pop_back();
        CHECK(code(w.post(tollgate::browser_page{page.url(), fields})) == "SIS0042");
        CHECK(code(w.post(tollgate::browser_page{page.url(), {}})) == "SIS0007");
        CHECK(w.gateway.entries<redsys::account>().empty());
        static_cast<void>(w.open(form));
        CHECK(code(w.post(form)) == "SIS0051");
        CHECK(w.gateway.entries<redsys::account>().size() == 1);
    }

    TEST_CASE("what only a program sends is not taken from a browser")
    {
        redsys_world w;
        std::string url = w.gateway.page_url("https://sis-t.redsys.es:25443/sis/realizarPago").value();
        url.replace(url.find("/sis/realizarPago"), url.npos, "/sis/rest/trataPeticionREST");
        CHECK(w.browse(url, "{}").status == 404);
        CHECK(w.gateway.page_url("https://sis-t.redsys.es:25443/sis/rest/trataPeticionREST").has_error());
    }

    TEST_CASE("a payment is given back by REST, in parts, and no more than was paid")
    {
        redsys_world w;
        CHECK(code_of(w.client.send(w.refund_of("1446068583"))) == "SIS0054");
        static_cast<void>(w.open(form_for("1446068583")));
        CHECK(code_of(w.client.send(w.refund_of("1446068583"))) == "SIS0056");
        REQUIRE(w.gateway.pay(w.gateway.entries<redsys::account>().back().id).has_error()); // told nowhere
        auto const part = w.client.send(w.refund_of("1446068583", 9'99));
        REQUIRE(part.has_value());
        CHECK(*part->response == "0900");
        CHECK(*part->type == "3");
        CHECK(part->amount->count() == 9'99);
        CHECK(*part->merchant == "999008881");
        CHECK(code_of(w.client.send(w.refund_of("1446068583", 40'01))) == "SIS0057");
        CHECK(w.client.send(w.refund_of("1446068583", 40'00)).has_value());
        CHECK(code_of(w.client.send(w.refund_of("1446068583", 1))) == "SIS0057");
        CHECK(w.gateway.balance<redsys::account>("978").text() == "0");
    }

    TEST_CASE("a pre-authorization is captured once, or canceled")
    {
        redsys_world w;
        auto const preauthorize = [&w](std::string order) {
            redsys::preauthorization_form const form{
                .order = std::move(order), .amount = 10'00, .currency = "978"};
            return w.browse(w.open(form), "choice=pay").status;
        };
        redsys::capture const take{.order = "1446068584", .amount = 4'00, .currency = "978"};
        CHECK(code_of(w.client.send(take)) == "SIS0059");
        CHECK(preauthorize("1446068584") == 200); // there is no way back
        CHECK(code_of(w.client.send(w.refund_of("1446068584", 1))) == "SIS0056");
        CHECK(code_of(w.client.send(
                  redsys::capture{.order = "1446068584", .amount = 10'01, .currency = "978"})) == "SIS0062");
        auto const taken = w.client.send(take);
        REQUIRE(taken.has_value());
        CHECK(*taken->type == "2");
        CHECK(*taken->response == "0900");
        CHECK(taken->amount->count() == 4'00);
        CHECK(code_of(w.client.send(take)) == "SIS0060");
        CHECK(w.gateway.balance<redsys::account>("978").text() == "400");
        CHECK(w.client.send(w.refund_of("1446068584", 4'00)).has_value());

        redsys::cancel const give_up{.order = "1446068585", .amount = 10'00, .currency = "978"};
        CHECK(code_of(w.client.send(give_up)) == "SIS0225");
        CHECK(preauthorize("1446068585") == 200);
        auto const given_up = w.client.send(give_up);
        REQUIRE(given_up.has_value());
        CHECK(*given_up->type == "9");
        CHECK(*given_up->response == "0400");
        CHECK(code_of(w.client.send(give_up)) == "SIS0222");
        CHECK(code_of(w.client.send(
                  redsys::capture{.order = "1446068585", .amount = 1, .currency = "978"})) == "SIS0061");
        CHECK(code_of(w.client.send(
                  redsys::cancel{.order = "1446068584", .amount = 4'00, .currency = "978"})) == "SIS0223");
    }

    TEST_CASE("a card pays over REST, and its number is nowhere in what comes back")
    {
        redsys_world w;
        redsys::pay const order{.order = "1446068586",
                                .amount = 49'99,
                                .currency = "978",
                                .card = "4548812049400004",
                                .expiry = "3412",
                                .cvv = "123"};
        auto const paid = w.client.send(order);
        REQUIRE(paid.has_value());
        CHECK(paid->is_authorized());
        CHECK(*paid->type == "0");
        auto const kept = w.gateway.entries<redsys::account>();
        for (auto const &each : kept.back().shown.fields())
            CHECK(each.text != "4548812049400004");
        CHECK(code_of(w.client.send(order)) == "SIS0051");
        auto const begun =
            w.client.send(redsys::begin{.order = "1446068587", .amount = 1, .currency = "978"});
        REQUIRE(begun.has_value());
        CHECK(*begun->order == "1446068587");
        CHECK(*begun->needs_authentication == "N");
        CHECK(w.gateway.entries<redsys::account>().size() == 1);
    }

    TEST_CASE("a terminal of the newer version signs and verifies by it, and one of the older is refused")
    {
        redsys::account newer = terminal_of_shop();
        newer.version = "HMAC_SHA512_V2";
        sandbox::gateway<redsys::account> gateway{newer};
        redsys::pay order{
            .order = "1446068588", .amount = 49'99, .currency = "978", .token = "75deafbe9b8e1e9d"};
        auto const paid = tollgate::client{newer, gateway.transport()}.send(order);
        REQUIRE(paid.has_value());
        CHECK(paid->is_authorized());
        order.order = "1446068589";
        CHECK(code_of(tollgate::client{terminal_of_shop(), gateway.transport()}.send(order)) == "SIS0042");
        CHECK(gateway.entries<redsys::account>().size() == 1);
    }
}

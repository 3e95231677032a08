// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/browser_page.hpp>

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A gateway that does not exist, which payers are sent to.
namespace kittiwake {

using namespace tollgate::signing::words;
using tollgate::required, tollgate::optional, tollgate::secret;

struct account {
    required<"shop", std::string> shop;
    required<"environment", tollgate::environment> at;
    required<"key", secret> key;
};

inline constexpr auto pairs =
    in_field<"sign">(hex(sha256(join("|", name + "=" + value, fields | but<"sign"> | by_name) + key)));

} // namespace kittiwake

template <>
struct tollgate::provider_traits<kittiwake::account> {
    static constexpr std::string_view name = "Kittiwake";
    static constexpr auto host =
        hosts<"test", "test.kittiwake.example:8443/gate", "live", "pay.kittiwake.example">;
    static constexpr auto request_signature = kittiwake::pairs;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = kittiwake::pairs;
    static constexpr auto sent_headers = headers_of(sends<"X-Shop">("by the program"));
    static constexpr refusal_rule refusal{};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace kittiwake {

struct pay {
    required<"layout", std::string, tollgate::in_path> layout;
    required<"order", std::string> order;
    optional<"note", std::string> note{};
    optional<"items[]", std::string> items{};
    using account = kittiwake::account;
    using endpoint = tollgate::browser_form<"/pay/{layout}">;
    using response = tollgate::nothing;
};
struct checkout {
    tollgate::required<"order", std::string> order;
    tollgate::required<"amount", tollgate::minor_units> amount;
    using account = kittiwake::account;
    using endpoint = tollgate::browser_form<"/checkout">;
    using response = tollgate::nothing;
};
struct open_invoice {
    required<"order", std::string> order;
    optional<"note", std::string> note{};
    using account = kittiwake::account;
    using endpoint = tollgate::browser_link<"/invoice">;
    using response = tollgate::nothing;
};

} // namespace kittiwake

namespace {

using tollgate::browser_page, tollgate::browser_field, tollgate::errc;

auto gateway_at(std::string name)
{
    return tollgate::client{kittiwake::account{.shop = "s1",
                                               .at = tollgate::environment{std::move(name)},
                                               .key = tollgate::secret{"k"}},
                            tollgate::scripted_transport{{}}};
}

std::size_t count(std::string_view text, std::string_view part)
{
    std::size_t times = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1))
        ++times;
    return times;
}

} // namespace

TEST_SUITE("the payer's browser")
{
    TEST_CASE("the page of a message posts its fields and its signature to the account's host")
    {
        auto const gateway = gateway_at("test");
        kittiwake::pay const order{.layout = "wide", .order = "A 17+", .note = "1 < 2 & \"x\"", .items = "é"};
        auto const page = gateway.page(order);
        REQUIRE(page.has_value());
        CHECK(page->is_form());
        CHECK(page->url() == "https://test.kittiwake.example:8443/gate/pay/wide");
        auto const sent = tollgate::make_request(gateway.account(), order);
        REQUIRE(sent.has_value());
        CHECK(page->fields() == std::vector<browser_field>{{"shop", "s1"},
                                                           {"order", "A 17+"},
                                                           {"note", "1 < 2 & \"x\""},
                                                           {"items[]", "é"},
                                                           {"sign", std::string{sent->signature().text()}}});
        CHECK(sent->headers().size() == 1); // a browser sends none of the gateway's own
        CHECK(gateway_at("live").page(order)->url() == "https://pay.kittiwake.example/pay/wide");
        auto const other = gateway_at("live").page(kittiwake::checkout{.order = "17", .amount = 49'99});
        REQUIRE(other.has_value());
        CHECK(other->fields().at(2) == browser_field{"amount", "4999"});
    }
    TEST_CASE("a message that cannot be signed gives no page")
    {
        auto const gateway = gateway_at("test");
        auto const page = gateway.page(kittiwake::pay{.layout = "..", .order = "17"});
        REQUIRE(page.has_error());
        CHECK(page.error().code() == errc::invalid_path_value);
        CHECK(page.error().is_not_sent());
        CHECK(gateway_at("elsewhere").page(kittiwake::open_invoice{.order = "17"}).has_error());
    }
    TEST_CASE("a link is an address with the whole query")
    {
        auto const page = gateway_at("live").page(kittiwake::open_invoice{.order = "A 17&", .note = "'"});
        REQUIRE(page.has_value());
        CHECK_FALSE(page->is_form());
        CHECK(page->fields().empty());
        std::string const &url = page->url().text();
        CHECK(
            url.starts_with("https://pay.kittiwake.example/invoice?shop=s1&order=A%2017%26&note=%27&sign="));
        std::string const html = page->html();
        std::string escaped = url;
        for (std::size_t at = escaped.find('&'); at != escaped.npos; at = escaped.find('&', at + 1))
            escaped.replace(at, 1, "&amp;");
        CHECK(count(html, "<meta http-equiv=\"refresh\" content=\"0;url=" + escaped + "\">") == 1);
        CHECK(count(html, "<a href=\"" + escaped + "\">Continue to the payment</a>") == 1);
        CHECK(count(html, "<form") == 0);
        CHECK(count(html, "<script") == 0);
    }
    TEST_CASE("the page escapes all that it is given, and posts by itself or by its button")
    {
        browser_page const page{"https://bank.example/3ds?a=1&b=2",
                                {{"PaReq", "<\"'&>"}, {"submit", ""}, {"\"><script>", "x"}}};
        std::string const html =
            page.html({.nonce = "r4nd\"", .title = "Pay <now>", .button = "Go & pay", .language = "en-GB"});
        CHECK(count(html, "<html lang=\"en-GB\">") == 1);
        CHECK(count(html, "<meta charset=\"utf-8\">") == 1);
        CHECK(count(html, "<title>Pay &lt;now&gt;</title>") == 1);
        CHECK(count(html, "<form method=\"post\" action=\"https://bank.example/3ds?a=1&amp;b=2\"") == 1);
        CHECK(count(html, "<input type=\"hidden\" name=\"PaReq\" value=\"&lt;&quot;&#39;&amp;&gt;\">") == 1);
        CHECK(count(html, "<input type=\"hidden\" name=\"submit\" value=\"\">") == 1);
        CHECK(count(html, "name=\"&quot;&gt;&lt;script&gt;\"") == 1);
        CHECK(count(html, "<button>Go &amp; pay</button>") == 1);
        CHECK(count(html, "<script nonce=\"r4nd&quot;\">") == 1);
        CHECK(count(html, "<script") == 1);
        CHECK(html.find("<script") > html.find("</form>"));
        CHECK(count(html, "prototype.submit.call") == 1); // `form.submit` would be the field of that name
        CHECK(count(page.html(), "<script>") == 1);
    }
    TEST_CASE("a page goes to an address, and nowhere else")
    {
        CHECK_THROWS_AS(browser_page{tollgate::http_url{}}, std::invalid_argument);
        CHECK_THROWS_AS((browser_page{tollgate::http_url{}, {}}), std::invalid_argument);
        CHECK(browser_page{"https://bank.example/", {}}.is_form());
        CHECK_FALSE(browser_page{"https://bank.example/"}.is_form());
    }
}

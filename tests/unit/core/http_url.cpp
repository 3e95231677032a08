// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/field.hpp>
#include <tollgate/http_url.hpp>

#include <doctest/doctest.h>

#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using tollgate::http_url;

struct form {
    tollgate::required<"url", http_url> url;
    tollgate::optional<"next", http_url> next{};
};

std::string redirected(form const &to)
{
    return to.url.value();
}

TEST_SUITE("core")
{
    TEST_CASE("http_url: an absolute http or https URL is kept as it is")
    {
        for (std::string_view const text :
             {"https://pay.example", "https://pay.example/", "http://pay.example/form?id=7#top",
              "HTTPS://PAY.EXAMPLE/A", "https://pay.example:8443/x", "https://pay.example:/x",
              "https://127.0.0.1:80?x", "https://[::1]/x", "https://[2001:db8::1]:8443",
              "https://user:word@pay.example/x", "https://\xD0\xBF\xD0\xBB\xD0\xB0\xD1\x82\xD0\xB0.example/",
              "https://pay.example/a b|\"c\"", "https://pay.example/?to=https://shop.example/@x"}) {
            CAPTURE(text);
            auto const url = http_url::parse(text);
            REQUIRE(url.has_value());
            CHECK(url->text() == text);
        }
    }

    TEST_CASE("http_url: everything else is no address")
    {
        using namespace std::literals;
        for (std::string_view const text : {""sv,
                                            "false"sv,
                                            "17"sv,
                                            "/form/1"sv,
                                            "//pay.example/1"sv,
                                            "pay.example/1"sv,
                                            "https:"sv,
                                            "https:/pay.example"sv,
                                            "https://"sv,
                                            "https:///x"sv,
                                            "https://?x"sv,
                                            "https://:443/"sv,
                                            "https://user@/x"sv,
                                            "ftp://pay.example/"sv,
                                            "javascript:pay()"sv,
                                            "data:text/html,x"sv,
                                            " https://pay.example"sv,
                                            "https://pay.example/\r\nSet-Cookie: a=1"sv,
                                            "https://pay.example/\0"sv,
                                            "https://pay.example/\x7F"sv,
                                            "https://pay.example:x/"sv,
                                            "https://pay.example:65536/"sv,
                                            "https://pay example/"sv,
                                            "https://shop.example\\@pay.example/"sv,
                                            "https://[::1/x"sv,
                                            "https://[pay.example]/x"sv,
                                            "https://[::1]x/"sv,
                                            "https://\">/"sv}) {
            CAPTURE(text);
            auto const url = http_url::parse(text);
            REQUIRE(url.has_error());
            CHECK(url.error().code() == tollgate::errc::invalid_address);
            CHECK_FALSE(url.error().has_outcome());
            if (!text.empty()) CHECK_THROWS_AS(http_url{text}, std::invalid_argument);
        }
        CHECK(http_url{}.empty());
        CHECK(http_url{""} == http_url{});
        CHECK_THROWS_AS(static_cast<void>(form{.url = "false"}), std::invalid_argument);
    }

    TEST_CASE("http_url: a field of it is read like a text")
    {
        std::string const given = "https://pay.example/1";
        form const one{.url = given};
        std::string copy = *one.url;
        CHECK(copy == given);
        copy = one.url.value();
        CHECK(redirected(one) == given);
        CHECK(std::string{*one.url} == given);
        std::string_view const view = *one.url;
        CHECK(view == given);
        CHECK(one.url == given);
        CHECK(one.url == "https://pay.example/1");
        CHECK(*one.url == std::string_view{given});
        CHECK(given == *one.url);
        CHECK_FALSE(one.url == "https://pay.example/2");
        CHECK(one.url->text() == given);
        CHECK("to " + one.url == "to " + given);
        CHECK("to " + *one.url + "!" == "to " + given + "!");
        CHECK(*one.url + "?x" == given + "?x");
        CHECK(one.next.value_or("") == "");
        CHECK(one.next.value_or(given) == given);
        CHECK_FALSE(one.next == given);
        std::ostringstream out;
        out << *one.url << ' ' << one.url.value();
        CHECK(out.str() == given + ' ' + given);
        form const other_one{.url = one.url, .next = *one.url};
        CHECK(other_one.url == one.url);
        CHECK(other_one.next == one.url.value());
    }
}

} // namespace

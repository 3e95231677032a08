// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/net/server/request_path.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using tollgate::detail::path_of;
using tollgate::detail::route_of;
using tollgate::detail::without_query;

TEST_SUITE("tollgate.net.server.request_path")
{
    TEST_CASE("request_path: what may hold a secret is cut off")
    {
        CHECK(without_query("/callbacks?secret=1#part") == "/callbacks");
        CHECK(without_query("/callbacks#part?secret=1") == "/callbacks");
        CHECK(without_query("/callbacks") == "/callbacks");
        CHECK(without_query("?secret=1") == "");
        CHECK(without_query("") == "");
    }

    TEST_CASE("request_path: of a target in absolute form, what follows the authority")
    {
        CHECK(path_of("http://shop.example/callbacks?a=1") == "/callbacks");
        CHECK(path_of("HTTPS://shop.example:8443/callbacks") == "/callbacks");
        CHECK(path_of("https://shop.example") == "/");
        CHECK(path_of("https://shop.example?a=1") == "/");
        CHECK(path_of("/http://shop.example/") == "/http://shop.example/");
        CHECK(path_of("ftp://shop.example/callbacks") == "ftp://shop.example/callbacks");
        CHECK(path_of("*") == "*");
    }

    TEST_CASE("request_path: all ways to write a path are one route")
    {
        for (std::string_view const written :
             {"/callbacks/shop", "/callbacks/shop/", "//callbacks///shop//", "callbacks/shop",
              "/callbacks/shop?a=1", "/%63allbacks/sh%6Fp", "/%63allbacks/sh%6fp", "/callbacks%2Dshop",
              "http://shop.example/callbacks/shop"}) {
            CAPTURE(written);
            bool const has_dash = written == "/callbacks%2Dshop";
            CHECK(route_of(written) == (has_dash ? "/callbacks-shop" : "/callbacks/shop"));
        }
        CHECK(route_of("") == "/");
        CHECK(route_of("///") == "/");
    }

    TEST_CASE("request_path: what changes the meaning is kept")
    {
        CHECK(route_of("/Callbacks") == "/Callbacks");
        CHECK(route_of("/a%2fb") == "/a%2Fb");   // an encoded slash separates nothing
        CHECK(route_of("/a%3Fb?c") == "/a%3Fb"); // and an encoded question mark begins no query
        CHECK(route_of("/a/./b/../c") == "/a/./b/../c");
        CHECK(route_of("/~shop") == route_of("/%7eshop"));
        CHECK(route_of("/100%") == "/100%");
        CHECK(route_of("/%zz") == "/%zz");
        CHECK(route_of("/\xD0\xBC") == "/%D0%BC");
        CHECK(route_of("/%d0%bc") == "/%D0%BC");
        CHECK(route_of(std::string_view{"/a\0b", 4}) == (std::string{"/a"} + '\0' + 'b'));
    }
}

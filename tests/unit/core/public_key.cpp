// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/public_key.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <type_traits>

using tollgate::errc;
using tollgate::public_key;

static_assert(!std::is_default_constructible_v<public_key>);
static_assert(!std::is_constructible_v<public_key, std::nullptr_t>);
static_assert(!std::is_convertible_v<char const *, public_key>);

TEST_SUITE("tollgate.core.public_key")
{
    TEST_CASE("public_key: an empty text is refused")
    {
        char const *const null = nullptr;
        CHECK_THROWS_AS(public_key{""}, std::invalid_argument);
        CHECK_THROWS_AS(public_key{null}, std::invalid_argument);
        auto const empty = public_key::from_text("");
        REQUIRE(empty.has_error());
        CHECK(empty.error().code() == errc::invalid_public_key);
        CHECK(empty.error().is_not_sent());
        CHECK_FALSE(empty.error().has_outcome());
        CHECK(public_key::from_text("key").value().text() == "key");
    }

    TEST_CASE("public_key: one that replaces others has all of them, the newest first")
    {
        public_key const oldest{"a"};
        public_key const newest = public_key{"c"}.replacing(public_key{"b"}.replacing(oldest));
        REQUIRE(newest.versions() == 3);
        CHECK(newest.text() == "c");
        CHECK(newest.text(1) == "b");
        CHECK(newest.text(2) == "a");
        CHECK(oldest.versions() == 1);
        CHECK(oldest != newest);
    }
}

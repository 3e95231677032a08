// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/secret.hpp>

#include <doctest/doctest.h>
#include <support/allocation_counter.hpp>

#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace {

using tollgate::secret;
using tollgate::detail::secret_access;

template <class T>
concept streamable = requires(std::ostream &out, T const &value) { out << value; };

static_assert(!streamable<secret> && streamable<int>);
static_assert(!std::equality_comparable<secret>);
static_assert(!std::convertible_to<secret, std::string> && !std::convertible_to<secret, std::string_view>);
static_assert(!std::constructible_from<std::string, secret> &&
              !std::constructible_from<std::string_view, secret>);
static_assert(!std::convertible_to<secret, bool>);
static_assert(!std::default_initializable<secret> && !std::constructible_from<secret, std::nullptr_t>);
static_assert(!std::convertible_to<std::string, secret> && !std::convertible_to<char const *, secret>);
static_assert(std::copyable<secret> && std::is_nothrow_move_constructible_v<secret>);

char const *const null_text = nullptr;
constexpr std::string_view text = "a secret that is longer than any small text";

} // namespace

TEST_SUITE("tollgate.core.secret")
{
    TEST_CASE("secret: null and empty are refused")
    {
        char const *null = nullptr;
        CHECK_THROWS_AS(secret{""}, std::invalid_argument);
        CHECK_THROWS_AS(secret{std::string{}}, std::invalid_argument);
        CHECK_THROWS_AS(secret{null}, std::invalid_argument);
        for (auto const &made :
             {secret::from_text(""), secret::from_text(std::string_view{}), secret::from_text(null)}) {
            REQUIRE(made.has_error());
            CHECK(made.error().code() == tollgate::errc::invalid_secret);
            CHECK(made.error().is_not_sent());
            CHECK_FALSE(made.error().has_outcome());
        }
        CHECK(secret_access::text(secret::from_text("k").value()) == "k");
    }

    TEST_CASE("secret: what was copied around a key is refused, and the error names the setting")
    {
        for (std::string const around :
             {" ", "\t", "\n", "\r\n", "\v", "\f", "\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf"}) {
            CAPTURE(around);
            for (std::string const &copied : {around + "key", "key" + around, around}) {
                auto const made = secret::from_text(copied, "shop.salt");
                REQUIRE(made.has_error());
                CHECK(made.error().code() == tollgate::errc::invalid_secret);
                CHECK(
                    made.error().message().starts_with("The secret `shop.salt` begins or ends with a blank"));
                CHECK_FALSE(made.error().has_outcome());
            }
            CHECK(secret::from_text("a" + around + "b").has_value());
            CHECK(secret_access::text(secret{around + "key"}) == around + "key"); // said on purpose
            setenv("TOLLGATE_TEST_SECRET", ("key" + around).c_str(), 1);
            auto const set = secret::from_environment("TOLLGATE_TEST_SECRET");
            REQUIRE(set.has_error());
            CHECK(set.error().message().find("`TOLLGATE_TEST_SECRET`") != std::string::npos);
            unsetenv("TOLLGATE_TEST_SECRET");
        }
        CHECK(secret::from_text("", "shop.salt")
                  .error()
                  .message()
                  .starts_with("The secret `shop.salt` is empty"));
        CHECK(secret::from_text(null_text, "shop.salt").error().message().find("shop.salt") !=
              std::string::npos);
        CHECK(
            secret::from_text("-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n").has_value());
        CHECK(secret::from_text("\xc3\xa0 key \xd0\xa0").has_value()); // letters whose last byte is a blank's
    }

    TEST_CASE("secret: keeps every byte")
    {
        constexpr std::string_view bytes{"a\0\xFF b", 5};
        CHECK(secret_access::text(secret{bytes}) == bytes);
    }

    TEST_CASE("secret: is read from an environment variable, which must be set and not empty")
    {
        std::string const variable = "TOLLGATE_TEST_SECRET";
        for (char const *value : {static_cast<char const *>(nullptr), ""}) {
            value == nullptr ? unsetenv(variable.c_str()) : setenv(variable.c_str(), value, 1);
            auto const made = secret::from_environment(variable);
            REQUIRE(made.has_error());
            CHECK(made.error().code() == tollgate::errc::environment_not_set);
            CHECK(made.error().message().find(variable) != std::string::npos);
        }
        setenv(variable.c_str(), "from outside", 1);
        CHECK(secret_access::text(secret::from_environment(variable).value()) == "from outside");
        unsetenv(variable.c_str());
    }

    TEST_CASE("secret: replacing keeps the older keys, the newest first")
    {
        secret const oldest{"oldest"};
        secret const both = secret{"older"}.replacing(oldest);
        secret const all = secret{"newest"}.replacing(both);
        CHECK(oldest.versions() == 1);
        CHECK(both.versions() == 2);
        REQUIRE(all.versions() == 3);
        CHECK(secret_access::text(all) == "newest");
        CHECK(secret_access::text(all, 1) == "older");
        CHECK(secret_access::text(all, 2) == "oldest");
    }

    TEST_CASE("secret: the test sees a secret that is freed as it is")
    {
        CHECK(tollgate::test::count_freed_with(text, [] { std::string const plain{text}; }) == 1);
    }

    TEST_CASE("secret: its bytes are overwritten when it goes, is copied, moved, assigned or rotated")
    {
        CHECK(tollgate::test::count_freed_with(text, [] {
                  secret const first{text};
                  secret copy = first;
                  secret moved = std::move(copy);
                  secret assigned{"another"};
                  assigned = first;
                  assigned = secret{"yet another"};
                  moved = std::move(assigned);
                  secret const rotated = first.replacing(moved).replacing(first);
                  auto const made = secret::from_text(text);
              }) == 0);
    }
}

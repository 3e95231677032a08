// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/idempotency_key.hpp>

#include <tollgate/field.hpp>

#include <doctest/doctest.h>

#include <concepts>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

namespace {

using tollgate::idempotency_key;
using once = tollgate::required<"Idempotency-Key", idempotency_key>;

// A key is made of a text on purpose only.
static_assert(!std::convertible_to<std::string, idempotency_key> &&
              !std::convertible_to<char const *, idempotency_key>);
static_assert(std::constructible_from<once, idempotency_key> && !std::constructible_from<once, std::string> &&
              !std::constructible_from<once, char const *>);
static_assert(!std::default_initializable<once>);

} // namespace

TEST_SUITE("tollgate.core.idempotency_key")
{
    TEST_CASE("idempotency_key: is the text that it was made of, and printed as such")
    {
        idempotency_key const key{"order-17"};
        CHECK(key.text() == "order-17");
        CHECK(key == "order-17");
        CHECK(key == idempotency_key{std::string{"order-17"}});
        CHECK(key != idempotency_key{std::string_view{"order-18"}});
        CHECK(idempotency_key{}.empty());
        std::ostringstream out;
        out << key;
        CHECK(out.str() == "order-17");
        once const field{key};
        CHECK("key " + field == "key order-17");
    }

    TEST_CASE("idempotency_key: a random one is a UUID of version 4, and another each time")
    {
        std::set<std::string> all;
        std::set<char> at_the_variant;
        for (int i = 0; i != 200; ++i) {
            std::string const text = idempotency_key::random().text();
            REQUIRE(text.size() == 36);
            for (std::size_t at = 0; at != text.size(); ++at) {
                bool const is_hyphen = at == 8 || at == 13 || at == 18 || at == 23;
                CHECK((is_hyphen ? text[at] == '-'
                                 : std::string_view{"0123456789abcdef"}.find(text[at]) != std::string::npos));
            }
            CHECK(text[14] == '4');
            at_the_variant.insert(text[19]);
            all.insert(text);
        }
        CHECK(all.size() == 200);
        CHECK(at_the_variant == std::set<char>{'8', '9', 'a', 'b'});
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/signing/signature_location.hpp>

#include <tollgate/signing/words.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/signing.hpp>

namespace {

namespace checks = tollgate::signing::rule_checks;
using namespace tollgate::signing::words;

constexpr auto rule = in_field<"sign">(hex(md5(join("&", value, fields | but<"sign">) + key)));
static_assert(tollgate::signing::signature_rule<decltype(rule)> && rule.is_signed && rule.field == "sign");
static_assert(tollgate::signing::signature_rule<decltype(not_signed)> && !not_signed.is_signed);
static_assert(!tollgate::signing::signature_rule<decltype(rule.scheme)>);

// Every join of a scheme must leave the signature's own field out.
template <class Scheme>
constexpr bool spares_sign(Scheme)
{
    return checks::spares_field(tollgate::signing::shape_of<Scheme>, "sign");
}
static_assert(spares_sign(join("", value, fields | but<"sign">)));
static_assert(spares_sign(join("", value, fields | but<"sign"> | nonblank | as(php_text) | by_name)));
static_assert(!spares_sign(join("", value, fields | but<"signature">)));
static_assert(!spares_sign(join("", value, fields)));
static_assert(!spares_sign(key + lower(join("", value, fields)) + key));
static_assert(!spares_sign(join("", value, fields | but<"sign">) + join("", value, fields)));
static_assert(!spares_sign(hex(hmac_sha256(key, join("", value, fields)))));
static_assert(spares_sign(hex(sha512(operation + key))));

static_assert(tollgate::signing::has_digest<decltype(hex(md5(key)))>);
static_assert(tollgate::signing::has_digest<decltype("v1," + hex(md5(key)))>);
static_assert(!tollgate::signing::has_digest<decltype("v1," + key)>);
static_assert(!tollgate::signing::has_digest<decltype(key)>);

} // namespace

TEST_SUITE("tollgate.signing.rule")
{
    TEST_CASE("rule: another scheme can take the place of the first in the same field")
    {
        constexpr auto other = rule.with(hex(sha1(key)));
        static_assert(other.field == "sign");
        CHECK(tollgate::test::text_of(other.scheme, {{}, {}, "k"}) == tollgate::test::sha1_hex("k"));
    }
}

// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Which fields a scheme covers, as far as the scheme alone tells: all of it while compiling.

#include <tollgate/signing/coverage.hpp>
#include <tollgate/signing/words.hpp>

#include <doctest/doctest.h>

#include <string_view>
#include <type_traits>

namespace {

using namespace tollgate::signing::words;
namespace signing = tollgate::signing;
using signing::covered_item;

bool own_text(std::string_view, tollgate::wiped_buffer &)
{
    return true;
}
bool own_text_of_two(std::string_view, std::string_view, tollgate::wiped_buffer &)
{
    return true;
}

template <class Scheme>
consteval bool covers(Scheme, std::string_view path, bool is_container = false)
{
    return signing::covers<Scheme>({.path = path, .is_container = is_container});
}
template <class Scheme>
consteval bool covers_header(Scheme, std::string_view name)
{
    return signing::covers<Scheme>({.path = name, .is_header = true});
}
/// A digest of this and of the key.
template <class Text>
consteval auto keyed(Text text)
{
    return hex(sha256(text + key));
}

constexpr auto pair = name + "=" + value;

// Sets
static_assert(covers(keyed(join("&", pair, fields)), "a") && covers(keyed(join("&", pair, fields)), "a.b"));
static_assert(!covers(keyed(join("&", pair, fields | but<"a", "b">)), "b"));
static_assert(covers(keyed(join("&", pair, fields | but<"a", "b">)), "bb"));
static_assert(covers(keyed(join("&", pair, fields | starting<"x_">)), "x_a"));
static_assert(!covers(keyed(join("&", pair, fields | starting<"x_">)), "a"));
static_assert(covers(keyed(join("&", pair, fields | nonempty | by_name | reversed)), "a"));
static_assert(covers(keyed(join("&", pair, fields | scalars)), "a"));
static_assert(!covers(keyed(join("&", pair, fields | scalars)), "a", true));
static_assert(!covers(keyed(join("&", pair, fields | scalars)), "a.b"));
static_assert(signing::covers<decltype(keyed(join("&", pair, fields | scalars)))>({.path = "a.b",
                                                                                   .first_name = 3}));
static_assert(covers(keyed(join("&", pair, listed<"a", "o.b">)), "a"));
static_assert(covers(keyed(join("&", pair, listed<"a", "o.b">)), "o.b"));
static_assert(covers(keyed(join("&", pair, listed<"a", "o">)), "o.b"));
static_assert(!covers(keyed(join("&", pair, listed<"a", "o.b">)), "o"));
static_assert(!covers(keyed(join("&", pair, listed<"a", "o.b">)), "o.bb"));
static_assert(covers(keyed(join("&", pair, within<"o">)), "o") &&
              covers(keyed(join("&", pair, within<"o">)), "o.b"));
static_assert(!covers(keyed(join("&", pair, within<"o">)), "a"));
static_assert(!covers(keyed(join("&", pair, within<"o"> | but<"b">)), "o"));
static_assert(!covers(keyed(join("&", pair, within<"o"> | but<"b">)), "o.b"));
static_assert(covers(keyed(join("&", pair, within<"o"> | but<"b">)), "o.c"));
static_assert(covers(keyed(join("&", pair, fields | flattened<":">)), "card.pan"));
static_assert(!covers(keyed(join("&", pair, fields | flattened<":"> | but<"card:pan">)), "card.pan"));
static_assert(!covers(keyed(join("&", pair, fields | flattened<":"> | but<"card:pan">)), "card", true));
static_assert(!signing::covers<decltype(keyed(join("&", pair, fields | as(python_text))))>(
    {.path = "a", .is_container = true, .is_list = true}));
static_assert(signing::covers<decltype(keyed(join("&", pair, fields | as(json_value))))>(
    {.path = "a", .is_container = true, .is_list = true}));
static_assert(covers(keyed(join("&", pair, fields | as(python_text))), "a", true));
static_assert(covers(keyed(join("&", pair, named_in<"list">)), "a"));
static_assert(covers_header(keyed(join("\n", pair, headers)), "x-a"));
static_assert(covers_header(keyed(join("\n", pair, headers | starting<"X-Pay-">)), "x-pay-id"));
static_assert(!covers_header(keyed(join("\n", pair, headers | but<"Date">)), "date"));
static_assert(!covers(keyed(join("\n", pair, headers)), "a") &&
              !covers_header(keyed(join("&", pair, fields)), "a"));
static_assert(!covers(keyed(join("&", pair, query)), "a"));

// Leaves
static_assert(covers(keyed(field<"a">), "a") && !covers(keyed(field<"a">), "b"));
static_assert(covers(keyed(field<"o">), "o.b") && !covers(keyed(field<"o.b">), "o"));
static_assert(covers_header(keyed(header<"X-Id">), "x-id") && !covers(keyed(header<"X-Id">), "X-Id"));
static_assert(covers(hex(hmac_sha256(key, body)), "whatever.it.is", true));
static_assert(!covers_header(hex(hmac_sha256(key, body)), "x-id"));
static_assert(covers_header(hex(hmac_sha256(key, body)), "body"));

// Where a secret goes in
static_assert(covers(hex(hmac_sha256(key, field<"a">)), "a"));
static_assert(covers(hex(hmac_sha256(secret<"k">, field<"a">)), "a"));
static_assert(covers(hex(md5(field<"a"> + upper(hex(md5(key))))), "a"));
static_assert(covers(hex(md5(hex(md5(field<"a">)) + key)), "a"));
static_assert(covers(hex(sha256(join("", value, fields | plus<"p">(key) | by_name))), "a"));
static_assert(covers(base64(rsa_pkcs1<sha256>(field<"a">)), "a"));
static_assert(!covers(hex(md5(field<"a">)), "a"));
static_assert(!covers(hex(hmac_md5(text<"x">, field<"a">)), "a"));
static_assert(!covers(hex(hmac_md5(account_field<"x">, field<"a">)), "a"));
static_assert(!covers(hex(md5(field<"a">)) + hex(md5(field<"b"> + key)), "a"));
static_assert(covers(hex(md5(field<"a">)) + hex(md5(field<"b"> + key)), "b"));
static_assert(!covers(hex(md5(field<"a"> + when_empty(field<"b">, "x", key))), "a"));

// Maps
static_assert(covers(keyed(decimals<2>(field<"a">)), "a") && covers(keyed(lower(field<"a">)), "a"));
static_assert(covers(keyed(base64(percent_encode(join("&", pair, fields)))), "a"));
static_assert(!covers(keyed(strip<".,">(field<"a">)), "a") && !covers(keyed(first<4>(field<"a">)), "a"));
static_assert(!covers(keyed(replace<".", "">(field<"a">)), "a") &&
              covers(keyed(replace<".", ",">(field<"a">)), "a"));
static_assert(!covers(keyed(join("&", strip<".">(value), fields)), "a"));
static_assert(!covers(keyed(join("&", byte_length(value), fields)), "a"));
static_assert(covers(keyed(join("&", byte_length(value) + value, fields)), "a"));
static_assert(!covers(keyed(crc32(body)), "a") && !covers(keyed(crc32(field<"a">)), "a"));
static_assert(covers(keyed(crc32(body) + body), "a"));
static_assert(!covers(keyed(join("&", name + "", fields)), "a"));
static_assert(!covers(keyed(json_member<"id">(unbase64(field<"a">))), "a"));
static_assert(!covers(keyed(lower(body)), "a") && !covers(keyed(trim(body)), "a"));
// A message that chooses the piece which is kept leaves the secret out of it.
static_assert(!covers(hex(sha256(first<64>(field<"a"> + key))), "a"));
static_assert(!covers(hex(sha256(field<"a"> + first<64>(field<"b"> + key))), "a"));
static_assert(!covers(hex(sha256(body + first<64>(join("&", value, fields) + key))), "a"));
static_assert(!covers(hex(sha256(body + part<"t">("v=" + field<"a"> + ",t=" + key))), "a"));
static_assert(!covers(hex(sha256(body + json_member<"k">("{" + body + key + "}"))), "a"));
static_assert(!covers(hex(hmac_sha256(first<8>(header<"X-Id"> + key), body)), "a"));
static_assert(covers(hex(sha256(body + first<64>(key))), "a"));
static_assert(covers(hex(hmac_sha256(first<16>(hex(md5(field<"a"> + key))), body)), "a"));
static_assert(covers(first<16>(keyed(field<"a">)), "a") && covers(upper(keyed(body)), "a"));
static_assert(covers(keyed(join("", when_empty(value, "-", value), fields)), "a"));
static_assert(!covers(keyed(when_empty(field<"b">, "-", field<"a">)), "a"));
static_assert(covers(keyed(when_empty(field<"a">, "-", field<"a">)), "a"));
static_assert(covers(keyed(text_by<own_text>(field<"a">)), "a"));
static_assert(!covers(keyed(text_by<own_text>(body)), "a"));
static_assert(!covers(keyed(text_by<own_text_of_two>(field<"a">, field<"b">)), "a"));
static_assert(covers(hex(bytes_by<own_text_of_two>(key, body)), "a"));
static_assert(!covers(hex(bytes_by<own_text_of_two>(text<"x">, body)), "a"));
static_assert(!covers(hex(bytes_by<own_text_of_two>(body, key)), "a"));

} // namespace

TEST_SUITE("tollgate.signing.coverage")
{
    TEST_CASE("coverage: of a scheme's parts, each says what it covers while compiling")
    {
        CHECK(covers(keyed(join("&", pair, fields)), "a"));
        CHECK_FALSE(covers(keyed(join("&", pair, fields | but<"a">)), "a"));
    }
}

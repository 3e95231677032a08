// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/signing/words.hpp>

#include <tollgate/hash/openssl.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/signing.hpp>

#include <string>

namespace {

namespace signing = tollgate::signing;
using namespace tollgate::signing::words;
using tollgate::value_kind;
using tollgate::test::text_of;

// Concepts, both ways: what can be joined is text, what must be encoded first is bytes.
static_assert(signing::text_expression<decltype(key)> && !signing::bytes_expression<decltype(key)>);
static_assert(signing::bytes_expression<decltype(md5(key))> && !signing::text_expression<decltype(md5(key))>);
static_assert(signing::set<decltype(fields | nonblank)> && !signing::set<decltype(nonblank)>);
static_assert(signing::stage<decltype(by_name)> && !signing::stage<decltype(fields)>);
static_assert(!signing::expression<int>);
static_assert(decltype(name)::needs_item && decltype(lower("x" + name))::needs_item);
static_assert(!decltype(join("", name, fields))::needs_item && !decltype(operation + key)::needs_item);
template <class X>
constexpr bool needs_account(X)
{
    return signing::needs_account(signing::shape_of<X>);
}
static_assert(needs_account(hex(md5(upper(account_field<"a">) + key))));
static_assert(needs_account(join("", name, fields | by(account_field<"a"> + name))));
static_assert(!needs_account(hex(hmac_sha256(key, field<"a"> + join("", name, fields | by_name)))));

constexpr tollgate::parameter received[] = {{"b", "2"},
                                            {"C", "Ä 3"},
                                            {"a", ""},
                                            {"blank", " \t\r\n\v\f"},
                                            {"none", "", value_kind::null},
                                            {"yes", "true", value_kind::boolean}};
constexpr signing::context over{received, "init_form", "Jefe"};
constexpr signing::context over_nothing{{}, "what do ya want for nothing?", "Jefe"};

constexpr auto names_of = [](auto set) { return text_of(join(",", name, set), over).value(); };

} // namespace

TEST_SUITE("tollgate.signing.words")
{
    TEST_CASE("words: operation and key stand for what the request brings")
    {
        CHECK(text_of(operation, over) == "init_form");
        CHECK(text_of(key, over) == "Jefe");
        CHECK(text_of("<" + operation + "|" + key + ">", over) == "<init_form|Jefe>");
    }

    TEST_CASE("words: join writes the item for each field, and the separator between them")
    {
        CHECK(text_of(join("&", name + "=" + value, fields | but<"yes">), over) ==
              "b=2&C=Ä 3&a=&blank= \t\r\n\v\f&none=");
        CHECK(text_of(join("", "[" + value + "]", fields | nonblank), over) == "[2][Ä 3][true]");
        CHECK(text_of("(" + join("&", name, fields) + ")", over_nothing) == "()");
        CHECK(text_of(join("; ", join(",", name, fields) + value, fields | but<"a"> | nonblank), over)
                  .has_value());
    }

    TEST_CASE("words: a set is narrowed and ordered stage by stage")
    {
        CHECK(names_of(fields) == "b,C,a,blank,none,yes");
        CHECK(names_of(fields | but<"a">) == "b,C,blank,none,yes");
        CHECK(names_of(fields | but<"A">) == "b,C,a,blank,none,yes");
        CHECK(names_of(fields | but<"a"> | but<"b"> | but<"C">) == "blank,none,yes");
        CHECK(names_of(fields | nonblank) == "b,C,yes");
        CHECK(names_of(fields | nonnull) == "b,C,a,blank,yes");
        CHECK(names_of(fields | by_name) == "C,a,b,blank,none,yes");
        CHECK(names_of(fields | as(python_text) | nonblank | by_name) == "C,b,none,yes");
        CHECK(names_of(fields | nonblank | as(python_text) | by_name) == "C,b,yes");
    }

    TEST_CASE("words: names are ordered as bytes")
    {
        constexpr tollgate::parameter unordered[] = {
            {"é", ""}, {"a_b", ""}, {"ab", ""}, {"a", ""}, {"Z", ""}};
        CHECK(text_of(join(",", name, fields | by_name), {unordered, {}, {}}) == "Z,a,a_b,ab,é");
    }

    TEST_CASE("words: only the top level takes part")
    {
        constexpr tollgate::parameter nested[] = {
            {"o", "", value_kind::object}, {"inner", "1", value_kind::text, {}, 1}, {"z", "2"}};
        CHECK(text_of(join(",", name, fields), {nested, {}, {}}) == "o,z");
        // Without a map an object has no text.
        CHECK_FALSE(text_of(join(",", value, fields), {nested, {}, {}}).has_value());
    }

    TEST_CASE("words: lower changes ASCII letters only")
    {
        CHECK(text_of(join("", lower(name) + value, fields | but<"yes"> | nonblank), over) == "b2cÄ 3");
        CHECK(text_of(lower("A[" + key + "]Z"), over) == "a[jefe]z");
        CHECK(text_of("A" + lower(key), over) == "Ajefe");
    }

    TEST_CASE_TEMPLATE("words: digests are written in hexadecimal digits", Hash, tollgate::cryptopp_hash,
                       tollgate::openssl_hash)
    {
        using tollgate::test::digest_hex;
        CHECK(text_of<Hash>(hex(md5(key)), over) == digest_hex("MD5", "Jefe"));
        CHECK(text_of<Hash>(hex(sha1(key)), over) == digest_hex("SHA1", "Jefe"));
        CHECK(text_of<Hash>(hex(sha256(key)), over) == digest_hex("SHA256", "Jefe"));
        CHECK(text_of<Hash>(hex(sha384(key)), over) == digest_hex("SHA384", "Jefe"));
        CHECK(text_of<Hash>(hex(sha512(key)), over) == digest_hex("SHA512", "Jefe"));
        CHECK(text_of<Hash>(upper_hex(md5("abc" + join("", name, fields))), over_nothing) ==
              "900150983CD24FB0D6963F7D28E17F72"); // RFC 1321, appendix A.5
        CHECK(text_of<Hash>(hex(md5(hex(md5(key)) + key)), over) ==
              digest_hex("MD5", digest_hex("MD5", "Jefe") + "Jefe"));
    }

    TEST_CASE_TEMPLATE("words: an HMAC is keyed by any text", Hash, tollgate::cryptopp_hash,
                       tollgate::openssl_hash)
    {
        // RFC 4231, section 4.3
        CHECK(text_of<Hash>(hex(hmac_sha256(key, operation)), over_nothing) ==
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        CHECK(text_of<Hash>(hex(hmac_sha512(key, operation)), over_nothing) ==
              "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
              "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737");
        CHECK(text_of<Hash>(hex(hmac_sha256("Je" + join("", value, fields), operation)),
                            {std::span{received}.first(0), "what do ya want for nothing?", {}}) !=
              text_of<Hash>(hex(hmac_sha256(key, operation)), over_nothing));
    }

    TEST_CASE("words: a literal stands wherever a text does")
    {
        using tollgate::test::digest_hex;
        CHECK(text_of(hex(md5("abc")), over) == "900150983cd24fb0d6963f7d28e17f72"); // RFC 1321, appendix A.5
        CHECK(text_of(hex(hmac_sha256("Jefe", "what do ya want for nothing?")), over) ==
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"); // RFC 4231, section 4.3
        CHECK(text_of(upper("a"), over) == "A");
        CHECK(text_of(base64("Man"), over) == "TWFu");
        CHECK(text_of(join("&", name + "=" + value,
                           fields | plus<"v">("1") | but<"b", "C", "a", "blank", "none">),
                      over) == "yes=true&v=1");
        CHECK(text_of(join(text<"&">, name, listed<"b", "C">), over) == "b&C");
        CHECK(text_of(join("&", when_empty(value, text<"-">, "+") + name, listed<"a", "b">), over) ==
              "-a&+b");
    }

    TEST_CASE("words: a program's own function takes a literal as one of its texts")
    {
        constexpr auto repeated = [](std::string_view text, std::string_view times,
                                     tollgate::wiped_buffer &out) {
            for (std::size_t i = 0; i != times.size(); ++i)
                out.append(text);
            return true;
        };
        CHECK(text_of(text_by<repeated>("ab", key), over) == "abababab");
    }
}

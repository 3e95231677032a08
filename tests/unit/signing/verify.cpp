// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/signing/signature.hpp>

#include <tollgate/detail/message/check_signature.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/signing/signature_location.hpp>
#include <tollgate/signing/words.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace signing = tollgate::signing;
namespace test = tollgate::test;
using namespace tollgate::signing::words;
using tollgate::errc;
using tollgate::value_kind;

static_assert(!std::equality_comparable<signing::signature>, "compared in constant time, by verify alone");

constexpr auto rule = in_field<"sign">(hex(md5(join("&", name + "=" + value, fields | but<"sign">) + key)));
constexpr auto upper_rule = in_field<"sign">(upper_hex(md5(join("", value, fields | but<"sign">) + key)));
using scheme = decltype(rule.scheme);

constexpr tollgate::parameter message[] = {{"a", "1"}, {"sign", "left out"}};
std::string const good = test::md5_hex("a=1key");

std::string capitals(std::string text)
{
    for (char &c : text)
        if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

tollgate::detail::checked check(tollgate::parameter const &sign, tollgate::secret const &key)
{
    tollgate::parameter const received[] = {{"a", "1"}, sign};
    namespace one_payment = tollgate::one_payment;
    one_payment::account const account{.partner_id = 1, .project_id = 2, .api_key = key};
    using carried = std::remove_cvref_t<decltype(rule)>;
    return tollgate::detail::check_signature<tollgate::cryptopp_hash, one_payment::payment_callback, carried>(
        signing::table_of(rule.scheme), {.fields = received}, account);
}

} // namespace

TEST_SUITE("tollgate.signing.verify")
{
    TEST_CASE_TEMPLATE("verify: the right signature is accepted, in either case of its letters", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        signing::context const over{message, {}, "key"};
        signing::signature made;
        REQUIRE_FALSE(signing::sign<Hash>(rule.scheme, over, made));
        CHECK(made.text() == good);
        CHECK(signing::verify<Hash>(rule.scheme, over, good));
        CHECK(signing::verify<Hash>(rule.scheme, over, capitals(good)));

        REQUIRE_FALSE(signing::sign<Hash>(upper_rule.scheme, over, made));
        CHECK(made.text() == capitals(test::md5_hex("1key")));
        CHECK(signing::verify<Hash>(upper_rule.scheme, over, test::md5_hex("1key")));
    }

    TEST_CASE("verify: a signature with any digit changed, or of another length, is refused")
    {
        signing::context const over{message, {}, "key"};
        auto const accepts = [&over](std::string_view text) {
            return signing::verify<tollgate::cryptopp_hash>(rule.scheme, over, text);
        };
        for (std::size_t i = 0; i != good.size(); ++i) {
            std::string wrong = good;
            wrong[i] = wrong[i] == '0' ? '1' : '0';
            CHECK_FALSE(accepts(wrong));
            CHECK_FALSE(accepts(good.substr(0, i)));
        }
        CHECK_FALSE(accepts(good + "0"));
        CHECK_FALSE(accepts(good + std::string(300, '0')));
        CHECK_FALSE(signing::verify<tollgate::cryptopp_hash>(rule.scheme, {message, {}, "Key"}, good));
    }

    TEST_CASE("verify: what cannot be signed is never verified")
    {
        constexpr tollgate::parameter object[] = {{"a", "", value_kind::object}};
        signing::context const over{object, {}, "key"};
        CHECK_FALSE(signing::verify<tollgate::cryptopp_hash>(rule.scheme, over, test::md5_hex("a=key")));
    }

    TEST_CASE("verify: a signature of which a map leaves nothing verifies nothing")
    {
        signing::context const over{message, {}, "key"};
        constexpr auto emptied = strip<"0123456789abcdef">(hex(md5(join("", value, fields) + key)));
        CHECK_FALSE(signing::verify<tollgate::cryptopp_hash>(emptied, over, ""));
        CHECK_FALSE(signing::verify<tollgate::cryptopp_hash>(emptied, over, "0"));
    }

    TEST_CASE("malformed: says which form a signature lacks")
    {
        struct {
            std::string text;
            std::optional<errc> why;
        } const table[] = {{good, std::nullopt},
                           {capitals(good), std::nullopt},
                           {"", errc::signature_wrong_length},
                           {good.substr(1), errc::signature_wrong_length},
                           {good + "0", errc::signature_wrong_length},
                           {"g" + good.substr(1), errc::signature_malformed},
                           {good + " ", errc::signature_malformed},
                           {" ", errc::signature_malformed},
                           {"0x" + good.substr(2), errc::signature_malformed},
                           {std::string(32, '\0'), errc::signature_malformed},
                           {"é" + good.substr(2), errc::signature_malformed}};
        for (auto const &row : table) {
            CAPTURE(row.text);
            CHECK(signing::malformed(signing::shape_of<scheme>, row.text) == row.why);
        }
        CHECK(signing::form_of(signing::table_of(hex(sha512(key)))).length == 128);
    }

    TEST_CASE("equal_in_constant_time: compares every character")
    {
        using signing::equal_in_constant_time;
        CHECK(equal_in_constant_time("", ""));
        CHECK(equal_in_constant_time("abc", "abc"));
        CHECK_FALSE(equal_in_constant_time("abc", "abd"));
        CHECK_FALSE(equal_in_constant_time("abc", "bbc"));
        CHECK_FALSE(equal_in_constant_time("abc", "ab"));
        CHECK_FALSE(equal_in_constant_time("", "a"));
        CHECK_FALSE(equal_in_constant_time("\x80", std::string_view{"\0", 1}));
        CHECK_FALSE(equal_in_constant_time("ab", "ba")); // differences do not cancel out
    }

    TEST_CASE("signature: holds a text of any length, and none of it is lost on the way")
    {
        CHECK(signing::signature{}.text().empty());
        for (std::size_t const size : {1U, 40U, 255U, 256U, 257U, 300U, 5000U}) {
            CAPTURE(size);
            std::string const text = std::string(size - 1, 'a') + "z";
            signing::signature made{text};
            CHECK(made.text() == text);
            signing::signature const copy = made;
            CHECK(copy.text() == text);
            signing::signature moved = std::move(made);
            CHECK(moved.text() == text);
            for (std::string const &next :
                 {std::string(10, 'b'), std::string(400, 'c'), std::string(20, 'd')}) {
                moved = std::string_view{next};
                CHECK(moved.text() == next);
            }
            moved = copy;
            CHECK(moved.text() == text);
            moved = moved.text().substr(size / 2); // its own
            CHECK(moved.text() == text.substr(size / 2));
            moved = signing::signature{text};
            CHECK(moved.text() == text);
        }
    }

    TEST_CASE("check_signature: each of the account's keys is tried, the newest first")
    {
        tollgate::secret const rotated = tollgate::secret{"newest"}.replacing(
            tollgate::secret{"older"}.replacing(tollgate::secret{"oldest"}));
        for (std::size_t version : {0U, 1U, 2U}) {
            constexpr std::string_view keys[] = {"newest", "older", "oldest"};
            std::string const sign = test::md5_hex("a=1" + std::string{keys[version]});
            CHECK(check({"sign", sign}, rotated) == tollgate::detail::checked{version});
        }
        CHECK(check({"sign", good}, rotated) == tollgate::detail::checked{errc::signature_mismatch});
    }

    TEST_CASE("check_signature: says what is wrong with the field of the signature")
    {
        struct {
            tollgate::parameter sign;
            errc why;
        } const table[] = {
            {{"Sign", good}, errc::signature_missing},
            {{"sign", ""}, errc::signature_missing},
            {{"sign", "", value_kind::null}, errc::signature_missing},
            {{"sign", good, value_kind::text, {}, 1}, errc::signature_missing},
            {{"sign", "12345678901234567890123456789012", value_kind::number}, errc::signature_malformed},
            {{"sign", "", value_kind::object}, errc::signature_malformed},
            {{"sign", "true", value_kind::boolean}, errc::signature_malformed},
            {{"sign", "no"}, errc::signature_malformed},
            {{"sign", "abc"}, errc::signature_wrong_length}};
        for (auto const &row : table) {
            CAPTURE(row.sign.text);
            CHECK(check(row.sign, tollgate::secret{"key"}) == tollgate::detail::checked{row.why});
        }
    }
}

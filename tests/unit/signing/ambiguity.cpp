// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/signing/ambiguity.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/signing/words.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace {

namespace signing = tollgate::signing;
using namespace tollgate::signing::words;
using tollgate::parameter;
using tollgate::value_kind;

/// As 1Payment signs, and as Cactus does.
constexpr auto joined = operation + join("&", name + "=" + value, fields | but<"sign"> | by_name) + key;
constexpr auto terminated =
    join("", lower(name) + ":" + value + ";", fields | but<"sign"> | as(python_text) | nonblank | by_name) +
    key;

constexpr auto const &digests = tollgate::detail::digests_of<tollgate::cryptopp_hash>;
constexpr std::string_view top[] = {"amount", "currency", "description", "Method", "url", "user_data"};
constexpr std::string_view inner[] = {"bank_app", "card_holder"};

template <class Text>
std::string_view blamed(Text const &text, std::vector<parameter> const &message)
{
    signing::context const over{message, "init_form", "k"};
    return signing::find_ambiguity(table_of(text), over, digests, {top, inner}).value_or("");
}

struct example {
    std::string_view name;
    std::string_view text;
    bool is_ambiguous;
};

} // namespace

TEST_SUITE("tollgate.signing.ambiguity")
{
    TEST_CASE("ambiguity: a value is refused where a separator and a name behind the first stand in it")
    {
        constexpr example table[] = {{"description", "x&user_data=y", true},
                                     {"description", "&url=", true},
                                     {"description", "x&user_data", false},
                                     {"description", "x&user_data:y", false},
                                     {"description", "user_data=y", false},
                                     {"description", "x&user_data2=y", false},
                                     {"description", "x&USER_DATA=y", false},
                                     {"description", "x&amount=1&currency=2", true}, // earlier names
                                     {"description", "x&description=y", true},
                                     {"url", "https://shop.example/?a=1&b=2", false},
                                     {"url", "https://shop.example/?a=1&user_data=2", true},
                                     {"user_data", "x&url=1&zzz=2", true},
                                     {"an_unknown_one", "x&currency=USD", true},
                                     {"sign", "x&user_data=y", false}}; // is not signed
        for (example const &row : table) {
            CAPTURE(row.name);
            CAPTURE(row.text);
            CHECK(blamed(joined, {{"amount", "1"}, {row.name, row.text}}) ==
                  (row.is_ambiguous ? row.name : ""));
        }
    }

    TEST_CASE("ambiguity: a terminator is a separator, and names count as they are signed")
    {
        constexpr example table[] = {{"amount", "1;currency:USD", true},
                                     {"amount", "1;currency", false},
                                     {"amount", "1:2", false},
                                     {"amount", "currency:USD;", false},
                                     {"url", "https://a/;b:c;amount:1", false},
                                     {"currency", "USD;Method:card", false},
                                     {"Currency1", "USD;method:card", true},
                                     {"description", "two;parts", false}};
        for (example const &row : table) {
            CAPTURE(row.name);
            CAPTURE(row.text);
            CHECK(blamed(terminated, {{row.name, row.text}}) == (row.is_ambiguous ? row.name : ""));
        }
    }

    TEST_CASE("ambiguity: inside an object its own names count, and what follows the object")
    {
        auto const of_object = [](std::string_view bank, std::string_view holder) {
            return blamed(terminated, {{"amount", "1"},
                                       {"additional_fields", "", value_kind::object},
                                       {"bank_app", bank, value_kind::text, {}, 1},
                                       {"card_holder", holder, value_kind::text, {}, 1}});
        };
        CHECK(of_object("tbank", "John; Wick: x") == "");
        CHECK(of_object("tbank;card_holder:x", "") == "bank_app");
        CHECK(of_object("tbank", "x;bank_app:y") == "");
        CHECK(of_object("tbank", "x;card_holder:y") == "card_holder");
        CHECK(of_object("tbank", "x;amount:2") == "additional_fields");
    }

    TEST_CASE(
        "ambiguity: another spelling of a declared name is refused where names are signed in lower case")
    {
        CHECK(blamed(terminated, {{"Currency", "USD"}}) == "currency");
        CHECK(blamed(terminated, {{"currency", "USD"}, {"Method", "card"}}) == "");
        CHECK(blamed(terminated, {{"Unknown", "USD"}}) == "");
        CHECK(blamed(terminated, {{"Currency", " "}}) == ""); // is not signed
        CHECK(blamed(joined, {{"Currency", "USD"}}) == "");
    }

    TEST_CASE("ambiguity: a name is refused where it holds what ends a name or a value")
    {
        for (std::string_view const ambiguous : {"a=1&b", "a=1", "a&b", "=", "&", "a=", "&a"}) {
            CAPTURE(ambiguous);
            CHECK(blamed(joined, {{ambiguous, "1"}}) == ambiguous);
        }
        for (std::string_view const plain : {"", "a", "a b", "a[0]", "a:b;c", "sign"}) {
            CAPTURE(plain);
            CHECK(blamed(joined, {{plain, "1"}}) == "");
        }
        CHECK(blamed(terminated, {{"is_payout:True;message", "m"}}) == "is_payout:True;message");
        CHECK(blamed(terminated, {{"is_payout=True&message", "m"}}) == "");
        CHECK(blamed(terminated, {{"is_payout:True;message", ""}}) == ""); // is not signed
        CHECK(blamed(terminated, {{"additional_fields", "", value_kind::object},
                                  {"bank_app:tbank;card_holder", "x", value_kind::text, {}, 1}}) ==
              "bank_app:tbank;card_holder");
    }

    TEST_CASE("ambiguity: of a delimiter in a name it counts what stands around it, and how it is signed")
    {
        constexpr auto doubled = join("&&", name + "==" + value, fields);
        CHECK(blamed(doubled, {{"a=b&c", "1"}}) == "");
        CHECK(blamed(doubled, {{"a=", "1"}}) == "a="); // or `a`, and `=1`
        CHECK(blamed(doubled, {{"&a", "1"}}) == "&a");
        CHECK(blamed(join("&", percent_encode(name) + "=" + value, fields), {{"a=1&b", "1"}}) == "");
        CHECK(blamed(join(" ", name + " " + value, fields), {{"a", "1"}, {"b", "2"}}) == "");
        CHECK(blamed(join(" ", name + " " + value, fields), {{"a b", "1"}}) == "a b");
        // Nothing else is told where nothing ends a value, or names stand alone: this is.
        CHECK(blamed(join("", name + "=" + value + key, fields), {{"a=1", "1"}}) == "a=1");
        CHECK(blamed(join("|", name + value, fields), {{"a1|b", "1"}}) == "a1|b");
        CHECK(blamed(join(":", name, fields) + ":" + join(":", value, fields), {{"a:b", "1"}}) == "a:b");
        CHECK(blamed(join(":", escape<"\\:">(name), fields), {{"a:b", "1"}}) == "");
    }

    TEST_CASE("ambiguity: of a flattened member the field that holds it is named")
    {
        constexpr auto flat = join("&", name + "=" + value, fields | flattened<":"> | by_name);
        CHECK(blamed(flat, {{"list", "", value_kind::object}, {"a&b", "x", value_kind::text, {}, 1}}) ==
              "list");
        CHECK(blamed(flat, {{"list", "", value_kind::object}, {"ab", "x&url=", value_kind::text, {}, 1}}) ==
              "list");
    }

    TEST_CASE("ambiguity: a name with a delimiter is fine where it is declared, or the scheme's own")
    {
        static constexpr std::string_view odd[] = {"a=b"};
        std::vector<parameter> const message{{"a=b", "1"}};
        signing::context const over{message, "init_form", "k"};
        CHECK_FALSE(signing::find_ambiguity(table_of(joined), over, digests, {odd, {}}).has_value());
        CHECK(blamed(join("&", name + "=" + value, listed<"a=b">), message) == "");
    }

    TEST_CASE(
        "ambiguity: a value outside of joins is refused where the text that names another one stands in it")
    {
        constexpr auto optional =
            "id:" + field<"url"> + ";" +
            when_empty(header<"x-request-id">, "", "request-id:" + header<"x-request-id"> + ";") +
            "ts:" + part<"ts">(header<"x-signature">) + ";";
        auto const blamed_for = [&](std::string_view id, std::size_t how_many,
                                    std::string_view given = "ab") {
            std::vector<tollgate::header> const carried{{"x-signature", "ts=17,v1=0"},
                                                        {"x-request-id", given}};
            std::vector<parameter> const message{{"url", id}};
            signing::context const over{.fields = message, .headers = std::span{carried}.first(how_many)};
            return signing::find_ambiguity(table_of(optional), over, digests, {top, inner}).value_or("");
        };
        CHECK(blamed_for("9", 2) == "");
        CHECK(blamed_for("9;request-id:ab", 1) == "url"); // what was signed with the header
        CHECK(blamed_for("9;ts:16", 1) == "url");
        CHECK(blamed_for("9;ts:16", 2) == "url");
        CHECK(blamed_for("9", 2, "ab;ts:16") == "x-request-id");
        CHECK(blamed_for("9", 2, "ab;request-id:cd") == "x-request-id"); // its own, behind another value
        CHECK(blamed_for("https://shop.example/?parts:1;2", 2) == "");

        constexpr auto slots = "amount=" + field<"amount"> + "&text=" + field<"description"> +
                               "&at=" + account_field<"host"> + "&url=" + field<"url"> + key;
        constexpr example table[] = {
            {"description", "x&at=h.example&url=y", true},
            {"description", "x&at=other.example&url=y", false}, // the account says another
            {"description", "x&url=y", false},
            {"description", "x&text=y", false}, // an amount is a number
            {"description", "x&AT=h.example&url=y", false},
            {"url", "https://shop.example/?a=1&text=2", false},
            {"url", "https://shop.example/?a=1&at=h.example&url=2", true}};
        std::vector<parameter> const account{{"host", "h.example"}};
        for (example const &row : table) {
            CAPTURE(row.name);
            CAPTURE(row.text);
            std::vector<parameter> const message{{"amount", "1"}, {row.name, row.text}};
            signing::context const over{.fields = message, .key = "k", .account = account};
            constexpr std::string_view numbers[] = {"amount"};
            signing::declared_names const names{.top = top, .inner = inner, .numbers = numbers};
            CHECK(signing::find_ambiguity(signing::table_of(slots), over, digests, names).value_or("") ==
                  (row.is_ambiguous ? row.name : ""));
        }
        // Behind a secret nobody else goes on.
        CHECK(blamed("a=" + field<"url"> + key + "&b=" + field<"description">, {{"url", "x&b=y"}}) == "");
        CHECK(blamed(lower("a=" + field<"url"> + "&b=" + field<"description">), {{"url", "x&B=y"}}) == "url");
    }

    TEST_CASE("ambiguity: where names are not signed nobody can tell values apart, and nothing is refused")
    {
        CHECK(blamed(join("&", value, fields), {{"amount", "1&currency=USD"}}) == "");
        CHECK(blamed(key + operation, {{"amount", "1&currency=USD"}}) == "");
    }
}

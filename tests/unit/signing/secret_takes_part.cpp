// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Nothing is verified that could be signed without the account's secret, and nothing is signed with less than its scheme says.

#include <tollgate/callback.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/hmac.hpp>
#include <support/unsigned_gateway.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using tollgate::errc;
using tollgate::optional;
using tollgate::required;
namespace test = tollgate::test;

std::string sha256_hex(std::string const &text)
{
    return test::digest_hex("SHA256", text);
}
std::string hmac_hex(std::string const &key, std::string const &text)
{
    return test::to_hex(test::hmac_sha256(key, text));
}

} // namespace

namespace egret {

struct account {
    required<"shop", std::string> shop;
    required<"key", tollgate::secret> key;
    optional<"second", tollgate::secret> second{};
    optional<"own_url", std::string> own_url{};
};

struct receipt {
    required<"id", std::string> id;
};

} // namespace egret

template <>
struct tollgate::provider_traits<egret::account> : tollgate::test::unsigned_gateway {
    static constexpr std::string_view host = "egret.example";
    static constexpr std::string_view key = "key";
    using from_account = picks<"shop">;
};

namespace egret {

using namespace tollgate::signing::words;

/// A callback under any rule.
template <auto const &Rule>
struct paid_by {
    required<"order_id", std::string> order_id;
    optional<"amount", std::string> amount{};

    using account = egret::account;
    static constexpr auto callback_signature = Rule;
};

/// A callback of which no field is required.
template <auto const &Rule>
struct anything_by {
    optional<"order_id", std::string> order_id{};

    using account = egret::account;
    static constexpr auto callback_signature = Rule;
};

/// A request under any rule.
template <auto const &Rule>
struct pay_by {
    required<"order_id", std::string> order_id;
    optional<"note", std::string> note{};

    using account = egret::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
    static constexpr auto request_signature = Rule;
};

/// A request that says itself which of its fields are signed.
template <auto const &Rule>
struct listing_pay_by {
    required<"order_id", std::string> order_id;
    required<"order", std::string> order;

    using account = egret::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
    static constexpr auto request_signature = Rule;
    using from_account = tollgate::picks<>;
};

/// A message whose answer is signed by any rule.
template <auto const &Rule>
struct asked_by {
    required<"order_id", std::string> order_id;

    using account = egret::account;
    using endpoint = tollgate::post_json<"/ask">;
    using response = receipt;
    static constexpr auto response_signature = Rule;
};

/// A callback that says when it was signed.
template <auto const &Rule>
struct timed_by {
    required<"order_id", std::string> order_id;
    optional<"time", std::string> time{};

    using account = egret::account;
    static constexpr auto callback_signature = Rule;
    static constexpr auto signed_at = signed_within(std::chrono::minutes{5}, field<"time">);
};

inline constexpr auto where_the_list_says = in_field<"sign">(
    hex(sha256(join("|", value, fields | but<"sign"> | plus<"secret">(key) | chosen_by<"order">))));
inline constexpr auto where_the_list_says_with_colons = in_field<"sign">(
    hex(sha256(join("|", value, fields | but<"sign"> | plus<"secret">(key) | chosen_by<"order", ":">))));
inline constexpr auto among_flattened = in_field<"sign">(hex(
    sha256(join("|", value, fields | but<"sign"> | plus<"a:b">(key) | flattened<":"> | chosen_by<"order">))));
inline constexpr auto beside_a_list =
    in_field<"sign">(hex(sha256(join("|", value, named_in<"order"> | plus<"secret">(key)))));
inline constexpr auto by_a_list = hex(hmac_sha256(key, join("|", value, named_in<"order">)));
inline constexpr auto by_a_list_in_a_field =
    in_field<"sign">(hex(hmac_sha256(key, join("|", value, named_in<"order">))));
inline constexpr auto all_pairs =
    in_field<"sign">(hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | by_name) + key)));
inline constexpr auto by_second_secret = in_header<"X-Sign">(hex(sha256(body + secret<"second">)));
inline constexpr auto by_second_hmac = in_header<"X-Sign">(hex(hmac_sha256(secret<"second">, body)));
inline constexpr auto over_own_url =
    in_header<"X-Sign">(hex(hmac_sha256(key, account_field<"own_url"> + body)));
inline constexpr auto over_own_url_or_dash = in_header<"X-Sign">(
    hex(hmac_sha256(key, when_empty(account_field<"own_url">, "-", account_field<"own_url">) + body)));
inline constexpr auto trimmed = in_header<"X-Sign">(hex(sha256(body + trim(key))));
inline constexpr auto unprefixed = in_header<"X-Sign">(hex(sha256(body + without_prefix<"whsec_">(key))));
inline constexpr auto keyed_after_text = in_header<"X-Sign">(hex(hmac_sha256("v1" + trim(key), body)));
inline constexpr auto chained =
    in_header<"X-Sign">(hex(hmac_sha256(hmac_sha256(without_prefix<"whsec_">(key), text<"day">), body)));
inline constexpr auto secret_after_each =
    in_field<"sign">(hex(sha256(join("", name + "=" + value + key, fields | but<"sign"> | nonempty))));
inline constexpr auto hex_secret_among_fields = in_field<"sign">(
    hex(sha256(join("|", value, fields | but<"sign"> | plus<"key">(raw(unhex(key))) | by_name))));

bool nothing_for_short_keys(std::string_view key, tollgate::wiped_buffer &out)
{
    if (key.size() > 8) out.append(key);
    return true;
}
inline constexpr auto own_function =
    in_header<"X-Sign">(hex(hmac_sha256(bytes_by<nothing_for_short_keys>(key), body)));

inline constexpr auto over_headers =
    in_header<"X-Sign">(hex(hmac_sha256(key, header<"Content-Type"> + "\n" + header<"Host"> + "\n" + body)));
inline constexpr auto pay_headers = in_header<"X-Sign">(hex(
    hmac_sha256(key, join("\n", lower(name) + ":" + value, headers | starting<"x-pay-"> | by_name) + body)));
inline constexpr auto all_but_some = in_header<"X-Sign">(hex(hmac_sha256(
    key, join("\n", lower(name) + ":" + value, headers | but<"x-sign", "date"> | by_name) + body)));
inline constexpr auto over_id = in_header<"X-Sign">(hex(hmac_sha256(key, header<"X-Id"> + "|" + body)));
inline constexpr auto in_authorization =
    in_header<"Authorization">("Key " + account_field<"own_url"> + ":" + hex(hmac_sha256(key, body)));

} // namespace egret

namespace {

egret::account account_with(std::string const &key = "k1")
{
    return {.shop = "s7", .key = tollgate::secret{key}};
}

template <class Callback>
std::optional<errc> why_refused(egret::account const &account, std::string const &body,
                                std::vector<tollgate::header> const &headers = {})
{
    auto const received = tollgate::receive<Callback>(account, body, headers);
    return received ? std::nullopt : std::optional{received.error().code()};
}

template <class Message>
std::optional<errc> why_not_signed(egret::account const &account, Message const &message)
{
    auto const made = tollgate::make_request(account, message);
    return made ? std::nullopt : std::optional{made.error().code()};
}

std::string listing(std::string const &order, std::string const &signed_text, std::string const &more = {})
{
    return R"({"order_id":"A",)" + more + R"("order":")" + order + R"(","sign":")" + sha256_hex(signed_text) +
           "\"}";
}

constexpr std::string_view paid_body = R"({"order_id":"A"})";

namespace words = tollgate::signing::words;
/// Whether a scheme whose joined fields include one with the key holds the key in every message.
template <auto Item>
constexpr bool is_keyed = tollgate::signing::always_holds_secret(tollgate::signing::table_of(
    words::hex(words::sha256(words::join("&", Item, words::fields | words::plus<"pw">(words::key))))));

} // namespace

TEST_SUITE("tollgate.signing.secret_takes_part")
{
    TEST_CASE("a list in a callback: without the secret's place it is refused, whatever the signature")
    {
        using callback = egret::paid_by<egret::where_the_list_says>;
        auto const account = account_with();
        CHECK_FALSE(why_refused<callback>(account, listing("order_id,secret", "A|k1")));
        CHECK_FALSE(
            why_refused<callback>(account, listing("secret,order_id,order", "k1|A|secret,order_id,order")));
        CHECK(why_refused<callback>(account, listing("order_id", "A")) == errc::field_not_signed);
        CHECK(why_refused<callback>(account, listing("order_id,order", "A|order_id,order")) ==
              errc::field_not_signed);

        auto const refused = tollgate::receive<callback>(account, listing("order_id", "A"));
        REQUIRE(refused.has_error());
        CHECK(refused.error().message().find("key is wrong") == std::string::npos);

        using colons = egret::paid_by<egret::where_the_list_says_with_colons>;
        CHECK_FALSE(why_refused<colons>(account, listing("order_id:secret", "A|k1")));
        CHECK(why_refused<colons>(account, listing("order_id", "A")) == errc::field_not_signed);
    }

    TEST_CASE("a field that holds the secret: its value takes part in every text, whatever a message says")
    {
        using namespace tollgate::signing::words;
        CHECK(is_keyed<name + "=" + value>);
        CHECK(is_keyed<hex(md5(value))>);
        CHECK(is_keyed<when_empty(value, "-", byte_length(value) + value)>);
        // The tested text is not signed, a header may be left out, and a length tells hardly anything.
        CHECK_FALSE(is_keyed<when_empty(value, "0", "1")>);
        CHECK_FALSE(is_keyed<when_empty(header<"X-Test">, "0", value)>);
        CHECK_FALSE(is_keyed<byte_length(value)>);
        CHECK_FALSE(is_keyed<name>);
    }

    TEST_CASE("a list in a callback: a field with the name of the secret's place is refused")
    {
        auto const account = account_with();
        std::string const theirs = R"("secret":"x",)";
        using callback = egret::paid_by<egret::where_the_list_says>;
        CHECK(why_refused<callback>(account, listing("order_id,secret", "A|x", theirs)) ==
              errc::duplicate_field);
        CHECK(why_refused<callback>(account, listing("order_id,secret", "A|k1", theirs)) ==
              errc::duplicate_field);
        using flattened = egret::paid_by<egret::among_flattened>;
        CHECK_FALSE(why_refused<flattened>(account, listing("order_id,a:b", "A|k1")));
        CHECK(why_refused<flattened>(account, listing("order_id,a:b", "A|x", R"("a":{"b":"x"},)")) ==
              errc::duplicate_field);
        using beside = egret::paid_by<egret::beside_a_list>;
        CHECK_FALSE(why_refused<beside>(account, listing("order_id", "A|k1")));
        CHECK(why_refused<beside>(account, listing("order_id", "A|k1", theirs)) == errc::duplicate_field);
        CHECK(why_refused<beside>(account, listing("order_id,secret", "A|x|k1", theirs)) ==
              errc::duplicate_field);
    }

    TEST_CASE("a list in a callback: must hold every required field, whichever word reads the list")
    {
        auto const account = account_with();
        using callback = egret::paid_by<egret::where_the_list_says>;
        CHECK(why_refused<callback>(account, listing("secret,order", "k1|secret,order")) ==
              errc::field_not_signed);
        using colons = egret::paid_by<egret::where_the_list_says_with_colons>;
        CHECK(why_refused<colons>(account, listing("secret:order", "k1|secret:order")) ==
              errc::field_not_signed);
        using beside = egret::paid_by<egret::beside_a_list>;
        CHECK(why_refused<beside>(account, listing("order", "order|k1")) == errc::field_not_signed);
    }

    TEST_CASE("a list in a callback: an accepted scheme's list is looked at, too")
    {
        auto const account = account_with();
        using callback = egret::paid_by<egret::all_pairs>;
        auto const accepted = tollgate::accepting(egret::by_a_list);
        auto const received = [&](std::string const &order, std::string const &text) {
            std::string const body =
                R"({"order_id":"A","order":")" + order + R"(","sign":")" + hmac_hex("k1", text) + "\"}";
            auto const got = tollgate::receive<callback>(account, body, {}, accepted);
            return got ? std::nullopt : std::optional{got.error().code()};
        };
        CHECK_FALSE(received("order_id", "A"));
        CHECK(received("order", "order") == errc::field_not_signed);
    }

    TEST_CASE("a list in a callback: a time that it leaves out is none")
    {
        using callback = egret::timed_by<egret::by_a_list_in_a_field>;
        tollgate::moment const now{std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}}};
        auto const received = [&](std::string const &order, std::string const &text) {
            std::string const body = R"({"order_id":"A","time":"1700000000","order":")" + order +
                                     R"(","sign":")" + hmac_hex("k1", text) + "\"}";
            auto const got = tollgate::receive<callback>(account_with(), body, {}, now);
            return got ? std::nullopt : std::optional{got.error().code()};
        };
        CHECK_FALSE(received("order_id,time", "A|1700000000"));
        CHECK(received("order_id", "A") == errc::timestamp_malformed);
    }

    TEST_CASE("a list in a request: must hold the secret's place and every required field")
    {
        using message = egret::listing_pay_by<egret::where_the_list_says>;
        auto const account = account_with();
        auto const made =
            tollgate::make_request(account, message{.order_id = "A", .order = "order_id,order,secret"});
        REQUIRE(made.has_value());
        CHECK(made->signature().text() == sha256_hex("A|order_id,order,secret|k1"));
        CHECK(why_not_signed(account, message{.order_id = "A", .order = "order_id,order"}) ==
              errc::field_not_signed);
        CHECK(why_not_signed(account, message{.order_id = "A", .order = "order,secret"}) ==
              errc::field_not_signed);
    }

    TEST_CASE("an optional secret that was left out: nothing is verified or signed without it")
    {
        auto account = account_with();
        std::string const body{paid_body};
        std::string const forged = sha256_hex(body);
        using callback = egret::paid_by<egret::by_second_secret>;
        CHECK(why_refused<callback>(account, body, {{"X-Sign", forged}}) == errc::invalid_secret);
        using keyed = egret::paid_by<egret::by_second_hmac>;
        std::string const forged_too = hmac_hex("", body);
        CHECK(why_refused<keyed>(account, body, {{"X-Sign", forged_too}}) == errc::invalid_secret);
        CHECK(why_not_signed(account, egret::pay_by<egret::by_second_secret>{.order_id = "A"}) ==
              errc::invalid_secret);

        account.second = tollgate::secret{"k2"};
        std::string const genuine = sha256_hex(body + "k2");
        CHECK_FALSE(why_refused<callback>(account, body, {{"X-Sign", genuine}}));
        CHECK(why_refused<callback>(account, body, {{"X-Sign", forged}}) == errc::signature_mismatch);
        CHECK_FALSE(why_not_signed(account, egret::pay_by<egret::by_second_secret>{.order_id = "A"}));
    }

    TEST_CASE("a field of the account that was left out: nothing is verified or signed without it")
    {
        auto account = account_with();
        std::string const body{paid_body};
        using callback = egret::paid_by<egret::over_own_url>;
        std::string const of_body = hmac_hex("k1", body);
        CHECK(why_refused<callback>(account, body, {{"X-Sign", of_body}}) == errc::missing_account_field);
        CHECK(why_not_signed(account, egret::pay_by<egret::over_own_url>{.order_id = "A"}) ==
              errc::missing_account_field);
        // What a scheme says about its absence is signed as it says.
        using dash = egret::paid_by<egret::over_own_url_or_dash>;
        CHECK_FALSE(why_refused<dash>(account, body, {{"X-Sign", hmac_hex("k1", "-" + body)}}));

        account.own_url = "https://shop.example";
        std::string const whole = hmac_hex("k1", "https://shop.example" + body);
        CHECK_FALSE(why_refused<callback>(account, body, {{"X-Sign", whole}}));
        CHECK_FALSE(why_refused<dash>(account, body, {{"X-Sign", whole}}));
    }

    TEST_CASE("a secret of which a map leaves nothing: nothing is verified or signed with it")
    {
        std::string const body{paid_body};
        auto const blank = account_with("   ");
        auto const prefix = account_with("whsec_");
        std::string const digest = sha256_hex(body);
        CHECK(why_refused<egret::paid_by<egret::trimmed>>(blank, body, {{"X-Sign", digest}}) ==
              errc::invalid_secret);
        CHECK(why_refused<egret::paid_by<egret::unprefixed>>(prefix, body, {{"X-Sign", digest}}) ==
              errc::invalid_secret);
        CHECK(why_refused<egret::paid_by<egret::keyed_after_text>>(
                  blank, body, {{"X-Sign", hmac_hex("v1", body)}}) == errc::invalid_secret);
        CHECK(why_refused<egret::paid_by<egret::own_function>>(
                  account_with(), body, {{"X-Sign", hmac_hex("", body)}}) == errc::invalid_secret);
        CHECK(why_not_signed(blank, egret::pay_by<egret::trimmed>{.order_id = "A"}) == errc::invalid_secret);
        CHECK(why_not_signed(prefix, egret::pay_by<egret::chained>{.order_id = "A"}) == errc::invalid_secret);
        CHECK(why_not_signed(account_with(), egret::pay_by<egret::own_function>{.order_id = "A"}) ==
              errc::invalid_secret);
    }

    TEST_CASE("a secret that does not decode: a request is not signed with what is left of it")
    {
        using message = egret::pay_by<egret::hex_secret_among_fields>;
        CHECK_FALSE(why_not_signed(account_with("6b31"), message{.order_id = "A"}));
        CHECK(why_not_signed(account_with("no digits"), message{.order_id = "A"}) == errc::invalid_secret);
    }

    TEST_CASE("a secret after each field: a message without such a field is refused")
    {
        using callback = egret::anything_by<egret::secret_after_each>;
        std::string const nothing = sha256_hex("");
        CHECK(why_refused<callback>(account_with(), R"({"sign":")" + nothing + "\"}"));
        CHECK(why_refused<callback>(account_with(), R"({"order_id":"","sign":")" + nothing + "\"}"));
        CHECK_FALSE(why_refused<callback>(account_with(), R"({"order_id":"A","sign":")" +
                                                              sha256_hex("order_id=Ak1") + "\"}"));
    }

    TEST_CASE("a header in a request's scheme: is what is sent")
    {
        egret::pay_by<egret::over_headers> const message{.order_id = "A"};
        auto const made = tollgate::make_request(account_with(), message).value();
        std::string const text = "application/json\negret.example\n" + std::string{made.body()};
        CHECK(made.signature().text() == hmac_hex("k1", text));
        CHECK(made.canonical() == text);
        CHECK(tollgate::explain(account_with(), message, made.signature().text())->matches);

        auto const as_form = tollgate::make_request(account_with(), tollgate::as_post_form{message}).value();
        CHECK(as_form.signature().text() ==
              hmac_hex("k1",
                       "application/x-www-form-urlencoded\negret.example\n" + std::string{as_form.body()}));
    }

    TEST_CASE("a set of headers: the case of their names does not matter")
    {
        std::string const body{paid_body};
        auto const signed_as = [&](std::string const &lines) { return hmac_hex("k1", lines + body); };
        using prefixed = egret::paid_by<egret::pay_headers>;
        std::string const both = signed_as("x-pay-amount:5\nx-pay-id:7");
        for (auto const &[amount, id] : {std::pair{"x-pay-amount", "x-pay-id"},
                                         {"X-Pay-Amount", "X-Pay-Id"},
                                         {"x-pay-amount", "X-Pay-Id"},
                                         {"X-PAY-AMOUNT", "x-pay-id"}}) {
            CAPTURE(amount);
            CAPTURE(id);
            CHECK_FALSE(
                why_refused<prefixed>(account_with(), body, {{id, "7"}, {amount, "5"}, {"X-Sign", both}}));
        }
        using filtered = egret::paid_by<egret::all_but_some>;
        for (char const *date : {"date", "Date", "DATE"}) {
            CAPTURE(date);
            CHECK_FALSE(why_refused<filtered>(
                account_with(), body, {{date, "today"}, {"X-Id", "7"}, {"X-SIGN", signed_as("x-id:7")}}));
        }
    }

    TEST_CASE("a signed header that came twice is refused: nobody can say which one counts")
    {
        std::string const body{paid_body};
        using callback = egret::paid_by<egret::over_id>;
        std::string const sign = hmac_hex("k1", "7|" + body);
        CHECK_FALSE(why_refused<callback>(account_with(), body, {{"X-Id", "7"}, {"X-Sign", sign}}));
        CHECK(why_refused<callback>(account_with(), body, {{"X-Id", "7"}, {"x-id", "8"}, {"X-Sign", sign}}) ==
              errc::duplicate_field);
    }

    TEST_CASE("a signature of any length is sent whole")
    {
        for (std::size_t const size : {200U, 255U, 256U, 257U, 5000U}) {
            auto account = account_with();
            account.own_url = std::string(size, 'u');
            auto made =
                tollgate::make_request(account, egret::pay_by<egret::in_authorization>{.order_id = "A"})
                    .value();
            std::string const whole =
                "Key " + std::string(size, 'u') + ":" + hmac_hex("k1", std::string{made.body()});
            CHECK(made.signature().text() == whole);
            auto const moved = std::move(made);
            CHECK(moved.headers().back().value == whole);
        }
    }
}
